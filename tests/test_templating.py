"""The template engine: it stops at what does not exist, and escapes everything that is not Markdown already."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from checking import bank_of
from erfaringsbank import templating
from erfaringsbank.pages import data_page
from erfaringsbank.records import TYPES
from rendered import as_html


def shown(template: str, **values: Any) -> str:
    """A template of our own, rendered with the environment of the pages."""
    return templating.environment().from_string(template).render(**values)


@pytest.mark.parametrize("template", ["{{ ukjent }}", "{{ v.ukjent }}", "{% if ukjent %}{% endif %}", "{{ d['x'] }}"])
def test_an_undefined_name_stops_the_page(template: str) -> None:
    """A misspelt field is a fault in the template, never an empty place on the page."""
    with pytest.raises(UndefinedError):
        shown(template, v=object(), d={})


def test_every_value_is_escaped_once() -> None:
    """A text is escaped for Markdown; Markdown from the view is left as it is."""
    assert shown("{{ tekst }}", tekst="a*b|<c>") == "a&#42;b&#124;&#60;c&#62;"
    assert shown("{{ lenke }}", lenke=Markup("[a](b.md)")) == "[a](b.md)"


def test_a_macro_is_not_escaped_again() -> None:
    """What a macro gives is Markdown already; the values inside it are escaped."""
    template = "{% macro punkt(x) %}- **{{ x }}**{% endmacro %}{{ punkt(tekst) }}"
    assert shown(template, tekst="1*2") == "- **1&#42;2**"


def test_nothing_is_shown_for_none_and_numbers_as_they_are() -> None:
    """A field without a value leaves an empty place, and a number is a number."""
    assert shown("[{{ ingen }}]", ingen=None) == "[]"
    assert shown("{{ tall }}", tall=31) == "31"
    assert shown("{{ null }}", null=0) == "0"


def test_no_template_goes_round_the_escaping() -> None:
    """`|safe` and `~` would let a text into the Markdown as it is; no template uses them."""
    environment = templating.environment()
    names = environment.list_templates()
    assert len(names) > 30
    assert environment.loader is not None
    for name in names:
        source = environment.loader.get_source(environment, name)[0]
        assert not re.search(r"\|\s*safe\b|{[{%][^}]*~[^}]*[%}]}", source), name


@pytest.mark.parametrize(
    ("name", "anchor"),
    [("hvorfor_åpent", "hvorfor-apent"), ("Æ Ø Å", "ae-o-a"), ("C# og {x}", "c-og-x"), ("--a--", "a")],
)
def test_an_anchor_is_plain_letters_and_dashes(name: str, anchor: str) -> None:
    """Anchors are ASCII, so that they can be written in any address."""
    assert shown("{{ name|anker }}", name=name) == anchor


@pytest.mark.parametrize("text", ["x", "a`b", "``", "|", "<b>", "@f1.tall", "{{ x }}", "två  ord\nto linjer"])
def test_code_in_a_sentence_shows_its_text(text: str) -> None:
    """A code span holds its text whatever it is; a backtick is shown with a letter that looks the same."""
    [code] = as_html(shown("før `{{ text|kode }}` etter", text=text)).iter("code")
    assert code.text_content() == " ".join(text.split()).replace("`", "ˋ")


@pytest.mark.parametrize("text", ["a: 1\n", "```\nb\n```", "````", "~~~\n", "<b>&amp;", "  innrykk\n\n  mer"])
def test_a_block_of_code_shows_its_text(text: str) -> None:
    """A fenced block holds any text, also other fences, and keeps its lines and its indents."""
    [code] = as_html(shown("før\n\n{{ text|kodeblokk('yaml') }}\n\netter", text=text)).iter("code")
    assert code.text_content() == f"{text.rstrip()}\n"


def test_a_capital_letter_leaves_the_rest_as_written() -> None:
    """Names inside a text keep their capitals."""
    assert shown("{{ text|stor }}", text="leder i Indre Østfold") == "Leder i Indre Østfold"
    assert shown("{{ text|stor }}", text="") == ""


def test_every_type_has_a_page_and_a_list() -> None:
    """Each type of record has its two templates, and every template can be compiled."""
    names = templating.environment().list_templates()
    wanted = {f"{folder}/{cls.mappe}.md.j2" for cls in TYPES for folder in ("poster", "lister")}
    assert len(wanted) == 2 * len(TYPES)
    assert wanted <= set(names)
    for name in names:
        templating.environment().get_template(name)


def test_a_page_ends_with_one_newline_and_has_no_wide_gaps() -> None:
    """White space that the templates leave behind is tidied, and nothing else."""
    page = data_page(bank_of({}), [])[1]
    assert page.endswith(".\n")
    assert "\n\n\n" not in page
