"""The lists in a real browser: several values at once, true counts, an address to share, a table, and files to keep."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Browser, Page, expect

from banks import ROOT
from bench.made_bank import MadeBank
from browsing import axe
from browsing.browser import Watched, opened
from browsing.host import hosted
from browsing.look import Scheme
from checking import TODAY
from erfaringsbank import norsk
from erfaringsbank.bank import Bank
from erfaringsbank.facets import NARROWED, Facet, facets
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load
from erfaringsbank.opendata.registry import exports
from erfaringsbank.pages import list_page
from erfaringsbank.records import Case, Funn, Kilde, Record
from erfaringsbank.shell import stylesheet
from rendered import as_html, folded, head_and_body

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

PAGE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Liste</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="../assets/erfaringsbank.css">
<script type="module" src="../assets/lister.js"></script></head>
<body><main><article class="md-typeset eb-artikkel">{}</article></main></body></html>"""
Choices = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Lists:
    """The lists of a made bank on a host: what the engine makes of them, without the frame of the site."""

    bank: Bank
    address: str

    @cached_property
    def facets(self) -> dict[type[Record], tuple[Facet, ...]]:
        return {cls: facets(Knowledge(self.bank, TODAY), cls) for cls in NARROWED}

    def having(self, cls: type[Record], chosen: Choices, without: str = "") -> list[str]:
        """The IDs that should be shown: one of the values in each facet that something is chosen in."""
        left = [str(record.id) for record in self.bank.of(cls)]
        for facet in self.facets[cls]:
            wanted = chosen.get(facet.key, ()) if facet.key != without else ()
            ids = {record.id for choice in facet.choices if choice.key in wanted for record in choice.records}
            left = [id_ for id_ in left if id_ in ids or not wanted]
        return left


def put(bank: Bank, root: Path) -> None:
    """The pages of the lists, the open data, the style and the scripts of a bank in a folder."""
    known = Knowledge(bank, TODAY)
    files = {file.path: file.data for file in exports(bank, TODAY)}
    for cls in NARROWED:
        _, body = head_and_body(list_page(known, cls, facets(known, cls))[1])
        inner = lxml_html.tostring(as_html(body), encoding="unicode")
        inner = re.sub(r'href="([a-z0-9-]+)\.md"', r'href="\1/"', inner)
        files[f"{cls.mappe}/index.html"] = PAGE.format(inner).encode()
    parts = [(part.name, part.read_text(encoding="utf-8")) for part in (ROOT / "overrides/stil").glob("*.css")]
    files["assets/erfaringsbank.css"] = stylesheet(parts)
    files |= {f"assets/{path.name}": path.read_bytes() for path in (ROOT / "overrides/assets").glob("lister*.js")}
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Lists]]:
    """The lists of made banks of a size; each is made once."""
    done: dict[int, Lists] = {}
    with ExitStack() as stack:

        def of_size(size: int) -> Lists:
            if size not in done:
                texts = ((path, text.encode()) for path, text in MadeBank(size).files(ROOT))
                bank, root = load(texts)[0], tmp_path_factory.mktemp(f"lister{size}")
                put(bank, root)
                done[size] = Lists(bank, stack.enter_context(hosted(root, "/")))
            return done[size]

        yield of_size


@pytest.fixture
def lists(made: Callable[[int], Lists]) -> Lists:
    """The lists of a bank about the size of the real one."""
    return made(600)


def go(page: Page, address: str) -> None:
    """Open a list and wait until the script has made it ready."""
    page.goto(address)
    expect(page.locator(".eb-verktoy")).to_be_visible()


_SHOWN = """() => [...document.querySelectorAll('.eb-utvalgt li:not(.eb-utenfor) > [data-v] > a')]
  .filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href').split('-')[0])"""
_ROWS = "() => [...document.querySelectorAll('.eb-utvalgt tbody tr')].map((row) => [...row.cells].map((c) => c.textContent))"


def shown(page: Page) -> list[str]:
    """The IDs of the entries that a reader sees, in the order of the page."""
    return list(page.evaluate(_SHOWN))


def status(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def box(page: Page, facet: str, value: str) -> Any:
    return page.locator(f"input[name='{facet}'][value='{value}']")


def choose(page: Page, chosen: Choices) -> None:
    for facet, values in chosen.items():
        for value in values:
            box(page, facet, value).check()


CHOSEN: Choices = {"retning": ["svekker", "blandet"], "slag": ["effekt"]}


def test_values_of_one_facet_add_and_facets_narrow(browser: Browser, lists: Lists) -> None:
    """Several at once: any of the values in a facet, and all of the facets. The status says how many are shown."""
    wanted = lists.having(Funn, CHOSEN)
    either = lists.having(Funn, {"retning": CHOSEN["retning"]})
    assert 0 < len(wanted) < len(either) < len(lists.bank.of(Funn))
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}funn/")
        assert sorted(shown(page)) == sorted(lists.having(Funn, {}))
        choose(page, CHOSEN)
        assert sorted(shown(page)) == sorted(wanted)
        assert status(page) == f"Viser {len(wanted)} av {len(lists.bank.of(Funn))} funn."
        assert page.locator(".eb-valgt").inner_text() == "Slag: Effekt. Retning: Blandet eller Svekker."
        headings = page.locator(".eb-utvalgt h2:visible").count()
        assert headings == len({lists.bank[id_].utfall for id_ in wanted})  # type: ignore[attr-defined]
        page.get_by_role("button", name="Nullstill").click()
        assert sorted(shown(page)) == sorted(lists.having(Funn, {}))
        assert status(page) == f"Viser alle {len(lists.bank.of(Funn))} funn."
        assert watched.trouble == []


@pytest.mark.parametrize("cls", NARROWED, ids=lambda cls: str(cls.mappe))
def test_every_count_is_what_its_value_would_show(browser: Browser, lists: Lists, cls: type[Record]) -> None:
    """Beside each value stands how many records have it and fit what is chosen in the other facets."""
    first = lists.facets[cls][0]
    chosen = {first.key: [first.choices[0].key]}
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}{cls.mappe}/")
        choose(page, chosen)
        looked = 0
        for facet in lists.facets[cls]:
            for choice in facet.choices:
                told = box(page, facet.key, choice.key).locator("xpath=..").inner_text()
                fits = set(lists.having(cls, chosen, without=facet.key))
                assert told.split()[-1] == str(len(fits & {record.id for record in choice.records})), choice.page
                looked += 1
        other = lists.facets[cls][1]
        value = max(other.choices, key=lambda choice: len(choice.records))
        count = box(page, other.key, value.key).locator("xpath=..").inner_text().split()[-1]
        box(page, other.key, value.key).check()
        assert len(shown(page)) == int(count)
        assert looked > 5
        assert watched.trouble == []


def test_an_address_can_be_shared_and_back_undoes(browser: Browser, lists: Lists) -> None:
    """What is chosen stands in the address: another reader sees the same, and «back» takes away one choice at a time."""
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}funn/")
        choose(page, CHOSEN)
        page.get_by_label("Sorter etter").select_option("tittel")
        address, seen = page.url, shown(page)
        assert address.endswith("?slag=effekt&retning=blandet&retning=svekker&sorter=tittel")
        with opened(browser) as other:
            go(other.page, address)
            assert (shown(other.page), status(other.page)) == (seen, status(page))
            assert box(other.page, "retning", "svekker").is_checked()
        page.go_back()
        assert page.get_by_label("Sorter etter").input_value() == ""
        assert sorted(shown(page)) == sorted(seen)
        page.go_back()
        assert sorted(shown(page)) == sorted(lists.having(Funn, {"retning": CHOSEN["retning"]}))
        page.go_forward()
        page.go_forward()
        assert shown(page) == seen
        assert watched.trouble == []


def test_an_address_with_words_that_are_not_there_shows_the_whole_list(browser: Browser, lists: Lists) -> None:
    """An old link, or one that someone has played with, does no harm."""
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}funn/?retning=finnes-ikke&hva=%3Cb%3E&sorter=etter-farge&vis=alt")
        assert sorted(shown(watched.page)) == sorted(lists.having(Funn, {}))
        assert status(watched.page).startswith("Viser alle")
        assert watched.trouble == []


def test_what_no_one_has_together_gives_an_empty_list_that_says_so(browser: Browser, lists: Lists) -> None:
    """No entry, no heading over nothing, and the status says none."""
    none = {"slag": ["beskrivelse"], "retning": ["svekker"]}
    assert lists.having(Funn, none) == []
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}funn/?slag=beskrivelse&retning=svekker")
        assert shown(watched.page) == []
        assert status(watched.page).startswith("Viser 0 av ")
        expect(watched.page.locator(".eb-utvalgt h2:visible")).to_have_count(0)


def test_a_place_stands_under_its_municipality_also_when_that_is_not_chosen(browser: Browser, lists: Lists) -> None:
    """The municipality is then shown as what the place belongs to, with a word for it, and is not counted."""
    places = [case for case in lists.bank.of(Case) if case.del_av]
    [key] = [facet.key for facet in lists.facets[Case] if facet.name == "Meråpent"]
    answer = next(
        lists.bank.whole(place).akser["meråpent"]
        for place in places
        if lists.bank.whole(place).akser["meråpent"] != lists.bank.whole(lists.bank[place.del_av]).akser.get("meråpent")  # type: ignore[arg-type, index]
    )
    wanted = lists.having(Case, {key: [answer]})
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}caser/?{key}={answer}")
        assert sorted(shown(page)) == sorted(wanted)
        outside = page.locator("li.eb-utenfor:visible")
        assert outside.count() > 0
        note = outside.first.locator("xpath=p[1]").evaluate("(p) => getComputedStyle(p, '::after').content")
        assert "ikke i utvalget" in note
        for id_ in outside.locator("xpath=p[1]/a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))"):
            assert id_.split("-")[0] not in wanted
        assert status(page) == f"Viser {len(wanted)} av {len(lists.bank.of(Case))} caser."


def test_sorting_fits_the_type_and_is_norwegian(browser: Browser, lists: Lists) -> None:
    """By ID, by title with æ, ø, å last, findings by strength and sources by year; what has none comes last."""
    known = Knowledge(lists.bank, TODAY)
    orders: Mapping[str, Callable[[Any], Any]] = {
        "funn/?sorter=id": lambda record: record.nummer,
        "funn/?sorter=tittel": lambda record: norsk.alphabetical(folded(record.tittel)),
        "funn/?sorter=styrke": lambda record: -known.av(record).step if known.av(record) else 1,  # type: ignore[union-attr]
        "kilder/?sorter=ar": lambda record: (record.dato is None, [-part for part in record.dato.end.parts()] if record.dato else []),
        "caser/?sorter=tittel": lambda record: norsk.alphabetical(folded(record.tittel)),
    }  # fmt: skip
    with opened(browser) as watched:
        for address, key in orders.items():
            go(watched.page, lists.address + address)
            records = [lists.bank[id_] for id_ in shown(watched.page)]
            keys = [key(record) for record in records]
            assert keys == sorted(keys), address
            assert len(keys) == len(lists.bank.of(type(records[0])))
            assert len({str(one) for one in keys}) > 1, address
        go(watched.page, f"{lists.address}caser/")
        own = shown(watched.page)
        for order in ("tittel", ""):
            watched.page.get_by_label("Sorter etter").select_option(order)
        assert shown(watched.page) == own
        assert watched.trouble == []


def test_letters_are_sorted_as_norwegians_do(browser: Browser, lists: Lists) -> None:
    """The browser's order of some words is the order of the pages that are made: «å» last, «aa» as «å»."""
    words = ["Ås", "Øy", "Ære", "Zoo", "Aas", "Abel", "Åbo", "elv", "Émil", "Østby"]
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}funn/")
        found = watched.page.evaluate("(words) => words.sort((a, b) => a.localeCompare(b, 'nb'))", words)
    assert [norsk.alphabetical(word) for word in found] == sorted(map(norsk.alphabetical, words))


def test_the_table_says_what_the_list_shows(browser: Browser, lists: Lists) -> None:
    """A real table with a row an entry in the order chosen, a column a facet, and the values of each; and back again."""
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}funn/?retning=svekker&sorter=styrke")
        wanted = shown(page)
        before = watched.requests
        page.get_by_role("button", name="Vis som tabell").click()
        table = page.get_by_role("table")
        expect(table).to_be_visible()
        assert watched.requests == before + 1  # the script of tables, when it is asked for and not before
        assert page.url.endswith("vis=tabell")
        assert shown(page) == []
        heads = page.get_by_role("columnheader").all_inner_texts()
        assert heads == ["ID", "Tittel", *(facet.name for facet in lists.facets[Funn])]
        rows = page.evaluate(_ROWS)
        assert [row[0].lower() for row in rows] == wanted
        for row in rows:
            record = lists.bank[row[0].lower()]
            values = [[c.name for c in facet.choices if record in c.records] for facet in lists.facets[Funn]]
            assert row[2:] == ["; ".join(names) for names in values]
        box(page, "retning", "blandet").check()
        expect(table.locator("tbody tr")).to_have_count(len(lists.having(Funn, {"retning": CHOSEN["retning"]})))
        page.get_by_role("button", name="Vis som tabell").click()
        expect(table).to_be_hidden()
        assert len(shown(page)) == len(lists.having(Funn, {"retning": CHOSEN["retning"]}))
        assert watched.trouble == []


def test_the_table_of_sources_has_their_year(browser: Browser, lists: Lists) -> None:
    """And a source without a date says so."""
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}kilder/?sorter=ar&vis=tabell")
        expect(watched.page.get_by_role("table")).to_be_visible()
        for row in watched.page.evaluate(_ROWS):
            source = lists.bank[row[0].lower()]
            assert isinstance(source, Kilde)
            assert row[2] == (source.dato.end[:4] if source.dato else "Ikke kjent")


def saved(page: Page, name: str) -> tuple[str, str]:
    """Press a button that gives a file: the name of the file, and what is in it."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode()


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_csv_is_exactly_what_is_shown(browser: Browser, lists: Lists) -> None:
    """The rows of the open data for those records and no other, in the order shown, under the same columns."""
    whole = next(file.data.decode() for file in exports(lists.bank, TODAY) if file.path == "data/funn.csv")
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}funn/?retning=svekker&retning=blandet&sorter=tittel")
        wanted = shown(watched.page)
        name, text = saved(watched.page, "Last ned CSV")
        assert name == "funn-2026-11-22.csv"
        assert text.count("\r\n") >= len(wanted) + 1
        published = {row[0]: row for row in rows_of(whole)}
        assert rows_of(text) == [published["id"], *(published[id_] for id_ in wanted)]
        assert 0 < len(wanted) < len(published) - 1
        assert watched.trouble == []


def test_the_json_is_exactly_what_is_shown(browser: Browser, lists: Lists) -> None:
    """The records of the open data, with who made them and the address of what was chosen."""
    whole = json.loads(next(file.data for file in exports(lists.bank, TODAY) if file.path.endswith(".json")))
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}kilder/?lest=ikke-lest")
        wanted = shown(watched.page)
        name, text = saved(watched.page, "Last ned JSON")
        assert name == "kilder-2026-11-22.json"
        found = json.loads(text)
        assert found["om"].pop("utvalg") == watched.page.url
        assert found["om"] == whole["om"]
        assert found["poster"] == [post for id_ in wanted for post in whole["poster"] if post["id"] == id_]
        assert len(found["poster"]) == len(wanted) > 0
        assert watched.trouble == []


AWKWARD = 'id,"a ""b""",c\r\nf1,"x, ""y""\r\nz",1\r\nf2,\'=1,"\n"\r\n'


def test_rows_with_quotes_and_line_breaks_in_them_come_whole(browser: Browser, lists: Lists) -> None:
    """What a text holds never parts a row of the file."""
    script = """async ([data]) => {
      const [hode, ...linjer] = data.match(/(?:"[^"]*"|[^"\\n])+\\n/g);
      return [hode, ...linjer];
    }"""
    source = (ROOT / "overrides/assets/lister-ut.js").read_text(encoding="utf-8")
    assert r'/(?:"[^"]*"|[^"\n])+\n/g' in source
    with opened(browser) as watched:
        go(watched.page, f"{lists.address}funn/")
        parts = watched.page.evaluate(script, [AWKWARD])
    assert "".join(parts) == AWKWARD
    assert [rows_of(part)[0][0] for part in parts] == ["id", "f1", "f2"]


def test_a_file_that_cannot_be_fetched_is_said(browser: Browser, lists: Lists) -> None:
    """Without the net there is no half file: the status says what to do."""
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}funn/")
        page.route("**/data/*", lambda route: route.abort())
        page.get_by_role("button", name="Last ned CSV").click()
        expect(page.get_by_role("status")).to_have_text("Fikk ikke hentet dataene. Prøv igjen.")


def test_a_file_without_a_record_that_is_shown_is_not_saved(browser: Browser, lists: Lists) -> None:
    """Data of another day than the page, with a record less, would not be what is shown."""
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}funn/")
        page.route("**/data/funn.csv", lambda route: route.fulfill(body="id,type\r\nf1,funn\r\n"))
        page.get_by_role("button", name="Last ned CSV").click()
        expect(page.get_by_role("status")).to_have_text("Fikk ikke hentet dataene. Prøv igjen.")


def test_all_of_it_works_with_a_keyboard(browser: Browser, lists: Lists) -> None:
    """Tab to the boxes, space to tick, arrows to sort, Enter for the table, and the table itself can be reached."""
    with opened(browser, 360) as watched:
        page = watched.page
        go(page, f"{lists.address}funn/")
        summary = page.locator(".eb-velg > summary")
        expect(box(page, "slag", "effekt")).to_be_hidden()
        summary.focus()
        page.keyboard.press("Enter")
        for _ in lists.facets[Funn][0].choices:
            page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(box(page, "slag", "effekt")).to_be_focused()
        page.keyboard.press(" ")
        assert sorted(shown(page)) == sorted(lists.having(Funn, {"slag": ["effekt"]}))
        expect(summary).to_have_text("Velg ut (1 valgt)")
        page.get_by_label("Sorter etter").focus()
        page.keyboard.press("ArrowDown")
        assert shown(page) == lists.having(Funn, {"slag": ["effekt"]})
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("table")).to_be_visible()
        expect(page.get_by_role("button", name="Vis som tabell")).to_have_attribute("aria-pressed", "true")
        for _ in range(4):
            page.keyboard.press("Tab")
        expect(page.get_by_role("region", name="Tabell")).to_be_focused()
        assert watched.trouble == []


def test_a_bank_of_three_thousand_records_can_be_narrowed(browser: Browser, made: Callable[[int], Lists]) -> None:
    """Nearly two thousand sources: chosen from, sorted, and shown as a table."""
    lists = made(3000)
    assert len(lists.bank.of(Kilde)) > 1200
    chosen = {"lest": ["hele"], "art": ["avis", "rapport"]}
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{lists.address}kilder/")
        choose(page, chosen)
        wanted = lists.having(Kilde, chosen)
        assert sorted(shown(page)) == sorted(wanted)
        page.get_by_label("Sorter etter").select_option("ar")
        assert sorted(shown(page)) == sorted(wanted)
        page.get_by_role("button", name="Nullstill").click()
        page.get_by_role("button", name="Vis som tabell").click()
        expect(page.locator("tbody tr")).to_have_count(len(lists.bank.of(Kilde)))
        assert watched.trouble == []


# The rest is on the site as it is published: in its frame, with its headers.


def test_without_a_script_each_value_leads_to_its_page(browser: Browser, published: str) -> None:
    """The panel opens, the link leads to the records that have the value, and the tools are not there."""
    with opened(browser, 360, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{published}kilder/")
        expect(page.locator(".eb-verktoy")).to_be_hidden()
        page.locator(".eb-velg > summary").click()
        group = page.get_by_role("group", name="Lest", exact=True)
        count = int(group.get_by_role("listitem").filter(has_text="Ikke lest").inner_text().split()[-1])
        group.get_by_role("link", name="Ikke lest").click()
        page.wait_for_url(f"{published}kilder/utvalg/lest-ikke-lest/")
        expect(page.locator("article .eb-liste > ul > li")).to_have_count(count)
        assert count > 1
        page.get_by_role("link", name="Alle kilder").click()
        page.wait_for_url(f"{published}kilder/")
        assert watched.trouble == []


def published_as(watched: Watched, address: str) -> list[str]:
    """Open a list with the panel unfolded, and give what axe has against it."""
    page = watched.page
    go(page, address)
    page.locator(".eb-velg").evaluate("(panel) => { panel.open = true; }")
    if "vis=tabell" in address:
        expect(page.get_by_role("table")).to_be_visible()
    axe.ready(page)
    return [str(fault) for fault in axe.run(page)]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_when_all_is_open(browser: Browser, published: str, width: int, scheme: Scheme) -> None:
    """Panel and table open, something chosen; nothing sticks out, and the policy stops nothing."""
    with opened(browser, width, scheme) as watched:
        for address in ("kilder/?lest=ikke-lest", "kilder/?vis=tabell", "caser/?merapent=ikke-lest&sorter=tittel"):
            assert published_as(watched, published + address) == [], address
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert watched.trouble == []


_WIDE = """() => [...document.querySelectorAll('.eb-utvalg *')]
  .filter((node) => !node.parentElement.closest('.eb-tabell') && node.getBoundingClientRect().right > innerWidth)
  .map((node) => node.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("address", ["caser/", "kilder/?vis=tabell"])
def test_nothing_sticks_out_on_a_small_screen_with_large_text(browser: Browser, published: str, address: str) -> None:
    """320 pixels, and text at twice its size."""
    with opened(browser, 320) as watched:
        page = watched.page
        published_as(watched, published + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate(_WIDE) == []


def test_paper_has_what_is_shown_and_says_what_was_chosen(browser: Browser, published: str) -> None:
    """No panel and no buttons; the words for what was chosen, and only the entries that have it."""
    with opened(browser) as watched:
        page = watched.page
        go(page, f"{published}kilder/?lest=ikke-lest")
        seen = shown(page)
        page.emulate_media(media="print")
        expect(page.locator(".eb-velg")).to_be_hidden()
        expect(page.locator(".eb-knapper")).to_be_hidden()
        expect(page.locator(".eb-valgt")).to_have_text("Lest: Ikke lest.")
        expect(page.get_by_role("status")).to_be_visible()
        assert shown(page) == seen != []


def test_what_is_pressed_is_seen_in_forced_colours(browser: Browser, published: str) -> None:
    """Where the system decides the colours, a pressed button still looks pressed."""
    with opened(browser, forced_colors="active") as watched:
        page = watched.page
        go(page, f"{published}kilder/")
        button = page.get_by_role("button", name="Vis som tabell")
        before = button.evaluate("(node) => getComputedStyle(node).backgroundColor")
        button.click()
        assert button.evaluate("(node) => getComputedStyle(node).backgroundColor") != before
