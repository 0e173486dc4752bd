"""The heads of the built pages lead to the data and the feeds, the same with every engine."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser
from sites import Site

from erfaringsbank import engine
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.opendata.feeds import NAME, feed_of
from erfaringsbank.records import TYPES

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("motorer")]

each_engine = pytest.mark.parametrize("name", list(engine.ENGINES))


def alternates(site: Site, url: str, kind: str) -> Iterator[str]:
    """The files under the site that the head of a page names as another form of it."""
    page = LexborHTMLParser((site.root / url / "index.html").read_bytes())
    for link in page.css(f'link[rel="alternate"][type="{kind}"]'):
        yield posixpath.normpath(posixpath.join(url, link.attributes["href"] or ""))


@each_engine
def test_every_record_leads_to_its_data(sites: Callable[[str], Site], name: str) -> None:
    """The page names one JSON file, which lies at the short address and is about that record."""
    site = sites(name)
    for record in site.bank.records.values():
        [path] = alternates(site, url_of(page_of(record)), "application/json")
        assert path == f"{record.id}/post.json"
        assert json.loads((site.root / path).read_bytes())["post"]["id"] == record.id
    assert len(site.bank.records) > 20


@each_engine
def test_every_list_leads_to_its_feed(sites: Callable[[str], Site], name: str) -> None:
    """Each section to its own, and the front page, the page of everything and that of the data to the whole."""
    site = sites(name)
    pages = {f"{cls.mappe}/": feed_of(cls) for cls in TYPES} | dict.fromkeys(("", "alle/", "data/"), NAME)
    for url, feed in pages.items():
        assert list(alternates(site, url, "application/atom+xml")) == [feed], url
        assert (site.root / feed).is_file()
