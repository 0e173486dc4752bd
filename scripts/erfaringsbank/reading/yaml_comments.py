"""A YAML text → its parts with every comment tied to the field or list item that it is about. Pure.

libyaml drops comments. They are found again as the `#` that remain when every scalar is masked, which is exact: the
text has been read without a fault, and nothing but a comment can hold a `#` outside a scalar.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, cast

import yaml

from erfaringsbank.reading.source import Source


@dataclass(slots=True, eq=False)
class Node:
    """A value: text, list or fields. `tail` are comments after the last entry of a list or of fields."""

    value: str | list[Entry]
    end: int = 0
    flow: bool = False
    owner: Entry | None = None
    tail: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Entry:
    """A field (with `key`) or a list item: where it begins, its value, and the comments above it.

    An empty string among the comments is an empty line. `parents` are the lists and fields around it, outermost first.
    """

    key: str
    node: Node
    offset: int = 0
    column: int = 0
    parents: tuple[Node, ...] = ()
    above: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Parts:
    """A whole file: the comments that head it, and the root with everything else."""

    head: list[str]
    root: Node


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment from `#` to the end of its line. `alone` when nothing else stands on the line."""

    offset: int
    line: int
    column: int
    text: str
    alone: bool


class _Reader:
    """Builds the parts of one text. `bare` is the text with all scalars masked and all comments blanked."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self.tree = cast("yaml.Node", yaml.compose(text, Loader=yaml.CSafeLoader))
        masked = self._masked(text)
        self.comments = list(_comments(masked, self.lines, self.starts))
        self.bare = re.sub("#[^\n]*", lambda match: " " * len(match[0]), masked)
        self.entries: list[Entry] = []

    def parts(self) -> Parts:
        root = self._node(self.tree, None, ())
        self._give_comments(root)
        return Parts(_split_head(self.entries), root)

    def _offset(self, mark: yaml.Mark) -> int:
        return self.starts[mark.line] + mark.column

    def _masked(self, text: str) -> str:
        parts, done = [], 0
        for scalar in _scalars(self.tree):
            start, end = self._offset(scalar.start_mark), self._offset(scalar.end_mark)
            if scalar.style in (">", "|"):  # the comment after the sign of a block is not part of its text
                start = min(self.starts[scalar.start_mark.line + 1], end)
            parts += [text[done:start], re.sub("[^\n]", "x", text[start:end])]
            done = end
        return "".join([*parts, text[done:]])

    def _node(self, node: yaml.Node, owner: Entry | None, parents: tuple[Node, ...]) -> Node:
        if not isinstance(node, yaml.CollectionNode):
            return Node(node.value, self._offset(node.end_mark), owner=owner)
        made = Node([], self._offset(node.end_mark), bool(node.flow_style), owner)
        inside = (*parents, made)
        pairs = node.value if isinstance(node, yaml.MappingNode) else [(None, item) for item in node.value]
        made.value = [self._entry(key, value, inside) for key, value in pairs]
        return made

    def _entry(self, key: yaml.Node | None, value: yaml.Node, parents: tuple[Node, ...]) -> Entry:
        offset = self._offset((key or value).start_mark)
        if key is None and not parents[-1].flow:
            offset = self.bare.rfind("-", 0, offset)
        column = offset - self.starts[bisect_right(self.starts, offset) - 1]
        entry = Entry(key.value if key else "", Node(""), offset, column, parents)
        self.entries.append(entry)
        entry.node = self._node(value, entry, parents)
        return entry

    def _give_comments(self, root: Node) -> None:
        offsets = [entry.offset for entry in self.entries]
        run: tuple[int, int] = (-1, 0)  # how many entries stand before the comments in a row, and their least column
        for comment in self.comments:
            before = bisect_right(offsets, comment.offset)
            if not comment.alone:
                _trailing(self.entries[max(before - 1, 0)], root, comment).append(comment.text)
                continue
            column = min(run[1], comment.column) if run[0] == before else comment.column
            run = (before, column)
            last = self.entries[before - 1] if before else None
            following = self.entries[before] if before < len(self.entries) else None
            self._push(_target(last, following, root, comment.offset, column), comment)

    def _push(self, target: list[str], comment: Comment) -> None:
        """Add a comment with the empty line before or after it, if it has one."""
        if self._is_empty(comment.line - 1) and target[-1:] != [""]:
            target.append("")
        target.append(comment.text)
        if self._is_empty(comment.line + 1):
            target.append("")

    def _is_empty(self, line: int) -> bool:
        return 0 <= line < len(self.lines) - 1 and self.lines[line].strip() in ("", "---")


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Every scalar in the order of the text, keys too."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
    else:
        for item in node.value:
            yield from _scalars(item)


def _comments(bare: str, lines: list[str], starts: list[int]) -> Iterator[Comment]:
    for number, line in enumerate(bare.split("\n")):
        column = line.find("#")
        if column >= 0:
            text = lines[number][column:].rstrip()
            yield Comment(starts[number] + column, number, column, text, not line[:column].strip())


def _trailing(entry: Entry, root: Node, comment: Comment) -> list[str]:
    """Where the comment at the end of a line goes: above the entry whose value ends there."""
    last: Entry | None = entry
    while last and last.parents[-1].flow and last.parents[-1].end <= comment.offset:
        last = last.parents[-1].owner
    return last.above if last else root.tail


def _target(last: Entry | None, following: Entry | None, root: Node, offset: int, column: int) -> list[str]:
    """Where a comment on its own line goes: above what follows, or last in a list that it is indented as part of."""
    around = following.parents if following else ()
    closed = [*last.parents, last.node] if last else []
    for node in reversed(closed):
        if not isinstance(node.value, list) or node in around:
            continue
        if node.flow:
            inside = offset < node.end
        else:
            inside = column >= node.value[0].column and column > (following.column if following else -1)
        if inside:
            return node.tail
    return following.above if following else root.tail


def _split_head(entries: list[Entry]) -> list[str]:
    """Take the comments that head the file, up to the last empty line, from those above the first field."""
    if not entries or "" not in entries[0].above:
        return []
    above = entries[0].above
    end = len(above) - above[::-1].index("")
    entries[0].above = above[end:]
    head = above[: end - 1]
    return head[1:] if head[:1] == [""] else head


def parts(source: Source) -> Parts:
    """The parts of a file that has been read without a problem. Without a comment they are read from its data alone."""
    return _Reader(source.text).parts() if "#" in source.text else Parts([], _from_data(source.data))


def _from_data(data: Any) -> Node:
    if isinstance(data, str):
        return Node(data)
    pairs = data.items() if isinstance(data, dict) else (("", item) for item in data)
    return Node([Entry(key, _from_data(value)) for key, value in pairs])


def comments(text: str) -> list[str]:
    """The text of every comment, in order."""
    return [comment.text for comment in _Reader(text).comments] if "#" in text else []
