"""Find the bank's folder and name its rooms. A bank is a folder with both `content/` and `models/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from erfaringsbank.problems import UserError
from erfaringsbank.profile.identity_manual import PROFILE

PACKAGED_THEME = Path(__file__).parent / "overrides"


@dataclass(frozen=True, slots=True)
class Project:
    """The paths of one bank. `root` is absolute."""

    root: Path

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def docs(self) -> Path:
        return self.build / "docs"

    @property
    def site(self) -> Path:
        return self.build / "site"

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def theme(self) -> Path:
        """The bank's own `overrides/`, or else the one that comes with the tool."""
        own = self.root / "overrides"
        return own if own.is_dir() or not PACKAGED_THEME.is_dir() else PACKAGED_THEME

    def profile(self) -> dict[str, bytes]:
        """The theme's file of colours, by the path it is said to have: empty when the theme lacks it.

        Without a theme there is nothing to check, and nothing that could be built.
        """
        path = self.theme / PurePosixPath(PROFILE).relative_to("overrides")
        return {PROFILE: _read(path) if path.is_file() else b""} if self.theme.is_dir() else {}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the bank's content with its path relative to the root, in a stable order; editions last."""
        for folder in ("content", "models"):
            for path in sorted((self.root / folder).rglob("*")):
                name = path.relative_to(self.root).as_posix()
                if path.is_file() and not any(part.startswith(".") for part in path.parts[len(self.root.parts) :]):
                    yield name, _read(path)
        yield from self.editions().items()

    def editions(self) -> dict[str, bytes]:
        """What has been released, by path relative to the root: the ledger and the data of each edition."""
        found = (path for path in sorted((self.root / "utgaver").glob("*")) if path.is_file() and path.name[0] != ".")
        return {path.relative_to(self.root).as_posix(): _read(path) for path in found}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"Får ikke lest {path}: {error.strerror}.", "Sjekk at du har lov til å lese filen.") from None


def find(start: Path) -> Project:
    """The nearest folder at or above `start` that holds a bank. Raises UserError when there is none."""
    if not start.exists():
        raise UserError(f"Mappen {start} finnes ikke.", "Sjekk skrivemåten.")
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "content").is_dir() and (folder / "models").is_dir():
            return Project(folder)
    fix = "Gå til mappen som har content/ og models/, eller bruk --mappe."
    raise UserError(f"Fant ingen erfaringsbank i {start} eller mappene over.", fix)
