"""The search page in the browser: a reader who searches, and an engine of our own for what the real one cannot be
brought to do on command."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, Locator, Page, Route, expect

from browsing.browser import Watched, opened

# 47 hits on anything but «ingen». Three words wait until they are let go: the answer to «sen» with `window.slipp.svar()`,
# what comes after the first hits of «resten» with `window.slipp.resten()`, and the sentences of «holdt» with
# `window.slipp.setninger()`. «uten» has no sentences: the network is gone.
STAND_IN = """
const ALLE = Array.from({ length: 47 }, (_, i) => ({
  id: `f${i + 1}`, url: `../funn/f${i + 1}/`, type: i % 2 ? 'case' : 'funn', tittel: `Treff nummer ${i + 1}`,
  trinn: i % 2 ? '' : String(i % 6), sted: i % 2 ? 'Sted' : '', land: i % 2 ? 'Norge' : '',
}));
const FELT = { type: 'type', land: 'land', styrke: 'trinn' };
const NAVN = { type: { funn: 'Funn', case: 'Caser' }, land: { Norge: 'Norge' },
  styrke: { 0: '0 av 5, ikke undersøkt', 2: '2 av 5, spor', 4: '4 av 5, godt underbygd' } };
const passer = (valg, uten) => ALLE.filter((ett) => Object.entries(valg)
  .every(([fasett, verdier]) => fasett === uten || !verdier.length || verdier.includes(ett[FELT[fasett]])));
const tell = (valg, fasett) => Object.entries(NAVN[fasett]).map(([verdi, navn]) => ({ verdi, navn,
  antall: passer(valg, fasett).filter((ett) => ett[FELT[fasett]] === verdi).length }));
const slipp = (window.slipp ??= {});
const holdt = (navn) => new Promise((videre) => {
  slipp[navn] = videre;
  document.documentElement.dataset.holdt = navn;
});
export const åpne = async () => ({
  async tolk() {},
  async søk(q, { valg = {}, fra = 0, antall }) {
    if (q === 'sen') await holdt('svar');
    if (q === 'resten' && fra) await holdt('resten');
    const alle = q === 'ingen' ? [] : passer(valg);
    const fasetter = Object.fromEntries(Object.keys(NAVN).map((fasett) => [fasett, tell(valg, fasett)]));
    const treff = alle.slice(fra, fra + antall).map((ett) => ({ ...ett, styrke: NAVN.styrke[ett.trinn] ?? '', setning: [] }));
    return { antall: alle.length, treff, fasetter, mente: q === 'ingen' ? 'noe annet' : null };
  },
  async hentResten() {},
  async setninger(treff, q) {
    if (q === 'holdt') await holdt('setninger');
    if (q === 'uten') throw new Error('nettet er borte');
    return treff.map((ett, i) => ({ ...ett, setning: [{ tekst: 'Før ', merket: false }, { tekst: 'ordet', merket: true },
      { tekst: ` etter${' og videre'.repeat(20 * (i % 3))}.`, merket: false }] }));
  },
});
"""


class Searcher:
    """One reader on the search page."""

    def __init__(self, watched: Watched, root: str) -> None:
        self.watched, self.page, self.root = watched, watched.page, root
        self.field: Locator = self.page.get_by_role("searchbox", name="Hva leter du etter?")
        self.results: Locator = self.page.locator(".eb-treff")
        self.status: Locator = self.page.get_by_role("status")
        self.more: Locator = self.page.get_by_role("button", name="Vis flere")

    def open(self, query: str = "") -> None:
        """The page as it is after a link to it."""
        self.page.goto(f"{self.root}sok/{query}")

    def type(self, words: str) -> None:
        """Write in the field, key by key, and wait until the page has answered."""
        self.field.fill("")
        self.field.press_sequentially(words)
        self.answered(words)

    def answered(self, words: str) -> None:
        """Wait until what is said is about these words."""
        expect(self.status).to_have_text(re.compile(rf"(?:{re.escape(f'«{words}»')}|kunne ikke hentes)"))

    def says(self, number: int) -> None:
        """Wait until the page says that there are so many hits."""
        expect(self.status).to_have_text(re.compile(f"^{number or 'Ingen'} treff"))

    def count(self) -> int:
        """How many hits the page says there are."""
        said = self.status.inner_text().replace("\u00a0", "")
        return 0 if said.startswith("Ingen") else int(said.split(" treff")[0].split(" av ")[-1])

    def titles(self) -> list[str]:
        """The titles of the hits that are shown."""
        return self.results.locator("a").all_inner_texts()

    def address(self) -> list[tuple[str, str]]:
        """What is asked for in the address."""
        return parse_qsl(urlsplit(self.page.url).query, keep_blank_values=True)

    def choices(self, facet: str) -> Iterator[tuple[Locator, int]]:
        """The boxes of a facet, with the number that stands at each."""
        for label in self.page.locator(f"[data-fasett={facet}] label").all():
            number = re.search(r"\(([\d\u00a0]+)\)$", label.inner_text().strip())
            assert number, label.inner_text()
            yield label.locator("input"), int(number[1].replace("\u00a0", ""))

    def unfold(self) -> None:
        """Open the choices when they are closed."""
        self.page.locator(".eb-valg").evaluate("(box) => { box.open = true; }")


@contextmanager
def searching(
    browser: Browser, root: str, width: int = 1280, scheme: str = "light", **more: object
) -> Iterator[Searcher]:
    """A reader with a fresh browser, and nothing wrong on the page when she is done."""
    with opened(browser, width, scheme, **more) as watched:
        yield Searcher(watched, root)


def stand_in(page: Page, module: str = STAND_IN) -> None:
    """Put an engine of our own in the place of the real one."""

    def answer(route: Route) -> None:
        route.fulfill(body=module, content_type="text/javascript; charset=utf-8")

    page.route("**/assets/sok.js", answer)


def requests_of(page: Page) -> Callable[[], list[str]]:
    """What the page has asked for from now on, when it is called."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(urlsplit(request.url).path))
    return lambda: list(seen)
