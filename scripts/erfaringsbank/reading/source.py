"""Strict YAML with positions: bytes in, a `Source` out, and every fault a `Problem`.

Every scalar stays the text that the author wrote (`no`, `007`, `12:30`); the field's type converts it later.
Text is NFC-normalised, so that an `å` from any keyboard is the same `å`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any

from erfaringsbank.problems import Place, Problem, manual
from erfaringsbank.reading import yaml_tree
from erfaringsbank.reading.yaml_faults import FORBIDDEN, STYRETEGN
from erfaringsbank.reading.yaml_tree import Loc, Span

MAX_BYTES = 256 * 1024

MAX_TOLD = 5  # invisible characters told of in one file; a binary file has thousands

STOR_FIL = manual(
    "yaml-stor-fil",
    """Filen er for stor
    En post er en liten tekstfil. En fil på over 256 kB er nesten alltid noe annet som er lagret på feil sted, og
    leses ikke. Del den, eller flytt det som ikke er en post.""",
)
KODING = manual(
    "yaml-koding",
    """Filen er ikke lagret som UTF-8
    Alle filer skal være UTF-8. Andre kodinger (Windows-1252, UTF-16) ødelegger æ, ø og å uten at noen ser det.
    Åpne filen i redigeringsprogrammet og lagre den på nytt med kodingen UTF-8.""",
)
BOM = manual(
    "yaml-bom",
    """Filen begynner med et usynlig BOM-tegn
    Noen Windows-programmer setter et usynlig merke først i filen. Lagre filen som «UTF-8», ikke «UTF-8 med BOM».""",
)
TOM = manual(
    "yaml-tom",
    """Filen er tom
    En post må ha innhold. Slett filen, eller lag en ny post med kommandoen «erfaringsbank new», som gir et skjelett.

    Galt:
        # fil: content/funn/f9-tom.yaml
        # her er bare en kommentar

    Rett:
        # fil: content/funn/f9-ikke-tom.yaml
        tittel: Publikum er fornøyde
        slag: holdning
        utfall: opplevelse
        retning: styrker
        grunnlag: [{metode: intervju, kilder: [k1]}]""",
)
IKKE_FELT = manual(
    "yaml-ikke-felt",
    """Filen består ikke av felt
    En post er en rekke linjer på formen «felt: verdi». En løs tekst eller en ren liste er ikke en post.

    Galt:
        # fil: content/sporsmal/q9-liste.yaml
        - Hva koster det?

    Rett:
        # fil: content/sporsmal/q9-felt.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.""",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file as read: its text, its plain values, and where each value and key stands.

    `data` holds dict, list, str and None only. `loc` is the path of keys and indexes to a value, as pydantic writes it.
    `poisoned` are the locations whose value is not what the author meant; later checks keep silent there.
    """

    path: str
    text: str
    data: Any = None
    values: Mapping[Loc, Span] = field(default_factory=dict)
    keys: Mapping[Loc, Span] = field(default_factory=dict)
    poisoned: frozenset[Loc] = frozenset()
    order: Sequence[tuple[tuple[int, int], Loc]] = ()
    """Where each value and key begins, in the order of the file."""

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """The place of a value (or of its key), or of the nearest enclosing value that the file has."""
        for length in range(len(loc), -1, -1):
            spans = self.keys if key and length else self.values
            span = spans.get(loc[:length]) or self.values.get(loc[:length])
            if span:
                return Place(self.path, *span)
        return Place(self.path)

    def spot(self, loc: Loc, words: str) -> Place:
        """The place of some words inside a value, also when they are folded over two lines; else of the value."""
        place = self.place(loc)
        starts = _line_starts(self.text)
        folded = r"\s+".join(re.escape(word) for word in words.split())
        pattern = re.compile(rf"(?<!\w){folded}(?!\w)")
        found = pattern.search(self.text, starts[place.line - 1] + place.column - 1, self._end(loc, starts))
        if not found or not folded:
            return place
        line = bisect(starts, found.start())
        return Place(self.path, line, found.start() - starts[line - 1] + 1, len(found[0].split("\n")[0]))

    def _end(self, loc: Loc, starts: Sequence[int]) -> int:
        """The index in the text where the first value or key after the one at `loc` begins."""
        while loc and loc not in self.values:
            loc = loc[:-1]
        here = self.values.get(loc, (1, 1, 1))[:2]
        for index in range(bisect(self.order, here, key=itemgetter(0)), len(self.order)):
            (line, column), other = self.order[index]
            if other[: len(loc)] != loc:
                return starts[line - 1] + column - 1
        return len(self.text)

    def is_poisoned(self, loc: Loc) -> bool:
        """Whether a fault already reported covers this location."""
        return any(loc[: len(bad)] == bad for bad in self.poisoned)


@lru_cache(maxsize=8)
def _line_starts(text: str) -> tuple[int, ...]:
    """The index in a text where each line begins."""
    return (0, *(match.end() for match in re.finditer("\n", text)))


def read(path: str, raw: bytes) -> tuple[Source, list[Problem]]:
    """Read one YAML file. `path` is relative to the project and is only used in messages."""
    text, problems = decode(path, raw)
    if problems:
        return Source(path, text), problems
    tree, problems = yaml_tree.build(path, text)
    source = Source(path, text, tree.data, tree.values, tree.keys, frozenset(tree.poisoned), tree.order)
    if not problems and tree.data is None:
        fix = "Slett filen, eller fyll den ut."
        return source, [Problem(Place(path), TOM, "Filen har ingen felt.", fix)]
    if not problems and not isinstance(tree.data, dict):
        fix = "Skriv «felt: verdi», ett felt på hver linje, med mellomrom etter kolonet."
        return source, [Problem(source.place(), IKKE_FELT, "Filen består ikke av felt.", fix)]
    return source, problems


def decode(path: str, raw: bytes) -> tuple[str, list[Problem]]:
    """Bytes to NFC text with plain newlines, or the reason why not. Used for Markdown pages too."""
    if len(raw) > MAX_BYTES:
        message = f"Filen er på {len(raw) // 1024} kB; grensen er {MAX_BYTES // 1024} kB."
        return "", [Problem(Place(path), STOR_FIL, message, "Del filen, eller flytt det som ikke er en post.")]
    if raw.startswith(b"\xef\xbb\xbf"):
        fix = "Lagre filen som UTF-8 uten BOM."
        return "", [Problem(Place(path), BOM, "Filen begynner med et usynlig BOM-tegn.", fix)]
    if raw.count(0) > len(raw) // 4:  # UTF-16 without its mark is valid UTF-8, full of zeros
        return "", [_encoding_problem(path, raw, 0)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_encoding_problem(path, raw, error.start)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    found = list(FORBIDDEN.finditer(text))
    problems = [_control_problem(path, text, match) for match in found[:MAX_TOLD]]
    if len(found) > MAX_TOLD:
        message = f"Filen har {len(found) - MAX_TOLD} usynlige styretegn til."
        fix = "Er det en tekstfil? Slett tegnene, eller slett filen."
        problems.append(Problem(_place_of(path, text, found[MAX_TOLD]), STYRETEGN, message, fix))
    return text, problems


def _encoding_problem(path: str, raw: bytes, start: int) -> Problem:
    before = raw[:start]
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in raw
    guess = "UTF-16" if wide else "Windows-1252 (ANSI)"
    fix = f"Filen ser ut til å være {guess}. Åpne den og lagre den på nytt som UTF-8."
    return Problem(Place(path, line, column), KODING, "Filen er ikke lagret som UTF-8.", fix)


def _control_problem(path: str, text: str, match: re.Match[str]) -> Problem:
    message = f"Usynlig styretegn U+{ord(match[0]):04X} i teksten."
    return Problem(_place_of(path, text, match), STYRETEGN, message, "Slett tegnet.")


def _place_of(path: str, text: str, match: re.Match[str]) -> Place:
    line = text.count("\n", 0, match.start()) + 1
    return Place(path, line, match.start() - text.rfind("\n", 0, match.start()))
