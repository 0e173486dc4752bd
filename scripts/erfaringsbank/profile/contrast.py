"""How well two colours can be told apart, as WCAG measures it, and the nearest colour that can. Pure.

Colours are `#rrggbb`. The formulas are those of WCAG 2.2: «relative luminance» and «contrast ratio» in its glossary
(https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and #dfn-contrast-ratio).
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterator
from functools import lru_cache

TEXT = 4.5
"""What text needs (WCAG 2.2, 1.4.3 level AA). Large text needs less, but any of the colours may be small text."""
MARK = 3.0
"""What the edge of a control, a focus ring or a mark in a picture needs (WCAG 2.2, 1.4.11 level AA)."""
_STEPS = 255


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0–255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def named(red: int, green: int, blue: int) -> str:
    """The colour of three channels, as it is written."""
    return f"#{red:02x}{green:02x}{blue:02x}"


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def ratio(one: str, other: str) -> float:
    """The contrast between two colours, from 1 to 21, whichever is the lighter. Never rounded: 4.499 is not 4.5."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shades(colour: str) -> Iterator[str]:
    """Every lightness of a colour with its hue and saturation kept, the nearest first; the colour itself is first."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    for distance in range(_STEPS + 1):
        for shade in dict.fromkeys((light - distance / _STEPS, light + distance / _STEPS)):
            if 0 <= shade <= 1:
                parts = colorsys.hls_to_rgb(hue, shade, saturation)
                yield named(*(round(part * 255) for part in parts))


def nearest_shade(colour: str, holds: Callable[[str], bool]) -> str | None:
    """The shade of a colour nearest to it that holds; None when no shade does."""
    return next((shade for shade in shades(colour) if holds(shade)), None)
