"""`serve` as a process of its own: ask it for pages, listen to its events, wait without measuring."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from banks import DAY, environment
from erfaringsbank.project import Project
from erfaringsbank.watch import EVENTS

T = TypeVar("T")
PATIENCE = 90.0  # seconds: a deadline for a machine that has much else to do, and no measure of anything


class Preview:
    """A running `serve`: where it is, and what it has said."""

    def __init__(self, process: subprocess.Popen[str], log: Path, project: Project) -> None:
        self.process, self.log, self.project = process, log, project

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """`http://127.0.0.1:PORT`, once it has said it."""
        found = until(lambda: re.search(r"http://127\.0\.0\.1:\d+", self.said()), self.said)
        return found[0]

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of an address. The only network here is this machine."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def shows(self, path: str, words: str) -> str:
        """Wait until a page has some words, and give the page."""
        return until(lambda: page if words in (page := self.get(path)[1]) else None, self.said)

    @contextmanager
    def events(self) -> Iterator[Callable[[Callable[[int, str], bool]], tuple[int, str]]]:
        """Listen for events. Gives a function that waits for one that fits (edition, trouble)."""
        with urllib.request.urlopen(self.address + EVENTS, timeout=PATIENCE) as stream:
            assert stream.headers["Content-Type"] == "text/event-stream"
            yield lambda fits: _next(stream, fits)

    def write(self, name: str, text: str) -> None:
        (self.project.root / name).write_text(text, encoding="utf-8")


def _next(stream: IO[bytes], fits: Callable[[int, str], bool]) -> tuple[int, str]:
    seen: list[tuple[int, str]] = []
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        line = stream.readline().decode()
        if line.startswith("data: "):
            told = json.loads(line.removeprefix("data: "))
            seen.append((told["utgave"], told["feil"]))
            if fits(*seen[-1]):
                return seen[-1]
    raise AssertionError(seen)


def until(ask: Callable[[], T | None], why: Callable[[], str]) -> T:
    """Ask again and again until there is an answer; when there is none in time, fail with what is known."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if (answer := ask()) is not None:
            return answer
        time.sleep(0.1)
    raise AssertionError(why())


@contextmanager
def serving(project: Project, log: Path, *arguments: str) -> Iterator[Preview]:
    """Run `serve` on a free port while the block lasts."""
    line = [sys.executable, "-m", "erfaringsbank", "serve", "--port", "0", "--dato", DAY, *arguments]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            line, cwd=project.root, stdout=out, stderr=subprocess.STDOUT, text=True,
            env=environment(PYTHONUNBUFFERED="1", NO_COLOR="1"),
        )  # fmt: skip
        try:
            yield Preview(process, log, project)
        finally:
            process.kill()
            process.wait()
