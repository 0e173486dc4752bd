"""The glossary's terms: what each says in short, and which words of a text are one."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import ROOT
from checking import bank_of
from erfaringsbank.load import load
from erfaringsbank.polishing.terms import LONGEST, Glossary, Term, folded, glossary, meaning, shortened
from erfaringsbank.project import Project


def term(id_: str, title: str, *forms: str) -> Term:
    """A term with a page of its own."""
    return Term(id_, title, f"begreper/{id_}-x/", f"Det {title} betyr.", "nb", (title, *forms))


WORDS = Glossary((
    term("b1", "Innbyggertorg", "innbyggjartorg"),
    term("b2", "Skranke"),
    term("b3", "Møteplass"),
    term("b4", "Uavhengig møteplass", "uavhengige møteplassen"),
    term("b5", "Torvet Bok & Mer"),
    term("b6", "Øl"),
))  # fmt: skip


def found(text: str, words: Glossary = WORDS) -> list[str]:
    """The words of a text that are terms, each with its ID."""
    return [f"{one.id} {text[start:end]}" for start, end, one in words.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Et innbyggertorg.", ["b1 innbyggertorg"]),
        ("INNBYGGERTORGET og Innbyggertorgene", ["b1 INNBYGGERTORGET", "b1 Innbyggertorgene"]),
        ("innbyggertorgets og innbyggertorgs", ["b1 innbyggertorgets", "b1 innbyggertorgs"]),
        ("innbyggjartorg og innbyggjartorgs", ["b1 innbyggjartorg", "b1 innbyggjartorgs"]),
        ("skranken, skranker, skrankene, skrankens", ["b2 skranken", "b2 skranker", "b2 skrankene", "b2 skrankens"]),
        ("«Innbyggertorg» (skranke)/x", ["b1 Innbyggertorg", "b2 skranke"]),
        ("en uavhengig\n møteplass og en møteplass", ["b4 uavhengig\n møteplass", "b3 møteplass"]),
        ("uavhengig\u00a0møteplass", ["b4 uavhengig\u00a0møteplass"]),
        ("På Torvet Bok & Mer.", ["b5 Torvet Bok & Mer"]),
        ("øl og ølet", ["b6 øl"]),
    ],
    ids=["word", "case", "genitive", "form", "stem", "signs", "longest", "no-break", "name", "short"],
)
def test_a_term_is_found_in_its_forms(text: str, expected: list[str]) -> None:
    """Title, listed forms, regular inflections and genitive; the longest term wins; short words are not inflected."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "innbyggertorgleder", "storinnbyggertorg", "innbyggertorg-leder", "mini-innbyggertorg", "ørskranke", "skrankeå",
        "innbyggertorg_2", "www.innbyggertorg.no", "https://eksempel.no/skranke/", "post@skranke", "skranke.no",
        "uavhengig og møteplasser1", "innbygger torg", "skrank", "møte­plass", "skranke\u00adpunkt", "",
    ],
)  # fmt: skip
def test_a_part_of_another_word_is_not_a_term(text: str) -> None:
    """Compounds, parts of words and addresses are left alone, with Norwegian letters as letters."""
    assert found(text) == []


def test_a_letter_that_only_looks_the_same_to_a_pattern_is_no_term() -> None:
    """«ſ» and the Kelvin sign fold to s and k in a pattern, but the word is another."""
    assert WORDS.pattern.search("\u017fkranke")
    assert found("\u017fkranke og s\u212aranke") == ["b2 s\u212aranke"]


def test_a_word_that_two_terms_claim_explains_neither() -> None:
    """A title comes before a listed form, and that before a guess; between equals nobody wins."""
    words = Glossary((
        term("b1", "Torget", "torg", "plass"), term("b2", "Plassen", "torg", "plassene"), term("b3", "Torg", "plass"),
        term("b4", "Samla", "ord"), term("b5", "Samling", "samla", "ord"),
    ))  # fmt: skip
    assert found("torg torget plass plassen plassene", words) == ["b3 torg", "b1 torget", "b2 plassen", "b2 plassene"]
    assert found("samla ord", words) == ["b4 samla"]


def test_without_terms_nothing_is_found() -> None:
    """A bank without a glossary has a pattern that never matches."""
    assert found("Et innbyggertorg.", Glossary(())) == []


SIGNS = "abcæøå +*.(|"
TITLES = st.lists(st.text(SIGNS, max_size=6).map(folded).filter(bool), min_size=1, max_size=8)


@given(TITLES, st.text(f"{SIGNS}\n"))
def test_the_pattern_finds_exactly_the_forms(titles: list[str], text: str) -> None:
    """Whatever signs the titles hold, the pattern compiles, and everything it finds is one of the forms."""
    words = Glossary(tuple(term(f"b{number}", title) for number, title in enumerate(titles, start=1)))
    for start, end, one in words.find(text):
        assert words.by_form[folded(text[start:end])] is one
    for form, one in words.by_form.items():
        if form.isalpha():
            assert [word for *_, word in words.find(f" {form} ")] == [one]


FIRST = "Det første. Det andre er litt lengre."


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        (FIRST, 100, FIRST),
        (FIRST, len(FIRST), FIRST),
        (FIRST, len(FIRST) - 1, "Det første."),
        (FIRST, 11, "Det første."),
        (FIRST, 10, "Det…"),
        ("«Er det slik?» Det vet vi ikke.", 20, "«Er det slik?»"),
        ("Se § 1.2 i loven, som er lang", 20, "Se § 1.2 i loven…"),
        ("Etlangtordutenmellomrom", 8, "Etlangt…"),
    ],
)
def test_a_long_text_is_cut_at_a_sentence(text: str, room: int, expected: str) -> None:
    """Whole sentences when one fits; or else whole words and an ellipsis, never more than there is room for."""
    assert shortened(text, room) == expected
    assert len(shortened(text, room)) <= room


def explained(*definitions: str, **fields: str) -> str:
    """What the terms of a bank say of a record with these definitions."""
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    text = f"tittel: Ordet\n{more}definisjoner:\n" + "".join(f"  - {one}\n" for one in definitions)
    bank = bank_of({"content/begreper/b9-ordet.yaml": text})
    return "".join(one.meaning for one in glossary(bank).terms if one.id == "b9")


LONG = "Dette er en lang forklaring " * 6


@pytest.mark.parametrize(
    ("definitions", "expected"),
    [
        (['"Én ting. [k1]"'], "Én ting."),
        (['"Én ting. [k1]"', '"En annen. [k1]"'], "Én ting. En annen."),
        (['"Én ting. [k1]"', f'"{LONG}{LONG}. [k1]"', '"En tredje. [k1]"'], "Én ting."),
        (['"Se @f1.tall og @c1. [k1]"'], "Se 64 prosent og Eksempel kommune."),
        (['{tekst: "Ordet.", kilder: [k1], per: 2020/2021}'], "Ordet. Gjaldt 2020–2021."),
        (
            ['{tekst: "Ordet.", kilder: [k1], sikkerhet: usikker, hvorfor: "Vår egen forklaring."}'],
            "Ordet. Usikkert: Vår egen forklaring.",
        ),
        (
            ['{tekst: "Ordet.", kilder: [k1], type: mening, hvem: "en leder"}'],
            "Mening, en leder: Ordet.",
        ),
        (['{tekst: "Ordet.", kilder: [k1], type: vurdering}'], "Vurdering: Ordet."),
        (['{tekst: "Ordet.", kilder: [k1], hvem: "en forening"}'], "En forening: Ordet."),
        (['{tekst: "The word.", kilder: [k1], språk: en}', '"Ordet. [k1]"'], "Ordet."),
        (['{tekst: "The word.", kilder: [k1], språk: en}'], ""),
    ],
    ids=[
        "one", "two", "no-room", "mentions", "period", "doubt", "opinion", "judgement", "who", "language", "foreign",
    ],
)  # fmt: skip
def test_what_a_term_says(definitions: list[str], expected: str) -> None:
    """All the definitions there is room for, as plain words, with what the reader must know of each."""
    assert explained(*definitions) == expected


def test_a_long_definition_keeps_what_makes_it_doubtful() -> None:
    """The reservation is never what is cut away."""
    said = explained(f'{{tekst: "Ja. {LONG}{LONG}", kilder: [k1], sikkerhet: usikker, hvorfor: "Vår egen."}}')
    assert said == "Ja. Usikkert: Vår egen."


def test_a_withdrawn_term_is_not_explained() -> None:
    """What one should no longer build on is not put on every page."""
    assert explained('"Ordet. [k1]"', tilstand="trukket", trukket_fordi="Feil.") == ""
    assert explained('"Ordet. [k1]"', tilstand="utkast") == "Ordet."


@cache
def real() -> Glossary:
    """The terms of the real bank."""
    return glossary(load(Project(ROOT).files())[0])


def test_the_real_terms_are_short_and_found_by_their_own_names() -> None:
    """Each fits in the box, says something, and is found by its title unless another term has the same title."""
    assert len(real().terms) > 20
    for one in real().terms:
        assert 10 < len(one.meaning) <= LONGEST, one.id
        assert "@" not in one.meaning
        assert [word.id for *_, word in real().find(f"«{one.title}»")] == [one.id]


def test_two_uses_of_a_word_are_both_told() -> None:
    """The project and the library association do not mean the same by «samlokalisering»: neither stands alone."""
    said = next(one.meaning for one in real().terms if one.title == "Samlokalisering")
    assert "Norsk Bibliotekforening" in said
    assert "prosjektet" in said


def test_meaning_takes_the_first_definition_whatever_its_length() -> None:
    """Also one without a full stop, and longer than there is room for, gives an explanation of at most that length."""
    bank = bank_of()
    (statement,) = bank["b2"].definisjoner  # type: ignore[attr-defined]
    long = statement.model_copy(update={"tekst": type(statement.tekst)("ord " * 100)})
    assert len(meaning(bank, [long])) <= LONGEST
    assert meaning(bank, [long]).endswith("ord…")
