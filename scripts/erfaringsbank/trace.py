"""The trace: from advice to finding to source, and back. Pure; used by the pages and by `erfaringsbank trace`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from erfaringsbank.bank import Bank
from erfaringsbank.records import Anbefaling, Funn, Record


@dataclass(frozen=True, slots=True)
class Step:
    """One record of a trace and what it leads to. `missing` names IDs that no file has."""

    record: Record
    steps: tuple[Step, ...]
    missing: tuple[str, ...] = ()


def grounds(bank: Bank, record: Record) -> list[str]:
    """The IDs a record rests on directly, each once, nearest kind first: findings, surveys, sources."""
    if isinstance(record, Anbefaling):
        own = [*record.hvorfor, *record.råd.kilder, *record.kilder]
    elif isinstance(record, Funn):
        surveys = [ground.undersøkelse for ground in record.grunnlag if ground.undersøkelse]
        own = [*surveys, *(id_ for ground in record.grunnlag for id_ in ground.kilder), *record.kilder]
    else:
        own = [edge.target for edge in bank.edges[record.id] if edge.kind == "kilde"]
    return list(dict.fromkeys(str(id_) for id_ in own))


def upward(bank: Bank, record: Record) -> Step:
    """From a record down to its sources."""
    return _follow(bank, record, lambda found: grounds(bank, found), frozenset())


def onward(bank: Bank, record: Record) -> Step:
    """From a source (or survey, or finding) to everything that rests on it."""
    return _follow(bank, record, lambda found: _resting(bank, found), frozenset())


def _resting(bank: Bank, record: Record) -> list[str]:
    if isinstance(record, Anbefaling):
        return []
    starts = dict.fromkeys(edge.start for edge in bank.back.get(record.id, ()) if edge.start in bank.records)
    return [id_ for id_ in starts if record.id in grounds(bank, bank[id_])]


def _follow(bank: Bank, record: Record, next_ids: Callable[[Record], list[str]], seen: frozenset[str]) -> Step:
    if record.id in seen:
        return Step(record, ())
    ids = next_ids(record)
    known = [bank[id_] for id_ in ids if id_ in bank.records]
    steps = tuple(_follow(bank, found, next_ids, seen | {record.id}) for found in known)
    return Step(record, steps, tuple(id_ for id_ in ids if id_ not in bank.records))
