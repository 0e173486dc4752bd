"""The search part of the bench from beginning to end: the sites are made, the searches asked, the keys pressed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench import made_bank, measure
from bench.search import peers, typed
from bench.search.line import Line
from browsing.browser import MISSING, driving, found_browser, launched
from browsing.host import hosted
from erfaringsbank import checking, pipeline, search, writer
from erfaringsbank.cli.main import command_docs
from erfaringsbank.engine import DEFAULT
from erfaringsbank.engine import run as run_engine
from erfaringsbank.finish import finish
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.project import Project
from erfaringsbank.security import HEADERS

SHELL = 60  # records of the small bank whose pages stand in for those of the large one
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites that are hosted. `zensical` is None where it could not be built."""

    ours: Path
    theme: Path
    zensical: Path | None


def rendered(folder: Path) -> Project:
    """The Markdown of a bank on disk, at `build/docs` in its folder."""
    project = Project(folder.resolve())
    bank = checking.read_and_check(project, measure.TODAY).bank
    writer.write(project.docs, pipeline.render(project, bank, measure.TODAY, command_docs()))
    return project


def ours(folder: Path, root: Path, large: Project) -> Path:
    """Our site with the search of a large bank: the pages are those of a small one, which the search never opens.

    The search page is the same in a bank of any size, and building three thousand pages more would take minutes.
    """
    made_bank.write(made_bank.MadeBank(SHELL), root, folder)
    project = rendered(folder)
    bank = checking.read_and_check(project, measure.TODAY).bank
    run_engine(DEFAULT, project.root, pipeline.settings(project, bank, measure.TODAY), project.site, measure.TODAY)
    finish(bank, project.site)
    big = checking.read_and_check(large, measure.TODAY).bank
    for name, raw in search.files(Knowledge(big, measure.TODAY), GATHERINGS):
        path = project.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return project.site


def sites(work: Path, root: Path, size: int, tell: Tell) -> tuple[Sites, list[str]]:
    """Every site of a made bank, and what was skipped."""
    made_bank.write(made_bank.MadeBank(size), root, work / "stor")
    tell(f"Lager sidene til {size} poster")
    large = rendered(work / "stor")
    skipped = list[str]()
    own = ours(work / "liten", root, large)
    tell("Bygger temaets eget søk og Pagefind over de samme sidene")
    theme = peers.pagefind(peers.built("mkdocs", large.docs, "tema"))
    zensical = None
    tell("Bygger med Zensical")
    try:
        zensical = peers.built("zensical", large.docs, "zensical")
    except peers.MissingError as missing:
        skipped.append(str(missing))
    return Sites(own, theme, zensical), skipped


@contextmanager
def standing(found: Sites, line: Line) -> Iterator[tuple[Browser, dict[Path, str]]]:
    """A browser, and every site on a host of its own. Ours has the headers it is made for; the others cannot have them."""
    path = found_browser()
    assert path, MISSING
    with ExitStack() as stack:
        playwright = stack.enter_context(driving())
        browser = stack.enter_context(launched(playwright, path))
        roots = [root for root in (found.ours, found.theme, found.zensical) if root]
        addresses = {
            root: stack.enter_context(hosted(root, headers=HEADERS if root == found.ours else {}, line=line))
            for root in roots
        }
        yield browser, addresses


def visits(found: Sites, rounds: int, tell: Tell) -> dict[str, dict[str, list[typed.Seen]]]:
    """Way → engine → visits. Every round visits all engines, in another order each time; the first of all is not counted."""
    engines = typed.engines(found.ours, found.theme, found.zensical)
    line, order = Line(), random.Random(1)
    seen: dict[str, dict[str, list[typed.Seen]]] = {
        way.name: {engine.name: [] for engine in engines} for way in typed.WAYS
    }
    with standing(found, line) as (browser, addresses):
        for engine in engines:
            typed.visit(browser, addresses[engine.site], engine, typed.Way("varm"), line)
        for number in range(rounds):
            for way in typed.WAYS:
                tell(f"Runde {number + 1} av {rounds}: {way.name}")
                for engine in order.sample(engines, len(engines)):
                    one = typed.visit(browser, addresses[engine.site], engine, way, line)
                    seen[way.name][engine.name].append(one)
    return seen


def judged(work: Path, copy: Callable[[Path], None], tell: Tell) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """The totals of every engine on the judged searches of the real bank, and what was skipped."""
    from bench.search import judged as judging  # noqa: PLC0415

    copy(work / "ekte")
    tell("Bygger temaets eget søk og Pagefind over den ekte banken")
    theme = peers.pagefind(peers.built("mkdocs", rendered(work / "ekte").docs, "tema"))
    tell("Stiller de dømte søkene")
    answers, skipped = judging.all_answers(theme, work / "npm")
    return judging.totals(answers), skipped
