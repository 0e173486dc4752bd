"""`erfaringsbank diff`: revisions in git, released editions, exported files, and the files as they lie."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from banks import MINIBANK, command, copy
from changed import CASE, edition, exported, later
from checking import mini
from erfaringsbank.editions import changes
from erfaringsbank.ledger import HEAD, LEDGER, block
from erfaringsbank.project import Project
from test_history import git

DAY = ("--dato", "2026-11-22")


@pytest.fixture
def bank(tmp_path: Path) -> Project:
    """The small bank, in git and released as 2024.1; then a year went by."""
    project = copy(tmp_path, MINIBANK)
    released = edition("2024.1", date(2024, 3, 1), exported(mini(), date(2024, 3, 1)))
    (tmp_path / "utgaver").mkdir()
    (tmp_path / released.fil).write_bytes(released.data)
    (tmp_path / LEDGER).write_text(HEAD + block(released, []), encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "start")
    files = later()
    for path in mini():
        if path not in files:
            (tmp_path / path).unlink()
    for path, raw in files.items():
        (tmp_path / path).write_bytes(raw)
    return project


@pytest.mark.parametrize("name", ["HEAD", "2024.1", "utgaver/2024.1.json"])
def test_any_state_can_be_compared_with_the_files(bank: Project, name: str) -> None:
    """A revision, an edition and a file that hold the same, tell the same of what is another now."""
    done = command("diff", name, *DAY, cwd=bank.root)
    assert (done.returncode, done.stderr) == (0, "")
    for said in (
        "Styrken gikk ned fra 3 til 2 av 5.",
        "Besvart i F3.",
        "Finnes ikke lenger i banken.",
        "arbeidsmappen",
    ):
        assert said in done.stdout


def test_two_states_can_be_named(bank: Project) -> None:
    """From an edition to a revision that holds the same: nothing is another, and it is said. Also then the code is 0."""
    done = command("diff", "2024.1", "HEAD", *DAY, cwd=bank.root)
    assert (done.returncode, "Ingenting er endret." in done.stdout) == (0, True)
    assert done.stdout.startswith("Endret fra utgave 2024.1 (1. mars 2024) til HEAD (22. november 2026)")


def test_json_is_read_back(bank: Project) -> None:
    """The JSON is the changes: what is read back is what was made."""
    done = command("diff", "HEAD", "--format", "json", *DAY, cwd=bank.root)
    told = changes.Endringer.model_validate(json.loads(done.stdout))
    assert (told.fra.navn, told.til.navn) == ("HEAD", "arbeidsmappen")
    assert changes.as_json(told) + "\n" == done.stdout
    assert len(told.poster) > 8


def test_markdown_is_the_changelog_of_the_content(bank: Project) -> None:
    """Headings and lists, ready for a changelog."""
    done = command("diff", "2024.1", "--format", "md", *DAY, cwd=bank.root)
    assert done.stdout.startswith("## Endret fra utgave 2024.1")
    assert "### Styrke og retning\n\n- **F1**" in done.stdout


def test_a_file_with_a_fault_is_told_of(bank: Project) -> None:
    """What could not be read is named, and is not said to be gone."""
    (bank.root / CASE).write_text("tittel: [uten slutt", encoding="utf-8")
    done = command("diff", "HEAD", *DAY, cwd=bank.root)
    assert done.returncode == 0
    assert "C1 har feil i arbeidsmappen og er ikke sammenlignet." in done.stderr
    assert "C1" not in done.stdout


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["finnes-ikke"], "git fant ikke den utgaven"),
        (["finnes-ikke.json"], "Fant ikke finnes-ikke.json."),
        (["content/nettsted.json"], "content/nettsted.json er ikke en eksport av banken."),
        (["--output=x"], ""),
        ([], "FØR"),
    ],
)
def test_wrong_use_is_told_with_a_way_out(bank: Project, names: list[str], said: str) -> None:
    """A sentence, what to do, and code 2; never a traceback."""
    (bank.root / "content/nettsted.json").write_text("{}", encoding="utf-8")
    done = command("diff", *names, cwd=bank.root)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_data_of_an_edition_that_is_spoilt_are_told_of(bank: Project) -> None:
    """The file of an edition was lost: which one, and how to get it back."""
    (bank.root / "utgaver/2024.1.json").write_bytes(b"{")
    done = command("diff", "2024.1", cwd=bank.root)
    assert (done.returncode, "git checkout -- utgaver/2024.1.json" in done.stderr) == (2, True)
