"""The schemas in `schema/` are a contract with editors: they are current, true to the bank, and found by the editor."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from banks import MINIBANK, ROOT, copy, tree
from erfaringsbank import schema
from erfaringsbank.authoring.scaffold import new, skeleton
from erfaringsbank.project import Project
from erfaringsbank.records import BY_FOLDER, TYPES, Record, folder_of

SETTINGS = ROOT / ".vscode" / "settings.json"
EXTENSIONS = ROOT / ".vscode" / "extensions.json"
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


class _AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2 as the editor's language server reads it: `no` and dates are texts, plain digits are numbers."""


_AsEditorsRead.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", list("tf")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?[0-9]+\.[0-9]*", list("-+0123456789")),
):
    _AsEditorsRead.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _editor_reads(text: str) -> Any:
    return yaml.load(text, Loader=_AsEditorsRead)


def _record_files(root: Path) -> list[tuple[type[Record], Path]]:
    return [(cls, path) for cls in TYPES for path in sorted((root / folder_of(cls)).glob("*.yaml"))]


def test_the_schemas_are_current() -> None:
    """What lies in `schema/` is what the records say today, no file more and none less."""
    want = dict(schema.files())
    assert len(want) == len(TYPES) > 0
    have = tree(ROOT / schema.FOLDER)
    differing = sorted(name for name in want | have if want.get(name) != have.get(name))
    assert differing == [], "Skjemaene er ikke oppdatert. Kjør:  erfaringsbank schema schema"


def test_every_schema_is_a_valid_schema() -> None:
    """Each follows the dialect it names, which editors know."""
    for content in schema.schemas().values():
        assert content["$schema"] == schema.DIALECT
        jsonschema.Draft7Validator.check_schema(content)


@pytest.mark.parametrize("root", [ROOT, MINIBANK], ids=["bank", "minibank"])
def test_no_sound_record_is_marked_by_the_editor(root: Path) -> None:
    """Every record that lies in the bank fits its schema when it is read as editors read YAML."""
    files = _record_files(root)
    assert len(files) > 10
    checkers = {cls: jsonschema.Draft7Validator(schema.schema(cls)) for cls in TYPES}
    faults = [
        f"{path.relative_to(root)}: {error.json_path} {error.message[:100]}"
        for cls, path in files
        for error in checkers[cls].iter_errors(_editor_reads(path.read_text(encoding="utf-8")))
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("folder", "text", "words"),
    [
        ("funn", "tittel: X\nslag: efekt\nutfall: tillit\ngrunnlag: [{undersøkelse: u1}]\n", "efekt"),
        ("kilder", "tittel: X\nutgiver: Y\nart: rapport\nlest: hele\nforfater: Z\n", "forfater"),
        ("sporsmal", "tittel: X\nhva_lukker: Y\n", "hvorfor_åpent"),
        ("caser", "tittel: X\nkilder: [k-1]\n", "k-1"),
    ],
)
def test_the_editor_marks_what_is_wrong(folder: str, text: str, words: str) -> None:
    """A wrong choice, an unknown field, a missing field and a malformed ID are seen while the file is written."""
    checker = jsonschema.Draft7Validator(schema.schema(BY_FOLDER[folder]))
    messages = [error.message for error in checker.iter_errors(_editor_reads(text))]
    assert len(messages) == 1
    assert words in messages[0]


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.mappe)
def test_a_new_record_leads_to_its_schema(tmp_path: Path, cls: type[Record]) -> None:
    """The first line of a skeleton names a schema that is in the bank, counted from where the file lies."""
    project = copy(tmp_path)
    path = project.root / new(project, cls.navn, "Noe nytt")
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert skeleton(cls, "x1", "").startswith(first + "\n")
    named = MODELINE.fullmatch(first)
    assert named is not None
    target = (path.parent / named[1]).resolve().relative_to(project.root)
    assert (ROOT / target).is_file()
    assert json.loads((ROOT / target).read_text(encoding="utf-8"))["title"] == cls.navn.capitalize()


def test_the_editor_maps_every_folder_to_its_schema() -> None:
    """`.vscode/settings.json` maps each folder of records to the schema of its type, and both exist."""
    mapped = json.loads(SETTINGS.read_text(encoding="utf-8"))["yaml.schemas"]
    want = {f"./{schema.FOLDER}/{schema.file_name(cls)}": f"{folder_of(cls)}/*.yaml" for cls in TYPES}
    assert mapped == want
    for name, pattern in mapped.items():
        assert (ROOT / name).is_file(), name
        assert (ROOT / pattern).parent.is_dir() or pattern == "content/erfaringer/*.yaml", pattern


def test_the_editor_writes_files_as_the_bank_reads_them() -> None:
    """UTF-8 without a mark, plain newlines, no tag: what `check` would refuse is not made in the first place."""
    settings = json.loads(SETTINGS.read_text(encoding="utf-8"))
    assert (settings["files.encoding"], settings["files.eol"], settings["yaml.customTags"]) == ("utf8", "\n", [])
    assert settings["files.autoGuessEncoding"] is False
    assert "redhat.vscode-yaml" in json.loads(EXTENSIONS.read_text(encoding="utf-8"))["recommendations"]
    rules = (ROOT / ".editorconfig").read_text(encoding="utf-8").split("\n")
    assert {"root = true", "charset = utf-8", "end_of_line = lf", "insert_final_newline = true"} <= set(rules)


def test_the_schemas_are_not_content() -> None:
    """Nothing in `schema/` is read as a part of the bank."""
    read = [name for name, _ in Project(ROOT).files()]
    assert len(read) > 100
    assert not any(name.startswith(schema.FOLDER) for name in read)
