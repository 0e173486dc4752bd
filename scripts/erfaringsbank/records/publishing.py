"""What a catalogue of open data must know of those who publish the bank, and that stands nowhere else."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import StringConstraints
from pydantic_core import PydanticCustomError

from erfaringsbank.records.statement import Part
from erfaringsbank.records.values import Adresse, Tekst, _Text

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)
# EU's list of themes for data (authority/data-theme), by its codes; that of data which are not final is left out.
Datatema = Literal[
    "AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN",
]  # fmt: skip
Hyppighet = Literal["daglig", "ukentlig", "månedlig", "kvartalsvis", "halvårlig", "årlig", "uregelmessig"]
Epost = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+$")]


class Organisasjonsnummer(_Text):
    """Nine digits with Enhetsregisteret's control digit (mod 11), kept without spaces."""

    __slots__ = ()
    schema_extra: dict[str, Any] = {"pattern": "^[89][0-9]{2} ?[0-9]{3} ?[0-9]{3}$"}  # noqa: RUF012

    @classmethod
    def check(cls, text: str) -> Self:
        digits = re.sub(r"[ \u00a0\u202f]", "", text)
        if not re.fullmatch(r"[89][0-9]{8}", digits) or _remainder(digits):
            raise PydanticCustomError("orgnr-form", "«{text}» er ikke et organisasjonsnummer.", {"text": text})
        return cls(digits)


def _remainder(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11


class Virksomhet(Part):
    """En virksomhet som gir ut banken, slik Enhetsregisteret kjenner den."""

    navn: Tekst
    """Navnet i Enhetsregisteret, skrevet med vanlige store og små bokstaver."""
    organisasjonsnummer: Organisasjonsnummer
    """De ni sifrene i Enhetsregisteret. Kontrollsifferet blir regnet ut."""


class Datakatalog(Part):
    """Det en datakatalog som data.norge.no må vite om dem som gir ut banken."""

    utgivere: tuple[Virksomhet, ...] = ()
    """Virksomhetene som gir ut banken. Den første har ansvaret for dataene og er utgiver i katalogen."""
    epost: Epost | None = None
    """Felles e-postadresse for spørsmål om dataene, aldri en persons. Trengs ikke når «kontakt» er en e-postadresse."""
    temaer: tuple[Datatema, ...] = ("GOVE", "EDUC")
    """Temaene dataene hører til, med kodene i EUs liste: GOVE er forvaltning, EDUC er utdanning og kultur."""
    steder: tuple[Adresse, ...] = ()
    """Kommunene dataene handler mest om, med Kartverkets adresse for hver. Landene legges til av seg selv."""
    oppdateres: Hyppighet = "uregelmessig"
    """Hvor ofte innholdet blir oppdatert."""
