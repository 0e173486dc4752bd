"""The published form of a change: a field, a number or a part of a record that is another. Pure.

The classes are read by `erfaringsbank diff --format json` and by its schema; their docstrings are in it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict


class Change(BaseModel):
    """A change is a value; its fields are the published format."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Ordendring(Change):
    """Et felt som er et annet enn før: en tittel, svaret på en akse, en liste."""

    felt: str
    """Navnet på feltet eller aksen."""
    før: str | None = None
    """Slik det var. Mangler når feltet er nytt, eller er en liste."""
    nå: str | None = None
    """Slik det er. Mangler når feltet er borte, eller er en liste."""
    lagt_til: tuple[str, ...] = ()
    """Det som er kommet til i en liste."""
    tatt_bort: tuple[str, ...] = ()
    """Det som er borte fra en liste."""

    @property
    def bare_rekkefølge(self) -> bool:
        """Whether a list has the same in another order."""
        return self.før is None and self.nå is None and not self.lagt_til and not self.tatt_bort


class Tallverdi(Change):
    """Et tall med nevneren sin, slik det var eller er."""

    verdi: str
    """Tallet slik kilden skriver det."""
    enhet: str | None = None
    """Hva tallet måler."""
    hva: str | None = None
    """Hva tallet sier."""
    populasjon: str | None = None
    """Hvem andelen er en andel av."""
    n: str | None = None
    """Hvor mange den er regnet av."""
    undersøkelse: str | None = None
    """Undersøkelsen tallet kommer fra."""
    forbehold: str | None = None
    """Det leseren må vite om tallet."""


class Tallendring(Change):
    """Et tall som er nytt, borte eller et annet, eller som er regnet av noe annet enn før."""

    felt: str
    """Feltet tallet står i."""
    før: Tallverdi | None = None
    """Tallet før. Mangler når det er nytt."""
    nå: Tallverdi | None = None
    """Tallet nå. Mangler når det er borte."""


class Leddendring(Change):
    """Et ledd i en liste: et utsagn, et grunnlag eller noe annet med felt i seg."""

    felt: str
    """Feltet det står i."""
    slag: Literal["nytt", "borte", "omskrevet", "endret", "flyttet"]
    """«omskrevet» når ordene er andre, «endret» når bare noe ved siden av ordene er det."""
    før: str | None = None
    """Ordene før."""
    nå: str | None = None
    """Ordene nå."""
    fra_felt: str | None = None
    """Feltet det er flyttet fra."""
    deler: tuple[Ordendring, ...] = ()
    """Det som er endret ved siden av ordene: kilder, hvem, når det gjaldt."""


AnyChange: TypeAlias = Ordendring | Tallendring | Leddendring
