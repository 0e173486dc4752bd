"""The bank's data as they were exported, read without the model they were written by. Pure.

An edition is kept as the file `data/erfaringsbank.json` of its release. The records have other fields today, and will
have others again. So nothing here knows a type of record: fields are names, and what they hold is as it was.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from erfaringsbank.records.values import ID, MENTION

Data = Mapping[str, Any]
MAIN = ("tekst", "verdi")
"""What a statement and a number are found by; the rest stands beside it."""
_OFTEN = 3  # parts with the same before it is told once for all
OUT = ("erstattet", "trukket")
SECTION = re.compile(r"[a-z0-9-]+")  # what may be a folder of the site


@dataclass(frozen=True)
class Snapshot:
    """Records by ID in the order of the file, with what the file says of itself (`om`) and its vocabularies.

    `uleselige` are IDs whose files had faults: they are not gone, only not here.
    """

    om: Data
    ordforråd: Data
    poster: Mapping[str, Data]
    uleselige: frozenset[str] = frozenset()

    @property
    def navn(self) -> str:
        """The name of the edition that the data belong to."""
        return str(self.om.get("utgave", ""))

    @property
    def dato(self) -> str:
        """The day the file was made."""
        return str(self.om.get("dato", ""))

    def get(self, id_: str) -> Data:
        """A record, or nothing."""
        return self.poster.get(id_, {})

    def tittel(self, id_: str) -> str:
        """The headline of a record as it was read, or its ID when it is not here."""
        record = self.get(id_)
        return str(record.get("overskrift") or self.ren(str(record.get("tittel", ""))) or id_)

    def ren(self, text: str) -> str:
        """A text with its mentions as words: `@f3.tall` as the number, `@f3` as the headline."""
        return MENTION.sub(lambda found: self._mention(found[0], found[1], found[2], found[3]), text)

    def _mention(self, whole: str, id_: str, tall: str | None, which: str | None) -> str:
        if not tall:
            return self.tittel(id_) if id_ in self.poster else whole
        return self.tall(id_, int(which or 1)) or whole

    def tall(self, id_: str, which: int) -> str:
        """The number that `@f3.tall` stands for, with its unit; empty when there is none."""
        numbers = self.get(id_).get("tall")
        if not isinstance(numbers, list) or not 0 < which <= len(numbers) or not isinstance(numbers[which - 1], dict):
            return ""
        number = numbers[which - 1]
        return " ".join(str(number[name]) for name in ("verdi", "enhet") if number.get(name))

    def mappe(self, id_: str) -> str:
        """The folder a record's page lay in: `funn`, from its address."""
        return _folder(str(self.get(id_).get("side", ""))) or "poster"

    @cached_property
    def mapper(self) -> Mapping[str, tuple[str, ...]]:
        """The IDs of each folder, in the order of the file."""
        found: dict[str, list[str]] = {}
        for id_ in self.poster:
            found.setdefault(self.mappe(id_), []).append(id_)
        return {folder: tuple(ids) for folder, ids in found.items()}

    @cached_property
    def vanlig(self) -> Mapping[str, Mapping[str, str]]:
        """What nearly every statement and number has beside it, by what each is found by.

        Only fields that they all have: so what is left out can be known.
        """
        parts: dict[str, list[Data]] = {kind: [] for kind in MAIN}
        for record in self.poster.values():
            for part in parts_of(record):
                parts[next(kind for kind in MAIN if kind in part)].append(part)
        return {kind: dict(_usual(kind, found)) for kind, found in parts.items()}


def parts_of(value: Any) -> Iterator[Data]:
    """Every statement and number inside a value."""
    if isinstance(value, dict):
        if any(name in value for name in MAIN):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict | list):
                yield from parts_of(one)


def _usual(kind: str, parts: list[Data]) -> Iterator[tuple[str, str]]:
    names = set(parts[0]).intersection(*parts) - {kind} if len(parts) >= _OFTEN else set()
    for name in sorted(names):
        (value, times), *_ = Counter(str(part[name]) for part in parts).most_common(1)
        if times * 2 > len(parts) and all(isinstance(part[name], str) for part in parts):
            yield name, value


def _folder(address: str) -> str:
    """`https://…/funn/f1-x/` and `funn/f1-x/` → `funn`."""
    parts = urlsplit(address).path.strip("/").split("/")
    return parts[-2] if len(parts) > 1 and SECTION.fullmatch(parts[-2]) else ""


def place(address: str) -> str:
    """The last two parts of a record's address: the same on any host, and under any path."""
    return "/".join(urlsplit(address).path.strip("/").split("/")[-2:])


def read(raw: bytes, uleselige: frozenset[str] = frozenset()) -> Snapshot:
    """The data of an exported file. Raises ValueError when it is not one."""
    data = json.loads(raw)
    if not isinstance(data, dict) or not isinstance(data.get("poster"), list):
        raise ValueError("«poster» mangler")
    return Snapshot(_group(data.get("om")), _group(data.get("ordforråd")), dict(_records(data["poster"])), uleselige)


def _group(value: Any) -> Data:
    return value if isinstance(value, dict) else {}


def _records(rows: list[Any]) -> Iterator[tuple[str, Data]]:
    for row in rows:
        if not isinstance(row, dict) or not ID.fullmatch(str(row.get("id", ""))):
            raise ValueError("en post mangler ID")
        yield row["id"], row


def er_ute(record: Data) -> bool:
    """Whether a record is withdrawn or replaced."""
    return record.get("tilstand") in OUT
