"""Whatever an author writes is shown as written: rendered by the engine's own Markdown, text comes out as text."""

from __future__ import annotations

import html
import re
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import Markup

from erfaringsbank import markup
from erfaringsbank.reading.yaml_faults import FORBIDDEN
from rendered import as_html, folded

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
    st.lists(
        st.sampled_from(HOSTILE) | letters | st.sampled_from([" ", "a", "B", "1", ".", "å"]), min_size=1, max_size=12
    )
    .map("".join)
    .filter(lambda text: bool(text.strip()))
)


# Where a value may stand: the Markdown around it, and the path to the element that must hold it.
PLACES = {
    "paragraph": ("{}\n", "p"),
    "paragraph between others": ("før\n\n{}\n\netter\n", "p[2]"),
    "title": ("# {}\n\netter\n", "h1"),
    "heading with an anchor": ("## {} {{ #anker }}\n\netter\n", "h2"),
    "list item": ("- {}\n- b\n", "ul/li[1]"),
    "list item with an anchor": ("- {}\n    {{ #anker }}\n- b\n", "ul/li[1]"),
    "numbered item": ("1. {}\n2. b\n", "ol/li[1]"),
    "inner list item": ("- a\n    - {}\n", "ul/li/ul/li"),
    "first cell": ("| A | B |\n| --- | --- |\n| {} | b |\n", "table/tbody/tr/td[1]"),
    "last cell": ("| A | B |\n| --- | --- |\n| a | {} |\n", "table/tbody/tr/td[2]"),
    "head cell": ("| {} | B |\n| --- | --- |\n| a | b |\n", "table/thead/tr/th[1]"),
    "link text": ("[{}](a.md)\n", "p/a"),
    "link text in a heading": ("## [{}](a.md) {{ #b }}\n", "h2/a"),
    "link text in a list": ("- [{}](a.md)\n", "ul/li/a"),
    "strong link in a cell": ("| A | B |\n| --- | --- |\n| **[{}](a.md)** | b |\n", "table/tbody/tr/td[1]/strong/a"),
    "strong": ("**{}**: b\n", "p/strong"),
    "definition term": ("{}\n:   b\n", "dl/dt"),
    "strong definition term": ("**{}**\n:   b\n", "dl/dt/strong"),
    "definition": ("a\n:   {}\n", "dl/dd"),
    "definition before another": ("a\n:   {}\n\nb\n:   c\n", "dl/dd[1]"),
    "definition in a box": ('<div class="fakta" markdown>\n\na\n:   {}\n\n</div>\n', "div/dl/dd"),
    "warning": ('!!! warning "Trukket"\n    {}\n', "div/p[2]"),
    "mark": ('- a <span class="merke">{}</span>\n', "ul/li/span"),
}


@cache
def expected_elements(place: str) -> list[str]:
    """The elements that the page has when a harmless word stands in the place."""
    tree = as_html(PLACES[place][0].format("ord"))
    assert tree.xpath(PLACES[place][1])[0].text_content().strip() == "ord"
    return [node.tag for node in tree.iterdescendants()]


@pytest.mark.parametrize("place", PLACES)
@given(text=texts)
@settings(max_examples=40)
@example(text="Hva er C#")
@example(text="1. august")
@example(text="- \u00a0")
def test_escaped_text_comes_out_as_text(place: str, text: str) -> None:
    """In every place where a page puts a value, the reader sees the value and the page keeps its elements."""
    source, path = PLACES[place]
    tree = as_html(source.format(markup.escape(text)))
    assert expected_elements(place) == [node.tag for node in tree.iterdescendants()]
    [node] = tree.xpath(path)
    assert folded(text) == node.text_content().strip()


def test_every_hostile_text_is_shown_alone_as_it_is() -> None:
    """Each text that means something in a markup language stands for itself, also when it is all there is."""
    seen = 0
    for text in filter(str.strip, HOSTILE):
        [node] = as_html(f"{markup.escape(text)}\n").xpath("p")
        assert folded(text) == node.text_content().strip()
        seen += 1
    assert seen > 50


@given(text=texts)
@settings(max_examples=100)
def test_a_piece_keeps_the_white_space_that_parts_it_from_its_neighbours(text: str) -> None:
    """A piece of a line between two links shows its words and neither loses nor gains a space."""
    [node] = as_html(f"[a](b.md){markup.inline(text)}[c](d.md)\n").xpath("p")
    assert re.sub(r"[ \t\r\n]+", " ", f"a{text}c") == node.text_content()


@given(text=texts)
@settings(max_examples=200)
def test_an_attribute_holds_its_text_and_no_more(text: str) -> None:
    """Text in a double-quoted attribute is read back as it was, and makes no other attribute or element."""
    node = lxml_html.fragment_fromstring(f'<p data-x="{markup.attribute(text)}">ord</p>')
    assert {"data-x": " ".join(text.split())} == dict(node.attrib)
    assert node.text_content() == "ord"


ADDRESS_PARTS = (
    "(", ")", "[", "]", "<", ">", '"', "'", "''", "\\", "`", "*", "_", "&", "&amp;", "&copy;", "&#38;", "%", "%20",
    "%2F", "%zz", " ", "æ", "😀", "?", "#", "=", ";", "{", ".x }", "|", "~", "^", "a", "b/", "//", ":", "@", "!", "$",
    ",", "+", "'t'", ' "t"', "\u00a0", "javascript:",
)  # fmt: skip
addresses = st.lists(st.sampled_from(ADDRESS_PARTS), max_size=10).map(lambda parts: f"https://a.no/{''.join(parts)}")


def meaning(address: str) -> tuple[str, ...]:
    """The parts of an address with percent signs read, as a server reads them."""
    parts = urlsplit(address)
    return parts.scheme, parts.netloc, *(unquote(part) for part in (parts.path, parts.query, parts.fragment))


@given(address=addresses)
@settings(max_examples=250)
@example(address="https://a.no/?a=1&copy;=2")
@example(address="https://a.no/rett_(juss)?b='c'")
@example(address="https://[2001:db8::1]/a")
def test_a_link_leads_where_the_address_says(address: str) -> None:
    """An address in a Markdown link keeps its meaning and never breaks out of the link."""
    tree = as_html(f"før [ord]({markup.url(address)}) etter\n")
    assert [node.tag for node in tree.iterdescendants()] == ["p", "a"]
    [link] = tree.iter("a")
    assert list(link.attrib) == ["href"]
    assert (link.text, link.tail) == ("ord", " etter")
    assert meaning(address) == meaning(link.get("href"))


@given(values=st.lists(texts | st.just("") | st.just("no") | st.just("2023-09-26"), min_size=1, max_size=4))
@settings(max_examples=200)
def test_the_head_of_a_page_is_yaml_with_the_escaped_values(values: list[str]) -> None:
    """Every value of the head is read back as the same text, escaped for the HTML that the theme puts it in."""
    fields = {f"felt{index}": value for index, value in enumerate(values)}
    head = markup.front_matter(fields)
    assert head.startswith("---\n")
    assert head.endswith("\n---\n")
    assert {name: html.escape(value) for name, value in fields.items()} == yaml.safe_load(head[4:-4])


spans = st.sampled_from([
    "`INNI`", "``INNI``", "`` INNI ` INNI ``", "```INNI```", "`INNI\nINNI`", "` ``INNI`` `", "`~~~ INNI`", "(`INNI`)",
])  # fmt: skip
words = st.sampled_from(["UTE", "UTE\nUTE", "\\`UTE", "~UTE~", "æUTE", "«UTE»", "(UTE)"])
fences = st.sampled_from([
    "```\nINNI\n```", "~~~ py\nINNI\n\nINNI\n~~~", "````md\n```\nINNI\n```\n````", "```yaml\n~~~\nINNI\n```",
    "```{ .yaml }\n`INNI\n```  ", "```\n\nINNI `INNI` INNI\n\n```", "```\n```",
])  # fmt: skip
paragraphs = st.lists(spans | words, min_size=1, max_size=5).map(" ".join)


@given(blocks=st.lists(paragraphs | fences, min_size=1, max_size=6))
@settings(max_examples=200)
def test_code_is_blanked_out_where_the_engine_sees_code(blocks: list[str]) -> None:
    """What the engine shows as code is blanked, all else is left, and every place in the text stays where it was."""
    text = "\n\n".join(blocks)
    masked = markup.without_code(text)
    in_code = [word for node in as_html(text).iter("code") for word in re.findall("INNI|UTE", node.text_content())]
    assert ["INNI"] * text.count("INNI") == in_code
    assert re.sub(r"INNI", "    ", text).count("UTE") == masked.count("UTE")
    assert "INNI" not in masked
    assert [len(line) for line in text.split("\n")] == [len(line) for line in masked.split("\n")]


def test_a_value_that_is_safe_already_is_not_escaped_twice() -> None:
    """Escaping gives Markup, which the templates leave alone."""
    assert isinstance(markup.escape("a*b"), Markup)
    assert markup.escape("a*b") == "a&#42;b"
