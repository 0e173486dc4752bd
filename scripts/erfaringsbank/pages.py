"""Bank → {path: Markdown}: a page a record, a list a type, and the pages that gather. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from types import SimpleNamespace

from erfaringsbank import comparing, markup
from erfaringsbank.addresses import card_of, page_of
from erfaringsbank.bank import Bank, Side
from erfaringsbank.compare_view import Comparisons
from erfaringsbank.facets import Choice, Facet, facets
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.pictures import Pictures
from erfaringsbank.records import TYPES, Case, Record
from erfaringsbank.records.values import MENTION
from erfaringsbank.selection import SCRIPT, Selection, page_of_choice
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
    ("sok", "Søk", "Søk i alle postene og i hvert utsagn."),
    ("sammenlign", "Sammenlign", "Legg to til fire caser side om side, uten rangering."),
    ("styrke", "Slik regner vi styrke", "Den åpne regelen for hvor sikkert et funn er."),
)

_COMPARE = "assets/sammenlign.js"
# What a page has of its own, beside what all have.
SCRIPTS = {"sok": "assets/sok-side.js", "sammenlign": _COMPARE, "sammenlign-modeller": _COMPARE}


def pages(bank: Bank, today: date) -> Iterator[tuple[str, str]]:
    """Every page of the bank as (path under `build/docs`, Markdown), in a stable order."""
    known = Knowledge(bank, today)
    for record in bank.records.values():
        yield record_page(bank, record, today, known)
    for cls in TYPES:
        narrowed = facets(known, cls)
        yield list_page(known, cls, narrowed)
        for facet in narrowed:
            for choice in facet.choices:
                yield choice_page(known, cls, facet, choice)
    more = {"k": Comparisons(bank, today)}
    for name, title, about in GATHERINGS:
        yield _gathering(known, f"{name}/index.md", name, title, about, **more)
    yield from comparisons(known, **more)
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


def list_page(known: Knowledge, cls: type[Record], narrowed: Sequence[Facet]) -> tuple[str, str]:
    """The list of one type, with the facets it can be narrowed by."""
    bank, page = known.bank, f"{cls.mappe}/index.md"
    view = View(bank, page, known.today)
    more: dict[str, object] = {"b": Pictures(known), "typer": _TYPES}
    more |= {"utvalg": Selection(view, cls, tuple(narrowed))} if narrowed else {}
    body = render(f"lister/{cls.mappe}.md.j2", v=view, s=known, bank=bank, poster=bank.of(cls), **more)
    title = _heading(body)
    script = SCRIPT if narrowed else ""
    return page, head(page, title, f"{title} i {bank.nettsted.navn}.", body, bred=True, skript=script) + body


def choice_page(known: Knowledge, cls: type[Record], facet: Facet, choice: Choice) -> tuple[str, str]:
    """The records of a type that have one value, for those without a script. It has the card of the list."""
    page, whole, plural = page_of_choice(cls, choice), f"{cls.mappe}/index.md", cls.flertall.capitalize()
    view = View(known.bank, page, known.today)
    here = f"{facet.name}: {choice.name}"
    more = {"liste": whole, "side": lambda other: page_of_choice(cls, other), "type": cls}
    more |= {"tittel": f"{plural}. {here}", "antall": len(known.bank.of(cls)), "fasett": facet, "valg": choice}
    body = render("lister/utvalg.md.j2", v=view, s=known, bank=known.bank, **more)
    about = f"{plural} i {known.bank.nettsted.navn} med {here}."
    return page, head(page, f"{plural}. {here}", about, body, bred=True, her=here, kort=card_of(whole)) + body


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
        more = {"bred": True, "kort": card_of(f"{comparing.FOLDER}/index.md")}
        yield page, head(page, title, f"{title} side om side, uten rangering.", body, **more) + body


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
