"""Comments found again: all of them, none that is text, and each with what it is about."""

from __future__ import annotations

import pytest

from erfaringsbank.reading.source import read
from erfaringsbank.reading.yaml_comments import Entry, Node, comments, parts


def whole(text: str) -> tuple[list[str], Node]:
    source, problems = read("x.yaml", text.encode())
    assert problems == []
    found = parts(source)
    return found.head, found.root


def above(node: Node, prefix: str = "") -> dict[str, list[str]]:
    """The comments above each entry and in each tail, by a path such as `a.0`."""
    found = {f"{prefix}tail": node.tail} if node.tail else {}
    for index, entry in enumerate(node.value):
        if isinstance(entry, Entry):
            name = f"{prefix}{entry.key or index}"
            found |= {name: entry.above} if entry.above else {}
            found |= above(entry.node, f"{name}.")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# over a\na: 1\n# over b\nb: 2\n", {"a": ["# over a"], "b": ["# over b"]}),
        ('a: "x" # etter\nb: 2\n', {"a": ["# etter"]}),
        ("a: [k1, # k1\n k2] # etter\nb: 2\n", {"a": ["# etter"], "a.0": ["# k1"]}),
        ("a: [k1, k2\n # sist\n ]\nb: 2\n", {"a.tail": ["# sist"]}),
        ("a: {b: {c: [k1]}} # etter\n", {"a": ["# etter"]}),
        ("a: # etter navnet\n  - x\n", {"a": ["# etter navnet"]}),
        ("a:\n  - # etter streken\n    b: 1\n", {"a.0": ["# etter streken"]}),
        ("a:\n  # over 0\n  - b: 1\n    # over c\n    c: 2\n", {"a.0": ["# over 0"], "a.0.c": ["# over c"]}),
        ("a: >- # ved tegnet\n  # er tekst\n  x\nb: 2\n", {"a": ["# ved tegnet"]}),
        ("a: |\n  x\n # ikke tekst\nb: 2\n", {"b": ["# ikke tekst"]}),
        ("a:\n  - x\n  # sist i listen\nb: 2\n", {"a.tail": ["# sist i listen"]}),
        ("a:\n- x\n# over b\nb: 2\n", {"b": ["# over b"]}),
        ("a:\n  - b:\n      - x\n      # innerst\n    # i punktet\n  # i listen\n# i filen\n", {
            "a.0.b.tail": ["# innerst"], "a.0.tail": ["# i punktet"], "a.tail": ["# i listen"], "tail": ["# i filen"],
        }),
        ("a:\n  - x\n  # sist\n# over b\n  # mer\nb: 2\n", {"a.tail": ["# sist"], "b": ["# over b", "# mer"]}),
        ("a: 1\n\n# med luft\n\nb: 2\n", {"b": ["", "# med luft", ""]}),
        ("{a: 1, b: 2} # etter alt\n", {"tail": ["# etter alt"]}),
        ('a: "x"#tett\n', {"a": ["#tett"]}),
        ("# bare ett felt\na: 'en # i teksten'\n", {"a": ["# bare ett felt"]}),
        ("a:\n  - - x\n    # sist inne\n  - y\n", {"a.0.tail": ["# sist inne"]}),
    ],
)  # fmt: skip
def test_each_comment_is_tied_to_what_it_is_about(text: str, expected: dict[str, list[str]]) -> None:
    """A line of its own belongs to what follows, or to the list it is indented as part of; the end of a line to it."""
    assert expected == above(whole(text)[1])


@pytest.mark.parametrize(
    ("text", "head", "first"),
    [
        ("# fil\n\na: 1\n", ["# fil"], []),
        ("# fil\n\n# over a\na: 1\n", ["# fil"], ["# over a"]),
        ("# fil\n\n# mer\n\n# over a\na: 1\n", ["# fil", "", "# mer"], ["# over a"]),
        ("\n# fil\n---\na: 1\n", ["# fil"], []),
        ("--- # fil\na: 1\n", [], ["# fil"]),
        ("# over a\na: 1\n", [], ["# over a"]),
    ],
)
def test_what_heads_the_file_is_parted_from_the_first_field(text: str, head: list[str], first: list[str]) -> None:
    """Comments before the last empty line above the first field are about the file."""
    found, root = whole(text)
    assert (found, above(root).get("a", [])) == (head, first)


def test_every_comment_is_found_and_no_text_is_taken_for_one() -> None:
    """`#` in quotation marks, in blocks, in addresses and in words are text."""
    text = (
        "# en\na: 'x # y' # to\nb: https://example.org/#del\nc: |  # tre\n  # tekst\n  # tekst\n\nd: \"over\n  # to\"\n"
        "e: [k1, # fire\n  k2#k3]\n# fem\n"
    )
    assert comments(text) == ["# en", "# to", "# tre", "# fire", "# fem"]


def test_a_file_without_comments_has_the_same_parts_as_one_with() -> None:
    """The short way through the data gives the same values as the long way through the text."""
    text = "a: x\nb:\n  - {c: [k1, k2], d: []}\n"

    def bare(node: Node) -> object:
        if isinstance(node.value, str):
            return node.value
        return [(entry.key, bare(entry.node)) for entry in node.value]

    assert bare(whole(text)[1]) == bare(whole(text + "# sist\n")[1])
