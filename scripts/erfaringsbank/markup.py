"""Text → Markdown that shows the text and nothing else: every value is escaped for where it stands. Pure.

Special characters become HTML character references. Python-Markdown leaves them alone in every place a value can stand
(paragraph, heading, table cell, link text), which backslashes do not.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

REMEMBERED = 1 << 16  # titles and addresses come back on page after page

_INLINE = re.compile(r"[\\`*_{}\[\]<>&|~^$#]")
_LINE_START = re.compile(r"^(\s*)([+\-=!?:%]|\d+(?=[.)]))")
_SPACES = re.compile(r"[ \t\r\n]+")  # not the no-break space: it is meant
CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|[\w#.+-]*[ ]*)\n(?:.*?\n)??(?P=fence)[ \t]*$"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)


@lru_cache(maxsize=REMEMBERED)
def escape(text: str) -> Markup:
    """Text for one line of Markdown: inline, heading, table cell or link text. Line breaks become spaces."""
    return inline(text.strip())


def inline(text: str) -> Markup:
    """The same for a piece of a line: white space at its ends is kept, because it parts it from its neighbours."""
    safe = _INLINE.sub(_reference, _SPACES.sub(" ", text))
    return Markup(_LINE_START.sub(_start_reference, safe))  # noqa: S704  every special character is a reference now


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _start_reference(match: re.Match[str]) -> str:
    if match[2].isdigit():
        return f"{match[1]}{''.join(f'&#{ord(digit)};' for digit in match[2])}"
    return f"{match[1]}&#{ord(match[2])};"


def attribute(text: str) -> Markup:
    """Text inside a double-quoted HTML attribute."""
    return Markup(html.escape(" ".join(text.split())))  # noqa: S704


@lru_cache(maxsize=REMEMBERED)
def url(address: str) -> Markup:
    """A web address inside the parentheses of a Markdown link. What it means is not changed."""
    quoted = quote(address, safe="/:?#[]@!$&*+,;=%~-._")
    return Markup(quoted.replace("&", "&amp;"))  # noqa: S704  or `&copy;` in an address would become a ©


def front_matter(fields: Mapping[str, object]) -> str:
    """The head of a page: texts, truths, and lists of mappings of them. JSON is YAML.

    Texts are HTML-escaped, because the themes print them unescaped. Markup is as it should be already.
    """
    lines = [f"{name}: {json.dumps(_escaped(value), ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", ""])


def _escaped(value: object) -> object:
    if isinstance(value, Markup):
        return str(value)
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    return {name: _escaped(item) for name, item in value.items()} if isinstance(value, dict) else value


def without_code(text: str) -> str:
    """The text with code blanked out, same length: in code an `@f3` is an example and not a reference."""
    return CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
