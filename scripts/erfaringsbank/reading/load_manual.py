"""The manual pages of what can be wrong with the files themselves: names, places, duplicates, prose pages."""

from __future__ import annotations

from erfaringsbank.problems import manual

FILNAVN = manual(
    "fil-navn",
    """Filnavnet eller mappen stemmer ikke
    Filnavnet er postens ID og et kort navn: f3-mindre-tillit.yaml ligger i content/funn. Bokstaven, mappen og typen
    må høre sammen. Bare små bokstaver a–z, tall og bindestrek, og ingen null foran i tallet.

    Galt:
        # fil: content/sporsmal/Q9_Pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.""",
)
UKJENT_FIL = manual(
    "fil-ukjent",
    """En fil som ikke blir lest
    Filen ligger et sted der ingenting leser den. Da ville innholdet ikke kommet med, uten at noen merket det.

    Galt:
        # fil: content/sporsmal/q9-pris.yml
        tittel: Hva koster det?

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.""",
)
DOBBEL_ID = manual(
    "id-dobbel",
    """To filer har samme ID
    Det skjer når to har laget en ny post samtidig. Den ene må få et nytt nummer; kommandoen i meldingen gjør det.

    Galt:
        # fil: content/sporsmal/q1-regnskap.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-regnskap.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.""",
)
MANGLER = manual(
    "fil-mangler",
    """Innstillingene for nettstedet mangler
    Hver bank har filen content/nettsted.yaml med navnet, adressen og utgiveren. Uten den kan ikke sidene lages.""",
)
HODE = manual(
    "side-hode",
    """En side mangler hodet sitt
    En skrevet side begynner med to streker, tittelen og beskrivelsen, og to streker til. Beskrivelsen vises i søk og
    når noen deler siden.

    Galt:
        # fil: content/sider/pris.md
        # Hva koster det?

    Rett:
        # fil: content/sider/pris.md
        ---
        tittel: Hva koster det?
        beskrivelse: Det vi vet om kostnadene.
        ---
        Vi vet ikke.""",
)
ADRESSE = manual(
    "side-adresse",
    """Adressen til en side kan ikke brukes
    Filnavnet til en side blir adressen: små bokstaver a–z, tall og bindestrek. Sider ligger side om side med postene.
    «funn», «alle» og de andre listene, og korte adresser som «f1», lages av banken og kan ikke skrives over.

    Galt:
        # fil: content/sider/alle.md
        ---
        tittel: Alle
        beskrivelse: Alt.
        ---
        Alt.

    Rett:
        # fil: content/sider/alle-moter.md
        ---
        tittel: Alle
        beskrivelse: Alt.
        ---
        Alt.""",
)
ORDLISTE = manual(
    "ordliste-linje",
    """En linje i ordlisten er ikke et sammensatt ord
    I models/ordliste.txt står ett ord på hver linje, med en loddrett strek mellom delene. Filen lages av «make ordliste»
    og hjelper søket. Et ord som mangler, gjør ingenting.

    Galt:
        # fil: models/ordliste.txt
        innbyggertorg

    Rett:
        # fil: models/ordliste.txt
        innbygger|torg""",
)
UTGITT_LINJE = manual(
    "utgitt-linje",
    """En linje i listen over publiserte adresser kan ikke leses
    I utgaver/adresser.txt står alt som er publisert. Filen utvides av «make release» og rettes aldri for hånd. Er den
    endret ved et uhell, henter du den tilbake fra git.

    Galt:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        /funn/

    Rett:
        # fil: utgaver/0.1.json
        {}
        # fil: utgaver/adresser.txt
        == 0.1 2026-11-22 ca3d163bab055381827226140568f3be
        funn/""",
)
