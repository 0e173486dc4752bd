"""Bank → what can be found: every record, every hand-written page, and the pages that gather. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank, Side
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import TYPES, Begrep, Case, Erfaring, Funn, Hendelse, Record, Tekst, Tittel
from erfaringsbank.records.statement import Tall
from erfaringsbank.view import plain

PAGE = "side"
_MARKUP = re.compile(r"\]\([^)]*\)|[#*_`|>{}\[\]]|^---.*$", re.MULTILINE)
_SENTENCE = re.compile(r"\n\s*\n|\n(?=[-*#|\d])|(?<=[.!?»])\s+(?=[A-ZÆØÅ«])")


_CLOSED = ("art", "fase", "fra", "status", "hører_til", "hviler_på")
"""Fields with a closed list of answers that a reader may ask for."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that can be found. `names` are other ways to write its title, `also` other words for it, `facts` what
    a reader may ask for and no sentence says, `texts` the sentences in order, `linked` the titles its page leads to,
    `asked` what people may write when it is the answer."""

    id: str
    url: str
    type: str
    title: str
    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    step: int | None = None


def documents(known: Knowledge, gatherings: Iterable[tuple[str, str, str]]) -> Iterator[Document]:
    """Everything in the published order. `gatherings` are (page, title, about) of the pages the bank makes itself."""
    bank = known.bank
    for record in bank.records.values():
        yield of_record(known, record)
    for side in bank.sider:
        yield of_page(bank, side)
    for name, title, about in gatherings:
        yield Document(name, f"{name}/", PAGE, title, texts=(about,), asked=bank.ways_in.get(name, ()))


def of_record(known: Knowledge, record: Record) -> Document:
    """A record with everything it says."""
    bank = known.bank
    terms = (record.former, record.synonymer) if isinstance(record, Begrep) else ((), ())
    graded = known.av(record) if isinstance(record, Funn) else None
    case = bank.whole(record) if isinstance(record, Case) else None
    return Document(
        id=str(record.id),
        url=url_of(page_of(record)),
        type=type(record).navn,
        title=plain(bank, record.tittel),
        names=tuple(map(str, terms[0])),
        also=tuple(map(str, terms[1])),
        facts=tuple(dict.fromkeys(filter(None, _facts(bank, record)))),
        texts=tuple(dict.fromkeys(_texts(bank, record))),
        linked=tuple(_linked(bank, record)),
        asked=bank.ways_in.get(record.id, ()),
        country=(case.land or "") if case else "",
        place=_place(bank, record),
        step=graded.step if graded else None,
    )


def _texts(bank: Bank, record: Record) -> Iterator[str]:
    """Every text of a record but its title, and its numbers with their units."""
    terms = (record.former + record.synonymer) if isinstance(record, Begrep) else ()
    for _, value in bank.walk(record):
        if isinstance(value, Tall):
            yield value.vist
        elif isinstance(value, Tekst) and not isinstance(value, Tittel) and value not in terms:
            yield plain(bank, value).replace("\n\n", " ")


def _facts(bank: Bank, record: Record) -> Iterator[str]:
    """The answers on the axes that are not no, the place and its country, and what the record is said to be about."""
    axes, outcomes = bank.vocabulary.akser, bank.vocabulary.utfall
    whole = bank.whole(record) if isinstance(record, Case) else record
    for axis, answer in getattr(whole, "akser", {}).items() if isinstance(whole, Case | Funn) else ():
        if axis in axes and answer in ("ja", "delvis"):
            yield f"{axes[axis].navn}: {answer}"
    if isinstance(whole, Case):
        yield from filter(None, (whole.land, whole.kommune))
    for name in _CLOSED:
        yield str(getattr(whole, name, None) or "")
    for outcome in _outcomes(record):
        yield outcomes[outcome].navn if outcome in outcomes else ""


def _linked(bank: Bank, record: Record) -> Iterator[str]:
    """The titles of the records it names, but not of its sources and readers: they are named by too many."""
    named = dict.fromkeys(edge.target for edge in bank.edges[record.id] if edge.kind != "kilde")
    for id_ in named:
        if id_ in bank.records and id_[0] not in "kur":
            yield plain(bank, bank[id_].tittel)


def _outcomes(record: Record) -> tuple[str, ...]:
    found = getattr(record, "utfall", ())
    return (found,) if isinstance(found, str) else found


def _place(bank: Bank, record: Record) -> str:
    """Where it is, for the card: the municipality of a case, the place of an event."""
    if isinstance(record, Case):
        whole = bank.whole(record)
        return " · ".join(filter(None, (whole.kommune, whole.land)))
    return str(record.sted or "") if isinstance(record, Hendelse | Erfaring) else ""


def of_page(bank: Bank, side: Side) -> Document:
    """A hand-written page, without its Markdown."""
    body = _MARKUP.sub(" ", plain(bank, side.body))
    pieces = (" ".join(piece.split()) for piece in _SENTENCE.split(body))
    texts = (plain(bank, side.beskrivelse), *(piece for piece in pieces if piece))
    title, asked = plain(bank, side.tittel), bank.ways_in.get(side.path, ())
    return Document(side.path, f"{side.path}/", PAGE, title, texts=tuple(dict.fromkeys(texts)), asked=asked)


def type_names() -> dict[str, str]:
    """What each type is called when there are many: for the facets."""
    return {cls.navn: cls.flertall for cls in TYPES} | {PAGE: "sider"}
