"""Where the bank knows something and where it does not: outcomes × axes, and the landscape of cases. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from erfaringsbank.bank import Bank
from erfaringsbank.evidence import municipality
from erfaringsbank.records import Case, Funn, Spørsmål


@dataclass(frozen=True, slots=True)
class Cell:
    """One outcome under one condition: the findings that speak to it, and the questions that stand open."""

    utfall: str
    akse: str
    funn: tuple[Funn, ...]
    spørsmål: tuple[Spørsmål, ...]


def cells(bank: Bank) -> dict[tuple[str, str], Cell]:
    """Every cell of the table, by (outcome, axis), in the order of `models/`."""
    words = bank.vocabulary
    return {(outcome, axis): _cell(bank, outcome, axis) for outcome in words.utfall for axis in words.akser}


def _cell(bank: Bank, outcome: str, axis: str) -> Cell:
    findings = [finding for finding in bank.of(Funn) if finding.utfall == outcome and axis in conditions(bank, finding)]
    open_here = [question for question in bank.of(Spørsmål) if outcome in question.utfall]
    asked = [question for question in open_here if not question.akser or axis in question.akser]
    return Cell(outcome, axis, tuple(findings), tuple(asked))


def conditions(bank: Bank, finding: Funn) -> frozenset[str]:
    """The axes a finding tells about: its own when it names any, else those all its places answer «ja» to."""
    if finding.akser:
        return frozenset(axis for axis, answer in finding.akser.items() if answer != "nei")
    places = [case for ground in finding.grunnlag for id_ in ground.caser if (case := bank.get(id_, Case))]
    answers = [{axis for axis, answer in bank.whole(case).akser.items() if answer == "ja"} for case in places]
    return frozenset(set.intersection(*answers)) if answers else frozenset()


def landscape(bank: Bank) -> dict[tuple[str, str], list[Case]]:
    """Each municipality once, by its own answers to (felles lokale, felles leder). What is not read is «ikke lest»."""
    placed: dict[tuple[str, str], list[Case]] = {}
    for case in bank.of(Case):
        if municipality(bank, case.id) == case.id:
            key = (case.akser.get("felles_lokale", "ikke lest"), case.akser.get("felles_leder", "ikke lest"))
            placed.setdefault(key, []).append(case)
    return placed
