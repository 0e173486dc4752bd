"""Care for people, for words and for what grows old: personal data, terms, reviews, unfinished texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.problems import Place, Severity
from erfaringsbank.reading.source import Source
from erfaringsbank.records import Case, Record, Tekst
from erfaringsbank.rules.registry import Finding, rule, spot

UNFILLED = "FYLL UT"

_GAP = r"[ \u00a0\u202f]"
_ELEVEN = re.compile(rf"(?<!\d)(?:\d{{6}}(?:{_GAP}|-)?\d{{5}}|\d{{4}}(?:{_GAP}|\.)\d{{2}}(?:{_GAP}|\.)\d{{5}})(?!\d)")
_PHONE = re.compile(
    rf"(?<![\d.,–-])(?:\+47\)?{_GAP}?)?(?:[2-9]\d(?:{_GAP}\d\d){{3}}|[49]\d\d{_GAP}\d\d{_GAP}\d{{3}})(?!\d|[.,]\d)"
    rf"|\+47\)?{_GAP}?[2-9]\d{{7}}(?!\d)|(?<![\d-])[49]\d{{7}}(?!\d)|(?:tlf|telefon)\.?:?{_GAP}?\d{{8}}(?!\d)",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\d\d|@")  # without either there is nothing to look for, and most texts have neither
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")


def _control(digits: str, weights: tuple[int, ...]) -> bool:
    """Norwegian mod-11: the weighted sum of the digits with the control digit last is divisible by eleven."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def is_national_id(digits: str) -> bool:
    """Whether eleven digits pass both control digits of a fødselsnummer or D-nummer (Skatteetaten's rule)."""
    first, second = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return _control(digits[:10], first) and _control(digits, second)


def is_account(digits: str) -> bool:
    """Whether eleven digits pass the control digit of a Norwegian bank account."""
    return _control(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))


def personal_data(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """What looks like personal data in a text, with what it looks like. The value itself is for no one."""
    if not _POSSIBLE.search(text):
        return
    for match in _ELEVEN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if is_national_id(digits):
            yield match, "et fødselsnummer"
        elif is_account(digits):
            yield match, "et kontonummer"
    for match in _PHONE.finditer(text):
        yield match, "et telefonnummer"
    for match in _EMAIL.finditer(text):
        yield match, "en e-postadresse"


@rule("personopplysning")
def privacy(bank: Bank, today: date) -> Iterator[Finding]:
    """Noe som ser ut som en personopplysning
    Banken er åpen for alle. Fødselsnummer, kontonummer, telefonnummer og e-postadresser skal ikke stå noe sted, heller
    ikke i skrevne sider. Virksomhetens egen adresse for henvendelser står i content/nettsted.yaml. Verdien vises aldri
    i meldingen. Har den alt vært lagret i historikken, må den fjernes der også: si fra til den som drifter banken.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Spør ola.nordmann@eksempel.no. [k1]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Spør økonomisjefen. [k1]"]
        hva_lukker: Et regnskap fra kommunen."""
    fix = "Ta det bort, og bruk rollen i stedet for personen."
    for record in bank.records.values():
        for loc, text in bank.walk(record):
            if isinstance(text, Tekst):
                for match, what in personal_data(text):
                    place = spot(bank, record, loc, match[0])
                    yield Finding(place, f"Teksten ser ut til å inneholde {what}.", fix, secret=True)
        for place, what in _in_comments(bank.sources[record.id]):
            yield Finding(place, f"Kommentaren ser ut til å inneholde {what}.", fix, secret=True)
    for side in bank.sider:
        for match, what in personal_data(side.text):
            place = side.place(match.start(), len(match[0]))
            yield Finding(place, f"Siden ser ut til å inneholde {what}.", fix, secret=True)


def _in_comments(source: Source) -> Iterator[tuple[Place, str]]:
    """Personal data in the comments of a YAML file, which everyone can read where the bank is kept."""
    for number, line in enumerate(source.text.split("\n"), start=1):
        if line.lstrip().startswith("#"):
            for match, what in personal_data(line):
                yield Place(source.path, number, match.start() + 1, len(match[0])), what


def masked(text: str) -> str:
    """The text with everything that looks like personal data blotted out, same length."""
    for match, _ in personal_data(text):
        text = text[: match.start()] + "•" * len(match[0]) + text[match.end() :]
    return text


_TERMS = (("samlokaliser", "felles_lokale", "felles lokale"), ("samorganiser", "felles_leder", "felles leder"))
_DENIAL = re.compile(
    r"\b(?:(?:ikke|ikkje)\b(?!\W+(?:bare|berre|kun)\b)|uten å\b|verken\b|aldri\b)(?:\W+\w+){0,3}\W*$", re.IGNORECASE
)
_QUOTE = re.compile(r"«[^»]*»")


@rule("begrepsbruk")
def terms(bank: Bank, today: date) -> Iterator[Finding]:
    """Teksten sier noe annet enn aksene
    Samlokalisert betyr felles lokale. Samorganisert betyr felles leder. Sier teksten i en case noe annet enn aksene i
    den samme casen, er en av dem feil. Ordrette sitater i «anførselstegn» er unntatt, og det samme er planer
    («skal samlokaliseres»).

    Galt:
        # fil: content/caser/c9-torget.yaml
        tittel: Torget
        akser: {felles_lokale: nei}
        kort: ["Torget er samlokalisert med biblioteket. [k1]"]

    Rett:
        # fil: content/caser/c9-torget.yaml
        tittel: Torget
        akser: {felles_lokale: nei}
        kort: ["Torget er ikke samlokalisert med biblioteket. [k1]"]"""
    for case in bank.of(Case):
        axes = bank.whole(case).akser
        for loc, text in bank.walk(case):
            if isinstance(text, Tekst):
                for word, axis, name in _contradictions(text, axes):
                    message = f"«{word}» stemmer ikke med aksen «{name}: {axes[axis]}»."
                    yield Finding(spot(bank, case, loc, word), message, "Rett teksten, eller rett aksen.")


def _contradictions(text: str, axes: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    plain = _QUOTE.sub(lambda quote: " " * len(quote[0]), text)
    for stem, axis, name in _TERMS:
        for match in re.finditer(rf"\b{stem}\w*", plain, re.IGNORECASE):
            claims = "nei" if _DENIAL.search(_sentence_before(plain, match.start())) else "ja"
            planned = re.search(r"\b(?:skal|skulle|vil|ville|kan|kunne|bør)\W+(?:\w+\W+)?$", plain[: match.start()])
            state = match[0].lower() in (f"{stem}t", f"{stem}te")
            if state and not planned and axes.get(axis) in ("ja", "nei") and axes[axis] != claims:
                yield match[0], axis, name


def _sentence_before(text: str, position: int) -> str:
    return re.split(r"[.!?;:]", text[:position])[-1]


@rule("over-frist", Severity.ADVARSEL)
def overdue(bank: Bank, today: date) -> Iterator[Finding]:
    """Posten skulle vært kontrollert
    Hver type har en frist i models/forvaltning.yaml. Les posten mot kildene, rett det som trengs, og sett ny dato i
    «sist_sjekket». En post som aldri er kontrollert, får ingen advarsel; det står på siden.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        sist_sjekket: 2015-01-01

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.
        sist_sjekket: 2026-09-01"""
    for record in bank.records.values():
        due = review_due(bank, record)
        if due and due < today:
            place = bank.place(record, ("sist_sjekket",))
            fix = "Kontroller den mot kildene og sett ny dato."
            yield Finding(place, f"{record.id} skulle vært kontrollert innen {due.isoformat()}.", fix)


def review_due(bank: Bank, record: Record) -> date | None:
    """The day by which a record should be reviewed again; None when it never was, has no interval or is withdrawn."""
    care = bank.vocabulary.forvaltning.get(type(record).navn)
    if not record.sist_sjekket or not care or record.er_ute:
        return None
    checked = record.sist_sjekket.last_day()
    months = checked.year * 12 + checked.month - 1 + care.kontroll_måneder
    return date(months // 12, months % 12 + 1, min(checked.day, 28))


@rule("ikke-fylt-ut")
def unfilled(bank: Bank, today: date) -> Iterator[Finding]:
    """Skjelettet er ikke fylt ut
    «erfaringsbank new» lager en fil med FYLL UT der noe må skrives. Bytt det med innholdet.

    Galt:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: FYLL UT
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen.

    Rett:
        # fil: content/sporsmal/q9-pris.yaml
        tittel: Hva koster det?
        hvorfor_åpent: ["Ingen tall er lest. [k1]"]
        hva_lukker: Et regnskap fra kommunen."""
    for record in bank.records.values():
        for loc, text in bank.walk(record):
            if isinstance(text, Tekst) and UNFILLED in text:
                place: Place = spot(bank, record, loc, UNFILLED)
                yield Finding(place, "Her er skjelettet ikke fylt ut.", "Skriv innholdet, eller slett linjen.")
