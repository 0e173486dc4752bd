"""How certain a finding is: computed by the open rule of `models/styrke.yaml`, with its reason. Pure.

Evidence counts per instrument and municipality, never per article: what stands on the same survey, or tells of the
same municipality in the same way, is one unit however often it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.norsk import ramse
from erfaringsbank.records import Case, Erfaring, Funn, Grunnlag, Kilde, Styrkeregel, Undersøkelse

_NEEDS_N = frozenset({"utvalgsundersøkelse", "evaluering", "måling før og etter"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One independent piece of evidence: a survey, or what is told of one municipality in one way.

    `level` is how far it reaches alone (0–3); `places` are the municipalities; `year` is when the newest of it is from.
    """

    key: str
    label: str
    level: int
    places: frozenset[str] = frozenset()
    contrary: bool = False
    independent: bool = False
    before_after: bool = False
    read_whole: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The strength of a finding with what it rests on. `raises` are (new step, what would bring it there)."""

    step: int
    direction: str
    reasons: tuple[str, ...]
    raises: tuple[tuple[int, str], ...]
    units: tuple[Unit, ...]


def grade(bank: Bank, finding: Funn, today: date) -> Grade | None:
    """The grade of a finding; None for a description, which has neither direction nor strength."""
    rule = bank.vocabulary.styrke
    if finding.slag == "beskrivelse" or rule is None:
        return None
    found = units(bank, finding, rule)
    step, reasons = weigh(found, rule, today)
    contrary = any(unit.contrary and unit.level for unit in found)
    direction = "blandet" if contrary else str(finding.retning)
    return Grade(step, direction, reasons, tuple(_raises(found, rule, today)), found)


def units(bank: Bank, finding: Funn, rule: Styrkeregel) -> tuple[Unit, ...]:
    """The evidence of a finding as units, in a stable order. Two grounds with one key become one unit, the stronger."""
    told = [unit for ground in finding.grunnlag for unit in _units_of(bank, finding, ground, rule)]
    merged: dict[tuple[str, bool], Unit] = {}
    for unit in [*told, *_tried(bank, finding, rule)]:
        key = (unit.key, unit.contrary)
        merged[key] = _stronger(merged[key], unit) if key in merged else unit
    return tuple(merged[key] for key in sorted(merged))


def _tried(bank: Bank, finding: Funn, rule: Styrkeregel) -> Iterator[Unit]:
    """«Vi prøvde det»: an experience that supports or contradicts a finding is a told case from its place."""
    for tried in bank.referrers(finding.id, Erfaring, "støtter", "motsier"):
        place = tried.sted.lower()
        yield Unit(
            key=f"{place}: erfaring",
            label=tried.tittel,
            level=rule.nivå.get("casebeskrivelse", 0),
            places=frozenset({place}),
            contrary=finding.id in tried.motsier,
            read_whole=True,
            year=tried.tid.end.parts()[0],
        )


def _units_of(bank: Bank, finding: Funn, ground: Grunnlag, rule: Styrkeregel) -> Iterator[Unit]:
    survey = bank.get(ground.undersøkelse, Undersøkelse) if ground.undersøkelse else None
    kind = ground.art or (survey.art if survey else "ikke lest")
    sources = [source for id_ in (*ground.kilder, *finding.kilder) if (source := bank.get(id_, Kilde))]
    places = frozenset(municipality(bank, id_) for id_ in (ground.caser or (survey.caser if survey else ())))
    base = Unit(
        key=str(ground.undersøkelse or ""),
        label=survey.tittel if survey else str(ground.metode),
        level=_level(kind, ground, survey, rule),
        places=places,
        contrary=ground.peker == "motsier",
        independent="ja" in (ground.uavhengig, survey.uavhengig if survey else ""),
        before_after=ground.før_etter == "ja" or kind == "måling før og etter",
        read_whole=not survey.ikke_lest if survey else any(source.lest == "hele" for source in sources),
        year=_year(sources, survey),
    )
    if survey or not places:
        yield replace(base, key=base.key or f"{kind}: {ground.metode}")
    else:
        yield from (replace(base, key=f"{place}: {kind}", places=frozenset({place})) for place in sorted(places))


def municipality(bank: Bank, id_: str) -> str:
    """The case at the top of `del_av`: a place counts as its municipality."""
    case, seen = bank.get(id_, Case), {id_}
    while case and case.del_av and case.del_av not in seen:
        seen.add(case.del_av)
        case = bank.get(case.del_av, Case)
    return str(case.id) if case else id_


def _level(kind: str, ground: Grunnlag, survey: Undersøkelse | None, rule: Styrkeregel) -> int:
    level = rule.nivå.get(kind, 0)
    n = ground.n or (survey.n if survey else None)
    if kind in _NEEDS_N and not isinstance(n, int):
        level = min(level, rule.uten_n_høyst)
    return min(level, rule.usikkert_høyst) if ground.sikkerhet == "usikker" else level


def _year(sources: Sequence[Kilde], survey: Undersøkelse | None) -> int | None:
    years = [source.dato.end.parts()[0] for source in sources if source.dato]
    years += [survey.tid.end.parts()[0]] if survey and survey.tid else []
    return max(years, default=None)


def _stronger(one: Unit, other: Unit) -> Unit:
    """Both told of the same: take the best of each property."""
    years = [unit.year for unit in (one, other) if unit.year]
    return replace(
        one,
        label=min(one.label, other.label),
        level=max(one.level, other.level),
        places=one.places | other.places,
        independent=one.independent or other.independent,
        before_after=one.before_after or other.before_after,
        read_whole=one.read_whole or other.read_whole,
        year=max(years, default=None),
    )


def weigh(found: Iterable[Unit], rule: Styrkeregel, today: date) -> tuple[int, tuple[str, ...]]:
    """The step (0–5) of some units, and the reasons in the order they count. A confirming unit never lowers it."""
    all_units = tuple(found)
    supporting = [unit for unit in all_units if not unit.contrary]
    contrary = [unit for unit in all_units if unit.contrary and unit.level]
    step = max((unit.level for unit in supporting), default=0)
    best = sorted({unit.label for unit in supporting if unit.level == step})
    strongest = f"det sterkeste grunnlaget er {_named(best)} (nivå {step})"
    reasons = [strongest if step else "ingen har undersøkt det, eller det er ikke lest hvordan"]
    # Stories from many places make a story likelier, but never a measurement out of one.
    places = municipalities([unit for unit in supporting if unit.level >= max(min(step, 2), 1)])
    if places >= rule.kommuner_for_ekstra and step:
        step += 1
        reasons.append(f"{places} kommuner viser det samme (ett opp)")
    if any(unit.independent and unit.before_after and unit.level >= 2 for unit in supporting):
        step += rule.uavhengig_før_etter
        reasons.append("en uavhengig måling er gjort før og etter (ett opp)")
    if step and _is_old(supporting, rule, today):
        step -= 1
        reasons.append(f"alt som støtter det, er eldre enn {rule.gammelt_etter_år} år (ett ned)")
    step, capped = _caps(step, supporting, contrary, rule)
    return step, (*reasons, *capped)


def municipalities(found: Sequence[Unit]) -> int:
    """How many municipalities show the same, when each piece of evidence may speak for one of its own.

    A survey over two municipalities whose split is not read is one witness, not two. This is a maximum matching of
    units to places, found by augmenting paths; so one more unit never makes it smaller.
    """
    witness: dict[str, Unit] = {}

    def place_for(unit: Unit, tried: set[str]) -> bool:
        for place in sorted(unit.places - tried):
            tried.add(place)
            if place not in witness or place_for(witness[place], tried):
                witness[place] = unit
                return True
        return False

    return sum(place_for(unit, set()) for unit in found)


def _caps(step: int, supporting: Sequence[Unit], contrary: Sequence[Unit], rule: Styrkeregel) -> tuple[int, list[str]]:
    reasons = []
    if step > rule.ikke_lest_helt_høyst and not any(unit.read_whole and unit.level >= 2 for unit in supporting):
        step = rule.ikke_lest_helt_høyst
        reasons.append(f"ingen av målingene er lest i sin helhet (høyst {step})")
    if contrary:
        step = min(step, rule.motsagt_høyst)
        names = _named(sorted({unit.label for unit in contrary}))
        reasons.append(f"{names} taler mot (retningen er blandet, høyst {rule.motsagt_høyst})")
    return min(step, 5), reasons


def _is_old(supporting: Sequence[Unit], rule: Styrkeregel, today: date) -> bool:
    """Whether all that supports is dated and old. What has no date may be new, so it keeps the rest from being old."""
    counting = [unit.year for unit in supporting if unit.level]
    years = [year for year in counting if year]
    return bool(years) and len(years) == len(counting) and today.year - max(years) > rule.gammelt_etter_år


def _named(labels: Sequence[str]) -> str:
    inner = str.maketrans("«»", "‘’")  # a quotation inside a quotation
    shown = [f"«{label.translate(inner)}»" for label in labels[:3]]
    return ramse([*shown, f"{len(labels) - 3} til"]) if len(labels) > 3 else ramse(shown)


def _raises(found: tuple[Unit, ...], rule: Styrkeregel, today: date) -> Iterator[tuple[int, str]]:
    """What would raise the step, found by weighing the evidence with it: true by construction."""
    now, _ = weigh(found, rule, today)
    for what, imagined in _possibilities(found, today):
        step, _ = weigh(imagined, rule, today)
        if step > now:
            yield step, what


def _possibilities(found: tuple[Unit, ...], today: date) -> Iterator[tuple[str, tuple[Unit, ...]]]:
    new = Unit("~ny", "en ny måling", 2, frozenset({"~ny"}), independent=True, read_whole=True, year=today.year)
    yield "en kommune til forteller det samme", (*found, replace(new, level=1, independent=False, read_whole=False))
    yield "det blir talt eller målt i en kommune til", (*found, new)
    yield "en uavhengig utvalgsundersøkelse i en kommune til viser det samme", (*found, replace(new, level=3))
    yield "noen uavhengige måler det før og etter", (*found, replace(new, level=3, before_after=True))
    yield "kildene blir lest i sin helhet", tuple(replace(unit, read_whole=True) for unit in found)
