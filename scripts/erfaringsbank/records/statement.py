"""The atom of the bank: a statement with its sources, and a number as it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from erfaringsbank.records.values import (
    Antall,
    GrunnlagId,
    Periode,
    Språk,
    Tekst,
    UndersøkelseId,
)

_SOURCES_AT_END = re.compile(r"\[([^\[\]]*)\]$")
_LOOKS_LIKE_ID = re.compile(r"\b[A-Za-z]-?\d+\b")
_SHARE = re.compile(r"\b\w+ av \w+\b|\d\s*(?:prosent|pst|%)")


class Part(BaseModel):
    """A part of a record: frozen, and with no field that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Tall(Part):
    """Et tall slik det er publisert, med nevneren sin."""

    verdi: Tekst
    """Tallet nøyaktig slik kilden skriver det, for eksempel «64», «nær 1 av 4» eller «over 40 → om lag 30»."""
    enhet: Tekst | None = None
    """Hva tallet måler: prosent, timer i uka, kroner, møteplasser."""
    hva: Tekst | None = None
    """Hva akkurat dette tallet sier, når et funn har flere tall: «svarte ja»."""
    populasjon: Tekst | None = None
    """Hvem andelen er en andel av. Må stå når tallet er en andel, her eller på undersøkelsen."""
    n: Antall | Literal["ikke lest"] | None = None
    """Hvor mange andelen er regnet av. «ikke lest» når kilden ikke sier det, eller den delen ikke er lest."""
    undersøkelse: UndersøkelseId | None = None
    """Undersøkelsen tallet kommer fra. Da kan populasjon og n stå der, ett sted."""
    forbehold: Tekst | None = None
    """Det leseren må vite for ikke å misforstå tallet."""

    @property
    def er_andel(self) -> bool:
        """Whether the number is a share: per cent, or so many of so many."""
        return (self.enhet or "") in {"prosent", "%", "pst"} or bool(_SHARE.search(self.verdi))

    @property
    def vist(self) -> str:
        """The number with its unit, as it is shown: «64 prosent»."""
        return f"{self.verdi} {self.enhet}" if self.enhet else str(self.verdi)


class Utsagn(Part):
    """Et utsagn med kilden sin. Kort form: "Teksten. [k1, k2]"."""

    tekst: Tekst
    """Hva som sies, med egne ord."""
    kilder: tuple[GrunnlagId, ...] = ()
    """Kildene (k) eller undersøkelsene (u) utsagnet bygger på. Kan stå på hele posten i stedet."""
    type: Literal["fakta", "vurdering", "mening"] = "fakta"
    """Fakta står i kilden som et forhold. En vurdering er noens faglige skjønn. En mening er et synspunkt."""
    hvem: Tekst | None = None
    """Hvem som vurderer eller mener: en rolle, aldri en privatperson. Må stå når typen er mening."""
    per: Periode | None = None
    """Når utsagnet gjaldt. Åpningstider og adresser må ha det."""
    tall: Tall | None = None
    """Et tall som hører til utsagnet."""
    sikkerhet: Literal["lest", "usikker"] = "lest"
    """«usikker» når utdraget er avkortet, tvetydig eller satt sammen av oss."""
    hvorfor: Tekst | None = None
    """Hvorfor det er usikkert. Må stå når sikkerheten er «usikker»."""
    merke: Tekst | None = None
    """Et fast anker for utsagnet, når det skal lenkes til og kan bli flyttet."""
    språk: Språk | None = None
    """Språket i teksten, når det er et annet enn postens."""

    @model_validator(mode="after")
    def _reasons(self) -> Utsagn:
        if self.type == "mening" and not self.hvem:
            raise PydanticCustomError("mening-uten-hvem", "En mening må si hvem som har den (hvem: …).")
        if self.sikkerhet == "usikker" and not self.hvorfor:
            raise PydanticCustomError("usikker-uten-hvorfor", "Et usikkert utsagn må si hvorfor (hvorfor: …).")
        if self.merke and not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", self.merke):
            raise PydanticCustomError("merke-form", "Et merke er små bokstaver a–z, tall og bindestrek.")
        return self


def long_form(value: Any) -> Any:
    """ "Teksten. [k1, k2]" → the long form. Brackets that hold no ID are part of the text."""
    if not isinstance(value, str):
        return value
    found = _SOURCES_AT_END.search(value.rstrip())
    if not found or not _LOOKS_LIKE_ID.search(found[1]):
        return {"tekst": value}
    return {"tekst": value[: found.start()].rstrip(), "kilder": [part.strip() for part in found[1].split(",")]}


def short_form(text: str, sources: Sequence[str]) -> str | None:
    """A text and its sources as one text, or None when that would be read as something else."""
    wanted: dict[str, Any] = {"tekst": text, **({"kilder": list(sources)} if sources else {})}
    short = f"{text} [{', '.join(sources)}]" if sources else text
    return short if long_form(short) == wanted else None


Påstand = Annotated[Utsagn, BeforeValidator(long_form, json_schema_input_type=str | Utsagn)]
Utsagnsliste = tuple[Påstand, ...]
