"""A made bank of any size: the same bytes for the same size and seed, clean by every rule, shaped like the real one.

A record refers to records that stand at about the same place among theirs, so that the number of links to and from a
record is the same in a bank of any size, as it is in a real bank that grows by a municipality at a time. What a record
holds depends on its ID alone, except at the very end of the bank.
"""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from bench import made_records
from bench.words import paragraph, phrase
from erfaringsbank.authoring.scaffold import slug_of
from erfaringsbank.records import BY_LETTER, folder_of

# How many of each type the real bank has; it has no «erfaring» yet, but a bank in use will have some.
# Those of the model do not grow with the bank.
REAL = {"k": 288, "f": 63, "c": 63, "a": 44, "q": 41, "t": 28, "b": 27, "u": 19, "h": 15, "m": 13, "x": 10, "e": 12}
MODEL = {"g": 6, "o": 4, "r": 9}
# About how many lines a page has in models/innganger/ in the real bank, and how many words a line.
WAYS_IN = {"k": 20, "c": 68, "m": 51, "f": 49, "a": 45}
_OTHER_WAYS_IN, _WORDS_IN, _IN_FILE = 36, 5, 100
_WINDOW = {"k": 8, "u": 1}
_CITED = re.compile(r"\bk[1-9][0-9]*\b")
_WIDTH = 118


@dataclass(frozen=True)
class MadeBank:
    """A made bank of `size` records."""

    size: int
    seed: int = 1

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many records of each type there are, by letter. Sources take what is left after rounding."""
        grows = self.size - sum(MODEL.values())
        counts = {letter: max(1, round(grows * real / sum(REAL.values()))) for letter, real in REAL.items()}
        counts["u"] = counts["f"] // 3
        counts["k"] = grows - (sum(counts.values()) - counts["k"])
        return counts | MODEL

    def near(self, id_: str, letter: str, rng: Random, count: int) -> list[str]:
        """Up to `count` IDs of a type from the part of the bank where `id_` stands, each once."""
        centre = 1 + round((int(id_[1:]) - 1) * (REAL[letter] / (REAL | MODEL)[id_[0]]))
        window = _WINDOW.get(letter, 3)
        last = min(self.counts[letter], centre + window)
        first = max(1, min(centre - window, last))
        numbers = [number for number in range(first, last + 1) if f"{letter}{number}" != id_]
        return [f"{letter}{number}" for number in sorted(rng.sample(numbers, min(count, len(numbers))))]

    def records(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """(path, fields) of every record. A source that nothing came to cite is one that was not read."""
        cited: set[str] = set()
        for letter in sorted(self.counts, key="k".__eq__):  # sources last
            for number in range(1, self.counts[letter] + 1):
                id_ = f"{letter}{number}"
                made = made_records.fields(self, id_, Random(f"{self.seed} {id_}"))
                if letter != "k":
                    cited.update(_CITED.findall(json.dumps(made)))
                elif id_ not in cited:
                    made["lest"] = "ikke lest"
                slug = slug_of(made["tittel"]) or "uten-navn"
                yield f"{folder_of(BY_LETTER[letter])}/{id_}-{slug}.yaml", made

    def files(self, root: Path) -> Iterator[tuple[str, str]]:
        """(path, text) of every file of content. Settings, vocabularies and the names of pages are those of `root`."""
        for path, made in self.records():
            yield path, to_yaml(made)
        yield from self._ways()
        for settings in [root / "content/nettsted.yaml", *sorted((root / "models").glob("*.yaml"))]:
            yield settings.relative_to(root).as_posix(), settings.read_text(encoding="utf-8")
        for page in sorted((root / "content/sider").rglob("*.md")):
            yield page.relative_to(root).as_posix(), self._page(page.stem)

    def _ways(self) -> Iterator[tuple[str, str]]:
        """What made readers may write, so many records to a file that none is too large."""
        for letter, count in self.counts.items():
            for first in range(1, count + 1, _IN_FILE):
                ids = [f"{letter}{number}" for number in range(first, min(count + 1, first + _IN_FILE))]
                made = to_yaml({"innganger": {id_: self._ways_in(id_) for id_ in ids}})
                yield f"models/innganger/{BY_LETTER[letter].mappe}-{first}.yaml", made

    def _ways_in(self, id_: str) -> list[str]:
        """What a made reader may write when a record is the answer."""
        rng = Random(f"{self.seed} inngang {id_}")
        return [phrase(rng, _WORDS_IN).lower() for _ in range(WAYS_IN.get(id_[0], _OTHER_WAYS_IN))]

    def _page(self, name: str) -> str:
        rng = Random(f"{self.seed} {name}")
        head = f'---\ntittel: "{name.capitalize()}"\nbeskrivelse: "{paragraph(rng, 12)}"\n---'
        headings = ("Først", "Så", "Til slutt")
        parts = [f"## {heading}\n\n{paragraph(rng, 90)} Se @f{rng.randint(1, 3)}." for heading in headings]
        return "\n\n".join([head, *parts]) + "\n"


def write(bank: MadeBank, root: Path, folder: Path) -> None:
    """Write a made bank to a folder, with the theme and the engine's configuration of the bank at `root`."""
    for name, text in bank.files(root):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    copy_settings(root, folder)


def copy_settings(root: Path, folder: Path) -> None:
    """The theme and the engine's configuration."""
    shutil.copytree(root / "overrides", folder / "overrides")
    shutil.copy(root / "mkdocs.yml", folder / "mkdocs.yml")


def to_yaml(fields: Mapping[str, Any]) -> str:
    """YAML as the authors of the real bank write it: long texts folded, short ones quoted, IDs in brackets."""
    return "".join(f"{name}:{_value(value, '')}\n" for name, value in fields.items() if value not in ([], {}))


def _value(value: Any, indent: str) -> str:
    if isinstance(value, dict):
        said = {name: item for name, item in value.items() if item != []}
        return "".join(f"\n{indent}  {name}:{_value(item, indent + '  ')}" for name, item in said.items())
    if isinstance(value, list) and all(isinstance(item, str) and len(item) < 8 for item in value):
        return f" [{', '.join(value)}]"
    if isinstance(value, list):
        return "".join(f"\n{indent}  - {_value(item, indent + '  ').lstrip()}" for item in value)
    return f" {value}" if isinstance(value, int) else _text(value, indent)


def _text(text: str, indent: str) -> str:
    if len(text) + len(indent) < _WIDTH - 12:
        return " " + json.dumps(text, ensure_ascii=False)
    lines = textwrap.wrap(text, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return " >-" + "".join(f"\n{indent}  {line}" for line in lines)
