"""The engine as a child process: it runs while something else is done, and is never left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from erfaringsbank.engine import _child

ASLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
QUICK = [sys.executable, "-c", "print('ferdig')"]


def test_the_child_runs_while_the_block_does(tmp_path: Path) -> None:
    """What it said is there at the end of the block."""
    with _child(QUICK, tmp_path, os.environ) as child:
        out, err = child.communicate()
    assert (out.strip(), err, child.returncode) == ("ferdig", "", 0)


def interrupted(folder: Path, seen: list[subprocess.Popen[str]]) -> None:
    """Something goes wrong while a child sleeps."""
    with _child(ASLEEP, folder, os.environ) as child:
        assert child.poll() is None
        seen.append(child)
        raise ZeroDivisionError


def test_a_child_is_not_left_behind(tmp_path: Path) -> None:
    """When something goes wrong beside it, it is ended, and what went wrong is told."""
    seen: list[subprocess.Popen[str]] = []
    with pytest.raises(ZeroDivisionError):
        interrupted(tmp_path, seen)
    assert [child.returncode is not None for child in seen] == [True]
