"""Pages on paper, as the browser prints them: the text, the sources and where it all stands, and nothing to press."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser
from sites import Site

from browsing.browser import opened
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.paper import sections
from erfaringsbank.records import Case, Funn, Kilde

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

SCREEN = ("eb-si-fra", "eb-velg", "eb-til-utskrift", "eb-verktoy")
LISTS = ("", "funn/", "begreper/", "kilder/", "kunnskapshull/", "hendelser/", "landskap/")


def sheets(browser: Browser, address: str) -> list[str]:
    """The text of each sheet of a page, without white space, and with letters drawn as one as the two they are."""
    with opened(browser, 1280) as watched:
        watched.page.goto(address)
        raw = watched.page.pdf(format="A4", prefer_css_page_size=True)
    return [
        re.sub(r"\s", "", unicodedata.normalize("NFKC", page.extract_text()))
        for page in pypdf.PdfReader(io.BytesIO(raw)).pages
    ]


def printed(site: Site) -> list[str]:
    """Addresses of one page of each kind: a finding, a case, a source, a section, and the lists."""
    records = [site.bank.of(cls)[0] for cls in (Funn, Case, Kilde)]
    return [*(url_of(page_of(record)) for record in records), url_of(sections.page_of_all(Funn)), *LISTS]


def missing(tree: Any, text: str) -> list[str]:
    """Long words of a page's paragraphs and facts that its sheets lack. What is not for paper is not asked for."""
    classes = " or ".join(f"contains(@class, '{name}')" for name in SCREEN)
    away = f"ancestor-or-self::*[self::nav or self::form or @hidden or @popover or {classes}]"
    found = tree.xpath(f"//article//*[self::p or self::dd][not({away})]")
    return [word for node in found for word in re.findall(r"[a-zæøå]{6,}", node.text_content()) if word not in text]


def test_every_sheet_says_where_it_is_from(browser: Browser, published: str, site: Site) -> None:
    """The address or the short address stands at the foot of each, and which sheet of how many it is."""
    finding = site.bank.of(Funn)[0]
    pages = sheets(browser, published + url_of(page_of(finding)))
    home = site.bank.nettsted.adresse.rstrip("/")
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert f"{finding.id.upper()}·{home}/{finding.id}/" in text
        assert f"{number}av{len(pages)}" in text


def test_nothing_to_press_is_printed_and_no_word_is_lost(browser: Browser, published: str, site: Site) -> None:
    """No menu, search, choice or button; every paragraph is there, also the words that are explained on the screen."""
    looked = 0
    for address in printed(site):
        text = "".join(sheets(browser, published + address))
        assert not any(word in text for word in ("Byttfarger", "Søkibanken", "Hopptil", "Meldfeil"))
        assert missing(site.pages[f"{address}index.html"], text) == [], address
        looked += len(text)
    assert looked > 5_000


def test_a_word_that_is_lost_on_paper_is_found(site: Site) -> None:
    """The gate is alive."""
    assert missing(site.page(site.bank.of(Funn)[0]), "") != []


def test_terms_are_printed_as_the_words_they_are(browser: Browser, published: str, site: Site) -> None:
    """A button with a word of the text in it is not a button to hide."""
    file, tree = next((file, tree) for file, tree in site.pages.items() if tree.xpath("//@popovertarget"))
    words = [re.sub(r"\s", "", word.text_content()) for word in tree.xpath("//button[@popovertarget]")]
    text = "".join(sheets(browser, published + file.removesuffix("index.html")))
    assert words
    assert [word for word in words if word not in text] == []


def test_a_record_is_printed_with_the_whole_addresses_of_its_sources(
    browser: Browser, published: str, site: Site
) -> None:
    """The list on paper has every address that the list on the page has, once."""
    finding = site.bank.of(Funn)[0]
    tree = site.page(finding)
    text = "".join(sheets(browser, published + url_of(page_of(finding))))
    addresses = tree.xpath("//ul[contains(@class, 'eb-kildeliste')]//a[@class='eb-adresse']/@href")
    assert addresses
    assert [address for address in addresses if text.count(address) != 1] == []


def test_a_section_is_printed_with_all_its_records(browser: Browser, published: str, site: Site) -> None:
    """Each with its number and what stands on its page."""
    text = "".join(sheets(browser, published + url_of(sections.page_of_all(Case))))
    assert [record.id for record in site.bank.of(Case) if f"Case{record.id.upper()}" not in text] == []
