"""The open rule for how certain a finding is, as it stands in `models/styrke.yaml`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from erfaringsbank.records.statement import Part
from erfaringsbank.records.values import Antall, Tekst

STEPS = 6


class Trinn(Part):
    """Ett trinn på stigen."""

    navn: Tekst
    """Trinnet i ett eller noen få ord."""
    forklaring: Tekst
    """Hva det betyr for den som skal bruke funnet."""


class Styrkeregel(BaseModel):
    """Regelen som gir hvert funn en styrke fra 0 til 5."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    trinn: tuple[Trinn, ...] = Field(min_length=STEPS, max_length=STEPS)
    """Trinnene fra 0 til 5, i rekkefølge."""
    nivå: dict[str, Antall]
    """Hvor langt hver slags grunnlag rekker alene."""
    uten_n_høyst: Antall
    """Høyeste nivå for en undersøkelse der antallet ikke er kjent."""
    usikkert_høyst: Antall
    """Høyeste nivå for et usikkert grunnlag."""
    kommuner_for_ekstra: Antall = Field(ge=2)
    """Antall kommuner som gir ett trinn opp."""
    uavhengig_før_etter: Antall
    """Trinn opp for en uavhengig måling før og etter."""
    ikke_lest_helt_høyst: Antall
    """Tak når ingen av grunnlagene er lest i sin helhet."""
    motsagt_høyst: Antall
    """Tak når noe taler mot funnet."""
    gammelt_etter_år: Antall
    """Alder som trekker ett trinn ned."""
