"""`serve`: the finished site on this machine, built anew when something changes.

What an author sees is what is published: the same build, finished and swapped, served as files. Only a small script
is added on the way out; it reloads the page, or shows what is wrong while the last good page stays.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.text import Text
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from erfaringsbank import checking, pipeline, reporting
from erfaringsbank.load import SETTINGS
from erfaringsbank.machine_docs import CommandDoc
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.records import Begrep
from erfaringsbank.security import HEADERS

QUIET_SECONDS = 0.15  # an editor saves in several steps; wait until it is done
CLIENT = "/__erfaringsbank/klient.js"
EVENTS = "/__erfaringsbank/hendelser"
_TAG = f'<script src="{CLIENT}"></script>'.encode()
_SCRIPT = """
const kilde = new EventSource("HENDELSER");
let sett = null;
kilde.onmessage = (melding) => {
  const { utgave, feil } = JSON.parse(melding.data);
  document.getElementById("erfaringsbank-feil")?.remove();
  if (sett !== null && sett !== utgave && !feil) { location.reload(); return; }
  sett = sett ?? utgave;
  if (feil) {
    const boks = document.createElement("pre");
    boks.id = "erfaringsbank-feil";
    boks.setAttribute("role", "alert");
    boks.textContent = feil + "\\nSiden under er siste gode utgave.";
    Object.assign(boks.style, { position: "fixed", inset: "auto 0 0 0", margin: 0, padding: "1rem", zIndex: 1000,
      maxHeight: "60vh", overflow: "auto", background: "#fff4f2", color: "#3b0a05", font: "14px/1.4 monospace",
      borderTop: "4px solid #b3261e", whiteSpace: "pre-wrap" });
    document.body.append(boks);
  }
};
""".replace("HENDELSER", EVENTS)

Say = Callable[[str | Text], None]


class Live:
    """The current edition and what is wrong with the next one. Waiting readers are woken by every change."""

    def __init__(self) -> None:
        self.edition = 0
        self.trouble = ""
        self._changed = threading.Condition()

    def tell(self, trouble: str) -> None:
        """A build ended: with trouble, or with a new edition."""
        with self._changed:
            self.edition += 0 if trouble else 1
            self.trouble = trouble
            self._changed.notify_all()

    def state(self) -> tuple[int, str]:
        return self.edition, self.trouble

    def wait(self, seen: tuple[int, str], seconds: float) -> tuple[int, str]:
        """Wait until the state is another than `seen`, at most so long; give the state."""
        with self._changed:
            self._changed.wait_for(lambda: self.state() != seen, timeout=seconds)
            return self.state()


class _Handler(SimpleHTTPRequestHandler):
    """Files of the built site, with the live script in every page."""

    live: Live
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        address = self.path.split("?", 1)[0]
        if address == EVENTS:
            self._events()
        elif address == CLIENT:
            self._send(200, "text/javascript; charset=utf-8", _SCRIPT.encode())
        else:
            self._page(address)

    def _page(self, address: str) -> None:
        """A file, a folder's index, or the site's own page for what is not there."""
        path = Path(self.translate_path(address))
        if path.is_dir() and not address.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{address}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path = path / "index.html" if path.is_dir() or address.endswith("/") else path
        status, body = _read(path, Path(self.directory))
        kind = self.guess_type(str(path)) if status == 200 else "text/html"
        if kind == "text/html":
            body = body.replace(b"</body>", _TAG + b"</body>")
        text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self._send(status, f"{kind}; charset=utf-8" if text else kind, body)

    def end_headers(self) -> None:
        """Every answer carries what the published site is to be sent with: what breaks there, breaks here first."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        seen = (-1, "")
        try:
            while True:
                state = self.live.wait(seen, 10)
                told = json.dumps({"utgave": state[0], "feil": state[1]}, ensure_ascii=False)
                self.wfile.write(b": \n\n" if state == seen else f"data: {told}\n\n".encode())
                self.wfile.flush()
                seen = state
        except OSError:
            return  # the reader left

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the terminal belongs to the author's errors."""


def _read(path: Path, site: Path) -> tuple[int, bytes]:
    """A file of the site. While a new site is put in place there is none for a moment."""
    for pause in (0.05, 0.2, 0):
        if path.is_file():
            return 200, path.read_bytes()
        if site.is_dir():
            break
        time.sleep(pause)
    missing = site / "404.html"
    return 404, missing.read_bytes() if missing.is_file() else _EMPTY.encode()


_EMPTY = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Ikke bygd ennå</title></head>
<body><h1>Nettstedet er ikke bygd ennå</h1><p>Rett feilene som vises, så kommer siden.</p></body></html>"""


class _Changes(FileSystemEventHandler):
    """Notes that something changed, and whether it was more than records and pages. Reading a file is no change."""

    def __init__(self, root: Path) -> None:
        self.seen = threading.Event()
        self.everything = True  # the first build, and any after a change of theme or settings
        self._records = (str(root / "content"), str(root / "models"))
        self._settings = str(root / SETTINGS)
        self._terms = str(root / "content" / Begrep.mappe)  # explained on every page where they are used
        self._build = str(root / "build")

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in ("created", "modified", "moved", "deleted"):
            return
        if event.is_directory and event.event_type == "modified":
            return
        for path in (event.src_path, event.dest_path):  # many editors write beside a file and move it into place
            if path:
                self._note(str(path))

    def _note(self, path: str) -> None:
        if path.startswith(self._build):
            return
        if not path.startswith(self._records) or path == self._settings or path.startswith(self._terms):
            self.everything = True
        self.seen.set()

    def take(self) -> bool:
        """Begin a build: give whether everything must be built anew, and start noting again."""
        self.seen.clear()
        everything, self.everything = self.everything, False
        return everything


@dataclass(frozen=True, slots=True)
class Preview:
    """What every build of a preview has in common."""

    project: Project
    today: date
    commands: Sequence[CommandDoc]
    engine: str
    say: Say


def rebuild(preview: Preview, live: Live, *, everything: bool) -> bool:
    """Build once and tell terminal and page how it went. The last good site stays when it did not go well.

    Gives whether a new site is in place.
    """
    project, say = preview.project, preview.say
    started = time.perf_counter()
    try:
        checked = checking.read_and_check(project, preview.today)
        report = reporting.text(checked.problems, checked.texts, len(checked.texts))
        if checked.problems:
            say(report)
        if checked.stops():
            live.tell(report.plain)
            return False
        pipeline.build(project, checked, preview.today, preview.commands, preview.engine, only_changed=not everything)
    except UserError as error:
        say(f"[red]Feil:[/red] {escape(error.message)}\n{escape(error.fix)}")
        live.tell(f"{error.message}\n{error.fix}")
        return False
    live.tell("")
    say(f"Bygd på {time.perf_counter() - started:.1f} s.")
    return True


def serve(preview: Preview, port: int, seconds: float | None) -> None:
    """Serve `build/site` on 127.0.0.1 and rebuild on every change, until interrupted or `seconds` have passed."""
    project = preview.project
    live, changes = Live(), _Changes(project.root)
    handler = type("Handler", (_Handler,), {"live": live})
    server = _listen(port, lambda *args: handler(*args, directory=str(project.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    observer = _observer(project, changes)
    preview.say(f"Nettstedet vises på http://127.0.0.1:{server.server_address[1]}/ (stopp med Ctrl + C).")
    until = time.monotonic() + seconds if seconds is not None else None
    try:
        changes.seen.set()
        while until is None or time.monotonic() < until:
            if changes.seen.wait(0.2):
                time.sleep(QUIET_SECONDS)
                everything = changes.take()
                if not rebuild(preview, live, everything=everything) and everything:
                    changes.everything = True
    finally:
        observer.stop()
        server.shutdown()


def _listen(port: int, handler: Callable[..., SimpleHTTPRequestHandler]) -> ThreadingHTTPServer:
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        raise UserError(f"Porten {port} er opptatt.", "Velg en annen:  erfaringsbank serve --port 0") from None
    server.daemon_threads = True
    return server


def _observer(project: Project, changes: _Changes) -> Any:
    observer = Observer()
    for folder in ("content", "models", "overrides"):
        if (project.root / folder).is_dir():
            observer.schedule(changes, str(project.root / folder), recursive=True)
    observer.schedule(changes, str(project.root), recursive=False)
    observer.start()
    return observer
