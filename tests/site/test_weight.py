"""Pages are light, whatever the bank grows to: the shell, a record's page, and all that a first visit must fetch."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from playwright.sync_api import Browser
from sites import Site, own_pages

from banks import DAY, ROOT
from bench.made_bank import MadeBank
from browsing.browser import opened
from browsing.sample import address_of, redirects
from browsing.weight import COLD, SHELL, fetched, outside, packed, weight
from erfaringsbank import engine, pipeline
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.cli.main import command_docs
from erfaringsbank.load import load
from erfaringsbank.project import Project
from erfaringsbank.writer import write

pytestmark = [pytest.mark.xdist_group("motorer")]


def test_the_shell_of_every_page_is_small(site: Site) -> None:
    """HTML round the article: at most 12 kB, and enough of it that something was measured."""
    shells = {file: weight((site.root / file).read_bytes()).shell for file in site.pages}
    assert {file: size for file, size in shells.items() if size > SHELL} == {}
    assert sum(size > 2_000 for size in shells.values()) > 80


def test_the_page_of_a_record_is_its_words_and_little_more(site: Site) -> None:
    """At most the shell and four bytes for each byte of its own text."""
    weights = {
        record.id: weight((site.root / url_of(page_of(record)) / "index.html").read_bytes())
        for record, _ in own_pages(site)
    }
    assert {id_: measured for id_, measured in weights.items() if measured.too_heavy} == {}
    assert len(weights) > 20


def test_a_page_that_is_more_markup_than_words_is_found() -> None:
    """The gate is alive: words in many boxes weigh too much, plain words do not, and a picture is no words."""
    boxes = "<article>" + "<div class='boks'><span>a</span></div>" * 40 + "</article>"
    words = "<article><p>" + "ord " * 100 + "</p></article>"
    picture = "<article><svg>" + "<text>ord</text>" * 40 + "</svg></article>"
    pages = [
        f"<!doctype html><html><head><title>x</title></head><body>{page}</body></html>"
        for page in (boxes, words, picture)
    ]
    assert [weight(page.encode()).too_heavy for page in pages] == [True, False, True]
    assert weight(pages[0].encode()).shell == len(pages[0]) - len(boxes)


def test_a_first_visit_fetches_little(site: Site) -> None:
    """Page, style, scripts, icons and manifest with gzip -9: at most 100 kB on any page, the longest too."""
    cold = {
        file: sum(packed(site.root / name) for name in fetched(file, page, site.base))
        for file, page in site.pages.items()
        if not redirects(page)
    }
    assert {file: size for file, size in cold.items() if size > COLD} == {}
    assert len(cold) > 80
    assert min(cold.values()) > 5_000


@pytest.mark.browser
def test_a_browser_fetches_nothing_that_was_not_weighed(
    browser: Browser, published: str, site: Site, chosen: list[str]
) -> None:
    """What is asked for when a page is opened, is what the page names; the search's own files are not among it."""
    met: set[str] = set()
    for file in [file for file in chosen if not redirects(site.pages[file])][::6]:
        files = asked_for(browser, published, address_of(file))
        assert files <= fetched(file, site.pages[file], site.base), file
        met |= files
    assert any(name.endswith(".css") for name in met)
    assert any(name.endswith(".js") for name in met)


def asked_for(browser: Browser, root: str, address: str) -> set[str]:
    """The files of the site that a browser with nothing in store asks for."""
    urls: set[str] = set()
    with opened(browser) as watched:
        watched.page.on("request", lambda request: urls.add(request.url))
        watched.page.goto(root + address, wait_until="networkidle")
    names = {url.removeprefix(root).partition("?")[0] for url in urls}
    return {f"{name}index.html" if name.endswith("/") or not name else name for name in names}


SIZES = (300, 1_000)
SHOWN = ("index.md", "funn/index.md", "caser/index.md", "kilder/index.md", "om-prosjektet.md")


@cache
def made(size: int) -> list[tuple[str, bytes]]:
    """All that is rendered of a made bank of a size."""
    files = ((path, text.encode()) for path, text in MadeBank(size).files(ROOT))
    bank, _ = load(files)
    assert len(bank.records) == size
    return list(pipeline.render(Project(ROOT), bank, date.fromisoformat(DAY), command_docs()))


def built_in_part(size: int, root: Path) -> dict[str, bytes]:
    """A case, some lists and a written page of a made bank, as the engine makes them. Links out of the part lead nowhere."""
    project, today = Project(root), date.fromisoformat(DAY)
    menu = {
        page
        for entry in yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
        for page in entry.values()
    }
    copytree(ROOT / "overrides", root / "overrides")
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    shown = {*SHOWN, *menu}
    write(project.docs, [(path, data) for path, data in made(size) if path in shown or path.startswith("caser/c1-")])
    bank, _ = load((path, text.encode()) for path, text in MadeBank(60).files(ROOT))
    settings = pipeline.settings(project, bank, today)
    lenient = {"links": {"not_found": "ignore", "anchors": "ignore", "unrecognized_links": "ignore"}}
    engine.run(engine.DEFAULT, root, settings | {"validation": lenient}, project.site, today)
    return {path.relative_to(project.site).as_posix(): path.read_bytes() for path in project.site.rglob("*.html")}


@pytest.mark.engine
def test_the_shell_is_the_same_at_any_number_of_records(tmp_path: Path) -> None:
    """Round a case, a written page and lists that grow, a bank of 300 and one of 1,000 have the same bytes.

    A case leads to as many other pages in both: which of them it is like, may be others.

    `make bench` builds whole banks; here the pages of a few are built from all that the bank rendered.
    """
    small, large = (built_in_part(size, tmp_path / str(size)) for size in SIZES)
    assert len(made(SIZES[1])) > len(made(SIZES[0])) + 500
    assert set(small) == set(large)
    assert [file for file in small if outside(small[file]) != outside(large[file])] == []
    (case,) = [file for file in small if file.startswith("caser/c1-")]
    assert small[case].count(b"<a ") == large[case].count(b"<a ") > 50
    assert len(small["funn/index.html"]) < len(large["funn/index.html"])
    assert len(small) > 8
