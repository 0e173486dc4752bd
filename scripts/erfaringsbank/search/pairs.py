"""Words that stand beside each other → small files that tell which documents have them so. Pure.

A pair is written as its hash: which file it lies in, and three letters there. The browser (`sok-register.js`) asks for
the pairs of a search only, and believes only documents that have both words, so a hash that two pairs share does no
harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from erfaringsbank.search.documents import Document
from erfaringsbank.search.index import base36, kept
from erfaringsbank.search.words import stem

FILE = 400
"""Characters of a file, on average."""
MOST = 60
"""A pair in more documents than this tells little, and is left out."""
_MARK = 36**3


def pairs(documents: Iterable[Document], fillers: Collection[str]) -> dict[str, list[int]]:
    """`stem_stem` → the documents where the two follow each other in a text, over folded `fillers`."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for number, one in enumerate(documents):
        for text in (one.title, *one.names, *one.also, *one.facts, *one.texts, *one.asked):
            stems = [stem(word) for word in kept(text) if word not in fillers]
            for pair in map("_".join, pairwise(stems)):
                found[pair][number] = None
    return {pair: list(numbers) for pair, numbers in found.items() if len(numbers) <= MOST}


def hashed(text: str) -> int:
    """FNV-1a of 32 bits, for letters and digits without accents: the same as in the browser."""
    value = 0x811C9DC5
    for letter in text:
        value = (value ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return value


def files(found: Mapping[str, Sequence[int]]) -> list[str]:
    """The text of each file: `abc1f,3` for every pair of it, with `;` between, sorted. At least one."""
    rows = {pair: ",".join(map(base36, numbers)) for pair, numbers in found.items()}
    count = 1 + sum(len(row) + 4 for row in rows.values()) // FILE
    texts: list[list[str]] = [[] for _ in range(count)]
    for pair, row in rows.items():
        rest, number = divmod(hashed(pair), count)
        texts[number].append(base36(_MARK + rest % _MARK)[1:] + row)
    return [";".join(sorted(text)) for text in texts]
