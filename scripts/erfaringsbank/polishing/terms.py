"""The glossary's terms: what each says in a few lines, and where they stand in a text. Pure.

A term is its title, the forms the record lists, and what regular Norwegian inflection makes of a title of one word.
Synonyms are left out: they mean *about* the same, and the reader would be told something the author did not write.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from erfaringsbank import norsk
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.records import Begrep, Utsagn
from erfaringsbank.view import plain

LONGEST = 240  # characters of an explanation: about four lines on a phone
SHORTEST_INFLECTED = 5  # letters: the inflections of shorter words are too often other words
_ENDINGS = ("et", "en", "ene", "er", "a")
_SENTENCE_END = re.compile(r"[.!?][»\")]*(?= |$)")
_Trie: TypeAlias = dict[str, Any]
_END = ""  # the key that says a word may stop here


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it is explained in place. `address` is its own page, from the site's root."""

    id: str
    title: str
    address: str
    meaning: str
    language: str
    forms: tuple[str, ...]
    """Title and listed forms."""


@dataclass(frozen=True)
class Glossary:
    """All terms of a bank, with one pattern for all of them."""

    terms: tuple[Term, ...]
    address: str = f"{Begrep.mappe}/"
    """The page that lists them, from the site's root."""

    @cached_property
    def by_form(self) -> Mapping[str, Term]:
        """Every form that stands for one term and no other, folded. A title wins over a form, a form over a guess."""
        found: dict[str, Term] = {}
        claimed: set[str] = set()
        for rank in (_titles, _listed, _inflected):
            claims = {(folded(form), term) for term in self.terms for form in rank(term)}
            often = Counter(form for form, _ in claims)
            found |= {form: term for form, term in claims if form not in claimed and often[form] == 1}
            claimed |= set(often)
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Whole words only: a letter, a hyphen, or a dot or slash inside an address beside it makes another word."""
        words = _alternatives(_trie(self.by_form)) if self.by_form else "(?!)"
        return re.compile(rf"(?<![\w\-\u00ad./@])(?:{words})(?![\w\-\u00ad@]|[./]\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """(start, end, term) of every place in a text where a term stands."""
        for match in self.pattern.finditer(text):
            # A pattern that ignores case takes «ſ» for an s; lower case does not.
            if term := self.by_form.get(folded(match[0])):
                yield match.start(), match.end(), term


def glossary(bank: Bank) -> Glossary:
    """The terms of a bank that are still in use, in the order of their numbers."""
    return Glossary(tuple(_terms(bank)))


def _terms(bank: Bank) -> Iterator[Term]:
    for record in bank.of(Begrep):
        definitions = [one for one in record.definisjoner if one.språk in (None, record.språk)]
        if definitions and not record.er_ute:
            title = str(plain(bank, record.tittel))
            said, forms = meaning(bank, definitions), (title, *map(str, record.former))
            yield Term(str(record.id), title, url_of(page_of(record)), said, record.språk, forms)


def meaning(bank: Bank, definitions: Iterable[Utsagn]) -> str:
    """The definitions as plain text, as many whole ones as there is room for; only the first may be shortened.

    Two uses of a word are both told when they fit, because one of them alone would mislead.
    """
    first, *rest = ((_words(bank, one), _reservation(bank, one)) for one in definitions)
    text = f"{shortened(first[0], LONGEST - len(first[1]))}{first[1]}"
    for words, reservation in rest:
        longer = f"{text} {words}{reservation}"
        if len(longer) > LONGEST:
            break
        text = longer
    return text


def _words(bank: Bank, statement: Utsagn) -> str:
    """What a definition says, and whose words it is when it is no plain fact."""
    text = " ".join(plain(bank, statement.tekst).split())
    who = plain(bank, statement.hvem) if statement.hvem else ""
    if statement.type == "fakta":
        return f"{who[0].upper()}{who[1:]}: {text}" if who else text
    return f"{statement.type.capitalize()}{f', {who}' if who else ''}: {text}"


def _reservation(bank: Bank, statement: Utsagn) -> str:
    """What must be said with a definition: when it held, and why it is doubtful."""
    held = f" Gjaldt {norsk.periode(statement.per)}." if statement.per else ""
    return held + (f" Usikkert: {plain(bank, statement.hvorfor)}" if statement.hvorfor else "")


def shortened(text: str, room: int) -> str:
    """A text that has room: whole sentences if there is one that fits, or else whole words and an ellipsis."""
    if len(text) <= room:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() <= room]
    return text[: ends[-1]] if ends else text[: max(room - 1, 1)].rsplit(" ", 1)[0].rstrip(" ,;:–") + "…"


def folded(text: str) -> str:
    """A form as it is compared: lower case, and any white space as one space."""
    return " ".join(text.lower().split())


def _titles(term: Term) -> tuple[str, ...]:
    return term.forms[:1]


def _listed(term: Term) -> tuple[str, ...]:
    return term.forms[1:]


def _inflected(term: Term) -> Iterator[str]:
    """The regular inflections of a title of one word, and the genitive of all forms."""
    title = term.forms[0]
    guesses = [f"{title.removesuffix('e')}{ending}" for ending in _ENDINGS] if _is_inflected(title) else []
    yield from guesses
    yield from (f"{form}s" for form in (*term.forms, *guesses) if not form.lower().endswith(("s", "x", "z")))


def _is_inflected(title: str) -> bool:
    return title.isalpha() and len(title) >= SHORTEST_INFLECTED


def _trie(words: Iterable[str]) -> _Trie:
    """The words as a tree of letters: at each place in a text only one branch has to be tried."""
    root: _Trie = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return root


def _alternatives(node: _Trie) -> str:
    """A trie as a pattern. What is longer is tried first."""
    branches = [_letter(letter) + _alternatives(node[letter]) for letter in sorted(node) if letter != _END]
    if not branches:
        return ""
    inner = branches[0] if len(branches) == 1 and _END not in node else f"(?:{'|'.join(branches)})"
    return f"{inner}?" if _END in node else inner


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)
