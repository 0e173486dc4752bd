"""Banks that may be put on paper, and a real decoder that reads what a camera would see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image

from banks import DAY, MINIBANK, ROOT
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.load import load
from erfaringsbank.project import Project

SITE = b"bank.test"
"""The host of a bank that has been published. The banks of the repository have a placeholder (example.org)."""
TODAY = date.fromisoformat(DAY)


def published_files(root: Path) -> dict[str, bytes]:
    """The files of a bank, with a real address instead of the placeholder."""
    files = dict(Project(root).files())
    name = "content/nettsted.yaml"
    hosts = (b"erfaringsbanken.example.org", b"minibank.example.org")
    for host in hosts:
        files[name] = files[name].replace(host, SITE)
    return files


@cache
def known(root: Path = ROOT, published: bool = True) -> Knowledge:
    """What a bank knows on the day of the tests: this repository's, or the small one's."""
    files = published_files(root) if published else dict(Project(root).files())
    return Knowledge(load(files.items())[0], TODAY)


def small() -> Knowledge:
    """The small bank, published."""
    return known(MINIBANK)


def bank_with(files: dict[str, bytes]) -> Bank:
    """A bank of these files."""
    return load(files.items())[0]


def read(picture: Any) -> list[str]:
    """What the codes of a picture say."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def matrix(code: Any, scale: int = 4, border: int = 4) -> Image.Image:
    """The modules of a code as a picture, without going through a file."""
    rows = list(code.matrix_iter(scale=scale, border=border))
    picture = Image.new("L", (len(rows[0]), len(rows)))
    picture.putdata([0 if module else 255 for row in rows for module in row])
    return picture


def sheets(pdf: bytes) -> Iterator[tuple[list[str], str]]:
    """The codes and the words on each sheet of a PDF, as it comes out of a printer at about 200 dots an inch."""
    for sheet in pypdfium2.PdfDocument(pdf):
        yield read(sheet.render(scale=200 / 72).to_pil()), sheet.get_textpage().get_text_range()
