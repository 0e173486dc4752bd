"""The way from the host to the reader: what is sent is counted, and the slow line makes it wait its turn."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LATENCY = 0.150  # seconds from a request to its answer
BITS = 1_600_000  # bits a second, for all requests together


@dataclass(frozen=True, slots=True)
class Sent:
    """One answer: its path, its bytes as they were sent, and when it was asked for (seconds since 1970)."""

    path: str
    size: int
    asked: float


class Line:
    """Told of every answer before it is sent. `slow` can be changed while it is in use.

    The waiting is done by the host and not by the browser, so that what a worker fetches waits as well.
    """

    def __init__(self, sleep: Callable[[float], None] = time.sleep, now: Callable[[], float] = time.monotonic) -> None:
        self.slow = False
        self.sent: list[Sent] = []
        self._free = 0.0  # when the line has sent all that it was given
        self._lock = threading.Lock()
        self._sleep, self._now = sleep, now

    def __call__(self, path: str, size: int) -> None:
        """Wait until an answer of this size would have come."""
        with self._lock:
            self.sent.append(Sent(path, size, time.time()))
            now = self._now()
            self._free = max(self._free, now + LATENCY) + size * 8 / BITS
            until = self._free - now
        if self.slow:
            self._sleep(until)

    def told(self) -> list[Sent]:
        """What has been sent since the last time somebody asked. The line is free again."""
        with self._lock:
            told, self.sent, self._free = self.sent, [], 0.0
        return told


def total(sent: Sequence[Sent], before: float, parts: Sequence[str] = ("",)) -> tuple[int, int]:
    """(bytes, requests) of what was asked for before a moment, and whose path has one of these parts in it."""
    sizes = [one.size for one in sent if one.asked <= before and any(part in one.path for part in parts)]
    return sum(sizes), len(sizes)
