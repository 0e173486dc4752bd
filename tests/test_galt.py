"""The corpus of faulty files: each case with the whole report an author gets, word for word.

A case is a text file: a sentence about it, then a section for each file laid over the small bank, then the report.
`=== PATH` begins a file, `=== PATH bytes` one written with backslash codes, `=== PATH gjentatt N` one whose text is
repeated, `=== PATH mangler` takes a file away. New reports: `pytest tests/test_galt.py --oppdater`; read the diff.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from checking import check_files, mini
from erfaringsbank.problems import MANUAL, Problem
from erfaringsbank.reading.links_manual import PAGES
from erfaringsbank.reading.shape_words import UNTRANSLATED
from erfaringsbank.reporting import text

FOLDER = Path(__file__).parent / "galt"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
REPORT = "=== rapport\n"


@dataclass(frozen=True)
class Case:
    """One case as it stands in its file. `whole` are the files of the bank with the faulty ones in it."""

    head: str
    whole: dict[str, bytes]
    expected: str


@cache
def case(name: str) -> Case:
    """Read a case."""
    head, _, expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition(REPORT)
    overlay: dict[str, bytes] = {}
    without = []
    for section in head.split("=== ")[1:]:
        title, _, body = section.partition("\n")
        path, kind, number = [*title.rsplit(" ", 2), ""][:3] if " gjentatt " in title else [*_split(title), ""]
        if kind == "mangler":
            without.append(path)
        else:
            overlay[path] = _raw(body, kind, number)
    return Case(head, mini(overlay, without=without), expected)


def _split(title: str) -> tuple[str, str]:
    for kind in ("bytes", "mangler"):
        if title.endswith(f" {kind}"):
            return title.removesuffix(f" {kind}"), kind
    return title, ""


def _raw(body: str, kind: str, number: str) -> bytes:
    if kind == "bytes":
        raw, _ = codecs.escape_decode(body.rstrip("\n").encode("ascii"))
        return bytes(raw)
    return body.rstrip("\n").encode() * int(number) if number else body.encode()


@cache
def found(name: str) -> tuple[Problem, ...]:
    """What the program finds in a case."""
    return tuple(check_files(case(name).whole))


def report(name: str) -> str:
    """What the author is shown, without colour. The number of files read is not that of the small bank, which grows."""
    return text(found(name), case(name).whole, 100).plain + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_word_for_word_as_expected(name: str, renew: bool) -> None:
    """The whole report: place, line with carets, severity, code, message, fix and summary."""
    if renew:
        (FOLDER / f"{name}.txt").write_text(case(name).head + REPORT + report(name), encoding="utf-8", newline="\n")
        return
    assert case(name).expected == report(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_about_the_code_it_is_named_after(name: str) -> None:
    """The name begins with a code that the case gives, unless it is about places or about silence."""
    codes = {problem.code for problem in found(name)}
    assert codes
    if not name.startswith(("plass-", "stille-")):
        assert any(name == code or name.startswith(f"{code}-") for code in codes), codes


def test_the_corpus_is_large_and_covers_every_code() -> None:
    """Each code has at least one case, and no message is left in English. What the net says is no fault in a file."""
    covered = {problem.code for name in NAMES for problem in found(name)}
    assert len(NAMES) >= 120
    assert set(MANUAL) - set(PAGES.values()) - covered == set()
    assert UNTRANSLATED not in covered
