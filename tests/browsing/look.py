"""Look at one page in every way: three widths, two colour schemes, and everything that can be opened, open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from playwright.sync_api import Page, Route

from browsing import axe, layouts
from browsing.browser import Watched, arrange
from erfaringsbank.signposts import CARRIES

Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: Sequence[Scheme] = ("light", "dark")
COLOURS: Mapping[Scheme, str] = {"light": "lyst", "dark": "mørkt"}


@dataclass(frozen=True, slots=True)
class View:
    """A way to look: the width of the screen, the colours asked for, whether to open what can be opened too, whether to
    look at the whole page, or at all but its head and foot, and whether to write in the search field of the head."""

    width: int
    scheme: Scheme
    opened: bool
    whole: bool = True
    asked: bool = False

    def __str__(self) -> str:
        return f"{self.width} {COLOURS[self.scheme]}"


EVERYTHING = tuple(
    View(width, scheme, width != 320, asked=width != 320) for width in (1280, 360, 320) for scheme in SCHEMES
)
# Head and foot are the same on every page but for what is current. One page shows them in every view; the others show
# them once wide and light, and once narrow and dark.
SHELL = ("header.eb-topp", "footer.eb-bunn")
_SHOWN = {(1280, "light"), (360, "dark")}
INNER = tuple(replace(view, whole=(view.width, view.scheme) in _SHOWN, asked=False) for view in EVERYTHING)

_OPEN_DETAILS = """() => {
  const closed = [...document.querySelectorAll('details:not([open])')].filter((box) => box.checkVisibility());
  closed.forEach((box) => { box.open = true; box.dataset.apnet = ''; });
  return closed.length > 0;
}"""
_CLOSE_DETAILS = """() => document.querySelectorAll('[data-apnet]').forEach((box) => {
  box.open = false;
  delete box.dataset.apnet;
})"""
_EXPLAINED = "[popovertarget]:visible"
_DISCLOSES = "button[aria-controls][aria-expanded='false']:visible"
_FIELD = ".eb-topp .eb-sok input"
_HITS = ".eb-felttreff"
ASKED = "bibliotek"
_STANDS_IN = "(node, selectors) => Boolean(node.closest(selectors))"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a page gave: the states axe was run in, and what was wrong, with the state it was wrong in."""

    address: str
    states: tuple[str, ...]
    faults: tuple[str, ...]


def look_at(
    watched: Watched,
    root: str,
    address: str,
    *,
    redirects: bool = False,
    views: Sequence[View] = EVERYTHING,
) -> Seen:
    """Open `root` + `address` once, and look at it in every state. A page that `redirects` is held where it is.

    axe is run in each state; in those where something is not only opened, so are the page's lines looked at: nothing
    wide, cut or covered.
    """
    page = watched.page
    seen: list[str] = []
    faults: list[str] = []
    with _held(page, root + address) if redirects else nullcontext():
        arrange(page, views[0].width, views[0].scheme)
        page.goto(root + address, wait_until="networkidle" if "?" in address else "load")
        axe.ready(page)
        for state, where in states(page, views):
            found = [str(fault) for fault in axe.run(page, where.within, where.without, style=not seen)]
            found += [] if where.within else layouts.faults(page)
            faults += [f"{state}: {fault}" for fault in found]
            seen.append(state)
        faults += [f"ellers: {trouble}" for trouble in [*watched.told(), *watched.stored()]]
    return Seen(address, tuple(seen), tuple(dict.fromkeys(faults)))


@dataclass(frozen=True, slots=True)
class Where:
    """The part of a page to look at: what these selectors name, or the page without what these name."""

    within: Sequence[str] = ()
    without: Sequence[str] = ()


def states(page: Page, views: Sequence[View]) -> Iterator[tuple[str, Where]]:
    """Put an open page in one state after another. Gives the name of each, and the part of the page to look at."""
    for view in views:
        arrange(page, view.width, view.scheme)
        yield str(view), Where(without=() if view.whole else SHELL)
        if view.opened:
            yield from ((f"{view}, {opened}", Where(within)) for opened, within in _opened(page, view))


def _opened(page: Page, view: View) -> Iterator[tuple[str, Sequence[str]]]:
    """Open what can be opened, one kind at a time, and close it again. Only what was opened needs a new look."""
    for button in page.query_selector_all(_DISCLOSES):
        if not view.whole and button.evaluate(_STANDS_IN, ", ".join(SHELL)):
            continue
        name, panel = button.inner_text().strip(), button.get_attribute("aria-controls")
        button.click()
        yield f"«{name}» åpnet", ["header", f"#{panel}"]
        page.keyboard.press("Escape")
    if view.asked and (field := page.query_selector(_FIELD)):
        field.fill(ASKED)
        page.wait_for_selector(_HITS)
        yield "treff under søkefeltet", ["header"]
        field.fill("")
    if page.evaluate(_OPEN_DETAILS):
        yield "alt foldet ut", ["details"]
        page.evaluate(_CLOSE_DETAILS)
    if term := page.query_selector(_EXPLAINED):
        term.click()
        yield "forklaring åpnet", [":popover-open"]
        page.keyboard.press("Escape")


@contextmanager
def _held(page: Page, address: str) -> Iterator[None]:
    """Cut off the way on from a page that redirects, as if the reader had stopped it."""

    def only_here(route: Route) -> None:
        away = route.request.is_navigation_request() and route.request.url != address
        if route.request.url.endswith(CARRIES):
            route.fulfill(status=200, content_type="text/javascript", body="")
        else:
            route.abort("aborted") if away else route.continue_()

    page.route("**/*", only_here)
    yield
    page.unroute("**/*", only_here)
