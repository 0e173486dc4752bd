"""The feeds: valid Atom, with no date that is not true, and with IDs that outlive a new title and a new host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from checking import TODAY, mini
from erfaringsbank.bank import Bank
from erfaringsbank.load import load
from erfaringsbank.opendata.feeds import ATOM, NAME, feed_of, feeds, news
from erfaringsbank.records import TYPES, Funn, Kilde
from published_bank import published, released
from rendered import head_and_body, real, small

GRAMMAR = Path(__file__).parent / "atom.rng"
FINDING = mini()["content/funn/f1-tillit.yaml"].decode()
CHECKED = mini()["content/kilder/k1-rapporten.yaml"].decode()
SOURCE = mini()["content/kilder/k2-ulest.yaml"].decode()
CHANGED = {"content/funn/f1-tillit.yaml": FINDING + "eier: r1\n"}
FIRST: tuple[str, str, Mapping[str, str]] = ("1.0", "2024-05-01", {})
SECOND = ("2.0", "2026-03-09", CHANGED)


@cache
def two_editions() -> Bank:
    """A bank that came out in 2024, in which one finding is another since 2026 and one source was checked after that."""
    checked = {"content/kilder/k2-ulest.yaml": SOURCE + "sist_sjekket: 2026-10-01\n"}
    return published(CHANGED | checked | released(FIRST, SECOND))


def made(bank: Bank) -> dict[str, bytes]:
    return {file.path: file.data for file in feeds(bank, TODAY)}


def entries(raw: bytes) -> dict[str, Any]:
    """The entries as a reader of feeds has them, by the end of their ID."""
    return {entry.id.rstrip("/").rpartition("/")[2]: entry for entry in feedparser.parse(raw).entries}


@cache
def grammar() -> Any:
    return etree.RelaxNG(etree.parse(str(GRAMMAR)))


@pytest.mark.parametrize("bank", [real, small], ids=["real", "mini"])
def test_every_feed_is_valid_atom(bank: Any) -> None:
    """There is one of everything and one a type, valid by the grammar of RFC 4287 and well-formed to a reader."""
    files = made(bank().bank)
    assert set(files) == {NAME, *(feed_of(cls) for cls in TYPES)}
    for raw in files.values():
        grammar().assertValid(etree.fromstring(raw))
        assert not feedparser.parse(raw).bozo
        assert bank().files[NAME] == files[NAME]


def test_a_feed_with_entries_is_valid_too() -> None:
    """The one of everything has an entry a record, each valid, and each section has its own of them."""
    files = made(two_editions())
    for raw in files.values():
        grammar().assertValid(etree.fromstring(raw))
        assert not feedparser.parse(raw).bozo
    whole = entries(files[NAME])
    assert set(whole) == set(two_editions().records)
    assert set(entries(files[feed_of(Funn)])) == {"f1", "f2"}
    assert sum(len(entries(files[feed_of(cls)])) for cls in TYPES) == len(whole)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>", "<updatet>"), ("T00:00:00Z</updated>", "</updated>"), ("<id>https:", "<id>"), ('rel="self"', 'rel="mine"'),
        ('hreflang="nb"', 'hreflang=""'), ("<author>", "<author><uri/>"),
    ],
)  # fmt: skip
def test_the_grammar_refuses_what_is_no_atom(old: str, new: str) -> None:
    """The gate is alive."""
    text = made(two_editions())[NAME].decode()
    assert old in text
    broken = text.replace(old, new).replace("</updated>" if "updatet" in new else "\0", "</updatet>")
    assert not grammar().validate(etree.fromstring(broken.encode()))


def test_an_entry_tells_when_and_why_it_is_news() -> None:
    """The day is that of the edition where the record became another, or of a later check; the first edition is kept."""
    found = entries(made(two_editions())[NAME])
    told = {id_: (found[id_].published[:10], found[id_].updated[:10], found[id_].summary) for id_ in ("f1", "f2", "k2")}
    assert told == {
        "f1": ("2024-05-01", "2026-03-09", "Funn F1. Endret i utgave 2.0."),
        "f2": ("2024-05-01", "2024-05-01", "Funn F2. Ny i utgave 1.0."),
        "k2": ("2024-05-01", "2026-10-01", "Kilde K2. Kontrollert mot kildene."),
    }
    parsed = feedparser.parse(made(two_editions())[NAME])
    assert list(entries(made(two_editions())[NAME]))[:3] == ["k2", "k1", "f1"]
    assert parsed.feed.updated.startswith("2026-10-01")
    assert parsed.feed.subtitle == "Poster som er nye, endret eller kontrollert."


def test_what_only_follows_the_day_or_the_host_is_no_news() -> None:
    """A strength that is computed anew, and another address of the site, change no record."""
    files = released(FIRST, ("2.0", "2026-03-09", {}))
    files["utgaver/2.0.json"] = files["utgaver/2.0.json"].replace("https://bank.test/", "https://other.test/")
    days = {one.record.id: one.updated for one in news(published(files))}
    assert set(days) == set(published().records)
    assert {id_: day for id_, day in days.items() if day != "2024-05-01"} == {"k1": "2026-09-01"}


def test_a_record_without_a_known_date_is_left_out_and_counted() -> None:
    """A record that is newer than the last edition, and one whose check is not known to the day."""
    new = {"content/kilder/k9-ny.yaml": SOURCE, "content/kilder/k8-ny.yaml": SOURCE + "sist_sjekket: 2026-10\n"}
    raw = made(published(new | released(FIRST)))[feed_of(Kilde)]
    assert {"k8", "k9"}.isdisjoint(entries(raw))
    assert feedparser.parse(raw).feed.subtitle == "2 poster er ikke med ennå: Det er ikke kjent når de sist ble endret."


def test_a_bank_that_is_not_released_has_empty_feeds_that_say_so() -> None:
    """No date is made up: not the day of the build, and not that of an edition on trial."""
    unchecked = {"content/kilder/k1-rapporten.yaml": re.sub("sist_sjekket:.*\n", "", CHECKED)}
    for bank in (published(unchecked), published(unchecked | released(FIRST, trial="1.0")), real().bank):
        parsed = feedparser.parse(made(bank)[NAME])
        assert parsed.entries == []
        assert parsed.feed.subtitle.startswith("Ingen av postene er med ennå: ")
        assert parsed.feed.updated == "2026-11-22T00:00:00Z"


def test_an_id_outlives_a_new_title_and_a_new_host() -> None:
    """The ID is made of the short address and of where the site was first; the links are to where it is now."""
    files = {**mini(), **{path: text.encode() for path, text in released(FIRST).items()}}
    files["content/funn/f1-helt-nytt-navn.yaml"] = files.pop("content/funn/f1-tillit.yaml")
    settings = files["content/nettsted.yaml"].replace(b"https://minibank.example.org/under/", b"https://other.test/")
    bank = load((files | {"content/nettsted.yaml": settings}).items())[0]
    found, old = entries(made(bank)[NAME])["f1"], entries(made(two_editions())[NAME])["f1"]
    assert found.id == old.id == "https://bank.test/f1/"
    assert found.link == "https://other.test/funn/f1-helt-nytt-navn/"


def test_titles_come_through_with_every_sign() -> None:
    """What looks like markup is text, and a title in another language says which it is."""
    found = etree.fromstring(made(two_editions())[NAME])
    atom = {"a": ATOM}
    titles = {
        entry.findtext("a:id", "", atom)[18:-1]: entry.find("a:title", atom) for entry in found.findall("a:entry", atom)
    }
    assert titles["f1"].text == "64 prosent har *tillit* til <b>svarene</b> | i [torget] {{ x }}"
    languages = {record.id: record.språk for record in two_editions().records.values() if record.språk != "nb"}
    assert languages
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {id_: title.get(lang) for id_, title in titles.items() if title.get(lang)} == languages


def test_each_list_points_to_its_feed() -> None:
    """The head of a list page names the feed of the section; the front page, the one of everything."""
    for cls in TYPES:
        head, _ = head_and_body(small().pages[f"{cls.mappe}/index.md"])
        assert head["strom"] == feed_of(cls)
        assert head["strom_navn"]
    assert head_and_body(small().pages["index.md"])[0]["strom"] == NAME


def test_the_same_bank_gives_the_same_bytes_on_another_day() -> None:
    """A feed with entries does not follow the day it is made."""
    later = {file.path: file.data for file in feeds(two_editions(), TODAY.replace(year=2027))}
    assert later[NAME] == made(two_editions())[NAME]
