"""libyaml's complaints in words an author can use: where it went wrong, why, and what to do about it.

libyaml stops at its first complaint and tells two places: where it noticed, and where the thing it was reading began.
Everything that tells one cause from another is put on one line of text, and a table of patterns reads that line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from erfaringsbank.problems import Place, Problem
from erfaringsbank.reading import yaml_faults as faults

_QUOTE = 'Sett hele teksten i "anførselstegn".'


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand a complaint. The problem stands `at` where it was noticed, at the `start` of the thing
    that was being read, or on the line `above`."""

    pattern: str
    code: str
    message: str
    fix: str
    where: str = "at"


_READINGS = (
    _Reading(
        r"tab character|cannot start any token .*char \t",
        faults.TABULATOR,
        "Tabulator i innrykket.",
        "Bruk mellomrom, to for hvert nivå.",
    ),
    _Reading("cannot start any token", faults.KROLLALFA, "En tekst kan ikke begynne med «{char}».", _QUOTE),
    _Reading(
        "scanning an? (anchor|alias)|scanning a block scalar",
        faults.KROLLALFA,
        "En tekst kan ikke begynne med «{first}».",
        _QUOTE,
        where="start",
    ),
    _Reading(
        "a tag|undefined tag handle",
        faults.TAGG,
        "En tekst kan ikke begynne med «!».",
        _QUOTE,
        where="start",
    ),
    _Reading(
        "mapping keys are not allowed",
        faults.KROLLALFA,
        "En tekst kan ikke begynne med «? ».",
        _QUOTE,
    ),
    _Reading(
        "block sequence entries",
        faults.KROLLALFA,
        "En tekst kan ikke begynne med «- », og en liste kan ikke begynne på samme linje som feltnavnet.",
        'Sett hele teksten i "anførselstegn". Er det en liste, begynner den på neste linje.',
    ),
    _Reading(r"block node .*char [],}]", faults.KROLLALFA, "En tekst kan ikke begynne med «{char}».", _QUOTE),
    _Reading(
        "mapping values are not allowed .*alone above",
        faults.INNRYKK,
        "Linjen mangler kolon og mellomrom etter feltnavnet.",
        "Skriv «felt: verdi», med mellomrom etter kolonet.",
        where="above",
    ),
    _Reading(
        "mapping values are not allowed",
        faults.KOLON,
        "«: » midt i en tekst, eller et felt som er rykket for langt inn.",
        'Sett hele teksten i "anførselstegn". Er det et eget felt, skal det begynne lengre til venstre.',
    ),
    _Reading(
        "quoted scalar .*(end of stream|document indicator)",
        faults.ANFORSEL,
        "Anførselstegnet blir aldri lukket.",
        "Sett inn anførselstegnet som mangler. Inne i en tekst skrives det som «slike».",
        where="start",
    ),
    _Reading(
        "quoted scalar",
        faults.SYNTAKS,
        "Omvendt skråstrek (\\) i «doble» anførselstegn begynner en kode, og denne finnes ikke.",
        "Skriv to omvendte skråstreker, eller bruk 'enkle' anførselstegn rundt teksten.",
    ),
    _Reading(
        "flow .*after quote char [^\"'\\]}]",
        faults.ANFORSEL,
        "Det står tekst etter at anførselstegnet er lukket.",
        "Bruk «slike» inne i teksten. Skulle det være et nytt ledd, mangler det et komma.",
    ),
    _Reading(
        r"expected (key|'-'|<doc).*opened above.*after quote char \S",
        faults.ANFORSEL,
        "Et anførselstegn lenger opp lukkes først her, og så følger det mer tekst.",
        "Se etter anførselstegnet som mangler på linjene over.",
    ),
    _Reading(
        r"expected (key|'-'|<doc).*after quote char \S",
        faults.ANFORSEL,
        "Det står tekst etter at anførselstegnet er lukket.",
        "Bruk «slike» inne i teksten, eller den andre typen rundt den.",
    ),
    _Reading(
        "flow .*later.*new field.*char :",
        faults.KLAMME,
        "Klammen «{first}» er ikke lukket; lesingen stoppet ved feltet på linje {line}.",
        "Sjekk at hver [ har sin ], og at hver {{ har sin }}.",
        where="start",
    ),
    _Reading("flow .*char :", faults.KOLON, "«: » midt i en tekst.", _QUOTE),
    _Reading("flow node .*char ,", faults.KLAMME, "Det står et komma for mye.", "Slett kommaet."),
    _Reading(
        "flow .*later",
        faults.KLAMME,
        "Klammen «{first}» er ikke lukket riktig; lesingen stoppet på linje {line}.",
        "Sjekk at hver [ har sin ], hver {{ sin }}, og at det er komma mellom leddene.",
        where="start",
    ),
    _Reading(
        "flow ",
        faults.KLAMME,
        "Klammen som begynner på linje {start}, er ikke lukket riktig her.",
        "Sjekk at hver [ har sin ], hver {{ sin }}, og at det er komma mellom leddene.",
    ),
    _Reading(
        "expected key .*char :",
        faults.SYNTAKS,
        "Feltnavnet mangler foran kolonet.",
        "Skriv «felt: verdi».",
    ),
    _Reading(
        "expected key .*comment above",
        faults.KOMMENTAR,
        "Teksten på linjen over blir avbrutt av « #».",
        'Sett hele teksten på linje {above} i "anførselstegn".',
    ),
    _Reading(
        "simple key",
        faults.INNRYKK,
        "Linjen passer ikke inn: et kolon mangler, eller innrykket stemmer ikke.",
        "Skriv «felt: verdi». Fortsetter teksten fra linjen over, må den rykkes inn.",
        where="start",
    ),
    _Reading(
        "expected <document start> .*dots",
        faults.FLERE_DOKUMENTER,
        "Linjen kommer etter «...», som avslutter filen.",
        "Slett linjen med «...».",
    ),
    _Reading(
        "block",
        faults.INNRYKK,
        "Linjen passer ikke inn: innrykket stemmer ikke, eller et kolon mangler.",
        "Felt på samme nivå må begynne i samme kolonne, med kolon etter feltnavnet.",
    ),
    _Reading(
        "",
        faults.SYNTAKS,
        "Filen kan ikke leses videre herfra.",
        "Se etter kolon, komma, klammer og anførselstegn på denne linjen og linjen over.",
    ),
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the lines of the file, zero-based as libyaml counts."""

    lines: list[str]
    line: int
    column: int

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def up(self) -> _Spot:
        """Where the line above begins."""
        line = max(self.line - 1, 0)
        return _Spot(self.lines, line, len(self.lines[line]) - len(self.lines[line].lstrip()))

    @property
    def above(self) -> str:
        return self.up.text if self.line else ""

    @property
    def char(self) -> str:
        return self.text[self.column : self.column + 1]

    @property
    def before(self) -> str:
        return self.text[: self.column].rstrip()[-1:]


def syntax_problem(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    """Turn libyaml's first syntax error into a problem with a place, a plain sentence and a fix."""
    at = _spot(lines, error.problem_mark or error.context_mark)
    start = _spot(lines, error.context_mark or error.problem_mark)
    told = _told(error, at, start)
    reading = next(reading for reading in _READINGS if re.search(reading.pattern, told, re.DOTALL))
    where = {"at": at, "start": start, "above": at.up}[reading.where]
    words = {"char": at.char, "first": start.char, "line": at.line + 1, "start": start.line + 1, "above": at.line}
    place = Place(path, where.line + 1, where.column + 1)
    return Problem(place, reading.code, reading.message.format(**words), reading.fix.format(**words))


def _spot(lines: list[str], mark: yaml.Mark | None) -> _Spot:
    """Where a mark is. One after the last line is moved to the end of the last line that says something."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if any(text.strip() for text in lines[line:]):
        return _Spot(lines, line, column)
    last = max((number for number, text in enumerate(lines) if text.strip()), default=0)
    return _Spot(lines, last, len(lines[last].rstrip()))


def _told(error: yaml.MarkedYAMLError, at: _Spot, start: _Spot) -> str:
    """Everything the patterns look at, in a fixed order: what libyaml says, the surroundings, the character."""
    surroundings = {
        "later": at.line > start.line,
        "new field": bool(re.fullmatch(r"\s*\w+", at.text[: at.column])),
        "alone above": _is_alone(at),
        "comment above": " #" in at.above,
        "opened above": at.before in ("'", '"') and at.text[: at.column].count(at.before) % 2 == 1,
        "dots": any(line.startswith("...") for line in at.lines[: at.line]),
        "after quote": at.before in ("'", '"'),
    }
    holds = [name for name, true in surroundings.items() if true]
    return " ".join([error.context or "", error.problem or "", *holds, f"char {at.char}"])


def _is_alone(at: _Spot) -> bool:
    """Whether the line above is a word without a colon, as far to the left as this line."""
    margin = len(at.text) - len(at.text.lstrip())
    return bool(at.above.strip()) and not re.search(r":(\s|$)", at.above) and not at.above[:margin].strip()
