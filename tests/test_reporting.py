"""Problems as people, GitHub and machines read them."""

from __future__ import annotations

import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from erfaringsbank.problems import Place, Problem, Severity
from erfaringsbank.reporting import FORMATS, MAX_WIDTH, as_json, github, summary, text

FEIL = Problem(Place("a.yaml", 1, 9, 3), "kode-en", "Melding.", "Råd.")
ADVARSEL = Problem(Place("b.yaml", 2, 1), "kode-to", "Advarer.", "", Severity.ADVARSEL)


def shown(problems: list[Problem], texts: dict[str, bytes], files: int = 148) -> str:
    """The text report as it comes out of a pipe."""
    out = io.StringIO()
    Console(file=out, soft_wrap=True, highlight=False, emoji=False).print(FORMATS["text"](problems, texts, files))
    return out.getvalue()


def lines_of(text_: str, place: Place, secret: bool = False) -> list[str]:
    """The excerpt of a text at a place."""
    problem = Problem(place, "x", "M.", secret=secret)
    return [line for line in shown([problem], {place.path: text_.encode()}).split("\n") if " | " in line]


def test_a_problem_has_its_place_its_line_and_its_fix() -> None:
    """The whole block, and the summary under it."""
    assert shown([FEIL], {"a.yaml": b"tittel: abc def\n"}) == (
        "a.yaml:1:9: feil [kode-en] Melding.\n"
        "    1 | tittel: abc def\n"
        "      |         ^^^\n"
        "   Råd.\n"
        "\n"
        "1 feil i 1 av 148 filer.\n"
    )


@pytest.mark.parametrize(
    ("problems", "files", "expected"),
    [
        ([], 148, "Ingen feil i 148 filer."),
        ([], 1, "Ingen feil i 1 fil."),
        ([], 1200, "Ingen feil i 1\u00a0200 filer."),
        ([FEIL], 1, "1 feil i 1 av 1 fil."),
        ([FEIL, FEIL, ADVARSEL], 148, "2 feil, 1 advarsel i 2 av 148 filer."),
        ([ADVARSEL, ADVARSEL], 148, "2 advarsler i 1 av 148 filer."),
    ],
)
def test_the_summary_counts(problems: list[Problem], files: int, expected: str) -> None:
    """Faults, warnings, and the files they are in."""
    assert summary(problems, files) == expected


def test_carets_stand_under_what_they_are_about() -> None:
    """Also after Norwegian letters, Sámi letters and a tab."""
    line, carets = lines_of("æøå:\t'čŋđ' xyz\n", Place("a", 1, 12, 3))
    assert (line[8:], carets[8:]) == ("æøå:→'čŋđ' xyz", " " * 11 + "^^^")
    assert line[8:][11:14] == "xyz"


def test_decomposed_letters_count_as_the_reader_sees_them() -> None:
    """An å of two characters is one column, as in the place."""
    line, carets = lines_of("a\u030a xyz\n", Place("a", 1, 3, 3))
    assert line[8:][carets[8:].index("^") :] == "xyz"


def test_a_caret_may_stand_after_the_end_of_a_line() -> None:
    """Where something is missing."""
    assert lines_of("a: [b\n", Place("a", 1, 6)) == ["    1 | a: [b", "      |      ^"]


def test_a_mark_wider_than_the_line_ends_with_it() -> None:
    """A value over several lines is marked on its first."""
    assert lines_of("a: b\n", Place("a", 1, 4, 99))[1] == "      |    ^"


@pytest.mark.parametrize("place", [Place("a", 2, 1), Place("a", 99, 1), Place("b", 1, 1)])
def test_without_a_line_there_is_no_excerpt(place: Place) -> None:
    """An empty line, a line that is not there, a file that is not there."""
    assert " | " not in shown([Problem(place, "x", "M.")], {"a": b"x\n\ny\n"})


@pytest.mark.parametrize("column", [1, 40, 60, 151, 250, 298])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    """What the caret points at is always shown, and the cuts can be seen."""
    text_ = "".join(chr(0x4E00 + number) for number in range(300))
    line, carets = lines_of(text_, Place("a", 1, column, 2))
    assert len(line) <= MAX_WIDTH + 10
    assert line[carets.index("^")] == text_[column - 1]
    assert line[8:].startswith("…") == (column > MAX_WIDTH // 2 + 1)
    assert line.endswith("…") == (column < 252)


def test_what_no_one_should_read_again_is_not_quoted() -> None:
    """Neither by the problem itself nor by another problem in the same file."""
    secret = Problem(Place("a.yaml", 1, 1), "personopplysning", "Hemmelig.", secret=True)
    told = shown(
        [secret, Problem(Place("a.yaml", 1, 5), "x", "Noe annet."), ADVARSEL],
        {"a.yaml": b"abc def", "b.yaml": b"\nxyz"},
    )
    assert "abc" not in told
    assert "xyz" in told


def test_personal_data_is_blotted_out_of_messages_fixes_and_excerpts() -> None:
    """Whatever the problem is about, with the carets still in place."""
    problem = Problem(Place("a", 1, 23, 3), "x", "«ola@eksempel.no» er feil.", "Bytt ola@eksempel.no.")
    told = shown([problem], {"a": b"a: ola@eksempel.no -> xyz"})
    assert "ola" not in told
    line, carets = [line for line in told.split("\n") if " | " in line]
    assert line == "    1 | a: ••••••••••••••• -> xyz"
    assert line[carets.index("^") :] == "xyz"


def test_personal_data_across_the_cut_of_a_long_line_is_blotted_out() -> None:
    """Half an address is one too many."""
    text_ = "x" * 95 + " ola.nordmann@eksempel.no " + "y" * 200
    line, _ = lines_of(text_, Place("a", 1, 3))
    assert "ola" not in line
    assert "nord" not in "".join(lines_of(text_, Place("a", 1, 160)))


def test_nothing_in_a_text_is_read_as_markup() -> None:
    """Brackets, tags, emoji codes and backslashes come out as they went in."""
    odd = "[bold]x[/bold] [k1] [/] :smile: :100: \\[x] \\"
    told = shown([Problem(Place(":100:.yaml", 100, 1), "x", odd, odd)], {":100:.yaml": b"\n" * 99 + odd.encode()})
    assert told.count(odd) == 3
    assert told.startswith(":100:.yaml:100:1: feil [x] ")


@pytest.mark.parametrize("character", list("\x00\x07\x08\x1b\x7f\x9b\u202e\u200b\ufeff"))
def test_no_character_that_a_terminal_obeys_comes_out(character: str) -> None:
    """Neither from the line nor from a message."""
    problem = Problem(Place("a", 1, 1), "x", f"«{character}» er feil.", f"Slett {character}.")
    for style in FORMATS.values():
        told = style([problem], {"a": f"a{character}b".encode()}, 1)
        assert character not in (told.plain if isinstance(told, Text) else told)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Nd"], exclude_characters="@"), min_size=1)
)
def test_any_message_comes_out_whole(message: str) -> None:
    """Whatever an author writes may stand in a message."""
    problem = Problem(Place("a", 1, 1), "x", message, message)
    assert shown([problem], {}).count(message) >= 2
    assert json.loads(str(as_json([problem], {}, 1)))["problemer"][0]["melding"] == message


def test_colour_tells_faults_from_warnings() -> None:
    """Red and yellow; green when all is well."""
    styles = {str(span.style) for span in text([FEIL, ADVARSEL], {}, 1).spans}
    assert {"red", "yellow"} <= styles
    out = io.StringIO()
    Console(file=out, force_terminal=True, color_system="standard").print(text([], {}, 1))
    assert "\x1b[32m" in out.getvalue()


def test_github_gets_an_annotation_for_each_problem() -> None:
    """With file, line, columns, code and severity, and the summary in the log."""
    assert github([FEIL, ADVARSEL], {}, 148).split("\n") == [
        "::error file=a.yaml,line=1,col=9,endColumn=12,title=kode-en::Melding. Råd.",
        "::warning file=b.yaml,line=2,col=1,endColumn=2,title=kode-to::Advarer.",
        "1 feil, 1 advarsel i 2 av 148 filer.",
    ]


def test_nothing_breaks_out_of_an_annotation() -> None:
    """Percent, line ends, colons and commas are coded where they mean something."""
    problem = Problem(Place("a,b:c%.yaml", 1, 1), "x", "100 %: a, b\n::error::x\r", "y")
    first, last = github([problem], {}, 1).split("\n")
    assert (
        first == "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endColumn=2,title=x::100 %25: a, b%0A::error::x\ufffd y"
    )
    assert last == "1 feil i 1 av 1 fil."


def test_json_has_all_of_it() -> None:
    """Norwegian names, and numbers as numbers."""
    assert json.loads(as_json([FEIL, ADVARSEL], {}, 148)) == {
        "filer": 148,
        "problemer": [
            {"fil": "a.yaml", "linje": 1, "kolonne": 9, "bredde": 3, "alvor": "feil", "kode": "kode-en", "melding": "Melding.", "råd": "Råd."},
            {"fil": "b.yaml", "linje": 2, "kolonne": 1, "bredde": 1, "alvor": "advarsel", "kode": "kode-to", "melding": "Advarer.", "råd": ""},
        ],
    }  # fmt: skip


def test_json_of_nothing_is_still_json() -> None:
    """No problems, and how many files that was."""
    assert json.loads(as_json([], {}, 3)) == {"filer": 3, "problemer": []}


def test_json_keeps_norwegian_letters() -> None:
    """Readable without decoding."""
    assert "Råd." in as_json([FEIL], {}, 1)


def test_the_formats_are_these() -> None:
    """The names that the command takes, with one for people, some for forges and one for machines."""
    assert {"text", "github", "json"} <= set(FORMATS)


def test_many_problems_in_one_large_file_are_told() -> None:
    """Each with its line, without reading the file anew for each."""
    raw = b"".join(b"x%d: y\n" % number for number in range(20_000))
    problems = [Problem(Place("a", number + 1, 1), "x", "M.") for number in range(0, 20_000, 10)]
    told = shown(problems, {"a": raw})
    assert len(re.findall(r"^ *\d+ \| x\d+: y$", told, re.MULTILINE)) == 2000
