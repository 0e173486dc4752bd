"""Pages → the small files beside them: the reference in three formats, and the page as plain Markdown. Pure.

They are attachments that are made of the pages themselves, and not of the bank alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from erfaringsbank.addresses import url_of
from erfaringsbank.bank import Bank
from erfaringsbank.citing import citation_files
from erfaringsbank.citing.citation import cite
from erfaringsbank.imaging.cards import head_of
from erfaringsbank.machines import discovery
from erfaringsbank.machines.plain_markdown import PAGE, has_plain, plain, shown
from erfaringsbank.shell import LICENCE


def page_files(bank: Bank, today: date, pages: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """(path under the site, bytes) of what belongs to each page file under `build/docs`, and of what lists them all."""
    heads = {}
    for page, raw in pages:
        head = heads[page] = head_of(raw)
        cited, folder = cite(bank, today, page, head), url_of(page)
        if cited:
            yield from citation_files.files(cited, folder)
        if not has_plain(page):
            continue
        foot = f"Slik siterer du: {shown(cited.text())}" if cited else f"Del av {shown(bank.nettsted.navn)}."
        body = plain(page, raw.decode())
        yield f"{folder}{PAGE}", f"{body}\n---\n\n[Siden på nettstedet](./). {foot}\n\n{LICENCE}\n".encode()
    yield from discovery.files(bank, heads.items())
