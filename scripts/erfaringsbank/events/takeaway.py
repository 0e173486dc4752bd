"""Arrangement → one HTML file to take home: it needs no net, no script and no other file. Pure.

It is for those who sit in a hall without coverage, and for those who mail it on. What the page of the arrangement leads
to, stands in the file itself, as plain words with the sources they rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from erfaringsbank import norsk, qr
from erfaringsbank.bank import Bank, sources_of
from erfaringsbank.events import programme
from erfaringsbank.events.programme import WayIn, file_of_programme, page_of_programme, programmes
from erfaringsbank.html_templating import environment
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.plain_words import number_words, statement_words
from erfaringsbank.records import Dato, Funn, Hendelse, Kilde, Record
from erfaringsbank.view import plain

LARGEST = 150_000
"""Bytes of the whole file: it must go through any mailbox."""


@dataclass(frozen=True, slots=True)
class Told:
    """A record in plain words: its numbers, and its statements under the name of the field they stand in."""

    record: Record
    title: str
    note: str
    numbers: tuple[str, ...]
    fields: tuple[tuple[str, tuple[str, ...]], ...]


def takeaway_files(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """(path under the site, HTML) of each arrangement."""
    way = programme.way_in(known) if programmes(known.bank) else None
    for event in programmes(known.bank):
        if way:
            yield file_of_programme(event), takeaway(known, event, way)


def takeaway(known: Knowledge, event: Hendelse, way: WayIn) -> bytes:
    """The file. Records are left out from the end until it is small enough, and the reader is told how many."""
    points = (*way.findings, *way.questions, *way.contradictions)
    wanted = [event, *programme.look_at(known.bank, event), *(point.record for point in points)]
    records = list({record.id: record for record in wanted}.values())
    for most in range(len(records), 0, -1):
        data = _rendered(known, event, way, records[:most], records[most:])
        if len(data) <= LARGEST:
            break
    return data


def _rendered(known: Knowledge, event: Hendelse, way: WayIn, within: list[Record], without: list[Record]) -> bytes:
    bank, site = known.bank, known.bank.nettsted
    address = qr.address_of(site, page_of_programme(event)) if qr.ready(site) else ""
    text = (
        environment()
        .get_template("hjem.html.j2")
        .render(
            site=site,
            r=event,
            p=programme,
            bank=bank,
            tittel=plain(bank, event.tittel),
            ukjent=list(programme.unknown(bank, event)),
            stopp=stops(way),
            vei=way,
            se_på=programme.look_at(bank, event),
            poster=[told(known, record) for record in within],
            inne={record.id for record in within},
            utelatt=len(without),
            kilder=cited(bank, within),
            adresse=address,
            vist=qr.shown(address) if address else "",
            qr=Markup(qr.svg(address).decode()) if address else "",  # noqa: S704  our own picture
            dag=norsk.dato(Dato(known.today.isoformat())),
            ord=lambda words: plain(bank, words),
            periode=norsk.periode,
            språk=lambda record: record.kildespråk if isinstance(record, Kilde) else record.språk,
        )
    )
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()).encode() + b"\n"


def stops(way: WayIn) -> tuple[tuple[str, tuple[programme.Point, ...], str], ...]:
    """The parts of the way in: heading, points, and what stands there when there are none."""
    return (
        ("Det vi vet best", way.findings, "Ingen funn har en styrke ennå."),
        ("Det vi mest trenger svar på", way.questions, "Ingen åpne spørsmål er skrevet."),
        ("Der kildene er uenige", way.contradictions, "Ingen motsigelser er funnet."),
    )


def told(known: Knowledge, record: Record) -> Told:
    """A record in plain words, with all its statements."""
    bank = known.bank
    fields: dict[str, list[str]] = {}
    for loc, statement in bank.statements(record):
        fields.setdefault(_name(str(loc[0])), []).append(statement_words(bank, record, statement))
    numbers = tuple(number_words(bank, record, number) for number in (record.tall if isinstance(record, Funn) else ()))
    note = ""
    if isinstance(record, Funn) and known.av(record):
        note = f"Retning: {known.retning(record)}. Styrke: {known.ord(record)}."
    parts = tuple((name, tuple(lines)) for name, lines in fields.items())
    return Told(record, plain(bank, record.tittel), note, numbers, parts)


def _name(field: str) -> str:
    """The heading of a field: `hvorfor_åpent` → «Hvorfor åpent»."""
    return field.replace("_", " ").capitalize()


def cited(bank: Bank, records: Iterable[Record]) -> list[Kilde]:
    """Every source that a statement of these rests on, in the order of the bank."""
    named = {
        id_ for record in records for _, statement in bank.statements(record) for id_ in sources_of(record, statement)
    }
    return [source for source in bank.of(Kilde) if source.id in named]
