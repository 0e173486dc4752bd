"""Bank → {path: bytes}: the open data that is the content itself: everything as JSON, a table a type. Pure.

Every file carries its version, licence and date inside, so that it can be understood when it is alone.
`open_data` gathers this with what describes it.
"""

from __future__ import annotations

import csv
import inspect
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from pydantic import BaseModel

from erfaringsbank import __version__, accessibility
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.evidence import grade
from erfaringsbank.records import TYPES, Funn, Record
from erfaringsbank.view import plain

CONTENT_LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.no"
CODE_LICENCE = "https://opensource.org/license/mit"
EVERYTHING = "data/erfaringsbank.json"
COLOPHON = ("utgave", "dato", "lisens")
"""What of the colophon each row of a table has, in columns called `datasett_…`."""
ALL, TABLES, SCHEMAS, FEEDS, MACHINES, OTHER = "alt", "tabeller", "skjemaer", "strømmer", "maskiner", "annet"


@dataclass(frozen=True, slots=True)
class File:
    """One exported file: its path under `build/docs`, its bytes, what it is in one sentence, and its kind of file."""

    path: str
    data: bytes
    about: str
    kind: str = OTHER


Make: TypeAlias = Callable[[Bank, date], Iterator[File]]


def address(bank: Bank, url: str = "") -> str:
    """The whole address of something under the site's root, the same in every edition."""
    return bank.nettsted.adresse.rstrip("/") + "/" + url


def colophon(bank: Bank, today: date, url: str = "") -> dict[str, str]:
    """What a file must say of itself. `url` is where it is under the root: the newest is always there."""
    return {
        "navn": str(bank.nettsted.navn),
        "adresse": bank.nettsted.adresse,
        "utgiver": str(bank.nettsted.utgiver),
        "utgave": bank.nettsted.utgave,
        "verktøy": f"erfaringsbank {__version__}",
        "dato": today.isoformat(),
        "lisens": CONTENT_LICENCE,
        "lisens_kode": CODE_LICENCE,
    } | ({"nyeste": address(bank, url)} if url else {})


def record_data(bank: Bank, record: Record, today: date) -> dict[str, Any]:
    """One record as plain data: ID, type, address and readable headline, a finding's strength, then its fields."""
    fields = {name: plain_data(getattr(record, name)) for name in type(record).model_fields if _said(record, name)}
    page = address(bank, url_of(page_of(record)))
    head = {"id": str(record.id), "type": record.navn, "side": page, "overskrift": plain(bank, record.tittel)}
    found = grade(bank, record, today) if isinstance(record, Funn) else None
    strength = (
        {"styrke": {"trinn": found.step, "retning": found.direction, "fordi": list(found.reasons)}} if found else {}
    )
    return head | strength | fields


def _said(record: Record, name: str) -> bool:
    return name in record.model_fields_set


def plain_data(value: Any) -> Any:
    """A value of a record as JSON has it. Yes and no are booleans; every other scalar is as written."""
    if isinstance(value, BaseModel):
        shown = {name: getattr(value, name) for name in type(value).model_fields}
        return {name: plain_data(item) for name, item in shown.items() if item not in (None, ())}
    if isinstance(value, Mapping):
        return {key: plain_data(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_data(item) for item in value]
    return str(value) if isinstance(value, str) else value


def everything(bank: Bank, today: date) -> Iterator[File]:
    """One JSON file with the colophon, the vocabularies and all records."""
    words = bank.vocabulary
    data = {
        "om": colophon(bank, today, EVERYTHING),
        "ordforråd": {name: plain_data(getattr(words, name)) for name in ("temaer", "utfall", "akser", "styrke")},
        "poster": [record_data(bank, record, today) for record in bank.records.values()],
    }
    yield File(EVERYTHING, as_json(data), "Alle poster som JSON, med feltene slik de er skrevet.", ALL)


def as_json(data: Any) -> bytes:
    """JSON as all our files have it: Norwegian letters as they are, one value a line."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def tables(bank: Bank, today: date) -> Iterator[File]:
    """One CSV file a type: UTF-8, comma, a header line; the colophon stands in the last columns of each row.

    Those columns have a name of their own: a record may have a `dato` too.
    """
    for cls in TYPES:
        rows = (record_data(bank, record, today) for record in bank.of(cls))
        about_file = f"{cls.flertall.capitalize()}. {inspect.cleandoc(cls.__doc__ or '').splitlines()[0]}"
        yield File(f"data/{cls.mappe}.csv", _table(columns(cls), rows, colophon(bank, today)), about_file, TABLES)


def columns(cls: type[Record]) -> list[str]:
    """The header of a type's table, without the colophon."""
    return ["id", "type", "side", "overskrift", *(["styrke"] if cls is Funn else []), *cls.model_fields]


def working_paper(bank: Bank, today: date) -> Iterator[File]:
    """The working paper for the accessibility declaration, with empty cells for those who try by hand."""
    rows = list(accessibility.rows())
    about_file = "Arbeidspapiret for tilgjengelighet som tabell, med tomme kolonner for resultatet."
    yield File("data/sjekkliste-uu.csv", _table(list(rows[0]), rows, colophon(bank, today)), about_file)


def _table(header: Sequence[str], rows: Iterable[Mapping[str, Any]], about: Mapping[str, str]) -> bytes:
    """A CSV file: the rows under the header, each with the colophon at its end."""
    tail = {f"datasett_{name}": about[name] for name in COLOPHON}
    text = io.StringIO()
    writer = csv.DictWriter(text, [*header, *tail], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} | tail for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """A cell. A list of words is parted by semicolons; anything deeper is JSON."""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, list) and all(isinstance(item, str) for item in value) and not any(";" in v for v in value):
        return _harmless("; ".join(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return _harmless(str(value))


def _harmless(text: str) -> str:
    """A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe makes it text (OWASP)."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
