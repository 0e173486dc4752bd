"""Where pages stand and how one leads to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from banks import QUESTION, small
from erfaringsbank.addresses import addresses_to, page_of, relative, url_of
from erfaringsbank.load import load
from erfaringsbank.records import Record


def question(tmp_path: Path, name: str, more: str = "") -> Record:
    """The question of the smallest bank, in a file of this name, with more fields."""
    bank = small(tmp_path, {f"content/sporsmal/{name}.yaml": QUESTION + more})
    return load(bank.files())[0][name.split("-", maxsplit=1)[0]]


def test_the_page_of_a_record_is_its_file_in_its_folder(tmp_path: Path) -> None:
    """The page is named as the YAML file, and an earlier slug gives the page it had then."""
    record = question(tmp_path, "q7-hva-koster-det")
    assert page_of(record) == "sporsmal/q7-hva-koster-det.md"
    assert page_of(record, "pris") == "sporsmal/q7-pris.md"


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("index.md", ""),
        ("funn/index.md", "funn/"),
        ("utvikling/regler/index.md", "utvikling/regler/"),
        ("funn/f3-mindre-tillit.md", "funn/f3-mindre-tillit/"),
        ("om.md", "om/"),
        ("reindex.md", "reindex/"),
        ("funn/f3-index.md", "funn/f3-index/"),
        ("a.md/b.md", "a.md/b/"),
    ],
)
def test_the_address_of_a_page(page: str, address: str) -> None:
    """A page has a folder of its own, an index has that of its folder; a name that ends in «index» is no index."""
    assert url_of(page) == address


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("index.md", "funn/f3-a.md", "funn/f3-a.md"),
        ("funn/f3-a.md", "index.md", "../index.md"),
        ("funn/f3-a.md", "funn/f4-b.md", "f4-b.md"),
        ("utvikling/regler/x.md", "kilder/k1-c.md", "../../kilder/k1-c.md"),
        ("funn/index.md", "funn/index.md", "index.md"),
    ],
)
def test_the_way_from_one_page_to_another(start: str, target: str, link: str) -> None:
    """Links are relative, so that the site works under any path."""
    assert relative(start, target) == link


def test_a_record_is_reached_by_its_id_and_by_every_earlier_slug(tmp_path: Path) -> None:
    """The short address comes first, then the earlier ones, all with the page of today as their target."""
    record = question(tmp_path, "q7-pris", "tidligere_adresser: [kostnad, hva-koster]\n")
    target = "sporsmal/q7-pris/"
    expected = [("q7/", target), ("sporsmal/q7-kostnad/", target), ("sporsmal/q7-hva-koster/", target)]
    assert list(addresses_to(record)) == expected


def test_an_earlier_slug_never_takes_the_place_of_the_page(tmp_path: Path) -> None:
    """A slug that is the present one, or is written twice, gives no second way to the same address."""
    record = question(tmp_path, "q7-pris", "tidligere_adresser: [pris, kostnad, kostnad]\n")
    assert [address for address, _ in addresses_to(record)] == ["q7/", "sporsmal/q7-kostnad/"]
