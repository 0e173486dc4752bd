"""The profile a municipality replaces: how it is read, what its colours must hold, and that every suggestion is true."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banks import ROOT, command, copy, small
from checking import TODAY, codes, told
from erfaringsbank import checking
from erfaringsbank import project as rooms
from erfaringsbank.problems import Problem
from erfaringsbank.profile.contrast import MARK, TEXT, channels, luminance, named, nearest_shade, ratio, shades
from erfaringsbank.profile.identity import COLOURS, FONTS, LENGTHS, NAMES, read
from erfaringsbank.profile.identity_manual import EXAMPLE, PROFILE
from erfaringsbank.profile.legibility import DEMANDS, RING_SURFACES, RINGS, check, faults, mended, scheme

REAL = (ROOT / PROFILE).read_text(encoding="utf-8")
NEAREST = re.compile(r"Nærmeste farge med samme tone som holder: (#[0-9a-f]{6})\.")
COLOUR = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: named(*parts))


def with_colour(css: str, name: str, colour: str, *, dark: bool) -> str:
    """The profile with one colour of one scheme changed."""
    line = re.compile(rf"(--eb-{name}: light-dark\()(#\w{{6}}), (#\w{{6}})")
    new, count = line.subn(lambda old: f"{old[1]}{old[2]}, {colour}" if dark else f"{old[1]}{colour}, {old[3]}", css)
    assert count == 1, name
    return new


def without(css: str, *names: str) -> str:
    """The profile without the lines of some names."""
    return "".join(line for line in css.splitlines(keepends=True) if line.split(":")[0].strip(" -") not in _own(names))


def _own(names: tuple[str, ...]) -> set[str]:
    return {f"eb-{name}" for name in names}


def found(css: str) -> list[Problem]:
    """Everything that is wrong with a profile."""
    return check(css.encode())


def colours(css: str, *, dark: bool) -> dict[str, str]:
    return scheme(read(css.encode())[0], dark=dark)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#123456", "#123456", 1.0),
    ],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, known: float) -> None:
    """Known values from the published formula, the same from either side."""
    assert ratio(one, other) == pytest.approx(known, abs=0.005)
    assert ratio(one, other) == ratio(other, one)


def test_luminance_goes_from_black_to_white() -> None:
    """0 and 1 at the ends, and green weighs most."""
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#00ff00") > luminance("#ff0000") > luminance("#0000ff")
    assert named(*channels("#0b5361")) == "#0b5361"


@given(COLOUR)
def test_shades_keep_the_hue_and_begin_with_the_colour_itself(colour: str) -> None:
    """From black to white through the colour: as many as there are steps, all with its hue where there is one."""
    found = list(shades(colour))
    assert found[0] == colour
    assert min(map(luminance, found)) < 0.001
    assert max(map(luminance, found)) > 0.98
    assert len(found) > 200
    hue, _, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in channels(colour)))
    for shade in found:
        parts = [channel / 255 for channel in channels(shade)]
        if saturation > 0.2 and max(parts) - min(parts) > 0.2:  # where eight bits are enough to have a hue
            distance = abs(colorsys.rgb_to_hls(*parts)[0] - hue)
            assert min(distance, 1 - distance) < 0.02


@given(COLOUR, COLOUR)
def test_the_nearest_shade_is_the_nearest_that_holds(colour: str, ground: str) -> None:
    """Against one surface there always is one, and none of those before it holds."""
    shade = nearest_shade(colour, lambda each: ratio(each, ground) >= TEXT)
    assert shade is not None
    assert ratio(shade, ground) >= TEXT
    before = list(shades(colour))
    assert all(ratio(each, ground) < TEXT for each in before[: before.index(shade)])


def test_the_profile_of_the_repository_holds() -> None:
    """Nothing is wrong with it or with the example of the manual, and both have every name and no other."""
    for css in (REAL, EXAMPLE):
        assert told(found(css)) == ""
        assert set(re.findall(r"--eb-([a-z0-9-]+):", css)) == set(NAMES)
        assert set(read(css.encode())[0].colours) == set(COLOURS)
    assert len(NAMES) == len({*COLOURS, *FONTS, *LENGTHS}) > 20


def pairs() -> Iterator[tuple[str, str, float]]:
    """Every colour with each surface it stands on, and what it needs there."""
    for name, (surfaces, demand) in DEMANDS.items():
        yield from ((name, surface, demand) for surface in surfaces)


def test_the_demands_are_those_of_the_law() -> None:
    """Text needs 4.5 and marks need 3; every colour but pure decoration takes part in some demand."""
    assert {demand for _, _, demand in pairs()} == {TEXT, MARK} == {4.5, 3.0}
    taking_part = {name for name, _, _ in pairs()} | {surface for _, surface, _ in pairs()} | set(RINGS)
    assert set(COLOURS) - taking_part == {"linje"}
    assert len(list(pairs())) >= 29


@pytest.mark.parametrize("dark", [False, True], ids=["lyse", "mørke"])
@pytest.mark.parametrize(("name", "surface", "demand"), list(pairs()))
def test_each_pair_that_is_too_near_is_told_with_a_colour_that_holds(
    name: str, surface: str, demand: float, dark: bool
) -> None:
    """A colour that is nearly its surface is named where it stands; written in, the suggestion mends it."""
    ground = colours(REAL, dark=dark)[surface]
    wrong = nearest_shade(ground, lambda shade: shade != ground) or ""
    css = with_colour(REAL, name, wrong, dark=dark)
    [problem] = [problem for problem in found(css) if f" --eb-{name} kontrasten" in problem.message]
    assert (problem.code, problem.place.path) == ("profil-kontrast", PROFILE)
    line = css.splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :][: problem.place.width] == wrong
    measured = f"{int(ratio(wrong, ground) * 100) / 100:.2f}".replace(".", ",")
    assert f"{measured} mot --eb-{surface}" in problem.message
    assert f"minst {'4,5' if demand == TEXT else '3'}." in problem.message
    assert ("mørke" if dark else "lyse") in problem.message
    suggested = NEAREST.fullmatch(problem.fix)
    assert suggested
    assert found(with_colour(css, name, suggested[1], dark=dark)) == []


@pytest.mark.parametrize("surface", RING_SURFACES)
def test_one_of_the_two_rings_is_seen_on_every_surface(surface: str) -> None:
    """When both are nearly the surface, that is told, and changing one of them is enough."""
    ground = colours(REAL, dark=False)[surface]
    css = with_colour(with_colour(REAL, "fokus", ground, dark=False), "fokus-ytre", ground, dark=False)
    problems = [problem for problem in found(css) if f"mot --eb-{surface}." in problem.message]
    assert [problem.message.split(" har ")[1].split(" kont")[0] for problem in problems] == ["--eb-fokus"]
    suggested = NEAREST.fullmatch(problems[0].fix)
    assert suggested
    assert found(with_colour(css, "fokus", suggested[1], dark=False)) == []


def test_what_just_fails_does_not_look_as_if_it_held() -> None:
    """4.4999 is shown as 4,49: the number is cut, never rounded up."""
    ground = "#ffffff"
    [grey] = [
        named(level, level, level) for level in range(256) if 4.45 < ratio(named(level, level, level), ground) < 4.5
    ]
    css = with_colour(with_colour(REAL, "dempet", grey, dark=False), "flate", ground, dark=False)
    assert "4,47 mot --eb-flate" in told(found(css))
    assert ratio("#777777", ground) == pytest.approx(4.478, abs=0.001)


def test_a_surface_that_many_cannot_stand_on_is_one_problem() -> None:
    """A grey background is told once, on the background, and the colour suggested for it mends everything."""
    css = with_colour(REAL, "bunn", "#777777", dark=False)
    [problem] = found(css)
    assert problem.message.startswith("I lyse farger har flaten --eb-bunn kontrasten ")
    suggested = NEAREST.fullmatch(problem.fix)
    assert suggested
    assert found(with_colour(css, "bunn", suggested[1], dark=False)) == []


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(COLOURS)), COLOUR, min_size=1, max_size=4), st.booleans())
def test_every_suggested_colour_holds_with_all_it_is_used_with(changes: dict[str, str], dark: bool) -> None:
    """Whatever is changed: a suggestion mends its own colour, and «ingen nyanse» is only said when none does."""
    css = REAL
    for name, colour in changes.items():
        css = with_colour(css, name, colour, dark=dark)
    for problem in found(css):
        line = css.splitlines()[problem.place.line - 1]
        name = line.split(":")[0].strip().removeprefix("--eb-")
        if suggested := NEAREST.fullmatch(problem.fix):
            mended_css = with_colour(css, name, suggested[1], dark=dark)
            assert not [fault for fault in faults(colours(mended_css, dark=dark)) if fault.touches(name)]
        else:
            assert mended(colours(css, dark=dark), name) is None


@settings(max_examples=40)
@given(st.sets(st.sampled_from(NAMES), min_size=1))
def test_the_lines_offered_for_what_is_missing_can_be_pasted_in(names: set[str]) -> None:
    """One problem names all that is missing; its lines hold with the rest and with each other."""
    css = without(REAL, *names)
    [problem] = found(css)
    assert problem.code == "profil-mangler"
    assert all(f"--eb-{name}" in problem.message for name in names)
    lines = problem.fix.removeprefix("Legg til:  ")
    assert told(found(css.replace(":root {", f":root {{\n{lines}", 1))) == ""


def test_an_empty_profile_is_one_problem() -> None:
    """A theme without the file is told so once, not name by name."""
    assert codes(check(b"")) == codes(check(b" \n")) == ["profil-mangler"]
    assert len(found(":root { }")) == 1


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        ("teal", "Skriv light-dark(#008080, #008080)."),
        ("#ABC", "Skriv light-dark(#aabbcc, #aabbcc)."),
        ("light-dark(rgb(1, 2, 3), white)", "Skriv light-dark(#010203, #ffffff)."),
        ("light-dark(#0b5361 #86d2d8)", "Skriv light-dark(#0b5361, #86d2d8)."),
        ("rgb(0 0 0 / 50%)", "Skriv én lys og én mørk farge: light-dark(#0b5361, #86d2d8)."),
        ("var(--annen)", "Skriv én lys og én mørk farge: light-dark(#0b5361, #86d2d8)."),
        ("", "Skriv én lys og én mørk farge: light-dark(#0b5361, #86d2d8)."),
    ],
)
def test_a_colour_that_a_browser_knows_is_offered_in_the_right_form(value: str, fix: str) -> None:
    """The same colours, written so that their contrast can be computed."""
    css = REAL.replace("--eb-linje: light-dark(#d8dbd6, #344248)", f"--eb-linje: {value}")
    assert [(problem.code, problem.fix) for problem in found(css)] == [("profil-form", fix)]


def test_what_a_browser_accepts_is_accepted() -> None:
    """Capitals, comments, other line endings, a byte order mark, and rules of the municipality's own."""
    css = REAL.replace("#0b5361", "#0B5361").replace("#86d2d8);", "/* petrol */ #86D2D8 ) ;", 1)
    css += "@font-face { font-family: Egen; src: url(egen.woff2) }\n.kommune { color: var(--eb-tekst); --egen: 1px }\n"
    assert told(check(b"\xef\xbb\xbf" + css.replace("\n", "\r\n").encode())) == ""


@pytest.mark.parametrize(
    "rule",
    [
        "@media (prefers-color-scheme: dark) { :root { --eb-tekst: #fff } }",
        ":root[data-farger=morke] { --eb-tekst: #fff }",
        "html { --eb-tekst: #fff }",
        ".kort { & a { --eb-tekst: #fff } }",
    ],
)
def test_a_colour_cannot_be_changed_outside_the_check(rule: str) -> None:
    """A value set anywhere else than straight in :root is told where it stands."""
    [problem] = found(f"{REAL}{rule}\n")
    assert (problem.code, problem.place.line) == ("profil-form", len(REAL.splitlines()) + 1)
    assert rule[problem.place.column - 1 :].startswith("--eb-tekst")


@settings(max_examples=150)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_file_makes_the_reader_fall(raw: bytes) -> None:
    """Whatever lies in the file is told of as problems, in it."""
    assert {problem.place.path for problem in check(raw)} <= {PROFILE}


@settings(max_examples=80)
@given(st.integers(0, len(REAL)), st.text("{}();:/*#'\"@- \n\\eb,", max_size=6))
def test_a_slip_of_the_hand_never_makes_the_reader_fall(place: int, slip: str) -> None:
    """A few signs typed anywhere in the real file: places stay inside the file."""
    css = REAL[:place] + slip + REAL[place:]
    lines = css.splitlines()
    for problem in found(css):
        assert 1 <= problem.place.line <= len(lines) + 1


def test_a_theme_of_ones_own_is_read_and_a_fault_in_it_stops_the_build(tmp_path: Path) -> None:
    """The command shows the line with the colour and exits with 1; nothing is written."""
    project = copy(tmp_path)
    path = project.root / PROFILE
    path.write_text(with_colour(REAL, "dempet", "#8a979c", dark=False), encoding="utf-8")
    done = command("build", cwd=project.root)
    assert done.returncode == 1
    assert f"{PROFILE}:{REAL[: REAL.index('--eb-dempet')].count(chr(10)) + 1}:" in done.stdout
    assert "[profil-kontrast]" in done.stdout
    assert "^^^^^^^" in done.stdout
    assert not project.build.exists()


def test_the_theme_of_the_tool_is_told_of_by_the_same_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme that lies outside the bank is shown as `overrides/…`; without any theme there is nothing to check."""
    project = small(tmp_path / "bank")
    packed = tmp_path / "pakket"
    monkeypatch.setattr(rooms, "PACKAGED_THEME", packed)
    assert project.profile() == {}
    assert checking.read_and_check(project, TODAY).problems == []
    (packed / "stil").mkdir(parents=True)
    assert project.profile() == {PROFILE: b""}
    checked = checking.read_and_check(project, TODAY)
    assert [(problem.place.path, problem.code) for problem in checked.problems] == [(PROFILE, "profil-mangler")]
    assert checked.stops()
    (packed / "stil" / "00-profil.css").write_text(REAL, encoding="utf-8")
    assert checking.read_and_check(project, TODAY).problems == []


def test_the_manual_lists_every_name_with_what_it_is() -> None:
    """The published page has a row for each name, and for colours the words that the program uses."""
    text = (ROOT / "content/sider/utvikling/profil.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `--eb-([a-z0-9-]+)` \| (.+) \|$", text, re.MULTILINE))
    assert list(rows) == list(NAMES)
    assert {name: rows[name] for name in COLOURS} == dict(COLOURS)


def test_the_logo_can_stand_in_any_page() -> None:
    """One root with a view box and no size, the colour of the text round it, hidden from those who hear the page."""
    svg = ET.parse(ROOT / "overrides" / "logo.svg").getroot()
    assert "viewBox" in svg.attrib
    assert svg.attrib["aria-hidden"] == "true"
    assert not {"width", "height", "style"} & set(svg.attrib)
    colours_used = {element.attrib.get(name) for element in svg.iter() for name in ("fill", "stroke")}
    assert colours_used == {None, "none", "currentColor"}
    assert {element.tag.split("}")[-1] for element in svg.iter()} <= {"svg", "g", "path"}
