"""What templates may call: a bank seen from one page. What the methods give is safe Markdown where it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from erfaringsbank import markup, norsk, trace
from erfaringsbank.addresses import page_of, relative
from erfaringsbank.bank import Bank, Edge, sources_of
from erfaringsbank.records import (
    Anbefaling,
    Case,
    Dato,
    Funn,
    Hendelse,
    Periode,
    Record,
    Rolle,
    Tall,
    Tekst,
    Utsagn,
)
from erfaringsbank.records.values import MENTION
from erfaringsbank.rules.numbers import base_of

R = TypeVar("R", bound=Record)
_CITATION = re.compile(r"\(kilder?:[^()]*\)")


def plain(bank: Bank, text: str) -> str:
    """A text with its mentions as words: `@f3.tall` as the number, `@f3` as the title. For heads, JSON and CSV."""
    return MENTION.sub(lambda mention: _words(bank, mention[1], mention[2], mention[3]), text)


def number_of(bank: Bank, id_: str, which: str | None) -> str:
    """The published number that `@f3.tall` (or `tall2` and on) stands for; the mention itself when there is none."""
    finding = bank.get(id_, Funn)
    index = int(which or 1) - 1
    return finding.tall[index].vist if finding and index < len(finding.tall) else f"@{id_}.tall{which or ''}"


def _words(bank: Bank, id_: str, tall: str | None, which: str | None) -> str:
    if tall:
        return number_of(bank, id_, which)
    return plain(bank, bank[id_].tittel) if id_ in bank.records else f"@{id_}"


class View:
    """A bank seen from `page`. Links are relative to it; `today` is the day the site was made."""

    def __init__(self, bank: Bank, page: str, today: date) -> None:
        self.bank = bank
        self.page = page
        self.today = today

    def tittel(self, record: Record) -> str:
        """The title as plain words."""
        return plain(self.bank, record.tittel)

    def til(self, page: str) -> Markup:
        """The relative address of another page."""
        return markup.url(relative(self.page, page))

    def lenke(self, id_: str, text: str | None = None) -> Markup:
        """A link to a record, with its title or with another text. An ID that is missing is shown as it is."""
        if id_ not in self.bank.records:
            return markup.escape(id_)
        record = self.bank[id_]
        return self._link(record, self.tittel(record) if text is None else text)

    def _link(self, record: Record, words: str) -> Markup:
        address = markup.url(relative(self.page, page_of(record)))
        return Markup("[") + markup.escape(words) + Markup("](") + address + Markup(")")

    def lenker(self, ids: Iterable[str]) -> Markup:
        """Links to several records, with commas."""
        return Markup(", ").join(self.lenke(id_) for id_ in ids)

    def kort(self, ids: Iterable[str]) -> Markup:
        """Links with the ID as text: «K9, K12»."""
        return Markup(", ").join(self.lenke(id_, id_.upper()) for id_ in ids)

    def t(self, text: str) -> Markup:
        """A text on one line, mentions as links."""
        parts: list[Markup] = []
        end = 0
        for mention in MENTION.finditer(text):
            parts += [self._between(text[end : mention.start()]), self._mention(mention[1], mention[2], mention[3])]
            end = mention.end()
        return Markup("").join([*parts, self._between(text[end:])])

    def _between(self, text: str) -> Markup:
        """Text between mentions keeps the space at its ends."""
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() and text.strip() else ""
        return Markup(before) + markup.escape(text) + Markup(after)  # noqa: S704

    def _mention(self, id_: str, tall: str | None, which: str | None) -> Markup:
        return self.lenke(id_, number_of(self.bank, id_, which) if tall else None)

    def p(self, text: str) -> Markup:
        """A text with its paragraphs."""
        return Markup("\n\n").join(self.t(part) for part in text.split("\n\n"))

    def side(self, body: str) -> Markup:
        """The Markdown of a hand-written page, with its mentions as links. Code is left alone.

        Inside «(kilde: …)» a source is named by its ID, so that the sentence can be read.
        """
        masked = markup.without_code(body)
        cited = [span.span() for span in _CITATION.finditer(masked)]
        parts: list[str] = []
        end = 0
        for mention in Tekst(masked).mentions():
            inside = any(start < mention.start() < stop for start, stop in cited)
            link = self.kort([mention[1]]) if inside else self._mention(mention[1], mention[2], mention[3])
            parts += [body[end : mention.start()], link]
            end = mention.end()
        return Markup("".join([*parts, body[end:]]))  # noqa: S704  the page's own Markdown

    def kilder(self, record: Record, statement: Utsagn) -> Markup:
        """The sources of a statement in parentheses, as IDs."""
        ids = sources_of(record, statement)
        return Markup(" (") + self.kort(ids) + Markup(")") if ids else Markup("")

    def anker(self, field: str, index: int, statement: Utsagn) -> str:
        """The stable anchor of a statement: its `merke`, or the field and its position counted from one."""
        return str(statement.merke or f"{norsk.ascii_form(field).replace('_', '-')}-{index}")

    def dato(self, value: Dato) -> str:
        return norsk.dato(value)

    def periode(self, value: Periode) -> str:
        return norsk.periode(value)

    def base(self, record: Record, number: Tall) -> str:
        """«av innbyggere i de to kommunene, n = 1 200», or what is known of it."""
        population, n = base_of(self.bank, record, number)
        counted = norsk.tusen(n) if isinstance(n, int) else n
        parts = [part for part in (population, f"n = {counted}" if counted else "") if part]
        return ", ".join(parts)

    def viser_til(self, record: Record, cls: type[R]) -> list[R]:
        """Records of a type that refer to this one."""
        return self.bank.referrers(record.id, cls)

    def spor(self, record: Record) -> trace.Step:
        return trace.upward(self.bank, record)

    def videre(self, record: Record) -> trace.Step:
        return trace.onward(self.bank, record)

    def hviler_på(self, record: Record) -> Iterator[tuple[Record, list[str]]]:
        """Who uses a source, each with the texts of its statements that cite it."""
        by_start: dict[str, list[str]] = {}
        for edge in self.bank.back.get(record.id, ()):
            if edge.start in self.bank.records and edge.start != record.id:
                texts = by_start.setdefault(edge.start, [])
                texts += [text for text in self._cited(edge) if text not in texts]
        for start, texts in by_start.items():
            yield self.bank[start], texts

    def _cited(self, edge: Edge) -> list[str]:
        """The text of the statement that an edge belongs to, if it belongs to one."""
        value: object = self.bank[edge.start]
        for key in edge.loc:
            if isinstance(value, Utsagn):
                return [value.tekst]
            value = value[key] if isinstance(value, Sequence | dict) else getattr(value, str(key))  # type: ignore[index]
        return []

    def sider_om(self, record: Record) -> list[str]:
        """Hand-written pages that mention the record."""
        starts = dict.fromkeys(edge.start for edge in self.bank.back.get(record.id, ()))
        return [start for start in starts if start not in self.bank.records]

    def funn_om(self, outcome: str) -> list[Funn]:
        """Findings about an outcome of `models/utfall.yaml`."""
        return [finding for finding in self.bank.of(Funn) if finding.utfall == outcome]

    def ubrukte_funn(self) -> list[Funn]:
        """Findings that no recommendation rests on."""
        return [finding for finding in self.bank.of(Funn) if not self.viser_til(finding, Anbefaling)]

    def råd_til(self, role: Rolle, sender: str) -> list[Anbefaling]:
        """Recommendations to a role from one kind of sender."""
        return [advice for advice in self.bank.of(Anbefaling) if role.id in advice.til and advice.fra == sender]

    def kommuner(self) -> list[Case]:
        """Cases that are not a part of another."""
        return [case for case in self.bank.of(Case) if not case.del_av]

    def tidslinje(self) -> list[tuple[int, list[Hendelse]]]:
        """Events by the year they began, earliest first."""
        by_year: dict[int, list[Hendelse]] = {}
        for event in sorted(self.bank.of(Hendelse), key=lambda event: (event.tid.start.first_day(), event.nummer)):
            by_year.setdefault(event.tid.start.parts()[0], []).append(event)
        return list(by_year.items())

    def kort_adresse(self, record: Record) -> str:
        """The short public address of a record, without the scheme, as it is said aloud or put on a poster."""
        return f"{self.bank.nettsted.adresse.rstrip('/').split('://', 1)[1]}/{record.id}/"

    def eier(self, record: Record) -> str | None:
        """The role that looks after a record: its own, or else its type's."""
        care = self.bank.vocabulary.forvaltning.get(type(record).navn)
        return record.eier or (care.eier if care else None)

    def rediger(self, record: Record) -> Markup:
        """Where the record's YAML is edited: the web editor of the repository (the form GitHub and GitLab share)."""
        site = self.bank.nettsted
        return markup.url(f"{site.kodelager.rstrip('/')}/edit/{site.gren}/{record.fil}")
