"""Whatever an author writes is shown as written: rendered by the engine's own Markdown, text comes out as text."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown import Markdown
from markupsafe import Markup

from erfaringsbank import markup
from erfaringsbank.source import FORBIDDEN

ROOT = Path(__file__).parents[1]
ENGINE_BUILT_IN = ("toc", "tables", "fenced_code")  # MkDocs adds these to what mkdocs.yml lists

# Text that means something in some Markdown, HTML, YAML or Jinja. Any of it may stand in a title.
HOSTILE = (
    "<b>", "</div>", "<script>", "<!-- x -->", "|", " | ", "*", "**fet**", "_", "__x__", "[", "]", "[a](b)", "![b](c)",
    "{{", "}}", "{% x %}", "{# x #}", '"', "'", "`", "``", "```", "~~~", "#", "# ", "## x", " #", "{#x}", "- ", "* ",
    "+", "+ ", "1. ", "2) ", "10. ", "³", ">", "> ", "!!! note", "??? x", ": def", ":   def", "{: .x }", "{ .x }",
    "[^1]", "[^1]: x", "[a]: b", "*[abbr]: x", "&amp;", "&", "&#38;", "&copy;", "&lt", "\\", "\\*", "\\\\", "===",
    "---", "***", "=", "😀", "🧑‍🏫", "\u00a0", "\u00ad", "\u2003", "https://a.no/b_c_d?e=1&f=2#g", "www.a.no",
    "<https://a.no>", "post@a.no", "<post@a.no>", "@f1", "@@", "$x$", "^a^", "~b~", "==c==", "++d++", ":smile:", "(c)",
    "--", "...", "«", "»", "%", "\n", "\n\n", "\t", "    ", "klzzwxh:0", "wzxhzdk:0", "[TOC]", "/// x", "::: x", "\\[",
)  # fmt: skip

letters = st.characters(codec="utf-8").filter(lambda character: not FORBIDDEN.match(character))
texts = (
    st.lists(st.sampled_from(HOSTILE) | letters | st.sampled_from([" ", "a", "B", "1", ".", "å"]), min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: bool(text.strip()))
)


def folded(text: str) -> str:
    """White space as a record keeps it: folded, and none at the ends."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


@cache
def engine_markdown() -> Markdown:
    """Python-Markdown with the extensions that the bank's own mkdocs.yml gives the engine."""
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    options: dict[str, dict[str, Any]] = {}
    for item in listed:
        options |= item if isinstance(item, dict) else {item: {}}
    return Markdown(extensions=list(dict.fromkeys([*ENGINE_BUILT_IN, *options])), extension_configs=options)


def rendered(source: str) -> Any:
    """The HTML of a page as a tree."""
    engine = engine_markdown()
    engine.reset()
    return lxml_html.fragment_fromstring(engine.convert(source), create_parent="main")


# Where a value may stand: the Markdown around it, the path to the element that must hold it, and all elements.
PLACES = {
    "paragraph": ("{}\n", "p", ["p"]),
    "paragraph between others": ("før\n\n{}\n\netter\n", "p[2]", ["p", "p", "p"]),
    "title": ("# {}\n\netter\n", "h1", ["h1", "p"]),
    "heading with an anchor": ("## {} {{ #anker }}\n\netter\n", "h2", ["h2", "p"]),
    "list item": ("- {}\n- b\n", "ul/li[1]", ["ul", "li", "li"]),
    "list item with an anchor": ("- {}\n    {{ #anker }}\n- b\n", "ul/li[1]", ["ul", "li", "li"]),
    "numbered item": ("1. {}\n2. b\n", "ol/li[1]", ["ol", "li", "li"]),
    "inner list item": ("- a\n    - {}\n", "ul/li/ul/li", ["ul", "li", "ul", "li"]),
    "first cell": ("| A | B |\n| --- | --- |\n| {} | b |\n", "table/tbody/tr/td[1]", None),
    "last cell": ("| A | B |\n| --- | --- |\n| a | {} |\n", "table/tbody/tr/td[2]", None),
    "head cell": ("| {} | B |\n| --- | --- |\n| a | b |\n", "table/thead/tr/th[1]", None),
    "link text": ("[{}](a.md)\n", "p/a", ["p", "a"]),
    "link text in a heading": ("## [{}](a.md) {{ #b }}\n", "h2/a", ["h2", "a"]),
    "link text in a list": ("- [{}](a.md)\n", "ul/li/a", ["ul", "li", "a"]),
    "strong link in a cell": ("| A | B |\n| --- | --- |\n| **[{}](a.md)** | b |\n", "table/tbody/tr/td/strong/a", None),
    "strong": ("**{}**: b\n", "p/strong", ["p", "strong"]),
    "definition term": ("{}\n:   b\n", "dl/dt", ["dl", "dt", "dd"]),
    "strong definition term": ("**{}**\n:   b\n", "dl/dt/strong", ["dl", "dt", "strong", "dd"]),
    "definition": ("a\n:   {}\n", "dl/dd", ["dl", "dt", "dd"]),
    "definition before another": ("a\n:   {}\n\nb\n:   c\n", "dl/dd[1]", ["dl", "dt", "dd", "dt", "dd"]),
    "definition in a box": ('<div class="fakta" markdown>\n\na\n:   {}\n\n</div>\n', "div/dl/dd", ["div", "dl", "dt", "dd"]),
    "warning": ('!!! warning "Trukket"\n    {}\n', "div/p[2]", ["div", "p", "p"]),
    "mark": ('- a <span class="merke">{}</span>\n', "ul/li/span", ["ul", "li", "span"]),
}  # fmt: skip
CELLS = {2: ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]}


def elements(place: str) -> list[str]:
    """The elements that a place has, and no others may come."""
    source, path, known = PLACES[place]
    inner = path.split("td/")[1].split("/") if "td/" in path else []
    return known if known is not None else [*CELLS[2][:-1], *inner, CELLS[2][-1]]


@pytest.mark.parametrize("place", PLACES)
@given(text=texts)
@settings(max_examples=3000, deadline=None)
def test_escaped_text_comes_out_as_text(place: str, text: str) -> None:
    """In every place where a page puts a value, the reader sees the value and the page keeps its elements."""
    source, path, _ = PLACES[place]
    tree = rendered(source.format(markup.escape(text)))
    assert elements(place) == [node.tag for node in tree.iterdescendants()]
    [node] = tree.xpath(path)
    assert folded(text) == node.text_content().strip()
