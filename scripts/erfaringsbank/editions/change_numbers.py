"""Values of a record in two states, and its numbers: with what they are of, which may be another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from erfaringsbank.editions.change_model import Tallendring, Tallverdi
from erfaringsbank.norsk import tusen
from erfaringsbank.records import Tall, Tekst
from erfaringsbank.snapshot import Data, Snapshot


@dataclass(frozen=True, slots=True)
class Side:
    """A record as it stands in one of the states."""

    bank: Snapshot
    record: Data

    def ren(self, value: Any) -> str:
        """A value as plain words."""
        return self.bank.ren(said(value))


def said(value: Any) -> str:
    """Any value as one text: lists with commas, groups as «navn: verdi»."""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {said(item)}" for name, item in value.items())
    return ", ".join(map(said, value)) if isinstance(value, list) else str(value)


def ren(side: Side, value: Any) -> str | None:
    return None if value is None else side.ren(value)


def listed(value: Any) -> list[Any]:
    """The parts of a value: one of them alone is a list of one."""
    return [value] if isinstance(value, Mapping) else list(value or ())


def is_items(value: Any, key: str = "") -> bool:
    """Whether a value is a statement, or a list of groups (each with a key of this name)."""
    if isinstance(value, Mapping):
        return "tekst" in value and not key
    parts = value if isinstance(value, list) else []
    return bool(parts) and all(isinstance(one, Mapping) and key in ("", *one) for one in parts)


def has_number(value: Any) -> bool:
    """Whether a field holds a number: what it is of may be another though the field is as it was."""
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return (isinstance(value, Mapping) and "verdi" in value) or any(map(has_number, inside))


def matched(
    was: Sequence[Data], now: Sequence[Data], tests: Iterable[Callable[[Data, Data], bool]]
) -> tuple[dict[int, int], list[int], list[int]]:
    """Which part of a list became which, as later position → earlier; and the earlier and later ones left over.

    Each test in turn pairs those that it finds the same, the first with the first.
    """
    met: dict[int, int] = {}
    left, right = list(range(len(was))), list(range(len(now)))
    for same in tests:
        for j in list(right):
            i = next((i for i in left if same(was[i], now[j])), None)
            if i is not None:
                met[j] = i
                left.remove(i)
                right.remove(j)
    return met, left, right


def numbers(before: Side, after: Side, name: str, was: Sequence[Data], now: Sequence[Data]) -> Iterator[Tallendring]:
    """Numbers of one field, matched by what they are and say; those left over by where they stand."""
    bases = [_base(before, one) for one in was], [_base(after, one) for one in now]
    met, left, right = matched(was, now, (_is_same_number, _says_the_same))
    met |= dict(zip(right, left, strict=False))
    for j, number in enumerate(now):
        i = met.get(j)
        if i is None or was[i] != number or bases[0][i] != bases[1][j]:
            yield Tallendring(felt=name, før=None if i is None else _number(before, was[i]), nå=_number(after, number))
    yield from (Tallendring(felt=name, før=_number(before, was[i])) for i in left if i not in met.values())


def _is_same_number(one: Data, other: Data) -> bool:
    return one == other


def _says_the_same(one: Data, other: Data) -> bool:
    return all(one.get(key) == other.get(key) for key in ("hva", "enhet"))


def _base(side: Side, number: Data) -> tuple[str | None, Any, Any]:
    """The survey, the population and the n of a number: its own, else its survey's; a share may take the only one's."""
    id_ = number.get("undersøkelse") or _only_survey(side, number)
    survey = side.bank.get(str(id_))
    return id_, number.get("populasjon") or survey.get("populasjon"), number.get("n") or survey.get("n")


def _number(side: Side, number: Data) -> Tallverdi:
    """A number with the base it is of, as a reader meets it."""
    id_, population, n = _base(side, number)
    return Tallverdi(
        **{key: side.ren(number[key]) for key in ("enhet", "hva", "forbehold") if number.get(key)},
        verdi=side.ren(number["verdi"]),
        populasjon=ren(side, population),
        n=tusen(n) if isinstance(n, int) else n,
        undersøkelse=id_,
    )


def _only_survey(side: Side, number: Data) -> str | None:
    grounds = listed(side.record.get("grunnlag")) if is_items(side.record.get("grunnlag")) else []
    surveys = list(dict.fromkeys(ground["undersøkelse"] for ground in grounds if ground.get("undersøkelse")))
    share = Tall.model_construct(verdi=Tekst(number["verdi"]), enhet=number.get("enhet")).er_andel
    return surveys[0] if share and len(surveys) == 1 else None
