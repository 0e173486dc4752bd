"""Renew the lists of words: read the dictionaries of this machine, keep what is about the bank's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from erfaringsbank import translating, wordlist
from erfaringsbank.bank import Bank
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.records import Begrep, Tekst
from erfaringsbank.records.sokeord import OTHER_WORDS, WORD_PARTS, Søkeord
from erfaringsbank.search.compounds import dictionary, listed
from erfaringsbank.search.words import terms

DICTIONARY = Path("/usr/share/hunspell/nb_NO.dic")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many lines there are now, and how many of them that were not there before."""

    total: int
    new: int


def renew(project: Project, path: Path) -> Renewed:
    """Write `models/ordliste.txt` anew. Raises UserError when there is no dictionary at `path`."""
    try:
        known = dictionary(path.read_text(encoding="iso-8859-1"))
    except OSError:
        fix = "På Debian:  apt-get install hunspell-no   Ellers: --ordbok FIL"
        raise UserError(f"Fant ingen ordbok i {path}.", fix) from None
    bank, _ = load(project.files())
    lines = list(listed(words_of(bank), known))
    before = set(bank.ordliste)
    (project.root / WORD_PARTS).write_bytes(wordlist.written(lines))
    return Renewed(len(lines), sum(line.replace("|", "") not in before for line in lines))


def renew_others(project: Project, dictionaries: translating.Dictionaries) -> Renewed:
    """Write `models/naboord.txt` anew. Raises UserError when a dictionary is missing: then the file is as it was."""
    bank, _ = load(project.files())
    titled = frozenset(stem for record in bank.records.values() for stem in terms(str(record.tittel)))
    lines = translating.lines(words_of(bank) | searched(bank), titled, dictionaries)
    (project.root / OTHER_WORDS).write_bytes(wordlist.written(lines, wordlist.OTHER_HEAD))
    return Renewed(len(lines), sum(line.split("|")[0] not in bank.naboord for line in lines))


def words_of(bank: Bank) -> frozenset[str]:
    """Every word of the records and the pages, in lower case."""
    told = (value for record in bank.records.values() for _, value in bank.walk(record) if isinstance(value, Tekst))
    return frozenset(
        word for text in (*told, *(side.prose for side in bank.sider)) for word in _WORD.findall(text.lower())
    )


def searched(bank: Bank) -> frozenset[str]:
    """The single words that lead to something without standing in the bank: synonyms, and words for the search."""
    groups = (bank.søkeord or Søkeord()).grupper
    terms_ = (text for record in bank.of(Begrep) for text in (record.tittel, *record.former, *record.synonymer))
    texts: Iterable[str] = (*(text for group in groups for text in (*group.også, *group.ord)), *terms_)
    return frozenset(text.lower() for text in texts if _WORD.fullmatch(text))
