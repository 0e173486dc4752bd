"""What an author can mend: a problem is a value, collected and sorted, never raised.

Two kinds of trouble are never mixed. A `Problem` is about content and always tells where and how to mend it.
A `UserError` is about the surroundings (wrong folder, missing engine, full disk) and is caught once, in `cli`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a problem is: `FEIL` stops the build, `ADVARSEL` only with `--strict`."""

    FEIL = "feil"
    ADVARSEL = "advarsel"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of the project. Line and column are 1-based; `width` is the number of characters to mark."""

    path: str
    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author can mend, and where. `code` is stable and has a manual page of the same name."""

    place: Place
    code: str
    message: str
    fix: str = ""
    severity: Severity = Severity.FEIL
    secret: bool = False  # the text at the place must not be shown again

    @property
    def order(self) -> tuple[object, ...]:
        """The published order: by file, line and column, then by code and text."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Sort the problems for the reader and drop exact repetitions."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.order)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a word is most like, or None when none is near.

    A known word is near when difflib's ratio is at least 0.6 (its default), compared without regard to case.
    """
    by_fold = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), by_fold, n=1)
    return by_fold[near[0]] if near else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """«Mente du …?» with the nearest known word, or nothing when none is near."""
    near = nearest(word, known)
    return f"Mente du {near}?" if near else ""


class UserError(Exception):
    """Trouble outside the content: said once, with what to do about it, and exit code 2."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual page of one code: a title, an explanation, and examples that the tests run.

    `wrong` and `right` map file names in the bank to their text. A code whose fault cannot be written
    as text (a wrong encoding, say) has none, and is tested on files made by the tests.
    """

    code: str
    title: str
    explanation: str
    wrong: dict[str, str]
    right: dict[str, str]


MANUAL: dict[str, Manual] = {}


def manual(code: str, text: str) -> str:
    """Register the manual page of `code` from a Norwegian text and give the code back.

    The text has a title line, paragraphs, and the blocks «Galt:» and «Rett:», each with indented lines.
    A line `# fil: NAME` inside a block begins a file.
    """
    title, _, rest = _dedent(text).partition("\n")
    explanation, wrong, right = _blocks(rest)
    MANUAL[code] = Manual(code, title.strip(), explanation, _files(wrong), _files(right))
    return code


def _dedent(text: str) -> str:
    first, _, rest = text.strip("\n").partition("\n")
    margins = [len(line) - len(line.lstrip()) for line in rest.splitlines() if line.strip()]
    margin = min(margins, default=0)
    return "\n".join([first.strip(), *(line[margin:] for line in rest.splitlines())]).strip()


def _blocks(text: str) -> tuple[str, str, str]:
    parts: dict[str, list[str]] = {"": [], "Galt:": [], "Rett:": []}
    current = ""
    for line in text.splitlines():
        if line.strip() in parts and line.strip():
            current = line.strip()
        else:
            parts[current].append(line)
    return tuple("\n".join(lines).strip("\n") for lines in parts.values())  # type: ignore[return-value]


def _files(block: str) -> dict[str, str]:
    files: dict[str, list[str]] = {}
    name = ""
    for line in (line.removeprefix("    ") for line in block.splitlines()):
        if line.startswith("# fil: "):
            name = line.removeprefix("# fil: ").strip()
            files[name] = []
        elif name:
            files[name].append(line)
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in files.items()}
