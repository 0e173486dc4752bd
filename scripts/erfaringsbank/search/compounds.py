"""Compounds: «innbyggertorg» is «innbygger» and «torg». From the committed list, else from words the bank has. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from erfaringsbank.search.words import fold, stem

Parts = tuple[str, ...]
_SHORTEST = 3
_LIST_ENTRY = re.compile(r"([^\W\d_]+)(?:/(\S*))?")
_FIRST_SHORT = frozenset({"by", "fri", "mer", "nar", "sam", "lov", "sak", "bok", "hus", "rom", "sti", "vei", "med"})
"""What may stand first with fewer than four letters: others are nearly always the beginning of something else."""
_LINKS = ("", "s", "e")
_NEVER = frozenset({
    "ene", "ens", "ere", "ers", "het", "hets", "heten", "hetene", "lig", "ske", "ter", "ten", "ert", "sen", "der",
    "ders", "dene", "den", "ende", "alene", "alen", "erne", "gar", "jon", "jons", "jonen", "rene", "ren", "tid", "ning",
    "nings", "ninga", "anger", "kommun", "art", "and", "andene",
}) - {"tid"}  # fmt: skip
"""Endings that happen to be words as well."""


def _only_inflected(parts: Parts) -> bool:
    """Whether the last part is an ending that looks like a word: «vurde|ringene», «still|ingen»."""
    if not parts or parts[-1] in _NEVER or parts[-1].startswith("ing"):
        return True
    return parts[-1].startswith("ring") and parts[-2].endswith("e")


class Splitter:
    """Tells the parts of a folded word. `known` are the folded words of the bank."""

    def __init__(self, listed: Mapping[str, Parts], known: Iterable[str]) -> None:
        self._by_stem = {stem(fold(word)): tuple(map(fold, parts)) for word, parts in listed.items()}
        self._stems = {stem(word) for word in known if len(word) >= 4}
        self._found: dict[str, Parts] = {}

    def parts(self, word: str) -> Parts:
        """The parts, folded; none for a word that is no compound, or not known to be one."""
        if word not in self._found:
            parts = self._by_stem.get(stem(word)) or self._from_words(word)
            self._found[word] = () if _only_inflected(parts) else (*parts, *self._joined(parts))
        return self._found[word]

    def _joined(self, parts: Parts) -> Iterator[str]:
        """Neighbours that together are a word of the bank: «dialog|verk|sted» is a «verksted» as well."""
        pairs = (first + last for first, last in pairwise(parts)) if len(parts) > 2 else ()
        return (pair for pair in pairs if stem(pair) in self._stems)

    def _from_words(self, word: str) -> Parts:
        """Two words of the bank, the longest last one first. What is short is rarely a part."""
        if len(word) < 9 or not word.isalpha():
            return ()
        for cut in range(4, len(word) - 3):
            first, last = word[:cut], word[cut:]
            if stem(last) in self._stems and any(self._is(first, link) for link in _LINKS):
                return first, last
        return ()

    def _is(self, first: str, link: str) -> bool:
        bare = first.removesuffix(link) if link else first
        return (not link or bare != first) and len(bare) >= 4 and stem(bare) in self._stems


def dictionary(text: str) -> frozenset[str]:
    """The words of a hunspell list that a compound may be made of: lower case, letters only."""
    entries = (_LIST_ENTRY.fullmatch(line.strip()) for line in text.splitlines()[1:])
    return frozenset(entry[1] for entry in entries if entry and entry[1].islower() and len(entry[1]) >= _SHORTEST)


def listed(vocabulary: Iterable[str], known: frozenset[str]) -> Iterator[str]:
    """The lines `word|word` for the words of a bank (lower case, not folded), sorted. `known` is a dictionary."""
    words = Words(known, vocabulary)
    for word in sorted(set(vocabulary)):
        parts = words.split(word)
        if parts:
            yield "|".join(parts)


class Words:
    """What a compound may be made of: the words of a dictionary, and which of them the bank itself uses."""

    def __init__(self, known: frozenset[str], used: Iterable[str]) -> None:
        self._whole = {fold(word) for word in known}
        self._stems = {stem(word) for word in self._whole}
        self._used = {stem(fold(word)) for word in used}

    def split(self, word: str) -> Parts:
        """The best parts of a word: of words the bank uses before others. What the dictionary has whole is split only
        where the last part is used in the bank or is long."""
        if len(word) < 6 or not word.isalpha():
            return ()
        cuts = ((word[:cut], word[cut:]) for cut in range(2, len(word) - 2))
        found = [(first, last) for first, last in cuts if self._may_join(fold(first), fold(last))]
        first, last = max(found, key=self._worth, default=("", ""))
        if not first or (stem(fold(word)) in self._stems and not self._sure(fold(first), fold(last))):
            return ()
        return (*(self.split(first) or (first,)), *(self.split(last) or (last,)))

    def _may_join(self, first: str, last: str) -> bool:
        if (
            last in _NEVER
            or first in _NEVER
            or last.startswith("ing")
            or len(stem(last)) < (3 if len(first) > 3 else 5)
        ):
            return False
        return stem(last) in self._stems and (first in _FIRST_SHORT if len(first) < 4 else self._bare(first) != "")

    def _sure(self, first: str, last: str) -> bool:
        """Whether a word that the dictionary has whole is made of these: many such only look as if they were."""
        return stem(last) in self._used or (stem(self._bare(first) or first) in self._used and len(stem(last)) >= 4)

    def _bare(self, first: str) -> str:
        """A first part as the dictionary has it, without the letter that joins it to the next."""
        bare = (first.removesuffix(link) for link in _LINKS if first.endswith(link))
        return next((word for word in bare if len(word) >= 4 and word in self._whole), "")

    def _worth(self, pair: tuple[str, str]) -> tuple[int, int]:
        """How good a cut is: both parts used in the bank, and then the longest last part."""
        first, last = fold(pair[0]), fold(pair[1])
        return 2 * (stem(last) in self._used) + (stem(self._bare(first) or first) in self._used), len(last)
