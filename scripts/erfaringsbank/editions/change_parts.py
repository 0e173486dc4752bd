"""The parts of a record in two states: which statement, number or field is new, gone, reworded or another. Pure."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from erfaringsbank.editions.change_model import AnyChange, Leddendring, Ordendring
from erfaringsbank.editions.change_numbers import Side, has_number, is_items, listed, matched, numbers, ren, said
from erfaringsbank.snapshot import Data, Snapshot

ALIKE = 0.5  # share of words two texts must have in common to be the same one, reworded
_COMMON = 20  # parts that must have the same new field before it is the model's and not an editor's

Unknown: TypeAlias = Mapping[str, Data]
"""Fields that only one of two models has, by the kind of part, with the value that all parts were given."""


def field(before: Side, after: Side, name: str, unknown: Unknown) -> Iterator[AnyChange]:
    """Every change in one field of a record."""
    was, now = before.record.get(name), after.record.get(name)
    found = [value for value in (was, now) if value is not None]
    if was == now and not has_number(was):
        return
    if all(is_items(value, "verdi") for value in found):
        yield from numbers(before, after, name, listed(was), listed(now))
    elif all(is_items(value) for value in found):
        yield from _items(before, after, name, unknown)
    elif was == now:
        return
    elif all(isinstance(value, Mapping) for value in found):
        yield from _group(before, after, name, was or {}, now or {})
    elif all(isinstance(value, list) for value in found):
        yield _words(before, after, name, was or [], now or [])
    else:
        yield Ordendring(felt=name, før=ren(before, was), nå=ren(after, now))


def _group(before: Side, after: Side, name: str, was: Data, now: Data) -> Iterator[Ordendring]:
    """A group of fields, each on its own: `motevidens.status`."""
    for key in dict.fromkeys([*now, *was]):
        if was.get(key) != now.get(key):
            yield Ordendring(felt=f"{name}.{key}", før=ren(before, was.get(key)), nå=ren(after, now.get(key)))


def _words(before: Side, after: Side, name: str, was: list[Any], now: list[Any]) -> Ordendring:
    """A list of words: what came and what went."""
    came, went = _without(now, was), _without(was, now)
    return Ordendring(felt=name, lagt_til=tuple(map(after.ren, came)), tatt_bort=tuple(map(before.ren, went)))


def _without(these: Iterable[Any], those: Iterable[Any]) -> list[Any]:
    left = list(those)
    found = []
    for one in these:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def pairs(was: Sequence[Data], now: Sequence[Data], name: Any) -> Iterator[tuple[int | None, int | None]]:
    """Which part of a list became which, as positions: those with the same mark, then the same words, then alike words.

    A part that is gone has no later position, and a new one no earlier. In the order of the later list.
    """
    met, left, right = matched(was, now, (_same_mark, lambda one, other: name(one) == name(other)))
    for j in right:
        closest = max(left, key=lambda i: _likeness(name(was[i]), name(now[j])), default=None)
        if closest is not None and _likeness(name(was[closest]), name(now[j])) >= ALIKE:
            met[j] = closest
            left.remove(closest)
    yield from ((met.get(j), j) for j in range(len(now)))
    yield from ((i, None) for i in left)


def _same_mark(one: Data, other: Data) -> bool:
    return bool(one.get("merke")) and one.get("merke") == other.get("merke")


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _named(item: Data) -> str:
    """What a part is known by: its words, or else its method or survey, or all of it."""
    words = (item.get(key) for key in ("tekst", "metode", "undersøkelse"))
    return next((str(word) for word in words if word), said(item))


def _shown(side: Side, item: Data) -> str:
    """A part as it is named to a reader."""
    name = _named(item)
    return side.bank.tittel(name) if name in side.bank.poster else side.bank.ren(name)


def _items(before: Side, after: Side, name: str, unknown: Unknown) -> Iterator[AnyChange]:
    was, now = listed(before.record.get(name)), listed(after.record.get(name))
    matched = list(pairs(was, now, _named))
    for i, j in matched:
        if i is None and j is not None:
            yield Leddendring(felt=name, slag="nytt", nå=_shown(after, now[j]))
        elif j is None and i is not None:
            yield Leddendring(felt=name, slag="borte", før=_shown(before, was[i]))
        elif i is not None and j is not None:
            yield from _one(before, after, name, was[i], now[j], unknown)
    order = [i for i, j in matched if i is not None and j is not None]
    if order != sorted(order):
        yield Ordendring(felt=name)


def _one(before: Side, after: Side, name: str, was: Data, now: Data, unknown: Unknown) -> Iterator[AnyChange]:
    """A part that is in both states."""
    kind = kind_of(name, now)
    parts = tuple(_parts(before, after, was, now, unknown.get(kind, {})))
    old, new = _shown(before, was), _shown(after, now)
    if _named(was) != _named(now):
        yield Leddendring(felt=name, slag="omskrevet", før=old, nå=new, deler=parts)
    elif parts:
        yield Leddendring(felt=name, slag="endret", før=old, nå=new, deler=parts)
    told = [[one["tall"]] if is_items([one.get("tall")], "verdi") else [] for one in (was, now)]
    yield from numbers(before, after, name, *told)


def _parts(before: Side, after: Side, was: Data, now: Data, unknown: Data) -> Iterator[Ordendring]:
    """What stands beside the words of a part, except its number, and except what only one of the models has."""
    for key in dict.fromkeys([*now, *was]):
        old, new = was.get(key), now.get(key)
        ours = key in unknown and unknown[key] in (old, new) and None in (old, new)
        if old == new or ours or key in ("tekst", "tall") or (key == "metode" and "tekst" not in now):
            continue
        if isinstance(old or new, list) and isinstance(new or old, list):
            yield _words(before, after, key, old or [], new or [])
        else:
            yield Ordendring(felt=key, før=ren(before, old), nå=ren(after, new))


def kind_of(name: str, item: Data) -> str:
    """What sort of part it is: a statement and a number are the same in every field."""
    return next((key for key in ("tekst", "verdi") if key in item), name)


def only_in_one_model(before: Snapshot, after: Snapshot) -> Unknown:
    """The fields that every part of a kind has in one of the states and none in the other, with their usual value.

    A new field with a value by default is the model's change: nobody has said anything new.
    """
    old, new = _kinds(before), _kinds(after)
    found: dict[str, dict[str, Any]] = {}
    for kind in old.keys() & new.keys():
        for here, there in ((old[kind], new[kind]), (new[kind], old[kind])):
            found.setdefault(kind, {}).update(_only_here(here, there))
    return found


def _kinds(state: Snapshot) -> Mapping[str, list[Data]]:
    kinds: dict[str, list[Data]] = {}
    for record in state.poster.values():
        for name, value in record.items():
            for item in listed(value) if is_items(value) else ():
                kinds.setdefault(kind_of(name, item), []).append(item)
    return kinds


def _only_here(here: Sequence[Data], there: Sequence[Data]) -> Iterator[tuple[str, Any]]:
    if len(here) < _COMMON or not there:
        return
    elsewhere = {key for item in there for key in item}
    for key in set(here[0]).intersection(*here) - elsewhere:
        (usual, times), *_ = Counter(said(item[key]) for item in here).most_common(1)
        if times * 10 > len(here) * 9:
            yield key, next(item[key] for item in here if said(item[key]) == usual)
