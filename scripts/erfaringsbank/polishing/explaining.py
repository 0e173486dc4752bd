"""Terms explained where they stand: the first use of a term on a page becomes a button that opens what it means. Pure.

Native popovers: they work with keyboard and touch, close with Escape, and need no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from erfaringsbank.polishing.terms import Glossary, Term

MOST = 6  # terms a page: more would be noise
NORWEGIAN = frozenset({"nb", "nn", "no"})
_PLACES = frozenset({"p", "li", "dd", "td"})
# Where a button may not stand, where it would be in the way, and where the words are not the text's own.
_CLOSED = frozenset({
    "a", "button", "label", "summary", "select", "textarea", "form", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "th",
    "caption", "figure", "svg", "math", "pre", "code", "kbd", "samp", "var", "time", "abbr", "dfn", "cite", "template",
    "script", "style", "noscript",
})  # fmt: skip
_OPENING = "«‹([{\"'“”„‘’–—"
_CLOSING = "»›)]}\"'“”’.,;:!?…"
# A citation is whole, and an edition used its own words.
_CLOSED_CLASSES = frozenset({"merke", "eb-skjult", "eb-begrepsboks", "eb-siter", "eb-utgave"})


def explain(tree: LexborHTMLParser, glossary: Glossary, address: str) -> int:
    """Explain the terms of an article at their first use. Gives the number of terms explained.

    `address` is the page's own, from the site's root. A page that has been through this is left as it is.
    """
    article = tree.css_first("article")
    if article is None or address == glossary.address or tree.css_matches(".eb-begrepsboks"):
        return 0
    if not glossary.pattern.search(article.text(separator=" ")):  # much quicker than to look piece by piece
        return 0
    language = _language(article)
    own = {term.id: term for term in glossary.terms if term.address == address}
    used = _wrap(tree, glossary, own, list(_texts(article, language in NORWEGIAN)))
    for term in used.values():
        article.insert_child(_box(tree, term, address, language), move=True)
    return len(used)


def _language(node: LexborNode) -> str:
    """The language of an element: its own, or that of the nearest above it."""
    above: LexborNode | None = node
    while above is not None:
        if language := above.attributes.get("lang"):
            return language
        above = above.parent
    return "nb"


def _texts(node: LexborNode, norwegian: bool, inside: bool = False) -> Iterator[LexborNode]:
    """The pieces of text where a term may be explained, in reading order."""
    for child in node.iter(include_text=True):
        if child.is_text_node:
            if inside and norwegian:
                yield child
        elif child.tag not in _CLOSED and not _is_closed(attributes := child.attributes):
            spoken = attributes.get("lang")
            yield from _texts(child, spoken in NORWEGIAN if spoken else norwegian, inside or child.tag in _PLACES)


def _is_closed(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is out of sight, or says nothing of its own."""
    if not attributes:
        return False
    hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return hidden or not _CLOSED_CLASSES.isdisjoint((attributes.get("class") or "").split())


def _wrap(
    tree: LexborHTMLParser, glossary: Glossary, own: Mapping[str, Term], texts: list[LexborNode]
) -> dict[str, Term]:
    """Make the first use of each term a button. Gives the terms that got one, in reading order."""
    used: dict[str, Term] = {}
    for node in texts:
        text = node.text_content or ""
        end = 0
        for start, stop, term in glossary.find(text):
            if term.id in used or term.id in own or len(used) == MOST:
                continue
            before, after = _beside(text[end:start], text[stop:])
            if start - len(before) > end:
                node.insert_before(text[end : start - len(before)])
            node.insert_before(_word(tree, term, before, text[start:stop], after), move=True)
            used[term.id] = term
            end = stop + len(after)
        if end:
            node.insert_before(text[end:])
            node.decompose()
        if len(used) == MOST:
            break
    return used


def _beside(left: str, right: str) -> tuple[str, str]:
    """The signs that stand close to a word: «(» before it, and «),» after it."""
    before = left[len(left.rstrip(_OPENING)) :]
    after = right[: len(right) - len(right.lstrip(_CLOSING))]
    return before, after


def _word(tree: LexborHTMLParser, term: Term, before: str, word: str, after: str) -> LexborNode:
    """The button. A browser may break the line on either side of one, so signs that stand close are held to it."""
    button = _element(tree, "button", word, type="button", class_="eb-begrep", popovertarget=f"begrep-{term.id}")
    if not before and not after:
        return button
    held = _element(tree, "span", before, class_="eb-hold")
    held.insert_child(button, move=True)
    if after:
        held.insert_child(after)
    return held


def _element(tree: LexborHTMLParser, tag: str, text: str = "", **attributes: str | None) -> LexborNode:
    """A new element. Text is text, never markup. An underscore after a name is not part of it."""
    node = tree.create_node(tag)
    for name, value in attributes.items():
        node.attrs[name.removesuffix("_")] = value
    if text:
        node.insert_child(text)
    return node


def _box(tree: LexborHTMLParser, term: Term, address: str, language: str) -> LexborNode:
    """What opens: the term, what it means, and the way to its page."""
    spoken = {"lang": term.language} if term.language != language else {}
    box = _element(tree, "div", popover="", id=f"begrep-{term.id}", class_="eb-begrepsboks", **spoken)
    said = _element(tree, "p")
    said.insert_child(_element(tree, "strong", term.title), move=True)
    said.insert_child(f" {term.meaning}")
    more = _element(tree, "p")
    way = "../" * address.count("/") + term.address
    more.insert_child(_element(tree, "a", f"Mer om «{term.title}»", href=way), move=True)
    for part in (said, more):
        box.insert_child(part, move=True)
    return box
