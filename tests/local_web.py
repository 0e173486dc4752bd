"""A web of our own on 127.0.0.1: every kind of answer a link may meet, and a guard against asking anyone else."""

from __future__ import annotations

import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class _Guard:
    """Sees every name that is looked up and every connection that is made, through Python's own audit events."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on or event not in ("socket.getaddrinfo", "socket.connect"):
            return
        host = arguments[0] if event == "socket.getaddrinfo" else arguments[1][0]
        host = host.decode() if isinstance(host, bytes) else host
        self.seen.append(host)
        if host not in HERE and not host.endswith(".invalid"):
            message = f"a test reached for {host}"
            raise AssertionError(message)


_GUARD = _Guard()


@contextmanager
def only_here() -> Iterator[list[str]]:
    """While this lasts, no other host than this machine can be reached. Gives the hosts that were reached for.

    Names under `.invalid` may be looked up: they can never exist (RFC 6761).
    """
    _GUARD.on, _GUARD.seen = True, []
    try:
        yield _GUARD.seen
    finally:
        _GUARD.on = False


@dataclass
class Web:
    """A running server. `asked` are the requests it has had, in order, and `agents` who asked."""

    port: int
    scheme: str = "http"
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    busy: dict[str, int] = field(default_factory=dict)  # how many times a busy page has said so
    at_once: int = 0
    most_at_once: int = 0
    release: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


class _Handler(BaseHTTPRequestHandler):
    """The path says what the answer is: `/200`, `/301/200`, `/busy/429/7`, `/slow`, `/reset` …"""

    web: Web

    def do_HEAD(self) -> None:
        self._count()
        kind, *rest = self.path.strip("/").split("/")
        getattr(self, f"_{kind}", self._status)(kind, rest)

    def _count(self) -> None:
        """Note the request, and stay a little, so that two at once would meet. It is over before it is answered."""
        with self.web.lock:
            self.web.asked.append(f"{self.command} {self.path}")
            self.web.agents.add(self.headers["User-Agent"])
            self.web.at_once += 1
            self.web.most_at_once = max(self.web.most_at_once, self.web.at_once)
        time.sleep(0.002)
        with self.web.lock:
            self.web.at_once -= 1

    def do_GET(self) -> None:
        self.do_HEAD()

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _status(self, kind: str, rest: list[str]) -> None:
        """`/404`, or `/301/410`: a redirect to what stands after it."""
        headers = {"Location": f"/{'/'.join(rest)}"} if rest else {}
        self._answer(int(kind.partition("?")[0]), **headers)

    def _headless(self, _: str, rest: list[str]) -> None:
        """`/headless/405`: HEAD is refused, GET is fine."""
        self._answer(int(rest[0]) if self.command == "HEAD" else 200)

    def _busy(self, _: str, rest: list[str]) -> None:
        """`/busy/429/2/7`: says 429 twice and to come back after 7, then is fine. `-` is no Retry-After."""
        status, times, after = rest
        with self.web.lock:
            self.web.busy[self.path] = self.web.busy.get(self.path, 0) + 1
            over = self.web.busy[self.path] > int(times)
        retry = {} if after == "-" else {"Retry_After": after.replace("_", " ")}
        self._answer(200 if over else int(status), **({} if over else retry))

    def _loop(self, *_: object) -> None:
        self._answer(302, Location=self.path)

    def _to(self, _: str, rest: list[str]) -> None:
        """`/to/301/http:||vert|sti`: a redirect to any address, with `|` for `/`, in UTF-8 as hosts write it."""
        address = unquote("/".join(rest[1:])).replace("|", "/")
        self._answer(int(rest[0]), Location=address.encode().decode("latin-1"))

    def _slow(self, *_: object) -> None:
        self.web.release.wait(30)

    def _reset(self, *_: object) -> None:
        """The connection is cut, as by a firewall."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True
        self.wfile = open("/dev/null", "wb")  # noqa: PTH123, SIM115  so that nothing is written to what is closed

    def _nonsense(self, *_: object) -> None:
        self.wfile.write(b"this is not HTTP\r\n\r\n")
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is a part of the tests."""


@contextmanager
def web(certificate: Path | None = None) -> Iterator[Web]:
    """A server on 127.0.0.1, with a certificate that no one vouches for if one is given."""
    server = _Server(("127.0.0.1", 0), _Handler)
    running = Web(server.server_address[1], "https" if certificate else "http")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"web": running})
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def self_signed(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that is its own issuer, with its key, in one file."""
    path, key = folder / "sertifikat.pem", folder / "nokkel.pem"
    line = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    line = f"{line} -addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {path}"
    subprocess.run(line.split(), check=True, capture_output=True)
    path.write_text(path.read_text() + key.read_text())
    return path
