"""Files → (Bank, problems): the only place where source, records and bank meet.

A file that cannot be read still exists under its ID (`Bank.broken`), so that references to it are not reported too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from erfaringsbank import load_manual as pages
from erfaringsbank import source as reading
from erfaringsbank.bank import Bank, Side, Vocabulary, in_order
from erfaringsbank.problems import Place, Problem, ordered, suggestion
from erfaringsbank.prose import read_page
from erfaringsbank.records import (
    BY_FOLDER,
    FILE_STEM,
    Forvaltning,
    Id,
    Nettsted,
    Origin,
    Record,
    Verdi,
    folder_of,
)
from erfaringsbank.shape import shape
from erfaringsbank.source import Source

M = TypeVar("M", bound=BaseModel)

SETTINGS = "content/nettsted.yaml"
VOCABULARIES: dict[str, type[BaseModel]] = {
    "utfall": Verdi,
    "temaer": Verdi,
    "akser": Verdi,
    "forvaltning": Forvaltning,
}
_PLACEHOLDER = Nettsted.model_validate(
    dict.fromkeys(("navn", "undertittel", "utgiver", "kontakt"), "–")
    | dict.fromkeys(
        ("adresse", "tilgjengelighetserklæring", "tilbakemelding", "kodelager"),
        "https://example.org/",
    )
)


@dataclass(slots=True)
class _Gathering:
    """What has been read so far."""

    records: dict[str, Record] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    vocabularies: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    sider: list[Side] = field(default_factory=list)
    nettsted: Nettsted | None = None
    has_settings: bool = False
    problems: list[Problem] = field(default_factory=list)


def load(files: Iterable[tuple[str, bytes]]) -> tuple[Bank, list[Problem]]:
    """Read every file into one bank. `files` are (path relative to the project, content), in any order."""
    found = _Gathering()
    for path, raw in sorted(files):
        _read(found, PurePosixPath(path), raw)
    found.problems += _duplicates(found.files)
    if not found.has_settings:
        fix = "Kopier filen fra en annen bank, eller se datamodellen for feltene."
        found.problems.append(Problem(Place(SETTINGS), pages.MANGLER, "Filen med innstillinger mangler.", fix))
    broken = frozenset(id_ for id_ in found.files if id_ not in found.records)
    bank = Bank(
        records=in_order(found.records.values()),
        sources=found.sources,
        broken=broken,
        vocabulary=Vocabulary(**found.vocabularies),  # type: ignore[arg-type]
        nettsted=found.nettsted or _PLACEHOLDER,
        sider=tuple(sorted(found.sider, key=lambda side: side.path)),
    )
    return bank, ordered(found.problems)


def _read(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    """Send a file to the reader for its place in the tree."""
    parts = path.parts
    if str(path) == SETTINGS:
        found.has_settings = True
        found.nettsted = _one(found, path, raw, Nettsted)
    elif parts[:2] == ("content", "sider") and path.suffix == ".md":
        side, problems = read_page(str(path), raw)
        found.problems += problems
        found.sider += [side] if side else []
    elif len(parts) == 2 and parts[0] == "models" and path.stem in VOCABULARIES and path.suffix == ".yaml":
        _read_vocabulary(found, path, raw)
    elif len(parts) == 3 and path.suffix == ".yaml" and parts[1] in BY_FOLDER:
        _read_record(found, path, raw)
    elif path.name != "README.md" and parts[:2] != ("content", "bilder"):
        found.problems.append(_stranger(path))


def _one(found: _Gathering, path: PurePosixPath, raw: bytes, cls: type[M]) -> M | None:
    source, problems = reading.read(str(path), raw)
    found.problems += problems
    if source.data is None or not isinstance(source.data, dict):
        return None
    model, more = shape(cls, source)
    found.problems += more
    return None if problems else model


def _read_vocabulary(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    source, problems = reading.read(str(path), raw)
    found.problems += problems
    entries: dict[str, BaseModel] = {}
    for key in source.data if isinstance(source.data, dict) else ():
        value, more = shape(VOCABULARIES[path.stem], source, at=(key,))
        found.problems += more
        if value:
            entries[key] = value
    found.vocabularies[path.stem] = entries


def _read_record(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    cls = BY_FOLDER[path.parts[1]]
    name = FILE_STEM.fullmatch(path.stem)
    if not name or str(path.parent) != folder_of(cls) or name[1][0] != cls.bokstav:
        found.problems.append(_misnamed(path, cls))
        return
    id_ = Id(name[1])
    found.files.setdefault(id_, []).append(str(path))
    source, problems = reading.read(str(path), raw)
    found.problems += problems
    if not isinstance(source.data, dict):
        return
    record, more = shape(cls, source)
    found.problems += more
    if record and not problems and len(found.files[id_]) == 1:
        record.born(Origin(id_, name[2], str(path)))
        found.records[id_] = record
        found.sources[id_] = source


def _misnamed(path: PurePosixPath, cls: type[Record]) -> Problem:
    right = f"{folder_of(cls)}/{cls.bokstav}12-kort-navn.yaml"
    message = f"Filnavnet eller mappen stemmer ikke for en {cls.navn}."
    fix = f"Det skal se slik ut: {right} (små bokstaver a–z, tall og bindestrek)."
    return Problem(Place(str(path)), pages.FILNAVN, message, fix)


def _stranger(path: PurePosixPath) -> Problem:
    folders = [folder_of(cls) for cls in BY_FOLDER.values()]
    near = suggestion(str(path.parent), [*folders, "content/sider", "content/bilder"])
    if path.suffix == ".yml":
        near = f"Mente du {path.with_suffix('.yaml').name}?"
    fix = near or "Flytt filen til mappen den hører hjemme i, eller slett den."
    return Problem(Place(str(path)), pages.UKJENT_FIL, "Filen blir ikke lest av noe.", fix)


def _duplicates(files: dict[str, list[str]]) -> list[Problem]:
    """Two files with one ID: named in all but the first file, with the next free ID."""
    problems = []
    for id_, paths in files.items():
        for path in paths[1:]:
            free = next_free(id_[0], files)
            message = f"{id_} er alt brukt av {paths[0]}."
            fix = f"Bruk neste ledige:  erfaringsbank renumber {path} {free}"
            problems.append(Problem(Place(path), pages.DOBBEL_ID, message, fix))
    return problems


def next_free(letter: str, used: Iterable[str]) -> Id:
    """The ID after the highest in use. A gap is never filled: a number that was used once is never used again."""
    numbers = [int(id_[1:]) for id_ in used if id_[0] == letter]
    return Id(f"{letter}{max(numbers, default=0) + 1}")
