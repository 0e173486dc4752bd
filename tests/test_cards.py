"""The pictures of shared pages, and the mark of the site: what they say, that it fits, and that the bytes are stable."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from banks import ROOT, copy
from checking import bank_of
from erfaringsbank import checking, pipeline
from erfaringsbank.addresses import card_of, page_of
from erfaringsbank.bank import Bank
from erfaringsbank.cli.main import command_docs
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.imaging.cards import Card, cards, head_of
from erfaringsbank.imaging.drawing import (
    BAND,
    BOX,
    BOX_GAP,
    BOXES,
    DETAIL,
    FOOT,
    MARGIN,
    SIZE,
    TITLE,
    WIDTH,
    Placed,
    band,
    blocks,
    draw,
    icon,
    palette,
)
from erfaringsbank.imaging.emblem import FAVICON, ICONS, MANIFEST, OWN_MARK
from erfaringsbank.imaging.typesetting import BOLD, PAD, Block, drawable, fitted, width_of
from erfaringsbank.kept import drawn
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.profile.contrast import channels
from erfaringsbank.profile.identity import Profile, read
from erfaringsbank.profile.identity_manual import EXAMPLE
from erfaringsbank.records import TYPES, Case, Funn
from rendered import TODAY, head_and_body, real, small

PROFILE, _ = read(EXAMPLE.encode())
HOSTILE = [
    "",
    " \n\t ",
    "🏛️📚👩‍👩‍👧",
    "図書館と市民広場",
    "Bibliotek 📚 og torg",
    "a" * 300,
    "Innbyggertorgsamlokaliseringserfaringsbankvurderingsskjemautfyllingsveiledning",
    "Bibliotek " * 80,
    "linje\nskift\r\nog\ttabulator\u2028og\u00a0fast",
    "\x00\x1b[31mrødt\u200b\u202e\ufeff\u00ad",
    "e\u0301a\u030aZ\u0351algo",
    "«Å, Ø og Æ – ÅØÆ» Čáhcesuolu Þórður ŋ ſ",
    "<script>alert(1)</script> & {{ jinja }} @f1",
    "W" * 40 + " " + "i" * 200,
]


def card(title: str = "Publikum er fornøyde", **more: Any) -> Card:
    """A card with everything a card can have."""
    return Card(**({"site": "Prøvebanken", "title": title, "label": "Funn F1", "detail": "Styrke 2 av 5"} | more))


def opened(data: bytes) -> Image.Image:
    """A PNG read whole by another reader than the one that wrote it."""
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.format == "PNG"
    return image


@cache
def made() -> dict[str, Card]:
    """Every card of the project's own bank."""
    return cards_of(real().bank, real().pages)


def cards_of(bank: Bank, pages: dict[str, str]) -> dict[str, Card]:
    told = [(path, head_of(text.encode())) for path, text in pages.items()]
    return dict(cards(bank, Knowledge(bank, TODAY), told))


def placed(one: Card) -> list[Placed]:
    """Every piece of text of a card that has something in it."""
    return [piece for piece in [*blocks(one), band(one.site, mark=True)] if piece[0].lines]


def box_of(block: Block, place: tuple[int, int]) -> tuple[int, int, int, int]:
    """The ink of a block on the card: left, top, right, bottom."""
    inked = block.mask().getbbox()
    assert inked
    left, top = place[0] - PAD, place[1] - PAD
    return left + inked[0], top + inked[1], left + inked[2], top + inked[3]


def misfits(pieces: list[Placed]) -> Iterator[str]:
    """What is wrong with how text is set: ink cut off, outside the margins, in the wrong part, or on other ink."""
    boxes = []
    for block, ink, place in pieces:
        mask = block.mask()
        inked = mask.getbbox()
        if inked and (inked[0] == 0 or inked[1] == 0 or inked[2] == mask.width or inked[3] == mask.height):
            yield "cut"
        left, top, right, bottom = box_of(block, place)
        if left < MARGIN - PAD or right > SIZE[0] - MARGIN + PAD:
            yield "outside"
        low, high = (SIZE[1] - BAND, SIZE[1]) if ink.surface == "aksent" else (20, SIZE[1] - BAND - 20)
        if top < low or bottom > high:
            yield "too high or low"
        boxes.append((top, bottom))
    yield from ("on other ink" for above, below in pairwise(sorted(boxes)) if above[1] > below[0])


def test_every_page_that_names_a_card_has_one_with_its_own_title() -> None:
    """Records, lists, pages that gather and hand-written pages each have one; those of the machine share one."""
    bank = real().bank
    heads = {path: head_and_body(text)[0] for path, text in real().pages.items()}
    own = {path: head for path, head in heads.items() if head["kort"] == card_of(path) or "erfaringsbank_id" in head}
    assert {head["kort"] for head in heads.values()} == set(made())
    assert len(own) == len(made()) > 600
    assert {card_of(record) for record in bank.records.values()} < set(made())
    assert {card_of(f"{cls.mappe}/index.md") for cls in TYPES} < set(made())
    assert {card_of(f"{name}/index.md") for name, _, _ in GATHERINGS} < set(made())
    assert {card_of(f"{side.path}.md") for side in bank.sider} < set(made())
    for path, head in own.items():
        assert made()[head["kort"]].title == html.unescape(head["title"]) or path == "index.md", path


@pytest.mark.parametrize(
    ("page", "path"),
    [("funn/f3-tillit.md", "kort/funn/f3-tillit.png"), ("funn/index.md", "kort/funn.png"), ("index.md", "kort/index.png"),
     ("om.md", "kort/om.png"), ("utvikling/index.md", "kort/utvikling.png")],
)  # fmt: skip
def test_the_address_of_a_card_follows_the_page(page: str, path: str) -> None:
    """A page's card has the page's address, and a record's has its ID, whatever the record is called."""
    assert card_of(page) == path
    record = next(iter(real().bank.records.values()))
    assert card_of(record) == f"kort/{record.id}.png"
    assert card_of(page_of(record)) != card_of(record)


def test_the_head_of_a_page_is_read_as_it_was_written() -> None:
    """The same texts and lists as a YAML reader finds, without the escapes of HTML."""
    looked = 0
    for text in small().pages.values():
        told = {
            name: html.unescape(value) if isinstance(value, str) else value
            for name, value in head_and_body(text)[0].items()
        }
        assert head_of(text.encode()) == told
        looked += 1
    assert looked > 60


def test_a_finding_tells_its_strength_and_a_case_its_place() -> None:
    """The words and the boxes are those of the finding's page; a place that is part of a case has the case's country."""
    bank = bank_of()
    told = cards_of(bank, small().pages)
    known = Knowledge(bank, TODAY)
    for finding in bank.of(Funn):
        grade, one = known.av(finding), told[card_of(finding)]
        assert one.label == f"Funn {finding.id.upper()}"
        assert (one.steps, one.detail) == (
            (grade.step, f"Styrke {known.ord(finding)}") if grade else (None, "Beskrivelse")
        )
    cases = bank.of(Case)
    assert any(case.del_av for case in cases)
    for case in cases:
        whole = bank.whole(case)
        one = told[card_of(case)]
        assert str(whole.land or "") in one.detail + one.title
        assert str(whole.kommune or "") in one.detail + one.title
    assert told["kort/funn.png"].detail == f"{len(bank.of(Funn))} funn"
    assert told["kort/index.png"].title == str(bank.nettsted.undertittel).removesuffix(".")


def test_the_words_of_every_real_card_fit() -> None:
    """Nothing is cut off, nothing lies on anything else, and no title of the bank needs an ellipsis."""
    for path, one in made().items():
        assert list(misfits(placed(one))) == [], path
        title = next(block for block, ink, _ in blocks(one) if ink is TITLE)
        assert not title.lines[-1].endswith("…"), path
        assert " ".join(title.lines).replace("- ", "") == drawable(one.title).replace("- ", ""), path


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_no_title_bursts_a_card(title: str) -> None:
    """Too long, without a space, without one letter that can be drawn, or not meant for people: it fits and is drawn."""
    for one in (
        card(title),
        card(title, label="", detail="", steps=4),
        card(title, label=title, detail=title, site=title),
    ):
        assert list(misfits(placed(one))) == []
        assert opened(draw(one, PROFILE)).size == SIZE


@settings(max_examples=60)
@given(st.text(max_size=120), st.text(max_size=60))
def test_no_text_at_all_bursts_a_card(title: str, detail: str) -> None:
    """Whatever letters there are."""
    assert list(misfits(placed(card(title, detail=detail, steps=3)))) == []


@pytest.mark.parametrize(
    ("pieces", "wrong"),
    [
        ([(Block(("Torg",), BOLD, 60), TITLE, (MARGIN, 100))], []),
        ([(Block(("W" * 60,), BOLD, 86), TITLE, (MARGIN, 100))], ["outside"]),
        ([(Block(("Torg",), BOLD, 60), TITLE, (MARGIN, 500))], ["too high or low"]),
        ([(Block(("Å̊̊̊",), BOLD, 86), TITLE, (MARGIN, 100))], ["cut"]),
        ([(Block(("Torg",), BOLD, 60), TITLE, (MARGIN, top)) for top in (100, 130)], ["on other ink"]),
    ],
)
def test_a_planted_misfit_is_found(pieces: list[Placed], wrong: list[str]) -> None:
    """The measuring is alive: what is too wide, too low, too high for its line or on something else is told of."""
    assert list(misfits(pieces)) == wrong


def test_a_title_shrinks_before_it_is_cut() -> None:
    """Short is large, long is small, and what cannot fit ends in an ellipsis with no sign before it."""
    sizes = []
    for words in (1, 8, 16, 40, 200):
        [title] = [block for block, ink, _ in blocks(card("Erfaring, " * words)) if ink is TITLE]
        assert len(title.lines) <= 4
        sizes.append(title.size)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]
    assert re.search(r"[^ ,]…$", title.lines[-1])


@pytest.mark.parametrize(
    "title", ["Noen få ble mer fornøyde da de delte rom", "Publikum er alt i alt positive til det"]
)
def test_lines_are_even(title: str) -> None:
    """Of all ways to part a title in two lines, the one with the shortest long line is taken (to a few pixels)."""
    words, block = title.split(), fitted(title, BOLD, WIDTH, ((86, 3),))
    ways = [(" ".join(words[:end]), " ".join(words[end:])) for end in range(1, len(words))]
    widest = [max(width_of(line, BOLD, 86) for line in way) for way in ways]
    assert len(block.lines) == 2
    assert max(widest) > block.width * 1.3
    assert block.width <= min(widest) + 86 // 8


def test_a_letter_the_type_lacks_becomes_its_parts_or_nothing() -> None:
    """What a Norwegian reader needs is kept as it is; a sign for machines is not drawn as an empty box."""
    kept = "Åse Ødegård, «ærlig» – 50 % × 3 … čáhci ŋ ŧ é ü ö ß"
    assert drawable(kept) == kept
    assert drawable("50\u00ad ㎡\u200b torg 📚 図") == "50 m2 torg"
    assert drawable("1\u202f200\nto") == "1\u00a0200 to"


def test_a_card_without_a_title_that_can_be_drawn_still_says_what_it_is() -> None:
    """The label, or the name of the site, stands where the title would."""
    assert [block.lines for block, ink, _ in blocks(card("🏛️")) if ink is TITLE] == [("Funn F1",)]
    assert [block.lines for block, ink, _ in blocks(card("🏛️", label="")) if ink is TITLE] == [("Prøvebanken",)]


@cache
def sample() -> dict[str, bytes]:
    """One card of each kind, drawn."""
    first = {type(record): card_of(record) for record in reversed([*real().bank.records.values()])}
    paths = [*first.values(), "kort/index.png", "kort/funn.png", "kort/landskap.png", "kort/om-prosjektet.png"]
    return {path: draw(made()[path], PROFILE) for path in paths}


def test_a_card_is_a_small_picture_of_the_size_that_is_asked_for() -> None:
    """1200 × 630, sixteen colours, and small enough to be fetched by a phone."""
    assert len(sample()) > 15
    for path, data in sample().items():
        image = opened(data)
        assert (image.size, image.mode) == (SIZE, "P"), path
        assert len(image.getcolors() or ()) <= 16
        assert len(data) < 20_000, path
    assert sum(map(len, sample().values())) / len(sample()) < 15_000


def test_the_same_card_gives_the_same_bytes() -> None:
    """Whatever was drawn in between, and with another profile in between too."""
    other, _ = read(EXAMPLE.replace("#0b5361", "#5b1a4a").encode())
    for path, data in sample().items():
        draw(card("Noe annet", steps=5), other)
        assert draw(made()[path], PROFILE) == data
    assert draw(card(), other) != draw(card(), PROFILE)


def test_the_colours_are_those_of_the_profile() -> None:
    """Paper, band and every ink at full strength are the light colours of the tokens."""
    image = opened(draw(card(steps=2), PROFILE)).convert("RGB")
    used = {colour for _, colour in image.getcolors(maxcolors=16) or ()}
    for name in ("bunn", "aksent", "aksent-tekst", "tekst", "dempet"):
        assert channels(PROFILE.light(name)) in used, name
    assert image.getpixel((0, 0)) == channels(PROFILE.light("bunn"))
    assert image.getpixel((0, SIZE[1] - 1)) == channels(PROFILE.light("aksent"))
    assert len(palette(PROFILE)) == 16 * 3


@pytest.mark.parametrize("steps", range(6))
def test_the_boxes_say_the_strength(steps: int) -> None:
    """As many of the five boxes are filled as the strength has steps; the rest are empty with an edge."""
    image = opened(draw(card(steps=steps), PROFILE)).convert("RGB")
    full, paper = channels(PROFILE.light("aksent")), channels(PROFILE.light("bunn"))
    lefts = [MARGIN + index * (BOX + BOX_GAP) for index in range(BOXES)]
    middle = FOOT - 3 - BOX // 2
    assert [image.getpixel((left + BOX // 2, middle)) for left in lefts] == [full] * steps + [paper] * (5 - steps)
    assert {image.getpixel((left + 1, middle)) for left in lefts} == {full}


def test_words_beside_the_boxes_do_not_touch_them() -> None:
    """The strength in words begins after the last box, and a card without boxes begins at the margin."""
    [(_, _, place)] = [piece for piece in blocks(card(steps=1)) if piece[1] is DETAIL]
    assert place[0] > MARGIN + BOXES * (BOX + BOX_GAP)
    [(_, _, place)] = [piece for piece in blocks(card()) if piece[1] is DETAIL]
    assert place[0] == MARGIN


def told(*titles: str) -> list[tuple[str, Card]]:
    return [(f"kort/{index}.png", card(title)) for index, title in enumerate(titles)]


def test_a_kept_card_is_not_drawn_again_and_is_the_same(tmp_path: Path) -> None:
    """Without and with what is kept the bytes are the same; a card is kept as long as it is asked for."""
    fresh = dict(drawn(tmp_path, told("En", "To"), PROFILE))
    assert fresh == {path: draw(one, PROFILE) for path, one in told("En", "To")}
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert dict(drawn(tmp_path, told("En", "To"), PROFILE)) == fresh
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert dict(drawn(tmp_path, told("To", "Tre"), PROFILE))["kort/0.png"] == fresh["kort/1.png"]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_spoilt_kept_card_is_drawn_again(tmp_path: Path) -> None:
    """A file that was cut short, or is another picture, is never published."""
    fresh = dict(drawn(tmp_path, told("En", "To"), PROFILE))
    first, second = sorted(tmp_path.iterdir())
    first.write_bytes(first.read_bytes()[:100])
    second.write_bytes(icon(192, PROFILE))
    assert dict(drawn(tmp_path, told("En", "To"), PROFILE)) == fresh
    assert {opened(path.read_bytes()).size for path in tmp_path.iterdir()} == {SIZE}


def test_what_is_kept_follows_the_colours_and_the_mark(tmp_path: Path) -> None:
    """Another profile, or a mark of one's own, gives new pictures and leaves none of the old."""
    other, _ = read(EXAMPLE.replace("#0b5361", "#5b1a4a").encode())
    ways: list[tuple[Profile, bool]] = [(PROFILE, True), (other, True), (other, False)]
    pictures = [dict(drawn(tmp_path, told("En"), profile, mark=mark))["kort/0.png"] for profile, mark in ways]
    assert len(set(pictures)) == 3
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [pictures[-1]]


def test_a_build_has_a_card_for_every_page(tmp_path: Path) -> None:
    """A picture of the right size for each card that a page names, and the same ones the next time."""
    project = copy(tmp_path)
    bank = checking.read_and_check(project, TODAY).bank
    rendered = list(pipeline.render(project, bank, TODAY, command_docs()))
    pages = [(path, data) for path, data in rendered if path.endswith(".md")]
    files = list(pipeline.pictures(project, Knowledge(bank, TODAY), pages))
    pictures = dict(files)
    assert set(pictures) == {head_of(data)["kort"] for _, data in pages}
    assert len(pictures) == len(files) > 40
    assert {opened(data).size for data in pictures.values()} == {SIZE}
    assert list(pipeline.pictures(project, Knowledge(bank, TODAY), pages)) == files


def test_the_manifest_names_icons_that_are_there() -> None:
    """Valid JSON with the name of the site, colours of the profile, and icons of the size they say they have."""
    told = json.loads(real().files[MANIFEST])
    site = real().bank.nettsted
    assert (told["name"], told["lang"], told["start_url"]) == (str(site.navn), "nb", ".")
    assert {told["theme_color"], told["background_color"]} <= {colour.light for colour in PROFILE.colours.values()}
    assert {entry["purpose"] for entry in told["icons"]} == {"any", "maskable"}
    for entry in told["icons"]:
        width, height = opened(real().files[entry["src"]]).size
        assert entry["sizes"] == f"{width}x{height}"
    assert {entry["sizes"] for entry in told["icons"]} == {"192x192", "512x512"}


@pytest.mark.parametrize("path", ICONS)
def test_an_icon_can_be_cut_to_a_circle(path: str) -> None:
    """Two colours; the mark is in the middle, inside the circle that every device keeps (40 % of the width)."""
    image = opened(real().files[path]).convert("RGB")
    size = ICONS[path]
    assert image.size == (size, size)
    surface, mark = channels(PROFILE.light("aksent")), channels(PROFILE.light("aksent-tekst"))
    assert {colour for _, colour in image.getcolors() or ()} == {surface, mark}
    box = ImageChops.difference(image, Image.new("RGB", image.size, surface)).getbbox()
    assert box
    assert abs((box[0] + box[2]) / 2 - size / 2) <= 1
    furthest = max(abs(edge - size / 2) for edge in box)
    assert furthest * 2**0.5 <= size * 0.4
    assert image.getpixel((size // 2, size // 2)) == mark  # the room they share


def test_the_icon_of_the_tab_has_the_colours_of_the_profile() -> None:
    """It is one XML document with a surface of its own, so that it is seen on dark tabs too."""
    tree = ET.fromstring(real().files[FAVICON])
    fills = {element.attrib.get("fill") for element in tree.iter()} | {
        element.attrib.get("stroke") for element in tree.iter()
    }
    assert {PROFILE.light("aksent"), PROFILE.light("aksent-tekst")} <= fills
    assert not any("style" in element.attrib or element.tag.endswith(("style", "script")) for element in tree.iter())


def test_a_mark_of_ones_own_is_not_painted_over(tmp_path: Path) -> None:
    """Files the theme has are used as they are, and the cards then leave our mark out."""
    project = copy(tmp_path)
    own = icon(512, PROFILE)[:-1] + b"\x82"
    (project.root / "overrides" / OWN_MARK).write_bytes(own)
    bank = checking.read_and_check(project, TODAY).bank
    rendered = list(pipeline.render(project, bank, TODAY, command_docs()))
    assert [data for path, data in rendered if path == OWN_MARK] == [own]
    assert len([path for path, _ in rendered if path in ICONS]) == len(ICONS)
    [front] = [page for page in rendered if page[0] == "index.md"]
    files = dict(pipeline.pictures(project, Knowledge(bank, TODAY), [front]))
    image = opened(files["kort/index.png"]).convert("RGB")
    assert list(misfits(placed(card(site=bank.nettsted.navn)))) == []
    mark = image.crop((MARGIN, SIZE[1] - BAND + 20, MARGIN + BAND - 50, SIZE[1] - BAND + 30))
    assert {colour for _, colour in mark.getcolors() or ()} == {channels(PROFILE.light("aksent"))}


def test_the_theme_has_no_mark_that_would_hide_the_made_one() -> None:
    """Our own theme lets the icons follow the profile."""
    ours = {
        path.relative_to(ROOT / "overrides").as_posix() for path in (ROOT / "overrides").rglob("*") if path.is_file()
    }
    assert ours
    assert not ours & {FAVICON, *ICONS}
