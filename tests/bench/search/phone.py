"""A machine a quarter as fast, in two ways.

`cdp4` is the browser's own brake: it holds back the page's main thread only, so a search in a worker goes free. `duty4`
stops every process that draws pages three quarters of the time: workers are as slow as the page. It needs /proc.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page

TIMES = 4
TURN = 0.008  # seconds that a process runs before it is stopped
LOOK = 0.25  # seconds between two looks for new processes
PROC = Path("/proc")


@contextmanager
def braked(page: Page) -> Iterator[None]:
    """The browser's own brake on a page."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": TIMES})
    yield
    session.detach()


def parents() -> dict[int, int]:
    """The parent of every process, by number."""
    found: dict[int, int] = {}
    for path in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            found[int(path.parent.name)] = int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    return found


def below(root: int, parent: Mapping[int, int]) -> set[int]:
    """The processes that a process started, and those that they started."""
    found = {root}
    while new := {number for number, start in parent.items() if start in found} - found:
        found |= new
    return found - {root}


def renderers() -> list[int]:
    """The processes that draw pages, among those that this process started and no others."""
    return [number for number in below(os.getpid(), parents()) if b"--type=renderer" in _line(number)]


def _line(number: int) -> bytes:
    with suppress(OSError):
        return (PROC / str(number) / "cmdline").read_bytes()
    return b""


@contextmanager
def rationed() -> Iterator[None]:
    """Let every process that draws pages run a quarter of the time, for as long as the block lasts."""
    done = threading.Event()
    thread = threading.Thread(target=_ration, args=(done,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _ration(done: threading.Event) -> None:
    known, looked = list[int](), 0.0
    while not done.is_set():
        if time.monotonic() - looked > LOOK:
            known, looked = renderers(), time.monotonic()
        _signal(known, signal.SIGSTOP)
        done.wait(TURN * (TIMES - 1))
        _signal(known, signal.SIGCONT)
        time.sleep(TURN)


def _signal(numbers: list[int], what: signal.Signals) -> None:
    for number in numbers:
        with suppress(ProcessLookupError):
            os.kill(number, what)
