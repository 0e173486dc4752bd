"""`new`: a file with the right name, every required field in it, and nothing but what is left to fill in."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import DAY, QUESTION, copy, put, small, texts
from erfaringsbank.authoring.scaffold import new, skeleton, slug_of, type_named
from erfaringsbank.checking import read_and_check
from erfaringsbank.clock import today_from
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.source import read
from erfaringsbank.records import FILE_STEM, TYPES, Record, folder_of

# What a skeleton may be told: fill it in. Where a choice, an ID or a part is wanted, the words are of the wrong kind.
TO_BE_FILLED = {"ikke-fylt-ut", "felt-valg", "id-form", "felt-gruppe", "dato-form", "felt-for-fa"}
# A source that is not named yet, and a record that nothing uses yet.
TO_BE_FILLED |= {"uten-kilde", "grunnlag-uten-kilde", "ubrukt"}

every_type = pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.mappe)


@every_type
def test_a_skeleton_has_every_required_field_and_names_every_other(cls: type[Record]) -> None:
    """Required fields are values, the type's own optional ones are comments, and the YAML has no fault."""
    text = skeleton(cls, f"{cls.bokstav}9", "")
    source, problems = read("x.yaml", text.encode())
    assert problems == []
    required = [name for name, field in cls.model_fields.items() if field.is_required()]
    assert list(source.data) == required
    own = [name for name in cls.model_fields if name not in Record.model_fields]
    assert [name for name in own if f"\n# {name}:\n" not in text] == [name for name in own if name in required]
    assert all((cls.model_fields[name].description or "–") in text for name in own)


@every_type
def test_check_says_of_a_new_record_only_what_is_left_to_fill_in(tmp_path: Path, cls: type[Record]) -> None:
    """In a sound bank the new file gets problems of filling in, at least one, and no other file gets any."""
    bank = copy(tmp_path)
    before = read_and_check(bank, today_from(DAY)).problems
    path = new(bank, cls.navn, "")
    problems = [problem for problem in read_and_check(bank, today_from(DAY)).problems if problem not in before]
    assert {problem.place.path for problem in problems} == {path}
    assert {problem.code for problem in problems} <= TO_BE_FILLED
    assert all(problem.fix for problem in problems)


def test_a_filled_in_skeleton_has_no_problem(tmp_path: Path) -> None:
    """Put words where it says so, and the record is sound."""
    bank = small(tmp_path)
    path = bank.root / new(bank, "spørsmål", "Hva koster det egentlig?")
    text = path.read_text(encoding="utf-8").replace("[k…]", "[k1]").replace("FYLL UT", "Et svar")
    path.write_text(text, encoding="utf-8")
    assert read_and_check(bank, today_from(DAY)).problems == []


def test_the_next_id_is_after_the_highest_and_gaps_stay(tmp_path: Path) -> None:
    """A number that has been used is never used again."""
    bank = small(tmp_path, {"content/sporsmal/q7-a.yaml": QUESTION})
    assert new(bank, "spørsmål", "Ny") == "content/sporsmal/q8-ny.yaml"
    assert new(bank, "spørsmål", "Ny") == "content/sporsmal/q9-ny.yaml"
    assert new(bank, "funn", "") == "content/funn/f1-nytt-navn.yaml"


def test_an_id_that_someone_still_refers_to_is_not_free(tmp_path: Path) -> None:
    """The file is deleted, the references are not: a new record must not slip in under them."""
    bank = small(tmp_path, {"content/sporsmal/q2-a.yaml": QUESTION.replace("[k1]", "[k1, k12]") + "gjelder: [f4]\n"})
    assert new(bank, "kilde", "Ny") == "content/kilder/k13-ny.yaml"
    assert new(bank, "funn", "Ny") == "content/funn/f5-ny.yaml"


def test_a_file_with_faults_still_has_its_id(tmp_path: Path) -> None:
    """The number comes from the file names, so a file that cannot be read is counted."""
    bank = put(tmp_path, {"content/funn/f4-a.yaml": "tittel: [", "content/funn/f5-b.yaml": ""})
    assert new(bank, "funn", "") == "content/funn/f6-nytt-navn.yaml"


def test_nothing_is_ever_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are there stay as they are, also when the number was counted wrong."""
    bank = small(tmp_path)
    before = texts(bank)
    path = new(bank, "spørsmål", "Ny")
    assert {name: text for name, text in texts(bank).items() if name != path} == before
    monkeypatch.setattr("erfaringsbank.authoring.scaffold.next_free", lambda *_: "q1")
    with pytest.raises(FileExistsError):
        new(bank, "spørsmål", "Pris")
    assert texts(bank)["content/sporsmal/q1-pris.yaml"] == before["content/sporsmal/q1-pris.yaml"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Årsmelding 2023", "arsmelding-2023"),
        ("Æ, ø og Å!", "ae-o-og-a"),
        (unicodedata.normalize("NFD", "På nytt: får båten"), "pa-nytt-far-baten"),
        ("Señor Čapek à la garçon", "senor-capek-a-la-garcon"),
        ("En to tre fire fem seks sju åtte", "en-to-tre-fire-fem-seks"),
        ("64 % av innbyggerne", "64-av-innbyggerne"),
        ("«Sitat» – og <b>{{ x }}</b>", "sitat-og-b-x-b"),
        ("../../etc/passwd", "etc-passwd"),
        ("", ""),
        ("🧑‍🏫 …", ""),
    ],
)
def test_the_slug_of_a_title(title: str, slug: str) -> None:
    """At most six words of a–z and digits, whatever the title holds."""
    assert slug_of(title) == slug


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_title_gives_a_file_name_and_a_sound_file(title: str) -> None:
    """The name is one that `load` accepts, and the title reads back as it was given, letter by letter."""
    assert FILE_STEM.fullmatch(f"f1-{slug_of(title) or 'nytt-navn'}")
    printable = "".join(letter for letter in title if letter.isprintable())
    source, problems = read("x.yaml", skeleton(TYPES[0], "g1", printable).encode())
    assert problems == []
    assert source.data["tittel"] == unicodedata.normalize("NFC", printable or "FYLL UT")


def test_a_type_is_found_by_any_of_its_names(tmp_path: Path) -> None:
    """Name, plural, folder and letter, with or without Norwegian letters and capitals."""
    for cls in TYPES:
        for name in (cls.navn, cls.flertall, cls.mappe, cls.bokstav, cls.navn.upper()):
            assert type_named(name).mappe == cls.mappe
    assert type_named("undersokelse").navn == "undersøkelse"
    assert folder_of(type_named("maal".replace("aa", "å"))) == "models/mal"


@pytest.mark.parametrize(("name", "fix"), [("kildde", "Mente du kilde?"), ("spørsmåll", "Mente du spørsmål?")])
def test_a_misspelt_type_gets_a_suggestion(name: str, fix: str) -> None:
    """The nearest type is named."""
    with pytest.raises(UserError, match=name) as caught:
        type_named(name)
    assert caught.value.fix == fix


def test_an_unknown_type_gets_the_list_and_nothing_is_written(tmp_path: Path) -> None:
    """Every type is listed once, and the bank is as it was."""
    bank: Project = small(tmp_path)
    before = texts(bank)
    with pytest.raises(UserError) as caught:
        new(bank, "xyz", "Tittel")
    assert all(cls.navn in caught.value.fix for cls in TYPES)
    assert texts(bank) == before
