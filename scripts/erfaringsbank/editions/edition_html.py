"""The records of an edition as they were, in HTML: field by field, with no knowledge of what the fields mean. Pure.

The model of today is not asked, so an edition can be read as long as the site stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from erfaringsbank.addresses import relative_url
from erfaringsbank.editions.released import folder_page, opened
from erfaringsbank.html_templating import escape, render_html
from erfaringsbank.records.values import ID, MENTION
from erfaringsbank.snapshot import MAIN, Data, Snapshot
from erfaringsbank.templating import LANGUAGES

# Shown as the heading of the record, or told above all of them.
_HEADING = frozenset({"id", "type", "side", "overskrift", "tittel"})
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_WORD = re.compile(r"[^.?!]{1,60}")


@lru_cache(maxsize=1024)
def records(raw: bytes, navn: str, folder: str, page: str, ways: tuple[tuple[str, str], ...]) -> Markup:
    """The records of one type of an edition, remembered: neither the edition nor, in a preview, much else changes."""
    return EditionView(navn, opened(raw), page, dict(ways)).poster(folder)


class EditionView:
    """One edition, seen from the page `page` of the site. `nå` is where each ID leads that is shown on it."""

    def __init__(self, navn: str, data: Snapshot, page: str, nå: Mapping[str, str]) -> None:
        self.navn_ = navn
        self.data = data
        self.page = page
        self._now = nå

    def poster(self, folder: str) -> Markup:
        """The records of one type as a block of HTML."""
        return render_html("utgave-poster", v=self, poster=[self.data.poster[id_] for id_ in self.data.mapper[folder]])

    def ordforråd(self) -> Markup:
        """The vocabularies of the edition, and its rule for strength."""
        return render_html("utgave-ordforrad", v=self, ordforråd=self.data.ordforråd)

    def nå(self, id_: str) -> str:
        """Where one reads what holds now."""
        return relative_url(self.page, self._now[id_])

    def felt(self, record: Data) -> Iterator[tuple[str, Any]]:
        """The fields of a record but those of its heading."""
        return ((name, value) for name, value in record.items() if name not in _HEADING)

    def navn(self, name: str) -> str:
        """The name of a field as words."""
        words = name.replace("_", " ")
        return words[:1].upper() + words[1:]

    def språk(self, record: Any) -> str:
        """The language of a record's headline, or of a part, when it is not bokmål."""
        if not isinstance(record, Mapping):
            return ""
        return _spoken(record.get("kildespråk") or record.get("språk"))

    def målform(self, record: Data) -> str:
        """The language of what a record tells, when it is not bokmål."""
        return _spoken(record.get("språk"))

    def form(self, value: Any) -> str:
        """How a value is laid out: «liste» of parts, «rad» of words, «gruppe» of fields, «utsagn», or «ord»."""
        if isinstance(value, Mapping):
            return "utsagn" if self.hoved(value) is not None else "gruppe"
        if not isinstance(value, list):
            return "ord"
        return "rad" if all(isinstance(one, str) and _WORD.fullmatch(one) for one in value) else "liste"

    def hoved(self, part: Data) -> str | None:
        """What a statement or a number says."""
        name = next((name for name in MAIN if isinstance(part.get(name), str)), None)
        return part[name] if name else None

    def ved_siden(self, part: Data) -> list[tuple[str, Any]]:
        """What stands beside the words of a part, except what is told once for all of them."""
        kind = next((name for name in MAIN if name in part), "")
        usual = self.data.vanlig.get(kind, {})
        return [(name, value) for name, value in part.items() if name != kind and usual.get(name) != value]

    def underforstått(self) -> str:
        """«sikkerhet er «lest» og type er «fakta»», or nothing."""
        pairs = {name: value for usual in self.data.vanlig.values() for name, value in usual.items()}
        return " og ".join(f"{name.replace('_', ' ')} er «{value}»" for name, value in pairs.items())

    def ord(self, value: Any) -> Markup:
        """A single value: yes and no, a number, or a text with its references as links."""
        if isinstance(value, bool):
            return escape("ja" if value else "nei")
        if value is None:
            return escape("ikke oppgitt")
        text = str(value)
        if ID.fullmatch(text):
            return self._lenke(text, text.upper())
        paragraphs = [self._tekst(paragraph) for paragraph in text.split("\n\n")]
        return Markup("<br><br>").join(paragraphs)

    def _tekst(self, text: str) -> Markup:
        """A text with its mentions and web addresses as links."""
        return _linked(text, MENTION, self._omtale, lambda rest: _linked(rest, _ADDRESS, _ute, escape))

    def _omtale(self, found: re.Match[str]) -> Markup:
        words = self.data.ren(found[0])
        return escape(words) if words == found[0] or found[2] else self._lenke(found[1], words)

    def _lenke(self, id_: str, words: str) -> Markup:
        """A link to a record of the same edition. An ID that the edition does not have is only words."""
        if id_ not in self.data.poster:
            return escape(words)
        address = f"{relative_url(self.page, folder_page(self.navn_, self.data.mappe(id_)))}#{id_}".removeprefix("./")
        return Markup('<a href="{}">{}</a>').format(escape(address), escape(words))


def _spoken(language: Any) -> str:
    return str(language) if language in LANGUAGES and language != "nb" else ""


def _ute(found: re.Match[str]) -> Markup:
    address = found[0].rstrip(".,;:)»")
    return Markup('<a href="{}">{}</a>{}').format(escape(address), escape(address), escape(found[0][len(address) :]))


def _linked(
    text: str, pattern: re.Pattern[str], link: Callable[[re.Match[str]], Markup], rest: Callable[[str], Markup]
) -> Markup:
    """A text with what a pattern finds made by `link` and all else by `rest`."""
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [rest(text[end : found.start()]), link(found)]
        end = found.end()
    return Markup("").join([*parts, rest(text[end:])])
