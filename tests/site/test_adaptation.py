"""The site for those who read it their own way: narrow, large, spaced out, still, in the system's colours, on paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from adapting import WAYS, become, ways
from playwright.sync_api import Browser, expect
from sites import Site

from browsing import layouts
from browsing.browser import opened
from browsing.look import Scheme
from browsing.sample import address_of, redirects

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]


@dataclass(frozen=True, slots=True)
class Met:
    """What the whole sample gave: by way to read, how many things were looked at, and what was wrong on which page."""

    pages: int
    looked: Mapping[str, int]
    wrong: Mapping[str, Mapping[str, list[str]]]


@pytest.fixture(scope="session")
def met(browser: Browser, published: str, site: Site, chosen: list[str]) -> Met:
    """Every page of the sample, opened once and read in every way."""
    looked: Counter[str] = Counter()
    wrong: dict[str, dict[str, list[str]]] = defaultdict(dict)
    addresses = [address_of(file) for file in chosen if not redirects(site.pages[file])]
    with opened(browser) as watched:
        for address in addresses:
            watched.page.goto(published + address)
            for name, many, found in ways(watched.page):
                looked[name] += many
                wrong[name] |= {address: found} if found else {}
    return Met(len(addresses), looked, wrong)


def told(met: Met, *names: str) -> dict[str, Mapping[str, list[str]]]:
    """What is wrong, when more than thirty pages have been opened and each way has found something to look at."""
    assert met.pages > 30
    assert all(met.looked[name] > 0 for name in names), met.looked
    return {name: met.wrong[name] for name in names if met.wrong[name]}


def test_no_page_scrolls_sideways_when_it_is_narrow_or_enlarged(met: Met) -> None:
    """At 320 and 640 pixels, which are 1280 at 400 and 200 per cent: no text is cut off or lies upon other text."""
    assert told(met, "320", "640") == {}


def test_text_may_be_spaced_out(met: Met) -> None:
    """With the four distances of WCAG 1.4.12 nothing is cut off, covered or pushed out."""
    assert told(met, "320 med tekstavstand", "1280 med tekstavstand") == {}


def test_text_may_be_twice_as_large(met: Met) -> None:
    """With the browser's own text size at 200 per cent nothing is cut off, covered or pushed out."""
    assert told(met, "640 med dobbel tekst", "1280 med dobbel tekst") == {}


def test_nothing_moves_for_those_who_asked_for_less(met: Met) -> None:
    """No element, and nothing before or after one, has an animation, a transition or smooth scrolling."""
    assert told(met, "ro") == {}


def test_in_the_systems_own_colours_nothing_is_lost(met: Met) -> None:
    """Every control has an edge or a line under it, and every picture can be told from its ground."""
    assert told(met, "systemfarger, knapper", "systemfarger, bilder") == {}


def test_a_page_prints_dark_on_white_without_what_can_only_be_pressed(met: Met) -> None:
    """Also for a reader who has chosen dark colours. Header, menu and search are left out, and nothing is folded in."""
    assert told(met, "papir, tekst", "papir, knapper") == {}


def test_the_addresses_of_what_lies_elsewhere_are_printed(met: Met) -> None:
    """Paper cannot be pressed: beside every link that leaves the site stands its whole address."""
    assert told(met, "papir, adresser") == {}


@pytest.mark.parametrize("name", list(WAYS))
def test_a_planted_fault_is_found(browser: Browser, published: str, site: Site, name: str) -> None:
    """The gate is alive: for each way to read, a style that breaks the page is told, and without it nothing is."""
    way = WAYS[name]
    with opened(browser) as watched:
        file = next(file for file in site.pages if file.startswith("kilder/k1-"))
        watched.page.goto(published + address_of(file))
        become(watched.page, way.reader)
        assert way.look(watched.page)[1] == []
        layouts.add_style(watched.page, way.planted)
        if name == "papir, adresser":  # the links of this page have their address for words
            watched.page.evaluate("for (const link of document.querySelectorAll('article a')) link.textContent = 'her'")
        assert way.look(watched.page)[1] != []


def test_what_was_folded_in_is_folded_in_again_after_printing(browser: Browser, published: str, site: Site) -> None:
    """Printing leaves the page as it was."""
    file = next(file for file, tree in site.pages.items() if tree.xpath("//article//details[not(@open)]"))
    with opened(browser, 360) as watched:
        watched.page.goto(published + address_of(file))
        folded = watched.page.locator("details:not([open])")
        before = folded.count()
        assert before > 0
        watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert folded.count() == 0
        watched.page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert folded.count() == before


_GROUND = "(body) => getComputedStyle(body).backgroundColor.match(/\\d+/g).slice(0, 3)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_everything_is_there(browser: Browser, published: str, width: int, scheme: Scheme) -> None:
    """The menu stands open, what needs a script is not shown, the colours follow the system, and links lead on."""
    with opened(browser, width, scheme, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(published)
        links = page.locator("#eb-meny a")
        assert links.count() > 7
        assert all(link.is_visible() for link in links.all())
        for button in ("button.eb-meny-knapp", "button.eb-farger"):
            expect(page.locator(button)).to_be_hidden()
        ground = [int(channel) for channel in page.locator("body").evaluate(_GROUND)]
        assert (max(ground) < 60) == (scheme == "dark")
        links.get_by_text("Funn", exact=True).click()
        expect(page.locator("article h1")).to_be_visible()
        assert page.url == f"{published}funn/"
        assert page.locator("article a:visible").count() > 2
        assert watched.trouble == []
