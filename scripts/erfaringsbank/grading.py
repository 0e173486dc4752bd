"""Strengths in words: one finding explained, all of them listed, and two states of the bank compared. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.evidence import Grade, grade
from erfaringsbank.records import Funn
from erfaringsbank.view import plain


def step_name(bank: Bank, step: int) -> str:
    """«2 av 5, spor»."""
    rule = bank.vocabulary.styrke
    return f"{step} av 5, {rule.trinn[step].navn.lower()}" if rule else str(step)


def reason(bank: Bank, found: Grade) -> str:
    """«2 av 5 fordi …», one sentence."""
    return f"{step_name(bank, found.step)}, fordi {'; '.join(found.reasons)}."


def explain(bank: Bank, finding: Funn, today: date) -> Iterator[str]:
    """Lines that tell the strength of a finding, why, what it counts, and what would raise it."""
    yield f"{finding.id} {plain(bank, finding.tittel)}"
    found = grade(bank, finding, today)
    if found is None:
        yield "  En beskrivelse får ingen styrke: «slik er det» er ikke en virkning."
        return
    yield f"  Retning: {found.direction}"
    yield f"  Styrke: {reason(bank, found)}"
    for unit in found.units:
        side = "taler mot" if unit.contrary else "støtter"
        places = f", {len(unit.places)} kommuner" if len(unit.places) > 1 else ""
        yield f"    nivå {unit.level}: {unit.label} ({side}{places})"
    for step, what in found.raises:
        yield f"  Blir {step} hvis {what}."


def listing(bank: Bank, today: date) -> Iterator[str]:
    """One line a finding that has a strength, strongest first."""
    graded = [(found, finding) for finding in bank.of(Funn) if (found := grade(bank, finding, today))]
    for found, finding in sorted(graded, key=lambda pair: (-pair[0].step, pair[1].nummer)):
        yield f"{found.step}  {found.direction:<14} {finding.id:<4} {plain(bank, finding.tittel)}"


def difference(before: Bank, after: Bank, today: date) -> Iterator[str]:
    """What a change of content did to which strength, and why. One line a finding that is not as it was."""
    for id_ in sorted({*_ids(before), *_ids(after)}, key=lambda id_: int(id_[1:])):
        old, new = (bank.get(id_, Funn) for bank in (before, after))
        was = grade(before, old, today) if old else None
        now = grade(after, new, today) if new else None
        title = plain(after if new else before, (new or old).tittel)  # type: ignore[union-attr]
        if (was and (was.step, was.direction)) != (now and (now.step, now.direction)):
            yield f"{id_} {title}"
            yield f"  før: {_told(before, was)}"
            yield f"  nå:  {_told(after, now)}"


def _ids(bank: Bank) -> list[str]:
    return [finding.id for finding in bank.of(Funn)]


def _told(bank: Bank, found: Grade | None) -> str:
    return f"{found.direction}, {reason(bank, found)}" if found else "ingen styrke"
