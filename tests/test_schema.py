"""The JSON Schemas: valid themselves, in Norwegian, and of one mind with the records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from banks import MINIBANK, ROOT
from erfaringsbank.records import BY_FOLDER, TYPES, Record
from erfaringsbank.schema import DIALECT, files, schema, schemas


class Core(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, where `no` is a text and `2023-09-26` too."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  the name is PyYAML's


CORE = {
    "null": (r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    "bool": (r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    "int": (r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    "float": (r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$", list("-+0123456789.")),
}
for kind, (pattern, first) in CORE.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), first)


def core(text: str) -> Any:
    """A YAML text as an editor reads it."""
    return yaml.load(text, Core)


def validator(cls: type[Record]) -> jsonschema.Draft7Validator:
    """The checker of one type."""
    return jsonschema.Draft7Validator(schema(cls))


def accepts(folder: str, text: str) -> bool:
    """Whether the schema of a folder takes a YAML text."""
    return bool(validator(BY_FOLDER[folder]).is_valid(core(text)))


def record_files(root: Path) -> list[tuple[type[Record], Path]]:
    """Every file of a bank that is a record."""
    return [
        (cls, path)
        for cls in TYPES
        for folder in ("content", "models")
        for path in sorted((root / folder / cls.mappe).glob("*.yaml"))
    ]


def properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, at any depth."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for inner in node.values():
            yield from properties(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from properties(inner)


def test_the_test_reads_yaml_as_editors_do() -> None:
    """Only numbers, true, false and null are more than text in YAML 1.2."""
    assert core("[no, ja, 12:30, 2023-09-26, 2023-09, 1_000, ~, true, 007, 1.5]") == [
        "no", "ja", "12:30", "2023-09-26", "2023-09", "1_000", None, True, 7, 1.5,
    ]  # fmt: skip


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_every_schema_is_a_draft_7_schema(cls: type[Record]) -> None:
    """It says its dialect, holds what the dialect demands, and every reference in it leads somewhere."""
    made = schema(cls)
    jsonschema.Draft7Validator.check_schema(made)
    assert made["$schema"] == DIALECT
    assert made["title"] == cls.navn.capitalize()
    assert made["additionalProperties"] is False
    references = re.findall(r'"\$ref": "#/definitions/(\w+)"', json.dumps(made, ensure_ascii=False))
    assert set(references) == set(made.get("definitions", {}))


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_every_property_has_a_title_and_a_sentence_in_norwegian(cls: type[Record]) -> None:
    """An editor shows them while the file is written."""
    found = list(properties(schema(cls)))
    assert {name for name, _ in found} >= set(cls.model_fields)
    for name, field in found:
        assert field["title"] == name.replace("_", " ").capitalize()
        assert re.fullmatch(r"[A-ZÆØÅ«a-zæøå].*[.»…]", field["description"], re.DOTALL), name
        assert "$ref" not in field, f"{name}: what stands beside a reference is not read"


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_the_schema_demands_and_allows_what_the_record_does(cls: type[Record]) -> None:
    """The same fields, the same ones required, and a suggested value is one that is accepted."""
    made = schema(cls)
    assert list(made["properties"]) == list(cls.model_fields)
    assert set(made["required"]) == {name for name, field in cls.model_fields.items() if field.is_required()}
    for name, field in properties(made):
        if "default" in field:
            whole = {**field, "definitions": made.get("definitions", {})}
            assert jsonschema.Draft7Validator(whole).is_valid(field["default"]), name


@pytest.mark.parametrize("root", [ROOT, MINIBANK], ids=["real", "mini"])
def test_every_record_is_valid_in_an_editor(root: Path) -> None:
    """No file that the bank accepts is underlined in an editor that reads YAML 1.2."""
    found = record_files(root)
    assert len(found) > 20
    checkers = {cls: validator(cls) for cls in TYPES}
    for cls, path in found:
        faults = [error.message for error in checkers[cls].iter_errors(core(path.read_text(encoding="utf-8")))]
        assert faults == [], path.name


QUESTION = "tittel: Hva koster det?\nhvorfor_åpent: [{}]\nhva_lukker: Et regnskap.\n"
SOURCE = "tittel: Rapport\nutgiver: Kommunen\nart: rapport\nlest: hele\n"


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("sporsmal", QUESTION.format('"Ingen tall. [k1]"')),
        ("sporsmal", QUESTION.format("{tekst: Ingen tall., kilder: [k1, u1]}")),
        ("sporsmal", QUESTION.format("{tekst: 12, type: mening, hvem: leserbrev, per: 2019}")),
        ("kilder", SOURCE + "dato: 2023\n"),
        ("kilder", SOURCE + "dato: 2023-09\n"),
        ("kilder", SOURCE + "dato: 2021-06-01/2023-09-30\n"),
        ("kilder", SOURCE.replace("Rapport", "1984")),
        ("undersokelser", "tittel: A\nmetode: intervju\nutført_av: B\nn: 1200\n"),
        ("undersokelser", "tittel: A\nmetode: intervju\nutført_av: B\nn: 1 200\n"),
        ("undersokelser", "tittel: A\nmetode: intervju\nutført_av: B\nn: ikke lest\n"),
        ("organisasjonsmodeller", "tittel: A\nmer_hos: [k1]\nplassholder: ja\n"),
    ],
)
def test_light_forms_are_accepted(folder: str, text: str) -> None:
    """A statement as a sentence, a year as a number, a count with a space, yes as «ja»."""
    assert accepts(folder, text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (SOURCE.replace("rapport\n", "brosjyre\n"), "a choice that is not one"),
        (SOURCE.replace("hele", "Hele"), "a choice in capitals"),
        (SOURCE + "forlag: Kommunen\n", "a field that does not exist"),
        (SOURCE.replace("utgiver: Kommunen\n", ""), "a field that is missing"),
        (SOURCE + "nevnt_i: k1\n", "one where a list is wanted"),
        (SOURCE + "nevnt_i: [f1]\n", "an ID of another type"),
        (SOURCE + "nevnt_i: [k01]\n", "an ID that is none"),
        (SOURCE + "betydning:\n", "a field that is left empty"),
        (SOURCE + "sist_sjekket: i går\n", "a date that is none"),
        (SOURCE + "tittel_: x\n", "a misspelt field"),
        (SOURCE + "språk: no\n", "a language that is not in the list"),
        (SOURCE + "tittel: ''\n", "an empty title"),
        ("[a, b]", "a file that is no record"),
    ],
)
def test_what_the_bank_refuses_is_refused_in_the_editor(text: str, why: str) -> None:
    """The author sees it while writing."""
    assert accepts("kilder", SOURCE)
    assert not accepts("kilder", text), why


def test_the_files_are_the_schemas() -> None:
    """One file a type, UTF-8 with Norwegian letters as they are, and the same bytes every time."""
    written = dict(files())
    assert set(written) == {f"{cls.mappe}.schema.json" for cls in TYPES} == set(schemas())
    assert {name: json.loads(data) for name, data in written.items()} == schemas()
    assert written == dict(files())
    assert "Spørsmål".encode() in written["sporsmal.schema.json"]
    assert all(data.endswith(b"}\n") for data in written.values())
