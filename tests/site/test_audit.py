"""`make axe` over a small site: every fault is told with its page, and what has not changed is not looked at again."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing.audit import ASKED, audit, pages_of, report
from browsing.browser import found_browser
from browsing.look import EVERYTHING, Seen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("motorer")]

HEAD = (
    '<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Prøve</title>'
    '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
)
FORM = '<header><form role="search" action="./"><label for="q">Søk</label><input id="q" name="q"></form></header>'
MAIN = "</head><body>{more}<main><article><h1>Prøve</h1><p>{text}</p></article></main></body></html>"


def put(site: Path, name: str, text: str = "Her.", head: str = "", more: str = "") -> None:
    """A page of the small site."""
    path = site / name / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + head + MAIN.format(text=text, more=more), encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Four pages that are as they should be: the front page with search, one more, one that leads on, and 404."""
    site = tmp_path / "site"
    put(site, "", more=FORM)
    put(site, "hel")
    put(site, "h1", head='<meta http-equiv="refresh" content="0; url=../hel/">')
    (site / "404.html").write_text((site / "hel/index.html").read_text(encoding="utf-8"), encoding="utf-8")
    return site


def looked(site: Path, journal: Path) -> tuple[list[str], list[Seen]]:
    """The addresses that were looked at now, and what is known of every page."""
    path = found_browser()
    assert path is not None
    now: list[str] = []
    seen = audit(site, "/under/", journal, path, lambda _number, _of, page: now.append(page.address), workers=1)
    return sorted(now), sorted(seen, key=lambda page: page.address)


def test_a_sound_site_has_no_faults_and_is_looked_at_once(small: Path, tmp_path: Path) -> None:
    """The first run looks at every page, also the one that leads on, held where it is; the next at what has changed."""
    journal = tmp_path / "axe" / "journal.jsonl"
    addresses = ["", "404.html", f"?q={ASKED}", "h1/", "hel/"]
    now, seen = looked(small, journal)
    assert (now, [page.address for page in seen]) == (addresses, addresses)
    assert list(report(seen)) == []
    assert {len(page.states) for page in seen} == {len(EVERYTHING)}
    put(small, "hel", "Noe annet.")
    now, seen = looked(small, journal)
    assert now == ["hel/"]
    assert [page.address for page in seen] == addresses


def test_a_page_is_looked_at_again_when_something_it_loads_has_changed(small: Path) -> None:
    """Its style, its script, and a script that that one names; not what only other pages load."""
    loads = '<link rel="stylesheet" href="../stil.css"><script src="../a/side.js" type="module"></script>'
    put(small, "laster", head=loads)
    files = {
        "stil.css": "p { margin: 0 }",
        "a/side.js": 'import { a } from "./del.js";',
        "a/del.js": "",
        "a/alene.js": "",
    }
    (small / "a").mkdir()
    for name, text in files.items():
        (small / name).write_text(text, encoding="utf-8")
    changed: dict[str, set[str]] = {}
    for name, text in files.items():
        before = {page.address: page.key for page in pages_of(small)}
        (small / name).write_text(f"{text}/* nytt */", encoding="utf-8")
        changed[name] = {page.address for page in pages_of(small) if page.key != before[page.address]}
    assert changed == {name: set() if name == "a/alene.js" else {"laster/"} for name in files}


FAULTS = {
    "image-alt: ": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "konsoll: CSP: style-src-attr stoppet": "<b style='color: red'>a</b>",
    "ut: https://eksempel.no/a.png": "<img alt='' src='https://eksempel.no/a.png'>",
    "svar: 404": "<img alt='' src='borte.png'>",
    "px bredt på 320": "<table><tr><td>" + "langtord" * 60 + "</td></tr></table>",
    "informasjonskapsel: sporing": "<script src='../spor.js'></script>",
    "localStorage: besok": "",
}


def test_every_planted_fault_is_told_with_its_page(tmp_path: Path) -> None:
    """axe's own, against the policy, a request out, a file that is missing, too wide, a cookie, and something stored."""
    site = tmp_path / "site"
    put(site, "", more="<p>Utenfor.</p>")
    put(site, "galt", "".join(FAULTS.values()))
    (site / "spor.js").write_text("document.cookie = 'sporing=1'; localStorage.setItem('besok', '1')", encoding="utf-8")
    _, (front, wrong) = looked(site, tmp_path / "journal.jsonl")
    assert [words for words in FAULTS if not any(words in fault for fault in wrong.faults)] == []
    assert {fault.partition(": ")[2].partition(":")[0] for fault in front.faults} == {"region"}
    assert all(words in "\n".join(report([front, wrong])) for words in FAULTS)
