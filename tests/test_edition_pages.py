"""Editions as pages: every record of every edition can be read, whatever has become of the model since."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from lxml import html as lxml_html
from selectolax.lexbor import LexborHTMLParser

from changed import as_bytes, edition, released_bank, with_editions
from checking import TODAY, bank_of
from erfaringsbank.attachments import attachments
from erfaringsbank.bank import Bank
from erfaringsbank.editions.change_pages import change_pages
from erfaringsbank.editions.edition_pages import edition_files, edition_pages
from erfaringsbank.editions.released import History
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.polishing.explaining import explain
from erfaringsbank.polishing.polish import Page, polish
from erfaringsbank.polishing.terms import glossary
from erfaringsbank.shell import foot
from rendered import as_html, folded, head_and_body, rendered

# An edition of a model that nobody remembers: types, fields and forms that are not in any class of today.
STRANGE = {
    "om": {"navn": "Banken <gammel>", "utgave": "1", "dato": "2019-05-01", "adresse": "https://gammel.test/"},
    "ordforråd": {"farger": {"rød": {"navn": "Rød & <blå>", "nivå": 3}}, "tomt": None},
    "poster": [
        {"id": "z1", "type": "tanke", "side": "https://gammel.test/tanker/z1-en/", "overskrift": "<b>En</b> tanke {{ 7*7 }}",
         "tittel": "En", "språk": "nn", "ja_nei": True, "nei": False, "tall": 1200, "tomt": [], "ingenting": None,
         "dypt": {"a": {"b": ["c", {"d": "<script>alert(1)</script>"}]}},
         "lenker": ["https://gammel.test/a?x=1&y=<2>", "f1", "z2", "javascript:alert(1)"],
         "utsagn": [{"tekst": "Som @z2 sier, «sitert» @f1.tall.\n\nEt avsnitt til.", "kilder": ["z2", "k99"], "språk": "en"}]},
        {"id": "z2", "type": "tanke", "side": "tanker/z2-to/", "overskrift": "To | tre", "erstattet_av": "z1"},
        {"id": "f1", "type": "funn", "side": "https://gammel.test/funn/f1-gammelt/", "overskrift": "Gammelt funn"},
        {"id": "q9", "type": "uten side"},
    ],
}  # fmt: skip


@cache
def made() -> tuple[Bank, Mapping[str, str]]:
    """A bank with two editions, and its pages about them."""
    bank = released_bank()
    known, history = Knowledge(bank, TODAY), History(bank, TODAY)
    return bank, dict([*edition_pages(known, history), *change_pages(known, history)])


def pages_of(bank: Bank) -> dict[str, str]:
    return dict(edition_pages(Knowledge(bank, TODAY), History(bank, TODAY)))


def strange() -> dict[str, str]:
    """The pages of the strange edition, in the small bank of today."""
    return pages_of(with_editions(bank_of(), edition("1", date(2019, 5, 1), as_bytes(STRANGE))))


def tree(pages: Mapping[str, str], path: str) -> Any:
    return as_html(head_and_body(pages[path])[1])


def test_every_record_of_every_edition_can_be_read() -> None:
    """Under its anchor, on the page of its type, with its headline, every field and every text it had."""
    bank, _ = made()
    looked = 0
    for one in bank.utgaver:
        for record in one.innhold["poster"]:
            folder = record["side"].split("/")[-3]
            (section,) = tree_of(f"utgave/{one.utgave}/{folder}/index.md").xpath("//*[@id=$id]", id=record["id"])
            shown = folded(section.text_content())
            assert folded(record["overskrift"]) in shown
            assert len(section.xpath("./dl/dt")) == len(set(record) - {"id", "type", "side", "overskrift", "tittel"})
            for text in texts(record):
                assert folded(text) in shown, (record["id"], text)
                looked += 1
    assert looked > 100


@cache
def tree_of(path: str) -> Any:
    return tree(made()[1], path)


def texts(record: Mapping[str, Any]) -> list[str]:
    """The longer texts of a record that hold no mention."""
    found = re.findall(r'"(?:tekst|metode|hva|forklaring|utgiver|lest)": ("(?:[^"\\]|\\.)*")', json.dumps(record))
    return [text for raw in found if "@" not in (text := json.loads(raw)) and "http" not in text]


def test_a_page_says_that_it_is_an_earlier_edition() -> None:
    """In its first words, with a way to what holds now and to what has changed; robots are sent to the page of today."""
    _, pages = made()
    seen = [path for path in pages if path.startswith("utgave/2024.1/") and "endringer" not in path]
    assert len(seen) > 10
    for path in seen:
        head, _ = head_and_body(pages[path])
        assert head["robots"] == "noindex", path
        assert head["gjelder_na"] in {"alle/", f"{path.split('/')[2]}/"}
        warning = tree_of(path).xpath("//*[contains(@class, 'admonition')]")[0]
        assert "tidligere utgave" in warning.text_content()
        assert [a.get("href") for a in warning.xpath(".//a")][-1].endswith("endret/2024.1/index.md")


def test_a_record_leads_to_what_holds_now() -> None:
    """To its page of today, also when that has another name; to its short address when the bank has it no more."""
    x1 = tree_of("utgave/2024.1/motsigelser/index.md").xpath("//section[@id='x1']/p/a/@href")
    t2 = tree_of("utgave/2024.1/tjenester/index.md").xpath("//section[@id='t2']/p/a/@href")
    assert (x1, t2) == (["../../../motsigelser/x1-to-belop/"], ["../../../t2/"])


def test_a_reference_leads_to_the_same_edition() -> None:
    """Every ID and mention that the edition has is a link to its anchor there, and every such anchor is there."""
    followed = 0
    for path in made()[1]:
        if path.count("/") == 3 and "endringer" not in path:
            for href in tree_of(path).xpath("//section//a[contains(@href, '#')]/@href"):
                if "://" in href:
                    continue
                address, anchor = href.split("#")
                target = f"utgave/{path.split('/')[1]}/{address.strip('./') or path.split('/')[2]}/index.md"
                assert tree_of(target).xpath("//*[@id=$id]", id=anchor), (path, href)
                followed += 1
    assert followed > 50


def test_an_edition_of_another_model_is_whole() -> None:
    """Types and fields that no class has, deep values, and signs that mean something in HTML, Markdown and Jinja."""
    pages = strange()
    assert {"utgave/1/tanker/index.md", "utgave/1/funn/index.md", "utgave/1/poster/index.md"} <= set(pages)
    shown = folded(tree(pages, "utgave/1/tanker/index.md").text_content())
    for text in ("<b>En</b> tanke {{ 7*7 }}", "Ja nei", "ja", "nei", "1200", "<script>alert(1)</script>", "Som To | tre sier",
                 "Et avsnitt til.", "https://gammel.test/a?x=1&y=<2>", "javascript:alert(1)", "K99"):  # fmt: skip
        assert text in shown, text
    assert "Rød & <blå>" in folded(tree(pages, "utgave/1/index.md").text_content())


def test_nothing_of_an_edition_becomes_markup() -> None:
    """No element, no script and no address of another kind comes from its texts; web addresses are links."""
    page = tree(strange(), "utgave/1/tanker/index.md")
    assert page.xpath("//script | //section//b") == []
    assert set(page.xpath("//section//dd//a/@href")) == {
        "https://gammel.test/a?x=1&y=", "../funn/#f1", "#z2", "#z1",
    }  # fmt: skip
    assert page.xpath("//section[@id='z1']//dl/@lang") == ["nn"]
    assert page.xpath("//section[@id='z1']//li//span/@lang") == ["en"]


def test_what_nearly_all_have_is_told_once() -> None:
    """Statements that are «fakta» and «lest» do not say so each; those that are not, do, and the page tells the rule."""
    bank, _ = made()
    page = tree_of("utgave/2024.1/caser/index.md")
    told = folded(page.text_content())
    assert "Der ikke annet står: sikkerhet er «lest» og type er «fakta»." in told
    assert "type: fakta" not in told
    assert "type: mening" in told
    parts = [part for one in bank.utgaver for record in one.innhold["poster"] for part in record.get("kort", ())]
    assert parts
    assert all("type" in part and "sikkerhet" in part for part in parts)


def test_the_data_of_an_edition_are_as_they_were_released() -> None:
    """Byte for byte at its address, among all that is laid beside the pages."""
    bank, _ = made()
    files = dict(edition_files(Knowledge(bank, TODAY)))
    assert files == {f"utgave/{one.utgave}/erfaringsbank.json": one.data for one in bank.utgaver}
    assert len(files) == 2
    assert files.items() <= dict(attachments(Knowledge(bank, TODAY))).items()


def test_an_edition_that_cannot_be_read_stops_nothing() -> None:
    """Its data are missing, or are something else: the others are shown. A rule of its own tells the editors."""
    day = date(2024, 1, 1)
    good = released_bank().utgaver.utgaver[0]
    spoilt = [edition(str(number), day, raw) for number, raw in enumerate((b"", b"[", b"{}", b'{"poster": [1]}'))]
    pages = pages_of(with_editions(bank_of(), *spoilt, good))
    assert {path.split("/")[1] for path in pages} == {"index.md", good.utgave}


def test_without_editions_it_says_so() -> None:
    """The list and the changes are there before the first release, and are honest."""
    site = rendered(bank_of())
    assert "Ingen utgave er gitt ut ennå." in site.text("utgave/index.md")
    assert "Ingen utgave er gitt ut ennå" in site.text("endret/index.md")
    assert [path for path in site.files if path.startswith(("utgave/", "endret/"))] == [
        "utgave/index.md",
        "endret/index.md",
    ]
    for path in ("utgave/index.md", "endret/index.md"):
        assert set(site.links(path)) <= set(site.files)


def test_every_page_leads_to_the_editions() -> None:
    """The foot has them among what the bank says of itself."""
    column = next(part for part in foot(bank_of()) if part["navn"] == "Om banken")
    assert {"utgave/", "endret/"} <= {link["adresse"] for link in column["lenker"]}  # type: ignore[attr-defined]


def test_the_links_of_the_pages_lead_somewhere() -> None:
    """Every link between the pages of editions, of changes and of today's records is to a page that is made."""
    bank, _ = made()
    site = rendered(bank)
    own = [path for path in site.files if path.startswith(("utgave/", "endret/"))]
    beside = {path.removesuffix("erfaringsbank.json") + "index.md" for path, _ in edition_files(Knowledge(bank, TODAY))}
    gone = {"t2.md", "t2/index.md"}
    links = {link for path in own for link in site.links(path)}
    files = {link for link in links if link.endswith((".json", ".xml"))}
    assert links - files - gone - set(site.files) - beside == set()
    assert files == {"endret/feed.xml"} | {f"utgave/{one.utgave}/erfaringsbank.json" for one in bank.utgaver}
    assert len(links) > 40


def test_a_page_of_an_edition_names_only_the_page_of_today() -> None:
    """The theme's canonical link goes when the page has its own; a page with one keeps it."""
    head = '<head><link rel="canonical" href="https://a.test/utgave/1/"><link rel="canonical" href="https://a.test/"></head>'
    for given, left in (
        (head, "https://a.test/"),
        (head.replace("/utgave/1/", "/x/").split("<link")[0] + "</head>", ""),
    ):
        done = polish(f"<!doctype html><html>{given}<body><article>x</article></body></html>", Page("utgave/1/")).html
        found = lxml_html.document_fromstring(done).xpath("//link[@rel='canonical']/@href")
        assert found == ([left] if left else [])


def test_the_terms_of_today_do_not_explain_an_edition() -> None:
    """What a term means now is not what the edition said; elsewhere on a page it is explained."""
    words = glossary(bank_of())
    for attribute, explained in (('class="fakta eb-utgave"', 0), ('class="fakta"', 1)):
        page = LexborHTMLParser(f"<article><div {attribute}><p>Et innbyggertorg her.</p></div></article>")
        assert explain(page, words, "utgave/1/funn/") == explained


@pytest.mark.parametrize("trial", [False, True])
def test_a_trial_is_called_one(trial: bool) -> None:
    """An edition from before the site had its address says so, in the list and on its page."""
    one = replace(released_bank().utgaver.utgaver[0], prøve=trial)
    pages = pages_of(with_editions(bank_of(), one))
    assert ("(prøve)" in pages["utgave/index.md"]) is trial
    assert ("prøveutgave" in pages["utgave/2024.1/index.md"]) is trial
