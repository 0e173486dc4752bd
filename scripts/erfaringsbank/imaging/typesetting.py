"""Words set in lines that fit: which letters can be drawn, how wide they are, where a line ends. Pure.

Letters are placed by Pillow's own simple layout: the better one is not the same on every machine. The type is Source
Sans Pro under the SIL Open Font License, from the package font-source-sans-pro.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

BOLD, PLAIN = "Semibold", "Regular"
LEADING = 1.14
PAD = 8
"""Room round the lines of a block for letters that reach outside their own width."""
_ASCENT = 0.9  # from the top of a line to its foot: there is room for the ring of Å
_LONGEST = 600  # letters that are looked at
_ELLIPSIS = "…"
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text as they are set, in a weight and a size in pixels."""

    lines: tuple[str, ...]
    weight: str
    size: int

    @property
    def leading(self) -> int:
        """From one line to the next."""
        return round(self.size * LEADING)

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    @property
    def width(self) -> int:
        return max((width_of(line, self.weight, self.size) for line in self.lines), default=0)

    def mask(self) -> Image.Image:
        """The letters in grey on black, with `PAD` on every side."""
        image = Image.new("L", (self.width + 2 * PAD, self.height + 2 * PAD))
        pen = ImageDraw.Draw(image)
        for index, line in enumerate(self.lines):
            foot = PAD + index * self.leading + round(self.size * _ASCENT)
            pen.text((PAD, foot), line, 255, font=font(self.weight, self.size), anchor="ls")
        return image


@cache
def _font_file(weight: str) -> bytes:
    return (files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf").read_bytes()


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """One weight in one size."""
    return ImageFont.truetype(io.BytesIO(_font_file(weight)), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=1 << 14)
def _word_width(word: str, weight: str, size: int) -> float:
    return font(weight, size).getlength(word)


def width_of(line: str, weight: str, size: int) -> int:
    """The width of a line in pixels. The simple layout adds up: a line is as wide as its words and spaces."""
    words = line.split(" ")
    spaces = (len(words) - 1) * _word_width(" ", weight, size)
    return round(sum(_word_width(word, weight, size) for word in words) + spaces)


@cache
def _glyph(char: str) -> bytes:
    """What a letter looks like, small; the same for every letter the type does not have."""
    mask = font(PLAIN, 24).getmask(char)
    return bytes(mask) + bytes(mask.size)


def _has(char: str) -> bool:
    return _glyph(char) != _glyph("\U0010ffff")


def drawable(text: str) -> str:
    """The text with only letters that the type has, on one line. A letter it lacks becomes its parts, or nothing."""
    letters = "".join(_letter(char) for char in unicodedata.normalize("NFC", text)[:_LONGEST])
    return re.sub(" +", " ", letters).strip()


def _letter(char: str) -> str:
    kind = unicodedata.category(char)
    if char.isspace():
        return _NO_BREAK if kind == "Zs" and char != " " else " "
    if kind.startswith("C") or (kind == "Mn" and not _has(char)):
        return ""
    return char if _has(char) else "".join(part for part in unicodedata.normalize("NFKD", char) if _has(part))


def fitted(text: str, weight: str, width: int, sizes: Sequence[tuple[int, int]], height: int | None = None) -> Block:
    """The text in the first of the sizes, (pixels, lines), that it fits in with no word broken.

    The last size takes what there is: words are broken, and what does not fit is cut with an ellipsis.
    """
    text = drawable(text)
    words = text.split(" ")
    for size, most in sizes:
        block = Block(tuple(_wrapped(words, weight, size, width)) if text else (), weight, size)
        low = height is None or block.height <= height
        if len(block.lines) <= most and low and all(_word_width(word, weight, size) <= width for word in words):
            even = _balanced(words, weight, size, width) if text else ()
            return replace(block, lines=tuple(even))  # as many lines
    size, most = sizes[-1]
    most = max(1, most if height is None else min(most, height // round(size * LEADING)))
    words = [part for word in words for part in _broken(word, weight, size, width)]
    return Block(tuple(_cut(_wrapped(words, weight, size, width), most, weight, size, width)), weight, size)


def _wrapped(words: Sequence[str], weight: str, size: int, width: int) -> list[str]:
    """Lines filled one after the other. A word wider than a line has one to itself."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, weight, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: Sequence[str], weight: str, size: int, width: int) -> list[str]:
    """The same number of lines, as even as they can be: a title does not end with one small word alone."""
    lines = _wrapped(words, weight, size, width)
    low, high = 0, width
    while high - low > size // 8:
        middle = (low + high) // 2
        if len(_wrapped(words, weight, size, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return _wrapped(words, weight, size, high)


def _broken(word: str, weight: str, size: int, width: int) -> Iterator[str]:
    """A word in pieces no wider than a line, with a hyphen where it is broken."""
    while _word_width(word, weight, size) > width:
        end = len(word) - 1
        while end > 1 and _word_width(f"{word[:end]}-", weight, size) > width:
            end -= 1
        yield f"{word[:end]}-"
        word = word[end:]
    yield word


def _cut(lines: list[str], most: int, weight: str, size: int, width: int) -> list[str]:
    """The first lines, the last with an ellipsis when more was to come."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(last.rstrip(" ,.:;–-") + _ELLIPSIS, weight, size) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,.:;–-") + _ELLIPSIS]
