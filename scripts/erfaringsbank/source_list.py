"""The sources that a page leads to, as a list with whole addresses: what makes a printed page possible to check. Pure.

A source keeps its ID as its number (`K9`): the number in the text, in the list and in the address is the same one, in
every edition and on every page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from erfaringsbank import norsk
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.html_templating import render_html
from erfaringsbank.records import Kilde, Record
from erfaringsbank.view import View, plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as it stands in a list: its number, its title and the language of it, what else it is known by.

    `side` leads to its page from the page of the list, and `sted` from the root of the site.
    """

    id: str
    nummer: str
    tittel: str
    språk: str
    om: str
    adresse: str
    kopi: str
    side: str
    sted: str = ""


def entry(bank: Bank, source: Kilde, page: str = "") -> Entry:
    """A source as a line. A copy is named when there is no other address, or when that one no longer answers."""
    who = [norsk.ramse(source.forfattere)] if source.forfattere else []
    when = norsk.periode(source.dato) if source.dato else "dato ikke synlig"
    about = ", ".join([*(plain(bank, part) for part in [*who, source.utgiver]), when])
    address = source.adresser[0] if source.adresser else ""
    copy = source.arkivadresse if not address or bank.lenker.borte(address) else None
    here = url_of(page_of(source))
    language = "" if source.kildespråk == "nb" else source.kildespråk
    return Entry(
        source.id, source.id.upper(), plain(bank, source.tittel), language, about, address, copy or "", page, here
    )


def sources_on(view: View, record: Record | None = None) -> list[Kilde]:
    """The sources that a page leads to so far, and those of the whole record, by their numbers."""
    ids = {*view.lenket, *(record.kilder if record else ())}
    found = (view.bank.records.get(id_) for id_ in ids)
    return sorted((source for source in found if isinstance(source, Kilde)), key=lambda source: source.nummer)


def block(entries: Iterable[Entry]) -> Markup:
    """The list as one block of HTML; nothing when there are none."""
    lines = list(entries)
    return render_html("kildeliste", kilder=lines) if lines else Markup()


def on_page(view: View, record: Record | None = None) -> Markup:
    """The list of a page. The page of a source has none: it is one."""
    if isinstance(record, Kilde):
        return Markup()
    return block([entry(view.bank, source, view.adresse(source)) for source in sources_on(view, record)])
