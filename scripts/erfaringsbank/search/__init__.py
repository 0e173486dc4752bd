"""The search of the bank: everything in it → the files that the browser looks in (`overrides/assets/sok.js`). Pure.

Nothing is sent before the reader opens the search. Then: `oppsett.json`, the word shards of the words that were typed,
the cards of what is shown, and after the answer the sentences. The folder is named by its content, so that a browser
may keep what it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from erfaringsbank import grading
from erfaringsbank.bank import Bank
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Begrep
from erfaringsbank.records.sokeord import Søkeord
from erfaringsbank.search.compounds import Splitter
from erfaringsbank.search.documents import Document, documents, type_names
from erfaringsbank.search.index import CARDS, SENTENCES, chunks, column, dumped, entries, kept, line, shards, vocabulary
from erfaringsbank.search.words import fold, stem, terms, words

FOLDER = "sok"


def files(known: Knowledge, gatherings: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, bytes]]:
    """(path under `build/docs`, content) of every file of the search."""
    bank = known.bank
    everything = list(documents(known, gatherings))
    splitter = Splitter(bank.ordliste, vocabulary(everything))
    other = other_words(bank)
    found = entries(everything, splitter, other)
    parts = shards((word, line(word, entry)) for word, entry in found.items())
    first = sorted({key.split("_")[0] for key in other if "_" in key} & _filler_stems(bank))
    inner = dict(_inner(everything, [text for _, text in parts]))
    edition = hashlib.sha256(b"\0".join(path.encode() + b"\0" + raw for path, raw in inner.items())).hexdigest()[:8]
    told = setup(known, everything, [start for start, _ in parts])
    yield f"{FOLDER}/oppsett.json", dumped({**told, "begynner": first, "utgave": edition})
    yield from ((f"{FOLDER}/{edition}/{path}", raw) for path, raw in inner.items())


def _inner(everything: Sequence[Document], texts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The files of the edition by their number: words, cards, sentences."""
    for number, text in enumerate(texts):
        yield f"ord/{number}.json", dumped(text.split("\n"))
    cards = [[one.id, one.url, one.title, one.place] for one in everything]
    for number, raw in enumerate(chunks(cards, CARDS)):
        yield f"kort/{number}.json", raw
    for number, raw in enumerate(chunks([list(_sentences(one)) for one in everything], SENTENCES)):
        yield f"setninger/{number}.json", raw


def _filler_stems(bank: Bank) -> set[str]:
    """The stems of what a search leaves out. The browser asks for a phrase that begins with one only when there is."""
    return {word for text in (bank.søkeord or Søkeord()).fyllord for word in terms(text)}


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
        "kort": CARDS,
        "setninger": SENTENCES,
        "fyllord": sorted({word for text in words_.fyllord for word in words(text)}),
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
            "type": column((one.type for one in everything), list(names)),
            "land": column((one.country for one in everything), lands),
            "styrke": column((str(one.step) for one in everything), list("012345")),
        },
    }


def other_words(bank: Bank) -> Mapping[str, list[str]]:
    """What to look for as well, from the glossary's records and from `models/sokeord.yaml`, as stems.

    The forms of a term and the term itself count the same (`=`); another word for it counts somewhat less, and what
    the bank itself uses such a word for, less again (`~`). Both sides may be of several words.
    """
    found: dict[str, list[str]] = {}
    for record in bank.of(Begrep):
        forms = [record.tittel, *record.former]
        _lead(found, forms, forms, "=")
        _lead(found, record.synonymer, [record.tittel], "")
        _lead(found, [record.tittel], record.synonymer, "~")
    for group in (bank.søkeord or Søkeord()).grupper:
        _lead(found, group.også, group.ord, "")
        _lead(found, (*group.ord, *group.også), group.nær, "~")
    return {key: targets for key, targets in found.items() if targets}


def _lead(found: dict[str, list[str]], written: Iterable[str], meant: Iterable[str], mark: str) -> None:
    targets = list(filter(None, ("_".join(map(stem, kept(text))) for text in meant)))
    for text in written:
        key = "_".join(terms(text))
        known = found.setdefault(key, [])
        there = {key, *(target.lstrip("=~") for target in known)}
        known += [mark + target for target in dict.fromkeys(targets) if target not in there]
