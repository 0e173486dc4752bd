"""The open data: every field as written, every file with its colophon, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel

from banks import MINIBANK, ROOT, environment
from checking import TODAY, bank_of
from erfaringsbank import __version__
from erfaringsbank.bank import Bank
from erfaringsbank.opendata.exports import COLOPHON as IN_TABLES
from erfaringsbank.opendata.exports import File, plain_data
from erfaringsbank.opendata.registry import EXPORTS, exports
from erfaringsbank.records import TYPES, Funn, Kilde, Organisasjonsmodell, Record
from erfaringsbank.view import plain
from rendered import real, small

COLOPHON = {"navn", "adresse", "utgiver", "utgave", "verktøy", "dato", "lisens", "lisens_kode", "nyeste"}


DERIVED = {"id", "type", "side", "overskrift", "styrke"}  # what the bank knows of a record beside its own fields


def made(bank: Bank | None = None, today: date = TODAY) -> dict[str, File]:
    """The exported files of a bank by path."""
    return {file.path: file for file in exports(bank or small().bank, today)}


def everything(bank: Bank | None = None) -> Any:
    """The JSON file as it is read back."""
    return json.loads(made(bank)["data/erfaringsbank.json"].data)


def table(files: Mapping[str, bytes], cls: type[Record]) -> list[dict[str, str]]:
    """A CSV file as it is read back."""
    text = files[f"data/{cls.mappe}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_written(value: object) -> object:
    """A value of a YAML file as its data: texts with white space folded, short forms long, yes and no as booleans."""
    if isinstance(value, BaseModel):
        return {name: as_written(getattr(value, name)) for name in value.model_fields_set}
    if isinstance(value, Mapping):
        return {str(name): as_written(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [as_written(item) for item in value]
    return value if isinstance(value, bool | int) else str(value)


@pytest.mark.parametrize("banks", [real, small])
def test_every_record_stands_in_the_json_with_every_field_as_written(banks: Any) -> None:
    """Each record once, in order, with its ID, type and address, and every field that its file has."""
    bank = banks().bank
    rows = everything(bank)["poster"]
    assert [row["id"] for row in rows] == list(bank.records)
    assert len(rows) > 20
    for row, record in zip(rows, bank.records.values(), strict=True):
        assert row["type"] == record.navn
        assert row["side"].startswith(bank.nettsted.adresse)
        assert row["side"].endswith(f"/{record.mappe}/{record.id}-{record.slug}/")
        assert row["overskrift"] == plain(bank, record.tittel)
        for name in record.model_fields_set:
            assert holds(row[name], as_written(getattr(record, name))), (record.id, name)
        assert set(row) - DERIVED == record.model_fields_set


def holds(data: Any, written: Any) -> bool:
    """Whether the data has all that is written. It may also have what the record adds: defaults of its parts."""
    if isinstance(written, dict):
        return all(holds(data.get(name), item) for name, item in written.items() if item not in ("None", []))
    if isinstance(written, list):
        return len(data) == len(written) and all(map(holds, data, written))
    return bool(data == written)


def test_the_words_of_the_files_come_through_unchanged() -> None:
    """What the author wrote is what the data has: hostile titles, numbers as texts, yes and no as booleans."""
    rows = {row["id"]: row for row in everything()["poster"]}
    assert rows["f1"]["tittel"] == "@f1.tall har *tillit* til <b>svarene</b> | i [torget] {{ x }}"
    assert rows["f1"]["overskrift"] == "64 prosent har *tillit* til <b>svarene</b> | i [torget] {{ x }}"
    assert rows["f1"]["tall"][2] == {"verdi": "41,5", "enhet": "timer i uka"}
    assert rows["u1"]["n"] == 1200
    assert rows["o2"]["plassholder"] is True
    assert rows["c2"]["tittel"] == "Čáhcesuolu girjerájus – ŋ đ ŧ ž Š"


def test_the_vocabularies_stand_beside_the_records() -> None:
    """A value of a record can be looked up in the same file."""
    words = everything()["ordforråd"]
    bank = small().bank
    assert set(words) >= {"temaer", "utfall", "akser"}
    for name in ("temaer", "utfall", "akser"):
        assert list(words[name]) == list(getattr(bank.vocabulary, name))
        assert all(set(value) >= {"navn", "forklaring"} for value in words[name].values())


def test_the_json_says_what_it_is() -> None:
    """Name, publisher, edition, tool, day and licences stand in the file itself."""
    about = everything()["om"]
    assert set(about) >= COLOPHON
    assert all(isinstance(value, str) and value for value in about.values())
    assert about["verktøy"] == f"erfaringsbank {__version__}"
    assert about["dato"] == "2026-11-22"
    assert about["lisens"].startswith("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_every_table_has_the_same_records_and_its_colophon(cls: type[Record]) -> None:
    """A CSV file reads with any reader: the same IDs in order, a column a field, and the colophon on each row."""
    for site in (real(), small()):
        bank, text = site.bank, site.files[f"data/{cls.mappe}.csv"].decode()
        header = next(csv.reader(io.StringIO(text, newline="")))
        assert header[:3] == ["id", "type", "side"]
        assert set(cls.model_fields) <= set(header)
        assert header[-3:] == ["datasett_utgave", "datasett_dato", "datasett_lisens"]
        assert header[-3:] == [f"datasett_{name}" for name in IN_TABLES]
        assert len(header) == len(set(header))
        rows = table(site.files, cls)
        assert [row["id"] for row in rows] == [record.id for record in bank.of(cls)]
        assert {(row["datasett_utgave"], row["datasett_dato"]) for row in rows} <= {
            (bank.nettsted.utgave, "2026-11-22")
        }
        assert all(None not in row and None not in row.values() for row in rows)


def test_cells_can_be_read_back() -> None:
    """Lists of words are parted by semicolons, anything deeper is JSON, yes and no are words."""
    rows = {row["id"]: row for cls in (Funn, Kilde, Organisasjonsmodell) for row in table(small().files, cls)}
    assert rows["k1"]["dato"] == "2021-06/2023-09-30"
    assert len(rows["k1"]["adresser"].split("; ")) == 2
    assert rows["f1"]["sammen_med"] == "f2"
    assert rows["f1"]["tidligere_adresser"] == "mer-tillit; gammelt-navn"
    assert json.loads(rows["f1"]["grunnlag"])[0]["undersøkelse"] == "u1"
    assert rows["f2"]["retning"] == ""
    assert rows["o2"]["plassholder"] == "ja"


FORMULAS = ("=1+1", "+47 99", "-5", "@SUM(A1)", "=HYPERLINK('x')")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_run_as_a_formula(formula: str) -> None:
    """A text that a spreadsheet would run is text there, and as written in the JSON."""
    text = json.dumps(formula)
    record = f"tittel: {text}\nutgiver: {text}\nart: rapport\nlest: hele\nforfattere: [{text}]\nmerknad: [{text}, b]\n"
    bank = bank_of({"content/kilder/k9-formel.yaml": record})
    [row] = [row for row in table({path: file.data for path, file in made(bank).items()}, Kilde) if row["id"] == "k9"]
    for name in ("tittel", "overskrift", "utgiver", "forfattere", "merknad"):
        assert row[name].startswith(f"'{formula}"), name
    [data] = [row for row in everything(bank)["poster"] if row["id"] == "k9"]
    assert data["tittel"] == formula


@pytest.mark.parametrize("banks", [real, small])
def test_no_cell_of_any_table_begins_a_formula(banks: Any) -> None:
    """Whatever the field, no cell begins with a sign that a spreadsheet acts on."""
    cells = 0
    for cls in TYPES:
        for row in table(banks().files, cls):
            for cell in row.values():
                assert not re.match(r"[=+\-@\t\r]", cell), cell
                cells += 1
    assert cells > 300


def test_every_file_says_what_it_is_in_a_sentence_and_is_listed() -> None:
    """The page of the data names every file with what it holds, and every file of the registry is made."""
    assert len(EXPORTS) >= 5
    page = small().pages["data/index.md"]
    for path, file in made().items():
        assert path.startswith("data/") or path.endswith("feed.xml")
        assert file.about.endswith(".")
        assert f"]({path.removeprefix('data/') if path.startswith('data/') else f'../{path}'})" in page
        assert small().files[path] == file.data


def test_the_same_bank_gives_the_same_bytes() -> None:
    """Twice in the same process."""
    assert {path: file.data for path, file in made().items()} == {path: file.data for path, file in made().items()}


def test_the_bytes_do_not_depend_on_the_seed_of_the_process() -> None:
    """Sets and dictionaries of another process come in another order; the files do not."""
    code = (
        "import sys, hashlib; from datetime import date; from pathlib import Path;"
        "from erfaringsbank.load import load; from erfaringsbank.opendata.registry import whole as exports;"
        "from erfaringsbank.pages import pages; from erfaringsbank.project import Project;"
        "bank, today = load(Project(Path(sys.argv[1])).files())[0], date(2026, 11, 22);"
        "files = {file.path: file.data for file in exports(bank, today)};"
        "files |= {path: text.encode() for path, text in pages(bank, today)};"
        "print(hashlib.sha256(b''.join(name.encode() + data for name, data in files.items())).hexdigest())"
    )
    sums = [
        subprocess.run(
            [sys.executable, "-c", code, str(MINIBANK)], cwd=ROOT, env=environment(PYTHONHASHSEED=seed),
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert len(sums[0].strip()) == 64
    assert sums[0] == sums[1]


def test_only_the_day_follows_the_day() -> None:
    """Another day changes the colophon and nothing else. The package knows each file by its checksum."""
    one, other = made(today=date(2026, 1, 2)), made(today=date(2027, 3, 4))
    for path, file in one.items():
        sums = re.compile(rb"sha256:[0-9a-f]{64}")
        assert sums.sub(b"", other[path].data.replace(b"2027-03-04", b"2026-01-02")) == sums.sub(b"", file.data), path


def test_plain_data_leaves_out_what_a_part_does_not_have() -> None:
    """Empty parts of a statement are not in the data; nothing else is left out."""
    [row] = [row for row in everything()["poster"] if row["id"] == "b2"]
    assert all(None not in part.values() and [] not in part.values() for part in row["definisjoner"])
    assert plain_data((True, 3, "a", ("b",))) == [True, 3, "a", ["b"]]


def test_data_has_no_path_of_the_machine() -> None:
    """Nothing in the files tells where they were made."""
    for file in made(real().bank).values():
        assert str(ROOT).encode() not in file.data
