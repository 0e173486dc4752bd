"""The chapters of a report → one HTML document for the printer of pages. Pure.

The style is the package's own; the colours are those of the profile. Nothing in the document is fetched from anywhere:
type is asked for as `skrift:NAME`, and who writes the file hands it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from erfaringsbank import __version__, norsk
from erfaringsbank.bank import Bank
from erfaringsbank.book.chapters import Chapter
from erfaringsbank.html_templating import environment
from erfaringsbank.profile.identity import COLOURS, Profile
from erfaringsbank.records import Dato

FONTS = {
    "regular": ("Regular", 400, "normal"), "kursiv": ("It", 400, "italic"), "halvfet": ("Semibold", 600, "normal"),
    "halvfet-kursiv": ("SemiboldIt", 600, "italic"),
}  # fmt: skip
"""The type of the report: name in the address `skrift:NAME`, the file of Source Sans Pro, its weight and its slant."""
FAMILY = "Rapportskrift"
_TARGET = re.compile(r'href="#([^"]+)"')
_ANCHOR = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Cover:
    """What the report says of itself."""

    tittel: str
    undertittel: str
    utgiver: str
    utgave: str
    dag: date
    adresse: str

    @property
    def dagen(self) -> str:
        return norsk.dato(Dato(self.dag.isoformat()))

    @property
    def verktøy(self) -> str:
        return f"erfaringsbank {__version__}"


def cover(bank: Bank, today: date) -> Cover:
    """The cover of a bank's report on a day."""
    site = bank.nettsted
    return Cover(str(site.navn), str(site.undertittel), str(site.utgiver), str(site.utgave), today, str(site.adresse))


def style(profile: Profile) -> str:
    """The style of the report, with the light colours of the profile."""
    colours = "".join(f"--eb-{name}: {profile.light(name)};" for name in COLOURS)
    faces = "".join(
        f'@font-face {{font-family: {FAMILY}; src: url("skrift:{name}"); font-weight: {weight}; font-style: {slant}}}\n'
        for name, (_, weight, slant) in FONTS.items()
    )
    return f":root {{{colours}}}\n{faces}{shared_style()}{_file('rapport.css')}"


def shared_style() -> str:
    """What PDF and EPUB have in common."""
    return _file("felles.css")


def _file(name: str) -> str:
    env = environment()
    return env.loader.get_source(env, f"rapport/{name}")[0] if env.loader else ""


def document(told: Cover, chapters: Sequence[Chapter], profile: Profile, mark: str) -> str:
    """The whole report as HTML. `mark` is the emblem as SVG."""
    template = environment().get_template("rapport/rapport.html.j2")
    html = template.render(om=told, kapitler=chapters, stil=Markup(style(profile)), merke=mark)  # noqa: S704  our own style
    return mended(html, anchors([html]))


def anchors(pages: Iterable[str]) -> frozenset[str]:
    """Every anchor of some HTML."""
    return frozenset(name for html in pages for name in _ANCHOR.findall(html))


def mended(html: str, known: frozenset[str]) -> str:
    """The same HTML, where a link to a part of a record that the report leaves out leads to the record itself."""

    def mend(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in known else f'href="#{name.partition("-")[0]}"'

    return _TARGET.sub(mend, html)
