"""The judged searches in a real browser: the search's own files are built, one page is opened, and all are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from test_sett import KJENT, USETT, VANSKELIG, Query, bank, queries

from banks import ROOT
from browsing.browser import MISSING, driving, found_browser, launched, opened
from browsing.host import hosted
from erfaringsbank import search
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge

DAY = date(2026, 11, 22)
FIRST, TEN = 5, 10

_ASK = """async (texts) => {
  const { åpne } = await import(new URL("assets/sok.js", location.href));
  const motor = await åpne(location.href);
  const answers = [];
  for (const text of texts) answers.push((await motor.søk(text, { antall: 10 })).treff.map((ett) => ett.id));
  return answers;
}"""


def put(root: Path, files: Mapping[str, bytes]) -> None:
    """The search's files, its script, and an empty page to stand on."""
    own = {"index.html": b"<!doctype html><title>s</title>", "favicon.ico": b""}
    own |= {f"assets/{path.name}": path.read_bytes() for path in (ROOT / "overrides/assets").glob("sok*.js")}
    for name, data in {**own, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def real_files() -> dict[str, bytes]:
    """The search of the real bank."""
    return dict(search.files(Knowledge(bank(), DAY), GATHERINGS))


@contextmanager
def standing_on(root: Path) -> Iterator[Page]:
    """A page in the browser at the front of a site, sent with the headers that the site is made for."""
    path = found_browser()
    assert path, MISSING
    with (
        hosted(root) as address,
        driving() as playwright,
        launched(playwright, path) as browser,
        opened(browser) as watched,
    ):
        watched.page.goto(address)
        yield watched.page


def asked(page: Page, searches: Sequence[str]) -> list[list[str]]:
    """The IDs that each search gave, at most ten, best first."""
    answers: list[list[str]] = page.evaluate(_ASK, list(searches))
    return answers


@dataclass(frozen=True, repr=False)
class Judged:
    """One search with what it gave."""

    query: Query
    answer: Sequence[str]

    def __repr__(self) -> str:
        """Nothing of what was searched: pytest shows the values of a failed test, and the unseen must stay unseen."""
        return f"<{self.recall:.2f}>"

    @property
    def recall(self) -> float:
        """The share of what should come that is among the first five; of five, when more should come."""
        wanted = self.query["svar"]
        return len(set(wanted) & set(self.answer[:FIRST])) / min(FIRST, len(wanted))

    @property
    def reciprocal(self) -> float:
        """One divided by the place of the first that should come; nothing below the tenth."""
        places = (1 / place for place, id_ in enumerate(self.answer[:TEN], 1) if id_ in self.query["svar"])
        return next(places, 0.0)


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Recall at five, mean reciprocal rank, and the share without an answer, with recall by kind."""
    kinds: dict[str, list[float]] = defaultdict(list)
    for one in judged:
        kinds[one.query["slag"]].append(one.recall)
    return {
        "søk": len(judged),
        "recall": mean([one.recall for one in judged]),
        "mrr": mean([one.reciprocal for one in judged]),
        "tomme": mean([float(not one.answer) for one in judged]),
        "slag": {kind: round(mean(values), 2) for kind, values in sorted(kinds.items())},
    }


def missed(judged: Sequence[Judged]) -> str:
    """Every search that did not give all it should, for whoever reads the report of a failed test."""
    lines = (
        f"{one.recall:.2f}  [{one.query['slag']}] {one.query['q']}: vil {one.query['svar']}, fikk {one.answer[:7]}"
        for one in judged
        if one.recall < 1
    )
    return "\n".join(lines)


def all_judged(page: Page) -> dict[str, list[Judged]]:
    """Every part, asked in one page."""
    found = {}
    for path in (KJENT, VANSKELIG, USETT):
        part = queries(path)
        answers = asked(page, [query["q"] for query in part])
        found[path.stem] = [Judged(query, answer) for query, answer in zip(part, answers, strict=True)]
    return found
