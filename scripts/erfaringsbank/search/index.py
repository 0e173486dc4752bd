"""Documents → what the browser fetches: words in shards, cards, sentences, and the small file that tells of them. Pure.

A word shard is a list of `stem|postings|other words|how many`, the last only where not all are told. Postings are
(steps from the document before, in base 36 and left out when it is 1) and a sign that is no step (`SIGNS`) for how much
the document is about the word.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from erfaringsbank.search.compounds import Splitter
from erfaringsbank.search.documents import Document
from erfaringsbank.search.words import fold, stem, words

# How much a field counts, and how much of its length is held against it. `lead` is the first text, which is a text too;
# `place` is the municipality and the country, which are facts too.
FIELDS: Mapping[str, tuple[float, float]] = {
    "title": (2.4, 0.224),
    "also": (2.2, 0.2),
    "facts": (2.1, 0.136),
    "texts": (1.9, 0.264),
    "title_parts": (1.52, 0.326),
    "parts": (1.24, 0.781),
    "linked": (0.301, 0.3),
    "place": (1.25, 0.0),
    "lead": (0.706, 0.28),
    "asked": (1.88, 0.162),
    "asked_parts": (0.5, 0.719),
}
ID_WEIGHT = 40.0
K1 = 0.835
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'()*+-./:;<=>?@[]^_`{}"
"""One for each level of weight, the lowest first: what is one byte, is no step, and means nothing in JSON or a line."""
CEILING = 12.0
"""The weight that the last sign stands for; more is not told apart."""
PRIOR: Mapping[str, float] = {
    "kilde": 0.6,
    "undersøkelse": 1.12,
    "begrep": 0.856,
    "mål": 0.776,
    "tjeneste": 0.8,
    "side": 1.25,
    "spørsmål": 0.87,
    "hendelse": 0.8,
    "rolle": 0.8,
    "organisasjonsmodell": 1.25,
}
"""What counts for more or less in itself: a source is rarely what a reader came for."""
MACHINE = 0.69
"""The same for the pages about the machine, below `utvikling/`."""
SHORT_TITLE = 2.0
"""How much more a title of one word counts than a long one: what is called «Skranke», is about it."""
END = 3
"""Words with so many last letters in common lie in the same list of ends."""
SHARD = 2_400
"""Characters of a word shard before it is cut: somewhat over 1 kB when sent."""
MOST = 300
"""Documents kept for a stem, those that are most about it: what stands nearly everywhere tells little apart."""
CARDS, SENTENCES = 4, 4
"""Documents in one file of cards, and in one of sentences."""
TITLE = "#"
"""What the line of a whole title begins with."""
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_ALWAYS_DROPPED = frozenset(map(fold, (
    "og", "i", "på", "er", "som", "til", "av", "for", "med", "å", "det", "den", "de", "en", "et", "at", "har", "om",
)))  # fmt: skip
"""Words of nearly every sentence: they would be most of the index, and tell nothing apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a stem: documents with weights, and stems to look for as well."""

    postings: tuple[tuple[int, float], ...] = ()
    other: tuple[str, ...] = ()

    @property
    def first(self) -> Sequence[tuple[int, float]]:
        """The postings that are kept, in the order of the documents."""
        if len(self.postings) <= MOST:
            return self.postings
        return sorted(sorted(self.postings, key=lambda one: (-one[1], one[0]))[:MOST])


@lru_cache(maxsize=20_000)
def kept(text: str) -> tuple[str, ...]:
    """The folded words of a text that are kept; remembered, since a preview reads the same texts again."""
    return tuple(word for word in words(text) if word not in _ALWAYS_DROPPED)


def vocabulary(documents: Iterable[Document]) -> frozenset[str]:
    """Every folded word that the documents themselves have."""
    return frozenset(word for one in documents for word in written(one))


def written(one: Document) -> Iterator[str]:
    """Every folded word of a document: not what readers may ask for."""
    return (word for text in (one.title, *one.names, *one.also, *one.facts, *one.texts) for word in kept(text))


def fields_of(one: Document, splitter: Splitter) -> dict[str, Counter[str]]:
    """How often each stem stands in each field of a document."""
    title = tuple(dict.fromkeys(word for text in (one.title, *one.names) for word in kept(text)))
    texts, asked = ([word for text in some for word in kept(text)] for some in (one.texts, one.asked))
    return {
        "title": Counter(set(map(stem, title))),
        "also": _stems(one.also),
        "facts": _stems(one.facts),
        "texts": Counter(map(stem, texts)),
        "title_parts": Counter({stem(part) for word in title for part in splitter.parts(word)}),
        "linked": _stems(one.linked),
        "place": _stems((one.place,)),
        "lead": _stems(one.texts[:1]),
        "asked": Counter(map(stem, asked)),
        "asked_parts": Counter(stem(part) for word in asked for part in splitter.parts(word)),
        "parts": Counter(stem(part) for word in texts for part in splitter.parts(word)),
    }


def _stems(texts: Iterable[str]) -> Counter[str]:
    return Counter(stem(word) for text in texts for word in kept(text))


def weights(documents: Sequence[Document], splitter: Splitter) -> dict[str, dict[int, float]]:
    """For each stem, how much each document is about it: BM25 field by field, added up, times what it is in itself."""
    counted = [fields_of(one, splitter) for one in documents]
    usual = {name: _usual([fields[name].total() for fields in counted]) for name in FIELDS}
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for number, (one, fields) in enumerate(zip(documents, counted, strict=True)):
        prior = MACHINE if one.id == "alle" or one.id.startswith("utvikling/") else PRIOR.get(one.type, 1.0)
        brief = 1 + SHORT_TITLE / max(1, len(set(kept(one.title))))
        for name, (weight, length_counts) in FIELDS.items():
            counts = weight * prior * (brief if name.startswith("title") else 1)
            longer = fields[name].total() / usual[name]
            for word, times in fields[name].items():
                value = counts * times * (K1 + 1) / (times + K1 * (1 - length_counts + length_counts * longer))
                found[word][number] = found[word].get(number, 0.0) + value
        for name in _names_of_id(one):
            found[name][number] = ID_WEIGHT
    return found


def called(documents: Iterable[Document], fillers: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The stems of each whole title, and of each other way to write it, with `_` between → the documents called so."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for number, one in enumerate(documents):
        for text in (one.title, *one.names):
            if key := "_".join(stem(word) for word in kept(text) if word not in fillers):
                found[key][number] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _usual(lengths: Sequence[int]) -> float:
    """The mean length of a field where it is not empty; one where it always is."""
    filled = [length for length in lengths if length]
    return sum(filled) / len(filled) if filled else 1.0


def _names_of_id(one: Document) -> Iterator[str]:
    """«f12» and «funn12»: the browser joins «f 12» and «funn 12» before it looks them up."""
    if one.id[1:].isdigit():
        yield one.id
        yield fold(one.type) + one.id[1:]


def entries(found: Mapping[str, Mapping[int, float]], other: Mapping[str, Sequence[str]]) -> dict[str, Entry]:
    """Every stem, sorted. `other` are stems (or several with `_` between) and what to look for as well."""
    return {
        word: Entry(tuple(sorted(found.get(word, {}).items())), tuple(other.get(word, ())))
        for word in sorted({*found, *other})
    }


def level(weight: float) -> int:
    """A weight as a place in `SIGNS`. Small differences count among small weights: the step grows with the root."""
    return round((len(SIGNS) - 1) * math.sqrt(min(max(weight, 0), CEILING) / CEILING))


def base36(number: int) -> str:
    """A number as JavaScript's `parseInt(x, 36)` reads it."""
    digits = ""
    while number:
        number, last = divmod(number, 36)
        digits = _BASE36[last] + digits
    return digits or "0"


def line(word: str, entry: Entry) -> str:
    """One line of a word shard."""
    parts, last = [], -1
    for number, weight in entry.first:
        parts.append(f"{'' if number == last + 1 else base36(number - last)}{SIGNS[level(weight)]}")
        last = number
    every = base36(len(entry.postings)) if len(entry.postings) > MOST else ""
    return "|".join((word, "".join(parts), ",".join(entry.other), every)).rstrip("|")


def called_line(key: str, numbers: Sequence[int]) -> str:
    """The line of a whole title: `TITLE`, its stems, and the documents."""
    return line(TITLE + key, Entry(tuple((number, CEILING) for number in numbers)))


def anchor(key: str, fillers: Collection[str]) -> str:
    """The word that a phrase lies beside: its first that is no filler, for which nothing is fetched."""
    parts = key.split("_")
    return next((part for part in parts if part not in fillers), parts[0])


def shards(lines: Iterable[tuple[str, str]], letters: int | None = None) -> list[tuple[str, str]]:
    """(where it begins, text) of shards, from (anchor, line), sorted. Those with the same anchor, or the same first
    `letters` of it, lie in the same one. A beginning is as short as tells the shard from the one before."""
    found: list[tuple[str, str]] = []
    last = ""
    for start, text in _by_start(lines, letters):
        if found and len(found[-1][1]) + len(text) <= SHARD:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{text}")
        else:
            found.append((_told_from(start, last) if found else "", text))
        last = start
    return found


def _told_from(start: str, last: str) -> str:
    """The shortest beginning of a word that comes after another word."""
    return next(start[:length] for length in range(1, len(start) + 1) if start[:length] > last)


def _by_start(lines: Iterable[tuple[str, str]], letters: int | None) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for word, text in lines:
        groups.setdefault(word[:letters], []).append(text)
    return ((start, "\n".join(groups[start])) for start in sorted(groups))


def chunks(rows: Sequence[object], size: int) -> Iterator[bytes]:
    """Rows in files of `size`, as JSON."""
    for start in range(0, len(rows), size):
        yield dumped(rows[start : start + size])


def dumped(value: object) -> bytes:
    """JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def column(values: Iterable[str], order: Sequence[str]) -> str:
    """One character a document: the place of its value in `order`, and a dash for none."""
    place = {value: _BASE36[index] for index, value in enumerate(order)}
    return "".join(place.get(value, "-") for value in values)
