"""Address → QR code, and what a page says of its own: where the code lies and where it leads. Pure.

A code is on paper for ten years. So none is made while the address is a placeholder, and a record's leads to the short
address, which lives as long as the record's ID.
"""

from __future__ import annotations

import io
from functools import lru_cache

import segno

from erfaringsbank.addresses import url_of
from erfaringsbank.bank import Bank
from erfaringsbank.records import Nettsted, Record

FOLDER = "qr"
BORDER = 4
"""Modules of white round the code: what the standard asks for (ISO/IEC 18004, 6.3.8)."""
_MASK = 4


def ready(site: Nettsted) -> bool:
    """Whether the site has an address that may be printed."""
    return "adresse" not in site.plassholdere


def address_of(site: Nettsted, target: Record | str) -> str:
    """The address to print of a record, which is its short one, or of a page file under `build/docs`."""
    return site.adresse.rstrip("/") + "/" + (f"{target.id}/" if isinstance(target, Record) else url_of(target))


def shown(address: str) -> str:
    """An address without its scheme, as it is said aloud and written beside the code."""
    return address.split("://", 1)[1]


def file_of(target: Record | str) -> str:
    """Where the code of a record or of a page file lies, from the root of the site: `qr/f3.svg`."""
    name = target.id if isinstance(target, Record) else url_of(target).rstrip("/") or "index"
    return f"{FOLDER}/{name}.svg"


def head_of(bank: Bank, target: Record | str) -> dict[str, object]:
    """What the head of a page says of its code: the file, and the address in words. Nothing with a placeholder."""
    if not ready(bank.nettsted):
        return {}
    return {"qr": file_of(target), "qr_til": shown(address_of(bank.nettsted, target))}


def code(address: str, *, best: bool = False) -> segno.QRCode:
    """The code of an address, at level M: it can be read when 15 per cent of it is spoilt.

    `best` tries all eight masks, for what is to be read from afar. Any of them can be read, and one takes a fourth of
    the time of eight.
    """
    return segno.make_qr(address, error="m", mask=None if best else _MASK)


@lru_cache(maxsize=1 << 10)
def svg(address: str, *, best: bool = False) -> bytes:
    """The code as an SVG for itself: black on white with white round it, a millimetre a module, and where it leads."""
    data = io.BytesIO()
    code(address, best=best).save(
        data, "svg", border=BORDER, light="#fff", unit="mm", title=f"QR-kode til {shown(address)}", xmldecl=False,
        svgclass=None, lineclass=None,
    )  # fmt: skip
    return data.getvalue()
