"""Bank → a poster: one A4 sheet with QR codes, titles and short addresses, as HTML that needs no other file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from erfaringsbank import qr
from erfaringsbank.addresses import url_of
from erfaringsbank.bank import Bank
from erfaringsbank.events.programme import page_of_programme, programmes
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.html_templating import environment
from erfaringsbank.imaging.cards import record_card
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.norsk import antall
from erfaringsbank.problems import UserError, suggestion
from erfaringsbank.records import TYPES, Nettsted, Record
from erfaringsbank.view import plain

MOST = 12
"""Codes on a sheet: with more, they would be too small to be read at arm's length."""
FRONT = "forside"


@dataclass(frozen=True, slots=True)
class Entry:
    """One place on the sheet: where it leads, what that is called, and what it is in a sentence."""

    target: Record | str
    label: str
    title: str
    about: str
    language: str = "nb"


def poster(known: Knowledge, names: Sequence[str], title: str = "", address: str = "") -> str:
    """The sheet with these records and pages, in this order, as HTML. `address` stands in for the site's own.

    Raises UserError when a name is unknown, when there are too many, or when the address is a placeholder.
    """
    site = _site(known.bank.nettsted, address)
    if not 1 <= len(names) <= MOST:
        raise UserError(f"En plakat har 1–{MOST} koder, ikke {len(names)}.", "Lag flere plakater.")
    shown = [(entry, qr.address_of(site, entry.target)) for entry in chosen(known, names)]
    codes = [(entry, qr.shown(to), Markup(qr.svg(to, best=True).decode())) for entry, to in shown]  # noqa: S704  ours
    head = title or plain(known.bank, site.navn)
    text = environment().get_template("plakat.html.j2").render(site=site, tittel=head, koder=codes, antall=len(codes))
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


def _site(site: Nettsted, address: str) -> Nettsted:
    """The settings with the address that goes on paper. Raises UserError when it must not."""
    if address:
        parts = urlsplit(address)
        if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or " " in address:
            raise UserError(f"«{address}» er ikke en adresse til et nettsted.", "Skriv --adresse https://…/")
        site = site.model_copy(update={"adresse": address.rstrip("/") + "/"})
    if not qr.ready(site):
        message = f"Plakaten kan ikke lages: adressen {site.adresse} er en plassholder."
        raise UserError(message, "Skriv den virkelige i content/nettsted.yaml, eller prøv med --adresse https://…/")
    return site


def chosen(known: Knowledge, names: Sequence[str]) -> Iterator[Entry]:
    """What each name stands for: an ID, or the address of a page. Raises UserError for one that stands for nothing."""
    pages = {entry.target: entry for entry in page_entries(known.bank)}
    by_name = {url_of(str(page)).rstrip("/") or FRONT: entry for page, entry in pages.items()}
    for name in names:
        tidy = name.strip("/").lower()
        if tidy in known.bank.records:
            yield _record(known, known.bank[tidy])
        elif tidy in by_name:
            yield by_name[tidy]
        else:
            fix = suggestion(tidy, [*known.bank.records, *by_name]) or "Skriv en ID som f3, eller en liste som funn."
            raise UserError(f"Fant ikke «{name}».", fix)


def _record(known: Knowledge, record: Record) -> Entry:
    """A record. One that is withdrawn or replaced is nothing to send people to."""
    if record.er_ute:
        fix = f"Bruk {record.erstattet_av} i stedet." if record.erstattet_av else "Ta den ut av plakaten."
        raise UserError(f"{record.id} er {record.tilstand}.", fix)
    card = record_card(known.bank, known, record)
    about = f"{_what(type(record))} {card.detail}." if card.detail else _what(type(record))
    return Entry(record, card.label, card.title, about, record.språk)


def _what(cls: type[Record]) -> str:
    """What a record of a type is: the first sentence of what the type says of itself."""
    return (cls.__doc__ or "").strip().split("\n")[0].split(". ")[0].rstrip(".") + "."


def page_entries(bank: Bank) -> Iterator[Entry]:
    """Every page that is no record and may be on a poster: the front page, the lists, the programmes, those written."""
    site = bank.nettsted
    yield Entry("index.md", "Forside", plain(bank, site.navn), plain(bank, site.undertittel))
    for cls in TYPES:
        about = f"Alle i banken: {antall(len(bank.of(cls)), cls.navn, cls.flertall)}."
        yield Entry(f"{cls.mappe}/index.md", "Liste", cls.flertall.capitalize(), about)
    yield from (Entry(f"{name}/index.md", "Side", title, about) for name, title, about in GATHERINGS)
    for event in programmes(bank):
        about = "Det kildene sier om arrangementet, og tre minutter inn i banken."
        label = f"Program {event.id.upper()}"
        yield Entry(page_of_programme(event), label, plain(bank, event.tittel), about, event.språk)
    for side in bank.sider:
        title, about = plain(bank, side.tittel), plain(bank, side.beskrivelse)
        yield Entry(f"{side.path}.md", "Side", title, about, side.språk)
