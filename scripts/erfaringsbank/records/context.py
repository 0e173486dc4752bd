"""What surrounds the knowledge: goals, roles, open questions, terms, events, and the site itself."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from erfaringsbank.records.base import Record
from erfaringsbank.records.publishing import Datakatalog
from erfaringsbank.records.statement import Part, Påstand, Utsagnsliste
from erfaringsbank.records.values import (
    Adresse,
    Antall,
    BegrepId,
    Dato,
    Id,
    Klokka,
    Periode,
    RolleId,
    Tekst,
    Urn,
)

PLACEHOLDER_HOST = "example.org"


class Mål(Record):
    """Et mål prosjektet satte seg."""

    bokstav: ClassVar[str] = "g"
    mappe: ClassVar[str] = "mal"
    navn: ClassVar[str] = "mål"
    flertall: ClassVar[str] = "mål"

    mål: Påstand
    """Målet med egne ord, og kilden."""
    utfall: tuple[str, ...] = ()
    """Utfallene i models/utfall.yaml som målet handler om."""


class Rolle(Record):
    """En leser med en oppgave: hvem rådene er rettet til."""

    bokstav: ClassVar[str] = "r"
    mappe: ClassVar[str] = "roller"
    navn: ClassVar[str] = "rolle"
    flertall: ClassVar[str] = "roller"

    beskrivelse: Tekst
    """Hva rollen trenger fra banken."""
    lesetid: Antall | None = None
    """Minutter det er rimelig å regne med."""
    les_først: tuple[Id, ...] = ()
    """Postene rollen bør begynne med."""


class Spørsmål(Record):
    """Et åpent spørsmål: noe vi ikke vet, og som ikke skal fylles med antakelser."""

    bokstav: ClassVar[str] = "q"
    mappe: ClassVar[str] = "sporsmal"
    navn: ClassVar[str] = "spørsmål"
    flertall: ClassVar[str] = "spørsmål"

    hvorfor_åpent: Utsagnsliste = Field(min_length=1)
    """Hvorfor vi ikke vet det."""
    hva_lukker: Tekst
    """Hva som ville gitt svaret."""
    stilt_av: Tekst | None = None
    """Hvem som stilte det, for eksempel søknaden."""
    vet_likevel: Utsagnsliste = ()
    """Det lille som er kjent."""
    utfall: tuple[str, ...] = ()
    """Utfallene i models/utfall.yaml spørsmålet handler om. Da vises det blant kunnskapshullene."""
    akser: tuple[str, ...] = ()
    """Aksene i models/akser.yaml det handler om, når det ikke gjelder alle."""
    gjelder: tuple[Id, ...] = ()
    """Postene spørsmålet angår."""


class Begrep(Record):
    """Et ord med definisjoner, og formene søket skal kjenne igjen."""

    bokstav: ClassVar[str] = "b"
    mappe: ClassVar[str] = "begreper"
    navn: ClassVar[str] = "begrep"
    flertall: ClassVar[str] = "begreper"

    definisjoner: Utsagnsliste = Field(min_length=1)
    """Forklaringene, hver med kilden sin."""
    former: tuple[Tekst, ...] = ()
    """Bøyninger og skrivemåter."""
    synonymer: tuple[Tekst, ...] = ()
    """Andre ord for omtrent det samme."""
    se_også: tuple[BegrepId, ...] = ()
    """Begreper det må skilles fra eller leses sammen med."""


class Hendelse(Record):
    """Noe som skjedde på en bestemt tid."""

    bokstav: ClassVar[str] = "h"
    mappe: ClassVar[str] = "hendelser"
    navn: ClassVar[str] = "hendelse"
    flertall: ClassVar[str] = "hendelser"

    tid: Periode
    """Når det skjedde, så nøyaktig som det er kjent."""
    tid_merknad: Tekst | None = None
    """Forbehold om tidspunktet."""
    klokka: Klokka | None = None
    """Når på dagen, når kilden sier det: «09:00–15:30», eller bare «09:00». Dagen må være kjent."""
    art: Literal["forløper", "vedtak", "etablering", "prosjekt", "undersøkelse", "arrangement", "publisering"]
    """Hva slags hendelse det er."""
    sted: Tekst | None = None
    """Hvor."""
    hva: Utsagnsliste = Field(min_length=1)
    """Hva som skjedde."""
    gjelder: tuple[Id, ...] = ()
    """Poster hendelsen angår."""

    @property
    def dager(self) -> tuple[date, date] | None:
        """The first and the last day, when both are known to the day."""
        ends = (self.tid.start, self.tid.end)
        return (ends[0].first_day(), ends[1].first_day()) if all(len(end.parts()) == 3 for end in ends) else None

    @model_validator(mode="after")
    def _one_day(self) -> Hendelse:
        if self.klokka and not (self.dager and self.dager[0] == self.dager[1]):
            raise PydanticCustomError(
                "klokka-uten-dag", "Et klokkeslett krever at dagen er kjent, og at det er én dag."
            )
        return self


class Utprøving(Part):
    """Noe et menneske har prøvd på nettstedet, til arbeidspapiret for tilgjengelighet."""

    dato: Dato
    """Dagen det ble prøvd."""
    hjelpemiddel: Literal["skjermleser", "tastatur", "forstørring", "talestyring", "annet"]
    """Hva slags hjelpemiddel det ble prøvd med."""
    utstyr: Tekst
    """Programmet, nettleseren og utgavene av dem."""
    hvem: Tekst
    """Rollen til den som prøvde, aldri et navn."""
    hva: Tekst
    """Sidene og oppgavene som ble prøvd."""
    funnet: Tekst
    """Hva som virket, og hva som ikke gjorde det."""


class Nettsted(BaseModel):
    """Innstillinger for nettstedet: adressen, utgiveren og veiene inn til dem som har ansvaret."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    navn: Tekst
    """Navnet på nettstedet."""
    undertittel: Tekst
    """Én setning om hva det er og for hvem."""
    innledning: Tekst | None = None
    """Det leseren møter først på forsiden, i noen få setninger."""
    om_beste_praksis: Tekst | None = None
    """Innledningen på siden «Beste praksis»."""
    om_modellene: Tekst | None = None
    """Innledningen på siden med organisasjonsmodellene."""
    adresse: Adresse
    """Den offentlige adressen, med skråstrek til slutt."""
    utgiver: Tekst
    """Virksomheten som gir ut banken."""
    kontakt: Tekst
    """Virksomhetens adresse for henvendelser: en nettadresse eller en felles e-postadresse, aldri en persons."""
    tilgjengelighetserklæring: Adresse
    """Adressen til erklæringen hos uutilsynet."""
    tilbakemelding: Adresse
    """Der leseren melder feil eller deler en erfaring."""
    kodelager: Adresse
    """Adressen til kodelageret, for «Rediger»."""
    gren: str = "main"
    """Grenen «Rediger» peker på."""
    utgave: str = "0"
    """Utgaven av innholdet."""
    urn: dict[str, Urn] = Field(default_factory=dict)
    """URN-en Nasjonalbiblioteket har gitt en utgave, etter utgaven: «"1.0": URN:NBN:no-…». Aldri en vi lager selv."""
    utprøvinger: tuple[Utprøving, ...] = ()
    """Det mennesker har prøvd på nettstedet med hjelpemidler. Vises i arbeidspapiret for tilgjengelighet."""
    datakatalog: Datakatalog = Datakatalog()
    """Det data.norge.no må vite om dem som gir ut banken. Uten det lages ingen beskrivelse for datakataloger."""

    @property
    def plassholdere(self) -> tuple[str, ...]:
        """The settings that still point at the reserved example host and must be filled in before publishing."""
        return tuple(name for name in type(self).model_fields if PLACEHOLDER_HOST in str(getattr(self, name)))

    @property
    def epost(self) -> str | None:
        """Where questions about the data are sent: an address that belongs to the body."""
        return self.datakatalog.epost or (None if "://" in self.kontakt or "@" not in self.kontakt else self.kontakt)

    @property
    def mangler(self) -> tuple[str, ...]:
        """The settings that a catalogue of data demands and that are not filled in."""
        needed = {"datakatalog.utgivere": self.datakatalog.utgivere, "datakatalog.epost": self.epost}
        return tuple(name for name, value in needed.items() if not value)

    @property
    def kan_beskrives(self) -> bool:
        """Whether a description for catalogues may go out: the addresses are real, and nothing demanded is missing."""
        return not self.mangler and not {"adresse", "datakatalog", "kontakt"} & set(self.plassholdere)


class Verdi(Part):
    """En verdi i et ordforråd under models/."""

    navn: Tekst
    """Navnet leseren ser."""
    forklaring: Tekst
    """Hva verdien betyr."""
    tema: str | None = None
    """Temaet i beste praksis den hører til."""
    måles_med: Tekst | None = None
    """Hva slags undersøkelse som kunne gitt svar, når vi ikke vet. Redaksjonens forslag."""


class Forvaltning(Part):
    """Hvem som eier poster av en type, og hvor ofte de skal kontrolleres."""

    eier: RolleId
    """Rollen med ansvar."""
    kontroll_måneder: Antall = Field(ge=1, le=120)
    """Hvor mange måneder det kan gå mellom to kontroller."""
