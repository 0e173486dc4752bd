"""What the picture of a page says when the page is shared. Pure; `drawing` makes the pictures."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from erfaringsbank import norsk
from erfaringsbank.addresses import card_of
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import BY_FOLDER, Case, Funn, Hendelse, Kilde, Record
from erfaringsbank.view import plain


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says. `steps` is the strength of a finding, shown as boxes; None for everything else."""

    site: str
    title: str
    label: str = ""
    detail: str = ""
    steps: int | None = None


Head: TypeAlias = dict[str, Any]


def cards(bank: Bank, known: Knowledge, heads: Iterable[tuple[str, Head]]) -> Iterator[tuple[str, Card]]:
    """(path under `build/docs`, card) for every page that has one of its own. `heads` are (page file, its head).

    A card has the title that the head of its page has, so the two cannot part ways.
    """
    for page, head in heads:
        record = bank.records.get(head.get("erfaringsbank_id", ""))
        path = card_of(record or page)
        if head.get("kort") == path:
            yield path, record_card(bank, known, record) if record else page_card(bank, page, head)


def head_of(page: bytes) -> Head:
    """The texts at the head of a page that `markup.front_matter` wrote: one JSON value a line, escaped for HTML."""
    _, _, rest = page.partition(b"---\n")
    fields = (line.split(": ", 1) for line in rest.partition(b"\n---")[0].decode().split("\n"))
    return {name: html.unescape(json.loads(value)) if value[:1] == '"' else json.loads(value) for name, value in fields}


def record_card(bank: Bank, known: Knowledge, record: Record) -> Card:
    """The card of a record: what it is, its title, and what a reader asks first of its kind."""
    label = f"{record.navn.capitalize()} {record.id.upper()}"
    steps = grade.step if isinstance(record, Funn) and (grade := known.av(record)) else None
    return Card(bank.nettsted.navn, plain(bank, record.tittel), label, _detail(bank, known, record), steps)


def _detail(bank: Bank, known: Knowledge, record: Record) -> str:
    if isinstance(record, Funn):
        return f"Styrke {known.ord(record)}" if known.av(record) else "Beskrivelse"
    if isinstance(record, Case):
        whole = bank.whole(record)
        title = plain(bank, record.tittel)
        return ", ".join(str(place) for place in (whole.kommune, whole.land) if place and str(place) not in title)
    if isinstance(record, Kilde):
        return str(record.utgiver)
    return norsk.periode(record.tid) if isinstance(record, Hendelse) else ""


def page_card(bank: Bank, page: str, head: Head) -> Card:
    """The card of a list, of a page that gathers, or of a hand-written one. The front page's tells what the site is."""
    site, title, about = str(bank.nettsted.navn), head["title"], head["description"]
    if page == "index.md":
        return Card(site, about.removesuffix("."))
    folder, _, name = page.rpartition("/")
    if name == "index.md" and folder in BY_FOLDER:
        cls = BY_FOLDER[folder]
        return Card(site, title, detail=norsk.antall(len(bank.of(cls)), cls.navn, cls.flertall))
    above = head.get("sti") or [{"navn": ""}]
    return Card(site, title, above[-1]["navn"], about)
