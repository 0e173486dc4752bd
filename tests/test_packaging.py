"""The wheel holds all of the tool and nothing else, and what is installed from it builds another bank's folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from banks import DAY, ROOT, copy, environment
from erfaringsbank import __version__

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("pakken")]

PACKAGE = ROOT / "scripts" / "erfaringsbank"


def run(*line: str | Path, cwd: Path, **changes: str) -> str:
    """What a process says on its first channel; it must end well."""
    done = subprocess.run(line, cwd=cwd, env=environment(**changes), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources with the tools that are installed here: nothing is fetched."""
    folder = tmp_path_factory.mktemp("hjul")
    for name in ("scripts", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.suffix in (".toml", ".md") or path.name.startswith("LICENSE"):
            shutil.copyfile(path, folder / path.name)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "-w",
        "ut",
        ".",
    ]
    run(*pip, cwd=folder)
    (made,) = (folder / "ut").iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it and nothing else."""
    folder = tmp_path_factory.mktemp("miljo")
    venv.create(folder)
    python = folder / "bin" / "python"
    line = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    run(sys.executable, "-m", "pip", *line, cwd=folder)
    return folder / "bin"


def files_below(folder: Path) -> set[str]:
    """Every file below a folder but what Python makes when it runs."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_the_templates_and_the_theme(wheel: Path) -> None:
    """Every file of the source folder and of `overrides/`, under one name; no test, no content, no loose file."""
    names = set(zipfile.ZipFile(wheel).namelist())
    own = {name for name in names if not name.startswith(f"erfaringsbank-{__version__}.dist-info/")}
    expected = {f"erfaringsbank/{name}" for name in files_below(PACKAGE)}
    expected |= {f"erfaringsbank/overrides/{name}" for name in files_below(ROOT / "overrides")}
    assert own == expected
    assert sum(name.endswith(".j2") for name in own) > 30
    assert {"erfaringsbank/cli/main.py", "erfaringsbank/overrides/main.html"} <= own


def test_the_wheel_says_who_it_is(wheel: Path) -> None:
    """Version, licence, the command, and the engine the user named among what it needs."""
    archive = zipfile.ZipFile(wheel)
    head = f"erfaringsbank-{__version__}.dist-info"
    told = archive.read(f"{head}/METADATA").decode()
    assert f"\nVersion: {__version__}\n" in told
    assert "\nLicense-Expression: MIT\n" in told
    assert all(f"\nRequires-Dist: {name}" in told for name in ("mkdocs<", "mkdocs-material<", "pydantic<"))
    assert "erfaringsbank = erfaringsbank.cli.main:main" in archive.read(f"{head}/entry_points.txt").decode()
    assert any(name.startswith(f"{head}/licenses/LICENSE") for name in archive.namelist())


def test_the_installed_command_builds_a_bank_with_the_packaged_theme(installed: Path, tmp_path: Path) -> None:
    """A bank with no `overrides/` of its own gets the tool's: its style, its page for what is missing, its head."""
    project = copy(tmp_path / "bank")
    shutil.rmtree(project.root / "overrides")
    others = sysconfig.get_path("purelib")
    python, command = installed / "python", installed / "erfaringsbank"
    where = run(python, "-c", "import erfaringsbank; print(erfaringsbank.__file__)", cwd=tmp_path, PYTHONPATH=others)
    assert Path(where).is_relative_to(installed.parent)
    assert run(command, "--version", cwd=tmp_path, PYTHONPATH=others) == f"{__version__}\n"
    told = run(command, "--mappe", project.root, "build", "--dato", DAY, cwd=tmp_path, PYTHONPATH=others)
    assert "Nettstedet er bygd" in told
    style = (project.site / "assets/erfaringsbank.css").read_bytes()
    assert (ROOT / "overrides/stil/10-grunn.css").read_bytes().strip() in style
    assert "Fant ikke siden" in (project.site / "404.html").read_text(encoding="utf-8")
    assert 'name="erfaringsbank-id"' in (project.site / "funn/f1-tillit/index.html").read_text(encoding="utf-8")
