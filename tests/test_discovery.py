"""What tells machines where everything is: the sitemap, the rules for robots, the search of a browser, the model's list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from banks import ROOT
from checking import TODAY, bank_of, mini
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.imaging.cards import head_of
from erfaringsbank.machines import discovery
from erfaringsbank.machines.page_files import page_files
from erfaringsbank.machines.plain_markdown import has_plain
from erfaringsbank.records import Dato
from rendered import Rendered, real, small
from test_citation import released

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SETTINGS = "content/nettsted.yaml"


@cache
def heads(made: Rendered) -> Mapping[str, Mapping[str, Any]]:
    """The heads of the pages of a bank."""
    return {path: head_of(raw.encode()) for path, raw in made.pages.items()}


def public() -> Bank:
    """The small bank at an address of its own."""
    text = re.sub("https://(\\w+)[.]example[.]org", "https://\\1.bank.test", mini()[SETTINGS].decode())
    return bank_of({SETTINGS: text})


def listed(bank: Bank, made: Rendered) -> dict[str, str | None]:
    """The sitemap as a library reads it: the day by the address."""
    tree = ElementTree.fromstring(discovery.sitemap(bank, heads(made)))
    return {url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod") for url in tree}


@pytest.mark.parametrize("banks", [small, real])
def test_the_sitemap_has_every_page_once(banks: Any) -> None:
    """By its public address, in a stable order."""
    made = banks()
    found = listed(made.bank, made)
    assert set(found) == {made.bank.nettsted.adresse + url_of(path) for path in made.pages if has_plain(path)}
    assert list(found) == sorted(found)
    assert discovery.sitemap(made.bank, heads(made)).count("<loc>") == len(found) > 80


def test_the_sitemap_knows_no_day_before_there_is_one() -> None:
    """The day of the build is no day of a page; then the edition's day holds for all but the machine's own pages."""
    bank = replace(small().bank, records={id_: _unchecked(r) for id_, r in small().bank.records.items()})
    assert set(listed(bank, small()).values()) == {None}
    out = listed(released(bank), small())
    without = {address for address, day in out.items() if day is None}
    assert set(out.values()) == {None, "2026-10-01"}
    assert all("/utvikling/" in address for address in without)
    assert without


def _unchecked(record: Any) -> Any:
    copy = record.model_copy(update={"sist_sjekket": None})
    copy.born(record._origin)
    return copy


def test_a_record_that_was_checked_says_when() -> None:
    """Its own page has its own day."""
    bank = released(small().bank)
    checked = bank["f2"].model_copy(update={"sist_sjekket": Dato("2026-11-20")})
    bank = replace(bank, records={**bank.records, "f2": checked})
    found = listed(bank, small())
    assert found[bank.nettsted.adresse + url_of(page_of(checked))] == "2026-11-20"
    assert found[bank.nettsted.adresse] == "2026-10-01"


def test_robots_may_read_everything_and_are_shown_the_sitemap() -> None:
    """Nothing is forbidden; a placeholder address is not told to anyone."""
    assert discovery.robots(public()).splitlines() == [
        "User-agent: *", "Allow: /", "Sitemap: https://minibank.bank.test/under/sitemap.xml",
    ]  # fmt: skip
    assert "Sitemap" not in discovery.robots(bank_of())
    assert "Disallow" not in discovery.robots(bank_of())


def test_a_browser_can_search_in_the_bank() -> None:
    """The description is read by a library, its names fit, and its address is that of our own search page."""
    bank = public()
    tree = ElementTree.fromstring(discovery.opensearch(bank))
    assert tree.tag == f"{SEARCH}OpenSearchDescription"
    assert len(tree.findtext(f"{SEARCH}ShortName", "")) <= 16
    assert len(tree.findtext(f"{SEARCH}LongName", "")) <= 48
    assert tree.findtext(f"{SEARCH}Description") == bank.nettsted.undertittel
    (url,) = tree.findall(f"{SEARCH}Url")
    assert url.attrib == {
        "type": "text/html",
        "template": "https://minibank.bank.test/under/sok/?q={searchTerms}",
    }
    assert 'get("q")' in (ROOT / "overrides/assets/sok-side.js").read_text(encoding="utf-8")
    etree.fromstring(discovery.opensearch(bank).encode())


def test_no_browser_is_offered_a_search_at_a_placeholder() -> None:
    """Neither file nor link; with an address of its own both are there."""
    names = {name for name, _ in discovery.files(bank_of(), heads(small()).items())}
    assert names == {"sitemap.xml", "robots.txt", "llms.txt"}
    assert "opensearch.xml" in {name for name, _ in discovery.files(public(), heads(small()).items())}


@pytest.mark.parametrize("banks", [small, real])
def test_the_list_for_models_has_the_form_that_is_agreed(banks: Any) -> None:
    """A heading, a quotation of what it is, then lists of links; each link leads to a plain page."""
    made = banks()
    text = discovery.llms(made.bank, heads(made))
    tokens = MarkdownIt("commonmark").parse(text)
    assert next(token.tag for token in tokens if token.type == "heading_open") == "h1"
    assert tokens[3].type == "blockquote_open"
    links = re.findall(r"^- \[[^\n]+?\]\(([^()\s]+)\): \S", text, re.MULTILINE)
    pages = dict(page_files(made.bank, TODAY, ((path, raw.encode()) for path, raw in made.pages.items())))
    assert all(link in pages for link in links)
    assert len(links) == len(set(links)) > 15
    assert {"funn/index.md", "kilder/index.md", "data/index.md"} <= set(links)


def test_what_authors_write_is_text_in_all_of_them() -> None:
    """A name and a description with signs that mean something in XML and Markdown."""
    text = public_settings('navn: "A & B <x>"', "navn: Minibanken")
    bank = bank_of({SETTINGS: text})
    tree = ElementTree.fromstring(discovery.opensearch(bank))
    assert tree.findtext(f"{SEARCH}LongName") == "A & B <x>"
    assert "# A & B \\<x>" in discovery.llms(bank, heads(small()))


def public_settings(new: str, old: str) -> str:
    """The settings of the small bank with one line changed."""
    text = mini()[SETTINGS].decode()
    assert old in text
    return text.replace(old, new)
