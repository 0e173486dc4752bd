"""Renew the list of compounds: read a dictionary of this machine, keep what is about the bank's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from erfaringsbank import wordlist
from erfaringsbank.bank import Bank
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.records import Tekst
from erfaringsbank.records.sokeord import WORD_PARTS
from erfaringsbank.search.compounds import dictionary, listed

DICTIONARY = Path("/usr/share/hunspell/nb_NO.dic")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many compounds there are now, and how many of them that were not there before."""

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


def words_of(bank: Bank) -> frozenset[str]:
    """Every word of the records and the pages, in lower case."""
    told = (value for record in bank.records.values() for _, value in bank.walk(record) if isinstance(value, Tekst))
    return frozenset(
        word for text in (*told, *(side.prose for side in bank.sider)) for word in _WORD.findall(text.lower())
    )
