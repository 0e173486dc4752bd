"""What the working paper for accessibility says of the site holds: what is not relevant is not there, and the rest is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import claims
import pytest
from lxml import html
from sites import Site, text_of

from banks import ROOT
from erfaringsbank.addresses import page_of, url_of
from rendered import real

LEADS_ON = "videre.js"
"""The script of the pages that lead on from an earlier address."""
SCRIPTS = sorted((ROOT / "overrides").rglob("*.js"))
STYLES = sorted((ROOT / "overrides").rglob("*.css"))
Check = Callable[[Any], Iterator[str]]


def own_pages(site: Site) -> dict[str, Any]:
    """The pages with a head and a foot; those that only send a reader on have none."""
    return {name: page for name, page in site.pages.items() if not page.xpath("//meta[@http-equiv='refresh']")}


def faults(site: Site, check: Check) -> list[str]:
    """What a check finds on the pages of the site, with the page."""
    pages = own_pages(site)
    assert len(pages) > 50
    return [f"{name}: {fault}" for name, page in pages.items() for fault in check(page)]


def test_there_is_no_sound_video_or_frame(site: Site) -> None:
    """Nothing to caption, describe, pause or stop, on any page of the site."""
    assert faults(site, claims.media) == []


def test_no_author_has_put_in_sound_video_or_frame() -> None:
    """The same for the pages of the real bank, where an author may write HTML."""
    pages = real().pages
    assert len(pages) > 300
    found = [path for path, text in pages.items() if any(claims.media(html.fromstring(f"<main>{text}</main>")))]
    assert found == []


def test_no_picture_is_made_of_pixels(site: Site) -> None:
    """Every picture is drawn, and the text in it is text."""
    assert faults(site, claims.pixels) == []


def test_no_field_asks_who_the_reader_is(site: Site) -> None:
    """Only search and choices; nothing is sent to others, and nothing can be filled in wrongly."""
    assert faults(site, claims.questions) == []
    assert any(page.xpath("//form[@role='search']") for page in site.pages.values())


def test_every_field_has_a_label(site: Site) -> None:
    """Also when it is hidden to the eye."""
    assert faults(site, claims.nameless) == []


def test_nothing_waits_for_a_time(site: Site) -> None:
    """A page that sends a reader on does it at once, and has a link."""
    sent = {name: page for name, page in site.pages.items() if page.xpath("//meta[@http-equiv='refresh']")}
    assert sent
    assert [fault for page in site.pages.values() for fault in claims.deadlines(page)] == []
    assert all(page.xpath("//main//a/@href") for page in sent.values())


def test_every_page_says_its_language(site: Site) -> None:
    """Norwegian bokmål on every page, also on those that only send a reader on."""
    assert [name for name, page in site.pages.items() if any(claims.language(page))] == []


def test_the_title_of_a_page_is_its_heading_and_no_other_page_has_it(site: Site) -> None:
    """What the heading begins with, a record's ID, then the name of the site."""
    name = str(site.bank.nettsted.navn)
    titles = {file: text_of(page.xpath("//head/title")[0]) for file, page in own_pages(site).items()}
    assert [twice for twice, times in Counter(titles.values()).items() if times > 1] == []
    assert len(titles) > 50
    for file, title in titles.items():
        [heading] = site.pages[file].xpath("//h1")
        own = title.removesuffix(name).removesuffix(" – ")
        assert title.endswith(name), file
        assert (own == "") == (file == "index.html"), file
        assert text_of(heading).startswith(re.sub(r" \([A-Z]\d+\)$", "", own)), file


def test_the_first_stop_leads_past_the_menu(site: Site) -> None:
    """The first that can be reached with the keyboard is a link to the part of the page with its heading."""
    assert faults(site, claims.way_past) == []


def test_headings_go_down_one_step_at_a_time(site: Site) -> None:
    """One at the top, none empty, no step left out."""
    assert faults(site, claims.headings) == []


def test_no_id_stands_twice_on_a_page(site: Site) -> None:
    """An address with an anchor leads to one place."""
    assert faults(site, claims.twice) == []


def test_the_words_of_a_link_say_where_it_leads(site: Site) -> None:
    """No link is empty, and none is called «her» or «les mer»."""
    assert faults(site, claims.empty_words) == []


def test_a_control_is_called_what_stands_on_it(site: Site) -> None:
    """One who speaks to the machine can say what is seen."""
    assert faults(site, claims.other_name) == []


def test_head_and_foot_are_the_same_on_every_page(site: Site) -> None:
    """The same links and buttons in the same order: menu, search, colours, help and contact."""
    frames = {name: claims.frame(page) for name, page in own_pages(site).items()}
    first = frames["index.html"]
    assert len(first["header"]) > 5
    assert "Meld feil eller del en erfaring" in first["footer"]
    assert "Kontakt" in first["footer"]
    assert [name for name, found in frames.items() if found != first] == []


def test_every_record_is_found_in_its_list_and_in_the_list_of_all(site: Site) -> None:
    """Two ways at least to each page, beside search and links."""
    links = {
        name: {address.rstrip("/").rpartition("/")[2] for address in page.xpath("//article//a/@href")}
        for name, page in site.pages.items()
        if name == "alle/index.html" or name.count("/") == 1
    }
    looked = 0
    for record in site.bank.records.values():
        here = url_of(page_of(record)).rstrip("/").rpartition("/")[2]
        for name in (f"{record.mappe}/index.html", "alle/index.html"):
            assert here in links[name], (record.id, name)
            looked += 1
    assert looked > 40


@pytest.mark.parametrize("check", claims.SCRIPT_CHECKS, ids=lambda check: str(check.__name__))
def test_the_scripts_leave_the_reader_in_charge(check: Check) -> None:
    """No gesture, drag or motion, nothing as a pointer goes down, no timer, no shortcut of one key, no way led."""
    read = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS}
    if check is claims.leads_away:
        assert list(check(read.pop(LEADS_ON)))  # all that it is there for, at an address where nothing else stands
    assert read
    assert [f"{name}: {fault}" for name, text in read.items() for fault in check(text)] == []


@pytest.mark.parametrize("check", claims.STYLE_CHECKS, ids=lambda check: str(check.__name__))
def test_the_style_neither_moves_on_nor_follows_how_the_phone_is_held(check: Check) -> None:
    """Nothing goes on and on, and the page is the same upright and on its side."""
    assert STYLES
    assert [f"{path.name}: {fault}" for path in STYLES for fault in check(path.read_text(encoding="utf-8"))] == []


WHOLE = '<html lang="nb"><body><a href="#i">Gå til innholdet</a><article id="i"><h1>x</h1>{}</article></body></html>'


@pytest.mark.parametrize(
    ("check", "inside"),
    [
        (claims.media, "<video src='x'></video>"),
        (claims.media, "<marquee>x</marquee>"),
        (claims.pixels, "<img src='a.png' alt='x'>"),
        (claims.questions, "<input type='email'>"),
        (claims.questions, "<input>"),
        (claims.questions, "<textarea></textarea>"),
        (claims.questions, "<form method='post' action='x/'></form>"),
        (claims.questions, "<form action='https://eksempel.no/'></form>"),
        (claims.nameless, "<input type='search' name='q'>"),
        (claims.deadlines, "<meta http-equiv='Refresh' content='30; url=x'>"),
        (claims.headings, "<h1>y</h1>"),
        (claims.headings, "<h3>y</h3>"),
        (claims.headings, "<h2> </h2>"),
        (claims.twice, "<p id='i'>y</p>"),
        (claims.empty_words, "<a href='x'>Les mer</a>"),
        (claims.empty_words, "<a href='x'> </a>"),
        (claims.other_name, "<button aria-label='Navigasjon'>Meny</button>"),
    ],
)
def test_a_planted_fault_of_a_page_is_found(check: Check, inside: str) -> None:
    """The checks are alive, and silent on a page without the fault."""
    assert list(check(html.document_fromstring(WHOLE.format(inside))))
    assert list(check(html.document_fromstring(WHOLE.format("<p>y</p>")))) == []


def test_a_page_without_language_or_way_past_is_found() -> None:
    """Another language, a first link to elsewhere, and a first link to a place that is not there."""
    assert list(claims.language(html.document_fromstring("<html lang='en'><p>x</p></html>")))
    for target in ("x/", "#borte"):
        page = html.document_fromstring(WHOLE.format("<p>y</p>").replace('href="#i"', f'href="{target}"'))
        assert list(claims.way_past(page)), target
    assert list(claims.way_past(html.document_fromstring(WHOLE.format("<p>y</p>")))) == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (claims.gestures, 'rot.addEventListener("touchmove", f)'),
        (claims.gestures, 'addEventListener("devicemotion", f)'),
        (claims.gestures, 'knapp.addEventListener("pointerdown", f)'),
        (claims.timers, "setInterval(f, 1000)"),
        (claims.leads_away, 'location.href = "x"'),
        (claims.leads_away, "skjema.requestSubmit()"),
        (claims.single_keys, 'if (hendelse.key === "s") f()'),
        (claims.single_keys, "if (hendelse.code == 'KeyF') f()"),
        (claims.held, "@media (orientation: portrait) { a { color: red } }"),
        (claims.loops, "a { animation: x 1s infinite }"),
    ],
)
def test_a_planted_fault_of_a_script_or_a_style_is_found(check: Check, text: str) -> None:
    """The checks are alive, and let through what the site needs."""
    assert list(check(text))
    assert list(check('if (hendelse.key === "Escape") knapp.focus(); a { color: red }')) == []
