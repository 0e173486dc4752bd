"""From a checked bank to a site, stage by stage: render → write → engine → finish → swap.

Nothing is written before the check has passed, and the last good site stays until a new one is whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from erfaringsbank import engine, search
from erfaringsbank.attachments import attachments
from erfaringsbank.bank import Bank
from erfaringsbank.checking import Checked, Progress, silent
from erfaringsbank.compare_view import Comparisons
from erfaringsbank.finish import finish
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.imaging.cards import cards, head_of
from erfaringsbank.imaging.emblem import OWN_MARK, emblem
from erfaringsbank.kept import drawn
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.machine_docs import CommandDoc, machine_pages
from erfaringsbank.machines.discovery import has_public_address
from erfaringsbank.machines.page_facts import with_facts
from erfaringsbank.machines.page_files import page_files
from erfaringsbank.opendata.registry import exports
from erfaringsbank.pages import data_page, pages
from erfaringsbank.profile import identity
from erfaringsbank.project import Project
from erfaringsbank.shell import colophon, edit_address, foot, stylesheet
from erfaringsbank.writer import Written, write


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
    bank = checked.bank
    files = list(with_facts(bank, today, render(project, bank, today, commands)))
    written = write(project.docs, files)
    fresh = project.build / "site.ny"
    shutil.rmtree(fresh, ignore_errors=True)
    progress(f"Bygger nettstedet med {engine_name}")
    overlay = settings(project, bank, today)
    # A preview has the search anew. The rest beside its pages is that of the last site: nobody reads it while writing.
    taken_over = only_changed and engine.ENGINES[engine_name].live and (project.site / "index.html").is_file()
    if taken_over:
        engine.refresh(engine_name, project.root, overlay, fresh, today, project.site)
        beside = list(searched(Knowledge(bank, today)))
    else:
        with engine.running(engine_name, project.root, overlay, fresh, today):
            beside = list(attached(project, bank, today, files))
    progress("Gjør ferdig")
    finish(bank, fresh, beside, whole=not taken_over)
    engine.swap(fresh, project.site)
    return written


def attached(
    project: Project, bank: Bank, today: date, files: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """Everything that is laid beside the pages: what is made of the bank, and then what is made of the pages.

    The engine need not know of it, and it does not need the engine: it is made while the engine runs.
    """
    known = Knowledge(bank, today)
    pages = sorted((path, raw) for path, raw in files if path.endswith(".md"))
    yield from searched(known)
    yield from attachments(known)
    yield from page_files(bank, today, pages)
    yield from pictures(project, known, pages)


def searched(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """The files of the search."""
    return search.files(known, GATHERINGS)


def pictures(project: Project, known: Knowledge, pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The card of each page that has one of its own."""
    mark = not (project.theme / OWN_MARK).is_file()
    heads = [(path, head_of(raw)) for path, raw in pages]
    for raw in project.profile().values():
        told = cards(known.bank, known, heads)
        yield from drawn(project.build / "kort", told, identity.read(raw)[0], mark=mark)


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
