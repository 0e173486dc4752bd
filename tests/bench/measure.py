"""One stage of one bank, measured in a process of its own: `python -m bench.measure FOLDER STAGE` prints JSON.

What the stage needs is made ready first and is not counted. The stages are those of `erfaringsbank build`.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from erfaringsbank import checking, comparing, engine, pipeline, writer
from erfaringsbank.cli import main as cli
from erfaringsbank.compare_view import Comparisons
from erfaringsbank.finish import finish
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.project import Project
from erfaringsbank.records import BY_FOLDER

TODAY = date(2026, 11, 22)


@dataclass
class Meter:
    """Seconds spent inside `running`, on the wall and in all processes, and what else a stage has to tell."""

    wall: float = 0.0
    cpu: float = 0.0
    told: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), _cpu()
        yield
        self.wall += time.perf_counter() - wall
        self.cpu += _cpu() - cpu

    def result(self) -> dict[str, Any]:
        own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return {"tid": self.wall, "cpu": self.cpu, "minne": max(own, children) / 1024, **self.told}


def _cpu() -> float:
    """CPU seconds of this process and of the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _check(project: Project, meter: Meter) -> None:
    with meter.running():
        checked = checking.read_and_check(project, TODAY)
    meter.told = {"poster": len(checked.bank.records), "problemer": len(checked.problems)}


def _render(project: Project, meter: Meter) -> None:
    """All that is rendered, with CPU seconds and bytes by the kind of page."""
    bank = checking.read_and_check(project, TODAY).bank
    groups: dict[str, dict[str, float]] = {}
    with meter.running():
        before = _cpu()
        for path, content in pipeline.render(project, bank, TODAY, cli.command_docs()):
            now = _cpu()
            group = groups.setdefault(kind_of(path), {"cpu": 0.0, "byte": 0, "filer": 0, "størst": 0})
            group["cpu"] += now - before
            group["byte"] += len(content)
            group["filer"] += 1
            group["størst"] = max(group["størst"], len(content))
            before = now
    meter.told = {"deler": groups}


def _compare(project: Project, meter: Meter) -> None:
    """Which cases are worth laying side by side, and everything that is laid there."""
    bank = checking.read_and_check(project, TODAY).bank
    with meter.running():
        suggested = comparing.suggested(bank)
        files = sum(1 for _ in Comparisons(bank, TODAY).files())
    meter.told = {"par": len(comparing.pairs(suggested)), "filer": files}


def _relate(project: Project, meter: Meter) -> None:
    """What every record hangs together with, as its page shows it."""
    bank = checking.read_and_check(project, TODAY).bank
    known = Knowledge(bank, TODAY)
    with meter.running():
        found = [len(known.slektskap.til(record, ())) for record in bank.records.values()]
    meter.told = {"forbindelser": sum(found), "poster": sum(map(bool, found))}


def kind_of(path: str) -> str:
    """What a rendered file is: «poster» are as heavy in any bank, «lister» and «eksport» grow with it."""
    folder, _, name = path.partition("/")
    if folder in BY_FOLDER:
        return "lister" if name == "index.md" else "poster"
    gathers = {name for name, *_ in GATHERINGS} | {"index.md"}
    return "lister" if folder in gathers else "eksport" if folder == "data" else "annet"


def _write(project: Project, meter: Meter) -> None:
    """The files are ready as bytes: what is counted is the writing of all of them to an empty folder."""
    bank = checking.read_and_check(project, TODAY).bank
    files = list(pipeline.render(project, bank, TODAY, cli.command_docs()))
    with meter.running():
        written = writer.write(project.docs, files)
    meter.told = {"filer": written.written, "case": _weight(project.docs.glob("caser/c1-*.md"))}


def _rewrite(project: Project, meter: Meter) -> None:
    """The same once more, when every file already says what it should."""
    bank = checking.read_and_check(project, TODAY).bank
    files = list(pipeline.render(project, bank, TODAY, cli.command_docs()))
    with meter.running():
        written = writer.write(project.docs, files)
    meter.told = {"filer": written.unchanged}


def _beside(project: Project, meter: Meter) -> None:
    """What is made while the engine runs: the search, the pictures, and all that is laid beside the pages."""
    bank = checking.read_and_check(project, TODAY).bank
    files = list(pipeline.render(project, bank, TODAY, cli.command_docs()))
    with meter.running():
        made = list(pipeline.attached(project, bank, TODAY, files))
    meter.told = {"filer": len(made), "byte": sum(len(raw) for _, raw in made)}


def _engine(project: Project, meter: Meter) -> None:
    bank = checking.read_and_check(project, TODAY).bank
    with meter.running():
        engine.run(engine.DEFAULT, project.root, pipeline.settings(project, bank, TODAY), project.site, TODAY)
    sizes = [path.stat().st_size for path in project.site.rglob("*") if path.is_file()]
    meter.told = {"filer": len(sizes), "byte": sum(sizes), "case": _weight(project.site.glob("caser/c1-*/index.html"))}


def _finish(project: Project, meter: Meter) -> None:
    """The site that the engine left is finished; the case is weighed as it is published."""
    bank = checking.read_and_check(project, TODAY).bank
    with meter.running():
        done = finish(bank, project.site)
    case = _weight(project.site.glob("caser/c1-*/index.html"))
    meter.told = {"filer": done.added, "sider": done.polished, "begreper": done.counts["begreper"], "case": case}


def _weight(found: Iterator[Path]) -> dict[str, int]:
    """Bytes of the one file found, raw and as gzip sends them."""
    (path,) = found
    raw = path.read_bytes()
    return {"byte": len(raw), "gzip": len(gzip.compress(raw, mtime=0))}


STAGES: Mapping[str, Callable[[Project, Meter], None]] = {
    "les": _check,
    "sammenlign": _compare,
    "slektskap": _relate,
    "lag": _render,
    "skriv": _write,
    "skriv igjen": _rewrite,
    "ved siden": _beside,
    "motor": _engine,
    "ferdig": _finish,
}


def main(folder: str, stage: str) -> None:
    meter = Meter()
    cli.collect_seldom()  # as the command does
    STAGES[stage](Project(Path(folder).resolve()), meter)
    sys.stdout.write(json.dumps(meter.result()) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
