"""`new`: the next free ID and a commented skeleton, made from the record itself."""

from __future__ import annotations

import json
import re
import typing
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotated_types import MinLen
from pydantic.fields import FieldInfo

from erfaringsbank import schema
from erfaringsbank.authoring.editing import record_files
from erfaringsbank.load import load, next_free
from erfaringsbank.norsk import ascii_form
from erfaringsbank.problems import UserError, suggestion
from erfaringsbank.project import Project
from erfaringsbank.published import ids_published
from erfaringsbank.records import TYPES, Record, Utsagn, folder_of
from erfaringsbank.rules.care import UNFILLED

_OFTEN_OPTIONAL = ("kilder", "sist_sjekket")


def new(project: Project, type_: str, title: str) -> str:
    """Write the skeleton of a new record and give its path relative to the project. Never writes over a file."""
    cls = type_named(type_)
    id_ = next_free(cls.bokstav, _used(project))
    path = Path(folder_of(cls)) / f"{id_}-{slug_of(title) or 'nytt-navn'}.yaml"
    target = project.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(skeleton(cls, id_, title))
    return path.as_posix()


def _used(project: Project) -> set[str]:
    """The IDs that are taken: those of the files, those that are published, and those someone still refers to."""
    bank, _ = load(project.files())
    referred = (edge.target for edges in bank.edges.values() for edge in edges)
    return {*record_files(project), *ids_published(bank), *referred}


def type_named(name: str) -> type[Record]:
    """A type by its name, plural, folder or letter, with or without Norwegian letters."""
    names = {key: cls for cls in TYPES for key in (cls.navn, cls.flertall, cls.mappe, cls.bokstav)}
    plain = {ascii_form(key): cls for key, cls in names.items()}
    found = names.get(name.lower()) or plain.get(name.lower())
    if found is None:
        kinds = ", ".join(cls.navn for cls in TYPES)
        raise UserError(f"Det finnes ingen type som heter «{name}».", suggestion(name, names) or f"Typene er {kinds}.")
    return found


def slug_of(title: str) -> str:
    """A short name for the address: at most six words of a–z and digits."""
    letters = unicodedata.normalize("NFKD", ascii_form(unicodedata.normalize("NFC", title)))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in letters if not unicodedata.combining(letter)))
    return "-".join(words[:6])


def skeleton(cls: type[Record], id_: str, title: str) -> str:
    """The file of a new record: required fields to fill in, the others as comments."""
    lines = [
        modeline(cls),
        f"# {cls.navn.capitalize()} {id_}. {_one_line(cls.__doc__)}",
        f"# Skriv der det står {UNFILLED}, slett det du ikke trenger, og kjør:  erfaringsbank check",
        "",
    ]
    for name, field in _in_order(cls):
        lines += [*_comments(field), *_entry(name, field, title), ""]
    return "\n".join(lines).rstrip() + "\n"


def modeline(cls: type[Record]) -> str:
    """The comment that tells an editor which schema the file follows. Every record lies two folders down."""
    return f"# yaml-language-server: $schema=../../{schema.FOLDER}/{schema.file_name(cls)}"


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _in_order(cls: type[Record]) -> Iterator[tuple[str, FieldInfo]]:
    """Required fields first, then the type's own, then the few common ones that matter while writing."""
    common = set(Record.model_fields)
    fields = cls.model_fields.items()
    yield from ((name, field) for name, field in fields if field.is_required())
    yield from ((name, field) for name, field in fields if not field.is_required() and name not in common)
    yield from ((name, field) for name, field in fields if name in _OFTEN_OPTIONAL)


def _comments(field: FieldInfo) -> Iterator[str]:
    yield f"# {_one_line(field.description)}"
    if choices := _choices(field.annotation):
        yield f"# Velg: {', '.join(choices)}"


def _entry(name: str, field: FieldInfo, title: str) -> list[str]:
    if not field.is_required():
        return [f"# {name}:"]
    if name == "tittel" and title:
        return [f"{name}: {json.dumps(title, ensure_ascii=False)}"]
    if typing.get_origin(field.annotation) is not tuple:
        return [f"{name}: {_blank(field.annotation)}"]
    fewest = next((rule.min_length for rule in field.metadata if isinstance(rule, MinLen)), 1)
    return [f"{name}:", *[f"  - {_blank(typing.get_args(field.annotation)[0])}"] * fewest]


def _blank(annotation: Any) -> str:
    """What stands where something must be written; a statement ends with its source."""
    is_statement = Utsagn in (annotation, *typing.get_args(annotation))
    return f'"{UNFILLED} [k…]"' if is_statement else UNFILLED


def _choices(annotation: Any) -> tuple[str, ...]:
    """The fixed choices of a field, also inside `| None`."""
    if typing.get_origin(annotation) is typing.Literal:
        return typing.get_args(annotation)
    return next((found for part in typing.get_args(annotation) if (found := _choices(part))), ())
