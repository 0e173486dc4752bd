"""Three engines, one site: MkDocs, ProperDocs and Zensical show the same pages with the same words."""

from __future__ import annotations

import copy as copies
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from sites import HOSTILE, Site, differences, folded, own_pages, text_of

from banks import DAY, copy
from erfaringsbank import checking, engine, pipeline
from erfaringsbank.cli.main import command_docs
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.writer import write

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("motorer")]

each_engine = pytest.mark.parametrize("name", list(engine.ENGINES))
other_engines = pytest.mark.parametrize("name", [name for name in engine.ENGINES if name != engine.DEFAULT])


@other_engines
def test_engines_show_the_same_pages_with_the_same_words(sites: Callable[[str], Site], name: str) -> None:
    """The same addresses, and on each of them the same text and the same links."""
    assert len(engine.ENGINES) == 3
    assert differences(sites(engine.DEFAULT), sites(name)) == []


@pytest.mark.parametrize("fault", ["word", "link", "missing", "extra"])
def test_a_planted_difference_is_found(site: Site, fault: str) -> None:
    """One word, one link, one page too few or too many: each is named, and nothing else is."""
    name = "alle/index.html"
    pages = dict(site.pages) | {name: copies.deepcopy(site.pages[name])}
    if fault == "word":
        pages[name].xpath("//article//h1")[0].text += "."
    elif fault == "link":
        pages[name].xpath("//article//a")[-1].set("href", "../")
    elif fault == "missing":
        del pages[name]
    else:
        pages["ny/index.html"] = pages[name]
    told = {"word": f"ulik: {name}", "link": f"ulik: {name}", "missing": f"bare i én: {name}"}
    assert differences(site, replace(site, pages=pages)) == [told.get(fault, "bare i én: ny/index.html")]


@each_engine
def test_titles_are_text_and_never_markup(sites: Callable[[str], Site], name: str) -> None:
    """Heading, window title, description, the list of the type and the list of all: letter by letter, no element."""
    site = sites(name)
    looked_at = 0
    for record, page in own_pages(site):
        title = site.titles[record.id]
        (heading,) = page.xpath("//article//h1")
        assert (text_of(heading), heading.xpath(".//*[not(self::a[@class='headerlink'])]")) == (title, [])
        assert text_of(page.xpath("//head/title")[0]) == f"{title} ({record.id.upper()}) – {site.bank.nettsted.navn}"
        assert title in folded(page.xpath("//head/meta[@name='description']/@content")[0])
        for listing in (f"{record.mappe}/index.html", "alle/index.html"):
            links = [link for link in site.pages[listing].xpath("//article//a") if text_of(link) == title]
            assert links, (listing, title)
            assert all(len(link) == 0 for link in links)
        looked_at += 1
    assert looked_at > len(HOSTILE) + 20


@each_engine
def test_hostile_titles_stand_whole_in_the_entries_of_a_list(sites: Callable[[str], Site], name: str) -> None:
    """A bar or a mark in a title does not end its entry: each has one link, and under it a line that begins with an ID."""
    entries = sites(name).pages["kilder/index.html"].xpath("//article//div[contains(@class, 'eb-liste')]/ul/li")
    titles = [text_of(entry.xpath("./p[1]/a")[0]) for entry in entries]
    assert [title for title in HOSTILE if folded(title) not in titles] == []
    assert all(re.match(r"K\d+ ", text_of(entry.xpath("./p[2]")[0])) for entry in entries)


@each_engine
def test_nothing_of_what_authors_write_becomes_an_element(sites: Callable[[str], Site], name: str) -> None:
    """No script, picture, comment, bold type or link comes from a title, anywhere on the site."""
    site = sites(name)
    assert len(site.pages) > 100
    for where, page in site.pages.items():
        assert page.xpath("//*[@onerror] | //script[not(@type) and contains(., 'alert(')] | //img[@src='x']") == [], (
            where
        )
        assert page.xpath("//article//h1//b | //article//h1//strong | //article//h1//code") == [], where
        assert page.xpath("//b[contains(., 'svarene')] | //strong[.='fet'] | //*[@id='id']") == [], where
        assert page.xpath("//article//a[@href='https://eksempel.no'] | //comment()[contains(., 'kommentar')]") == []


def broken(project: Project, faults: dict[str, str]) -> None:
    """The pages of a bank with a fault for each name at the end of a hand-written page."""
    today = date.fromisoformat(DAY)
    bank = checking.read_and_check(project, today).bank
    write(project.docs, pipeline.render(project, bank, today, command_docs()))
    page = project.docs / "om.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n\n" + "\n\n".join(faults.values()) + "\n", encoding="utf-8")


FAULTS = {
    "side": "[x](finnes-ikke-side.md)",
    "anker": "[x](index.md#finnes-ikke-anker)",
    "samme": "[x](#finnes-ikke-samme)",
    "bilde": "![x](finnes-ikke-bilde.png)",
    "rot": "[x](/finnes-ikke-rot/)",
    "html": '<a href="finnes-ikke-html/">x</a>',
}
# What a strict build lets through. Nothing of this stops a publication by itself: `test_pipeline` follows every link.
NOT_CAUGHT = {"mkdocs": {"html"}, "properdocs": {"html"}, "zensical": {"html", "bilde", "rot"}}


@each_engine
def test_a_strict_build_stops_at_a_broken_link_and_names_it(tmp_path: Path, name: str) -> None:
    """A page or an anchor that is not there stops every engine; what one lets through is listed and is exactly that."""
    project = copy(tmp_path)
    broken(project, FAULTS)
    today = date.fromisoformat(DAY)
    settings = pipeline.settings(project, checking.read_and_check(project, today).bank, today)
    with pytest.raises(UserError) as caught:
        engine.run(name, project.root, settings, project.build / "site.ny", today)
    assert "Traceback" not in caught.value.message
    named = {fault for fault in FAULTS if f"finnes-ikke-{fault}" in caught.value.message}
    assert set(FAULTS) - named == NOT_CAUGHT[name]


def test_a_page_without_a_front_page_is_no_site(tmp_path: Path) -> None:
    """An engine that says it is done and has made nothing is not believed."""
    project = copy(tmp_path)
    broken(project, {})
    (project.docs / "index.md").unlink()
    text = project.config.read_text(encoding="utf-8")
    project.config.write_text(text.replace("  - Forside: index.md\n", ""), encoding="utf-8")
    today = date.fromisoformat(DAY)
    settings = pipeline.settings(project, checking.read_and_check(project, today).bank, today)
    with pytest.raises(UserError, match="sa seg ferdig, men laget ingen forside"):
        engine.run("zensical", project.root, settings, project.build / "site.ny", today)


def test_an_engine_that_is_not_installed_is_said_with_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the command that installs it, before anything is started."""
    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    with pytest.raises(UserError, match="properdocs er ikke installert") as caught:
        engine.run("properdocs", tmp_path, {}, tmp_path / "build" / "site.ny", date.fromisoformat(DAY))
    assert "pip install properdocs" in caught.value.fix


def test_a_bank_without_the_engines_configuration_is_told_so(tmp_path: Path) -> None:
    """The hand-written mkdocs.yml is part of a bank."""
    project = copy(tmp_path)
    project.config.unlink()
    with pytest.raises(UserError, match=r"Fant ikke mkdocs\.yml"):
        engine.run("mkdocs", project.root, {}, project.build / "site.ny", date.fromisoformat(DAY))


def test_swap_leaves_one_whole_site(tmp_path: Path) -> None:
    """The new site stands where the old one stood, whether there was one or not, and nothing is left beside it."""
    fresh, site = tmp_path / "site.ny", tmp_path / "site"
    for words in ("første", "andre"):
        fresh.mkdir()
        (fresh / "index.html").write_text(words, encoding="utf-8")
        engine.swap(fresh, site)
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
        assert (site / "index.html").read_text(encoding="utf-8") == words
    shutil.copytree(site, tmp_path / "site.gammel")
    fresh.mkdir()
    engine.swap(fresh, site)
    assert ([path.name for path in tmp_path.iterdir()], list(site.iterdir())) == (["site"], [])


def test_the_article_text_is_read_from_the_tree() -> None:
    """The comparison sees text and links, not the way they are written."""
    first, second = (
        html.document_fromstring(f"<main><article>{text}</article></main>")
        for text in ("<p>&#42; a\n b <a href='x'>c</a></p>", "<p>*   a b <a class=y href=x>c</a>\n</p>")
    )
    bank = Site(None, Path(), {})  # type: ignore[arg-type]
    assert differences(replace(bank, pages={"a": first}), replace(bank, pages={"a": second})) == []
