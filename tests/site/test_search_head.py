"""The field in the head of every page: hits stand below it while somebody writes, reached with keys, pointer and ears."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, expect
from searching import requests_of, stand_in
from sites import Site, folded

from browsing import axe, layouts
from browsing.browser import Watched, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

WORD = "rapport"  # in several records of the test bank
_TURN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"  # what the page has begun, is done
SCREENS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


class Head:
    """One reader at the head of a page."""

    def __init__(self, watched: Watched) -> None:
        self.watched, self.page = watched, watched.page
        self.form: Locator = self.page.locator(".eb-topp form")
        self.field: Locator = self.form.get_by_role("searchbox", name="Søk i banken")
        self.panel: Locator = self.page.locator("#eb-felttreff")
        self.links: Locator = self.panel.get_by_role("link")
        self.status: Locator = self.form.get_by_role("status")

    def write(self, words: str, all_of_it: str = "") -> None:
        """Write in the field, key by key, and wait for the hits on all that stands there."""
        self.field.press_sequentially(words)
        self.leads_to(all_of_it or words)

    def leads_to(self, words: str) -> None:
        """Wait until the last line leads to a search for these words."""
        expect(self.links.last).to_have_attribute("href", f"{self.form.get_attribute('action')}?q={words}")
        expect(self.panel).to_be_visible()

    def press(self, *keys: str) -> None:
        """One key after another."""
        for key in keys:
            self.page.keyboard.press(key)


@contextmanager
def at(browser: Browser, address: str, width: int = 1280, scheme: str = "light", **more: object) -> Iterator[Head]:
    """A fresh reader on a page of the real site, and nothing wrong on it when she is done."""
    with opened(browser, width, scheme, **more) as watched:
        watched.page.goto(address)
        yield Head(watched)
        assert watched.trouble == []


@contextmanager
def at_stand_in(browser: Browser, address: str, width: int = 1280) -> Iterator[Head]:
    """The same with the engine that has 47 hits on anything."""
    with opened(browser, width) as watched:
        stand_in(watched.page)
        watched.page.goto(address)
        yield Head(watched)


def test_hits_stand_below_the_field_while_somebody_writes(browser: Browser, published: str, site: Site) -> None:
    """Titles with type, ID and place, at most six, and a way to all of them; focus and address are where they were."""
    with at(browser, published) as head:
        head.write(WORD)
        expect(head.field).to_be_focused()
        told = [folded(one) for one in head.links.all_inner_texts()]
        assert 2 < len(told) <= 7
        assert told[-1].startswith("Alle ")
        assert any("Kilde K1" in one and site.titles["k1"] in one for one in told)
        assert head.links.first.evaluate("(link) => link.href").startswith(published)
        assert head.page.url == published
        head.field.fill("c1")
        expect(head.panel).to_be_hidden()
        head.field.fill("")
        head.write("case")
        places = [one for one in head.links.all_inner_texts() if "Case C" in one]
        assert places
        assert all(", " in one.splitlines()[-1] for one in places)


def test_a_hit_and_the_way_to_all_can_be_followed(browser: Browser, published: str) -> None:
    """With the pointer to a hit, and to the search page with the same words; back again there is no panel."""
    with at(browser, f"{published}funn/", 360) as head:
        head.write(WORD)
        wanted = head.links.first.get_attribute("href")
        head.links.first.click()
        head.page.wait_for_url(str(wanted))
        head.page.go_back()
        expect(head.panel.locator("visible=true")).to_have_count(0)
        head.field.fill("")
        head.write(WORD)
        head.links.last.click()
        head.page.wait_for_url(f"{published}sok/?q={WORD}")
        expect(head.page.locator(".eb-treff").first).to_be_visible()


def test_enter_still_leads_to_the_search_page(browser: Browser, published: str) -> None:
    """With the panel open, from the field."""
    with at(browser, published) as head:
        head.write(WORD)
        head.press("Enter")
        head.page.wait_for_url(f"{published}sok/?q={WORD}")
        expect(head.page.locator(".eb-treff").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_panel_with_the_keyboard_alone(browser: Browser, published: str, width: int) -> None:
    """Down and Up walk the links and end in the field; Tab goes by the button into the list and out of it; Enter opens."""
    with at_stand_in(browser, published, width) as head:
        head.write("alt")
        expect(head.links).to_have_count(7)
        head.press("ArrowDown", "ArrowDown")
        expect(head.links.nth(1)).to_be_focused()
        head.press("ArrowUp", "ArrowUp")
        expect(head.field).to_be_focused()
        head.press("Tab")
        expect(head.form.get_by_role("button")).to_be_focused()
        head.press("Tab")
        expect(head.links.first).to_be_focused()
        head.press(*["ArrowDown"] * 7)
        expect(head.links.last).to_be_focused()
        head.press("Tab")
        expect(head.panel).to_be_hidden()
        assert not head.page.evaluate("Boolean(document.activeElement.closest('form'))")
        head.press("Shift+Tab", "Shift+Tab")
        expect(head.panel).to_be_visible()
        head.press("ArrowDown", "Enter")
        head.page.wait_for_url("**/funn/f1/")


def test_escape_closes_and_gives_focus_back(browser: Browser, published: str) -> None:
    """From the field and from a link; the words stay, the menu stays open, and Down or a new letter opens again."""
    with at_stand_in(browser, published, 360) as head:
        head.page.get_by_role("button", name="Meny").click()
        head.write("alt")
        for before in ((), ("ArrowDown", "ArrowDown")):
            head.press(*before, "Escape")
            expect(head.panel).to_be_hidden()
            expect(head.field).to_be_focused()
            expect(head.field).to_have_value("alt")
            expect(head.page.locator("#eb-meny")).to_be_visible()
            head.press("ArrowDown")
            expect(head.links.first).to_be_focused()
            head.press("ArrowUp")
        head.press("Escape", "e")
        head.leads_to("alte")
        head.press("Escape", "Escape")  # the second is the browser's own, or the menu's
        expect(head.page.locator("#eb-meny")).to_be_hidden()


def test_the_panel_closes_when_the_reader_goes_elsewhere(browser: Browser, published: str) -> None:
    """A press beside it closes it, a press inside it but not on a link does not, and a press in the field opens it."""
    with at_stand_in(browser, published) as head:
        head.write("alt")
        head.panel.evaluate("(panel) => panel.dispatchEvent(new MouseEvent('mousedown', { cancelable: true }))")
        expect(head.panel).to_be_visible()
        head.page.locator("h1").first.click()
        expect(head.panel).to_be_hidden()
        head.field.click()
        expect(head.panel).to_be_visible()
        head.press("Escape")
        expect(head.panel).to_be_hidden()
        head.field.click()
        expect(head.panel).to_be_visible()


def test_the_count_is_said_after_a_pause(browser: Browser, published: str) -> None:
    """Once the hits stand there it is not said yet; then it is, politely, and it is gone with the panel."""
    with at_stand_in(browser, published) as head:
        head.page.clock.install()
        head.page.reload()
        head.write("alt")
        assert head.status.inner_text() == ""
        head.page.clock.run_for(2_000)
        expect(head.status).to_have_text("47 treff på «alt». Pil ned går til listen.")
        assert head.field.get_attribute("aria-controls") == head.panel.get_attribute("id")
        told = head.form.aria_snapshot()
        for line in (
            'searchbox "Søk i banken": alt',
            'list "Treff"',
            'link "Treff nummer 1 Funn F1"',
            'link "Alle 47 treff"',
        ):
            assert line in told, (line, told)
        head.press("Escape")
        expect(head.status).to_have_text("")


def test_nothing_found_is_said_and_leads_on(browser: Browser, published: str) -> None:
    """The search page has help for it."""
    with at_stand_in(browser, published) as head:
        head.write("ingen")
        expect(head.panel).to_contain_text("Ingen treff på «ingen»")
        expect(head.panel).to_contain_text("Vi lette etter «noe annet»")
        assert head.links.all_inner_texts() == ["Til søkesiden"]
        expect(head.status).to_have_text("Ingen treff på «ingen». Vi lette etter «noe annet».")


def hold(head: Head) -> None:
    """Ask for «sen», whose answer waits until it is let go."""
    head.page.evaluate("delete document.documentElement.dataset.holdt")
    head.field.fill("sen")
    expect(head.page.locator("html[data-holdt=svar]")).to_have_count(1)


def let_go(head: Head) -> None:
    """Let the answer come, and the page do what it will with it."""
    head.page.evaluate("window.slipp.svar()")
    head.page.evaluate(_TURN)


def test_a_late_answer_to_an_older_text_is_not_shown(browser: Browser, published: str) -> None:
    """Neither over a newer answer, nor when the words are gone, nor to one who has left the field."""
    with at_stand_in(browser, published) as head:
        hold(head)
        head.write("ere", "senere")
        before = head.panel.inner_html()
        let_go(head)
        assert head.panel.inner_html() == before
        assert before.count("q=senere") == 1
        for elsewhere in (False, True):
            hold(head)
            head.page.locator("#innhold").focus() if elsewhere else head.field.fill("se")
            let_go(head)
            expect(head.panel).to_be_hidden()
            head.field.fill("annet")
            expect(head.panel).to_be_visible()


def test_an_answer_never_takes_the_list_from_one_who_is_in_it(browser: Browser, published: str) -> None:
    """The link with focus stays when an answer comes; the answer stands there when the reader is back in the field."""
    with at_stand_in(browser, published) as head:
        head.write("alt")
        hold(head)
        head.press("ArrowDown")
        let_go(head)
        expect(head.links.first).to_be_focused()
        head.press("ArrowUp")
        head.leads_to("sen")


@pytest.mark.parametrize(
    "missing", ["**/assets/sok-felt.js", "**/assets/sok.js", "**/sok/oppsett.json", "**/sok/*/*/*"]
)
def test_a_search_that_fails_shows_nothing(browser: Browser, published: str, missing: str) -> None:
    """No panel and no words about it; Enter leads where it always has."""
    with opened(browser) as watched:
        head = Head(watched)
        head.page.goto(published)
        head.page.route(missing, lambda route: route.abort())
        head.field.press_sequentially(WORD)
        watched.wait_for("ERR_FAILED")
        head.page.evaluate(_TURN)
        expect(head.panel.locator("visible=true")).to_have_count(0)
        expect(head.page.get_by_role("status")).to_have_text([""] * head.page.get_by_role("status").count())
        assert not watched.heard("skript")
        head.page.unroute(missing)
        head.press("Enter")
        head.page.wait_for_url(f"{published}sok/?q={WORD}")


def test_writing_asks_only_for_the_search(browser: Browser, published: str) -> None:
    """What is fetched before the answer is scripts and parts of the register; sentences and packets are not."""
    with at(browser, published) as head:
        asked = requests_of(head.page)
        head.write(WORD)
        head.page.wait_for_load_state("networkidle")
        found = asked()
        assert len(found) > 8
        assert [one for one in found if "/assets/sok" not in one and "/sok/" not in one] == []
        assert [one for one in found if "/setninger/" in one or "/pakke/" in one] == []
        assert head.watched.stored() == []


def test_the_search_page_has_its_own_answers(browser: Browser, published: str) -> None:
    """There the field in the head warms the search and shows nothing, and Enter asks anew."""
    with at(browser, f"{published}sok/") as head:
        asked = requests_of(head.page)
        head.field.press_sequentially(WORD)
        head.page.wait_for_load_state("networkidle")
        assert any("/kort/" in path for path in asked())
        expect(head.panel).to_have_count(0)
        assert head.field.get_attribute("aria-controls") is None
        head.press("Enter")
        head.page.wait_for_url(f"{published}sok/?q={WORD}")


def test_without_scripts_there_is_no_panel(browser: Browser, published: str) -> None:
    """The field is as it was: nothing is asked for while somebody writes."""
    with at(browser, published, java_script_enabled=False) as head:
        asked = requests_of(head.page)
        head.field.press_sequentially(WORD)
        expect(head.panel).to_have_count(0)
        assert asked() == []
        assert head.form.get_attribute("action") == "alle/"


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_axe_finds_nothing_with_the_panel_open(browser: Browser, published: str, width: int, scheme: str) -> None:
    """With hits and with none, in both colours, narrow and wide; the panel is above the page and inside the screen."""
    with at(browser, published, width, scheme, reduced_motion="reduce") as head:
        axe.ready(head.page)
        for words in (WORD, "xqzwvkj"):
            head.field.fill("")
            head.write(words)
            head.press("ArrowDown")
            assert axe.run(head.page, ["header"]) == []
            assert [*layouts.sideways(head.page), *layouts.clipped(head.page)] == []
            expect(head.links.first).to_be_in_viewport(ratio=1)
            head.press("ArrowUp")


@pytest.mark.parametrize("width", [320, 960])
def test_the_panel_can_be_read_enlarged_and_spaced(browser: Browser, published: str, width: int) -> None:
    """Nothing is cut off or sticks out at 320 and where the menu folds, with more space and with text of twice the size."""
    with at(browser, published, width) as head:
        head.write(WORD)
        layouts.style(head.page, layouts.SPACED)
        assert [*layouts.sideways(head.page), *layouts.clipped(head.page)] == []
        layouts.text_size(head.page, 2 * layouts.DEFAULT_SIZE)
        if width > 320:  # 320 is 1280 enlarged already
            assert [*layouts.sideways(head.page), *layouts.clipped(head.page)] == []
        expect(head.links.first).to_be_visible()


def test_forced_colours_and_paper(browser: Browser, published: str) -> None:
    """The panel has an edge in the reader's own colours, and is not on paper."""
    with at(browser, published, forced_colors="active") as head:
        head.write(WORD)
        edge = head.panel.evaluate(
            "(panel) => [getComputedStyle(panel).borderTopStyle, getComputedStyle(panel).borderTopWidth]"
        )
        assert edge == ["solid", "1px"]
        head.page.emulate_media(media="print")
        expect(head.panel).to_be_hidden()


def test_a_planted_fault_in_the_panel_is_found(browser: Browser, published: str) -> None:
    """The gate is alive: a link without words, and an attribute that a search field cannot have, are each told."""
    with at(browser, published) as head:
        axe.ready(head.page)
        head.write(WORD)
        assert axe.run(head.page, ["header"]) == []
        head.links.first.evaluate("(link) => link.replaceChildren()")
        head.field.evaluate("(field) => field.setAttribute('aria-expanded', 'true')")
        assert {"link-name", "aria-allowed-attr"} <= {fault.rule for fault in axe.run(head.page, ["header"])}
