"""Hand-written Markdown pages: the head between two lines of dashes, then the text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict

from erfaringsbank import load_manual as pages
from erfaringsbank import source as reading
from erfaringsbank.bank import Side
from erfaringsbank.problems import Place, Problem
from erfaringsbank.records import BY_FOLDER, Tekst, Tittel
from erfaringsbank.records.values import Språk
from erfaringsbank.shape import shape

_HEAD = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
RESERVED = frozenset(BY_FOLDER) | {"alle", "data", "index", "tidslinje", "beste-praksis", "utvikling/regler"}
RESERVED |= {"utvikling/datamodell", "utvikling/kommandoer", "404"}


class Hode(BaseModel):
    """Hodet på en skrevet side."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    tittel: Tittel
    """Overskriften på siden."""
    beskrivelse: Tekst
    """Én setning som vises i søk og når siden deles."""
    språk: Språk = "nb"
    """Språket siden er skrevet på."""


def read_page(path: str, raw: bytes) -> tuple[Side | None, list[Problem]]:
    """Read one Markdown page, or say what is wrong with it."""
    text, problems = reading.decode(path, raw)
    if problems:
        return None, problems
    head = _HEAD.match(text)
    if not head:
        fix = "Begynn filen med --- og feltene tittel og beskrivelse, og så --- igjen."
        return None, [Problem(Place(path), pages.HODE, "Siden mangler hodet med tittel og beskrivelse.", fix)]
    # The line of dashes is kept as an empty line, so that positions in the head are positions in the file.
    source, problems = reading.read(path, f"\n{head[1]}".encode())
    fields, more = shape(Hode, source) if isinstance(source.data, dict) else (None, [])
    address = PurePosixPath(path).relative_to("content/sider").with_suffix("").as_posix()
    problems += more + _taken(path, address)
    if not fields or problems:
        return None, problems
    first = text.count("\n", 0, head.end()) + 1
    return Side(address, path, fields.tittel, fields.beskrivelse, fields.språk, text[head.end() :], first), []


def _taken(path: str, address: str) -> list[Problem]:
    if address not in RESERVED and address.split("/", maxsplit=1)[0] not in BY_FOLDER:
        return []
    message = f"Adressen «{address}» er brukt av banken selv."
    return [Problem(Place(path), pages.ADRESSE, message, "Gi filen et annet navn.")]
