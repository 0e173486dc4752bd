"""What is compared between cases, or between organisation models, and which cases are worth laying side by side. Pure.

Nothing is ranked: a pair is suggested because of what is read about both, and the reason is told in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from erfaringsbank import norsk
from erfaringsbank.bank import Bank, id_order
from erfaringsbank.evidence import municipality
from erfaringsbank.records import Case, Id, Organisasjonsmodell

Comparable: TypeAlias = Case | Organisasjonsmodell
Kind: TypeAlias = Literal["akse", "valg", "dato", "modell", "utsagn", "poster", "tekster"]
FOLDER = "sammenlign"
FEWEST, MOST = 2, 4  # how many that stand side by side
SUGGESTED = 3  # pairs a case: the number of pages grows with the cases, never with the square of them
WINDOW = 12  # how far a case looks among those that are like it, for the same reason
ENOUGH = 6  # fields with something to read: more make no difference to what is suggested
UNREAD = "ikke lest"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: the field (or axis), its heading, and what kind of answer stands in it."""

    felt: str
    navn: str
    slag: Kind


_CASE: tuple[Row, ...] = (
    Row("land", "Land", "valg"),
    Row("status", "Status", "valg"),
    Row("siden", "Begynte", "dato"),
    Row("vurdering", "Målt", "valg"),
    Row("organisasjonsmodell", "Organisasjonsmodell", "modell"),
    Row("kort", "Kort fortalt", "utsagn"),
    Row("organisering", "Organisering", "utsagn"),
    Row("bemanning", "Bemanning", "utsagn"),
    Row("lokaler", "Lokaler", "utsagn"),
    Row("åpningstider", "Åpningstider", "utsagn"),
    Row("tilbud", "Tilbud", "utsagn"),
    Row("tjenester", "Tjenester", "poster"),
    Row("medvirkning", "Medvirkning og stedsutvikling", "utsagn"),
    Row("virket", "Dette virket", "utsagn"),
    Row("vanskelig", "Dette var vanskelig", "utsagn"),
    Row("lærdom", "Vår lærdom, bankens egen tolkning", "utsagn"),
    Row("ikke_lest", "Leseren ville ventet, men ikke lest", "tekster"),
)
_MODEL: tuple[Row, ...] = (
    Row("definisjon", "Hva modellen er", "utsagn"),
    Row("kjennetegn", "Kjennetegn", "utsagn"),
    Row("virkninger", "Virkninger som er beskrevet", "utsagn"),
    Row("utfordringer", "Utfordringer som er beskrevet", "utsagn"),
    Row("passer_når", "Når passer den?", "utsagn"),
    Row("passer_ikke_når", "Når passer den ikke?", "utsagn"),
    Row("eksempler", "Eksempler", "poster"),
    Row("spørsmål", "Åpne spørsmål", "poster"),
    Row("mer_hos", "Resten står i", "poster"),
)


def rows(bank: Bank, cls: type[Comparable]) -> tuple[Row, ...]:
    """The lines of a comparison, in their order: for cases the axes come first."""
    if cls is Organisasjonsmodell:
        return _MODEL
    axes = (Row(key, str(axis.navn), "akse") for key, axis in bank.vocabulary.akser.items())
    return (*axes, *_CASE)


def answer(bank: Bank, record: Comparable, row: Row) -> str | None:
    """What is set against the others in a line: «» when it is not read, None for what has to be read as text."""
    if row.slag in ("utsagn", "poster", "tekster"):
        return None
    whole = bank.whole(record) if isinstance(record, Case) else record
    found = getattr(whole, "akser", {}).get(row.felt) if row.slag == "akse" else getattr(whole, row.felt)
    return "" if found in (None, UNREAD) else str(found)


def mark(answers: Iterable[str | None]) -> str:
    """«Ulikt» when two that are read differ, «Likt» when all are read and alike, «Uvisst» else; «» for texts."""
    found = list(answers)
    if None in found:
        return ""
    known = {one for one in found if one}
    if len(known) > 1:
        return "Ulikt"
    return "Likt" if known and all(found) else "Uvisst"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases, in the order of their numbers, and why one would lay them side by side."""

    første: Id
    andre: Id
    grunn: str

    @property
    def navn(self) -> str:
        """The last part of its address: `c1-c2`."""
        return f"{self.første}-{self.andre}"

    @property
    def side(self) -> str:
        """The page where the two stand side by side: `sammenlign/c1-c2/index.md`.

        In a folder of its own, because Zensical moves the links of raw HTML on any other page.
        """
        return f"{FOLDER}/{self.navn}/index.md"

    def motpart(self, id_: str) -> Id:
        """The other one."""
        return self.andre if id_ == self.første else self.første


def suggested(bank: Bank) -> dict[str, tuple[Pair, ...]]:
    """The pairs that each case suggests, by its ID: at most `SUGGESTED`, and what one suggests, so does the other."""
    taken: dict[str, list[Pair]] = {}
    for pair in sorted(_candidates(bank).values(), key=lambda found: found.order):
        ends = pair.one.case.id, pair.other.case.id
        if all(len(taken.get(end, ())) < SUGGESTED for end in ends):
            made = Pair(*ends, pair.reason(bank))
            for end in ends:
                taken.setdefault(end, []).append(made)
    return {id_: tuple(pairs) for id_, pairs in sorted(taken.items(), key=lambda item: id_order(item[0]))}


def pairs(found: Mapping[str, tuple[Pair, ...]]) -> list[Pair]:
    """Every suggested pair once, in the order of the numbers."""
    once = {pair.navn: pair for several in found.values() for pair in several}
    return sorted(once.values(), key=lambda pair: (id_order(pair.første), id_order(pair.andre)))


@dataclass(frozen=True, slots=True)
class _Side:
    """What is asked of a case again and again: its answers that are read, its country, the municipality, its weight."""

    case: Case
    read: Mapping[str, str]
    land: str
    top: str
    told: int


@dataclass(frozen=True, slots=True)
class _Likeness:
    """Two cases, on which axes they are alike and unlike, and their place among the suggestions."""

    one: _Side
    other: _Side
    alike: tuple[str, ...]
    unlike: tuple[str, ...]
    order: tuple[int, ...]

    def reason(self, bank: Bank) -> str:
        names = bank.vocabulary.akser
        parts = [f"Samme svar på {norsk.ramse([names[axis].navn.lower() for axis in self.alike])}"]
        parts += [f"Ulikt svar på {names[axis].navn.lower()}" for axis in self.unlike]
        if self.one.top == self.other.top:
            parts += ["Samme kommune"]
        elif self.one.land and self.one.land == self.other.land:
            parts += ["Samme land"]
        return f"{'. '.join(parts)}."


def _candidates(bank: Bank) -> dict[tuple[str, str], _Likeness]:
    """The likeness of every two cases that are near each other among those with some answers in common."""
    near: dict[tuple[str, ...], list[_Side]] = {}
    for case in bank.of(Case):
        side = _side(bank, case)
        for key in () if case.er_ute else _keys(side):
            near.setdefault(key, []).append(side)
    found: dict[tuple[str, str], _Likeness | None] = {}
    for sides in near.values():
        for one, other in _neighbours(sides):
            ends = (one.case.id, other.case.id)
            if ends not in found:
                found[ends] = _likeness(one, other)
    return {ends: likeness for ends, likeness in found.items() if likeness}


def _side(bank: Bank, case: Case) -> _Side:
    whole = bank.whole(case)
    read = {axis: given for axis in bank.vocabulary.akser if (given := whole.akser.get(axis, UNREAD)) != UNREAD}
    told = sum(1 for row in _CASE if row.slag == "utsagn" and getattr(case, row.felt))
    return _Side(case, read, whole.land or "", municipality(bank, case.id), min(ENOUGH, told))


def _keys(side: _Side) -> Iterator[tuple[str, ...]]:
    """What a case has in common with others: two answers, or one answer and the country."""
    read = [f"{axis}={given}" for axis, given in side.read.items()]
    yield from combinations(read, 2)
    yield from ((one, side.land) for one in read if side.land)


def _neighbours(sides: list[_Side]) -> Iterator[tuple[_Side, _Side]]:
    """Each with the next ones, those with most to tell first; the one with the lower number stands first."""
    ordered = sorted(sides, key=lambda side: (-side.told, side.case.nummer))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 : index + 1 + WINDOW]:
            yield (one, other) if one.case.nummer < other.case.nummer else (other, one)


def _likeness(one: _Side, other: _Side) -> _Likeness | None:
    """How like two cases are; None when there is no reason to lay them side by side.

    All that both have answered is alike but one thing: then that one thing can be seen. Next best is that all is alike.
    A case and a place that is a part of it are never compared: what the place inherits is alike by itself.
    """
    if one.top == other.top and one.top in (one.case.id, other.case.id):
        return None
    both = [axis for axis in one.read if axis in other.read]
    unlike = tuple(axis for axis in both if one.read[axis] != other.read[axis])
    alike = tuple(axis for axis in both if axis not in unlike)
    same = one.land == other.land != ""
    if len(unlike) > 1 or not alike or (len(both) == 1 and not same):
        return None
    mixed = bool(one.case.del_av) != bool(other.case.del_av)  # a place and a municipality
    close = (-min(len(both), 3), -len(unlike), mixed, not same, -len(both), -min(one.told, other.told))
    return _Likeness(one, other, alike, unlike, (*close, one.case.nummer, other.case.nummer))


def short_name(title: str) -> str:
    """A title cut at the colon: «Espoo: Iso Omena» → «Espoo»."""
    return title.partition(":")[0].strip() or title


def short_names(titles: Iterable[str]) -> list[str]:
    """The short names of several, and the whole titles of those whose short ones are the same."""
    whole = list(titles)
    short = [short_name(title) for title in whole]
    often = Counter(short)
    return [name if often[name] == 1 else title for name, title in zip(short, whole, strict=True)]
