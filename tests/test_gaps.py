"""What the bank does not know, and where the municipalities stand."""

from __future__ import annotations

from checking import TODAY, bank_of
from erfaringsbank.gaps import cells, conditions, landscape
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Case, Funn
from erfaringsbank.templating import anchor
from rendered import real

BANK = real().bank
MADE = real().pages


def test_every_outcome_and_axis_has_a_cell_with_an_address() -> None:
    """The table links each cell to a heading that exists, also where nothing is known."""
    found = cells(BANK)
    assert len(found) == len(BANK.vocabulary.utfall) * len(BANK.vocabulary.akser) > 0
    for outcome, axis in found:
        page = MADE[f"kunnskapshull/{anchor(outcome)}.md"]
        assert f"{{ #{anchor(axis)} }}" in page
        assert f'href="{anchor(outcome)}/#{anchor(axis)}"' in MADE["kunnskapshull/index.md"]


def test_an_empty_cell_says_so_and_what_would_fill_it() -> None:
    """«Her vet vi ikke» is followed by the measurement that would answer."""
    empty = [(cell.utfall, cell.akse) for cell in cells(BANK).values() if not cell.funn]
    assert empty
    for outcome in {outcome for outcome, _ in empty}:
        page = MADE[f"kunnskapshull/{anchor(outcome)}.md"]
        count = sum(1 for other, _ in empty if other == outcome)
        assert page.count("**Her vet vi ikke.**") == page.count("Det som ville fylt hullet") == count


def test_a_finding_stands_in_the_cells_of_its_conditions_only() -> None:
    """Its own axes when it names any, else those that all its places share."""
    for (outcome, axis), cell in cells(BANK).items():
        assert all(finding.utfall == outcome and axis in conditions(BANK, finding) for finding in cell.funn)
    named = next(finding for finding in BANK.of(Funn) if finding.akser)
    assert conditions(BANK, named) == {axis for axis, answer in named.akser.items() if answer != "nei"}


def test_the_landscape_holds_each_municipality_once() -> None:
    """By its own answers; a place that is part of a municipality is not placed again."""
    placed = [case.id for cases in landscape(BANK).values() for case in cases]
    assert sorted(placed) == sorted(case.id for case in BANK.of(Case) if not case.del_av)
    assert len(placed) == len(set(placed)) > 40
    assert [case.id for case in landscape(BANK)["nei", "ja"]][:1] == ["c1"]


def test_what_is_not_read_is_placed_as_not_read() -> None:
    """No axis is guessed."""
    bank = bank_of({"content/caser/c9-ukjent.yaml": 'tittel: Ukjent\nkort: ["Et sted. [k1]"]\n'})
    assert [case.id for case in landscape(bank)["ikke lest", "ikke lest"]][-1:] == ["c9"]


def test_the_front_page_shows_the_negative_mixed_and_unknown() -> None:
    """The shares come from the bank and add up to all findings."""
    known = Knowledge(BANK, TODAY)
    front = real().text("index.md")
    spread = known.fordeling()
    assert sum(spread.values()) == len(BANK.of(Funn))
    for way in ("svekker", "blandet", "vet ikke"):
        assert f"{spread[way]} av {len(BANK.of(Funn))} funn Retning: {way}" in front


def test_nothing_is_ranked() -> None:
    """Neither municipalities nor models are listed by anything but their number."""
    ids = [case.id for case in BANK.of(Case)]
    assert ids == sorted(ids, key=lambda id_: int(id_[1:]))
