"""What stands round every page: the columns of the foot, the way down to a page, and the stylesheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from erfaringsbank import __version__, norsk
from erfaringsbank.addresses import card_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.markup import front_matter
from erfaringsbank.records import TYPES, Dato

Lenke = dict[str, str | bool]

# The columns of the foot. A hand-written page is named by its path and shown with its own title when the bank has it.
_LISTS = ("caser", "funn", "anbefalinger", "organisasjonsmodeller", "sporsmal", "motsigelser")
_WAYS = ("landskap", "hendelser", "begreper", "undersokelser", "kilder", "alle")
_ABOUT = ("om-prosjektet", "slik-leser-du-banken", "bidra", "apne-data", "utvikling/index", "about")
_SITE = ("tilgjengelighet", "personvern", "utvikling/sikkerhet")
_EDITIONS = ("utgave", "endret")
_NAMES = {"landskap": "Landskapet", "hendelser": "Tidslinje", "alle": "Alt i banken"}
_NAMES |= {"utgave": "Utgaver", "endret": "Endret"}
_SECTIONS = {cls.mappe: cls.flertall.capitalize() for cls in TYPES} | {
    "hendelser": "Tidslinje",
    "kunnskapshull": "Kunnskapshull",
    "sammenlign": "Sammenlign",
    "utvikling": "Utvikling",
    "utvikling/beslutninger": "Beslutninger",
    "utvikling/regler": "Regler",
    "data": "Data",
    "utgave": "Utgaver",
    "endret": "Endret",
}
_MANY = 3  # headings before a page lists them
LICENCE = "Innhold og data: CC BY 4.0. Kode: MIT."


def foot(bank: Bank) -> list[dict[str, object]]:
    """The foot as columns of links: `{navn, lenker: [{navn, adresse, ute, lang}]}`. Only to what the bank has."""
    site = bank.nettsted
    return [
        {"navn": "I banken", "lenker": [_listed(name) for name in _LISTS]},
        {"navn": "Flere veier inn", "lenker": [_listed(name) for name in _WAYS]},
        {"navn": "Om banken", "lenker": [*_written(bank, _ABOUT), *map(_listed, _EDITIONS)]},
        {
            "navn": "Om nettstedet",
            "lenker": [
                *_written(bank, _SITE),
                _out("Tilgjengelighetserklæring", site.tilgjengelighetserklæring),
                _out("Kontakt", site.kontakt if "://" in site.kontakt else f"mailto:{site.kontakt}"),
                _out("Meld feil eller del en erfaring", site.tilbakemelding),
            ],
        },
    ]


def colophon(bank: Bank, today: date) -> str:
    """Who publishes this, which edition it is and from which day, and what one may do with it."""
    site, day = bank.nettsted, norsk.dato(Dato(today.isoformat()))
    return f"Utgitt av {site.utgiver}. Utgave {site.utgave}, laget {day} med versjon {__version__}. {LICENCE}"


def edit_address(bank: Bank) -> str:
    """Where a file is edited when its path is put after: the repository's web editor, as GitHub and GitLab have it."""
    return f"{bank.nettsted.kodelager.rstrip('/')}/edit/{bank.nettsted.gren}/"


def _listed(name: str) -> Lenke:
    plural = next((cls.flertall.capitalize() for cls in TYPES if cls.mappe == name), "")
    return {"navn": _NAMES.get(name, plural), "adresse": f"{name}/", "ute": False, "lang": ""}


def _written(bank: Bank, paths: Iterable[str]) -> Iterator[Lenke]:
    """The hand-written pages among these, in this order."""
    pages = {side.path: side for side in bank.sider}
    for path in paths:
        if side := pages.get(path):
            language = "" if side.språk == "nb" else side.språk
            yield {"navn": str(side.tittel), "adresse": url_of(f"{path}.md"), "ute": False, "lang": language}


def _out(name: str, address: str) -> Lenke:
    return {"navn": name, "adresse": address, "ute": True, "lang": ""}


def head(page: str, title: str, about: str, body: str, **more: object) -> str:
    """The head of a page: its title, the way down to it, its part of the menu, and whether it lists its headings."""
    above = way_to(page)
    fields = {"title": title, "description": about, "sti": above, "del": (above or [{"adresse": ""}])[0]["adresse"]}
    fields |= {"kort": card_of(page)}
    return front_matter(fields | {"innhold": body.count("\n## ") >= _MANY and not more.get("bred")} | more)


def way_to(page: str) -> list[dict[str, str]]:
    """The pages above a page, the front page left out, as `{navn, adresse}`: those of the folders it lies in."""
    folders = page.split("/")[:-1]
    above = ["/".join(folders[: depth + 1]) for depth in range(len(folders))]
    return [
        {"navn": _SECTIONS[folder], "adresse": f"{folder}/"}
        for folder in above
        if folder in _SECTIONS and f"{folder}/index.md" != page
    ]


def stylesheet(parts: Iterable[tuple[str, str]]) -> bytes:
    """The parts of the style, (name, CSS), as one file in the order of their names: one request a page."""
    return "\n".join(css.strip() for _, css in sorted(parts)).encode() + b"\n"
