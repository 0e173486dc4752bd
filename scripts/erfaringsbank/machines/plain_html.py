"""A block of HTML in one of our pages → plain Markdown that says the same: lists, tables, links, text. Pure.

Pictures and what only a script can use are left out; every picture has its words or its table beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LEFT_OUT = frozenset({"svg", "template", "form", "script", "style", "button", "select"})
_VOID = frozenset({"br", "img", "hr", "input", "path", "line", "circle", "rect", "use"})
_STRONG = {"strong": "**", "b": "**", "em": "*", "cite": "*"}
_BREAKS = frozenset({"p", "div", "figure", "figcaption", "table", "caption", "details", "summary", "section", "dl"})
_SPACE = re.compile(r"\s+")


@dataclass
class _Table:
    """A table as it is read: its rows, each a list of cells."""

    rows: list[list[str]] = field(default_factory=list)

    def markdown(self) -> str:
        """The table with its first row as heading; rows are filled up to the same length."""
        rows = [row for row in self.rows if row]
        width = max((len(row) for row in rows), default=0)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        return "\n".join([*lines[:1], f"|{' --- |' * width}", *lines[1:]]) if rows else ""


class _Reader(HTMLParser):
    """Reads a block piece by piece. `text` makes Markdown of what stands between tags, `link` of an address."""

    def __init__(self, text: Callable[[str], str], link: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.link = text, link
        self.parts: list[str] = []
        self.outside: list[list[str]] = []  # what is being written while a cell or a link is read
        self.tables: list[_Table] = []
        self.links: list[str] = []
        self.lists: list[str] = []
        self.hidden: list[str] = []  # the open elements of which nothing is shown

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self.hidden or tag in _LEFT_OUT or "hidden" in values:
            self.hidden += [] if tag in _VOID else [tag]
        elif tag in _STRONG:
            self.parts.append(_STRONG[tag])
        elif tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "table":
            self.tables.append(_Table())
        else:
            self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str | None]) -> None:
        if tag == "li":
            mark = "1." if self.lists[-1:] == ["ol"] else "-"
            self.parts.append(f"\n{'    ' * (len(self.lists) - 1)}{mark} ")
        elif tag == "a":
            self.links.append(values.get("href") or "")
            self._aside()
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables:
            self._aside()
        elif tag in _BREAKS or tag == "br":
            self.parts.append("\n\n" if not self.lists and not self.outside else " ")

    def handle_endtag(self, tag: str) -> None:
        if not self.hidden:
            self._close(tag)
        elif tag == self.hidden[-1]:
            self.hidden.pop()

    def _close(self, tag: str) -> None:
        if tag in _STRONG:
            self.parts.append(_STRONG[tag])
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self.parts.append("" if self.lists else "\n\n")
        elif tag == "a" and self.links and self.outside:
            words = self._back()
            self.parts.append(f"[{words}]({self.link(self.links.pop())})" if words else "")
        elif tag in ("td", "th") and self.tables and self.outside:
            self.tables[-1].rows[-1].append("; ".join(line.removeprefix("- ") for line in self._back().split("\n")))
        elif tag == "table" and self.tables:
            self.parts.append(f"\n\n{self.tables.pop().markdown()}\n\n")
        elif tag in _BREAKS:
            self.parts.append("\n\n" if not self.lists and not self.outside else " ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(self.text(_SPACE.sub(" ", data)))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _aside(self) -> None:
        self.outside.append(self.parts)
        self.parts = []

    def _back(self) -> str:
        """What was written since `_aside`, on tidy lines, and go on with what was being written before."""
        lines = [" ".join(line.split()) for line in "".join(self.parts).split("\n")]
        self.parts = self.outside.pop()
        return "\n".join(line for line in lines if line)


def markdown(block: str, text: Callable[[str], str], link: Callable[[str], str]) -> str:
    """The Markdown of a block of HTML. `text` and `link` make Markdown of a piece of text and of an address."""
    reader = _Reader(text, link)
    reader.feed(block)
    reader.close()
    lines = ["".join(reader.parts)]
    while reader.outside:  # an element that is never closed
        lines.insert(0, "".join(reader.outside.pop()))
    return "\n".join(_tidy(line) for line in "".join(lines).split("\n"))


def _tidy(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    stem = " ".join(line.split()).replace("****", "")
    return f"{' ' * (indent // 4 * 4)}{stem}" if stem.startswith(("- ", "1. ")) else stem
