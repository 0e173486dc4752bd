"""A reader who types in the real search field of a real page: how long until an answer stands there, and what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from bench.search import phone
from bench.search.line import Line, total
from browsing.browser import new_context

READING = (Path(__file__).parent / "reading.js").read_text(encoding="utf-8")
WORD = "barne"  # the beginning of words that every engine finds in the made bank, as long as «brann»
KEY = 80  # milliseconds between two keys
LATER = (
    "bibliotekkafé", "digitaltilbud", "felles lokalet", "kulturkveld", "samarbeidsavtale", "trygg avdelingen",
    "opplæringsplan", "skrankerolle",
)  # fmt: skip
PATIENCE = 60_000  # milliseconds for an answer
LATER_PATIENCE = 5_000
THINKING = 600  # milliseconds between two of the later searches
IDLE = 2_000  # milliseconds after the line fell silent, so that an index that is built at the start is ready


@dataclass(frozen=True, slots=True)
class Engine:
    """A search as a reader meets it: its page, its field and its hits, and which files are there for its sake alone."""

    name: str
    site: Path
    page: str
    field: str
    hits: str
    own: tuple[str, ...]
    key: str = ""  # opens the field
    enter: bool = False  # the answer stands on another page


@dataclass(frozen=True, slots=True)
class Way:
    """A machine and a line. `at_once`: the reader does not wait for the page to be ready."""

    name: str
    slow_line: bool = False
    at_once: bool = False
    brake: bool = False
    ration: bool = False


WAYS = (
    Way("cdp4", brake=True),
    Way("duty4", ration=True),
    Way("treg", slow_line=True, at_once=True, ration=True),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit. Milliseconds from the first key to the first answer, bytes and requests until then, later searches."""

    first: float | None
    own: tuple[int, int]
    everything: tuple[int, int]
    later: tuple[float | None, ...] = ()


def engines(ours: Path, theme: Path, zensical: Path | None) -> list[Engine]:
    """Those that are measured. Pagefind lies in the theme's site."""
    found = [
        Engine("vårt", ours, "sok/", "#eb-sokeord", ".eb-treffliste .eb-treff a", ("assets/sok", "/sok/")),
        Engine("vårt, fra forsiden", ours, "", "#eb-q", ".eb-felttreff a:has(span)", ("assets/sok", "/sok/")),
        Engine("vårt, fra forsiden, med Enter", ours, "", "#eb-q", ".eb-treffliste .eb-treff a",
               ("assets/sok", "/sok/"), enter=True),
        Engine("Pagefind", theme, "finn.html", "#felt", "#svar li a", ("/pagefind/",)),
        Engine("temaets (lunr)", theme, "", ".md-search__input", ".md-search-result__link",
               ("/search/", "/workers/", "/lunr/")),
    ]  # fmt: skip
    if zensical:
        parts = ("search.json", "/workers/")
        field, hits = "input[aria-label=Search]", "ol[role=listbox] a:has(mark)"
        found.append(Engine("Zensical", zensical, "", field, hits, parts, key="/"))
    return found


@contextmanager
def slowed(way: Way, page: Page, line: Line) -> Iterator[None]:
    """The machine and the line of a way."""
    brake: AbstractContextManager[None] = phone.braked(page) if way.brake else nullcontext()
    ration: AbstractContextManager[None] = phone.rationed() if way.ration else nullcontext()
    line.slow = way.slow_line
    try:
        with brake, ration:
            yield
    finally:
        line.slow = False


def visit(browser: Browser, address: str, engine: Engine, way: Way, line: Line) -> Seen:
    """One reader with nothing in the cache, from the page to the last of the later searches."""
    context = new_context(browser)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 2)
    page.add_init_script(READING)
    line.told()
    try:
        with slowed(way, page, line):
            return _visited(page, address, engine, way, line)
    finally:
        context.close()


def _visited(page: Page, address: str, engine: Engine, way: Way, line: Line) -> Seen:
    page.goto(address + engine.page, wait_until="domcontentloaded" if way.at_once else "networkidle")
    if not way.at_once:
        page.wait_for_timeout(IDLE)
    began = _typed(page, engine)
    while (answered := page.evaluate("() => __bench.svar")) is None:  # the site's policy lets no wait_for_function in
        page.wait_for_timeout(50)
    if answered == "ingen":
        return Seen(None, (0, 0), (0, 0))
    sent = line.told()
    own, everything = total(sent, answered / 1000, engine.own), total(sent, answered / 1000)
    return Seen(answered - began, own, everything, () if engine.enter else _later(page, engine))


def _typed(page: Page, engine: Engine) -> float:
    """Type the word as soon as the field can be reached. Gives when the first key was pressed (milliseconds)."""
    field = page.locator(engine.field).first
    if engine.key:
        while not field.is_visible():  # a key that comes before the script does nothing
            page.keyboard.press(engine.key)
            page.wait_for_timeout(300)
    field.focus()
    _watch(page, engine)
    page.keyboard.type(WORD, delay=KEY)
    began: float = page.evaluate("() => __bench.tast")
    if engine.enter:
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**", wait_until="commit")
        _watch(page, engine)
    return began


def _watch(page: Page, engine: Engine) -> None:
    """Let the page notice when the first answer stands there."""
    page.evaluate("(told) => { void __bench.vent(...told); }", [engine.hits, PATIENCE])


def _later(page: Page, engine: Engine) -> tuple[float | None, ...]:
    page.wait_for_timeout(IDLE)
    found = list[float | None]()
    for word in LATER:
        told = [engine.field, engine.hits, word, LATER_PATIENCE]
        found.append(page.evaluate("(told) => __bench.søk(...told)", told))
        page.wait_for_timeout(THINKING)
    return tuple(found)
