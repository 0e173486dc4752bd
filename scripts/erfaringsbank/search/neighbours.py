"""What people call a word of the bank: nynorsk, Danish and Swedish words, and Norwegian ones it lacks. Pure.

In goes what the dictionaries of a machine say (streams of Apertium's lttoolbox, a thesaurus of LibreOffice). Out come
lines `word|target,target`, about the bank's own words only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from erfaringsbank.search.words import bare, fold, stem

_UNIT = re.compile(r"\^([^/$^]+)/([^$^]*)\$")
_READING = re.compile(r"([^<>+@*]+)((<(?:n|vblex|adj|adv)>)(?:<[^<>]+>)*)")
_RARE = re.compile("<gen>|<pasv>|<comp>|<sup>|<pprs>|<cmp>|<imp>")
"""Grammar of forms that nobody searches for, or that are the form without it and an -s."""
_WORD = re.compile(r"[a-zæøåäöé]{3,}")
_REMARK = re.compile(r"\s*\([^)]*\)")
_MOST = 3
"""So many words of the bank are kept for a word of the thesaurus."""
_ENOUGH = 0.4
"""And only those that it says are near: in a list of six or fewer, or both ways in one of 25."""

Readings = Mapping[str, frozenset[str]]
"""Words with their readings: «høyringa» is `høyring<n><f><sg><def>`."""


def readings(stream: str) -> dict[str, frozenset[str]]:
    """What `lt-proc -w` says of each word: nouns, verbs, adjectives and adverbs that stand alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, told in _UNIT.findall(stream):
        found[word].update(one for one in told.split("/") if _READING.fullmatch(one) and "compound" not in one)
    return {word: frozenset(some) for word, some in found.items() if some}


def translations(stream: str) -> dict[str, frozenset[str]]:
    """What `lt-proc -b` gives each reading: the words, without grammar."""
    units = ((source, map(_READING.fullmatch, told.split("/"))) for source, told in _UNIT.findall(stream))
    return {source: frozenset(match[1] for match in some if match) for source, some in units}


def lemma(reading: str) -> str:
    """The word that a reading is a form of."""
    return reading.split("<", 1)[0]


def asked_forms(wanted: Collection[str], every: Iterable[str]) -> Iterator[str]:
    """All forms that a word of some readings may have, as readings: its grammar replaced by that of others like it."""
    grammars: dict[str, set[str]] = defaultdict(set)
    for match in map(_READING.fullmatch, every):
        if match and not _RARE.search(match[2]):
            grammars[_kind(match[2])].add(match[2])
    for match in map(_READING.fullmatch, sorted(wanted)):
        if match:
            yield from (match[1] + grammar for grammar in sorted(grammars[_kind(match[2])]))


def _kind(grammar: str) -> str:
    """A noun with its gender; otherwise only what kind of word it is."""
    return "".join(re.findall(r"<[^<>]+>", grammar)[: 2 if grammar.startswith("<n>") else 1])


def words_of(dictionary: str) -> list[str]:
    """The lower-case words of a hunspell list, sorted."""
    first = (re.split(r"[/\t ]", line, maxsplit=1)[0] for line in dictionary.splitlines()[1:])
    return sorted({word for word in first if _WORD.fullmatch(word)})


def _reached(word: str) -> list[str]:
    """The stems that a search reaches from a word it does not know: without a foreign ending, or its last letter."""
    folded = fold(word)
    return [*bare(folded), stem(folded[:-1])]


class Own:
    """The bank's words, by their stems and by the words that they are forms of."""

    def __init__(self, used: Iterable[str], known: Readings) -> None:
        self._by_stem: dict[str, str] = {}
        self._by_lemma: dict[str, str] = {}
        for word in sorted(used, key=lambda word: (len(word), word)):
            self._by_stem.setdefault(stem(fold(word)), word)
            for reading in known.get(word, ()):
                self._by_lemma.setdefault(lemma(reading), word)

    def has(self, word: str) -> bool:
        """Whether some form of the word stands in the bank."""
        return stem(fold(word)) in self._by_stem

    def written(self, word: str) -> str | None:
        """A word as the bank has it: itself, or the shortest of its forms. Nothing when it has none."""
        return word if self.has(word) else self._by_lemma.get(word)


def foreign(own: Own, said: Mapping[str, Iterable[str]], norwegian: Collection[str]) -> dict[str, set[str]]:
    """The words of a neighbour that mean a word of the bank and that its stem does not find. `said` are translations.

    A Norwegian word that the bank uses is left alone, whatever the neighbour means by it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for word, meant in said.items():
        targets = {target for target in map(own.written, meant) if target}
        same = {stem(fold(word)), *_reached(word)} & {stem(fold(one)) for one in (*targets, *meant)}
        if targets and not same and not (own.has(word) and word in norwegian):
            found[word] |= targets
    return found


def irregular(own: Own, forms: Mapping[str, Iterable[str]], known: Readings) -> dict[str, set[str]]:
    """Norwegian forms that the stem does not lead to the word of: «gikk» is «gå». Only what is a form of one word."""
    found = {}
    every = {lemma(one) for some in known.values() for one in some}
    for form, lemmas in forms.items():
        if form in every:
            continue
        read = {lemma(one) for one in known.get(form, ())}
        word = own.written(next(iter(lemmas))) if len(read | set(lemmas)) == 1 else None
        if word and stem(fold(word)) not in (stem(fold(form)), *_reached(form)):
            found[form] = {f"={word}"}
    return found


def thesaurus(text: str) -> dict[str, list[list[str]]]:
    """A thesaurus of LibreOffice: for each word a list of words for each of its meanings."""
    lines = iter(text.splitlines()[1:])
    found = {}
    for head in lines:
        word, _, count = head.rpartition("|")
        meanings = (next(lines, "").split("|")[1:] for _ in range(int(count)))
        found[word] = [[_REMARK.sub("", one).strip() for one in some] for some in meanings]
    return found


def near(own: Own, told: Mapping[str, Sequence[Sequence[str]]], titled: Collection[str]) -> dict[str, list[str]]:
    """Words that the bank lacks, with those of its titles (`titled`, as stems) that the thesaurus has beside them."""
    found = {}
    for word, meanings in told.items():
        if not _WORD.fullmatch(word) or own.has(word):
            continue
        worth: dict[str, float] = defaultdict(float)
        for some in meanings:
            for one in some:
                both = any(word in others for others in told.get(one, ()))
                worth[one] += (2 if both else 1) / len(some) ** 0.5 if stem(fold(one)) in titled else 0
        best = sorted((one for one in worth if worth[one] >= _ENOUGH), key=lambda one: (-worth[one], one))
        if best:
            found[word] = best[:_MOST]
    return found


def lines(
    forms: Mapping[str, Iterable[str]],
    foreign_words: Iterable[Mapping[str, Iterable[str]]],
    near_words: Mapping[str, Iterable[str]],
) -> list[str]:
    """The lines of the file, sorted: one for each stem, with the shortest word that has it. `~` is only near."""
    meant: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    near_marked = {word: {f"~{one}" for one in some} for word, some in near_words.items()}
    _gather(forms, meant, shown)
    certain = set(meant)
    for said in foreign_words:
        _gather({word: some for word, some in said.items() if stem(fold(word)) not in certain}, meant, shown)
    _gather({word: some for word, some in near_marked.items() if stem(fold(word)) not in meant}, meant, shown)
    needed = (
        key
        for key in meant
        if not any(meant[key] <= meant[one] for one in _reached(shown[key]) if one in meant and one != key)
    )
    return sorted(f"{shown[key]}|{','.join(sorted(meant[key]))}" for key in needed)


def _gather(said: Mapping[str, Iterable[str]], meant: dict[str, set[str]], shown: dict[str, str]) -> None:
    for word, targets in said.items():
        key = stem(fold(word))
        meant[key].update(targets)
        shown[key] = min(shown.get(key, word), word, key=lambda one: (len(one), one))
