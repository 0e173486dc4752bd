"""What to look for beside the word that was typed: terms, groups, forms, and what the neighbours call it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice, product

from erfaringsbank.bank import Bank
from erfaringsbank.records import Begrep
from erfaringsbank.records.sokeord import Søkeord
from erfaringsbank.search.index import kept
from erfaringsbank.search.words import fold, stem, terms

DISTANT = "-"
MARKS = "=~" + DISTANT
"""How near another word is: a form of the same, something close, or what a thesaurus says of everybody's words."""
MOST_DISTANT = 3
"""So many words of a thesaurus are kept for a word, those it names first."""
MOST_FORMS = 24
"""So many ways to write a phrase are kept."""


def other_words(bank: Bank, known: Collection[str] = (), common: Collection[str] = ()) -> Mapping[str, list[str]]:
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
    for word, meant in bank.naboord.items():
        _neighbour(found, terms(word)[0], meant, known, common)
    _inflect(found, bank.naboord)
    return {key: targets for key, targets in found.items() if targets}


def _inflect(found: dict[str, list[str]], listed: Mapping[str, Sequence[str]]) -> None:
    """Phrases in the other forms of their words: what leads somewhere as «gå galt», does so as «gikk galt» too."""
    forms: dict[str, list[str]] = {}
    for word, meant in listed.items():
        for target in meant:
            if target.startswith("="):
                forms.setdefault(terms(target)[0], []).append(terms(word)[0])
    roots = {form: root for root, some in forms.items() for form in some}
    for key in [key for key in found if "_" in key]:
        ways = [[part, *forms.get(roots.get(part, part), ()), roots.get(part, part)] for part in key.split("_")]
        for parts in islice(product(*ways), 1, MOST_FORMS):
            found.setdefault("_".join(parts), found[key])


def _neighbour(
    found: dict[str, list[str]], key: str, meant: Iterable[str], known: Collection[str], common: Collection[str]
) -> None:
    """What a dictionary says that a word means, unless the bank itself says so. What the bank only knows of as another
    word for something, leads to that at once: «kørekort» by «førerkort» to what the bank has."""
    if found.get(key) or (key in common and not any(one.startswith("=") for one in meant)):
        return
    targets: list[str] = []
    for text in meant:
        near, target = text.startswith("~"), stem(fold(text.lstrip("=~")))
        mark = DISTANT if near else text[: len(text) - len(text.lstrip("="))]
        targets += (
            [mark + target]
            if target in known
            else [DISTANT + one.lstrip(MARKS) if near else one for one in found.get(target, ())]
        )
    own = [one for one in dict.fromkeys(targets) if one.lstrip(MARKS) != key]
    distant = [one for one in own if one.startswith(DISTANT)]
    found[key] = [one for one in own if one not in distant[MOST_DISTANT:]]


def _lead(found: dict[str, list[str]], written: Iterable[str], meant: Iterable[str], mark: str) -> None:
    targets = list(filter(None, ("_".join(map(stem, kept(text))) for text in meant)))
    for text in written:
        key = "_".join(terms(text))
        known = found.setdefault(key, [])
        there = {key, *(target.lstrip(MARKS) for target in known)}
        known += [mark + target for target in dict.fromkeys(targets) if target not in there]
