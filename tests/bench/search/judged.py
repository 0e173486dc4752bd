"""The judged searches of the real bank, asked of every engine. Of the unseen ones only the totals are told."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from judging import Judged, asked, figures, put, real_files, standing_on
from playwright.sync_api import Page
from test_sett import KJENT, USETT, Query, bank, places, queries

from bench.search import peers
from browsing.browser import MISSING, driving, found_browser, launched, opened
from browsing.host import hosted

OURS, THEME, PAGEFIND = "vårt", "temaets (lunr)", "Pagefind"
PARTS = (KJENT, USETT)
MORE = 30  # how many are asked for: pages that no search is judged by are taken away afterwards

# The theme's own worker, told what the theme's own script tells it: 0 is the index, 2 a search.
_LUNR = """async (texts) => {
  const script = JSON.parse(document.querySelector("#__config").textContent).search;
  const worker = new Worker(new URL(script, location.href));
  const ask = (message) => new Promise((done) => {
    worker.onmessage = ({ data }) => done(data.data);
    worker.postMessage(message);
  });
  const index = await (await fetch("search/search_index.json")).json();
  await ask({ type: 0, data: { ...index, options: { suggest: false } } });
  const answers = [];
  for (const text of texts) answers.push((await ask({ type: 2, data: text })).items.slice(0, 60).map((page) => page[0].location));
  return answers;
}"""
_PAGEFIND = """async ([texts, more]) => {
  const engine = await import(new URL("pagefind/pagefind.js", location.href));
  await engine.init();
  const answers = [];
  for (const text of texts) {
    const { results } = await engine.search(text);
    const found = await Promise.all(results.slice(0, more).map((one) => one.data()));
    answers.push(found.map(({ url }) => url.replace(/^\\//, "")));
  }
  return answers;
}"""


def searches() -> list[Query]:
    """Both parts, one after the other."""
    return [query for path in PARTS for query in queries(path)]


def all_answers(site: Path, work: Path) -> tuple[dict[str, list[list[str]]], list[str]]:
    """The IDs that each engine gave for each search, and what was skipped. `site` is the theme's, with Pagefind in it."""
    texts, known = [query["q"] for query in searches()], places(bank())
    found, skipped = {OURS: _ours(texts)}, list[str]()
    raw = _in_the_browser(site, texts)
    try:
        raw |= peers.from_npm(work, peers.documents(peers.index_of(site)), texts)
    except peers.MissingError as missing:
        skipped.append(str(missing))
    found |= {name: [peers.judged_ids(one, known) for one in several] for name, several in raw.items()}
    return found, skipped


def _ours(texts: Sequence[str]) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        put(Path(folder), real_files())
        with standing_on(Path(folder)) as page:
            return asked(page, texts)


def _in_the_browser(site: Path, texts: Sequence[str]) -> dict[str, list[list[str]]]:
    path = found_browser()
    assert path, MISSING
    with (
        hosted(site, headers={}) as address,
        driving() as playwright,
        launched(playwright, path) as browser,
        opened(browser) as watched,
    ):
        return {THEME: _asked(watched.page, address, _LUNR, texts),
                PAGEFIND: _asked(watched.page, address, _PAGEFIND, [texts, MORE])}  # fmt: skip


def _asked(page: Page, address: str, script: str, told: object) -> list[list[str]]:
    page.goto(address)
    answers: list[list[str]] = page.evaluate(script, told)
    return answers


def totals(answers: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, dict[str, Any]]:
    """Answers by engine → the figures of each part and of both, by engine. No search is named."""
    every = searches()
    found: dict[str, dict[str, Any]] = {}
    for engine, given in answers.items():
        judged = [Judged(query, answer) for query, answer in zip(every, given, strict=True)]
        first = len(queries(KJENT))
        parts = {"kjent": judged[:first], "usett": judged[first:], "alle": judged}
        found[engine] = {name: figures(part) for name, part in parts.items()}
    return found
