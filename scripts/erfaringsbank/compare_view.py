"""Comparisons as HTML and as data: the same cells on a static page and in what the script fetches. Pure.

A page for two cases is a table of their cells. The script that lays other cases side by side fetches the cells, one
small file a case, so the words, the links and the marks are the same whichever way the reader came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from erfaringsbank import markup, norsk, source_list
from erfaringsbank.bank import Bank
from erfaringsbank.comparing import FOLDER, Comparable, answer, mark, rows, short_names
from erfaringsbank.html_templating import escape, render_html
from erfaringsbank.records import Case, Kilde, Organisasjonsmodell, Record
from erfaringsbank.templating import environment
from erfaringsbank.view import View

KINDS: tuple[type[Comparable], ...] = (Case, Organisasjonsmodell)
_LINE_END = re.compile(r"[ \t]*\n\s*")
_SOURCE = re.compile(rf"/{Kilde.mappe}/({Kilde.bokstav}\d+)-")
_ASKS = re.compile(r"([?!]</a>)\.(?!\.)")


class HtmlView(View):
    """A view whose links are HTML and not Markdown; all else that it gives is the same in both."""

    def lenke(self, id_: str, text: str | None = None) -> Markup:
        if id_ not in self.bank.records:
            return markup.escape(id_)
        record = self.bank[id_]
        language = _language(record) if text is None else ""
        words = markup.escape(self.tittel(record) if text is None else text)
        return Markup(f'<a href="{escape(self.adresse(record))}"{language}>{words}</a>')  # noqa: S704  all are escaped


def _language(record: Record) -> str:
    language = record.kildespråk if isinstance(record, Kilde) else record.språk
    return "" if language == "nb" else f' lang="{language}"'


class Comparisons:
    """The comparisons of a bank. Every address in them holds from any page of the folder, and from its data."""

    def __init__(self, bank: Bank, today: date) -> None:
        self.bank = bank
        self._view = HtmlView(bank, f"{FOLDER}/data.md", today)
        self._cells: dict[str, tuple[Markup, ...]] = {}
        self._names: dict[str, str] = {}
        for cls in KINDS:
            records = bank.of(cls)
            names = short_names(self._view.tittel(record) for record in records)
            self._names |= {str(record.id): name for record, name in zip(records, names, strict=True)}

    def navn(self, id_: str) -> str:
        """The short name of a case or a model, no other's."""
        return self._names[id_]

    def overskrift(self, records: Sequence[Comparable]) -> str:
        """«Askim og Mysen»."""
        return norsk.ramse([self.navn(record.id) for record in records])

    def celler(self, record: Comparable) -> tuple[Markup, ...]:
        """The heading of a record's column, and its cells in the order of the rows."""
        if record.id not in self._cells:
            self._cells[record.id] = tuple(self._made(record))
        return self._cells[record.id]

    def _made(self, record: Comparable) -> Iterator[Markup]:
        whole = self.bank.whole(record) if isinstance(record, Case) else record
        answered = [(row, answer(self.bank, record, row)) for row in rows(self.bank, type(record))]
        values = {"v": self._view, "bank": self.bank, "r": record, "hel": whole, "navn": self.navn(record.id)}
        text = environment().get_template("celler.md.j2").render(rader=answered, **values)
        tight = _ASKS.sub(r"\1", _LINE_END.sub("\n", text).strip())
        yield from (Markup(cell.replace("\n", " ").strip()) for cell in re.split(r"\n(?=<td)", tight))  # noqa: S704

    def bilde(self, records: Sequence[Comparable], cls: type[Comparable]) -> Markup:
        """The comparison of some records as one block of HTML. Of none, it is the mould that the script fills."""
        heads, *columns = zip(*(self.celler(record) for record in records), strict=True) if records else [()]
        lines = []
        for index, row in enumerate(rows(self.bank, cls)):
            marked = mark(answer(self.bank, record, row) for record in records) if records else ""
            lines.append((row, marked, columns[index] if columns else ()))
        names = [self.navn(record.id) for record in records]
        told = {"navn": names, "hoder": heads, "linjer": lines, "merkes": cls is Case}
        return render_html("sammenligning", **told)

    def kildeliste(self, records: Sequence[Comparable], view: View) -> Markup:
        """The sources that the cells of some records lead to, as a block of HTML with whole addresses."""
        cited = {id_ for record in records for cell in self.celler(record) for id_ in _SOURCE.findall(cell)}
        sources = [source for source in self.bank.of(Kilde) if source.id in cited]
        return source_list.block(source_list.entry(self.bank, source, view.adresse(source)) for source in sources)

    def velger(self, cls: type[Comparable], until: Markup | str = "") -> Markup:
        """The form for those with the script, and where its comparison is shown; `until` stands there until then."""
        heading = "Velg to til fire caser" if cls is Case else "Velg to til fire modeller"
        groups = self._groups(cls)
        told = {"slag": cls.bokstav, "ledetekst": heading, "grupper": groups, "fra_før": until}
        return render_html("velg-sammenligning", **told, mal=self.bilde((), cls))

    def _groups(self, cls: type[Comparable]) -> list[tuple[str, list[tuple[str, str]]]]:
        """The records to choose among, by country, Norway first, and in alphabetical order."""
        by_country: dict[str, list[Comparable]] = {}
        for record in self.valgbare(cls):
            country = (self.bank.whole(record).land or "Land ikke lest") if isinstance(record, Case) else ""
            by_country.setdefault(country, []).append(record)
        order = sorted(by_country, key=lambda country: (country != "Norge", norsk.alphabetical(country)))
        return [(country, [self._option(record) for record in self._sorted(by_country[country])]) for country in order]

    def _sorted(self, records: list[Comparable]) -> list[Comparable]:
        return sorted(records, key=lambda record: (norsk.alphabetical(self.navn(record.id)), record.nummer))

    def _option(self, record: Comparable) -> tuple[str, str]:
        return str(record.id), self.navn(record.id)

    def valgbare(self, cls: type[Comparable]) -> list[Comparable]:
        """The records that can be compared: those that still hold."""
        return [record for record in self.bank.of(cls) if not record.er_ute]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What the script fetches, one file a record: its name, its column's heading and its cells."""
        for cls in KINDS:
            for record in self.valgbare(cls):
                heading, *cells = map(str, self.celler(record))
                told = {"id": record.id, "navn": self.navn(record.id), "hode": heading, "celler": cells}
                text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
                yield f"{FOLDER}/data/{record.id}.json", f"{text}\n".encode()
