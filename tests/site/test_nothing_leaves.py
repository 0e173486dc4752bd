"""Nobody else hears of the reader: no request to another host, no cookie, and nothing stored before a choice is made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sites import Site

from browsing.browser import opened
from browsing.host import hosted
from browsing.sample import address_of, redirects

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]


@pytest.fixture
def bare(site: Site) -> Iterator[str]:
    """The site from a host that sends no headers: here the policy stops nothing, so what is not asked for is not there."""
    with hosted(site.root, site.base, {}) as address:
        yield address


def test_no_page_asks_another_host_or_leaves_anything_behind(
    browser: Browser, bare: str, site: Site, chosen: list[str]
) -> None:
    """Every template, without the policy that would have stopped it, scrolled to the end, with everything folded out."""
    with opened(browser) as watched:
        for file in [file for file in chosen if not redirects(site.pages[file])]:
            watched.page.goto(bare + address_of(file))
            watched.page.evaluate(
                "document.querySelectorAll('details').forEach((d) => (d.open = true)); scrollTo(0, 1e6)"
            )
            assert [*watched.told(), *watched.stored()] == [], file
        assert watched.requests > len(chosen) > 30


_CHOSEN = (
    "() => [document.documentElement.dataset.farger ?? null, localStorage.getItem('eb-farger'), localStorage.length]"
)


@pytest.mark.parametrize(("scheme", "chosen_colours"), [("light", "morke"), ("dark", "lyse")])
def test_only_the_readers_own_choice_of_colours_is_stored(
    browser: Browser, published: str, scheme: str, chosen_colours: str
) -> None:
    """Nothing is stored at the first visit; after the button is pressed only the choice is, and it holds on all pages."""
    with opened(browser, 1280, scheme) as watched:
        watched.page.goto(published)
        assert watched.page.evaluate(_CHOSEN) == [None, None, 0]
        watched.page.locator("button.eb-farger").click()
        assert watched.page.evaluate(_CHOSEN) == [chosen_colours, chosen_colours, 1]
        watched.page.goto(f"{published}funn/")
        assert watched.page.evaluate(_CHOSEN) == [chosen_colours, chosen_colours, 1]
        watched.page.locator("button.eb-farger").click()
        assert watched.page.evaluate(_CHOSEN)[0] == {"morke": "lyse", "lyse": "morke"}[chosen_colours]
        assert watched.stored() == ["localStorage: eb-farger"]
        assert watched.told() == []


_TELL = """() => {
  document.cookie = 'sporing=1';
  localStorage.setItem('besok', '1');
  sessionStorage.setItem('besok', '1');
  const image = new Image();
  image.src = 'https://eksempel.no/bilde.png';
  document.head.insertAdjacentHTML('beforeend', '<link rel=stylesheet href=https://skrifter.example.org/a.css>');
}"""


def test_what_would_tell_others_is_found(browser: Browser, bare: str) -> None:
    """The gate is alive: a cookie, two kinds of storage, a picture and a font from others are all seen, and none comes."""
    with opened(browser) as watched:
        watched.page.goto(bare)
        watched.page.evaluate(_TELL)
        watched.wait_for("ut: https://eksempel.no/bilde.png", "ut: https://skrifter.example.org/a.css")
        assert watched.stored() == [
            "informasjonskapsel: sporing", "informasjonskapsel: sporing=1", "localStorage: besok", "sessionStorage: besok",
        ]  # fmt: skip
        assert watched.heard("ERR_NAME_NOT_RESOLVED")


def test_the_policy_stops_what_would_tell_others(browser: Browser, published: str) -> None:
    """Under the headers the same picture and style never reach the network, and each stop is told."""
    with opened(browser) as watched:
        watched.page.goto(published)
        watched.page.evaluate(_TELL)
        wanted = ("CSP: img-src stoppet https://eksempel.no", "CSP: style-src-elem stoppet https://skrifter")
        watched.wait_for(*wanted)
        assert all(watched.heard(words) for words in wanted)
        assert not watched.heard("ERR_NAME_NOT_RESOLVED")


@pytest.mark.parametrize(
    ("markup", "directive"),
    [
        ("<p style='color: red'>a</p>", "style-src-attr"),
        ("<style>p { color: red }</style>", "style-src-elem"),
        ("<button onclick='alert(1)'>a</button>", "script-src-attr"),
        ("<iframe src='https://eksempel.no/'></iframe>", "frame-src"),
    ],
)
def test_what_stands_in_a_page_against_the_policy_is_told(
    browser: Browser, published: str, markup: str, directive: str
) -> None:
    """A stylesheet, a style or a handler written into a page, and a frame: each is stopped and heard."""
    with opened(browser) as watched:
        watched.page.goto(published)
        watched.page.evaluate("(markup) => document.body.insertAdjacentHTML('beforeend', markup)", markup)
        watched.wait_for(f"CSP: {directive} stoppet")
        assert watched.heard(f"CSP: {directive} stoppet")
