"""What machines read in the built site: the same in every engine, in every page, and with files where it says."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from sites import Site, folded, own_pages, text_of

from banks import built, copy
from browsing.sample import redirects
from erfaringsbank import engine
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.records import Kilde

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("motorer")]

each_engine = pytest.mark.parametrize("name", list(engine.ENGINES))
HIGHWIRE = {"title", "author", "publisher", "publication_date", "language", "public_url"}
FILES = ("sitering.bib", "sitering.ris", "sitering.csl.json")


def whole(site: Site) -> dict[str, Any]:
    """The pages that are no redirect and not the error page."""
    return {file: page for file, page in site.pages.items() if file != "404.html" and not redirects(page)}


@each_engine
def test_every_page_has_one_block_of_data_that_is_valid_json(sites: Callable[[str], Site], name: str) -> None:
    """With the public address of the page, or with the one of the site on the front page."""
    site = sites(name)
    for file, page in whole(site).items():
        (block,) = page.xpath("//head/script[@type='application/ld+json']")
        data = json.loads(block.text)
        address = site.bank.nettsted.adresse + file.removesuffix("index.html")
        assert address in {node.get("url") for node in data["@graph"]}, file
    assert len(whole(site)) > 80
    assert site.pages["404.html"].xpath("//script[@type='application/ld+json']") == []


@each_engine
def test_every_page_has_one_public_address(sites: Callable[[str], Site], name: str) -> None:
    """One canonical link: its own address, or that of the page that holds in its stead."""
    site = sites(name)
    found = {}
    for file, page in whole(site).items():
        (canonical,) = page.xpath("//head/link[@rel='canonical']/@href")
        found[file] = f"{canonical.removeprefix(site.bank.nettsted.adresse)}index.html"
    assert set(found.values()) <= set(whole(site))
    elsewhere = [file for file, target in found.items() if target != file]
    replaced = {f"{url_of(page_of(record))}index.html" for record, _ in own_pages(site) if record.er_ute}
    assert [
        file
        for file in elsewhere
        if file not in replaced and "/utskrift/" not in file and not file.startswith("utgave/")
    ] == []
    assert len(found) > 80


@each_engine
def test_what_reference_managers_look_for_is_there(sites: Callable[[str], Site], name: str) -> None:
    """On each record: the title as it is, the publisher as the only author, its address, and the same title in the data."""
    site = sites(name)
    seen = 0
    for record, page in own_pages(site):
        found = {
            meta.get("name").removeprefix("citation_"): meta.get("content")
            for meta in page.xpath("//head/meta[starts-with(@name, 'citation_')]")
        }
        assert set(found) == HIGHWIRE
        title = site.titles[record.id]
        assert folded(found["title"]) == (f"Om kilden «{title}»" if isinstance(record, Kilde) else title)
        assert found["author"] == found["publisher"] == site.bank.nettsted.utgiver
        assert found["public_url"] == site.bank.nettsted.adresse + url_of(page_of(record))
        (block,) = page.xpath("//head/script[@type='application/ld+json']")
        assert folded(json.loads(block.text)["@graph"][0]["name"]) == title
        seen += 1
    assert seen > 20


@each_engine
def test_how_a_page_is_cited_stands_at_its_foot_with_its_files(sites: Callable[[str], Site], name: str) -> None:
    """Closed on a screen, with the publisher, the title as text, the address, and links to three files that are there."""
    site = sites(name)
    cited = {file: page for file, page in whole(site).items() if page.xpath("//article/details[@class='eb-siter']")}
    for file, page in cited.items():
        (details,) = page.xpath("//article/details[@class='eb-siter']")
        assert details.get("open") is None
        assert text_of(details[0]) == "Slik siterer du"
        words = text_of(details[1])
        assert words.startswith(site.bank.nettsted.utgiver)
        assert words.endswith(site.bank.nettsted.adresse + file.removesuffix("index.html"))
        assert details.xpath(".//a/@href") == list(FILES)
        assert all((site.root / posixpath.dirname(file) / one).is_file() for one in FILES)
        assert details.xpath(".//button | .//b | .//img | .//script") == []
    assert {f"{url_of(page_of(record))}index.html" for record, _ in own_pages(site)} <= set(cited)
    assert {"index.html", "funn/index.html", "om/index.html"} <= set(cited)
    assert not {file for file in cited if "/utvalg/" in file or file.startswith("sok/")}


@each_engine
def test_the_plain_page_and_the_sitemap_are_laid_beside(sites: Callable[[str], Site], name: str) -> None:
    """A page that says that it has a plain one, has it; the sitemap is ours, and every address in it is a page."""
    site = sites(name)
    plain = [file for file, page in whole(site).items() if page.xpath("//head/link[@type='text/markdown']")]
    assert len(plain) > 80
    for file in plain:
        assert (site.root / file).with_name("index.md").is_file(), file
    tree = ElementTree.parse(site.root / "sitemap.xml")
    addresses = [str(url.text) for url in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    files = {f"{address.removeprefix(site.bank.nettsted.adresse)}index.html" for address in addresses}
    assert files <= set(whole(site))
    assert len(files) > 80
    assert not (site.root / "sitemap.xml.gz").exists()
    assert (site.root / "robots.txt").is_file()
    assert (site.root / "llms.txt").is_file()


def test_engines_have_the_same_files_for_machines(sites: Callable[[str], Site]) -> None:
    """Byte for byte, whatever engine made the pages."""
    mine, *others = [sites(name) for name in engine.ENGINES]
    names = [path.relative_to(mine.root) for path in mine.root.rglob("*") if path.name in (*FILES, "index.md")]
    names += [path.relative_to(mine.root) for path in mine.root.glob("*.txt")]
    assert len(names) > 200
    for other in others:
        assert [name for name in names if (mine.root / name).read_bytes() != (other.root / name).read_bytes()] == []


def test_a_site_with_an_address_of_its_own_offers_its_search(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The link in the head leads to the description, and robots are shown the sitemap. A placeholder offers neither."""
    project = copy(tmp_path_factory.mktemp("egen"))
    settings = project.root / "content" / "nettsted.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("example.org", "bank.test"), encoding="utf-8")
    site = built(project)
    head = (site / "funn" / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    assert 'rel="search"' in head
    assert 'href="../opensearch.xml"' in head
    assert (site / "opensearch.xml").is_file()
    assert "Sitemap: https://minibank.bank.test/under/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_a_site_at_a_placeholder_offers_no_search(site: Site) -> None:
    """A browser would keep a search that leads nowhere."""
    assert not (site.root / "opensearch.xml").exists()
    assert all(not page.xpath("//link[@rel='search']") for page in site.pages.values())
