"""Anchors that are published and no longer on their page: a link to one still lands, and is told what happened."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from erfaringsbank.polishing.landing import GONE_PART, GONE_STATEMENT, canonical, land
from erfaringsbank.polishing.polish import Page, polish
from themed import THEME

ARTICLE = '<article><h1 id="a">A</h1><p>Om.</p><h2 id="virket">Virket</h2><ul><li id="virket-1">Ja.</li></ul></article>'
PROMISED = {
    "virket": "",
    "virket-1": "abcde",
    "virket-2": "fghij",
    "virket-3": "klmno",
    "borte": "",
    "borte-1": "qrstu",
}


def landed(promised: dict[str, str], article: str = ARTICLE) -> tuple[LexborHTMLParser, int]:
    tree = LexborHTMLParser(f"<html><body>{article}</body></html>")
    return tree, land(tree, promised)


def test_what_is_missing_is_put_under_its_field_or_under_the_title() -> None:
    """In the order it was published; what is there already is left alone."""
    tree, count = landed(PROMISED)
    assert count == 4
    order = [node.attributes["id"] for node in tree.css("[id]")]
    assert order == ["a", "borte", "borte-1", "virket", "virket-2", "virket-3", "virket-1"]
    told = {node.attributes["id"]: node.text() for node in tree.css(".eb-utgatt")}
    assert told == {
        "borte": GONE_PART,
        "borte-1": GONE_STATEMENT,
        "virket-2": GONE_STATEMENT,
        "virket-3": GONE_STATEMENT,
    }
    assert {node.attributes["lang"] for node in tree.css(".eb-utgatt")} == {"nb"}


@pytest.mark.parametrize("promised", [{}, {"virket": "", "virket-1": "abcde"}])
def test_a_page_that_has_all_its_anchors_is_not_touched(promised: dict[str, str]) -> None:
    """Nor one of which nothing is published."""
    tree, count = landed(promised)
    assert count == 0
    assert ARTICLE in (tree.html or "")


def test_an_anchor_whose_field_is_no_heading_stands_under_the_title() -> None:
    """A statement may have the name of a field; without a title the anchor is last in the article."""
    tree, _ = landed({"virket-1-2": "abcde"})
    assert tree.css_first("h1 + p.eb-utgatt") is not None
    tree, count = landed({"x": ""}, "<article><p>x</p></article>")
    assert count == 1
    assert tree.css_first("p + p.eb-utgatt") is not None
    assert landed({"x": ""}, "<main></main>")[1] == 0


def test_it_is_done_once_when_a_page_is_polished_twice() -> None:
    """And counted, so that the figures of a build tell of it."""
    page = Page("funn/f1-a/", promised={"virket-2": "abcde"}, canonical="https://bank.test/funn/f2-b/")
    once = polish(THEME.replace("ARTIKKEL", "<h1>A</h1>"), page)
    assert once.counts["publiserte ankre"] == 1
    assert once.html.count('id="virket-2"') == 1
    assert polish(once.html, page).html == once.html


def test_the_canonical_address_is_that_of_the_page_that_holds() -> None:
    """Only where one is given, and only in a page that has one."""
    tree = LexborHTMLParser('<head><link rel="canonical" href="https://bank.test/a/"></head>')
    assert canonical(tree, "") == 0
    assert canonical(tree, "https://bank.test/b/") == 1
    assert 'href="https://bank.test/b/"' in (tree.html or "")
    assert canonical(LexborHTMLParser("<p>x</p>"), "https://bank.test/b/") == 0
