"""A release: what it refuses, what it finds in a built site, and that it writes all or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from banks import put, tree
from checking import bank_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import HEAD, LEDGER, WRITTEN, Edition, Published, checksum, digest, read
from erfaringsbank.problems import Place, UserError
from erfaringsbank.records import Dato
from erfaringsbank.releasing import Release, added, found, refuse, write
from published_bank import published

DATA = b'{"poster": []}\n'
EDITION = Edition("1.0", Dato("2026-11-22"), checksum(DATA), data=DATA)


def numbered(bank: Bank, name: str) -> Bank:
    """The bank with another number of its edition."""
    return replace(bank, nettsted=bank.nettsted.model_copy(update={"utgave": name}))


def test_placeholders_are_refused_unless_it_is_a_trial() -> None:
    """A code on a poster must not lead to an example."""
    bank = numbered(bank_of(), "1.0")
    assert bank.nettsted.plassholdere
    with pytest.raises(UserError, match="plassholdere"):
        refuse(bank, trial=False)
    refuse(bank, trial=True)
    refuse(published(), trial=False)


@pytest.mark.parametrize("name", ["", "1/0", "../1", "én", "1 0", ".1"])
def test_an_edition_whose_number_cannot_stand_in_an_address_is_refused(name: str) -> None:
    """It becomes a folder of the site and the name of a file."""
    with pytest.raises(UserError, match="kan ikke stå i en adresse"):
        refuse(numbered(published(), name), trial=False)


def test_an_edition_that_is_out_is_refused() -> None:
    """What is released stays as it is."""
    files = {LEDGER: f"== 1.0 2026-11-22 {checksum(DATA)}\n", "utgaver/1.0.json": DATA.decode()}
    bank = published(files, utgave="1.0")
    with pytest.raises(UserError, match=r"1\.0 er gitt ut før"):
        refuse(bank, trial=True)
    refuse(numbered(bank, "1.1"), trial=True)


PAGE = "<html><body><article>{}</article></body></html>"
SITE = {
    "index.html": PAGE.format("<h1>Forside</h1>"),
    "index.md": "# Forside",
    "404.html": "borte",
    "feed.xml": "<feed/>",
    "robots.txt": "x",
    "assets/a.css": "x",
    "kort/f1.png": "x",
    "sok/a1b2/oppsett.json": "{}",
    "sammenlign/data/c1.json": "{}",
    "sammenlign/index.html": PAGE.format("x"),
    "sammenlign/c1-c2/index.html": PAGE.format("x"),
    "sammenlign/c1-c2/index.md": "x",
    "f1/index.html": PAGE.format("x"),
    "f1/program/index.html": PAGE.format("x"),
    "f1/program/index.md": "x",
    "funn/f1-tillit/index.html": PAGE.format(
        '<h1 id="t">T</h1><h2 id="utdyping">U</h2><p id="langt">x</p><p id="noe">x</p><div id="begrep-b1"></div>'
    ),
    "funn/f1-tillit/sitering.ris": "x",
    "funn/index.html": PAGE.format('<h2 id="a">x</h2>'),
    "funn/feed.xml": "<feed/>",
    "om/index.html": PAGE.format('<h1 id="om">x</h1><h2 id="bakgrunn">x</h2>'),
    "om/index.md": "x",
    "data/skjema/funn.json": "{}",
}


def site_of(root: Path) -> dict[str, Published]:
    for name, text in SITE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {entry.address: entry for entry in found(bank_of(), root)}


def test_what_is_published_is_read_from_the_site(tmp_path: Path) -> None:
    """Pages, files that stay where they are, and files that follow a record. Not what only pages fetch."""
    told = site_of(tmp_path)
    assert set(told) == {
        "", "index.md", "feed.xml", "robots.txt", "sammenlign/", "sammenlign/c1-c2/", "f1/", "f1/program/",
        "funn/f1-tillit/", "funn/", "funn/feed.xml", "om/", "data/skjema/funn.json",
    }  # fmt: skip
    assert {address: entry.owner for address, entry in told.items() if entry.owner} == {
        "f1/": "f1", "f1/program/": "f1", "funn/f1-tillit/": "f1", "om/": WRITTEN,
    }  # fmt: skip
    assert told["funn/f1-tillit/"].files == ("sitering.ris",)
    assert told["f1/program/"].files == ("index.md",)
    assert told["om/"].files == ()


def test_anchors_are_headings_and_statements(tmp_path: Path) -> None:
    """A statement with the digest of its words; what opens, and the title, are not promised. Lists have none."""
    told = site_of(tmp_path)
    bank = bank_of()
    text = next(statement.tekst for _, statement in bank.statements(bank["f1"]) if statement.merke == "langt")
    assert told["funn/f1-tillit/"].anchors == {"utdyping": "", "langt": digest(text)}
    assert told["om/"].anchors == {"bakgrunn": ""}
    assert told["funn/"].anchors == {}


def entry(address: str, owner: str = "", files: tuple[str, ...] = (), **anchors: str) -> Published:
    return Published(address, owner, Place(LEDGER), "1.0", files, anchors)


def test_only_what_is_new_is_added() -> None:
    """New addresses whole; of a known one, the files and anchors that it did not have."""
    ledger = f"== 0.1 2026-11-22 {checksum(DATA)}\nf1/ f1\nfunn/f1-a/ f1 +x.ris #a #b=abcde\n"
    bank = bank_of({LEDGER: ledger, "utgaver/0.1.json": DATA})
    site = [
        entry("f1/", "f1"),
        entry("funn/f1-a/", "f1", ("x.ris", "y.ris"), a="", b="abcde", c=""),
        entry("funn/f1-b/", "f1", ("x.ris",), a="", b="fghij"),
        entry("f9/", "f9"),
        entry("alle/"),
    ]
    made = added(bank, EDITION, iter(site))
    assert [(fresh.address, fresh.files, fresh.anchors) for fresh in made.added] == [
        ("funn/f1-a/", ("y.ris",), {"c": ""}),
        ("funn/f1-b/", ("x.ris",), {"b": "fghij"}),
        ("f9/", (), {}),
        ("alle/", (), {}),
    ]
    assert (made.addresses, made.ids, made.anchors) == (5, 1, 2)


RELEASE = Release(EDITION, (entry("alle/"), entry("a1/", "a1")), 2, 1, 0)


def test_the_ledger_only_grows(tmp_path: Path) -> None:
    """The first release makes it; the next puts its block after what was there, byte for byte."""
    project = put(tmp_path, {})
    write(project, RELEASE)
    first = (tmp_path / LEDGER).read_bytes()
    assert first.decode() == f"{HEAD}\n== 1.0 2026-11-22 {checksum(DATA)}\na1/ a1\nalle/\n"
    write(project, replace(RELEASE, edition=replace(EDITION, utgave="1.1"), added=(entry("ny/"),)))
    assert (tmp_path / LEDGER).read_bytes().startswith(first)
    editions, problems = read(project.editions())
    assert problems == []
    assert [edition.data for edition in editions] == [DATA, DATA]
    assert list(editions.adresser) == ["a1/", "alle/", "ny/"]


def test_it_writes_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the ledger cannot be put in place, the data are taken away again, and no other file is left."""
    project = put(tmp_path, {LEDGER: "== 0.9 2026-11-22 x\n"})
    before, renames = tree(tmp_path), Path.replace

    def refuse_ledger(path: Path, target: Path) -> Path:
        if target.name == "adresser.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return renames(path, target)

    monkeypatch.setattr(Path, "replace", refuse_ledger)
    with pytest.raises(PermissionError):
        write(project, RELEASE)
    assert tree(tmp_path) == before
