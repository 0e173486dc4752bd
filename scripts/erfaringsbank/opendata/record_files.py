"""Each record as a JSON file of its own, at its short address: `f3/post.json`. Pure.

The short address is the one that never changes: not when a record is renamed, and not with an edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.opendata.exports import OTHER, File, address, as_json, colophon, record_data
from erfaringsbank.records import Record

NAME = "post.json"


def file_of(record: Record) -> str:
    """Where the JSON of a record is, under the site's root."""
    return f"{record.id}/{NAME}"


def schema_of(record: Record) -> str:
    """Where the schema of the record's type is, under the site's root."""
    return f"data/skjema/{record.mappe}.json"


def record_files(bank: Bank, today: date) -> Iterator[File]:
    """One file a record: what the file is, and the record as it stands in the file with all of them."""
    for record in bank.records.values():
        about = colophon(bank, today, file_of(record)) | {"skjema": address(bank, schema_of(record))}
        data = {"om": about, "post": record_data(bank, record, today)}
        yield File(file_of(record), as_json(data), f"{record.navn.capitalize()} {record.id.upper()}.", OTHER)


def attached_records(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """The same, to lie beside the built pages."""
    yield from ((file.path, file.data) for file in record_files(known.bank, known.today))
