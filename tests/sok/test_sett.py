"""The judged searches: large enough, alike in both parts, never the same twice, and every page of an answer exists."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from banks import ROOT
from erfaringsbank.bank import Bank
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.load import load
from erfaringsbank.project import Project

HERE = Path(__file__).parent
USETT, KJENT, VANSKELIG = HERE / "usett.yaml", HERE / "kjent.yaml", HERE / "vanskelig.yaml"

# Changed only together with a search that is moved to kjent.yaml, or with the ID of a record: README.md says how.
USETT_SHA256 = "65e6ec2a8cbca5568373b6744e3169b7b399c2bd5cb9cf743acc4b66df4fa94d"

KINDS = frozenset({
    "ord", "stikkord", "bøyning", "ledd", "delt", "samlet", "skrivefeil", "nynorsk", "synonym", "nabospråk", "bokstaver",
    "spørsmål", "id", "sted", "rolle", "tall", "ordrett", "side", "ubesvart",
})  # fmt: skip
AT_LEAST, AT_LEAST_UNSEEN = 150, 50
UNLIKE = 0.04
"""How far the share of a kind may differ between the parts: two or three searches of the unseen."""
NAMED = frozenset({
    "har noen prøvd bare felles skranke", "hva sier de ansatte", "åpningstid bibliotek servicetorg",
    "hvor mange årsverk", "biblioteksjef krav",
})  # fmt: skip
"""The searches the plan itself names. Whoever builds the engine has read them."""


class Query(TypedDict):
    """One judged search."""

    q: str
    slag: str
    svar: list[str]


@cache
def queries(path: Path) -> tuple[Query, ...]:
    """The searches of one part, as they are written."""
    return tuple(yaml.safe_load(path.read_text(encoding="utf-8")))


def same(text: str) -> str:
    """What makes two searches the same: neither capitals nor the length of a space do."""
    return " ".join(text.casefold().split())


@cache
def bank() -> Bank:
    """The bank the searches are judged from."""
    return load(Project(ROOT).files())[0]


def places(known: Bank) -> frozenset[str]:
    """All that may stand in an answer: records, hand-written pages, and the pages that gather."""
    return frozenset(known.records) | {side.path for side in known.sider} | {name for name, *_ in GATHERINGS}


def faults(query: Query, known: frozenset[str]) -> list[str]:
    """What is wrong with one search in itself."""
    if set(query) != {"q", "slag", "svar"} or not isinstance(query["q"], str) or not isinstance(query["svar"], list):
        return ["fields"]
    answers = query["svar"]
    told = {
        "text": not query["q"] or query["q"] != " ".join(query["q"].split()),
        "kind": query["slag"] not in KINDS,
        "number": not 1 <= len(answers) <= 4 or len(set(answers)) != len(answers),
        "page": not set(answers) <= known,
    }
    return [name for name, wrong in told.items() if wrong]


def repeated(searches: Iterable[Query]) -> list[str]:
    """The texts that are searched for more than once."""
    seen = Counter(same(query["q"]) for query in searches)
    return [text for text, times in seen.items() if times > 1]


def shares(searches: Iterable[Query]) -> Mapping[str, float]:
    """The share each kind has of some searches."""
    kinds = Counter(query["slag"] for query in searches)
    return {kind: number / kinds.total() for kind, number in kinds.items()}


def uneven(unseen: Iterable[Query], tuned: Iterable[Query]) -> list[str]:
    """The kinds that are missing in a part, or have quite another share there."""
    one, two = shares(unseen), shares(tuned)
    return sorted(kind for kind in KINDS if kind not in one or kind not in two or abs(one[kind] - two[kind]) > UNLIKE)


def test_the_unseen_searches_are_those_that_were_written_first() -> None:
    """A file that is changed has another sum, and whoever renews it says why."""
    found = hashlib.sha256(USETT.read_bytes()).hexdigest()
    assert found == USETT_SHA256, f"usett.yaml er endret. Les README.md. Ny kontrollsum: {found}"


def test_there_are_enough_searches() -> None:
    """In all, and among the unseen."""
    assert len(queries(USETT)) >= AT_LEAST_UNSEEN
    assert len(queries(USETT)) + len(queries(KJENT)) >= AT_LEAST
    assert len(queries(USETT)) >= len(queries(KJENT)) / 2


@pytest.mark.parametrize("path", [USETT, KJENT, VANSKELIG], ids=lambda path: path.stem)
def test_every_search_is_whole_and_its_answers_exist(path: Path) -> None:
    """A text, a known kind, and one to four pages of the bank."""
    known = places(bank())
    assert len(known) > 500
    assert len(queries(path)) > 0
    assert [(query, wrong) for query in queries(path) if (wrong := faults(query, known))] == []


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"q": "torg", "slag": "ledd"}, ["fields"]),
        ({"q": "torg", "slag": "ledd", "svar": "b1"}, ["fields"]),
        ({"q": 17, "slag": "tall", "svar": ["f18"]}, ["fields"]),
        ({"q": "torg ", "slag": "ledd", "svar": ["b1"]}, ["text"]),
        ({"q": "", "slag": "ledd", "svar": ["b1"]}, ["text"]),
        ({"q": "torg", "slag": "gjetning", "svar": ["b1"]}, ["kind"]),
        ({"q": "torg", "slag": "ledd", "svar": []}, ["number"]),
        ({"q": "torg", "slag": "ledd", "svar": ["b1", "b1"]}, ["number"]),
        ({"q": "torg", "slag": "ledd", "svar": ["b1", "b2", "b3", "b4", "b5"]}, ["number"]),
        ({"q": "torg", "slag": "ledd", "svar": ["b1", "f9999"]}, ["page"]),
        ({"q": "torg", "slag": "ledd", "svar": ["finnes-ikke"]}, ["page"]),
    ],
)
def test_a_search_that_is_not_whole_is_found(query: Query, wrong: list[str]) -> None:
    """Every check of a search, with what it is there to catch."""
    assert faults(query, places(bank())) == wrong


def test_no_search_stands_twice() -> None:
    """Not in one part, and not in both: a search that was tuned for says nothing about new ones."""
    assert repeated([*queries(USETT), *queries(KJENT), *queries(VANSKELIG)]) == []
    planted: Query = {"q": queries(KJENT)[0]["q"].upper(), "slag": "ord", "svar": ["b1"]}
    assert repeated([*queries(KJENT), planted]) == [same(planted["q"])]


def test_the_parts_are_alike() -> None:
    """Every kind is in both, with roughly the same share; otherwise the two figures cannot be compared."""
    assert uneven(queries(USETT), queries(KJENT)) == []
    without = [query for query in queries(USETT) if query["slag"] != "nynorsk"]
    assert uneven(without, queries(KJENT)) == ["nynorsk"]
    more = [query for query in queries(USETT) if query["slag"] == "skrivefeil"]
    assert "skrivefeil" in uneven([*queries(USETT), *more], queries(KJENT))


def test_the_searches_the_plan_names_are_no_secret() -> None:
    """They are among the tuned, and not among the unseen."""
    assert {query["q"] for query in queries(KJENT)} >= NAMED
    assert NAMED.isdisjoint(same(query["q"]) for query in queries(USETT))


def test_every_type_of_record_is_the_answer_to_something() -> None:
    """Otherwise a type could fall out of the search and no figure would show it."""
    answers = {answer for path in (USETT, KJENT) for query in queries(path) for answer in query["svar"]}
    types = {type(record) for record in bank().records.values()}
    assert len(types) > 10
    assert types == {type(bank().records[answer]) for answer in answers & set(bank().records)}


def test_every_hand_written_page_for_readers_is_the_answer_to_something() -> None:
    """All but those for whoever maintains the generator."""
    answers = {answer for path in (USETT, KJENT) for query in queries(path) for answer in query["svar"]}
    readers = {side.path for side in bank().sider if not side.path.startswith("utvikling")}
    assert len(readers) > 5
    assert readers <= answers
