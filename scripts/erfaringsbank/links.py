"""The addresses outside the bank that its pages lead to, and where each of them stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from erfaringsbank.bank import Bank
from erfaringsbank.problems import Place
from erfaringsbank.records import Case, Kilde

_IN_TEXT = re.compile(r"https?://(?:[^\s<>()\[\]\"'`|]|\([^\s<>()]*\))+")


@dataclass(frozen=True, slots=True)
class Use:
    """One place that leads to an address. `archived` when the reader has an archived copy to go to instead."""

    place: Place
    archived: bool = False


def external(bank: Bank) -> dict[str, list[Use]]:
    """Every address outside the bank, in the order of records and pages, with the places it stands."""
    found: dict[str, list[Use]] = {}
    for address, use in (*_of_records(bank), *_of_pages(bank)):
        if not address.startswith(bank.nettsted.adresse):
            found.setdefault(address, []).append(use)
    return found


def _of_records(bank: Bank) -> Iterator[tuple[str, Use]]:
    for source in bank.of(Kilde):
        for index, address in enumerate(source.adresser):
            yield address, Use(bank.place(source, ("adresser", index)), bool(source.arkivadresse))
        if source.arkivadresse:
            yield source.arkivadresse, Use(bank.place(source, ("arkivadresse",)))
    for case in bank.of(Case):
        if case.kontakt and case.kontakt.nettside:
            yield case.kontakt.nettside, Use(bank.place(case, ("kontakt", "nettside")))


def _of_pages(bank: Bank) -> Iterator[tuple[str, Use]]:
    for side in bank.sider:
        for match in _IN_TEXT.finditer(side.prose):
            address = match[0].rstrip(".,;:!?*_»")
            yield address, Use(side.place(match.start(), len(address)))
