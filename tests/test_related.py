"""What hangs together: computed from the graph, with a true reason, few, stable, and never what the page already links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import ROOT
from bench.made_bank import MadeBank
from checking import TODAY, bank_of
from erfaringsbank import related
from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load
from erfaringsbank.records import Funn, Record
from erfaringsbank.related import MOST, Related, Relation, signs
from erfaringsbank.view import plain
from rendered import real

AGAINST, ALONG = "Taler den andre veien", "Taler samme vei"


def finding(number: int, way: str, outcome: str = "tillit", more: str = "") -> dict[str, str]:
    """A finding of the small bank, with a direction."""
    text = (
        f'tittel: "Funn {number}"\nslag: effekt\nutfall: {outcome}\nretning: {way}\n'
        f"grunnlag: [{{metode: intervju, art: intervju, kilder: [k1]}}]\n{more}"
    )
    return {f"content/funn/f{number}-funn.yaml": text}


def to(bank: Bank, id_: str, *known: str) -> list[tuple[str, str]]:
    """(ID, reason) of what hangs together with a record."""
    return [(near.post.id, near.grunn) for near in Knowledge(bank, TODAY).slektskap.til(bank[id_], set(known))]


def test_what_points_the_other_way_is_told_first_and_says_so() -> None:
    """Same outcome and same axis before same outcome alone; then those that point the same way. One about something else is not related."""
    axes = "akser: {felles_lokale: ja}\n"
    overlay = finding(11, "styrker", more=axes) | finding(12, "styrker", more=axes)
    overlay |= finding(13, "svekker", more=axes) | finding(14, "svekker") | finding(15, "svekker", "bruk")
    found = [(id_, reason) for id_, reason in to(bank_of(overlay), "f11") if id_ in {"f12", "f13", "f14", "f15"}]
    assert found == [
        ("f13", "Samme utfall: tillit. Samme akse: felles lokale. Taler den andre veien."),
        ("f14", "Samme utfall: tillit. Taler den andre veien."),
        ("f12", "Samme utfall: tillit. Samme akse: felles lokale. Taler samme vei."),
    ]


def test_what_the_page_links_already_is_left_out_and_the_next_comes_in() -> None:
    """With nine to choose among, six are told, and one that is known gives its place to another."""
    ways = ("svekker", "blandet", "styrker")
    overlay: dict[str, str] = {}
    for number in range(11, 21):
        overlay |= finding(number, ways[number % 3])
    bank = bank_of(overlay)
    first = [id_ for id_, _ in to(bank, "f11")]
    assert len(first) == len(set(first)) == MOST
    second = [id_ for id_, _ in to(bank, "f11", *first[:2])]
    assert len(second) == MOST
    assert not {"f11", *first[:2]} & set(second)


def test_a_withdrawn_record_is_never_suggested() -> None:
    """Nobody should build on it."""
    gone = finding(12, "svekker", more="tilstand: trukket\ntrukket_fordi: Feil.\n")
    assert "f12" in dict(to(bank_of(finding(11, "styrker") | finding(12, "svekker")), "f11"))
    assert "f12" not in dict(to(bank_of(finding(11, "styrker") | gone), "f11"))


def test_advice_on_the_same_finding_hangs_together() -> None:
    """And the reason names the finding by its ID."""
    advice = (
        'tittel: "Råd"\nråd: "Gjør det. [k1]"\nfra: andre\nfra_hvem: noen\ntil: [r2]\nhviler_på: funn\nhvorfor: [f11]\n'
    )
    overlay = finding(11, "styrker") | {f"content/anbefalinger/a{n}-rad.yaml": advice for n in (11, 12)}
    found = dict(to(bank_of(overlay), "a11"))
    assert found["a12"].startswith("Samme utfall: tillit. Bygger på samme funn: F11.")


@cache
def _relations() -> tuple[tuple[Record, Relation], ...]:
    """Every relation of the real bank, with nothing known beforehand."""
    bank = real().bank
    slekt = Knowledge(bank, TODAY).slektskap
    return tuple((record, near) for record in bank.records.values() for near in slekt.til(record, ()))


def test_every_reason_in_the_real_bank_is_true() -> None:
    """The outcome, axes and places it names are shared, and the direction is that of the two findings."""
    bank, known, seen = real().bank, Knowledge(real().bank, TODAY), 0
    outcomes = {told.navn.lower(): key for key, told in bank.vocabulary.utfall.items()}
    for record, near in _relations():
        shared = set(signs(bank, record)) & set(signs(bank, near.post))
        outcome = re.search(r"Samme utfall: ([^.]*)", near.grunn)
        assert shared
        if outcome and " og " not in outcome[1]:
            assert ("utfall", outcomes[outcome[1]]) in shared, (record.id, near)
        if isinstance(record, Funn) and isinstance(near.post, Funn):
            ways = {known.retning(record), known.retning(near.post)}
            assert (AGAINST in near.grunn) <= (ways == {"styrker", "svekker"})
            assert (ALONG in near.grunn) <= (len(ways) == 1)
        seen += 1
    assert seen > 300
    assert any(AGAINST in near.grunn for _, near in _relations())
    assert any(ALONG in near.grunn for _, near in _relations())


def _sections() -> Iterator[tuple[Record, list[str], set[str]]]:
    """(record, what hangs together with it, what the page leads to before that) for every page that has the section."""
    site = real()
    for record in site.bank.records.values():
        tree = site.html(page_of(record))
        for heading in tree.xpath("//*[@id='henger-sammen']"):
            items = heading.getnext().xpath(".//a/@href")
            before = heading.xpath("preceding::a/@href")
            yield record, items, set(before)


def test_no_page_says_the_same_link_twice() -> None:
    """What stands in the section stands nowhere above it on the page; at most six, none of them the page itself."""
    seen = 0
    for record, items, before in _sections():
        assert 0 < len(items) <= MOST
        assert len(set(items)) == len(items)
        assert not set(items) & before, record.id
        assert page_of(record).rsplit("/", 1)[-1] not in items
        seen += 1
    assert seen > 100


def test_the_section_is_found_for_each_type_that_tells() -> None:
    """And for no other: a source or a role is related through what rests on it."""
    found = {type(record) for record, _, _ in _sections()}
    assert found == set(related.TELLING)


@given(
    st.lists(
        st.tuples(st.sampled_from(["styrker", "svekker", "blandet"]), st.sampled_from(["tillit", "bruk"])), max_size=25
    )
)
def test_relations_are_few_and_the_same_every_time(made: list[tuple[str, str]]) -> None:
    """However many there are to choose among; and being asked twice, or in another order, changes nothing."""
    overlay: dict[str, str] = {}
    for number, (way, outcome) in enumerate(made, 11):
        overlay |= finding(number, way, outcome)
    bank = bank_of(overlay)
    one, other = Related(bank, lambda found: found.retning), Related(bank, lambda found: found.retning)
    findings = bank.of(Funn)
    forwards = [one.til(record, ()) for record in findings]
    assert forwards == [other.til(record, ()) for record in reversed(findings)][::-1]
    for record, several in zip(findings, forwards, strict=True):
        assert len({near.post.id for near in several} | {record.id}) == len(several) + 1 <= MOST + 1


@cache
def made(size: int) -> Bank:
    return load((path, text.encode()) for path, text in MadeBank(size).files(ROOT))[0]


@pytest.mark.parametrize("cls", related.TELLING)
def test_what_is_looked_at_does_not_grow_with_the_bank(cls: type[Record]) -> None:
    """For one record: a few near it for each sign, in a bank of 2,000 as in one of 500."""
    bank = made(2_000)
    slekt = Knowledge(bank, TODAY).slektskap
    looked = {record.id: len(slekt._candidates(slekt._nodes[record.id])) for record in bank.of(cls)[:80]}
    assert 0 < max(looked.values()) < 500
    for id_, number in looked.items():
        keys = len(related._keys(slekt._nodes[id_].tegn))
        assert number <= related.NEAR * keys * (6 + len(related.TELLING))


def test_titles_are_shown_as_they_are() -> None:
    """A hostile title in a reason or a link is text: it is escaped where it stands, like every other."""
    place = {"content/caser/c11-sted.yaml": 'tittel: "<b>Sted</b> [x](y)"\nland: Norge\nkort: ["Et. [k1]"]\n'}
    ground = "grunnlag: [{metode: intervju, art: intervju, kilder: [k1], caser: [c11]}]\n"
    plain_ground = "grunnlag: [{metode: intervju, art: intervju, kilder: [k1]}]\n"
    overlay = finding(11, "styrker") | finding(12, "svekker")
    bank = bank_of(place | {path: text.replace(plain_ground, ground) for path, text in overlay.items()})
    reason = dict(to(bank, "f11"))["f12"]
    assert "Samme sted: <b>Sted</b> [x](y)" in reason
    assert plain(bank, bank["c11"].tittel) in reason


def test_a_planted_lie_would_be_found() -> None:
    """The gate over directions is alive: turned round, it fails for some relation of the real bank."""
    known = Knowledge(real().bank, TODAY)
    pairs = [
        (record, near) for record, near in _relations() if isinstance(record, Funn) and isinstance(near.post, Funn)
    ]
    ways = [({known.retning(record), known.retning(near.post)}, near.grunn) for record, near in pairs]  # type: ignore[arg-type]
    assert any(ways_of == {"styrker", "svekker"} and AGAINST in reason for ways_of, reason in ways)
    assert any(len(ways_of) == 1 and AGAINST not in reason for ways_of, reason in ways)
