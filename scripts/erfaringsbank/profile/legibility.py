"""Whether everyone can read the site in the colours of a profile, in light and dark. Pure.

The demands are WCAG 2.2's 1.4.3 (text) and 1.4.11 (edges of controls, focus rings, marks in pictures), level AA.
Every suggestion is a colour that has been tried and holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from erfaringsbank.norsk import ramse
from erfaringsbank.problems import Place, Problem
from erfaringsbank.profile import identity
from erfaringsbank.profile import identity_manual as pages
from erfaringsbank.profile.contrast import MARK, TEXT, nearest_shade, ratio
from erfaringsbank.profile.identity import COLOURS, FONTS, LENGTHS, Profile
from erfaringsbank.profile.identity_manual import PROFILE

SURFACES = ("bunn", "flate", "dus", "apen-flate")
PLAIN_SURFACES = ("bunn", "flate", "dus")
DEMANDS: Mapping[str, tuple[tuple[str, ...], float]] = {
    **dict.fromkeys(("tekst", "dempet", "aksent", "apen"), (SURFACES, TEXT)),
    "aksent-tekst": (("aksent",), TEXT),
    **dict.fromkeys(("kant", "serie-1", "serie-2", "serie-3"), (PLAIN_SURFACES, MARK)),
}
"""What each colour stands on, and the contrast it needs there."""
RINGS = ("fokus", "fokus-ytre")
RING_SURFACES = (*SURFACES, "aksent")
"""On each of these at least one of the two rings must be seen (technique C40 of WCAG)."""

Colours: TypeAlias = Mapping[str, str]
_OTHERS = {**FONTS, **LENGTHS}
_WHERE = {False: "lyse farger", True: "mørke farger"}
_NEAREST = "Nærmeste farge med samme tone som holder: {}."
_NONE = "Ingen nyanse av den holder mot alt den brukes med. Velg flater som ligner mer på hverandre."
_MANY = 3  # colours that fail on one surface: then the surface is the one to change


@dataclass(frozen=True, slots=True)
class Fault:
    """A colour that is too near what it stands on: `low` are (other, ratio), the lowest first."""

    name: str
    low: tuple[tuple[str, float], ...]
    demand: float

    def touches(self, name: str) -> bool:
        """Whether the fault can be mended by changing this colour. Either ring can mend that none is seen."""
        names = {self.name, *(other for other, _ in self.low)}
        return name in (names | set(RINGS) if self.name in RINGS else names)

    def without(self, surface: str) -> Fault:
        return replace(self, low=tuple(pair for pair in self.low if pair[0] != surface))


def check(raw: bytes) -> list[Problem]:
    """Everything that is wrong with a profile. An empty file is one that is not there."""
    if not raw.strip():
        fix = "Kopier filen fra en annen erfaringsbank, og bytt fargene."
        return [Problem(Place(PROFILE), pages.MANGLER, "Filen med farger, skrift og form mangler.", fix)]
    profile, problems = identity.read(raw)
    problems += _absent(profile)
    for dark in (False, True):
        problems += _too_low(profile, dark=dark)
    return problems


def scheme(profile: Profile, *, dark: bool) -> dict[str, str]:
    """The colours of one scheme by name."""
    return {name: colour.of(dark=dark)[0] for name, colour in profile.colours.items()}


def faults(colours: Colours) -> Iterator[Fault]:
    """Every colour that is too near something it stands on. A colour that is missing is no fault here."""
    for name, (surfaces, demand) in DEMANDS.items():
        if name in colours:
            pairs = [(other, ratio(colours[name], colours[other])) for other in surfaces if other in colours]
            low = sorted((pair for pair in pairs if pair[1] < demand), key=lambda pair: pair[1])
            if low:
                yield Fault(name, tuple(low), demand)
    if all(ring in colours for ring in RINGS):
        yield from _unseen_rings(colours)


def _unseen_rings(colours: Colours) -> Iterator[Fault]:
    for other in RING_SURFACES:
        if other in colours:
            best = max(RINGS, key=lambda ring: ratio(colours[ring], colours[other]))
            if (seen := ratio(colours[best], colours[other])) < MARK:
                yield Fault(best, ((other, seen),), MARK)


def mended(colours: Colours, name: str) -> str | None:
    """The shade of a colour nearest to it that holds against all it is used with; None when none does."""
    return nearest_shade(colours[name], lambda shade: _holds({**colours, name: shade}, name))


def _holds(colours: Colours, name: str) -> bool:
    return not any(fault.touches(name) for fault in faults(colours))


def _too_low(profile: Profile, *, dark: bool) -> Iterator[Problem]:
    colours = scheme(profile, dark=dark)
    found = list(faults(colours))
    for surface in SURFACES:
        on_it = [fault for fault in found if fault.touches(surface)]
        if len(on_it) >= _MANY and (shade := mended(colours, surface)):
            place = profile.colours[surface].of(dark=dark)[1]
            yield Problem(place, pages.KONTRAST, _told_of_surface(surface, on_it, dark=dark), _NEAREST.format(shade))
            found = [rest for fault in found if (rest := fault.without(surface)).low]
    for fault in found:
        place = profile.colours[fault.name].of(dark=dark)[1]
        shade = mended(colours, fault.name)
        yield Problem(place, pages.KONTRAST, _told(fault, dark=dark), _NEAREST.format(shade) if shade else _NONE)


def _told(fault: Fault, *, dark: bool) -> str:
    low = ramse([f"{_number(seen)} mot --eb-{other}" for other, seen in fault.low])
    return f"I {_WHERE[dark]} har --eb-{fault.name} kontrasten {low}. {_demanded(fault)}"


def _told_of_surface(surface: str, on_it: Sequence[Fault], *, dark: bool) -> str:
    """One surface that many colours cannot stand on is one fault of the surface, not one of each of them."""
    low = ramse([f"{_number(dict(fault.low)[surface])} mot --eb-{fault.name}" for fault in on_it])
    return f"I {_WHERE[dark]} har flaten --eb-{surface} kontrasten {low}. Tekst skal ha minst 4,5, og merker 3."


def _demanded(fault: Fault) -> str:
    if fault.name in RINGS:
        return "En av de to ringene skal ha minst 3."
    return "Tekst skal ha minst 4,5." if fault.demand == TEXT else "Kanter og merker skal ha minst 3."


def _number(seen: float) -> str:
    """Two decimals, never rounded up: what fails must not look as if it held."""
    whole, hundredths = divmod(int(seen * 100), 100)
    return f"{whole},{hundredths:02}"


def _absent(profile: Profile) -> Iterator[Problem]:
    if profile.absent:
        names = ramse([f"--eb-{name}" for name in profile.absent])
        lines = "\n   ".join(_proposed(profile))
        yield Problem(Place(PROFILE), pages.MANGLER, f"Profilen mangler {names}.", f"Legg til:  {lines}")


def _proposed(profile: Profile) -> Iterator[str]:
    """A line for each name that is missing, with values that hold with those that are there and with each other."""
    light, dark = (scheme(profile, dark=dark) for dark in (False, True))
    for name in profile.absent:
        if name in COLOURS:
            for colours, surface in ((light, "#ffffff"), (dark, "#12191c")):
                colours[name] = surface if name in SURFACES else "#808080"
                colours[name] = mended(colours, name) or colours[name]
            yield f"--eb-{name}: light-dark({light[name]}, {dark[name]}); /* {COLOURS[name]} */"
        else:
            yield f"--eb-{name}: {_OTHERS[name]};"
