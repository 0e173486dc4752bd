"""The page of an arrangement and the file to take home: what the sources say, no more, and three minutes' way in."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from banks import MINIBANK, ROOT
from erfaringsbank.bank import sources_of
from erfaringsbank.events import programme, takeaway
from erfaringsbank.events.programme import WORDS, Point, WayIn, programmes
from erfaringsbank.events.programme_view import programme_pages
from erfaringsbank.events.takeaway import LARGEST, takeaway_files
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Hendelse
from erfaringsbank.view import plain
from paper import TODAY, bank_with, known, published_files
from rendered import as_html, folded, head_and_body

BOTH = pytest.mark.parametrize("root", [ROOT, MINIBANK], ids=["bank", "minibank"])


def page_of(root: Path, event: Hendelse) -> str:
    """What a reader sees of the page of an arrangement."""
    text = dict(programme_pages(known(root)))[programme.page_of_programme(event)]
    return folded(as_html(head_and_body(text)[1]).text_content())


@BOTH
def test_every_arrangement_has_a_page_and_nothing_else_has(root: Path) -> None:
    """At the short address and `program`, where no new name can move it."""
    events = programmes(known(root).bank)
    assert [page for page, _ in programme_pages(known(root))] == [f"{event.id}/program.md" for event in events]
    assert {event.art for event in events} == {"arrangement"}
    assert {event.id for event in known(root).bank.of(Hendelse)} > {event.id for event in events}


@BOTH
def test_the_page_says_what_the_sources_say(root: Path) -> None:
    """When, where, every statement, and what is not known; nothing stands as a fact that is not in the record."""
    for event in programmes(known(root).bank):
        text = page_of(root, event).casefold()
        assert programme.when(event).casefold() in text
        assert plain(known(root).bank, event.sted or "Hvor Ikke lest").casefold() in text
        for statement in event.hva:
            assert plain(known(root).bank, statement.tekst).casefold() in text
            assert all(id_ in text for id_ in sources_of(event, statement))
        for told in programme.unknown(known(root).bank, event):
            assert told.casefold() in text
        for record in programme.look_at(known(root).bank, event):
            assert plain(known(root).bank, record.tittel).casefold() in text


def test_what_is_not_known_is_said() -> None:
    """The day, the hour, the place, what is unsure, and sources that were not read whole."""
    bank = known().bank
    told = {str(event.id): " ".join(programme.unknown(bank, event)) for event in programmes(bank)}
    assert "Dagen er ikke lest" in told["h3"]
    assert "Klokkeslettet er ikke lest" in told["h9"]
    assert "Usikkert: Bare en kunngjøring" in told["h11"]
    assert "Klokkeslettet" not in told["h13"]
    assert "K8 er bare lest i begynnelsen" in told["h13"]
    files = published_files(MINIBANK)
    files["content/hendelser/h77-x.yaml"] = b'tittel: X\ntid: 2027-01-02\nart: arrangement\nhva: ["Y. [k2]"]\n'
    less = bank_with(files)
    event = less.get("h77", Hendelse)
    assert event
    assert [*programme.unknown(less, event)] == [
        "Klokkeslettet er ikke lest.", "Stedet er ikke lest.", "Kilden K2 er ikke lest.",
    ]  # fmt: skip


@BOTH
def test_the_way_in_takes_three_minutes(root: Path) -> None:
    """At most 600 words on the page, with something of each kind, and every finding with its reservation."""
    way = programme.way_in(known(root))
    assert 0 < way.words <= WORDS
    assert way.findings
    assert way.questions
    assert way.contradictions
    assert all(" Forbehold: " in point.told and " Styrke: " in point.told for point in way.findings)
    event = programmes(known(root).bank)[0]
    shown = page_of(root, event).partition("Tre minutter: veien inn")[2].partition("Poster å se på")[0]
    assert len(shown.split()) <= WORDS + 20  # the headings


def test_the_strongest_come_first() -> None:
    """No finding is stronger than one that stands on the way in, and no question has more ties than the last one."""
    way = programme.way_in(known())
    steps = [grade.step for finding, grade in known().etter_styrke()]
    shown = [grade.step for finding, grade in known().etter_styrke() if finding in [p.record for p in way.findings]]
    assert shown == steps[: len(shown)]
    assert len(way.findings) == 4


def test_a_long_way_is_cut_from_the_end() -> None:
    """One of each kind is always left, and what is left is what stood first."""
    record = known().bank["f1"]
    points = tuple(Point(record, f"{name}", "ord " * 90) for name in "abcd")
    cut = programme._cut(WayIn((), points, points, points))
    assert cut.words <= WORDS
    assert [len(part) for part in (cut.findings, cut.questions, cut.contradictions)] == [2, 2, 2]
    assert cut.findings == points[:2]
    endless = WayIn(("ord " * 700,), points[:1], points[:1], points[:1])
    assert programme._cut(endless) == endless


@BOTH
def test_the_file_to_take_home_stands_alone(root: Path) -> None:
    """One HTML file under 150 kB: no script, nothing fetched, and every link leads within it or to the bank."""
    files = dict(takeaway_files(known(root)))
    assert set(files) == {f"{event.id}/erfaringsbanken-{event.id}.htm" for event in programmes(known(root).bank)}
    for data in files.values():
        assert len(data) <= LARGEST
        tree = html.document_fromstring(data.decode())
        assert tree.xpath("//script | //img | //iframe | //*[@src] | //@style | //link[@rel!='canonical']") == []
        assert not re.search(r"url\(|@import|javascript:", data.decode())
        ids = [str(id_) for id_ in tree.xpath("//@id")]
        assert len(ids) == len(set(ids))
        links = [str(link) for link in tree.xpath("//a/@href")]
        assert {link for link in links if not link.startswith("#")} <= {str(tree.xpath("//link/@href")[0])}
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
        assert len(links) > 5
    assert files


def test_the_records_stand_in_the_file_with_their_sources() -> None:
    """Every statement of those it is about, and every source they rest on, by ID, title and address."""
    bank, data = known().bank, dict(takeaway_files(known()))["h13/erfaringsbanken-h13.htm"]
    text = folded(html.document_fromstring(data.decode()).text_content())
    event = bank.get("h13", Hendelse)
    assert event
    looked = 0
    for record in (event, *programme.look_at(bank, event)):
        for _, statement in bank.statements(record):
            assert folded(plain(bank, statement.tekst)) in text
            for id_ in sources_of(record, statement):
                assert id_.upper() in text
                looked += 1
    assert looked > 5
    assert "https://bibliotekutvikling.no/kompetansebank/event/" in text


def test_a_file_that_grows_too_large_leaves_records_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the end, and the reader is told how many."""
    event = programmes(known().bank)[0]
    way = programme.way_in(known())
    whole = takeaway.takeaway(known(), event, way)
    monkeypatch.setattr(takeaway, "LARGEST", len(whole) - 1)
    less = takeaway.takeaway(known(), event, way)
    assert len(less) < len(whole)
    assert "1 post fikk ikke plass i filen" in less.decode()
    assert "fikk ikke plass" not in whole.decode()


def test_a_placeholder_is_nowhere_in_the_file() -> None:
    """Then it says that the bank has no address yet, and has no code."""
    for data in dict(takeaway_files(known(published=False))).values():
        assert b"example.org" not in data
        assert b"<svg" not in data
        assert "ingen publisert adresse ennå" in data.decode()


def test_the_same_bank_gives_the_same_file() -> None:
    """Byte for byte on the same day; another day is told in the file."""
    once, twice = (dict(takeaway_files(Knowledge(known().bank, TODAY))) for _ in range(2))
    assert once == twice
    assert dict(takeaway_files(Knowledge(known().bank, date(2027, 1, 1)))) != once
