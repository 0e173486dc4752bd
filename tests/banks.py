"""Banks to try things on: copies in a temporary folder, small ones made on the spot, and the command as a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from erfaringsbank.project import Project

ROOT = Path(__file__).parents[1]
MINIBANK = ROOT / "tests" / "minibank"
DAY = "2026-11-22"

SETTINGS = """\
navn: Prøvebanken
undertittel: En bank for testene.
adresse: https://prove.example.org/
utgiver: Eksempel kommune
kontakt: https://prove.example.org/kontakt
tilgjengelighetserklæring: https://prove.example.org/tilgjengelighet
tilbakemelding: https://prove.example.org/tilbakemelding
kodelager: https://git.example.org/prove
"""
SOURCE = "tittel: Rapporten\nutgiver: En kommune\nart: rapport\nlest: hele\n"
QUESTION = 'tittel: Hva koster det?\nhvorfor_åpent: ["Ingen tall er lest. [k1]"]\nhva_lukker: Et regnskap.\n'


def put(root: Path, files: Mapping[str, str]) -> Project:
    """A bank with exactly these files, as they are, and the two folders that make a folder a bank."""
    for folder in ("content", "models"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return Project(root.resolve())


def small(root: Path, files: Mapping[str, str] | None = None) -> Project:
    """The smallest bank without a problem: the settings, a source, and a question that rests on it. `files` on top."""
    own = {"content/nettsted.yaml": SETTINGS, "content/kilder/k1-rapporten.yaml": SOURCE}
    return put(root, own | {"content/sporsmal/q1-pris.yaml": QUESTION} | dict(files or {}))


def copy(root: Path, start: Path = MINIBANK) -> Project:
    """A copy of a bank with everything a build needs. What the bank lacks, it gets from the repository."""
    for name in ("content", "models", "overrides"):
        shutil.copytree(start / name if (start / name).exists() else ROOT / name, root / name)
    own = start / "mkdocs.yml"
    text = (own if own.exists() else ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # The only page in the menu that is not made by the generator.
    text = text if own.exists() else text.replace(": om-prosjektet.md", ": om.md")
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return Project(root.resolve())


def texts(project: Project) -> dict[str, bytes]:
    """Every file of a bank's content as it lies on disk."""
    return dict(project.files())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def environment(**changes: str) -> dict[str, str]:
    """The environment of a child process: this one, without what would change how the command speaks."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "TTY_COMPATIBLE"}
    return {name: value for name, value in os.environ.items() if name not in unwanted} | changes


def command(*arguments: str, cwd: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run `erfaringsbank` as a process of its own in a folder. `changes` are environment variables."""
    line = [sys.executable, "-m", "erfaringsbank", *arguments]
    return subprocess.run(line, cwd=cwd, env=environment(**changes), capture_output=True, text=True, check=False)


def built(project: Project, *arguments: str, **changes: str) -> Path:
    """Build a bank through the command, on a fixed day, and give the folder of the site."""
    done = command("build", "--dato", DAY, *arguments, cwd=project.root, **changes)
    assert done.returncode == 0, done.stdout + done.stderr
    return project.site
