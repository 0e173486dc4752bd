"""What can be wrong with YAML itself: the manual pages, and libyaml's syntax errors in words an author can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from erfaringsbank.problems import Place, Problem, manual

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
    "tittel: Hva er sak #12 i kommunestyret?",
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand libyaml's complaint: when it holds, what it is called, and what to do."""

    pattern: str
    code: str
    message: str
    fix: str


_READINGS = (
    _Reading("cannot start any token.*\t", TABULATOR, "Tabulator i innrykket.", "Bruk mellomrom, to for hvert nivå."),
    _Reading(
        "cannot start any token",
        KROLLALFA,
        "En tekst kan ikke begynne med «{char}».",
        'Sett hele teksten i "anførselstegn".',
    ),
    _Reading(
        "mapping values are not allowed",
        KOLON,
        "«: » midt i en tekst, eller et felt som er rykket for langt inn.",
        'Sett hele teksten i "anførselstegn". Er det et eget felt, skal det begynne lengre til venstre.',
    ),
    _Reading(
        "quoted scalar.*(end of stream|document indicator)",
        ANFORSEL,
        "Anførselstegnet som begynner på linje {context}, blir aldri lukket.",
        "Sett inn anførselstegnet som mangler.",
    ),
    _Reading(
        "flow (sequence|mapping)",
        KLAMME,
        "Klammen som begynner på linje {context}, er ikke lukket riktig.",
        "Sjekk at hver [ har sin ], hver {{ sin }}, og at det er komma mellom leddene.",
    ),
)
_AFTER_QUOTE = re.compile(r"""["']\s*\S""")


def syntax_problem(path: str, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    """Turn libyaml's first syntax error into a problem with a place, a plain sentence and a fix."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    char = lines[line][column : column + 1] if line < len(lines) else ""
    context = error.context_mark.line + 1 if error.context_mark else line + 1
    said = f"{error.context or ''} {error.problem or ''} {char}"
    place = Place(path, line + 1, column + 1)
    for reading in _READINGS:
        if re.search(reading.pattern, said):
            words = {"char": char, "context": context}
            return Problem(place, reading.code, reading.message.format(**words), reading.fix.format(**words))
    return _structure_problem(place, lines, said)


def _structure_problem(place: Place, lines: list[str], said: str) -> Problem:
    """The complaints about block structure, whose cause stands on the line itself or the one above."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    above = lines[place.line - 2] if place.line > 1 else ""
    if " #" in above and "expected key" in said:
        fix = f'Linje {place.line - 1} har « #». Sett hele teksten i "anførselstegn".'
        return Problem(place, KOMMENTAR, "Teksten på linjen over blir avbrutt av « #».", fix)
    if "block" in said and _AFTER_QUOTE.search(line[max(place.column - 2, 0) :]):
        fix = "Bruk «slike» inne i teksten, eller den andre typen rundt den."
        return Problem(place, ANFORSEL, "Det står tekst etter at anførselstegnet er lukket.", fix)
    if "block" in said or "could not find expected" in said:
        fix = "Felt på samme nivå må begynne i samme kolonne, med kolon etter feltnavnet."
        return Problem(place, INNRYKK, "Linjen passer ikke inn: innrykket stemmer ikke, eller et kolon mangler.", fix)
    fix = "Se etter kolon, komma, klammer og anførselstegn på denne linjen og linjen over."
    return Problem(place, SYNTAKS, "Filen kan ikke leses videre herfra.", fix)


def directives(path: str, text: str) -> Iterator[Problem]:
    """`%YAML` and `%TAG` lines at the head of the file: libyaml would obey them without a word."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("%"):
            yield Problem(Place(path, number, 1, len(line)), DIREKTIV, "Linjen er et YAML-direktiv.", "Slett linjen.")
        elif line.strip() and not line.startswith("#"):
            return
