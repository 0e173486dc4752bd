"""From values to records: what is wrong with the fields is told where it stands, once, with a fix that helps."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from checking import check_mini, codes, told
from erfaringsbank.problems import MANUAL, ordered
from erfaringsbank.reading.shape import item_of, model_at, shape, unwrap
from erfaringsbank.reading.shape_words import FIELDS, FIXES, UNTRANSLATED, value_fault
from erfaringsbank.reading.source import read
from erfaringsbank.records import TYPES, Anbefaling, Case, Funn, Spørsmål

FILE = "content/sporsmal/q9-pris.yaml"
QUESTION = 'tittel: "Hva?"\nhvorfor_åpent: ["Ingen. [k1]"]\nhva_lukker: "Tall."\n'
FINDING = "content/funn/f9-svar.yaml"
FOUND = "tittel: Svar\nslag: holdning\nutfall: tillit\nretning: styrker\ngrunnlag: [{metode: intervju, kilder: [k1]}]\n"


def faults(cls: type[BaseModel], text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of what is wrong with the fields of a text."""
    source, problems = read(FILE, text.encode())
    found = ordered([*problems, *shape(cls, source)[1]])
    return [(problem.code, problem.place.line, problem.place.column) for problem in found]


def test_a_right_file_becomes_a_record() -> None:
    """A record and no problem."""
    record, problems = shape(Spørsmål, read(FILE, QUESTION.encode())[0])
    assert problems == []
    assert record is not None
    assert record.hva_lukker == "Tall."


def test_all_faults_are_told_at_once() -> None:
    """Not one a time: unknown, empty, wrong and missing fields, each where it stands."""
    text = "tittel:\nhvorfor_åpent: x\nfarge: rød\nsist_sjekket: i går\n"
    assert faults(Spørsmål, text) == [
        ("felt-mangler", 1, 1),
        ("felt-tomt", 1, 1),
        ("felt-liste", 2, 16),
        ("felt-ukjent", 3, 1),
        ("dato-form", 4, 15),
    ]


def test_an_empty_field_is_only_empty() -> None:
    """That it also lacks a text is not told."""
    assert faults(Spørsmål, QUESTION.replace('"Tall."', "")) == [("felt-tomt", 3, 1)]


def test_a_fault_in_an_item_does_not_make_the_list_too_short() -> None:
    """pydantic counts only the items that are right; the author has written one."""
    assert faults(Spørsmål, QUESTION.replace("Ingen. [k1]", "Ingen. [f1]")) == [("feil-type-id", 2, 26)]


def test_a_misspelt_field_is_not_missing_as_well() -> None:
    """One mistake is told once."""
    assert faults(Spørsmål, QUESTION.replace("hva_lukker", "hva_lukkar")) == [("felt-ukjent", 3, 1)]


def test_every_wrong_id_in_the_brackets_is_told_on_its_own_place() -> None:
    """The caret stands under the ID, not under the whole statement."""
    text = QUESTION.replace("[k1]", "[K1, k1, f1, k02]")
    assert faults(Spørsmål, text) == [("id-form", 2, 26), ("feil-type-id", 2, 34), ("id-form", 2, 38)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("hva_lukkar", "hva_lukker"),
        ("Hva_lukker", "hva_lukker"),
        ("hvalukker", "hva_lukker"),
        ("titel", "tittel"),
        ("hvorfor_apent", "hvorfor_åpent"),
    ],
)
def test_the_suggested_field_is_the_right_one(wrong: str, right: str) -> None:
    """Doing what the fix says makes the file right."""
    found = check_mini({FILE: QUESTION.replace(right, wrong)})
    assert codes(found) == ["felt-ukjent"]
    assert found[0].fix == f"Mente du {right}?"
    assert told(check_mini({FILE: QUESTION.replace(right, wrong).replace(wrong, right)})) == ""


def test_a_field_that_is_there_already_is_not_suggested_as_if_it_were_not() -> None:
    """Renaming would give the same field twice; the fix says so, and both ways out of it help."""
    wrong = QUESTION + 'hva_lukkes: "Svar."\n'
    (found,) = check_mini({FILE: wrong})
    assert found.fix == "Mente du hva_lukker? Det feltet står her fra før: slå dem sammen, eller slett dette."
    assert told(check_mini({FILE: wrong.replace('hva_lukkes: "Svar."\n', "")})) == ""


@pytest.mark.parametrize(("wrong", "right"), [("styrket", "styrker"), ("Blandet", "blandet"), ("vet-ikke", "vet ikke")])
def test_the_suggested_choice_is_the_right_one(wrong: str, right: str) -> None:
    """Doing what the fix says makes the file right."""
    (found,) = check_mini({FINDING: FOUND.replace("retning: styrker", f"retning: {wrong}")})
    suggested = re.match(r"Mente du (.+?)\?", found.fix)
    assert suggested
    assert suggested[1] == right
    assert told(check_mini({FINDING: FOUND.replace("retning: styrker", f"retning: {suggested[1]}")})) == ""


@pytest.mark.parametrize("wrong", ["K1", "k01", "k-1", "@k1", "k 1", "K-01", "k_1", "k.1"])
def test_the_suggested_id_is_the_right_one(wrong: str) -> None:
    """Doing what the fix says makes the file right."""
    (found,) = check_mini({FILE: f'{QUESTION}gjelder: ["{wrong}"]\n'})
    assert (found.code, found.fix) == ("id-form", "Mente du k1?")
    assert told(check_mini({FILE: f"{QUESTION}gjelder: [k1]\n"})) == ""


def test_a_comma_in_a_text_without_quotes_is_understood() -> None:
    """In brackets a comma begins a new field; the fix says quotes, and they help."""
    wrong = QUESTION.replace('"Ingen. [k1]"', "{tekst: Dyrt, men bra, kilder: [k1]}")
    (found,) = check_mini({FILE: wrong})
    assert (found.code, found.place.column) == ("felt-ukjent", 31)
    assert "anførselstegn" in found.fix
    assert told(check_mini({FILE: wrong.replace("Dyrt, men bra", '"Dyrt, men bra"')})) == ""


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("mening-uten-hvem", '{tekst: "Dyrt.", kilder: [k1], type: mening}'),
        ("usikker-uten-hvorfor", '{tekst: "Dyrt.", kilder: [k1], sikkerhet: usikker}'),
        ("merke-form", '{tekst: "Dyrt.", kilder: [k1], merke: Å}'),
    ],
)
def test_a_fault_of_a_group_stands_at_the_field_it_is_about(code: str, text: str) -> None:
    """Not at the beginning of the group."""
    found = faults(Spørsmål, QUESTION.replace('"Ingen. [k1]"', text))
    assert found == [(code, 2, 17 + text.index(FIELDS[code]) + len(FIELDS[code]) + 2)]


def test_a_poisoned_value_is_not_judged() -> None:
    """What is left of a text after an anchor or a comment is not what the author meant."""
    assert [code for code, *_ in faults(Funn, FOUND.replace("styrker", "styr # ker"))] == ["yaml-kommentar"]


def test_a_fault_in_a_long_value_is_told_shortly() -> None:
    """A whole document pasted into a field does not fill the report."""
    long = "x" * 10_000
    for text in (QUESTION + f"gjelder: [{long}]\n", QUESTION + f"tilstand: {long}\n", QUESTION + f"{long}: a\n"):
        (found,) = check_mini({FILE: text})
        assert len(found.message) < 120


def test_every_own_error_has_a_fix() -> None:
    """The texts are complete, and about codes that exist."""
    assert set(FIXES) <= set(MANUAL)
    assert set(FIELDS) <= set(FIXES)


def test_an_unknown_kind_of_error_is_seen() -> None:
    """The gate that the corpus and the fuzzing watch: an error type that no one has put in words."""
    error = {"type": "bytes_type", "loc": (), "msg": "Input should be bytes", "input": "x"}
    assert value_fault([error])[0] == UNTRANSLATED  # type: ignore[list-item]
    assert UNTRANSLATED not in MANUAL


@pytest.mark.parametrize(
    ("cls", "loc", "expected"),
    [
        (Spørsmål, (), "Spørsmål"),
        (Spørsmål, ("hvorfor_åpent", 0), "Utsagn"),
        (Funn, ("grunnlag", 3), "Grunnlag"),
        (Funn, ("utdyping", 0, "tall"), "Tall"),
        (Anbefaling, ("motevidens",), "Motevidens"),
        (Anbefaling, ("råd",), "Utsagn"),
        (Case, ("kontakt",), "Kontakt"),
        (Case, ("akser",), None),
        (Case, ("akser", "felles_lokale"), None),
        (Case, ("tittel",), None),
        (Case, ("finnes_ikke", 0), None),
    ],
)
def test_the_model_at_a_place_is_found(cls: type[BaseModel], loc: tuple[str | int, ...], expected: str | None) -> None:
    """Through lists, optional fields and annotations."""
    found = model_at(cls, loc)
    assert (found.__name__ if found else None) == expected


def test_annotations_are_unwrapped() -> None:
    """What a list holds, and what may be left out."""
    assert item_of(tuple[str, ...]) is str
    assert item_of(str) is None
    assert unwrap(str | None) is str


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.mappe)
def test_a_file_with_one_unknown_field_names_the_missing_ones(cls: type[BaseModel]) -> None:
    """Each type says which of its fields must be there, and what they are for."""
    found = shape(cls, read(FILE, b"zzz: 1\n")[0])[1]
    required = {name for name, field in cls.model_fields.items() if field.is_required()}
    assert {re.findall("«(.+?)»", problem.message)[0] for problem in found} == required | {"zzz"}
    assert all(len(problem.fix) > 20 for problem in found)
