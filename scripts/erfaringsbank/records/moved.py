"""Where hand-written pages have gone: `content/flyttet.yaml`, so that their old addresses still lead somewhere."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from erfaringsbank.records.statement import Part
from erfaringsbank.records.values import Tekst

MOVED = "content/flyttet.yaml"

Sted = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*/?$")]


class Flytting(Part):
    """En adresse som er publisert, og som ikke har noen side lenger."""

    fra: Sted
    """Den gamle adressen under roten, med skråstrek til slutt når det er en side: om-prosjektet/."""
    til: Sted | None = None
    """Adressen som gjelder nå, eller ID-en til posten."""
    trukket_fordi: Tekst | None = None
    """Hvorfor siden er tatt ut, når ingenting er kommet i stedet."""


class Flytteliste(BaseModel):
    """Publiserte adresser som er flyttet eller tatt ut. Poster trenger den ikke: de husker adressene sine selv."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    flyttet: tuple[Flytting, ...] = ()
    """Adressene, hver med stedet den leder til eller grunnen til at siden er tatt ut."""
