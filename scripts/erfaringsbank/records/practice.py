"""What is done and what is advised: cases, organisation models, recommendations, methods, services."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from erfaringsbank.records.base import Record
from erfaringsbank.records.statement import Part, Påstand, Utsagnsliste
from erfaringsbank.records.values import (
    Adresse,
    CaseId,
    Dato,
    FunnId,
    JaNei,
    KildeId,
    MetodeId,
    ModellId,
    Periode,
    RolleId,
    SpørsmålId,
    Tekst,
    TjenesteId,
)

Aksesvar = Literal["ja", "nei", "delvis", "ikke lest"]


class Kontakt(Part):
    """Hvem man kan spørre: en rolle, aldri en person."""

    rolle: Tekst
    """Rollen, for eksempel «biblioteksjef»."""
    virksomhet: Tekst
    """Kommunen eller virksomheten."""
    nettside: Adresse | None = None
    """Virksomhetens egen kontaktside."""


class Bilde(Part):
    """Et bilde med alt som trengs for å vise det lovlig og tilgjengelig."""

    fil: str
    """Filnavn under content/bilder/."""
    alt: Tekst
    """Hva bildet viser, for dem som ikke ser det."""
    fotograf: Tekst
    """Hvem som har tatt det."""
    lisens: Tekst
    """Vilkårene det kan brukes på."""


class Case(Record):
    """En kommune eller et sted som har prøvd noe. Et sted arver land, kommune og akser fra kommunen sin."""

    bokstav: ClassVar[str] = "c"
    mappe: ClassVar[str] = "caser"
    navn: ClassVar[str] = "case"
    flertall: ClassVar[str] = "caser"
    arves: ClassVar[tuple[str, ...]] = ("land", "kommune", "kommunenummer", "status", "vurdering")

    del_av: CaseId | None = None
    """Kommunen stedet hører til. Stedet arver det som ikke står her."""
    land: (
        Literal[
            "Norge", "Danmark", "Sverige", "Finland", "Storbritannia", "Nederland", "New Zealand", "Australia",
            "Singapore", "USA",
        ]
        | None
    ) = None  # fmt: skip
    """Landet."""
    kommune: Tekst | None = None
    """Navnet på kommunen eller den lokale myndigheten."""
    kommunenummer: str | None = Field(None, pattern=r"^[0-9]{4}$")
    """Fire sifre, bare når en kilde oppgir det."""
    akser: dict[str, Aksesvar] = Field(default_factory=dict)
    """Svar på aksene i models/akser.yaml. Det som ikke står her eller på kommunen, er «ikke lest»."""
    organisasjonsmodell: ModellId | None = None
    """Modellen, bare når en kilde selv sier hvilken det er."""
    status: Literal["planlagt", "i drift", "stanset før åpning", "avviklet", "ikke lest"] | None = None
    """Hvor langt det er kommet, slik kildene sist beskrev det."""
    status_per: Periode | None = None
    """Når statusen sist er bekreftet i en kilde."""
    vurdering: Literal["ingen kjent", "egen måling", "uavhengig"] | None = None
    """Om noen har målt hvordan det gikk."""
    siden: Dato | None = None
    """Når løsningen begynte."""
    kort: Utsagnsliste = ()
    """Hva dette er, i noen få utsagn."""
    bakgrunn: Utsagnsliste = ()
    """Hvorfor det ble slik."""
    organisering: Utsagnsliste = ()
    """Ledelse, enheter og team."""
    tjenester: tuple[TjenesteId, ...] = ()
    """Tjenestene som tilbys på stedet, når kildene sier det."""
    tilbud: Utsagnsliste = ()
    """Tjenester og aktiviteter med egne ord."""
    bemanning: Utsagnsliste = ()
    """Ansatte og årsverk."""
    lokaler: Utsagnsliste = ()
    """Rom, areal og plassering."""
    adresse: Utsagnsliste = ()
    """Besøksadresse. Hvert utsagn må si når det gjaldt (per)."""
    åpningstider: Utsagnsliste = ()
    """Åpningstider. Hvert utsagn må si når det gjaldt (per)."""
    medvirkning: Utsagnsliste = ()
    """Nærdemokrati, dialog og stedsutvikling."""
    virket: Utsagnsliste = ()
    """Det kildene sier virket."""
    vanskelig: Utsagnsliste = ()
    """Det kildene sier var vanskelig."""
    lærdom: Utsagnsliste = ()
    """Vår lærdom av casen. Vises som vår, ikke kildenes."""
    ikke_lest: tuple[Tekst, ...] = ()
    """Opplysninger leseren ville ventet her, men som ikke er lest."""
    kontakt: Kontakt | None = None
    """Hvem man kan spørre."""
    bilder: tuple[Bilde, ...] = ()
    """Bilder av stedet."""


class Organisasjonsmodell(Record):
    """En måte å organisere bibliotek og innbyggertorg på, slik prosjektet beskriver den."""

    bokstav: ClassVar[str] = "o"
    mappe: ClassVar[str] = "organisasjonsmodeller"
    navn: ClassVar[str] = "organisasjonsmodell"
    flertall: ClassVar[str] = "organisasjonsmodeller"
    innhold: ClassVar[tuple[str, ...]] = (
        "definisjon", "kjennetegn", "eksempler", "virkninger", "utfordringer", "passer_når", "passer_ikke_når",
    )  # fmt: skip

    plassholder: JaNei = False
    """ja når verken navn eller innhold er lest. Da skal alle feltene under stå tomme."""
    mer_hos: tuple[KildeId, ...] = Field(min_length=1)
    """Kildene der resten av modellen står."""
    definisjon: Utsagnsliste = ()
    """Hva modellen er."""
    kjennetegn: Utsagnsliste = ()
    """Hva som kjennetegner den."""
    eksempler: tuple[CaseId, ...] = ()
    """Caser kilden selv nevner som eksempler."""
    virkninger: Utsagnsliste = ()
    """Gode virkninger som er beskrevet, med hvem som sier det."""
    utfordringer: Utsagnsliste = ()
    """Utfordringer som er beskrevet, med hvem som sier det."""
    passer_når: Utsagnsliste = ()
    """Når modellen passer."""
    passer_ikke_når: Utsagnsliste = ()
    """Når modellen ikke passer."""
    spørsmål: tuple[SpørsmålId, ...] = ()
    """Åpne spørsmål om modellen."""


class Motevidens(Part):
    """Om noen har lett etter funn som taler mot anbefalingen."""

    status: Literal["ikke søkt ennå", "søkt, ikke funnet", "funnet"] = "ikke søkt ennå"
    """Hva som er gjort."""
    funn: tuple[FunnId, ...] = ()
    """Funnene som taler mot."""
    hvem: Tekst | None = None
    """Hvem som lette."""
    hvor: Tekst | None = None
    """Hvor de lette."""
    når: Dato | None = None
    """Når de lette."""

    @model_validator(mode="after")
    def _honest(self) -> Motevidens:
        if self.status == "funnet" and not self.funn:
            raise PydanticCustomError("motevidens-uten-funn", "Motevidens som er funnet, må vise hvilke funn.")
        if self.status == "søkt, ikke funnet" and not (self.hvem and self.hvor and self.når):
            message = "«søkt, ikke funnet» må si hvem som søkte, hvor og når."
            raise PydanticCustomError("motevidens-uten-sok", message)
        return self


class Anbefaling(Record):
    """Et råd: hva, til hvem, fra hvem, og hva det hviler på."""

    bokstav: ClassVar[str] = "a"
    mappe: ClassVar[str] = "anbefalinger"
    navn: ClassVar[str] = "anbefaling"
    flertall: ClassVar[str] = "anbefalinger"

    råd: Påstand
    """Hva man bør gjøre, i én eller to setninger."""
    fra: Literal["prosjektet", "Norsk Bibliotekforening", "andre"]
    """Hvem rådet kommer fra. Banken gir ingen råd selv."""
    fra_hvem: Tekst
    """Hvem det er helt presist: «sluttrapporten», «virksomhetslederen i Drammen», «Øygarden kommune»."""
    til: tuple[RolleId, ...] = Field(min_length=1)
    """Rollene rådet er rettet til."""
    fase: Literal["før vedtak", "før innflytting", "første år", "drift", "alle"] | None = None
    """Når i arbeidet rådet hører hjemme, slik redaksjonen har plassert det."""
    hviler_på: Literal["funn", "standpunkt"]
    """Om rådet bygger på funn i banken, eller på kildens standpunkt alene."""
    hvorfor: tuple[FunnId, ...] = ()
    """Funnene rådet bygger på."""
    begrunnelse: Utsagnsliste = ()
    """Begrunnelsen slik kilden gir den."""
    passer: Utsagnsliste = ()
    """Når rådet passer."""
    passer_ikke: Utsagnsliste = ()
    """Når rådet ikke passer."""
    slik: Utsagnsliste = ()
    """Stegene, i rekkefølge."""
    metoder: tuple[MetodeId, ...] = ()
    """Metoder som kan brukes."""
    krever: Utsagnsliste = ()
    """Hva som trengs."""
    risiko: Utsagnsliste = ()
    """Hva som kan gå galt."""
    lov: Utsagnsliste = ()
    """Hva loven sier."""
    motevidens: Motevidens = Motevidens()
    """Funn som taler mot, eller at ingen har lett."""
    forbehold: Utsagnsliste = ()
    """Det leseren må vite om rådet."""
    spørsmål: tuple[SpørsmålId, ...] = ()
    """Åpne spørsmål om rådet."""


class Metode(Record):
    """En arbeidsmåte som er dokumentert brukt."""

    bokstav: ClassVar[str] = "m"
    mappe: ClassVar[str] = "metoder"
    navn: ClassVar[str] = "metode"
    flertall: ClassVar[str] = "metoder"

    opphav: Tekst
    """Hvor metoden kommer fra, så den ikke tas for prosjektets anbefaling."""
    brukt_av: Utsagnsliste = Field(min_length=1)
    """Hvem som har brukt den."""
    caser: tuple[CaseId, ...] = ()
    """Casene den er brukt i."""
    formål: Utsagnsliste = ()
    """Hva den er til for."""
    passer_når: Utsagnsliste = ()
    """Når den passer."""
    slik: Utsagnsliste = ()
    """Stegene, i rekkefølge."""
    deltakere: Utsagnsliste = ()
    """Hvem som er med, og hvordan de rekrutteres."""
    resultat: Utsagnsliste = ()
    """Hva de som brukte den, sier at den ga."""
    støtte: Utsagnsliste = ()
    """Hva lov, praksis eller andre sier om den."""
    råd_fra_oss: tuple[Tekst, ...] = ()
    """Vårt eget råd om bruken, merket som vårt."""
    ikke_lest: tuple[Tekst, ...] = ()
    """Hva som ikke er lest om metoden."""


class Tjeneste(Record):
    """En tjeneste eller kompetanse, og hvem den hører til."""

    bokstav: ClassVar[str] = "t"
    mappe: ClassVar[str] = "tjenester"
    navn: ClassVar[str] = "tjeneste"
    flertall: ClassVar[str] = "tjenester"

    hører_til: Literal["bibliotek", "innbyggertorg", "felles"]
    """Bibliotekets egen, innbyggertorgets egen, eller noe begge gjør."""
    slag: Literal["tjeneste", "kompetanse"] = "tjeneste"
    """Om det er noe som tilbys, eller noe man må kunne."""
    grunnlag: Utsagnsliste = Field(min_length=1)
    """Hva plasseringen bygger på."""
    merknad: Tekst | None = None
    """Forbehold om plasseringen."""
