"""The small bank as files: every byte of its pages and its data is kept, so that no change goes unseen.

`pytest tests/test_golden.py --oppdater` writes what is made now as what is expected. Read the diff!
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from banks import MINIBANK, ROOT, tree
from erfaringsbank import __version__
from erfaringsbank.project import Project
from erfaringsbank.writer import write
from rendered import small

EXPECTED = ROOT / "tests" / "golden" / "expected"
# The examples, the working paper and the search have tests of their own, and the assets are copies.
LEFT_OUT = ("utvikling/regler/", "utvikling/sjekkliste-uu", "data/sjekkliste-uu", "assets/", "sok/")
KEPT = {"sok/index.md"}
SHOWN = 60  # lines of difference that are read before one gives up


def kept(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that are kept, with a version that does not change with the program's."""
    version = f"erfaringsbank {__version__}".encode()
    return {
        path: data.replace(version, b"erfaringsbank 0")
        for path, data in files.items()
        if path in KEPT or not path.startswith(LEFT_OUT)
    }


def differences(expected: Mapping[str, bytes], found: Mapping[str, bytes]) -> Iterator[str]:
    """What is new, what is gone, and the lines that are not the same, file by file."""
    for path in sorted({*expected, *found}):
        if path not in found:
            yield f"borte: {path}"
        elif path not in expected:
            yield f"ny: {path}"
        elif expected[path] != found[path]:
            before, now = (side[path].decode().splitlines() for side in (expected, found))
            changed = list(difflib.unified_diff(before, now, f"ventet/{path}", f"laget/{path}", lineterm="", n=1))
            yield from changed or [f"andre linjeskift: {path}"]


def check(folder: Path, found: Mapping[str, bytes], renew: bool) -> None:
    """Compare the files with those in the folder, or put them there."""
    if renew:
        write(folder, found.items())
    told = list(differences(tree(folder), found))
    assert not told, "\n".join(told[:SHOWN])


def test_the_pages_and_the_data_of_the_small_bank_are_as_they_were(renew: bool) -> None:
    """Byte for byte: pages, lists, the machine's own pages, JSON and CSV."""
    found = kept(small().files)
    assert {"index.md", "funn/f1-tillit.md", "data/erfaringsbank.json", "utvikling/datamodell.md"} <= set(found)
    check(EXPECTED, found, renew)


def test_the_comparison_is_alive() -> None:
    """A changed line, a changed line ending, a new file and a lost one are each told in a line that can be read."""
    expected = {"a.md": b"en\nto\n", "b.md": b"x\n", "d.md": b"y\n"}
    told = list(differences(expected, {"a.md": b"en\ntre\n", "c.md": b"x\n", "d.md": b"y\r\n"}))
    assert {"-to", "+tre", "borte: b.md", "ny: c.md", "andre linjeskift: d.md"} <= set(told)
    assert list(differences(expected, expected)) == []


def test_every_record_of_the_small_bank_is_kept() -> None:
    """Each file of a record has its page among the kept files."""
    records = [name for name, _ in Project(MINIBANK).files() if name.count("/") == 2 and name.endswith(".yaml")]
    pages = {path.stem for path in EXPECTED.rglob("*.md")}
    assert len(records) > 20
    assert {Path(name).stem for name in records} <= pages
