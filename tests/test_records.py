"""The records themselves: what each kind of value accepts, keeps, and refuses."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from checking import bank_of
from erfaringsbank.records import (
    BY_FOLDER,
    BY_LETTER,
    FILE_STEM,
    TYPES,
    Case,
    Dato,
    Forvaltning,
    Funn,
    Grunnlag,
    Id,
    Nettsted,
    Periode,
    Tall,
    Tekst,
    Tittel,
    Utsagn,
    Verdi,
    folder_of,
    walk,
)
from erfaringsbank.records.context import Utprøving
from erfaringsbank.records.practice import Bilde, Kontakt, Motevidens
from erfaringsbank.records.statement import Påstand, long_form
from erfaringsbank.records.values import TYPE_NAMES, Adresse, Antall, GrunnlagId, JaNei, Klokka, Slug

PARTS = (Utsagn, Tall, Grunnlag, Motevidens, Kontakt, Bilde, Nettsted, Utprøving, Verdi, Forvaltning)


def kept(kind: Any, value: Any) -> Any:
    """What a field of this kind makes of a value."""
    return TypeAdapter(kind).validate_python(value)


def refused(kind: Any, value: Any) -> str:
    """The type of the error a field of this kind gives."""
    with pytest.raises(ValidationError) as caught:
        kept(kind, value)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize("text", ["k1", "f12", "c999999", "z3"])
def test_an_id_is_a_letter_and_a_number(text: str) -> None:
    """As it was written, with its letter and number."""
    value = kept(Id, text)
    assert (value, value.letter, value.number) == (text, text[0], int(text[1:]))


@pytest.mark.parametrize("text", ["", "k", "1", "K1", "k0", "k01", "k1234567", "k1 ", " k1", "kk1", "k1a", "k१", "ø1"])
def test_anything_else_is_not_an_id(text: str) -> None:
    """No capital, no zero, no space, no other digits."""
    assert refused(Id, text) == "id-form"


def test_a_reference_takes_only_its_types() -> None:
    """Sources are k and u."""
    assert kept(GrunnlagId, "u1") == "u1"
    assert refused(GrunnlagId, "f1") == "feil-type-id"
    assert refused(GrunnlagId, "z1") == "feil-type-id"
    assert refused(GrunnlagId, "K1") == "id-form"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  en   to\n tre ", "en to tre"),
        ("en\n\n  to", "en\n\nto"),
        ("en\n \t\n\n\nto\n", "en\n\nto"),
        ("1\u00a0200\tkr", "1\u00a0200 kr"),
        ("no", "no"),
        ("{{ 7*7 }} <b> | `x`", "{{ 7*7 }} <b> | `x`"),
    ],
)
def test_white_space_in_a_text_is_folded(text: str, expected: str) -> None:
    """Lines become one, paragraphs stay, and nothing else is touched."""
    assert kept(Tekst, text) == expected


@pytest.mark.parametrize("text", ["", " ", "\n", "\t\n \n", "\u00a0"])
def test_a_text_must_say_something(text: str) -> None:
    """White space is not a text."""
    assert refused(Tekst, text) == "tom-tekst"


@pytest.mark.parametrize("value", [None, [], ["a"], {}, 1, True])
def test_a_text_is_a_text(value: Any) -> None:
    """Nothing else is made into one."""
    assert refused(Tekst, value) == "string_type"


@given(st.text())
def test_folding_a_text_again_changes_nothing(text: str) -> None:
    """A text is in its final form, or refused."""
    try:
        once = Tekst.check(text)
    except Exception:
        return
    assert Tekst.check(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("se @f3 og @f12.tall.", [("f3", None, None), ("f12", "tall", None)]),
        ("@f3.tall2, (@k1)", [("f3", "tall", "2"), ("k1", None, None)]),
        ("«@f3»@f4", [("f3", None, None), ("f4", None, None)]),
        ("post@f3.no, @F3, @f03, @f3x, @@f3, @ f3", []),
        ("@f3.tallet @f3.tall1", [("f3", None, None), ("f3", None, None)]),
        ("æ@f3", []),
    ],
)
def test_mentions_are_found(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    """An at-sign and an ID at the beginning of a word, perhaps with a number."""
    assert [mention.group(1, 2, 3) for mention in kept(Tekst, text).mentions()] == expected


def test_a_title_is_one_line_of_at_most_160_characters() -> None:
    """The limit itself is allowed."""
    assert kept(Tittel, "å" * 160) == "å" * 160
    assert refused(Tittel, "å" * 161) == "lang-tittel"
    assert refused(Tittel, "en\n\nto") == "lang-tittel"
    assert kept(Tittel, "en\nto") == "en to"


def test_a_title_may_hold_a_number_and_not_a_link() -> None:
    """The title is itself a link."""
    assert kept(Tittel, "@f1.tall svarte") == "@f1.tall svarte"
    assert refused(Tittel, "@f1 svarte") == "lenke-i-tittel"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-09", date(2023, 9, 1), date(2023, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-09-26", date(2023, 9, 26), date(2023, 9, 26)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(text: str, first: date, last: date) -> None:
    """It is kept as written, and stands for its first and last day."""
    value = kept(Dato, text)
    assert (value, value.first_day(), value.last_day()) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "2023-9",
        "2023-13",
        "2023-00",
        "2023-02-29",
        "2023-02-30",
        "26.09.2023",
        "2023/09",
        "0000",
        "20230926",
        "2023-09-26T12:00",
        "høsten 2023",
        "٢٠٢٣",
        "2023 ",
        "-2023",
        "２０２３",
    ],
)
def test_anything_else_is_not_a_date(text: str) -> None:
    """No day that is not in the calendar, no other form, no other digits."""
    assert refused(Dato, text) == "dato-form"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("2023", "2023", "2023"), ("2021-06/2023", "2021-06", "2023"), ("2023-09-26/2023-09", "2023-09-26", "2023-09")],
)
def test_a_period_is_a_date_or_two(text: str, start: str, end: str) -> None:
    """Kept as written; its end may be less exact than its beginning."""
    value = kept(Periode, text)
    assert (value, value.start, value.end) == (text, start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023/2021", "periode-snudd"),
        ("2023-10/2023-09-26", "periode-snudd"),
        ("2023/", "dato-form"),
        ("/2023", "dato-form"),
        ("2021/2022/2023", "dato-form"),
        ("2021–2023", "dato-form"),
    ],
)
def test_anything_else_is_not_a_period(text: str, expected: str) -> None:
    """Turned around, half, or of three parts."""
    assert refused(Periode, text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("09:00", time(9), None),
        ("00:00", time(0), None),
        ("09:00–15:30", time(9), time(15, 30)),
        ("18:05-23:59", time(18, 5), time(23, 59)),
    ],
)
def test_a_clock_time_is_a_time_or_two(text: str, start: time, end: time | None) -> None:
    """Kept as written, with either dash; without an end it has none."""
    value = kept(Klokka, text)
    assert (value, value.start, value.end) == (text, start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", "klokke-form"),
        ("24:00", "klokke-form"),
        ("09:60", "klokke-form"),
        ("09.00", "klokke-form"),
        ("kl. 9", "klokke-form"),
        ("09:00–", "klokke-form"),
        ("09:00 – 15:30", "klokke-form"),
        ("٠٩:٠٠", "klokke-form"),
        ("09:00\n", "klokke-form"),
        ("15:30–09:00", "klokke-snudd"),
        ("09:00–09:00", "klokke-snudd"),
    ],
)
def test_anything_else_is_not_a_clock_time(text: str, expected: str) -> None:
    """No other form, no other digits, no hour that is not on the clock, and never backwards."""
    assert refused(Klokka, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("0", 0), ("12", 12), ("1 200", 1200), ("12\u00a0345\u202f678", 12345678)]
)
def test_a_number_is_digits_with_norwegian_thousands(text: str, expected: int) -> None:
    """Spaces of any width between groups of three."""
    assert kept(Antall, text) == expected


@pytest.mark.parametrize(
    "value", ["", "ti", "-5", "+5", "1_000", "1.0", "1e3", " 5", "12 00", "1 20", "1.200", "٥", [], {}, "12 personer"]
)
def test_anything_else_is_not_a_number(value: Any) -> None:
    """What Python would take is not always what a reader would."""
    assert refused(Antall, value) in ("int_parsing", "int_type")


@pytest.mark.parametrize("value", ["true", "Ja", "yes", "", "1", [], ["ja"], {"ja": "nei"}, None])
def test_only_yes_and_no_are_answers(value: Any) -> None:
    """Whatever the value is, it never breaks the program."""
    assert (kept(JaNei, "ja"), kept(JaNei, "nei")) == (True, False)
    assert refused(JaNei, value) == "ja-nei"


@pytest.mark.parametrize("text", ["https://a.no", "http://a.no/b?c=d#e", "https://a.no/æ ø".replace(" ", "_")])
def test_an_address_is_kept_exactly_as_written(text: str) -> None:
    """An address that is rewritten may be another address."""
    assert kept(Adresse, text) == text


@pytest.mark.parametrize(
    "text",
    ["", "a.no", "www.a.no", "ftp://a.no", "mailto:a@b.no", "javascript:alert(1)", "https://", "https://a.no/b c"],
)
def test_anything_else_is_not_an_address(text: str) -> None:
    """Only the web, and no spaces."""
    assert refused(Adresse, text) == "adresse-form"


@pytest.mark.parametrize("text", ["", "Å", "a b", "../a", "a--b", "-a", "a-", "a/b", "A"])
def test_an_earlier_address_could_have_been_a_file_name(text: str) -> None:
    """It becomes a folder of the site; nothing may lead out of it."""
    assert kept(Slug, "mer-tillit-2") == "mer-tillit-2"
    assert refused(Slug, text) == "string_pattern_mismatch"


@pytest.mark.parametrize(
    ("text", "words", "sources"),
    [
        ("En. [k1]", "En.", ["k1"]),
        ("En. [k1, u2 ,k3]  ", "En.", ["k1", "u2", "k3"]),
        ("En [x]. [k1]", "En [x].", ["k1"]),
        ("En.", "En.", None),
        ("En. [sic]", "En. [sic]", None),
        ("En. [se side 3]", "En. [se side 3]", None),
        ("En. [§ 4-1]", "En. [§ 4-1]", None),
        ("En. [k1] to", "En. [k1] to", None),
        ("En. []", "En. []", None),
        ("En. [k 1]", "En. [k 1]", None),
        ("En. [K-1]", "En.", ["K-1"]),  # meant as an ID: the field tells that it is not one
    ],
)
def test_the_short_form_of_a_statement(text: str, words: str, sources: list[str] | None) -> None:
    """The text, and the sources in brackets at its end. Brackets without an ID are a part of the text."""
    assert long_form(text) == {"tekst": words, **({"kilder": sources} if sources else {})}


def test_short_and_long_form_say_the_same() -> None:
    """One statement, written in two ways."""
    assert kept(Påstand, "En. [k1]") == kept(Påstand, {"tekst": "En.", "kilder": ["k1"]})


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ({"verdi": "64", "enhet": "prosent"}, True),
        ({"verdi": "64", "enhet": "%"}, True),
        ({"verdi": "nær 1 av 4"}, True),
        ({"verdi": "én av fem"}, True),
        ({"verdi": "64 prosent"}, True),
        ({"verdi": "41,5", "enhet": "timer i uka"}, False),
        ({"verdi": "over 40 → om lag 30"}, False),
    ],
)
def test_a_share_is_recognised(number: dict[str, str], expected: bool) -> None:
    """Per cent, and so many of so many."""
    assert Tall.model_validate(number).er_andel is expected


def test_a_number_is_shown_with_its_unit() -> None:
    """As published."""
    assert Tall.model_validate({"verdi": "41,5", "enhet": "timer"}).vist == "41,5 timer"
    assert Tall.model_validate({"verdi": "1 av 4"}).vist == "1 av 4"


def test_every_type_has_its_own_letter_and_folder() -> None:
    """And every letter has a name that messages can use."""
    assert len(BY_LETTER) == len(BY_FOLDER) == len(TYPES)
    assert {letter: cls.navn for letter, cls in BY_LETTER.items()} == TYPE_NAMES
    assert all(folder_of(cls).split("/")[0] in ("content", "models") for cls in TYPES)
    assert all(cls.mappe.isascii() and cls.mappe.islower() for cls in TYPES)


@pytest.mark.parametrize("cls", [*TYPES, *PARTS], ids=lambda cls: cls.__name__)
def test_every_field_is_described(cls: type[BaseModel]) -> None:
    """The descriptions are published and used in messages: a sentence in Norwegian."""
    assert cls.__doc__
    for name, field in cls.model_fields.items():
        assert field.description, name
        assert field.description.rstrip().endswith("."), name


@pytest.mark.parametrize("cls", [*TYPES, *PARTS], ids=lambda cls: cls.__name__)
def test_no_type_takes_fields_it_does_not_know(cls: type[BaseModel]) -> None:
    """And none can be changed afterwards."""
    assert cls.model_config.get("extra") == "forbid"
    assert cls.model_config.get("frozen") is True


@pytest.mark.parametrize("stem", ["f3-mindre-tillit", "c10-a", "k999999-1-2"])
def test_a_file_name_is_an_id_and_a_short_name(stem: str) -> None:
    """Letters a–z, digits and hyphens."""
    assert FILE_STEM.fullmatch(stem)


@pytest.mark.parametrize("stem", ["f3", "f3-", "F3-a", "f03-a", "f3-å", "f3--a", "f3_a", "3-a", "f3-a.b", "f1234567-a"])
def test_anything_else_is_not_a_file_name(stem: str) -> None:
    """No capital, no zero, no Norwegian letters."""
    assert not FILE_STEM.fullmatch(stem)


def test_a_record_knows_where_it_comes_from() -> None:
    """ID, short name, number and file are those of the file name."""
    record = bank_of()["f1"]
    assert (record.id, record.slug, record.nummer, record.fil) == ("f1", "tillit", 1, "content/funn/f1-tillit.yaml")


@pytest.mark.parametrize(("id_", "expected"), [("k1", False), ("k3", True), ("q2", True), ("f2", False), ("t2", False)])
def test_a_withdrawn_or_replaced_record_is_out(id_: str, expected: bool) -> None:
    """Drafts and records under review are not."""
    assert bank_of()[id_].er_ute is expected


def test_walking_a_record_meets_every_part_in_order() -> None:
    """Fields in their order, only those that are written, each part before what is in it."""
    record = bank_of()["a2"]
    found = list(walk(record))
    assert [loc for loc, value in found if isinstance(value, Tekst)] == [
        ("tittel",), ("råd", "tekst"), ("råd", "hvem"), ("fra_hvem",),
    ]  # fmt: skip
    assert [loc for loc, value in found if isinstance(value, Utsagn)] == [("råd",)]
    assert [value for loc, value in found if loc == ("motevidens", "funn", 0)] == ["f2"]


def test_walking_meets_the_axes_of_a_case() -> None:
    """Words in a group with free names are leaves as well."""
    record = bank_of()["c1"]
    assert isinstance(record, Case)
    assert (("akser", "felles_lokale"), "ja") in list(walk(record))


def test_fields_left_out_are_not_met() -> None:
    """A default is not something that the author wrote."""
    assert not any(loc and loc[0] == "tilstand" for loc, _ in walk(bank_of()["k1"]))
    assert [value for loc, value in walk(bank_of()["f2"]) if loc == ("tilstand",)] == ["under revisjon"]


def leaves(value: Any) -> list[str]:
    """Every text of a file, also in lists and groups."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value
    return [leaf for item in inner for leaf in leaves(item)]


@pytest.mark.parametrize("id_", bank_of().records)
def test_every_word_of_a_file_is_met(id_: str) -> None:
    """Nothing that is shown escapes the rules: each word that the file holds is in the walk."""
    bank = bank_of()
    met = " ".join("ja" if value is True else str(value) for _, value in walk(bank[id_]))
    words = [word for leaf in leaves(bank.sources[id_].data) for word in re.findall(r"\w+", leaf)]
    assert len(words) > 3
    assert [word for word in words if word not in met] == []


def test_the_direction_of_a_finding_follows_its_kind() -> None:
    """Only effects and attitudes point a way."""
    assert all((record.retning is None) == (record.slag == "beskrivelse") for record in bank_of().of(Funn))
