"""Checks over a whole bank. A rule is a generator; its docstring is its manual page; both its examples are tests."""

from __future__ import annotations

from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.problems import Problem, ordered
from erfaringsbank.rules import care, closure, links, numbers, published, publishing, references, rings
from erfaringsbank.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "care",
    "check",
    "closure",
    "links",
    "numbers",
    "published",
    "publishing",
    "references",
    "rings",
]


def check(bank: Bank, today: date) -> list[Problem]:
    """Run every rule. `today` decides what is overdue; nothing else depends on the day."""
    return ordered(problem for rule in RULES for problem in rule.problems(bank, today))
