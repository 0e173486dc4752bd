"""A bank is released, changed as editors change it, and built again: every address that was published is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser
from sites import compared, hostile

from banks import DAY, ROOT, built, command, copy
from browsing.browser import Watched, new_context, opened
from browsing.host import hosted
from browsing.look import View, look_at
from browsing.sample import redirects
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import LEDGER, Published
from erfaringsbank.load import load
from erfaringsbank.polishing import page_gate
from erfaringsbank.project import Project
from erfaringsbank.records import Case, Funn

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("motorer")]


@dataclass(frozen=True)
class Changed:
    """The site of a bank that has been changed since its release, with what was changed."""

    project: Project
    before: Bank
    bank: Bank
    renamed: str
    replaced: str
    instead: str
    withdrawn: str
    rewritten: str


def edit(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(project: Project, *arguments: str) -> str:
    done = command(*arguments, cwd=project.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


FINDING = """\
tittel: Funn nummer {number}
slag: holdning
utfall: tillit
retning: styrker
grunnlag:
  - {{undersøkelse: u1, kilder: [k1], caser: [c1], uavhengig: ja, før_etter: nei}}
utdyping: ["Dette er ordene i funn nummer {number}. [k1]", "Og et til om @f1. [k1]"]
gjelder: Innbyggere i to kommuner.
kilder: [k1]
"""
PAGE = "---\ntittel: Stedsutvikling\nbeskrivelse: Om steder.\n---\n\n# Stedsutvikling\n\nOm steder.\n"


def enough(project: Project) -> Project:
    """The test bank with as many findings as there are things to do with one, and a page that can be moved."""
    for number in range(901, 906):
        path = project.root / f"content/funn/f{number}-nummer-{number}.yaml"
        path.write_text(FINDING.format(number=number), encoding="utf-8")
    (project.root / "content/sider/stedsutvikling.md").write_text(PAGE, encoding="utf-8")
    om = project.root / "content/sider/om.md"
    om.write_text(om.read_text(encoding="utf-8") + "\nLes om [steder](stedsutvikling.md).\n", encoding="utf-8")
    return project


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """The test bank with hostile titles: released; then a record renamed by hand, one replaced, one withdrawn, one with
    a statement written anew, and a page moved; then built."""
    project = enough(compared(hostile(copy(tmp_path_factory.mktemp("utgave")))))
    told = run(project, "release", "--prøve", "--dato", DAY)
    assert "Prøveutgave" in told
    assert (project.root / LEDGER).stat().st_size < 400_000
    before, _ = load(project.files())
    findings = [record for record in before.of(Funn) if before.ankre(record)]
    renamed, replaced, instead, withdrawn, rewritten = findings[2:7]
    path = project.root / renamed.fil
    path.rename(path.with_name(f"{renamed.id}-et-helt-annet-navn.yaml"))
    run(project, "withdraw", replaced.id, "--fordi", "Slått sammen.", "--erstattet-av", instead.id)
    run(project, "withdraw", withdrawn.id, "--fordi", "Tallene var feil.")
    (field, index) = next(iter(before.ankre(rewritten)))
    edit(project, rewritten.fil, getattr(rewritten, field)[index].tekst.split()[0], "Skrevetomord")
    case = before.of(Case)[0]
    run(project, "withdraw", case.id, "--fordi", "Ikke lenger i drift.")
    page = project.root / "content/sider/stedsutvikling.md"
    page.rename(page.with_name("utvikling-av-steder.md"))
    moved = "flyttet:\n  - {fra: stedsutvikling/, til: utvikling-av-steder/}\n"
    (project.root / "content/flyttet.yaml").write_text(moved, encoding="utf-8")
    for file in (project.root / "content").rglob("*.md"):
        file.write_text(
            file.read_text(encoding="utf-8").replace("(stedsutvikling.md", "(utvikling-av-steder.md"), "utf-8"
        )
    built(project)
    bank, _ = load(project.files())
    ids = (str(record.id) for record in (renamed, replaced, instead, withdrawn, rewritten))
    return Changed(project, before, bank, *ids)


def walked(site: Path, bank: Bank) -> Iterator[tuple[Published, str, str]]:
    """Every published address with where one ends who follows it, and what is wrong, or nothing."""
    for published in bank.utgaver.adresser.values():
        for address in (published.address, *(published.address + name for name in published.files)):
            yield published, *followed(site, address, published)


def followed(site: Path, address: str, published: Published) -> tuple[str, str]:
    for _ in range(3):
        path = site / address / "index.html" if address.endswith("/") or not address else site / address
        if not path.is_file():
            return address, f"{address}: er borte"
        if path.name != "index.html":
            return address, "" if path.stat().st_size else f"{address}: er tom"
        page = page_html(path)
        onward = page.xpath("//meta[@http-equiv='refresh']/@content")
        if not onward:
            ids = set(page.xpath("//@id"))
            missing = [anchor for anchor in published.anchors if anchor not in ids]
            signpost = bool(page.xpath("//meta[@name='robots'][@content='noindex']")) and not published.owner
            words = page.xpath("string(//main)").strip()
            return address, f"{address}: mangler {missing}" if (missing and not signpost) or not words else ""
        target = onward[0].partition("url=")[2].partition("?")[0]
        address = (path.parent / target).resolve().relative_to(site.resolve()).as_posix() + "/"
    return address, f"{address}: leder i ring"


def test_every_published_address_is_there(changed: Changed) -> None:
    """Hundreds of addresses and anchors, each followed to a page or a file."""
    walk = list(walked(changed.project.site, changed.bank))
    assert len(walk) > 700
    assert sum(len(published.anchors) for published in changed.bank.utgaver.adresser.values()) > 300
    assert [fault for _, _, fault in walk if fault] == []


def test_all_of_the_real_bank_can_be_published(tmp_path: Path) -> None:
    """Thousands of addresses and anchors: what its release writes down, is there on the site that it was written of."""
    project = copy(tmp_path, ROOT)
    assert "Prøveutgave" in run(project, "release", "--prøve", "--dato", DAY)
    assert (project.root / LEDGER).stat().st_size < 400_000
    bank = load(project.files())[0]
    walk = list(walked(project.site, bank))
    assert len(walk) > 4_000
    assert sum(len(published.anchors) for published in bank.utgaver.adresser.values()) > 3_000
    assert [fault for _, _, fault in walk if fault] == []


def test_the_walk_is_alive(changed: Changed, tmp_path: Path) -> None:
    """Where the site lacks a page, a file or an anchor, the walk says so."""
    site, bank = changed.project.site, changed.bank
    page = bank.utgaver.adresser["om/"]
    assert followed(site, "om/", page)[1] == ""
    assert "er borte" in followed(site, "noe-annet/", page)[1]
    more = Published(page.address, page.owner, page.place, "0", (), {"finnes-ikke": ""})
    assert "mangler" in followed(site, "om/", more)[1]


def page_at(changed: Changed, address: str) -> html.HtmlElement:
    return page_html(changed.project.site / address / "index.html")


def own_page(bank: Bank, id_: str) -> str:
    return url_of(page_of(bank[id_]))


def test_a_name_that_was_changed_by_hand_leads_on(changed: Changed) -> None:
    """The old page leads to the new, with the same ID; the files beside it are copies of those that hold."""
    old, new = own_page(changed.before, changed.renamed), own_page(changed.bank, changed.renamed)
    assert old != new
    page = page_at(changed, old)
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(new)
    assert page.xpath("//main//a/@href") == ["../../" + new]
    site = changed.project.site
    files = changed.bank.utgaver.adresser[old].files
    assert files
    for name in files:
        assert (site / old / name).read_bytes() == (site / new / name).read_bytes()


def test_a_replaced_record_is_an_honest_tombstone(changed: Changed) -> None:
    """Its page stands, says what holds instead, and names that as the canonical one."""
    page = page_at(changed, own_page(changed.bank, changed.replaced))
    said = page.xpath("string(//article)")
    assert "Erstattet" in said
    assert "Slått sammen." in said
    target = own_page(changed.bank, changed.instead)
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(target)
    assert any(href.endswith(f"/{target.split('/')[1]}/") for href in page.xpath("//article//a/@href"))


def test_a_withdrawn_record_tells_why(changed: Changed) -> None:
    """And is itself the canonical page, as nothing has come instead."""
    address = own_page(changed.bank, changed.withdrawn)
    page = page_at(changed, address)
    assert "Tallene var feil." in page.xpath("string(//article)")
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(address)


def test_a_statement_that_is_written_anew_has_a_new_anchor_and_the_old_one_lands(changed: Changed) -> None:
    """With a word about it, out of sight until a link leads there."""
    page = page_at(changed, own_page(changed.bank, changed.rewritten))
    landings = page.xpath("//p[@class='eb-utgatt']")
    assert landings
    before = set(changed.before.ankre(changed.before[changed.rewritten]).values())
    after = set(changed.bank.ankre(changed.bank[changed.rewritten]).values())
    assert len(before - after) == len(after - before) == 1
    assert before - after <= {landing.get("id") for landing in landings}
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def test_pairs_that_are_no_more_lead_to_the_comparison(changed: Changed) -> None:
    """The first case is withdrawn, so its pairs are gone: the pages tell why, and send no one on."""
    gone = [
        address
        for address in changed.bank.utgaver.adresser
        if re.fullmatch(r"sammenlign/c\d+-c\d+/", address) and "eb-videre" in (changed.project.site / address / "index.html").read_text(encoding="utf-8")
    ]  # fmt: skip
    assert gone
    for address in gone:
        page = page_at(changed, address)
        assert page.xpath("//main//a/@href")[0].startswith("../../sammenlign/")
        assert list(page_gate.faults(LexborHTMLParser(html.tostring(page, encoding="unicode")))) == []


def test_the_record_shows_its_editions(changed: Changed) -> None:
    """«Utgaver» leads to the record as it was, in the page of its edition."""
    page = page_at(changed, own_page(changed.bank, changed.renamed))
    links = [
        href for href in page.xpath("//article//a/@href") if "utgave/" in href and href.endswith(f"#{changed.renamed}")
    ]
    assert links
    target, _, anchor = links[0].partition("#")
    folder = changed.project.site / own_page(changed.bank, changed.renamed)
    assert page_html(folder / target / "index.html").xpath("//*[@id=$a]", a=anchor)


def page_html(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.resolve().read_text(encoding="utf-8"))


def test_an_edition_is_made_once(changed: Changed) -> None:
    """The second time, the same edition is refused, and nothing is written."""
    ledger = changed.project.root / LEDGER
    before = ledger.read_bytes()
    done = command("release", "--prøve", "--dato", DAY, cwd=changed.project.root)
    assert done.returncode in (1, 2)
    assert ledger.read_bytes() == before
    assert sorted(path.name for path in ledger.parent.iterdir()) == ["1.0.json", "adresser.txt"]


def test_the_data_are_those_of_the_release(changed: Changed) -> None:
    """Byte for byte what was published, and the ledger has their checksum."""
    (edition,) = changed.before.utgaver
    assert edition.prøve
    assert {record.id for record in changed.before.records.values()} == edition.ider


@pytest.mark.browser
def test_a_link_lands_on_its_anchor(browser: Browser, changed: Changed) -> None:
    """Through the short address and the old one; and the word about what is gone is seen by who follows a link to it."""
    before, rewritten = changed.before, changed.bank[changed.rewritten]
    old = own_page(before, changed.renamed)
    kept = next(iter(before.ankre(before[changed.renamed]).values()))
    (gone,) = set(before.ankre(before[changed.rewritten]).values()) - set(changed.bank.ankre(rewritten).values())
    with hosted(changed.project.site, "/bank/") as root, opened(browser) as watched:
        for address in (f"{changed.renamed}/", old):
            watched.page.goto(f"{root}{address}#{kept}")
            watched.page.wait_for_url(f"{root}{own_page(changed.bank, changed.renamed)}#{kept}")
        watched.page.goto(f"{root}{own_page(changed.bank, changed.rewritten)}#{gone}")
        assert watched.page.locator(f"#{gone}").is_visible()
        assert watched.page.locator(f"#{gone}").evaluate("node => node.getBoundingClientRect().top < innerHeight")
        assert watched.page.locator(".eb-utgatt:visible").count() == 1
        assert watched.told() == []


@pytest.mark.browser
def test_signposts_are_good_pages(browser: Browser, changed: Changed) -> None:
    """axe finds nothing on a page that leads on at once, on one that says why, and on a tombstone."""
    site = changed.project.site
    pairs = [name for name in changed.bank.utgaver.adresser if re.fullmatch(r"sammenlign/c\d+-c\d+/", name)]
    why = next(name for name in pairs if "Minst én" in (site / name / "index.html").read_text(encoding="utf-8"))
    tombstone = own_page(changed.bank, changed.withdrawn)
    with hosted(site, "/bank/") as root, new_context(browser, reduced_motion="reduce") as context:
        watched = Watched(context.new_page())
        for address in (own_page(changed.before, changed.renamed), "stedsutvikling/", why, tombstone, "funn/utvalg/"):
            leads_on = redirects(page_at(changed, address))
            seen = look_at(
                watched, root, address, redirects=leads_on, views=(View(320, "light", False), View(1280, "dark", False))
            )
            assert seen.faults == (), address
