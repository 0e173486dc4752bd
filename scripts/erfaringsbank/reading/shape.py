"""Does a file have the shape of its record? pydantic's verdicts become problems with place and fix.

What they say in Norwegian stands in `shape_words`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from erfaringsbank.problems import MANUAL, Problem, nearest, suggestion
from erfaringsbank.reading import shape_manual as pages
from erfaringsbank.reading.shape_words import FIELDS, FIXES, short, value_fault
from erfaringsbank.reading.source import Source
from erfaringsbank.reading.yaml_tree import Loc

Model = TypeVar("Model", bound=BaseModel)


def shape(cls: type[Model], source: Source, *, at: Loc = ()) -> tuple[Model | None, list[Problem]]:
    """Validate the value at `at` in a source as `cls`. Gives the model, or None with at least one problem."""
    data = source.data
    for key in at:
        data = data[key]
    empty = [loc for loc in _empties(data, at) if not source.is_poisoned(loc)]
    problems = [_empty_problem(cls, source, at, loc) for loc in empty]
    try:
        model = cls.model_validate(data)
    except ValidationError as error:
        grouped = _by_value(source, at, error)
        silent = (*empty, *source.poisoned, *_misspelt(cls, source, at, grouped))
        return None, problems + [
            problem
            for loc, errors in grouped.items()
            if not any(loc[: len(bad)] == bad or _rests_on(loc, errors, bad) for bad in silent)
            for problem in _problems(cls, source, at, loc, errors)
        ]
    return (None if problems else model), problems


def _rests_on(loc: Loc, errors: list[ErrorDetails], bad: Loc) -> bool:
    """Whether the errors are about a whole group in which a value is bad: the group may be right without it."""
    about_group = all(details["type"] in FIXES and "text" not in details.get("ctx", {}) for details in errors)
    return about_group and bad[: len(loc)] == loc


def _empties(data: Any, loc: Loc) -> Iterator[Loc]:
    """Values left empty after a colon or a dash. An empty field is either forgotten or should be deleted."""
    if data is None:
        yield loc
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _empties(value, (*loc, key))


def _empty_problem(cls: type[BaseModel], source: Source, at: Loc, loc: Loc) -> Problem:
    name = loc[-1] if loc and isinstance(loc[-1], str) else None
    parent = model_at(cls, loc[len(at) : -1]) if len(loc) > len(at) else None
    if parent and name is not None and name not in parent.model_fields:
        fix = 'Er det en del av en tekst, må hele teksten i "anførselstegn". Etter et kolon må det være mellomrom.'
        return Problem(source.place(loc, key=True), pages.UKJENT, f"Feltet «{short(name)}» finnes ikke her.", fix)
    fix = "Skriv en verdi, eller slett linjen."
    told = "Punktet er tomt." if name is None else f"«{short(name)}» er tomt."
    return Problem(source.place(loc, key=True), pages.TOMT, told, fix)


def _by_value(source: Source, at: Loc, error: ValidationError) -> Mapping[Loc, list[ErrorDetails]]:
    """The errors by the place in the file that they are about; a union complains once for each of its members."""
    grouped: dict[Loc, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        if details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]:
            continue  # pydantic counts only the items without a fault, and those are reported one by one
        loc = (*at, *details["loc"])
        if details["type"] != "missing":
            while loc and loc not in source.values:
                loc = loc[:-1]
        grouped.setdefault(loc, []).append(details)
    return grouped


def _problems(cls: type[BaseModel], source: Source, at: Loc, loc: Loc, errors: list[ErrorDetails]) -> Iterator[Problem]:
    """One problem for each of our own errors; pydantic's own at one place are the voices of one union."""
    own = [details for details in errors if details["type"] in MANUAL]
    yield from (_own(source, loc, details) for details in own)
    if not own:
        yield _problem(cls, source, at, loc, errors)


def _own(source: Source, loc: Loc, details: ErrorDetails) -> Problem:
    """An error raised by the records themselves, already in Norwegian. A word it is about is pointed at."""
    kind, context = details["type"], details.get("ctx", {})
    word = str(context.get("text", ""))
    place = source.spot(loc, word) if word else source.place((*loc, FIELDS.get(kind, "")))
    message = details["msg"].replace(word, short(word)) if word else details["msg"]
    return Problem(place, kind, message, FIXES[kind].format(**context))


def _problem(cls: type[BaseModel], source: Source, at: Loc, loc: Loc, errors: list[ErrorDetails]) -> Problem:
    kind = errors[0]["type"]
    if kind == "missing":
        return _missing(cls, source, at, loc)
    if kind == "extra_forbidden":
        return _unknown_field(cls, source, at, loc)
    code, message, fix = value_fault(errors)
    if code == pages.FORM:
        fix = _described(cls, loc[len(at) :]) or fix
    group = model_at(cls, loc[len(at) :])
    if code == pages.GRUPPE and group:
        fix = f"Skriv «felt: verdi». Feltene her er: {', '.join(group.model_fields)}."
    return Problem(source.place(loc), code, message, fix)


def _missing(cls: type[BaseModel], source: Source, at: Loc, loc: Loc) -> Problem:
    name = str(loc[-1])
    parent = model_at(cls, loc[len(at) : -1])
    field = parent.model_fields.get(name) if parent else None
    fix = f"Legg til «{name}: …». {field.description if field and field.description else ''}".strip()
    return Problem(source.place(loc[:-1]), pages.MANGLER, f"Feltet «{name}» mangler.", fix)


def _described(cls: type[BaseModel], loc: Loc) -> str:
    """What the record says of the field that a value belongs to."""
    while loc and isinstance(loc[-1], int):
        loc = loc[:-1]
    parent = model_at(cls, loc[:-1])
    field = parent.model_fields.get(str(loc[-1])) if parent and loc else None
    return field.description or "" if field else ""


def _unknown_field(cls: type[BaseModel], source: Source, at: Loc, loc: Loc) -> Problem:
    name = str(loc[-1])
    parent = model_at(cls, loc[len(at) : -1])
    known = list(parent.model_fields) if parent else []
    fix = (
        suggestion(name, _free(parent, source, loc[:-1]))
        or _taken(name, known)
        or f"Feltene her er: {', '.join(known)}."
    )
    return Problem(source.place(loc, key=True), pages.UKJENT, f"Feltet «{short(name)}» finnes ikke her.", fix)


def _free(parent: type[BaseModel] | None, source: Source, loc: Loc) -> list[str]:
    """The fields of the group at `loc` that the file does not have."""
    return [field for field in parent.model_fields if (*loc, field) not in source.keys] if parent else []


def _misspelt(
    cls: type[BaseModel], source: Source, at: Loc, grouped: Mapping[Loc, list[ErrorDetails]]
) -> Iterator[Loc]:
    """The missing fields that an unknown field is taken for: one mistake is told once."""
    for loc, errors in grouped.items():
        if errors[0]["type"] == "extra_forbidden":
            near = nearest(str(loc[-1]), _free(model_at(cls, loc[len(at) : -1]), source, loc[:-1]))
            yield from [(*loc[:-1], near)] if near else []


def _taken(name: str, known: list[str]) -> str:
    near = suggestion(name, known)
    return f"{near} Det feltet står her fra før: slå dem sammen, eller slett dette." if near else ""


def model_at(cls: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """The model that describes the value at a location, or None where the value is not a group of fields."""
    current: Any = cls
    for key in loc:
        current = unwrap(current)
        if isinstance(key, int):
            current = item_of(current)
        elif isinstance(current, type) and issubclass(current, BaseModel) and key in current.model_fields:
            current = current.model_fields[key].annotation
        else:
            return None
    current = unwrap(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def item_of(annotation: Any) -> Any:
    """What the items of a list are."""
    arguments = typing.get_args(annotation)
    return arguments[0] if arguments else None


def unwrap(annotation: Any) -> Any:
    """Through `Annotated` and `| None` to what they are about."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
        else:
            return annotation
