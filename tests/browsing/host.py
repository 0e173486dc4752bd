"""A host on this machine that sends a site exactly as `security.HEADERS` says, with gzip, under its own path."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from erfaringsbank.security import COMPRESSED, HEADERS

SQUEEZED = ("text/html", *COMPRESSED)


class _Handler(SimpleHTTPRequestHandler):
    """Files below `site`, seen under the path `base`; everything else is the site's own page for what is missing."""

    site: Path
    base: str
    headers_sent: Mapping[str, str]
    line: Callable[[str, int], None]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file, a folder's index, the way to a folder, or 404."""
        address = self.path.split("?", 1)[0]
        path = Path(self.translate_path(f"/{address.removeprefix(self.base)}")) if self._inside(address) else self.site
        if path.is_dir() and not address.endswith("/"):
            self._send(301, "text/html", b"", {"Location": f"{address}/"})
            return
        path = path / "index.html" if path.is_dir() else path
        found = self._inside(address) and path.is_file()
        path = path if found else self.site / "404.html"
        kind = self.guess_type(str(path))
        squeezed = kind in SQUEEZED and "gzip" in self.headers.get("Accept-Encoding", "")
        more = {"Content-Encoding": "gzip"} if squeezed else {}
        more |= {"Cache-Control": "no-cache" if kind == "text/html" else "max-age=600"}
        self._send(200 if found else 404, kind, _bytes(path, squeezed), more)

    def _inside(self, address: str) -> bool:
        return f"{address}/".startswith(self.base)

    def _send(self, status: int, kind: str, body: bytes, more: Mapping[str, str]) -> None:
        type(self).line(self.path, len(body))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind in SQUEEZED else kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in {**more, **self.headers_sent}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the log belongs to the tests."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves before the answer has come is no fault of the host."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@lru_cache(maxsize=512)
def _bytes(path: Path, squeezed: bool) -> bytes:
    data = path.read_bytes() if path.is_file() else b""  # a site without a page for what is missing
    return gzip.compress(data, 9, mtime=0) if squeezed else data


def at_once(path: str, size: int) -> None:
    """The line of a host that nobody slows down."""


@contextmanager
def hosted(
    site: Path, base: str = "/", headers: Mapping[str, str] = HEADERS, line: Callable[[str, int], None] = at_once
) -> Iterator[str]:
    """Serve a finished site under `base` on a free port while the block lasts; gives its address, with a slash.

    The site must not change meanwhile: what has been sent once is kept. `line` is told the path and the size of each
    answer before it is sent, and may hold it back.
    """
    own = {"site": site, "base": base, "headers_sent": headers, "line": staticmethod(line)}
    handler = type("Handler", (_Handler,), own)
    server = _Server(("127.0.0.1", 0), lambda *args: handler(*args, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
