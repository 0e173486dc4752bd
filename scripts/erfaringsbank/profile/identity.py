"""The profile: the one small file a municipality replaces to make the site its own. Read and checked here. Pure.

It is CSS, read by a CSS parser. Every colour is `--eb-name: light-dark(#rrggbb, #rrggbb)`, so that the contrast
between them can be computed without a browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2
import tinycss2.color3

from erfaringsbank.problems import Place, Problem, nearest
from erfaringsbank.profile import identity_manual as pages
from erfaringsbank.profile.contrast import named
from erfaringsbank.profile.identity_manual import PROFILE

COLOURS: Mapping[str, str] = {
    "bunn": "flaten bak alt",
    "flate": "flaten på kort og felt",
    "dus": "flaten på det som skal skille seg ut",
    "apen-flate": "flaten bak det som er åpent eller advares mot",
    "tekst": "teksten",
    "dempet": "den dempede teksten",
    "aksent": "lenker, knapper og det som er fylt i bildene",
    "aksent-tekst": "teksten på knapper",
    "apen": "tekst og merker for det som er åpent",
    "linje": "streker som bare er pynt",
    "kant": "kanten på knapper og felt",
    "fokus": "ringen rundt det som har fokus",
    "fokus-ytre": "ringen utenfor",
    "serie-1": "den første fargen i bildene",
    "serie-2": "den andre fargen i bildene",
    "serie-3": "den tredje fargen i bildene",
}
FONTS: Mapping[str, str] = {"skrift": "system-ui, sans-serif", "skrift-kode": "ui-monospace, monospace"}
LENGTHS: Mapping[str, str] = {"radius": "0.375rem", "lesebredde": "42rem", "bredde": "76rem"}
NAMES = (*COLOURS, *FONTS, *LENGTHS)

_PREFIX = "--eb-"
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace"})
_UNITS = frozenset({"rem", "em", "px", "ch"})
_HEX = re.compile(r"[0-9a-f]{6}")
_ELSEWHERE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_QUIET = {"skip_comments": True, "skip_whitespace": True}
_WRITE_COLOUR = "Skriv én lys og én mørk farge: light-dark(#0b5361, #86d2d8)."


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the profile in light and dark, and where in the file each stands."""

    light: str
    dark: str
    light_place: Place
    dark_place: Place

    def of(self, *, dark: bool) -> tuple[str, Place]:
        """The colour of one scheme, and where it stands."""
        return (self.dark, self.dark_place) if dark else (self.light, self.light_place)


@dataclass(frozen=True, slots=True)
class Profile:
    """What could be read of a profile. `colours` are by name without `--eb-`; `absent` are the names it lacks."""

    colours: Mapping[str, Colour]
    absent: tuple[str, ...] = ()

    def light(self, name: str) -> str:
        """A colour as it is in the light scheme and on paper."""
        return self.colours[name].light


def read(raw: bytes) -> tuple[Profile, list[Problem]]:
    """The profile, and everything that is wrong with how it is written."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Profile({}), [_form(Place(PROFILE), "Filen er ikke tekst i UTF-8.", "Lagre den på nytt som UTF-8.")]
    sheet = tinycss2.parse_stylesheet(text, **_QUIET)
    inside = list(_inside_root(sheet))
    declared, problems = _declarations(inside)
    colours: dict[str, Colour] = {}
    for name, node in declared.items():
        value = [part for part in node.value if part.type not in ("whitespace", "comment")]
        if name in COLOURS and (colour := _colour(value)):
            colours[name] = colour
        else:
            problems += _value_problems(name, value, _place(node, len(_PREFIX + name)))
    outside = list(_outside(sheet))
    problems += [*_from_elsewhere(sheet), *_misplaced(outside)]
    broken = bool(outside) or any(node.type == "error" for node in inside)
    return Profile(colours, () if broken else _absent(declared)), problems


def _absent(declared: Mapping[str, Any]) -> tuple[str, ...]:
    """Names that are nowhere: not misspelt either, nor swallowed by a line without its end."""
    swallowed = {name for node in declared.values() for name in _names_in(node.value)}
    misspelt = {nearest(name, NAMES) for name in declared if name not in NAMES}
    return tuple(name for name in NAMES if name not in {*declared, *swallowed, *misspelt})


def _place(node: Any, width: int = 1) -> Place:
    return Place(PROFILE, node.source_line, node.source_column, width)


def _form(place: Place, message: str, fix: str) -> Problem:
    return Problem(place, pages.FORM, message, fix)


def _is_root(rule: Any) -> bool:
    return bool(rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root")


def _inside_root(sheet: Iterable[Any]) -> Iterator[Any]:
    for rule in sheet:
        if rule.type == "error":
            yield rule
        elif _is_root(rule):
            yield from tinycss2.parse_blocks_contents(rule.content, **_QUIET)


def _declarations(inside: Iterable[Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The declarations of `--eb-` names, by name without it. The first of two is kept."""
    found: dict[str, Any] = {}
    problems = []
    for node in inside:
        if node.type == "error":
            fix = "Se etter et kolon, et semikolon eller en parentes som mangler."
            problems.append(_form(_place(node), "Nettleseren kan ikke lese dette og hopper over det.", fix))
        elif _is_ours(node):
            name = node.name.removeprefix(_PREFIX)
            if name in found:
                place = _place(node, len(node.name))
                problems.append(_form(place, f"{node.name} står to ganger.", "Slett den ene."))
            found.setdefault(name, node)
    return found, problems


def _is_ours(node: Any) -> bool:
    return bool(node.type == "declaration" and node.name.startswith(_PREFIX))


def _outside(sheet: Iterable[Any]) -> Iterator[Any]:
    """The first of our names in each block that is not `:root`: there a colour could change unseen by the check."""
    for rule in sheet:
        for node in _nodes([rule]):
            block = node.type in ("qualified-rule", "at-rule", "{} block") and not (node is rule and _is_root(rule))
            inner = tinycss2.parse_blocks_contents(node.content or (), **_QUIET) if block else ()
            yield from [declaration for declaration in inner if _is_ours(declaration)][:1]


def _misplaced(declarations: Iterable[Any]) -> Iterator[Problem]:
    for node in declarations:
        message = f"{node.name} er satt utenfor :root, der kontrasten ikke kan kontrolleres."
        fix = "Flytt verdien til :root { … }, og skriv mørke farger med light-dark(lys, mørk)."
        yield _form(_place(node, len(node.name)), message, fix)


def _nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    """Every part of some CSS, the outer before the inner."""
    for node in nodes:
        yield node
        for field in ("prelude", "content", "arguments"):
            yield from _nodes(getattr(node, field, None) or ())


def _from_elsewhere(sheet: Iterable[Any]) -> Iterator[Problem]:
    for node in _nodes(sheet):
        if node.type in ("url", "string") and _ELSEWHERE.match(node.value):
            place = _place(node, len(node.representation))
            fix = "Legg filen i overrides/assets/ og skriv adressen dit, eller ta bort linjen."
            yield Problem(place, pages.VERT, "Nettstedet henter ingenting fra andre nettsteder.", fix)


def _colour(value: list[Any]) -> Colour | None:
    """`light-dark(#rrggbb, #rrggbb)` as a colour; None for anything else."""
    if len(value) != 1 or not _is_light_dark(value[0]):
        return None
    inside = [part for part in value[0].arguments if part.type not in ("whitespace", "comment")]
    if [part.type for part in inside] != ["hash", "literal", "hash"] or inside[1].value != ",":
        return None
    light, dark = inside[0].value.lower(), inside[2].value.lower()
    if not (_HEX.fullmatch(light) and _HEX.fullmatch(dark)):
        return None
    return Colour(f"#{light}", f"#{dark}", _place(inside[0], 7), _place(inside[2], 7))


def _is_light_dark(node: Any) -> bool:
    return bool(node.type == "function" and node.lower_name == "light-dark")


def _value_problems(name: str, value: list[Any], place: Place) -> Iterator[Problem]:
    """What is wrong with a value that is not a colour that could be read."""
    if name in COLOURS:
        yield _form(place, f"Fargen {_PREFIX}{name} kan ikke leses.", _colour_fix(value))
    elif name in FONTS and not (value and value[-1].type == "ident" and value[-1].lower_value in _GENERIC):
        fix = "Skriv for eksempel sans-serif sist, så alle får en skrift de har."
        yield _form(place, f"Skriftlisten {_PREFIX}{name} slutter ikke med en skrift alle har.", fix)
    elif name in LENGTHS and not _is_length(value):
        yield _form(place, f"{_PREFIX}{name} er ikke et mål.", f"Skriv et tall og en enhet, som {LENGTHS[name]}.")
    elif name not in NAMES:
        near = nearest(name, NAMES)
        fix = f"Mente du {_PREFIX}{near}?" if near else "Slett linjen."
        yield Problem(place, pages.UKJENT, f"Ingenting bruker {_PREFIX}{name}.", fix)


def _is_length(value: list[Any]) -> bool:
    if len(value) != 1:
        return False
    number = value[0]
    measured = number.type == "dimension" and number.lower_unit in _UNITS and number.value >= 0
    return bool(measured or (number.type == "number" and number.value == 0))


def _colour_fix(value: list[Any]) -> str:
    """The same colours in the form that is asked for, when a browser could read them."""
    if _names_in(value):
        return "Linjen mangler en parentes eller et semikolon til slutt."
    parts = value[0].arguments if len(value) == 1 and _is_light_dark(value[0]) else value
    known = [colour for part in parts if (colour := _solid(part))]
    if len(known) in (1, 2):
        return f"Skriv light-dark({known[0]}, {known[-1]})."
    return _WRITE_COLOUR


def _solid(part: Any) -> str | None:
    """A colour of any CSS form as `#rrggbb`; None when it lets something through, or is no colour."""
    colour = tinycss2.color3.parse_color(part) if part.type != "literal" else None
    if not isinstance(colour, tinycss2.color3.RGBA) or colour.alpha < 1:
        return None
    return named(*(round(max(0.0, min(1.0, channel)) * 255) for channel in colour[:3]))


def _names_in(value: Iterable[Any]) -> set[str]:
    """Names that stand inside another's value because its end is missing."""
    idents = (part.value for part in _nodes(value) if part.type == "ident")
    return {name.removeprefix(_PREFIX) for name in idents if name.startswith(_PREFIX)}
