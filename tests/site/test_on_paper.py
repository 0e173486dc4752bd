"""The published site on paper, in a real browser: the codes come when a page is printed, and never before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sites import Site, read_site

from banks import built, copy, tree
from browsing import axe, layouts
from browsing.browser import opened
from browsing.host import hosted
from browsing.sample import redirects
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.events.programme import file_of_programme, programmes
from erfaringsbank.poster import poster
from paper import SITE, sheets, small

pytestmark = [pytest.mark.browser, pytest.mark.engine, pytest.mark.xdist_group("motorer")]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The test bank as it is once it has an address."""
    project = copy(tmp_path_factory.mktemp("publisert"))
    path = project.root / "content/nettsted.yaml"
    path.write_bytes(path.read_bytes().replace(b"minibank.example.org", SITE))
    built(project)
    return read_site(project)


@pytest.fixture(scope="module")
def host(real: Site) -> Iterator[str]:
    """Its address on this machine."""
    with hosted(real.root, real.base) as address:
        yield address


def shows(real: Site) -> dict[str, tuple[str, str]]:
    """Of every page with a code: the address of its picture from the page, and what the picture is said to be."""
    found = {file: page.xpath("//div[@class='eb-qr']/img") for file, page in real.pages.items()}
    return {file: (image[0].get("src"), image[0].get("alt")) for file, image in found.items() if image}


def test_every_page_that_shows_a_code_has_it_beside_it(real: Site) -> None:
    """Lists, records and written pages have one; each says where it leads, and the words stand beside the picture."""
    pages = shows(real)
    assert len(pages) > 80
    for file, (source, alt) in pages.items():
        words = real.pages[file].xpath("string(//div[@class='eb-qr']/p)")
        assert alt == f"QR-kode som leder til {words}"
        assert (real.root / Path(file).parent / source).resolve().is_file(), file
        assert (real.root / words.removeprefix("bank.test/under/") / "index.html").is_file(), file
    asked = {(real.root / Path(file).parent / source).resolve() for file, (source, _) in pages.items()}
    assert asked == {path.resolve() for path in (real.root / "qr").rglob("*.svg")}
    records = {f"{url_of(page_of(record))}index.html" for record in real.bank.records.values()}
    lists = {"funn/index.html", "landskap/index.html", "om/index.html", "index.html", "h2/program/index.html"}
    assert records | lists <= set(pages)


def test_a_site_with_a_placeholder_shows_none(site: Site) -> None:
    """No picture, no file, no link, no place for one."""
    assert "adresse" in site.bank.nettsted.plassholdere
    assert shows(site) == {}
    assert [name for name in tree(site.root) if name.startswith("qr/")] == []
    assert not any(page.xpath("//a[text()='QR-kode'] | //*[@class='eb-qr']") for page in site.pages.values())


PRINTED = ("funn/f1-tillit/", "funn/", "om/", "h2/program/", "kilder/k1-rapporten/", "landskap/", "")


@pytest.mark.parametrize("address", PRINTED)
def test_the_code_comes_when_the_page_is_printed_and_not_before(
    browser: Browser, host: str, real: Site, address: str
) -> None:
    """Reading to the end asks for no code; the paper has it once, a decoder reads it, and its address is a page."""
    asked: list[str] = []
    with opened(browser) as watched:
        page = watched.page
        page.on("request", lambda request: asked.append(request.url))
        page.goto(host + address, wait_until="networkidle")
        expect(page.locator(".eb-qr")).to_be_hidden()
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.keyboard.press("End")
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if "/qr/" in url] == []
        paper = list(sheets(page.pdf(prefer_css_page_size=True)))
        assert len([url for url in asked if "/qr/" in url]) == 1
        assert watched.trouble == []
    (code,) = [code for codes, _ in paper for code in codes]
    words = " ".join("".join(words for _, words in paper).split())
    assert code.removeprefix("https://") in words
    path = real.root / code.removeprefix("https://bank.test/under/") / "index.html"
    assert path.is_file()
    there = real.pages[path.relative_to(real.root).as_posix()]
    wanted = f"{address}index.html"
    assert path == real.root / wanted or (redirects(there) and real.pages[wanted] is not None)
    assert len(asked) > 3


def test_without_a_script_the_paper_is_the_same(browser: Browser, host: str) -> None:
    """The code is not something a script brings."""
    with opened(browser, java_script_enabled=False) as watched:
        watched.page.goto(host + "funn/f1-tillit/")
        codes = [code for codes, _ in sheets(watched.page.pdf()) for code in codes]
    assert codes == ["https://bank.test/under/f1/"]


def test_the_link_leads_to_the_picture(browser: Browser, host: str) -> None:
    """«QR-kode» on a record's page opens the code by itself, as large as the window."""
    with opened(browser) as watched:
        watched.page.goto(host + "funn/f1-tillit/")
        watched.page.get_by_role("link", name="QR-kode", exact=True).click()
        watched.page.wait_for_url(host + "qr/f1.svg")
        assert watched.page.evaluate("document.documentElement.textContent") == "QR-kode til bank.test/under/f1/"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_an_arrangement_is_for_everyone(browser: Browser, host: str, width: int) -> None:
    """axe finds nothing, light and dark, and nothing sticks out or lies upon anything."""
    for scheme in ("light", "dark"):
        with opened(browser, width, scheme) as watched:
            watched.page.goto(host + "h2/program/")
            axe.ready(watched.page)
            assert axe.run(watched.page) == []
            assert layouts.faults(watched.page) == []
            assert watched.trouble == []


def test_the_links_of_an_arrangement_bring_its_files(browser: Browser, host: str, real: Site) -> None:
    """They are downloads: the file to take home and the calendar come whole, byte for byte."""
    with opened(browser) as watched:
        watched.page.goto(host + "h2/program/")
        for name, file in (
            ("Last ned som én fil", "h2/erfaringsbanken-h2.htm"),
            ("Legg i kalenderen", "h2/kalender.ics"),
        ):
            with watched.page.expect_download() as download:
                watched.page.get_by_role("link", name=name).click()
            assert download.value.path().read_bytes() == (real.root / file).read_bytes()
            assert download.value.suggested_filename == Path(file).name
        watched.page.goto(host + "hendelser/")
        with watched.page.expect_download() as download:
            watched.page.get_by_role("link", name="Legg arrangementene i kalenderen").click()
        assert b"UID:h2@bank.test" in download.value.path().read_bytes()


@pytest.fixture(scope="module")
def home(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file alone in a folder, as it lies on the machine of one who took it home."""
    (event,) = programmes(real.bank)
    path = tmp_path_factory.mktemp("hjemme") / "program.htm"
    path.write_bytes((real.root / file_of_programme(event)).read_bytes())
    return path


@pytest.mark.parametrize("width", [320, 1280])
def test_the_file_to_take_home_opens_from_disk_without_a_net(browser: Browser, home: Path, width: int) -> None:
    """Offline and without scripts: styled, nothing asked for but the file, no fault for axe, and the links work."""
    for scheme in ("light", "dark"):
        asked: list[str] = []
        with opened(browser, width, scheme, offline=True) as watched:
            page = watched.page
            page.on("request", lambda request: asked.append(request.url))  # noqa: B023  read inside the turn
            page.goto(home.as_uri())
            expect(page.get_by_role("heading", level=1)).to_contain_text("Samling om <torget> & biblioteket")
            assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
            assert asked == [home.as_uri()]
            axe.ready(page)
            assert axe.run(page) == []
            assert layouts.faults(page) == []
            page.get_by_role("link", name="64 prosent").first.click()
            expect(page.locator("#f1")).to_be_in_viewport()


def test_the_file_to_take_home_prints_with_its_code(browser: Browser, home: Path) -> None:
    """The code leads back to the page, and only paper shows it."""
    with opened(browser, offline=True) as watched:
        watched.page.goto(home.as_uri())
        expect(watched.page.locator(".qr")).to_be_hidden()
        codes = [code for codes, _ in sheets(watched.page.pdf()) for code in codes]
    assert codes == ["https://bank.test/under/h2/program/"]


@pytest.mark.parametrize("many", [1, 2, 3, 4, 5, 6, 8, 9, 12])
def test_a_poster_is_one_sheet_from_the_browser_too(browser: Browser, tmp_path: Path, many: int) -> None:
    """Every code is read off the paper, its address stands there in words, and nothing lies upon anything."""
    names = ["f1", "funn", "k1", "h2/program", "c1", "landskap", "q1", "om", "a1", "m1", "x1", "b1"][:many]
    path = tmp_path / "plakat.html"
    path.write_text(poster(small(), names), encoding="utf-8")
    with opened(browser, 1000, offline=True) as watched:
        watched.page.goto(path.as_uri())
        assert layouts.faults(watched.page) == []
        axe.ready(watched.page)
        assert axe.run(watched.page) == []
        ((codes, words),) = sheets(watched.page.pdf(prefer_css_page_size=True))
    wanted = {f"bank.test/under/{name}/" for name in names}
    assert {code.removeprefix("https://") for code in codes} == wanted
    assert all(address in "".join(words.split()) for address in wanted)


def test_a_page_with_its_code_taken_away_is_noticed(browser: Browser, host: str) -> None:
    """The gate is alive: when the picture does not come, the decoder finds nothing on the paper."""
    with opened(browser) as watched:
        watched.page.route("**/qr/**", lambda route: route.abort())
        watched.page.goto(host + "funn/f1-tillit/")
        assert [code for codes, _ in sheets(watched.page.pdf()) for code in codes] == []
