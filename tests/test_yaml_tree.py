"""What a file says: every value as it was written, with its place, and nothing lost without a word."""

from __future__ import annotations

from typing import Any

import pytest

from checking import codes
from erfaringsbank.reading import yaml_tree
from erfaringsbank.reading.yaml_tree import Loc, Tree


def tree_of(text: str) -> Tree:
    """The tree of a text that has nothing wrong with it."""
    tree, problems = yaml_tree.build("x.yaml", text)
    assert problems == []
    return tree


def faults(text: str) -> list[tuple[str, int, int, int]]:
    """Code, line, column and width of what is wrong with a text."""
    found = yaml_tree.build("x.yaml", text)[1]
    return [(problem.code, problem.place.line, problem.place.column, problem.place.width) for problem in found]


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "NO",
        "nei",
        "yes",
        "on",
        "off",
        "true",
        "False",
        "null",
        "~",
        "007",
        "0x1F",
        "1_000",
        "12:30",
        "1.0",
        "1e3",
        "2023-09",
        "2023-09-26",
        "0301",
        ".5",
        "+47",
        "-1",
        ".inf",
        "=",
        "<<",
        "é",
        "a:b",
        "http://a.no/#b",
        "x#y",
    ],
)
def test_a_word_stays_as_it_was_written(word: str) -> None:
    """No word is a number, a date, a truth or nothing before the field has said so."""
    assert tree_of(f"a: {word}\nb: [{word}]\n").data == {"a": word, "b": [word]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a\\tb\\u00e5"', "a\tbå"),
        ("'it''s'", "it's"),
        ("en\n  to", "en to"),
        (">-\n  en\n  to\n\n  tre", "en to\ntre"),
        ("|\n  en\n  to\n", "en\nto\n"),
        ("''", ""),
        ('""', ""),
        ("", None),
        ("{b: {c: [d, {e: f}]}}", {"b": {"c": ["d", {"e": "f"}]}}),
        ("[]", []),
        ("{}", {}),
        ("\n  - x\n  -\n  - [y]", ["x", None, ["y"]]),
    ],
)
def test_values_are_plain(text: str, expected: Any) -> None:
    """Texts, lists, groups and nothing; a quoted empty text is a text."""
    assert tree_of(f"a: {text}").data == {"a": expected}


def test_a_code_that_makes_two_characters_of_one_letter_is_composed() -> None:
    """A text written with codes is composed like any other."""
    assert tree_of('a: "a\\u030a"').data == {"a": "å"}


@pytest.mark.parametrize(
    ("text", "loc", "expected"),
    [
        ("å: æ\nb: c", ("b",), (2, 4, 1)),
        ('å: ["øø", {æ: "x"}]', ("å", 1, "æ"), (1, 15, 3)),
        ('å: ["øø", {æ: "x"}]', ("å", 1), (1, 11, 8)),
        ('å: ["øø", {æ: "x"}]', ("å",), (1, 4, 16)),
        ("a:\n  - b\n  - c", ("a", 1), (3, 5, 1)),
        ("a:\n  b: c", ("a",), (2, 3, 1)),
        ("a: en\n  to tre", ("a",), (1, 4, 2)),
        ("a: [en,\n  to]", ("a",), (1, 4, 4)),
        ("a: >-\n  en", ("a",), (1, 4, 2)),
        ("a:", ("a",), (1, 3, 1)),
        ('a: "😀" \nb: x', ("b",), (2, 4, 1)),
        ("# en\n---\na: b", ("a",), (3, 4, 1)),
        ("a: b", (), (1, 1, 1)),
    ],
)
def test_every_value_has_its_place(text: str, loc: Loc, expected: tuple[int, int, int]) -> None:
    """Line, column and width count characters from one; a value over several lines is as wide as its first."""
    assert tree_of(text).values[loc] == expected


@pytest.mark.parametrize(
    ("text", "loc", "expected"),
    [
        ("å: æ\nbåt: c", ("båt",), (2, 1, 3)),
        ("a: [{b: c, dd: e}]", ("a", 0, "dd"), (1, 12, 2)),
        ('"a b": c', ("a b",), (1, 1, 5)),
    ],
)
def test_every_field_name_has_its_place(text: str, loc: Loc, expected: tuple[int, int, int]) -> None:
    """The place of the name itself, with its quotes."""
    assert tree_of(text).keys[loc] == expected


def test_a_repeated_field_is_told_once_and_the_first_value_stays() -> None:
    """What stands under the second is not taken for repeated fields as well."""
    tree, problems = yaml_tree.build("x.yaml", "a:\n  b: 1\n  c: 2\na:\n  b: 3\n  d: 4\n")
    assert [(problem.code, problem.place.line) for problem in problems] == [("yaml-dobbelt-felt", 4)]
    assert tree.data == {"a": {"b": "1", "c": "2"}}
    assert tree.values[("a", "b")][0] == 2


def test_a_field_repeated_inside_a_repeated_field_is_told() -> None:
    """A fault in what will not be used is still a fault."""
    assert codes(yaml_tree.build("x", "a: 1\na: {b: 1, b: 2}\n")[1]) == ["yaml-dobbelt-felt"] * 2


def test_a_field_three_times_is_told_twice() -> None:
    """Each repetition on its own line."""
    assert [line for _, line, *_ in faults("a: 1\na: 2\na: 3\n")] == [2, 3]


def test_fields_with_the_same_name_in_different_groups_are_not_repeated() -> None:
    """A name is only repeated within its own group."""
    assert faults("a: {x: 1}\nb: {x: 1}\nc: [{x: 1}, {x: 2}]\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b # c", [("yaml-kommentar", 1, 6, 3)]),
        ("a: b  #c ", [("yaml-kommentar", 1, 7, 2)]),
        ("a:\n  - b # c\n  - d", [("yaml-kommentar", 2, 7, 3)]),
        ("a: [b # c\n  , d]", [("yaml-kommentar", 1, 7, 3)]),
        ("a: en\n  to # tre", [("yaml-kommentar", 2, 6, 5)]),
        ("a: # b", [("yaml-kommentar", 1, 4, 3)]),
        ("a: b\t# c", [("yaml-kommentar", 1, 6, 3)]),
    ],
)
def test_text_lost_after_a_hash_is_told(text: str, expected: list[tuple[str, int, int, int]]) -> None:
    """Text after ` #` is never lost in silence."""
    assert faults(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# a\na: b",
        "a: b\n# c",
        "a: b#c",
        'a: "b" # c',
        "a: 'b' # c",
        "a: [b] # c",
        "a: {b: c} # d",
        "a: # b\n  - c",
        "a: # b\n  c: d",
        "a: |  # b\n  c",
        'a: "b # c"',
        "a: [\n  b,\n  # c\n  d]",
    ],
)
def test_a_comment_that_loses_nothing_is_a_comment(text: str) -> None:
    """On its own line, after a closed quote or bracket, and above what it is about."""
    assert faults(text) == []


@pytest.mark.parametrize("text", ["a: b\n  - c", "a:\n  - b\n    - c\n", "a: [b\n  - c]"])
def test_an_item_swallowed_by_the_text_above_is_told(text: str) -> None:
    """A line with `- ` too far in would be a part of the item above."""
    assert [code for code, *_ in faults(text)] == ["yaml-innrykk"]


@pytest.mark.parametrize("text", ["a: b\n  -c", "a: >-\n  b\n  - c", 'a: "b\n  - c"', "a: b -\n  c"])
def test_a_dash_inside_a_text_is_a_part_of_it(text: str) -> None:
    """Only a dash and a space at the beginning of a line of plain text is doubtful."""
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x b", ["yaml-anker"]),
        ("a: &x\n  b: c", ["yaml-anker"]),
        ("a: &x [b]", ["yaml-anker"]),
        ("&x a: b", ["yaml-anker"]),
        ("a: &x b\nc: *x", ["yaml-anker", "yaml-anker"]),
        ("a: &x b\n*x : c", ["yaml-anker", "yaml-anker"]),
        ("a: &x {b: c}\nd:\n  <<: *x", ["yaml-anker", "yaml-anker"]),
        ("a: !x b", ["yaml-tagg"]),
        ("a: !!int 3", ["yaml-tagg"]),
        ("a: ! b", ["yaml-tagg"]),
        ("a: !<tag:x> b", ["yaml-tagg"]),
        ("!!map\na: b", ["yaml-tagg"]),
        ("a: !x &y b", ["yaml-anker", "yaml-tagg"]),
        ("%YAML 1.1\n---\na: b", ["yaml-direktiv"]),
        ("%YAML 9.9\n---\na: b", ["yaml-direktiv"]),
        ("%TAG ! x\n%FOO\n---\na: b", ["yaml-direktiv", "yaml-direktiv"]),
        ("a: b\n---\nc: d", ["yaml-flere-dokumenter"]),
        ("a: b\n---\n", ["yaml-flere-dokumenter"]),
        ("a: b\n...\nc: d", ["yaml-flere-dokumenter"]),
        ("[a]: b", ["yaml-feltnavn"]),
        ("{a: b}: c", ["yaml-feltnavn"]),
        ("? - a\n: b", ["yaml-feltnavn"]),
        ('a: "\\0"', ["yaml-styretegn"]),
        ('"\\e": a', ["yaml-styretegn"]),
        ('a: "\\u202e"', ["yaml-styretegn"]),
    ],
)
def test_what_could_change_the_text_is_told(text: str, expected: list[str]) -> None:
    """Anchors, tags, directives, several documents, strange field names, codes for invisible characters."""
    assert codes(yaml_tree.build("x.yaml", text)[1]) == expected


@pytest.mark.parametrize("text", ["---\na: b\n", "a: b\n...\n", "# x\n---\n# y\na: b\n...\n# z\n"])
def test_one_document_may_have_its_marks(text: str) -> None:
    """Marks around the only document change nothing."""
    assert tree_of(text).data == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "poisoned"),
    [
        ("a: *x", {("a",)}),
        ("a: [b, *x]", {("a", 1)}),
        ("a: &x b", {("a",)}),
        ('a: &x "b"', set()),
        ("a: b # c", {("a",)}),
        ("a:\n  <<: *x", {("a",), ("a", "<<")}),
        ("*x : b", {("*x",)}),
        ("a: [b\n  - c]", {("a", 0)}),
    ],
)
def test_what_the_author_did_not_mean_is_poisoned(text: str, poisoned: set[Loc]) -> None:
    """A value that was lost in part is not judged further."""
    assert yaml_tree.build("x.yaml", text)[0].poisoned == poisoned


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", "a:\n"])
def test_depth_never_crashes(opening: str) -> None:
    """A hundred thousand levels are a problem like any other."""
    tree, problems = yaml_tree.build("x.yaml", f"a: {opening * 100_000}")
    assert len(problems) == 1
    assert tree.data is None


def test_twelve_levels_are_enough_for_anyone() -> None:
    """The limit itself is allowed; one more is told where it begins."""
    assert faults("a: " + "[" * 11 + "]" * 11) == []
    assert faults("a: " + "[" * 12 + "]" * 12) == [("yaml-dyp", 1, 15, 1)]


def test_after_a_syntax_fault_there_is_no_data() -> None:
    """Half a record is no record, but what was found before it broke is told."""
    tree, problems = yaml_tree.build("x.yaml", "a: 1\na: 2\nb: @x\n")
    assert tree == Tree()
    assert codes(problems) == ["yaml-dobbelt-felt", "yaml-spesialtegn"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('a: b\nå: "c', 2, 4),  # where the quote was opened
        ("a: b\nå: [c,\n\n\n", 2, 7),  # the end of the last line that says something
        ("a: b\nå: {c\nd: e", 2, 4),  # where the bracket was opened, when it is noticed further down
        ("a: b\nå: [c,\n d\ne: f", 2, 4),
        ("a: b\nå: {c: d,\n e: f og g: h}", 3, 11),  # a colon in a text of its own
        ("a\nb: c", 1, 1),  # the line without a colon
        ("a: b\nc\nd: e", 2, 1),
        ("æøå: @x", 1, 6),
        ("æ: [ø, @x]", 1, 8),
    ],
)
def test_a_syntax_fault_stands_where_it_can_be_mended(text: str, line: int, column: int) -> None:
    """libyaml notices late; the author is sent to where the mistake was made."""
    assert [(found[1], found[2]) for found in faults(text)] == [(line, column)]
