"""`make axe`: every page of a site in every way, in two processes; what has not changed since last time is not seen again.

The journal has one line a page. A page is the same when its own bytes, all that it loads and this program's way of
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
from browsing.look import EVERYTHING, INNER, Seen, look_at
from browsing.sample import address_of
from browsing.weight import fetched

# A script that is fetched by a name that is put together as it runs, is one the reader asks for: the search.
_IMPORTS = re.compile(r"""(?:\bfrom|\bimport\(|\bimport)\s*"\./([^"]+)\"""")
_REDIRECTS = re.compile(rb"""<meta http-equiv=["']?refresh""")
SEARCH = "sok/"  # where the scripts send the search field
ASKED = look.ASKED
SHOWS_SHELL = ("", "404.html")  # where head and foot are looked at in every view


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at: its address from the site's root, whether it leads on, and the key of all it depends on."""

    address: str
    redirects: bool
    key: str
    size: int


def pages_of(site: Path, base: str = "/") -> list[Page]:
    """Every page of a site and the search with a word in it, those that take longest first.

    `base` is the path that the site is published under.
    """
    digests = _Digests(site)
    found = [_page(site, path, base, digests) for path in sorted(site.rglob("*.html"))]
    return sorted([*found, *_searches(site, found)], key=lambda page: (-page.size, page.address))


class _Digests:
    """What each file of a site holds, as digests: a script with every script that it names."""

    def __init__(self, site: Path) -> None:
        self._site = site
        ours = [Path(module.__file__ or "") for module in (axe, layouts, look)]
        self.looking = b"".join([axe.VERSION.encode(), *(hashlib.sha256(path.read_bytes()).digest() for path in ours)])
        self._known: dict[str, bytes] = {}

    def of(self, names: Iterable[str]) -> bytes:
        """The digest of some files, by name from the root of the site. Those that are not there count as empty."""
        return b"".join(self._of(name) for name in self._reached(names))

    def _of(self, name: str) -> bytes:
        if name not in self._known:
            path = self._site / name
            self._known[name] = hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest()
        return self._known[name]

    def _reached(self, names: Iterable[str]) -> list[str]:
        found, left = set[str](), set(names)
        while left:
            found |= left
            scripts = [self._site / name for name in left if name.endswith(".js")]
            left = {
                (path.parent.relative_to(self._site) / module).as_posix()
                for path in scripts
                if path.is_file()
                for module in _IMPORTS.findall(path.read_text(encoding="utf-8"))
            } - found
        return sorted(found)


def _page(site: Path, path: Path, base: str, digests: _Digests) -> Page:
    data, file = path.read_bytes(), path.relative_to(site).as_posix()
    loads = fetched(file, html.document_fromstring(data.decode()), base) - {file}
    key = hashlib.sha256(b"\0".join([digests.looking, file.encode(), data, digests.of(loads)])).hexdigest()[:24]
    return Page(address_of(file), bool(_REDIRECTS.search(data)), key, len(data))


def _searches(site: Path, pages: Iterable[Page]) -> Iterator[Page]:
    """Where the search field of the front page leads, with something asked for."""
    front = html.document_fromstring((site / "index.html").read_text(encoding="utf-8"))
    targets = {SEARCH, *(str(action).removeprefix("./") for action in front.xpath("//form[@role='search']/@action"))}
    for page in pages:
        if page.address in targets:
            yield Page(f"{page.address}?q={ASKED}", False, f"{page.key}?", page.size)


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
    pages = pages_of(site, base)
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
    views = EVERYTHING if page.address in SHOWS_SHELL else INNER
    return page.key, look_at(watched, _kept["root"], page.address, redirects=page.redirects, views=views)


def report(seen: Sequence[Seen], shown: int = 5) -> Iterator[str]:
    """What was wrong, most common first, with some of the pages for each."""
    by_fault: Mapping[str, list[str]] = defaultdict(list)
    for page in seen:
        for fault in page.faults:
            state, _, words = fault.partition(": ")
            by_fault[words].append(f"{page.address or './'} ({state})")
    for words, places in sorted(by_fault.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"{words}\n    {len(places)} ganger: {', '.join(places[:shown])}{' …' if len(places) > shown else ''}"
