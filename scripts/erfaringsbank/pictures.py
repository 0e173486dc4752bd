"""The pictures: what stands in which cell, as frozen data, and the pictures themselves as HTML. Pure.

Each is a real table with another look, so picture and table are one and cannot tell two stories.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from erfaringsbank import norsk
from erfaringsbank.bank import Bank
from erfaringsbank.gaps import Cell
from erfaringsbank.html_templating import render_html
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Case, Tjeneste
from erfaringsbank.templating import anchor
from erfaringsbank.view import View, plain

ANSWERS = ("ja", "delvis", "nei", "ikke lest")
ROOMS = (
    ("bibliotek", "Bibliotekets eget"),
    ("felles", "Det begge gjør"),
    ("innbyggertorg", "Innbyggertorgets eget"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality in the landscape. `slag` is its shape, and `ord` says the same in words."""

    case: Case
    navn: str
    slag: str
    ord: str


@dataclass(frozen=True, slots=True)
class Square:
    """Where one answer about the premises meets one about the leader."""

    lokale: str
    leder: str
    steder: tuple[Place, ...]

    @property
    def ulest(self) -> bool:
        """Whether one of the answers is not read."""
        return "ikke lest" in {self.lokale, self.leder}


@dataclass(frozen=True, slots=True)
class Landscape:
    """All municipalities, each once: four answers about the premises × four about the leader, in this order."""

    rader: tuple[tuple[Square, ...], ...]

    @property
    def steder(self) -> list[Place]:
        return [place for row in self.rader for square in row for place in square.steder]

    @property
    def tomme(self) -> tuple[bool, ...]:
        """For each answer about the leader whether it has no one: such a column needs no width."""
        return tuple(not any(square.steder for square in column) for column in zip(*self.rader, strict=True))

    @property
    def uleste(self) -> int:
        """How many lack at least one of the two answers."""
        return sum(len(square.steder) for row in self.rader for square in row if square.ulest)


@dataclass(frozen=True, slots=True)
class Gap:
    """An outcome on an axis: how many findings, the strongest of them in words, and where the answer stands."""

    akse: str
    anker: str
    antall: int
    sterkest: str | None


@dataclass(frozen=True, slots=True)
class GapRow:
    """An outcome with its page and a cell for each axis."""

    navn: str
    side: str
    ruter: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is known and not, outcome by outcome."""

    akser: tuple[str, ...]
    rader: tuple[GapRow, ...]

    @property
    def alle(self) -> int:
        return len(self.akser) * len(self.rader)

    @property
    def ukjente(self) -> int:
        return sum(1 for row in self.rader for cell in row.ruter if not cell.antall)


@dataclass(frozen=True, slots=True)
class Room:
    """One room in the picture of services: whose they are, and what is in it."""

    nøkkel: str
    navn: str
    tjenester: tuple[Tjeneste, ...]


def place_of(bank: Bank, case: Case) -> Place:
    """Who publishes the bank stands apart, then Norway, then the rest. `utgiver` names «Drammen kommune og …»."""
    name = case.kommune or plain(bank, case.tittel)
    if f"{name} kommune" in bank.nettsted.utgiver:
        return Place(case, name, "egen", "prosjektkommune")
    country = bank.whole(case).land or "land ikke oppgitt"
    return Place(case, name, "norsk" if country == "Norge" else "utland", "" if country in name else country)


def landscape(bank: Bank, known: Knowledge) -> Landscape:
    """The squares, each with its places in alphabetical order: an order that ranks no one."""
    return Landscape(tuple(tuple(_square(bank, known, premises, leader) for leader in ANSWERS) for premises in ANSWERS))


def _square(bank: Bank, known: Knowledge, premises: str, leader: str) -> Square:
    places = [place_of(bank, case) for case in known.landskap.get((premises, leader), [])]
    return Square(premises, leader, tuple(sorted(places, key=lambda place: norsk.alphabetical(place.navn))))


def gaps(bank: Bank, known: Knowledge) -> Gaps:
    """Every outcome × every axis, in the order of `models/`."""
    words = bank.vocabulary
    return Gaps(tuple(axis.navn for axis in words.akser.values()), tuple(_gap_rows(bank, known)))


def _gap_rows(bank: Bank, known: Knowledge) -> Iterator[GapRow]:
    for outcome, told in bank.vocabulary.utfall.items():
        cells = tuple(_gap(known, known.ruter[outcome, axis]) for axis in bank.vocabulary.akser)
        yield GapRow(told.navn, f"kunnskapshull/{anchor(outcome)}.md", cells)


def _gap(known: Knowledge, cell: Cell) -> Gap:
    graded = [finding for finding in cell.funn if known.av(finding)]
    best = max(graded, key=lambda finding: grade.step if (grade := known.av(finding)) else -1, default=None)
    upto = "opptil " if len(graded) > 1 else ""
    strongest = f"styrke {upto}{known.ord(best)}" if best else "beskrivelse, uten styrke" if cell.funn else None
    axis = known.bank.vocabulary.akser[cell.akse].navn
    return Gap(axis, str(anchor(cell.akse)), len(cell.funn), strongest)


def rooms(bank: Bank) -> tuple[Room, ...]:
    """The library's own, what both do, the citizen service's own: the shared room lies between the two."""
    services = bank.of(Tjeneste)
    return tuple(
        Room(key, name, tuple(service for service in services if service.hører_til == key)) for key, name in ROOMS
    )


class Pictures:
    """The pictures a page template may ask for, drawn for the page whose view it gives."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known

    @cached_property
    def steder(self) -> Landscape:
        return landscape(self.known.bank, self.known)

    @cached_property
    def ruter(self) -> Gaps:
        return gaps(self.known.bank, self.known)

    @cached_property
    def rom(self) -> tuple[Room, ...]:
        return rooms(self.known.bank)

    def landskap(self, view: View, kompakt: bool = False) -> Markup:
        """The landscape; `kompakt` leaves out what country a place is in."""
        return render_html("landskap", v=view, kart=self.steder, svar=ANSWERS, kompakt=kompakt)

    def hull(self, view: View) -> Markup:
        """Outcomes × axes, each cell a link."""
        return render_html("hull", v=view, kart=self.ruter)
