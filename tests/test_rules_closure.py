"""From advice to finding to source: what is missing, and what falls."""

from __future__ import annotations

import pytest

from checking import bank_of, check_files, check_mini, codes, mini, told
from erfaringsbank.rules.closure import fallen

SURVEY = "content/undersokelser/u9-gallup.yaml"
FINDING = "content/funn/f9-svar.yaml"
ADVICE = "content/anbefalinger/a9-rad.yaml"
SOURCE = "content/kilder/k9-rapport.yaml"


def survey(more: str = "kilder: [k1]") -> dict[str, str]:
    return {SURVEY: f"tittel: Gallup\nmetode: telefon\nutført_av: et byrå\n{more}\n"}


def finding(ground: str = "{metode: intervju, kilder: [k1]}", more: str = "") -> dict[str, str]:
    text = f"tittel: Svar\nslag: beskrivelse\nutfall: bruk\ngrunnlag: [{ground}]\n{more}"
    return {FINDING: text}


def advice(rests: str, source: str = "k1", more: str = "") -> dict[str, str]:
    text = f'tittel: Råd\nråd: "Gjør det. [{source}]"\nfra: andre\nfra_hvem: en kommune\ntil: [r1]\n'
    return {ADVICE: f"{text}hviler_på: {rests}\n{more}"}


def source(more: str = "lest: hele") -> dict[str, str]:
    return {SOURCE: f"tittel: Rapport\nutgiver: En kommune\nart: rapport\n{more}\n"}


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ('"Uten kilde."', (2, 17)),
        ('"Én. [k1]", "To."', (2, 29)),
        ('{tekst: "Uten."}', (2, 17)),
        ('"Én. [k1]", {tekst: To}', (2, 29)),
    ],
)
def test_a_statement_without_a_source_is_told_where_it_stands(statement: str, place: tuple[int, int]) -> None:
    """The statement, not the record."""
    (found,) = check_mini(
        {"content/sporsmal/q9-a.yaml": f"tittel: Hva?\nhvorfor_åpent: [{statement}]\nhva_lukker: x\n"}
    )
    assert (found.code, (found.place.line, found.place.column)) == ("uten-kilde", place)


@pytest.mark.parametrize(
    ("wrong", "right", "fix"),
    [
        ('"Uten."', '"Uten. [k1]"', 'Skriv kilden til slutt: "… [k12]".'),
        ('{tekst: "Uten."}', '{tekst: "Uten.", kilder: [k1]}', "Legg til «kilder: [k12]»."),
        ('{tekst: "Uten. [k1]"}', '{tekst: "Uten.", kilder: [k1]}', "Legg til «kilder: [k12]»."),
    ],
)
def test_the_fix_for_a_missing_source_helps(wrong: str, right: str, fix: str) -> None:
    """Brackets are read in the short form only, and the fix knows which form it is."""
    text = "tittel: Hva?\nhvorfor_åpent: [{}]\nhva_lukker: x\n"
    (found,) = check_mini({"content/sporsmal/q9-a.yaml": text.format(wrong)})
    assert found.fix.startswith(fix)
    assert told(check_mini({"content/sporsmal/q9-a.yaml": text.format(right)})) == ""


def test_sources_on_the_record_hold_for_all_its_statements() -> None:
    """Written once."""
    text = "tittel: Hva?\nhvorfor_åpent: [En., To.]\nhva_lukker: x\nkilder: [u1]\n"
    assert told(check_mini({"content/sporsmal/q9-a.yaml": text})) == ""


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (survey() | finding("{undersøkelse: u9}"), []),
        (survey("") | finding("{undersøkelse: u9}"), ["grunnlag-uten-kilde"]),
        (finding("{undersøkelse: u1}"), []),
        (finding("{undersøkelse: u1}, {metode: telling, kilder: [k1]}"), []),
        (finding("{metode: telling}", "kilder: [k1]\n"), ["tomt-grunnlag"]),
    ],
)
def test_evidence_reaches_a_source(overlay: dict[str, str], expected: list[str]) -> None:
    """Through the survey, or by itself."""
    assert codes(check_mini(overlay)) == expected


@pytest.mark.parametrize(
    ("rests", "more", "expected"),
    [
        ("standpunkt", "", []),
        ("funn", "hvorfor: [f1]\n", []),
        ("funn", "", ["rad-uten-grunnlag"]),
        ("funn", "hvorfor: []\n", ["rad-uten-grunnlag"]),
        ("standpunkt", "hvorfor: [f1]\n", []),
    ],
)
def test_advice_shows_what_it_rests_on(rests: str, more: str, expected: list[str]) -> None:
    """Findings, or a standpoint said to be one."""
    assert codes(check_mini(advice(rests, more=more))) == expected


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (finding("{metode: intervju, kilder: [k77]}"), ["f9"]),
        (finding("{metode: intervju, kilder: [k77, k1]}"), []),
        (finding("{metode: intervju, kilder: [k77]}", "kilder: [k1]\n"), []),
        (finding("{undersøkelse: u77}"), ["f9"]),
        (finding("{undersøkelse: u77, kilder: [k1]}"), []),
        (survey("kilder: [k77]") | finding("{undersøkelse: u9}"), ["u9", "f9"]),
        (
            survey("kilder: [k77]") | finding("{undersøkelse: u9}") | advice("funn", more="hvorfor: [f9]\n"),
            ["u9", "f9", "a9"],
        ),
        (
            survey("kilder: [k77]") | finding("{undersøkelse: u9}") | advice("funn", more="hvorfor: [f9, f1]\n"),
            ["u9", "f9"],
        ),
        (survey("kilder: [k77]") | finding("{undersøkelse: u9}, {undersøkelse: u1}"), ["u9"]),
        (advice("standpunkt", "k77"), ["a9"]),
        (advice("standpunkt", "k77", "kilder: [k1]\n"), []),
        (advice("funn", "k77", "hvorfor: [f1]\n"), []),
        (advice("funn", more="hvorfor: [f77]\n"), ["a9"]),
    ],
)
def test_what_has_lost_all_it_stood_on_falls(overlay: dict[str, str], expected: list[str]) -> None:
    """Surveys, then findings, then advice; and only when nothing is left."""
    assert list(fallen(bank_of(overlay))) == expected


def test_deleting_a_source_names_everything_that_falls() -> None:
    """The chain is told in one run, each with its reason."""
    overlay = survey("kilder: [k77]") | finding("{undersøkelse: u9}") | advice("funn", more="hvorfor: [f9]\n")
    messages = [problem.message for problem in check_mini(overlay) if problem.code == "faller"]
    assert messages == [
        "a9 «Råd» faller: det bygger bare på f9.",
        "f9 «Svar» faller: ingenting av grunnlaget finnes (u9).",
        "u9 «Gallup» faller: ingen av kildene finnes (k77).",
    ]


def test_a_source_with_faults_carries_what_stands_on_it() -> None:
    """It will be back when it is mended."""
    files = mini(source("lest: heile") | finding("{metode: intervju, kilder: [k9]}"))
    assert codes(check_files(files)) == ["felt-valg"]


def test_what_is_already_withdrawn_cannot_fall() -> None:
    """The fix says to withdraw it; it is."""
    withdrawn = "tilstand: trukket\ntrukket_fordi: Kilden er borte.\n"
    assert codes(check_mini(finding("{metode: intervju, kilder: [k77]}", withdrawn))) == ["ukjent-referanse"]


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (source(), ["ubrukt"]),
        (source("lest: begynnelsen"), ["ubrukt"]),
        (source("lest: ikke lest"), []),
        (source("lest: hele\nnevnt_i: [k1]"), ["ubrukt"]),
        (source("lest: hele\ninneholder: Se @k9."), ["ubrukt"]),
        (source() | {"content/sider/x.md": "---\ntittel: x\nbeskrivelse: y\n---\nSe @k9.\n"}, []),
        (source() | {"content/sider/x.md": "---\ntittel: x\nbeskrivelse: y\n---\nSe `@k9`.\n"}, ["ubrukt"]),
        (source() | finding("{metode: intervju, kilder: [k9]}"), []),
        (source("lest: hele\ntilstand: trukket\ntrukket_fordi: Feil."), []),
        (source("lest: hele\ntilstand: erstattet\nerstattet_av: k1"), []),
        (survey(), ["ubrukt"]),
        (survey() | finding("{undersøkelse: u9}"), []),
        (source() | {"content/sporsmal/q9-a.yaml": "tittel: [\n"}, ["yaml-klamme"]),
        (source() | {"content/sporsmal/q9-a.yml": "x"}, ["fil-ukjent"]),
        (source() | {"content/sider/x.md": "x"}, ["side-hode"]),
    ],
)
def test_what_nothing_refers_to_is_told(overlay: dict[str, str], expected: list[str]) -> None:
    """Unless it is unread or out of force, or a file that cannot be read may be the one that refers to it."""
    assert codes(check_mini(overlay)) == expected


@pytest.mark.parametrize(
    "name", ["definisjon", "kjennetegn", "virkninger", "utfordringer", "passer_når", "passer_ikke_når"]
)
def test_a_placeholder_stays_empty(name: str) -> None:
    """Whatever field of content is filled in, it is told at the field's name."""
    text = f'tittel: Modell 9\nplassholder: ja\nmer_hos: [k1]\n{name}: ["Noe. [k1]"]\n'
    path = "models/organisasjonsmodeller/o9-modell.yaml"
    (found,) = check_mini({path: text})
    assert (found.code, found.place.line, found.place.width) == ("plassholder-med-innhold", 4, len(name))
    assert told(check_mini({path: text.replace("plassholder: ja\n", "")})) == ""
