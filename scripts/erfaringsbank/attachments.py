"""Bank → what is laid beside the built pages: files for other programs, that no engine has to know of. Pure.

They are written when the engine is done, so that a thousand small files cost the engine nothing. A maker gives
(path under the site, bytes), in a stable order and never a path that another maker or a page has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from erfaringsbank.code_files import code_files
from erfaringsbank.editions.change_feed import change_files
from erfaringsbank.editions.edition_pages import edition_files
from erfaringsbank.events.calendars import calendar_files
from erfaringsbank.events.takeaway import takeaway_files
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.opendata.record_files import attached_records

Make: TypeAlias = Callable[[Knowledge], Iterator[tuple[str, bytes]]]
MAKERS: tuple[Make, ...] = (code_files, calendar_files, takeaway_files, edition_files, change_files, attached_records)


def attachments(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """Every file, in the order of the makers."""
    for make in MAKERS:
        yield from make(known)
