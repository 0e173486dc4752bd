"""Do references lead somewhere? IDs, numbers, words from `models/`, and rings."""

from __future__ import annotations

import re

import pytest

from checking import check_files, check_mini, codes, mini, told

QUESTION = "content/sporsmal/q9-pris.yaml"
CASE = "content/caser/c9-torget.yaml"
FINDING = "content/funn/f9-svar.yaml"
FOUND = "tittel: Svar\nslag: beskrivelse\nutfall: bruk\ngrunnlag: [{metode: x, kilder: [k1]}]\n"


def question(more: str, source: str = "k1") -> dict[str, str]:
    """A question with something more in it."""
    return {QUESTION: f'tittel: Hva?\nhvorfor_åpent: ["Ingen. [{source}]"]\nhva_lukker: Tall.\n{more}'}


def page(words: str) -> dict[str, str]:
    """A hand-written page."""
    return {"content/sider/x.md": f"---\ntittel: x\nbeskrivelse: y\n---\n{words}\n"}


@pytest.mark.parametrize(
    ("overlay", "place"),
    [
        (question("gjelder: [c1, k77]\n"), (4, 15, 3)),
        (question("", "k1, k77"), (2, 30, 3)),
        (question("stilt_av: se @k77.\n"), (4, 15, 3)),
        (question("stilt_av: se @k77.tall.\n"), (4, 15, 3)),
        (question("stilt_av: >-\n  se\n  @k77\n"), (6, 4, 3)),
        (question("eier: r77\n".replace("r77", "r7")), (4, 7, 2)),
        (page("Se @k77."), (5, 4, 4)),
        (page("Å, ø: *@k77*"), (5, 8, 4)),
    ],
)
def test_an_unknown_id_is_told_where_it_stands(overlay: dict[str, str], place: tuple[int, int, int]) -> None:
    """In a field, in brackets, in a text over several lines, in a page."""
    (found,) = check_mini(overlay)
    assert found.code == "ukjent-referanse"
    assert (found.place.line, found.place.column, found.place.width) == place


@pytest.mark.parametrize(("wrong", "right"), [("c11", "c1"), ("q11", "q1"), ("f22", "f2"), ("k33", "k3")])
def test_the_suggested_id_is_one_that_is_there(wrong: str, right: str) -> None:
    """Doing what the fix says removes the problem."""
    (found,) = check_mini(question(f"gjelder: [{wrong}]\n"))
    suggested = re.match(r"Mente du (\w+)\?", found.fix)
    assert suggested
    assert suggested[1] == right
    assert "ukjent-referanse" not in codes(check_mini(question(f"gjelder: [{suggested[1]}]\n")))


def test_an_id_of_no_type_is_told() -> None:
    """With the letters that there are."""
    (found,) = check_mini(question("gjelder: [z1]\n"))
    assert (found.code, found.message) == ("ukjent-referanse", "Ingen type poster begynner på «z».")
    assert "k" in found.fix


@pytest.mark.parametrize(("wrong", "right"), [("@K1", "@k1"), ("@k01", "@k1"), ("@F-01", "@f1"), ("@c_1", "@c1")])
def test_what_is_almost_a_mention_is_told(wrong: str, right: str) -> None:
    """It would stand on the page as it is written; doing what the fix says makes a link of it."""
    for overlay in (question(f'stilt_av: "Se {wrong}."\n'), page(f"Se {wrong}.")):
        (found,) = check_mini(overlay)
        assert (found.code, found.fix, found.place.width) == ("ukjent-referanse", f"Mente du {right}?", len(wrong))
        mended = {path: text.replace(wrong, right) for path, text in overlay.items()}
        assert told(check_mini(mended)) == ""


@pytest.mark.parametrize(
    "words", ["`@k77`", "```\n@k77\n```", "post@k77.no", "`@K77`", "@Z1", "@k1", "@@K1", "\\`@k1\\`"]
)
def test_what_is_not_a_mention_is_let_be(words: str) -> None:
    """Code and addresses; a page is otherwise its own."""
    assert "ukjent-referanse" not in codes(check_mini(page(words)))


def test_the_head_of_a_page_is_looked_at_too() -> None:
    """The description is shown in search."""
    text = '---\ntittel: x\nbeskrivelse: "Se @f77.tall."\n---\n'
    (found,) = check_mini({"content/sider/x.md": text})
    assert (found.code, found.place.line, found.place.column) == ("ukjent-referanse", 3, 18)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("@f1.tall", []),
        ("@f1.tall3", []),
        ("@f1.tall.", []),
        ("@f1.", []),
        ("@f1. Og", []),
        ("@f1.tall4", ["tall-mangler"]),
        ("@f2.tall", ["tall-mangler"]),
        ("@q1.tall", ["tall-mangler"]),
        ("@f1.tal", ["tall-mangler"]),
        ("@f1.tallet", ["tall-mangler"]),
        ("@f1.tall1", ["tall-mangler"]),
        ("@f1.tall10", ["tall-mangler"]),
        ("@f77.tall", ["ukjent-referanse"]),
    ],
)
def test_a_number_must_be_there_to_be_fetched(words: str, expected: list[str]) -> None:
    """In a record and in a page alike; a misspelling would become a link and a stump."""
    assert codes(check_mini(question(f'stilt_av: "Hva {words}"\n'))) == expected
    assert codes(check_mini(page(f"Hva {words}"))) == expected


def test_a_number_of_a_finding_with_faults_is_not_told() -> None:
    """It may be there."""
    assert codes(check_mini(question("stilt_av: se @f9.tall\n") | {FINDING: "x: y\n"})).count("tall-mangler") == 0


@pytest.mark.parametrize(
    ("overlay", "wrong", "right"),
    [
        ({FINDING: FOUND.replace("bruk", "brukk")}, "brukk", "bruk"),
        ({CASE: "tittel: x\nakser: {felles_lokal: ja}\n"}, "felles_lokal:", "felles_lokale:"),
        ({FINDING: FOUND + "akser: {merapent: ja}\n"}, "merapent", "meråpent"),
        (question("utfall: [Tillit]\n"), "Tillit", "tillit"),
        (question("akser: [felles_ledar]\n"), "felles_ledar", "felles_leder"),
        ({"models/mal/g9-x.yaml": 'tittel: x\nmål: "y [k1]"\nutfall: [opplevelsen]\n'}, "opplevelsen", "opplevelse"),
    ],
)
def test_the_suggested_word_is_one_that_is_there(overlay: dict[str, str], wrong: str, right: str) -> None:
    """Doing what the fix says makes the bank right."""
    (found,) = check_mini(overlay)
    assert (found.code, found.fix) == ("ukjent-verdi", f"Mente du {right.strip(':')}?")
    mended = {path: text.replace(wrong, right) for path, text in overlay.items()}
    assert told(check_mini(mended)) == ""


def test_the_word_lists_themselves_are_looked_at() -> None:
    """A theme that is not there would hide the outcome; a type that is not there has no interval."""
    outcomes = mini()["models/utfall.yaml"].decode().replace("tema: synergi", "tema: synergy")
    (found,) = check_mini({"models/utfall.yaml": outcomes})
    assert (found.code, found.place.path, found.fix) == ("ukjent-verdi", "models/utfall.yaml", "Mente du synergi?")
    (found,) = check_mini({"models/forvaltning.yaml": "sporsmål: {eier: r1, kontroll_måneder: 12}\n"})
    assert (found.code, found.fix) == ("ukjent-verdi", "Mente du spørsmål?")
    (found,) = check_mini({"models/forvaltning.yaml": "funn: {eier: r22, kontroll_måneder: 12}\n"})
    assert (found.code, found.place.column) == ("ukjent-referanse", 14)


def test_a_word_of_a_list_that_is_gone_can_be_added() -> None:
    """There is nothing to choose from."""
    found = check_files(mini(without=["models/temaer.yaml"]))
    assert {problem.fix for problem in found} == {"Legg ordet til i models/temaer.yaml."}


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ({9: 9}, ["c9"]),
        ({9: 8, 8: 9}, ["c8", "c9"]),
        ({9: 8, 8: 7, 7: 8}, ["c7", "c8"]),
        ({9: 8, 8: 7, 7: 9}, ["c7", "c8", "c9"]),
        ({9: 8, 8: 7, 7: 1}, []),
    ],
)
def test_rings_of_places_are_told_by_those_in_them(parents: dict[int, int], expected: list[str]) -> None:
    """Not by those who lead into them."""
    overlay = {f"content/caser/c{child}-a.yaml": f"tittel: x\ndel_av: c{parent}\n" for child, parent in parents.items()}
    found = check_mini(overlay)
    assert set(codes(found)) <= {"arv-i-ring"}
    assert [problem.message.split()[0] for problem in found] == expected


def test_rings_of_replacements_are_told() -> None:
    """No reader would arrive."""
    overlay = {
        f"content/sporsmal/q{old}-a.yaml": f'tittel: x\nhvorfor_åpent: ["y [k1]"]\nhva_lukker: z\ntilstand: erstattet\nerstattet_av: q{new}\n'
        for old, new in {9: 8, 8: 7, 7: 9, 6: 9}.items()
    }
    assert [problem.message.split()[0] for problem in check_mini(overlay)] == ["q7", "q8", "q9"]


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (question("", "k3"), ["Ta bort henvisningen."]),
        (question("gjelder: [q2]\n"), ["Bruk q1."]),
        (question("stilt_av: Se @q2.\n"), ["Bruk q1."]),
        (page("Se @k3."), ["Ta bort henvisningen."]),
        (question("tilstand: erstattet\nerstattet_av: q1\ngjelder: [q2]\n"), []),  # the one who refers is out as well
        (question("tilstand: trukket\ntrukket_fordi: Se @k3.\n"), []),
        (question("gjelder: [t2]\n"), []),  # a draft
    ],
)
def test_what_is_withdrawn_or_replaced_is_not_built_upon(overlay: dict[str, str], expected: list[str]) -> None:
    """A warning to those still in force, with what to use instead."""
    found = check_mini(overlay)
    assert set(codes(found)) <= {"trukket-i-bruk"}
    assert [problem.fix for problem in found] == expected


@pytest.mark.parametrize(
    ("address", "more", "expected"),
    [
        ("https://eksempel.no/rapport", "", ["kilde-dobbel"]),
        ("http://www.eksempel.no/rapport/", "", ["kilde-dobbel"]),
        ("https://eksempel.no/rapport?side=2", "", []),
        ("https://eksempel.no/Rapport", "", []),
        ("https://eksempel.no/rapport", "tilstand: erstattet\nerstattet_av: k1\n", []),
    ],
)
def test_one_address_belongs_to_one_source(address: str, more: str, expected: list[str]) -> None:
    """However it is written; a source replaced by the other has it rightly."""
    text = f"tittel: x\nutgiver: y\nart: rapport\nlest: ikke lest\nadresser: [https://a.no, {address!r}]\n{more}"
    found = check_mini({"content/kilder/k9-x.yaml": text})
    assert codes(found) == expected
    assert [problem.place.column for problem in found] == [26] * len(expected)
