"""What may not stand in a finished page: all that the Content-Security-Policy stops, and all that fetches from others.

A page is looked at as a browser reads it. What is found is told in Norwegian, one sentence a fault. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

Attributes = Mapping[str, str | None]

_ADDRESSES = frozenset({
    "href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "ping", "manifest",
})  # fmt: skip
_SETS = frozenset({"srcset", "imagesrcset"})
_TOLD = _ADDRESSES | _SETS | {"style"}  # and every one that begins with «on»
_WAYS = frozenset({"a", "area"})  # the reader goes there; the page does not
_NAMED = frozenset({"canonical", "alternate"})  # links in the head that say something and fetch nothing
_SUSPECT = frozenset({"style", "script", "base", "iframe", "frame", "object", "embed", "applet", "portal"})
DATA = "application/ld+json"
"""The only type of script whose text may stand in a page: a browser does not run it, and the policy lets it be."""
_IGNORED = dict.fromkeys([*range(0x21), 0x7F])  # what a browser passes over in an address, and what may stand round it
_SHOWN = 60  # characters of a fault that are told


def faults(tree: LexborHTMLParser) -> Iterator[str]:
    """Every fault of a page, also inside `<template>`."""
    for root in (tree.root, *tree.template_fragments()):
        if root is not None:
            for node in root.traverse():
                tag, attributes = node.tag or "", node.attributes
                if tag in _SUSPECT:
                    yield from _element(tag, attributes, node)
                for name, value in attributes.items():
                    if name in _TOLD or name.startswith("on"):
                        yield from _attribute(tag, name, value, attributes)


def _element(tag: str, attributes: Attributes, node: LexborNode) -> Iterator[str]:
    if tag == "style":
        yield "en <style> som står i siden"
    elif tag == "script" and attributes.get("type") == DATA:
        yield from _data(attributes, node.text())
    elif tag == "script" and not attributes.get("src"):
        yield f"et skript som står i siden: «{_start(node.text())}»"
    elif tag != "script":
        yield f"elementet <{tag}>, som nettstedets egen policy stopper"


def _data(attributes: Attributes, text: str) -> Iterator[str]:
    """What is wrong with a block of data for machines. It may not hold anything that HTML could read."""
    if set(attributes) != {"type"}:
        yield f'data som har mer enn type="{DATA}" på <script>'
    elif "<" in text or not _is_json(text):
        yield f"data for maskiner som ikke er trygg JSON: «{_start(text)}»"


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _attribute(tag: str, name: str, value: str | None, attributes: Attributes) -> Iterator[str]:
    if name in _ADDRESSES:
        yield from _address(tag, name, value or "", attributes)
    elif name in _SETS:
        for part in (value or "").split(","):
            yield from _address(tag, name, part.strip().split(" ")[0], attributes)
    else:
        yield f'{name}="{_start(value)}" på <{tag}>'


def _address(tag: str, name: str, value: str, attributes: Attributes) -> Iterator[str]:
    scheme = scheme_of(value)
    if scheme in ("javascript", "vbscript"):
        yield f'{name}="{_start(value)}" på <{tag}>'
    elif scheme is not None and not _may_leave(tag, name, scheme, attributes):
        yield f"<{tag}> henter fra et annet sted: {name}={_start(value)}"


def _may_leave(tag: str, name: str, scheme: str, attributes: Attributes) -> bool:
    """Whether an address with a scheme, or to another host, may stand here."""
    if scheme == "data":
        return tag in ("img", "image")
    if tag in _WAYS:
        return name in ("href", "xlink:href")
    relations = set((attributes.get("rel") or "").lower().split())
    return tag == "link" and bool(relations) and relations <= _NAMED


def scheme_of(address: str) -> str | None:
    """The scheme of an address as a browser reads it; empty for `//host/…`, None when it stays on this host."""
    if ":" not in address and "//" not in address and "\\" not in address and address.isprintable():
        return None  # as nearly all are
    text = address.translate(_IGNORED).replace("\\", "/").lower()
    if text.startswith("//"):
        return ""
    before, colon, _ = text.partition(":")
    is_scheme = colon and before[:1].isalpha() and not any(sign in before for sign in "/?#")
    return before if is_scheme else None


def _start(text: str | None) -> str:
    """The beginning of something, on one line."""
    line = " ".join((text or "").split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
