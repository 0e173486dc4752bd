"""What speaks to the same outcome, axes, place or survey as a record, for it and against it, with the reason. Pure.

Every record has *signs*: what it is about and what it rests on. Records that share a sign are related; the more telling
the sign, the closer. What points the other way comes before what points the same way: it is what the reader lacks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import TypeAlias

from erfaringsbank import norsk
from erfaringsbank.bank import Bank
from erfaringsbank.comparing import short_name
from erfaringsbank.evidence import municipality
from erfaringsbank.gaps import conditions
from erfaringsbank.records import Anbefaling, Case, Funn, Metode, Record, Spørsmål, Undersøkelse
from erfaringsbank.view import plain

MOST = 6  # on a page
ONE_WAY = 3  # of these, with the same reason
NEAR = 8  # how many with the same sign that are looked at: a sign that a thousand share tells little
ENOUGH = 3  # what two must share before it says anything; the place alone is enough for how something was done there
NAMED = 3  # places in a reason
TELLING = (Funn, Anbefaling, Case, Spørsmål, Metode, Undersøkelse)
# A place has its comparisons, and everything found there stands on its page.
_SHOWN_ON: dict[type[Record], tuple[type[Record], ...]] = {
    Funn: (Funn, Anbefaling, Spørsmål, Metode),
    Anbefaling: (Funn, Anbefaling, Spørsmål),
    Case: (Funn, Anbefaling, Metode),
    Spørsmål: (Funn, Spørsmål, Anbefaling),
    Metode: (Metode, Funn, Anbefaling),
    Undersøkelse: (Undersøkelse, Funn),
}
_WAYS = ("styrker", "blandet", "svekker", "ingen endring", "vet ikke", None)
_OPPOSITE = {"styrker": "svekker", "svekker": "styrker"}
_WEIGHTS = {"utfall": 6, "funn": 5, "undersøkelse": 3, "case": 2, "akse": 0}  # of a kind, and one for each of it

Sign: TypeAlias = tuple[str, str]
Way: TypeAlias = Callable[[Funn], str | None]


@dataclass(frozen=True, slots=True)
class Relation:
    """A related record, and why: «Samme utfall: tillit. Taler den andre veien.»"""

    post: Record
    grunn: str


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """A record as it is asked for again and again: its number, its signs, and which ways it points."""

    post: Record
    nummer: int
    tegn: frozenset[Sign]
    veier: frozenset[str]


class Related:
    """The relations of a bank. `way` gives the direction of a finding; what each record has of signs is found once."""

    def __init__(self, bank: Bank, way: Way) -> None:
        self.bank = bank
        self._way = way

    def til(self, record: Record, known: Collection[str]) -> list[Relation]:
        """The closest, best reasons first; never the record itself nor one of those `known` to the reader already."""
        own = self._nodes.get(record.id)
        if own is None:
            return []
        chosen: list[Relation] = []
        often: dict[str, int] = {}
        for other in sorted(self._candidates(own), key=lambda node: _order(own, node)):
            reason = "" if other.post.id in known else self._reason(own, other)
            if not reason or often.get(reason, 0) == ONE_WAY:
                continue
            often[reason] = often.get(reason, 0) + 1
            chosen.append(Relation(other.post, reason))
            if len(chosen) == MOST:
                break
        return chosen

    @cached_property
    def _nodes(self) -> dict[str, _Node]:
        records = (record for cls in TELLING for record in self.bank.of(cls) if not record.er_ute)
        return {record.id: self._node(record) for record in records}

    def _node(self, record: Record) -> _Node:
        return _Node(record, record.nummer, frozenset(signs(self.bank, record)), frozenset(self._ways(record)))

    def _ways(self, record: Record) -> Iterator[str]:
        """The direction of a finding, or those of the findings that a piece of advice rests on."""
        findings = [record] if isinstance(record, Funn) else []
        if isinstance(record, Anbefaling):
            findings = [one for id_ in record.hvorfor if (one := self.bank.get(id_, Funn))]
        return (way for one in findings if (way := self._way(one)))

    @cached_property
    def _by_key(self) -> dict[tuple[object, ...], list[_Node]]:
        """Those with a sign, or with two together, in the order of their numbers: by type, and findings by way."""
        found: dict[tuple[object, ...], list[_Node]] = {}
        for node in self._nodes.values():
            way = next(iter(node.veier), None) if isinstance(node.post, Funn) else None
            for key in _keys(node.tegn):
                found.setdefault((*key, type(node.post), way), []).append(node)
        return found

    def _candidates(self, own: _Node) -> Collection[_Node]:
        """Those near the record among those that share something with it: of each type and direction, a few."""
        found: dict[str, _Node] = {}
        for key in _keys(own.tegn):
            for cls in _SHOWN_ON[type(own.post)]:
                for way in _WAYS if cls is Funn else (None,):
                    for other in _near(self._by_key.get((*key, cls, way), ()), own.nummer):
                        found[other.post.id] = other
        found.pop(own.post.id, None)
        return found.values()

    def _reason(self, own: _Node, other: _Node) -> str:
        """What the two share, in words; «» when it is too little to say anything."""
        shared = own.tegn & other.tegn
        if _weight(shared) < ENOUGH:
            return ""
        told = [part for kind in _WEIGHTS if (part := self._words(kind, shared))]
        stance = _stance(own, other, shared)
        return f"{'. '.join([*told[:2], *([stance] if stance else [])])}."

    def _words(self, kind: str, shared: Iterable[Sign]) -> str:
        """«Samme akser: felles lokale og felles skranke» for the signs of one kind."""
        values = [value for found, value in sorted(shared) if found == kind]
        if not values:
            return ""
        one, many = _NAMES[kind]
        names = [self._name(kind, value) for value in values]
        if kind == "case" and len(names) > NAMED:
            names = [*names[:NAMED], f"{len(names) - NAMED} til"]
        return f"{one if len(values) == 1 else many}: {norsk.ramse(names)}"

    def _name(self, kind: str, value: str) -> str:
        words = self.bank.vocabulary
        if kind in ("utfall", "akse"):
            told = (words.utfall if kind == "utfall" else words.akser).get(value)
            return told.navn.lower() if told else value
        record = self.bank.records.get(value)
        return short_name(plain(self.bank, record.tittel)) if kind == "case" and record else value.upper()


def _order(own: _Node, other: _Node) -> tuple[int, ...]:
    """The place of another among those related: what shares most, what speaks against, what stands near."""
    shared = own.tegn & other.tegn
    weight = _weight(shared) + 3 * (_stance(own, other, shared) == _AGAINST)
    kind = _SHOWN_ON[type(own.post)].index(type(other.post))
    return -weight, kind, abs(other.nummer - own.nummer), other.nummer


def _stance(own: _Node, other: _Node, shared: Iterable[Sign]) -> str:
    """How the findings of the two point, when both are about an outcome: for each other, against, or both ways."""
    ours, theirs = own.veier, other.veier
    if not ours or not theirs or all(kind != "utfall" for kind, _ in shared):
        return ""
    if any(_OPPOSITE.get(way) in theirs for way in ours):
        return _AGAINST
    if ours & theirs & _OPPOSITE.keys():
        return "Taler samme vei"
    return "Peker begge veier" if "blandet" in ours | theirs else ""


_AGAINST = "Taler den andre veien"
_NAMES = {
    "funn": ("Bygger på samme funn", "Bygger på de samme funnene"),
    "undersøkelse": ("Samme undersøkelse", "Samme undersøkelser"),
    "utfall": ("Samme utfall", "Samme utfall"),
    "case": ("Samme sted", "Samme steder"),
    "akse": ("Samme akse", "Samme akser"),
}


def signs(bank: Bank, record: Record) -> Iterator[Sign]:
    """What a record is about, and what it rests on."""
    match record:
        case Funn():
            yield from _of_finding(bank, record)
        case Anbefaling():
            yield from (("funn", id_) for id_ in record.hvorfor)
            yield from _about(bank, record.hvorfor)
        case Spørsmål():
            yield from (("utfall", key) for key in record.utfall)
            yield from (("akse", key) for key in record.akser)
            yield from _about(bank, record.gjelder)
        case Case():
            yield ("case", municipality(bank, record.id))
            yield from (("akse", key) for key, given in bank.whole(record).akser.items() if given == "ja")
        case Metode():
            yield from (("case", municipality(bank, id_)) for id_ in record.caser)
        case Undersøkelse():
            yield from (("case", municipality(bank, id_)) for id_ in record.caser)
            yield from _about(bank, (finding.id for finding in bank.referrers(record.id, Funn, "grunnlag", "tall")))


def _of_finding(bank: Bank, finding: Funn) -> Iterator[Sign]:
    yield ("utfall", finding.utfall)
    yield from (("akse", key) for key in conditions(bank, finding))
    for ground in finding.grunnlag:
        if ground.undersøkelse:
            yield ("undersøkelse", ground.undersøkelse)
        yield from (("case", municipality(bank, id_)) for id_ in ground.caser)


def _about(bank: Bank, ids: Iterable[str]) -> Iterator[Sign]:
    """The outcomes and axes of some findings."""
    for id_ in ids:
        if finding := bank.get(id_, Funn):
            yield ("utfall", finding.utfall)
            yield from (("akse", key) for key in conditions(bank, finding))


def _weight(shared: Iterable[Sign]) -> int:
    """How much the shared signs say: each kind once, and a little for each of a kind."""
    kinds = [kind for kind, _ in shared]
    return sum(_WEIGHTS[kind] + min(kinds.count(kind), 3) for kind in set(kinds))


def _keys(own: Iterable[Sign]) -> list[tuple[object, ...]]:
    """The ways to look for others: each sign but an axis alone, which says little, and two together, which say more."""
    ordered = sorted(own)
    outcomes, axes = ([sign for sign in ordered if sign[0] == kind] for kind in ("utfall", "akse"))
    together: list[tuple[object, ...]] = [*product(outcomes, axes), *combinations(axes, 2)]
    return together + [(sign,) for sign in ordered if sign[0] != "akse"]


def _near(several: Sequence[_Node], number: int) -> Sequence[_Node]:
    """The few with the numbers nearest to the record's, when there are many; they stand in that order."""
    if len(several) <= NEAR:
        return several
    place = bisect_left(several, number, key=lambda node: node.nummer)
    start = max(0, min(place - NEAR // 2, len(several) - NEAR))
    return several[start : start + NEAR]
