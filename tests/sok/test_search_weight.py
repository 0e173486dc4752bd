"""What a search costs the reader: in a made bank of 3,000 records, everything that is fetched before the first answer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from judging import DAY, put, standing_on
from playwright.sync_api import Page

from banks import ROOT
from bench.made_bank import MadeBank
from erfaringsbank import search
from erfaringsbank.bank import Bank
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load
from erfaringsbank.records.sokeord import OTHER_WORDS, WORD_PARTS
from erfaringsbank.search import packs, pairs
from erfaringsbank.search.documents import documents
from erfaringsbank.search.words import bare, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

RECORDS = 3_000
CEILING, USUAL = 60_000, 45_000
"""Bytes, with gzip: for any search, and for one of one or two words."""
LISTS = (WORD_PARTS, OTHER_WORDS)
SHORT = ("åpningstider", "uavhengighet", "innbyggertorg", "felles skranke", "lørdagsåpent bibliotek", "xbibliotek")
LONG = (
    "hva kan gå galt når bibliotek og innbyggertorg deler lokale",
    "hvordan sikrer kommunen at biblioteket er en uavhengig møteplass for alle",
    "hva koster det å slå sammen bibliotek og servicetorg i små kommuner",
    "hur ser öppettiderna ut på biblioteket när kommunen delar lokal",
)
_SEARCH = """async (text) => {
  const { åpne } = await import(new URL("assets/sok.js", location.href));
  return (await (await åpne(location.href)).søk(text, { antall: 20 })).antall;
}"""
_LATER = """async ([first, texts]) => {
  const { åpne } = await import(new URL("assets/sok.js", location.href));
  const motor = await åpne(location.href);
  await motor.søk(first);
  const fetched = () => performance.getEntriesByType("resource").map((one) => one.name.split("/").slice(3).join("/"));
  const before = fetched();
  await motor.hentResten(async () => {});
  const packs = fetched().slice(before.length);
  const answers = [];
  for (const text of texts) answers.push((await motor.søk(text)).treff.map((one) => one.id));
  return { packs, after: fetched().slice(before.length + packs.length), answers };
}"""
_ALONE = """async (text) => {
  const { åpne } = await import(new URL("assets/sok.js", location.href));
  return (await (await åpne(location.href)).søk(text)).treff.map((one) => one.id);
}"""
_PAIRS = """async (asked) => {
  const { Register } = await import(new URL("assets/sok-register.js", location.href));
  const oppsett = await (await fetch("sok/oppsett.json")).json();
  const register = new Register(`sok/${oppsett.utgave}/`, oppsett);
  await register.last(asked.flat());
  return Promise.all(asked.map(([first, last]) => register.par(first, last)));
}"""
_BARE = """async (texts) => {
  const { ordene, uten } = await import(new URL("assets/sok.js", location.href));
  return texts.map((text) => ordene(text).map(uten));
}"""


@pytest.fixture(scope="module")
def bank() -> Bank:
    """The made bank, with the real words for the search."""
    made = [(path, text.encode()) for path, text in MadeBank(RECORDS).files(ROOT)]
    bank, _ = load([*made, *((path, (ROOT / path).read_bytes()) for path in LISTS)])
    assert len(bank.records) == RECORDS
    return bank


@pytest.fixture(scope="module")
def files(bank: Bank) -> Mapping[str, bytes]:
    """The search of the made bank."""
    return dict(search.files(Knowledge(bank, DAY), GATHERINGS))


@pytest.fixture(scope="module")
def page(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that has that search."""
    root = tmp_path_factory.mktemp("sok")
    put(root, files)
    with standing_on(root) as opened:
        yield opened


def fetched(page: Page, text: str) -> tuple[int, list[str]]:
    """How many hits a search has, and the paths of all that was asked for, by a reader who has nothing of it."""
    page.reload()
    seen: list[str] = []
    page.on("request", note := lambda request: seen.append(request.url.split("/", 3)[3]))
    hits = page.evaluate(_SEARCH, text)
    page.remove_listener("request", note)
    return hits, seen


def cost(files: Mapping[str, bytes], paths: list[str]) -> int:
    """The bytes of some files, as they are sent."""
    own = ROOT / "overrides"
    return sum(len(gzip.compress(files[path] if path in files else Path(own, path).read_bytes())) for path in paths)


@pytest.mark.parametrize(("text", "ceiling"), [*((text, USUAL) for text in SHORT), *((text, CEILING) for text in LONG)])
def test_a_search_is_light(page: Page, files: Mapping[str, bytes], text: str, ceiling: int) -> None:
    """The script, the manifest, the words and the cards, each fetched once."""
    hits, paths = fetched(page, text)
    assert hits > 0
    assert len(paths) == len(set(paths)) > 6
    assert {"assets/sok.js", "sok/oppsett.json"} <= set(paths)
    assert cost(files, paths) <= ceiling


def test_a_search_that_fetched_all_words_would_be_stopped(files: Mapping[str, bytes]) -> None:
    """The gate is alive."""
    assert cost(files, [path for path in files if "/ord/" in path]) > 2 * CEILING


def test_nothing_is_fetched_before_the_reader_touches_the_search(page: Page) -> None:
    """The scripts alone ask for nothing but themselves."""
    page.reload()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url.rsplit("/", 1)[-1]))
    page.evaluate("import(new URL('assets/sok.js', location.href)).then(() => null)")
    assert sorted(seen) == ["sok-ord.js", "sok-register.js", "sok.js"]


def test_a_later_search_waits_for_no_line(page: Page, files: Mapping[str, bytes]) -> None:
    """When the packs are here, no words and no cards are fetched again, and the answer is the same as without them."""
    page.reload()
    page.evaluate("performance.setResourceTimingBufferSize(2000)")
    texts = [*SHORT[1:], *LONG]
    told = page.evaluate(_LATER, [SHORT[0], texts])
    assert sorted(told["packs"]) == sorted(path for path in files if "/pakke/" in path)
    assert len(told["packs"]) > 8
    assert [path for path in told["after"] if "/setninger/" not in path and not path.startswith("assets/")] == []
    assert len(told["after"]) <= 2 * len(texts)  # a mistyped word is told as a sentence has it
    assert told["answers"] == [page.evaluate(_ALONE, text) for text in texts]


def test_the_packs_hold_what_the_small_files_hold(files: Mapping[str, bytes]) -> None:
    """Each file of the folders, in its order; what would not find room is left out, with all that comes after it."""
    inner = {path.split("/", 2)[2]: raw for path, raw in files.items() if path.count("/") > 2}
    told, packed = packs.packs(inner)
    assert [folder for folder, _ in told] == list(packs.FOLDERS)
    assert sum(map(len, packed.values())) < packs.CEILING
    assert max(map(len, packed.values())) < 2 * packs.PACK
    for folder, starts in told:
        joined = [one for number in range(len(starts)) for one in json.loads(packed[f"pakke/{folder}-{number}.json"])]
        small = [json.loads(raw) for path, raw in inner.items() if path.startswith(f"{folder}/")]
        assert joined == small
        assert len(small) > len(starts) > 0
        assert [joined[start] for start in starts] == [json.loads(inner[f"{folder}/{start}.json"]) for start in starts]
    assert packs.packs({"kort/0.json": b"[]", "ord/0.json": b" " * packs.CEILING, "par/0.json": b"[]"}) == (
        [("kort", [0])],
        {"pakke/kort-0.json": b"[[]]"},
    )


def test_the_browser_takes_foreign_endings_off_as_python_does(page: Page) -> None:
    """Over every word of the list of other words."""
    texts = [line.split("|")[0] for line in (ROOT / OTHER_WORDS).read_text(encoding="utf-8").splitlines()[3:]]
    assert len(texts) > 3_000
    assert page.evaluate(_BARE, texts) == [[bare(word) for word in words(text)] for text in texts]


def test_the_browser_finds_the_pairs_that_python_wrote(page: Page, bank: Bank) -> None:
    """The same documents for words that stand beside each other, and none for words that do not."""
    everything = list(documents(Knowledge(bank, DAY), GATHERINGS))
    found = pairs.pairs(everything, search.fillers(bank))
    asked = [pair.split("_") for pair in sorted(found)[::200]]
    assert len(asked) > 100
    assert page.evaluate(_PAIRS, asked) == [found["_".join(pair)] for pair in asked]
    turned = [[last, first] for first, last in asked if f"{last}_{first}" not in found][:20]
    assert page.evaluate(_PAIRS, turned) == [[]] * 20
