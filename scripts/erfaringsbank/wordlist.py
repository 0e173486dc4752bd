"""The lists of words of a bank: compounds, and what others call them. Both are made by «erfaringsbank ordliste».

In `models/ordliste.txt` a line is `part|part`, in `models/naboord.txt` it is `word|word of the bank,~a near one`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from erfaringsbank.problems import Place, Problem
from erfaringsbank.reading import load_manual as pages
from erfaringsbank.reading import source as reading

_LINE = re.compile(r"[^\W\d_]+(?:\|[^\W\d_]+)+")
_OTHER = re.compile(r"([^\W\d_]+)\|([=~]?[^\W\d_]+(?:,[=~]?[^\W\d_]+)*)")
HEAD = """\
# Sammensatte ord i banken, og delene de er satt sammen av, så «torg» finner «innbyggertorg».
# Filen lages av «make ordliste» og rettes ikke for hånd.
# Et ord som ikke står her, deles etter de andre ordene i banken.
"""


OTHER_HEAD = """\
# Ord fra nynorsk, svensk, dansk og norsk som ikke står i banken, og det banken skriver i stedet. ~ er bare i nærheten.
# Filen lages av «make ordliste» av ordbøkene på maskinen (Apertium, hunspell og synonymordboken til LibreOffice), og
# rettes ikke for hånd. Bare bankens egne ord er med. Et ord som ikke står her, gjør ingenting.
"""


def read(path: str, raw: bytes) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The parts by word, and the lines that are not of the form. `#` begins a comment."""
    text, problems = reading.decode(path, raw)
    found: dict[str, tuple[str, ...]] = {}
    for number, line in _lines(text):
        if _LINE.fullmatch(line):
            found[line.replace("|", "")] = tuple(line.split("|"))
        else:
            fix = "Skriv delene med | mellom, eller lag filen på nytt:  make ordliste"
            problems.append(Problem(Place(path, number, 1), pages.ORDLISTE, "Linjen er ikke et sammensatt ord.", fix))
    return found, problems


def read_others(path: str, raw: bytes) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """The bank's words by what others call them, and the lines that are not of the form."""
    text, problems = reading.decode(path, raw)
    found: dict[str, tuple[str, ...]] = {}
    for number, line in _lines(text):
        match = _OTHER.fullmatch(line)
        if match:
            found[match[1]] = tuple(match[2].split(","))
        else:
            fix = "Skriv ordet, | og bankens ord, eller lag filen på nytt:  make ordliste"
            problems.append(
                Problem(Place(path, number, 1), pages.ORDLISTE, "Linjen er ikke et ord og bankens ord.", fix)
            )
    return found, problems


def _lines(text: str | None) -> Iterator[tuple[int, str]]:
    """The numbered lines that are neither empty nor comments."""
    every = enumerate((text or "").split("\n"), 1)
    return ((number, line) for number, line in every if line and not line.startswith("#"))


def written(lines: list[str], head: str = HEAD) -> bytes:
    """The whole file of some lines."""
    return (head + "".join(f"{line}\n" for line in lines)).encode()
