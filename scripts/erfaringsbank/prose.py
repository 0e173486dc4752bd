"""Hand-written Markdown pages: the head between two lines of dashes, then the text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict

from erfaringsbank.bank import Side
from erfaringsbank.problems import Place, Problem
from erfaringsbank.reading import load_manual as pages
from erfaringsbank.reading import source as reading
from erfaringsbank.reading.shape import shape
from erfaringsbank.records import BY_FOLDER, Tekst, Tittel
from erfaringsbank.records.values import ID, Språk

_HEAD = re.compile(r"---\n(.*?\n)---(?:\n|$)", re.DOTALL)
_ADDRESS = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")
RESERVED = frozenset(BY_FOLDER) | {
    "alle", "assets", "beste-praksis", "data", "kunnskapshull", "landskap", "styrke", "tidslinje", "utvikling/regler",
}  # fmt: skip
"""Addresses that the bank makes itself, with everything below them."""
TAKEN = frozenset({"404", "index", "utvikling/datamodell", "utvikling/kommandoer"})
"""Single pages that the bank makes itself."""


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
    problems += more + _address_problem(path, address)
    if not fields or problems:
        return None, problems
    end = head.end()
    return Side(address, path, fields.tittel, fields.beskrivelse, fields.språk, text[:end], text[end:]), []


def _address_problem(path: str, address: str) -> list[Problem]:
    if not _ADDRESS.fullmatch(address):
        fix = "Gi filen et navn av små bokstaver a–z, tall og bindestrek."
        return [Problem(Place(path), pages.ADRESSE, f"«{address}» kan ikke være en adresse.", fix)]
    below = any(address == own or address.startswith(f"{own}/") for own in RESERVED)
    if not below and address not in TAKEN and not ID.fullmatch(address):
        return []
    message = f"Adressen «{address}» er brukt av banken selv."
    return [Problem(Place(path), pages.ADRESSE, message, "Gi filen et annet navn.")]
