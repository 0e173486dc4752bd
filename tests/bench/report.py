"""Figures → what they mean: cost a record, its growth, the share of the engine's time; as a table and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from rich.table import Table

# Figures of one bank: stage → what `bench.measure` told.
Figures: TypeAlias = Mapping[str, Mapping[str, Any]]
OURS = ("les", "lag")
WHOLE = ("les", "lag", "skriv", "ved siden", "motor", "ferdig")
NAMES = {
    "les": "Les og kontroller",
    "sammenlign": "  av det under: legg side om side",
    "slektskap": "  av det under: det som henger sammen",
    "lag": "Lag sider, maskinsider og eksport",
    "skriv": "Skriv filene",
    "skriv igjen": "Skriv dem igjen, uendret",
    "ved siden": "Lag det ved siden av sidene (mens motoren går)",
    "motor": "Motoren (MkDocs)",
    "ferdig": "Gjør ferdig",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a bank of `size` records costs.

    `ratio` is the cost a record against that of the size before: 1 when the work grows as the bank does, and 3 from
    1,000 to 3,000 when it is quadratic. What is paid once for any bank makes it smaller, in small banks most.
    """

    size: int
    seconds: float
    per_record: float
    ratio: float | None


def costs(seconds: Mapping[int, float]) -> list[Cost]:
    """Seconds by size → cost a record and how it grows, smallest size first."""
    found: list[Cost] = []
    for size, spent in sorted(seconds.items()):
        before = found[-1].per_record if found else 0.0
        found.append(Cost(size, spent, spent / size, spent / size / before if before else None))
    return found


def ours(figures: Figures) -> float:
    """CPU seconds of our own work before the engine: load, check, render."""
    return sum((float(figures[stage]["cpu"]) for stage in OURS), 0.0)


def share(figures: Figures) -> float | None:
    """Our own work as a share of the engine's on the same bank, in CPU seconds; None when it was not run."""
    return ours(figures) / figures["motor"]["cpu"] if "motor" in figures else None


def finishing(figures: Figures) -> tuple[float, float] | None:
    """What the finishing pass costs: milliseconds a page, and its share of a whole build; None when it was not run."""
    if "ferdig" not in figures:
        return None
    whole = sum(float(figures[stage]["cpu"]) for stage in WHOLE)
    spent = float(figures["ferdig"]["cpu"])
    return 1000 * spent / figures["ferdig"]["sider"], spent / whole


def same_case(banks: Mapping[int, Figures]) -> bool | None:
    """Whether the page of the same case weighs the same in every made bank; None when there is nothing to compare."""
    weights = [figures["motor"]["case"] for figures in banks.values() if "motor" in figures]
    return all(weight == weights[0] for weight in weights) if len(weights) > 1 else None


def estimated_share(banks: Mapping[int, Figures]) -> tuple[int, float] | None:
    """The share at the largest size, with the engine's time scaled up in a straight line from the largest it ran on."""
    engines = {size: figures["motor"]["cpu"] for size, figures in banks.items() if "motor" in figures}
    largest = max(banks, default=0)
    if not engines or largest in engines:
        return None
    measured = max(engines)
    return largest, ours(banks[largest]) / (engines[measured] * largest / measured)


def as_data(real: Figures, banks: Mapping[int, Figures]) -> dict[str, Any]:
    """Everything, for `build/bench.json`."""
    return {
        "ekte": real,
        "laget": {str(size): figures for size, figures in banks.items()},
        "kostnad": [
            {"poster": cost.size, "sekunder": cost.seconds, "per post": cost.per_record, "vekst": cost.ratio}
            for cost in costs({size: ours(figures) for size, figures in banks.items()})
        ],
        "andel av motoren": {str(size): share(figures) for size, figures in banks.items()},
        "anslått andel": estimated_share(banks),
        "finpuss": {str(size): finishing(figures) for size, figures in banks.items()},
        "samme case": same_case(banks),
    }


def stages(real: Figures, banks: Mapping[int, Figures]) -> Table:
    """Wall and CPU seconds and memory by stage, one column a bank."""
    table = Table(title="Tid (CPU) i sekunder, og minne i MB")
    table.add_column("Trinn")
    for name in _names(real, banks):
        table.add_column(name, justify="right")
    for stage, name in NAMES.items():
        table.add_row(name, *(_cell(figures.get(stage)) for figures in (real, *banks.values())))
    return table


def _names(real: Figures, banks: Mapping[int, Figures]) -> list[str]:
    return [f"Ekte ({real['les']['poster']})", *(f"Laget ({size})" for size in banks)]


def _cell(told: Mapping[str, Any] | None) -> str:
    return f"{told['tid']:.2f} ({told['cpu']:.2f}), {told['minne']:.0f}" if told else "–"


def growth(banks: Mapping[int, Figures]) -> Table:
    """Cost a record by stage, and how it grows from one size to the next."""
    table = Table(title="CPU-millisekunder per post (× prisen i banken før; 1 er rett linje)")
    table.add_column("Trinn")
    for size in banks:
        table.add_column(str(size), justify="right")
    for stage, name in NAMES.items():
        seconds = {size: figures[stage]["cpu"] for size, figures in banks.items() if stage in figures}
        table.add_row(name, *_cost_cells(seconds, list(banks)))
    for part in ("poster", "lister", "eksport"):  # what is left is the same in any bank
        parts = {size: figures["lag"]["deler"][part]["cpu"] for size, figures in banks.items()}
        table.add_row(f"  av «lag»: {part}", *_cost_cells(parts, list(banks)))
    return table


def _cost_cells(seconds: Mapping[int, float], sizes: Sequence[int]) -> list[str]:
    by_size = {cost.size: cost for cost in costs(seconds)}
    return [_cost_cell(by_size[size]) if size in by_size else "–" for size in sizes]


def _cost_cell(cost: Cost) -> str:
    grown = f" (× {cost.ratio:.2f})" if cost.ratio is not None else ""
    return f"{cost.per_record * 1000:.2f}{grown}"


def verdicts(real: Figures, banks: Mapping[int, Figures]) -> list[str]:
    """The answers in words."""
    lines = []
    for name, figures in [("Den ekte banken", real), *((f"{size} poster", made) for size, made in banks.items())]:
        if (part := share(figures)) is not None:
            lines.append(f"{name}: les, kontroller og lag er {part:.3f} av motorens CPU-tid.")
        if pass_ := finishing(figures):
            lines.append(f"{name}: finpussen tar {pass_[0]:.2f} ms per side, {pass_[1]:.3f} av hele bygget.")
    if guess := estimated_share(banks):
        lines.append(f"{guess[0]} poster: anslått {guess[1]:.3f} av motorens CPU-tid (regnet opp i rett linje).")
    for size, figures in banks.items():
        lists, weight = figures["lag"]["deler"]["lister"], figures.get("ferdig", {}).get("case")
        page = f" Casesiden er {weight['byte']} byte, {weight['gzip']} med gzip." if weight else ""
        lines.append(f"{size} poster: største liste er {lists['størst'] / 1024:.0f} kB Markdown.{page}")
    same = same_case(banks)
    if same is not None:
        lines.append(f"Samme case gir {'like' if same else 'ULIKE'} sider i alle bankene.")
    return lines
