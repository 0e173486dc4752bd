"""A graph as Turtle (W3C, 2014): just enough of it to say what we say, with every sign escaped. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_TO_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_LANGUAGE = re.compile(r"[a-z]+(-[a-zA-Z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Iri:
    """A whole address."""

    value: str

    def __str__(self) -> str:
        return f"<{_NOT_IN_IRI.sub(lambda found: f'%{ord(found[0]):02X}', self.value)}>"


@dataclass(frozen=True, slots=True)
class Name:
    """A name with a prefix, such as `dcat:Dataset`; the prefix is declared by the writer. Never made from content."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Text:
    """A text, with its language or with its type."""

    value: str
    language: str = ""
    datatype: Name | None = None

    def __str__(self) -> str:
        text = f'"{_TO_ESCAPE.sub(_escaped, self.value)}"'
        if self.language:
            if not _LANGUAGE.fullmatch(self.language):
                raise ValueError(self.language)
            return f"{text}@{self.language}"
        return f"{text}^^{self.datatype}" if self.datatype else text


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


@dataclass(frozen=True)
class Blank:
    """A node without an address."""

    about: Sequence[tuple[Name, Object]]

    def __str__(self) -> str:
        inner = "; ".join(f"{predicate} {value}" for predicate, value in self.about)
        return f"[ {inner} ]"


Object: TypeAlias = "Iri | Name | Text | Blank"
About: TypeAlias = Sequence[tuple[Name, Object]]


def turtle(prefixes: Mapping[str, str], things: Iterable[tuple[Iri, About]]) -> str:
    """The things with what is said of each, in the order given."""
    lines = [f"@prefix {name}: {Iri(value)} ." for name, value in prefixes.items()]
    for subject, about in things:
        said = " ;\n".join(f"  {predicate} {value}" for predicate, value in about)
        lines += ["", f"{subject}\n{said} ."]
    return "\n".join(lines) + "\n"
