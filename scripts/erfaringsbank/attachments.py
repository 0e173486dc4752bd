"""Bank → what is laid beside the built pages: files for other programs, that no engine has to know of. Pure.

They are written when the engine is done, so that a thousand small files cost the engine nothing. A maker gives
(path under the site, bytes), in a stable order and never a path that another maker or a page has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from erfaringsbank.knowledge_view import Knowledge

Make: TypeAlias = Callable[[Knowledge], Iterator[tuple[str, bytes]]]
MAKERS: tuple[Make, ...] = ()


def attachments(known: Knowledge) -> Iterator[tuple[str, bytes]]:
    """Every file, in the order of the makers."""
    for make in MAKERS:
        yield from make(known)
