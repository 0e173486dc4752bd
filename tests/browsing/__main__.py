"""`python -m browsing axe|skjermbilder|lighthouse`: look at `build/site` in a real browser."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import click
from playwright.sync_api import sync_playwright
from rich.console import Console

from browsing import audit, lighthouse, pictures
from browsing.axe import VERSION
from browsing.browser import MISSING, NAMES, WHOLE, found_browser, launched
from browsing.host import hosted
from browsing.look import Seen
from erfaringsbank.load import load
from erfaringsbank.project import Project

ROOT = Path(__file__).parents[2]
EVERY = 25  # pages between two lines that say how far it has come
console = Console(highlight=False, soft_wrap=True, markup=False)


def browser(names: Iterable[str] = NAMES) -> str:
    """The browser, or the end of the run with how to get one."""
    if (found := found_browser(names)) is None:
        console.print(MISSING)
        sys.exit(2)
    return found


def built(project: Project) -> Path:
    """The finished site, or the end of the run."""
    if not (project.site / "index.html").is_file():
        console.print("Fant ikke noe nettsted i build/site. Bygg det først:  make site")
        sys.exit(2)
    return project.site


def base_of(project: Project) -> str:
    """The path that the site is published under."""
    bank, _ = load(project.files())
    return urlsplit(bank.nettsted.adresse).path or "/"


@click.group()
def main() -> None:
    """Se på det ferdige nettstedet i en ekte nettleser."""


@main.command()
@click.option("--prosesser", default=2, show_default=True, help="Hvor mange sider det ses på samtidig.")
@click.option("--glem", is_flag=True, help="Se på alle sider på nytt, også dem som er uendret.")
def axe(prosesser: int, glem: bool) -> None:
    """Kjør axe på hver side, lys og mørk, på 320, 360 og 1280 piksler, og med alt som kan åpnes, åpent."""
    project = Project(ROOT)
    journal = project.build / "axe" / "journal.jsonl"
    if glem:
        journal.unlink(missing_ok=True)
    wrong = 0

    def tell(number: int, of: int, seen: Seen) -> None:
        nonlocal wrong
        wrong += bool(seen.faults)
        if number % EVERY == 0 or number == of:
            console.print(f"Sett {number} av {of} sider som er nye eller endret. Sider med feil: {wrong}.")

    seen = audit.audit(built(project), base_of(project), journal, browser(), tell, prosesser)
    runs = sum(len(page.states) for page in seen)
    faulty = [page for page in seen if page.faults]
    for words in audit.report(faulty):
        console.print(words)
    console.print(f"axe {VERSION}: {runs} kjøringer på {len(seen)} sider. Sider med feil: {len(faulty)}.")
    sys.exit(1 if faulty or not runs else 0)


@main.command(name="skjermbilder")
@click.option("--side", "address", help="Bare én side: adressen fra roten av nettstedet, for eksempel funn/f3-tillit/.")
def screenshots(address: str | None) -> None:
    """Ta bilder av ti slags sider, brede og smale, lyse og mørke."""
    project = Project(ROOT)
    site, folder = built(project), project.build / "skjermbilder"
    pages = {pictures.name_of(address): address.removeprefix("./")} if address is not None else pictures.addresses(site)
    with (
        hosted(site, base_of(project)) as root,
        sync_playwright() as playwright,
        launched(playwright, browser()) as started,
    ):
        taken = list(pictures.take(started, root, pages, folder))
    console.print(f"{len(taken)} bilder i {folder.relative_to(ROOT)}.")


@main.command(name="lighthouse")
@click.argument("program", type=click.Path(path_type=Path, exists=True))
def scores(program: Path) -> None:
    """Mål forsiden, en case og en liste med Lighthouse, som telefon og som skrivebordsmaskin."""
    project = Project(ROOT)
    site, chrome = built(project), browser(WHOLE)  # what is measured is what readers have
    pages = ["", pictures.addresses(site)["case"], "funn/"]
    low = False
    with hosted(site, base_of(project)) as root:
        for page, machine in ((page, machine) for page in pages for machine in lighthouse.MACHINES):
            found = lighthouse.measure(program, chrome, root, page, machine)
            console.print(f"{found}")
            for words in (*found.too_low(), *found.wrong):
                console.print(f"    {words}")
            low = low or bool(found.too_low())
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
