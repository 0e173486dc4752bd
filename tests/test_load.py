"""Files to a bank: every file is read by something, and one with faults in it still counts as being there."""

from __future__ import annotations

import random

import pytest

from checking import bank_of, check_files, check_mini, codes, mini, told
from erfaringsbank.load import SETTINGS, load, next_free
from erfaringsbank.problems import Problem
from erfaringsbank.reading.source import MAX_BYTES

QUESTION = 'tittel: "Hva?"\nhvorfor_åpent: ["Ingen. [k1]"]\nhva_lukker: "Tall."\n'


def test_the_order_of_the_files_does_not_matter() -> None:
    """Same files, same bank, same problems."""
    files = list(mini({"content/sporsmal/q9-pris.yaml": "x: y\n", "content/sporsmal/q1-a.yaml": QUESTION}).items())
    bank, problems = load(files)
    random.Random(1).shuffle(files)
    other, again = load(files)
    assert (list(bank.records), told(problems)) == (list(other.records), told(again))


def test_records_come_by_type_and_number() -> None:
    """The published order, whatever the files are called."""
    files = mini({f"content/sporsmal/q{number}-a.yaml": QUESTION for number in (10, 9, 100)})
    bank = load(files.items())[0]
    assert [id_ for id_ in bank.records if id_[0] == "q"] == ["q1", "q2", "q9", "q10", "q100"]
    assert "".join(dict.fromkeys(id_[0] for id_ in bank.records)) == "gofacmtqxeuhbrk"


@pytest.mark.parametrize(
    "path",
    [
        "content/sporsmal/README.md",
        "content/README.md",
        "models/README.md",
        "content/bilder/a.jpg",
        "content/bilder/b/c.x",
    ],
)
def test_a_readme_and_pictures_are_let_be(path: str) -> None:
    """They are not records and not in the way."""
    assert told(check_mini({path: "Les dette."})) == ""


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("content/sporsmal/q9-pris.yml", "Mente du q9-pris.yaml?"),
        ("content/sporsmal/q9-pris.YAML", "Mente du q9-pris.yaml?"),
        ("content/nettsted.yml", "Mente du nettsted.yaml?"),
        ("content/netsted.yaml", "Mente du content/nettsted.yaml?"),
        ("content/spørsmål/q9-pris.yaml", "Mente du content/sporsmal?"),
        ("content/funnene/f9-a.yaml", "Mente du content/funn?"),
        ("models/tema.yaml", "Mente du models/temaer.yaml?"),
        ("models/rolle/r9-a.yaml", "Mente du models/roller?"),
        ("content/sporsmal/dypt/q9-pris.yaml", "Mente du content/sporsmal?"),
        ("content/sporsmal/q9-pris.txt", "Filene i content/sporsmal/ slutter på .yaml."),
        ("content/sider/q9-pris.txt", "Filene i content/sider/ slutter på .md."),
        ("content/x.bin", "Flytt filen til mappen den hører hjemme i, eller slett den."),
    ],
)
def test_a_file_that_nothing_reads_is_told(path: str, fix: str) -> None:
    """With the place it should have been in, as far as its name tells."""
    (found,) = check_mini({path: QUESTION})
    assert (found.code, found.place.path) == ("fil-ukjent", path)
    assert found.fix.startswith(fix)


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("content/sporsmal/Q9_Pris.yaml", "content/sporsmal/q9-pris.yaml"),
        ("content/sporsmal/q09-pris.yaml", "content/sporsmal/q9-pris.yaml"),
        ("content/sporsmal/q9-små penger.yaml", "content/sporsmal/q9-sma-penger.yaml"),
        ("content/sporsmal/q-9-pris.yaml", "content/sporsmal/q9-pris.yaml"),
    ],
)
def test_the_suggested_file_name_is_a_right_one(path: str, right: str) -> None:
    """Doing what the fix says makes the bank right."""
    (found,) = check_mini({path: QUESTION})
    assert (found.code, found.fix) == ("fil-navn", f"Mente du {right.rsplit('/', 1)[1]}?")
    assert told(check_mini({right: QUESTION})) == ""


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("content/funn/q9-pris.yaml", "Flytt filen til content/sporsmal/, eller gi den en ID som begynner med f."),
        ("models/sporsmal/q9-pris.yaml", "Flytt filen til content/sporsmal/."),
        ("content/roller/r9-a.yaml", "Flytt filen til models/roller/."),
        ("content/sporsmal/q9.yaml", "Det skal se slik ut: content/sporsmal/q12-kort-navn.yaml"),
        ("content/sporsmal/pris.yaml", "Det skal se slik ut: content/sporsmal/q12-kort-navn.yaml"),
    ],
)
def test_a_file_in_the_wrong_folder_is_told_where_to_go(path: str, fix: str) -> None:
    """Letter, folder and type belong together."""
    (found,) = check_mini({path: QUESTION})
    assert found.code == "fil-navn"
    assert found.fix.startswith(fix)


@pytest.mark.parametrize(
    "path", ["content/sporsmal/Q9_Pris.yaml", "content/sporsmal/q09.yaml", "content/funn/q9-pris.yaml"]
)
def test_references_to_a_misnamed_file_are_not_told(path: str) -> None:
    """The file is told; that no one finds it is the same mistake."""
    other = {"content/sporsmal/q8-a.yaml": QUESTION + "gjelder: [q9]\n"}
    assert codes(check_mini({path: QUESTION} | other)) == ["fil-navn"]


@pytest.mark.parametrize(
    "text", ["tittel: [\n", "", "- x\n", "tittel: x\n", QUESTION + "x: y\n", QUESTION + "tittel: y\n", "\ufeff"]
)
def test_a_record_with_faults_is_still_there(text: str) -> None:
    """References to it are not told, in fields, brackets and texts, whatever is wrong with it."""
    files = mini({"content/kilder/k1-rapporten.yaml": text, "content/sporsmal/q1-pris.yaml": text})
    assert {found.place.path for found in check_files(files)} == {
        "content/kilder/k1-rapporten.yaml",
        "content/sporsmal/q1-pris.yaml",
    }


@pytest.mark.parametrize("path", ["content/kilder/k1-rapporten.yaml", "content/funn/f1-tillit.yaml"])
def test_a_record_that_is_gone_is_told_by_all_who_need_it(path: str) -> None:
    """The control of the test above: a file that is not there at all."""
    found = check_files(mini(without=[path]))
    assert {"ukjent-referanse"} <= set(codes(found))
    assert len({problem.place.path for problem in found}) > 2


def test_a_record_with_faults_is_not_in_the_bank() -> None:
    """Half a record is no record; its ID is in use."""
    bank = load(mini({"content/sporsmal/q9-pris.yaml": "tittel: x\n"}).items())[0]
    assert "q9" not in bank.records
    assert bank.exists("q9")
    assert bank.broken == {"q9"}


def test_one_id_in_two_files_gives_each_its_own_free_number() -> None:
    """The suggestions can be followed one after the other."""
    paths = [f"content/sporsmal/q1-{name}.yaml" for name in ("z", "r", "s")]
    found = check_mini(dict.fromkeys(paths, QUESTION))
    assert [(problem.code, problem.place.path) for problem in found] == [("id-dobbel", path) for path in sorted(paths)]
    assert [problem.fix.rsplit(" ", 1)[1] for problem in found] == ["q3", "q4", "q5"]
    mended = {path.replace("q1-", f"q{number}-"): QUESTION for number, path in enumerate(paths, start=3)}
    assert told(check_mini(mended)) == ""


def test_the_first_of_two_files_with_one_id_is_the_record() -> None:
    """The one that stands first by name; the other is told."""
    bank = load(mini({"content/sporsmal/q1-z.yaml": QUESTION}).items())[0]
    assert bank["q1"].fil == "content/sporsmal/q1-pris.yaml"


@pytest.mark.parametrize(
    ("used", "expected"),
    [([], "q1"), (["q1"], "q2"), (["q7", "q2"], "q8"), (["f9", "q1"], "q2"), (["q99", "q100"], "q101")],
)
def test_the_next_free_number_is_after_the_highest(used: list[str], expected: str) -> None:
    """A gap is never filled: what was used once is never used again."""
    assert next_free("q", used) == expected


def missing(path: str) -> list[Problem]:
    """What the small bank says without a file."""
    return check_files(mini(without=[path]))


def test_the_settings_must_be_there() -> None:
    """The bank can still be checked without them."""
    assert [(found.code, found.place.path) for found in missing(SETTINGS)] == [("fil-mangler", SETTINGS)]


def test_settings_with_faults_are_not_missing() -> None:
    """What is wrong with them is told, and nothing else."""
    assert codes(check_mini({SETTINGS: "navn: x\n"})) == ["felt-mangler"] * 7
    assert codes(check_mini({SETTINGS: "navn: [\n"})) == ["yaml-klamme"]


def test_a_word_list_with_a_fault_silences_its_words() -> None:
    """A word that is not found may be the one that could not be read."""
    text = mini()["models/utfall.yaml"].decode()
    assert codes(check_mini({"models/utfall.yaml": text.replace("navn: Tillit", "navn:")})) == ["felt-tomt"]
    assert codes(check_mini({"models/utfall.yaml": "x: [\n"})) == ["yaml-klamme"]


def test_a_word_list_without_faults_does_not() -> None:
    """The control: without the word, those who use it are told."""
    text = mini()["models/utfall.yaml"].decode()
    found = check_mini({"models/utfall.yaml": text.replace("tillit:", "tiltro:")})
    assert set(codes(found)) == {"ukjent-verdi"}
    assert len(found) == 2


def test_a_bank_of_nothing_is_only_without_its_settings() -> None:
    """No files at all is one problem, not a crash."""
    bank, problems = load([])
    assert codes(problems) == ["fil-mangler"]
    assert len(bank.records) == 0


@pytest.mark.parametrize(
    "piece", ["[", "a ", "  ", "a1", "11", "a@", "''", "[k1", "@f1 ", "samlokalisert ", "22 33 ", "ikke "]
)
def test_no_text_is_so_odd_that_it_takes_forever(piece: str) -> None:
    """A quarter of a megabyte of anything is read and checked; what grew with its square would hang here."""
    words = piece * (MAX_BYTES // len(piece) - 200)
    assert len(check_mini({"content/sporsmal/q9-pris.yaml": f"{QUESTION}stilt_av: 'x{words}x'\n"})) < 3


@pytest.mark.parametrize("piece", ["`", "```\n", "\n", "@f1 ", "a1", "| ", "«"])
def test_no_page_is_so_odd_that_it_takes_forever(piece: str) -> None:
    """The same for a hand-written page."""
    words = piece * (MAX_BYTES // len(piece.encode()) - 200)
    assert told(check_mini({"content/sider/x.md": f"---\ntittel: x\nbeskrivelse: y\n---\n{words}"})) == ""


def test_the_small_bank_is_read_whole() -> None:
    """The gate looks at more than nothing."""
    assert len(bank_of().records) > 20
    assert len(bank_of().sider) == 2
    assert bank_of().broken == frozenset()
