"""The template engine: Jinja2 that stops at an undefined name and escapes every value for Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from erfaringsbank import markup, norsk

LANGUAGES = {
    "nb": "bokmål", "nn": "nynorsk", "se": "nordsamisk", "en": "engelsk", "da": "dansk", "sv": "svensk",
    "fi": "finsk", "nl": "nederlandsk", "de": "tysk", "fr": "fransk", "is": "islandsk", "mi": "maori", "cy": "walisisk",
}  # fmt: skip


def _finalize(value: Any) -> Markup:
    """Every `{{ … }}` ends here. What is not Markdown already is text, and is escaped."""
    if isinstance(value, Markup):
        return value
    return Markup() if value is None else markup.escape(str(value))


def anchor(name: str) -> Markup:
    """A field or heading name as an ASCII anchor: `hvorfor_åpent` → `hvorfor-apent`."""
    return Markup(re.sub(r"[^a-z0-9]+", "-", norsk.ascii_form(name)).strip("-"))  # noqa: S704


def _code(text: str) -> Markup:
    """Text inside a code span that the template itself opens with one backtick."""
    return Markup(" ".join(str(text).split()).replace("`", "ˋ"))  # noqa: S704


def _code_block(text: str, language: str) -> Markup:
    """A fenced block whose fence is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}{language}\n{text.rstrip()}\n{fence}")  # noqa: S704


def _count(number: int, one: str, many: str) -> str:
    return norsk.antall(number, one, many)


def _thousands(value: int | str) -> str:
    return norsk.tusen(value) if isinstance(value, int) else value


def _capital(text: str) -> str:
    """A capital first letter; the rest as written (Jinja's own `capitalize` makes it small)."""
    return text[:1].upper() + text[1:]


def _by_title(records: list[Any]) -> list[Any]:
    return sorted(records, key=lambda record: norsk.alphabetical(record.tittel))


# The filters that give plain text, for pages and for pictures alike.
FILTERS = {
    "anker": anchor,
    "antall": _count,
    "klokka": norsk.klokka,
    "norsk_sortert": _by_title,
    "ramse": norsk.ramse,
    "språknavn": LANGUAGES.__getitem__,
    "stor": _capital,
    "tusen": _thousands,
}


def strict(escaped: Callable[[Any], Markup], **filters: Callable[..., Any]) -> Environment:
    """A new environment in which an undefined name stops, and every `{{ … }}` ends in `escaped`."""
    env = Environment(
        loader=PackageLoader("erfaringsbank"),
        undefined=StrictUndefined,
        auto_reload=False,
        autoescape=True,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= FILTERS | filters
    return env


@cache
def environment() -> Environment:
    """One environment for all pages: templates are compiled once a process."""
    return strict(_finalize, kode=_code, kodeblokk=_code_block, url=markup.url)


def render(template: str, **values: Any) -> str:
    """Render a template to Markdown with at most one empty line between blocks and a newline at the end.

    A sentence that ends with a link to «Hva koster det?» has no full stop after the question mark.
    """
    text = environment().get_template(template).render(**values)
    text = re.sub(r"([?!])(\]\([^()\s]*\))\.(?!\.)", r"\1\2", text)
    return re.sub(r"\n[ \t]*\n(?:[ \t]*\n)+", "\n\n", text).strip() + "\n"
