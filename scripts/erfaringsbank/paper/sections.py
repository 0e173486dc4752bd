"""All records of a type, whole, on one page made for paper: `/caser/utskrift/`. Pure.

The engine makes the page round it, with nothing inside; the records come from their own built pages, so that nothing is
rendered twice. A page like this says what other pages say, so it is not for search engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from erfaringsbank import norsk, source_list
from erfaringsbank.addresses import card_of, page_of, relative_url, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.html_templating import render_html
from erfaringsbank.paper.fragments import Frame, Lead, article_of, fragment, in_document
from erfaringsbank.records import TYPES, Kilde, Record
from erfaringsbank.shell import head
from erfaringsbank.view import plain

FOLDER = "utskrift"
_MOULD = '<div class="eb-hele"></div>'
_CITED = re.compile(r'id="kilde-(k\d+)"')


def page_of_all(cls: type[Record]) -> str:
    """The page file of all records of a type: `caser/utskrift/index.md`."""
    return f"{cls.mappe}/{FOLDER}/index.md"


def types(bank: Bank) -> list[type[Record]]:
    """The types that have such a page: those the bank has any record of."""
    return [cls for cls in TYPES if bank.of(cls)]


def moulds(bank: Bank) -> Iterator[tuple[str, str]]:
    """The pages as the engine gets them: (path under `build/docs`, Markdown), with a place for the records."""
    for cls in types(bank):
        page, title = page_of_all(cls), f"Alle {cls.flertall}"
        count = norsk.antall(len(bank.of(cls)), cls.navn, cls.flertall)
        about = f"{count} i {bank.nettsted.navn}, samlet for utskrift."
        body = f"# {title}\n\n{count}, hver med det som står på siden. [Til listen](../index.md)\n\n{_MOULD}\n"
        yield page, head(page, title, about, body, her="Utskrift", kort=card_of(f"{cls.mappe}/index.md")) + body


def link(cls: type[Record]) -> str:
    """The way from the list to the page, as Markdown."""
    return f"\n[Skriv ut alle {cls.flertall} i sin helhet]({FOLDER}/index.md)\n{{ .eb-til-utskrift }}\n"


def filled(bank: Bank, cls: type[Record], mould: str, built: Mapping[str, str]) -> str:
    """A built page with the records in it. `built` has the record's own built pages, by ID."""
    articles = {record.id: article_of(built[record.id]) for record in bank.of(cls)}
    cited = {id_ for html in articles.values() for id_ in _CITED.findall(html)}
    sources = [source for source in bank.of(Kilde) if source.id in cited and cls is not Kilde]
    here = url_of(page_of_all(cls))
    known = {url_of(page_of(record)): str(record.id) for record in bank.of(cls)}
    known |= {url_of(page_of(source)): f"kilde-{source.id}" for source in sources}
    lead = in_document(known, lambda path, anchor: "../" * here.count("/") + path + (f"#{anchor}" if anchor else ""))
    parts = (_part(record, fragment(articles[record.id], _frame(record, lead))) for record in bank.of(cls))
    whole = [_contents(bank, bank.of(cls)), *parts, _sources(bank, cls, sources)]
    content = "\n".join(filter(None, whole))
    return _canonical(mould).replace(_MOULD, f'<div class="eb-hele">\n{content}\n</div>', 1)


def _frame(record: Record, lead: Lead) -> Frame:
    return Frame(url_of(page_of(record)), str(record.id), 1, lead)


def _part(record: Record, html: str) -> str:
    return f'<section class="eb-hel-post" id="{record.id}">\n{html}\n</section>'


def _contents(bank: Bank, records: Iterable[Record]) -> Markup:
    rows = [(record.id, record.id.upper(), plain(bank, record.tittel), language_of(record)) for record in records]
    return render_html("hele-innhold", rader=rows)


def language_of(record: Record) -> str:
    """The language of a record's title when it is not bokmål."""
    language = record.kildespråk if isinstance(record, Kilde) else record.språk
    return "" if language == "nb" else language


def _sources(bank: Bank, cls: type[Record], sources: Iterable[Kilde]) -> str:
    here = page_of_all(cls)
    lines = [source_list.entry(bank, source, relative_url(here, page_of(source))) for source in sources]
    return f'<h2 id="kilder">Kilder</h2>\n{source_list.block(lines)}' if lines else ""


def _canonical(html: str) -> str:
    """The page leads search engines to the list."""
    tree = LexborHTMLParser(html)
    if tree.head is None:
        return html
    for node in tree.css('head link[rel="canonical"]'):
        node.attrs["href"] = (node.attributes["href"] or "").removesuffix(f"{FOLDER}/")
    robots = tree.create_node("meta")
    robots.attrs["name"], robots.attrs["content"] = "robots", "noindex"
    tree.head.insert_child(robots, move=True)
    return tree.html or ""
