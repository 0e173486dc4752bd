"""Why a strength rose or fell: what changed in all that it is computed from. Pure.

The rule (`evidence`) looks at the grounds of a finding, and from them at surveys, sources, cases and experiences, at
the rule itself and at the day. Here the same things are laid out as facts by name, for each of two states. What is not
the same is a cause. Were nothing another, the strength would be the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from erfaringsbank.editions.change_model import Change
from erfaringsbank.editions.change_numbers import said
from erfaringsbank.editions.change_parts import pairs
from erfaringsbank.norsk import ramse
from erfaringsbank.snapshot import Data, Snapshot

Facts: TypeAlias = Mapping[str, Any]
_SURVEY = ("art", "n", "caser", "uavhengig", "tid", "ikke_lest")
_SOURCE = ("lest", "dato")


class Årsak(Change):
    """Noe som er endret i det styrken regnes av."""

    slag: Literal[
        "funnet", "grunnlag", "undersøkelse", "kilde", "case", "erfaring", "regel", "alder", "program", "ukjent"
    ]
    """Hva som er endret."""
    id: str | None = None
    """Posten det er endret i, når det ikke er funnet selv."""
    tekst: str
    """Årsaken i én setning."""


class Styrkeendring(Change):
    """En styrke eller en retning som er en annen enn før."""

    før: int | None = None
    """Trinnet før, fra 0 til 5. Mangler når funnet ikke hadde styrke."""
    nå: int | None = None
    """Trinnet nå. Mangler når funnet ikke har styrke."""
    retning_før: str | None = None
    """Retningen før."""
    retning_nå: str | None = None
    """Retningen nå."""
    fordi_før: tuple[str, ...] = ()
    """Begrunnelsen regelen ga før."""
    fordi_nå: tuple[str, ...] = ()
    """Begrunnelsen regelen gir nå."""
    årsaker: tuple[Årsak, ...]
    """Det som er endret i det styrken regnes av. Alltid minst én."""


def strength(before: Snapshot, after: Snapshot, id_: str) -> Styrkeendring | None:
    """How the strength of a record that is in both states changed; None when step and direction are as they were."""
    was, now = (_strength(state.get(id_)) for state in (before, after))
    if (was.get("trinn"), was.get("retning")) == (now.get("trinn"), now.get("retning")):
        return None
    return Styrkeendring(
        før=was.get("trinn"),
        nå=now.get("trinn"),
        retning_før=was.get("retning"),
        retning_nå=now.get("retning"),
        fordi_før=tuple(was.get("fordi", ())),
        fordi_nå=tuple(now.get("fordi", ())),
        årsaker=tuple(causes(before, after, id_)),
    )


def _strength(record: Data) -> Data:
    value = record.get("styrke")
    return value if isinstance(value, Mapping) else {}


def causes(before: Snapshot, after: Snapshot, id_: str) -> Iterator[Årsak]:
    """Every cause, what is nearest the finding first; at least one."""
    found = [
        *_finding(before.get(id_), after.get(id_)),
        *_grounds(before, after, id_),
        *_tried(before, after, id_),
        *_beneath(before, after, id_),
        *_rule(before, after),
    ]
    yield from found
    if age := _age(before, after, id_, alone=not found):
        yield age
    elif not found:
        yield _otherwise(before, after)


def _finding(was: Data, now: Data) -> Iterator[Årsak]:
    """What the finding says of itself."""
    for name in ("slag", "retning"):
        if was.get(name) != now.get(name):
            told = [str(value) if value else "ikke oppgitt" for value in (was.get(name), now.get(name))]
            yield Årsak(slag="funnet", tekst=f"{name} på funnet er endret fra «{told[0]}» til «{told[1]}»")
    old, new = (dict.fromkeys(record.get("kilder", ())) for record in (was, now))
    came, went = [one for one in new if one not in old], [one for one in old if one not in new]
    for words, ids in (("har fått", came), ("har mistet", went)):
        if ids:
            sources = f"{'kilden' if len(ids) == 1 else 'kildene'} {ramse([one.upper() for one in ids])}"
            yield Årsak(slag="kilde", id=ids[0], tekst=f"funnet {words} {sources}")


def _grounds(before: Snapshot, after: Snapshot, id_: str) -> Iterator[Årsak]:
    was, now = (_listed(state.get(id_), "grunnlag") for state in (before, after))
    for i, j in pairs(was, now, _name):
        if i is None and j is not None:
            yield _ground(after, now[j], f"er nytt{_against(now[j])}")
        elif j is None and i is not None:
            yield _ground(before, was[i], f"er tatt bort{_against(was[i], 'talte')}")
        elif i is not None and j is not None and (changed := list(_differences(was[i], now[j], ("hvorfor",)))):
            yield _ground(after, now[j], f"er endret ({'; '.join(changed)})")


def _listed(record: Data, name: str) -> list[Data]:
    value = record.get(name)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _name(ground: Data) -> str:
    return str(ground.get("undersøkelse") or ground.get("metode") or said(ground))


def _ground(state: Snapshot, ground: Data, words: str) -> Årsak:
    survey = ground.get("undersøkelse")
    name = state.tittel(survey) if survey else state.ren(_name(ground))
    return Årsak(slag="grunnlag", id=survey, tekst=f"grunnlaget {quoted(name)} {words}")


def _against(ground: Data, verb: str = "taler") -> str:
    return f" og {verb} mot funnet" if ground.get("peker") == "motsier" else ""


def _differences(was: Data, now: Data, without: tuple[str, ...] = ()) -> Iterator[str]:
    for key in dict.fromkeys([*now, *was]):
        if was.get(key) != now.get(key) and key not in without:
            yield f"{key.replace('_', ' ')}: {_value(was.get(key))} → {_value(now.get(key))}"


def _value(value: Any) -> str:
    return "ikke oppgitt" if value in (None, [], ()) else said(value)


def _tried(before: Snapshot, after: Snapshot, id_: str) -> Iterator[Årsak]:
    """Experiences that support or contradict the finding."""
    was, now = (_experiences(state, id_) for state in (before, after))
    for one in dict.fromkeys([*now, *was]):
        if one not in was:
            yield _experience(after, one, "er ny" + (" og taler mot funnet" if now[one]["side"] == "motsier" else ""))
        elif one not in now:
            yield _experience(before, one, "er tatt bort")
        elif was[one] != now[one]:
            yield _experience(after, one, f"er endret ({'; '.join(_differences(was[one], now[one]))})")


def _experiences(state: Snapshot, id_: str) -> dict[str, Data]:
    sides = ((one, record, _side(record, id_)) for one, record in state.poster.items())
    return {one: {"side": side, **_some(record, ("sted", "tid"))} for one, record, side in sides if side}


def _side(record: Data, id_: str) -> str:
    """Which way a record that is not the finding itself points at it. Both ways is against."""
    if "sted" not in record or "prøvde" not in record:
        return ""
    return next((name for name in ("motsier", "støtter") if id_ in record.get(name, ())), "")


def _experience(state: Snapshot, id_: str, words: str) -> Årsak:
    return Årsak(slag="erfaring", id=id_, tekst=f"erfaringen {quoted(state.tittel(id_))} {words}")


def _beneath(before: Snapshot, after: Snapshot, id_: str) -> Iterator[Årsak]:
    """What the grounds rest on: surveys, sources and places that are in both states and say something else now."""
    was, now = _rests_on(before, id_), _rests_on(after, id_)
    for one in now:
        if one in was and was[one] != now[one]:
            slag = _KINDS[one[0]]
            changed = "; ".join(_differences(was[one], now[one]))
            yield Årsak(slag=slag, id=one, tekst=f"{_DEFINITE[slag]} {quoted(after.tittel(one))} er endret ({changed})")


_KINDS: Mapping[str, Literal["undersøkelse", "kilde", "case"]] = {"u": "undersøkelse", "k": "kilde", "c": "case"}
_DEFINITE = {"undersøkelse": "undersøkelsen", "kilde": "kilden", "case": "stedet"}


def _rests_on(state: Snapshot, id_: str) -> dict[str, Data]:
    """Facts of each survey, source and place beneath a finding, by ID: those the rule looks at."""
    record = state.get(id_)
    found: dict[str, Data] = {source: _facts(state, source, _SOURCE) for source in record.get("kilder", ())}
    for ground in _listed(record, "grunnlag"):
        survey = ground.get("undersøkelse")
        if survey:
            found[survey] = _facts(state, survey, _SURVEY)
        found |= {source: _facts(state, source, _SOURCE) for source in ground.get("kilder", ())}
        places = ground.get("caser") or state.get(str(survey)).get("caser", ())
        found |= {place: {"kommune": _municipality(state, place)} for place in places}
    return found


def _facts(state: Snapshot, id_: str, names: tuple[str, ...]) -> Data:
    record = state.get(id_)
    return _some(record, names) if record else {"tilstand": "finnes ikke"}


def _some(record: Data, names: tuple[str, ...]) -> Data:
    return {name: record[name] for name in names if record.get(name) not in (None, [])}


def _municipality(state: Snapshot, id_: str) -> str:
    """The case at the top of `del_av`."""
    seen = {id_}
    while (above := state.get(id_).get("del_av")) and above in state.poster and above not in seen:
        seen.add(above)
        id_ = above
    return id_.upper()


def _rule(before: Snapshot, after: Snapshot) -> Iterator[Årsak]:
    """The open rule, when both states tell it. The names of the steps decide nothing."""
    was, now = (state.ordforråd.get("styrke") for state in (before, after))
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        names = dict.fromkeys([*now, *was])
        changed = [one for name in names for one in _rule_differences(name, was.get(name), now.get(name))]
        if changed:
            yield Årsak(slag="regel", tekst=f"regelen for styrke er endret ({'; '.join(changed)})")


def _rule_differences(name: str, was: Any, now: Any) -> Iterator[str]:
    if name == "trinn":
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        yield from _differences(was, now)
    elif was != now:
        yield from _differences({name: was}, {name: now})


def _age(before: Snapshot, after: Snapshot, id_: str, *, alone: bool) -> Årsak | None:
    """The evidence became too old, or the state is from another year and nothing else is known to have changed."""
    if before.dato[:4] == after.dato[:4]:
        return None
    was, now = ("eldre enn" in " ".join(_strength(state.get(id_)).get("fordi", ())) for state in (before, after))
    if was == now and not alone:
        return None
    words = "alt som støtter funnet, er blitt for gammelt" if now else "det har gått tid mellom utgavene"
    return Årsak(slag="alder", tekst=f"{words} (regnet i {before.dato[:4]} og {after.dato[:4]})")


def _otherwise(before: Snapshot, after: Snapshot) -> Årsak:
    tools = [str(state.om.get("verktøy") or "ukjent verktøy") for state in (before, after)]
    if tools[0] != tools[1]:
        return Årsak(slag="program", tekst=f"styrken er regnet med {tools[1]}, før med {tools[0]}")
    return Årsak(slag="ukjent", tekst="ingenting er endret i det styrken regnes av")


def quoted(text: str) -> str:
    """A name in quotation marks, with those inside it made single."""
    return f"«{text.translate(str.maketrans('«»', '‘’'))}»"
