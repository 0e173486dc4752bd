"""One terrible project: one of every fault, all of them told in one report that is kept whole beside it."""

from __future__ import annotations

import json
from functools import cache

import pytest

from banks import ROOT
from checking import check_files
from erfaringsbank.problems import MANUAL, Problem
from erfaringsbank.project import Project
from erfaringsbank.reading.links_manual import PAGES
from erfaringsbank.reading.source import MAX_BYTES
from erfaringsbank.reporting import as_json, github, text

FOLDER = ROOT / "tests" / "alt-er-galt"
REPORT = FOLDER / "rapport.txt"

# What can only be told when every file can be read, and what is wrong in settings, which are missing here; the corpus
# has them.
SILENT = {"ubrukt", "lenke-unntak-ubrukt", "utgitt-side", "orgnr-form", "uten-datakatalog"}
CODES = set(MANUAL) - set(PAGES.values())  # the faults of external addresses are found by asking them, not by reading


@cache
def files() -> dict[str, bytes]:
    """The files on disk, and one that is too large to lie there."""
    project = Project(FOLDER)
    return (
        dict(project.files())
        | project.profile()
        | {"content/kilder/k300-for-stor.yaml": b"tittel: x\n" * (MAX_BYTES // 9)}
    )


@cache
def found() -> tuple[Problem, ...]:
    """Everything that is wrong."""
    return tuple(check_files(files()))


def test_the_whole_report_is_as_expected(renew: bool) -> None:
    """Word for word, with every excerpt and caret. New report: `pytest tests/test_alt_er_galt.py --oppdater`."""
    report = text(found(), files(), len(files())).plain + "\n"
    if renew:
        REPORT.write_text(report, encoding="utf-8", newline="\n")
    assert REPORT.read_text(encoding="utf-8") == report


def test_every_fault_is_in_the_project() -> None:
    """Each code at least once, in one run."""
    assert CODES - {problem.code for problem in found()} == SILENT


def test_the_order_is_that_of_the_files() -> None:
    """By path, line and column, whatever found it."""
    places = [(problem.place.path, problem.place.line, problem.place.column) for problem in found()]
    assert len(places) > 80
    assert places == sorted(places)


@pytest.mark.parametrize("code", sorted(CODES - SILENT))
def test_every_fault_is_told_in_every_format(code: str) -> None:
    """Nothing is lost on the way to GitHub or to JSON."""
    known = [problem for problem in found() if problem.code == code]
    assert github(known, {}, 1).count(f"title={code}::") == len(known)
    assert [problem["kode"] for problem in json.loads(as_json(known, {}, 1))["problemer"]] == [code] * len(known)
