"""`format`: nothing is lost, nothing with faults is touched, and what is done is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banks import MINIBANK, QUESTION, ROOT, command, copy, small, texts, tree
from erfaringsbank.authoring import formatting
from erfaringsbank.authoring.formatting import class_of, format_files, formatted, same
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.shape import shape
from erfaringsbank.reading.source import Source, read
from erfaringsbank.reading.yaml_comments import comments
from erfaringsbank.records import BY_FOLDER, Record, Spørsmål

FILES = [
    (cls, path, raw)
    for bank in (ROOT, MINIBANK)
    for path, raw in Project(bank).files()
    if (cls := class_of(path))
]  # fmt: skip


def record_of(cls: type[Record], raw: bytes) -> Record:
    source, problems = read("x.yaml", raw)
    record, more = shape(cls, source)
    assert (problems, more) == ([], [])
    assert record is not None
    return record


def test_every_real_record_keeps_what_it_says() -> None:
    """Over all records of both banks: the same record, the same comments, and nothing more to do the second time."""
    for cls, path, raw in FILES:
        text, problems = formatted(cls, path, raw)
        assert text is not None, (path, problems)
        assert record_of(cls, raw) == record_of(cls, text.encode()), path
        assert sorted(comments(raw.decode())) == sorted(comments(text)), path
        assert formatted(cls, path, text.encode()) == (text, []), path
        assert all(line == line.rstrip() for line in text.split("\n")), path
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path
    assert {cls for cls, _, _ in FILES} == set(BY_FOLDER.values())
    assert len(FILES) > 300


@st.composite
def commented(draw: st.DrawFn) -> tuple[type[Record], bytes]:
    """A real record with comments and empty lines strewn in it, before lines and at their ends, at any indentation."""
    cls, _, raw = draw(st.sampled_from(FILES))
    lines = raw.decode().split("\n")
    for number in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(lines) - 1))
        if draw(st.booleans()):
            lines.insert(place, draw(st.sampled_from(["", "# {}", "  # {}", "    #{}", "      # {}"])).format(number))
        elif lines[place].endswith(("]", "}", '"', ":", ">-")):
            lines[place] += f" # {number}"
    return cls, "\n".join(lines).encode()


@settings(max_examples=300, deadline=None)
@given(commented())
def test_comments_anywhere_are_kept(file: tuple[type[Record], bytes]) -> None:
    """Wherever a comment may stand, it is there afterwards, and the file has found its form at once."""
    cls, raw = file
    text, problems = formatted(cls, "x.yaml", raw)
    assume(not problems)  # a comment in the middle of a text cuts it off, which is a fault of its own
    assert text is not None
    assert sorted(comments(raw.decode())) == sorted(comments(text))
    assert record_of(cls, raw) == record_of(cls, text.encode())
    assert formatted(cls, "x.yaml", text.encode()) == (text, [])


def question(text: str) -> Source:
    return read("x.yaml", text.encode())[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [("koster", "kostet"), ("[k1]", "[k2]"), ("# nb", "# nn"), ("språk: nb", "# språk: nb"), ("Et regnskap.", "")],
)
def test_a_lost_word_or_comment_is_seen(old: str, new: str) -> None:
    """The last control before a file is given away: it sees a change in a text, a source, a comment and a field."""
    text = f"{QUESTION}# nb\nspråk: nb\n"
    assert old in text
    assert same(Spørsmål, question(text), question(f"# nb\nspråk: nb\n{QUESTION}"))
    assert not same(Spørsmål, question(text), question(text.replace(old, new)))


def test_windows_line_ends_and_letters_in_two_parts_are_tidied() -> None:
    """A file is written with plain newlines, and an `å` is one letter."""
    raw = 'tittel: "Hva ma\u030aler det?"\r\nhvorfor_åpent:\r\n  - "Ingen tall. [k1]"\r\nhva_lukker: "Tall."\r\n'
    expected = 'tittel: "Hva måler det?"\nhvorfor_åpent:\n  - "Ingen tall. [k1]"\nhva_lukker: "Tall."\n'
    assert (expected, []) == formatted(Spørsmål, "x.yaml", raw.encode())


FAULTY = {
    "content/kilder/k2-syntaks.yaml": 'tittel: "Aldri lukket\n',
    "content/kilder/k3-felt.yaml": "tittel: Uten utgiver\nart: lov\nlest: hele\n",
    "content/kilder/k4-kommentar.yaml": "tittel: Sak #12 # borte\nutgiver: A\nart: lov\nlest: hele\n",
}


def test_a_file_with_faults_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    """Faults in the YAML, in the fields and in a comment that takes words with it; the others are laid out."""
    project = small(tmp_path, FAULTY)
    before = texts(project)
    outcome = format_files(project, [], write=True)
    after = texts(project)
    assert list(FAULTY) == list(outcome.faulty)
    assert {name: before[name] for name in FAULTY} == {name: after[name] for name in FAULTY}
    assert outcome.changed == ["content/kilder/k1-rapporten.yaml", "content/sporsmal/q1-pris.yaml"]
    assert outcome.stops(written=True)
    assert any("Urørt: content/kilder/k2-syntaks.yaml har 1 feil" in line for line in outcome.lines(written=True))


def test_a_whole_bank_says_the_same_after_it_has_been_formatted(tmp_path: Path) -> None:
    """All records of a bank are laid out and equal to what they were; other files are as they lay."""
    project = copy(tmp_path)
    before = texts(project)
    outcome = format_files(project, [], write=True)
    after = texts(project)
    assert outcome.changed
    assert {name for name in before if before[name] != after[name]} == set(outcome.changed)
    assert load(before.items())[0].records == load(after.items())[0].records
    assert formatting.loose(load(before.items())[0]) == len(outcome.changed)
    assert formatting.loose(load(after.items())[0]) == 0


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/funn/f3-a.yaml", "funn"),
        ("models/mal/g1-a.yaml", "mål"),
        ("models/funn/f3-a.yaml", None),
        ("content/kilder/f3-a.yaml", None),
        ("content/funn/f3-a.yml", None),
        ("content/funn/F3.yaml", None),
        ("content/funn/mer/f3-a.yaml", None),
        ("content/nettsted.yaml", None),
        ("models/utfall.yaml", None),
    ],
)
def test_a_record_is_known_by_its_folder_and_its_name(path: str, expected: str | None) -> None:
    """Only what the bank reads as a record has a layout."""
    cls = class_of(path)
    assert expected == (cls.navn if cls else None)


@pytest.mark.parametrize("name", ["content/nettsted.yaml", "content/kilder", "content/kilder/k9-nei.yaml", "../x.yaml"])
def test_what_is_not_a_record_is_refused(tmp_path: Path, name: str) -> None:
    """A file that is not a record, a folder, a file that is not there, and one outside the bank; nothing is written."""
    (tmp_path / "x.yaml").write_text("tittel: A\n")
    project = small(tmp_path / "bank")
    before = tree(tmp_path)
    with pytest.raises(UserError, match="er ikke en post i banken"):
        format_files(project, ["content/kilder/k1-rapporten.yaml", name], write=True)
    assert before == tree(tmp_path)


def test_the_command_tells_what_it_would_do_does_it_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    """`--check` lists and exits 1 and writes nothing; without it the named file is written, then all; then 0."""
    project = small(tmp_path)
    before = tree(tmp_path)
    looked = command("format", "--check", cwd=tmp_path)
    assert (looked.returncode, looked.stdout.split("\n")[0]) == (
        1, "Kan få fast oppsett: content/kilder/k1-rapporten.yaml",
    )  # fmt: skip
    assert looked.stdout.endswith("2 av 2 filer kan få fast oppsett:  erfaringsbank format\n")
    assert before == tree(tmp_path)
    one = command("format", "k1-rapporten.yaml", cwd=tmp_path / "content" / "kilder")
    assert (one.returncode, one.stdout) == (
        0, "Nytt oppsett: content/kilder/k1-rapporten.yaml\n1 av 1 fil fikk fast oppsett.\n",
    )  # fmt: skip
    assert command("format", cwd=tmp_path).stdout.endswith("1 av 2 filer fikk fast oppsett.\n")
    again = command("format", "--check", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "2 av 2 filer har fast oppsett.\n")
    assert set(texts(project)) == {name for name in before if name.startswith(("content", "models"))}


def test_check_offers_the_layout_and_never_demands_it(tmp_path: Path) -> None:
    """One line of the text report, exit code 0, and nothing in the reports for machines."""
    small(tmp_path)
    offer = "2 filer kan få fast oppsett:  erfaringsbank format"
    report = command("check", "--format", "text", cwd=tmp_path)
    assert report.returncode == 0
    assert offer in report.stdout.split("\n")
    for style in ("github", "json"):
        assert offer not in command("check", "--format", style, cwd=tmp_path).stdout
    command("format", cwd=tmp_path)
    assert "oppsett" not in command("check", cwd=tmp_path).stdout
