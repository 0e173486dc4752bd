"""Records → JSON Schema of the open data, at addresses that never change. Pure.

An author writes «64 prosent. [k1]» and «ja»; the data say `{"tekst": …, "kilder": […]}` and `true`. `schema` is about
the first, this about the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode
from pydantic_core import CoreSchema, core_schema

from erfaringsbank.bank import Bank
from erfaringsbank.opendata.exports import SCHEMAS, File, address, as_json, colophon
from erfaringsbank.records import TYPES, Funn, Record, Styrkeregel, Verdi
from erfaringsbank.schema import DIALECT, Draft7

FOLDER = "data/skjema"
_PARTS: dict[type[BaseModel], str] = {Styrkeregel: "regelen for styrke", Verdi: "et ord i ordforrådene"}
_STRENGTH = {
    "type": "object",
    "title": "Styrke",
    "description": "Styrken banken har regnet ut for funnet, med begrunnelsen. Regelen står på siden /styrke/.",
    "required": ["trinn", "retning", "fordi"],
    "additionalProperties": False,
    "properties": {
        "trinn": {"type": "integer", "title": "Trinn", "description": "Trinnet på stigen.", "minimum": 0},
        "retning": {
            "type": "string",
            "title": "Retning",
            "description": "Veien funnet peker når det som taler mot, er regnet med.",
        },
        "fordi": {
            "type": "array",
            "title": "Fordi",
            "description": "Grunnene, med nøklene i regelen.",
            "items": {"type": "string"},
        },
    },
}


class _Exported(Draft7):
    """What comes out: texts are texts, a statement has one form, and nothing is suggested."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "serialization") -> dict[str, Any]:
        made: dict[str, Any] = _as_written_out(super().generate(schema, mode))
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        generated = super().default_schema(schema)
        generated.pop("default", None)
        return generated


def _as_written_out(node: Any) -> Any:
    """A text may be written as a number in YAML, but is a text in the data."""
    if isinstance(node, list):
        return [_as_written_out(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: "string" if key == "type" and value == ["string", "number"] else _as_written_out(value)
        for key, value in node.items()
    }


def record_schema(cls: type[Record]) -> dict[str, Any]:
    """The schema of one record of a type, as it stands in the data."""
    made = _model(cls) | {"title": cls.navn.capitalize()}
    made["properties"] = _identity(cls) | made["properties"]
    made["required"] = [*_identity(cls), *made.get("required", [])]
    if cls is Funn:
        made["properties"]["styrke"] = _STRENGTH
    return made


def _model(cls: type[BaseModel]) -> dict[str, Any]:
    return cls.model_json_schema(schema_generator=_Exported, mode="serialization") | {"additionalProperties": False}


def _identity(cls: type[Record]) -> dict[str, Any]:
    """What the bank knows of every record beside its own fields."""
    return {
        "id": {
            "type": "string",
            "title": "Id",
            "description": "IDen, som aldri blir brukt om igjen.",
            "pattern": f"^{cls.bokstav}[1-9][0-9]{{0,5}}$",
        },
        "type": {"const": cls.navn, "title": "Type", "description": "Hva slags post det er."},
        "side": {"type": "string", "title": "Side", "description": "Adressen til siden.", "format": "uri"},
        "overskrift": {
            "type": "string",
            "title": "Overskrift",
            "description": "Tittelen slik leseren ser den, med tallene satt inn.",
        },
    }


def schema_files(bank: Bank, today: date) -> Iterator[File]:
    """One schema a type, one for the file of a record, and one for the file with everything."""
    for cls in TYPES:
        about = f"JSON Schema for {cls.flertall} i dataene."
        yield _file(bank, today, cls.mappe, record_schema(cls), about)
    for part, what in _PARTS.items():
        about = f"JSON Schema for {what}."
        yield _file(bank, today, part.__name__.lower(), _model(part), about)
    yield _file(bank, today, "post", _one(), "JSON Schema for filen med én post.")
    yield _file(bank, today, "erfaringsbank", _all(), "JSON Schema for filen med alle postene.")


def _file(bank: Bank, today: date, name: str, schema: Mapping[str, Any], about: str) -> File:
    path = f"{FOLDER}/{name}.json"
    told = colophon(bank, today)
    comment = f"{told['navn']}, utgave {told['utgave']}, {told['dato']}. {told['lisens']}"
    head = {"$schema": DIALECT, "$id": address(bank, path), "$comment": comment}
    rest = {key: value for key, value in schema.items() if key not in head}
    return File(path, as_json(head | rest), about, SCHEMAS)


def _one() -> dict[str, Any]:
    """A record's own file. The type of the record decides which schema it must follow."""
    return _object("Én post", {"om": _ABOUT, "post": _RECORD})


def _all() -> dict[str, Any]:
    words = {"type": "object", "additionalProperties": {"$ref": "verdi.json"}}
    rule = {"anyOf": [{"type": "null"}, {"$ref": "styrkeregel.json"}]}
    known = dict.fromkeys(("temaer", "utfall", "akser"), words) | {"styrke": rule}
    about = "Ordene verdiene er hentet fra, og regelen for styrke."
    vocabularies = _object("Ordforråd", known) | {"description": about}
    records = {"type": "array", "items": _RECORD, "description": "Alle postene."}
    return _object("Alt i banken", {"om": _ABOUT, "ordforråd": vocabularies, "poster": records})


def _object(title: str, properties: dict[str, Any]) -> dict[str, Any]:
    shape = {"type": "object", "required": list(properties), "additionalProperties": False}
    return {"title": title, **shape, "properties": properties}


_ABOUT: dict[str, Any] = {
    "type": "object",
    "description": "Hva filen er: utgave, dato, lisens, og adressen der den nyeste alltid ligger.",
    "required": ["navn", "adresse", "utgiver", "utgave", "dato", "lisens", "nyeste"],
    "additionalProperties": {"type": "string"},
    "properties": {"dato": {"type": "string", "format": "date"}, "nyeste": {"type": "string", "format": "uri"}},
}
_RECORD: dict[str, Any] = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"enum": [cls.navn for cls in TYPES]}},
    "allOf": [
        {"if": {"properties": {"type": {"const": cls.navn}}}, "then": {"$ref": f"{cls.mappe}.json"}} for cls in TYPES
    ],
}
