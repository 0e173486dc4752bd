"""Problems → text for people, annotations for GitHub, JSON for machines. Pure: strings in, strings out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.markup import escape

from erfaringsbank.norsk import antall
from erfaringsbank.problems import Problem, Severity

Texts = Mapping[str, bytes]
MAX_WIDTH = 100


def text(problems: Sequence[Problem], texts: Texts, files: int) -> str:
    """One block a problem with the line it stands on, then a summary. Has rich's markup for colour."""
    return "\n".join([*(_block(problem, texts) for problem in problems), summary(problems, files)])


def summary(problems: Sequence[Problem], files: int) -> str:
    """«2 feil, 1 advarsel i 3 av 148 filer.»"""
    if not problems:
        return f"[green]Ingen feil i {antall(files, 'fil', 'filer')}.[/green]"
    errors = sum(problem.severity is Severity.FEIL for problem in problems)
    warnings = len(problems) - errors
    counts = [f"{errors} feil"] if errors else []
    counts += [antall(warnings, "advarsel", "advarsler")] if warnings else []
    touched = len({problem.place.path for problem in problems})
    return f"{', '.join(counts)} i {touched} av {antall(files, 'fil', 'filer')}."


def _block(problem: Problem, texts: Texts) -> str:
    place = problem.place
    colour = "red" if problem.severity is Severity.FEIL else "yellow"
    where = f"[bold]{escape(place.path)}:{place.line}:{place.column}:[/bold]"
    kind = f"[{colour}]{problem.severity}[/{colour}] \\[{problem.code}]"
    lines = [f"{where} {kind} {escape(problem.message)}", *_excerpt(problem, texts)]
    if problem.fix:
        lines.append(f"   {escape(problem.fix)}")
    return "\n".join(lines) + "\n"


def _excerpt(problem: Problem, texts: Texts) -> Iterable[str]:
    """The line of the problem with carets under the place; nothing when it holds what no one should read again."""
    place = problem.place
    lines = texts.get(place.path, b"").decode("utf-8", "replace").split("\n")
    if problem.secret or place.line > len(lines) or not lines[place.line - 1].strip():
        return
    line = lines[place.line - 1].rstrip().replace("\t", " ")
    start = max(0, place.column - 1 - MAX_WIDTH // 2) if len(line) > MAX_WIDTH else 0
    shown = ("…" if start else "") + line[start : start + MAX_WIDTH] + ("…" if len(line) > start + MAX_WIDTH else "")
    before = place.column - 1 - start + (1 if start else 0)
    width = max(1, min(place.width, len(shown) - before))
    number = f"{place.line:>5}"
    yield f"[dim]{number} |[/dim] {escape(shown)}"
    yield f"[dim]{' ' * len(number)} |[/dim] {' ' * before}{'^' * width}"


def github(problems: Sequence[Problem], _: Texts, files: int) -> str:
    """GitHub's workflow commands: an annotation on the right line of the pull request for each problem."""
    return "\n".join([*(_annotation(problem) for problem in problems), _plain(summary(problems, files))])


def _annotation(problem: Problem) -> str:
    place = problem.place
    kind = "error" if problem.severity is Severity.FEIL else "warning"
    end = place.column + place.width
    properties = {"file": place.path, "line": place.line, "col": place.column, "endColumn": end, "title": problem.code}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(f'{problem.message} {problem.fix}'.strip())}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _plain(marked: str) -> str:
    return marked.replace("[green]", "").replace("[/green]", "")


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
            "melding": problem.message,
            "råd": problem.fix,
        }
        for problem in problems
    ]
    return json.dumps({"filer": files, "problemer": found}, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Callable[[Sequence[Problem], Texts, int], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
}
