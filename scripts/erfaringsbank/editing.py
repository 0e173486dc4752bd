"""Change records on disk without losing a comment or a word: rename, withdraw, renumber.

The files are edited as text at the positions that `source` gives; no YAML is written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from erfaringsbank.problems import UserError, suggestion
from erfaringsbank.project import Project
from erfaringsbank.records import BY_LETTER, FILE_STEM, folder_of
from erfaringsbank.records.values import ID
from erfaringsbank.source import Source, read

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def record_files(project: Project) -> dict[str, list[Path]]:
    """Every record file by ID, from the file names alone."""
    found: dict[str, list[Path]] = {}
    for cls in BY_LETTER.values():
        for path in sorted((project.root / folder_of(cls)).glob("*.yaml")):
            name = FILE_STEM.fullmatch(path.stem)
            if name:
                found.setdefault(name[1], []).append(path)
    return found


def _only_file(project: Project, id_: str) -> Path:
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


def _source(project: Project, path: Path) -> Source:
    name = path.relative_to(project.root).as_posix()
    source, problems = read(name, path.read_bytes())
    if problems:
        raise UserError(f"{name} har feil og kan ikke endres ennå.", "Kjør:  erfaringsbank check")
    return source


def set_field(source: Source, name: str, value: str) -> str:
    """The text of a file with one top-level field set. An existing field is replaced where it stands; others stay."""
    lines = source.text.rstrip("\n").split("\n")
    entry = f"{name}: {value}"
    starts = sorted(span[0] for loc, span in source.keys.items() if len(loc) == 1)
    if (name,) not in source.keys:
        return "\n".join([*lines, entry]) + "\n"
    first = source.keys[(name,)][0]
    after = next((start for start in starts if start > first), len(lines) + 1)
    while after - 1 > first and re.match(r"\s*(#.*)?$", lines[after - 2]):
        after -= 1  # comments and empty lines before the next field belong to it
    return "\n".join([*lines[: first - 1], entry, *lines[after - 1 :]]) + "\n"


def rename(project: Project, id_: str, slug: str) -> str:
    """Give a record a new slug and remember the old one. Gives the sentence to show."""
    path = _only_file(project, id_)
    if not _SLUG.fullmatch(slug):
        raise UserError(f"«{slug}» kan ikke stå i en adresse.", "Bruk små bokstaver a–z, tall og bindestrek.")
    old = path.stem.split("-", 1)[1]
    if slug == old:
        return f"{id_} heter allerede {slug}."
    source = _source(project, path)
    earlier = [name for name in (*source.data.get("tidligere_adresser", []), old) if name != slug]
    path.write_text(set_field(source, "tidligere_adresser", f"[{', '.join(earlier)}]"), encoding="utf-8", newline="\n")
    fresh = path.with_name(f"{id_}-{slug}.yaml")
    path.rename(fresh)
    return f"{id_} ligger nå i {fresh.relative_to(project.root).as_posix()}. Den gamle adressen leder dit."


def withdraw(project: Project, id_: str, because: str, replaced_by: str | None) -> str:
    """Mark a record as withdrawn, or as replaced by another. Gives the sentence to show."""
    path = _only_file(project, id_)
    if replaced_by and replaced_by not in record_files(project):
        raise UserError(f"{replaced_by} finnes ikke.", "Lag posten som gjelder i stedet, først.")
    if replaced_by == id_:
        raise UserError("En post kan ikke erstatte seg selv.", "Gi ID-en til posten som gjelder i stedet.")
    fields = {
        "tilstand": "erstattet" if replaced_by else "trukket",
        "trukket_fordi": json.dumps(because, ensure_ascii=False),
    }
    fields |= {"erstattet_av": replaced_by} if replaced_by else {}
    for name, value in fields.items():
        path.write_text(set_field(_source(project, path), name, value), encoding="utf-8", newline="\n")
    told = f"{id_} er {fields['tilstand']}, og adressen lever videre."
    return f"{told} Kjør «erfaringsbank check» for å se hvem som viser til den."


def renumber(project: Project, old: str, new: str) -> Iterator[str]:
    """Give a file another ID. `old` is an ID that one file has, or the path of one file. Yields the lines to show.

    With a path whose ID other files share, references are named and not changed: no one can know whom they meant.
    """
    path, id_ = _file_and_id(project, old)
    files = record_files(project)
    if not ID.fullmatch(new) or new[0] != id_[0]:
        raise UserError(f"«{new}» kan ikke bli ID for en {BY_LETTER[id_[0]].navn}.", f"Skriv {id_[0]} og et tall.")
    if new in files:
        raise UserError(f"{new} er opptatt av {files[new][0].name}.", "Velg et nummer ingen har brukt.")
    fresh = path.with_name(f"{new}{path.stem[len(id_) :]}.yaml")
    path.rename(fresh)
    yield f"{id_} er nå {new}: {fresh.relative_to(project.root).as_posix()}"
    shared = len(files[id_]) > 1
    for file in _content_files(project):
        text = file.read_text(encoding="utf-8")
        changed, count = replace_references(text, id_, new)
        name = file.relative_to(project.root).as_posix()
        if count and shared and file != fresh:
            yield f"Se over selv: {name} viser til {id_} ({count})"
        elif count:
            file.write_text(changed, encoding="utf-8", newline="\n")
            yield f"Rettet {name} ({count})"


def _file_and_id(project: Project, old: str) -> tuple[Path, str]:
    if ID.fullmatch(old):
        return _only_file(project, old), old
    path = next((path for path in (Path(old).resolve(), project.root / old) if path.is_file()), None)
    name = FILE_STEM.fullmatch(path.stem) if path else None
    if path is None or name is None:
        raise UserError(f"«{old}» er verken en ID eller en post.", "Skriv f46, eller filnavnet.")
    return path, name[1]


def _content_files(project: Project) -> Iterable[Path]:
    return (project.root / name for name, _ in project.files() if name.endswith((".yaml", ".md")))


def replace_references(text: str, old: str, new: str) -> tuple[str, int]:
    """Replace an ID where it is a reference: after @, in a list of IDs, or alone as a value. Gives text and count."""
    one = rf"\b{old}\b"
    mention, mentions = re.subn(rf"(?<![\w@])@{old}(?!\w)", f"@{new}", text)
    counts = [mentions]

    def in_list(match: re.Match[str]) -> str:
        replaced, count = re.subn(one, new, match[0])
        counts.append(count)
        return replaced

    lists = re.sub(r"\[\s*[a-z]\d+(?:\s*,\s*[a-z]\d+)*\s*,?\s*\]", in_list, mention)
    alone = rf"(?m)((?:^\s*(?:- )+|[\wæøåÆØÅ]: )){old}(?=\s*(?:[,}}]|$))"
    done, count = re.subn(alone, rf"\g<1>{new}", lists)
    return done, sum(counts) + count


def empty_or_ours(folder: Path) -> None:
    """Refuse to write a set of files into a folder that holds something else: what is stale there is removed."""
    strangers = [path for path in folder.glob("*") if path.suffix not in (".json", ".csv")]
    if strangers:
        message = f"{folder} inneholder noe annet ({strangers[0].name}), som ville blitt slettet."
        raise UserError(message, "Velg en tom mappe.")
