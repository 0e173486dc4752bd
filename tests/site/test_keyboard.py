"""The site with a keyboard alone: every stop is seen, in order, and nothing that is opened holds the reader."""

from __future__ import annotations

import string
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import Site
from walks import walk

from browsing.browser import arrange, opened
from browsing.look import Scheme
from browsing.sample import address_of, redirects

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("motorer")]

SCREENS: Sequence[tuple[int, Scheme]] = ((1280, "light"), (360, "dark"), (1280, "dark"), (360, "light"))
KINDS = ("a[href]", "summary", "button", "input", "select", "[popovertarget]")


def walked(site: Site, chosen: Sequence[str]) -> list[str]:
    """The front page, the page for what is missing, and the pages of the sample with the most kinds of controls."""

    def variety(file: str) -> int:
        page = site.pages[file]
        names = page.xpath("//article//*[self::a or self::summary or self::button or self::input or self::select]")
        return len({(node.tag, node.get("type"), node.get("class"), "popovertarget" in node.attrib) for node in names})

    rest = [file for file in chosen if not redirects(site.pages[file]) and file not in ("index.html", "404.html")]
    return ["index.html", "404.html", *sorted(rest, key=lambda file: (-variety(file), file))[:6]]


def test_every_stop_is_seen_and_nothing_is_left_out(
    browser: Browser, published: str, site: Site, chosen: list[str]
) -> None:
    """Tab goes through whole pages in reading order, each stop in sight with a mark of two pixels or more.

    Skip link first, search and the choice of colours or the menu's button on the way. In both colours, wide and narrow.
    """
    looked = 0
    with opened(browser) as watched:
        for number, file in enumerate(walked(site, chosen)):
            for width, scheme in SCREENS if number == 0 else SCREENS[number % 2 :: 2]:
                arrange(watched.page, width, scheme)
                watched.page.goto(published + address_of(file))
                stops, wrong = walk(watched.page)
                assert wrong == [], (file, width, scheme)
                kinds = [stop.kind for stop in stops if stop.kind]
                assert kinds == ["skip", *(["search", "colours"] if width > 1000 else ["menu", "search"])], file
                looked += len(stops)
    assert looked > 300


_SPOIL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.uten:focus { outline: none !important; box-shadow: none !important }
    .tynn:focus { outline: 1px solid red !important; box-shadow: none !important }
    .borte { opacity: 0 } .lokk { position: fixed; inset: 0; z-index: 9999; pointer-events: auto }`);
  document.adoptedStyleSheets.push(sheet);
  const links = document.querySelectorAll('footer a');
  ['uten', 'tynn', 'borte'].forEach((name, number) => links[number].classList.add(name));
  links[3].tabIndex = 1;
  document.querySelector('article').insertAdjacentHTML('beforeend', '<div tabindex="0" id="fella">Her</div>');
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Tab' && document.activeElement.closest('footer li:nth-child(5)')) event.preventDefault();
  });
}"""


def test_planted_faults_of_a_walk_are_found(browser: Browser, published: str) -> None:
    """The gate is alive: no mark, a thin mark, an invisible stop, one out of order, and a trap are each told."""
    with opened(browser) as watched:
        watched.page.goto(published)
        assert walk(watched.page)[1] == []
        watched.page.evaluate(_SPOIL)
        _, wrong = walk(watched.page)
    for words in ("ser ut som uten fokus", "har et merke på 1 px", "er usynlig", "kommer ikke etter", "nås ikke"):
        assert any(words in fault for fault in wrong), words


def test_a_stop_that_is_covered_is_found(browser: Browser, published: str) -> None:
    """What has focus under something else cannot be seen, whatever its own style says."""
    cover = """() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('footer { position: relative } footer::after { content: ""; position: absolute; inset: 0; z-index: 9 }');
      document.adoptedStyleSheets.push(sheet);
    }"""
    with opened(browser) as watched:
        watched.page.goto(published)
        watched.page.evaluate(cover)
        assert any("dekket" in fault for fault in walk(watched.page)[1])


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_stop_leads_past_the_menu(browser: Browser, published: str, width: int) -> None:
    """Enter on the skip link puts focus at the content, and the next stop is inside it."""
    with opened(browser, width) as watched:
        page = watched.page
        page.goto(f"{published}funn/")
        page.keyboard.press("Tab")
        expect(page.locator(".eb-hopp:focus")).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.localName") == "article"
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('article'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_opens_and_closes_with_the_keyboard(browser: Browser, published: str, scheme: Scheme) -> None:
    """Enter or space opens it, the links and the choice of colours come next, and Escape gives focus back."""
    with opened(browser, 360, scheme) as watched:
        page = watched.page
        page.goto(published)
        button, menu = page.locator("button.eb-meny-knapp"), page.locator("#eb-meny")
        assert button.get_attribute("aria-controls") == menu.get_attribute("id")
        expect(menu).to_be_hidden()
        for key in ("Enter", " "):
            button.focus()
            page.keyboard.press(key)
            expect(button).to_have_attribute("aria-expanded", "true")
            expect(menu).to_be_visible()
            menu.get_by_role("link").first.focus()
            page.keyboard.press("Escape")
            expect(button).to_have_attribute("aria-expanded", "false")
            expect(button).to_be_focused()
            expect(menu).to_be_hidden()
        button.click()
        names = reached(page, "#eb-meny")
        assert names[-1].endswith("farger")
        assert len(names) == menu.get_by_role("link").count() + 1 > 8


def reached(page: Page, inside: str) -> list[str]:
    """The names of the stops inside an element, from where focus is."""
    names: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("(inside) => Boolean(document.activeElement.closest(inside))", inside):
            names.append(page.evaluate("document.activeElement.innerText"))
        elif names:
            break
    return names


@pytest.mark.parametrize("width", [360, 1280])
def test_an_explanation_opens_and_closes_with_the_keyboard(
    browser: Browser, published: str, site: Site, width: int
) -> None:
    """Enter on a term shows what it means, in sight; Tab reaches the link in it; Escape closes and gives focus back."""
    file = next(file for file, tree in site.pages.items() if tree.xpath("//*[@popovertarget]"))
    with opened(browser, width) as watched:
        page = watched.page
        page.goto(published + address_of(file))
        term = page.locator("[popovertarget]").first
        box = page.locator(f"[id='{term.get_attribute('popovertarget')}']")
        term.focus()
        page.keyboard.press("Enter")
        expect(box).to_be_visible()
        expect(box).to_be_in_viewport(ratio=1)
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest(':popover-open'))")
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(term).to_be_focused()
        assert watched.trouble == []


_STATE = """() => [location.href, scrollX, scrollY, document.activeElement.outerHTML.length, document.body.outerHTML.length,
  document.documentElement.outerHTML.slice(0, 300), document.querySelectorAll(':popover-open, [open]').length]"""
SIGNS = string.ascii_letters + string.digits + "/?.,-+*#'"
# A table is measured after the page has come, and is marked as one that can be scrolled: before that nothing is at rest.
_AT_REST = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def test_no_sign_is_a_shortcut(browser: Browser, published: str) -> None:
    """One who speaks to the machine, or hits the keys by accident, changes nothing: every sign, one at a time."""
    with opened(browser) as watched:
        page = watched.page
        for address in ("", "funn/"):
            page.goto(published + address)
            page.evaluate(_AT_REST)
            before = page.evaluate(_STATE)
            for sign in SIGNS:
                page.keyboard.press(sign)
                assert page.evaluate(_STATE) == before, (address, sign)


def test_a_planted_shortcut_is_found(browser: Browser, published: str) -> None:
    """The gate is alive: a page that puts focus in the search field at «/» is not as it was."""
    with opened(browser) as watched:
        page = watched.page
        page.goto(published)
        page.evaluate(_AT_REST)
        before = page.evaluate(_STATE)
        page.evaluate(
            "addEventListener('keydown', ({ key }) => key === '/' && document.querySelector('#eb-q').focus())"
        )
        page.keyboard.press("/")
        assert page.evaluate(_STATE) != before
