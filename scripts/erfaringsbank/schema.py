"""Records → JSON Schema (draft-07, what editors read) with Norwegian titles, descriptions and examples. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import CoreSchema

from erfaringsbank.records import TYPES, Record

DIALECT = "http://json-schema.org/draft-07/schema#"
FOLDER = "schema"
"""Where a bank keeps its schemas; the first line of each record points there."""


class _Draft7(GenerateJsonSchema):
    """pydantic writes 2020-12; the two differ only in where definitions stand for what records use."""

    schema_dialect = DIALECT

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> dict[str, Any]:
        generated = super().generate(schema, mode)
        moved: dict[str, Any] = _moved(generated)
        return {"$schema": DIALECT, **moved}


def _moved(node: Any) -> Any:
    if isinstance(node, dict):
        return {_key(key): _moved(_target(key, value)) for key, value in node.items()}
    return [_moved(item) for item in node] if isinstance(node, list) else node


def _key(key: str) -> str:
    return "definitions" if key == "$defs" else key


def _target(key: str, value: Any) -> Any:
    return value.replace("#/$defs/", "#/definitions/") if key == "$ref" else value


def schema(cls: type[Record]) -> dict[str, Any]:
    """The JSON Schema of one type of record, as an editor needs it while the file is written."""
    generated = cls.model_json_schema(schema_generator=_Draft7)
    generated["title"] = cls.navn.capitalize()
    generated["additionalProperties"] = False
    return generated


def schemas() -> dict[str, dict[str, Any]]:
    """All schemas by file name: `funn.schema.json`."""
    return {file_name(cls): schema(cls) for cls in TYPES}


def file_name(cls: type[Record]) -> str:
    """The file of a type's schema: `funn.schema.json`."""
    return f"{cls.mappe}.schema.json"


def files() -> Iterator[tuple[str, bytes]]:
    """(file name, JSON) of every schema."""
    for name, content in schemas().items():
        yield name, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
