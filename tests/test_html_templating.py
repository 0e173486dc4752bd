"""Templates for raw HTML: every value is text, and Markdown lets the block through as it is."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from erfaringsbank import html_templating
from rendered import as_html

# Titles that mean something in HTML or Markdown, or to an extension that reads the lines before raw HTML is set aside.
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(2)'>",
    "</figure></table> & &amp; &copy; <",
    "```\n\n~~~ kode\n\n# Ikke en overskrift",
    "**fet** __sterk__ `kode` [lenke](https://eksempel.no) ?](x.md). [x][y]",
    "{{ 7*7 }} {% raw %} {: .x } { #id }",
    "«Norsk» – æøå 🧑‍🏫 \u00a0 mellomrom",
)


def shown(template: str, **values: Any) -> str:
    """A template of our own, rendered with the environment of the pictures."""
    return html_templating.environment().from_string(template).render(**values)


@pytest.mark.parametrize("template", ["{{ ukjent }}", "{% if ukjent %}{% endif %}", "{{ d['x'] }}"])
def test_an_undefined_name_stops_the_picture(template: str) -> None:
    """A misspelt field is a fault in the template, never an empty place in a picture."""
    with pytest.raises(UndefinedError):
        shown(template, d={})


def test_a_value_is_escaped_once_for_text_and_attribute() -> None:
    """The signs of HTML become references; HTML that a macro or another template made is left as it is."""
    assert shown("{{ x }}", x="<a> & \"b\" 'c'") == "&#60;a&#62; &#38; &#34;b&#34; &#39;c&#39;"
    assert shown("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m('<') }}") == "<b>&#60;</b>"
    assert shown("{{ x }}", x=Markup("<b>")) == "<b>"


def test_nothing_is_shown_for_none_and_numbers_as_they_are() -> None:
    """A field without a value leaves an empty place, and nought is a number."""
    assert shown("[{{ ingen }}] {{ null }}", ingen=None, null=0) == "[] 0"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_only_text_after_markdown(text: str) -> None:
    """In an element and in an attribute, the reader and the browser get the words that were written."""
    block = shown('<figure title="{{ x }}">\n{{ x }}\n<p>{{ x }}</p>\n</figure>', x=text)
    main = as_html(f"Før.\n\n{block}\n\nEtter *dette*.\n")
    assert [child.tag for child in main] == ["p", "figure", "p"]
    assert [child.tag for child in main[1]] == ["p"]
    assert main[1].get("title") == main[1][0].text == " ".join(text.split(" ")).replace("\n\n", " ")


def test_a_picture_is_one_block_without_blank_lines() -> None:
    """It begins with a tag in the first column, whatever the template's own lines look like."""
    made = html_templating.render_html("hull", v=None, kart=_Nothing())
    assert made.startswith("<figure")
    assert all(line and not line.startswith((" ", "\t")) for line in made.split("\n"))


class _Nothing:
    """A gap matrix without outcomes and axes."""

    akser: tuple[str, ...] = ()
    rader: tuple[str, ...] = ()
    alle = ukjente = 0
