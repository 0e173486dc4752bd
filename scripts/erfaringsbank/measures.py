"""What the pictures of measures show: strength, direction, numbers with their base, and the events in time. Pure.

The words are the information. A shape says the same once more, for those who see it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from markupsafe import Markup

from erfaringsbank import markup
from erfaringsbank.bank import Bank
from erfaringsbank.evidence import Grade
from erfaringsbank.html_templating import render_html
from erfaringsbank.records import Funn, Hendelse, Record, Styrkeregel, Tall, Undersøkelse
from erfaringsbank.rules.numbers import base_of

_COUNTS = {"én": 1, "en": 1, "ett": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8,
           "ni": 9, "ti": 10}  # fmt: skip
_PARTS = {"annen": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "tiende": 10,
          "tredel": 3, "firedel": 4, "fjerdedel": 4, "femdel": 5, "femtedel": 5, "tidel": 10}  # fmt: skip
_COUNT = rf"\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d+(?:,\d+)?|{'|'.join(_COUNTS)}"
_PART = "|".join(_PARTS)
_ABOUT = (
    r"(?P<about>(?:om lag|omtrent|omkring|rundt|cirka|ca\.|nær|nesten|snaut|knapt|drøyt|godt|vel|over|mer enn|under"
    r"|mindre enn|minst|høyst|opp mot|opptil|inntil) )?"
)
_PERCENT = re.compile(rf"{_ABOUT}(?P<part>{_COUNT})(?: ?(?:prosent|pst\.?|%))?", re.IGNORECASE)
_OF = re.compile(rf"{_ABOUT}(?P<part>{_COUNT}) av (?P<whole>{_COUNT})", re.IGNORECASE)
_WORD = re.compile(
    rf"{_ABOUT}(?:(?P<half>halvparten)|hver (?P<every>{_PART})|(?P<part>{_COUNT}) (?P<whole>{_PART})(?:er)?)",
    re.IGNORECASE,
)
# «Over fem prosent mer besøk» is a change, and a change has no place on a scale from none to all.
_CHANGE = re.compile(
    r"(?:mer|meir|flere|fleire|færre|mindre|høyere|høgare|lavere|lågare|større|lengre|lenger|kortere|raskere|bedre"
    r"|økning|økt|auke|auka|vekst|nedgang|reduksjon|redusert)\b",
    re.IGNORECASE,
)


@cache
def strength_mark(step: int | None, words: str) -> Markup:
    """«3 av 5, trolig» with five boxes, for any line of Markdown or HTML. A finding without strength has words only."""
    safe = markup.escape(words)
    if step is None:
        return Markup('<span class="eb-styrke">{}</span>').format(safe)
    return render_html("styrke", trinn=step, ord=safe)


@cache
def direction_mark(direction: str) -> Markup:
    """«Styrker» with its arrow, for any line of Markdown or HTML."""
    return render_html("retning", retning=direction)


@dataclass(frozen=True, slots=True)
class Share:
    """A share on the scale from 0 to 100. `exact` is false when the source rounds or says «om lag»."""

    percent: float
    exact: bool


def share_of(bank: Bank, record: Record, number: Tall) -> Share | None:
    """A number as a share; None for what is not read as one, and for a share of nobody knows whom.

    When in doubt there is no bar: the number in words is there all the same.
    """
    population, n = base_of(bank, record, number)
    if not population or _CHANGE.match(number.hva or "") or _CHANGE.match(number.enhet or ""):
        return None
    found = _percent(number) or _fraction(number, n)
    return found if found and found.percent <= 100 else None


def _percent(number: Tall) -> Share | None:
    said = _PERCENT.fullmatch(number.verdi)
    if not said or not (number.enhet in {"prosent", "%", "pst"} or number.verdi[-1] in "t%."):
        return None
    return Share(_value(said["part"]), exact=not said["about"])


def _fraction(number: Tall, n: int | str | None) -> Share | None:
    """«236 av 422» of 422 is a count, and exact. «1 av 5» of 1200 is rounded, and so is «halvparten»."""
    if said := _OF.fullmatch(number.verdi):
        whole = _value(said["whole"])
        exact = not said["about"] and whole == n
        return Share(100 * _value(said["part"]) / whole, exact) if whole else None
    if number.enhet or not (said := _WORD.fullmatch(number.verdi)):
        return None
    if said["half"]:
        return Share(50, exact=False)
    whole = _PARTS[(said["every"] or said["whole"]).lower()]
    return Share(100 * _value(said["part"] or "1") / whole, exact=False)


def _value(text: str) -> float:
    word = text.lower()
    return _COUNTS[word] if word in _COUNTS else float(re.sub(r"\s", "", text).replace(",", "."))


@cache
def bar(share: Share) -> Markup:
    """A share as a bar on its scale, inline. Striped when it is not exact."""
    return render_html("tall", prosent=f"{share.percent:.4g}", nøyaktig=share.exact)


def numbers_from(bank: Bank, survey: Undersøkelse) -> Iterator[tuple[Record, tuple[Tall, ...]]]:
    """Every number of the bank that comes from a survey, by the record it stands in."""
    for start in dict.fromkeys(edge.start for edge in bank.back.get(survey.id, ())):
        if record := bank.records.get(start):
            numbers = tuple(number for _, number in bank.walk(record) if isinstance(number, Tall))
            if own := tuple(number for number in numbers if _is_from(record, number, survey)):
                yield record, own


def _is_from(record: Record, number: Tall, survey: Undersøkelse) -> bool:
    """Whether a number names the survey, or stands on a finding that rests on nothing else."""
    if number.undersøkelse or not isinstance(record, Funn):
        return number.undersøkelse == survey.id
    return number in record.tall and {ground.undersøkelse for ground in record.grunnlag} == {survey.id}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the ladder.

    `place` is where it is, seen from one finding: «her», «over» or «under»; empty when the ladder is shown for itself.
    `raises` is what would bring the finding here; `count` is how many findings stand here.
    """

    number: int
    name: str
    meaning: str
    place: str = ""
    raises: tuple[str, ...] = ()
    count: int = 0


def ladder(rule: Styrkeregel, found: Grade) -> tuple[Step, ...]:
    """The steps from the highest to the lowest, with where a finding stands."""

    def seen(step: Step) -> Step:
        place = "her" if step.number == found.step else "over" if step.number > found.step else "under"
        return replace(step, place=place, raises=tuple(what for new, what in found.raises if new == step.number))

    return tuple(seen(step) for step in whole_ladder(rule, ()))


def whole_ladder(rule: Styrkeregel, grades: Iterable[Grade]) -> tuple[Step, ...]:
    """The steps from the highest to the lowest, with how many findings stand on each."""
    stood = Counter(found.step for found in grades)
    steps = [Step(n, str(step.navn), str(step.forklaring), count=stood[n]) for n, step in enumerate(rule.trinn)]
    return tuple(reversed(steps))


@dataclass(frozen=True, slots=True)
class Moment:
    """An event on the time line. `known` is how exactly: «dag», «måned», «år» or «spenn».

    `notes` are what must be said of the time, or else why the event is doubtful.
    """

    event: Hendelse
    known: str
    doubtful: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The events that began in one year. `anchor` is the year, with a number when the year is in two phases."""

    year: int
    anchor: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the time line. `ends` are the first and the last event of the project, when this is the project."""

    name: str
    years: tuple[Year, ...]
    ends: tuple[Hendelse, ...] = ()


def timeline(bank: Bank) -> tuple[Phase, ...]:
    """Events in order, in the phases before, in and after the project. Without a project: one phase without a name."""
    events = sorted(bank.of(Hendelse), key=lambda event: (event.tid.start.last_day(), event.nummer))
    project = [index for index, event in enumerate(events) if event.art == "prosjekt"]
    seen: dict[int, int] = {}
    if len(project) < 2:  # a project that has begun and not ended is no span yet
        return (Phase("", _years(events, seen)),) if events else ()
    first, last = project[0], project[-1]
    parts = (("Før prosjektet", events[:first]), ("Prosjektet", events[first : last + 1]))
    ends = {"Prosjektet": (events[first], events[last])}
    named = [*parts, ("Etter prosjektet", events[last + 1 :])]
    return tuple(Phase(name, _years(some, seen), ends.get(name, ())) for name, some in named if some)


def _years(events: Sequence[Hendelse], seen: dict[int, int]) -> tuple[Year, ...]:
    years = []
    for year, some in groupby(events, key=lambda event: event.tid.start.parts()[0]):
        seen[year] = seen.get(year, 0) + 1
        anchor = f"aar-{year}" if seen[year] == 1 else f"aar-{year}-{seen[year]}"
        years.append(Year(year, anchor, tuple(_moment(event) for event in some)))
    return tuple(years)


def _moment(event: Hendelse) -> Moment:
    exactly = ("år", "måned", "dag")[len(event.tid.start.parts()) - 1]
    known = exactly if event.tid.start == event.tid.end else "spenn"
    reasons = tuple(str(told.hvorfor) for told in event.hva if told.sikkerhet == "usikker")
    return Moment(event, known, bool(reasons), (str(event.tid_merknad),) if event.tid_merknad else reasons)
