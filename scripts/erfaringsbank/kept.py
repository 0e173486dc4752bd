"""Cards that were drawn before, kept between builds. Nobody can see it but by the clock: the bytes are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import PIL

from erfaringsbank.imaging import drawing, typesetting
from erfaringsbank.imaging.cards import Card
from erfaringsbank.profile.identity import Profile


def drawn(
    folder: Path, cards: Iterable[tuple[str, Card]], profile: Profile, *, mark: bool = True
) -> Iterator[tuple[str, bytes]]:
    """(path, PNG) of every card. Those in `folder` are not drawn again, and those that were not asked for are removed.

    A kept card has the digest of its description and of its bytes in its name, so that a spoilt file is never used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shelf = {path.name.split("-")[0]: path for path in folder.glob("*.png")}
    way = _way_of_drawing(profile, mark=mark)
    wanted: set[str] = set()
    for path, card in cards:
        key = _digest(way + repr(card).encode())
        data = _taken(shelf.get(key))
        if data is None:
            data = drawing.draw(card, profile, mark=mark)
            shelf[key] = folder / f"{key}-{_digest(data)}.png"
            shelf[key].write_bytes(data)
        wanted.add(shelf[key].name)
        yield path, data
    for path_kept in folder.glob("*.png"):
        if path_kept.name not in wanted:
            path_kept.unlink(missing_ok=True)


def _taken(path: Path | None) -> bytes | None:
    """The bytes of a kept card, when they are what they were."""
    try:
        data = path.read_bytes() if path else b""
    except OSError:
        return None
    return data if path and path.stem.endswith(f"-{_digest(data)}") else None


def _way_of_drawing(profile: Profile, *, mark: bool) -> bytes:
    """Everything but the card itself that the picture follows from: the colours, the mark, and the code that draws."""
    code = b"".join(Path(module.__file__ or "").read_bytes() for module in (drawing, typesetting))
    return _digest(repr((drawing.palette(profile), mark, PIL.__version__)).encode() + code).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
