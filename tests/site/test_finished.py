"""The finishing pass on real sites, the same for every engine: nothing of the theme is left, and twice is once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser
from sites import Site

from banks import tree
from erfaringsbank import engine
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.finish import UNUSED, page_at
from erfaringsbank.polishing import page_gate
from erfaringsbank.polishing.polish import polish
from erfaringsbank.polishing.terms import glossary
from erfaringsbank.records import Begrep

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("motorer")]

each_engine = pytest.mark.parametrize("name", list(engine.ENGINES))


def polished(site: Site) -> dict[str, str]:
    """The pages that an engine made, as they are published: all but the redirects."""
    texts = {name: data.decode() for name, data in tree(site.root).items() if name.endswith(".html")}
    return {name: text for name, text in texts.items() if 'http-equiv="refresh"' not in text}


@each_engine
def test_polishing_the_whole_site_again_changes_nothing(sites: Callable[[str], Site], name: str) -> None:
    """Every page, byte for byte, with nothing left to do for any edit that takes something out."""
    site = sites(name)
    words = glossary(site.bank)
    pages = polished(site)
    assert len(pages) > 80
    for address, text in pages.items():
        if address.endswith("utskrift/index.html"):
            continue  # put together of finished pages, after the pass
        again = polish(text, page_at(address, words))
        assert again.html == text, address
        assert {edit for edit, count in again.counts.items() if count} == set(), address


@each_engine
def test_no_page_has_what_may_not_be_published(sites: Callable[[str], Site], name: str) -> None:
    """The redirects too; the gate that looked is the one of the build."""
    site = sites(name)
    for address, data in tree(site.root).items():
        if address.endswith(".html"):
            assert list(page_gate.faults(LexborHTMLParser(data))) == [], address


@each_engine
def test_nothing_of_the_theme_is_left_but_its_basic_style(sites: Callable[[str], Site], name: str) -> None:
    """No script, map, search or palette of the theme, none of our sources, and no trace of them in a page."""
    site = sites(name)
    assert [path for pattern in UNUSED for path in site.root.glob(pattern) if path.is_file()] == []
    theirs = [path for path in (site.root / "assets/stylesheets").rglob("*") if path.is_file()]
    assert [path.name.split(".")[0] for path in theirs] == ["main"]
    for address, text in polished(site).items():
        for sign in (
            "__md_",
            "md-toggle",
            "md-overlay",
            "md-skip",
            "md-dialog",
            "data-md-",
            'name="generator"',
            "<!--",
        ):
            assert sign not in text, address


@each_engine
def test_every_table_and_button_is_made_for_everyone(sites: Callable[[str], Site], name: str) -> None:
    """Every heading cell has a scope, every table a frame, every ID is the page's only one, every button its box."""
    site = sites(name)
    tables = buttons = 0
    for address, page in site.pages.items():
        ids = [str(id_) for id_ in page.xpath("//@id")]
        assert len(ids) == len(set(ids)), address
        assert page.xpath("//th[not(@scope)] | //table[not(parent::div[@class='eb-tabell'])] | //*[@style]") == []
        assert set(page.xpath("//@popovertarget")) == set(page.xpath("//*[@popover]/@id")), address
        tables += len(page.xpath("//table"))
        buttons += len(page.xpath("//article//button[@class='eb-begrep']"))
    assert tables > 20
    assert buttons > 1


def test_the_engines_explain_the_same_terms(sites: Callable[[str], Site]) -> None:
    """On the same pages, and never on a term's own page or on the list of them."""
    found = [
        {(address, str(id_)) for address, page in sites(name).pages.items() for id_ in page.xpath("//@popovertarget")}
        for name in engine.ENGINES
    ]
    assert found[0] == found[1] == found[2]
    own = {(f"{url_of(page_of(term))}index.html", f"begrep-{term.id}") for term in sites("mkdocs").bank.of(Begrep)}
    assert len(own) > 1
    assert not found[0] & own
    assert "begreper/index.html" not in {address for address, _ in found[0]}
