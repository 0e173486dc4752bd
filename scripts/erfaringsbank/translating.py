"""Ask the dictionaries of this machine what others call the bank's words: Apertium's, hunspell's, a thesaurus."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from erfaringsbank.problems import UserError
from erfaringsbank.search import neighbours
from erfaringsbank.search.neighbours import Own, Readings

PACKAGES = "apertium apertium-nno-nob apertium-swe-nor apertium-dan-nor hunspell-no hunspell-sv hunspell-da mythes-no"
"""The packages of Debian that have what is asked here."""
SHARED = Path("/usr/share")
_HUNSPELL, _THESAURUS, _APERTIUM = "hunspell/{}.dic", "mythes/th_nb_NO_v2.dat", "apertium/apertium-{}.bin"
_NORWEGIAN, _WRITTEN = "nno-nob/nob-nno.automorf", "nno-nob/nno-nob.autogen"


@dataclass(frozen=True, slots=True)
class Language:
    """A neighbour: its list of words, and Apertium's parts that read it, translate it and write it."""

    words: str
    reads: str
    means: str
    writes: str


LANGUAGES = (
    Language("nn_NO", "nno-nob/nno-nob.automorf", "nno-nob/nno-nob.autobil", "nno-nob/nob-nno.autogen"),
    Language("sv_SE", "swe-nor/swe-nob.automorf", "swe-nor/swe-nob.autobil", "swe-nor/nor-swe.autogen"),
    Language("da_DK", "dan-nor/dan-nob.automorf", "dan-nor/dan-nob.autobil", "dan-nor/nor-dan.autogen"),
)


class Dictionaries:
    """The dictionaries below a folder. Raises UserError where one is missing."""

    def __init__(self, shared: Path = SHARED) -> None:
        self._shared = shared

    def text(self, name: str) -> str:
        """A file, in whichever of the two ways it is written."""
        try:
            raw = (self._shared / name).read_bytes()
        except OSError:
            raise UserError(f"Fant ikke {name}.", f"På Debian:  apt-get install {PACKAGES}") from None
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw.decode("iso-8859-1")

    def run(self, option: str, part: str, asked: Iterable[str]) -> str:
        """What `lt-proc` answers, asked one thing a line."""
        command = ["lt-proc", option, str(self._shared / _APERTIUM.format(part))]
        speaking = {**os.environ, "LC_ALL": "C.UTF-8"}
        text = "".join(f"{one}\n" for one in asked).encode()
        try:
            return subprocess.run(command, input=text, capture_output=True, check=True, env=speaking).stdout.decode()  # noqa: S603
        except (OSError, subprocess.CalledProcessError):
            raise UserError("Fikk ikke spurt ordbøkene.", f"På Debian:  apt-get install {PACKAGES}") from None

    def readings(self, part: str, words: Iterable[str]) -> Readings:
        """How a language understands each of its words."""
        return neighbours.readings(self.run("-w", part, words))


def lines(used: Iterable[str], titled: frozenset[str], dictionaries: Dictionaries) -> list[str]:
    """The lines of the list of other words. `used` are the bank's words, `titled` the stems of its titles."""
    words = sorted(used)
    own = Own(words, dictionaries.readings(_NORWEGIAN, words))
    listed = neighbours.words_of(dictionaries.text(_HUNSPELL.format("nb_NO")))
    norwegian = frozenset(listed)
    said = [neighbours.foreign(own, spoken(language, own, dictionaries), norwegian) for language in LANGUAGES]
    near = neighbours.near(own, neighbours.thesaurus(dictionaries.text(_THESAURUS)), titled)
    return neighbours.lines(irregular(own, listed, dictionaries), said, near)


def irregular(own: Own, listed: Iterable[str], dictionaries: Dictionaries) -> dict[str, set[str]]:
    """The forms of the bank's own words that look like other words."""
    known = dictionaries.readings(_NORWEGIAN, listed)
    every = {one for some in known.values() for one in some}
    wanted = {one for one in every if own.written(neighbours.lemma(one))}
    forms = list(dict.fromkeys(neighbours.asked_forms(wanted, every)))
    written = dictionaries.run("-g", _WRITTEN, (f"^{one}$" for one in forms)).splitlines()
    pairs = [(form, neighbours.lemma(one)) for one, form in zip(forms, written, strict=True) if form.isalpha()]
    read = dictionaries.readings(_NORWEGIAN, sorted({form for form, _ in pairs}))
    lemmas: dict[str, set[str]] = {}
    for form, word in pairs:
        lemmas.setdefault(form, set()).add(word)
    return neighbours.irregular(own, lemmas, read)


def spoken(language: Language, own: Own, dictionaries: Dictionaries) -> dict[str, frozenset[str]]:
    """Every word of a language that means a word of the bank, in all its forms, with what it means in Norwegian."""
    read = dictionaries.readings(
        language.reads, neighbours.words_of(dictionaries.text(_HUNSPELL.format(language.words)))
    )
    every = sorted({one for some in read.values() for one in some})
    means = neighbours.translations(dictionaries.run("-b", language.means, (f"^{one}$" for one in every)))
    wanted = [one for one in every if any(map(own.written, means.get(one, ())))]
    forms = list(dict.fromkeys(neighbours.asked_forms(wanted, every)))
    written = dictionaries.run("-g", language.writes, (f"^{one}$" for one in forms)).splitlines()
    by_lemma: dict[str, set[str]] = {}
    for one in wanted:
        by_lemma.setdefault(neighbours.lemma(one), set()).update(means[one])
    found: dict[str, set[str]] = {}
    for form, word in zip(forms, written, strict=True):
        if word.isalpha() and word.islower():
            found.setdefault(word, set()).update(by_lemma[neighbours.lemma(form)])
    return {word: frozenset(meant) for word, meant in found.items()}
