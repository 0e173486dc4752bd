"""The working paper for the accessibility declaration: each criterion, what it is about here, how it is tried. Pure.

The criteria are the file `data/uu.yaml` of the package: like the templates they are the same for every bank. What
people have tried stands in the bank's own settings (`utprøvinger`).
"""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from erfaringsbank.bank import Bank
from erfaringsbank.norsk import dato, ramse
from erfaringsbank.reading.source import read
from erfaringsbank.records.context import Utprøving
from erfaringsbank.templating import render

PAGE = "utvikling/sjekkliste-uu.md"
TITLE = "Arbeidspapir for tilgjengelighet"
ABOUT = "Kravene til tilgjengelighet, det maskiner tester, og det et menneske må prøve."
AUTOMATIC, BY_HAND, NOT_RELEVANT = "testes automatisk", "prøves for hånd", "ikke aktuelt"
UNHEARD = "Ingen har ennå prøvd nettstedet med skjermleser."
HEARD = "Nettstedet er prøvd med skjermleser. Se hva som ble funnet under «Utprøvinger»."
TO_FILL_IN = ("resultat", "prøvd_dato", "prøvd_av_rolle", "prøvd_med", "merknad")
"""The columns that are empty in the CSV: for those who try by hand."""

_PRINCIPLES = {"1": "Mulig å oppfatte", "2": "Mulig å betjene", "3": "Forståelig", "4": "Robust"}
_STRICT = ConfigDict(extra="forbid")
_AUTHORITY = "https://www.uutilsynet.no/wcag-standarden/"
_W3C = "https://www.w3.org/WAI/WCAG22/Understanding/"


@dataclass(frozen=True, slots=True, config=_STRICT)
class Krav:
    """One criterion. `hos_oss` says what on this site it is about."""

    nummer: str
    navn: str
    nivå: Literal["A", "AA"]
    fra: Literal["2.0", "2.1", "2.2"]
    side: str
    hos_oss: str
    axe: tuple[str, ...] = ()
    tester: tuple[str, ...] = ()
    verktøy: tuple[str, ...] = ()
    for_hånd: tuple[str, ...] = ()
    ikke_aktuelt: str = ""

    @property
    def lovkrav(self) -> bool:
        """Whether the regulation asks for it; what came with WCAG 2.2 is beyond the law."""
        return self.fra != "2.2"

    @property
    def adresse(self) -> str:
        """Where the criterion is explained: at the supervisory authority, or at W3C for those it has no page for."""
        return f"{_AUTHORITY if self.lovkrav else _W3C}{self.side}"

    @property
    def status(self) -> tuple[str, ...]:
        """How it is tried. A criterion may be tested in part and tried by hand as well."""
        if self.ikke_aktuelt:
            return (NOT_RELEVANT,)
        automatic = self.axe or self.tester or self.verktøy
        return (*([AUTOMATIC] if automatic else []), *([BY_HAND] if self.for_hånd else []))


@dataclass(frozen=True, slots=True, config=_STRICT)
class Unntak:
    """A criterion of the standard that the regulation leaves out."""

    nummer: str
    navn: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Lovkilde:
    """Where what we say of the law was read."""

    navn: str
    adresse: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Lov:
    """What the law asks for, and how sure we are of it."""

    standard: str
    forskrift: str
    gjelder_fra: str
    unntatt: tuple[Unntak, ...]
    kilder: tuple[Lovkilde, ...]
    forbehold: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Prøveside:
    """A page that is tried by hand, and why that one."""

    side: str
    hvorfor: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Papir:
    """The whole paper. `axe_kjøres_av` are the tests that run the rules of axe; `make` runs them on every page."""

    lov: Lov
    axe_kjøres_av: tuple[str, ...]
    axe_på_alle: str
    utvalg: tuple[Prøveside, ...]
    krav: tuple[Krav, ...]

    @property
    def lovkrav(self) -> list[Krav]:
        return [krav for krav in self.krav if krav.lovkrav]

    @property
    def grupper(self) -> list[tuple[str, list[Krav]]]:
        """The criteria of the law by principle, then those beyond it."""
        by_law = [
            (f"{number}. {name}", [krav for krav in self.lovkrav if krav.nummer.startswith(number)])
            for number, name in _PRINCIPLES.items()
        ]
        return [*by_law, ("Ut over loven: WCAG 2.2", [krav for krav in self.krav if not krav.lovkrav])]


@cache
def paper() -> Papir:
    """The paper as it is packed with the program. A fault in it is a fault of the program."""
    raw = pkgutil.get_data("erfaringsbank", "data/uu.yaml") or b""
    source, problems = read("data/uu.yaml", raw)
    if problems:
        raise ValueError(problems)
    return TypeAdapter(Papir).validate_python(source.data)


def verdict(trials: Sequence[Utprøving]) -> str:
    """The first sentence of the paper: whether anyone has tried the site with a screen reader."""
    return HEARD if any(trial.hjelpemiddel == "skjermleser" for trial in trials) else UNHEARD


def summary(criteria: Sequence[Krav]) -> str:
    """How many there are of each status, in words. What is tested by machines is always tried by hand as well."""
    found = Counter(status for krav in criteria for status in krav.status)
    automatic, by_hand = found[AUTOMATIC], found[BY_HAND]
    told = f"{by_hand} må prøves for hånd, og {automatic} av dem testes også delvis av maskiner"
    return f"{told}. {found[NOT_RELEVANT]} er ikke aktuelle."


def markdown(bank: Bank) -> str:
    """The paper as a page."""
    whole = paper()
    return render(
        "sjekkliste-uu.md.j2", papir=whole, tittel=TITLE, dom=verdict(bank.nettsted.utprøvinger),
        oppsummert=summary(whole.lovkrav), utprøvinger=bank.nettsted.utprøvinger, status=in_words, dag=dato,
        mønster=pattern(),
    )  # fmt: skip


def pattern() -> str:
    """How a trial is written in `content/nettsted.yaml`, from the fields it has."""
    fields = [f"{name}: {field.description}" for name, field in Utprøving.model_fields.items()]
    return "\n".join(["utprøvinger:", f"- {fields[0]}", *(f"  {field}" for field in fields[1:])])


def in_words(krav: Krav) -> str:
    """The status in a cell: «testes automatisk og prøves for hånd»."""
    return ramse(krav.status)


def lines(bank: Bank) -> Iterator[str]:
    """The paper as a list in the terminal."""
    whole = paper()
    yield verdict(bank.nettsted.utprøvinger)
    yield f"{len(whole.lovkrav)} lovkrav ({whole.lov.standard}). {summary(whole.lovkrav)}"
    for heading, criteria in whole.grupper:
        yield ""
        yield heading
        for krav in criteria:
            yield f"  {krav.nummer:<7}{krav.nivå:<4}{krav.navn}: {in_words(krav)}"


def rows() -> Iterator[dict[str, str]]:
    """The paper as a table with a line for each criterion, and empty cells to fill in."""
    whole = paper()
    for krav in whole.krav:
        yield {
            "nummer": krav.nummer,
            "krav": krav.navn,
            "nivå": krav.nivå,
            "fra_wcag": krav.fra,
            "lovkrav": "ja" if krav.lovkrav else "nei",
            "gjelder_hos_oss": krav.hos_oss,
            "status": "; ".join(krav.status),
            "ikke_aktuelt_fordi": krav.ikke_aktuelt,
            "prøves_for_hånd": " ".join(krav.for_hånd),
            "tester": "; ".join((*(whole.axe_kjøres_av if krav.axe else ()), *krav.tester)),
            "axe_regler": "; ".join(krav.axe),
            "make": "; ".join(krav.verktøy),
            "forklart": krav.adresse,
        } | dict.fromkeys(TO_FILL_IN, "")
