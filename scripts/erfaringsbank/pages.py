"""Bank → {path: Markdown}: a page a record, a list a type, and the pages that gather. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank, Side
from erfaringsbank.markup import front_matter
from erfaringsbank.records import TYPES, Record
from erfaringsbank.templating import render
from erfaringsbank.view import View, plain

_TYPES = SimpleNamespace(**{cls.__name__: cls for cls in TYPES})


def pages(bank: Bank, today: date) -> Iterator[tuple[str, str]]:
    """Every page of the bank as (path under `build/docs`, Markdown), in a stable order."""
    for record in bank.records.values():
        yield record_page(bank, record, today)
    for cls in TYPES:
        yield list_page(bank, cls, today)
    yield _gathering(bank, today, "alle/index.md", "alle", "Alt i banken", "Alle postene i banken på én side.")
    about = "Målene, funnene og modellene fra prosjektet, og det vi ikke vet."
    yield _gathering(bank, today, "beste-praksis/index.md", "beste-praksis", "Beste praksis", about)
    site = bank.nettsted
    yield _gathering(bank, today, "index.md", "forside", site.navn, site.undertittel)
    for side in bank.sider:
        yield prose_page(bank, side, today)


def record_page(bank: Bank, record: Record, today: date) -> tuple[str, str]:
    """The page of one record."""
    page = page_of(record)
    view = View(bank, page, today)
    body = render(f"poster/{record.mappe}.md.j2", v=view, bank=bank, r=record, typer=_TYPES)
    title = plain(bank, record.tittel)
    head = {"title": title, "description": f"{type(record).navn.capitalize()} {record.id.upper()}: {title}"}
    head |= {"erfaringsbank_id": str(record.id), "kildefil": record.fil}
    return page, front_matter(head) + _in_language(body, record.språk)


def list_page(bank: Bank, cls: type[Record], today: date) -> tuple[str, str]:
    """The list of one type."""
    page = f"{cls.mappe}/index.md"
    records = bank.of(cls)
    body = render(f"lister/{cls.mappe}.md.j2", v=View(bank, page, today), bank=bank, poster=records, typer=_TYPES)
    title = _heading(body)
    return page, front_matter({"title": title, "description": f"{title} i {bank.nettsted.navn}."}) + body


def _gathering(bank: Bank, today: date, page: str, template: str, title: str, about: str) -> tuple[str, str]:
    view = View(bank, page, today)
    body = render(f"lister/{template}.md.j2", v=view, bank=bank, typer=_TYPES, typeliste=TYPES)
    return page, front_matter({"title": title, "description": about}) + body


def prose_page(bank: Bank, side: Side, today: date) -> tuple[str, str]:
    """A hand-written page: its own Markdown under the title, with mentions as links."""
    page = f"{side.path}.md"
    view = View(bank, page, today)
    body = f"# {view.t(side.tittel)}\n\n{view.side(side.body)}"
    head = {"title": plain(bank, side.tittel), "description": plain(bank, side.beskrivelse), "kildefil": side.file}
    return page, front_matter(head) + _in_language(body, side.språk)


def _heading(body: str) -> str:
    return body.split("\n", 1)[0].removeprefix("# ")


def _in_language(body: str, language: str) -> str:
    """A page in another language than bokmål says so, for those who hear it read aloud."""
    return body if language == "nb" else f'<div lang="{language}" markdown>\n\n{body}\n</div>\n'


def data_page(files: list[tuple[str, str]]) -> tuple[str, str]:
    """The list of exported files: (name under `data/`, what it holds)."""
    body = render("data.md.j2", filer=files)
    return "data/index.md", front_matter({"title": "Data", "description": "Alt i banken som åpne data."}) + body
