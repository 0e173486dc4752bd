"""The search of the bank: everything in it → the files that the browser looks in (`overrides/assets/sok.js`). Pure.

Nothing is sent before the reader opens the search. Then: `oppsett.json`, the word shards of the words that were typed,
the cards of what is shown, and after the answer the sentences. The folder is named by its content, so that a browser
may keep what it has.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from erfaringsbank import grading
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records.sokeord import Søkeord
from erfaringsbank.search import index, packs, pairs
from erfaringsbank.search.compounds import Splitter
from erfaringsbank.search.documents import Document, documents, type_names
from erfaringsbank.search.others import other_words
from erfaringsbank.search.words import fold, stem, terms, words

FOLDER = "sok"
SHORTEST_MISTYPED = 4
"""A shorter word is never taken for a slip of the finger in another."""
COMMON = 8
"""A word that stands in more documents than this is a word of the bank, whatever it means in a neighbour's language."""


def files(known: Knowledge, gatherings: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, bytes]]:
    """(path under `build/docs`, content) of every file of the search."""
    bank = known.bank
    everything = list(documents(known, gatherings))
    splitter = Splitter(bank.ordliste, index.vocabulary(everything))
    found_in = index.weights(everything, splitter)
    other = other_words(bank, found_in, _common(everything))
    found = index.entries(found_in, other)
    filler_stems = _filler_stems(bank)
    lines = [(index.anchor(word, filler_stems), index.line(word, entry)) for word, entry in found.items()]
    titles = index.called(everything, fillers(bank))
    parts = index.shards([*lines, *((key.split("_")[0], index.called_line(key, who)) for key, who in titles.items())])
    first = sorted({key.split("_")[0] for key in other if "_" in key and filler_stems.issuperset(key.split("_"))})
    ended = ((word[::-1], word) for word in found if word.isalpha() and len(word) >= SHORTEST_MISTYPED)
    backwards = index.shards(ended, index.END)
    beside = pairs.files(pairs.pairs(everything, fillers(bank)))
    inner = dict(_inner(everything, [text for _, text in parts], [text for _, text in backwards], beside))
    packed, more = packs.packs(inner)
    inner |= more
    edition = hashlib.sha256(b"\0".join(path.encode() + b"\0" + raw for path, raw in inner.items())).hexdigest()[:8]
    told = setup(known, everything, [start for start, _ in parts])
    ends = [start for start, _ in backwards]
    told |= {"slutter": ends, "begynner": first, "par": len(beside), "pakker": packed, "utgave": edition}
    yield f"{FOLDER}/oppsett.json", index.dumped(told)
    yield from ((f"{FOLDER}/{edition}/{path}", raw) for path, raw in inner.items())


def _common(everything: Iterable[Document]) -> set[str]:
    """The stems that the bank itself writes in more documents than a few, whatever readers may ask for."""
    found = Counter(word for one in everything for word in set(map(stem, index.written(one))))
    return {word for word, times in found.items() if times > COMMON}


def _inner(
    everything: Sequence[Document], texts: Iterable[str], ends: Iterable[str], beside: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """The files of the edition by their number: words, words by their last letters, pairs, cards, sentences."""
    for folder, lines in (("ord", texts), ("slutt", ends)):
        for number, text in enumerate(lines):
            yield f"{folder}/{number}.json", index.dumped(text.split("\n"))
    yield from ((f"par/{number}.json", index.dumped(text)) for number, text in enumerate(beside))
    cards = [[one.id, one.url, one.title, one.place] for one in everything]
    for number, raw in enumerate(index.chunks(cards, index.CARDS)):
        yield f"kort/{number}.json", raw
    for number, raw in enumerate(index.chunks([list(_sentences(one)) for one in everything], index.SENTENCES)):
        yield f"setninger/{number}.json", raw


def fillers(bank: Bank) -> set[str]:
    """The folded words that a search leaves out."""
    return {word for text in (bank.søkeord or Søkeord()).fyllord for word in words(text)}


def _filler_stems(bank: Bank) -> set[str]:
    """Their stems. The browser asks for a phrase that begins with one only when there is."""
    return set(map(stem, fillers(bank)))


def _sentences(one: Document) -> Iterator[str]:
    """What may be shown of a document below its title."""
    own = (text for text in (*one.texts, *one.facts) if len(text) > 12)
    return own if one.texts else iter((one.title,))


def setup(known: Knowledge, everything: Sequence[Document], starts: Sequence[str]) -> dict[str, object]:
    """What the browser must know first."""
    names = type_names()
    lands = sorted({one.country for one in everything} - {""}, key=lambda land: (land != "Norge", land))
    words_ = known.bank.søkeord or Søkeord()
    return {
        "antall": len(everything),
        "grenser": starts,
        "kort": index.CARDS,
        "setninger": index.SENTENCES,
        "fyllord": sorted(fillers(known.bank)),
        "skrivemåter": [[fold(rule.fra), fold(rule.til)] for rule in words_.skrivemåter],
        "hensikter": [
            ["_".join(terms(text)), list(intent.typer)] for intent in words_.hensikter for text in intent.ord
        ],
        "fasetter": {
            "type": [[name, many[0].upper() + many[1:]] for name, many in names.items()],
            "land": [[land, land] for land in lands],
            "styrke": [[str(step), grading.step_name(known.bank, step)] for step in range(6)],
        },
        "kolonner": {
            "type": index.column((one.type for one in everything), list(names)),
            "land": index.column((one.country for one in everything), lands),
            "styrke": index.column((str(one.step) for one in everything), list("012345")),
        },
    }
