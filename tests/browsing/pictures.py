"""`make skjermbilder`: pictures of ten kinds of pages, wide and narrow, light and dark, for people to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, FloatRect

from browsing.browser import new_context
from browsing.look import COLOURS, SCHEMES

WIDTHS = (1280, 360)
TALLEST = 3_000  # pixels: what is below is more of the same
# The name of the picture, and the pages it may be of: the first of them that is there, in the order of the bank's IDs.
KINDS: Mapping[str, str] = {
    "forside": "index.html",
    "case": "caser/c*/index.html",
    "caser": "caser/index.html",
    "funn-ett": "funn/f*/index.html",
    "funn": "funn/index.html",
    "anbefaling": "anbefalinger/a*/index.html",
    "kunnskapshull": "kunnskapshull/index.html",
    "organisasjonsmodeller": "organisasjonsmodeller/index.html",
    "tidslinje": "hendelser/index.html",
    "begreper": "begreper/index.html",
    "finnes-ikke": "404.html",
}


def _number(path: Path) -> tuple[int, str]:
    found = re.search(r"\d+", path.parent.name)
    return (int(found[0]) if found else 0, path.as_posix())


def addresses(site: Path) -> dict[str, str]:
    """The address of a page of each kind, by the name of the picture."""
    found = {name: sorted(site.glob(pattern), key=_number) for name, pattern in KINDS.items()}
    return {
        name: paths[0].relative_to(site).as_posix().removesuffix("index.html") for name, paths in found.items() if paths
    }


def name_of(address: str) -> str:
    """A name for the picture of any address."""
    return re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "forside"


def take(browser: Browser, root: str, pages: Mapping[str, str], folder: Path) -> Iterator[Path]:
    """Take a picture of each page in every way; gives the files. The page is shown from its top, whole when it is short."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            with new_context(browser, width, scheme, reduced_motion="reduce") as context:
                page = context.new_page()
                for name, address in pages.items():
                    page.goto(root + address)
                    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
                    path = folder / f"{name}-{width}-{COLOURS[scheme].replace('ø', 'o')}.png"
                    clip = FloatRect(x=0, y=0, width=width, height=height)
                    page.screenshot(path=path, full_page=True, clip=clip)
                    yield path
