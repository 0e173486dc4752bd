"""The open data as other programs read them: each file is valid by a library that is not ours."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

from banks import DAY, command, tree
from banks import small as smallest
from checking import TODAY
from erfaringsbank.addresses import url_of
from erfaringsbank.attachments import attachments
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.opendata.package import DIALECT, table_schema
from erfaringsbank.opendata.record_files import file_of, record_files
from erfaringsbank.opendata.registry import whole
from erfaringsbank.records import TYPES, Case, Funn, Record, Undersøkelse
from published_bank import published
from rendered import real, small

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what its own dependencies are warned of when they are imported
    import frictionless


@cache
def of(name: str) -> Mapping[str, bytes]:
    """Every file of a bank's open data, by path. Not to be changed."""
    bank = {"real": real, "mini": small}[name]().bank
    return {file.path: file.data for file in whole(bank, TODAY)}


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The files of `data/` in a folder, and the place of the package there."""
    for path, raw in files.items():
        if path.startswith("data/"):
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(raw)
    return folder / "data" / "datapackage.json"


def faults(package: Path) -> list[str]:
    """What Frictionless finds wrong, as the kind of each fault and where."""
    report = frictionless.Package(str(package)).validate()
    of_tables = [f"{task.name}: {error.type}" for task in report.tasks for error in task.errors]
    return [error.type for error in report.errors] + list(dict.fromkeys(of_tables))


@pytest.mark.parametrize("name", ["real", "mini"])
def test_the_package_and_all_its_tables_are_valid(tmp_path: Path, name: str) -> None:
    """Frictionless reads every file by its description: sizes, checksums, types, choices, keys and references."""
    place = put(tmp_path, of(name))
    assert faults(place) == []
    package = frictionless.Package(str(place))
    tables = [resource for resource in package.resources if isinstance(resource, frictionless.resources.TableResource)]
    assert len(tables) == len(TYPES) + 1
    assert sum(len(table.read_rows()) for table in tables) > 40


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        ("data/funn.csv", "holdning", "holding", "funn: constraint-error"),
        ("data/caser.csv", "c2,case", "c1,case", "caser: primary-key"),
        ("data/caser.csv", "c2,case", "x2,case", "caser: constraint-error"),
        ("data/hendelser.csv", "2026-11-22", "i går", "hendelser: type-error"),
        ("data/organisasjonsmodeller.csv", ",ja,", ",true,", "organisasjonsmodeller: type-error"),
        ("data/funn.csv", "overskrift", "headline", "funn: incorrect-label"),
        ("data/funn.csv", "f1,funn", "f1,funn ", "funn: hash-count"),
    ],
)
def test_a_fault_in_a_table_is_found(tmp_path: Path, path: str, old: str, new: str, found: str) -> None:
    """The gate is alive: one cell, one name or one byte changed is named."""
    text = of("mini")[path].decode()
    assert old in text
    place = put(tmp_path, {**of("mini"), path: text.replace(old, new, 1).encode()})
    assert found in faults(place)


def test_a_reference_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    """A place that belongs to a municipality that is not in the table."""
    files = dict(of("real"))
    text = files["data/caser.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    owner = next(row["del_av"] for row in rows if row["del_av"])
    files["data/caser.csv"] = text.replace(f"{owner},case,", "c9999,case,", 1).encode()
    assert "caser: foreign-key" in faults(put(tmp_path, files))


@pytest.mark.parametrize("name", ["real", "mini"])
def test_the_package_says_what_it_is_and_describes_every_file(name: str) -> None:
    """Name, edition, day, licence, publisher and the address of the newest; each file with its size and checksum."""
    bank, files = {"real": real, "mini": small}[name]().bank, of(name)
    told = json.loads(files["data/datapackage.json"])
    assert told["id"] == bank.nettsted.adresse.rstrip("/") + "/data/datapackage.json"
    assert told["version"] == bank.nettsted.utgave
    assert told["created"] == "2026-11-22T00:00:00Z"
    assert told["contributors"] == [{"title": str(bank.nettsted.utgiver), "role": "publisher"}]
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    described = {f"data/{resource['path']}": resource for resource in told["resources"]}
    assert set(described) | {"data/datapackage.json"} == {path for path in files if path.startswith("data/")}
    for path, resource in described.items():
        assert resource["bytes"] == len(files[path])
        assert resource["hash"] == f"sha256:{hashlib.sha256(files[path]).hexdigest()}"
        assert resource["description"]


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_every_column_is_described_from_the_model(cls: type[Record]) -> None:
    """The fields are the header, in order, each with a title, and with the sentence the model has."""
    schema = table_schema(cls)
    header = next(csv.reader(io.StringIO(of("mini")[f"data/{cls.mappe}.csv"].decode(), newline="")))
    assert [field["name"] for field in schema["fields"]] == header
    for field in schema["fields"]:
        assert field["title"]
        if field["name"] in cls.model_fields:
            assert field["description"].startswith(cls.model_fields[field["name"]].description or "?")
    assert schema["primaryKey"] == "id"
    assert DIALECT["delimiter"] == ","


def test_the_types_of_the_columns() -> None:
    """Yes and no, counts, choices, lists and groups read as what they are; single references are keys."""
    fields = {cls: {field["name"]: field for field in table_schema(cls)["fields"]} for cls in TYPES}
    assert fields[Case]["akser"]["type"] == "object"
    assert fields[Funn]["grunnlag"]["type"] == "array"
    assert fields[Funn]["slag"]["constraints"] == {"enum": ["effekt", "holdning", "beskrivelse"], "required": True}
    assert fields[Undersøkelse]["n"]["type"] == "string"
    assert {field["type"] for cls in TYPES for field in fields[cls].values()} == {
        "string", "object", "array", "boolean", "integer", "date",
    }  # fmt: skip
    keys = {key["fields"]: key["reference"]["resource"] for key in table_schema(Case)["foreignKeys"]}
    assert keys == {"eier": "roller", "del_av": "", "organisasjonsmodell": "organisasjonsmodeller"}


def schemas(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The published schemas by what their file is called."""
    return {Path(path).stem: json.loads(raw) for path, raw in files.items() if path.startswith("data/skjema/")}


def validator(files: Mapping[str, bytes], name: str) -> Any:
    """A validator of one of the schemas that finds the others by their addresses, and fetches nothing."""
    every = schemas(files)
    known = Registry().with_resources([(made["$id"], Resource.from_contents(made)) for made in every.values()])
    return jsonschema.Draft7Validator(every[name], registry=known, format_checker=jsonschema.FormatChecker())


def told(checker: Any, data: Any) -> Iterator[str]:
    for error in checker.iter_errors(data):
        yield f"{'/'.join(map(str, error.path))}: {error.message[:80]}"


@pytest.mark.parametrize("name", ["real", "mini"])
def test_every_schema_is_a_schema_at_its_address(name: str) -> None:
    """One a type and one for each of the other files; the ID is where the newest always is, and the edition is told."""
    bank, found = {"real": real, "mini": small}[name]().bank, schemas(of(name))
    assert set(found) == {cls.mappe for cls in TYPES} | {"verdi", "styrkeregel", "post", "erfaringsbank"}
    for stem, schema in found.items():
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["$id"] == f"{bank.nettsted.adresse.rstrip('/')}/data/skjema/{stem}.json"
        edition = f"{bank.nettsted.navn}, utgave {bank.nettsted.utgave}, 2026-11-22."
        assert schema["$comment"].startswith(f"{edition} https://")


@pytest.mark.parametrize("name", ["real", "mini"])
def test_every_exported_record_follows_the_schema_of_its_type(name: str) -> None:
    """Each record's own file, and the file with all of them."""
    files = of(name)
    checker = validator(files, "post")
    own = {path: raw for path, raw in files.items() if path.endswith("/post.json") and not path.startswith("data/")}
    assert len(own) == len({"real": real, "mini": small}[name]().bank.records) > 20
    for path, raw in own.items():
        assert list(told(checker, json.loads(raw))) == [], path
    assert list(told(validator(files, "erfaringsbank"), json.loads(files["data/erfaringsbank.json"]))) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"slag": "holding"}, "post/slag: 'holding' is not one of"),
        ({"nytt_felt": "x"}, "post: Additional properties are not allowed ('nytt_felt' was unexpected)"),
        ({"type": "fun"}, "post/type: 'fun' is not one of"),
        ({"id": "k1"}, "post/id: 'k1' does not match"),
        ({"tittel": 12}, "post/tittel: 12 is not of type 'string'"),
        ({"utdyping": ["En setning. [k1]"]}, "post/utdyping/0: 'En setning. [k1]' is not of type 'object'"),
        ({"styrke": {"trinn": "to"}}, "post/styrke"),
    ],
)
def test_a_record_of_another_shape_is_refused(change: Mapping[str, Any], found: str) -> None:
    """The schemas are alive: what an author writes short, a wrong word, a field too many."""
    checker = validator(of("mini"), "post")
    data = json.loads(of("mini")["f1/post.json"])
    assert list(told(checker, data)) == []
    data["post"] |= change
    assert any(fault.startswith(found) for fault in told(checker, data)), list(told(checker, data))


def test_a_record_without_what_it_must_have_is_refused() -> None:
    """Each field that the model demands, and each of those the bank adds."""
    checker = validator(of("mini"), "post")
    data = json.loads(of("mini")["f1/post.json"])
    wanted = {name for name, field in Funn.model_fields.items() if field.is_required()}
    wanted |= {"id", "type", "side", "overskrift"}
    for name in wanted:
        less = {"om": data["om"], "post": {key: value for key, value in data["post"].items() if key != name}}
        assert list(told(checker, less)), name
    assert len(wanted) >= 7


def test_every_record_has_a_file_that_says_what_it_is() -> None:
    """Edition, day, licence and schema, and the address of the newest: the short one, which never changes."""
    bank, files = small().bank, of("mini")
    whole_file = {post["id"]: post for post in json.loads(files["data/erfaringsbank.json"])["poster"]}
    root = bank.nettsted.adresse.rstrip("/")
    for record in bank.records.values():
        data = json.loads(files[file_of(record)])
        assert file_of(record) == f"{record.id}/post.json"
        assert data["post"] == whole_file[record.id]
        assert data["om"]["nyeste"] == f"{root}/{record.id}/post.json"
        assert data["om"]["skjema"] == f"{root}/data/skjema/{record.mappe}.json"
        assert (data["om"]["utgave"], data["om"]["dato"]) == (bank.nettsted.utgave, "2026-11-22")
        assert data["om"]["lisens"].startswith("https://creativecommons.org/")


def test_the_files_of_the_records_lie_beside_the_built_pages() -> None:
    """They are attached once the engine is done, byte for byte as `erfaringsbank export` writes them."""
    bank = published()
    attached = dict(attachments(Knowledge(bank, TODAY)))
    own = {file.path: file.data for file in record_files(bank, TODAY)}
    assert set(own) <= {file.path for file in whole(bank, TODAY)}
    assert len(own) == len(bank.records)
    assert {path: attached[path] for path in own} == own
    assert {url_of(f"{path.split('/')[0]}/index.md") for path in own} == {f"{id_}/" for id_ in bank.records}


def test_all_of_it_is_written_by_export(tmp_path: Path) -> None:
    """The command's folder has every file of the open data, those of `data/` on top."""
    project = smallest(tmp_path / "bank")
    for _ in range(2):  # the second time, the folder holds what is ours
        done = command("export", str(tmp_path / "ut"), "--dato", DAY, cwd=project.root)
        assert done.returncode == 0, done.stderr
    files = tree(tmp_path / "ut")
    assert {"erfaringsbank.json", "kilder.csv", "datapackage.json", "skjema/kilder.json"} <= set(files)
    assert {"feed.xml", "kilder/feed.xml", "q1/post.json", "k1/post.json", "skjema/post.json"} <= set(files)
    assert json.loads(files["datapackage.json"])["created"].startswith(DAY)


def test_the_page_of_the_data_is_for_people() -> None:
    """It says what one may do, how a table is opened in Excel, and where everything is, in that order."""
    page = small().pages["data/index.md"]
    order = ("CC BY 4.0", "{ #tabeller }", "{ #excel }", "{ #alt }", "{ #nyheter }", "{ #programmer }")
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "/f3/post.json" in page
    assert len(page.split("```python\n")[1].split("```")[0].splitlines()) <= 8
