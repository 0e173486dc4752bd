"""Bank → every file of the open data, in one stable order, with what describes it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.opendata.data_schema import schema_files
from erfaringsbank.opendata.dcat import catalogue
from erfaringsbank.opendata.exports import File, Make, everything, tables, working_paper
from erfaringsbank.opendata.feeds import feeds
from erfaringsbank.opendata.package import package
from erfaringsbank.opendata.record_files import record_files

EXPORTS: tuple[Make, ...] = (everything, tables, working_paper, schema_files, feeds)
"""What is made of the bank alone. The descriptions are made of that."""


def exports(bank: Bank, today: date) -> Iterator[File]:
    """Every exported file that the site has a copy of from the start, in the order of the registry."""
    files = [file for make in EXPORTS for file in make(bank, today)]
    yield from files
    yield from package(bank, today, files)
    yield from catalogue(bank, files)


def whole(bank: Bank, today: date) -> Iterator[File]:
    """All that `erfaringsbank export` writes: the same, and each record for itself."""
    yield from exports(bank, today)
    yield from record_files(bank, today)
