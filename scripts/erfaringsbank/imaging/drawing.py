"""Cards and icons as PNG, in the colours of the profile. Pure: the same card gives the same bytes.

A card has sixteen colours: each ink in a few steps on the surface it stands on, so that edges are smooth and the file
is small.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from PIL import Image, ImageDraw

from erfaringsbank.imaging.cards import Card
from erfaringsbank.imaging.typesetting import BOLD, PAD, PLAIN, Block, drawable, fitted
from erfaringsbank.profile.contrast import channels
from erfaringsbank.profile.identity import Profile

SIZE = (1200, 630)
"""What Open Graph readers expect: 1.91 to 1."""
MARGIN = 80
WIDTH = SIZE[0] - 2 * MARGIN
BAND = 110
"""The height of the band at the foot, with the mark and the name of the site."""
TOP, FOOT = 64, SIZE[1] - BAND - 44
GAP = 22
LABEL_SIZES = ((38, 1),)
TITLE_SIZES = ((108, 1), (86, 2), (76, 3), (66, 4), (58, 4), (50, 4))
"""Sizes of the title, and the number of lines that each may fill. The last takes what is left and cuts it."""
DETAIL_SIZES = ((36, 1), (34, 2))
SITE_SIZES = ((38, 1), (30, 1))
BOXES = 5
BOX, BOX_GAP, BOX_EDGE = 34, 10, 4


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour on a surface: its places in the palette, from `first` on, and the place of the surface."""

    first: int
    steps: int
    ground: int
    colour: str
    surface: str

    @property
    def full(self) -> int:
        return self.first + self.steps - 1


PAPER = 0
TITLE = Ink(1, 4, PAPER, "tekst", "bunn")
ACCENT = Ink(5, 4, PAPER, "aksent", "bunn")
DETAIL = Ink(9, 4, PAPER, "dempet", "bunn")
LIGHT = Ink(13, 3, ACCENT.full, "aksent-tekst", "aksent")
INKS = (TITLE, ACCENT, DETAIL, LIGHT)


def draw(card: Card, profile: Profile, *, mark: bool = True) -> bytes:
    """The picture of a card. Without `mark` the band has only the name: the site has a mark of its own."""
    image = _sheet(card.site, mark).copy()
    image.putpalette(palette(profile))
    for block, ink, place in blocks(card):
        _set(image, block, ink, place)
    if card.steps is not None:
        _draw_boxes(ImageDraw.Draw(image), card.steps)
    return _png(image, bits=4)


@lru_cache(maxsize=4)
def _sheet(site: str, mark: bool) -> Image.Image:
    """What all cards of a site share: the paper, and the band with the mark and the name."""
    image = Image.new("P", SIZE, PAPER)
    image.paste(ACCENT.full, (0, SIZE[1] - BAND, *SIZE))
    _set(image, *band(site, mark=mark))
    if mark:
        draw_mark(ImageDraw.Draw(image), MARGIN, SIZE[1] - BAND + 25, BAND - 50, LIGHT.full)
    return image


Placed: TypeAlias = tuple[Block, Ink, tuple[int, int]]


def band(site: str, *, mark: bool) -> Placed:
    """The name of the site in the band."""
    beside = BAND - 26 if mark else 0
    name = fitted(site, BOLD, WIDTH - beside, SITE_SIZES)
    return name, LIGHT, (MARGIN + beside, SIZE[1] - BAND + (BAND - name.height) // 2 - 2)


def blocks(card: Card) -> Iterator[Placed]:
    """Every piece of text above the band, with its ink and where its upper left corner stands."""
    label = fitted(card.label, BOLD, WIDTH, LABEL_SIZES)
    beside = BOXES * (BOX + BOX_GAP) + 14 if card.steps is not None else 0
    detail = fitted(card.detail, PLAIN, WIDTH - beside, DETAIL_SIZES)
    top = TOP + (label.height + GAP if label.lines else 0)
    title = fitted(_title(card), BOLD, WIDTH, TITLE_SIZES, FOOT - detail.height - GAP - top)
    yield label, ACCENT, (MARGIN, TOP)
    yield title, TITLE, (MARGIN, top)
    yield detail, DETAIL, (MARGIN + beside, FOOT - detail.height)


def _title(card: Card) -> str:
    """The title, or what else there is when none of its letters can be drawn."""
    return next((text for text in (card.title, card.label, card.site) if drawable(text)), "")


@lru_cache
def places(ink: Ink) -> list[int]:
    """The place in the palette of each of the 256 greys of a mask."""
    levels = (round(grey * ink.steps / 255) for grey in range(256))
    return [ink.first + level - 1 if level else ink.ground for level in levels]


def _set(image: Image.Image, block: Block, ink: Ink, place: tuple[int, int]) -> None:
    if block.lines:
        image.paste(block.mask().point(places(ink)), (place[0] - PAD, place[1] - PAD))


def _draw_boxes(pen: ImageDraw.ImageDraw, steps: int) -> None:
    """The strength as boxes, filled from the left. The words beside them say the same."""
    for index in range(BOXES):
        left, top = MARGIN + index * (BOX + BOX_GAP), FOOT - BOX - 3
        fill = ACCENT.full if index < steps else None
        pen.rectangle((left, top, left + BOX - 1, top + BOX - 1), fill, ACCENT.full, BOX_EDGE)


def draw_mark(pen: ImageDraw.ImageDraw, left: int, top: int, side: int, colour: int) -> None:
    """The mark: two squares that share a room. The same as in logo.svg, without its white space."""
    square, line = round(side * 20.5 / 28.5), max(1, round(side * 2.5 / 28.5))
    shift = side - square
    for x in (0, shift):
        pen.rectangle((left + x, top + x, left + x + square - 1, top + x + square - 1), None, colour, line)
    pen.rectangle((left + shift, top + shift, left + square - 1, top + square - 1), colour)


@lru_cache(maxsize=4)
def _palette(colours: tuple[tuple[str, str], ...]) -> list[int]:
    known = dict(colours)
    places = {PAPER: channels(known["bunn"])}
    for ink in INKS:
        colour, surface = channels(known[ink.colour]), channels(known[ink.surface])
        for step in range(1, ink.steps + 1):
            mixed = (round(far + (near - far) * step / ink.steps) for near, far in zip(colour, surface, strict=True))
            places[ink.first + step - 1] = tuple(mixed)  # type: ignore[assignment]
    return [channel for place in sorted(places) for channel in places[place]]


def palette(profile: Profile) -> list[int]:
    """The sixteen colours, three channels each."""
    return _palette(tuple((name, colour.light) for name, colour in profile.colours.items()))


def icon(size: int, profile: Profile) -> bytes:
    """The mark on its colour, with room round it: a device may cut the picture to a circle."""
    image = Image.new("P", (size, size), 0)
    image.putpalette([*channels(profile.light("aksent")), *channels(profile.light("aksent-tekst"))])
    side = round(size * 0.54)
    draw_mark(ImageDraw.Draw(image), (size - side) // 2, (size - side) // 2, side, 1)
    return _png(image, bits=1)


def _png(image: Image.Image, bits: int) -> bytes:
    """Runs are looked for and nothing else: on flat areas that is twice as fast, and nearly as small."""
    data = io.BytesIO()
    image.save(data, "PNG", bits=bits, compress_level=6, compress_type=3)
    return data.getvalue()
