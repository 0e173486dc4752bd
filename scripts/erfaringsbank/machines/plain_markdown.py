"""A page of ours in Markdown → the same page in the Markdown that everyone reads. Pure.

Our pages are written for an engine: attributes in braces, blocks of HTML, definition lists, boxes, and every sign that
could mean something spelt as a reference. What is given out is CommonMark with tables, and its links lead to pages like
it.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable

from erfaringsbank.addresses import relative_url, url_of
from erfaringsbank.machines import plain_html
from erfaringsbank.markup import CODE

PAGE = "index.md"
"""What the plain page is called, beside the page itself."""

_HEAD = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_DROPPED = re.compile(r"<(svg|template|form|script|style)\b.*?</\1>", re.DOTALL)
_ATTRIBUTES = re.compile(
    r"(?:^[ \t]*|[ \t]+|(?<=\)))\{:? ?(?:[#.][\w-]|[a-z-]+=)[^{}\n]*\}(?:[ \t]*$|(?=\W))", re.MULTILINE
)
_TARGET = re.compile(r"\]\(([^()\s]+)\)")
_BLOCK_HTML = re.compile(
    r"\s*</?(?:div|ul|ol|li|p|figure|figcaption|table|details|section|dl|noscript|nav|aside)\b", re.IGNORECASE
)
_INLINE_TAG = re.compile(r"</?(?:span|i|br|abbr|small|a|div|p)\b[^>]*>")
_STRONG_TAG = re.compile(r"</?strong>")
_REFERENCE = re.compile(r"((?:&#(?:4[89]|5[0-7]);)+)(?=[.)])|&#(\d+);|&(amp|lt|gt|quot|copy|nbsp);")
_MEANS = re.compile(r"[\\`*_\[\]<~#|]|&(?=[#a-zA-Z])")
_STARTS = frozenset("-+=:%!?>")
_DEFINED = re.compile(r"^(\S[^\n]*)\n((?::   [^\n]*\n?(?:\n?    [^\n]*\n?)*)+)", re.MULTILINE)
_BOX = re.compile(r'^(?:!!!|\?\?\?\+?) \w+(?: "([^"\n]*)")?\n((?:    [^\n]*(?:\n|$)|\n(?=    ))+)', re.MULTILINE)
_HELD = re.compile("\x00(\\d+)\x00")


def has_plain(page: str) -> bool:
    """Whether a page file has a plain page: not the words of other pages once more, nor those of an old edition."""
    return "/utskrift/" not in f"/{page}" and not page.startswith("utgave/")


def plain(page: str, raw: str) -> str:
    """The plain Markdown of a page file under `build/docs`, without its head."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    text = CODE.sub(hold, _HEAD.sub("", raw, count=1))
    text = _DROPPED.sub("", text)
    text = _ATTRIBUTES.sub("", text)
    text = _TARGET.sub(lambda match: f"]({_leads(page, html.unescape(match[1]))})", text)
    text = _BOX.sub(_box, _DEFINED.sub(_definitions, text))
    text = "\n\n".join(_block(block) for block in re.split(r"\n[ \t]*\n", text))
    text = re.sub(r"(?<=\S) {2,}(?=\S)", " ", text)
    text = _HELD.sub(lambda match: held[int(match[1])], text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip() + "\n"


def _leads(page: str, target: str) -> str:
    """The address of a link, as seen from the plain page: to the plain page of a page, or to an anchor on the page."""
    if "://" in target or target.startswith(("mailto:", "tel:")):
        return target
    file, mark, anchor = target.partition("#")
    if not file:
        return f"./#{anchor}"
    name, _, query = file.partition("?")
    if not name.endswith(".md"):
        return _file(page, name) + (f"?{query}" if query else "")
    there = relative_url(page, posixpath.normpath(posixpath.join(posixpath.dirname(page), name)))
    return f"{there}#{anchor}" if mark else f"{there}{PAGE}"


def _file(page: str, name: str) -> str:
    """The address of a file that is no page, which the source names from its own folder."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), name))
    return posixpath.relpath(path, url_of(page) or ".")


def _of_browser(address: str) -> str:
    """An address in a block of HTML is already one for the browser."""
    return f"{address}{PAGE}" if address.endswith("/") and "://" not in address else address


def _block(block: str) -> str:
    if _BLOCK_HTML.match(block):
        text: Callable[[str], str] = _signs if "markdown" in block.partition(">")[0] else shown
        return plain_html.markdown(block, text, _of_browser)
    return _signs(_INLINE_TAG.sub("", _STRONG_TAG.sub("**", block)))


def _signs(text: str) -> str:
    """Markdown with its references as signs, so that they still mean nothing."""
    return _REFERENCE.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    if match[1]:
        return html.unescape(match[1]) + "\\"
    sign = html.unescape(match[0])
    after = match.string[match.end() : match.end() + 1]
    if sign == "&":
        return "\\&" if after == "#" or after.isalpha() else "&"
    before = match.string[: match.start()].rpartition("\n")[2]
    starts = sign in _STARTS and not before.strip(" \t>-")
    return f"\\{sign}" if starts or _MEANS.match(sign) else sign


def shown(text: str) -> str:
    """A piece of HTML text as Markdown that shows the same."""
    return _MEANS.sub(lambda match: f"\\{match[0]}", html.unescape(text))


def _definitions(match: re.Match[str]) -> str:
    """A term and what is said of it, as an entry of a list."""
    said = re.sub(r"^:   ", "", match[2], flags=re.MULTILINE)
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    return f"- {match[1].strip()}: {' '.join(lines)}\n"


def _box(match: re.Match[str]) -> str:
    """A box with a title, as a quotation."""
    title = f"> **{match[1]}**\n>\n" if match[1] else ""
    lines = [line.removeprefix("    ") for line in match[2].rstrip().split("\n")]
    return title + "\n".join(f"> {line}".rstrip() for line in lines) + "\n"
