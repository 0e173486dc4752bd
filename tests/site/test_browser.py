"""The site in a real browser: nothing fails, nothing sticks out, and what authors wrote is what readers see."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import required_browser
from playwright.sync_api import Browser, expect
from previews import PATIENCE, serving
from sites import HOSTILE, Site, folded

from banks import QUESTION, copy
from browsing.browser import opened
from browsing.host import hosted
from browsing.look import Scheme
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.records import Kilde

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

WAIT = PATIENCE * 1000


def pages(site: Site) -> list[str]:
    """A page of each kind that authors and readers meet most, and those with the widest tables."""
    record = [url_of(page_of(site.bank[id_])) for id_ in ("f1", "k1", "a1", "c1", "o1", "k903")]
    return ["", *record, "funn/", "kilder/", "caser/", "organisasjonsmodeller/", "alle/", "utvikling/datamodell/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_whole_on_every_screen(
    browser: Browser, published: str, site: Site, width: int, scheme: Scheme
) -> None:
    """No error in the console, no failed request, none that leaves the machine, and no scrolling sideways."""
    with opened(browser, width, scheme) as watched:
        for address in pages(site):
            watched.page.goto(published + address)
            expect(watched.page.locator("article h1")).to_be_visible()
            assert watched.trouble == [], address
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, address
            ground = watched.page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
            assert (max(ground) < 60) == (scheme == "dark"), address


@pytest.fixture
def bare(site: Site) -> Iterator[str]:
    """The site from a host that sends no headers of ours, where a page may try anything."""
    with hosted(site.root, site.base, {}) as address:
        yield address


def test_a_planted_fault_is_noticed(browser: Browser, bare: str) -> None:
    """An error in a script, a file that is missing, a request that leaves, something too wide: all are seen."""
    with opened(browser, 360) as watched:
        watched.page.goto(bare)
        plant = """() => {
            console.error('plantet');
            setTimeout(() => { throw new Error('kastet'); });
            const wide = document.createElement('div');
            wide.style.cssText = 'width: 2000px; height: 1px; position: absolute; left: 0; top: 0';
            document.body.append(wide);
            return Promise.allSettled([fetch('finnes-ikke.png'), fetch('https://eksempel.no/sporing.js')]);
        }"""
        watched.page.evaluate(plant)
        wanted = ("konsoll: plantet", "skript: kastet", "svar: 404", "ut: https://eksempel.no/sporing.js")
        watched.wait_for(*wanted)
        assert [words for words in wanted if not watched.heard(words)] == []
        assert watched.page.evaluate("document.documentElement.scrollWidth") > 360


@pytest.mark.parametrize("width", [360, 1280])
def test_hostile_titles_are_seen_in_the_lists(browser: Browser, published: str, width: int) -> None:
    """In the table of the type and in the list of all, visible as they were written."""
    wanted = [folded(title) for title in HOSTILE]
    with opened(browser, width) as watched:
        for address in ("kilder/", "alle/"):
            watched.page.goto(published + address)
            shown = {folded(text) for text in watched.page.locator("article a:visible").all_inner_texts()}
            assert [title for title in wanted if title not in shown] == [], address
        assert watched.trouble == []


def test_hostile_titles_are_seen_on_their_own_pages(browser: Browser, published: str, site: Site) -> None:
    """As the heading and in the name of the window, letter by letter, with no script run and nothing fetched."""
    hostile = [record for record in site.bank.of(Kilde) if record.nummer >= 900]
    assert len(hostile) == len(HOSTILE)
    with opened(browser, 360) as watched:
        for record in hostile:
            watched.page.goto(published + url_of(page_of(record)))
            heading = watched.page.locator("article h1")
            expect(heading).to_be_visible()
            assert folded(heading.inner_text()) == site.titles[record.id]
            assert (
                folded(watched.page.title())
                == f"{site.titles[record.id]} ({record.id.upper()}) – {site.bank.nettsted.navn}"
            )
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= 360, record.id
        assert watched.trouble == []


@pytest.mark.parametrize("address", ["f1/", "funn/f1-mer-tillit/", "k1/"])
def test_short_and_earlier_addresses_lead_to_the_page(
    browser: Browser, published: str, site: Site, address: str
) -> None:
    """A reader who types the address from a poster ends on the page."""
    with opened(browser) as watched:
        watched.page.goto(published + address)
        record = site.bank["k1" if address.startswith("k") else "f1"]
        watched.page.wait_for_url(published + url_of(page_of(record)))
        assert folded(watched.page.locator("article h1").inner_text()) == site.titles[record.id]


def test_the_menu_leads_from_page_to_page(browser: Browser, published: str) -> None:
    """A reader gets from the front page to a finding with the menu and the list, and back to the list."""
    with opened(browser) as watched:
        watched.page.goto(published)
        watched.page.locator("#eb-meny").get_by_text("Funn", exact=True).click()
        watched.page.wait_for_url("**/funn/")
        watched.page.locator("article .eb-liste a").first.click()
        watched.page.wait_for_url("**/funn/f*/")
        watched.page.locator(".eb-sti a").last.click()
        watched.page.wait_for_url("**/funn/")
        assert watched.trouble == []


def test_the_preview_shows_what_is_wrong_on_the_page_and_takes_it_away_again(browser: Browser, tmp_path: Path) -> None:
    """An alert with the error comes over the page that stays; when it is mended, the page is shown anew without it."""
    project = copy(tmp_path / "bank")
    name = "content/sporsmal/q1-pris.yaml"
    (project.root / name).write_text(QUESTION, encoding="utf-8")
    with serving(project, tmp_path / "logg.txt") as running, opened(browser) as watched:
        running.shows("/sporsmal/q1-pris/", "Hva koster det?")
        watched.page.goto(running.address + "/sporsmal/q1-pris/")
        alert = watched.page.get_by_role("alert").filter(has_text="siste gode utgave")
        expect(alert).to_have_count(0)
        running.write(name, QUESTION.replace("[k1]", "<b>[k999]</b> [k999]"))
        expect(alert).to_be_visible(timeout=WAIT)
        expect(alert).to_contain_text("[ukjent-referanse]")
        expect(alert).to_contain_text("<b>[k999]</b>")
        expect(watched.page.locator("article h1")).to_have_text("Hva koster det?")
        running.write(name, QUESTION.replace("Hva koster det?", "Hva koster alt?"))
        expect(watched.page.locator("article h1")).to_have_text("Hva koster alt?", timeout=WAIT)
        expect(alert).to_have_count(0)
        assert watched.trouble == []


def test_without_a_browser_the_tests_fail_and_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """They never pass by being skipped."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        required_browser()
