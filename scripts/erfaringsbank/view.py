"""What templates may call: a bank seen from one page. What the methods give is safe Markdown where it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from erfaringsbank import markup, norsk, trace
from erfaringsbank.addresses import EDITIONS, edition_page, page_of, relative, relative_url
from erfaringsbank.bank import Bank, Edge, sources_of
from erfaringsbank.records import (
    Anbefaling,
    Case,
    Dato,
    Funn,
    Kilde,
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
_EDITIONS = 5  # so many are shown on a record's page
_CITATION = re.compile(r"\(kilder?:[^()]*\)")


def plain(bank: Bank, text: str) -> str:
    """A text with its mentions as words: `@f3.tall` as the number, `@f3` as the title. For heads, JSON and CSV."""
    if "@" not in text:
        return text
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
        self.lenket: set[str] = set()  # the records that the page leads to so far

    def tittel(self, record: Record) -> str:
        """The title as plain words."""
        return plain(self.bank, record.tittel)

    def til(self, page: str) -> Markup:
        """The relative address of another page."""
        return markup.url(relative(self.page, page))

    def adresse_til(self, page: str) -> str:
        """The relative address of another page as a browser needs it, for raw HTML: `../../funn/`. Not escaped."""
        return relative_url(self.page, page)

    def adresse(self, record: Record) -> str:
        """The same for a record's page: `../../caser/c1-drammen-kommune/`."""
        return relative_url(self.page, page_of(record))

    def lenke(self, id_: str, text: str | None = None) -> Markup:
        """A link to a record, with its title or with another text. An ID that is missing is shown as it is."""
        if id_ not in self.bank.records:
            return markup.escape(id_)
        record = self.bank[id_]
        self.lenket.add(record.id)
        words = self.tittel(record) if text is None else text
        address = markup.url(relative(self.page, page_of(record)))
        language = self.språk(record) if text is None else Markup("")
        return Markup(f"[{markup.escape(words)}]({address}){language}")  # noqa: S704  all are escaped

    def språk(self, record: Record) -> Markup:
        """An attribute list with the language of a title that is not in bokmål, for those who hear it read aloud."""
        language = record.kildespråk if isinstance(record, Kilde) else record.språk
        return Markup("" if language == "nb" else f"{{: lang={language} }}")  # noqa: S704  one of a closed list

    def lenker(self, ids: Iterable[str]) -> Markup:
        """Links to several records: «A, B og C»."""
        *first, last = [self.lenke(id_) for id_ in ids] or [Markup()]
        return Markup(" og ").join([Markup(", ").join(first), last]) if first else last

    def kort(self, ids: Iterable[str]) -> Markup:
        """Links with the ID as text: «K9, K12»."""
        return Markup(", ").join(self.lenke(id_, id_.upper()) for id_ in ids)

    def t(self, text: str) -> Markup:
        """A text on one line, mentions as links."""
        if "@" not in text:
            return markup.inline(text)
        text = MENTION.sub(self._own_number, text)
        parts: list[Markup] = []
        end = 0
        for mention in MENTION.finditer(text):
            parts += [markup.inline(text[end : mention.start()]), self._mention(mention[1], mention[2], mention[3])]
            end = mention.end()
        return Markup("").join([*parts, markup.inline(text[end:])])

    def _own_number(self, mention: re.Match[str]) -> str:
        """A number of the record whose page this is, as plain words: a page need not lead to itself."""
        own = mention[2] and mention[1] in self.bank.records and page_of(self.bank[mention[1]]) == self.page
        return number_of(self.bank, mention[1], mention[3]) if own else mention[0]

    def _mention(self, id_: str, tall: str | None, which: str | None) -> Markup:
        return self.lenke(id_, number_of(self.bank, id_, which) if tall else None)

    def p(self, text: str) -> Markup:
        """A text with its paragraphs."""
        return Markup("\n\n").join(self.t(part.strip()) for part in text.split("\n\n"))

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

    def anker(self, record: Record, field: str, index: int) -> str:
        """The stable anchor of a statement in a list, by its position counted from one."""
        return self.bank.ankre(record)[field, index - 1]

    def utgaver(self, record: Record) -> Markup:
        """Links to the record as it was in the newest editions that hold it, and to the rest of them."""
        told = list(reversed(self.bank.utgaver.med(record.id)))
        pages = [(edition.utgave, f"{self.til(edition_page(edition.utgave, record))}#{record.id}") for edition in told]
        links = [Markup(f"[{markup.escape(name)}]({page})") for name, page in pages[:_EDITIONS]]  # noqa: S704
        older = Markup(f"[eldre]({self.til(f'{EDITIONS}/index.md')})")  # noqa: S704  of fixed names
        return Markup(", ").join([*links, older] if len(told) > _EDITIONS else links)

    def dato(self, value: Dato) -> str:
        return norsk.dato(value)

    def periode(self, value: Periode) -> str:
        return norsk.periode(value)

    def tid(self, value: Periode | None, note: str | None, unknown: str) -> Markup:
        """A time and what must be said of it, as one text: «2021. Datoen er utledet.», or that it is not known."""
        known = norsk.periode(value) if value else None
        return self.t(". ".join(part for part in (known and known[0].upper() + known[1:], note) if part) or unknown)

    def base(self, record: Record, number: Tall) -> Markup:
        """«innbyggere i de to kommunene, n = 1 200, U1», or what is known of it."""
        population, n = base_of(self.bank, record, number)
        counted = norsk.tusen(n) if isinstance(n, int) else n
        words = [population, f"n = {counted}" if counted else ""]
        own = self.bank.records.get(number.undersøkelse or "")
        here = own and page_of(own) == self.page  # a page need not lead to itself
        survey = [self.kort([number.undersøkelse])] if number.undersøkelse and not here else []
        return Markup(", ").join([*(self.t(part) for part in words if part), *survey])

    def viser_til(self, record: Record, cls: type[R], *fields: str) -> list[R]:
        """Records of a type that refer to this one from one of these fields."""
        return self.bank.referrers(record.id, cls, *fields)

    def andre_hit(self, record: Record) -> list[Record]:
        """Records that refer to this one and that the page does not lead to already: ask last on the page."""
        starts = dict.fromkeys(edge.start for edge in self.bank.back.get(record.id, ()))
        unseen = [start for start in starts if start not in {record.id, *self.lenket}]
        return [self.bank[start] for start in unseen if start in self.bank.records]

    def spor(self, record: Record) -> trace.Step:
        return trace.upward(self.bank, record)

    def videre(self, record: Record) -> trace.Step:
        return trace.onward(self.bank, record)

    def hviler_på(self, record: Record) -> Iterator[tuple[Record, list[Utsagn]]]:
        """Who rests on a source, each with its statements that cite it."""
        by_start: dict[str, list[Utsagn]] = {}
        for edge in self.bank.back.get(record.id, ()):
            if edge.kind == "kilde":
                cited = by_start.setdefault(edge.start, [])
                cited += [statement for statement in self._cited(edge) if statement not in cited]
        for start, cited in by_start.items():
            yield self.bank[start], cited

    def _cited(self, edge: Edge) -> list[Utsagn]:
        """The statements that a reference to a source holds for: the one it stands in, or those of the whole record."""
        record = self.bank[edge.start]
        if edge.loc[0] == "kilder":
            return [statement for _, statement in self.bank.statements(record) if not statement.kilder]
        return [statement for loc, statement in self.bank.statements(record) if edge.loc[: len(loc)] == loc]

    def sider_om(self, record: Record) -> list[str]:
        """Hand-written pages that mention the record."""
        starts = dict.fromkeys(edge.start for edge in self.bank.back.get(record.id, ()))
        return [start for start in starts if start not in self.bank.records]

    def funn_om(self, outcome: str) -> list[Funn]:
        """Findings about an outcome of `models/utfall.yaml`."""
        return [finding for finding in self.bank.of(Funn) if finding.utfall == outcome]

    def ubrukte_funn(self) -> list[Funn]:
        """Findings that no recommendation rests on."""
        return [finding for finding in self.bank.of(Funn) if not self.viser_til(finding, Anbefaling, "hvorfor")]

    def råd_til(self, role: Rolle, sender: str) -> list[Anbefaling]:
        """Recommendations to a role from one kind of sender."""
        return [advice for advice in self.bank.of(Anbefaling) if role.id in advice.til and advice.fra == sender]

    def kommuner(self) -> list[Case]:
        """Cases that are not a part of another."""
        return [case for case in self.bank.of(Case) if not case.del_av]

    def lenke_side(self, path: str) -> Markup:
        """A link to a hand-written page, with its title."""
        title = next(side.tittel for side in self.bank.sider if side.path == path)
        address = self.til(f"{path}.md")
        return Markup("[") + markup.escape(plain(self.bank, title)) + Markup("](") + address + Markup(")")

    def har_side(self, path: str) -> bool:
        """Whether the bank has a hand-written page at this address."""
        return any(side.path == path for side in self.bank.sider)

    def kort_adresse(self, record: Record) -> str:
        """The short public address of a record, without the scheme, as it is said aloud or put on a poster."""
        return f"{self.bank.nettsted.adresse.rstrip('/').split('://', 1)[1]}/{record.id}/"

    def eier(self, record: Record) -> str | None:
        """The role that looks after a record: its own, or else its type's."""
        care = self.bank.vocabulary.forvaltning.get(type(record).navn)
        return record.eier or (care.eier if care else None)
