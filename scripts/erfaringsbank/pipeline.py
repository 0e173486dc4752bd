"""The whole way, stage by stage: read → check → render → write → engine → finish → swap.

Nothing is written before the check has passed, and the last good site stays until a new one is whole.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from erfaringsbank import __version__, engine, norsk
from erfaringsbank.bank import Bank
from erfaringsbank.exports import exports
from erfaringsbank.finish import finish
from erfaringsbank.load import load
from erfaringsbank.machine_docs import CommandDoc, machine_pages
from erfaringsbank.pages import data_page, pages
from erfaringsbank.problems import Problem, Severity, UserError, ordered
from erfaringsbank.project import Project
from erfaringsbank.records import Dato
from erfaringsbank.rules import check
from erfaringsbank.writer import Written, write

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


def collect_seldom() -> None:
    """Look for garbage a hundred times less often. A run makes many objects that live to its end: looking is a fifth
    of the time, and finds next to nothing."""
    gc.set_threshold(100_000, 20, 20)


def read_and_check(project: Project, today: date) -> Checked:
    """Load the bank and run every rule over what could be read."""
    texts = dict(project.files())
    bank, problems = load(texts.items())
    return Checked(bank, ordered([*problems, *check(bank, today)]), texts)


def render(project: Project, bank: Bank, today: date, commands: Sequence[CommandDoc]) -> Iterator[tuple[str, bytes]]:
    """Every file of `build/docs`."""
    for path, text in pages(bank, today):
        yield path, text.encode()
    for path, text in machine_pages(bank, today, commands):
        yield path, text.encode()
    files = list(exports(bank, today))
    yield from ((file.path, file.data) for file in files)
    path, text = data_page([(file.path.removeprefix("data/"), file.about) for file in files])
    yield path, text.encode()
    for asset in sorted((project.theme / "assets").rglob("*")):
        if asset.is_file():
            yield asset.relative_to(project.theme).as_posix(), asset.read_bytes()


def build(
    project: Project,
    checked: Checked,
    today: date,
    commands: Sequence[CommandDoc],
    engine_name: str = engine.DEFAULT,
    progress: Progress = silent,
    *,
    only_changed: bool = False,
) -> Written:
    """From a checked bank to `build/site`. Raises UserError when the engine fails; the last site is then untouched.

    `only_changed` is for the preview, when nothing but records and pages changed since the last site.
    """
    progress("Lager sidene")
    written = write(project.docs, render(project, checked.bank, today, commands))
    fresh = project.build / "site.ny"
    shutil.rmtree(fresh, ignore_errors=True)
    progress(f"Bygger nettstedet med {engine_name}")
    overlay = settings(project, checked.bank, today)
    if only_changed:
        engine.refresh(engine_name, project.root, overlay, fresh, today, project.site)
    else:
        engine.run(engine_name, project.root, overlay, fresh, today)
    progress("Gjør ferdig")
    finish(checked.bank, fresh)
    engine.swap(fresh, project.site)
    return written


def refuse_placeholders(bank: Bank) -> None:
    """Raise UserError while any setting still points at the example host: such a site must not be published."""
    waiting = bank.nettsted.plassholdere
    if waiting:
        message = f"Nettstedet kan ikke publiseres: {norsk.ramse(waiting)} er plassholdere."
        raise UserError(message, "Skriv de virkelige adressene i content/nettsted.yaml.")


def settings(project: Project, bank: Bank, today: date) -> dict[str, object]:
    """What the engine must know that stands in the bank: name, address, publisher, and the day in the footer."""
    site = bank.nettsted
    day = norsk.dato(Dato(today.isoformat()))
    edition = f"Utgave {site.utgave}, laget {day} med versjon {__version__}."
    licence = "Innhold og data: CC BY 4.0. Kode: MIT."
    return {
        "site_name": str(site.navn),
        "site_url": site.adresse,
        "site_description": str(site.undertittel),
        "site_author": str(site.utgiver),
        "copyright": f"Utgitt av {site.utgiver}. {edition} {licence}",
        "theme": {"custom_dir": str(Path(project.theme))},
    }
