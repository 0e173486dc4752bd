"""Comparing in a real browser: static pages without a script, two to four with one, by mouse, keyboard, phone and print."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page, expect
from sites import COMPARED, Site
from walks import walk

from browsing import axe, layouts
from browsing.browser import Watched, arrange, opened
from browsing.look import SCHEMES
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.comparing import Pair, pairs, suggested
from erfaringsbank.records import Case

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

PAGE = "sammenlign/"
FIGURE = ".eb-sml-svar .eb-sml"

# What a reader is told by a comparison: every word in order, every mark, and where every link leads.
_TOLD = """(figure) => {
  const words = (node) => node.textContent.replace(/[ \\t\\r\\n]+/g, ' ').trim();
  const inside = (node) => [...node.querySelectorAll('a, [lang], .eb-sml-merke, li, p')].map((one) =>
    [one.localName, one.className, one.lang, one.href ? one.href : '', words(one)].join('|'));
  return [words(figure.querySelector('caption')),
    ...[...figure.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => [cell.localName, cell.scope ?? '',
      words(cell), ...inside(cell)].join('\\n')).join('\\n\\n')), words(figure.querySelector('figcaption'))];
}"""


def told(page: Page, selector: str) -> list[str]:
    """What a comparison tells, line by line."""
    return list(page.locator(selector).evaluate(_TOLD))


def address(ids: Sequence[str], letter: str = "c") -> str:
    """The address of a comparison that the script makes."""
    return f"{PAGE}?{'&'.join(f'{letter}={id_}' for id_ in ids)}"


def shown(watched: Watched, root: str, ids: Sequence[str]) -> Page:
    """An open comparison of some cases."""
    watched.page.goto(root + address(ids))
    is_open(watched.page, len(ids))
    return watched.page


def names(page: Page) -> list[str]:
    """The IDs in the head of the comparison."""
    return [text.strip() for text in page.locator(f"{FIGURE} thead .eb-sml-id").all_inner_texts()]


def all_pairs(site: Site) -> list[Pair]:
    found = pairs(suggested(site.bank))
    assert len(found) > 2
    return found


def test_static_and_dynamic_say_the_same(browser: Browser, published: str, site: Site) -> None:
    """Every suggested pair: the same words, marks, languages and links, letter by letter, with the hostile titles."""
    with opened(browser) as watched:
        for pair in all_pairs(site):
            watched.page.goto(f"{published}{PAGE}{pair.navn}/")
            static = told(watched.page, ".eb-sml")
            dynamic = told(shown(watched, published, [pair.første, pair.andre]), FIGURE)
            assert static == dynamic, pair.navn
            assert len(static) > 15
        assert watched.trouble == []


def test_a_change_in_one_of_them_would_be_noticed(browser: Browser, published: str, site: Site) -> None:
    """The gate is alive: another link, another mark and another word are each a difference."""
    pair = all_pairs(site)[0]
    with opened(browser) as watched:
        page = shown(watched, published, [pair.første, pair.andre])
        before = told(page, FIGURE)
        for change in (
            "td a => td.href = 'x'", "td a => td.textContent += '!'", "th .eb-sml-merke => td.className += ' x'",
            "td => td.querySelector('p, li').lang = 'en'",
        ):  # fmt: skip
            selector, _, done = change.partition(" => ")
            page = shown(watched, published, [pair.første, pair.andre])
            page.locator(f"{FIGURE} tbody {selector}").first.evaluate(f"(td) => {{ {done} }}")
            assert told(page, FIGURE) != before, change


def test_without_a_script_a_case_leads_to_its_comparisons(browser: Browser, published: str, site: Site) -> None:
    """From the case's page to the static comparison and on to a source; the list of cases stands there, the form not."""
    pair = all_pairs(site)[0]
    with opened(browser, 360, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(published + url_of(page_of(site.bank[pair.første])))
        page.locator(f"a[href$='sammenlign/{pair.navn}/']").first.click()
        page.wait_for_url(f"**/{PAGE}{pair.navn}/")
        expect(page.locator(".eb-sml td").first).to_be_visible()
        page.locator(".eb-sml td a[href*='kilder/']").first.click()
        page.wait_for_url("**/kilder/*/")
        page.goto(published + PAGE)
        expect(page.locator(".eb-sml-valg form")).to_be_hidden()
        assert page.locator(".eb-liste a[href*='caser/']:visible").count() == len(site.bank.of(Case))
        page.goto(f"{published}{PAGE}modeller/")
        expect(page.locator(".eb-sml-svar .eb-sml thead a").first).to_be_visible()


def test_two_to_four_and_the_state_in_the_address(browser: Browser, published: str) -> None:
    """Two, three and four; a fifth, one that is unknown and one twice are left out, and the reader is told."""
    with opened(browser) as watched:
        for number in (2, 3, 4):
            page = shown(watched, published, ["c1", *COMPARED][:number])
            assert names(page) == [id_.upper() for id_ in ["c1", *COMPARED][:number]]
        page.goto(published + address(["c1", *COMPARED, "c999", "c1"]))
        status = page.get_by_role("status")
        expect(status).to_contain_text("Bare de 4 første vises")
        expect(status).to_contain_text("Fant ikke c999")
        assert names(page) == ["C1", *(id_.upper() for id_ in [*COMPARED][:3])]
        page.goto(published + address(["<b>x</b>", "c1"]))
        expect(status).to_contain_text("Fant ikke <b>x</b>")
        expect(page.locator(".eb-sml-svar .eb-sml")).to_have_count(0)
        assert watched.trouble == []


def test_choose_add_and_remove_with_the_keyboard(browser: Browser, published: str) -> None:
    """Choose two, add a third, remove the first: the address follows, each is said aloud, and focus is never lost."""
    with opened(browser) as watched:
        page, status = watched.page, watched.page.get_by_role("status")
        compare = page.get_by_role("button", name="Sammenlign")
        page.goto(published + PAGE)
        page.get_by_label("Nummer 1").select_option("c1")
        compare.press("Enter")
        expect(status).to_have_text("Velg minst to.")
        page.get_by_label("Nummer 2").select_option("c901")
        compare.press("Enter")
        expect(status).to_contain_text("Viser Eksempel kommune og <script>")
        assert page.url == published + address(["c1", "c901"])
        page.get_by_label("Nummer 3").select_option("c903")
        compare.press(" ")
        page.wait_for_url(published + address(["c1", "c901", "c903"]))
        is_open(page, 3)
        page.get_by_role("button", name="Fjern Eksempel kommune").press("Enter")
        page.wait_for_url(published + address(["c901", "c903"]))
        is_open(page, 2)
        expect(page.get_by_role("button", name="Fjern <script>")).to_be_focused()
        assert watched.trouble == []


def is_open(page: Page, columns: int) -> None:
    """Wait until a comparison of this many is shown."""
    expect(page.locator(FIGURE)).to_have_class(f"eb-sml eb-sml-{columns}")


def test_back_and_forward_go_through_what_was_compared(browser: Browser, published: str) -> None:
    """To the page as it was before anything was chosen, its form and its title too; and a reload shows the same."""
    with opened(browser) as watched:
        page = watched.page
        page.goto(published + PAGE)
        for number, id_ in enumerate(["c1", "c901", "c903"], 1):
            page.get_by_label(f"Nummer {number}").select_option(id_)
            page.get_by_role("button", name="Sammenlign").click()
        is_open(page, 3)
        assert page.title().startswith("Eksempel kommune, <script>")
        page.go_back()
        is_open(page, 2)
        assert names(page) == ["C1", "C901"]
        assert page.get_by_label("Nummer 3").input_value() == ""
        page.go_back()
        expect(page.locator(FIGURE)).to_have_count(0)
        assert page.title().startswith("Sammenlign")
        page.go_forward()
        is_open(page, 2)
        page.reload()
        is_open(page, 2)
        assert watched.trouble == []


def test_from_a_case_to_the_choice_with_that_case_chosen(browser: Browser, published: str, site: Site) -> None:
    """The link at the foot of the suggestions leads to the case in the list, and to the form with the case in it."""
    with opened(browser) as watched:
        page = watched.page
        page.goto(published + url_of(page_of(site.bank["c1"])))
        page.get_by_role("link", name="Velg selv, to til fire caser").click()
        page.wait_for_url("**/sammenlign/#c1")
        expect(page.get_by_label("Nummer 1")).to_have_value("c1")
        expect(page.get_by_role("status")).to_contain_text("Velg minst én til")


def test_the_models_can_be_chosen_among(browser: Browser, published: str) -> None:
    """All stand there from the start; with the address of two, only these, and Back shows all again."""
    with opened(browser) as watched:
        page = watched.page
        page.goto(f"{published}{PAGE}modeller/")
        everyone = page.locator(f"{FIGURE} thead .eb-sml-id").count()
        assert everyone >= 2
        page.get_by_label("Nummer 1").select_option("o2")
        page.get_by_label("Nummer 2").select_option("o1")
        page.get_by_role("button", name="Sammenlign").click()
        page.wait_for_url("**/modeller/?o=o2&o=o1")
        expect(page.locator(f"{FIGURE} thead .eb-sml-id").first).to_have_text("O2")
        page.go_back()
        expect(page.locator(f"{FIGURE} thead .eb-sml-id").first).to_have_text("O1")
        assert page.locator(f"{FIGURE} .eb-sml-merke").count() == 0
        assert watched.trouble == []


def test_nothing_is_fetched_before_something_is_chosen_and_nothing_twice(browser: Browser, published: str) -> None:
    """One small file a case, on demand; from this host only."""
    with opened(browser) as watched:
        asked: list[str] = []
        watched.page.on("request", lambda request: asked.append(request.url))
        watched.page.goto(published + PAGE, wait_until="networkidle")
        assert [url for url in asked if "/data/" in url] == []
        shown(watched, published, ["c1", "c901"])
        watched.page.get_by_label("Nummer 3").select_option("c903")
        watched.page.get_by_role("button", name="Sammenlign").click()
        is_open(watched.page, 3)
        fetched = [re.sub(r".*/", "", url) for url in asked if "/data/" in url]
        assert fetched == ["c1.json", "c901.json", "c903.json"]


def test_a_file_that_cannot_be_fetched_is_told(browser: Browser, published: str) -> None:
    """And when it can, the same address works: nothing wrong is kept."""
    with opened(browser) as watched:
        page = watched.page
        page.route("**/data/c901.json", lambda route: route.abort())
        page.goto(published + address(["c1", "c901"]))
        expect(page.get_by_role("status")).to_contain_text("Kunne ikke hente")
        expect(page.locator(FIGURE)).to_have_count(0)
        page.unroute("**/data/c901.json")
        page.get_by_role("button", name="Sammenlign").click()
        is_open(page, 2)


def looks(watched: Watched, root: str, where: str, columns: int) -> list[str]:
    """What is wrong with a comparison, wide and narrow, in both colours: axe, and lines that are wide, cut or covered."""
    page, wrong = watched.page, list[str]()
    page.goto(root + where)
    expect(page.locator(f".eb-sml-{columns}").first).to_be_visible()
    axe.ready(page)
    for width in (1280, 360, 320):
        for scheme in SCHEMES:
            arrange(page, width, scheme)
            found = [str(fault) for fault in axe.run(page, style=False)] if width != 320 else []
            wrong += [f"{width} {scheme}: {fault}" for fault in [*found, *layouts.faults(page)]]
    return wrong


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, published: str, columns: int) -> None:
    """1280, 360 and 320 px, light and dark, made by the script; no violation of the policy."""
    with opened(browser, reduced_motion="reduce") as watched:
        assert looks(watched, published, address(["c1", *COMPARED][:columns]), columns) == []
        assert watched.trouble == []


def test_a_static_comparison_looks_as_well(browser: Browser, published: str, site: Site) -> None:
    """The same for a page that was made at build."""
    with opened(browser, reduced_motion="reduce") as watched:
        assert looks(watched, published, f"{PAGE}{all_pairs(site)[0].navn}/", 2) == []
        assert watched.trouble == []


_DISPLAY = "(figure) => getComputedStyle(figure.querySelector('td')).display"


def test_on_a_phone_each_cell_says_whose_it_is(browser: Browser, published: str) -> None:
    """Row by row under each other with the name in each cell; on a wide screen a table, where the names would be noise."""
    with opened(browser, 320) as watched:
        page = shown(watched, published, ["c1", "c901", "c903"])
        figure, name = page.locator(FIGURE), page.locator(f"{FIGURE} tbody .eb-sml-navn").first
        assert figure.evaluate(_DISPLAY) == "block"
        expect(name).to_be_visible()
        arrange(page, 1280, "light")
        assert figure.evaluate(_DISPLAY) == "table-cell"
        expect(name).to_be_hidden()
        layouts.style(page, ":root { font-size: 200% !important }")
        assert figure.evaluate(_DISPLAY) == "block"
        assert layouts.faults(page) == []


def test_on_paper_and_in_forced_colours_everything_is_there(browser: Browser, published: str) -> None:
    """The form and the buttons are left out on paper; the marks are words with a sign and a border in any colours."""
    with opened(browser, 720) as watched:
        page = shown(watched, published, ["c1", "c901"])
        before = told(page, FIGURE)
        page.emulate_media(media="print")
        expect(page.locator(".eb-sml-valg form")).to_be_hidden()
        expect(page.locator(".eb-sml-valgte")).to_be_hidden()
        assert told(page, FIGURE) == before
        assert layouts.faults(page) == []
        page.emulate_media(media="screen", forced_colors="active")
        mark = page.locator(f"{FIGURE} .eb-sml-ulikt, {FIGURE} .eb-sml-likt").first
        assert mark.evaluate("(node) => getComputedStyle(node, '::before').content").startswith(('"≠"', '"="'))
        assert float(mark.evaluate("(node) => parseFloat(getComputedStyle(node).borderTopWidth)")) >= 1


def test_every_stop_of_an_open_comparison_is_seen(browser: Browser, published: str) -> None:
    """Tab goes through choices, buttons and sources in reading order, wide and narrow, and nothing holds the reader."""
    with opened(browser) as watched:
        for width in (1280, 360):
            arrange(watched.page, width, "light")
            page = shown(watched, published, ["c1", "c901", "c903"])
            stops, wrong = walk(page)
            assert wrong == []
            assert len(stops) > 20
