"""The report of a whole bank: a tagged PDF that can be found the way in, and an EPUB; the same bytes every time."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml
from lxml import etree
from lxml import html as lxml_html
from pypdf.generic import IndirectObject

from banks import DAY, ROOT, command, copy
from checking import TODAY, bank_of
from erfaringsbank import report_files
from erfaringsbank.bank import Bank
from erfaringsbank.book import report
from erfaringsbank.book.chapters import EXTENSIONS, Chapter, Chapters
from erfaringsbank.book.epub import MIMETYPE, packed, targets, with_links
from erfaringsbank.book.xhtml import as_xhtml
from erfaringsbank.problems import UserError
from erfaringsbank.profile import identity
from erfaringsbank.profile.identity import Profile
from erfaringsbank.project import Project
from erfaringsbank.records import Funn, Kilde
from erfaringsbank.view import plain
from rendered import ENGINE_BUILT_IN

pytestmark = pytest.mark.xdist_group("rapport")  # the report is made once
XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def mini() -> Bank:
    """The test bank."""
    return bank_of()


@cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters of its report."""
    return tuple(Chapters(mini(), TODAY).all())


@cache
def made(form: str) -> bytes:
    """The report of the test bank as PDF or EPUB, with the theme of the repository."""
    [(_, raw)] = report_files.make(Project(ROOT), mini(), TODAY, (form,), "ua")
    return raw


@cache
def profile() -> Profile:
    """The colours of the repository."""
    return identity.read(next(iter(Project(ROOT).profile().values())))[0]


@cache
def document() -> str:
    """The report as one HTML document."""
    return report.document(report.cover(mini(), TODAY), chapters(), profile(), "data:,")


def pdf() -> pypdf.PdfReader:
    """The PDF of the test bank."""
    return pypdf.PdfReader(io.BytesIO(made("pdf")))


def book() -> zipfile.ZipFile:
    """The EPUB of the test bank."""
    return zipfile.ZipFile(io.BytesIO(made("epub")))


def test_markdown_is_read_as_the_engines_read_it() -> None:
    """The extensions are those of mkdocs.yml, and the engines' own."""
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    names = [next(iter(item)) if isinstance(item, dict) else item for item in listed]
    assert set(EXTENSIONS) == {*ENGINE_BUILT_IN, *names}


def test_every_record_is_in_the_report_once() -> None:
    """As a part of a chapter with its number, or as a line in the list of sources."""
    parts = [part.id for chapter in chapters() for part in chapter.deler]
    sources = re.findall(r'<li id="(k\d+)"', chapters()[-1].html)
    assert sorted([*parts, *sources]) == sorted(str(id_) for id_ in mini().records)
    assert all(part.html.count(f'<span class="nr">{part.nummer} </span>') == 1 for c in chapters() for part in c.deler)


def levels(html: str) -> list[int]:
    """The levels of the headings of a document, in reading order."""
    return [int(node.tag[1]) for node in lxml_html.document_fromstring(html).iter("h1", "h2", "h3", "h4", "h5", "h6")]


def skips(found: list[int]) -> list[tuple[int, int]]:
    """Where a heading is more than one level below the one before it."""
    return [(above, below) for above, below in zip([0, *found], found, strict=False) if below > above + 1]


def test_headings_go_one_level_down_at_a_time() -> None:
    """A chapter is the first level, a record the second, its parts the third."""
    found = levels(document())
    assert found.count(1) == len(chapters()) + 2  # the cover and the table of contents
    assert skips(found) == []
    assert skips([1, 2, 4, 2]) == [(2, 4)]


def test_every_link_inside_the_report_leads_somewhere() -> None:
    """Every anchor that is led to is there, once; all other links are whole addresses."""
    html = document()
    ids, links = re.findall(r'\sid="([^"]+)"', html), re.findall(r'<a [^>]*href="([^"]+)"', html)
    assert len(ids) == len(set(ids)) > 50
    assert [link for link in links if not link.startswith(("#", "https://", "http://", "mailto:"))] == []
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert report.mended('<a href="#f1-borte">', frozenset({"f1"})) == '<a href="#f1">'


def test_what_nobody_knows_stands_early_and_with_its_table() -> None:
    """The second chapter: the gaps as a table, and every open question."""
    chapter = chapters()[1]
    assert chapter.id == "vet-ikke"
    assert "<table" in chapter.html
    assert {part.id[0] for part in chapter.deler} == {"q"}


def test_the_pdf_says_what_it_is() -> None:
    """Language, title shown instead of the file's name, author, the day, and that it is made after PDF/UA-1."""
    reader = pdf()
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "nb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712  a PDF object, not a bool
    assert reader.metadata is not None
    assert str(mini().nettsted.navn) in (reader.metadata.title or "")
    assert reader.metadata.author == mini().nettsted.utgiver
    assert DAY.replace("-", "") in str(reader.metadata["/CreationDate"])
    assert re.search(rb'pdfuaid:part="1"|<pdfuaid:part>1<', root["/Metadata"].get_object().get_data())


def nodes(element: Any) -> Iterator[Any]:
    """Every element of a PDF's tree of structure, in reading order."""
    element = element.get_object() if isinstance(element, IndirectObject) else element
    if isinstance(element, list):
        for child in element:
            yield from nodes(child)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element
        yield from nodes(element["/K"]) if "/K" in element else ()


def test_the_pdf_is_tagged_and_its_headings_are_in_order() -> None:
    """It has a tree of headings, lists and tables that assistive technology reads; no heading skips a level."""
    root: Any = pdf().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    kinds = [str(node["/S"]) for node in nodes(root["/StructTreeRoot"])]
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/Link"} <= set(kinds)
    assert skips([int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]) == []
    figures = [node for node in nodes(root["/StructTreeRoot"]) if node["/S"] == "/Figure"]
    assert figures
    assert all(node.get("/Alt") for node in figures)


def bookmarks(outline: Any) -> Iterator[str]:
    """The titles of all bookmarks."""
    for item in outline:
        if isinstance(item, list):
            yield from bookmarks(item)
        else:
            yield str(item.title)


def test_every_record_can_be_found_in_the_pdf() -> None:
    """Each chapter and each record has a bookmark, and each source a named place; there are page numbers to all."""
    reader = pdf()
    found = list(bookmarks(reader.outline))
    assert [chapter.tittel for chapter in chapters() if chapter.tittel not in found] == []
    numbers = {title.split()[0] for title in found}
    assert [part.nummer for chapter in chapters() for part in chapter.deler if part.nummer not in numbers] == []
    assert {str(source.id) for source in mini().of(Kilde)} <= set(reader.named_destinations)
    contents = reader.pages[1].extract_text()
    assert re.search(r"Kilder\s*\.*\s*\d+", contents)


def test_the_pdf_has_its_own_type_and_the_words_of_the_bank() -> None:
    """Every font is embedded, none is the machine's; a known finding can be read, with its source's whole address."""
    reader = pdf()
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    below = [font["/DescendantFonts"][0].get_object() for font in fonts]
    assert below
    assert all("/FontFile2" in font["/FontDescriptor"] or "/FontFile3" in font["/FontDescriptor"] for font in below)
    assert {str(font["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts} == {report.FAMILY}
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert plain(mini(), mini().of(Funn)[0].tittel)[:20] in text
    [address, *_] = [str(address) for source in mini().of(Kilde) for address in source.adresser]
    assert address.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_the_same_bank_gives_the_same_bytes(form: str) -> None:
    """Made anew from the files: nothing in it depends on when or in what order it was made."""
    [(_, again)] = report_files.make(Project(ROOT), bank_of(), TODAY, (form,), "ua")
    assert again == made(form)


def test_the_report_fetches_nothing() -> None:
    """Neither from the net nor from the disk: it stops, and names the address."""
    import weasyprint  # noqa: PLC0415

    for source in ("https://eksempel.no/bilde.png", "file:///etc/hostname", "skrift:en-annen"):
        with pytest.raises(weasyprint.urls.FatalURLFetchingError, match=re.escape(source)):
            report_files.pdf(weasyprint, f'<html lang="nb"><img alt="x" src="{source}"></html>', TODAY, "pdf/ua-1")


def test_without_weasyprint_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """And EPUB is made all the same."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UserError) as caught:
        list(report_files.make(Project(ROOT), mini(), TODAY, ("pdf",), "ua"))
    assert "erfaringsbank[rapport]" in caught.value.fix
    assert [name for name, _ in report_files.make(Project(ROOT), mini(), TODAY, ("epub",), "ua")] == [report_files.EPUB]


def test_an_epub_says_what_kind_of_file_it_is_first() -> None:
    """The first entry is the kind, not pressed and with no extra field, as readers look for it (OCF 3.3, 4.2)."""
    first = book().infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert made("epub")[38 : 38 + len(MIMETYPE)] == MIMETYPE
    names = [item.filename for item in book().infolist()]
    assert names[1:] == sorted(names[1:])
    assert {item.date_time for item in book().infolist()} == {(2026, 11, 22, 0, 0, 0)}


def pages_of_book() -> dict[str, Any]:
    """The pages of the EPUB as XML trees, by name. Raises when one is not well-formed."""
    archive = book()
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {name.removeprefix("EPUB/"): etree.fromstring(archive.read(name)) for name in names}


def test_every_page_of_an_epub_is_xml_and_every_link_leads_somewhere() -> None:
    """What the manifest lists is there and the other way round; every target of every page exists."""
    pages = pages_of_book()
    places = set(pages) | {f"{name}#{id_}" for name, tree in pages.items() for id_ in tree.xpath("//@id")}
    led_to = targets(book().read(f"EPUB/{name}").decode() for name in pages)
    assert len(led_to) > 40
    assert sorted(led_to - places) == []
    package = etree.fromstring(book().read("EPUB/package.opf"))
    listed = set(package.xpath("//*[local-name()='item']/@href"))
    assert listed == {*pages, "stil.css"}
    assert package.xpath("//*[local-name()='language']/text()") == ["nb"]
    assert all(tree.get("lang") == "nb" for tree in pages.values())


def test_the_contents_of_an_epub_have_every_chapter_and_record() -> None:
    """In the order of the spine."""
    nav = pages_of_book()["nav.xhtml"]
    links = [link.get("href") for link in nav.iterfind(f".//{XHTML}nav[@id='innhold']//{XHTML}a")]
    wanted = [
        name
        for chapter in chapters()
        for name in [f"{chapter.id}.xhtml", *(f"{chapter.id}.xhtml#{part.id}" for part in chapter.deler)]
    ]
    assert links == wanted


def test_a_link_to_another_chapter_leads_to_its_file() -> None:
    """And one to what is left out leads to the record it is of."""
    bodies = with_links({"funn": '<a href="#c1">C1</a><a href="#f1-borte">F1</a><p id="f1"/>', "caser": '<p id="c1"/>'})
    assert bodies["funn"].startswith('<a href="caser.xhtml#c1">C1</a><a href="funn.xhtml#f1">')


def test_html_becomes_well_formed_xml() -> None:
    """Empty elements are closed, signs are escaped, a language is said as XML says it, and what XML forbids is gone."""
    text = as_xhtml('<p lang=en>a &amp; b &nbsp;<br>"c" \x0b<img src=x alt="<"></p>')
    assert text == '<p lang="en" xml:lang="en">a &amp; b \u00a0<br/>&quot;c&quot; <img src="x" alt="&lt;"/></p>'


def test_an_archive_has_a_day_that_zip_knows() -> None:
    """Years before 1980 do not exist in it."""
    from datetime import date  # noqa: PLC0415

    raw = packed({"a": "x"}, date(1970, 1, 1))
    assert zipfile.ZipFile(io.BytesIO(raw)).infolist()[1].date_time[0] == 1980


def test_the_command_writes_where_it_is_told(tmp_path: Path) -> None:
    """`--epub` makes just that; a bank with faults gets no report."""
    bank = copy(tmp_path / "bank")
    done = command("rapport", "--epub", "--ut", str(tmp_path / "ut"), "--dato", DAY, cwd=bank.root)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "ut").iterdir()] == [report_files.EPUB]
    assert report_files.EPUB in done.stdout
    (bank.root / "content" / "funn" / "f99-feil.yaml").write_text("tittel: ''\n", encoding="utf-8")
    assert command("rapport", "--epub", cwd=bank.root).returncode == 1
    assert not (bank.root / "build" / "rapport").exists()
