"""axe finds nothing: on a page of every template, in both colours, on wide and narrow screens, closed and opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from sites import Site

from browsing import axe
from browsing.browser import Watched, new_context, opened
from browsing.look import View, look_at
from browsing.look import states as states_of
from browsing.sample import address_of, kind_of, redirects
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.records import TYPES

pytestmark = [pytest.mark.browser]

# `make axe` does all of both colours, all widths and all that opens, on every page. Here each page meets each of them.
ENOUGH = (
    View(1280, "light", True, asked=True), View(1280, "dark", False), View(320, "light", False),
    View(360, "dark", True, asked=True),
)  # fmt: skip
WHOLE = ("index.html", "404.html")  # these show head and foot; the others need not
OPENED = ("«Meny» åpnet", "treff under søkefeltet", "alt foldet ut", "forklaring åpnet")
BRIEF = (View(1280, "light", False), View(360, "dark", True))
LARGE = 700  # elements: a page that has more has the same row many times


def faults(
    browser: Browser, root: str, site: Site, files: Sequence[str], views: Sequence[View]
) -> tuple[set[str], dict[str, tuple[str, ...]]]:
    """The states that axe was run in, and what it found, by file. The large pages are looked at in brief."""
    states: set[str] = set()
    found: dict[str, tuple[str, ...]] = {}
    with new_context(browser, reduced_motion="reduce") as context:
        watched = Watched(context.new_page())
        for file in files:
            leads_on = redirects(site.pages[file])
            enough = views if len(site.pages[file].xpath("//*")) < LARGE else BRIEF
            these = [replace(view, whole=file in WHOLE, asked=view.asked and file in WHOLE) for view in enough]
            seen = look_at(watched, root, address_of(file), redirects=leads_on, views=these)
            states.update(seen.states)
            found |= {file: seen.faults} if seen.faults else {}
        assert watched.requests > len(files)
    return states, found


def test_the_sample_has_every_template(site: Site, chosen: list[str]) -> None:
    """A page and a list of each type, each gathering, the front page, prose, a rule, what is missing, a redirect."""
    kinds = {kind_of(file, site.pages[file]) for file in chosen}
    wanted = {f"{cls.mappe}/*" for cls in TYPES} | {cls.mappe for cls in TYPES} | {name for name, *_ in GATHERINGS}
    wanted |= {"", "404.html", "skrevet side", "omdirigering", "kunnskapshull/*", "utvikling/*", "utvikling/regler/*"}
    wanted |= {"*/program", "*/utskrift"}
    assert wanted <= kinds
    assert kinds == {kind_of(file, page) for file, page in site.pages.items()}


@pytest.mark.parametrize(
    "half",
    [
        pytest.param(0, marks=pytest.mark.xdist_group("nettleser")),
        pytest.param(1, marks=pytest.mark.xdist_group("motorer")),
    ],
)
def test_axe_finds_nothing(browser: Browser, published: str, site: Site, chosen: list[str], half: int) -> None:
    """Every rule of WCAG A and AA up to 2.2 and the best practices; no request out, nothing stored, no fault of script.

    In two halves, so that two processes can share them.
    """
    explained = next(file for file in chosen if site.pages[file].xpath("//*[@popovertarget]"))
    files = sorted({*WHOLE, explained, *chosen[half::2]})
    states, found = faults(browser, published, site, files, ENOUGH)
    assert found == {}
    assert len(files) > 15
    assert {str(view) for view in ENOUGH} | {f"360 mørkt, {what}" for what in OPENED} <= states


@pytest.mark.engine
@pytest.mark.xdist_group("motorer")
@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_axe_finds_nothing_in_the_builds_of_other_engines(
    browser: Browser, hosts: Callable[[str], str], sites: Callable[[str], Site], chosen: list[str], engine: str
) -> None:
    """The same sample. A page that is the same to the byte as one that has been looked at, is not looked at again."""
    usual, other = sites("mkdocs"), sites(engine)
    unlike = [file for file in chosen if not _same(usual, other, file)]
    assert len(unlike) in {0, len(chosen)}
    states, found = faults(browser, hosts(engine), other, unlike, BRIEF) if unlike else (set(), {})
    assert found == {}
    assert states >= ({str(view) for view in BRIEF} if unlike else set())


def _same(first: Site, second: Site, file: str) -> bool:
    """Whether a page, and all the style and scripts it may use, are the same in two builds."""
    return all(site_bytes(first, name) == site_bytes(second, name) for name in {file, *style(first), *style(second)})


def style(site: Site) -> set[str]:
    """The stylesheets and scripts of a site."""
    return {path.relative_to(site.root).as_posix() for end in ("*.css", "*.js") for path in site.root.rglob(end)}


def site_bytes(site: Site, name: str) -> bytes:
    path = site.root / name
    return path.read_bytes() if path.is_file() else b""


PLANTED = {
    "image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "button-name": "<button type='button'></button>",
    "link-name": "<a href='#innhold'></a>",
    "label": "<input type='text'>",
    "color-contrast": "<p class='svak'>Svak tekst</p>",
    "target-size": "<div class='tett'><button type='button'>a</button><button type='button'>b</button></div>",
}
_PLANT = """([markup]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.svak { color: #999; background: #fff } '
    + '.tett button { display: inline-block; width: 12px; height: 12px; min-height: 0; padding: 0; margin: 0 }');
  document.adoptedStyleSheets.push(sheet);
  document.querySelector('article').insertAdjacentHTML('beforeend', markup);
}"""


@pytest.mark.xdist_group("nettleser")
def test_planted_faults_are_found(browser: Browser, published: str) -> None:
    """The gate is alive: each of these faults is named by its own rule, and before they were planted there was none."""
    with opened(browser, 360) as watched:
        watched.page.goto(published + "om/")
        axe.ready(watched.page)
        assert axe.run(watched.page) == []
        watched.page.evaluate(_PLANT, ["".join(PLANTED.values())])
        found = {fault.rule for fault in axe.run(watched.page)}
        assert set(PLANTED) - found == set()


@pytest.mark.xdist_group("nettleser")
def test_a_fault_that_only_shows_when_something_is_opened_is_found(browser: Browser, published: str) -> None:
    """A closed box hides its fault from axe; a look at the page opens it, and says in which state it was."""
    fault = "<details><summary>Mer</summary><button type='button'></button></details>"
    with opened(browser) as watched:
        watched.page.goto(published + "om/")
        watched.page.evaluate(_PLANT, [fault])
        axe.ready(watched.page)
        found = {
            (state, fault.rule)
            for state, where in states_of(watched.page, [View(1280, "light", True)])
            for fault in axe.run(watched.page, where.within)
        }
    assert found == {("1280 lyst, alt foldet ut", "button-name")}
