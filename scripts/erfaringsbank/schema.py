"""Records → JSON Schema (draft-07, what editors read) with Norwegian titles, descriptions and examples. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode
from pydantic_core import CoreSchema, core_schema

from erfaringsbank.records import TYPES, Record

DIALECT = "http://json-schema.org/draft-07/schema#"
FOLDER = "schema"
"""Where a bank keeps its schemas; the first line of each record points there."""


class Draft7(GenerateJsonSchema):
    """pydantic writes 2020-12; draft-07 differs in where definitions stand, and reads nothing beside a `$ref`."""

    schema_dialect = DIALECT

    def get_title_from_name(self, name: str) -> str:
        return name.replace("_", " ").capitalize()

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> dict[str, Any]:
        generated: dict[str, Any] = _draft7(super().generate(schema, mode))
        return {"$schema": DIALECT, **generated}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> dict[str, Any]:
        """A field that may be left out may not be left empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """A word to suggest is written as an author writes it. Lists and groups are not suggested."""
        generated = super().default_schema(schema)
        default = generated.pop("default", None)
        if isinstance(default, bool):
            default = "ja" if default else "nei"
        return generated | ({"default": default} if isinstance(default, str) else {})


def _draft7(node: Any) -> Any:
    if isinstance(node, list):
        return [_draft7(item) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {"definitions" if key == "$defs" else key: _draft7(value) for key, value in node.items()}
    for name, field in moved.get("properties", {}).items():
        field.setdefault("title", name.replace("_", " ").capitalize())
    return _reference(moved) if "$ref" in moved else moved


def _reference(node: dict[str, Any]) -> dict[str, Any]:
    """What stands beside a `$ref` is not read in draft-07; inside `allOf` the reference stands alone."""
    target = {"$ref": node.pop("$ref").replace("#/$defs/", "#/definitions/")}
    return {"allOf": [target], **node} if node else target


def schema(cls: type[Record]) -> dict[str, Any]:
    """The JSON Schema of one type of record, as an editor needs it while the file is written."""
    generated = cls.model_json_schema(schema_generator=Draft7)
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
