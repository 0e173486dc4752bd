"""Problems → text for people, annotations for GitHub and GitLab, JSON for machines. Pure: values in, text out.

What looks like personal data is blotted out in all of them, also when it stands in a message about something else.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from rich.text import Text

from erfaringsbank.norsk import antall
from erfaringsbank.problems import Place, Problem, Severity
from erfaringsbank.reading.yaml_faults import FORBIDDEN
from erfaringsbank.rules.care import masked

Texts = Mapping[str, bytes]
MAX_WIDTH = 100


def text(problems: Sequence[Problem], texts: Texts, files: int) -> Text:
    """One block a problem with the line it stands on, then a summary. Styled, and never read as markup."""
    hidden = {problem.place.path for problem in problems if problem.secret}
    lines = {path: _lines(texts.get(path, b"")) for path in {problem.place.path for problem in problems} - hidden}
    blocks = [_block(problem, lines) for problem in problems]
    return Text("\n").join([*blocks, Text(summary(problems, files), "" if problems else "green")])


def summary(problems: Sequence[Problem], files: int) -> str:
    """«2 feil, 1 advarsel i 3 av 148 filer.»"""
    if not problems:
        return f"Ingen feil i {antall(files, 'fil', 'filer')}."
    errors = sum(problem.severity is Severity.FEIL for problem in problems)
    warnings = len(problems) - errors
    counts = [f"{errors} feil"] if errors else []
    counts += [antall(warnings, "advarsel", "advarsler")] if warnings else []
    touched = len({problem.place.path for problem in problems})
    return f"{', '.join(counts)} i {touched} av {antall(files, 'fil', 'filer')}."


def _lines(raw: bytes) -> list[str]:
    return unicodedata.normalize("NFC", raw.decode("utf-8", "replace")).split("\n")


def _block(problem: Problem, lines: Mapping[str, Sequence[str]]) -> Text:
    place = problem.place
    colour = "red" if problem.severity is Severity.FEIL else "yellow"
    block = Text.assemble(
        (f"{place.path}:{place.line}:{place.column}:", "bold"),
        " ",
        (str(problem.severity), colour),
        f" [{problem.code}] {_shown(problem.message)}\n",
    )
    if place.path in lines:  # a file that holds what no one should read again is not quoted
        block.append_text(_excerpt(place, lines[place.path]))
    if problem.fix:
        block.append(f"   {_shown(problem.fix)}\n")
    return block


def _shown(words: str) -> str:
    """Words fit to be shown: no personal data, no character that a terminal obeys."""
    return FORBIDDEN.sub("\ufffd", masked(words))


def _excerpt(place: Place, lines: Sequence[str]) -> Text:
    """The line of a place with carets under it; nothing when the line is empty."""
    if place.line > len(lines) or not lines[place.line - 1].strip():
        return Text()
    line = lines[place.line - 1].rstrip().replace("\t", "→")
    start = max(0, place.column - 1 - MAX_WIDTH // 2) if len(line) > MAX_WIDTH else 0
    end = start + MAX_WIDTH
    near = max(0, start - MAX_WIDTH)  # what is blotted out may begin or end outside what is shown
    seen = _shown(line[near : end + MAX_WIDTH])[start - near : end - near]
    shown = ("…" if start else "") + seen + ("…" if len(line) > end else "")
    before = place.column - 1 - start + (1 if start else 0)
    width = max(1, min(place.width, len(shown) - before))
    number = f"{place.line:>5} |"
    margin = " " * (len(number) - 1) + "|"
    return Text.assemble((number, "dim"), f" {shown}\n", (margin, "dim"), f" {' ' * before}{'^' * width}\n")


def github(problems: Sequence[Problem], _: Texts, files: int) -> str:
    """GitHub's workflow commands: an annotation on the right line of the pull request for each problem."""
    return "\n".join([*(_annotation(problem) for problem in problems), summary(problems, files)])


def _annotation(problem: Problem) -> str:
    place = problem.place
    kind = "error" if problem.severity is Severity.FEIL else "warning"
    end = place.column + place.width
    properties = {"file": place.path, "line": place.line, "col": place.column, "endColumn": end, "title": problem.code}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(f'{_shown(problem.message)} {_shown(problem.fix)}'.strip())}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Sequence[Problem], _: Texts, files: int) -> str:
    """A list of problems with their places, and how many files were read."""
    found = [
        {
            "fil": problem.place.path,
            "linje": problem.place.line,
            "kolonne": problem.place.column,
            "bredde": problem.place.width,
            "alvor": str(problem.severity),
            "kode": problem.code,
            "melding": _shown(problem.message),
            "råd": _shown(problem.fix),
        }
        for problem in problems
    ]
    return json.dumps({"filer": files, "problemer": found}, ensure_ascii=False, indent=1)


def gitlab(problems: Sequence[Problem], _: Texts, __: int) -> str:
    """GitLab's Code Quality report: what a merge request shows beside the changed lines."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for problem in problems:
        same = (problem.place.path, problem.code, _shown(problem.message))
        seen[same] += 1
        found.append(_issue(problem, _fingerprint(*same, str(seen[same]))))
    return json.dumps(found, ensure_ascii=False, indent=1)


def _issue(problem: Problem, fingerprint: str) -> dict[str, object]:
    return {
        "description": f"{_shown(problem.message)} {_shown(problem.fix)}".strip(),
        "check_name": problem.code,
        "fingerprint": fingerprint,
        "severity": "major" if problem.severity is Severity.FEIL else "minor",
        "location": {"path": problem.place.path, "lines": {"begin": problem.place.line}},
    }


def _fingerprint(*parts: str) -> str:
    """The same for a problem that only moved to another line, and another for the next of its kind in the file."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


FORMATS: Mapping[str, Callable[[Sequence[Problem], Texts, int], str | Text]] = {
    "text": text,
    "github": github,
    "gitlab": gitlab,
    "json": as_json,
}
