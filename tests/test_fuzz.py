"""Real records with something done to them: never a traceback, never English, and no fault swallowed.

The examples are the same in every run (see conftest.py). A new kind of fault belongs in `tests/galt/` as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from banks import ROOT
from checking import TODAY
from erfaringsbank.load import load
from erfaringsbank.problems import MANUAL, Problem
from erfaringsbank.project import Project
from erfaringsbank.reading.shape_words import UNTRANSLATED
from erfaringsbank.reading.source import read
from erfaringsbank.records import BY_FOLDER
from erfaringsbank.reporting import FORMATS
from erfaringsbank.rules import check

FILES: Mapping[str, bytes] = dict(Project(ROOT).files())
BASE = {
    path: raw for path, raw in FILES.items() if path.startswith("models/") or path == "content/nettsted.yaml"
}  # what every record needs around it; the references that are then unknown are known beforehand
RECORDS = sorted(path for path in FILES if PurePosixPath(path).parts[1] in BY_FOLDER)
LISTS = sorted(path for path in BASE if path.endswith(".yaml") and PurePosixPath(path).parts[1] not in BY_FOLDER)
ALL = sorted(path for path in FILES if path.endswith((".yaml", ".md")))
VALUES: list[Any] = [
    "",
    " ",
    "x",
    "k1",
    "K1",
    "@k1",
    "2020",
    "no",
    "-1",
    "å",
    "x" * 200,
    None,
    [],
    {},
    ["x"],
    [None],
    {"x": "y"},
    [["x"]],
]
fuzzing = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def faults(path: str, raw: bytes) -> list[Problem]:
    """What is wrong with one file of the bank, with the lists and settings around it."""
    bank, problems = load((BASE | {path: raw}).items())
    return [problem for problem in [*problems, *check(bank, TODAY)] if problem.place.path == path]


def told(problems: list[Problem], path: str, raw: bytes) -> None:
    """Every problem can be told in every format: in Norwegian, with a page, a place in the file and a fix."""
    lines = raw.count(b"\n") + 1
    for problem in problems:
        assert problem.code in MANUAL, problem
        assert problem.code != UNTRANSLATED, problem
        assert 1 <= problem.place.line <= lines, problem
        assert problem.place.column >= 1, problem
        assert problem.message, problem
        assert problem.fix, problem
    for style in FORMATS.values():
        assert str(style(problems, {path: raw}, 1))


def written(data: Any) -> bytes:
    """Values as YAML: JSON is YAML, and a lone `null` would be a word."""
    return (json.dumps(data, ensure_ascii=False, indent=1).replace("null", "") + "\n").encode()


def plain(path: str) -> dict[str, Any]:
    """The values of a record."""
    source, problems = read(path, FILES[path])
    assert problems == []
    assert isinstance(source.data, dict)
    return dict(source.data)


def shape_faults(path: str, raw: bytes) -> list[str]:
    """The codes of what is wrong with the file itself; what only its neighbours could mend is left out."""
    around = {"ukjent-referanse", "faller", "ubrukt", "tall-mangler", "andel-uten-populasjon", "kilde-dobbel"}
    found = faults(path, raw)
    told(found, path, raw)
    return [problem.code for problem in found if problem.code not in around]


@st.composite
def mutated(draw: Callable[..., Any]) -> tuple[str, bytes]:
    """A real record or list where one value, at any depth, is another kind of value."""
    path = draw(st.sampled_from(RECORDS) | st.sampled_from(LISTS))
    data = json.loads(json.dumps(plain(path)))
    box = data
    while True:
        key = draw(st.sampled_from(sorted(box) if isinstance(box, dict) else range(len(box))))
        inner = box[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            break
        box = inner
    box[key] = draw(st.sampled_from(VALUES))
    return path, written(data)


@fuzzing
@given(mutated())
def test_another_kind_of_value_never_breaks_anything(case: tuple[str, bytes]) -> None:
    """Whatever stands in a field, the author gets a problem or a record."""
    path, raw = case
    told(faults(path, raw), path, raw)


@fuzzing
@given(st.sampled_from(ALL), st.data())
def test_cut_bytes_never_break_anything(path: str, data: st.DataObject) -> None:
    """A file that was saved by half, or with a hole in it."""
    raw = FILES[path]
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(start + 200, len(raw))))
    cut = raw[:start] + raw[end:]
    told(faults(path, cut), path, cut)
    told(faults(path, raw[:start]), path, raw[:start])


@fuzzing
@given(st.sampled_from(ALL), st.data())
def test_inserted_bytes_never_break_anything(path: str, data: st.DataObject) -> None:
    """Punctuation, brackets, tabs and wrong bytes anywhere."""
    raw = FILES[path]
    pieces = [
        b"\t",
        b"\x00",
        b"\xff",
        b"\n",
        b"\n\n- ",
        b'"',
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b": ",
        b" #",
        b"@",
        b"&a ",
        b"*a",
        b"!b ",
        b"\r",
        b"---\n",
        b"\xc3",
    ]
    where = data.draw(st.integers(0, len(raw)))
    worse = raw[:where] + data.draw(st.sampled_from(pieces)) * data.draw(st.integers(1, 3)) + raw[where:]
    told(faults(path, worse), path, worse)


@fuzzing
@given(st.sampled_from(RECORDS), st.sampled_from(["utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"]))
@example(RECORDS[0], "utf-16")
def test_another_encoding_is_always_told(path: str, encoding: str) -> None:
    """Unless the file has only letters that are the same in both."""
    text = FILES[path].decode()
    raw = text.encode(encoding, "replace")
    found = [problem.code for problem in faults(path, raw)]
    assert ("yaml-koding" in found) == (raw != FILES[path]), found


@fuzzing
@given(st.sampled_from(RECORDS), st.data())
def test_a_dropped_required_field_is_always_told(path: str, data: st.DataObject) -> None:
    """By name."""
    values = plain(path)
    cls = BY_FOLDER[PurePosixPath(path).parts[1]]
    required = [name for name, field in cls.model_fields.items() if field.is_required()]
    name = data.draw(st.sampled_from(required))
    del values[name]
    found = faults(path, written(values))
    assert [problem.code for problem in found] == ["felt-mangler"]
    assert f"«{name}»" in found[0].message


@fuzzing
@given(st.sampled_from(RECORDS), st.data())
def test_an_unknown_field_is_always_told(path: str, data: st.DataObject) -> None:
    """Also one that is nearly right."""
    values = plain(path)
    name = data.draw(st.sampled_from(sorted(values)))
    other = data.draw(st.sampled_from([f"{name}x", name.upper(), f"x_{name}", name[::-1] + "_"]))
    values[other] = values.pop(name)
    assert "felt-ukjent" in shape_faults(path, written(values))


@fuzzing
@given(st.sampled_from(RECORDS), st.data())
def test_a_repeated_field_is_always_told(path: str, data: st.DataObject) -> None:
    """Wherever in the file it is repeated, and told once."""
    source, _ = read(path, FILES[path])
    name = data.draw(st.sampled_from(sorted(source.data)))
    raw = FILES[path].rstrip(b"\n") + f"\n{name}: igjen\n".encode()
    assert shape_faults(path, raw) == ["yaml-dobbelt-felt"]


@fuzzing
@given(st.sampled_from(RECORDS), st.integers(900_000, 999_999))
def test_a_changed_id_is_always_told(path: str, number: int) -> None:
    """Wherever an ID stands in a record, one that is not there is told, at its own place."""
    values = json.loads(json.dumps(plain(path)))
    text = written(values | {"eier": f"r{number}"})
    found = [problem for problem in faults(path, text) if f"r{number}" in problem.message]
    assert [problem.code for problem in found] == ["ukjent-referanse"]
    assert text.decode().split("\n")[found[0].place.line - 1][found[0].place.column - 1 :].startswith(f"r{number}")


@fuzzing
@given(st.sampled_from(RECORDS), st.data())
def test_an_emptied_field_is_always_told(path: str, data: st.DataObject) -> None:
    """And only that it is empty."""
    values = plain(path)
    name = data.draw(st.sampled_from(sorted(values)))
    assert shape_faults(path, written(values | {name: None})) == ["felt-tomt"]


@fuzzing
@given(st.sampled_from(RECORDS))
def test_the_records_themselves_have_nothing_wrong_with_them(path: str) -> None:
    """The control of the tests above: unchanged, and written anew from their values."""
    assert shape_faults(path, FILES[path]) == []
    assert shape_faults(path, written(plain(path))) == []


def test_there_is_something_to_change() -> None:
    """The gate looks at more than nothing."""
    assert len(RECORDS) > 200
