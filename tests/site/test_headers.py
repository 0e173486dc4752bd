"""The headers as they are sent: by the preview, by the tests' own host, and by a real nginx set up as the page says."""

from __future__ import annotations

import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from previews import PATIENCE, serving, until
from sites import Site

from banks import copy
from browsing.browser import opened
from erfaringsbank.security import HEADERS, nginx

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("nettleser")]

ADDRESSES = {
    "": (200, "text/html"),
    "funn/": (200, "text/html"),
    "f1/": (200, "text/html"),
    "assets/erfaringsbank.css": (200, "text/css"),
    "data/erfaringsbank.json": (200, "application/json"),
    "finnes-ikke/": (404, "text/html"),
}


def asked(address: str) -> tuple[int, Message, bytes]:
    """The status, the headers and the body as they come. The only network here is this machine."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE / 10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def faults(root: str, *, gzip: bool) -> list[str]:
    """What is not as it should be in what a host sends: status, type, our headers once each, and gzip."""
    wrong = []
    for name, (status, kind) in ADDRESSES.items():
        code, headers, body = asked(root + name)
        sent = {header: headers.get_all(header) for header in HEADERS}
        wrong += [f"{name}: {header}" for header, value in HEADERS.items() if sent[header] != [value]]
        if (code, headers.get_content_type()) != (status, kind):
            wrong += [f"{name}: {code} {headers.get_content_type()}"]
        if gzip and (headers["Content-Encoding"] != "gzip" or not body.startswith(b"\x1f\x8b")):
            wrong += [f"{name}: ikke pakket"]
    return wrong


def test_the_tests_look_at_the_site_under_these_headers(published: str) -> None:
    """Pages, files and what is missing."""
    assert faults(published, gzip=True) == []


@pytest.mark.engine
def test_the_preview_sends_them_too(tmp_path: Path) -> None:
    """What breaks under them breaks on the author's own machine first: also the script and the events of the preview."""
    project = copy(tmp_path / "bank")
    with serving(project, tmp_path / "logg.txt") as running:
        running.shows("/", "Minibanken")
        assert faults(f"{running.address}/", gzip=False) == []
        for name in ("/__erfaringsbank/klient.js", "/funn", "/__erfaringsbank/hendelser"):
            with urllib.request.urlopen(running.address + name, timeout=PATIENCE) as answer:
                assert {header: answer.headers[header] for header in HEADERS} == dict(HEADERS)


def configuration(site: Site, folder: Path, port: int, server: str) -> str:
    """A whole configuration of nginx round what the page tells a municipality to write."""
    (folder / "rot" / site.base.strip("/")).parent.mkdir(parents=True)
    (folder / "rot" / site.base.strip("/")).symlink_to(site.root)
    user = "user root;" if Path("/root").is_dir() and Path("/root").owner() == folder.owner() else ""
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/feil.log; worker_processes 1; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {places}\n"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/rot;\n{server}}} }}\n"
    )


def free_port() -> int:
    """A port that no one listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def running_nginx(site: Site, folder: Path, server: str) -> Iterator[str]:
    """nginx with a `server` block, in the foreground, until it is ended by the one who started it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("Fant ikke nginx. Installer den:  apt-get install nginx", pytrace=False)
    port, config = free_port(), folder / "nginx.conf"
    config.write_text(configuration(site, folder, port, server), encoding="utf-8")
    with (folder / "sagt.txt").open("w", encoding="utf-8") as said:
        process = subprocess.Popen([program, "-p", str(folder), "-c", str(config)], stdout=said, stderr=said)
        try:
            until(lambda: _answers(port), (folder / "sagt.txt").read_text)
            yield f"http://127.0.0.1:{port}{site.base}"
        finally:
            process.terminate()
            process.wait()


def _answers(port: int) -> bool | None:
    with socket.socket() as asking:
        return True if asking.connect_ex(("127.0.0.1", port)) == 0 else None


def test_nginx_set_up_as_the_page_says_sends_them_packed(site: Site, browser: Browser, tmp_path: Path) -> None:
    """Every header on every answer, gzip, the site's own page for what is missing, and a browser finds no fault."""
    for root in running_nginx(site, tmp_path, nginx(site.base)):
        assert faults(root, gzip=True) == []
        assert "Fant ikke siden" in urllib.request.urlopen(f"{root}404.html").read().decode()
        with opened(browser) as watched:
            watched.page.goto(f"{root}funn/")
            assert watched.told() == []
            assert watched.requests > 3


def test_a_host_that_forgets_them_is_found(site: Site, tmp_path: Path) -> None:
    """The gate is alive: without «always» the page for what is missing has no headers, and without gzip it is told."""
    server = nginx(site.base).replace(" always;", ";").replace("gzip on;", "")
    for root in running_nginx(site, tmp_path, server):
        found = faults(root, gzip=True)
    assert {name for name in found if "finnes-ikke/" in name} == {f"finnes-ikke/: {header}" for header in HEADERS} | {
        "finnes-ikke/: ikke pakket"
    }
    assert len([name for name in found if name.endswith("ikke pakket")]) == len(ADDRESSES)
