"""The pictures say what the bank says, and a picture is a table: nothing in it is only for the eye."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from banks import ROOT
from checking import TODAY, bank_of
from erfaringsbank import norsk
from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.pictures import ANSWERS, Pictures, gaps, landscape, place_of, rooms
from erfaringsbank.records import Case, Tjeneste
from erfaringsbank.templating import anchor
from erfaringsbank.view import View
from rendered import as_html, folded, real, rendered

SITE = real()
BANK = SITE.bank
KNOWN = Knowledge(BANK, TODAY)
LAND = landscape(BANK, KNOWN)
GAPS = gaps(BANK, KNOWN)


def picture(page: str) -> Any:
    """The picture of a page, after Markdown."""
    return SITE.html(page).find(".//figure")


def named(name: str) -> Bank:
    """A bank with a municipality more, of this name."""
    text = f'tittel: Et sted\nkommune: {json.dumps(name, ensure_ascii=False)}\nland: Norge\nkort: ["Et sted. [k1]"]\n'
    return bank_of({"content/caser/c9-et-sted.yaml": text})


def words(node: Any) -> str:
    """What is read of an element."""
    return folded(node.text_content())


def test_every_municipality_stands_once_by_its_own_answers() -> None:
    """Four answers by four, and a place is in the square of what its own record answers."""
    assert [[(square.lokale, square.leder) for square in row] for row in LAND.rader] == [
        [(premises, leader) for leader in ANSWERS] for premises in ANSWERS
    ]
    for square in (square for row in LAND.rader for square in row):
        for place in square.steder:
            assert place.case.akser.get("felles_lokale", "ikke lest") == square.lokale
            assert place.case.akser.get("felles_leder", "ikke lest") == square.leder
    ids = [place.case.id for place in LAND.steder]
    assert sorted(ids) == sorted(case.id for case in BANK.of(Case) if not case.del_av)
    assert len(ids) > 40


def test_no_one_is_ranked() -> None:
    """Inside a square the places stand in alphabetical order, and the page says that the order means nothing."""
    for square in (square for row in LAND.rader for square in row):
        names = [place.navn for place in square.steder]
        assert names == sorted(names, key=norsk.alphabetical)
    assert "alfabetisk" in SITE.text("landskap/index.md")
    assert "ikke en rangering" in SITE.text("landskap/index.md")


def test_who_publishes_the_bank_and_who_is_abroad_is_said_in_words() -> None:
    """The shape beside a name never stands alone."""
    found = {place.navn: (place.slag, place.ord) for place in LAND.steder}
    assert found["Drammen"] == found["Indre Østfold"] == ("egen", "prosjektkommune")
    assert found["Asker"] == ("norsk", "Norge")
    assert found["Roskilde"] == ("utland", "Danmark")
    assert [kind for kind, _ in found.values()].count("egen") == 2
    for place in LAND.steder:
        assert place.ord or (place.case.land or "?") in place.navn


def test_a_place_whose_country_is_not_known_says_so() -> None:
    """It is not counted as Norwegian or foreign without a word."""
    bank = bank_of({"content/caser/c9-et-sted.yaml": 'tittel: Et sted\nkort: ["Et sted. [k1]"]\n'})
    assert place_of(bank, bank.of(Case)[-1]).ord == "land ikke oppgitt"


def test_the_landscape_on_the_page_is_the_same_table() -> None:
    """Each square holds its count in words and a link to each of its places; an empty one says «ingen»."""
    rows = picture("landskap/index.md").findall(".//tbody/tr")
    assert len(rows) == len(ANSWERS)
    for drawn, told in zip(rows, LAND.rader, strict=True):
        assert words(drawn.find("th")) == f"Felles lokale: {told[0].lokale}"
        for cell, square in zip(drawn.findall("td"), told, strict=True):
            count = len(square.steder)
            counted = f"{count} {'sted' if count == 1 else 'steder'}" if count else "ingen"
            assert words(cell.find("p")) == f"Felles leder: {square.leder}, {counted}"
            assert [link.text for link in cell.iter("a")] == [place.navn for place in square.steder]
    for place in LAND.steder:
        assert SITE.leads_to("landskap/index.md", place.case)


def test_how_many_are_not_read_is_told() -> None:
    """The number under the picture is that of the places which lack at least one answer."""
    unread = [place for row in LAND.rader for square in row if square.ulest for place in square.steder]
    assert 0 < LAND.uleste == len(unread) < len(LAND.steder)
    assert f"{LAND.uleste} av {len(LAND.steder)}" in SITE.text("landskap/index.md")


def test_the_front_page_has_the_same_places_with_the_same_words() -> None:
    """The compact picture leaves nothing out for the ear."""
    made = as_html(Pictures(KNOWN).landskap(View(BANK, "index.md", TODAY), kompakt=True))
    whole = picture("landskap/index.md")
    places = [[words(link) for link in drawn.iter("a")] for drawn in (made, whole)]
    assert places[0] == places[1]
    assert len(places[0]) == len(LAND.steder)
    assert [link.get("href") for link in made.iter("a")] == [
        link.get("href").removeprefix("../") for link in whole.iter("a")
    ]


def test_every_cell_of_the_gap_matrix_is_an_address() -> None:
    """The page says how many findings there are and their strength, or that we do not know, and leads to the answer."""
    rows = picture("kunnskapshull/index.md").findall(".//tbody/tr")
    for drawn, told, outcome in zip(rows, GAPS.rader, BANK.vocabulary.utfall, strict=True):
        assert words(drawn.find("th")) == told.navn
        for cell, gap, axis in zip(drawn.findall("td"), told.ruter, BANK.vocabulary.akser, strict=True):
            (link,) = cell.findall("a")
            assert link.get("href") == f"{anchor(outcome)}/#{anchor(axis)}"
            assert SITE.html(told.side).xpath("//*[@id=$a]", a=gap.anker)
            known = len(KNOWN.ruter[outcome, axis].funn)
            answer = f"{known} funn {gap.sterkest}" if known else "vet ikke"
            assert words(link) == f"{gap.akse}: {answer}"
            assert ("eb-kart-ukjent" in cell.get("class")) == (known == 0)


def test_the_strength_in_a_cell_is_that_of_its_strongest_finding() -> None:
    """Descriptions have none, and «opptil» stands only where there is more than one to choose from."""
    kinds = set()
    for row, outcome in zip(GAPS.rader, BANK.vocabulary.utfall, strict=True):
        for gap, axis in zip(row.ruter, BANK.vocabulary.akser, strict=True):
            graded = [grade.step for found in KNOWN.ruter[outcome, axis].funn if (grade := KNOWN.av(found))]
            start = f"styrke {'opptil ' if len(graded) > 1 else ''}{max(graded, default=None)} av 5, "
            assert (gap.sterkest or "").startswith(start if graded else "beskrivelse" if gap.antall else "")
            kinds.add(min(len(graded), 2) if gap.antall else "vet ikke")
    assert kinds == {0, 1, 2, "vet ikke"}


def test_the_sum_of_what_is_not_known_is_the_number_of_such_cells() -> None:
    """«X av Y ruter vet vi ikke» is the caption of the table."""
    unknown = [cell for cell in KNOWN.ruter.values() if not cell.funn]
    assert 0 < len(unknown) < GAPS.alle == len(KNOWN.ruter)
    caption = picture("kunnskapshull/index.md").find(".//caption")
    assert words(caption) == f"{len(unknown)} av {GAPS.alle} ruter vet vi ikke"


@pytest.mark.parametrize("page", ["landskap/index.md", "kunnskapshull/index.md"])
def test_a_picture_is_a_table_that_can_be_read_without_being_one(page: str) -> None:
    """Headings have a scope, no part is empty, and each cell carries the words of its column for when it is folded."""
    table = picture(page).find(".//table")
    columns = [words(head) for head in table.findall("thead//th")][-len(table.find("tbody/tr").findall("td")) :]
    assert {head.get("scope") for head in table.findall("thead//th")} == {"col"}
    for row in table.findall("tbody/tr"):
        assert [head.get("scope") for head in row.findall("th")] == ["row"]
        carried = [cell.find(".//span[@class='eb-kart-smal']") for cell in row.findall("td")]
        assert [words(own).rstrip(":,") for own in carried] == columns
    assert len(table.findall("tbody/tr/td")) > 15
    assert not table.xpath("descendant-or-self::*[@role and not(self::ul)]")


def test_the_rooms_hold_each_service_once_with_the_shared_between_the_two() -> None:
    """The picture, its headings and the table under it are three ways to the same list."""
    assert [room.nøkkel for room in rooms(BANK)] == ["bibliotek", "felles", "innbyggertorg"]
    inside = [service for room in rooms(BANK) for service in room.tjenester]
    assert sorted(service.id for service in inside) == sorted(service.id for service in BANK.of(Tjeneste))
    page = SITE.html("tjenester/index.md")
    drawn = page.xpath("//div[@class='eb-rom']/div")
    assert [words(room.find("h2")) for room in drawn] == [room.navn for room in rooms(BANK)]
    assert [words(link) for room in drawn for link in room.iter("a")] == [
        words(link) for link in page.xpath("//table//a")
    ]
    assert len(drawn[0].xpath(".//li")) == len(rooms(BANK)[0].tjenester)
    assert [page_of(service) for service in inside] == list(SITE.links("tjenester/index.md"))[: len(inside)]


def test_what_is_competence_and_not_a_service_says_so() -> None:
    """The word stands after the link, in the picture as in the table."""
    competence = [service for service in BANK.of(Tjeneste) if service.slag == "kompetanse"]
    items = [words(item) for item in SITE.html("tjenester/index.md").xpath("//div[@class='eb-rom']//li")]
    assert sum(item.endswith(", kompetanse") for item in items) == len(competence) > 0


@pytest.mark.parametrize("name", ['<b>A</b> & "B"', "```", "[x](y) | {{ z }} {: .q }", "Hva?](x). # 1. Ås\u00a0øst"])
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    """Whatever a municipality is called, the page has one picture with that name in it, and no tag more."""
    page = rendered(named(name)).html("landskap/index.md")
    usual = rendered(named("Ås")).html("landskap/index.md")
    assert [link.text for link in page.iter("a") if link.get("href") == "../caser/c9-et-sted/"] == [name]
    assert [node.tag for node in page.iter()] == [node.tag for node in usual.iter()]


def test_a_bank_without_cases_has_no_empty_picture() -> None:
    """It says that no one is placed yet."""
    empty = bank_of({"content/caser/c1-eksempel-kommune.yaml": "", "content/caser/c2-deatnu.yaml": ""})
    assert not empty.of(Case)
    page = rendered(empty).html("landskap/index.md")
    assert page.find(".//figure") is None
    assert "Ingen er plassert ennå." in words(page)


def test_the_stylesheet_of_the_pictures_takes_its_colours_from_the_profile() -> None:
    """A municipality that changes the profile changes the pictures too."""
    css = (ROOT / "overrides/stil/50-kart.css").read_text(encoding="utf-8")
    assert css.count("var(--eb-") > 20
    flags = re.IGNORECASE
    colours = re.compile(r"#[0-9a-f]{3}|\b(?:rgb|hsl|lab|lch|oklch)a?\(|:[^;]*\b(?:white|black|red|gray)\b(?!-)", flags)
    assert not colours.search(css)
    assert colours.search("a { color: white; }")
    assert colours.search("a { border: 1px solid #FFF; }")
