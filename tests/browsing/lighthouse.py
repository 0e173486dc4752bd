"""`make lighthouse`: the four scores of a few pages, as a phone and as a desk machine, and what they must be."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUNS = 3  # the machine is noisy: of the speed the median counts
MACHINES: Mapping[str, Sequence[str]] = {"mobil": (), "skrivebord": ("--preset=desktop",)}
NAMES = {
    "performance": "ytelse",
    "accessibility": "tilgjengelighet",
    "best-practices": "god praksis",
    "seo": "søkemotor",
}
LEAST: Mapping[str, Mapping[str, int]] = {
    machine: {"performance": speed, "accessibility": 100, "best-practices": 100, "seo": 100}
    for machine, speed in (("mobil", 92), ("skrivebord", 99))
}
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one page on one machine, by category, and the audits that are not passed outright."""

    page: str
    machine: str
    scores: Mapping[str, int]
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        told = ", ".join(f"{NAMES[name]} {score}" for name, score in self.scores.items())
        return f"{self.page or 'forsiden'} ({self.machine}): {told}"

    def too_low(self) -> list[str]:
        """What is less than it must be."""
        least = LEAST[self.machine]
        return [f"{NAMES[name]} er {self.scores.get(name, 0)}, ikke {least[name]}" for name in least
                if self.scores.get(name, 0) < least[name]]  # fmt: skip


def scores_of(page: str, machine: str, reports: Sequence[Mapping[str, Any]]) -> Scores:
    """Lighthouse's reports of one page → its scores: the median for speed, the lowest for what does not vary."""
    by_name = {name: [_percent(report["categories"][name]["score"]) for report in reports] for name in NAMES}
    scores = {
        name: int(statistics.median(found)) if name == "performance" else min(found) for name, found in by_name.items()
    }
    return Scores(page, machine, scores, tuple(_wrong(reports[-1])))


def _percent(score: float | None) -> int:
    return round((score or 0) * 100)


def _wrong(report: Mapping[str, Any]) -> list[str]:
    """The audits of the three categories that must be whole, and that are not."""
    counted = [
        audit["id"]
        for name, category in report["categories"].items()
        if name != "performance"
        for audit in category["auditRefs"]
        if audit["weight"] > 0
    ]
    audits = report["audits"]
    return [f"{name}: {audits[name]['title']}" for name in counted if audits[name]["score"] not in (1, None)]


def run(program: Path, chrome: str, address: str, machine: str) -> Mapping[str, Any]:
    """One run of Lighthouse in a browser of its own. One that did not get hold of its browser is run once more."""
    line = [
        "node", str(program), address, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(NAMES)}", *MACHINES[machine],
    ]  # fmt: skip
    environ = {**os.environ, "CHROME_PATH": chrome}
    for last in (False, True):
        done = subprocess.run(line, env=environ, stdout=subprocess.PIPE, text=True, check=last, timeout=600)
        if done.returncode == 0:
            break
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report


def measure(program: Path, chrome: str, root: str, page: str, machine: str) -> Scores:
    """The scores of one page on one machine."""
    return scores_of(page, machine, [run(program, chrome, root + page, machine) for _ in range(RUNS)])
