"""Built HTML → finished HTML, with a count for each edit. Pure.

The engines and the theme write for another site than ours. What is left of theirs is taken out here, and what Markdown
cannot say is put in. The tree is a browser's (HTML5): nothing is searched for in the text of the markup.

An edit that *must* hit something and hits nothing on a whole site is how a theme update shows itself; `finish` asks.
Polishing a polished page changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from erfaringsbank.polishing import landing, page_gate
from erfaringsbank.polishing.explaining import explain
from erfaringsbank.polishing.page_tables import alignments, corners, frames, row_heads, scopes
from erfaringsbank.polishing.terms import Glossary

Tree = LexborHTMLParser


@dataclass(frozen=True, slots=True)
class Page:
    """What an edit may know of a page: its address from the site's root, and the terms to explain, if any.

    `promised` are the anchors that are published for it, each with the digest of its statement or nothing. `canonical`
    is the whole address of the page that holds in its stead, when there is one.
    """

    address: str
    glossary: Glossary | None = None
    promised: Mapping[str, str] = field(default_factory=dict)
    canonical: str = ""


@dataclass(frozen=True, slots=True)
class Polished:
    """A finished page, how often each edit hit, and what must not be published."""

    html: str
    counts: Mapping[str, int]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that is done to a page. `do` gives how often it hit. `must`: on a whole site it is more than zero."""

    name: str
    why: str
    do: Callable[[Tree, Page], int]
    must: bool = False


def polish(html: str, page: Page) -> Polished:
    """A finished page from a built one."""
    tree = Tree(html)
    counts = {edit.name: edit.do(tree, page) for edit in EDITS}
    _keep_line_breaks(tree)
    return Polished(tree.html or "", counts, tuple(page_gate.faults(tree)))


def _keep_line_breaks(tree: Tree) -> None:
    """A parser drops the first line break of these elements, so one that is meant has to be written twice."""
    for node in tree.css("pre, textarea, listing"):
        first = node.first_child
        if first is not None and first.is_text_node and (first.text_content or "").startswith("\n"):
            first.insert_before("\n")


def _removed(selector: str) -> Callable[[Tree, Page], int]:
    """An edit that takes out every element that a selector finds."""

    def do(tree: Tree, _: Page) -> int:
        return _remove(tree.css(selector))

    return do


def _remove(nodes: list[LexborNode]) -> int:
    for node in nodes:
        node.decompose()
    return len(nodes)


def _script_with(sign: str) -> Callable[[Tree, Page], int]:
    """An edit that takes out the theme's inline script with this sign in it. Any other script is left to the gate."""

    def do(tree: Tree, _: Page) -> int:
        return _remove([node for node in tree.css("script:not([src]):not([type])") if sign in node.text()])

    return do


def _empty_announcement(tree: Tree, _: Page) -> int:
    found = tree.css("div[data-md-component=announce]")
    return _remove([node for node in found if node.first_child is None or not node.text(strip=True)])


def _theme_attributes(tree: Tree, _: Page) -> int:
    count = 0
    for node in tree.css("body, main, header, footer, nav, aside, div, form, input, label, button"):
        for name in [name for name in node.attributes if name.startswith("data-md-")]:
            del node.attrs[name]
            count += 1
    return count


def _checkboxes(tree: Tree, _: Page) -> int:
    """The boxes of a task list. They are disabled; a form's own boxes have labels."""
    found = tree.css('input[type="checkbox"][disabled]:not([aria-label]):not([aria-labelledby])')
    for box in found:
        box.attrs["aria-label"] = "Gjort" if "checked" in box.attributes else "Ikke gjort"
    return len(found)


def _contents(tree: Tree, _: Page) -> int:
    """The list of headings goes into the article, after its heading and what introduces it."""
    contents, heading = tree.css_first("nav.eb-innhold"), tree.css_first("article h1")
    if contents is None or heading is None or contents.css_matches("article nav.eb-innhold"):
        return 0
    last, after = heading, _next_element(heading)
    while after is not None and after.css_matches(".eb-ingress, .eb-kort"):
        last, after = after, _next_element(after)
    spoken = tree.css_first("article [lang] h1") and contents.css_first("summary")
    if spoken:  # the page's words may be in another language; ours are not
        spoken.attrs["lang"] = "nb"
    last.insert_after(contents, move=True)
    return 1


def _next_element(node: LexborNode) -> LexborNode | None:
    after = node.next
    while after is not None and not after.is_element_node:
        after = after.next
    return after


def _on_paper(tree: Tree, _: Page) -> int:
    """What the page is and where it lies, as an attribute that the margin of each sheet can show."""
    told = tree.css_first(".eb-papir")
    if told is None or tree.root is None:
        return 0
    words = " · ".join(" ".join(part.text().split()) for part in told.css("span"))
    new = tree.root.attributes.get("data-papir") != words
    tree.root.attrs["data-papir"] = words
    return int(new)


def _ways_within(tree: Tree, page: Page) -> int:
    """A link in a block of HTML says where it leads from the root of the site: one engine moves those."""
    links = tree.css("a[data-side]")
    for link in links:
        link.attrs["href"] = "../" * page.address.count("/") + (link.attributes["data-side"] or "")
        del link.attrs["data-side"]
    return len(links)


def _canonical(tree: Tree, _: Page) -> int:
    """A page about how things were names the page of how they are; what the theme says of it goes."""
    return _remove(tree.css("head link[rel=canonical]")[:-1])


def _comments(tree: Tree, _: Page) -> int:
    document = tree.root.parent if tree.root and b"<!--" in tree.raw_html else None
    found = [node for node in document.traverse(include_text=True) if node.is_comment_node] if document else []
    return _remove(found)


def _explained(tree: Tree, page: Page) -> int:
    return explain(tree, page.glossary, page.address) if page.glossary else 0


def _published_anchors(tree: Tree, page: Page) -> int:
    return landing.land(tree, page.promised)


def _replaced(tree: Tree, page: Page) -> int:
    return landing.canonical(tree, page.canonical)


_VERBATIM = "pre, textarea, script, style, listing, xmp, plaintext"
_ROWS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup"})  # text between their parts is never shown
_LINE_END = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")


def _white_space(tree: Tree, _: Page) -> int:
    """Runs of white space with a line break in them become one line break: to a browser both are one space."""
    if tree.root is None:
        return 0
    tree.root.merge_text_nodes()  # what stood on each side of something that is gone
    verbatim = {text.mem_id for node in tree.css(_VERBATIM) for text in node.traverse(include_text=True)}
    texts = [(node, node.text_content or "") for node in tree.root.traverse(include_text=True) if node.is_text_node]
    broken = [(node, text) for node, text in texts if "\n" in text and text != "\n" and node.mem_id not in verbatim]
    between = [node for node, text in texts if text == "\n" and node.parent is not None and node.parent.tag in _ROWS]
    return _remove(between) + sum(_tighten(node, text) for node, text in broken)


def _tighten(node: LexborNode, text: str) -> bool:
    """Tighten one piece of text. Gives whether there was anything to do."""
    tight = _LINE_END.sub("\n", text)
    if tight == "\n" and node.parent is not None and node.parent.tag in _ROWS:
        node.decompose()
    elif tight != text:
        node.replace_with(tight)
    return tight != text


EDITS = (
    Edit(
        "skript for omfang",
        "Temaets skript i hodet er ikke i bruk, og nettstedets policy tillater bare skript i egne filer.",
        _script_with("__md_scope"),
        must=True,
    ),
    Edit("skript for faner", "Det samme skriptet for faner, nederst på siden.", _script_with("__tabbed_"), must=True),
    Edit("oppsett for skript", "Temaets oppsett leses av temaets skript, som ikke er i bruk.", _removed("#__config")),
    Edit(
        "brytere",
        "Temaets meny og søk åpnes med skjulte avkryssingsbokser, som ingen kan bruke med tastaturet.",
        _removed("input.md-toggle, label.md-overlay"),
        must=True,
    ),
    Edit(
        "temaets hopp",
        "Temaets «Gå til innhold» er byttet ut med vår egen, som alltid fører til teksten.",
        _removed("div[data-md-component=skip]"),
        must=True,
    ),
    Edit("tom kunngjøring", "Temaets plass til en kunngjøring står tom.", _empty_announcement, must=True),
    Edit("dialog", "Temaets plass til korte meldinger brukes av temaets skript.", _removed(".md-dialog"), must=True),
    Edit("motorens navn", "Hvilken motor som lagde siden, angår ikke leseren.", _removed("meta[name=generator]"), True),
    Edit("temaets merker", "Egenskaper bare temaets skript leser.", _theme_attributes, must=True),
    Edit("kommentarer", "Kommentarer i HTML er for den som lager siden.", _comments),
    Edit("tomme hjørner", "En tom overskrift sier ingenting til den som får tabellen lest opp.", corners),
    Edit("radoverskrifter", "Når første celle i hver rad er uthevet, er den overskriften på raden.", row_heads),
    Edit("overskriftsceller", "En overskrift i en tabell må si om den gjelder kolonnen eller raden.", scopes, True),
    Edit("justering", "Markdown justerer celler med style, og nettstedets policy tillater bare klasser.", alignments),
    Edit("tabellrammer", "En tabell som er bredere enn skjermen, må kunne rulles for seg.", frames, must=True),
    Edit("avkryssingsbokser", "En boks i en gjøremålsliste må ha et navn.", _checkboxes),
    Edit("innhold på siden", "Innholdslisten skal leses etter overskriften, ikke før.", _contents, must=True),
    Edit("veier i blokker", "En motor flytter lenker i HTML den ikke har laget selv.", _ways_within),
    Edit("adresse på papir", "Adressen skal stå på hvert ark når siden skrives ut.", _on_paper, must=True),
    Edit("gjeldende side", "En side fra en tidligere utgave viser til den som gjelder nå.", _canonical),
    Edit("begreper", "Begreper forklares der de først brukes.", _explained),
    Edit("publiserte ankre", "En lenke til et anker som er publisert, skal lande på siden.", _published_anchors),
    Edit("erstattet av", "En post som er erstattet, viser til den som gjelder.", _replaced),
    Edit("luft", "Innrykk og tomme linjer fra malene gjør siden tyngre enn den er.", _white_space, must=True),
)
"""Everything that is done to a page, in this order."""
