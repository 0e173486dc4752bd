"""The machine's own pages: the data model from the records, the commands from their help, the rules from their manual.

Pure. What it tells is read from the code it tells about, so it cannot lag behind.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from erfaringsbank import accessibility
from erfaringsbank.addresses import card_of
from erfaringsbank.bank import Bank
from erfaringsbank.problems import MANUAL
from erfaringsbank.prose import Hode
from erfaringsbank.reading import links_manual
from erfaringsbank.records import TYPES, Forvaltning, Grunnlag, Nettsted, Record, Tall, Utsagn, Verdi, folder_of
from erfaringsbank.records.context import Utprøving
from erfaringsbank.records.ladder import Styrkeregel, Trinn
from erfaringsbank.records.links import EXCEPTIONS, STATUS, Lenkekontroll, Lenkestatus, Lenkeunntak, Unntaksliste
from erfaringsbank.records.moved import MOVED, Flytteliste, Flytting
from erfaringsbank.records.practice import Bilde, Kontakt, Motevidens
from erfaringsbank.records.publishing import Datakatalog, Virksomhet
from erfaringsbank.records.sokeord import (
    SEARCH_WORDS,
    WAYS_IN,
    Hensikt,
    Innganger,
    Ordgruppe,
    Skrivemåte,
    Søkeord,
    TomtSøk,
)
from erfaringsbank.records.values import TYPE_NAMES, Dato, Id, Kind, Klokka, Periode
from erfaringsbank.rules import RULES
from erfaringsbank.shell import head
from erfaringsbank.templating import anchor, render
from erfaringsbank.view import View

_PARTS = (
    Utsagn, Tall, Grunnlag, Motevidens, Kontakt, Bilde, Trinn, Lenkestatus, Lenkeunntak, Utprøving, Ordgruppe,
    Skrivemåte, Hensikt, TomtSøk, Flytting, Datakatalog, Virksomhet,
)  # fmt: skip
_OTHERS = (
    (Nettsted, "content/nettsted.yaml"),
    (Hode, "content/sider/*.md"),
    (Verdi, "models/akser.yaml, temaer.yaml og utfall.yaml"),
    (Forvaltning, "models/forvaltning.yaml"),
    (Styrkeregel, "models/styrke.yaml"),
    (Søkeord, SEARCH_WORDS),
    (Innganger, f"{WAYS_IN}/*.yaml"),
    (Unntaksliste, EXCEPTIONS),
    (Lenkekontroll, STATUS),
    (Flytteliste, MOVED),
)


@dataclass(frozen=True, slots=True)
class CommandDoc:
    """One command as its help tells it: name, prose, usage line, and (option, help) pairs."""

    navn: str
    hjelp: str
    bruk: str
    valg: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FieldDoc:
    """One field of a record as an author meets it."""

    navn: str
    må: bool
    beskrivelse: str
    verdi: str


@dataclass(frozen=True, slots=True)
class TypeDoc:
    """One type of record, or a part of one."""

    tittel: str
    anker: str
    beskrivelse: str
    felter: Sequence[FieldDoc]
    mappe: str = ""
    bokstav: str = ""


def machine_pages(bank: Bank, today: date, commands: Sequence[CommandDoc]) -> Iterator[tuple[str, str]]:
    """(path, Markdown) of `/utvikling/`: data model, commands, accessibility, rules, and a page for each code."""
    if not any(side.path == "utvikling/index" for side in bank.sider):
        yield _page(bank, today, "utvikling/index.md", "Utvikling", "utvikling.md.j2")
    yield _page(bank, today, "utvikling/datamodell.md", "Datamodell", "datamodell.md.j2", modell=list(type_docs()))
    yield _page(bank, today, "utvikling/kommandoer.md", "Kommandoer", "kommandoer.md.j2", kommandoer=commands)
    yield _accessibility(bank)
    gravity = dict.fromkeys(links_manual.WARNINGS, "advarsel") | {rule.code: str(rule.severity) for rule in RULES}
    codes = [(MANUAL[code], gravity.get(code, "feil")) for code in sorted(MANUAL)]
    yield _page(bank, today, "utvikling/regler/index.md", "Regler", "regler.md.j2", sider=codes)
    for side, severity in codes:
        path = f"utvikling/regler/{side.code}.md"
        yield _page(bank, today, path, side.title, "regel.md.j2", side=side, alvor=severity)


def _page(bank: Bank, today: date, path: str, title: str, template: str, **values: Any) -> tuple[str, str]:
    body = render(template, v=View(bank, path, today), bank=bank, **values)
    return path, head(path, title, f"{title}. For dem som utvikler banken.", body, kort=card_of("index.md")) + body


def _accessibility(bank: Bank) -> tuple[str, str]:
    """The working paper; the only page here that follows the bank, for it tells what people have tried."""
    path, body = accessibility.PAGE, accessibility.markdown(bank)
    return path, head(path, accessibility.TITLE, accessibility.ABOUT, body) + body


def type_docs() -> Iterator[TypeDoc]:
    """Every type of record, then the parts they are made of, then the settings."""
    common = set(Record.model_fields)
    yield TypeDoc("Felles for alle poster", "felles", "Felt alle typer har.", _fields(Record))
    for cls in TYPES:
        own = [field for field in _fields(cls) if field.navn not in common]
        yield TypeDoc(cls.navn.capitalize(), cls.mappe, _about(cls), own, folder_of(cls), cls.bokstav)
    for part in _PARTS:
        yield TypeDoc(f"Del: {part.__name__}", f"del-{anchor(part.__name__)}", _about(part), _fields(part))
    for other, where in _OTHERS:
        yield TypeDoc(other.__name__, f"fil-{anchor(other.__name__)}", _about(other), _fields(other), where)


def _about(cls: type[BaseModel]) -> str:
    return inspect.cleandoc(cls.__doc__ or "").split("\n")[0]


def _fields(cls: type[BaseModel]) -> list[FieldDoc]:
    return [
        FieldDoc(name, field.is_required(), field.description or "", _value(field))
        for name, field in cls.model_fields.items()
    ]


def _value(field: FieldInfo) -> str:
    """What may stand in a field, in words."""
    return _words(field.annotation, field.metadata)


def _words(annotation: Any, metadata: Sequence[Any] = ()) -> str:
    letters = "".join(mark.letters for mark in metadata if isinstance(mark, Kind))
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if letters:
        return f"ID ({', '.join(f'{letter}: {TYPE_NAMES[letter]}' for letter in letters)})"
    if origin is typing.Annotated:
        return _words(arguments[0], arguments[1:])
    if origin in _COMPOUND:
        return _COMPOUND[origin](arguments)
    return _SIMPLE.get(annotation) or getattr(annotation, "__name__", str(annotation)).lower()


def _either(parts: tuple[Any, ...]) -> str:
    return " eller ".join(_words(part) for part in parts if part is not type(None))


_COMPOUND: dict[Any, Callable[[tuple[Any, ...]], str]] = {
    typing.Union: _either,
    types.UnionType: _either,
    typing.Literal: lambda choices: ", ".join(str(choice) for choice in choices),
    tuple: lambda parts: f"liste: {_words(parts[0])}",
    dict: lambda parts: f"navn: {_words(parts[1])}",
}


_SIMPLE: dict[Any, str] = {
    Id: "ID",
    Dato: "dato (2023, 2023-09 eller 2023-09-26)",
    Periode: "dato eller fra/til",
    Klokka: "klokkeslett eller fra–til",
    bool: "ja, nei",
    int: "helt tall",
    str: "ord",
    Utsagn: "utsagn",
}
