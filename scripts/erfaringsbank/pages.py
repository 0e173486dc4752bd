"""Bank → {path: Markdown}: a page a record, a list a type, and the pages that gather. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank, Side
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.markup import front_matter
from erfaringsbank.records import TYPES, Record
from erfaringsbank.templating import anchor, render
from erfaringsbank.view import View, plain

_TYPES = SimpleNamespace(**{cls.__name__: cls for cls in TYPES})


GATHERINGS = (
    ("alle", "Alt i banken", "Alle postene i banken på én side."),
    ("beste-praksis", "Beste praksis", "Målene, funnene og modellene, og det vi ikke vet."),
    ("kunnskapshull", "Kunnskapshull", "Hva banken har funn om, og hvor vi ikke vet."),
    ("landskap", "Landskapet", "Kommunene etter felles lokale og felles leder, uten rangering."),
    ("styrke", "Slik regner vi styrke", "Den åpne regelen for hvor sikkert et funn er."),
)


def pages(bank: Bank, today: date) -> Iterator[tuple[str, str]]:
    """Every page of the bank as (path under `build/docs`, Markdown), in a stable order."""
    known = Knowledge(bank, today)
    for record in bank.records.values():
        yield record_page(bank, record, today, known)
    for cls in TYPES:
        yield list_page(bank, cls, today, known)
    for name, title, about in GATHERINGS:
        yield _gathering(known, f"{name}/index.md", name, title, about)
    for outcome in bank.vocabulary.utfall:
        yield _gap_page(known, outcome)
    yield _gathering(known, "index.md", "forside", bank.nettsted.navn, bank.nettsted.undertittel)
    for side in bank.sider:
        yield prose_page(bank, side, today)


def record_page(bank: Bank, record: Record, today: date, known: Knowledge) -> tuple[str, str]:
    """The page of one record."""
    page = page_of(record)
    view = View(bank, page, today)
    body = render(f"poster/{record.mappe}.md.j2", v=view, s=known, bank=bank, r=record, typer=_TYPES)
    title = plain(bank, record.tittel)
    head = {"title": title, "description": f"{type(record).navn.capitalize()} {record.id.upper()}: {title}"}
    head |= {"erfaringsbank_id": str(record.id), "kildefil": record.fil}
    return page, front_matter(head) + _in_language(body, record.språk)


def list_page(bank: Bank, cls: type[Record], today: date, known: Knowledge) -> tuple[str, str]:
    """The list of one type."""
    page = f"{cls.mappe}/index.md"
    view = View(bank, page, today)
    body = render(f"lister/{cls.mappe}.md.j2", v=view, s=known, bank=bank, poster=bank.of(cls), typer=_TYPES)
    title = _heading(body)
    return page, front_matter({"title": title, "description": f"{title} i {bank.nettsted.navn}."}) + body


def _gathering(known: Knowledge, page: str, template: str, title: str, about: str, **more: str) -> tuple[str, str]:
    view = View(known.bank, page, known.today)
    body = render(f"lister/{template}.md.j2", v=view, s=known, bank=known.bank, typer=_TYPES, typeliste=TYPES, **more)
    return page, front_matter({"title": title, "description": about}) + body


def _gap_page(known: Knowledge, outcome: str) -> tuple[str, str]:
    """What is known and not known about one outcome, axis by axis."""
    name = known.bank.vocabulary.utfall[outcome].navn
    page = f"kunnskapshull/{anchor(outcome)}.md"
    about = f"{name}: hva vi vet og ikke vet, på steder med ulike egenskaper."
    return _gathering(known, page, "kunnskapshull-utfall", name, about, nøkkel=outcome)


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
