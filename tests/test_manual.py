"""Every code has a manual page, and the examples on the page are true."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import erfaringsbank
from checking import check_mini, codes, told
from erfaringsbank.problems import MANUAL, Manual, Problem
from erfaringsbank.reading.links_manual import PAGES
from erfaringsbank.rules import RULES

PACKAGE = Path(erfaringsbank.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))

# Faults that cannot be written as text on a page; test_source.py and test_load.py make them of bytes, and
# test_external_links.py of a web of its own.
WITHOUT_EXAMPLES = {"yaml-stor-fil", "yaml-koding", "yaml-bom", "fil-mangler"} | set(PAGES.values())

# What else a wrong example must give, and why.
COMPANIONS = {
    "faller": {"ukjent-referanse"},  # it falls because its source is unknown
}

WITH_EXAMPLES = [page for code, page in sorted(MANUAL.items()) if code not in WITHOUT_EXAMPLES]


def by_code(page: Manual) -> str:
    return page.code


@cache
def found_in(code: str) -> tuple[Problem, ...]:
    """What the wrong example of a page gives, laid over the small bank."""
    return tuple(check_mini(MANUAL[code].wrong))


def test_every_code_that_the_program_can_give_has_a_page() -> None:
    """Codes are found in the source itself, so that a new one cannot be forgotten."""
    raised = set(re.findall(r'PydanticCustomError\(\s*"([^"]+)"', SOURCE))
    registered = set(re.findall(r'(?:manual|rule|_[a-z]*page|_question|_finding|_advice)\(\s*"([a-z0-9-]+)"', SOURCE))
    assert len(raised) > 15
    assert len(registered) > 50
    assert raised | registered == set(MANUAL)
    assert {rule.code for rule in RULES} <= set(MANUAL)


@pytest.mark.parametrize("page", MANUAL.values(), ids=by_code)
def test_a_page_explains(page: Manual) -> None:
    """A page has a title of one line and an explanation that does not hold the examples."""
    assert 5 < len(page.title) < 90
    assert len(page.explanation) > 30
    assert "Galt:" not in page.explanation
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", page.code)


def test_the_pages_without_examples_are_these() -> None:
    """Only faults that cannot be written as text are without examples."""
    assert {code for code, page in MANUAL.items() if not page.wrong and not page.right} == WITHOUT_EXAMPLES


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=by_code)
def test_the_wrong_example_gives_its_code(page: Manual) -> None:
    """Laid over the small bank, the wrong example gives its own code and nothing unexplained."""
    found = found_in(page.code)
    assert set(codes(found)) == {page.code} | COMPANIONS.get(page.code, set()), told(found)


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=by_code)
def test_the_problem_stands_in_the_wrong_example(page: Manual) -> None:
    """The place is in one of the example's own files."""
    found = [problem for problem in found_in(page.code) if problem.code == page.code]
    assert {problem.place.path for problem in found} <= set(page.wrong)


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=by_code)
def test_every_problem_of_an_example_says_what_to_do(page: Manual) -> None:
    """A message is a sentence, and so is its fix."""
    for problem in found_in(page.code):
        assert re.fullmatch(r"[«A-ZÆØÅa-z@].*[.!?]", problem.message, re.DOTALL), problem.message
        assert problem.fix


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=by_code)
def test_the_right_example_gives_nothing(page: Manual) -> None:
    """Laid over the small bank, the right example is without a problem."""
    assert told(check_mini(page.right)) == ""
