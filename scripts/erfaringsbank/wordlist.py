"""The list of compounds of a bank, `models/ordliste.txt`: one `word|word` a line. Made by «erfaringsbank ordliste»."""

from __future__ import annotations

import re

from erfaringsbank import load_manual as pages
from erfaringsbank import source as reading
from erfaringsbank.problems import Place, Problem

_LINE = re.compile(r"[^\W\d_]+(?:\|[^\W\d_]+)+")
HEAD = """\
# Sammensatte ord i banken, og delene de er satt sammen av, så «torg» finner «innbyggertorg».
# Filen lages av «make ordliste» og rettes ikke for hånd.
# Et ord som ikke står her, deles etter de andre ordene i banken.
"""


def read(path: str, raw: bytes) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The parts by word, and the lines that are not of the form. `#` begins a comment."""
    text, problems = reading.decode(path, raw)
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.split("\n") if text else (), 1):
        if _LINE.fullmatch(line):
            found[line.replace("|", "")] = tuple(line.split("|"))
        elif line and not line.startswith("#"):
            fix = "Skriv delene med | mellom, eller lag filen på nytt:  make ordliste"
            problems.append(Problem(Place(path, number, 1), pages.ORDLISTE, "Linjen er ikke et sammensatt ord.", fix))
    return found, problems


def written(lines: list[str]) -> bytes:
    """The whole file of some lines."""
    return (HEAD + "".join(f"{line}\n" for line in lines)).encode()
