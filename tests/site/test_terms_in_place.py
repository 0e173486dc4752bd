"""Terms explained where they stand, in a real browser: by keyboard and by touch, with scripts and without, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sites import Site

from browsing.browser import Watched, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]


@contextmanager
def explained(browser: Browser, address: str, site: Site, width: int, **more: object) -> Iterator[Watched]:
    """A page with a term in it, on a screen of this width."""
    pages = [name.removesuffix("index.html") for name, page in site.pages.items() if page.xpath("//@popovertarget")]
    assert pages
    with opened(browser, width, **more) as watched:
        watched.page.goto(address + pages[0])
        yield watched


def parts(page: Page) -> tuple[Locator, Locator]:
    """The first term of a page, and its box."""
    word = page.locator("button.eb-begrep").first
    return word, page.locator(f"#{word.get_attribute('popovertarget')}")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_term_is_opened_and_closed_by_keyboard(
    browser: Browser, published: str, site: Site, width: int, scripts: bool
) -> None:
    """Enter opens, Tab goes to the link in the box, Escape closes and gives the focus back; no script is needed."""
    with explained(browser, published, site, width, java_script_enabled=scripts) as watched:
        page = watched.page
        word, box = parts(page)
        expect(box).to_be_hidden()
        word.focus()
        page.keyboard.press("Enter")
        expect(box).to_be_visible()
        page.keyboard.press("Tab")
        expect(box.get_by_role("link")).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(word).to_be_focused()
        assert watched.trouble == []


def test_a_term_is_opened_and_closed_by_touch(browser: Browser, published: str, site: Site) -> None:
    """A tap on the word opens; a tap anywhere else closes."""
    with explained(browser, published, site, 360, has_touch=True) as watched:
        word, box = parts(watched.page)
        word.tap()
        expect(box).to_be_visible()
        watched.page.touchscreen.tap(5, 5)
        expect(box).to_be_hidden()


def test_the_box_is_where_it_can_be_read(browser: Browser, published: str, site: Site) -> None:
    """On a narrow screen at the bottom, as wide as the screen; on a wide one close to the word; never outside."""
    for width in (320, 1280):
        with explained(browser, published, site, width) as watched:
            word, box = parts(watched.page)
            word.click()
            expect(box).to_be_visible()
            at, place = word.bounding_box(), box.bounding_box()
            assert at
            assert place
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            if width == 320:
                assert place["y"] + place["height"] == pytest.approx(800, abs=1)
            else:
                gap = max(place["y"] - (at["y"] + at["height"]), at["y"] - (place["y"] + place["height"]))
                assert 0 <= gap < 16
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_a_term_is_a_word(browser: Browser, published: str, site: Site) -> None:
    """No underline, and no box, whether it was open or not; on the screen there is an underline."""
    underline = "(word) => getComputedStyle(word).textDecorationLine"
    with explained(browser, published, site, 1280) as watched:
        word, box = parts(watched.page)
        word.click()
        assert word.evaluate(underline) == "underline"
        watched.page.emulate_media(media="print")
        expect(box).to_be_hidden()
        assert word.evaluate(underline) == "none"


def test_a_term_looks_like_the_text_it_stands_in(browser: Browser, published: str, site: Site) -> None:
    """Same letters, size and colour as its surroundings: a sentence is still a sentence."""
    look = "(node) => { const s = getComputedStyle(node); return [s.fontFamily, s.fontSize, s.fontWeight, s.color]; }"
    with explained(browser, published, site, 1280) as watched:
        word, _ = parts(watched.page)
        assert word.evaluate(look) == word.locator("xpath=..").evaluate(look)
