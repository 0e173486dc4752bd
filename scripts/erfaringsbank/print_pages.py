"""Built site → the pages that hold all records of a type are filled, from the records' own built pages."""

from __future__ import annotations

from pathlib import Path

from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.paper import sections


def fill(bank: Bank, site: Path) -> None:
    """Put the records into the pages made for paper. What a preview took over from the last site (a link) stands."""
    for cls in sections.types(bank):
        path = _file(site, sections.page_of_all(cls))
        if path.is_file() and path.stat().st_nlink == 1:
            built = {str(record.id): _read(_file(site, page_of(record))) for record in bank.of(cls)}
            path.write_text(sections.filled(bank, cls, _read(path), built), encoding="utf-8", newline="\n")


def _file(site: Path, page: str) -> Path:
    return site / url_of(page) / "index.html"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
