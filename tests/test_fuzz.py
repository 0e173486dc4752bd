"""Real records, mutated: nothing an author or a machine can do to a file gives a traceback or passes in silence."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from banks import ROOT
from checking import check_files, codes
from erfaringsbank.problems import MANUAL, Severity
from erfaringsbank.project import Project
from erfaringsbank.records import BY_FOLDER
from erfaringsbank.shape_words import UNTRANSLATED

REAL = dict(Project(ROOT).files())
PATHS = sorted(path for path in REAL if path.split("/")[1] in BY_FOLDER)
# The vocabulary and the settings stand beside the mutated record, so that only what was done to it is told.
AROUND = {path: raw for path, raw in REAL.items() if path.count("/") == 1}
WEIRD: list[Any] = [
    "",
    " ",
    "\u00a0",
    "no",
    "[",
    "{a",
    "@f1.tall",
    "x" * 400,
    ["a"],
    [],
    {},
    {"a": "b"},
    [[["x"]]],
    "k1",
    None,
]


def told(path: str, raw: bytes) -> list[str]:
    """The codes of everything that is wrong with one file among the settings. Every problem must have a place in it."""
    problems = check_files({**AROUND, path: raw})
    lines = len(raw.decode("utf-8", "replace").splitlines()) + 1
    for problem in problems:
        assert problem.code in MANUAL, problem
        assert problem.code != UNTRANSLATED, problem
        assert problem.message
        assert problem.place.path != path or 1 <= problem.place.line <= lines
    return codes(problem for problem in problems if problem.severity is Severity.FEIL)


def data_of(path: str) -> dict[str, Any]:
    """A real record as plain data, every scalar as text."""
    loaded: dict[str, Any] = yaml.load(REAL[path], Loader=yaml.BaseLoader)
    return loaded


def written(data: Any) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"').encode()


paths = st.sampled_from(PATHS)


@settings(max_examples=60)
@given(paths, st.data())
def test_a_field_that_is_lost_is_noticed(path: str, data: st.DataObject) -> None:
    """Dropping a required field, or adding an unknown one, always gives a problem of its own."""
    record = data_of(path)
    cls = BY_FOLDER[path.split("/")[1]]
    required = [name for name, field in cls.model_fields.items() if field.is_required()]
    lost = data.draw(st.sampled_from(required))
    assert "felt-mangler" in told(path, written({key: value for key, value in record.items() if key != lost}))
    assert "felt-ukjent" in told(path, written({**record, "ukjent_felt": "x"}))


@settings(max_examples=60)
@given(paths, st.data())
def test_any_value_in_any_place_is_told_or_right(path: str, data: st.DataObject) -> None:
    """Another value, another type, deeper, swapped: never a traceback, never an untranslated verdict."""
    record = data_of(path)
    key = data.draw(st.sampled_from(sorted(record)))
    value = data.draw(st.sampled_from(WEIRD))
    old = record[key]
    changed = data.draw(st.sampled_from([value, [old], {"a": old}, [old, value], str(old)]))
    told(path, written({**record, key: changed}))
    other = data.draw(st.sampled_from(sorted(record)))
    told(path, written({**record, key: record[other], other: record[key]}))


@settings(max_examples=60)
@given(paths, st.data())
def test_a_file_cut_or_spoilt_anywhere_is_no_traceback(path: str, data: st.DataObject) -> None:
    """Half a file, a lost byte, an alien byte, another encoding."""
    raw = REAL[path]
    cut = data.draw(st.integers(0, len(raw)))
    alien = data.draw(st.binary(min_size=1, max_size=3))
    told(path, raw[:cut])
    told(path, raw[:cut] + alien + raw[cut:])
    told(path, raw[:cut] + raw[cut + 1 :])
    text = raw.decode()
    assert told(path, text.encode("utf-16"))
    latin = text.encode("latin-1", "ignore")
    assert "yaml-koding" in told(path, latin) or latin == raw or not any(byte > 127 for byte in latin)


@settings(max_examples=40)
@given(paths, st.data())
def test_a_field_said_twice_is_never_swallowed(path: str, data: st.DataObject) -> None:
    """Whichever field is repeated, and whatever it says the second time."""
    key = data.draw(st.sampled_from(sorted(data_of(path))))
    assert "yaml-dobbelt-felt" in told(path, REAL[path] + f'{key}: "igjen"\n'.encode())


@settings(max_examples=30)
@given(paths)
def test_a_reference_to_nothing_is_never_swallowed(path: str) -> None:
    """An ID that no file has, in a field that every record may have."""
    assert "ukjent-referanse" in told(path, written({**data_of(path), "eier": "r99999"}))
