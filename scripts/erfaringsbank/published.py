"""What becomes of a published address when no page stands there any more: where it leads, and why. Pure.

Nobody lists anything for this. The ledger knows whose an address was, and the bank knows where that is now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import WRITTEN, Published
from erfaringsbank.records import BY_FOLDER, Case, Record
from erfaringsbank.records.values import ID

COMPARISON = "sammenlign/"
_OF_RECORD = re.compile(r"([a-z]+)/([a-z][1-9][0-9]{0,5})-[a-z0-9-]+(?=[./])")
_PAIR = re.compile(rf"{COMPARISON}([a-z][1-9][0-9]{{0,5}})-([a-z][1-9][0-9]{{0,5}})/")
_CHOICE = re.compile(rf"({'|'.join(BY_FOLDER)})/utvalg/.+/")
# What the tool makes one page of for each of something, and what is told when one of them is no more.
_MANY = {
    "kunnskapshull/": "Utfallet som hadde denne siden, er ikke lenger blant dem banken ser etter.",
    "utvikling/regler/": "Regelen er ikke lenger i bruk.",
    "utvikling/beslutninger/": "Siden er tatt ut.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """Where an address leads: `target` is an address under the root, or None when nothing has come instead.

    `record` is the one it is about, when it is about one. A way that is `plain` is the same thing at a new address, and
    the reader is sent on at once. In other cases the reader must be told `why`.
    """

    target: str | None
    why: str = ""
    record: Record | None = None
    plain: bool = False


def way(bank: Bank, published: Published) -> Way | None:
    """Where a published address leads now. None when nobody knows: then it would die."""
    moved = bank.flyttet.get(published.address)
    if moved:
        return written_way(bank, published.address)
    if record := bank.records.get(published.owner):
        return Way(_place_of(record, published.address), record=record, plain=True)
    return _made(bank, published.address) if published.is_page and published.owner != WRITTEN else None


def written_way(bank: Bank, address: str) -> Way:
    """Where `content/flyttet.yaml` says that an address leads. In a chain the last is given."""
    moved, seen = bank.flyttet[address], {address}
    while moved.til and moved.til in bank.flyttet and moved.til not in seen:
        seen.add(moved.til)
        moved = bank.flyttet[moved.til]
    if moved.til is None:
        return Way(None, str(moved.trukket_fordi or ""))
    record = bank.records.get(moved.til.rstrip("/"))
    target = _place_of(record, address) if record else moved.til
    return Way(target, str(moved.trukket_fordi or ""), record, plain=not moved.trukket_fordi)


def _place_of(record: Record, address: str) -> str:
    """The address of a record's page, or of the file that now is to the page what this one was."""
    page = url_of(page_of(record))
    if address.endswith("/"):
        return page
    found = _OF_RECORD.match(address)
    return f"{page[:-1]}{address[found.end() :]}" if found else address


def goes_by_rule(address: str) -> bool:
    """Whether the tool makes one such page for each of something, so that it comes and goes. Its files go with it."""
    below = any(address.startswith(parent) and address != parent for parent in _MANY)
    return below or bool(_CHOICE.fullmatch(address) or _PAIR.fullmatch(address))


def _made(bank: Bank, address: str) -> Way | None:
    """Where a page leads that the tool made, and makes no more, because what it showed is another now."""
    if found := _CHOICE.fullmatch(address):
        return Way(f"{found[1]}/", f"Ingen {BY_FOLDER[found[1]].flertall} står i dette utvalget lenger.")
    if found := _PAIR.fullmatch(address):
        return _compared(bank, [found[1], found[2]])
    parent = next((parent for parent in _MANY if address.startswith(parent) and address != parent), None)
    return Way(parent, _MANY[parent]) if parent else None


def _compared(bank: Bank, ids: list[str]) -> Way:
    """To where one can compare anything, with the two chosen. One that is withdrawn cannot be chosen."""
    chosen = [id_ for id_ in ids if (case := bank.get(id_, Case)) and not case.er_ute]
    query = "&".join(f"c={id_}" for id_ in chosen)
    why = "Disse to har ikke lenger en egen side, men kan velges her."
    if len(chosen) < len(ids):
        why = "Minst én av disse to er trukket, erstattet eller tatt ut."
    return Way(COMPARISON + (f"?{query}" if query else ""), why, plain=len(chosen) == len(ids))


def replacement(bank: Bank, record: Record) -> Record | None:
    """The record that holds instead of a withdrawn one, at the end of the chain; None when there is none."""
    here, seen = record, {record.id}
    while here.er_ute and here.erstattet_av and here.erstattet_av not in seen:
        following = bank.records.get(here.erstattet_av)
        if following is None:
            return None
        here = following
        seen.add(here.id)
    return here if here is not record and not here.er_ute else None


def promised_anchors(bank: Bank) -> Mapping[str, Mapping[str, str]]:
    """By address of a page that stands: every anchor that a published link may ask for there."""
    found: dict[str, dict[str, str]] = {}
    for published in bank.utgaver.adresser.values():
        if published.anchors:
            for address in _standing(bank, published):
                found.setdefault(address, {}).update(published.anchors)
    return found


def _standing(bank: Bank, published: Published) -> Iterator[str]:
    """The page where the anchors of a published one are looked for now."""
    record = bank.records.get(published.owner)
    if record:
        yield url_of(page_of(record))
    elif published.address in bank.flyttet:
        yield written_way(bank, published.address).target or ""
    else:
        yield published.address


def ids_published(bank: Bank) -> list[str]:
    """Every ID that was ever published, in the order of the ledger."""
    return [owner for owner in bank.utgaver.by_owner if ID.fullmatch(owner)]
