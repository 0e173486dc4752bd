"""`make bench`: measure the real bank and made banks of growing size, print a table, write `build/bench.json`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import click
from rich.console import Console

from bench import made_bank, report
from bench.measure import STAGES
from bench.search import report as search_report
from bench.search import run as search_run

ROOT = Path(__file__).parents[2]
SIZES = (300, 1_000, 3_000, 10_000)
SEARCHED = 3_000  # records of the made bank that the searches are timed in
PARTS = ("alt", "trinn", "sok")
WITHOUT_ENGINE = 10_000  # from here on the engine runs only when it is asked for
ENGINE_STAGES = ("motor", "ferdig")


def measure(folder: Path, stages: Sequence[str]) -> dict[str, Any]:
    """What each stage told of the bank in a folder, in the order that one stage needs the one before."""
    found = {}
    for stage in stages:
        command = [sys.executable, "-m", "bench.measure", str(folder), stage]
        done = subprocess.run(command, cwd=ROOT / "tests", stdout=subprocess.PIPE, text=True, check=True)
        found[stage] = json.loads(done.stdout)
    return found


def stages_for(size: int, *, engine: bool, everything: bool) -> list[str]:
    """The stages to measure for a bank of this size."""
    wanted = engine and (everything or size < WITHOUT_ENGINE)
    return [stage for stage in STAGES if wanted or stage not in ENGINE_STAGES]


def copy_real(root: Path, folder: Path) -> None:
    """The real bank, so that measuring it leaves its own `build/` alone."""
    for name in ("content", "models"):
        copytree(root / name, folder / name)
    made_bank.copy_settings(root, folder)


def measure_stages(work: Path, sizes: Sequence[int], console: Console, **wanted: bool) -> dict[str, Any]:
    """Every stage of the real bank and of made ones, told as tables; gives the same as data."""
    copy_real(ROOT, work / "ekte")
    real = measure(work / "ekte", stages_for(0, **wanted))
    banks: dict[int, dict[str, Any]] = {}
    for size in sorted(sizes):
        console.print(f"Måler {size} poster …")
        made_bank.write(made_bank.MadeBank(size), ROOT, work / str(size))
        banks[size] = measure(work / str(size), stages_for(size, **wanted))
    console.print(report.stages(real, banks), report.growth(banks), *report.verdicts(real, banks), sep="\n")
    return report.as_data(real, banks)


def measure_search(work: Path, size: int, rounds: int, console: Console) -> dict[str, Any]:
    """Our search beside the others, told as tables; gives the same as data."""

    def tell(words: str) -> None:
        console.print(f"{words} …")

    totals, skipped = search_run.judged(work, lambda folder: copy_real(ROOT, folder), tell)
    console.print(search_report.judged(totals))
    found, more = search_run.sites(work, ROOT, size, tell)
    visits = search_run.visits(found, rounds, tell)
    console.print(
        *search_report.typed(visits, size), *skipped, *more, *search_report.verdicts(totals, visits), sep="\n"
    )
    return {"søk": search_report.as_data(totals, visits, [*skipped, *more], size)}


def kept(til: Path) -> dict[str, Any]:
    """What the file says already: the part that is not measured now stays."""
    found: dict[str, Any] = json.loads(til.read_text(encoding="utf-8")) if til.is_file() else {}
    return found


@click.command()
@click.option(
    "--del", "part", type=click.Choice(PARTS), default="alt", help="Bare trinnene i bygget, eller bare søket."
)
@click.option("--storrelser", default=",".join(map(str, SIZES)), help="Hvor mange poster de lagde bankene har.")
@click.option("--alt", is_flag=True, help=f"Kjør motoren også fra {WITHOUT_ENGINE} poster og opp.")
@click.option("--uten-motor", is_flag=True, help="Ikke kjør motoren.")
@click.option("--sok-poster", default=SEARCHED, help="Hvor mange poster banken det søkes i, har.")
@click.option("--ganger", default=3, help="Hvor mange ganger hvert søk besøkes på hver slags maskin.")
@click.option(
    "--til", type=click.Path(path_type=Path), default=ROOT / "build" / "bench.json", help="Filen med tallene."
)
def main(part: str, storrelser: str, alt: bool, uten_motor: bool, sok_poster: int, ganger: int, til: Path) -> None:
    """Mål hva hvert trinn koster, for den ekte banken og for lagde banker, og søket ved siden av andres søk."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    til = til.resolve()  # each stage runs in a folder of its own
    til.parent.mkdir(parents=True, exist_ok=True)
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=til.parent) as work:
        if part in ("alt", "trinn"):
            sizes = [int(text) for text in storrelser.split(",")]
            found |= measure_stages(Path(work), sizes, console, engine=not uten_motor, everything=alt)
        if part in ("alt", "sok"):
            (Path(work) / "sok").mkdir()
            found |= measure_search(Path(work) / "sok", sok_poster, ganger, console)
    til.write_text(json.dumps(kept(til) | found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.print(f"Tallene står i {til}.")


if __name__ == "__main__":
    main()
