"""What was found → tables, the floors that hold or not, and the same as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, TypeAlias

from rich.table import Table

from bench.search.typed import Seen

Visits: TypeAlias = Mapping[str, Mapping[str, Sequence[Seen]]]  # way → engine → visits
OURS = "vårt"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure must be, and what we wish that it were."""

    name: str
    part: str
    figure: str
    least: float
    wish: float | None = None
    most: bool = False

    def said(self, found: float) -> str:
        """The goal in words with what was reached."""
        reached = found <= self.least if self.most else found >= self.least
        sign = "≤" if self.most else "≥"
        wish = f" (ønsket {self.wish:.2f})" if self.wish else ""
        return f"{self.name}: {found:.3f}, gulv {sign} {self.least:.2f}{wish}: {'holder' if reached else 'HOLDER IKKE'}"


GOALS = (
    Goal("recall@5, kjente søk", "kjent", "recall", 0.95),
    Goal("recall@5, usette søk", "usett", "recall", 0.85, 0.92),
    Goal("MRR@10, kjente søk", "kjent", "mrr", 0.85, 0.90),
    Goal("MRR@10, usette søk", "usett", "mrr", 0.85, 0.90),
    Goal("Uten svar, alle søk", "alle", "tomme", 0.02, most=True),
)
OWN_BYTES = Goal("Søkets egne kilobyte før første svar", "treg", "own", 60, most=True)
FIRST = Goal("Første svar på treg telefon, sekunder", "treg", "first", 1.0, most=True)
LATER = Goal("Senere søk på duty4, millisekunder", "duty4", "later", 100, most=True)


def judged(totals: Mapping[str, Mapping[str, Any]]) -> Table:
    """Recall, rank and empty answers of each engine; of the unseen searches there is nothing but these."""
    table = Table(title="Dømte søk i den ekte banken: recall@5 / MRR@10 / uten svar")
    table.add_column("Søk")
    for part in ("kjent", "usett", "alle"):
        number = next(iter(totals.values()))[part]["søk"]
        table.add_column(f"{part} ({number})", justify="right")
    table.add_column("recall, vårt er", justify="right")
    for engine, parts in totals.items():
        cells = [f"{one['recall']:.3f} / {one['mrr']:.3f} / {100 * one['tomme']:.1f} %" for one in parts.values()]
        table.add_row(engine, *cells, ratio(totals[OURS]["alle"]["recall"], parts["alle"]["recall"]))
    return table


def ratio(mine: float, theirs: float | None) -> str:
    """How many times one figure goes into another."""
    return f"{mine / theirs:.2f} ×" if theirs else "–"


def middle(values: Sequence[float | None]) -> float | None:
    """The median of those that came; None when none did."""
    came = [value for value in values if value is not None]
    return median(came) if came else None


def ninth(values: Sequence[float | None]) -> float | None:
    """The value that nine of ten are not above; None when none came."""
    came = sorted(value for value in values if value is not None)
    return came[min(len(came) - 1, int(0.9 * len(came)))] if came else None


def summary(visits: Sequence[Seen]) -> dict[str, float | int | None]:
    """The visits of one engine in one way: medians, and how many answers never came."""
    later = [value for seen in visits for value in seen.later]
    return {
        "first": middle([seen.first for seen in visits]),
        "own": middle([seen.own[0] for seen in visits]),
        "requests": middle([seen.own[1] for seen in visits]),
        "all": middle([seen.everything[0] for seen in visits]),
        "later": middle(later),
        "later90": ninth(later),
        "lost": sum(value is None for value in [*later, *(seen.first for seen in visits)]),
    }


def typed(visits: Visits, size: int) -> list[Table]:
    """One table for each way: the first answer, what was sent, the later searches, and how ours compares."""
    return [_way(way, by_engine, size) for way, by_engine in visits.items()]


def _way(way: str, by_engine: Mapping[str, Sequence[Seen]], size: int) -> Table:
    table = Table(title=f"Laget bank med {size} poster, {NAMES.get(way, way)}")
    for name in ("Søk", "første svar, ms", "vårt er", "søkets byte", "vårt er", "alt, byte", "senere søk, ms (90 %)"):
        table.add_column(name, justify="left" if name == "Søk" else "right")
    ours = summary(by_engine[OURS])
    for engine, several in by_engine.items():
        one = summary(several)
        first, own = (ratio(float(ours[name] or 0), one[name]) for name in ("first", "own"))
        lost = f", {one['lost']} uten svar" if one["lost"] else ""
        table.add_row(engine, _whole(one["first"]), first, f"{_whole(one['own'])} ({_whole(one['requests'])} filer)", own,
                      _whole(one["all"]), f"{_whole(one['later'])} ({_whole(one['later90'])}){lost}")  # fmt: skip
    return table


NAMES = {
    "cdp4": "nettleserens egen brems (cdp4): bare siden er treg",
    "duty4": "alt i nettleseren en firedel av tiden (duty4)",
    "treg": "treg telefon: duty4, 1,6 Mbit/s og 150 ms, leseren skriver med en gang",
}


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}".replace(",", " ")


def verdicts(totals: Mapping[str, Mapping[str, Any]], visits: Visits) -> list[str]:
    """Every goal with what was reached."""
    told = [goal.said(totals[OURS][goal.part][goal.figure]) for goal in GOALS] if totals else []
    for goal, part in ((OWN_BYTES, 1000), (FIRST, 1000), (LATER, 1)):
        if goal.part in visits:
            found = summary(visits[goal.part][OURS])[goal.figure]
            told.append(f"{goal.name}: kom aldri. HOLDER IKKE" if found is None else goal.said(found / part))
    return told


def as_data(totals: Mapping[str, Any], visits: Visits, skipped: Sequence[str], size: int) -> dict[str, Any]:
    """Everything, for the file."""
    told = {
        way: {name: {"sammendrag": summary(several), "besøk": [asdict(one) for one in several]}
              for name, several in by_engine.items()}
        for way, by_engine in visits.items()
    }  # fmt: skip
    return {"dømt": totals, "skrevet": {"poster": size, **told}, "hoppet over": list(skipped)}
