"""Templates for the pictures: raw HTML and SVG inside Markdown pages. Pure.

A page template is Markdown, and `templating` escapes its values for Markdown. A picture is HTML, so it has its own
environment. What goes in is plain text (`str`, as `View.tittel` and `View.adresse` give it), never the Markdown of
`View.t` or `View.lenke`. What comes out is one block that Markdown lets through as it is:
it starts with a tag in the first column and has no blank line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from erfaringsbank.templating import strict

# HTML's five, and the signs that a Markdown extension could look for before it sets raw HTML aside.
_SPECIAL = re.compile(r"[<>&\"'`~\[\]{}]")
_SPACES = re.compile(r"[ \t\r\n]+")  # not the no-break space: it is meant
_LINE_END = re.compile(r"[ \t]*\n\s*")


def escape(value: Any) -> Markup:
    """Text for an element or a quoted attribute, on one line."""
    return Markup(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", _SPACES.sub(" ", str(value))))  # noqa: S704


def _finalize(value: Any) -> Markup:
    """Every `{{ … }}` ends here. HTML from a macro or from `render_html` stays as it is; all else is text."""
    if isinstance(value, Markup):
        return value
    return Markup() if value is None else escape(value)


@cache
def environment() -> Environment:
    """One environment for all pictures: templates are compiled once a process."""
    return strict(_finalize)


def render_html(template: str, **values: Any) -> Markup:
    """Render `templates/bilder/<template>.html.j2` to one block of HTML: no indentation, no blank lines.

    `{{ b.noe() }}` on a line of its own in a page template puts it in the page.
    """
    text = environment().get_template(f"bilder/{template}.html.j2").render(**values)
    return Markup(_LINE_END.sub("\n", text).strip())  # noqa: S704  the environment has escaped every value
