"""Ask one address on the web whether it is there, politely: who asks is told, hosts are asked one thing at a time.

The only module that reaches out on the net. Sleep and clocks are given to it, so that tests neither wait nor guess.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal, TypeAlias
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from erfaringsbank.records.links import Resultat

Verdict: TypeAlias = Resultat | Literal["svarer", "ikke spurt"]

_MOVED, _ELSEWHERE = (301, 308), (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_GONE, _REFUSED = (404, 410), (401, 403, 429, 451)


@dataclass(frozen=True, slots=True)
class Answer:
    """How an address answered: a verdict, the HTTP status if there was one, and where it has moved for good."""

    resultat: Verdict
    kode: int | None = None
    til: str | None = None


@dataclass(frozen=True, slots=True)
class Manners:
    """How to behave. Times are in seconds."""

    agent: str
    timeout: float = 20
    pause: float = 1  # between two requests to one host
    wait: float = 5  # when a host is busy and does not say how long
    longest_wait: float = 60
    redirects: int = 5
    failures: int = 3  # in a row, before a host is left in peace
    sleep: Callable[[float], object] | None = None  # None: asleep until the time is out or the client is stopped
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(tz=UTC)
    proxies: Mapping[str, str] | None = None  # None: as the surroundings say
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(slots=True)
class _Host:
    """What is remembered of a host. `closed` when it has asked to be left in peace, or does not answer at all."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked: float | None = None
    failures: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True)
class _Reply:
    """The head of one response."""

    status: int
    location: str | None = None
    retry_after: str | None = None


class _NoReplyError(Exception):
    """Nothing came back that was a response, and why."""

    def __init__(self, why: Resultat) -> None:
        self.why: Resultat = why


def _opener(manners: Manners) -> urllib.request.OpenerDirector:
    """http and https and nothing else. It follows no redirect: the client counts them, and keeps the next host's peace.

    A redirect then comes as an HTTPError, like the responses that tell of faults.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(None if manners.proxies is None else dict(manners.proxies)),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=manners.tls),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


class Client:
    """Asks addresses. May be used by several threads: a host is asked by one at a time."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._hosts: dict[str, _Host] = {}
        self._stopped = threading.Event()
        self._sleep = manners.sleep or self._stopped.wait
        self._opener = _opener(manners)

    def stop(self) -> None:
        """Wake those who wait, and ask nothing more."""
        self._stopped.set()

    def ask(self, address: str) -> Answer:
        """Whether the address is there. Follows redirects; tells where it has moved when it has moved for good."""
        try:
            current = wired(address)
        except ValueError:
            return Answer("uten svar")
        moved, for_good, status = None, True, 0
        for _ in range(self.manners.redirects + 1):
            try:
                reply = self._reply(current)
            except _NoReplyError as nothing:
                return Answer(nothing.why)
            if reply is None:
                return Answer("ikke spurt")
            status, for_good = reply.status, for_good and reply.status in _MOVED
            if status not in _ELSEWHERE or not reply.location:
                return _judged(status, moved)
            try:
                current = wired(urljoin(current, reply.location))
            except ValueError:  # not a web page, or not an address at all
                break
            moved = current if for_good else moved
        return Answer("ring", status)

    def _reply(self, address: str) -> _Reply | None:
        """The response that counts, or None when the host is to be left in peace."""
        host = self._hosts.setdefault(host_of(address), _Host())
        with host.lock:
            if host.closed or self._stopped.is_set():
                return None
            try:
                reply = self._patiently(host, address)
            except _NoReplyError:
                host.failures += 1
                host.closed = host.failures >= self.manners.failures
                raise
            host.failures = 0
            host.closed = reply.status == 429
            return reply

    def _patiently(self, host: _Host, address: str) -> _Reply:
        """HEAD; GET when HEAD is refused or does not find it; once more when the host was busy and says how long."""
        method, waited = "HEAD", False
        while True:
            reply = self._once(host, method, address)
            if reply.status in _BUSY:
                wait = self._wait(reply.retry_after)
                if waited or wait > self.manners.longest_wait:
                    return reply
                self._sleep(wait)
                waited = True
            elif reply.status >= 400 and method == "HEAD":
                method = "GET"
            else:
                return reply

    def _wait(self, asked_for: str | None) -> float:
        """How long a busy host asks us to wait: seconds, or a date."""
        text = (asked_for or "").strip()
        if text.isascii() and text.isdigit():
            return float(text)
        try:
            until = parsedate_to_datetime(text)
            return max(0.0, (until.astimezone(UTC) - self.manners.now()).total_seconds())
        except (TypeError, ValueError):
            return self.manners.wait

    def _once(self, host: _Host, method: str, address: str) -> _Reply:
        """One request, after the pause that the host is owed."""
        if host.asked is not None:
            owed = self.manners.pause - (self.manners.clock() - host.asked)
            if owed > 0:
                self._sleep(owed)
        headers = {"User-Agent": self.manners.agent, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310  checked in `wired`
        try:
            with self._opener.open(request, timeout=self.manners.timeout) as response:
                return _Reply(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return _Reply(error.code, _location(error), error.headers.get("Retry-After"))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _NoReplyError(_why(error)) from error
        finally:
            host.asked = self.manners.clock()


def host_of(address: str) -> str:
    """The host of an address, as peace is kept with it. Raises ValueError when it has none."""
    host = urlsplit(address).hostname
    if not host:
        raise ValueError(address)
    return host


def wired(address: str) -> str:
    """An address as it is sent: Norwegian letters encoded, nothing after `#`. Raises ValueError when it cannot be."""
    parts = urlsplit(address)
    host = host_of(address)
    if parts.scheme not in ("http", "https"):
        raise ValueError(address)
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port is not None else ""
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~?") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, f"{name}{port}", path or "/", query, ""))


def _location(error: urllib.error.HTTPError) -> str | None:
    """Where a redirect leads. Headers are read as Latin-1, but hosts write UTF-8 in them."""
    location = error.headers.get("Location")
    return location.encode("latin-1", "replace").decode("utf-8", "replace") if location else None


def _judged(status: int, moved: str | None) -> Answer:
    if 200 <= status < 300:
        return Answer("flyttet", status, moved) if moved else Answer("svarer", status)
    if status in _GONE:
        return Answer("borte", status)
    return Answer("avvist" if status in _REFUSED else "feil", status)


def _why(error: Exception) -> Resultat:
    """What kind of silence it was."""
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return "tidsavbrudd"
    return "usikker" if isinstance(reason, ssl.SSLError) else "uten svar"
