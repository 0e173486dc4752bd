"""What changed, by meaning: nothing is lost, nothing is made up, and no strength moves without a cause."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from banks import ROOT
from changed import CASE, EARLIER, as_bytes, later, reread, state, two_states
from checking import TODAY, mini
from erfaringsbank import snapshot
from erfaringsbank.editions import change_words, changes
from erfaringsbank.editions.changes import Endringer, Postendring
from erfaringsbank.editions.released import current
from erfaringsbank.load import load
from erfaringsbank.snapshot import Snapshot

EXPECTED = ROOT / "tests" / "golden" / "endringer"


def told(before: Snapshot, after: Snapshot) -> Endringer:
    return changes.changes(before, after, "før", "nå")


def of(found: Endringer, id_: str) -> Postendring:
    return next(one for one in found.poster if one.id == id_)


def lines(found: Endringer) -> list[str]:
    """What the terminal shows."""
    return [f"{'  ' * depth}{id_}{' ' if id_ else ''}{text}\n" for depth, id_, text in change_words.as_lines(found)]


def data_of(one: Snapshot) -> dict[str, Any]:
    """A state as data that can be changed."""
    data = {"om": one.om, "ordforråd": one.ordforråd, "poster": list(one.poster.values())}
    return dict(json.loads(as_bytes(data)))


@pytest.mark.parametrize("name", ["endringer.txt", "endringer.json", "endringer.md"])
def test_two_states_of_the_small_bank_differ_as_they_did(name: str, renew: bool) -> None:
    """Text, JSON and Markdown, byte for byte. `--oppdater` writes what is made now; read the diff."""
    found = told(*two_states())
    made = {
        "endringer.txt": "".join(lines(found)),
        "endringer.json": changes.as_json(found) + "\n",
        "endringer.md": change_words.as_markdown(found),
    }[name]
    path = EXPECTED / name
    if renew:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text(encoding="utf-8")


def test_a_change_of_every_kind_is_told() -> None:
    """New, gone, withdrawn, answered; number, base, strength, axis, statement, title, address, vocabulary."""
    found = told(*two_states())
    lives = {one.id: one.slag for one in found.poster}
    assert (lives["f3"], lives["t2"], lives["a2"], lives["q1"]) == ("ny", "borte", "trukket", "erstattet")
    f1 = of(found, "f1")
    assert f1.styrke
    assert (f1.styrke.før, f1.styrke.nå, f1.styrke.retning_før, f1.styrke.retning_nå) == (3, 2, "styrker", "blandet")
    assert [(one.før and one.før.verdi, one.nå and one.nå.verdi, one.nå and one.nå.n) for one in f1.tall] == [("64", "66", "1\xa0300")]  # fmt: skip
    assert {(one.felt, one.før, one.nå) for one in f1.akser} == {
        ("meråpent", "delvis", "ja"),
        ("felles_leder", None, "nei"),
    }
    assert {(one.felt, one.slag) for one in f1.ledd} == {
        ("utdyping", "omskrevet"), ("forbehold", "nytt"), ("ulempe", "borte"), ("grunnlag", "endret"),
    }  # fmt: skip
    assert [(one.slag, one.fra_felt, one.felt) for one in of(found, "c1").ledd if one.slag == "flyttet"] == [
        ("flyttet", "bakgrunn", "organisering")
    ]
    assert of(found, "f2").overskrift
    assert [one.nå for one in of(found, "x1").felt] == ["motsigelser/x1-to-belop"]
    assert of(found, "b1").bare_kontrollert
    assert [one.felt for one in found.ordforråd] == ["utfall.tillit.forklaring"]
    assert [(one.felt, one.før, one.nå) for one in of(found, "k1").felt] == [("lest", "begynnelsen", "hele")]


def test_a_state_does_not_differ_from_itself() -> None:
    """Nothing changed is nothing told, also when the day, the host and the order of the file are others."""
    before = state()
    moved = data_of(state(day=date(2026, 12, 24)))
    moved["om"]["adresse"] = "https://flyttet.test/under/"
    for record in moved["poster"]:
        record["side"] = "https://flyttet.test/under/" + snapshot.place(record["side"]) + "/"
    moved["poster"].reverse()
    assert len(before.poster) > 20
    assert not told(before, before)
    assert not told(before, reread(moved))
    assert change_words.summary(told(before, before)) == "Ingenting er endret."


def test_the_way_back_is_told_too() -> None:
    """What was new is gone, what was gone is new, and a strength that fell rises."""
    before, after = two_states()
    there, back = told(before, after), told(after, before)
    assert {one.id for one in there.poster} == {one.id for one in back.poster}
    fell, rose = of(there, "f1").styrke, of(back, "f1").styrke
    assert rose
    assert fell
    assert (rose.før, rose.nå) == (fell.nå, fell.før)
    assert (of(back, "f3").slag, of(back, "t2").slag, of(back, "q1").slag) == ("borte", "ny", "tilbake")


def leaves(value: Any, loc: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where every text, number and truth of some data stands."""
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in leaves(inner, (*loc, key))]
    if isinstance(value, list):
        return [found for key, inner in enumerate(value) for found in leaves(inner, (*loc, key))]
    return [loc]


SMALL = data_of(state())
# Told in another way, or not the editors' words: the computed strength, the address, the raw title under a headline.
NOT_CONTENT = {"id", "type", "side", "styrke", "tittel", "tilstand", "erstattet_av", "trukket_fordi"}
CONTENT = [loc for loc in leaves(SMALL["poster"]) if loc[1] not in NOT_CONTENT]


def without_a_word(before: Snapshot) -> list[tuple[Any, ...]]:
    """The places in the records where a change, or a loss, is not told of the record it is in."""
    missed = []
    for loc in CONTENT:
        id_ = list(before.poster)[loc[0]]
        for remove in (False, True):
            record = copy.deepcopy(before.poster[id_])
            *way, last = loc[1:]
            inside: Any = record
            for key in way:
                inside = inside[key]
            if remove:
                del inside[last]
            else:
                inside[last] = "noe helt annet"
            found = told(before, replace(before, poster={**before.poster, id_: record}))
            if id_ not in {one.id for one in found.poster} or not change_words.as_markdown(found).count("\n- "):
                missed.append((*loc, remove))
    return missed


def test_no_change_of_a_field_goes_untold() -> None:
    """Whatever leaf of whatever record is another or gone, that record is among the changed, in the words too.

    Without its readable headline, a record is known by its title.
    """
    before = reread(SMALL)
    assert [loc for loc in without_a_word(before) if loc[1:] != ("overskrift", True)] == []
    assert len(CONTENT) > 200
    assert {type(SMALL["poster"][loc[0]][loc[1]]) for loc in CONTENT} >= {str, int, list, dict}


ground = st.fixed_dictionaries(
    {"metode": st.sampled_from(["telling", "samtale"]), "kilder": st.sampled_from([["k1"], ["k1", "k2"]])},
    optional={
        "art": st.sampled_from(["telling", "intervju", "måling før og etter", "plan"]),
        "peker": st.sampled_from(["støtter", "motsier"]),
        "uavhengig": st.sampled_from(["ja", "nei"]),
        "før_etter": st.sampled_from(["ja", "nei"]),
        "caser": st.sampled_from([["c1"], ["c2"], ["c3"], ["c1", "c3"]]),
        "n": st.sampled_from([5, "ikke lest"]),
    },
)
survey = st.fixed_dictionaries(
    {
        "art": st.sampled_from(["utvalgsundersøkelse", "åpen høring"]),
        "n": st.sampled_from([1200, "ikke lest"]),
        "uavhengig": st.sampled_from(["ja", "nei"]),
        "caser": st.sampled_from([["c1"], ["c1", "c3"]]),
        "tid": st.sampled_from(["1999", "2022"]),
    },
    optional={"ikke_lest": st.just(["alt"])},
)
evidence = st.fixed_dictionaries({
    "grounds": st.lists(ground, min_size=1, max_size=3),
    "slag": st.sampled_from(["effekt", "effekt", "holdning", "beskrivelse"]),
    "retning": st.sampled_from(["styrker", "svekker"]),
    "survey": survey,
    "uses": st.booleans(),
    "lest": st.sampled_from(["hele", "begynnelsen"]),
    "dato": st.sampled_from(["1999", "2023"]),
    "part": st.booleans(),
    "tried": st.sampled_from(["", "støtter", "motsier"]),
    "cap": st.sampled_from([2, 2, 3]),
    "own": st.booleans(),
    "day": st.sampled_from([date(2026, 11, 22), date(2031, 1, 2), date(2045, 1, 1)]),
})  # fmt: skip


def bank_with(found: dict[str, Any]) -> Snapshot:
    """The small bank with a finding f9 that rests on drawn evidence."""
    grounds = [*found["grounds"], *([{"undersøkelse": "u1", "kilder": ["k1"]}] if found["uses"] else [])]
    record = {"tittel": "Noe ble bedre", "slag": found["slag"], "utfall": "bruk", "grunnlag": grounds}
    record |= {} if found["slag"] == "beskrivelse" else {"retning": found["retning"]}
    record |= {"kilder": ["k2"]} if found["own"] else {}
    case = {"tittel": "Et sted"} | ({"del_av": "c1"} if found["part"] else {})
    asked = {"tittel": "Spørring", "metode": "telefon", "utført_av": "et byrå", **found["survey"]}
    tried = {"tittel": "Vi prøvde", "prøvde": ["m1"], "sted": "Langtvekkistan", "tid": "2024", "resultat": "virket"}
    tried |= {"hva": ["Ja. [k1]"]} | ({found["tried"]: ["f9"]} if found["tried"] else {})
    source = {"tittel": "Kilden", "utgiver": "noen", "art": "rapport", "lest": found["lest"], "dato": found["dato"]}
    rule = mini()["models/styrke.yaml"].decode().replace("motsagt_høyst: 2", f"motsagt_høyst: {found['cap']}")
    over: dict[str, str | bytes] = {
        "content/funn/f9-noe.yaml": as_bytes(record), "content/caser/c3-sted.yaml": as_bytes(case),
        "content/undersokelser/u1-sporring.yaml": as_bytes(asked), "content/erfaringer/e9-vi.yaml": as_bytes(tried),
        "content/kilder/k1-rapporten.yaml": as_bytes(source), "models/styrke.yaml": rule.encode(),
    }  # fmt: skip
    bank, _ = load(mini(over).items())
    assert "f9" in bank.records
    return current(bank, found["day"])


@given(evidence, evidence)
@settings(max_examples=60)
def test_no_strength_changes_without_a_cause(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Whatever two states of the evidence, each strength or direction that is another has a known cause."""
    for id_, found in both_ways(one, other):
        assert found.årsaker, id_
        assert not {cause.slag for cause in found.årsaker} & {"ukjent", "program"}, (id_, found)


@given(
    evidence,
    st.sampled_from(["grounds", "survey", "lest", "dato", "part", "tried", "cap", "own", "day", "slag", "retning"]),
    evidence,
)
@settings(max_examples=60)
def test_one_change_of_the_evidence_is_the_cause(one: dict[str, Any], name: str, other: dict[str, Any]) -> None:
    """When only one thing is another, it is named as the cause, and nothing else is."""
    expected = {
        "grounds": {"grunnlag"}, "survey": {"undersøkelse"}, "lest": {"kilde"}, "dato": {"kilde"}, "part": {"case"},
        "tried": {"erfaring"}, "cap": {"regel"}, "own": {"kilde"}, "day": {"alder"}, "slag": {"funnet"},
        "retning": {"funnet"},
    }[name]  # fmt: skip
    more = {"funnet"} if name == "slag" else set()
    for id_, found in both_ways(one, one | {name: other[name]}):
        if id_ == "f9":
            assert {cause.slag for cause in found.årsaker} <= expected | more, found


def both_ways(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, Any]]:
    """The strengths that are another, there and back again."""
    before, after = bank_with(one), bank_with(other)
    return [
        (record.id, record.styrke)
        for found in (told(before, after), told(after, before))
        for record in found.poster
        if record.styrke
    ]


def test_the_causes_are_put_to_the_test() -> None:
    """The evidence that is drawn above gives every step from 0 to 4, both directions and none."""
    base = {
        "slag": "effekt", "retning": "styrker", "uses": False, "lest": "hele", "dato": "2023", "part": False,
        "tried": "", "cap": 2, "own": False, "day": TODAY,
        "survey": {"art": "utvalgsundersøkelse", "n": 1200, "uavhengig": "ja", "caser": ["c1"], "tid": "2022"},
    }  # fmt: skip
    strong = {"metode": "telling", "kilder": ["k1"], "art": "måling før og etter", "caser": ["c1"], "n": 5}
    tried = (
        {"grounds": [{"metode": "samtale", "kilder": ["k1"], "art": "plan"}]},
        {"grounds": [{"metode": "samtale", "kilder": ["k1"], "art": "intervju"}]},
        {"grounds": [strong]},
        {"grounds": [strong], "tried": "motsier"},
        {"grounds": [strong | {"caser": ["c1", "c3"], "uavhengig": "ja", "før_etter": "ja"}]},
        {"grounds": [strong], "slag": "beskrivelse"},
    )
    rows = [bank_with(base | change).get("f9").get("styrke") for change in tried]
    steps = [(row["trinn"], row["retning"]) if row else None for row in rows]
    assert steps == [(0, "styrker"), (1, "styrker"), (3, "styrker"), (2, "blandet"), (5, "styrker"), None]


def test_a_new_rule_and_another_program_are_told_apart() -> None:
    """With the same evidence on the same day, it is the rule when that is another, and else the program."""
    before = data_of(state())
    after = copy.deepcopy(before)
    f1 = next(record for record in after["poster"] if record["id"] == "f1")
    f1["styrke"] |= {"trinn": 1}
    after["om"]["verktøy"] = "erfaringsbank 99"
    (cause,) = of(told(reread(before), reread(after)), "f1").styrke.årsaker  # type: ignore[union-attr]
    assert (cause.slag, "erfaringsbank 99" in cause.tekst) == ("program", True)
    after["ordforråd"]["styrke"]["motsagt_høyst"] = 1
    (cause,) = of(told(reread(before), reread(after)), "f1").styrke.årsaker  # type: ignore[union-attr]
    assert (cause.slag, "motsagt høyst: 2 → 1" in cause.tekst) == ("regel", True)


def test_age_is_a_cause() -> None:
    """Evidence that nobody renews becomes too old, and the strength falls because of that alone."""
    (found,) = told(state(day=TODAY), state(day=date(2060, 1, 1))).poster
    assert found.id == "f1"
    assert found.styrke
    assert [cause.slag for cause in found.styrke.årsaker] == ["alder"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["En.", "To."], ["To.", "En."], {"felt": "rekkefølge"}),
        (["Det er et stort hus ved elva."], ["Det er et lite hus ved elva."], {"ledd": "omskrevet"}),
        (["Det er et stort hus ved elva."], ["Fire ansatte."], {"ledd": "nytt borte"}),
        ([{"tekst": "A.", "merke": "a"}], [{"tekst": "Noe helt annet enn før.", "merke": "a"}], {"ledd": "omskrevet"}),
        ([{"tekst": "A.", "kilder": ["k1"]}], [{"tekst": "A.", "kilder": ["k1", "k2"]}], {"ledd": "endret"}),
        ([{"tekst": "A.", "tall": {"verdi": "1"}}], [{"tekst": "A.", "tall": {"verdi": "2"}}], {"tall": "ett"}),
    ],
)
def test_a_statement_is_followed(before: list[Any], after: list[Any], expected: dict[str, str]) -> None:
    """By its mark, its words, or words that are like; order, sources and numbers are told as what they are."""
    states = [
        {"poster": [{"id": "c1", "type": "case", "overskrift": "C", "kort": _long(one)}]} for one in (before, after)
    ]
    (found,) = told(*map(reread, states)).poster
    assert {name for name in ("felt", "ledd", "tall") if getattr(found, name)} == set(expected)
    for one in found.ledd:
        assert one.slag in expected["ledd"].split()


def _long(parts: list[Any]) -> list[Any]:
    return [{"tekst": part} if isinstance(part, str) else part for part in parts]


def test_the_base_of_a_number_is_a_part_of_it() -> None:
    """More were asked: the share is the same, and is told to be of others than before."""
    text = mini()["content/undersokelser/u1-sporring.yaml"].decode().replace("1 200", "1 300")
    found = told(state(), state({"content/undersokelser/u1-sporring.yaml": text}))
    (change,) = of(found, "f1").tall
    assert change_words.number(change) == "64 prosent (svarte ja): n er nå 1\xa0300, før 1\xa0200."


def statements(value: Any) -> list[dict[str, Any]]:
    """Every statement inside a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [value] if isinstance(value, dict) and "tekst" in value else []
    return own + [found for one in inner for found in statements(one)]


def test_a_field_that_the_model_got_is_no_change() -> None:
    """Every statement has a new field with one value: the model's. One that has another value is told."""
    before = data_of(state())
    after = copy.deepcopy(before)
    parts = statements(after["poster"])
    assert len(parts) > 20
    for part in parts:
        part["lesbarhet"] = "vanlig"
    assert not told(reread(before), reread(after))
    assert not told(reread(after), reread(before))
    parts[0]["lesbarhet"] = "tung"
    (found,) = told(reread(before), reread(after)).poster
    assert [part.felt for part in found.ledd[0].deler] == ["lesbarhet"]


def test_what_cannot_be_read_is_not_gone() -> None:
    """A file with a fault is left out of the comparison, and is not said to be removed."""
    broken = state({CASE: "tittel: [uten slutt"})
    assert broken.uleselige == {"c1"}
    assert "c1" not in {one.id for one in told(state(), broken).poster}
    assert "c1" not in {one.id for one in told(broken, state()).poster}


def test_an_open_question_is_closed_or_answered() -> None:
    """The words for a question are not those for other records."""
    found = told(*two_states())
    assert change_words.life(of(found, "q1")) == "Besvart i F3."
    assert change_words.life(of(found, "a2")) == "Trukket. Rådet er gått ut på dato."
    closed = of(found, "q1").model_copy(update={"slag": "trukket", "erstattet_av": None, "fordi": "Ingen spør mer"})
    assert change_words.life(closed) == "Lukket. Ingen spør mer."


def test_the_json_follows_its_schema() -> None:
    """The format is described, each field in words, and what is made is valid by a tool that is not ours."""
    name, raw = changes.schema()
    schema = json.loads(raw)
    assert name == "endringer.schema.json"
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(changes.as_json(told(*two_states()))))
    described = [field for part in schema["$defs"].values() for field in part["properties"].values()]
    assert len(described) > 40
    assert [field for field in described if "description" not in field] == []


def test_the_changelog_is_markdown_that_means_what_it_says() -> None:
    """Signs of Markdown in a title are shown as signs."""
    new = {"content/funn/f8-nytt.yaml": 'tittel: "*Fet* [lenke](x) <b>"\nslag: beskrivelse\nutfall: bruk\n'
           "grunnlag: [{metode: m, kilder: [k1]}]\n"}  # fmt: skip
    text = change_words.as_markdown(told(state(), state(new)))
    assert "- **F8** \\*Fet\\* \\[lenke\\](x) \\<b\\> (nytt funn)\n" in text


def test_the_later_bank_is_the_small_bank_with_changes() -> None:
    """The two states that all this rests on are two banks that can be read."""
    assert load(later().items())[0].broken == frozenset()
    assert (state(day=EARLIER).dato, len(later())) == ("2025-11-01", len(mini()))
