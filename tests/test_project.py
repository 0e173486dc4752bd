"""Where a bank is found, and which of its files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from banks import put
from erfaringsbank import project as rooms
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project, find


@pytest.mark.parametrize("below", [".", "content", "content/funn", "content/funn/f1-a.yaml"])
def test_the_bank_is_found_from_anywhere_inside_it(tmp_path: Path, below: str) -> None:
    """The folder itself, a folder in it, and a file in it all lead to the same bank."""
    put(tmp_path, {"content/funn/f1-a.yaml": ""})
    assert find(tmp_path / below) == Project(tmp_path.resolve())


def test_a_bank_inside_a_bank_is_the_nearest_one(tmp_path: Path) -> None:
    """The search stops at the first folder that holds a bank."""
    put(tmp_path, {})
    inner = put(tmp_path / "content" / "indre", {})
    assert find(tmp_path / "content" / "indre" / "content") == inner


@pytest.mark.parametrize("folders", [(), ("content",), ("models",)])
def test_a_folder_needs_both_content_and_models(tmp_path: Path, folders: tuple[str, ...]) -> None:
    """One of the two is not enough, and the error says what was looked for."""
    for name in folders:
        (tmp_path / name).mkdir()
    with pytest.raises(UserError) as caught:
        find(tmp_path)
    assert str(tmp_path) in caught.value.message
    assert "content/" in caught.value.fix


def test_a_folder_that_is_not_there_is_not_searched_upwards(tmp_path: Path) -> None:
    """A misspelt folder inside a bank is an error, not the bank around it."""
    put(tmp_path, {})
    with pytest.raises(UserError, match="finnes ikke"):
        find(tmp_path / "contnet")


def test_files_are_given_in_one_order_with_paths_from_the_root(tmp_path: Path) -> None:
    """The order is that of the paths, whatever the order in which they were made; the bytes are as on disk."""
    names = ["models/b.yaml", "content/z.yaml", "content/funn/f2-b.yaml", "content/funn/f10-a.yaml", "models/a.yaml"]
    bank = put(tmp_path, {name: f"# {name} æøå\r\n" for name in names})
    expected = [
        "content/funn/f10-a.yaml",
        "content/funn/f2-b.yaml",
        "content/z.yaml",
        "models/a.yaml",
        "models/b.yaml",
    ]
    assert [(name, f"# {name} æøå\r\n".encode()) for name in expected] == list(bank.files())


def test_hidden_files_and_folders_are_not_content(tmp_path: Path) -> None:
    """An editor's own files and folders begin with a dot; the folder the bank lies in may do so too."""
    files = {
        "content/.DS_Store": "",
        "content/.obsidian/a.yaml": "",
        "content/funn/.f1-a.yaml.swp": "",
        "content/b": "",
    }
    bank = put(tmp_path / ".skjult", files)
    assert [name for name, _ in bank.files()] == ["content/b"]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk's refusal becomes one sentence with the path, not a traceback."""
    bank = put(tmp_path, {"content/a.yaml": "x: y"})

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UserError, match=r"content/a\.yaml"):
        list(bank.files())


def test_the_rooms_of_a_bank(tmp_path: Path) -> None:
    """Everything that is built lies in one folder, and that folder is not content."""
    bank = put(tmp_path, {})
    below = [path.relative_to(bank.root).as_posix() for path in (bank.build, bank.docs, bank.site, bank.config)]
    assert below == ["build", "build/docs", "build/site", "mkdocs.yml"]


def test_the_banks_own_theme_wins_over_the_packaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an `overrides/` of its own a bank gets the theme of the tool; with neither it names its own place."""
    bank = put(tmp_path / "bank", {})
    packed = tmp_path / "pakket"
    monkeypatch.setattr(rooms, "PACKAGED_THEME", packed)
    assert bank.theme == bank.root / "overrides"
    packed.mkdir()
    assert bank.theme == packed
    (bank.root / "overrides").mkdir()
    assert bank.theme == bank.root / "overrides"
