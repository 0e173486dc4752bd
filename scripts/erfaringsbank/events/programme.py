"""Bank → what those who come to an arrangement need: what the sources say of it, and three minutes' way into the bank.

All of it is computed: nothing is chosen by hand, and what nobody has read stands as not known. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from erfaringsbank import norsk
from erfaringsbank.bank import Bank, sources_of
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.plain_words import statement_words
from erfaringsbank.records import Funn, Hendelse, Kilde, Motsigelse, Record, Spørsmål
from erfaringsbank.view import plain

ART = "arrangement"
WORDS = 600
"""Three minutes for one who reads slowly, at the 200 words a minute that the reading times of the roles count with."""
R = TypeVar("R", bound=Record)
_MOST = 4  # of each kind on the way in


@dataclass(frozen=True, slots=True)
class Point:
    """A stop on the way in: a record, and what must be said of it, in plain words."""

    record: Record
    title: str
    told: str

    @property
    def words(self) -> int:
        return len(self.title.split()) + len(self.told.split())


@dataclass(frozen=True, slots=True)
class WayIn:
    """The three minutes: what the bank is, what is known best, what is not known, where the sources part."""

    about: tuple[str, ...]
    findings: tuple[Point, ...]
    questions: tuple[Point, ...]
    contradictions: tuple[Point, ...]

    @property
    def words(self) -> int:
        points = (*self.findings, *self.questions, *self.contradictions)
        return sum(len(text.split()) for text in self.about) + sum(point.words for point in points)


def programmes(bank: Bank) -> list[Hendelse]:
    """The events that have a page for those who come."""
    return [event for event in bank.of(Hendelse) if event.art == ART]


def folder_of_programme(event: Hendelse) -> str:
    """Where all that is made for an arrangement lies: below the short address, which no new name can move."""
    return str(event.id)


def page_of_programme(event: Hendelse) -> str:
    """The page file under `build/docs`: `h13/program.md`."""
    return f"{folder_of_programme(event)}/program.md"


def file_of_programme(event: Hendelse) -> str:
    """The one file to take home, from the root of the site. Not `.html`: it is no page of the site (decision 15)."""
    return f"{folder_of_programme(event)}/erfaringsbanken-{event.id}.htm"


def calendar_of(event: Hendelse) -> str:
    """Where the calendar file of an arrangement lies, from the root of the site."""
    return f"{folder_of_programme(event)}/kalender.ics"


def when(event: Hendelse) -> str:
    """«26. september 2023, kl. 9.00–15.30», as exactly as it is known and no more."""
    day = norsk.periode(event.tid)
    return f"{day}, {norsk.klokka(event.klokka)}" if event.klokka else day


def unknown(bank: Bank, event: Hendelse) -> Iterator[str]:
    """What is not known of an arrangement, a sentence each."""
    if not event.dager:
        yield "Dagen er ikke lest. Derfor er det ingen kalenderfil."
    elif not event.klokka:
        yield "Klokkeslettet er ikke lest."
    if not event.sted:
        yield "Stedet er ikke lest."
    for statement in event.hva:
        if statement.sikkerhet == "usikker":
            yield plain(bank, f"Usikkert: {statement.hvorfor}")
    for source in sources(bank, event):
        if source.lest != "hele":
            read = "ikke lest" if source.lest == "ikke lest" else f"bare lest i {source.lest}"
            yield f"Kilden {source.id.upper()} er {read}."


def sources(bank: Bank, event: Hendelse) -> list[Kilde]:
    """The sources that what happened rests on, in the order they are named."""
    named = dict.fromkeys(id_ for statement in event.hva for id_ in sources_of(event, statement))
    return [source for id_ in named if (source := bank.get(id_, Kilde))]


def look_at(bank: Bank, event: Hendelse) -> list[Record]:
    """The records it is about, then those that point to it; none that is withdrawn or replaced, and no source."""
    about = [bank.records.get(id_) for id_ in event.gjelder]
    pointing = bank.referrers(event.id, Record)
    found = {record.id: record for record in (*about, *pointing) if record and not record.er_ute}
    return [record for record in found.values() if record.id != event.id]


def way_in(known: Knowledge) -> WayIn:
    """The three minutes, the same for every arrangement on the same day. Cut from the end until they hold."""
    site = known.bank.nettsted
    about = tuple(str(text) for text in (site.undertittel, site.innledning) if text)
    return _cut(WayIn(about, _strongest(known), _questions(known.bank), _contradictions(known.bank)))


def _cut(way: WayIn) -> WayIn:
    """Leave out the last of whichever kind has most, until the words are few enough or one of each is left."""
    names = ("findings", "questions", "contradictions")
    while way.words > WORDS:
        longest = max(names, key=lambda name: len(getattr(way, name)))
        points = getattr(way, longest)
        if len(points) <= 1:
            return way
        way = replace(way, **{longest: points[:-1]})
    return way


def _strongest(known: Knowledge) -> tuple[Point, ...]:
    graded = [(finding, found) for finding, found in known.etter_styrke() if not finding.er_ute]
    return tuple(_finding(known, finding, found.direction) for finding, found in graded[:_MOST])


def _finding(known: Knowledge, finding: Funn, direction: str) -> Point:
    """Direction and strength, and the first reservation whole: a finding never stands without it."""
    reservations = [statement_words(known.bank, finding, told, cited=False) for told in finding.forbehold[:1]]
    first = reservations[0] if reservations else "ingen er skrevet."
    more = len(finding.forbehold) - 1
    rest = f" {norsk.antall(more, 'forbehold', 'forbehold')} til står på siden." if more > 0 else ""
    told = f"Retning: {direction}. Styrke: {known.ord(finding)}. Forbehold: {first}{rest}"
    return Point(finding, plain(known.bank, finding.tittel), told)


def _questions(bank: Bank) -> tuple[Point, ...]:
    """Those that most other records have to do with."""
    return tuple(
        Point(question, plain(bank, question.tittel), f"Det som ville gitt svar: {plain(bank, question.hva_lukker)}")
        for question in _most_tied(bank, bank.of(Spørsmål))
    )


def _contradictions(bank: Bank) -> tuple[Point, ...]:
    return tuple(
        Point(parted, plain(bank, parted.tittel), plain(bank, parted.bruk or "Vi vet ikke hvilken som er riktig."))
        for parted in _most_tied(bank, bank.of(Motsigelse))
    )


def _most_tied(bank: Bank, records: list[R]) -> list[R]:
    """The records with most ties to others, either way; the oldest number first among equals."""
    alive = [record for record in records if not record.er_ute]
    return sorted(alive, key=lambda record: (-_ties(bank, record), record.nummer))[:_MOST]


def _ties(bank: Bank, record: Record) -> int:
    out = {edge.target for edge in bank.edges[record.id] if edge.kind != "kilde"}
    back = {edge.start for edge in bank.back.get(record.id, ())}
    return len((out | back) - {record.id})
