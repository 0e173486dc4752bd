"""A piece of HTML → the same as XML, which e-readers ask for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "wbr"})
# Not allowed in XML 1.0 at all, not even as references (https://www.w3.org/TR/xml/#charsets).
_NEVER = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}


def as_xhtml(html: str) -> str:
    """What stands inside the body, as well-formed XML."""
    body = LexborHTMLParser(f"<!DOCTYPE html><body>{html}</body>").body
    return "".join(_inside(body)) if body else ""


def _inside(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield _text(child.text_content or "")
        elif child.is_element_node:
            yield from _element(child)


def _element(node: LexborNode) -> Iterator[str]:
    attributes = "".join(f' {name}="{_text(value or "")}"' for name, value in node.attributes.items())
    language = node.attributes.get("lang")
    spoken = f' xml:lang="{_text(language)}"' if language else ""
    if node.tag in _VOID:
        yield f"<{node.tag}{attributes}{spoken}/>"
        return
    yield f"<{node.tag}{attributes}{spoken}>"
    yield from _inside(node)
    yield f"</{node.tag}>"


def _text(text: str) -> str:
    return escape(text.translate(_NEVER), quote=True)
