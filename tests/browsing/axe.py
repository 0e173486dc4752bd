"""axe-core in a page: every rule of WCAG A and AA up to 2.2, and the best practices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_FOUND = re.search(r"axe v([\d.]+)", AXE_SCRIPT)
VERSION = _FOUND[1] if _FOUND else "ukjent"

# First one frame, so that what follows the size of the window has been drawn.
_RUN = """async ([tags, within, without, preload]) => {
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const each = (selectors) => selectors.filter((one) => document.querySelector(one)).map((selector) => [selector]);
  const where = { include: within.length ? each(within) : [document], exclude: each(without) };
  const found = await axe.run(where, { runOnly: tags, resultTypes: ['violations'], preload });
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => [id, help, node.target.join(' '), node.any.concat(node.all, node.none)[0]?.message ?? '']));
}"""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One element that breaks one rule: the rule, what it asks for, where, and what is wrong there."""

    rule: str
    help: str
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.where} – {self.why or self.help}"


def ready(page: Page) -> None:
    """Put axe into a page that has just been loaded. It comes through the debugger, which no policy stops."""
    page.evaluate(AXE_SCRIPT)


def run(page: Page, within: Sequence[str] = (), without: Sequence[str] = (), *, style: bool = True) -> list[Fault]:
    """What axe has against the page as it stands now, or against the parts that selectors name or leave.

    `style` lets axe read the stylesheet as text, for the one rule that needs it (css-orientation-lock). What that rule
    finds is the same at any width, so once a page is enough.
    """
    return [Fault(*found) for found in page.evaluate(_RUN, [TAGS, list(within), list(without), style])]
