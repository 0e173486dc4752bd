"""What is known, and from where: sources, surveys, findings, contradictions, and «vi prøvde det»."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from erfaringsbank.records.base import Record
from erfaringsbank.records.statement import Part, Tall, Utsagnsliste
from erfaringsbank.records.values import (
    Adresse,
    Antall,
    CaseId,
    FunnId,
    Id,
    KildeId,
    Kind,
    Periode,
    Språk,
    SpørsmålId,
    Tekst,
    UndersøkelseId,
)


class Kilde(Record):
    """Et dokument banken bygger på, eller vet om uten å ha lest."""

    bokstav: ClassVar[str] = "k"
    mappe: ClassVar[str] = "kilder"
    navn: ClassVar[str] = "kilde"
    flertall: ClassVar[str] = "kilder"

    utgiver: Tekst
    """Hvem som har gitt ut kilden."""
    art: Literal[
        "rapport", "lov", "forarbeid", "nettside", "nyhet", "fagpresse", "avis", "blogg", "leserbrev", "søknad",
        "presentasjon", "oppslagsverk", "masteroppgave", "veileder", "arrangement", "statistikk", "kunngjøring",
    ]  # fmt: skip
    """Hva slags dokument det er."""
    lest: Literal["hele", "begynnelsen", "sammendraget", "ikke lest"]
    """Hvor mye av kilden som er lest."""
    lest_merknad: Tekst | None = None
    """Hva som ikke er lest, eller hvor utdraget stopper."""
    forfattere: tuple[Tekst, ...] = ()
    """Forfattere av en publisert kilde. Ingen andre personer."""
    dato: Periode | None = None
    """Når kilden ble publisert eller gjelder for, så nøyaktig som det er kjent."""
    dato_merknad: Tekst | None = None
    """Når datoen er utledet eller ikke synlig."""
    kildespråk: Språk = "nb"
    """Språket kilden er skrevet på."""
    adresser: tuple[Adresse, ...] = ()
    """Nettadressene kilden står på. Den første er hovedadressen."""
    arkivadresse: Adresse | None = None
    """Adressen til en arkivert kopi."""
    inneholder: Tekst | None = None
    """Kort om hva kilden inneholder, med egne ord."""
    nevnt_i: tuple[KildeId, ...] = ()
    """Kildene som omtaler dette dokumentet, når det selv ikke er lest."""
    betydning: Tekst | None = None
    """Hvorfor et ulest dokument betyr noe."""
    merknad: tuple[Tekst, ...] = ()
    """Forbehold om kilden: «tittel hentet fra adressen», «meningsytring»."""


# What kind of evidence it is: the evidence rule in models/ gives each kind its weight.
Evidensart = Literal[
    "måling før og etter", "utvalgsundersøkelse", "brukerundersøkelse", "ansatteundersøkelse", "åpen høring",
    "telling", "statistikk", "evaluering", "observasjon", "intervju", "casebeskrivelse", "leders opplysning",
    "meningsytring", "plan", "ikke lest",
]  # fmt: skip


class Undersøkelse(Record):
    """Et instrument: undersøkelsen tall kommer fra, med nevneren sin."""

    bokstav: ClassVar[str] = "u"
    mappe: ClassVar[str] = "undersokelser"
    navn: ClassVar[str] = "undersøkelse"
    flertall: ClassVar[str] = "undersøkelser"

    metode: Tekst
    """Hvordan opplysningene ble samlet inn."""
    art: Evidensart = "ikke lest"
    """Hva slags undersøkelse det er."""
    tid: Periode | None = None
    """Når innsamlingen skjedde."""
    tid_merknad: Tekst | None = None
    """Mer om tidspunktet, for eksempel når resultatene ble lagt fram."""
    populasjon: Tekst = Tekst("ikke lest")
    """Hvem undersøkelsen sier noe om."""
    n: Antall | Literal["ikke lest"] = "ikke lest"
    """Hvor mange som svarte eller deltok."""
    n_fordelt: Tekst | None = None
    """Hvordan utvalget er fordelt, for eksempel per kommune."""
    svarprosent: Tekst = Tekst("ikke lest")
    """Andelen av de spurte som svarte, slik kilden oppgir den."""
    utført_av: Tekst
    """Hvem som gjorde den."""
    uavhengig: Literal["ja", "nei", "delvis", "ikke lest"] = "ikke lest"
    """Om den som utførte den, er uavhengig av tjenesten som undersøkes."""
    caser: tuple[CaseId, ...] = ()
    """Kommunene eller stedene undersøkelsen gjelder."""
    spørsmål: tuple[Tekst, ...] = ()
    """Spørsmålene, ordrett, når de er lest."""
    ikke_lest: tuple[Tekst, ...] = ()
    """Hva som ikke er lest om undersøkelsen."""
    omtale: Utsagnsliste = ()
    """Hva kildene sier om undersøkelsen."""


class Grunnlag(Part):
    """Det et funn bygger på: én undersøkelse eller én metode, med kildene."""

    undersøkelse: UndersøkelseId | None = None
    """Undersøkelsen funnet kommer fra."""
    metode: Tekst | None = None
    """Metoden, når det ikke er en egen undersøkelse: «intervju», «leders opplysning»."""
    art: Evidensart | None = None
    """Hva slags grunnlag det er, når det ikke står på en undersøkelse."""
    kilder: tuple[KildeId, ...] = ()
    """Hvor det står."""
    peker: Literal["støtter", "motsier"] = "støtter"
    """Om dette grunnlaget støtter funnet eller motsier det."""
    uavhengig: Literal["ja", "nei", "delvis", "ikke lest"] = "ikke lest"
    """Om den som målte, er uavhengig av tjenesten."""
    før_etter: Literal["ja", "nei", "ikke lest"] = "ikke lest"
    """Om det er målt både før og etter endringen."""
    n: Antall | Literal["ikke lest"] | None = None
    """Hvor mange grunnlaget gjelder, når det ikke står på en undersøkelse."""
    caser: tuple[CaseId, ...] = ()
    """Kommunene eller stedene grunnlaget gjelder. Tom når det ikke gjelder et bestemt sted."""
    sikkerhet: Literal["lest", "usikker"] = "lest"
    """«usikker» når koblingen er utledet eller gjengitt på annen hånd."""
    hvorfor: Tekst | None = None
    """Hvorfor det er usikkert."""

    @model_validator(mode="after")
    def _something(self) -> Grunnlag:
        if not self.undersøkelse and not (self.metode and self.kilder):
            message = "Et grunnlag er en undersøkelse, eller en metode med kilder."
            raise PydanticCustomError("tomt-grunnlag", message)
        if self.sikkerhet == "usikker" and not self.hvorfor:
            raise PydanticCustomError("usikker-uten-hvorfor", "Et usikkert grunnlag må si hvorfor (hvorfor: …).")
        return self


class Funn(Record):
    """Én påstand om hva som er funnet, med grunnlag og forbehold."""

    bokstav: ClassVar[str] = "f"
    mappe: ClassVar[str] = "funn"
    navn: ClassVar[str] = "funn"
    flertall: ClassVar[str] = "funn"

    slag: Literal["effekt", "holdning", "beskrivelse"]
    """Effekt: noe ble annerledes. Holdning: noen mener noe. Beskrivelse: slik er eller var det."""
    utfall: str
    """Hva funnet handler om: en av verdiene i models/utfall.yaml."""
    retning: Literal["styrker", "blandet", "svekker", "ingen endring", "vet ikke"] | None = None
    """Hvilken vei funnet peker for utfallet. En beskrivelse har ingen retning."""
    utdyping: Utsagnsliste = ()
    """Funnet med flere ord."""
    tall: tuple[Tall, ...] = ()
    """Tallene. Det første er hovedtallet, og hentes med @f1.tall."""
    grunnlag: tuple[Grunnlag, ...] = Field(min_length=1)
    """Hva funnet bygger på."""
    gjelder: Tekst | None = None
    """Hvem og hvor funnet gjelder for."""
    akser: dict[str, Literal["ja", "nei", "delvis"]] = Field(default_factory=dict)
    """Forholdene funnet sier noe om, etter aksene i models/akser.yaml. En holdning kan gjelde noe ikke opplevd."""
    forbehold: Utsagnsliste = ()
    """Begrensninger som må stå ved siden av overskriften."""
    kostnad: Utsagnsliste = ()
    """Hva det kostet, når kildene sier det."""
    ulempe: Utsagnsliste = ()
    """Skade eller ulempe, når kildene sier det."""
    sammen_med: tuple[FunnId, ...] = ()
    """Funn som må leses sammen med dette."""
    støttes_av: tuple[FunnId, ...] = ()
    """Funn fra andre steder som peker samme vei. De teller ikke i styrken; grunnlagene deres gjør det der de står."""
    motsies_av: tuple[FunnId, ...] = ()
    """Funn fra andre steder som peker en annen vei."""

    @model_validator(mode="after")
    def _direction(self) -> Funn:
        if self.slag == "beskrivelse" and self.retning:
            message = "En beskrivelse har ingen retning. Slett retningen, eller velg slag effekt eller holdning."
            raise PydanticCustomError("retning-pa-beskrivelse", message)
        if self.slag != "beskrivelse" and not self.retning:
            message = "En {slag} må ha en retning (styrker, blandet, svekker, ingen endring, vet ikke)."
            raise PydanticCustomError("funn-uten-retning", message, {"slag": self.slag})
        return self


class Motsigelse(Record):
    """Et sted der kildene sier forskjellige ting. Begge sider vises."""

    bokstav: ClassVar[str] = "x"
    mappe: ClassVar[str] = "motsigelser"
    navn: ClassVar[str] = "motsigelse"
    flertall: ClassVar[str] = "motsigelser"

    sier: Utsagnsliste = Field(min_length=2)
    """Hva hver kilde sier."""
    bruk: Tekst | None = None
    """Hvilken opplysning som bør brukes, og hvorfor. Står det ingenting, vet vi ikke."""
    gjelder: tuple[Id, ...] = ()
    """Postene motsigelsen angår."""
    spørsmål: tuple[SpørsmålId, ...] = ()
    """Åpne spørsmål den reiser."""


class Erfaring(Record):
    """«Vi prøvde det»: noen har prøvd en anbefaling eller en metode og forteller hvordan det gikk."""

    bokstav: ClassVar[str] = "e"
    mappe: ClassVar[str] = "erfaringer"
    navn: ClassVar[str] = "erfaring"
    flertall: ClassVar[str] = "erfaringer"

    prøvde: tuple[Annotated[Id, Kind("am")], ...] = Field(min_length=1)
    """Anbefalingene eller metodene som ble prøvd."""
    sted: Tekst
    """Kommunen eller stedet."""
    tid: Periode
    """Når det ble prøvd."""
    resultat: Literal["virket", "virket delvis", "virket ikke", "vet ikke ennå"]
    """Kort svar."""
    hva: Utsagnsliste = Field(min_length=1)
    """Hva som ble gjort."""
    virket: Utsagnsliste = ()
    """Det som virket."""
    virket_ikke: Utsagnsliste = ()
    """Det som ikke virket."""
    støtter: tuple[FunnId, ...] = ()
    """Funn erfaringen bekrefter. Den teller da som grunnlag for dem."""
    motsier: tuple[FunnId, ...] = ()
    """Funn erfaringen taler mot. Den teller da mot dem."""
    tilpasset: Utsagnsliste = ()
    """Hva som ble gjort annerledes enn anbefalingen sier."""
