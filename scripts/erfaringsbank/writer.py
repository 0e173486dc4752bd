"""{path: bytes} → a folder: write only what changed, remove what is stale, never the folder itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from erfaringsbank.problems import UserError


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    """Make the folder hold exactly these files. A path that leaves the folder is a bug and raises ValueError."""
    try:
        return _write(folder, files)
    except OSError as error:
        message = f"Får ikke skrevet til {error.filename or folder}: {error.strerror}."
        raise UserError(message, "Sjekk at disken har plass, og at du har lov til å skrive der.") from None


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> Written:
    folder.mkdir(parents=True, exist_ok=True)
    wanted: set[Path] = set()
    written = 0
    for name, content in files:
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(name)
        wanted.add(path)
        written += _write_one(path, content)
    stale = [path for path in folder.rglob("*") if path.is_file() and path not in wanted]
    for path in stale:
        path.unlink()
    _remove_empty_folders(folder)
    return Written(written, len(wanted) - written, len(stale))


def _write_one(path: Path, content: bytes) -> bool:
    """Write unless the file already says so; True when it was written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    if path.is_dir():
        _clear(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _clear(folder: Path) -> None:
    """A file takes the place of a folder from an earlier run."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
