"""Hand-written pages: the head, the address, and places that are those of the file."""

from __future__ import annotations

import pytest

from checking import bank_of, check_mini, codes, told
from erfaringsbank.bank import Side
from erfaringsbank.problems import Place
from erfaringsbank.prose import RESERVED, TAKEN, read_page
from erfaringsbank.records import TYPES

HEAD = '---\ntittel: "Hva?"\nbeskrivelse: "Det."\n---\n'
PATH = "content/sider/pris.md"


def page(text: str, path: str = PATH) -> Side:
    """A page that has nothing wrong with it."""
    side, problems = read_page(path, text.encode())
    assert problems == []
    assert side is not None
    return side


def faults(text: str, path: str = PATH) -> list[tuple[str, int, int]]:
    """Code, line and column of what is wrong with a page."""
    side, problems = read_page(path, text.encode())
    assert (side is None) == bool(problems)
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


def test_a_page_has_a_head_and_a_body() -> None:
    """The title, the description, the language, and the text as it was written."""
    side = page(HEAD.replace("---\n", "---\nspråk: nn\n", 1) + "# En\n\n{{ to }}\n")
    assert (side.path, side.tittel, side.beskrivelse, side.språk) == ("pris", "Hva?", "Det.", "nn")
    assert side.body == "# En\n\n{{ to }}\n"
    assert side.text == side.head + side.body


@pytest.mark.parametrize("text", [HEAD, HEAD.rstrip("\n"), HEAD + "---\n", HEAD.replace("\n", "\r\n")])
def test_a_page_may_be_empty_and_hold_lines_of_dashes(text: str) -> None:
    """Only the first two lines of dashes are the head's, with any line ends."""
    assert page(text).tittel == "Hva?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("side-hode", 1, 1)]),
        ("# Hva?\n", [("side-hode", 1, 1)]),
        ("\n" + HEAD, [("side-hode", 1, 1)]),
        ("---\n---\n", [("side-hode", 1, 1)]),
        ("---\ntittel: x\n", [("side-hode", 1, 1)]),
        ("---\n# x\n---\n", [("yaml-tom", 1, 1)]),
        ("---\ntittel: Hva?\n---\n", [("felt-mangler", 2, 1)]),
        ("---\ntittel: Hva?\nbeskrivelse: @x\n---\n", [("yaml-spesialtegn", 3, 14)]),
        (HEAD.replace("Hva?", "@f1?"), [("lenke-i-tittel", 2, 9)]),
        (HEAD + "æ\x07", [("yaml-styretegn", 5, 2)]),
        ("\ufeff" + HEAD, [("yaml-bom", 1, 1)]),
    ],
)
def test_a_fault_in_a_page_stands_on_its_own_line(text: str, expected: list[tuple[str, int, int]]) -> None:
    """Lines are those of the whole file, not of the head."""
    assert faults(text) == expected


@pytest.mark.parametrize(
    "address", sorted(RESERVED | TAKEN) + [f"{name}/egen" for name in sorted(RESERVED)] + ["f1", "k12"]
)
def test_a_page_cannot_stand_where_the_bank_puts_its_own(address: str) -> None:
    """Lists, records, data, the machine's own pages and short addresses."""
    assert faults(HEAD, f"content/sider/{address}.md") == [("side-adresse", 1, 1)]


@pytest.mark.parametrize("address", ["om", "funnene", "f1-om", "utvikling/notat", "a/b/c", "2026", "alle-moter"])
def test_other_addresses_are_free(address: str) -> None:
    """Also those that only look like the bank's own."""
    assert page(HEAD, f"content/sider/{address}.md").path == address


@pytest.mark.parametrize("address", ["Om", "å", "en to", "a_b", "a--b", "-a", "a.b"])
def test_an_address_is_small_letters_digits_and_hyphens(address: str) -> None:
    """The file name becomes the address."""
    assert faults(HEAD, f"content/sider/{address}.md") == [("side-adresse", 1, 1)]


def test_every_folder_of_records_is_reserved() -> None:
    """A new type reserves its own address."""
    assert {cls.mappe for cls in TYPES} <= RESERVED


def test_mentions_in_a_page_are_found_outside_code() -> None:
    """In the head too; code holds examples."""
    side = page(HEAD.replace("Det.", "@f1.tall.") + "Se @f2 og `@f3`.\n\n```\n@f4\n```\n\n    @f5\n")
    assert [mention[1] for mention in side.mentions()][:2] == ["f1", "f2"]
    assert not {"f3", "f4"} & {mention[1] for mention in side.mentions()}


def test_a_place_in_a_page_is_that_of_the_file() -> None:
    """Line and column of a position in the whole text."""
    side = page(HEAD + "å\næ @f2\n")
    (mention,) = side.mentions()
    assert side.place(mention.start(), 3) == Place(PATH, 6, 3, 3)
    assert side.place(0) == Place(PATH, 1, 1, 1)


def test_a_page_with_a_fault_is_not_in_the_bank() -> None:
    """And it is told."""
    assert codes(check_mini({PATH: "x"})) == ["side-hode"]
    assert [side.path for side in bank_of({PATH: "x"}).sider] == ["om", "utvikling/notat"]


def test_a_right_page_is_in_the_bank() -> None:
    """By its address, in order."""
    assert told(check_mini({PATH: HEAD})) == ""
    assert [side.path for side in bank_of({PATH: HEAD}).sider] == ["om", "pris", "utvikling/notat"]
