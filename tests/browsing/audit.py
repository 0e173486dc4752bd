"""`make axe`: every page of a site in every way, in two processes; what has not changed since last time is not seen again.

The journal has one line a page. A page is the same when its own bytes, the style, the scripts and this program's way of
looking are the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from lxml import html
from playwright.sync_api import sync_playwright

from browsing import axe, layouts, look
from browsing.browser import Watched, launched, new_context
from browsing.host import hosted
from browsing.look import Seen, look_at
from browsing.sample import address_of

_REDIRECTS = re.compile(rb"""<meta http-equiv=["']?refresh""")
SEARCH = "sok/"  # where the scripts send the search field
ASKED = "bibliotek"


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at: its address from the site's root, whether it leads on, and the key of all it depends on."""

    address: str
    redirects: bool
    key: str
    size: int


def pages_of(site: Path) -> list[Page]:
    """Every page of a site and the search with a word in it, those that take longest first."""
    common = _common(site)
    found = [_page(site, path, common) for path in sorted(site.rglob("*.html"))]
    return sorted([*found, *_searches(site, found)], key=lambda page: (-page.size, page.address))


def _page(site: Path, path: Path, common: bytes) -> Page:
    data, address = path.read_bytes(), address_of(path.relative_to(site).as_posix())
    key = hashlib.sha256(b"\0".join([common, address.encode(), data])).hexdigest()[:24]
    return Page(address, bool(_REDIRECTS.search(data)), key, len(data))


def _searches(site: Path, pages: Iterable[Page]) -> Iterator[Page]:
    """Where the search field of the front page leads, with something asked for."""
    front = html.document_fromstring((site / "index.html").read_text(encoding="utf-8"))
    targets = {SEARCH, *(str(action).removeprefix("./") for action in front.xpath("//form[@role='search']/@action"))}
    for page in pages:
        if page.address in targets:
            yield Page(f"{page.address}?q={ASKED}", False, f"{page.key}?", page.size)


def _common(site: Path) -> bytes:
    """What all pages depend on: style, scripts, axe, and how we look."""
    ours = [Path(module.__file__ or "") for module in (axe, layouts, look)]
    shared = [path for end in ("*.css", "*.js") for path in sorted(site.rglob(end))]
    digests = [hashlib.sha256(path.read_bytes()).digest() for path in [*ours, *shared]]
    return b"".join([axe.VERSION.encode(), *digests])


def remembered(journal: Path) -> dict[str, Seen]:
    """What earlier runs saw, by key. A line that was cut off in the middle is not there."""
    seen: dict[str, Seen] = {}
    for line in journal.read_text(encoding="utf-8").splitlines() if journal.is_file() else ():
        if line.endswith("}"):
            told = json.loads(line)
            seen[told["nøkkel"]] = Seen(told["side"], tuple(told["tilstander"]), tuple(told["feil"]))
    return seen


def audit(
    site: Path, base: str, journal: Path, browser: str, tell: Callable[[int, int, Seen], None], workers: int = 2
) -> list[Seen]:
    """Look at every page that is not in the journal, write it there, and give what is known of all of them.

    `tell` hears of each page as it is done: how many are done, of how many, and what was seen.
    """
    pages = pages_of(site)
    known = remembered(journal)
    left = [page for page in pages if page.key not in known]
    journal.parent.mkdir(parents=True, exist_ok=True)
    with journal.open("a", encoding="utf-8") as file:
        for number, (key, seen) in enumerate(_look_at_all(site, base, browser, left, workers), start=1):
            known[key] = seen
            file.write(_line(key, seen))
            file.flush()
            tell(number, len(left), seen)
    return [known[page.key] for page in pages]


def _line(key: str, seen: Seen) -> str:
    told = {"nøkkel": key, "side": seen.address, "tilstander": seen.states, "feil": seen.faults}
    return json.dumps(told, ensure_ascii=False) + "\n"


_kept: dict[str, Any] = {}  # of a worker process: its browser page, and where the site is


def _look_at_all(
    site: Path, base: str, browser: str, pages: Sequence[Page], workers: int
) -> Iterator[tuple[str, Seen]]:
    if not pages:
        return
    with get_context("spawn").Pool(workers, _begin, (site, base, browser)) as pool:
        yield from pool.imap_unordered(_one, pages)
        pool.close()
        pool.join()


def _begin(site: Path, base: str, browser: str) -> None:
    """Start a worker: a host, a browser, and one page that is used all the way."""
    stack = ExitStack()
    Finalize(None, stack.close, exitpriority=10)  # when the worker ends; atexit is not heard there
    _kept["root"] = stack.enter_context(hosted(site, base))
    started = stack.enter_context(launched(stack.enter_context(sync_playwright()), browser))
    _kept["watched"] = Watched(new_context(started, reduced_motion="reduce").new_page())


def _one(page: Page) -> tuple[str, Seen]:
    watched: Watched = _kept["watched"]
    return page.key, look_at(watched, _kept["root"], page.address, redirects=page.redirects)


def report(seen: Sequence[Seen], shown: int = 5) -> Iterator[str]:
    """What was wrong, most common first, with some of the pages for each."""
    by_fault: Mapping[str, list[str]] = defaultdict(list)
    for page in seen:
        for fault in page.faults:
            state, _, words = fault.partition(": ")
            by_fault[words].append(f"{page.address or './'} ({state})")
    for words, places in sorted(by_fault.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"{words}\n    {len(places)} ganger: {', '.join(places[:shown])}{' …' if len(places) > shown else ''}"
