"""The open data described for programs: a Frictionless Data Package, with the fields of each table. Pure.

The package is version 1 of the standard (specs.frictionlessdata.io), which is what tools read today. What a field is
is read from the model: its type, its docstring, its choices, and which table a reference leads to.
"""

from __future__ import annotations

import csv
import hashlib
import io
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from erfaringsbank.bank import Bank
from erfaringsbank.opendata.exports import COLOPHON, CONTENT_LICENCE, MACHINES, File, address, as_json, columns
from erfaringsbank.reading.shape import unwrap
from erfaringsbank.records import BY_LETTER, TYPES, Funn, Record
from erfaringsbank.records.values import Id, Kind
from erfaringsbank.templating import anchor

PATH = "data/datapackage.json"
DIALECT = {
    "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False,
    "header": True,
}  # fmt: skip
_MEDIA = {"csv": "text/csv", "json": "application/json"}
_BY_PATH: dict[str, type[Record]] = {f"data/{cls.mappe}.csv": cls for cls in TYPES}
_IDENTITY = {
    "type": ("Type", "Hva slags post det er."),
    "side": ("Side", "Adressen til siden."),
    "overskrift": ("Overskrift", "Tittelen slik leseren ser den, med tallene satt inn."),
}
_COLOPHON = {
    "utgave": "Utgaven av datasettet.", "dato": "Dagen filen er laget.", "lisens": "Lisensen for datasettet.",
}  # fmt: skip
_STRENGTH = {
    "name": "styrke", "type": "object", "title": "Styrke",
    "description": "Styrken banken har regnet ut: trinn, retning og grunner, som JSON.",
}  # fmt: skip


def package(bank: Bank, today: date, files: Sequence[File]) -> Iterator[File]:
    """The package of the exported files: every CSV and JSON that lies beside it."""
    site = bank.nettsted
    own = [file for file in files if file.path.startswith("data/") and file.path.rpartition(".")[2] in _MEDIA]
    described = {
        "profile": "data-package",
        "name": str(anchor(site.navn)) or "data",
        "id": address(bank, PATH),
        "title": str(site.navn),
        "description": f"{site.undertittel} Hver post ligger også for seg: {address(bank, '<id>/post.json')}",
        "homepage": address(bank),
        "version": site.utgave,
        "created": f"{today.isoformat()}T00:00:00Z",
        "licenses": [_licence()],
        "contributors": [{"title": str(site.utgiver), "role": "publisher"}],
        "keywords": [str(word.navn) for word in bank.vocabulary.temaer.values()],
        "resources": [_resource(file) for file in own],
    }
    told = {name: value for name, value in described.items() if value != []}
    yield File(PATH, as_json(told), "Beskrivelse av filene og av hvert felt i tabellene (Frictionless).", MACHINES)


def _licence() -> dict[str, str]:
    return {"name": "CC-BY-4.0", "title": "Creative Commons Navngivelse 4.0 Internasjonal", "path": CONTENT_LICENCE}


def _resource(file: File) -> dict[str, Any]:
    """One file, with its size and checksum; a table also with its fields."""
    name = file.path.removeprefix("data/")
    ending = name.rpartition(".")[2]
    common = {
        "name": name.removesuffix(f".{ending}").replace("/", "-") + ("" if ending == "csv" else "-json"),
        "path": name,
        "description": file.about,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "encoding": "utf-8",
        "bytes": len(file.data),
        "hash": f"sha256:{hashlib.sha256(file.data).hexdigest()}",
    }
    if ending != "csv":
        return common
    cls = _BY_PATH.get(file.path)
    schema = table_schema(cls) if cls else _unknown(file)
    return {"profile": "tabular-data-resource", **common, "dialect": DIALECT, "schema": schema}


def table_schema(cls: type[Record]) -> dict[str, Any]:
    """The fields of a type's table in order, its key, and the tables that single references lead to."""
    schema: dict[str, Any] = {
        "fields": [_column(cls, name) for name in columns(cls)] + [_of_colophon(name) for name in COLOPHON],
        "missingValues": [""],
        "primaryKey": "id",
    }
    keys = [_foreign(cls, name, other) for name, other in _references(cls)]
    return schema | ({"foreignKeys": keys} if keys else {})


def _column(cls: type[Record], name: str) -> dict[str, Any]:
    if name == "id":
        pattern = {"required": True, "unique": True, "pattern": f"{cls.bokstav}[1-9][0-9]{{0,5}}"}
        return _described("id", "string", "Id", "IDen, som aldri blir brukt om igjen.", pattern)
    if name in _IDENTITY:
        title, about = _IDENTITY[name]
        return _described(name, "string", title, about, {"required": True})
    if name == "styrke" and cls is Funn:
        return _STRENGTH
    return _field(name, cls.model_fields[name])


def _of_colophon(name: str) -> dict[str, Any]:
    kind = "date" if name == "dato" else "string"
    return _described(f"datasett_{name}", kind, f"Datasett {name}", _COLOPHON[name], {"required": True})


def _described(name: str, kind: str, title: str, about: str, constraints: dict[str, Any]) -> dict[str, Any]:
    field = {"name": name, "type": kind, "title": title, "description": about}
    return field | ({"constraints": constraints} if constraints else {})


def _field(name: str, field: FieldInfo) -> dict[str, Any]:
    """A field of the model as a column: how a cell is to be read, and what may stand there."""
    kind, note, constraints = _kind(field.annotation)
    about = " ".join(part for part in (field.description or "", note) if part)
    constraints |= {"required": True} if field.is_required() else {}
    told = _described(name, kind, name.replace("_", " ").capitalize(), about, constraints)
    return told | ({"trueValues": ["ja"], "falseValues": ["nei"]} if kind == "boolean" else {})


def _kind(annotation: Any) -> tuple[str, str, dict[str, Any]]:
    """How a cell of such values reads: its type in the standard, what the reader must know, and its constraints."""
    if _is_either(annotation):
        return "string", "Et tall, eller ordene som sier hvorfor det ikke er noe tall.", {}
    value = unwrap(annotation)
    origin = typing.get_origin(value)
    if origin is tuple:
        inner = unwrap(typing.get_args(value)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return "array", "En liste som JSON.", {}
        return "string", "Flere er skilt med semikolon.", {}
    if origin is typing.Literal:
        return "string", "", {"enum": list(typing.get_args(value))}
    if origin is dict or (isinstance(value, type) and issubclass(value, BaseModel)):
        return "object", "Felt som JSON.", {}
    return {bool: ("boolean", "Ja eller nei.", {}), int: ("integer", "", {})}.get(value, ("string", "", {}))


def _is_either(annotation: Any) -> bool:
    """Whether a value may be of more than one kind: a count, or «ikke lest»."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    union = typing.get_origin(annotation) in (typing.Union, types.UnionType)
    return union and sum(part is not type(None) for part in typing.get_args(annotation)) > 1


def _references(cls: type[Record]) -> Iterator[tuple[str, type[Record]]]:
    """The fields that hold one reference to one type of record."""
    for name, field in cls.model_fields.items():
        letters = [mark.letters for mark in _marks(field) if isinstance(mark, Kind)]
        if unwrap(field.annotation) is Id and letters and len(letters[0]) == 1:
            yield name, BY_LETTER[letters[0]]


def _marks(field: FieldInfo) -> Iterator[Any]:
    """What an annotation says beside the type, at any depth."""
    waiting: list[Any] = [field.annotation, *field.metadata]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += getattr(part, "__metadata__", ())
        waiting += [one for one in typing.get_args(part) if typing.get_origin(part) is not typing.Literal]


def _foreign(cls: type[Record], name: str, other: type[Record]) -> dict[str, Any]:
    resource = "" if other is cls else other.mappe
    return {"fields": name, "reference": {"resource": resource, "fields": "id"}}


def _unknown(file: File) -> dict[str, Any]:
    """The schema of a table that is no type of record: its own header, every cell a text."""
    header = next(csv.reader(io.StringIO(file.data.decode(), newline="")))
    fields = [{"name": name, "type": "string", "title": name.replace("_", " ").capitalize()} for name in header]
    return {"fields": fields, "missingValues": [""]}
