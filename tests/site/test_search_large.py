"""The search page over a made bank of 3,000 records, in a real browser: light, true and whole. No time is tested."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from searching import Searcher, searching
from sites import Site

from banks import ROOT
from bench.made_bank import MadeBank
from bench.search.line import Line, total
from browsing.host import hosted
from erfaringsbank import search
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

RECORDS = 3_000
BYTES = 60_000  # with gzip, of scripts, words and cards: everything an answer of twenty hits is made of
FILES = 40
OWN = ("/assets/sok", ".json")
WORD = "innbyggernes skrankearbeid"


@pytest.fixture(scope="module")
def large(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Line]]:
    """The built site with the search of a large bank in the place of its own: the pages of the hits are not there."""
    root = tmp_path_factory.mktemp("stor")
    for name in ("index.html", "404.html", "assets", "sok/index.html"):
        (shutil.copytree if (site.root / name).is_dir() else _copy)(site.root / name, root / name)
    bank = load((path, text.encode()) for path, text in MadeBank(RECORDS).files(ROOT))[0]
    assert len(bank.records) == RECORDS
    for name, raw in search.files(Knowledge(bank, date(2026, 11, 22)), GATHERINGS):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)
    line = Line()
    with hosted(root, site.base, line=line) as address:
        yield address, line


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _whole(reader: Searcher, words: str) -> int:
    """Wait until the answer stands there with its sentences; gives how many hits there are."""
    reader.answered(words)
    expect(reader.results).to_have_count(20)
    expect(reader.page.locator(".eb-setning:empty")).to_have_count(0)
    return reader.count()


def test_the_first_answer_is_light_in_a_large_bank(browser: Browser, large: tuple[str, Line]) -> None:
    """Scripts, words and cards. The page itself is not counted, nor the sentences that come after the hits."""
    address, line = large
    with searching(browser, address) as reader:
        line.told()
        reader.open()
        reader.field.fill(WORD)
        assert _whole(reader, WORD) > 20
        after = ("/setninger/", "/pakke/", "/assets/sok-setning.js")  # these come after the answer
        before = [sent for sent in line.told() if not any(part in sent.path for part in after)]
        size, files = total(before, float("inf"), OWN)
        assert 5_000 < size < BYTES
        assert 5 < files < FILES
        assert reader.watched.trouble == []


def test_what_was_written_in_the_head_is_here_when_the_search_page_opens(
    browser: Browser, large: tuple[str, Line]
) -> None:
    """After Enter the first hits need nothing more than the page: scripts, settings and words are with the reader."""
    address, line = large
    with searching(browser, address) as reader:
        reader.page.goto(address)
        field = reader.page.get_by_role("searchbox", name="Søk i banken")
        line.told()
        with reader.page.expect_request_finished(lambda request: "/kort/" in request.url):
            field.fill(WORD)
        reader.page.wait_for_load_state("networkidle")
        before = {sent.path for sent in line.told()}
        assert any("/ord/" in path for path in before)
        field.press("Enter")
        assert _whole(reader, WORD) > 20
        after = [sent.path for sent in line.told()]
        assert any("/sok/?q=" in path for path in after)
        assert [path for path in after if "/assets/" in path or "/ord/" in path or path in before] == []
        assert reader.watched.trouble == []


def test_a_choice_in_a_large_bank_gives_what_stands_at_it(browser: Browser, large: tuple[str, Line]) -> None:
    """More than a page of hits of one type, and no other type among them; more are shown below the first."""
    address, _ = large
    with searching(browser, address) as reader:
        reader.open(f"?q={WORD}")
        everything = _whole(reader, WORD)
        box, number = max(reader.choices("type"), key=lambda pair: pair[1])
        assert 20 < number < everything
        kind = re.sub(r"[^a-zæøå]", "", box.get_attribute("value") or "")
        box.check()
        reader.says(number)
        reader.more.click()
        expect(reader.results).to_have_count(min(40, number))
        said = [text.lower() for text in reader.page.locator(".eb-treff .eb-meta span:first-child").all_inner_texts()]
        assert {text.split()[0] for text in said} == {kind}
        assert reader.watched.trouble == []
