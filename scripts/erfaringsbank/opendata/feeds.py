"""The records as Atom feeds (RFC 4287): one of everything and one a section, so that one can follow what is new. Pure.

The day a record was changed is told only when it is known: by the released editions, in which it is another than in the
one before, and by the day the editors checked it. A record without either is left out, and the feed says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from erfaringsbank import __version__
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import Edition
from erfaringsbank.norsk import antall
from erfaringsbank.opendata.exports import CONTENT_LICENCE, FEEDS, File, address
from erfaringsbank.records import TYPES, Record
from erfaringsbank.records.values import Dato
from erfaringsbank.view import plain

ATOM = "http://www.w3.org/2005/Atom"
NAME = "feed.xml"
# What is no news: the computed strength follows the day, and the address of the site is not the record's.
_NOT_ITS_OWN = frozenset({"styrke", "side"})


@dataclass(frozen=True, slots=True)
class News:
    """A record with the days that are known: when it first came out, when it was last changed or checked, and how."""

    record: Record
    published: Dato | None
    updated: Dato
    how: str


def feed_of(cls: type[Record]) -> str:
    """Where the feed of a section is, under the site's root."""
    return f"{cls.mappe}/{NAME}"


def feeds(bank: Bank, today: date) -> Iterator[File]:
    """The feed of everything, and one for each type."""
    found = news(bank)
    site = bank.nettsted.navn
    whole = _feed(bank, today, NAME, str(site), "alle/", found, len(bank.records))
    yield File(NAME, whole, "Alt i banken, det som sist er endret eller kontrollert, først.", FEEDS)
    for cls in TYPES:
        own, plural = [one for one in found if type(one.record) is cls], cls.flertall.capitalize()
        raw = _feed(bank, today, feed_of(cls), f"{site}: {cls.flertall}", f"{cls.mappe}/", own, len(bank.of(cls)))
        yield File(feed_of(cls), raw, f"{plural}, det som sist er endret eller kontrollert, først.", FEEDS)


def news(bank: Bank) -> list[News]:
    """The records whose last change is known, newest first, and in the order of the bank on the same day."""
    told = _by_edition([edition for edition in bank.utgaver if not edition.prøve])
    found = [one for record in bank.records.values() if (one := _news(record, told.get(record.id)))]
    return sorted(found, key=lambda one: one.updated, reverse=True)


@dataclass(slots=True)
class _Told:
    """What the editions tell of one record: the first that has it, and the last in which it was another."""

    first: Edition
    last: Edition
    data: Mapping[str, Any]


def _by_edition(editions: Iterable[Edition]) -> Mapping[str, _Told]:
    """By ID, what the editions tell, which are read oldest first."""
    found: dict[str, _Told] = {}
    for edition in editions:
        for post in edition.innhold.get("poster", ()):
            data = {name: value for name, value in post.items() if name not in _NOT_ITS_OWN}
            known = found.setdefault(str(post["id"]), _Told(edition, edition, data))
            if known.data != data:
                known.last, known.data = edition, data
    return found


def _news(record: Record, told: _Told | None) -> News | None:
    """The newest of the day of the edition and the day of the check. A check that is not known to the day is no day."""
    checked = record.sist_sjekket if record.sist_sjekket and len(record.sist_sjekket.parts()) == 3 else None
    first = told.first.dato if told else None
    if checked and not (told and checked <= told.last.dato):
        return News(record, first, checked, "Kontrollert mot kildene.")
    if not told:
        return None
    what = "Ny" if told.first is told.last else "Endret"
    return News(record, first, told.last.dato, f"{what} i utgave {told.last.utgave}.")


def _feed(bank: Bank, today: date, path: str, title: str, page: str, found: list[News], count: int) -> bytes:
    """One feed: what it is, and an entry a record. Without entries its day is the day it is made."""
    site, root = bank.nettsted, _first_address(bank)
    top = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "nb"})
    _text(top, "id", root + path)
    _text(top, "title", title)
    _text(top, "subtitle", _left_out(count - len(found), count))
    _text(top, "updated", _moment(found[0].updated if found else today.isoformat()))
    _text(ET.SubElement(top, "author"), "name", str(site.utgiver))
    _text(top, "rights", f"Creative Commons Navngivelse 4.0: {CONTENT_LICENCE}")
    ET.SubElement(top, "generator", {"version": __version__}).text = "Erfaringsbanken"
    _link(top, "self", "application/atom+xml", address(bank, path))
    _link(top, "alternate", "text/html", address(bank, page))
    for one in found:
        _entry(top, bank, root, one)
    ET.indent(top)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(top, encoding="unicode")}\n'.encode()


def _first_address(bank: Bank) -> str:
    """Where the site was when it was first released: an ID made of it does not change when the site moves."""
    own = (str(edition.innhold.get("om", {}).get("adresse", "")) for edition in bank.utgaver if not edition.prøve)
    return next((one for one in own if one), bank.nettsted.adresse).rstrip("/") + "/"


def _left_out(left: int, count: int) -> str:
    """What the reader of a feed must know of what is not in it."""
    if not left:
        return "Poster som er nye, endret eller kontrollert."
    who = "Ingen av postene er" if left == count else f"{antall(left, 'post', 'poster')} er ikke"
    return f"{who} med ennå: Det er ikke kjent når de sist ble endret."


def _entry(top: ET.Element, bank: Bank, root: str, one: News) -> None:
    record, entry = one.record, ET.SubElement(top, "entry")
    _text(entry, "id", f"{root}{record.id}/")
    _text(entry, "title", plain(bank, record.tittel), record.språk)
    if one.published:
        _text(entry, "published", _moment(one.published))
    _text(entry, "updated", _moment(one.updated))
    _link(entry, "alternate", "text/html", address(bank, url_of(page_of(record))), record.språk)
    ET.SubElement(entry, "category", {"term": record.navn})
    _text(entry, "summary", f"{record.navn.capitalize()} {record.id.upper()}. {one.how}")


def _link(parent: ET.Element, rel: str, kind: str, href: str, language: str = "nb") -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "hreflang": language, "href": href})


def _text(parent: ET.Element, name: str, text: str, language: str = "nb") -> None:
    own = {} if language == "nb" else {"xml:lang": language}
    ET.SubElement(parent, name, own).text = "".join(sign for sign in text if sign in "\t\n" or sign >= " ")


def _moment(day: str) -> str:
    """A day as Atom has it: the start of it, in UTC."""
    return f"{day}T00:00:00Z"
