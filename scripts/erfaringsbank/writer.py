"""{path: bytes} → a folder: write only what changed, remove what is stale, never the folder itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from erfaringsbank.problems import UserError


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Make the folder hold exactly these files.

    A path that leaves the folder, or where another of the files stands, is a bug and raises ValueError.
    """
    try:
        return _write(folder, files)
    except OSError as error:
        message = f"Får ikke skrevet til {error.filename or folder}: {error.strerror}."
        raise UserError(message, "Sjekk at disken har plass, og at du har lov til å skrive der.") from None


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    folder.mkdir(parents=True, exist_ok=True)
    wanted: set[Path] = set()
    above: set[Path] = set()
    written = 0
    for name, content in files:
        path = folder / _inside(name)
        if path in wanted or path in above or not wanted.isdisjoint(path.parents):
            raise ValueError(name)
        wanted.add(path)
        above.update(path.parents)
        written += _write_one(folder, path, content)
    stale = [path for path in folder.rglob("*") if not _is_folder(path) and path not in wanted]
    for path in stale:
        path.unlink()
    _remove_empty_folders(folder)
    return Written(written, len(wanted) - written, len(stale))


def _inside(name: str) -> PurePosixPath:
    """A name that is a path below a folder and nothing else."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts:
        raise ValueError(name)
    return path


def _is_folder(path: Path) -> bool:
    """A link to a folder is not one: what it leads to is not ours."""
    return path.is_dir() and not path.is_symlink()


def _write_one(folder: Path, path: Path, content: bytes) -> bool:
    """Write unless the file already says so; True when it was written."""
    _make_way(folder, path)
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _make_way(folder: Path, path: Path) -> None:
    """A file takes the place of a folder from an earlier run, and a folder the place of a file. Links are removed."""
    for above in path.parents[: len(path.relative_to(folder).parts) - 1]:
        if above.is_symlink() or above.is_file():
            above.unlink()
    if path.is_symlink():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if _is_folder(path)), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
