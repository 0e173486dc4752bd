"""The folder is made to hold exactly what it is given, and nothing is written twice."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks import tree
from erfaringsbank.problems import UserError
from erfaringsbank.writer import Written, write

names = st.lists(st.sampled_from(["a", "b", "index.md", "æ ø", "x.y"]), min_size=1, max_size=3).map("/".join)


def fits(files: dict[str, bytes]) -> bool:
    """Whether no name is both a file and a folder."""
    return not any(other.startswith(f"{name}/") for name in files for other in files)


maps = st.dictionaries(names, st.binary(max_size=8), max_size=6).filter(fits)


@given(maps, maps)
def test_the_folder_holds_exactly_the_last_map(first: dict[str, bytes], last: dict[str, bytes]) -> None:
    """Whatever stood there before, the folder ends up with the map, no empty folder, and true counts."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "ut"
        write(folder, first.items())
        done = write(folder, last.items())
        assert tree(folder) == last
        assert all(any(path.iterdir()) for path in folder.rglob("*") if path.is_dir())
        same = sum(first.get(name) == content for name, content in last.items())
        gone = {name for name in first if name not in last}
        assert (done.written, done.unchanged) == (len(last) - same, same)
        assert done.removed <= len(gone)


@given(maps)
def test_a_map_written_twice_writes_nothing_the_second_time(files: dict[str, bytes]) -> None:
    """The second time every file is left alone, down to the time it was last written."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        assert write(folder, files.items()) == Written(len(files), 0, 0)
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        assert write(folder, files.items()) == Written(0, len(files), 0)
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_what_is_left_out_disappears_and_the_folder_stays(tmp_path: Path) -> None:
    """Stale files and emptied folders go; the folder itself is the same one, so that what watches it still sees it."""
    write(tmp_path, [("a/b/c.md", b"1"), ("d.md", b"2")])
    inode = tmp_path.stat().st_ino
    assert write(tmp_path, [("d.md", b"2")]) == Written(0, 1, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.md"]
    assert write(tmp_path, []) == Written(0, 0, 1)
    assert (tmp_path.stat().st_ino, list(tmp_path.iterdir())) == (inode, [])


def test_a_file_becomes_a_folder_and_a_folder_becomes_a_file(tmp_path: Path) -> None:
    """A page that got pages below it, and one that lost them, are both written."""
    for files in ({"a": b"1", "b/c/d": b"2"}, {"a/x/y": b"3", "b": b"4"}, {"a/x": b"5", "b/c": b"6"}):
        write(tmp_path, files.items())
        assert tree(tmp_path) == files


def test_strangers_in_the_folder_are_removed(tmp_path: Path) -> None:
    """A file from another program, a link and an empty folder are stale; what a link leads to is left alone."""
    outside = tmp_path / "utenfor"
    outside.mkdir()
    (outside / "min.txt").write_text("min")
    folder = tmp_path / "ut"
    (folder / "tom" / "mappe").mkdir(parents=True)
    (folder / "fil").write_text("x")
    (folder / "lenke").symlink_to(outside)
    (folder / "brutt").symlink_to(tmp_path / "finnes-ikke")
    assert write(folder, [("a", b"1")]) == Written(1, 0, 3)
    assert [path.name for path in folder.iterdir()] == ["a"]
    assert (outside / "min.txt").read_text() == "min"


def test_a_link_in_the_way_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """A link where a page or a folder should stand never leads the writing out of the folder."""
    outside = tmp_path / "utenfor"
    outside.mkdir()
    (outside / "a").write_text("min")
    folder = tmp_path / "ut"
    folder.mkdir()
    (folder / "fil").symlink_to(outside / "a")
    (folder / "mappe").symlink_to(outside)
    files = {"fil": b"1", "mappe/a": b"2"}
    write(folder, files.items())
    assert tree(folder) == files
    assert (outside / "a").read_text() == "min"


@pytest.mark.parametrize("name", ["", ".", "..", "../ut2/a", "a/../../b", "a/../b", "/etc/passwd", "a/.."])
def test_a_name_that_is_no_path_below_the_folder_is_a_bug(tmp_path: Path, name: str) -> None:
    """Nothing is written outside, and the folder is never taken for a file of its own."""
    folder = tmp_path / "ut"
    write(folder, [("a", b"1")])
    with pytest.raises(ValueError, match="^" + name.replace(".", r"\.") + "$"):
        write(folder, [(name, b"2")])
    assert tree(tmp_path) == {"ut/a": b"1"}


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "./a"), ("a", "a/b"), ("a/b", "a"), ("a/b/c", "a")])
def test_two_files_in_one_place_are_a_bug(tmp_path: Path, pair: tuple[str, str]) -> None:
    """The same name twice, or a name that is both file and folder, would lose one of them in silence."""
    with pytest.raises(ValueError, match=pair[1]):
        write(tmp_path, [(name, b"1") for name in pair])


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    """The folder's name is taken by a file: a UserError with the path and what to do."""
    taken = tmp_path / "opptatt"
    taken.write_text("x")
    with pytest.raises(UserError, match="opptatt") as caught:
        write(taken, [("a", b"1")])
    assert "skrive" in caught.value.fix


def test_a_full_disk_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk's own words are passed on with the file they are about."""

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UserError, match=r"a\.md: No space left on device"):
        write(tmp_path, [("a.md", b"1")])
