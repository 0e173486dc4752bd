"""Bank → {path: Markdown}: a page a record, a list a type, and the pages that gather. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from types import SimpleNamespace

from erfaringsbank import comparing, markup, qr, source_list
from erfaringsbank.addresses import card_of, page_of, relative
from erfaringsbank.bank import Bank, Side
from erfaringsbank.compare_view import Comparisons
from erfaringsbank.editions.change_pages import change_pages
from erfaringsbank.editions.edition_pages import edition_pages
from erfaringsbank.editions.released import History
from erfaringsbank.events import programme_view
from erfaringsbank.facets import Choice, Facet, facets
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.opendata.exports import ALL, CONTENT_LICENCE, FEEDS, MACHINES, OTHER, SCHEMAS, TABLES, File, address
from erfaringsbank.opendata.feeds import NAME, feed_of
from erfaringsbank.paper import sections
from erfaringsbank.pictures import Pictures
from erfaringsbank.records import TYPES, Case, Record
from erfaringsbank.records.values import MENTION
from erfaringsbank.selection import SCRIPT, Selection, page_of_choice
from erfaringsbank.shell import head
from erfaringsbank.templating import anchor, render
from erfaringsbank.view import View, plain

_BARE_HEADING = re.compile(r"#{2,6} [^{}]*$")
_OF_ALL = ("index.md", "alle/index.md")
_KINDS = (ALL, TABLES, SCHEMAS, FEEDS, MACHINES, OTHER)
_TYPES = SimpleNamespace(**{cls.__name__: cls for cls in TYPES})


_COMPARE = "assets/sammenlign.js"
# What a page has of its own, beside what all have.
SCRIPTS = {"sok": "assets/sok-side.js", "sammenlign": _COMPARE, "sammenlign-modeller": _COMPARE}


def pages(bank: Bank, today: date) -> Iterator[tuple[str, str]]:
    """Every page of the bank as (path under `build/docs`, Markdown), in a stable order."""
    known = Knowledge(bank, today)
    for record in bank.records.values():
        yield record_page(bank, record, today, known)
    for cls in TYPES:
        yield from _lists(known, cls)
    yield from sections.moulds(bank)
    more = {"k": Comparisons(bank, today)}
    for name, title, about in GATHERINGS:
        yield _gathering(known, f"{name}/index.md", name, title, about, **more)
    yield from comparisons(known, **more)
    for outcome in bank.vocabulary.utfall:
        yield _gap_page(known, outcome)
    yield _gathering(known, "index.md", "forside", bank.nettsted.navn, bank.nettsted.undertittel)
    yield from programme_view.programme_pages(known)
    history = History(bank, today)
    yield from edition_pages(known, history)
    yield from change_pages(known, history)
    for side in bank.sider:
        yield prose_page(bank, side, today)


def record_page(bank: Bank, record: Record, today: date, known: Knowledge) -> tuple[str, str]:
    """The page of one record."""
    page = page_of(record)
    view = View(bank, page, today)
    body = render(
        f"poster/{record.mappe}.md.j2", v=view, s=known, bank=bank, r=record, typer=_TYPES, ta_med=programme_view
    )
    title = plain(bank, record.tittel)
    about = f"{type(record).navn.capitalize()} {record.id.upper()}: {title}"
    more: dict[str, object] = {"her": record.id.upper(), "erfaringsbank_id": str(record.id), "kildefil": record.fil}
    more |= {"kort": card_of(record)} | qr.head_of(bank, record)
    return page, head(page, title, about, body, **more) + _in_language(body, record.språk)


def list_page(known: Knowledge, cls: type[Record], narrowed: Sequence[Facet]) -> tuple[str, str]:
    """The list of one type, with the facets it can be narrowed by."""
    bank, page = known.bank, f"{cls.mappe}/index.md"
    view = View(bank, page, known.today)
    more: dict[str, object] = {"b": Pictures(known), "typer": _TYPES, "ta_med": programme_view}
    more |= {"utvalg": Selection(view, cls, tuple(narrowed))} if narrowed else {}
    body = render(f"lister/{cls.mappe}.md.j2", v=view, s=known, bank=bank, poster=bank.of(cls), **more)
    body += sections.link(cls) if bank.of(cls) else ""
    title = _heading(body)
    script = SCRIPT if narrowed else ""
    code = qr.head_of(bank, page)
    told = {"bred": True, "skript": script, "strom": feed_of(cls), "strom_navn": cls.flertall.capitalize()} | code
    return page, head(page, title, f"{title} i {bank.nettsted.navn}.", body, **told) + body


def _lists(known: Knowledge, cls: type[Record]) -> Iterator[tuple[str, str]]:
    """The list of a type, and a page for each value that it can be narrowed by."""
    narrowed = facets(known, cls)
    yield list_page(known, cls, narrowed)
    if narrowed:
        yield choices_page(known, cls, narrowed)
    for facet in narrowed:
        for choice in facet.choices:
            yield choice_page(known, cls, facet, choice)


def choices_page(known: Knowledge, cls: type[Record], narrowed: Sequence[Facet]) -> tuple[str, str]:
    """Every value that a list can be narrowed by, with the way to its page. It has the card of the list."""
    page, whole, plural = f"{cls.mappe}/utvalg/index.md", f"{cls.mappe}/index.md", cls.flertall.capitalize()
    view, title = View(known.bank, page, known.today), f"{plural} etter egenskap"
    more = {"liste": whole, "side": lambda other: page_of_choice(cls, other), "type": cls}
    body = render("lister/utvalg-alle.md.j2", v=view, bank=known.bank, tittel=title, fasetter=narrowed, **more)
    about = f"Det {cls.flertall} i {known.bank.nettsted.navn} kan velges ut etter."
    told = {"her": title, "kort": card_of(whole)} | qr.head_of(known.bank, page)
    return page, head(page, title, about, body, **told) + body


def choice_page(known: Knowledge, cls: type[Record], facet: Facet, choice: Choice) -> tuple[str, str]:
    """The records of a type that have one value, for those without a script. It has the card of the list."""
    page, whole, plural = page_of_choice(cls, choice), f"{cls.mappe}/index.md", cls.flertall.capitalize()
    view = View(known.bank, page, known.today)
    here = f"{facet.name}: {choice.name}"
    more = {"liste": whole, "side": lambda other: page_of_choice(cls, other), "type": cls}
    more |= {"tittel": f"{plural}. {here}", "antall": len(known.bank.of(cls)), "fasett": facet, "valg": choice}
    body = render("lister/utvalg.md.j2", v=view, s=known, bank=known.bank, **more)
    about = f"{plural} i {known.bank.nettsted.navn} med {here}."
    told = {"bred": True, "her": here, "kort": card_of(whole)} | qr.head_of(known.bank, page)
    return page, head(page, f"{plural}. {here}", about, body, **told) + body


def _gathering(known: Knowledge, page: str, template: str, title: str, about: str, **more: object) -> tuple[str, str]:
    view = View(known.bank, page, known.today)
    more |= {"b": Pictures(known), "typer": _TYPES, "typeliste": TYPES}
    body = render(f"lister/{template}.md.j2", v=view, s=known, bank=known.bank, **more)
    code = qr.head_of(known.bank, page)
    code |= {"strom": NAME, "strom_navn": str(known.bank.nettsted.navn)} if page in _OF_ALL else {}
    return page, head(page, title, about, body, bred=True, skript=SCRIPTS.get(template, ""), **code) + body


def _gap_page(known: Knowledge, outcome: str) -> tuple[str, str]:
    """What is known and not known about one outcome, axis by axis."""
    name = known.bank.vocabulary.utfall[outcome].navn
    page = f"kunnskapshull/{anchor(outcome)}.md"
    about = f"{name}: hva vi vet og ikke vet, på steder med ulike egenskaper."
    return _gathering(known, page, "kunnskapshull-utfall", name, about, nøkkel=outcome)


def comparisons(known: Knowledge, k: Comparisons) -> Iterator[tuple[str, str]]:
    """The pages where something stands side by side: the models together, and each two cases that a page suggests."""
    title, about = "Sammenlign modellene", "Organisasjonsmodellene side om side, uten rangering."
    yield _gathering(known, f"{comparing.FOLDER}/modeller/index.md", "sammenlign-modeller", title, about, k=k)
    for pair in comparing.pairs(known.par):
        page, both = pair.side, [known.bank[id_] for id_ in (pair.første, pair.andre)]
        title = k.overskrift([case for case in both if isinstance(case, Case)])
        view = View(known.bank, page, known.today)
        body = render("lister/sammenlign-par.md.j2", v=view, bank=known.bank, par=pair, poster=both, k=k)
        # One picture for all of these: there are many, and few are shared.
        more = {"bred": True, "kort": card_of(f"{comparing.FOLDER}/index.md")} | qr.head_of(known.bank, page)
        yield page, head(page, title, f"{title} side om side, uten rangering.", body, **more) + body


def prose_page(bank: Bank, side: Side, today: date) -> tuple[str, str]:
    """A hand-written page: its own Markdown under the title, with mentions as links."""
    page = f"{side.path}.md"
    view = View(bank, page, today)
    body = f"# {view.t(side.tittel)}\n\n{view.side(anchored(side.body))}"
    title, about = plain(bank, side.tittel), plain(bank, side.beskrivelse)
    sources = source_list.on_page(view)
    more = f"\n## Kilder {{ #kilder }}\n\n{sources}\n" if sources else ""
    told = {"kildefil": side.file} | qr.head_of(bank, page)
    return page, head(page, title, about, body + more, **told) + _in_language(body, side.språk) + more


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


def data_page(bank: Bank, files: Sequence[File]) -> tuple[str, str]:
    """What there is of open data, by what one would use it for."""
    page, site = "data/index.md", bank.nettsted
    kinds = {kind: [(relative(page, file.path), file.about) for file in files if file.kind == kind] for kind in _KINDS}
    body = render("data.md.j2", n=site, filer=kinds, kort_adresse=address(bank, "f3/post.json"), lisens=CONTENT_LICENCE)
    told = {"strom": NAME, "strom_navn": str(site.navn)}
    return page, head(page, "Data", "Alt i banken som åpne data.", body, **told) + body
