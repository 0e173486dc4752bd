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
    problems = [_empty_problem(cls, source, at, loc) for loc in empty]
    try:
        model = cls.model_validate(data)
    except ValidationError as error:
        silent = (*empty, *source.poisoned)
        grouped = _by_value(source, at, error)
        return None, problems + [
            problem
            for loc, errors in grouped.items()
            if not any(loc[: len(bad)] == bad for bad in silent)
            for problem in _problems(cls, source, at, loc, errors)
        ]
    return (None if problems else model), problems


def _empties(data: Any, loc: Loc) -> Iterator[Loc]:
    """Values left empty after a colon or a dash. An empty field is either forgotten or should be deleted."""
    if data is None:
        yield loc
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _empties(value, (*loc, key))


def _empty_problem(cls: type[BaseModel], source: Source, at: Loc, loc: Loc) -> Problem:
    name = loc[-1] if loc and isinstance(loc[-1], str) else "punktet"
    parent = model_at(cls, loc[len(at) : -1]) if len(loc) > len(at) else None
    if parent and name != "punktet" and name not in parent.model_fields:
        fix = 'Er det en del av en tekst, må hele teksten i "anførselstegn". Etter et kolon må det være mellomrom.'
        return Problem(source.place(loc, key=True), pages.UKJENT, f"Feltet «{_short(name)}» finnes ikke her.", fix)
    fix = "Skriv en verdi, eller slett linjen."
    return Problem(source.place(loc, key=True), pages.TOMT, f"«{_short(name)}» er tomt.", fix)


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
    place = source.spot(loc, word) if word else source.place((*loc, _FIELDS.get(kind, "")))
    message = details["msg"].replace(word, _short(word)) if word else details["msg"]
    return Problem(place, kind, message, _FIXES[kind].format(**context))


def _problem(cls: type[BaseModel], source: Source, at: Loc, loc: Loc, errors: list[ErrorDetails]) -> Problem:
    kind = errors[0]["type"]
    if kind == "missing":
        return _missing(cls, source, at, loc)
    if kind == "extra_forbidden":
        return _unknown_field(cls, source, at, loc)
    code, message, fix = _value_fault(errors)
    if code == pages.FORM:
        fix = _described(cls, loc[len(at) :]) or fix
    return Problem(source.place(loc), code, message, fix)


_FIELDS = {
    "erstattet-uten-av": "tilstand",
    "trukket-uten-fordi": "tilstand",
    "mening-uten-hvem": "type",
    "usikker-uten-hvorfor": "sikkerhet",
    "merke-form": "merke",
    "retning-pa-beskrivelse": "retning",
    "funn-uten-retning": "slag",
    "motevidens-uten-funn": "status",
    "motevidens-uten-sok": "status",
}
"""The field at fault, when the error is about a whole group of fields."""

_FIXES = {
    "id-form": "{hint}",
    "feil-type-id": "Bruk en ID som begynner med {letters}.",
    "tom-tekst": "Skriv en tekst, eller slett linjen.",
    "lang-tittel": "Kort ned tittelen, og flytt resten til et eget felt.",
    "lenke-i-tittel": "Ta bort henvisningen, eller hent tallet med @f3.tall.",
    "ja-nei": "Skriv ja eller nei.",
    "dato-form": "Skriv 2023, 2023-09 eller 2023-09-26.",
    "periode-snudd": "Skriv den tidligste datoen først: 2021-06/2023-09.",
    "adresse-form": "En nettadresse begynner med https:// og har ingen mellomrom.",
    "mening-uten-hvem": "Legg til «hvem: …» med rollen eller organisasjonen.",
    "usikker-uten-hvorfor": "Legg til «hvorfor: …» med det som gjør det usikkert.",
    "merke-form": "Begynn med en bokstav: merke: forste-punkt.",
    "erstattet-uten-av": "Legg til «erstattet_av: …» med ID-en til posten som gjelder.",
    "trukket-uten-fordi": "Legg til «trukket_fordi: …».",
    "tomt-grunnlag": "Legg til «undersøkelse: u1», eller både «metode: …» og «kilder: [k1]».",
    "retning-pa-beskrivelse": "Slett retningen, eller velg slag effekt eller holdning.",
    "funn-uten-retning": "Legg til «retning: …»: styrker, blandet, svekker, ingen endring eller vet ikke.",
    "motevidens-uten-funn": "Legg til «funn: [f1]» med funnene som taler mot.",
    "motevidens-uten-sok": "Legg til «hvem», «hvor» og «når», eller skriv «status: ikke søkt ennå».",
}


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
    free = [field for field in known if (*loc[:-1], field) not in source.keys]
    fix = suggestion(name, free) or _taken(name, known) or f"Feltene her er: {', '.join(known)}."
    return Problem(source.place(loc, key=True), pages.UKJENT, f"Feltet «{_short(name)}» finnes ikke her.", fix)


def _taken(name: str, known: list[str]) -> str:
    near = suggestion(name, known)
    return f"{near} Det feltet står her fra før: slå dem sammen, eller slett dette." if near else ""


def _choices(errors: list[ErrorDetails]) -> list[str]:
    expected = (str(error.get("ctx", {}).get("expected", "")) for error in errors)
    return [choice for text in expected for choice in re.findall(r"'([^']*)'", text)]


_NUMBER = {"int_parsing", "int_type", "int_parsing_size"}


def _value_fault(errors: list[ErrorDetails]) -> tuple[str, str, str]:
    """Code, message and fix for a value of the wrong kind."""
    value, context = errors[0]["input"], errors[0].get("ctx", {})
    choices = _choices(errors)
    number = any(error["type"] in _NUMBER for error in errors)
    if choices:
        return _choice_fault(value, choices, number=number)
    kind = errors[0]["type"]
    if kind not in _TYPES:
        return UNTRANSLATED, errors[0]["msg"], ""
    code, message, fix = _TYPES[kind]
    words = {"value": _short(value), "what": _what(value), **context}
    return code, message.format(**words), fix.format(**words)


def _choice_fault(value: Any, choices: list[str], *, number: bool) -> tuple[str, str, str]:
    """The same for a value that should be one of some words, or else a number."""
    if number:
        fix = f"Skriv bare sifre, eller {_listed(choices)}."
        return pages.TALL, f"{_named(value)} er verken et helt tall eller {_listed(choices)}.", fix
    near = suggestion(value, choices) if isinstance(value, str) else ""
    return pages.VALG, f"{_named(value)} er ikke blant valgene.", f"{near} Velg {_listed(choices)}.".strip()


_TYPES = {
    "int_parsing": (pages.TALL, "«{value}» er ikke et helt tall.", "Skriv bare sifre."),
    "int_type": (pages.TALL, "Her skal det stå et helt tall, ikke {what}.", "Skriv bare sifre."),
    "int_parsing_size": (pages.GRENSE, "«{value}» er for mye.", "Skriv et mindre tall."),
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


def _named(value: Any) -> str:
    """A value at the start of a sentence."""
    return f"«{_short(value)}»" if isinstance(value, str) else _what(value).capitalize()


def _what(value: Any) -> str:
    names: dict[type, str] = {dict: "en gruppe felt", list: "en liste", str: "en tekst", type(None): "ingenting"}
    return names.get(type(value), "noe annet")


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
