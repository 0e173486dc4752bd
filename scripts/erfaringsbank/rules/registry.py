"""How a rule is written: a generator over a bank, whose Norwegian docstring is its manual page and its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from erfaringsbank.bank import Bank
from erfaringsbank.problems import Place, Problem, Severity, manual
from erfaringsbank.records import Loc, Record


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields; the registry adds the code and the severity."""

    place: Place
    message: str
    fix: str
    secret: bool = False


Check: TypeAlias = Callable[[Bank, date], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One check with its stable code. `today` is an argument of the check: no rule reads a clock."""

    code: str
    severity: Severity
    check: Check

    def problems(self, bank: Bank, today: date) -> Iterator[Problem]:
        for found in self.check(bank, today):
            yield Problem(found.place, self.code, found.message, found.fix, self.severity, found.secret)


RULES: list[Rule] = []


def rule(code: str, severity: Severity = Severity.FEIL) -> Callable[[Check], Check]:
    """Register a check under its code. Its docstring becomes the manual page; see `problems.manual` for the form."""

    def register(check: Check) -> Check:
        manual(code, check.__doc__ or "")
        RULES.append(Rule(code, severity, check))
        return check

    return register


def spot(bank: Bank, record: Record, loc: Loc, words: str) -> Place:
    """The place of some words inside a value of a record."""
    return bank.sources[record.id].spot(loc, words)
