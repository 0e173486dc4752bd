"""The poster: one sheet with codes that are read again, and never one that leads to a placeholder."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from banks import DAY, ROOT, command, copy
from erfaringsbank.cli import poster as cli_poster
from erfaringsbank.poster import MOST, chosen, page_entries, poster
from erfaringsbank.problems import UserError
from paper import known, sheets, small

TRIAL = "https://prove.test/bank"


def test_a_poster_has_a_place_for_each_name_in_order() -> None:
    """Type, title, a sentence, and the short address, for records in any case and for lists and pages."""
    tree = html.document_fromstring(poster(small(), ["F1", "funn", "/landskap/", "h2/program", "forside", "om"]))
    places = [[str(part.text_content()) for part in place.xpath("./div[2]/*")] for place in tree.xpath("//li")]
    assert [place[-1].removeprefix("bank.test/under/") for place in places] == [
        "f1/", "funn/", "landskap/", "h2/program/", "", "om/",
    ]  # fmt: skip
    assert places[0][0] == "Funn F1"
    assert places[0][2].startswith("Én påstand om hva som er funnet, med grunnlag og forbehold. Styrke ")
    assert places[1] == ["Liste", "Funn", "Alle i banken: 2 funn.", "bank.test/under/funn/"]
    assert len(tree.xpath("//li//svg")) == 6
    assert tree.xpath("//script | //link | //img | //@style") == []


def test_every_page_that_is_offered_is_a_page() -> None:
    """Each has its own address, title and sentence."""
    entries = list(page_entries(known().bank))
    assert len({entry.target for entry in entries}) == len(entries) > 25
    assert all(entry.title and entry.about.endswith(".") for entry in entries)


def test_the_same_poster_twice_is_the_same() -> None:
    """Byte for byte."""
    assert poster(known(), ["f1", "funn"]) == poster(known(), ["f1", "funn"])


@pytest.mark.parametrize(
    ("names", "address", "told"),
    [
        (["f1"], "", "plassholder"),
        (["f1"], "https://x.example.org/", "plassholder"),
        (["f1"], "http://prove.test/", "ikke en adresse"),
        (["f1"], "prove.test", "ikke en adresse"),
        (["f1"], "https://prove.test/?a=b", "ikke en adresse"),
        (["f777"], TRIAL, "Fant ikke «f777»"),
        (["fun"], TRIAL, "Fant ikke «fun»"),
        (["f1"] * (MOST + 1), TRIAL, "ikke 13"),
        ([], TRIAL, "ikke 0"),
    ],
)
def test_what_cannot_be_put_on_paper_is_refused(names: list[str], address: str, told: str) -> None:
    """With what is wrong, and what to do about it."""
    with pytest.raises(UserError, match=told) as error:
        poster(known(published=False), names, address=address)
    assert error.value.fix


def test_a_withdrawn_record_is_nothing_to_send_people_to() -> None:
    """The one that holds instead is named."""
    with pytest.raises(UserError, match="k3 er trukket"):
        list(chosen(small(), ["k3"]))


def test_the_command_writes_a_new_file_and_never_over_another(tmp_path: Path) -> None:
    """And refuses a placeholder in one sentence with exit code 2."""
    project = copy(tmp_path)
    done = command("plakat", "f1", "--dato", DAY, cwd=project.root)
    assert (done.returncode, "plassholder" in done.stderr) == (2, True)
    line = ["plakat", "f1", "--adresse", TRIAL, "--tittel", "Velkommen", "--ut", "ark.html", "--dato", DAY]
    done = command(*line, cwd=project.root)
    assert (done.returncode, done.stdout) == (0, "Skrev ark.html.\n")
    text = (project.root / "ark.html").read_text(encoding="utf-8")
    assert "prove.test/bank/f1/" in text
    assert "<h1>Velkommen</h1>" in text
    done = command(*line, cwd=project.root)
    assert (done.returncode, "finnes fra før" in done.stderr) == (2, True)


def test_a_bank_with_a_fault_makes_no_poster(tmp_path: Path) -> None:
    """The faults are told as `check` tells them."""
    project = copy(tmp_path)
    (project.root / "content/funn/f1-tillit.yaml").write_text("slag: [", encoding="utf-8")
    done = command("plakat", "f2", "--adresse", TRIAL, "--dato", DAY, cwd=project.root)
    assert done.returncode == 1
    assert "content/funn/f1-tillit.yaml" in done.stdout
    assert not (project.root / "plakat.html").exists()


def test_without_the_extra_the_reader_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing, how to get it, and that the HTML can be printed."""
    real = builtins.__import__

    def without(name: str, *arguments: Any) -> Any:
        if name.startswith("weasyprint"):
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UserError, match="rapport") as error:
        cli_poster._as_pdf("<p>x</p>")
    assert "nettleser" in error.value.fix


LONGEST = sorted(known().bank.records.values(), key=lambda record: (-len(record.tittel), record.id))


@pytest.mark.parametrize("many", range(1, MOST + 1))
def test_the_pdf_is_one_sheet_with_every_code(many: int) -> None:
    """With the longest titles of the bank: one sheet of A4, and a decoder reads each address off it."""
    ids = [str(record.id) for record in LONGEST if not record.er_ute][:many]
    page = poster(known(ROOT), ids)
    ((codes, words),) = sheets(cli_poster._as_pdf(page))
    assert sorted(codes) == sorted(f"https://bank.test/{id_}/" for id_ in ids)
    assert all(f"bank.test/{id_}/" in words for id_ in ids)
