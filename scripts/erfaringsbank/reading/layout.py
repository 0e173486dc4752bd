"""The fixed layout of a record file: text in, text out, with every comment and every word. Pure.

Fields stand in the order of the record; lists of IDs and names in brackets, lists of statements and sentences with one
item a line or more; a text in quotation marks when it fits on the line, else as a block of lines.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel

from erfaringsbank.reading.shape import item_of, unwrap
from erfaringsbank.reading.source import Source
from erfaringsbank.reading.yaml_comments import Entry, Node, parts
from erfaringsbank.records import Record, Tekst, Utsagn
from erfaringsbank.records.statement import long_form, short_form

WIDTH = 120
NAME = 60  # a text that is longer, or is a sentence, stands on a line of its own

_PLAIN = re.compile(r"\w(?:[\w /.,()–-]*[\w.)])?")
_FLOW_WORD = re.compile(r"[^\W\d_][\w-]*")
_UNBROKEN = re.compile(r"\[[^][ ,]+(?:, [^][ ,]+){1,15}\][^ ]*|[^ ]*§ [^ ]+|[^ ]+")
_SENTENCE = re.compile(r"[.?!…:]\W*$")

Lines = list[str]


def layout(cls: type[Record], source: Source) -> str:
    """The fixed layout of a file that has been read and shaped as `cls` without a problem."""
    whole = parts(source)
    body = "\n".join([*_fields(cls, whole.root, WIDTH), *whole.root.tail])
    head = "".join(f"{line}\n" for line in (*whole.head, "") if whole.head)
    return re.sub(r"\n{3,}", "\n\n", f"{head}{body.strip()}\n")


def _fields(kind: Any, node: Node, room: int) -> Iterator[str]:
    for entry, inner in _in_order(kind, node):
        yield from _entry(_key(entry), inner, entry, room)


def _in_order(kind: Any, node: Node) -> list[tuple[Entry, Any]]:
    """The fields in the order of their class, each with what its value is. Free names keep the author's order."""
    if typing.get_origin(kind) is dict:
        return [(entry, unwrap(typing.get_args(kind)[1])) for entry in node.value if isinstance(entry, Entry)]
    by_name = {entry.key: entry for entry in node.value if isinstance(entry, Entry)}
    return [(by_name[name], inner) for name, inner in _kinds(kind).items() if name in by_name]


@cache
def _kinds(cls: type[BaseModel]) -> dict[str, Any]:
    """What each field of a class holds, in the order of the class."""
    return {name: unwrap(field.annotation) for name, field in cls.model_fields.items()}


def _key(entry: Entry) -> str:
    return f"{entry.key if _PLAIN.fullmatch(entry.key) else _quoted(entry.key)}:"


def _entry(head: str, kind: Any, entry: Entry, room: int) -> Lines:
    """The lines of a field or a list item, with its comments. `head` is what the value follows: `tittel:` or `-`."""
    loose, lines = _value(head, kind, entry.node, room)
    return [*entry.above, *loose, *lines]


def _value(head: str, kind: Any, node: Node, room: int) -> tuple[Lines, Lines]:
    """The lines of a value after its head, and before them the comments that have no place inside it any more."""
    short = _short(node) if kind is Utsagn else None
    if short is not None:
        return _inside(node), _text(head, short, room)
    if isinstance(node.value, str):
        return [], _scalar(head, kind, node.value, room)
    is_list = typing.get_origin(kind) is tuple
    if not node.value:
        return _inside(node), [f"{head} {'[]' if is_list else '{}'}"]
    return _list(head, kind, node, room) if is_list else _group(head, kind, node, room)


def _short(node: Node) -> str | None:
    """A statement as one text when it has nothing but a text and sources, and can be told so."""
    if isinstance(node.value, str):
        said = long_form(node.value)
        return short_form(Tekst.check(said["tekst"]), said.get("kilder", ()))
    values = {entry.key: entry.node.value for entry in node.value}
    text, sources = values.pop("tekst"), values.pop("kilder", None)
    if values or sources == [] or not isinstance(text, str):
        return None
    return short_form(Tekst.check(text), [str(item.node.value) for item in sources or () if isinstance(item, Entry)])


def _inside(node: Node) -> Lines:
    """Every comment inside a value that is written on one line."""
    inner = node.value if isinstance(node.value, list) else ()
    found = [text for entry in inner for text in (*entry.above, *_inside(entry.node))]
    return [text for text in (*found, *node.tail) if text]


def _list(head: str, kind: Any, node: Node, room: int) -> tuple[Lines, Lines]:
    item = unwrap(item_of(kind))
    entries = [entry for entry in node.value if isinstance(entry, Entry)]
    values = [entry.node.value for entry in entries if isinstance(entry.node.value, str)]
    line = _brackets(head, item, values, room) if len(values) == len(entries) else []
    if line:
        return _inside(node), line
    body = [line for entry in entries for line in _entry("-", item, entry, room - 2)]
    return [], [head, *_indented([*body, *node.tail])]


def _brackets(head: str, item: Any, values: Sequence[str], room: int) -> Lines:
    """A list of IDs, words or names in brackets, folded when it must be. Nothing when the list is of another kind."""
    if _is_text(item):
        written = [_quoted(Tekst.check(value)) for value in values]
        fits = not any(len(value) > NAME or _SENTENCE.search(value) for value in written)
    else:
        written = list(values)
        fits = item is not Utsagn and all(map(_FLOW_WORD.fullmatch, values))
    units = [*(f"{value}," for value in written[:-1]), f"{written[-1]}]"]
    return _wrapped([head, f"[{units[0]}", *units[1:]], room, hang=2) if fits else []


def _group(head: str, kind: Any, node: Node, room: int) -> tuple[Lines, Lines]:
    """Fields under a name, or beginning on the line of a dash: then the first field's comments go above the dash."""
    if head != "-":
        return [], [head, *_indented([*_fields(kind, node, room - 2), *node.tail])]
    (first, inner), *others = _in_order(kind, node)
    loose, lines = _value(_key(first), inner, first.node, room - 2)
    rest = [line for entry, other in others for line in _entry(_key(entry), other, entry, room - 2)]
    above = [text for text in (*first.above, *loose) if text]
    return above, [f"- {lines[0]}", *_indented([*lines[1:], *rest, *node.tail])]


def _indented(lines: Iterable[str]) -> Lines:
    return [f"  {line}" if line else "" for line in lines]


def _is_text(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Tekst)


def _scalar(head: str, kind: Any, value: str, room: int) -> Lines:
    if _is_text(kind):
        return _text(head, Tekst.check(value), room)
    looks_like_number = kind is str and value[:1].isdigit()  # other readers would take it for one
    return [f"{head} {value if _PLAIN.fullmatch(value) and not looks_like_number else _quoted(value)}"]


def _text(head: str, text: str, room: int) -> Lines:
    """A text in quotation marks when it fits on the line, else as a block: folded, or literal between paragraphs."""
    paragraphs = text.split("\n\n")
    line = f"{head} {_quoted(text)}"
    if len(paragraphs) == 1 and len(line) <= room:
        return [line]
    lines: Lines = []
    for paragraph in paragraphs:
        lines += [*([""] if lines else []), *_wrapped(_UNBROKEN.findall(paragraph), room - 2)]
    return [f"{head} {'>-' if len(paragraphs) == 1 else '|-'}", *_indented(lines)]


def _wrapped(words: Sequence[str], room: int, hang: int = 0) -> Lines:
    """Words on as few lines as there is room for; every line after the first begins `hang` columns in."""
    lines: Lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * hang + word)
    return lines


def _quoted(value: str) -> str:
    """A value in double quotation marks, or in single ones when it holds double ones, so that it reads as it is."""
    if "\n" in value or "\t" in value:
        return json.dumps(value, ensure_ascii=False)
    if '"' in value or "\\" in value:
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return f'"{value}"'
