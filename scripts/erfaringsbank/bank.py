"""Every record by ID, references resolved both ways, in one stable order. Frozen: nothing is added later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from erfaringsbank.anchors import Key, anchors_of
from erfaringsbank.ledger import Editions
from erfaringsbank.markup import without_code
from erfaringsbank.problems import Place
from erfaringsbank.reading.source import Source
from erfaringsbank.records import (
    BY_LETTER,
    TYPES,
    Case,
    Forvaltning,
    Id,
    Loc,
    Nettsted,
    Record,
    Styrkeregel,
    Tekst,
    Utsagn,
    Verdi,
    walk,
)
from erfaringsbank.records.links import Lenkestatus, Lenkeunntak
from erfaringsbank.records.moved import Flytting
from erfaringsbank.records.sokeord import Innganger, Søkeord

R = TypeVar("R", bound=Record)
_TYPE_ORDER = {cls.bokstav: index for index, cls in enumerate(TYPES)}


def id_order(id_: str) -> tuple[int, int]:
    """The published order of records: by type as in `TYPES`, then by number."""
    return _TYPE_ORDER[id_[0]], int(id_[1:])


@dataclass(frozen=True, slots=True)
class Edge:
    """One reference: from a record (or a page, by its path) at `loc` to an ID.

    `kind` is «felt» for a field of IDs, «kilde» for the sources of a statement or record, «omtale» for an `@` in text.
    """

    start: str
    loc: Loc
    target: Id
    kind: str


@dataclass(frozen=True, slots=True)
class Side:
    """One hand-written page. `path` is its address without slashes around it: `om-prosjektet`.

    `head` is the text of the file above the body, with its lines of dashes. Positions count from where it begins.
    """

    path: str
    file: str
    tittel: str
    beskrivelse: str
    språk: str
    head: str
    body: str

    @property
    def text(self) -> str:
        """The whole file."""
        return self.head + self.body

    @property
    def prose(self) -> str:
        """The whole file with code blanked out, same length: in code, what looks like a fault is an example."""
        return without_code(self.text)

    def mentions(self) -> list[re.Match[str]]:
        """The `@` mentions outside code, also those of the head, with their positions in `text`."""
        return Tekst(self.prose).mentions()

    def place(self, offset: int, width: int = 1) -> Place:
        """The place in the file of a position in `text`."""
        line = self.text.count("\n", 0, offset) + 1
        return Place(self.file, line, offset - self.text.rfind("\n", 0, offset), width)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed lists under `models/`: outcomes, themes, axes, and who looks after what."""

    utfall: Mapping[str, Verdi] = field(default_factory=dict)
    temaer: Mapping[str, Verdi] = field(default_factory=dict)
    akser: Mapping[str, Verdi] = field(default_factory=dict)
    forvaltning: Mapping[str, Forvaltning] = field(default_factory=dict)
    styrke: Styrkeregel | None = None
    unsure: frozenset[str] = frozenset()
    """The lists that have faults in them: what is not found there may still be meant to be there."""


@dataclass(frozen=True, slots=True)
class Lenker:
    """What is known of external addresses: those that did not answer well, and those that are not to be asked."""

    status: Mapping[str, Lenkestatus] = field(default_factory=dict)
    unntak: tuple[Lenkeunntak, ...] = ()

    def borte(self, address: str) -> Lenkestatus | None:
        """How an address answered when it was found dead, or None when it is not known to be."""
        status = self.status.get(address)
        return status if status and status.resultat == "borte" else None


@dataclass(frozen=True)
class Bank:
    """The whole bank. `broken` are IDs whose file has faults; it is `complete` when no file of any kind has one.

    `sources` tells where each value stands: by ID for records, by path for the other files.
    """

    records: Mapping[str, Record]
    sources: Mapping[str, Source]
    broken: frozenset[str]
    vocabulary: Vocabulary
    nettsted: Nettsted
    sider: tuple[Side, ...]
    lenker: Lenker = field(default_factory=Lenker)
    søkeord: Søkeord | None = None
    ordliste: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    naboord: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    innganger: Mapping[str, Innganger] = field(default_factory=dict)
    utgaver: Editions = field(default_factory=Editions)
    flytteliste: tuple[Flytting, ...] = ()
    complete: bool = True

    def __getitem__(self, id_: str) -> Record:
        return self.records[id_]

    def of(self, cls: type[R]) -> list[R]:
        """All records of a type, in order."""
        return self._by_type.get(cls, [])  # type: ignore[return-value]

    def get(self, id_: str, cls: type[R]) -> R | None:
        """The record with this ID when it exists and is of this type."""
        record = self.records.get(id_)
        return record if isinstance(record, cls) else None

    def exists(self, id_: str) -> bool:
        """Whether an ID is in use, also by a file that could not be read."""
        return id_ in self.records or id_ in self.broken

    def walk(self, record: Record) -> tuple[tuple[Loc, Any], ...]:
        """Every leaf and part of a record with its location, walked once however many ask."""
        return self._walked[record.id]

    def statements(self, record: Record) -> tuple[tuple[Loc, Utsagn], ...]:
        """The statements of a record with their locations."""
        return self._statements[record.id]

    def ankre(self, record: Record) -> Mapping[Key, str]:
        """The anchor of each statement in a list of a record, by (field, index from nought)."""
        if record.id not in self._anchors:
            self._anchors[record.id] = anchors_of(record, self.utgaver.anchors.get(record.id, {}))
        return self._anchors[record.id]

    def place(self, record: Record, loc: Loc = (), *, key: bool = False) -> Place:
        """Where a value of a record stands."""
        return self.sources[record.id].place(loc, key=key)

    @cached_property
    def flyttet(self) -> Mapping[str, Flytting]:
        """What has moved, by the old address. The first of two about the same holds; a rule tells of the second."""
        return {entry.fra: entry for entry in reversed(self.flytteliste)}

    @cached_property
    def ways_in(self) -> Mapping[str, tuple[str, ...]]:
        """What people may write when a page is the answer, by record ID or page address. See `models/innganger/`."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self.innganger.values():
            for key, texts in each.innganger.items():
                found[str(key)] = (*found.get(str(key), ()), *map(str, texts))
        return found

    @cached_property
    def _anchors(self) -> dict[str, Mapping[Key, str]]:
        return {}

    @cached_property
    def _by_type(self) -> dict[type[Record], list[Record]]:
        by_type: dict[type[Record], list[Record]] = {}
        for record in self.records.values():
            by_type.setdefault(type(record), []).append(record)
        return by_type

    @cached_property
    def _walked(self) -> Mapping[str, tuple[tuple[Loc, Any], ...]]:
        return {id_: tuple(walk(record)) for id_, record in self.records.items()}

    @cached_property
    def _statements(self) -> Mapping[str, tuple[tuple[Loc, Utsagn], ...]]:
        return {
            id_: tuple((loc, value) for loc, value in parts if isinstance(value, Utsagn))
            for id_, parts in self._walked.items()
        }

    @cached_property
    def edges(self) -> Mapping[str, tuple[Edge, ...]]:
        """Outgoing references by record ID or page path."""
        found = {id_: tuple(_edges(id_, parts)) for id_, parts in self._walked.items()}
        pages = {side.path: tuple(_page_edges(side)) for side in self.sider}
        return {**found, **pages}

    @cached_property
    def back(self) -> Mapping[str, tuple[Edge, ...]]:
        """Incoming references by ID, in the order of those who refer."""
        incoming: dict[str, list[Edge]] = {}
        for edges in self.edges.values():
            for edge in edges:
                incoming.setdefault(edge.target, []).append(edge)
        return {target: tuple(edges) for target, edges in incoming.items()}

    def referrers(self, id_: str, cls: type[R], *fields: str) -> list[R]:
        """Records of a type that refer to this one from one of these fields (from any, when none is named)."""
        edges = (edge for edge in self.back.get(id_, ()) if not fields or edge.loc[0] in fields)
        starts = dict.fromkeys(edge.start for edge in edges)
        return [record for start in starts if isinstance(record := self.records.get(start), cls) and start != id_]

    def parts(self, case: Case) -> list[Case]:
        """The places that belong to a case."""
        return self._places.get(case.id, [])

    def whole(self, case: Case) -> Case:
        """The case with what it inherits from the one it is part of. A field or an axis of its own always wins."""
        return self._whole[case.id]

    @cached_property
    def _places(self) -> Mapping[str, list[Case]]:
        by_whole: dict[str, list[Case]] = {}
        for case in self.of(Case):
            by_whole.setdefault(case.del_av or "", []).append(case)
        return by_whole

    @cached_property
    def _whole(self) -> Mapping[str, Case]:
        return {case.id: _inherit(case, self, frozenset()) for case in self.of(Case)}


def _inherit(case: Case, bank: Bank, seen: frozenset[str]) -> Case:
    parent = bank.get(case.del_av, Case) if case.del_av else None
    if parent is None or case.id in seen:
        return case
    parent = _inherit(parent, bank, seen | {case.id})
    update: dict[str, Any] = {
        name: getattr(parent, name) for name in Case.arves if getattr(case, name) is None and getattr(parent, name)
    }
    update["akser"] = {**parent.akser, **case.akser}
    return case.model_copy(update=update)


def _edges(id_: str, parts: Iterable[tuple[Loc, Any]]) -> Iterator[Edge]:
    for loc, value in parts:
        if isinstance(value, Id):
            yield Edge(id_, loc, value, "kilde" if "kilder" in loc else "felt")
        elif isinstance(value, Tekst):
            for mention in value.mentions():
                yield Edge(id_, loc, Id(mention[1]), "omtale")


def _page_edges(side: Side) -> Iterator[Edge]:
    for mention in side.mentions():
        yield Edge(side.path, (mention.start(),), Id(mention[1]), "omtale")


def sources_of(record: Record, statement: Utsagn) -> tuple[Id, ...]:
    """The sources of a statement: its own, or else the record's."""
    return statement.kilder or record.kilder


def type_of(id_: str) -> type[Record] | None:
    """The record class an ID belongs to by its letter."""
    return BY_LETTER.get(id_[0])


def in_order(records: Iterable[Record]) -> dict[str, Record]:
    """Records by ID in the published order."""
    return {record.id: record for record in sorted(records, key=lambda record: id_order(record.id))}
