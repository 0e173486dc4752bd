"""A record's page → a part of a longer document: headings a level down, anchors and links that hold there. Pure.

On paper nothing can be chosen, opened or searched for, and the document has one list of sources at its end. So what
leads from page to page is taken out, and what each page says of its sources is left to that list.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from erfaringsbank.addresses import url_of
from erfaringsbank.polishing.page_tables import rename

# What a page has for those who read it on a screen, or for itself alone.
_GONE = (
    "nav, form, script, style, template, noscript, .eb-innhold, .eb-si-fra, .eb-papir, .eb-begrepsboks, .eb-bare-side, "
    ".eb-hopp-til, .eb-til-utskrift"
)
# Sections that lead from page to page, or that the whole document has one of, by the anchor of their heading.
GONE_SECTIONS = ("viser-hit", "omtalt", "henger-sammen", "sammenlign", "kilder", "om-posten")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "id")

Lead = Callable[[str, str], str]
"""(address from the site's root, anchor) → where a link leads in the document."""


Edit = Callable[[LexborHTMLParser], object]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a part comes from and what it becomes: the address of its page from the site's root, the prefix of its
    anchors, how far down its headings go, and where its links lead."""

    page: str
    prefix: str
    shift: int
    lead: Lead


def article_of(html: str) -> str:
    """What stands inside the article of a built page."""
    start, end = html.index(">", html.index("<article")) + 1, html.rindex("</article>")
    return html[start:end]


def fragment(html: str, frame: Frame, *edits: Edit) -> str:
    """The HTML of a page's article as a part of a document. `edits` are what that document wants done besides."""
    tree = LexborHTMLParser(f"<!DOCTYPE html><body>{html}</body>")
    body = tree.body
    if body is None:
        return ""
    for name in GONE_SECTIONS:
        _remove_section(tree, name)
    for node in tree.css(_GONE):
        node.decompose()
    _plain_terms(tree)
    for edit in edits:
        edit(tree)
    _lower(tree, frame.shift)
    _name(tree, frame.prefix)
    _link(tree, frame)
    body.merge_text_nodes()
    return (body.inner_html or "").strip()


def _remove_section(tree: LexborHTMLParser, name: str) -> None:
    """Take out a heading with this anchor and what stands under it."""
    heading = tree.css_first(f'h2[id="{name}"]')
    if heading is None:
        return
    gone = [heading]
    after = heading.next
    while after is not None and after.tag not in ("h1", "h2"):
        gone.append(after)
        after = after.next
    for node in gone:
        node.decompose()


def _plain_terms(tree: LexborHTMLParser) -> None:
    """A term that is a button becomes its words."""
    for node in tree.css("button"):
        node.replace_with(node.text())


def _lower(tree: LexborHTMLParser, shift: int) -> None:
    """Every heading so many levels down, the deepest no deeper than the sixth. The first one's anchor is the part's."""
    for heading in tree.css("h1"):
        heading.attrs["id"] = ""
    for heading in reversed(tree.css(", ".join(_HEADINGS))):
        level = min(int((heading.tag or "h6")[1]) + shift, 6)
        rename(tree, heading, f"h{level}")


def _name(tree: LexborHTMLParser, prefix: str) -> None:
    """Anchors, and what refers to them, get the prefix: `c1-bakgrunn`."""
    for name in _NAMING:
        for node in tree.css(f"[{name}]"):
            named = node.attributes.get(name)
            if named:
                node.attrs[name] = " ".join(f"{prefix}-{part}" for part in named.split())
            else:
                del node.attrs[name]


def _link(tree: LexborHTMLParser, frame: Frame) -> None:
    for node in tree.css("a[href]"):
        node.attrs["href"] = leads(node.attributes["href"] or "", frame)


def leads(href: str, frame: Frame) -> str:
    """Where a link of a page leads in the document. What lies outside the site is left as it is."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    if not parts.path:
        return f"#{frame.prefix}-{parts.fragment}" if parts.fragment else f"#{frame.prefix}"
    return frame.lead(address(frame.page, parts.path), parts.fragment)


def address(page: str, path: str) -> str:
    """A relative address as it is from the site's root: (`funn/f1-x/`, `../../kilder/`) → `kilder/`.

    Before the engine has seen it, a link may be to a page file, from where the file of this page lies.
    """
    if path.endswith(".md"):
        return url_of(posixpath.normpath(posixpath.join(posixpath.dirname(page.rstrip("/")), path)))
    whole = posixpath.normpath(posixpath.join("/", page, path)).lstrip("/")
    return whole + "/" if path.endswith(("/", "..", ".")) and whole else whole


def in_document(known: dict[str, str], elsewhere: Lead) -> Lead:
    """Links that lead to the parts of a document: `known` has the prefix of each page by its address."""

    def lead(site_path: str, anchor: str) -> str:
        prefix = known.get(site_path)
        if prefix is None:
            return elsewhere(site_path, anchor)
        return f"#{prefix}-{anchor}" if anchor and anchor not in GONE_SECTIONS else f"#{prefix}"

    return lead
