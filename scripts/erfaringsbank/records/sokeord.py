"""What the search must know beside the records: words that mean the same, and searches that found nothing."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from erfaringsbank.records.statement import Part
from erfaringsbank.records.values import Dato, Tekst

SEARCH_WORDS = "models/sokeord.yaml"
WORD_PARTS = "models/ordliste.txt"
OTHER_WORDS = "models/naboord.txt"
WAYS_IN = "models/innganger"


class Ordgruppe(Part):
    """Ord som ikke står i banken, og det banken skriver i stedet."""

    ord: tuple[Tekst, ...] = Field(min_length=1)
    """Det banken skriver. Hvert ord her må stå i en post eller på en side."""
    også: tuple[Tekst, ...] = Field(min_length=1)
    """Det folk skriver i søkefeltet: dagligtale, nynorsk, dansk, svensk."""
    nær: tuple[Tekst, ...] = ()
    """Det banken skriver om noe som hører til, uten å bety det samme. Teller mindre."""


class Skrivemåte(Part):
    """Bokstaver som skrives annerledes i nynorsk, dansk eller svensk. Prøves bare på ord som ikke er kjent."""

    fra: Tekst
    """Bokstavene i ordet som ble søkt, med a for æ og å, og o for ø."""
    til: Tekst
    """Bokstavene banken ville brukt."""


class Hensikt(Part):
    """Det ordene i et søk røper om hva slags side som søkes."""

    ord: tuple[Tekst, ...] = Field(min_length=1)
    """Ordene, ett eller flere på rad."""
    typer: tuple[Tekst, ...] = Field(min_length=1)
    """Typene som da løftes, med navnet fra datamodellen: case, anbefaling, rolle."""


class TomtSøk(Part):
    """Et søk som ikke ga det den som søkte, lette etter."""

    søk: Tekst
    """Det som ble skrevet, uten noe om hvem som skrev det."""
    lette_etter: Tekst | None = None
    """Hva som skulle ha kommet, når noen vet det."""
    dato: Dato | None = None
    """Når det ble meldt."""


class Søkeord(BaseModel):
    """Ord for søket alene. De er ikke fakta, og vises aldri som svar."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    fyllord: tuple[Tekst, ...] = ()
    """Ord som ikke skiller sidene fra hverandre. De ses bort fra så lenge søket har andre ord."""
    skrivemåter: tuple[Skrivemåte, ...] = ()
    """Rettskriving hos naboer, som regler."""
    grupper: tuple[Ordgruppe, ...] = ()
    """Ord som betyr omtrent det samme. Det som er et begrep, står på begrepet."""
    hensikter: tuple[Hensikt, ...] = ()
    """Ord som røper hva slags side som søkes."""
    uten_treff: tuple[TomtSøk, ...] = ()
    """Søk som feilet. Redaksjonen skriver dem opp her, og finner ut hva som mangler."""


class Innganger(BaseModel):
    """Det folk kan skrive i søkefeltet når siden er svaret. De er ikke fakta, og vises aldri som svar. En post skrives
    med ID-en, en side med adressen."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    innganger: dict[Tekst, Annotated[tuple[Tekst, ...], Field(min_length=1)]]
    """For hver side: spørsmål og stikkord med andre ord enn sidens egne."""
