"""What the working paper says that machines see to: checks over the HTML of a page and over the text of the scripts.

Each gives what is wrong, as words; nothing when all is well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sites import folded, text_of

MEDIA = ("audio", "video", "track", "iframe", "frame", "object", "embed", "applet", "canvas", "blink", "marquee")
FIELDS = {"search", "checkbox", "radio", "submit", "button", "hidden"}  # none of them asks who the reader is
EMPTY_WORDS = {"her", "klikk her", "les mer", "mer", "link", "lenke", "trykk her", "se her"}

# What a script may not do: read gestures, drags and motion, act as a key or a pointer goes down, or lead the reader away.
_GESTURES = re.compile(
    r"\b(?:touch(?:start|move|end)|pointer(?:down|move)|mouse(?:down|move|over|enter)|drag(?:start|over|end)?|wheel|"
    r"gesture\w+|devicemotion|deviceorientation|DeviceMotionEvent|DeviceOrientationEvent)\b|\.draggable\b"
)
_TIMERS = re.compile(r"\bsetInterval\b|\bwindow\.close\b|\blocation\.reload\b")
_LEADS_AWAY = re.compile(r"\blocation\s*=|\blocation\.(?:href\s*=|assign|replace)|\.(?:submit|requestSubmit)\(")
_ONE_KEY = re.compile(r"\.(?:key|code)\s*[!=]==?\s*([\"'])(?:Key)?.\1|\bkeypress\b|\bkeyCode\b|\baccesskey\b")
_HELD = re.compile(r"\borientation\b")
_LOOPS = re.compile(r"\binfinite\b")


def media(page: Any) -> Iterator[str]:
    """Sound, video, frames, drawings, and what blinks or runs."""
    yield from (node.tag for name in MEDIA for node in page.iter(name))


def pixels(page: Any) -> Iterator[str]:
    """Pictures that are not drawn: text in them could be neither enlarged nor read."""
    for node in page.xpath("//img/@src | //image/@href | //source/@srcset | //input[@type='image']/@src"):
        if not str(node).split("?")[0].endswith(".svg"):
            yield f"bilde: {node}"


def questions(page: Any) -> Iterator[str]:
    """Fields that ask the reader for something, and forms that send it."""
    yield from (node.tag for node in page.xpath("//textarea | //*[@contenteditable] | //*[@accesskey]"))
    for node in page.iter("input"):
        kind = (node.get("type") or "text").lower()
        if kind not in FIELDS:
            yield f"felt: {kind}"
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() != "get" or "://" in (form.get("action") or ""):
            yield f"skjema: {form.get('action')}"


def nameless(page: Any) -> Iterator[str]:
    """Fields without a label."""
    labels = set(page.xpath("//label/@for"))
    for node in page.xpath("//input[not(@type='hidden') and not(@type='submit')] | //select"):
        if node.get("id") not in labels and not node.get("aria-label") and not node.xpath("ancestor::label"):
            yield f"felt uten ledetekst: {node.get('name')}"


def deadlines(page: Any) -> Iterator[str]:
    """Pages that go elsewhere after a while. At once is no time limit."""
    for content in page.xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh') = 'refresh']/@content"):
        if not re.match(r"0\s*;", content):
            yield f"videre etter en tid: {content}"


def language(page: Any) -> Iterator[str]:
    """A page whose language is not said."""
    if page.get("lang") != "nb":
        yield f"språk: {page.get('lang')}"


def headings(page: Any) -> Iterator[str]:
    """Headings that are empty or go down more than one step at a time, and more or fewer than one at the top."""
    found = [(int(node.tag[1]), text_of(node)) for node in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    first = [text for level, text in found if level == 1]
    if len(first) != 1:
        yield f"{len(first)} overskrifter på øverste nivå"
    yield from ("tom overskrift" for _, text in found if not text)
    for (above, _), (level, text) in pairwise(found):
        if level > above + 1:
            yield f"hopper fra {above} til {level}: {text}"


def twice(page: Any) -> Iterator[str]:
    """IDs that stand more than once."""
    yield from (f"id: {name}" for name, times in Counter(page.xpath("//@id")).items() if times > 1)


def empty_words(page: Any) -> Iterator[str]:
    """Links whose words say nothing of where they lead."""
    for node in page.xpath("//a[@href]"):
        words = text_of(node).rstrip(".").lower()
        name = words or folded(node.get("aria-label") or "") or node.xpath("string(.//*[local-name()='title'])")
        if not name or words in EMPTY_WORDS:
            yield f"lenke: «{words}» til {node.get('href')}"


def other_name(page: Any) -> Iterator[str]:
    """Controls that are called something else than what stands on them: one who speaks to them cannot reach them."""
    for node in page.xpath("//a[@aria-label] | //button[@aria-label] | //summary[@aria-label]"):
        seen = text_of(node).lower()
        if seen and seen not in folded(node.get("aria-label")).lower():
            yield f"«{seen}» heter «{node.get('aria-label')}»"


def way_past(page: Any) -> Iterator[str]:
    """A page whose first link does not lead past the menu, to a place that is there."""
    first = page.xpath("(//body//*[self::a[@href] or self::button or self::input or self::summary])[1]")
    target = first[0].get("href") or "" if first else ""
    if not target.startswith("#") or not page.xpath("//*[@id=$a]//h1", a=target[1:]):
        yield f"først: {target or 'ingen lenke'}"


def gestures(text: str) -> Iterator[str]:
    """What listens to gestures, drags, motion, or the moment a pointer goes down."""
    yield from _GESTURES.findall(text)


def timers(text: str) -> Iterator[str]:
    """What happens by itself."""
    yield from _TIMERS.findall(text)


def leads_away(text: str) -> Iterator[str]:
    """What opens another page without a link or a button having been pressed."""
    yield from _LEADS_AWAY.findall(text)


def single_keys(text: str) -> Iterator[str]:
    """What acts on a key that writes a sign."""
    yield from (match[0] for match in _ONE_KEY.finditer(text))


SCRIPT_CHECKS = (gestures, timers, leads_away, single_keys)


def held(text: str) -> Iterator[str]:
    """What depends on how the phone is held."""
    yield from _HELD.findall(text)


def loops(text: str) -> Iterator[str]:
    """What moves on and on."""
    yield from _LOOPS.findall(text)


STYLE_CHECKS = (held, loops)


def frame(page: Any) -> Mapping[str, list[str]]:
    """The links and buttons of the head and of the foot, in their order, by the part they stand in."""
    parts = (("header", "eb-topp"), ("footer", "eb-bunn"))
    inside = "//{}[contains(@class, '{}')]//*[self::a or self::button]"
    return {part: [text_of(node) for node in page.xpath(inside.format(part, name))] for part, name in parts}
