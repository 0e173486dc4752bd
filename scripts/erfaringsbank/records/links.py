"""What is known of external addresses: how they answered when they were last asked, and which are not to be asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from erfaringsbank.records.statement import Part
from erfaringsbank.records.values import Adresse, Antall, Dato, Tekst

STATUS = "content/lenkestatus.yaml"
EXCEPTIONS = "models/lenker-unntak.yaml"

Resultat = Literal["borte", "flyttet", "avvist", "feil", "tidsavbrudd", "usikker", "uten svar", "ring"]


class Lenkestatus(Part):
    """Et svar som ikke var godt, fra en adresse utenfor banken. Adresser som svarer, står ikke her."""

    adresse: Adresse
    """Adressen slik den står i posten eller på siden."""
    resultat: Resultat
    """Hva som skjedde. Hvert ord har en egen side blant reglene, for eksempel lenke-borte."""
    kode: Antall | None = None
    """HTTP-koden, når adressen svarte."""
    til: Adresse | None = None
    """Den nye adressen, når innholdet er flyttet."""
    siden: Dato
    """Første dag den svarte slik."""
    sjekket: Dato
    """Siste dag den svarte slik."""


class Lenkekontroll(BaseModel):
    """Det «erfaringsbank lenker» fant sist. Filen skrives av kommandoen."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    kontrollert: Dato
    """Dagen adressene sist ble prøvd."""
    adresser: tuple[Lenkestatus, ...] = ()
    """Adressene som ikke svarte godt."""


class Lenkeunntak(Part):
    """En adresse som ikke skal prøves."""

    adresse: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    """Adressen, eller begynnelsen av flere adresser med * til slutt."""
    fordi: Tekst
    """Hvorfor den ikke skal prøves."""
    til: Dato
    """Siste dag unntaket gjelder. Da vurderes det på nytt."""

    def gjelder(self, address: str) -> bool:
        """Whether this is about an address."""
        start = self.adresse.removesuffix("*")
        return address.startswith(start) if start != self.adresse else address == self.adresse


class Unntaksliste(BaseModel):
    """Adresser «erfaringsbank lenker» ikke prøver."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    unntak: tuple[Lenkeunntak, ...] = ()
    """Unntakene, hvert med en grunn og en siste dag."""
