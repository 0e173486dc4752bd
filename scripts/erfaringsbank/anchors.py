"""The anchor of each statement: one that is published stays with its statement, and a number is never used again. Pure.

Before the first release an anchor is the field and the place in it: `virket-2`. From then on the ledger knows the words
each anchor was published for. A statement that says the same keeps its anchor wherever it stands; one that is new, or
written anew, gets the next number. An author who writes a statement anew can keep its anchor with `merke: virket-2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from erfaringsbank.ledger import digest
from erfaringsbank.norsk import ascii_form
from erfaringsbank.records import Record, Utsagn

Key: TypeAlias = tuple[str, int]
_NUMBERED = re.compile(r"(.+)-([1-9][0-9]*)")


def anchors_of(record: Record, published: Mapping[str, str]) -> Mapping[Key, str]:
    """The anchor of each statement of a record by (field, index from nought). No two have the same.

    `published` are the anchors published for the record, each with the digest of its statement or nothing.
    """
    told = dict(_statements(record))
    given = {key: str(statement.merke) for key, statement in told.items() if statement.merke}
    free = {name: sign for name, sign in published.items() if sign and name not in given.values()}
    for same_field in (True, False):  # what stands in its own field has the first claim
        for key, statement in told.items():
            if key not in given and (name := _known(free, statement, key[0] if same_field else None)):
                given[key] = name
                del free[name]
    return given | _fresh([key for key in told if key not in given], {*published, *given.values()}, published)


def field_anchor(field: str) -> str:
    """The anchor of a field: `hvorfor_åpent` → `hvorfor-apent`."""
    return ascii_form(field).replace("_", "-")


def field_of(anchor: str) -> str:
    """The anchor of the field that a statement's anchor belongs to: `virket-2` → `virket`."""
    found = _NUMBERED.fullmatch(anchor)
    return found[1] if found else ""


def _statements(record: Record) -> Iterator[tuple[Key, Utsagn]]:
    """The statements that stand in a list right under the record."""
    for field in type(record).model_fields:
        values = getattr(record, field)
        for index, value in enumerate(values if isinstance(values, tuple) else ()):
            if isinstance(value, Utsagn):
                yield (field, index), value


def _known(free: Mapping[str, str], statement: Utsagn, field: str | None) -> str | None:
    """The first published anchor for these words; in one field only when one is named."""
    if not free:
        return None
    sign = digest(statement.tekst)
    return next((name for name, of in free.items() if of == sign and (not field or _is_of(name, field))), None)


def _is_of(anchor: str, field: str) -> bool:
    return field_of(anchor) == field_anchor(field)


def _fresh(keys: Iterable[Key], used: set[str], published: Iterable[str]) -> dict[Key, str]:
    """Anchors for statements that have none: the place when nothing is published of the field, else the next number."""
    highest: dict[str, int] = {}
    for name in published:
        if found := _NUMBERED.fullmatch(name):
            highest[found[1]] = max(highest.get(found[1], 0), int(found[2]))
    fresh: dict[Key, str] = {}
    for field, index in keys:
        stem = field_anchor(field)
        number = highest[stem] + 1 if stem in highest else index + 1
        while f"{stem}-{number}" in used:
            number += 1
        fresh[field, index] = f"{stem}-{number}"
        used.add(fresh[field, index])
    return fresh
