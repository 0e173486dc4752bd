"""Every way an address may answer, and good manners, against a server of our own. No other host is reached."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from erfaringsbank.link_client import Answer, Client, Manners, wired
from local_web import Web, only_here, self_signed, web

AGENT = "erfaringsbank/0 (lenkekontroll; +https://prove.example.org/)"
NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


class Asleep:
    """A clock that only moves when someone sleeps, and remembers how long they slept."""

    def __init__(self) -> None:
        self.time = 0.0
        self.naps: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.naps.append(round(seconds, 3))
        self.time += seconds

    def clock(self) -> float:
        return self.time


def client(clock: Asleep | None = None, **changes: Any) -> Client:
    """A client that never sleeps for real and goes through no proxy."""
    clock = clock or Asleep()
    how: dict[str, Any] = {
        "timeout": 10,
        "sleep": clock.sleep,
        "clock": clock.clock,
        "now": lambda: NOON,
        "proxies": {},
    }
    return Client(Manners(AGENT, **(how | changes)))


@pytest.fixture
def server() -> Iterator[Web]:
    with only_here() as seen, web() as running:
        yield running
    assert seen, "the guard saw nothing"


def test_the_guard_stops_a_test_that_reaches_out() -> None:
    """The guard itself is alive: another host is refused before anything is sent."""
    with only_here() as seen, pytest.raises(AssertionError, match=r"reached for example\.org"):
        client().ask("http://example.org/")
    assert seen == ["example.org"]


@pytest.mark.parametrize(
    ("path", "expected", "asked"),
    [
        ("/200", Answer("svarer", 200), ["HEAD /200"]),
        ("/204", Answer("svarer", 204), ["HEAD /204"]),
        ("/200?a=1&b=%C3%A6#del", Answer("svarer", 200), ["HEAD /200?a=1&b=%C3%A6"]),
        ("/404", Answer("borte", 404), ["HEAD /404", "GET /404"]),
        ("/410", Answer("borte", 410), ["HEAD /410", "GET /410"]),
        ("/headless/404", Answer("svarer", 200), ["HEAD /headless/404", "GET /headless/404"]),
        ("/headless/405", Answer("svarer", 200), ["HEAD /headless/405", "GET /headless/405"]),
        ("/headless/403", Answer("svarer", 200), ["HEAD /headless/403", "GET /headless/403"]),
        ("/headless/501", Answer("svarer", 200), ["HEAD /headless/501", "GET /headless/501"]),
        ("/401", Answer("avvist", 401), ["HEAD /401", "GET /401"]),
        ("/403", Answer("avvist", 403), ["HEAD /403", "GET /403"]),
        ("/500", Answer("feil", 500), ["HEAD /500", "GET /500"]),
        ("/400", Answer("feil", 400), ["HEAD /400", "GET /400"]),
        ("/302", Answer("feil", 302), ["HEAD /302"]),
        ("/302/200", Answer("svarer", 200), ["HEAD /302/200", "HEAD /200"]),
        ("/301/404", Answer("borte", 404), ["HEAD /301/404", "HEAD /404", "GET /404"]),
        ("/301/403", Answer("avvist", 403), ["HEAD /301/403", "HEAD /403", "GET /403"]),
    ],
)
def test_an_answer_is_judged(server: Web, path: str, expected: Answer, asked: list[str]) -> None:
    """HEAD first, GET when HEAD is not a yes; dead, refused and faulty are kept apart."""
    assert client().ask(server.url(path)) == expected
    assert server.asked == asked
    assert server.agents == {AGENT}


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/301/200", "/200"),
        ("/308/200", "/200"),
        ("/301/308/200", "/200"),
        ("/301/302/200", "/302/200"),
        ("/302/301/200", None),
        ("/303/307/200", None),
    ],
)
def test_what_has_moved_for_good_is_told(server: Web, path: str, to: str | None) -> None:
    """Only an unbroken run of permanent redirects from the start is a move; what comes after may change again."""
    expected = Answer("flyttet", 200, server.url(to)) if to else Answer("svarer", 200)
    assert client().ask(server.url(path)) == expected


@pytest.mark.parametrize(
    ("path", "requests"),
    [
        ("/loop", 6),
        ("/301/301/301/301/301/301/200", 6),
        ("/to/302/ftp:||127.0.0.1|fil", 1),
        ("/to/302/mailto:post@prove.example.org", 1),
        ("/to/302/http:||[|", 1),
    ],
)
def test_five_redirects_are_followed_and_only_to_pages(server: Web, path: str, requests: int) -> None:
    """A ring ends, and what is not a web page is not asked for."""
    assert client().ask(server.url(path)).resultat == "ring"
    assert len(server.asked) == requests


def test_where_it_moved_is_an_address_whatever_the_host_says(server: Web) -> None:
    """Letters and spaces in a Location are encoded: the address is written in a file."""
    answer = client().ask(server.url("/to/301/|200?q=å%20b<c>"))
    assert answer == Answer("flyttet", 200, server.url("/200?q=%C3%A5%20b%3Cc%3E"))


@pytest.mark.parametrize(
    ("path", "naps", "expected"),
    [
        ("/busy/429/1/7", [7.0], Answer("svarer", 200)),
        ("/busy/503/1/7", [7.0], Answer("svarer", 200)),
        ("/busy/503/1/-", [5.0], Answer("svarer", 200)),
        ("/busy/429/1/0", [0.0, 1.0], Answer("svarer", 200)),
        ("/busy/429/1/tull", [5.0], Answer("svarer", 200)),
        ("/busy/429/1/Sun,_22_Nov_2026_12:00:30_GMT", [30.0], Answer("svarer", 200)),
        ("/busy/429/1/Sun,_22_Nov_2026_11:00:00_GMT", [0.0, 1.0], Answer("svarer", 200)),
        ("/busy/429/1/61", [], Answer("avvist", 429)),
        ("/busy/503/1/61", [], Answer("feil", 503)),
        ("/busy/429/2/7", [7.0], Answer("avvist", 429)),
        ("/busy/503/2/7", [7.0], Answer("feil", 503)),
    ],
)
def test_a_busy_host_is_asked_once_more_when_it_says(
    server: Web, path: str, naps: list[float], expected: Answer
) -> None:
    """Retry-After is kept, as seconds and as a date, up to a minute; then it is let be."""
    clock = Asleep()
    assert client(clock).ask(server.url(path)) == expected
    assert naps == clock.naps
    assert len(server.asked) == (1 if not naps else 2)


def test_there_is_a_pause_between_two_requests_to_one_host(server: Web) -> None:
    """Between HEAD and GET, between two addresses, and none before the first or to another host."""
    clock = Asleep()
    asker = client(clock)
    asker.ask(server.url("/404"))
    assert clock.naps == [1.0]
    clock.time += 0.25
    asker.ask(server.url("/200"))
    assert clock.naps == [1.0, 0.75]
    clock.time += 9
    asker.ask(server.url("/200"))
    asker.ask(server.url("/200", host="localhost"))
    assert clock.naps == [1.0, 0.75]


def test_a_host_that_will_not_be_asked_is_left_in_peace(server: Web) -> None:
    """After a last 429 nothing more is asked of that host, and others are not harmed."""
    asker = client()
    assert asker.ask(server.url("/busy/429/9/1")).resultat == "avvist"
    before = list(server.asked)
    assert asker.ask(server.url("/200")) == Answer("ikke spurt")
    assert server.asked == before
    assert asker.ask(server.url("/200", host="localhost")) == Answer("svarer", 200)


def test_a_host_that_never_answers_is_left_in_peace(server: Web) -> None:
    """Three silences in a row are enough; an answer in between begins anew."""
    asker = client()
    paths = ["/reset", "/reset", "/404", "/reset", "/reset", "/reset", "/200"]
    verdicts = [asker.ask(server.url(path)).resultat for path in paths]
    assert verdicts == ["uten svar", "uten svar", "borte", "uten svar", "uten svar", "uten svar", "ikke spurt"]


def test_a_slow_host_is_a_timeout(server: Web) -> None:
    """No answer within the limit."""
    assert client(timeout=0.05).ask(server.url("/slow")) == Answer("tidsavbrudd")


@pytest.mark.parametrize("path", ["/reset", "/nonsense"])
def test_a_connection_that_breaks_is_no_answer(server: Web, path: str) -> None:
    """Cut off, or something that is not HTTP."""
    assert client().ask(server.url(path)) == Answer("uten svar")


def test_a_closed_port_and_a_name_that_is_not_there_are_no_answer(server: Web) -> None:
    """Nobody listens; nobody has that name; the address cannot be sent."""
    with web() as gone:
        closed = gone.url("/200")
    for address in (closed, "http://finnes-ikke.invalid/", "http://127.0.0.1:99999/", f"http://{'a' * 70}.invalid/"):
        assert client().ask(address) == Answer("uten svar"), address
    assert client().ask(server.url("/200")) == Answer("svarer", 200)


def test_a_certificate_no_one_vouches_for_is_not_safe(tmp_path: Path) -> None:
    """Self-signed, and not TLS at all; the same server is fine for one who trusts the certificate."""
    certificate = self_signed(tmp_path)
    with only_here(), web(certificate) as safe, web() as plain:
        assert client().ask(safe.url("/200")) == Answer("usikker")
        assert client().ask(plain.url("/200").replace("http:", "https:")) == Answer("usikker")
        trusting = client(tls=ssl.create_default_context(cafile=str(certificate)))
        assert trusting.ask(safe.url("/200")) == Answer("svarer", 200)
        assert trusting.ask(safe.url("/200", host="localhost")) == Answer("usikker")


def test_one_request_at_a_time_to_a_host_also_from_several_threads(server: Web) -> None:
    """The host's peace is kept by the client, not by those who use it."""
    asker = client(pause=0)
    threads = [threading.Thread(target=asker.ask, args=[server.url(f"/302/200?{number}")]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.asked) == 16
    assert server.most_at_once == 1


def test_a_stopped_client_wakes_up_and_asks_nothing_more(server: Web) -> None:
    """Ctrl + C does not wait for a host's Retry-After."""
    asker = Client(Manners(AGENT, proxies={}))
    waiting = threading.Thread(target=asker.ask, args=[server.url("/busy/429/1/59")])
    waiting.start()
    while not server.asked:
        pass
    asker.stop()
    waiting.join(30)
    assert not waiting.is_alive()
    assert asker.ask(server.url("/200", host="localhost")) == Answer("ikke spurt")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://blåbær.no/å se?q=ø&r=%20#æ", "https://xn--blbr-roah.no/%C3%A5%20se?q=%C3%B8&r=%20"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("https://eksempel.no/a_(b)_*c*?x=1&y=%C3%A6", "https://eksempel.no/a_(b)_*c*?x=1&y=%C3%A6"),
        ("https://navn:ord@eksempel.no/", "https://eksempel.no/"),
    ],
)
def test_an_address_is_sent_so_that_a_server_understands_it(address: str, expected: str) -> None:
    """Norwegian names and letters are encoded, what is encoded is left, and secrets are not sent."""
    assert expected == wired(address)
