"""What changed between two states of the bank, by meaning: what a reader who has cited it must know. Pure.

The states are exported data, so that an old edition can be compared with the bank of today, whatever became of the
model in between. The classes are the format of `erfaringsbank diff --format json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from erfaringsbank.editions.change_causes import Styrkeendring, strength
from erfaringsbank.editions.change_model import AnyChange, Change, Leddendring, Ordendring, Tallendring
from erfaringsbank.editions.change_numbers import Side, said
from erfaringsbank.editions.change_parts import Unknown, field, only_in_one_model
from erfaringsbank.snapshot import Data, Snapshot, er_ute, place

Slag = Literal["ny", "borte", "trukket", "erstattet", "tilbake", "endret"]
SCHEMA = "endringer.schema.json"
# What is told in another way than as a field: who it is, its headline, what is computed, and the end of its life.
_OWN_WAY = frozenset({"id", "type", "side", "tittel", "overskrift", "styrke", "erstattet_av", "trukket_fordi"})


class Tilstand(Change):
    """Én av de to tilstandene som er sammenlignet."""

    navn: str
    """Utgaven, revisjonen eller filen."""
    dato: str
    """Dagen dataene er regnet fra (ÅÅÅÅ-MM-DD)."""
    poster: int
    """Hvor mange poster den har."""


class Postendring(Change):
    """Alt som er endret i én post."""

    id: str
    """IDen."""
    type: str
    """Hva slags post det er."""
    tittel: str
    """Overskriften nå, eller den siste den hadde."""
    slag: Slag
    """Hva som har skjedd med posten."""
    erstattet_av: str | None = None
    """Posten som gjelder i stedet."""
    fordi: str | None = None
    """Hvorfor den er trukket."""
    trinn: int | None = None
    """Styrken et nytt funn har."""
    overskrift: Ordendring | None = None
    """Når overskriften er en annen."""
    styrke: Styrkeendring | None = None
    """Når styrken eller retningen er en annen."""
    tall: tuple[Tallendring, ...] = ()
    """Tall som er nye, borte eller andre."""
    akser: tuple[Ordendring, ...] = ()
    """Svar på akser som er andre."""
    ledd: tuple[Leddendring, ...] = ()
    """Utsagn, grunnlag og andre ledd som er nye, borte, omskrevet, endret eller flyttet."""
    felt: tuple[Ordendring, ...] = ()
    """De andre feltene som er endret."""

    @property
    def innhold(self) -> bool:
        """Whether anything but its life and its strength is another."""
        return any((self.overskrift, self.tall, self.akser, self.ledd, self.felt))

    @property
    def bare_kontrollert(self) -> bool:
        """Whether nothing happened but that someone looked at the record anew."""
        more = (self.overskrift, self.styrke, self.tall, self.akser, self.ledd)
        return self.slag == "endret" and not any(more) and {one.felt for one in self.felt} == {"sist_sjekket"}


class Endringer(Change):
    """Det som er endret fra én tilstand av banken til en annen."""

    fra: Tilstand
    """Det det er sammenlignet med."""
    til: Tilstand
    """Det som gjelder."""
    poster: tuple[Postendring, ...]
    """Postene det har skjedd noe med, i bankens rekkefølge. De som er borte, står sist."""
    ordforråd: tuple[Ordendring, ...] = ()
    """Endringer i ordforrådene og i regelen for styrke."""

    def __bool__(self) -> bool:
        return bool(self.poster or self.ordforråd)


def changes(before: Snapshot, after: Snapshot, fra: str = "", til: str = "") -> Endringer:
    """All that changed from one state to another. `fra` and `til` name the states when their editions do not."""
    unread = before.uleselige | after.uleselige
    ids = [id_ for id_ in dict.fromkeys([*after.poster, *before.poster]) if id_ not in unread]
    unknown = only_in_one_model(before, after)
    told = (_record(before, after, id_, unknown) for id_ in ids)
    return Endringer(
        fra=_state(before, fra),
        til=_state(after, til),
        poster=tuple(record for record in told if record),
        ordforråd=tuple(_vocabulary(before, after)),
    )


def _state(state: Snapshot, name: str) -> Tilstand:
    return Tilstand(navn=name or state.navn, dato=state.dato, poster=len(state.poster))


def _record(before: Snapshot, after: Snapshot, id_: str, unknown: Unknown) -> Postendring | None:
    """What happened to one record; None when nothing did."""
    if id_ not in before.poster:
        return _alone(after, id_, "ny")
    if id_ not in after.poster:
        return _alone(before, id_, "borte")
    was, now = before.poster[id_], after.poster[id_]
    parts = list(_parts(Side(before, was), Side(after, now), unknown))
    found = _alone(after, id_, _life(was, now)).model_copy(
        update={
            "trinn": None,
            "overskrift": _title(before, after, id_),
            "styrke": strength(before, after, id_),
            "tall": tuple(one for one in parts if isinstance(one, Tallendring)),
            "akser": tuple(_axes(parts)),
            "ledd": tuple(_moved([one for one in parts if isinstance(one, Leddendring)])),
            "felt": tuple(one for one in parts if isinstance(one, Ordendring) and not _is_axis(one)),
        }
    )
    return found if found.slag != "endret" or found.styrke or found.innhold else None


def _alone(state: Snapshot, id_: str, slag: Slag) -> Postendring:
    """A record that is told of without its parts."""
    record = state.poster[id_]
    why, strength_ = record.get("trukket_fordi"), record.get("styrke") or {}
    return Postendring(
        id=id_,
        type=str(record.get("type", "")),
        tittel=state.tittel(id_),
        slag=slag,
        erstattet_av=record.get("erstattet_av"),
        fordi=state.ren(str(why)) if why else None,
        trinn=strength_.get("trinn"),
    )


def _life(was: Data, now: Data) -> Slag:
    if er_ute(now) and (was.get("tilstand") != now["tilstand"] or was.get("erstattet_av") != now.get("erstattet_av")):
        return "erstattet" if now["tilstand"] == "erstattet" else "trukket"
    return "tilbake" if er_ute(was) and not er_ute(now) else "endret"


def _title(before: Snapshot, after: Snapshot, id_: str) -> Ordendring | None:
    was, now = before.tittel(id_), after.tittel(id_)
    return Ordendring(felt="tittel", før=was, nå=now) if was != now else None


def _parts(before: Side, after: Side, unknown: Unknown) -> Iterator[AnyChange]:
    """Every change in the fields of a record. A new place for its page is one, another host is not."""
    for name in dict.fromkeys([*after.record, *before.record]):
        if name not in _OWN_WAY and not (name == "tilstand" and er_ute(after.record)):
            yield from field(before, after, name, unknown)
    old, new = (place(str(side.record.get("side", ""))) for side in (before, after))
    if old != new:
        yield Ordendring(felt="side", før=old, nå=new)
    if er_ute(before.record) and er_ute(after.record):
        yield from field(before, after, "trukket_fordi", unknown)


def _is_axis(one: Ordendring) -> bool:
    return one.felt.startswith("akser.")


def _axes(parts: list[AnyChange]) -> Iterator[Ordendring]:
    for one in parts:
        if isinstance(one, Ordendring) and _is_axis(one):
            yield one.model_copy(update={"felt": one.felt.removeprefix("akser.")})


def _moved(parts: list[Leddendring]) -> Iterator[Leddendring]:
    """What is gone from one field and new in another with the same words, has moved."""
    gone = {one.før: one for one in parts if one.slag == "borte"}
    came = {one.nå for one in parts if one.slag == "nytt"} & gone.keys()
    for one in parts:
        if one.slag == "nytt" and one.nå in came:
            yield one.model_copy(update={"slag": "flyttet", "fra_felt": gone[one.nå].felt})
        elif not (one.slag == "borte" and one.før in came):
            yield one


def _vocabulary(before: Snapshot, after: Snapshot) -> Iterator[Ordendring]:
    """What changed in the vocabularies that both states have, value by value: `utfall.tillit`."""
    for name in [name for name in after.ordforråd if name in before.ordforråd]:
        was, now = _flat(before.ordforråd[name]), _flat(after.ordforråd[name])
        for key in dict.fromkeys([*now, *was]):
            if was.get(key) != now.get(key):
                yield Ordendring(felt=f"{name}.{key}", før=was.get(key), nå=now.get(key))


def _flat(value: Any, above: str = "") -> dict[str, str]:
    """Every value inside groups, by the names that lead to it: `tillit.forklaring`."""
    if not isinstance(value, dict):
        return {above.rstrip("."): said(value)} if value is not None else {}
    return {name: text for key, inner in value.items() for name, text in _flat(inner, f"{above}{key}.").items()}


def schema() -> tuple[str, bytes]:
    """(file name, JSON Schema) of the format."""
    generated = Endringer.model_json_schema() | {
        "title": "Endringer",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
    }
    return SCHEMA, json.dumps(generated, ensure_ascii=False, indent=1).encode() + b"\n"


def as_json(told: Endringer) -> str:
    """The changes as JSON. What is not there, is left out."""
    return json.dumps(told.model_dump(exclude_defaults=True), ensure_ascii=False, indent=1)
