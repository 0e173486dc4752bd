"""The search part of `make bench`: the counting is right, and no peer is judged by other rules. No time is tested."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count

import pytest

from bench.search import phone
from bench.search.line import BITS, LATENCY, Line, Sent, total
from bench.search.peers import documents, id_of, judged_ids
from bench.search.report import GOALS, Goal, as_data, judged, middle, ninth, ratio, summary, typed, verdicts
from bench.search.typed import Seen


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("funn/f3-tillit/", "f3"),
        ("kilder/k12/", "k12"),
        ("den-frie-rollen/", "den-frie-rollen"),
        ("utvikling/profil/", "utvikling/profil"),
        ("sammenlign/c1-c2/", "sammenlign/c1-c2"),
        ("funn/", "funn"),
        ("", ""),
    ],
)
def test_an_address_is_called_what_the_answers_call_it(address: str, wanted: str) -> None:
    """A record by its ID, any other page by its path."""
    assert id_of(address) == wanted


def test_pages_that_no_search_is_judged_by_take_no_place() -> None:
    """Parts of a page are the page, and each is counted once."""
    known = frozenset({"f3", "c1", "alle"})
    assert judged_ids(["funn/f3-x/#tall", "funn/", "funn/f3-x/", "alle/", "caser/c1/"], known) == ["f3", "alle", "c1"]


def test_the_parts_of_a_page_become_one_text() -> None:
    """Without tags and entities, in the order they stood."""
    parts = [
        {"location": "a/", "title": "A &amp; B", "text": "<p>først</p>"},
        {"location": "b/", "title": "C", "text": ""},
        {"location": "a/#to", "title": "To", "text": "så &lt;dette&gt;"},
    ]
    one, other = documents({"docs": parts})
    assert (one["adresse"], one["tittel"]) == ("a/", "A & B")
    assert one["tekst"].split() == ["A", "&", "B", "først", "To", "så", "<dette>"]
    assert other["tekst"].split() == ["C"]


def _line(slow: bool) -> tuple[Line, list[float]]:
    waited: list[float] = []
    line = Line(waited.append, lambda: 0.0)
    line.slow = slow
    return line, waited


def test_a_slow_line_sends_one_thing_at_a_time() -> None:
    """Each waits its latency, and what came before it; a line that is not slow waits for nothing."""
    line, waited = _line(True)
    for _ in range(2):
        line("/a", BITS // 8)
    assert waited == pytest.approx([LATENCY + 1, LATENCY + 2])
    assert [(sent.path, sent.size) for sent in line.told()] == [("/a", BITS // 8)] * 2
    assert line.told() == []
    line("/b", 0)
    assert waited[-1] == pytest.approx(LATENCY)
    line, waited = _line(False)
    line("/a", 1000)
    assert waited == []


def test_only_what_was_asked_for_before_the_answer_is_counted() -> None:
    """All of it, or the files that are there for the sake of the search."""
    sent = [Sent("/sok/oppsett.json", 10, 1), Sent("/index.html", 100, 2), Sent("/sok/a/kort/1.json", 1000, 4)]
    assert total(sent, 3) == (110, 2)
    assert total(sent, 3, ("/sok/",)) == (10, 1)
    assert total(sent, 5, ("/sok/", "index")) == (1110, 3)


def test_only_own_processes_are_ever_stopped() -> None:
    """Children and their children; neither the process itself, nor its parent, nor anybody else's."""
    assert phone.below(10, {10: 1, 11: 10, 12: 11, 13: 10, 20: 1, 21: 20, 1: 0}) == {11, 12, 13}
    with subprocess.Popen([sys.executable, "-c", "input()", "--type=renderer"], stdin=subprocess.PIPE) as child:
        own = phone.below(os.getpid(), phone.parents())
        assert child.pid in own
        assert not {os.getpid(), os.getppid()} & own
        assert child.pid in phone.renderers()
        child.communicate(b"\n")


def _visits() -> Iterator[Seen]:
    for number in count(1):
        yield Seen(100.0 * number, (1000 * number, number), (2000 * number, 2 * number), (10.0 * number, None))


def test_visits_are_told_by_the_one_in_the_middle() -> None:
    """What never came is counted, and does not move the middle."""
    visits = [one for one, _ in zip(_visits(), range(3), strict=False)]
    found = summary([*visits, Seen(None, (2000, 2), (4000, 4))])
    assert (found["first"], found["own"], found["requests"], found["all"]) == (200, 2000, 2, 4000)
    assert (found["later"], found["later90"], found["lost"]) == (20, 30, 4)
    assert middle([None]) is ninth([None]) is None
    assert ninth([float(number) for number in range(1, 11)]) == 10


def test_a_ratio_to_nothing_is_no_ratio() -> None:
    """Nor to what never came."""
    assert (ratio(3, 2), ratio(1, 0), ratio(1, None)) == ("1.50 ×", "–", "–")


def test_a_goal_says_whether_it_holds() -> None:
    """At the floor it does, on the wrong side of it it does not, both ways."""
    least, most = Goal("Treff", "kjent", "recall", 0.95), Goal("Tomme", "alle", "tomme", 0.02, most=True)
    assert [goal.said(found).endswith(": holder") for goal, found in
            ((least, 0.95), (least, 0.94), (most, 0.02), (most, 0.03))] == [True, False, True, False]  # fmt: skip
    assert "ønsket 0.92" in next(goal for goal in GOALS if goal.part == "usett").said(0.9)


def test_everything_is_told_and_no_search_is_named() -> None:
    """Every goal has a line, each engine a row, and the data hold figures only."""
    part = {"søk": 3, "recall": 0.9, "mrr": 0.8, "tomme": 0.0, "slag": {}}
    totals = {name: dict.fromkeys(("kjent", "usett", "alle"), part) for name in ("vårt", "andres")}
    seen = next(_visits())
    visits = {way: {"vårt": [seen], "andres": [seen]} for way in ("duty4", "treg")}
    told = verdicts(totals, visits)
    assert len(told) == len(GOALS) + 3
    assert len([line for line in told if "HOLDER IKKE" in line]) == 3
    assert judged(totals).row_count == 2
    assert [table.row_count for table in typed(visits, 60)] == [2, 2]
    assert as_data(totals, visits, ["ingen Node"], 60)["skrevet"]["treg"]["vårt"]["sammendrag"]["first"] == 100
    never = {way: {"vårt": [Seen(None, (0, 0), (0, 0))]} for way in ("duty4", "treg")}
    assert len([line for line in verdicts({}, never) if "kom aldri" in line]) == 2
