"""Anchors that are published and no longer on their page: put in where they were, with a word about it. Pure.

The word is out of sight until someone follows a link to it (see `overrides/stil/95-utgatt.css`).
"""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from erfaringsbank.anchors import field_of

GONE_STATEMENT = "Utsagnet som sto her, er tatt ut eller skrevet om."
GONE_PART = "Delen som sto her, er tatt ut eller har fått et nytt navn."
CLASS = "eb-utgatt"
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def land(tree: LexborHTMLParser, promised: Mapping[str, str]) -> int:
    """Put in each promised anchor that the page lacks: under the heading of its field, or of the page. Gives how many.

    `promised` gives the digest of the statement that each anchor was for, or nothing.
    """
    article = tree.css_first("article")
    if article is None or not promised:
        return 0
    there = {node.attributes["id"]: node for node in tree.css("[id]")}
    missing = [anchor for anchor in promised if anchor not in there]
    for anchor in reversed(missing):  # each is put right after the heading, so the last goes first
        field = there.get(field_of(anchor))
        heading = field if field is not None and field.tag in _HEADINGS else article.css_first("h1")
        _put(tree, article, heading, anchor, GONE_STATEMENT if promised[anchor] else GONE_PART)
    return len(missing)


def _put(tree: LexborHTMLParser, article: LexborNode, heading: LexborNode | None, anchor: str, words: str) -> None:
    note = tree.create_node("p")
    note.attrs["class"], note.attrs["id"], note.attrs["lang"] = CLASS, anchor, "nb"
    note.insert_child(words)
    if heading is not None:
        heading.insert_after(note, move=True)
    else:
        article.insert_child(note, move=True)


def canonical(tree: LexborHTMLParser, address: str) -> int:
    """Name another page as the one that holds. `address` is its whole address."""
    link = tree.css_first('link[rel="canonical"]')
    if link is None or not address:
        return 0
    link.attrs["href"] = address
    return 1
