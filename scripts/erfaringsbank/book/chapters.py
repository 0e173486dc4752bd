"""The whole bank as chapters of one report: the same templates as the pages, put together for paper. Pure.

What a page shows is what the report shows. A record keeps its ID as its number, and its links lead to where the other
record stands in the report, or else to the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markdown import Markdown
from markupsafe import Markup

from erfaringsbank import norsk, source_list
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank, Side
from erfaringsbank.book.plain import FOR_PAPER, numbered
from erfaringsbank.html_templating import render_html
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.pages import prose_page, record_page
from erfaringsbank.paper.fragments import Frame, Lead, fragment, in_document
from erfaringsbank.pictures import Pictures
from erfaringsbank.records import TYPES, Dato, Kilde, Record, Spørsmål
from erfaringsbank.view import View, plain

EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "def_list", "md_in_html")
"""What the engines read Markdown with: their own three, and those of mkdocs.yml."""
ORDER = (
    "funn", "anbefalinger", "caser", "organisasjonsmodeller", "mal", "erfaringer", "metoder", "tjenester",
    "motsigelser", "undersokelser", "hendelser", "roller", "begreper",
)  # fmt: skip
READING = "slik-leser-du-banken"


@dataclass(frozen=True, slots=True)
class Part:
    """A record in the report: its anchor, its number, its title with the language of it, and its HTML."""

    id: str
    nummer: str
    tittel: str
    språk: str
    html: Markup


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its anchor, its heading, what stands first in it, and its records."""

    id: str
    tittel: str
    html: Markup
    deler: tuple[Part, ...] = ()


class Chapters:
    """The chapters of a bank's report, as they are on a day."""

    def __init__(self, bank: Bank, today: date) -> None:
        self.bank = bank
        self.today = today
        self.known = Knowledge(bank, today)
        self._markdown = Markdown(extensions=list(EXTENSIONS))
        pages = {url_of(page_of(record)): str(record.id) for record in bank.records.values()}
        self._lead: Lead = in_document(pages, self._on_site)

    def all(self) -> Iterator[Chapter]:
        """Every chapter in order. What the bank has nothing of, has no chapter."""
        yield self._about()
        yield self._unknown()
        by_folder = {cls.mappe: cls for cls in TYPES}
        for folder in ORDER:
            cls = by_folder[folder]
            if self.bank.of(cls):
                yield Chapter(cls.mappe, cls.flertall.capitalize(), Markup(), tuple(map(self._part, self.bank.of(cls))))
        if self.bank.of(Kilde):
            yield self._sources()

    def _on_site(self, path: str, anchor: str) -> str:
        return self.bank.nettsted.adresse.rstrip("/") + "/" + path + (f"#{anchor}" if anchor else "")

    def _about(self) -> Chapter:
        """What this is, what to be careful with, what one may do with it, and how it is read."""
        reading = next((side for side in self.bank.sider if side.path == READING), None)
        site = self.bank.nettsted
        told = {"site": site, "dag": norsk.dato(self._day()), "typer": self._counts(), "forbehold": bool(reading)}
        first = render_html("rapport-om", **told)
        return Chapter("om", "Om rapporten", first + (self._prose(reading) if reading else Markup()))

    def _day(self) -> Dato:
        return Dato(self.today.isoformat())

    def _counts(self) -> list[str]:
        kinds = [cls for cls in TYPES if self.bank.of(cls)]
        return [norsk.antall(len(self.bank.of(cls)), cls.navn, cls.flertall) for cls in kinds]

    def _unknown(self) -> Chapter:
        """What nobody knows, early in the report: the table of gaps, and every open question."""
        view = View(self.bank, "kunnskapshull/index.md", self.today)
        frame = Frame("kunnskapshull/", "hull", 0, self._lead)
        picture = _markup(fragment(str(Pictures(self.known).hull(view)), frame, *FOR_PAPER))
        questions = tuple(map(self._part, self.bank.of(Spørsmål)))
        first = render_html("rapport-hull", antall=len(questions))
        return Chapter("vet-ikke", "Det vi ikke vet", first + picture, questions)

    def _part(self, record: Record) -> Part:
        _, text = record_page(self.bank, record, self.today, self.known)
        frame = Frame(url_of(page_of(record)), str(record.id), 1, self._lead)
        html = fragment(self._html(text), frame, numbered(record.id.upper(), self._place(record)), *FOR_PAPER)
        title = plain(self.bank, record.tittel)
        language = "" if record.språk == "nb" else record.språk
        return Part(str(record.id), record.id.upper(), title, language, _markup(html))

    def _place(self, record: Record) -> str:
        """The short address of a record, and when somebody last looked over it."""
        view = View(self.bank, page_of(record), self.today)
        checked = record.sist_sjekket
        seen = f"Sist sjekket {norsk.dato(checked)}" if checked else "Ikke kontrollert av redaksjonen"
        return f"{view.kort_adresse(record)} · {seen}"

    def _prose(self, side: Side) -> Markup:
        page, text = prose_page(self.bank, side, self.today)
        return _markup(fragment(self._html(text), Frame(url_of(page), "les", 1, self._lead), *FOR_PAPER))

    def _html(self, page: str) -> str:
        """The Markdown of a page, without its head, as HTML."""
        return self._markdown.reset().convert(page.split("---\n", 2)[2])

    def _sources(self) -> Chapter:
        entries = [(source, source_list.entry(self.bank, source)) for source in self.bank.of(Kilde)]
        rows = [(entry, source.lest, plain(self.bank, source.inneholder or "")) for source, entry in entries]
        return Chapter("kilder", "Kilder", render_html("rapport-kilder", kilder=rows))


def _markup(html: str) -> Markup:
    """HTML that was made of our own pages, where every value is escaped already."""
    return Markup(html)  # noqa: S704
