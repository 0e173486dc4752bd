"""Change records on disk without losing a comment or a word: rename, withdraw. (`renumbering` has its own module.)

The files are edited as text at the positions that `source` gives; no YAML is written anew, and nothing is written that
does not read back as it was meant.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypeAlias

from erfaringsbank.problems import UserError, suggestion
from erfaringsbank.project import Project
from erfaringsbank.reading.source import Source, read
from erfaringsbank.records import BY_LETTER, FILE_STEM, folder_of

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Value: TypeAlias = str | list[str]


def record_files(project: Project) -> dict[str, list[Path]]:
    """Every record file by ID, from the file names alone."""
    found: dict[str, list[Path]] = {}
    for cls in BY_LETTER.values():
        for path in sorted((project.root / folder_of(cls)).glob("*.yaml")):
            name = FILE_STEM.fullmatch(path.stem)
            if name and name[1][0] == cls.bokstav:
                found.setdefault(name[1], []).append(path)
    return found


def only_file(project: Project, id_: str) -> Path:
    """The one file that has an ID. Raises UserError when there is none, or more than one."""
    files = record_files(project)
    paths = files.get(id_, [])
    if not paths:
        raise UserError(f"Fant ingen fil for {id_}.", suggestion(id_, files) or "IDene står i filnavnene.")
    if len(paths) > 1:
        names = ", ".join(path.relative_to(project.root).as_posix() for path in paths)
        raise UserError(
            f"Flere filer har ID-en {id_}: {names}.",
            f"Gi den ene et nytt nummer:  erfaringsbank renumber {names.split(', ')[-1]} NY_ID",
        )
    return paths[0]


def _source(name: str, raw: bytes) -> Source:
    source, problems = read(name, raw)
    if problems:
        raise UserError(f"{name} har feil og kan ikke endres ennå.", "Kjør:  erfaringsbank check")
    return source


def edited(project: Project, path: Path, fields: Mapping[str, Value]) -> bytes:
    """The bytes of a record file with some top-level fields set; everything else stands as it stood."""
    name = path.relative_to(project.root).as_posix()
    raw = path.read_bytes()
    source, problems = _source(name, raw), []
    meant = {**source.data, **fields}
    for field, value in fields.items():
        raw = set_field(raw.decode(), source, field, _yaml(value)).encode()
        source, more = read(name, raw)
        problems += more
        if problems or not isinstance(source.data, dict):
            break
    if problems or source.data != meant:
        raise UserError(f"{name} er skrevet slik at feltene må settes for hånd.", f"Skriv selv: {', '.join(fields)}.")
    return raw


def _yaml(value: Value) -> str:
    """A value on one line. An ID or another plain word stands as it is."""
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    return value if re.fullmatch(r"\w+", value) else json.dumps(value, ensure_ascii=False)


def set_field(raw: str, source: Source, name: str, value: str) -> str:
    """The text of a file with one top-level field set. An existing field is replaced where it stands; others stay.

    `raw` is the text as it lies on disk, `source` what was read of it: they have the same lines.
    """
    lines = raw.split("\n")
    indent = " " * (min(column for loc, (_, column, _) in source.keys.items() if len(loc) == 1) - 1)
    entry = f"{indent}{name}: {value}"
    if (name,) not in source.keys:
        newline = "\r\n" if "\r\n" in raw else "\n"
        return f"{raw}{newline if lines[-1] else ''}{entry}{newline}"
    first, last = _block(source, name, len(lines))
    if first == last:
        fresh = [_on_one_line(lines[first], source, name, value)]
    else:
        ending = "\r" if lines[first].endswith("\r") else ""
        fresh = [entry + ending, *_comments(lines[first : last + 1], source.data[name])]
    return "\n".join([*lines[:first], *fresh, *lines[last + 1 :]])


def _on_one_line(line: str, source: Source, name: str, value: str) -> str:
    """The only line of a field with another value. A comment after it stays as it was written."""
    number, column, width = source.values[(name,)]
    given = source.data[name] is not None
    tail = source.text.split("\n")[number - 1][column - 1 + (width if given else 0) :]
    body = line.removesuffix("\r")
    after = next(body[at:] for at in range(len(body) + 1) if unicodedata.normalize("NFC", body[at:]) == tail)
    # A plain word before a comment is an error in a bank (text may be lost after «#»), so it is quoted there.
    shown = json.dumps(value, ensure_ascii=False) if after.strip() and re.fullmatch(r"\w+", value) else value
    return f"{body[: column - 1]}{'' if given else ' '}{shown}{after}{line[len(body) :]}"


def _comments(lines: list[str], value: object) -> list[str]:
    """The comments inside a list that stood on several lines. In a text, `#` is no comment."""
    if not isinstance(value, list):
        return []
    return [found[0] for line in lines if (found := re.search(r"(?:^|(?<=\s))#.*", line))]


def _block(source: Source, name: str, count: int) -> tuple[int, int]:
    """The first and last line of a field, counted from nought. Comments before the next field belong to that one."""
    lines = source.text.split("\n")
    starts = sorted(span[0] for loc, span in source.keys.items() if len(loc) == 1)
    first = source.keys[(name,)][0]
    last = next((start for start in starts if start > first), count + 1) - 1
    while last > first and re.match(r"\s*(#.*)?$", lines[last - 1]):
        last -= 1
    return first - 1, last - 1


def rename(project: Project, id_: str, slug: str) -> str:
    """Give a record a new slug and remember the old one. Gives the sentence to show."""
    path = only_file(project, id_)
    if not _SLUG.fullmatch(slug):
        raise UserError(f"«{slug}» kan ikke stå i en adresse.", "Bruk små bokstaver a–z, tall og bindestrek.")
    old = path.stem.split("-", 1)[1]
    if slug == old:
        return f"{id_} heter allerede {slug}."
    earlier = [name for name in dict.fromkeys([*_earlier(project, path), old]) if name != slug]
    text = edited(project, path, {"tidligere_adresser": earlier})
    fresh = path.with_name(f"{id_}-{slug}.yaml")
    path.write_bytes(text)
    path.rename(fresh)
    return f"{id_} ligger nå i {fresh.relative_to(project.root).as_posix()}. Den gamle adressen leder dit."


def _earlier(project: Project, path: Path) -> list[str]:
    """The slugs a record has had before."""
    name = path.relative_to(project.root).as_posix()
    earlier = _source(name, path.read_bytes()).data.get("tidligere_adresser", [])
    if not isinstance(earlier, list) or not all(isinstance(slug, str) for slug in earlier):
        raise UserError(f"tidligere_adresser i {name} er ikke en liste.", "Kjør:  erfaringsbank check")
    return earlier


def withdraw(project: Project, id_: str, because: str, replaced_by: str | None) -> str:
    """Mark a record as withdrawn, or as replaced by another. Gives the sentence to show."""
    path = only_file(project, id_)
    if replaced_by and replaced_by not in record_files(project):
        raise UserError(f"{replaced_by} finnes ikke.", "Lag posten som gjelder i stedet, først.")
    if replaced_by == id_:
        raise UserError("En post kan ikke erstatte seg selv.", "Gi ID-en til posten som gjelder i stedet.")
    if not because.strip():
        raise UserError("Grunnen er tom.", "Skriv hvorfor posten trekkes, med --fordi.")
    because = unicodedata.normalize("NFC", because)
    fields: dict[str, Value] = {"tilstand": "erstattet" if replaced_by else "trukket", "trukket_fordi": because}
    fields |= {"erstattet_av": replaced_by} if replaced_by else {}
    path.write_bytes(edited(project, path, fields))
    told = f"{id_} er {fields['tilstand']}, og adressen lever videre."
    return f"{told} Kjør «erfaringsbank check» for å se hvem som viser til den."


def refuse_strangers(folder: Path, ours: Collection[str]) -> None:
    """Refuse to write a set of files into a folder that holds something else: what is stale there is removed."""
    strangers = sorted(path.name for path in folder.glob("*") if path.name not in ours)
    if strangers:
        message = f"{folder} inneholder noe annet ({strangers[0]}), som ville blitt slettet."
        raise UserError(message, "Velg en tom mappe.")
