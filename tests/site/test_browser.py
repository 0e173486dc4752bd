"""The site in a real browser: nothing fails, nothing sticks out, and what authors wrote is what readers see."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from previews import PATIENCE, serving
from sites import HOSTILE, Site, folded

from banks import QUESTION, copy
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.records import Kilde

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
WAIT = PATIENCE * 1000


def found_browser() -> str:
    """The browser of this machine. Without one the tests fail: a site nobody has looked at is not tested."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("Fant ingen nettleser. Installer den:  apt-get install chromium", pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each page has a context of its own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS, timeout=WAIT)
        yield started
        started.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the log belongs to the tests."""


@pytest.fixture(scope="session")
def published(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site, served under the path it is to be published under."""
    folder = tmp_path_factory.mktemp("verten")
    (folder / site.base.strip("/")).symlink_to(site.root)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}{site.base}"
    server.shutdown()
    thread.join()
    server.server_close()


class Watched:
    """A page, and everything that went wrong on it. Requests that leave this machine are stopped and noted."""

    def __init__(self, page: Page) -> None:
        self.page, self.trouble = page, list[str]()
        page.set_default_timeout(WAIT)
        page.on("console", lambda told: self._note("konsoll", told.text) if told.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._note("skript", str(error)))
        page.on("response", lambda answer: self._note("svar", f"{answer.status} {answer.url}", answer.status >= 400))
        page.route("**/*", self._only_here)

    def heard(self, words: str) -> bool:
        """Whether some trouble has these words in it."""
        return any(words in told for told in self.trouble)

    def wait_for(self, *wanted: str) -> None:
        """Let the browser work until all of these have been heard, or the patience is gone."""
        for _ in range(int(PATIENCE * 10)):
            if all(self.heard(words) for words in wanted):
                return
            self.page.wait_for_timeout(100)

    def _note(self, kind: str, words: str, wrong: bool = True) -> None:
        self.trouble += [f"{kind}: {words}"] if wrong else []

    def _only_here(self, route: Any) -> None:
        if "://127.0.0.1:" in route.request.url:
            route.continue_()
        else:
            self._note("ut", route.request.url)
            route.abort()


@contextmanager
def opened(browser: Browser, width: int = 1280, scheme: Any = "light") -> Iterator[Watched]:
    """A fresh page of a width, with the colours the reader's machine asks for."""
    context = browser.new_context(viewport=ViewportSize(width=width, height=800), color_scheme=scheme, locale="nb-NO")
    try:
        yield Watched(context.new_page())
    finally:
        context.close()


def pages(site: Site) -> list[str]:
    """A page of each kind that authors and readers meet most, and those with the widest tables."""
    record = [url_of(page_of(site.bank[id_])) for id_ in ("f1", "k1", "a1", "c1", "o1", "k903")]
    return ["", *record, "funn/", "kilder/", "caser/", "organisasjonsmodeller/", "alle/", "utvikling/datamodell/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_whole_on_every_screen(browser: Browser, published: str, site: Site, width: int, scheme: str) -> None:
    """No error in the console, no failed request, none that leaves the machine, and no scrolling sideways."""
    with opened(browser, width, scheme) as watched:
        for address in pages(site):
            watched.page.goto(published + address)
            expect(watched.page.locator("article h1")).to_be_visible()
            assert watched.trouble == [], address
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, address
            colours = watched.page.locator("body").get_attribute("data-md-color-scheme")
            assert colours == ("slate" if scheme == "dark" else "default"), address


def test_a_planted_fault_is_noticed(browser: Browser, published: str) -> None:
    """An error in a script, a file that is missing, a request that leaves, something too wide: all are seen."""
    with opened(browser, 360) as watched:
        watched.page.goto(published)
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
            assert folded(watched.page.title()) == f"{site.titles[record.id]} - {site.bank.nettsted.navn}"
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
        watched.page.locator("nav >> text=Funn >> visible=true").first.click()
        watched.page.wait_for_url("**/funn/")
        watched.page.locator("article table a").first.click()
        watched.page.wait_for_url("**/funn/f*/")
        watched.page.locator("article a.opp").first.click()
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
        found_browser()
