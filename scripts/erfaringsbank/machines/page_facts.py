"""Pages → pages whose heads also say how they are cited and what they are. Pure.

It is done when all pages are rendered, in one place, so that a new kind of page cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from erfaringsbank.bank import Bank
from erfaringsbank.citing.citation import Citation, cite
from erfaringsbank.imaging.cards import head_of
from erfaringsbank.machines import linked_data
from erfaringsbank.machines.plain_markdown import has_plain
from erfaringsbank.markup import front_matter

_FENCE = b"---\n"


def with_facts(bank: Bank, today: date, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """The files of a site, (path, bytes); each Markdown page with more in its head."""
    for path, raw in files:
        yield path, _told(bank, today, path, raw) if path.endswith(".md") else raw


def _told(bank: Bank, today: date, page: str, raw: bytes) -> bytes:
    head = head_of(raw)
    cited = cite(bank, today, page, head)
    body = raw.decode() if page == "data/index.md" else ""
    fields: dict[str, object] = {"siter": _shown(cited)} if cited else {}
    fields |= {"ren": True} if has_plain(page) else {}
    more = front_matter(fields | {"ld": linked_data.script(bank, page, head, body)}).encode()
    return more.removesuffix(_FENCE) + raw.removeprefix(_FENCE)


def _shown(cited: Citation) -> dict[str, object]:
    """What the frame round a page needs: the reference as HTML, and what the programs of readers look for."""
    return {
        "tekst": cited.html(),
        "tittel": cited.whole_title,
        "dato": cited.date.replace("-", "/"),
        "sprak": cited.language,
        "kilde": cited.about != "",
    }
