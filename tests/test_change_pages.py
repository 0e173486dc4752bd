"""What changed, as pages and as a feed: for one who has cited an edition, and for one who follows along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

from changed import edition, exported, released_bank, with_editions
from checking import TODAY, bank_of, mini
from erfaringsbank.bank import Bank
from erfaringsbank.editions.change_feed import change_files
from erfaringsbank.knowledge_view import Knowledge
from rendered import folded, head_and_body, rendered

GRAMMAR = Path(__file__).parent / "atom.rng"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed_of(bank: Bank, today: date = TODAY) -> bytes:
    return dict(change_files(Knowledge(bank, today)))["endret/feed.xml"]


def parsed(raw: bytes) -> Any:
    return etree.fromstring(raw)


def test_one_who_has_cited_an_edition_sees_what_is_another_now() -> None:
    """The strength that fell and why, the advice that is withdrawn, the question that is answered, the number."""
    site = rendered(released_bank())
    text = site.text("endret/2024.1/index.md")
    for said in (
        "Styrken gikk ned fra 3 til 2 av 5.", "grunnlaget «intervju» er endret", "Rådet er gått ut på dato.",
        "Besvart i F3.", "nytt funn, styrke 2 av 5", "nå 66 prosent", "Meråpent: før «delvis», nå «ja».",
        "T2 Veiledning i skranken", "Finnes ikke lenger i banken.",
    ):  # fmt: skip
        assert said in text, said
    # The second edition has the findings as they are now, and not the rest.
    later = site.text("endret/2025.1/index.md")
    assert "Rådet er gått ut på dato." in later
    assert "Meråpent" not in later


def test_what_was_new_in_an_edition_is_told_for_ever() -> None:
    """The page of an edition's news compares two frozen editions: the bank of today changes nothing in its words."""
    now = rendered(released_bank())
    other = rendered(with_editions(bank_of(), *released_bank().utgaver))
    page = "utgave/2025.1/endringer/index.md"
    assert now.text(page) == other.text(page)
    assert "nytt funn, styrke 2 av 5" in now.text(page)
    assert "utgave/2024.1/endringer/index.md" not in now.files


def test_the_page_of_all_has_an_entry_an_edition() -> None:
    """Newest first, after what has changed since the newest; only what must be known is told in full."""
    site = rendered(released_bank())
    page = site.html("endret/index.md")
    assert [folded(node.text_content()) for node in page.xpath("//h2")] == [
        "Siden utgave 2025.1", "Utgave 2025.1, 1. november 2025", "Utgave 2024.1, 1. mars 2024",
    ]  # fmt: skip
    text = folded(page.text_content())
    assert "Styrken gikk ned fra 3 til 2 av 5." in text
    assert "Meråpent" not in text


def test_nothing_changed_is_said() -> None:
    """The day an edition is released, nothing is another since."""
    bank = with_editions(bank_of(), edition("1", TODAY, exported(mini(), TODAY)))
    assert "Ingenting er endret. Utgave 1" in rendered(bank).text("endret/1/index.md")


def test_the_feed_has_what_atom_asks_for() -> None:
    """Feed and entries have an ID, a title, a day and a link; the feed has an author and names itself (RFC 4287)."""
    top = parsed(feed_of(released_bank()))
    entries = top.xpath("a:entry", namespaces=ATOM)
    assert len(entries) == 2
    for node in (top, *entries):
        for name in ("id", "title", "updated"):
            (found,) = node.xpath(f"a:{name}", namespaces=ATOM)
            assert found.text
        assert node.xpath("a:id", namespaces=ATOM)[0].text.startswith("https://")
        assert node.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)
    (own,) = top.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    assert own == "https://minibank.example.org/under/endret/feed.xml"
    assert top.xpath("a:author/a:name/text()", namespaces=ATOM)
    assert len({node.text for node in top.iter("{http://www.w3.org/2005/Atom}id")}) == 3
    assert [node.text for node in top.xpath("a:entry/a:updated", namespaces=ATOM)] == [
        "2025-11-01T00:00:00Z", "2024-03-01T00:00:00Z",
    ]  # fmt: skip


def test_the_feed_is_read_by_a_reader_of_feeds() -> None:
    """Valid by the grammar of RFC 4287; a reader finds nothing wrong, and what stands in titles is words, not markup."""
    etree.RelaxNG(etree.parse(str(GRAMMAR))).assertValid(parsed(feed_of(released_bank())))
    read = feedparser.parse(feed_of(released_bank()))
    assert not read.bozo
    assert read.version == "atom10"
    newest, first = read.entries
    assert (newest.title, first.title) == ("Utgave 2025.1", "Utgave 2024.1")
    assert newest.updated_parsed[:3] == (2025, 11, 1)
    (content,) = newest.content
    assert "Styrken gikk ned fra 3 til 2 av 5." in content.value
    assert "&#60;b&#62;svarene&#60;/b&#62;" in content.value
    assert "<b>" not in content.value


def test_an_entry_has_the_same_id_when_the_site_moves() -> None:
    """What has been read is not new again: the ID is made of the address on the day of the edition; links follow."""
    bank = released_bank()
    moved = replace(bank, nettsted=bank.nettsted.model_copy(update={"adresse": "https://ny.test/"}))
    before, after = (feedparser.parse(feed_of(one)) for one in (bank, moved))
    assert [one.id for one in before.entries] == [one.id for one in after.entries]
    assert before.feed.id == after.feed.id
    assert {one.link.split("/utgave/")[0] for one in after.entries} == {"https://ny.test"}


def test_the_feed_is_there_before_the_first_edition() -> None:
    """Without entries, and with the day it was made; a trial is no news."""
    for bank in (bank_of(), with_editions(bank_of(), edition("1", TODAY, exported(mini(), TODAY), trial=True))):
        read = feedparser.parse(feed_of(bank))
        assert not read.bozo
        assert (read.entries, read.feed.updated) == ([], "2026-11-22T00:00:00Z")


def test_the_same_editions_give_the_same_bytes() -> None:
    """The day the site is made is not in the feed when something is released."""
    assert feed_of(released_bank()) == feed_of(released_bank(), date(2031, 1, 1))


def test_the_pages_name_the_feed() -> None:
    """A reader of feeds finds it from the pages about changes."""
    site = rendered(released_bank())
    pages = [path for path in site.pages if path.startswith("endret/") or path.endswith("/endringer/index.md")]
    assert {head_and_body(site.pages[path])[0]["strom"] for path in pages} == {"endret/feed.xml"}
    assert len(pages) == 4
