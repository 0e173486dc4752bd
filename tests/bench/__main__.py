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

ROOT = Path(__file__).parents[2]
SIZES = (300, 1_000, 3_000, 10_000)
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


@click.command()
@click.option("--storrelser", default=",".join(map(str, SIZES)), help="Hvor mange poster de lagde bankene har.")
@click.option("--alt", is_flag=True, help=f"Kjør motoren også fra {WITHOUT_ENGINE} poster og opp.")
@click.option("--uten-motor", is_flag=True, help="Ikke kjør motoren.")
@click.option(
    "--til", type=click.Path(path_type=Path), default=ROOT / "build" / "bench.json", help="Filen med tallene."
)
def main(storrelser: str, alt: bool, uten_motor: bool, til: Path) -> None:
    """Mål hva hvert trinn koster, for den ekte banken og for lagde banker."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    til = til.resolve()  # each stage runs in a folder of its own
    til.parent.mkdir(parents=True, exist_ok=True)
    banks: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-", dir=til.parent) as work:
        copy_real(ROOT, Path(work) / "ekte")
        real = measure(Path(work) / "ekte", stages_for(0, engine=not uten_motor, everything=alt))
        for size in sorted(int(text) for text in storrelser.split(",")):
            console.print(f"Måler {size} poster …")
            folder = Path(work) / str(size)
            made_bank.write(made_bank.MadeBank(size), ROOT, folder)
            banks[size] = measure(folder, stages_for(size, engine=not uten_motor, everything=alt))
    til.write_text(json.dumps(report.as_data(real, banks), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    console.print(report.stages(real, banks), report.growth(banks), *report.verdicts(real, banks), sep="\n")
    console.print(f"Tallene står i {til}.")


if __name__ == "__main__":
    main()
