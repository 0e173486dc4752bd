"""The anchors of statements: published ones stay with their words, and a number is never used for another."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import SOURCE
from checking import bank_of
from erfaringsbank.anchors import anchors_of, field_of
from erfaringsbank.ledger import digest
from erfaringsbank.records import Case, Record, Tekst, Tittel, Utsagn

WORDS = ("Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta")
FIELDS = ("virket", "vanskelig")


def case(told: Mapping[str, list[str]], marks: Mapping[str, str] | None = None) -> Case:
    """A case with these statements by field; `marks` gives some of them a `merke`."""

    def said(field: str) -> tuple[Utsagn, ...]:
        marked = marks or {}
        return tuple(Utsagn(tekst=Tekst(text), merke=_text(marked.get(text))) for text in told.get(field, ()))

    return Case.model_construct(tittel=Tittel("x"), virket=said("virket"), vanskelig=said("vanskelig"))


def _text(words: str | None) -> Tekst | None:
    return Tekst(words) if words else None


def by_text(record: Record, published: Mapping[str, str]) -> dict[str, str]:
    """The anchor of each statement by its text."""
    given_ = anchors_of(record, published)
    return {getattr(record, field)[index].tekst: anchor for (field, index), anchor in given_.items()}


def signs(anchors: Mapping[str, str]) -> dict[str, str]:
    """What the ledger keeps of some statements with their anchors."""
    return {anchor: digest(text) for text, anchor in anchors.items()}


def test_before_the_first_release_an_anchor_is_the_place() -> None:
    """The field and the number in it, and the mark when there is one."""
    told = by_text(case({"virket": ["Alfa", "Beta"], "vanskelig": ["Gamma"]}, {"Beta": "langt"}), {})
    assert told == {"Alfa": "virket-1", "Beta": "langt", "Gamma": "vanskelig-1"}


def test_a_statement_that_is_moved_keeps_its_anchor_and_a_new_one_gets_a_new_number() -> None:
    """Also when it is moved to another field, and when only its punctuation is changed."""
    published = signs({"Alfa": "virket-1", "Beta": "virket-2", "Gamma": "vanskelig-1"})
    told = by_text(case({"virket": ["Delta", "Beta", "alfa!"], "vanskelig": ["Epsilon"]}), published)
    assert told == {"Delta": "virket-3", "Beta": "virket-2", "alfa!": "virket-1", "Epsilon": "vanskelig-2"}
    assert by_text(case({"vanskelig": ["Alfa"]}), published) == {"Alfa": "virket-1"}


def test_a_number_that_is_free_again_is_not_used_again() -> None:
    """The statement that had it is gone, but a link to it may stand somewhere."""
    published = signs({"Alfa": "virket-1", "Beta": "virket-2"})
    assert by_text(case({"virket": ["Alfa", "Gamma"]}), published) == {"Alfa": "virket-1", "Gamma": "virket-3"}


def test_an_author_can_keep_the_anchor_of_what_is_written_anew() -> None:
    """With the anchor as a mark. Nobody else gets it."""
    published = signs({"Alfa": "virket-1", "Beta": "virket-2"})
    told = by_text(case({"virket": ["Alfa", "Ny beta"]}, {"Ny beta": "virket-2"}), published)
    assert told == {"Alfa": "virket-1", "Ny beta": "virket-2"}
    assert by_text(case({"virket": ["Gamma"]}, {"Alfa": "x"}), {}) == {"Gamma": "virket-1"}


def test_of_two_that_say_the_same_each_has_its_own() -> None:
    """In the order they stand."""
    record = case({"virket": ["Alfa", "Alfa"]})
    published = {"virket-1": digest("Alfa"), "virket-2": digest("Alfa")}
    assert list(anchors_of(record, published).values()) == ["virket-1", "virket-2"]


@pytest.mark.parametrize(
    ("anchor", "field"), [("virket-2", "virket"), ("hvorfor-apent-12", "hvorfor-apent"), ("om", "")]
)
def test_the_field_of_an_anchor(anchor: str, field: str) -> None:
    """What stands before the number."""
    assert field_of(anchor) == field


STATES = st.fixed_dictionaries({field: st.lists(st.sampled_from(WORDS), max_size=5) for field in FIELDS})


@given(st.lists(STATES, min_size=2, max_size=6))
def test_through_any_releases_an_anchor_is_for_one_statement_only(history: list[dict[str, list[str]]]) -> None:
    """Release after release of any statements in any order: no anchor twice on a page, and never for other words."""
    published: dict[str, str] = {}
    for told in history:
        record = case(told)
        given_ = anchors_of(record, published)
        assert len(set(given_.values())) == len(given_) == sum(map(len, told.values()))
        for (field, index), anchor in given_.items():
            sign = digest(getattr(record, field)[index].tekst)
            assert published.setdefault(anchor, sign) == sign
        now = [digest(text) for texts in told.values() for text in texts]
        for anchor, sign in published.items():
            if published and list(published.values()).count(sign) <= now.count(sign):
                assert anchor in given_.values(), "a statement that still stands has lost its anchor"


def test_the_bank_gives_the_anchors_of_its_own_ledger() -> None:
    """From the ledger, by ID, whatever address the record had then."""
    text = SOURCE.replace("Rapporten", "Rapport ni")
    ledger = (
        f"== 0.1 2026-11-22 {'a' * 32}\nfunn/f1-et-annet-navn/ f1 #utdyping-7={digest('Noe som aldri ble sagt.')}\n"
    )
    bank = bank_of({"content/kilder/k9-ni.yaml": text, "utgaver/adresser.txt": ledger})
    plain = bank_of()
    numbers = [int(anchor[9:]) for anchor in bank.ankre(bank["f1"]).values() if anchor.startswith("utdyping-")]
    assert numbers
    assert min(numbers) > 7
    assert len(bank.ankre(bank["f1"])) == len(plain.ankre(plain["f1"]))
