"""The bank as a whole: references both ways, inheritance, order."""

from __future__ import annotations

import dataclasses

import pytest

from checking import bank_of
from erfaringsbank.bank import Edge, id_order, sources_of, type_of
from erfaringsbank.records import TYPES, Anbefaling, Case, Funn, Hendelse, Id, Kilde, Record, Spørsmål

TOWN = "content/caser/c1-eksempel-kommune.yaml"


def case(text: str, number: int = 9) -> dict[str, str]:
    """One more case."""
    return {f"content/caser/c{number}-torget.yaml": f"tittel: Torget\n{text}"}


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.mappe)
def test_the_records_of_a_type_are_all_of_them_in_order(cls: type[Record]) -> None:
    """By number, and none of another type."""
    records = bank_of().of(cls)
    assert [record.id for record in records] == [id_ for id_ in bank_of().records if id_[0] == cls.bokstav]
    assert [record.nummer for record in records] == sorted(record.nummer for record in records)


def test_a_record_is_found_only_as_what_it_is() -> None:
    """An ID of another type, or of nothing, gives nothing."""
    bank = bank_of()
    assert bank.get("f1", Funn) is bank["f1"]
    assert bank.get("f1", Case) is None
    assert bank.get("f99", Funn) is None


def test_edges_tell_from_where_to_what_and_how() -> None:
    """Fields of IDs, sources, and mentions in texts, each with the place in the record."""
    assert {
        Edge("a1", ("tittel",), Id("f1"), "omtale"),
        Edge("a1", ("råd", "tekst"), Id("f1"), "omtale"),
        Edge("a1", ("råd", "kilder", 0), Id("k1"), "kilde"),
        Edge("a1", ("til", 0), Id("r1"), "felt"),
        Edge("a1", ("hvorfor", 0), Id("f1"), "felt"),
    } <= set(bank_of().edges["a1"])


def test_a_page_has_edges_too() -> None:
    """From its address, at the position in its text; code is no reference."""
    edges = bank_of().edges["om"]
    text = next(side.text for side in bank_of().sider if side.path == "om")
    assert [edge.target for edge in edges] == ["f1", "f1", "f1", "k1", "c1"]
    assert all(text[int(edge.loc[0])] == "@" for edge in edges)


def test_every_edge_is_found_from_its_other_end() -> None:
    """Back-references are the references turned around, no more and no fewer."""
    bank = bank_of()
    forth = {edge for edges in bank.edges.values() for edge in edges}
    back = {edge for edges in bank.back.values() for edge in edges}
    assert len(forth) > 100
    assert forth == back
    assert all(edge.target == target for target, edges in bank.back.items() for edge in edges)


def test_those_who_refer_are_each_named_once_in_order() -> None:
    """However many times they refer; and never the record itself."""
    bank = bank_of({"content/sporsmal/q9-a.yaml": 'tittel: "x"\nhvorfor_åpent: ["@q9 [k1]"]\nhva_lukker: "@q9"\n'})
    assert [record.id for record in bank.referrers("f1", Anbefaling)] == ["a1"]
    assert bank.referrers("q9", Spørsmål) == []
    assert bank.referrers("k99", Spørsmål) == []
    assert [record.id for record in bank.referrers("k1", Hendelse)] == ["h1", "h2"]


def test_references_to_what_is_not_there_are_still_references() -> None:
    """The rules tell; the graph keeps them."""
    bank = bank_of(case("kort: [Et torg. [k77]]\n".replace("[Et torg. [k77]]", '["Et torg. [k77]"]')))
    assert [edge.start for edge in bank.back["k77"]] == ["c9"]


def test_a_place_inherits_from_its_town() -> None:
    """Country, town, number, status and assessment; what it has itself wins, axis by axis."""
    bank = bank_of(case("del_av: c1\nstatus: planlagt\nakser: {felles_leder: delvis}\n"))
    own, whole, town = bank["c9"], bank.whole(bank["c9"]), bank["c1"]  # type: ignore[arg-type]
    assert isinstance(own, Case)
    assert isinstance(town, Case)
    assert (own.land, whole.land, whole.kommune, whole.kommunenummer) == (None, "Norge", "Eksempel", "0301")
    assert (whole.status, whole.vurdering) == ("planlagt", town.vurdering)
    assert whole.akser == {"felles_lokale": "ja", "felles_leder": "delvis"}


def test_what_is_said_of_the_town_is_not_said_of_the_place() -> None:
    """Texts, dates and models are not inherited."""
    bank = bank_of(case("del_av: c1\n"))
    whole = bank.whole(bank["c9"])  # type: ignore[arg-type]
    assert (whole.kort, whole.siden, whole.organisasjonsmodell, whole.åpningstider) == ((), None, None, ())
    assert whole.id == "c9"


def test_a_place_inherits_through_another_place() -> None:
    """From the nearest that says something."""
    bank = bank_of(case("del_av: c8\n") | case("del_av: c1\nakser: {meråpent: ja, felles_leder: ja}\n", 8))
    whole = bank.whole(bank["c9"])  # type: ignore[arg-type]
    assert whole.akser == {"felles_lokale": "ja", "felles_leder": "ja", "meråpent": "ja"}
    assert whole.land == "Norge"


@pytest.mark.parametrize("parent", ["c9", "c99"])
def test_a_place_in_a_ring_or_of_nothing_has_only_its_own(parent: str) -> None:
    """A rule tells; nothing hangs."""
    bank = bank_of(case(f"del_av: {parent}\nstatus: i drift\n"))
    assert bank.whole(bank["c9"]).status == "i drift"  # type: ignore[arg-type]


def test_two_places_in_a_ring_do_not_hang() -> None:
    """Each has its own and the other's."""
    bank = bank_of(case("del_av: c8\nland: Norge\n") | case("del_av: c9\nstatus: planlagt\n", 8))
    assert bank.whole(bank["c9"]).status == "planlagt"  # type: ignore[arg-type]
    assert bank.whole(bank["c8"]).land == "Norge"  # type: ignore[arg-type]


def test_a_town_knows_its_places() -> None:
    """Once each, in order."""
    bank = bank_of(case("del_av: c1\n"))
    assert [part.id for part in bank.parts(bank["c1"])] == ["c2", "c9"]  # type: ignore[arg-type]
    assert bank.parts(bank["c9"]) == []  # type: ignore[arg-type]


def test_a_statement_has_its_own_sources_or_else_those_of_the_record() -> None:
    """What is written closest wins."""
    finding = bank_of()["f1"]
    assert isinstance(finding, Funn)
    assert sources_of(finding, finding.forbehold[0]) == ("k1",)
    assert sources_of(finding, finding.utdyping[1]) == ("u1",)


def test_an_id_tells_its_type_and_its_order() -> None:
    """By letter, then by number as a number."""
    assert type_of("k12") is Kilde
    assert type_of("z1") is None
    assert sorted(["k10", "k9", "f1", "g2"], key=id_order) == ["g2", "f1", "k9", "k10"]


def test_nothing_can_be_added_to_a_bank() -> None:
    """It is frozen, and so are its records."""
    bank = bank_of()
    with pytest.raises(dataclasses.FrozenInstanceError):
        bank.sider = ()  # type: ignore[misc]
    with pytest.raises(Exception, match="frozen"):
        bank["k1"].tittel = "x"  # type: ignore[assignment, misc]
