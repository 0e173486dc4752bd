"""The small bank in memory, and everything that is wrong with a set of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from banks import MINIBANK
from erfaringsbank.bank import Bank
from erfaringsbank.checking import judged
from erfaringsbank.load import load
from erfaringsbank.problems import Problem
from erfaringsbank.project import Project

TODAY = date(2026, 11, 22)


@cache
def _files() -> Mapping[str, bytes]:
    return dict(Project(MINIBANK).files())


def mini(overlay: Mapping[str, str | bytes] | None = None, *, without: Iterable[str] = ()) -> dict[str, bytes]:
    """The files of the small bank, with some laid over them and some taken away."""
    own = {path: raw for path, raw in _files().items() if path not in set(without)}
    over = {path: text.encode() if isinstance(text, str) else text for path, text in (overlay or {}).items()}
    return own | over


def check_files(files: Mapping[str, bytes], today: date = TODAY) -> list[Problem]:
    """Everything that reading and the rules find, in the published order."""
    return judged(files, today)[1]


def check_mini(overlay: Mapping[str, str | bytes], today: date = TODAY) -> list[Problem]:
    """Everything that is wrong with the small bank when these files are laid over it."""
    return check_files(mini(overlay), today)


def bank_of(overlay: Mapping[str, str | bytes] | None = None) -> Bank:
    """The small bank with some files laid over it."""
    return load(mini(overlay).items())[0]


def codes(problems: Iterable[Problem]) -> list[str]:
    """The codes of some problems, in order."""
    return [problem.code for problem in problems]


def told(problems: Iterable[Problem]) -> str:
    """Problems on one line each, as the corpora keep them: `path:line:column+width severity [code] message | fix`."""
    return "".join(
        f"{problem.place.path}:{problem.place.line}:{problem.place.column}+{problem.place.width} "
        f"{problem.severity} [{problem.code}] {problem.message} | {problem.fix}\n"
        for problem in problems
    )
