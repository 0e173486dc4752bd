"""The search page as readers use it: with keys and pointer, back and forward, offline, hostile, narrow and enlarged."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, expect
from searching import Searcher, requests_of, searching, stand_in
from sites import HOSTILE, Site, folded
from walks import walk

from browsing import axe, layouts
from browsing.browser import arrange, opened
from browsing.sample import address_of, redirects

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

WORD = "rapport"  # in a title and in the text of several records of the test bank
BAD = ("\"><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "'; alert(1); '", "%3Cb%3E", "{{7*7}}", "\\", "(", "*", "«»")  # fmt: skip


# --- From the head of every page ------------------------------------------------------------------------------------


def test_the_field_in_the_head_leads_to_the_search_from_every_kind_of_page(
    browser: Browser, published: str, site: Site, chosen: list[str]
) -> None:
    """On a page of each template the form leads there; on some of them somebody writes and presses Enter."""
    files = [file for file in chosen if not redirects(site.pages[file])]
    assert len(files) > 20
    with searching(browser, published) as reader:
        for number, file in enumerate(files):
            reader.page.goto(published + address_of(file))
            form = reader.page.locator(".eb-topp form")
            assert form.evaluate("(form) => form.action") == f"{published}sok/", file
            if number % 6 == 0:
                form.get_by_role("searchbox", name="Søk i banken").fill(WORD)
                reader.page.keyboard.press("Enter")
                reader.page.wait_for_url(f"{published}sok/?q={WORD}")
                reader.answered(WORD)
                assert reader.results.count() > 0
                expect(reader.field).to_have_value(WORD)
                expect(form.get_by_role("searchbox")).to_have_value(WORD)
        assert reader.watched.trouble == []


@pytest.mark.parametrize("address", ["", "funn/", "sok/"])
def test_without_scripts_the_field_leads_to_the_list_of_all(browser: Browser, published: str, address: str) -> None:
    """There every record stands, and how to find words in it."""
    with opened(browser, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(published + address)
        page.get_by_role("searchbox").fill(WORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{published}alle/?q={WORD}")
        expect(page.locator("article")).to_contain_text("nettleserens eget søk")
        expect(page.locator("article noscript p")).to_be_visible()
        assert page.locator(".eb-alle a").count() > 30


def test_without_scripts_the_search_page_leads_to_the_list_of_all(browser: Browser, published: str) -> None:
    """It says why it cannot search, and shows no field that does not work."""
    with opened(browser, java_script_enabled=False) as watched:
        watched.page.goto(f"{published}sok/?q={WORD}")
        why = watched.page.locator("article noscript p").first
        expect(why).to_be_visible()
        assert "trenger JavaScript" in why.inner_text()
        expect(watched.page.locator(".eb-sokeskjema")).to_be_hidden()
        watched.page.get_by_role("link", name="alt i banken", exact=True).click()
        watched.page.wait_for_url(f"{published}alle/")


# --- Hits -----------------------------------------------------------------------------------------------------------


def test_nothing_is_fetched_before_the_reader_touches_the_search(browser: Browser, published: str) -> None:
    """The page alone asks for neither engine nor data; a field in focus asks for the engine, an address for an answer."""
    with searching(browser, published) as reader:
        asked = requests_of(reader.page)
        reader.page.goto(f"{published}sok/", wait_until="networkidle")
        before = asked()
        assert any(path.endswith("/assets/sok-side.js") for path in before)
        assert [path for path in before if path.endswith("sok.js") or "/sok/" in path.rstrip("/")[1:] + "x"] == [], (
            before
        )
        reader.field.focus()
        reader.page.wait_for_load_state("networkidle")
        assert any(path.endswith("/assets/sok.js") for path in asked())


def test_the_search_page_asks_for_its_scripts_at_once(site: Site) -> None:
    """The head names what the script begins with, so that the one does not wait for the other."""
    script = (site.root / "assets" / "sok-side.js").read_text(encoding="utf-8")
    wanted = [f"../assets/{name}" for name in re.findall(r'^import .+ from "\./(.+)";$', script, re.MULTILINE)]
    assert wanted
    assert site.pages["sok/index.html"].xpath("//link[@rel='modulepreload']/@href") == wanted


def test_the_field_in_the_head_fetches_the_search_when_somebody_goes_into_it(
    browser: Browser, published: str, site: Site
) -> None:
    """Before that nothing of the search is asked for; then exactly its scripts and its settings, and nothing is wrong."""
    scripts = {f"assets/{file.name}" for file in (site.root / "assets").glob("sok*.js")}
    assert len(scripts) > 4
    wanted = {*scripts, "sok/oppsett.json"}
    base = urlsplit(published).path
    with searching(browser, published) as reader:
        asked = requests_of(reader.page)
        reader.page.goto(published, wait_until="networkidle")
        before = [path.removeprefix(base) for path in asked()]
        assert "assets/erfaringsbank.js" in before
        assert [path for path in before if path in wanted or path.startswith("sok")] == []
        with reader.page.expect_request_finished(lambda request: request.url.endswith("oppsett.json")):
            reader.page.get_by_role("searchbox", name="Søk i banken").focus()
        reader.page.wait_for_timeout(500)  # more than this must not come
        assert {path.removeprefix(base) for path in asked()[len(before) :]} == wanted
        assert reader.watched.trouble == []


def test_a_search_from_the_head_works_though_it_could_not_be_fetched_before(browser: Browser, published: str) -> None:
    """What the head asks for is lost on the way: the search page asks for it again."""
    with searching(browser, published) as reader:
        reader.page.goto(published)
        reader.page.route("**/assets/sok*.js", lambda route: route.abort())
        reader.page.get_by_role("searchbox", name="Søk i banken").fill(WORD)
        reader.watched.wait_for("ERR_FAILED")
        reader.page.unroute("**/assets/sok*.js")
        assert reader.watched.told()
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url(f"{published}sok/?q={WORD}")
        reader.answered(WORD)
        assert reader.results.count() > 0
        assert not reader.watched.heard("skript")


def test_what_is_written_is_found_while_it_is_written(browser: Browser, published: str, site: Site) -> None:
    """Focus stays in the field, the count is said, and the hit shows type, ID, and the word marked in a sentence."""
    with searching(browser, published) as reader:
        reader.open()
        steps = reader.page.evaluate("history.length")
        reader.type(WORD)
        expect(reader.field).to_be_focused()
        assert reader.address() == [("q", WORD)]
        assert reader.page.evaluate("history.length") == steps
        assert reader.page.title().startswith(f"«{WORD}» – Søk – ")
        hit = reader.results.filter(has_text="Kilde K1").first
        assert folded(hit.get_by_role("link").inner_text()) == site.titles["k1"]
        assert hit.get_by_role("link").evaluate("(link) => link.href").startswith(f"{published}kilder/k1")
        expect(reader.page.locator("mark").first).to_have_text(re.compile("rapport", re.IGNORECASE))
        assert reader.count() >= reader.results.count() > 0
        assert reader.watched.trouble == []


def test_a_hit_shows_strength_and_place_as_elsewhere(browser: Browser, published: str, site: Site) -> None:
    """The boxes and words of a finding are those of its page; a case says where it is."""
    with searching(browser, published) as reader:
        reader.open("?q=f1")
        reader.answered("f1")
        mark = reader.results.first.locator(".eb-styrke")
        own = site.page(site.bank["f1"]).xpath("//*[contains(@class, 'eb-styrke')]")[0]
        assert mark.get_attribute("class") == own.get("class")
        assert folded(mark.inner_text()) == folded(own.text_content())
        assert mark.locator("i").count() == 5
        reader.open("?q=c1")
        reader.answered("c1")
        expect(reader.results.first).to_contain_text("Case C1")
        expect(reader.results.first).to_contain_text("Norge")


def test_a_hit_can_be_opened_and_left_again(browser: Browser, published: str) -> None:
    """Back from the page of a hit gives the same list."""
    with searching(browser, published) as reader:
        reader.open(f"?q={WORD}")
        reader.answered(WORD)
        titles = reader.titles()
        reader.results.first.get_by_role("link").click()
        reader.page.wait_for_url(lambda url: "/sok/" not in url)
        reader.page.go_back()
        reader.answered(WORD)
        expect(reader.results).to_have_count(len(titles))
        assert reader.titles() == titles


@pytest.mark.parametrize("width", [360, 1280])
def test_sentences_come_without_moving_anything(browser: Browser, published: str, width: int) -> None:
    """The hits are where they were, whether the sentence is long or short, or never comes."""
    boxes = "() => [...document.querySelectorAll('.eb-treff')].map((hit) => Object.values(hit.getBoundingClientRect().toJSON()))"
    with searching(browser, published, width) as reader:
        stand_in(reader.page)
        reader.open("?q=holdt")
        reader.answered("holdt")
        before = reader.page.evaluate(boxes)
        assert reader.page.locator("mark").count() == 0
        reader.page.evaluate("window.slipp.setninger()")
        expect(reader.page.locator("mark")).to_have_count(20)
        assert reader.page.evaluate(boxes) == before
        reader.type("uten")
        assert reader.page.evaluate(boxes) == before
        assert reader.watched.trouble == []


def test_an_old_answer_never_comes_over_a_newer_one(browser: Browser, published: str) -> None:
    """The answer to the first word comes after the answer to the second, and is not shown."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=sen")
        expect(reader.page.locator("html[data-holdt=svar]")).to_have_count(1)
        reader.type("ingen")
        reader.page.evaluate("window.slipp.svar()")
        reader.page.evaluate("new Promise((done) => setTimeout(done))")
        assert reader.count() == 0
        expect(reader.results).to_have_count(0)


def test_the_first_hits_do_not_wait_for_the_rest(browser: Browser, published: str) -> None:
    """They can be opened while the rest is on its way; the number is said aloud, and more offered, when all are there."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=resten")
        expect(reader.page.locator("html[data-holdt=resten]")).to_have_count(1)
        first = reader.titles()
        assert 0 < len(first) < 20
        assert reader.page.locator(".eb-antall").inner_text() == "47 treff på «resten»"
        assert "47" not in reader.status.inner_text()
        expect(reader.more).to_be_hidden()
        reader.results.first.get_by_role("link").focus()
        reader.page.evaluate("window.slipp.resten()")
        reader.answered("resten")
        expect(reader.results.first.get_by_role("link")).to_be_focused()
        assert reader.titles()[: len(first)] == first
        assert (reader.results.count(), reader.count()) == (20, 47)
        expect(reader.more).to_be_visible()


def test_hits_from_before_are_gone_when_the_rest_of_them_comes(browser: Browser, published: str) -> None:
    """The rest of an answer is never laid below another answer."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=resten")
        expect(reader.page.locator("html[data-holdt=resten]")).to_have_count(1)
        reader.type("ingen")
        reader.page.evaluate("window.slipp.resten()")
        reader.page.evaluate("new Promise((done) => setTimeout(done))")
        expect(reader.results).to_have_count(0)


def test_more_hits_are_shown_with_focus_on_the_first_of_them(browser: Browser, published: str) -> None:
    """20, 40 and then all, with the keyboard; what was there stays, and a reload shows as many."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=alt")
        for shown in (20, 40):
            expect(reader.results).to_have_count(shown)
            reader.more.focus()
            reader.page.keyboard.press("Enter")
            expect(reader.results.nth(shown).get_by_role("link")).to_be_focused()
        expect(reader.results).to_have_count(47)
        expect(reader.more).to_be_hidden()
        expect(reader.status).to_have_text("Viser 47 av 47 treff på «alt»")
        reader.page.reload()
        expect(reader.results).to_have_count(47)
        expect(reader.page.locator("mark")).to_have_count(47)


# --- Choices --------------------------------------------------------------------------------------------------------


def test_the_numbers_at_the_choices_are_true(browser: Browser, published: str) -> None:
    """Each choice gives exactly as many hits as stand at it, also together with a choice in another group."""
    looked = 0
    with searching(browser, published) as reader:
        reader.open(f"?q={WORD}")
        reader.answered(WORD)
        for extra in ("", "&land=Norge"):
            reader.open(f"?q={WORD}{extra}")
            expect(reader.status).to_have_text(re.compile("treff"))
            for box, number in list(reader.choices("type")):
                box.check()
                reader.says(number)
                box.uncheck()
                looked += 1
        assert looked > 2
        assert reader.watched.trouble == []


def test_several_can_be_chosen_and_the_address_holds_them(browser: Browser, published: str) -> None:
    """Two types give the sum, with focus where it was; whoever gets the address sees the same."""
    with searching(browser, published) as reader:
        reader.open(f"?q={WORD}")
        reader.answered(WORD)
        (first, one), (second, two) = sorted(reader.choices("type"), key=lambda pair: -pair[1])[:2]
        values = [first.get_attribute("value") or "", second.get_attribute("value") or ""]
        first.check()
        expect(first).to_be_focused()
        second.check()
        reader.says(one + two)
        assert sorted(reader.address()) == sorted([("q", WORD), *(("type", value) for value in values)])
        titles = reader.titles()
        with searching(browser, published) as other:
            other.page.goto(reader.page.url)
            other.says(one + two)
            assert other.titles() == titles
            chosen = {box.get_attribute("value") for box, _ in other.choices("type") if box.is_checked()}
            assert chosen == set(values)
            expect(other.page.get_by_text("(2 valgt)")).to_be_visible()
        assert reader.watched.trouble == []


def test_back_takes_away_one_choice_at_a_time(browser: Browser, published: str) -> None:
    """Forward puts it there again; a button takes all away, and focus is not lost with it."""
    with searching(browser, published) as reader:
        reader.open(f"?q={WORD}")
        reader.answered(WORD)
        everything = reader.count()
        (first, one), (second, two) = sorted(reader.choices("type"), key=lambda pair: -pair[1])[:2]
        first.check()
        reader.says(one)
        second.check()
        reader.says(one + two)
        reader.page.go_back()
        reader.says(one)
        expect(reader.page.locator(".eb-valg :checked")).to_have_count(1)
        reader.page.go_back()
        reader.says(everything)
        expect(reader.page.locator(".eb-valg :checked")).to_have_count(0)
        reader.page.go_forward()
        reader.says(one)
        reader.page.get_by_role("button", name="Fjern alle valg").click()
        reader.says(everything)
        assert reader.page.evaluate("document.activeElement.type") == "checkbox"


def test_a_choice_that_gives_nothing_can_be_taken_away(browser: Browser, published: str) -> None:
    """An address with a value that is not there shows it, says that nothing was found, and what to do."""
    with searching(browser, published) as reader:
        reader.open(f"?q={WORD}&type=finnes-ikke")
        expect(reader.status).to_have_text(f"Ingen treff på «{WORD}»")
        expect(reader.page.get_by_text("Fjern noen av valgene")).to_be_visible()
        reader.page.get_by_role("checkbox", name="finnes-ikke").uncheck()
        expect(reader.results.first).to_be_visible()
        assert reader.address() == [("q", WORD)]


def test_back_and_forward_go_through_what_was_sent(browser: Browser, published: str) -> None:
    """Each search that was sent is a step; letters on the way to it are not."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.page.goto(published)
        reader.open()
        for words in ("første", "andre", "tredje"):
            reader.type(words)
            reader.page.keyboard.press("Enter")
        for words in ("andre", "første"):
            reader.page.go_back()
            reader.answered(words)
            expect(reader.field).to_have_value(words)
            assert reader.address() == [("q", words)]
        reader.page.go_forward()
        reader.answered("andre")
        for _ in range(2):
            reader.page.go_back()
        reader.page.wait_for_url(published)


# --- What can go wrong ----------------------------------------------------------------------------------------------


def test_hostile_words_are_shown_as_text(browser: Browser, published: str) -> None:
    """In the address, the field, the title and the status, and as a choice: nothing runs and nothing is fetched."""
    with searching(browser, published) as reader:
        dialogs: list[str] = []

        def dismiss(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        reader.page.on("dialog", dismiss)
        for words in (*BAD, *HOSTILE[:2], "a" * 2000, "🧑‍🏫", "\u202eakkab"):
            reader.open("?" + urlencode([("q", words), ("type", words), ("land", words)]))
            expect(reader.status).to_contain_text("treff på «")
            expect(reader.field).to_have_value(words)
            assert f"«{words}»" in (reader.status.text_content() or "")
            assert reader.page.locator("article script, article img").count() == 0
        assert dialogs == []
        assert reader.watched.trouble == []


def test_hostile_titles_are_shown_as_text(browser: Browser, published: str, site: Site) -> None:
    """A title that looks like code is the text of its hit, letter by letter."""
    wanted = folded(HOSTILE[0])
    with searching(browser, published) as reader:
        reader.open("?q=k900")
        reader.answered("k900")
        assert folded(reader.results.first.get_by_role("link").inner_text()) == wanted == site.titles["k900"]
        assert reader.watched.trouble == []


def test_no_hits_say_what_was_looked_for_and_where_to_go(browser: Browser, published: str) -> None:
    """The words as they were understood, the list of all, what nobody knows, and where to tell of a missing word."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=ingen")
        expect(reader.status).to_have_text("Ingen treff på «ingen». Vi lette etter «noe annet»")
        expect(reader.page.locator(".eb-mente")).to_be_visible()
        help_ = reader.page.locator(".eb-ingen")
        links = help_.get_by_role("link").evaluate_all("(links) => links.map((link) => link.href)")
        assert links[:2] == [f"{published}alle/", f"{published}kunnskapshull/"]
        assert "tilbakemelding" in links[2]
        reader.type("noe")
        expect(help_).to_be_hidden()
        expect(reader.page.locator(".eb-mente")).to_be_hidden()


def test_nonsense_has_no_hits(browser: Browser, published: str) -> None:
    """The real engine too can find nothing."""
    with searching(browser, published) as reader:
        reader.open("?q=xqzwvkj")
        expect(reader.status).to_have_text("Ingen treff på «xqzwvkj»")
        expect(reader.results).to_have_count(0)


@pytest.mark.parametrize("missing", ["**/assets/sok.js", "**/sok/oppsett.json"])
def test_offline_the_page_says_so_and_finds_its_way_back(browser: Browser, published: str, missing: str) -> None:
    """A link to the list of all; and when the network is there again, the next search works."""
    with searching(browser, published) as reader:
        reader.open()
        reader.page.route(missing, lambda route: route.abort())
        reader.type(WORD)
        expect(reader.status).to_have_text("Søket kunne ikke hentes.")
        trouble = reader.page.locator(".eb-sokefeil")
        expect(trouble.get_by_role("link")).to_have_attribute("href", "../alle/")
        reader.page.unroute(missing)
        reader.page.keyboard.press("Enter")
        reader.answered(WORD)
        expect(reader.results.first).to_be_visible()
        expect(trouble).to_be_hidden()


# --- Keyboard, names, looks -----------------------------------------------------------------------------------------


def test_the_search_with_the_keyboard_alone(browser: Browser, published: str) -> None:
    """Tab goes from the field past the button and the way to the hits; that way leads over the choices."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=alt")
        expect(reader.results).to_have_count(20)
        _, wrong = walk(reader.page)
        assert wrong == []
        reader.field.focus()
        for _ in range(2):
            reader.page.keyboard.press("Tab")
        expect(reader.page.get_by_role("link", name="Gå forbi valgene, til treffene")).to_be_focused()
        reader.page.keyboard.press("Enter")
        reader.page.keyboard.press("Tab")
        expect(reader.results.first.get_by_role("link")).to_be_focused()
        assert reader.address() == [("q", "alt")]


def test_everything_has_a_name_and_a_role(browser: Browser, published: str) -> None:
    """What a screen reader is told of the page: the search, the groups of choices, the list and its heading."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=alt")
        expect(reader.results).to_have_count(20)
        article = reader.page.locator("article")
        told = article.aria_snapshot()
        for line in (
            'heading "Søk" [level=1]',
            'search "Hele banken"',
            'searchbox "Hva leter du etter?": alt',
            "status: 47 treff på «alt»",
            'group "Type"',
            'checkbox "Funn (24)"',
            'group "Styrke"',
            'heading "Treff" [level=2]',
            'link "Treff nummer 1"',
            'button "Vis flere"',
        ):
            assert line in told, (line, told)
        assert told.count("47 treff") == 1


def look_at(reader: Searcher) -> list[str]:
    """What axe finds, and what lies outside, upon something else or cut off, in both colours."""
    found = []
    for scheme in ("light", "dark"):
        arrange(reader.page, reader.page.viewport_size["width"] if reader.page.viewport_size else 0, scheme)
        found += [f"{scheme}: {fault}" for fault in axe.run(reader.page)]
    return [*found, *layouts.faults(reader.page)]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_axe_finds_nothing_with_hits_and_choices_open(browser: Browser, published: str, width: int) -> None:
    """Empty, with hits and choices, with nothing found, with no network; nothing sideways, also enlarged and spaced."""
    with searching(browser, published, width, reduced_motion="reduce") as reader:
        stand_in(reader.page)
        reader.open()
        axe.ready(reader.page)
        assert look_at(reader) == []
        reader.type("alt")
        expect(reader.page.locator("mark")).to_have_count(20)
        reader.unfold()
        assert look_at(reader) == []
        layouts.style(reader.page, layouts.SPACED)
        assert layouts.faults(reader.page) == []
        layouts.style(reader.page, "")
        layouts.text_size(reader.page, 2 * layouts.DEFAULT_SIZE)
        if width == 1280:  # the narrow ones are 1280 enlarged already
            assert layouts.faults(reader.page) == []
        layouts.text_size(reader.page, layouts.DEFAULT_SIZE)
        reader.unfold()
        reader.page.locator(".eb-valg input").first.check()
        reader.type("ingen")
        expect(reader.page.locator(".eb-ingen")).to_be_visible()
        assert look_at(reader) == []
        reader.open(f"?q={quote('alt')}")
        reader.page.unroute("**/assets/sok.js")
        reader.page.route("**/assets/sok.js", lambda route: route.abort())
        reader.page.reload()
        expect(reader.page.locator(".eb-sokefeil")).to_be_visible()
        axe.ready(reader.page)
        assert look_at(reader) == []


def test_forced_colours_leave_marks_and_boxes(browser: Browser, published: str) -> None:
    """The marked word and the box that is ticked are told apart from the rest in the reader's own colours."""
    with searching(browser, published, forced_colors="active") as reader:
        stand_in(reader.page)
        reader.open("?q=alt&type=funn")
        mark = reader.page.locator("mark").first
        expect(mark).to_be_visible()
        grounds = "(node) => [node, node.parentElement].map((one) => getComputedStyle(one).backgroundColor)"
        own, around = mark.evaluate(grounds)
        assert own != around
        expect(reader.page.locator("[name=type][value=funn]")).to_be_checked()


def test_planted_markup_is_found(browser: Browser, published: str) -> None:
    """The gate is alive: an engine whose titles were put in as HTML would have left an element behind."""
    with searching(browser, published) as reader:
        stand_in(reader.page)
        reader.open("?q=alt")
        expect(reader.results).to_have_count(20)
        reader.page.evaluate("document.querySelector('.eb-treff a').innerHTML = '<img src=\"x:\" alt>'")
        assert reader.page.locator("article script, article img").count() == 1
