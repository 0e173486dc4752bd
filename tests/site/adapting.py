"""Pages as those have them who read their own way: what to ask the browser for, and what is then wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

from browsing import layouts
from browsing.browser import arrange

_NAME = """
const name = (node) => `${node.localName}.${node.className?.baseVal ?? node.className} «${
  (node.textContent ?? '').trim().slice(0, 40)}»`;
const inSight = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
"""
_COLOURS = """
const channels = (colour) => (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
const light = ([r, g, b]) => [r, g, b].map((value) => value / 255)
  .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
const contrast = (a, b) => {
  const [high, low] = [light(channels(a)), light(channels(b))].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};
const clear = (colour) => colour === 'none' || channels(colour)[3] === 0;
const ground = (node) => {
  for (let here = node; here; here = here.parentElement) {
    const colour = getComputedStyle(here).backgroundColor;
    if (!clear(colour)) return colour;
  }
  return 'rgb(255, 255, 255)';
};
"""
# Each of these gives [how many things were looked at, what was wrong].
_MOVING = """
  const unlike = new Map([...document.querySelectorAll('*')].map((node) => [`${node.localName} ${
    node.className?.baseVal ?? node.className} ${node.parentElement?.className}`, node]));
  const parts = [...unlike.values()].flatMap((node) => [null, '::before', '::after'].map((part) => [node, part]));
  const lasts = (value) => value.split(',').some((time) => parseFloat(time) > 0);
  const moves = ([node, part]) => {
    const style = getComputedStyle(node, part);
    return (style.animationName !== 'none' && lasts(style.animationDuration)) || lasts(style.transitionDuration)
      || (!part && style.scrollBehavior === 'smooth');
  };
  return [parts.length, parts.filter(moves).map(([node, part]) => `${part ?? ''} ${name(node)}`)];
"""
_EDGES = """
  const controls = [...document.querySelectorAll('button, select, input:not([type=radio]):not([type=checkbox])')];
  const edged = (node) => {
    const style = getComputedStyle(node);
    const border = style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) >= 1;
    return border || style.textDecorationLine.includes('underline');
  };
  return [controls.filter(inSight).length, controls.filter(inSight).filter((node) => !edged(node)).map(name)];
"""
_PICTURES = """
  const pictures = [...document.querySelectorAll('svg')].filter(inSight);
  const drawn = (picture) => [...picture.querySelectorAll('rect, circle, ellipse, path, line, polyline, polygon, use')];
  const shows = (picture) => drawn(picture).some((shape) => {
    const { fill, stroke, strokeWidth } = getComputedStyle(shape);
    const paints = [fill, parseFloat(strokeWidth) > 0 ? stroke : 'none'].filter((colour) => !clear(colour));
    return paints.some((colour) => contrast(colour, ground(picture)) >= 3);
  });
  return [pictures.length, pictures.filter((picture) => !shows(picture)).map((node) => `${name(node)} i ${
    name(node.parentElement)}`)];
"""
_PALE = """
  const own = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const texts = [...document.querySelectorAll('body *')].filter((node) => inSight(node) && own(node)
    && !node.closest('svg'));
  const places = [...document.querySelectorAll('html, body, main, article')];
  return [texts.length, [...texts.filter((node) => contrast(getComputedStyle(node).color, ground(node)) < 4.5),
    ...places.filter((node) => contrast(ground(node), 'rgb(255, 255, 255)') > 1.05)].map(name)];
"""
_PRESSED = """
  const kept = 'nav:not(.eb-hele-innhold), header.eb-topp, form, .eb-hopp, button.eb-farger, button.eb-meny-knapp, details:not([open])';
  const there = [...document.querySelectorAll(kept)];
  return [there.length, there.filter(inSight).map(name)];
"""
_ADDRESSES = """
  const links = [...document.querySelectorAll('article a[href^="http"]')].filter(inSight);
  const plain = (text) => decodeURIComponent(text.replace(/%(?![0-9A-Fa-f]{2})/g, '%25'));
  const printed = (link) => plain(link.textContent + getComputedStyle(link, '::after').content)
    .includes(plain(link.getAttribute('href')));
  return [links.length, links.filter((link) => !printed(link)).map(name)];
"""


def asked(page: Page, script: str) -> tuple[int, list[str]]:
    """How many things one of the scripts above looked at, and what was wrong with them."""
    looked, wrong = page.evaluate(f"() => {{ {_NAME} {_COLOURS} {script} }}")
    return int(looked), list(wrong)


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader asks of the browser. On paper nothing moves: it waits for no colour that is on its way."""

    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    size: int = layouts.DEFAULT_SIZE
    style: str = ""
    media: Literal["screen", "print"] = "screen"
    motion: Literal["reduce", "no-preference"] = "no-preference"
    forced: Literal["active", "none"] = "none"


USUAL = Reader()
AT_320, AT_640 = Reader(320), Reader(640)  # what is left of 1280 at 400 and 200 per cent (WCAG 1.4.10)
SPACED_320, SPACED_1280 = Reader(320, style=layouts.SPACED), Reader(1280, style=layouts.SPACED)
DOUBLED_640, DOUBLED_1280 = Reader(640, size=32), Reader(1280, size=32)
STILL = Reader(360, motion="reduce")
SYSTEM = Reader(360, "dark", forced="active")
PAPER = Reader(794, "dark", media="print", motion="reduce")


def become(page: Page, reader: Reader, before: Reader = USUAL) -> None:
    """Let an open page be read by `reader` after `before`. On paper it is by one who has chosen dark colours too."""
    if reader.width != before.width:
        arrange(page, reader.width, reader.scheme)
    page.emulate_media(
        media=reader.media, color_scheme=reader.scheme, reduced_motion=reader.motion, forced_colors=reader.forced
    )
    if reader.size != before.size:
        layouts.text_size(page, reader.size)
    if reader.style != before.style:
        layouts.style(page, reader.style)
    if reader.media == "print" != before.media:
        page.evaluate("document.documentElement.dataset.farger = 'morke'")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")


@dataclass(frozen=True, slots=True)
class Way:
    """A reader, what is looked at then, and a style that must be found at fault."""

    reader: Reader
    look: Callable[[Page], tuple[int, list[str]]]
    planted: str


def _lines(page: Page) -> tuple[int, list[str]]:
    return 1, layouts.faults(page)


def _by(script: str) -> Callable[[Page], tuple[int, list[str]]]:
    return lambda page: asked(page, script)


WIDE = "article { min-width: 1300px }"
CUT = "h1 { max-height: 1em !important; overflow: clip }"
WAYS: Mapping[str, Way] = {
    "320": Way(AT_320, _lines, WIDE),
    "320 med tekstavstand": Way(SPACED_320, _lines, CUT),
    "640": Way(AT_640, _lines, WIDE),
    "640 med dobbel tekst": Way(DOUBLED_640, _lines, CUT),
    "1280 med dobbel tekst": Way(DOUBLED_1280, _lines, CUT),
    "1280 med tekstavstand": Way(SPACED_1280, _lines, "main * { margin-top: -1em !important }"),
    "ro": Way(STILL, _by(_MOVING), "h1 { transition: color 1s !important }"),
    "systemfarger, knapper": Way(SYSTEM, _by(_EDGES), ".eb-meny-knapp { border: 0 }"),
    "systemfarger, bilder": Way(SYSTEM, _by(_PICTURES), "svg * { fill: Canvas !important; stroke: none !important }"),
    "papir, tekst": Way(PAPER, _by(_PALE), "body { background: #eee !important }"),
    "papir, knapper": Way(PAPER, _by(_PRESSED), ".eb-sti { display: block !important }"),
    "papir, adresser": Way(PAPER, _by(_ADDRESSES), "a::after { content: none !important }"),
}


def ways(page: Page) -> Iterator[tuple[str, int, list[str]]]:
    """Read a freshly opened page in every way: the name, how much was looked at, and what was wrong."""
    before = USUAL
    for name, way in WAYS.items():
        become(page, way.reader, before)
        before = way.reader
        yield (name, *way.look(page))
    become(page, USUAL, before)
