"""The strength of findings: the open rule, what it promises about more, contrary, older and reordered evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import ROOT
from checking import TODAY, bank_of
from erfaringsbank import grading
from erfaringsbank.bank import Bank
from erfaringsbank.evidence import Unit, grade, municipalities, units, weigh
from erfaringsbank.load import load
from erfaringsbank.project import Project
from erfaringsbank.records import Funn, Styrkeregel

REAL = load(Project(ROOT).files())[0]
RULE = REAL.vocabulary.styrke or pytest.fail("models/styrke.yaml mangler")
NEW = Unit("ny", "en ny måling", 2, frozenset({"c99"}), independent=True, read_whole=True, year=TODAY.year)

unit = st.builds(
    Unit,
    key=st.sampled_from("abcdefgh"),
    label=st.sampled_from(["én", "to", "tre"]),
    level=st.integers(0, 3),
    places=st.frozensets(st.sampled_from(["c1", "c2", "c3", "c4"]), max_size=3),
    contrary=st.booleans(),
    independent=st.booleans(),
    before_after=st.booleans(),
    read_whole=st.booleans(),
    year=st.one_of(st.none(), st.integers(1990, 2026)),
)
evidence = st.lists(unit, max_size=6).map(tuple)


def finding(grounds: str, *, kind: str = "effekt", more: str = "") -> tuple[Bank, Funn]:
    """The small bank with a finding f9 that rests on these grounds (the lines of `grunnlag`)."""
    direction = "" if kind == "beskrivelse" else "retning: styrker\n"
    text = f"tittel: Noe ble bedre\nslag: {kind}\nutfall: opplevelse\n{direction}grunnlag:\n{grounds}{more}"
    bank = bank_of({"content/funn/f9-noe.yaml": text})
    return bank, bank["f9"]  # type: ignore[return-value]


def step_of(grounds: str, today: date = TODAY) -> int:
    bank, record = finding(grounds)
    found = grade(bank, record, today)
    assert found is not None
    return found.step


@given(evidence, unit)
def test_one_more_confirming_unit_never_lowers_the_strength(found: tuple[Unit, ...], more: Unit) -> None:
    """Whatever is known, another independent municipality that shows the same does not make it less certain."""
    confirming = replace(more, key="ny", places=frozenset({"c99"}), contrary=False)
    assert weigh((*found, confirming), RULE, TODAY)[0] >= weigh(found, RULE, TODAY)[0]


@given(evidence, st.integers(0, 60))
def test_age_never_raises_the_strength(found: tuple[Unit, ...], years: int) -> None:
    """The same evidence judged later is at most as strong."""
    later = date(TODAY.year + years, 11, 22)
    assert weigh(found, RULE, later)[0] <= weigh(found, RULE, TODAY)[0]


@given(st.lists(unit, max_size=4))
def test_the_order_of_the_evidence_does_not_matter(found: list[Unit]) -> None:
    """Every order gives the same step."""
    assert len({weigh(order, RULE, TODAY)[0] for order in permutations(found)}) == 1


@given(evidence)
def test_the_step_is_on_the_ladder(found: tuple[Unit, ...]) -> None:
    """Always 0 to 5, and never without a reason."""
    step, reasons = weigh(found, RULE, TODAY)
    assert 0 <= step <= 5
    assert reasons


@given(evidence)
def test_contrary_evidence_caps_the_strength_and_is_named(found: tuple[Unit, ...]) -> None:
    """Something against: at most the cap of the rule, and its name in the reason."""
    against = Unit("imot", "en som sier noe annet", 2, frozenset({"c7"}), contrary=True)
    step, reasons = weigh((*found, against), RULE, TODAY)
    assert step <= RULE.motsagt_høyst
    assert any("taler mot" in reason for reason in reasons)


@given(st.lists(unit, max_size=6), unit)
def test_one_more_unit_never_makes_the_municipalities_fewer(found: list[Unit], more: Unit) -> None:
    """The count of witnesses grows with the evidence."""
    assert municipalities([*found, more]) >= municipalities(found)


def test_a_survey_over_two_municipalities_is_one_witness() -> None:
    """Two municipalities whose split is not read do not confirm each other."""
    both = Unit("u1", "undersøkelse", 3, frozenset({"c1", "c2"}))
    alone = Unit("i", "intervju", 1, frozenset({"c1"}))
    assert municipalities([both]) == 1
    assert municipalities([both, alone]) == 2


def test_a_fourth_article_on_the_same_survey_changes_nothing() -> None:
    """More sources behind one survey, or the survey named twice, is one piece of evidence."""
    one = "  - {undersøkelse: u1, art: utvalgsundersøkelse, kilder: [k1], caser: [c1]}\n"
    four = one.replace("[k1]", "[k1, k2]") + one
    assert step_of(one) == step_of(four)
    bank, record = finding(four)
    assert len(units(bank, record, RULE)) == 1


def test_two_accounts_of_one_municipality_are_one_unit() -> None:
    """A place counts as its municipality: the library and the town tell of the same."""
    place, town = "c2", "c1"
    grounds = "".join(
        f"  - {{metode: intervju, art: intervju, kilder: [k1], caser: [{id_}]}}\n" for id_ in (place, town)
    )
    bank, record = finding(grounds)
    assert [unit.places for unit in units(bank, record, RULE)] == [frozenset({"c1"})]


def test_contrary_evidence_makes_the_direction_mixed() -> None:
    """The direction that is published takes what speaks against into account."""
    grounds = "  - {metode: telling, art: telling, kilder: [k1], caser: [c1]}\n"
    against = "  - {metode: intervju, art: intervju, kilder: [k1], peker: motsier}\n"
    bank, record = finding(grounds + against)
    found = grade(bank, record, TODAY)
    assert found is not None
    assert found.direction == "blandet"
    assert "«intervju» taler mot" in grading.reason(bank, found)


def test_a_plan_or_an_opinion_alone_is_step_nought() -> None:
    """Hopes are not evidence."""
    assert step_of("  - {metode: planen, art: plan, kilder: [k1], caser: [c1]}\n") == 0
    assert step_of("  - {metode: leserbrev, art: meningsytring, kilder: [k1], caser: [c1]}\n") == 0


def test_uncertain_evidence_reaches_no_further_than_told() -> None:
    """A survey whose link to the finding is derived counts as a story."""
    sure = "  - {undersøkelse: u1, art: utvalgsundersøkelse, n: 900, kilder: [k1]}\n"
    unsure = sure.replace("kilder: [k1]}", "kilder: [k1], sikkerhet: usikker, hvorfor: utledet}")
    assert (step_of(sure), step_of(unsure)) == (3, RULE.usikkert_høyst)


def test_a_survey_without_n_reaches_less_far() -> None:
    """A share of nobody knows how many is not a measurement one can defend."""
    without = "  - {metode: spørreundersøkelse, art: utvalgsundersøkelse, n: ikke lest, kilder: [k1]}\n"
    assert step_of(without) == RULE.uten_n_høyst
    assert step_of(without.replace("ikke lest", "900")) == 3


def test_a_description_has_no_strength() -> None:
    """«Slik er det» is not an effect."""
    bank, record = finding("  - {metode: telling, art: telling, kilder: [k1]}\n", kind="beskrivelse")
    assert grade(bank, record, TODAY) is None
    assert "En beskrivelse får ingen styrke" in "\n".join(grading.explain(bank, record, TODAY))


def test_an_experience_counts_in_the_open() -> None:
    """«Vi prøvde det» supports or contradicts a finding as a told case from its place."""
    grounds = "  - {metode: intervju, art: intervju, kilder: [k1], caser: [c1]}\n"
    tried = (
        "tittel: Vi prøvde\nprøvde: [a1]\nsted: Nabo kommune\ntid: 2025\nresultat: virket\n"
        'hva: ["Vi gjorde det. [k1]"]\n{felt}: [f9]\n'
    )
    text = f"tittel: Noe ble bedre\nslag: effekt\nutfall: opplevelse\nretning: styrker\ngrunnlag:\n{grounds}"
    grades = {}
    for field in ("støtter", "motsier"):
        files = {"content/funn/f9-noe.yaml": text, "content/erfaringer/e9-vi.yaml": tried.replace("{felt}", field)}
        bank = bank_of(files)
        found = grade(bank, bank["f9"], TODAY)  # type: ignore[arg-type]
        assert found is not None
        grades[field] = (found.step, found.direction)
    assert grades == {"støtter": (2, "styrker"), "motsier": (1, "blandet")}


@pytest.mark.parametrize("record", REAL.of(Funn), ids=lambda record: record.id)
def test_what_is_said_to_raise_a_strength_does(record: Funn) -> None:
    """On the real findings: each «blir 3 hvis» is above the strength it is said of, and on the ladder."""
    found = grade(REAL, record, TODAY)
    if record.slag == "beskrivelse":
        assert found is None
        return
    assert found is not None
    assert all(found.step < step <= 5 for step, _ in found.raises)
    assert found.raises or found.step == 5 or found.direction == "blandet"
    assert grading.reason(REAL, found).startswith(f"{found.step} av 5")
    assert found.step == weigh(found.units, RULE, TODAY)[0]


def test_the_rule_knows_every_kind_of_evidence() -> None:
    """A kind without a level would count as nothing, in silence."""
    kinds = Funn.model_json_schema()["$defs"]["Grunnlag"]["properties"]["art"]["anyOf"][0]["enum"]
    assert set(RULE.nivå) == set(kinds)
    assert isinstance(RULE, Styrkeregel)
    assert len(RULE.trinn) == 6
