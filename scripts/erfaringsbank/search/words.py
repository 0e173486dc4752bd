"""Text → the words a search compares: folded, cut into words, stemmed. `sok.js` does exactly the same. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"æ": "a", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ß": "s", "ł": "l", "ŋ": "n", "ŧ": "t"})
_DOUBLE = re.compile("aa|ae|oe")
_WORD = re.compile(r"[0-9]+,[0-9]+|[a-z0-9]+")
_THOUSANDS = re.compile(r"(?<![0-9,])([0-9]{1,3}) (?=[0-9]{3}(?![0-9]))")
_SHORTEST = 3
"""A shorter word is compared as it is."""


def fold(text: str) -> str:
    """Lower case, with one letter for all ways to write it: å, ä, æ, aa and ae are a; ø, ö and oe are o.

    What is folded away is what phones, foreigners and neighbours write differently, and so is every accent.
    """
    single = _DOUBLE.sub(lambda pair: pair[0][0], unicodedata.normalize("NFC", text.lower()))
    parts = unicodedata.normalize("NFD", single.translate(_LETTERS))
    return "".join(part for part in parts if unicodedata.category(part)[0] != "M")


def words(text: str) -> list[str]:
    """The folded words of a text in order. A number keeps its decimals, and its thousands: «1,4», «1 200» as «1200»."""
    return _WORD.findall(_THOUSANDS.sub(r"\1", re.sub(r"\s", " ", fold(text))))


# The Norwegian stemmer of Snowball, on folded words (https://snowballstem.org/algorithms/norwegian/stemmer.html), with
# what a search in Norwegian misses there: «involver» and «involvere», «innbygger» and «innbyggerne», «kartlegge» and
# «kartlegging» get one stem. Snowball also takes away «-lov»; here «folkebibliotekloven» stays a law.
_VOWELS = frozenset("aeiouy")
_REGION = re.compile("[aeiouy][^aeiouy]")
_CUT = (
    "hetenes", "hetene", "hetens", "endes", "heten", "heter", "ande", "ende", "edes", "enes", "ede", "ane", "ene",
    "ens", "ers", "ets", "het", "ast", "en", "ar", "er", "as", "es", "et", "a", "e",
)  # fmt: skip
_ENDINGS = tuple(sorted((*_CUT, "erte", "ert", "s"), key=lambda ending: -len(ending)))
_BEFORE_S = frozenset("bcdfghjlmnoprtvyz")
_DERIVED = ("eleg", "elig", "leg", "eig", "lig", "els", "ig")
_PLURAL = re.compile("(.{3,}?)(?:ernes|ernas|arnas|erne|erna|arna)")
_NO_PLURAL = frozenset({"moderne", "interne", "eksterne", "gjerne", "fjerne", "kjerne", "stjerne", "hjerne"})
_WHOLE = "bibliotekar"
"""Not the plural of «bibliotek», which has none like it."""
_VERB = re.compile("(.{3,}?)(?:ering|er)|(.{5,}[^n])n?ing")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without its inflection: «skrankene» → «skrank». A word with a digit, or a short one, is left."""
    if len(word) < _SHORTEST or not word.isalpha() or word.endswith(_WHOLE):
        return word
    plural = _PLURAL.fullmatch(word) if word not in _NO_PLURAL else None
    if plural:
        return plural[1]
    start = _region(word)
    word = _without_ending(word, start)
    if word[start:].endswith(("dt", "vt")):
        word = word[:-1]
    word = _without_first(word, start, _DERIVED)
    verb = _VERB.fullmatch(word)
    return (verb[1] or verb[2]) if verb else word


def _region(word: str) -> int:
    """Where endings may begin: after the first consonant that follows a vowel, and not before the fourth letter."""
    found = _REGION.search(word)
    return max(found.end(), 3) if found else len(word)


def _without_ending(word: str, start: int) -> str:
    ending = next((ending for ending in _ENDINGS if word[start:].endswith(ending)), "")
    if ending == "s":
        return word[:-1] if _may_lose_s(word) else word
    if ending in ("ert", "erte"):
        return word[: len(word) - len(ending)] + "er"
    return word[: len(word) - len(ending)]


def _may_lose_s(word: str) -> bool:
    before = word[-2]
    return before in _BEFORE_S or (before == "k" and word[-3] not in _VOWELS)


def _without_first(word: str, start: int, endings: tuple[str, ...]) -> str:
    ending = next((ending for ending in endings if word[start:].endswith(ending)), "")
    return word[: len(word) - len(ending)]


_FOREIGN = (
    "ornas", "ernas", "aste", "orna", "erna", "ade", "ats", "its", "are", "ors", "nas", "ast", "or", "ad", "at", "it",
    "te", "na",
)  # fmt: skip
"""Endings of the neighbours that the stem leaves, the longest first."""


def bare(word: str) -> list[str]:
    """What a folded word may be a foreign form of, as stems: «fragor» and «fragad» are «frag»."""
    cut = (word.removesuffix(ending) for ending in _FOREIGN if word.endswith(ending))
    return list(dict.fromkeys(stem(one) for one in cut if len(one) >= 4))


def terms(text: str) -> list[str]:
    """The stems of a text in order."""
    return [stem(word) for word in words(text)]
