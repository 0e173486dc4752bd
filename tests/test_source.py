"""Bytes to text, and the places of things in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checking import codes
from erfaringsbank.problems import Place
from erfaringsbank.reading.source import MAX_BYTES, MAX_TOLD, Source, decode, read
from erfaringsbank.reading.yaml_faults import FORBIDDEN

PATH = "content/sporsmal/q9-pris.yaml"


def source_of(text: str) -> Source:
    """A text that has nothing wrong with it."""
    source, problems = read(PATH, text.encode())
    assert problems == []
    return source


def faults(raw: bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of what is wrong with some bytes."""
    return [(problem.code, problem.place.line, problem.place.column) for problem in read(PATH, raw)[1]]


def test_a_file_of_the_greatest_size_is_read() -> None:
    """The limit itself is allowed."""
    raw = b"a: " + b"x" * (MAX_BYTES - 3)
    assert read(PATH, raw)[1] == []


def test_a_file_above_the_greatest_size_is_not_read() -> None:
    """One byte more, and only the size is told, whatever is in it."""
    assert faults(b"\x00" * (MAX_BYTES + 1)) == [("yaml-stor-fil", 1, 1)]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("latin-1", (2, 2)), ("cp1252", (2, 2)), ("utf-16", (1, 1)), ("utf-16-le", (1, 1)), ("utf-32", (1, 1))],
)
def test_another_encoding_is_told_where_it_shows(encoding: str, expected: tuple[int, int]) -> None:
    """The place is the first byte that is not UTF-8, as line and column."""
    assert faults("a: x\nbåt: y\n".encode(encoding)) == [("yaml-koding", *expected)]


def test_the_column_of_a_wrong_byte_counts_characters() -> None:
    """Norwegian letters before it are one column each, though two bytes."""
    assert faults("a: æøå".encode() + b"\xff") == [("yaml-koding", 1, 7)]


@pytest.mark.parametrize(("encoding", "guess"), [("utf-16", "UTF-16"), ("cp1252", "Windows-1252")])
def test_the_encoding_is_guessed_in_the_fix(encoding: str, guess: str) -> None:
    """The fix names what the file seems to be."""
    assert guess in read(PATH, "å: ø\n".encode(encoding))[1][0].fix


def test_a_file_in_the_guessed_encoding_is_right_when_it_is_saved_as_utf8() -> None:
    """What the fix says helps."""
    assert read(PATH, "å: ø\n".encode())[1] == []


def test_the_invisible_mark_is_told() -> None:
    """A BOM would otherwise be a part of the first field name."""
    assert faults("\ufefftittel: x\n".encode()) == [("yaml-bom", 1, 1)]


@pytest.mark.parametrize(
    "character", list("\x00\x07\x0b\x0c\x1b\x7f\x85\u00ad\u200b\u200e\u2028\u202e\u2060\u2066\ufffe")
)
def test_an_invisible_character_is_told_with_its_place(character: str) -> None:
    """Each on its own place, in the middle of a text with Norwegian letters."""
    assert faults(f'a: x\nb: "æ{character}ø"\n'.encode()) == [("yaml-styretegn", 2, 6)]


@pytest.mark.parametrize("character", list("\t\u00a0\u200d\u2003æ😀ŋ\u0301"))
def test_a_character_that_belongs_in_a_text_is_let_through(character: str) -> None:
    """Tabs, hard spaces, joiners in emoji and all letters."""
    assert faults(f'a: "x{character}y"\n'.encode()) == []


def test_a_file_full_of_invisible_characters_is_told_of_a_few_times() -> None:
    """A binary file gives some places and one count, never a thousand lines."""
    problems = read(PATH, b"a: " + b"\x01" * 40)[1]
    assert len(problems) == MAX_TOLD + 1
    assert f"{40 - MAX_TOLD} usynlige" in problems[-1].message


def test_line_ends_of_windows_are_line_ends() -> None:
    """CRLF gives the same values and places as LF."""
    text = 'tittel: "Én"\nliste:\n  - "to"\n'
    assert source_of(text.replace("\n", "\r\n")) == source_of(text)


def test_a_lone_carriage_return_is_told() -> None:
    """It would be a line end for YAML and not for an editor."""
    assert faults(b"a: x\rb: y\n") == [("yaml-styretegn", 1, 5)]


def test_texts_are_composed() -> None:
    """An å of two characters is the same å, in fields and in values."""
    text = unicodedata.normalize("NFD", "hvorfor_åpent: på ærlig måte\n")
    assert source_of(text).data == {"hvorfor_åpent": "på ærlig måte"}


def test_places_count_composed_characters() -> None:
    """The column after an å of two characters is the one the reader sees."""
    text = unicodedata.normalize("NFD", 'a: ["åå", "b"]\n')
    assert source_of(text).place(("a", 1)) == Place(PATH, 1, 11, 3)


@pytest.mark.parametrize("text", ["", "\n\n", "# bare en kommentar\n", "---\n", "---\n...\n", "~ \n"[2:]])
def test_a_file_without_fields_is_empty(text: str) -> None:
    """Nothing but white space, comments and marks."""
    assert codes(read(PATH, text.encode())[1]) == ["yaml-tom"]


@pytest.mark.parametrize("text", ["- a\n", "[a]\n", "tekst\n", '"a: b"\n', "a:b\n", "null\n", "~\n"])
def test_a_file_that_is_not_fields_is_told(text: str) -> None:
    """A list or a text is not a record. `null` and `~` are words like any other."""
    assert codes(read(PATH, text.encode())[1]) == ["yaml-ikke-felt"]


def test_a_place_is_that_of_the_value_or_of_its_field() -> None:
    """Value and field name have each their place and width."""
    source = source_of('tittel: "Hva?"\nliste: [en, to]\n')
    assert source.place(("liste",)) == Place(PATH, 2, 8, 8)
    assert source.place(("liste",), key=True) == Place(PATH, 2, 1, 5)
    assert source.place(("liste", 1)) == Place(PATH, 2, 13, 2)


def test_the_place_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    """A location that pydantic made up ends at the nearest value of the file."""
    source = source_of("a:\n  b: c\n")
    assert source.place(("a", "b", "x", 7)) == Place(PATH, 2, 6, 1)
    assert source.place(("a", "x"), key=True) == Place(PATH, 1, 1, 1)
    assert source.place(("x",)) == Place(PATH, 1, 1, 1)


def test_the_place_in_a_file_that_could_not_be_read_is_its_beginning() -> None:
    """There is always a place."""
    assert Source(PATH, "").place(("a", 1), key=True) == Place(PATH, 1, 1, 1)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ('a: "se k7 her"', "k7", (1, 8, 2)),
        ('a: "k77, k7"', "k7", (1, 10, 2)),  # not the beginning of a longer word
        ("a: >-\n  en lang\n  tekst", "lang tekst", (2, 6, 4)),  # folded: the part on the first line
        ("a: b\nc: k7", "k7", (1, 4, 1)),  # not in the next value
        ("a: {x: y}\nc: k7", "k7", (1, 4, 6)),
        ('a: "k\\u0037"', "k7", (1, 4, 9)),  # written with a code: the whole value
        ('a: "b"', "", (1, 4, 3)),
        ('a: "b"', " ", (1, 4, 3)),
    ],
)
def test_words_are_found_inside_their_value(text: str, words: str, expected: tuple[int, int, int]) -> None:
    """Whole words, also over two lines; and never in what comes after."""
    place = source_of(text).spot(("a",), words)
    assert (place.line, place.column, place.width) == expected


def test_a_poisoned_value_covers_what_is_inside_it() -> None:
    """A fault in a value silences what is said about its parts, and nothing else."""
    source = Source(PATH, "", poisoned=frozenset({("a", 1)}))
    assert source.is_poisoned(("a", 1, "b"))
    assert source.is_poisoned(("a", 1))
    assert not source.is_poisoned(("a",))
    assert not source.is_poisoned(("a", 11))


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_problem(raw: bytes) -> None:
    """Never a traceback, and never a forbidden character in what is let through."""
    text, problems = decode(PATH, raw)
    assert problems or not FORBIDDEN.search(text)
    read(PATH, raw)


@given(st.text(alphabet=" -:#[]{}\"'|>&*!%@`,?\n\tab1å", max_size=60))
def test_any_punctuation_gives_values_or_problems_with_a_place_in_the_file(text: str) -> None:
    """The YAML of a cat on the keyboard: every problem points at a line that is there."""
    source, problems = read(PATH, text.encode())
    lines = text.split("\n")
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
        assert problem.message
        assert problem.fix
    assert problems or isinstance(source.data, dict)
