"""Pages made for paper: parts of a longer document, whole sections, and the sources with their whole addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import Markup

from checking import TODAY, bank_of
from erfaringsbank import print_pages, source_list
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.pages import list_page, record_page
from erfaringsbank.paper import sections
from erfaringsbank.paper.fragments import Frame, address, article_of, fragment, in_document
from erfaringsbank.records import TYPES, Case, Funn, Kilde, Record
from erfaringsbank.view import View
from rendered import engine_markdown, head_and_body

PAGE = """
<p class="eb-type">Funn F1</p><h1 id="tittel">Tittelen</h1>
<nav class="eb-innhold"><a href="#bakgrunn">Bakgrunn</a></nav>
<p>Et <button class="eb-begrep" popovertarget="begrep-b1">innbyggertorg</button> til.</p>
<h2 id="bakgrunn">Bakgrunn</h2><p id="bakgrunn-1" aria-labelledby="tittel bakgrunn"><a href="#bakgrunn">hit</a></p>
<h3>Dypere</h3><p><a href="../f2-annet/#styrke">F2</a>, <a href="../f2-annet/#om-posten">om F2</a>,
<a href="../../styrke/">regelen</a>, <a href="https://eksempel.no/a">ute</a></p>
<h2 id="kilder">Kilder</h2><ul class="eb-kildeliste"><li>K1</li></ul>
<h2 id="om-posten">Om denne posten</h2><p>ID: F1</p>
<div class="eb-begrepsboks" popover id="begrep-b1">Forklart.</div>
"""


@cache
def mini() -> Bank:
    """The test bank."""
    return bank_of()


def part() -> str:
    """The page above as a part of a document that has F2 too."""
    lead = in_document({"funn/f1-tittel/": "f1", "funn/f2-annet/": "f2"}, lambda path, anchor: f"/{path}!{anchor}")
    return fragment(PAGE, Frame("funn/f1-tittel/", "f1", 1, lead))


def test_headings_go_down_and_anchors_get_the_prefix() -> None:
    """One level down, the page's own first; every anchor and what names it has the ID before it."""
    tree = lxml_html.fragment_fromstring(part(), create_parent="main")
    assert [heading.tag for heading in tree.iter("h1", "h2", "h3", "h4")] == ["h2", "h3", "h4"]
    assert tree.xpath("//@id") == ["f1-bakgrunn", "f1-bakgrunn-1"]
    assert tree.xpath("//@aria-labelledby") == ["f1-tittel f1-bakgrunn"]


def test_links_lead_to_where_the_records_stand() -> None:
    """Within the record, to another one, to its head when the part is left out, to the site, and out of it."""
    found = lxml_html.fragment_fromstring(part(), create_parent="main").xpath("//a/@href")
    assert found == ["#f1-bakgrunn", "#f2-styrke", "#f2", "/styrke/!", "https://eksempel.no/a"]


def test_what_is_for_the_screen_is_taken_out_and_the_words_are_kept() -> None:
    """The contents, the boxes and the sections that the document has one of are gone; a term is its word."""
    text = part()
    assert "Et innbyggertorg til." in text
    for gone in ("eb-innhold", "begrepsboks", "<button", "Kilder", "Om denne posten", "ID: F1"):
        assert gone not in text


@given(
    st.lists(st.sampled_from(["funn", "caser", "f1-x"]), min_size=0, max_size=3),
    st.lists(st.sampled_from(["..", "kilder", "k1-y"]), min_size=1, max_size=4),
)
def test_a_relative_address_leads_where_a_browser_goes(here: list[str], there: list[str]) -> None:
    """The same place as the standard's way of joining addresses gives, from the site's root."""
    page, path = "".join(f"{name}/" for name in here), "".join(f"{name}/" for name in there)
    assert address(page, path) == urljoin(f"https://bank.test/{page}", path).removeprefix("https://bank.test/")


def test_a_link_to_a_page_file_leads_to_its_address() -> None:
    """Before the engine has been there, links are to files, from where the file lies."""
    assert address("funn/f1-x/", "../kilder/k1-y.md") == "kilder/k1-y/"
    assert address("funn/", "f1-x.md") == "f1-x/"
    assert address("slik/", "funn/index.md") == "funn/"


def built(bank: Bank, record: Record) -> str:
    """A record's page with our frame round it, as an engine makes it."""
    _, body = head_and_body(record_page(bank, record, TODAY, Knowledge(bank, TODAY))[1])
    inner = re.sub(r'href="((?:\.\./)?)([^":]+)\.md', r'href="../\1\2/', engine_markdown().reset().convert(body))
    return f"<html><body><article class='x'>{inner.replace('/index/', '/')}</article></body></html>"


MOULD = (
    '<!DOCTYPE html><html lang="nb"><head><link rel="canonical" href="https://bank.test/X/utskrift/"></head>'
    '<body><article><h1>Alle</h1><div class="eb-hele"></div></article></body></html>'
)


def section(cls: type[Record]) -> str:
    """The page with all records of a type."""
    bank = mini()
    return sections.filled(bank, cls, MOULD, {str(record.id): built(bank, record) for record in bank.of(cls)})


def lost(html: str) -> list[str]:
    """Anchors that a page leads to and does not have, and those it has twice."""
    ids, targets = re.findall(r'\sid="([^"]+)"', html), re.findall(r'href="#([^"]+)"', html)
    return [name for name in targets if name not in ids] + [name for name in set(ids) if ids.count(name) > 1]


@pytest.mark.parametrize("cls", [cls for cls in TYPES if cls is not Kilde])
def test_a_section_has_every_record_once_and_every_anchor_it_leads_to(cls: type[Record]) -> None:
    """Each record is a part with its ID, the contents lead to all, and no anchor is missing or there twice."""
    html = section(cls)
    tree = lxml_html.document_fromstring(html)
    ids = [str(record.id) for record in mini().of(cls)]
    assert ids
    assert tree.xpath("//section[@class='eb-hel-post']/@id") == ids
    assert tree.xpath("//nav[@class='eb-hele-innhold']//a/@href") == [f"#{id_}" for id_ in ids]
    assert lost(html) == []
    assert len(tree.xpath("//h1")) == 1


def test_an_anchor_that_is_lost_or_doubled_is_found() -> None:
    """The gate is alive."""
    assert lost('<p id="a"></p><a href="#b">b</a><p id="a"></p>') == ["b", "a"]


def test_a_section_has_one_list_of_the_sources_it_cites() -> None:
    """The numbers in the text lead into it, every line has a whole address or says that there is none."""
    tree = lxml_html.document_fromstring(section(Funn))
    listed = tree.xpath("//ul[contains(@class, 'eb-kildeliste')]/li")
    assert listed
    assert len(tree.xpath("//ul[contains(@class, 'eb-kildeliste')]")) == 1
    assert {f"#{item.get('id')}" for item in listed} <= set(tree.xpath("//section//a/@href"))
    assert all("http" in item.text_content() or "Ingen nettadresse" in item.text_content() for item in listed)


def test_a_section_is_not_for_search_engines_and_leads_them_to_the_list() -> None:
    """It says what other pages say: `noindex`, and the list as the address that counts."""
    tree = lxml_html.document_fromstring(section(Case))
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://bank.test/X/"]


def test_every_list_leads_to_its_section_and_the_engine_makes_the_page() -> None:
    """The moulds are the pages that the links lead to, and each has a place for the records."""
    bank = mini()
    known = Knowledge(bank, TODAY)
    moulds = dict(sections.moulds(bank))
    lists = {cls: list_page(known, cls, ())[1] for cls in TYPES if bank.of(cls)}
    assert {sections.page_of_all(cls) for cls in lists} == set(moulds)
    assert all(f"({sections.FOLDER}/index.md)" in text for text in lists.values())
    assert all('<div class="eb-hele"></div>' in text for text in moulds.values())


def test_a_preview_keeps_the_sections_it_took_over(tmp_path: Path) -> None:
    """A page that is shared with the last site as a hard link is never written to; a fresh one is filled."""
    site = tmp_path / "site"
    for file, text in _site(mini()):
        path = site / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    kept = site / url_of(sections.page_of_all(Case)) / "index.html"
    (site / "lenke").hardlink_to(kept)
    print_pages.fill(mini(), site)
    assert kept.read_text(encoding="utf-8") == MOULD
    fresh = (site / url_of(sections.page_of_all(Funn)) / "index.html").read_text(encoding="utf-8")
    assert 'id="f1"' in fresh


def _site(bank: Bank) -> Iterator[tuple[str, str]]:
    for cls in (Case, Funn):
        yield f"{url_of(sections.page_of_all(cls))}index.html", MOULD
        yield from ((f"{url_of(page_of(record))}index.html", built(bank, record)) for record in bank.of(cls))


def test_the_sources_of_a_page_are_those_it_leads_to() -> None:
    """By number, with a whole address; a page that leads to none, and the page of a source, has no list."""
    bank = mini()
    finding = bank.of(Funn)[0]
    view = View(bank, page_of(finding), TODAY)
    assert source_list.on_page(view) == Markup()
    view.lenke("k1")
    view.lenke("f2")
    text = source_list.on_page(view, finding)
    assert [source.id for source in source_list.sources_on(view)] == ["k1"]
    assert 'id="kilde-k1"' in text
    assert source_list.entry(bank, bank.of(Kilde)[0]).adresse in text
    assert source_list.on_page(view, bank.of(Kilde)[0]) == Markup()


def test_a_source_without_an_address_says_so() -> None:
    """On paper nobody can look behind a title."""
    line = source_list.Entry("k1", "K1", "Hva nå?", "", "En kommune, 2022", "", "", "")
    text = source_list.block([line])
    assert "Ingen nettadresse." in text
    assert "Hva nå?." not in text


def test_the_article_of_a_page_is_what_stands_inside_it() -> None:
    """Not the frame round it."""
    assert article_of('<body><article class="a" id="b"><p>x</p></article><footer></footer></body>') == "<p>x</p>"
