"""The manual pages of what can be wrong with external addresses. The faults are found by `external_links`."""

from __future__ import annotations

from erfaringsbank.problems import manual
from erfaringsbank.records.links import Resultat

BORTE = manual(
    "lenke-borte",
    """Adressen finnes ikke lenger
    Nettstedet svarer at siden er borte (404 eller 410). Søk etter den nye adressen, eller etter en kopi hos
    Nasjonalbibliotekets nettarkiv eller web.archive.org, og skriv kopien i «arkivadresse». Da viser kildesiden kopien
    først. Har kilden en arkivert kopi, er dette en advarsel; ellers er det en feil. Meldingen kommer fra
    «erfaringsbank lenker».""",
)
FLYTTET = manual(
    "lenke-flyttet",
    """Adressen er flyttet for godt
    Nettstedet sender leseren videre til en ny adresse og sier at det er for godt (301 eller 308). Åpne den nye
    adressen. Er det samme innhold, skriver du den i posten. En slik videresending varer sjelden evig. Dette er en
    advarsel fra «erfaringsbank lenker».""",
)
AVVIST = manual(
    "lenke-avvist",
    """Nettstedet vil ikke svare oss
    Noen nettsteder svarer bare nettlesere, eller ber oss la være å spørre (401, 403 eller 429). Det betyr ikke at
    siden er borte. Åpne den i nettleseren. Virker den der, fører du adressen i models/lenker-unntak.yaml med grunnen.
    Dette er en advarsel fra «erfaringsbank lenker».""",
)
FEIL = manual(
    "lenke-feil",
    """Nettstedet svarer med en feil
    Svaret er verken siden eller «finnes ikke», men en feil hos dem (for eksempel 500 eller 503). Det går ofte over.
    Står adressen med samme feil lenge, ser du etter en annen adresse eller en arkivert kopi. Dette er en advarsel fra
    «erfaringsbank lenker».""",
)
TIDSAVBRUDD = manual(
    "lenke-tidsavbrudd",
    """Nettstedet svarer ikke i tide
    Vi ventet, men det kom ikke noe svar. Det går ofte over. Står det slik lenge, ser du etter en annen adresse eller en
    arkivert kopi. Dette er en advarsel fra «erfaringsbank lenker».""",
)
USIKKER = manual(
    "lenke-usikker",
    """Forbindelsen til nettstedet er ikke sikker
    Sertifikatet er utløpt, gjelder et annet nettsted, eller kan ikke kontrolleres. Leseren får en skremmende melding i
    nettleseren. Se om innholdet finnes på en annen adresse. Dette er en advarsel fra «erfaringsbank lenker».""",
)
UTEN_SVAR = manual(
    "lenke-uten-svar",
    """Vi får ikke kontakt med nettstedet
    Navnet finnes ikke, eller forbindelsen blir avvist eller brutt. Nettstedet kan være lagt ned, eller nede for en
    stund. Står det slik lenge, ser du etter en annen adresse eller en arkivert kopi. Dette er en advarsel fra
    «erfaringsbank lenker».""",
)
RING = manual(
    "lenke-ring",
    """Adressen sender oss rundt i ring
    Nettstedet sender leseren videre mer enn fem ganger, eller til noe som ikke er en nettside. Åpne adressen i
    nettleseren, og skriv den adressen du ender på. Dette er en advarsel fra «erfaringsbank lenker».""",
)

PAGES: dict[Resultat, str] = {
    "borte": BORTE,
    "flyttet": FLYTTET,
    "avvist": AVVIST,
    "feil": FEIL,
    "tidsavbrudd": TIDSAVBRUDD,
    "usikker": USIKKER,
    "uten svar": UTEN_SVAR,
    "ring": RING,
}
WARNINGS = frozenset(PAGES.values()) - {BORTE}
"""The codes that never stop anything."""
