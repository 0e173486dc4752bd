"""The bank as it was, read from a real git repository, and what a change did to the strengths."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from banks import MINIBANK, command, copy, small
from checking import TODAY
from erfaringsbank import grading, history
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project


def git(root: Path, *arguments: str) -> None:
    own = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def bank(tmp_path: Path) -> Project:
    """The small bank in a repository of its own, with one commit."""
    project = copy(tmp_path, MINIBANK)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "start")
    return project


def test_the_files_of_a_revision_are_those_that_were_there(bank: Project) -> None:
    """Byte for byte, and untouched by what is on disk now."""
    before = dict(bank.files())
    next((bank.root / "content/funn").glob("f1-*")).unlink()
    assert dict(history.files_at(bank.root, "HEAD")) == before


def test_a_difference_names_the_finding_and_why(bank: Project) -> None:
    """A contrary ground makes the direction mixed, and the diff says so."""
    path = next((bank.root / "content/funn").glob("f1-*"))
    text = path.read_text(encoding="utf-8")
    against = "grunnlag:\n  - {metode: en telling til, art: telling, kilder: [k1], peker: motsier}\n"
    path.write_text(text.replace("grunnlag:\n", against), encoding="utf-8")
    before, after = load(history.files_at(bank.root, "HEAD"))[0], load(bank.files())[0]
    told = "\n".join(grading.difference(before, after, TODAY))
    assert "f1 " in told
    assert "«en telling til»" in told
    assert command("grade", "--diff", "HEAD", "--dato", "2026-11-22", cwd=bank.root).stdout.strip() == told.strip()


def test_no_change_is_said_in_one_sentence(bank: Project) -> None:
    """Nothing changed, nothing to explain."""
    done = command("grade", "--diff", "HEAD", cwd=bank.root)
    assert (done.returncode, done.stdout.strip()) == (0, "Ingen styrker er endret siden HEAD.")


def test_without_git_history_it_says_so(bank: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No repository, an unknown revision, or an option in disguise: a sentence and a way out, never a traceback."""
    alone = small(tmp_path_factory.mktemp("alene"))
    for root, revision in ((alone.root, "HEAD"), (bank.root, "finnes-ikke"), (bank.root, "--output=x")):
        with pytest.raises(UserError) as caught:
            history.files_at(root, revision)
        assert caught.value.fix


def test_a_machine_without_git_is_told_so(bank: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest works without git; only this needs it."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UserError, match="git er ikke installert"):
        history.files_at(bank.root, "HEAD")


def test_the_command_lists_and_explains(bank: Project) -> None:
    """All strengths without an ID, one with its reasons with one, and a sentence for an ID that is not there."""
    listed = command("grade", cwd=bank.root)
    explained = command("grade", "f1", "--explain", cwd=bank.root)
    missing = command("grade", "f999", cwd=bank.root)
    assert (listed.returncode, explained.returncode, missing.returncode) == (0, 0, 2)
    assert " f1 " in listed.stdout
    assert "Styrke: " in explained.stdout
    assert " av 5, " in explained.stdout
    assert "f999" in missing.stderr
