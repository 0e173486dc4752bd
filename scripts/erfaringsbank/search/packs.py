"""The small files of the search → a few large ones, fetched in the quiet after the first answer. Pure.

A reader's first search fetches the small files it needs. When the answer stands there, the browser fetches the same
content in packs (`sok-register.js`), and the searches that follow wait for no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

FOLDERS = ("kort", "ord", "par", "slutt")
"""What is packed, in the order it is fetched: cards are part of every answer, and the last is for mistyped words."""
PACK = 120_000
"""Bytes of a pack before it is closed: about 45 kB when sent, so that nothing waits long behind one."""
CEILING = 2_500_000
"""Bytes in all. A folder that would not find room is left in small files, and so are those after it."""


def packs(inner: Mapping[str, bytes]) -> tuple[list[tuple[str, list[int]]], dict[str, bytes]]:
    """Files by path (`folder/number.json`) → (folder, number of the first file of each pack), and the packs by path.

    A pack is a list of what the files have, in their order.
    """
    told: list[tuple[str, list[int]]] = []
    files: dict[str, bytes] = {}
    room = CEILING
    for folder in FOLDERS:
        contents = [raw for path, raw in inner.items() if path.startswith(f"{folder}/")]
        room -= sum(map(len, contents))
        if room < 0:
            break
        groups = list(_groups(contents))
        told.append((folder, [start for start, _ in groups]))
        for number, (_, pack) in enumerate(groups):
            files[f"pakke/{folder}-{number}.json"] = b"[" + b",".join(pack) + b"]"
    return told, files


def _groups(contents: list[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """(number of the first, the files) of each pack."""
    start, pack, size = 0, list[bytes](), 0
    for number, raw in enumerate(contents):
        if pack and size + len(raw) > PACK:
            yield start, pack
            start, pack, size = number, [], 0
        pack.append(raw)
        size += len(raw)
    if pack:
        yield start, pack
