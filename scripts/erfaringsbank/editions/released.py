"""The released editions beside the bank as it is now: what each held, and what is another since. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from erfaringsbank import snapshot
from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank
from erfaringsbank.editions.changes import Endringer, changes
from erfaringsbank.ledger import Edition
from erfaringsbank.opendata.exports import everything
from erfaringsbank.records import BY_FOLDER
from erfaringsbank.snapshot import Snapshot

FOLDER = "utgave"
CHANGED = "endret"


@dataclass(frozen=True)
class Released:
    """One edition that can be read: its line in the ledger and its data."""

    utgave: Edition
    data: Snapshot

    @property
    def navn(self) -> str:
        return self.utgave.utgave

    @property
    def side(self) -> str:
        """Its page: `utgave/2026.1/index.md`."""
        return f"{FOLDER}/{self.navn}/index.md"

    @property
    def fil(self) -> str:
        """The address of its data, byte for byte as they were released."""
        return f"{FOLDER}/{self.navn}/erfaringsbank.json"

    @property
    def nytt(self) -> str:
        """The page that tells what was new in it."""
        return f"{FOLDER}/{self.navn}/endringer/index.md"

    @property
    def siden(self) -> str:
        """The page that tells what has changed since."""
        return f"{CHANGED}/{self.navn}/index.md"

    def mappe(self, folder: str) -> str:
        """The page with its records of one type."""
        return folder_page(self.navn, folder)


class History:
    """Every edition that can be read, oldest first, and the bank of today."""

    def __init__(self, bank: Bank, today: date) -> None:
        self.bank = bank
        self.today = today

    @cached_property
    def utgaver(self) -> tuple[Released, ...]:
        """An edition whose data are missing or spoilt is left out here: a rule tells the editors."""
        return tuple(one for edition in self.bank.utgaver for one in _released(edition))

    @cached_property
    def nå(self) -> Snapshot:
        """The bank of today, as it would be exported."""
        return current(self.bank, self.today)

    @property
    def siste(self) -> Released | None:
        """The newest edition."""
        return self.utgaver[-1] if self.utgaver else None

    @cached_property
    def _since(self) -> Mapping[str, Endringer]:
        return {one.navn: changes(one.data, self.nå, fra=one.navn, til="i dag") for one in self.utgaver}

    def siden(self, one: Released) -> Endringer:
        """What has changed from an edition until today."""
        return self._since[one.navn]

    def før(self, one: Released) -> Released | None:
        """The edition before."""
        place = self.utgaver.index(one)
        return self.utgaver[place - 1] if place else None

    def nytt_i(self, one: Released) -> Endringer | None:
        """What was new in an edition; None for the first."""
        return self._new.get(one.navn)

    @cached_property
    def _new(self) -> Mapping[str, Endringer]:
        both = zip(self.utgaver, self.utgaver[1:], strict=False)
        return {new.navn: _between(old.utgave.data, new.utgave.data, old.navn, new.navn) for old, new in both}

    def slik_nå(self, id_: str) -> str:
        """The page of the bank of today that has what a record tells: its own, or its short address when it is gone."""
        record = self.bank.records.get(id_)
        return page_of(record) if record else f"{id_}/index.md"

    def liste_nå(self, folder: str) -> str:
        """The list of today that a folder of an edition answers to."""
        return f"{folder}/index.md" if folder in BY_FOLDER else "alle/index.md"


@lru_cache(maxsize=256)
def opened(raw: bytes) -> Snapshot:
    """The data of an edition. They never change, so they are read once. Raises ValueError when they are spoilt."""
    return snapshot.read(raw)


@lru_cache(maxsize=256)
def _between(old: bytes, new: bytes, fra: str, til: str) -> Endringer:
    return changes(opened(old), opened(new), fra, til)


def folder_page(utgave: str, folder: str) -> str:
    """The page with the records of one type of an edition: `utgave/2026.1/funn/index.md`."""
    return f"{FOLDER}/{utgave}/{folder}/index.md"


def _released(edition: Edition) -> Iterator[Released]:
    try:
        yield Released(edition, opened(edition.data))
    except ValueError:
        return


def current(bank: Bank, today: date) -> Snapshot:
    """The bank as it would be exported on a day. What could not be read is not gone."""
    (file,) = everything(bank, today)
    return snapshot.read(file.data, bank.broken)
