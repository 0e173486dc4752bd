"""A page's HTML in the words and shapes that paper and e-readers have: no drawings that need the site's style. Pure.

What is drawn on the site always stands in words beside the drawing, so nothing is lost.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from erfaringsbank.paper.fragments import Edit
from erfaringsbank.polishing.page_tables import alignments, corners, row_heads, scopes

_SHARE = re.compile(r"[\d.]+")
_STEP = 5  # per cent a class of the style stands for


def numbered(number: str, place: str) -> Edit:
    """An edit that puts the number of a record into its heading, and where it is found under it."""

    def edit(tree: LexborHTMLParser) -> None:
        for node in tree.css("p.eb-type"):
            node.decompose()
        heading = tree.css_first("h1")
        if heading is None:
            return
        mark = _new(tree, "span", "nr", f"{number} ")
        first = heading.first_child
        if first is None:
            heading.insert_child(mark, move=True)
        else:
            first.insert_before(mark, move=True)
        heading.insert_after(_new(tree, "p", "sted", place), move=True)

    return edit


def _new(tree: LexborHTMLParser, tag: str, name: str, text: str) -> LexborNode:
    node = tree.create_node(tag)
    node.attrs["class"] = name
    if text:
        node.insert_child(text)
    return node


def _tables(tree: LexborHTMLParser) -> None:
    for edit in (corners, row_heads, scopes, alignments):
        edit(tree, None)


def _bars(tree: LexborHTMLParser) -> None:
    """A bar is a box of a certain width: the number beside it is exact."""
    for node in tree.css(".eb-soyle"):
        line = node.css_first("line")
        share = _SHARE.match((line.attributes.get("x2") or "") if line else "")
        bar = _new(tree, "span", "soyle", "")
        if share:
            bar.insert_child(_new(tree, "i", f"s{round(float(share[0]) / _STEP) * _STEP}", ""), move=True)
        node.replace_with(bar, move=True)


def _ladder(tree: LexborHTMLParser) -> None:
    """Of the ladder of strength, the step a finding stands on and what would raise it; the rule is told once."""
    for step in tree.css(".eb-stige > .eb-under, .eb-stige > .eb-over"):
        if step.css_first("ul") is None:
            step.decompose()


def _drawings(tree: LexborHTMLParser) -> None:
    """Drawings without words of their own, and the boxes of a strength, whose words stand after them."""
    for node in tree.css("svg, img:not([alt]), .eb-qr, .eb-tegn, .eb-stige li > i"):
        node.decompose()


def _closed(tree: LexborHTMLParser) -> None:
    """What one can open on a page stands open; a copy to take along does not stand."""
    for node in tree.css("details"):
        node.attrs["open"] = ""


FOR_PAPER: tuple[Edit, ...] = (_tables, _bars, _ladder, _drawings, _closed)
