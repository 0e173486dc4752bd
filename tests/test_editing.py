"""Rename and withdraw: the named fields change, and not a byte besides."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import DAY, QUESTION, put, small, texts
from erfaringsbank.authoring.editing import edited, refuse_strangers, rename, set_field, withdraw
from erfaringsbank.checking import read_and_check
from erfaringsbank.clock import today_from
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.source import read

Q1 = "content/sporsmal/q1-pris.yaml"
COMMENTED = (
    "# Øverst: en merknad med æ, ø og å.\n"
    "tittel:   Hva koster det?   \n"
    "\n"
    "# før feltet\n"
    'hvorfor_åpent: ["Ingen tall er lest. [k1]"] # etter feltet\n'
    "hva_lukker: >-\n"
    "  Et regnskap\n"
    "  # dette er tekst\n"
    "# nederst\n"
)


def question(tmp_path: Path, text: str) -> Project:
    """The smallest bank with this text as its question."""
    return small(tmp_path, {Q1: text})


def errors(project: Project) -> list[str]:
    """The codes that `check` finds."""
    return [problem.code for problem in read_and_check(project, today_from(DAY)).problems]


def test_rename_moves_the_file_and_remembers_the_old_slug(tmp_path: Path) -> None:
    """The file gets the new name, the old slug is a field at the end, and every byte before it is as it was."""
    bank = question(tmp_path, COMMENTED)
    before = texts(bank)
    assert "content/sporsmal/q1-kostnad.yaml" in rename(bank, "q1", "kostnad")
    moved = COMMENTED + "tidligere_adresser: [pris]\n"
    assert texts(bank) == {name: text for name, text in before.items() if name != Q1} | {
        "content/sporsmal/q1-kostnad.yaml": moved.encode()
    }
    assert errors(bank) == []


def test_renamed_twice_remembers_both_and_back_again_forgets_the_present_one(tmp_path: Path) -> None:
    """Every earlier address works, and the present one is not among them."""
    bank = question(tmp_path, COMMENTED)
    rename(bank, "q1", "kostnad")
    rename(bank, "q1", "utgift")
    assert (bank.root / "content/sporsmal/q1-utgift.yaml").read_text(
        encoding="utf-8"
    ) == COMMENTED + "tidligere_adresser: [pris, kostnad]\n"
    rename(bank, "q1", "pris")
    assert (bank.root / Q1).read_text(encoding="utf-8") == COMMENTED + "tidligere_adresser: [kostnad, utgift]\n"
    assert errors(bank) == []


def test_rename_to_the_same_name_changes_nothing(tmp_path: Path) -> None:
    """It says so, and the file is not touched."""
    bank = question(tmp_path, COMMENTED)
    assert rename(bank, "q1", "pris") == "q1 heter allerede pris."
    assert (bank.root / Q1).read_text(encoding="utf-8") == COMMENTED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tidligere_adresser: [a]  # fra 2024, å\n", "tidligere_adresser: [a, pris]  # fra 2024, å\n"),
        ("tidligere_adresser:  [ 'a' , b ]\n", "tidligere_adresser:  [a, b, pris]\n"),
        ("tidligere_adresser: []\n", "tidligere_adresser: [pris]\n"),
        (
            'tidligere_adresser: # disse\n  # den første\n  - "a" # fra 2024\n  - b\n\n# slutt\n',
            "tidligere_adresser: [a, b, pris]\n# disse\n# den første\n# fra 2024\n\n# slutt\n",
        ),
        ("tidligere_adresser: [a,\n  b]\nspråk: 'nn' # x\n", "tidligere_adresser: [a, b, pris]\nspråk: 'nn' # x\n"),
    ],
)
def test_earlier_slugs_are_added_where_the_field_stands(tmp_path: Path, before: str, after: str) -> None:
    """The list grows in its place, however it was written; comments in and after it are kept."""
    bank = question(tmp_path, before + QUESTION)
    rename(bank, "q1", "kostnad")
    assert (bank.root / "content/sporsmal/q1-kostnad.yaml").read_text(encoding="utf-8") == after + QUESTION


@pytest.mark.parametrize(
    "text",
    [
        QUESTION.replace("\n", "\r\n"),
        QUESTION.rstrip("\n"),
        QUESTION + "\n\n",
        QUESTION + "merke_ukjent: x\n",
        unicodedata.normalize("NFD", COMMENTED),
        "  " + QUESTION.rstrip("\n").replace("\n", "\n  ") + "\n",
        "---\n" + QUESTION,
        QUESTION.replace("hva_lukker: Et regnskap.", "hva_lukker: |+\n  Et regnskap.\n\n"),
    ],
    ids=["crlf", "no newline", "empty lines", "unknown field", "decomposed", "indented", "dashes", "block kept"],
)
def test_every_other_byte_stays(tmp_path: Path, text: str) -> None:
    """Line endings, indentation, decomposed letters and even faults are kept; only one line is added."""
    bank = question(tmp_path, text)
    rename(bank, "q1", "kostnad")
    raw = (bank.root / "content/sporsmal/q1-kostnad.yaml").read_bytes()
    assert raw.startswith(text.encode())
    assert raw[len(text.encode()) :].strip() == b"tidligere_adresser: [pris]"
    assert (b"\r\n" in raw) == ("\r\n" in text)
    assert b"\n" not in raw.replace(b"\r\n", b"") if "\r\n" in text else True


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{tittel: x, hva_lukker: y}\n", "for hånd"),
        (QUESTION + "...\n", "for hånd"),
        (QUESTION + "tidligere_adresser: pris\n", "ikke en liste"),
        (QUESTION + "tidligere_adresser: [[a]]\n", "ikke en liste"),
        (QUESTION + "tittel: igjen\n", "har feil"),
        ("tittel: @x\n", "har feil"),
        ("- a\n", "har feil"),
        ("", "har feil"),
        ("\ufeff" + QUESTION, "har feil"),
    ],
    ids=["flow", "end mark", "no list", "nested", "twice", "at sign", "list", "empty", "bom"],
)
def test_a_file_that_cannot_be_edited_safely_is_left_alone(tmp_path: Path, text: str, told: str) -> None:
    """What has faults, or is written so that a line cannot simply be added, is refused and not touched."""
    bank = question(tmp_path, text)
    before = texts(bank)
    with pytest.raises(UserError, match=told):
        rename(bank, "q1", "kostnad")
    assert texts(bank) == before


@pytest.mark.parametrize("slug", ["", "Pris", "ny pris", "ny_pris", "-pris", "pris-", "a--b", "å", "../x", "pris.yaml"])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(tmp_path: Path, slug: str) -> None:
    """Small letters a–z, digits and single hyphens; anything else changes nothing."""
    bank = question(tmp_path, COMMENTED)
    with pytest.raises(UserError, match="kan ikke stå i en adresse"):
        rename(bank, "q1", slug)
    assert (bank.root / Q1).read_text(encoding="utf-8") == COMMENTED


@pytest.mark.parametrize(
    ("id_", "fix"), [("q11", "Mente du q1?"), ("Q1", "Mente du q1?"), ("zzz9", "IDene står i filnavnene.")]
)
def test_an_id_without_a_file_gets_the_nearest_one(tmp_path: Path, id_: str, fix: str) -> None:
    """The error points at an ID that exists, when one is near."""
    with pytest.raises(UserError, match=f"Fant ingen fil for {id_}") as caught:
        rename(small(tmp_path), id_, "x")
    assert caught.value.fix == fix


def test_an_id_that_two_files_have_is_refused_with_both_names(tmp_path: Path) -> None:
    """Nobody can know which was meant; the fix is the command that parts them."""
    other = "content/sporsmal/q1-annet.yaml"
    bank = small(tmp_path, {other: QUESTION})
    with pytest.raises(UserError, match=f"{other}, {Q1}") as caught:
        rename(bank, "q1", "x")
    assert f"renumber {Q1}" in caught.value.fix
    with pytest.raises(UserError, match=f"{other}, {Q1}"):
        withdraw(bank, "q1", "x", None)


def test_a_record_in_the_wrong_folder_does_not_have_the_id(tmp_path: Path) -> None:
    """A source among the questions is a fault of its own, not the file of k1."""
    bank = small(tmp_path, {"content/sporsmal/k1-feil-mappe.yaml": "tittel: x\n"})
    assert "content/kilder/k1-ny.yaml" in rename(bank, "k1", "ny")


def test_withdraw_says_why_and_keeps_the_rest(tmp_path: Path) -> None:
    """State and reason are added at the end; a reason that is more than a word is quoted."""
    bank = question(tmp_path, COMMENTED)
    assert "trukket" in withdraw(bank, "q1", 'Svaret er «funnet»: "ja" \\ @f1 # x', None)
    added = 'tilstand: trukket\ntrukket_fordi: "Svaret er «funnet»: \\"ja\\" \\\\ @f1 # x"\n'
    assert (bank.root / Q1).read_text(encoding="utf-8") == COMMENTED + added


def test_replace_names_the_record_that_stands_instead(tmp_path: Path) -> None:
    """The fields that already stand are changed where they stand, and `check` accepts the result."""
    text = "tilstand: 'utkast' # ny\ntrukket_fordi: >-\n  lang\n  grunn # ikke merknad\n\n" + COMMENTED
    bank = small(tmp_path, {Q1: text, "content/sporsmal/q2-ny.yaml": QUESTION})
    assert "erstattet" in withdraw(bank, "q1", "Slått_sammen", "q2")
    expected = 'tilstand: "erstattet" # ny\ntrukket_fordi: Slått_sammen\n\n' + COMMENTED + "erstattet_av: q2\n"
    assert (bank.root / Q1).read_text(encoding="utf-8") == expected
    assert errors(bank) == []


@pytest.mark.parametrize(
    ("because", "by", "told"),
    [
        ("x", "q1", "seg selv"),
        ("x", "q9", "q9 finnes ikke"),
        ("  ", None, "Grunnen er tom"),
        ("x\x7fy", None, "for hånd"),
    ],
)
def test_withdraw_refuses_what_makes_no_sense(tmp_path: Path, because: str, by: str | None, told: str) -> None:
    """By itself, by one that does not exist, for no reason, or with a control character: nothing is changed."""
    bank = question(tmp_path, COMMENTED)
    with pytest.raises(UserError, match=told):
        withdraw(bank, "q1", because, by)
    assert (bank.root / Q1).read_text(encoding="utf-8") == COMMENTED


words = st.text(st.sampled_from("aæøÅ1 .,:#'\"[]{}@-«»\\%&!|>\u00a0"), min_size=1, max_size=20)
values = words.map(lambda text: json.dumps(text, ensure_ascii=False)) | st.sampled_from(
    ["ord", ">-\n  foldet\n  tekst", "|\n  to\n  linjer", "[a, b]", "\n  - a\n  - b", "{a: b}", "''", '"to\n  linjer"']
)
gaps = st.sampled_from(["", "\n", "# merknad å\n", "\n  # innrykket\n\n"])
keys = st.lists(st.sampled_from(["tittel", "hvem", "å", "trukket_fordi", "b c", "tall"]), min_size=1, unique=True)


@given(keys, st.data(), words.map(lambda text: unicodedata.normalize("NFC", text)))
def test_setting_a_field_changes_that_field_alone(keys: list[str], data: st.DataObject, reason: str) -> None:
    """Whatever a file looks like, it reads back as it did with the one field set, and every comment line is there."""
    parts = [f"{key}: {data.draw(values)}\n{data.draw(gaps)}" for key in keys]
    text = data.draw(gaps) + "".join(parts)
    source, problems = read("x.yaml", text.encode())
    assert problems == []
    changed = set_field(text, source, "trukket_fordi", json.dumps(reason, ensure_ascii=False))
    after, problems = read("x.yaml", changed.encode())
    assert problems == []
    assert after.data == {**source.data, "trukket_fordi": reason}
    assert list(after.data) == list({**source.data, "trukket_fordi": reason})
    others = [part for key, part in zip(keys, parts, strict=True) if key != "trukket_fordi"]
    assert all(part in changed for part in others)
    assert changed.count("# merknad å") == text.count("# merknad å")


def test_several_fields_are_set_at_once_or_not_at_all(tmp_path: Path) -> None:
    """When the second field cannot be set, the first is not written either."""
    bank = put(tmp_path, {Q1: QUESTION})
    path = bank.root / Q1
    assert edited(bank, path, {"a": "b", "c": ["d", "e"]}) == (QUESTION + "a: b\nc: [d, e]\n").encode()
    with pytest.raises(UserError, match="for hånd"):
        edited(bank, path, {"a": "b", "c": "\x7f"})
    assert path.read_text(encoding="utf-8") == QUESTION


def test_a_folder_with_something_else_in_it_is_refused(tmp_path: Path) -> None:
    """The stranger is named: writing there would delete it, also when it is of the same kind."""
    ours = ["funn.csv", "erfaringsbank.json"]
    refuse_strangers(tmp_path / "finnes-ikke", ours)
    refuse_strangers(tmp_path, ours)
    (tmp_path / "funn.csv").write_text("")
    refuse_strangers(tmp_path, ours)
    (tmp_path / "package.json").write_text("{}")
    with pytest.raises(UserError, match=r"package\.json"):
        refuse_strangers(tmp_path, ours)
