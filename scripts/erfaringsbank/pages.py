"""Bank → {path: Markdown}: a page a record, a list a type, and the pages that gather. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

from erfaringsbank import markup
from erfaringsbank.addresses import card_of, page_of
from erfaringsbank.bank import Bank, Side
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.pictures import Pictures
from erfaringsbank.records import TYPES, Record
from erfaringsbank.records.values import MENTION
from erfaringsbank.shell import head
from erfaringsbank.templating import anchor, render
from erfaringsbank.view import View, plain

_BARE_HEADING = re.compile(r"#{2,6} [^{}]*$")
_TYPES = SimpleNamespace(**{cls.__name__: cls for cls in TYPES})


GATHERINGS = (
    ("alle", "Alt i banken", "Alle postene i banken på én side."),
    ("beste-praksis", "Beste praksis", "Målene, funnene og modellene, og det vi ikke vet."),
    ("kunnskapshull", "Kunnskapshull", "Hva banken har funn om, og hvor vi ikke vet."),
    ("landskap", "Landskapet", "Kommunene etter felles lokale og felles leder, uten rangering."),
    ("styrke", "Slik regner vi styrke", "Den åpne regelen for hvor sikkert et funn er."),
)

SCRIPTS = {"alle": "assets/alle.js"}  # what a page has of its own, beside what all have


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
    about = f"{type(record).navn.capitalize()} {record.id.upper()}: {title}"
    more = {"her": record.id.upper(), "erfaringsbank_id": str(record.id), "kildefil": record.fil}
    more |= {"kort": card_of(record)}
    return page, head(page, title, about, body, **more) + _in_language(body, record.språk)


def list_page(bank: Bank, cls: type[Record], today: date, known: Knowledge) -> tuple[str, str]:
    """The list of one type."""
    page = f"{cls.mappe}/index.md"
    view = View(bank, page, today)
    more = {"b": Pictures(known), "typer": _TYPES}
    body = render(f"lister/{cls.mappe}.md.j2", v=view, s=known, bank=bank, poster=bank.of(cls), **more)
    title = _heading(body)
    return page, head(page, title, f"{title} i {bank.nettsted.navn}.", body, bred=True) + body


def _gathering(known: Knowledge, page: str, template: str, title: str, about: str, **more: object) -> tuple[str, str]:
    view = View(known.bank, page, known.today)
    more |= {"b": Pictures(known), "typer": _TYPES, "typeliste": TYPES}
    body = render(f"lister/{template}.md.j2", v=view, s=known, bank=known.bank, **more)
    return page, head(page, title, about, body, bred=True, skript=SCRIPTS.get(template, "")) + body


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
    body = f"# {view.t(side.tittel)}\n\n{view.side(anchored(side.body))}"
    title, about = plain(bank, side.tittel), plain(bank, side.beskrivelse)
    return page, head(page, title, about, body, kildefil=side.file) + _in_language(body, side.språk)


def anchored(body: str) -> str:
    """Give the headings of a hand-written page ASCII anchors: the engines drop æ and ø instead of folding them.

    A heading with an anchor of its own, and one in code, is left alone. The second of two like ones gets `-2`.
    """
    seen: Counter[str] = Counter()
    code = markup.without_code(body)
    lines = zip(body.split("\n"), code.split("\n"), strict=True)
    return "\n".join(_anchored(line, seen) if _BARE_HEADING.match(masked) else line for line, masked in lines)


def _anchored(line: str, seen: Counter[str]) -> str:
    name = anchor(MENTION.sub(" ", line))
    seen[name] += 1
    return f"{line.rstrip()} {{ #{name}{f'-{seen[name]}' if seen[name] > 1 else ''} }}"


def _heading(body: str) -> str:
    return body.split("\n", 1)[0].removeprefix("# ")


def _in_language(body: str, language: str) -> str:
    """A page in another language than bokmål says so, for those who hear it read aloud."""
    return body if language == "nb" else f'<div lang="{language}" markdown>\n\n{body}\n</div>\n'


def data_page(files: list[tuple[str, str]]) -> tuple[str, str]:
    """The list of exported files: (name under `data/`, what it holds)."""
    body = render("data.md.j2", filer=files)
    return "data/index.md", head("data/index.md", "Data", "Alt i banken som åpne data.", body) + body
