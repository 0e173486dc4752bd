"""Files → (Bank, problems): the only place where source, records and bank meet.

A file that cannot be read still exists under its ID (`Bank.broken`), so that references to it are not reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from erfaringsbank import ledger, wordlist
from erfaringsbank.bank import Bank, Lenker, Side, Vocabulary, in_order
from erfaringsbank.norsk import ascii_form
from erfaringsbank.problems import Place, Problem, ordered, suggestion
from erfaringsbank.prose import read_page
from erfaringsbank.reading import load_manual as pages
from erfaringsbank.reading import source as reading
from erfaringsbank.reading.shape import shape
from erfaringsbank.reading.source import Source
from erfaringsbank.records import (
    BY_FOLDER,
    BY_LETTER,
    FILE_STEM,
    Forvaltning,
    Id,
    Nettsted,
    Origin,
    Record,
    Styrkeregel,
    Verdi,
    folder_of,
)
from erfaringsbank.records.links import EXCEPTIONS, STATUS, Lenkekontroll, Unntaksliste
from erfaringsbank.records.moved import MOVED, Flytteliste
from erfaringsbank.records.sokeord import OTHER_WORDS, SEARCH_WORDS, WAYS_IN, WORD_PARTS, Innganger, Søkeord
from erfaringsbank.records.values import ID

M = TypeVar("M", bound=BaseModel)

SETTINGS = "content/nettsted.yaml"
STRENGTH = "models/styrke.yaml"
SINGLE: dict[str, type[BaseModel]] = {
    SETTINGS: Nettsted,
    STRENGTH: Styrkeregel,
    EXCEPTIONS: Unntaksliste,
    STATUS: Lenkekontroll,
    MOVED: Flytteliste,
    SEARCH_WORDS: Søkeord,
}
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
    claimed: set[str] = field(default_factory=set)  # IDs that misnamed files seem to have
    unsure: set[str] = field(default_factory=set)  # vocabularies that could not be read whole
    vocabularies: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    sider: list[Side] = field(default_factory=list)
    single: dict[str, BaseModel | None] = field(default_factory=dict)  # the files of `SINGLE` that are there
    ordliste: dict[str, tuple[str, ...]] = field(default_factory=dict)
    naboord: dict[str, tuple[str, ...]] = field(default_factory=dict)
    innganger: dict[str, Innganger] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load(files: Iterable[tuple[str, bytes]]) -> tuple[Bank, list[Problem]]:
    """Read every file into one bank. `files` are (path relative to the project, content), in any order."""
    found, by_path = _Gathering(), dict(sorted(files))
    released = {path: raw for path, raw in by_path.items() if ledger.belongs(path)}
    for path, raw in by_path.items():
        if path not in released:
            _read(found, PurePosixPath(path), raw)
    utgaver, faults = ledger.read(released)
    found.problems += faults + _duplicates(found.files, utgaver.by_owner)
    if SETTINGS not in found.single:
        fix = "Kopier filen fra en annen bank, eller se datamodellen for feltene."
        found.problems.append(Problem(Place(SETTINGS), pages.MANGLER, "Filen med innstillinger mangler.", fix))
    broken = frozenset(id_ for id_ in found.claimed.union(found.files) if id_ not in found.records)
    bank = Bank(
        records=in_order(found.records.values()),
        sources=found.sources,
        broken=broken,
        vocabulary=Vocabulary(**found.vocabularies, unsure=frozenset(found.unsure), styrke=found.single.get(STRENGTH)),  # type: ignore[arg-type]
        nettsted=found.single.get(SETTINGS) or _PLACEHOLDER,  # type: ignore[arg-type]
        sider=tuple(sorted(found.sider, key=lambda side: side.path)),
        lenker=_links(found),
        søkeord=found.single.get(SEARCH_WORDS),  # type: ignore[arg-type]
        ordliste=found.ordliste,
        naboord=found.naboord,
        innganger=found.innganger,
        utgaver=utgaver,
        flytteliste=moved.flyttet if isinstance(moved := found.single.get(MOVED), Flytteliste) else (),
        complete=not found.problems,
    )
    return bank, ordered(found.problems)


def _read(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    """Send a file to the reader for its place in the tree."""
    parts = path.parts
    if str(path) in SINGLE:
        found.single[str(path)] = _one(found, path, raw, SINGLE[str(path)])
    elif str(path) in (WORD_PARTS, OTHER_WORDS) or (str(path.parent) == WAYS_IN and path.suffix == ".yaml"):
        _read_words(found, path, raw)
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


def _read_words(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    """What only the search reads: the made lists of words, and what people may write for each page."""
    if str(path) == WORD_PARTS:
        found.ordliste, problems = wordlist.read(str(path), raw)
        found.problems += problems
    elif str(path) == OTHER_WORDS:
        found.naboord, problems = wordlist.read_others(str(path), raw)
        found.problems += problems
    else:
        found.sources[str(path)], ways, faults = _ways_in(path, raw)
        found.problems += faults
        found.innganger |= {str(path): ways} if ways else {}


@lru_cache(maxsize=64)
def _ways_in(path: PurePosixPath, raw: bytes) -> tuple[Source, Innganger | None, tuple[Problem, ...]]:
    """A file of what people may write. Remembered: there are as many lines as in all records, and a preview reads the
    same ones again at every edit of a record."""
    alone = _Gathering()
    ways = _one(alone, path, raw, Innganger)
    return alone.sources[str(path)], ways, tuple(alone.problems)


def _one(found: _Gathering, path: PurePosixPath, raw: bytes, cls: type[M]) -> M | None:
    source, problems = reading.read(str(path), raw)
    found.problems += problems
    found.sources[str(path)] = source
    if source.data is None or not isinstance(source.data, dict):
        return None
    model, more = shape(cls, source)
    found.problems += more
    return None if problems else model


def _links(found: _Gathering) -> Lenker:
    """What is known of external addresses. A file that is not there knows nothing."""
    control, exceptions = found.single.get(STATUS), found.single.get(EXCEPTIONS)
    status = control.adresser if isinstance(control, Lenkekontroll) else ()
    unntak = exceptions.unntak if isinstance(exceptions, Unntaksliste) else ()
    return Lenker({entry.adresse: entry for entry in status}, unntak)


def _read_vocabulary(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    source, problems = reading.read(str(path), raw)
    found.problems += problems
    entries: dict[str, BaseModel] = {}
    for key in source.data if isinstance(source.data, dict) else ():
        value, more = shape(VOCABULARIES[path.stem], source, at=(key,))
        found.problems += more
        if value:
            entries[key] = value
    if problems or len(entries) < len(source.data):
        found.unsure.add(path.stem)
    found.vocabularies[path.stem] = entries
    found.sources[str(path)] = source


def _read_record(found: _Gathering, path: PurePosixPath, raw: bytes) -> None:
    cls = BY_FOLDER[path.parts[1]]
    name = FILE_STEM.fullmatch(path.stem)
    if not name or str(path.parent) != folder_of(cls) or name[1][0] != cls.bokstav:
        found.problems.append(_misnamed(path, cls))
        found.claimed |= _claimed(path.stem)
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
    name = FILE_STEM.fullmatch(path.stem)
    owner = BY_LETTER.get(name[1][0]) if name else None
    if owner:
        other = "" if owner is cls else f", eller gi den en ID som begynner med {cls.bokstav}"
        fix = f"Flytt filen til {folder_of(owner)}/{other}."
        return Problem(Place(str(path)), pages.FILNAVN, "Filen ligger i en mappe for en annen type.", fix)
    tidy = re.sub(r"^([a-z])-?0*", r"\1", re.sub(r"[\s_.-]+", "-", ascii_form(path.stem)))
    if FILE_STEM.fullmatch(tidy) and tidy[0] == cls.bokstav:
        fix = f"Mente du {tidy}.yaml?"
    else:
        right = f"{folder_of(cls)}/{cls.bokstav}12-kort-navn.yaml"
        fix = f"Det skal se slik ut: {right} (små bokstaver a–z, tall og bindestrek)."
    return Problem(Place(str(path)), pages.FILNAVN, f"Filnavnet passer ikke for typen {cls.navn}.", fix)


def _claimed(stem: str) -> set[str]:
    """The ID that a misnamed file seems to have, so that references to it are not reported too."""
    found = re.match(r"([A-Za-z])[-_ ]?0*([1-9][0-9]{0,5})(?![0-9])", stem)
    return {f"{found[1].lower()}{found[2]}"} if found else set()


def _stranger(path: PurePosixPath) -> Problem:
    return Problem(Place(str(path)), pages.UKJENT_FIL, "Filen blir ikke lest av noe.", _belonging(path))


def _belonging(path: PurePosixPath) -> str:
    """Where a file that nothing reads should have been, as far as its name tells."""
    folders = [*map(folder_of, BY_FOLDER.values()), "content/sider", "content/bilder", WAYS_IN]
    if path.suffix in (".yml", ".YAML", ".YML"):
        return f"Mente du {path.with_suffix('.yaml').name}?"
    if str(path.parent) in folders:
        suffix = ".md" if path.parent.name == "sider" else ".yaml"
        return f"Filene i {path.parent}/ slutter på {suffix}. Gi den et slikt navn, flytt den eller slett den."
    singles = [*SINGLE, WORD_PARTS, OTHER_WORDS, *(f"models/{name}.yaml" for name in VOCABULARIES)]
    near = suggestion(str(path), singles) if len(path.parts) == 2 else suggestion(str(path.parent), folders)
    return near or "Flytt filen til mappen den hører hjemme i, eller slett den."


def _duplicates(files: dict[str, list[str]], published: Iterable[str]) -> list[Problem]:
    """Two files with one ID: named in all but the first file, with the next free ID."""
    problems = []
    used = {*files, *filter(ID.fullmatch, published)}
    for id_, paths in files.items():
        for path in paths[1:]:
            free = next_free(id_[0], used)
            used.add(free)
            message = f"{id_} er alt brukt av {paths[0]}."
            fix = f"Bruk neste ledige:  erfaringsbank renumber {path} {free}"
            problems.append(Problem(Place(path), pages.DOBBEL_ID, message, fix))
    return problems


def next_free(letter: str, used: Iterable[str]) -> Id:
    """The ID after the highest in use. A gap is never filled: a number that was used once is never used again."""
    numbers = [int(id_[1:]) for id_ in used if id_[0] == letter]
    return Id(f"{letter}{max(numbers, default=0) + 1}")
