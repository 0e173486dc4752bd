"""A browser that cannot leave this machine, and pages that remember everything that went wrong on them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, ViewportSize, sync_playwright

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# The first has the same engine and no windows: a fresh page costs it a quarter of the work.
NAMES = ("chromium-headless-shell", *WHOLE)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
PATIENCE = 90_000  # milliseconds: a deadline for a machine that has much else to do, and no measure of anything
MISSING = "Fant ingen nettleser. Installer den:  apt-get install chromium"

# A violation of the Content-Security-Policy may happen before anyone listens to the console.
_LISTENER = """
addEventListener('securitypolicyviolation', (e) => {
  console.error(`CSP: ${e.effectiveDirective} stoppet ${e.blockedURI || 'noe på siden'} ${e.sample}`);
});
"""
_STORED = """() => [
  document.cookie && 'informasjonskapsel: ' + document.cookie,
  ...Object.keys(localStorage).map((key) => 'localStorage: ' + key),
  ...Object.keys(sessionStorage).map((key) => 'sessionStorage: ' + key),
].filter(Boolean)"""


def found_browser(names: Iterable[str] = NAMES) -> str | None:
    """The browser of this machine: the first of these names that it has."""
    return next((found for name in names if (found := shutil.which(name))), None)


_RUNNING: list[Playwright] = []


@contextmanager
def driving() -> Iterator[Playwright]:
    """The driver of browsers. A process can have only one: whoever asks while it runs is given the same."""
    if _RUNNING:
        yield _RUNNING[0]
        return
    with sync_playwright() as playwright:
        _RUNNING.append(playwright)
        try:
            yield playwright
        finally:
            _RUNNING.clear()


@contextmanager
def launched(playwright: Playwright, path: str) -> Iterator[Browser]:
    """The browser, for as long as the block lasts."""
    started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, timeout=PATIENCE)
    try:
        yield started
    finally:
        started.close()


class Watched:
    """A page, and everything that went wrong on it: console, scripts, answers, requests that would leave the machine.

    `requests` counts those that were made, so that a test can see that it looked at something.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.trouble, self.requests = page, list[str](), 0
        page.set_default_timeout(PATIENCE)
        page.add_init_script(_LISTENER)
        page.on("console", lambda told: self._note("konsoll", told.text, told.type in ("error", "warning")))
        page.on("pageerror", lambda error: self._note("skript", str(error)))
        page.on("response", lambda answer: self._note("svar", f"{answer.status} {answer.url}", answer.status >= 400))
        page.on("request", self._asked)

    def heard(self, words: str) -> bool:
        """Whether some trouble has these words in it."""
        return any(words in told for told in self.trouble)

    def wait_for(self, *wanted: str) -> None:
        """Let the browser work until all of these have been heard, or the patience is gone."""
        for _ in range(PATIENCE // 100):
            if all(self.heard(words) for words in wanted):
                return
            self.page.wait_for_timeout(100)

    def stored(self) -> list[str]:
        """What the page has left with the reader: cookies of any kind, and storage. After this it is forgotten."""
        cookies = [f"informasjonskapsel: {cookie.get('name')}" for cookie in self.page.context.cookies()]
        found = cookies + list(self.page.evaluate(_STORED))
        if found:
            self.page.context.clear_cookies()
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        return found

    def told(self) -> list[str]:
        """The trouble so far; after this it is forgotten."""
        told, self.trouble = self.trouble, []
        return told

    def _note(self, kind: str, words: str, wrong: bool = True) -> None:
        self.trouble += [f"{kind}: {words}"] if wrong else []

    def _asked(self, request: Request) -> None:
        self.requests += 1
        here = request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
        self._note("ut", request.url, not here)


def new_context(browser: Browser, width: int = 1280, scheme: Any = "light", **more: Any) -> BrowserContext:
    """A reader with nothing stored, with a screen of this width, and the colours that the machine asks for."""
    return browser.new_context(
        viewport=ViewportSize(width=width, height=800), color_scheme=scheme, locale="nb-NO", **more
    )


@contextmanager
def opened(browser: Browser, width: int = 1280, scheme: Any = "light", **more: Any) -> Iterator[Watched]:
    """A fresh page with nothing stored."""
    context = new_context(browser, width, scheme, **more)
    try:
        yield Watched(context.new_page())
    finally:
        context.close()


def arrange(page: Page, width: int, scheme: Any) -> None:
    """Another screen and other colours for a page that is open: it is not loaded again."""
    page.set_viewport_size(ViewportSize(width=width, height=800))
    page.emulate_media(color_scheme=scheme)
