"""Run a site engine as a child process. The only module that knows their names."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

from erfaringsbank.problems import UserError


@dataclass(frozen=True, slots=True)
class Engine:
    """How one engine is called: strictly for a build, and quickly (changed pages only) where it can be live."""

    module: str
    arguments: tuple[str, ...]
    install: str
    live: tuple[str, ...] = ()


_DIRTY = ("build", "--dirty", "--no-strict", "-f")

ENGINES: Mapping[str, Engine] = {
    "mkdocs": Engine("mkdocs", ("build", "--strict", "-f"), "mkdocs mkdocs-material", _DIRTY),
    "properdocs": Engine("properdocs", ("build", "--strict", "-f"), "properdocs", _DIRTY),
    "zensical": Engine("zensical", ("build", "--strict", "--clean", "-f"), "zensical==0.0.73"),
}
DEFAULT = "mkdocs"

# Notices about the engine's own future: nothing an author can do about them.
_SILENCE = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "NO_COLOR": "1",
    "PYTHONWARNINGS": "ignore::DeprecationWarning",
}
_ALWAYS_WRITTEN = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run(name: str, root: Path, settings: Mapping[str, object], site: Path, day: date) -> None:
    """Build the folder of Markdown at `root/build/docs` into `site`, which must lie in `root/build`.

    `settings` go on top of the hand-written `mkdocs.yml`; `day` is the day that pages are said to be from. Raises
    UserError with what the engine said when it fails, or when it says that it is done and there is no front page.
    """
    with running(name, root, settings, site, day):
        pass


@contextmanager
def running(name: str, root: Path, settings: Mapping[str, object], site: Path, day: date) -> Iterator[None]:
    """The same while something else is done: the engine is a process of its own, and the site is there afterwards."""
    with _calling(name, ENGINES[name].arguments, root, settings, site, day):
        yield


def refresh(name: str, root: Path, settings: Mapping[str, object], site: Path, day: date, last: Path) -> None:
    """The same for a preview: take over the last site and build only the pages that changed since, if it can.

    Everything but the pages must be as it was (theme, settings). The engine's warnings about links stop it here too.
    """
    engine = ENGINES[name]
    if not engine.live or not (last / "index.html").is_file():
        run(name, root, settings, site, day)
        return
    _take_over(last, site, root / "build" / "docs")
    said = _call(name, engine.live, root, settings, site, day)
    warnings = [line for line in said.splitlines() if "WARNING" in line and "'dirty' build" not in line]
    if warnings:
        raise UserError(f"{name} fant feil i sidene:\n" + "\n".join(warnings), "Se etter lenken i teksten over.")


def _call(
    name: str, arguments: tuple[str, ...], root: Path, settings: Mapping[str, object], site: Path, day: date
) -> str:
    """Run the engine, give what it said."""
    with _calling(name, arguments, root, settings, site, day) as said:
        pass
    return "\n".join(said)


@contextmanager
def _calling(
    name: str, arguments: tuple[str, ...], root: Path, settings: Mapping[str, object], site: Path, day: date
) -> Iterator[list[str]]:
    """The engine runs while the block does. The list is filled with what it said when both are done."""
    engine = ENGINES[name]
    if find_spec(engine.module) is None:
        fix = f"Installer den:  python -m pip install {engine.install}"
        raise UserError(f"Motoren {name} er ikke installert.", fix)
    config = _configuration(name, root, settings, site)
    command = [sys.executable, "-m", engine.module, *arguments, str(config)]
    epoch = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    environment = {**os.environ, **_SILENCE, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(epoch)}
    said: list[str] = []
    with _child(command, config.parent, environment) as child:
        yield said
        out, err = child.communicate()
    said += _told(out, err)
    if child.returncode:
        words = "\n".join(said)
        raise UserError(f"{name} kunne ikke bygge siden:\n{words}", "Er det en lenke, står stedet i teksten over.")
    if not (site / "index.html").is_file():
        words = "\n".join(said)
        raise UserError(f"{name} sa seg ferdig, men laget ingen forside.\n{words}", "Se etter feil i mkdocs.yml.")


@contextmanager
def _child(command: list[str], folder: Path, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A child process, which is not left behind when something goes wrong in the block."""
    child = subprocess.Popen(  # noqa: S603
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with child:
        try:
            yield child
        except BaseException:
            child.kill()
            raise


def _take_over(last: Path, site: Path, docs: Path) -> None:
    """Link into the new site what the engine has no reason to make again.

    Left out is what it writes in any case, what has no source any more, and what is older than its source. A linked
    file is shared with the last site, so nothing that will be written may be linked.
    """
    for path in last.rglob("*"):
        name = path.relative_to(last)
        if path.is_dir() or str(name) in _ALWAYS_WRITTEN:
            continue
        source = _source_of(name, docs)
        if source and (not source.is_file() or source.stat().st_mtime >= path.stat().st_mtime):
            continue
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, target)


def _source_of(name: Path, docs: Path) -> Path | None:
    """The file under `build/docs` that an output is made of; None for what comes with the theme."""
    if name.name == "index.html":
        folder = docs / name.parent
        return folder / "index.md" if (folder / "index.md").is_file() else folder.with_name(f"{folder.name}.md")
    return docs / name if (docs / name).is_file() else None


def _configuration(name: str, root: Path, settings: Mapping[str, object], site: Path) -> Path:
    """The engine's configuration beside `build/docs`: the hand-written one, and what belongs to this build on top."""
    hand_written = root / "mkdocs.yml"
    if not hand_written.is_file():
        raise UserError("Fant ikke mkdocs.yml.", "Kopier filen fra en annen erfaringsbank.")
    own = {"INHERIT": "../mkdocs.yml", "docs_dir": "docs", "site_dir": site.name, **settings}
    config = root / "build" / f"{name}.yml"
    config.parent.mkdir(exist_ok=True)
    config.write_text(json.dumps(own, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return config


def _told(out: str, err: str) -> list[str]:
    """The last of what an engine said, line by line. Of its own traceback an author needs only the last line."""
    lines = _COLOUR.sub("", f"{out}\n{err}").splitlines()
    told = [line for line in lines if line.strip()]
    crash = next((index for index, line in enumerate(told) if line.startswith("Traceback (most recent")), len(told))
    return [f"  {line}" for line in [*told[:crash][-40:], *told[crash:][-1:]]]


def swap(fresh: Path, site: Path) -> None:
    """Put a finished site in place of the last one. The old one is there until the new one is whole."""
    old = site.with_name(f"{site.name}.gammel")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
