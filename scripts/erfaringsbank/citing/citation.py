"""How a page is cited: who gives it out, when, what it is called, which edition, and where it is. Pure.

The author of a page is always the publisher of the bank, never a person. Those who wrote a source are the source's own:
a page about a source is cited as what the bank says of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from erfaringsbank import norsk
from erfaringsbank.addresses import url_of
from erfaringsbank.bank import Bank
from erfaringsbank.records import BY_FOLDER, Dato, Kilde, Record
from erfaringsbank.templating import anchor
from erfaringsbank.view import plain

URN_RESOLVER = "https://urn.nb.no/"
_SPACE = re.compile(r"[ \t\r\n]+")  # not the no-break space: it is meant
# The pages that gather something and can be cited, beside the lists of the types.
_GATHERING = frozenset({
    "alle", "beste-praksis", "data", "endret", "kunnskapshull", "landskap", "sammenlign", "sammenlign/modeller",
    "styrke",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference to one page holds. Texts are plain; `site` is empty when the whole bank is cited.

    `day` is the day of the edition, or None when the edition is not released: then `made` is the day the page was made.
    """

    key: str
    title: str
    about: str
    language: str
    title_language: str
    kind: str
    id: str
    edition: str
    site: str
    publisher: str
    day: Dato | None
    made: Dato
    address: str
    urn: str | None = None

    @property
    def date(self) -> str:
        """The date as exactly as it is true: the day of the edition, or the year in which the page was made."""
        return str(self.day or self.made[:4])

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def version(self) -> str:
        """«utgave 1.0»; until it is released also the day, for until then it is the day that makes it precise."""
        made = "" if self.day else f", laget {norsk.dato(self.made)}"
        return f"utgave {self.edition}{made}"

    @property
    def label(self) -> str:
        """«Funn F3, utgave 1.0»."""
        return f"{self.kind} {self.id}, {self.version}" if self.id else self.version

    @property
    def urn_address(self) -> str:
        """Where the URN of the edition leads; empty without one."""
        return f"{URN_RESOLVER}{self.urn}" if self.urn else ""

    def html(self) -> Markup:
        """The reference as APA has it, with the parts that Norwegian readers expect; «hentet» is left out."""
        cited = Markup("<cite{}>{}</cite>").format(_lang(self.title_language), self.title)
        title = Markup("{}{}{}").format(self.about, cited, "»" if self.about else "")
        site = f"{self.site.rstrip('.')}. " if self.site else ""
        text = Markup("{} ({}). {} ({}). {}{}").format(self.publisher, self.year, title, self.label, site, self.address)
        return text + (Markup(" Hele utgaven: {}").format(self.urn_address) if self.urn else Markup())

    def text(self) -> str:
        """The same as plain words."""
        return self.html().striptags()

    @property
    def whole_title(self) -> str:
        """The title with what it is about: «Om kilden «…»» for a page about a source."""
        return f"{self.about}{self.title}{'»' if self.about else ''}"


def _lang(language: str) -> Markup:
    return Markup() if language == "nb" else Markup(' lang="{}"').format(language)


def edition_day(bank: Bank) -> Dato | None:
    """The day the edition of the settings was released; None when it has not been, or only as a trial."""
    days = (one.dato for one in bank.utgaver if one.utgave == bank.nettsted.utgave and not one.prøve)
    return next(days, None)


def changed(bank: Bank, record: Record | None) -> Dato | None:
    """The newest day that is known for a page: when the record was last checked, and when the edition came out.

    The edition stands on every page, so a page has changed when its edition has. None when neither is known.
    """
    days = [day for day in (record.sist_sjekket if record else None, edition_day(bank)) if day]
    return max(days, key=Dato.last_day, default=None)


def cite(bank: Bank, today: date, page: str, head: Mapping[str, Any]) -> Citation | None:
    """The reference to a page file under `build/docs`, from its head; None for a page that is a tool or a choice."""
    record = bank.records.get(head.get("erfaringsbank_id", ""))
    if record is None and not _cited(bank, page):
        return None
    site, url = bank.nettsted, url_of(page)
    name = str(record.id) if record else url.rstrip("/").replace("/", "-")
    title = plain(bank, record.tittel) if record else str(head["title"])
    return Citation(
        key="-".join(part for part in (str(anchor(site.navn)), name, site.utgave) if part),
        title=_SPACE.sub(" ", title).strip(" "),
        about="Om kilden «" if isinstance(record, Kilde) else "",
        language=language_of(bank, page, record),
        title_language=record.kildespråk if isinstance(record, Kilde) else language_of(bank, page, record),
        kind=record.navn.capitalize() if record else "",
        id=record.id.upper() if record else "",
        edition=site.utgave,
        site=str(site.navn) if url else "",
        publisher=str(site.utgiver),
        day=edition_day(bank),
        made=Dato(today.isoformat()),
        address=site.adresse.rstrip("/") + "/" + url,
        urn=site.urn.get(site.utgave),
    )


def language_of(bank: Bank, page: str, record: Record | None) -> str:
    """The language that a page is written in."""
    if record:
        return record.språk
    return next((side.språk for side in bank.sider if f"{side.path}.md" == page), "nb")


def _cited(bank: Bank, page: str) -> bool:
    """Whether a page that is no record is something one would refer to."""
    folder, _, name = page.rpartition("/")
    listing = name == "index.md" and (folder in BY_FOLDER or folder in _GATHERING)
    return page == "index.md" or listing or folder == "kunnskapshull" or page in _written(bank)


def _written(bank: Bank) -> frozenset[str]:
    return frozenset(f"{side.path}.md" for side in bank.sider)
