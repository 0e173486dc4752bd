"""What every command begins with: the bank is read and checked, and is fit to be built, to be published, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from erfaringsbank import norsk
from erfaringsbank.bank import Bank
from erfaringsbank.load import load
from erfaringsbank.problems import Problem, Severity, UserError, ordered
from erfaringsbank.profile import legibility
from erfaringsbank.profile.identity_manual import PROFILE
from erfaringsbank.project import Project
from erfaringsbank.rules import check

Progress = Callable[[str], None]


def silent(stage: str) -> None:
    """The progress of those who do not watch."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A bank that has been read and checked, with everything found on the way. `texts` are the files by path."""

    bank: Bank
    problems: list[Problem]
    texts: dict[str, bytes]

    def stops(self, *, strict: bool = False) -> bool:
        """Whether the problems stop a build."""
        return any(strict or problem.severity is Severity.FEIL for problem in self.problems)


def read_and_check(project: Project, today: date) -> Checked:
    """Load the bank and run every rule over what could be read, and over the colours it is shown in."""
    texts = dict(project.files()) | project.profile()
    return Checked(*judged(texts, today), texts)


def judged(texts: Mapping[str, bytes], today: date) -> tuple[Bank, list[Problem]]:
    """The bank of some files by path, and everything that is wrong with them, in the published order. Pure."""
    bank, problems = load((path, raw) for path, raw in texts.items() if path != PROFILE)
    problems += check(bank, today)
    problems += legibility.check(texts[PROFILE]) if PROFILE in texts else []
    return bank, ordered(problems)


def refuse_placeholders(bank: Bank) -> None:
    """Raise UserError while a setting points at the example host, or one that catalogues of data demand is missing."""
    told = unready(bank)
    if told:
        fix = "Skriv de virkelige adressene, og det som mangler, i content/nettsted.yaml."
        raise UserError(f"Nettstedet kan ikke publiseres: {told}.", fix)


def unready(bank: Bank) -> str:
    """What must be filled in before the site is published, as a sentence without its end; empty when nothing must."""
    site = bank.nettsted
    told = [f"{norsk.ramse(site.plassholdere)} er plassholdere"] if site.plassholdere else []
    told += [f"{norsk.ramse(site.mangler)} mangler"] if site.mangler else []
    return ", og ".join(told)
