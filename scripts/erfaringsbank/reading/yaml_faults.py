"""What can be wrong with YAML itself: the manual pages. libyaml's own complaints are put in words by `yaml_syntax`."""

from __future__ import annotations

import re

from erfaringsbank.problems import Place, Problem, manual

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Characters that no one sees and that break pages, search or the reading order. Tabs and newlines are not among them."""

_RIGHT = """

    Rett:
        # fil: content/sporsmal/q9-eksempel.yaml
        tittel: "Hva koster det?"
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: "Et regnskap fra kommunen."
"""


def _page(code: str, text: str, wrong: str) -> str:
    lines = "\n".join(f"        {line}" for line in wrong.splitlines())
    return manual(code, f"{text}\n\n    Galt:\n        # fil: content/sporsmal/q9-eksempel.yaml\n{lines}{_RIGHT}")


TABULATOR = _page(
    "yaml-tabulator",
    """Tabulator i innrykket
    YAML rykker inn med mellomrom. En tabulator ser lik ut, men leses ikke. Bytt den med to mellomrom.""",
    'tittel: "Hva koster det?"\nhvorfor_åpent:\n\t- "Ingen tall er lest. [k1]"',
)
KROLLALFA = _page(
    "yaml-spesialtegn",
    """En tekst begynner med @, `, % eller et annet tegn som YAML har en egen bruk for
    Sett hele teksten i "anførselstegn", så leses den som den står.""",
    "tittel: @f1 sier noe annet. Hvorfor?",
)
KOLON = _page(
    "yaml-kolon",
    """Kolon og mellomrom inne i en tekst
    «: » betyr «her begynner en verdi». Står det inne i en tekst, må hele teksten i "anførselstegn".""",
    "tittel: Pengene: hva koster det?",
)
KOMMENTAR = _page(
    "yaml-kommentar",
    """Tekst som ville blitt borte etter « #»
    YAML regner alt etter et mellomrom og # som en kommentar. For at ingen tekst skal forsvinne i stillhet, er det en
    feil her. Sett teksten i "anførselstegn", eller legg kommentaren på en egen linje.""",
    'tittel: Hva er sak #12 i kommunestyret?\nhvorfor_åpent: ["Ingen tall. [k1]"]\nhva_lukker: "Tall."',
)
ANFORSEL = _page(
    "yaml-anforselstegn",
    """Et anførselstegn mangler eller står feil
    En tekst som begynner med et anførselstegn, må slutte med det samme. Et anførselstegn inne i teksten skrives som
    «slik», eller teksten settes i den andre typen: 'han sa "ja"'.""",
    'tittel: "Hva koster det?\nhva_lukker: Et regnskap.',
)
KLAMME = _page(
    "yaml-klamme",
    """En klamme er ikke lukket
    En liste som begynner med [ må slutte med ], og en gruppe som begynner med { må slutte med }. Mellom leddene står
    det komma.""",
    'tittel: "Hva koster det?"\nhvorfor_åpent: ["Ingen tall er lest. [k1]"\nhva_lukker: "Et regnskap."',
)
INNRYKK = _page(
    "yaml-innrykk",
    """Innrykket stemmer ikke
    Felt på samme nivå må begynne i samme kolonne, og punkter i en liste må begynne med «- » i samme kolonne.""",
    'tittel: "Hva koster det?"\nhvorfor_åpent:\n  - "Ingen tall er lest. [k1]"\n - "Heller ikke her. [k1]"',
)
SYNTAKS = _page(
    "yaml-syntaks",
    """Filen kan ikke leses som YAML
    Noe i skrivemåten stopper lesingen. Se på linjen som er oppgitt og linjen over: mangler det et kolon, et komma,
    en klamme eller et anførselstegn?""",
    'tittel: "Hva koster det\\q?"',
)
DOBBELT_FELT = _page(
    "yaml-dobbelt-felt",
    """Samme felt står to ganger
    Da ville bare ett av dem blitt med. Slå dem sammen, eller slett det ene.""",
    'tittel: "Hva koster det?"\ntittel: "Hva er prisen?"\nhvorfor_åpent: ["Ingen tall er lest. [k1]"]\nhva_lukker: "Tall."',
)
ANKER = _page(
    "yaml-anker",
    """Anker (&) eller alias (*)
    YAML kan gjenbruke verdier med & og *. Det gjør filene vanskelige å lese for mennesker, og brukes ikke her.""",
    'tittel: &t "Hva koster det?"\nhvorfor_åpent: ["Ingen tall er lest. [k1]"]\nhva_lukker: *t',
)
TAGG = _page(
    "yaml-tagg",
    """Tagg (!)
    En verdi som begynner med ! får en egen tolkning i YAML. Det brukes ikke her; feltet bestemmer hva verdien er.""",
    'tittel: !!str "Hva koster det?"\nhvorfor_åpent: ["Ingen tall er lest. [k1]"]\nhva_lukker: "Et regnskap."',
)
FLERE_DOKUMENTER = _page(
    "yaml-flere-dokumenter",
    """Flere dokumenter i én fil
    «---» begynner et nytt dokument. Én fil er én post; legg den andre i en egen fil.""",
    'tittel: "Hva koster det?"\n---\ntittel: "Hva er prisen?"',
)
DIREKTIV = _page(
    "yaml-direktiv",
    """Direktiv (%)
    En linje som begynner med % er en beskjed til YAML-leseren. Det brukes ikke her.""",
    '%YAML 1.1\n---\ntittel: "Hva koster det?"\nhvorfor_åpent: ["Ingen tall. [k1]"]\nhva_lukker: "Tall."',
)
NOKKEL = _page(
    "yaml-feltnavn",
    """Et feltnavn er ikke et enkelt ord
    Til venstre for kolonet står navnet på et felt. Det kan ikke være en liste eller en gruppe.""",
    '[tittel, navn]: "Hva koster det?"',
)
DYP = _page(
    "yaml-dyp",
    """For mange nivåer inne i hverandre
    Ingen post trenger mer enn noen få nivåer. Er det flere, er det som regel en klamme eller et innrykk som er feil.""",
    "tittel: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
)
STYRETEGN = manual(
    "yaml-styretegn",
    """Et usynlig styretegn i teksten
    Slike tegn følger ofte med når tekst limes inn fra en PDF eller et tekstbehandlingsprogram. De vises ikke, men
    ødelegger sider og søk. Slett tegnet på den oppgitte plassen og skriv et mellomrom om det trengs.

    Galt:
        # fil: content/sporsmal/q9-eksempel.yaml
        tittel: "Hva koster det?\\0"
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: "Et regnskap fra kommunen."
"""
    + _RIGHT,
)


def directives(path: str, text: str) -> tuple[str, list[Problem]]:
    """`%YAML` and `%TAG` lines at the head of the file, which libyaml would obey without a word.

    Gives the text with them turned into comments, so that the rest of the file can be read, and the problems.
    """
    lines = text.split("\n")
    problems = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("%"):
            place = Place(path, number, 1, len(line))
            problems.append(Problem(place, DIREKTIV, "Linjen er et YAML-direktiv.", "Slett linjen."))
            lines[number - 1] = f"#{line[1:]}"
        elif line.strip() and not line.startswith("#"):
            break
    return "\n".join(lines), problems
