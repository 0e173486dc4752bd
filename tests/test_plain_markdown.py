"""Pages as the Markdown that everyone reads: the same words and links, and nothing that only our engine knows."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt

from checking import TODAY
from erfaringsbank.addresses import url_of
from erfaringsbank.machines.page_facts import with_facts
from erfaringsbank.machines.page_files import page_files
from erfaringsbank.machines.plain_html import markdown
from erfaringsbank.machines.plain_markdown import has_plain, plain, shown
from rendered import Rendered, folded, real, small

COMMON = MarkdownIt("commonmark").enable("table")


@cache
def beside(bank: Any) -> Mapping[str, bytes]:
    """Every file beside the pages of a bank, by path."""
    made: Rendered = bank()
    pages = with_facts(made.bank, TODAY, ((path, raw) for path, raw in made.files.items() if path.endswith(".md")))
    return dict(page_files(made.bank, TODAY, pages))


def plain_pages(bank: Any) -> dict[str, str]:
    """The plain pages of a bank by path."""
    return {path: raw.decode() for path, raw in beside(bank).items() if path.endswith(".md")}


@pytest.mark.parametrize(
    ("ours", "plain_"),
    [
        ("## Forbehold { #forbehold }", "## Forbehold"),
        ("Funn F3\n{ .eb-type }", "Funn F3"),
        ("- En ting. ([K1](../kilder/k1-a.md))\n    { #virket-1 }", "- En ting. ([K1](../../kilder/k1-a/index.md))"),
        ("[A](../b/b1-a.md){: lang=nn }.", "[A](../../b/b1-a/index.md)."),
        ("«[A](../b/b1-a.md){: lang=nn }»", "«[A](../../b/b1-a/index.md)»"),
        ("[A](f2-b.md#virket-1)", "[A](../f2-b/#virket-1)"),
        ("[A](#styrke)", "[A](./#styrke)"),
        ("[A](index.md)", "[A](../index.md)"),
        ("[A](../data/funn.csv)", "[A](../../data/funn.csv)"),
        ("[A](https://a.no/b_c.md)", "[A](https://a.no/b_c.md)"),
        ("Slag\n:   Holdning\n\nRetning\n:   Svekker", "- Slag: Holdning\n\n- Retning: Svekker"),
        ('!!! warning "Trukket"\n    Fordi.', "> **Trukket**\n>\n> Fordi."),
        ("&#42;a&#42; &#60;b&#62; &#38;lt; &#91;x&#93; &#123; &#36;", "\\*a\\* \\<b> \\&lt; \\[x\\] { $"),
        ("&#35; ikke", "\\# ikke"),
        ("&#45; ikke", "\\- ikke"),
        ("&#49;&#50;. ikke", "12\\. ikke"),
        ("a &#38; b", "a & b"),
        ("<span class='a'>Ett</span> <strong>to</strong><i></i>", "Ett **to**"),
        ("<svg><text>tre</text></svg>Ett", "Ett"),
        ("`{ #a } &#42; [x](y.md)`", "`{ #a } &#42; [x](y.md)`"),
        ("```html\n<svg></svg> { .a }\n```", "```html\n<svg></svg> { .a }\n```"),
    ],
)  # fmt: skip
def test_a_piece_of_a_page(ours: str, plain_: str) -> None:
    """Attributes, references, boxes and HTML become what they say; code is left alone."""
    page = plain("funn/f1-a.md", f"---\ntitle: x\n---\n{ours}\n")
    assert page.strip() == plain_


@pytest.mark.parametrize(
    ("block", "plain_"),
    [
        ("<ul><li>A</li><li>B<ul><li>C</li></ul></li></ul>", "- A\n- B\n    - C"),
        ("<ol><li>A</li></ol>", "1. A"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>", "| A | B |\n| --- | --- |\n| 1 | |"),
        ("<td>", ""),
        ("<p>a <a href='../b/'>*b*</a></p>", "a [\\*b\\*](../b/index.md)"),
        ("<div hidden><p>a</p></div><p>b</p>", "b"),
        ("<figure><svg><text>x</text></svg><figcaption>Ord</figcaption></figure>", "Ord"),
        ("<table><tr><td>a|b</td></tr></table>", "| a\\|b |\n| --- |"),
        ("<form><select><option>x</option></select></form><p>b</p>", "b"),
        ("<p>&lt;b&gt; &amp; æ</p>", "\\<b> & æ"),
    ],
)  # fmt: skip
def test_a_block_of_html(block: str, plain_: str) -> None:
    """Lists, tables, links and text come through; pictures, controls and what is hidden do not."""
    written = markdown(block, shown, lambda address: f"{address}index.md")
    assert re.sub(r"\n{2,}", "\n\n", written).strip() == plain_


@pytest.mark.parametrize("bank", [small, real])
def test_every_page_has_a_plain_page(bank: Any) -> None:
    """At the address of the page, with its heading, and with how it is cited at its end."""
    pages = [path for path in bank().pages if has_plain(path)]
    assert {f"{url_of(path)}index.md" for path in pages} == set(plain_pages(bank))
    for path, text in plain_pages(bank).items():
        assert re.search(r"^# \S", text, re.MULTILINE), path
        assert "CC BY 4.0" in text.rpartition("\n---\n")[2], path


@pytest.mark.parametrize("bank", [small, real])
def test_nothing_of_ours_is_left(bank: Any) -> None:
    """No tag, attribute list, front matter or reference outside code, as a reader that is not ours takes it."""
    looked = 0
    for path, text in plain_pages(bank).items():
        for token in tokens(text):
            if token.type in ("code_inline", "fence", "code_block"):
                continue
            assert token.type not in ("html_block", "html_inline"), (path, token.content)
            if token.type == "text":
                assert not re.search(r"\{:? ?[#.][a-z]|\{: ?[a-z]+=", token.content), (path, token.content)
            looked += 1
    assert looked > 1_000


def tokens(text: str) -> list[Any]:
    """Every token of some Markdown, the inline ones too."""
    found = COMMON.parse(text)
    return [child for token in found for child in [token, *(token.children or ())]]


@pytest.mark.parametrize("bank", [small, real])
def test_every_link_of_a_plain_page_leads_to_something(bank: Any) -> None:
    """To another plain page, to a page, or to a file of the site."""
    there = {*plain_pages(bank), *bank().files, *(url_of(path) or "./" for path in bank().pages)}
    followed = 0
    for path, text in plain_pages(bank).items():
        for token in tokens(text):
            href = token.attrGet("href") if token.type == "link_open" else None
            if href is None or "://" in href or href.startswith("mailto:"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), re.split("[?#]", href)[0]))
            target += "/" if re.split("[?#]", href)[0].endswith("/") and target != "." else ""
            assert target in there or target == "." or made_later(target), (path, href)
            followed += 1
    assert followed > 300


def made_later(target: str) -> bool:
    """What is laid beside the pages by others than the pages themselves, and is looked at in the built site."""
    return not target.endswith((".md", "/"))


@pytest.mark.parametrize("bank", [small, real])
def test_the_titles_of_the_records_are_all_there(bank: Any) -> None:
    """The title of a record stands letter by letter as the heading of its plain page; of a large bank every ninth."""
    seen = 0
    records = list(bank().bank.records.values())
    for record in records[:: 9 if len(records) > 100 else 1]:
        path = f"{record.mappe}/{record.id}-{record.slug}/index.md"
        found = COMMON.parse(plain_pages(bank)[path])
        heading = next(found[at + 1] for at, token in enumerate(found) if token.type == "heading_open")
        said = folded("".join(child.content for child in heading.children or () if child.type != "softbreak"))
        title = folded(bank().html(f"{record.mappe}/{record.id}-{record.slug}.md").xpath("//h1")[0].text_content())
        assert said == title
        seen += 1
    assert seen > 20


def test_the_same_pages_give_the_same_bytes() -> None:
    """Nothing of it depends on when or where."""
    made = small()
    pages = [(path, raw) for path, raw in made.files.items() if path.endswith(".md")]
    assert dict(page_files(made.bank, TODAY, pages)) == dict(page_files(made.bank, TODAY, reversed(pages)))
