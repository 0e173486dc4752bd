"""What is remembered or skipped for speed gives what the long way gives. (`make bench` shows what they are worth.)"""

from __future__ import annotations

import posixpath

from hypothesis import given
from hypothesis import strategies as st

from checking import bank_of
from erfaringsbank import markup
from erfaringsbank.addresses import relative
from erfaringsbank.records import Case, Tekst, statements, walk
from erfaringsbank.records.values import MENTION
from erfaringsbank.rules import care
from erfaringsbank.view import plain

paths = st.lists(st.sampled_from(["funn", "kilder", "f1-a.md", "utvikling", "index.md"]), min_size=1, max_size=4)
texts = st.text(st.sampled_from("@fk127. ,-+tall4a0é\n"), max_size=40)


@given(paths.map("/".join), paths.map("/".join))
def test_relative_links_are_those_of_posixpath(start: str, target: str) -> None:
    """From any page to any other page, at any depth."""
    if start != target and not start.startswith(f"{target}/"):
        assert relative(start, target) == posixpath.relpath(target, posixpath.dirname(start) or ".")


def test_a_page_leads_to_itself_by_its_name() -> None:
    """The one case that the property leaves out."""
    assert relative("funn/f1-a.md", "funn/f1-a.md") == "f1-a.md"


def test_a_record_is_walked_once_and_as_before() -> None:
    """What the bank remembers is what `walk` and `statements` find, for every record."""
    bank = bank_of()
    assert len(bank.records) > 10
    for record in bank.records.values():
        assert list(bank.walk(record)) == list(walk(record))
        assert list(bank.statements(record)) == list(statements(record))
        assert bank.walk(record) is bank.walk(record)


def test_a_copy_of_a_record_has_its_own_values_and_the_same_name() -> None:
    """A case with what it inherits is another value under the same ID, slug and file."""
    bank = bank_of()
    inherited = [case for case in bank.of(Case) if bank.whole(case) != case]
    assert inherited
    for case in inherited:
        whole = bank.whole(case)
        assert (whole.id, whole.slug, whole.fil) == (case.id, case.slug, case.fil)
        assert list(walk(whole)) != list(walk(case))


@given(texts)
def test_a_text_without_an_at_sign_mentions_nothing(text: str) -> None:
    """The quick answer is the pattern's own, and such a text is its own plain words."""
    assert [found.span() for found in Tekst(text).mentions()] == [found.span() for found in MENTION.finditer(text)]
    if not MENTION.search(text):
        assert plain(bank_of(), text) == text


@given(st.text(st.sampled_from("0123456789 .+-@ab47tlf:"), max_size=24))
def test_nothing_that_looks_personal_is_passed_over(text: str) -> None:
    """Whatever one of the patterns finds, the quick look has let through."""
    if any(pattern.search(text) for pattern in (care._ELEVEN, care._PHONE, care._EMAIL)):
        assert care._POSSIBLE.search(text)


@given(texts)
def test_what_is_remembered_of_a_text_is_what_it_becomes(text: str) -> None:
    """The same text twice is the same Markdown, and the same as without a memory."""
    assert markup.escape(text) == markup.escape.__wrapped__(text)
    assert markup.url(text) == markup.url.__wrapped__(text)
