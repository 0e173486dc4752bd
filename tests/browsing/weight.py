"""What a page weighs: its shell, its own words, and all that a reader who comes for the first time must fetch. Sizes only."""

from __future__ import annotations

import gzip
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

SHELL = 12_000  # bytes of HTML round the article
PER_BYTE_OF_TEXT = 4  # bytes of HTML for a byte of what the page says
COLD = 100_000  # bytes with gzip -9, of a page and everything it loads
_ARTICLE = re.compile(rb"<article.*</article>", re.DOTALL)
_FETCHED = (
    "//link[contains('stylesheet icon manifest preload', @rel)]/@href | //script/@src | //img/@src | //source/@srcset"
)


@dataclass(frozen=True, slots=True)
class Weight:
    """Of one page, in bytes. `text` counts what can be opened too; pictures are not words."""

    shell: int
    article: int
    text: int

    @property
    def too_heavy(self) -> bool:
        """Whether the page is more than its shell and what its words may cost."""
        return self.article > PER_BYTE_OF_TEXT * self.text


def weight(raw: bytes) -> Weight:
    """The weight of a page's HTML. A page without an article is all shell."""
    found = _ARTICLE.search(raw)
    article = found[0] if found else b""
    page = html.document_fromstring(raw.decode())
    for picture in page.xpath("//article//svg"):
        picture.drop_tree()
    text = " ".join(str(page.xpath("string(//article)")).split())
    return Weight(len(raw) - len(article), len(article), len(text.encode()))


def outside(raw: bytes) -> bytes:
    """A page without its article and without what its head says of it: what is the same on all pages of its kind."""
    told = rb'<title>.*?</title>|<meta (?:name="description"|property="og:[a-z_:]+"|name="erfaringsbank-id")[^>]*>'
    return re.sub(told, b"", _ARTICLE.sub(b"", raw), flags=re.DOTALL)


def fetched(file: str, page: Any, base: str) -> set[str]:
    """The files of the site that a page makes a browser fetch, itself among them."""
    addresses = {
        urlsplit(str(address)).path for address in page.xpath(_FETCHED) if not str(address).startswith("data:")
    }
    folder = posixpath.dirname(file)
    return {file} | {
        unquote(address.removeprefix(base) if address.startswith("/") else _joined(folder, address))
        for address in addresses
    }


def _joined(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, address))


def packed(path: Path) -> int:
    """The size of a file as a host sends it: text with gzip -9, pictures as they are."""
    data = path.read_bytes()
    return len(data) if path.suffix in (".png", ".woff2", ".ico") else len(gzip.compress(data, 9, mtime=0))
