"""Problems are values: ordered, without repetitions, with suggestions that are near."""

from __future__ import annotations

import pytest

from erfaringsbank.problems import MANUAL, Place, Problem, UserError, manual, nearest, ordered, suggestion


def problem(path: str = "a.yaml", line: int = 1, column: int = 1, code: str = "x", message: str = "M.") -> Problem:
    return Problem(Place(path, line, column), code, message)


def test_problems_come_by_file_line_and_column() -> None:
    """The order is that of reading, with numbers as numbers."""
    right = [problem("a.yaml", 2), problem("a.yaml", 10, 2), problem("a.yaml", 10, 11), problem("b.yaml", 1)]
    assert ordered(reversed(right)) == right


def test_the_same_problem_is_told_once() -> None:
    """Exact repetitions are dropped; another message at the same place is kept."""
    assert len(ordered([problem(), problem(), problem(message="N.")])) == 2


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("tilit", ["tillit", "bruk"], "tillit"),
        ("TILLIT", ["tillit"], "tillit"),
        ("k11", ["k1", "k2"], "k1"),
        ("zzz", ["tillit"], None),
        ("", ["tillit"], None),
        ("tillit", [], None),
        ("apningstid", ["åpningstid"], "åpningstid"),
    ],
)
def test_the_nearest_word_is_one_that_is_near(word: str, known: list[str], expected: str | None) -> None:
    """A misspelling, another case, a lost accent; and nothing when nothing is near."""
    assert nearest(word, known) == expected


def test_a_suggestion_is_a_question() -> None:
    """The author decides."""
    assert suggestion("tilit", ["tillit"]) == "Mente du tillit?"
    assert suggestion("zzz", ["tillit"]) == ""


def test_a_manual_page_is_read_from_its_text() -> None:
    """Title, explanation, and the files of both examples, with what is indented in them."""
    code = "prove-kode"
    try:
        wrong = "Tittelen\n    Mer.\n\n    Galt:\n        # fil: a.yaml\n        x:\n          - y\n\n    Rett:\n"
        right = "        # fil: b.yaml\n        z\n        # fil: c.yaml\n        æ"
        assert manual(code, wrong + right) == code
        page = MANUAL[code]
        assert (page.title, page.explanation) == ("Tittelen", "Mer.")
        assert page.wrong == {"a.yaml": "x:\n  - y\n"}
        assert page.right == {"b.yaml": "z\n", "c.yaml": "æ\n"}
    finally:
        del MANUAL[code]


def test_trouble_outside_the_content_has_a_message_and_a_fix() -> None:
    """The one exception of the program."""
    error = UserError("Disken er full.", "Rydd.")
    assert (str(error), error.message, error.fix) == ("Disken er full.", "Disken er full.", "Rydd.")
