"""From a built site to a finished one: every page polished once, what is not in use removed, redirects put in."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from banks import tree
from checking import bank_of
from erfaringsbank.addresses import addresses_to
from erfaringsbank.bank import Bank
from erfaringsbank.finish import UNUSED, Finished, finish, page_at
from erfaringsbank.polishing import page_gate
from erfaringsbank.polishing.polish import EDITS, polish
from erfaringsbank.polishing.terms import glossary
from erfaringsbank.problems import UserError
from erfaringsbank.records import Kilde
from erfaringsbank.signposts import signposts
from themed import TABLE, THEME

PAGES = ("index.html", "404.html", "funn/f1-tillit/index.html", "stil/index.html", "search/index.html")
THEIRS = (
    "assets/javascripts/bundle.1.min.js", "assets/javascripts/lunr/min/lunr.no.min.js", "assets/javascripts/LICENSE",
    "assets/stylesheets/palette.1.min.css", "assets/stylesheets/classic/palette.1.min.css",
    "assets/stylesheets/modern/main.1.min.css", "assets/stylesheets/main.1.min.css.map", "assets/images/favicon.png",
    "search/search_index.json", "search.json", "stil/00-profil.css", "logo.svg",
    "sitemap.xml", "sitemap.xml.gz",
)  # fmt: skip
OURS = (
    "assets/stylesheets/main.1.min.css", "assets/stylesheets/classic/main.1.min.css", "assets/erfaringsbank.css",
    "assets/erfaringsbank.js", "data/funn.csv", "robots.txt",
)  # fmt: skip
ARTICLE = f"{TABLE}<p>Et innbyggertorg.</p>"


@cache
def mini() -> Bank:
    """The test bank."""
    return bank_of()


def site_of(root: Path, article: str = ARTICLE) -> Path:
    """A site as an engine leaves it."""
    for name in (*PAGES, *THEIRS, *OURS):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = THEME.replace("ARTIKKEL", article) if name in PAGES else f"innholdet i {name}"
        path.write_text(text, encoding="utf-8")
    return root


def finished(root: Path, article: str = ARTICLE) -> tuple[Finished, Path]:
    """Such a site, finished for the test bank."""
    site = site_of(root, article)
    return finish(mini(), site), site


def test_a_site_is_finished(tmp_path: Path) -> None:
    """Every page is what the pass makes of it, and the figures say how many were polished, added and removed."""
    told, site = finished(tmp_path)
    words = glossary(mini())
    for name in PAGES:
        page = page_at(name, words)
        assert (site / name).read_text(encoding="utf-8") == polish(THEME.replace("ARTIKKEL", ARTICLE), page).html
    assert (told.polished, told.removed) == (len(PAGES), len(THEIRS))
    assert told.added == len(list(signposts(mini()))) > 20
    assert told.counts["tabellrammer"] == len(PAGES)
    assert told.counts["begreper"] == len(PAGES) - 1, "the error page explains nothing"


def test_what_no_page_asks_for_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """The theme's scripts and maps and our own sources; an author's page at such an address stays, empty folders go."""
    _, site = finished(tmp_path)
    added = {f"{address}index.html" for address, _ in signposts(mini())}
    assert set(tree(site)) == {*PAGES, *OURS} | added
    assert not (site / "assets/javascripts").exists()
    assert not (site / "assets/images").exists()
    assert len(UNUSED) > 5


def test_the_error_page_leads_nowhere_from_where_it_is() -> None:
    """It is shown at any address, so it has no address of its own and no glossary; other pages have both."""
    words = glossary(mini())
    assert page_at("404.html", words).glossary is None
    assert page_at("index.html", words).address == ""
    assert page_at("funn/f1-tillit/index.html", words).address == "funn/f1-tillit/"
    assert page_at("funn/f1-tillit/index.html", words).glossary is words


SIGNS = {
    "skript for omfang": ("__md_scope", "__noe_annet"),
    "skript for faner": ("__tabbed_", "__noe_annet"),
    "brytere": ("md-", "mdx-"),
    "temaets hopp": ('"skip"', '"skipp"'),
    "tom kunngjøring": ('"announce"', '"si-fra"'),
    "dialog": ("md-dialog", "md-melding"),
    "motorens navn": ('"generator"', '"motor"'),
    "temaets merker": ("data-md-", "data-nytt-"),
    "overskriftsceller": ("th>", "td>"),
    "tabellrammer": ("table", "div"),
    "innhold på siden": ("eb-innhold", "eb-liste"),
    "adresse på papir": ("eb-papir", "eb-ark"),
    "luft": ("\n", ""),
}


@pytest.mark.parametrize("name", [edit.name for edit in EDITS if edit.must])
def test_an_edit_that_must_hit_and_hits_nothing_stops_the_build(tmp_path: Path, name: str) -> None:
    """That is how an update of the theme shows itself: the edit is named, with why it is there."""
    site = site_of(tmp_path)
    sign, other = SIGNS[name]
    for page in PAGES:
        text = (site / page).read_text(encoding="utf-8")
        assert sign in text
        # A script that the pass no longer knows is stopped by the gate instead, so it is taken out here.
        text = re.sub(r"<script>.*?</script>", "", text) if sign.startswith("__") else text
        (site / page).write_text(text.replace(sign, other), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        finish(mini(), site)
    why = next(edit.why for edit in EDITS if edit.name == name)
    assert f"  {name}: {why}" in caught.value.message
    assert "Temaet er trolig oppdatert" in caught.value.fix


def test_one_page_with_it_is_enough(tmp_path: Path) -> None:
    """The error page has no table: what counts is the whole site."""
    site = site_of(tmp_path)
    for page in PAGES[1:]:
        (site / page).write_text(THEME.replace("ARTIKKEL", "x"), encoding="utf-8")
    assert finish(mini(), site).counts["tabellrammer"] == 1


def test_what_may_not_be_published_stops_the_build_and_is_named(tmp_path: Path) -> None:
    """The page, the element and its beginning; of many faults the first are told and the rest are counted."""
    with pytest.raises(UserError) as caught:
        finished(tmp_path / "en", '<p style="color: red">x</p>')
    assert '  funn/f1-tillit/index.html: style="color: red" på <p>' in caught.value.message
    assert "… og" not in caught.value.message
    with pytest.raises(UserError) as caught:
        finished(tmp_path / "mange", "<p onclick=x></p>" * 3)
    assert caught.value.message.count("onclick") == 10
    assert caught.value.message.endswith("… og 5 til.")


def previewed(tmp_path: Path, fresh: str) -> tuple[Path, Path, Finished]:
    """A finished site, and the next one of a preview: all but one page is taken over as hard links."""
    _, last = finished(tmp_path / "site")
    site = tmp_path / "site.ny"
    for name in (*PAGES, *OURS):
        if name != PAGES[2]:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            os.link(last / name, site / name)
    (site / PAGES[2]).parent.mkdir(parents=True)
    (site / PAGES[2]).write_text(fresh, encoding="utf-8")
    return last, site, finish(mini(), site)


def test_a_page_taken_over_from_the_last_site_is_not_written_to(tmp_path: Path) -> None:
    """Only the new page is polished; the others are the same files, byte for byte, as in the site that is shown."""
    bare = "<html><head></head><body><article><h1>x</h1></article></body></html>"
    last, site, told = previewed(tmp_path, bare)
    assert told.polished == 1
    assert (site / PAGES[2]).read_text(encoding="utf-8").startswith("<html>")
    for name in (*PAGES[:2], *PAGES[3:], *OURS):
        assert (site / name).samefile(last / name)
    before = site_of(tmp_path / "igjen")
    finish(mini(), before)
    assert tree(last) == tree(before)


def test_one_page_of_a_preview_need_not_hit_everything(tmp_path: Path) -> None:
    """What must hit, must on a whole site; but nothing that may not be published gets into a preview either."""
    _, _, told = previewed(tmp_path / "a", "<html><head></head><body><p>x</p></body></html>")
    assert sum(told.counts.values()) == 0
    with pytest.raises(UserError, match="onclick"):
        previewed(tmp_path / "b", "<p onclick=x>")


def test_redirects_are_good_pages() -> None:
    """Language, one heading, our own style by a relative address, and nothing the policy stops, at any depth."""
    bank = with_history()
    told = dict(signposts(bank))
    assert len(told) > len(bank.records)
    for address, text in told.items():
        page = html.document_fromstring(text)
        root = "../" * address.count("/")
        assert list(page_gate.faults(LexborHTMLParser(text))) == []
        assert page.get("lang") == "nb"
        assert len(page.xpath("//main//h1")) == 1
        assert page.xpath("//link[@rel='stylesheet']/@href") == [f"{root}assets/erfaringsbank.css"]
        (way,) = page.xpath("//main//a/@href")
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={way}"]
        assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(way.removeprefix(root))


def with_history() -> Bank:
    """The test bank with a source that has had another name, and a title in Danish."""
    text = "tittel: Rapporten\nutgiver: U\nart: rapport\nlest: ikke lest\nkildespråk: da\ntidligere_adresser: [for]\n"
    return bank_of({"content/kilder/k90-na.yaml": text})


def test_a_title_in_another_language_is_read_as_that() -> None:
    """On the short address and on the earlier one; a title in bokmål says nothing."""
    told = dict(signposts(with_history()))
    for address in ("k90/", "kilder/k90-for/"):
        page = html.document_fromstring(told[address])
        assert page.xpath("//h1/@lang") == page.xpath("//main//a/@lang") == ["da"]
    assert html.document_fromstring(told["k2/"]).xpath("//h1/@lang") == []
    assert with_history().get("k90", Kilde) is not None


def test_titles_are_text_on_signposts() -> None:
    """Signs that mean something in HTML are shown as they are."""
    bank = mini()
    address = next(address for address, _ in addresses_to(bank["a2"]))
    page = html.document_fromstring(dict(signposts(bank))[address])
    assert page.xpath("//script[not(@src)]") == []
    assert page.xpath("//h1")[0].text_content() == "A2 <script>alert('a2')</script> Vent & se"


def test_a_page_at_a_short_address_is_refused(tmp_path: Path) -> None:
    """A hand-written page may not stand where an ID leads."""
    site = site_of(tmp_path)
    (site / "f1").mkdir()
    (site / "f1/index.html").write_text(THEME, encoding="utf-8")
    with pytest.raises(UserError, match="Adressen /f1/ er brukt"):
        finish(mini(), site)


def test_attached_files_are_laid_beside_the_pages_as_they_are(tmp_path: Path) -> None:
    """Byte for byte, in folders that were not there, and counted."""
    site = site_of(tmp_path)
    before = finish(mini(), site_of(tmp_path / "uten"))
    told = finish(mini(), site, [("funn/f1-tillit/sitering.bib", b"@misc{f1}\n"), ("ny/mappe/x.json", b"{}")])
    assert told.added == before.added + 2
    assert (site / "funn/f1-tillit/sitering.bib").read_bytes() == b"@misc{f1}\n"
    assert (site / "ny/mappe/x.json").read_bytes() == b"{}"


def test_a_preview_gets_the_new_file_and_the_last_site_keeps_its_own(tmp_path: Path) -> None:
    """The files of the search are made anew in a preview too; the site that is shown until then is not touched."""
    last, site = tmp_path / "sist" / "sok.json", site_of(tmp_path)
    last.parent.mkdir()
    last.write_bytes(b"gammel")
    (site / "sok.json").hardlink_to(last)
    finish(mini(), site, [("sok.json", b"ny")], whole=False)
    assert ((site / "sok.json").read_bytes(), last.read_bytes()) == (b"ny", b"gammel")


def test_an_attached_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    """Whoever gives two things one address is told."""
    with pytest.raises(UserError, match=re.escape("/data/funn.csv")):
        finish(mini(), site_of(tmp_path), [("data/funn.csv", b"x")])
