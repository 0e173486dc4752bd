"""What the page about privacy says is stored, is what the scripts store."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from banks import ROOT
from rendered import real

SCRIPTS = sorted((ROOT / "overrides").rglob("*.js"))
KEY = "eb-farger"
_STORES = re.compile(
    r"\bdocument\.cookie\b|\bcookieStore\b|\bsessionStorage\b|\bindexedDB\b|\bcaches\.|\bserviceWorker\b"
)
_SENDS = re.compile(r"\bsendBeacon\b|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|https?://(?!www\.w3\.org/)")


def stored(text: str) -> Iterator[str]:
    """Every other place than `localStorage` where a script could keep something, and every key it uses there."""
    yield from _STORES.findall(text)
    for key in re.findall(r"\blocalStorage\b\s*(?:\.\w+\(\s*)?([^,)\s]*)", text):
        yield key.strip("\"'")


def test_the_only_thing_that_is_stored_is_the_choice_of_colours() -> None:
    """One key, named on the page; it is written in one place, where the button is pressed."""
    texts = [path.read_text(encoding="utf-8") for path in SCRIPTS]
    assert {key for text in texts for key in stored(text)} == {KEY}
    assert sum(text.count("localStorage.setItem") for text in texts) == 1
    [writes] = [text for text in texts if "localStorage.setItem" in text]
    before = writes[: writes.index("localStorage.setItem")]
    assert before.rfind('knapp.addEventListener("click"') > before.rfind("\n  };")
    page = real().text("personvern.md")
    assert KEY in page
    assert "Trykker du på knappen" in page


def test_no_script_sends_anything_to_others() -> None:
    """No address of another host, and no way of sending that leaves no trace."""
    assert SCRIPTS
    assert [path.name for path in SCRIPTS if _SENDS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "document.cookie = 'a=1'",
        "sessionStorage.setItem('a', 1)",
        "localStorage.setItem('annet', 1)",
        "localStorage.a = 1",
    ],
)
def test_a_planted_store_is_found(text: str) -> None:
    """A cookie, another store and another key."""
    assert set(stored(text)) - {KEY}


@pytest.mark.parametrize("text", ["navigator.sendBeacon(a)", "fetch('https://eksempel.no/')"])
def test_a_planted_message_is_found(text: str) -> None:
    """A beacon, and the address of another host."""
    assert _SENDS.search(text)
