"""One number, one place; no share without its population; no hour without its date."""

from __future__ import annotations

import pytest

from checking import bank_of, check_files, check_mini, codes, mini, told
from erfaringsbank.records import Funn
from erfaringsbank.rules.numbers import base_of

FINDING = "content/funn/f9-svar.yaml"
CASE = "content/caser/c9-torget.yaml"
PAGE = "content/sider/x.md"


def finding(number: str, ground: str = "{metode: intervju, kilder: [k1]}") -> dict[str, str]:
    """A finding with a number."""
    return {FINDING: f"tittel: Svar\nslag: beskrivelse\nutfall: bruk\ngrunnlag: [{ground}]\ntall: [{number}]\n"}


def page(words: str) -> dict[str, str]:
    """A hand-written page."""
    return {PAGE: f"---\ntittel: x\nbeskrivelse: y\n---\n{words}\n"}


SURVEY = {"content/undersokelser/u9-a.yaml": "tittel: A\nmetode: b\nutført_av: c\nkilder: [k1]\n"}


@pytest.mark.parametrize(
    ("number", "ground", "expected"),
    [
        ('{verdi: "64", enhet: prosent}', "{metode: x, kilder: [k1]}", ["andel-uten-populasjon"]),
        ('{verdi: "64", enhet: prosent, populasjon: ansatte}', "{metode: x, kilder: [k1]}", ["andel-uten-populasjon"]),
        ('{verdi: "64", enhet: prosent, n: 12}', "{metode: x, kilder: [k1]}", ["andel-uten-populasjon"]),
        ('{verdi: "64", enhet: prosent, populasjon: ansatte, n: 12}', "{metode: x, kilder: [k1]}", []),
        ('{verdi: "64", enhet: prosent, populasjon: ansatte, n: ikke lest}', "{metode: x, kilder: [k1]}", []),
        ('{verdi: "64", enhet: prosent}', "{undersøkelse: u1}", []),  # the finding's only survey
        ('{verdi: "64", enhet: prosent, undersøkelse: u1}', "{metode: x, kilder: [k1]}", []),
        ('{verdi: "64", enhet: prosent}', "{undersøkelse: u1}, {undersøkelse: u9}", ["andel-uten-populasjon"]),
        ("{verdi: 1 av 4}", "{metode: x, kilder: [k1]}", ["andel-uten-populasjon"]),
        ('{verdi: "64", enhet: timer}', "{metode: x, kilder: [k1]}", []),
    ],
)
def test_a_share_has_its_population(number: str, ground: str, expected: list[str]) -> None:
    """Beside the number, or on the one survey that it can come from."""
    overlay = finding(number, ground) | (SURVEY if "u9" in ground else {})
    assert codes(check_mini(overlay)) == expected


def test_a_share_of_a_survey_with_faults_is_not_told() -> None:
    """Population and n may stand in the file that cannot be read."""
    files = mini(
        finding('{verdi: "64", enhet: prosent}', "{undersøkelse: u9}") | {"content/undersokelser/u9-a.yaml": "x: y"}
    )
    assert "andel-uten-populasjon" not in codes(check_files(files))


def test_a_share_of_an_unknown_survey_is_only_unknown() -> None:
    """One mistake is told once."""
    found = check_mini(finding('{verdi: "64", enhet: prosent, undersøkelse: u77}'))
    assert codes(found) == ["ukjent-referanse"]


def test_the_base_of_a_number_is_its_own_before_that_of_the_survey() -> None:
    """Each part by itself."""
    bank = bank_of(finding('{verdi: "64", enhet: prosent, populasjon: menn, undersøkelse: u1}'))
    record = bank["f9"]
    assert isinstance(record, Funn)
    assert base_of(bank, record, record.tall[0]) == ("menn", 1200)
    first = bank["f1"]
    assert isinstance(first, Funn)
    assert base_of(bank, first, first.tall[0]) == ("innbyggere over 15 år", 1200)
    assert base_of(bank, first, first.tall[1]) == ("ansatte", "ikke lest")


@pytest.mark.parametrize(
    "words",
    [
        "64 prosent",
        "64 %",
        "64%",
        "12,5 prosent",
        "0.5 pst",
        "en av fem",
        "én av fem",
        "Én av ti",
        "ein av tre",
        "to av tre",
        "3 av 4",
        "120 av 400",
        "halvparten",
        "Halvparten",
        "en tredel",
        "to tredeler",
        "en tredjedel",
        "to tredjedeler",
        "en firedel",
        "tre fjerdedeler",
        "en femdel",
        "en femtedel",
        "en tidel",
        "en tiendedel",
        "ein tredjepart",
    ],
)
def test_a_share_typed_by_hand_is_told_where_it_stands(words: str) -> None:
    """In pages, in advice and in lessons, marked from its first letter to its last."""
    overlay = page(f"Om lag {words} mener det.") | {
        "content/anbefalinger/a9-a.yaml": f'tittel: x\nråd: "Se {words} her. [k1]"\nfra: andre\nfra_hvem: y\ntil: [r1]\n'
        "hviler_på: standpunkt\n",
        CASE: f'tittel: x\nlærdom: ["Om {words} er med. [k1]"]\n',
    }
    found = check_mini(overlay)
    assert codes(found) == ["andel-for-hand"] * 3
    assert {problem.place.width for problem in found} == {len(words)}
    assert [(problem.place.line, problem.place.column) for problem in found] == [(2, 10), (2, 14), (5, 8)]


@pytest.mark.parametrize(
    "words",
    [
        "@f1.tall",
        "tre kvarter",
        "en av dem",
        "en av de fem",
        "halvparti",
        "64 timer",
        "2020",
        "en del",
        "to deler",
        "i tre år",
        "`50 prosent`",
        "```\nhalvparten\n```",
        "alle",
        "hver fjerde uke",
        "fire kvartaler",
        "en tredje dag",
    ],
)
def test_what_is_not_a_share_is_let_be(words: str) -> None:
    """Quarters of an hour, one of them, and examples in code."""
    assert told(check_mini(page(f"Her er\n\n{words}\n\ntil slutt."))) == ""


def test_a_share_may_be_typed_where_a_source_is_retold() -> None:
    """What sources say of a case is theirs; the lesson is ours."""
    assert told(check_mini({CASE: 'tittel: x\nvirket: ["Om 64 prosent var med. [k1]"]\n'})) == ""


def test_the_fix_for_a_typed_share_helps() -> None:
    """The number fetched from its finding is not typed."""
    assert codes(check_mini(page("Om 64 prosent er enige."))) == ["andel-for-hand"]
    assert told(check_mini(page("Om @f1.tall er enige."))) == ""


@pytest.mark.parametrize("name", ["adresse", "åpningstider"])
def test_what_changes_has_a_date(name: str) -> None:
    """An address or an hour from 2020 is not shown as today's."""
    found = check_mini(
        {
            CASE: f'tittel: x\n{name}: ["Én. [k1]", {{tekst: To., kilder: [k1], per: 2020}}, {{tekst: Tre., kilder: [k1]}}]\n'
        }
    )
    assert codes(found) == ["udatert", "udatert"]
    assert [problem.place.column for problem in found] == [len(name) + 4, len(name) + 55]


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ("2026-11-22", []),
        ("2026-11-23", ["dato-i-framtiden"]),
        ("2026-12", ["dato-i-framtiden"]),
        ("2026", []),
        ("2027", ["dato-i-framtiden"]),
    ],
)
def test_no_one_has_reviewed_tomorrow(checked: str, expected: list[str]) -> None:
    """The first day that the date may mean."""
    text = f'tittel: x\nhvorfor_åpent: ["y [k1]"]\nhva_lukker: z\nsist_sjekket: {checked}\n'
    assert codes(check_mini({"content/sporsmal/q9-a.yaml": text})) == expected
