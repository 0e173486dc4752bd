"""The whole way, stage by stage: read → check → render → write → engine → finish → swap.

Nothing is written before the check has passed, and the last good site stays until a new one is whole.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from erfaringsbank import engine, identity, legibility, norsk, search
from erfaringsbank.attachments import attachments
from erfaringsbank.bank import Bank
from erfaringsbank.cards import cards, head_of
from erfaringsbank.compare_view import Comparisons
from erfaringsbank.discovery import has_public_address
from erfaringsbank.emblem import OWN_MARK, emblem
from erfaringsbank.finish import finish
from erfaringsbank.identity_manual import PROFILE
from erfaringsbank.kept import drawn
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load
from erfaringsbank.machine_docs import CommandDoc, machine_pages
from erfaringsbank.open_data import exports
from erfaringsbank.page_facts import with_facts
from erfaringsbank.page_files import page_files
from erfaringsbank.pages import GATHERINGS, data_page, pages
from erfaringsbank.problems import Problem, Severity, UserError, ordered
from erfaringsbank.project import Project
from erfaringsbank.rules import check
from erfaringsbank.shell import colophon, edit_address, foot, stylesheet
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
    """Load the bank and run every rule over what could be read, and over the colours it is shown in."""
    texts = dict(project.files()) | project.profile()
    return Checked(*judged(texts, today), texts)


def judged(texts: Mapping[str, bytes], today: date) -> tuple[Bank, list[Problem]]:
    """The bank of some files by path, and everything that is wrong with them, in the published order. Pure."""
    bank, problems = load((path, raw) for path, raw in texts.items() if path != PROFILE)
    problems += check(bank, today)
    problems += legibility.check(texts[PROFILE]) if PROFILE in texts else []
    return bank, ordered(problems)


def render(project: Project, bank: Bank, today: date, commands: Sequence[CommandDoc]) -> Iterator[tuple[str, bytes]]:
    """Every file of `build/docs`."""
    for path, text in pages(bank, today):
        yield path, text.encode()
    for path, text in machine_pages(bank, today, commands):
        yield path, text.encode()
    files = list(exports(bank, today))
    yield from ((file.path, file.data) for file in files)
    path, text = data_page(bank, files)
    yield path, text.encode()
    yield from Comparisons(bank, today).files()
    yield from search.files(Knowledge(bank, today), GATHERINGS)
    yield from theme_files(project, bank)


def theme_files(project: Project, bank: Bank) -> Iterator[tuple[str, bytes]]:
    """The theme's own files, the style as one file, and the mark of the site in the colours of the profile."""
    theme = project.theme
    assets = [path for path in sorted((theme / "assets").rglob("*")) if path.is_file()]
    own = {path.relative_to(theme).as_posix(): path.read_bytes() for path in assets}
    yield from own.items()
    parts = ((part.name, part.read_text(encoding="utf-8")) for part in (theme / "stil").glob("*.css"))
    yield "assets/erfaringsbank.css", stylesheet(parts)
    for raw in project.profile().values():
        yield from emblem(bank, identity.read(raw)[0], own)


def with_cards(
    project: Project, bank: Bank, today: date, files: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The files, and after them the card of each page among them."""
    heads = []
    for path, content in files:
        if path.endswith(".md"):
            heads.append((path, head_of(content)))
        yield path, content
    mark = not (project.theme / OWN_MARK).is_file()
    for raw in project.profile().values():
        told = cards(bank, Knowledge(bank, today), heads)
        yield from drawn(project.build / "kort", told, identity.read(raw)[0], mark=mark)


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
    rendered = with_facts(checked.bank, today, render(project, checked.bank, today, commands))
    written = write(project.docs, with_cards(project, checked.bank, today, rendered))
    fresh = project.build / "site.ny"
    shutil.rmtree(fresh, ignore_errors=True)
    progress(f"Bygger nettstedet med {engine_name}")
    overlay = settings(project, checked.bank, today)
    if only_changed:
        engine.refresh(engine_name, project.root, overlay, fresh, today, project.site)
    else:
        engine.run(engine_name, project.root, overlay, fresh, today)
    progress("Gjør ferdig")
    # A preview has those of the last site, as they were: nobody reads them while writing.
    taken_over = only_changed and engine.ENGINES[engine_name].live and (project.site / "index.html").is_file()
    laid_beside = () if taken_over else attached(project, checked.bank, today)
    finish(checked.bank, fresh, laid_beside, whole=not taken_over)
    engine.swap(fresh, project.site)
    return written


def attached(project: Project, bank: Bank, today: date) -> Iterator[tuple[str, bytes]]:
    """Everything that is laid beside the pages: what is made of the bank, and then what is made of the pages."""
    yield from attachments(Knowledge(bank, today))
    docs = project.docs
    pages = ((path.relative_to(docs).as_posix(), path.read_bytes()) for path in sorted(docs.rglob("*.md")))
    yield from page_files(bank, today, pages)


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


def settings(project: Project, bank: Bank, today: date) -> dict[str, object]:
    """What the engine must know that stands in the bank: name, address, publisher, and the foot of every page."""
    site = bank.nettsted
    return {
        "site_name": str(site.navn),
        "site_url": site.adresse,
        "site_description": str(site.undertittel),
        "site_author": str(site.utgiver),
        "copyright": colophon(bank, today),
        "extra": {"bunn": foot(bank), "tilbakemelding": site.tilbakemelding, "rediger": edit_address(bank)}
        | {"opensok": has_public_address(bank)},
        "theme": {"custom_dir": str(Path(project.theme))},
    }
