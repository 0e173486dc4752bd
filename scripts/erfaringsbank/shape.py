"""Does a file have the shape of its record? pydantic's verdicts become problems in Norwegian, with place and fix.

All of pydantic's error types that plain YAML values can provoke are translated; a test mutates real records and fails
when one shows up that is not.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from erfaringsbank import shape_manual as pages
from erfaringsbank.problems import MANUAL, Problem, suggestion
from erfaringsbank.source import Source
from erfaringsbank.yaml_tree import Loc

Model = TypeVar("Model", bound=BaseModel)

UNTRANSLATED = "felt-uoversatt"


def shape(cls: type[Model], source: Source, *, at: Loc = ()) -> tuple[Model | None, list[Problem]]:
    """Validate the value at `at` in a source as `cls`. Gives the model, or None with at least one problem."""
    data = source.data
    for key in at:
        data = data[key]
    empty = [loc for loc in _empties(data, at) if not source.is_poisoned(loc)]
    problems = [_empty_problem(source, loc) for loc in empty]
    try:
        model = cls.model_validate(data)
    except ValidationError as error:
        silent = (*empty, *source.poisoned)
        grouped = _by_value(source, at, error)
        return None, problems + [
            _problem(cls, source, at, loc, errors)
            for loc, errors in grouped.items()
            if not any(loc[: len(bad)] == bad for bad in silent)
        ]
    return (None if problems else model), problems


def _empties(data: Any, loc: Loc) -> Iterator[Loc]:
    """Values left empty after a colon or a dash. An empty field is either forgotten or should be deleted."""
    if data is None:
        yield loc
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _empties(value, (*loc, key))


def _empty_problem(source: Source, loc: Loc) -> Problem:
    name = loc[-1] if loc and isinstance(loc[-1], str) else "punktet"
    fix = "Skriv en verdi, eller slett linjen."
    return Problem(source.place(loc, key=True), pages.TOMT, f"«{name}» er tomt.", fix)


def _by_value(source: Source, at: Loc, error: ValidationError) -> Mapping[Loc, list[ErrorDetails]]:
    """The errors by the place in the file that they are about; a union complains once for each of its members."""
    grouped: dict[Loc, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        loc = (*at, *details["loc"])
        if details["type"] != "missing":
            while loc and loc not in source.values:
                loc = loc[:-1]
        grouped.setdefault(loc, []).append(details)
    return grouped


def _problem(cls: type[BaseModel], source: Source, at: Loc, loc: Loc, errors: list[ErrorDetails]) -> Problem:
    details = errors[0]
    kind = details["type"]
    if kind in MANUAL:  # one of our own, already in Norwegian
        return Problem(source.place(loc), kind, details["msg"], _FIXES.get(kind, "Se regelen for et eksempel."))
    if kind == "missing":
        return _missing(cls, source, at, loc)
    if kind == "extra_forbidden":
        return _unknown_field(cls, source, at, loc)
    code, message, fix = _value_fault(errors)
    if code == pages.VALG:
        fix = suggestion(str(details["input"]), _choices(errors)) or fix
    return Problem(source.place(loc), code, message, fix)


_FIXES = {
    "id-form": "En ID er en liten bokstav og et tall, for eksempel k12.",
    "tom-tekst": "Skriv en tekst, eller slett linjen.",
    "lang-tittel": "Kort ned tittelen, og flytt resten til et eget felt.",
    "ja-nei": "Skriv ja eller nei.",
    "dato-form": "Skriv året, året og måneden, eller hele datoen.",
    "mening-uten-hvem": "Legg til «hvem: …» med rollen eller organisasjonen.",
    "usikker-uten-hvorfor": "Legg til «hvorfor: …» med det som gjør det usikkert.",
}


def _missing(cls: type[BaseModel], source: Source, at: Loc, loc: Loc) -> Problem:
    name = str(loc[-1])
    parent = model_at(cls, loc[len(at) : -1])
    field = parent.model_fields.get(name) if parent else None
    fix = f"Legg til «{name}: …». {field.description if field and field.description else ''}".strip()
    return Problem(source.place(loc[:-1]), pages.MANGLER, f"Feltet «{name}» mangler.", fix)


def _unknown_field(cls: type[BaseModel], source: Source, at: Loc, loc: Loc) -> Problem:
    name = str(loc[-1])
    parent = model_at(cls, loc[len(at) : -1])
    known = list(parent.model_fields) if parent else []
    fix = suggestion(name, known) or f"Feltene her er: {', '.join(known)}."
    return Problem(source.place(loc, key=True), pages.UKJENT, f"Feltet «{name}» finnes ikke her.", fix)


def _choices(errors: list[ErrorDetails]) -> list[str]:
    expected = (str(error.get("ctx", {}).get("expected", "")) for error in errors)
    return [choice for text in expected for choice in re.findall(r"'([^']*)'", text)]


def _value_fault(errors: list[ErrorDetails]) -> tuple[str, str, str]:
    """Code, message and fix for a value of the wrong kind."""
    kinds = {error["type"] for error in errors}
    value, context = errors[0]["input"], errors[0].get("ctx", {})
    choices = _choices(errors)
    number = kinds & {"int_parsing", "int_type", "int_from_float", "int_parsing_size"}
    if choices and number:
        return pages.TALL, f"«{_short(value)}» passer ikke her.", f"Skriv et helt tall, eller {_listed(choices)}."
    if choices:
        return pages.VALG, f"«{_short(value)}» er ikke blant valgene.", f"Velg {_listed(choices)}."
    if number:
        return pages.TALL, f"«{_short(value)}» er ikke et helt tall.", "Skriv bare sifre."
    kind = errors[0]["type"]
    if kind not in _TYPES:
        return UNTRANSLATED, errors[0]["msg"], ""
    code, message, fix = _TYPES[kind]
    words = {"value": _short(value), "what": _what(value), **context}
    return code, message.format(**words), fix.format(**words)


_TYPES = {
    "string_type": (pages.TEKST, "Her skal det stå en tekst, ikke {what}.", "Skriv én tekst."),
    "string_pattern_mismatch": (pages.FORM, "«{value}» har feil form.", "Verdien må passe med {pattern}."),
    "tuple_type": (
        pages.LISTE,
        "Her skal det stå en liste, ikke {what}.",
        "Begynn hvert punkt med «- » på egen linje.",
    ),
    "dict_type": (pages.GRUPPE, "Her skal det stå felt, ikke {what}.", "Skriv «navn: verdi» på hver linje."),
    "model_type": (pages.GRUPPE, "Her skal det stå felt, ikke {what}.", "Skriv «navn: verdi» på hver linje."),
    "too_short": (pages.FA, "Listen har for få punkter ({actual_length}).", "Det må være minst {min_length}."),
    "greater_than_equal": (pages.GRENSE, "«{value}» er for lite.", "Det minste er {ge}."),
    "less_than_equal": (pages.GRENSE, "«{value}» er for mye.", "Det meste er {le}."),
}


def _listed(choices: list[str]) -> str:
    quoted = [f"«{choice}»" for choice in choices]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} eller {quoted[-1]}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else _what(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _what(value: Any) -> str:
    names: dict[type, str] = {dict: "en gruppe felt", list: "en liste", str: "en tekst", type(None): "ingenting"}
    return names.get(type(value), "noe annet")


def model_at(cls: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model that describes the value at a location, or None where the value is not a group of fields."""
    current: Any = cls
    for key in loc:
        current = _unwrap(current)
        if isinstance(key, int):
            current = _item_of(current)
        elif isinstance(current, type) and issubclass(current, BaseModel) and key in current.model_fields:
            current = current.model_fields[key].annotation
        else:
            return None
    current = _unwrap(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _item_of(annotation: Any) -> Any:
    arguments = typing.get_args(annotation)
    return arguments[0] if arguments else None


def _unwrap(annotation: Any) -> Any:
    """Through `Annotated` and `| None` to what they are about."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
        else:
            return annotation
