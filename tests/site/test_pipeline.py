"""From files to the finished site: whole or not at all, the same every time, and every way in it leads somewhere."""

from __future__ import annotations

import copy as copies
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sites import Site, article, compared, dead_links, folded, hostile, own_pages, released, text_of

from banks import DAY, ROOT, built, command, copy, environment, texts, tree
from erfaringsbank import pipeline
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank, sources_of
from erfaringsbank.cli.main import command_docs
from erfaringsbank.load import load
from erfaringsbank.project import Project
from erfaringsbank.records import TYPES, Anbefaling, Funn, Kilde, Undersøkelse, statements
from erfaringsbank.view import plain

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("motorer")]

TODAY = date.fromisoformat(DAY)


def with_a_site(tmp_path: Path) -> Project:
    """The test bank, and a site from yesterday."""
    project = copy(tmp_path)
    (project.site / "funn").mkdir(parents=True)
    (project.site / "index.html").write_text("siste gode utgave", encoding="utf-8")
    (project.site / "funn" / "index.html").write_text("funn", encoding="utf-8")
    return project


def spoil(project: Project, name: str, old: str, new: str) -> None:
    """Change some words of a file that must hold them."""
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "told"),
    [
        ("content/funn/f1-tillit.yaml", "kilder: [k1]", "kilder: [k777]", 1, "[ukjent-referanse]"),
        ("content/funn/f1-tillit.yaml", "slag: holdning", "slag: [", 1, "ikke bygd"),
        ("mkdocs.yml", "name: material", "name: finnes-ikke", 2, "mkdocs kunne ikke bygge siden"),
        ("mkdocs.yml", "theme:", "theme: [", 2, "mkdocs kunne ikke bygge siden"),
        ("mkdocs.yml", "funn/index.md", "funn/borte.md", 2, "funn/borte.md"),
    ],
    ids=["check", "yaml", "theme", "settings", "menu"],
)
def test_a_build_that_fails_leaves_the_last_site_as_it_was(
    tmp_path: Path, name: str, old: str, new: str, code: int, told: str
) -> None:
    """Byte for byte, whether the check or the engine said no; and nothing is written before the check has passed."""
    project = with_a_site(tmp_path)
    before = tree(project.site)
    spoil(project, name, old, new)
    done = command("build", "--dato", DAY, cwd=project.root)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert told in done.stdout + done.stderr
    assert tree(project.site) == before
    assert project.docs.exists() == (code == 2)


@pytest.mark.parametrize("page", ["f1.md", "k3.md"])
def test_a_page_that_takes_a_short_address_is_refused(tmp_path: Path, page: str) -> None:
    """A hand-written page may not stand where `/f1/` leads; the last site stays."""
    project = with_a_site(tmp_path)
    before = tree(project.site)
    text = "---\ntittel: Min side\nbeskrivelse: En side.\n---\nHei.\n"
    (project.root / "content/sider" / page).write_text(text, encoding="utf-8")
    done = command("build", "--dato", DAY, cwd=project.root)
    assert done.returncode in (1, 2)
    assert page.removesuffix(".md") in done.stdout + done.stderr
    assert tree(project.site) == before


REVERSED = """
import os
_scandir, _listdir = os.scandir, os.listdir
class _Reversed:
    def __init__(self, *arguments):
        with _scandir(*arguments) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = _Reversed
os.listdir = lambda *arguments: sorted(_listdir(*arguments), reverse=True)
"""


def turned(tmp_path: Path) -> dict[str, str]:
    """An environment where much is different that must not matter: folders are read backwards, sets are shuffled."""
    (tmp_path / "snudd").mkdir()
    (tmp_path / "snudd/sitecustomize.py").write_text(REVERSED)
    path = os.pathsep.join(filter(None, [str(tmp_path / "snudd"), os.environ.get("PYTHONPATH", "")]))
    return {
        "PYTHONPATH": path, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1",
    }  # fmt: skip


def test_folders_are_read_backwards_in_the_turned_environment(tmp_path: Path) -> None:
    """Otherwise the tests below would show nothing."""
    for name in "abc":
        (tmp_path / "x" / name).mkdir(parents=True)
    code = (
        "import os, pathlib; "
        "print(os.listdir('x'), [p.name for p in pathlib.Path('x').iterdir()], list(os.walk('x'))[0][1])"
    )
    line = [sys.executable, "-c", code]
    changes = environment(**turned(tmp_path))
    said = subprocess.run(line, cwd=tmp_path, env=changes, capture_output=True, text=True, check=True).stdout
    assert said == "['c', 'b', 'a'] ['c', 'b', 'a'] ['c', 'b', 'a']\n"


def unlike(first: Mapping[str, bytes], second: Mapping[str, bytes]) -> list[str]:
    """The files that only one of two folders has, or that are not the same in both."""
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_two_builds_give_the_same_bytes(sites: Callable[[str], Site], tmp_path: Path, engine: str) -> None:
    """Another folder, hash seed, time zone, locale and order of files: pages, exports and HTML are the same files."""
    first = sites(engine).root
    project = released(compared(hostile(copy(tmp_path / "et annet sted"))))
    built(project, "--engine", engine, **turned(tmp_path))
    docs, site = tree(project.docs), tree(project.site)
    assert len(docs) > 100
    assert len([name for name in docs if name.startswith("data/")]) > len(TYPES)
    assert len([name for name in site if name.endswith(".html")]) > 100
    assert unlike(tree(first.parent / "docs"), docs) == []
    assert unlike(tree(first), site) == []
    assert [name for name, data in (docs | site).items() if str(tmp_path).encode() in data] == []


def test_the_order_of_files_and_the_clock_do_not_reach_the_pages(tmp_path: Path) -> None:
    """Read backwards the bank gives the same pages; on another day it does not, so the comparison sees something."""
    project = copy(tmp_path)

    def rendered(files: Mapping[str, bytes], day: date) -> dict[str, bytes]:
        bank, problems = load(files.items())
        assert problems == []
        return dict(pipeline.render(project, bank, day, command_docs()))

    files = texts(project)
    backwards = dict(reversed(files.items()))
    assert list(files) != list(backwards)
    first = rendered(files, TODAY)
    assert unlike(rendered(backwards, TODAY), first) == []
    assert "alle/index.md" not in unlike(rendered(files, date(2026, 11, 23)), first)
    assert "data/erfaringsbank.json" in unlike(rendered(files, date(2026, 11, 23)), first)


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Site) -> None:
    """Pages, pictures, styles and anchors are there, also those that the head and the error page lead to."""
    followed, dead = dead_links(site)
    assert dead == []
    assert followed > len(site.pages) * 10


@pytest.mark.parametrize(
    "address",
    ["../finnes-ikke/", "#finnes-ikke", "../alle/#finnes-ikke", "../bilde.png", "/funn/", "/under/finnes-ikke/"],
)
def test_a_planted_dead_link_is_found(site: Site, address: str) -> None:
    """A page, an anchor here and elsewhere, a file, and an address that forgets where the site is published."""
    name = "funn/index.html"
    page = copies.deepcopy(site.pages[name])
    page.xpath("//article//a")[0].set("href", address)
    assert dead_links(replace(site, pages=dict(site.pages) | {name: page}))[1] == [f"{name}: {address}"]


def test_every_record_has_a_page_and_a_short_address_that_leads_to_it(site: Site) -> None:
    """A plain page with a redirect, a link for those who have none, and the public address as canonical."""
    for record, page in own_pages(site):
        assert page.xpath("//meta[@name='erfaringsbank-id']/@content") == [record.id]
        target = url_of(page_of(record))
        assert leads(site, f"{record.id}/") == target
        short = site.pages[f"{record.id}/index.html"]
        assert short.xpath("//link[@rel='canonical']/@href") == [site.bank.nettsted.adresse + target]
        assert text_of(short.xpath("//h1")[0]) == f"{record.id.upper()} {site.titles[record.id]}"
        assert short.xpath("//html/@lang") == ["nb"]


def leads(site: Site, address: str) -> str:
    """Where a redirect page leads, by its refresh and by its link, from the site's root."""
    page = site.pages[f"{address}index.html"]
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    (link,) = page.xpath("//main//a/@href")
    assert refresh == f"0; url={link}"
    return posixpath.normpath(posixpath.join(address, link)) + "/"


def test_earlier_addresses_lead_to_the_page_of_today(site: Site) -> None:
    """Every slug a record has had is still an address."""
    earlier = [(record, slug) for record, _ in own_pages(site) for slug in record.tidligere_adresser]
    assert len(earlier) > 1
    for record, slug in earlier:
        assert leads(site, url_of(page_of(record, slug))) == url_of(page_of(record))


def links_to(site: Site, name: str, node: Any) -> set[str]:
    """The pages that the links of an element lead to, from the site's root."""
    folder = posixpath.dirname(name)
    return {posixpath.normpath(posixpath.join(folder, link.partition("#")[0])) for link in node.xpath(".//a/@href")}


def smallest(page: Any, words: str) -> Any:
    """The smallest block of a page that holds some words."""
    blocks = page.xpath("//article//*[self::li or self::p or self::td or self::dd or self::div]")
    return min((block for block in blocks if words in text_of(block)), key=lambda block: len(text_of(block)))


def test_every_statement_on_a_page_shows_links_to_its_sources(site: Site) -> None:
    """Beside the words of each statement stand links to every source it has, its own or the record's."""
    looked_at = 0
    for record, page in own_pages(site):
        name = f"{url_of(page_of(record))}index.html"
        for loc, statement in statements(record):
            words = folded(plain(site.bank, statement.tekst))
            block = smallest(page, words)
            wanted = {url_of(page_of(site.bank[id_])).rstrip("/") for id_ in sources_of(record, statement)}
            assert wanted
            assert wanted <= links_to(site, name, block), (record.id, loc)
            looked_at += 1
    assert looked_at > 50


def test_every_source_lists_what_rests_on_it(site: Site) -> None:
    """Each record that refers to a source is linked from the source's page; other sources that name it do not rest."""
    looked_at = 0
    for source in site.bank.of(Kilde):
        page = site.page(source)
        listed = page.xpath("//h2[@id='hviler-pa']/following-sibling::ul[1]")
        for edge in site.bank.back.get(source.id, ()):
            start = site.bank.records.get(edge.start)
            if start and not isinstance(start, Kilde):
                wanted = url_of(page_of(start)).rstrip("/")
                assert wanted in links_to(site, f"{url_of(page_of(source))}index.html", listed[0]), edge
                looked_at += 1
    assert looked_at > 20


def grounds(bank: Bank, id_: str) -> set[str]:
    """The sources that a record rests on in the end, and nothing else."""
    record = bank.records.get(id_)
    if record is None or isinstance(record, Kilde):
        return {id_}
    if isinstance(record, Undersøkelse):
        below = [str(id_) for id_ in record.kilder]
    elif isinstance(record, Funn):
        each = [ground.kilder or (ground.undersøkelse,) for ground in record.grunnlag]
        below = [str(id_) for ids in each for id_ in ids] + list(record.kilder)
    elif isinstance(record, Anbefaling):
        below = list(record.hvorfor) if record.hviler_på == "funn" else [*record.råd.kilder, *record.kilder]
    else:
        return set()
    return {source for below_id in below for source in grounds(bank, below_id)}


def test_deleting_a_source_of_the_real_bank_names_everything_that_falls(tmp_path: Path) -> None:
    """The source that most rests on alone: exit code 1, each fallen record by name, each reference by its place."""
    bank, _ = load(Project(ROOT).files())
    alone: dict[str, set[str]] = {}
    for id_ in bank.records:
        if len(rests := grounds(bank, id_)) == 1 and not isinstance(bank[id_], Kilde):
            alone.setdefault(next(iter(rests)), set()).add(id_)
    source = max(alone, key=lambda id_: (len(alone[id_]), id_))
    assert len(alone[source]) > 2
    project = copy(tmp_path, ROOT)
    (project.root / bank[source].fil).unlink()
    done = command("check", "--format", "github", "--dato", DAY, cwd=project.root)
    assert done.returncode == 1
    assert set(re.findall(r"title=faller::(\w+) «", done.stdout)) == alone[source]
    referring = {bank[edge.start].fil for edge in bank.back[source] if edge.start in bank.records} - {bank[source].fil}
    named = set(re.findall(rf"file=([^,]+),.*title=ukjent-referanse::.*\b{source}\b", done.stdout))
    assert referring <= named


ENGLISH = re.compile(
    r"\b(?:the|and|this|that|with|from|page|pages|source|sources|finding|findings|search|skip|back to|previous|next|"
    r"home|edit|table of contents|last updated|updated|read more|unknown|undefined|none|null|true|false|error|warning|"
    r"note|question|yes|(?<![-.])no|menu|close|open|dark|light|switch|copyright|made with|powered by)\b",
    re.IGNORECASE,
)
WHERE = (
    "//text()[not(ancestor::script or ancestor::style or ancestor::code or ancestor::pre)]"
    " | //@title | //@aria-label | //@alt | //@placeholder"
)
JINJA = re.compile(
    r"<style>.*?</style>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\{ [#.].*?\}|<[^>]*>|\]\([^)]*\)|`[^`]*`|!!! \w+", re.DOTALL
)


def test_nothing_english_is_left_in_our_templates() -> None:
    """The words of every template, without code: not one of a list of English words that templates tend to have."""
    found: dict[str, list[str]] = {}
    every = sorted((ROOT / "scripts/erfaringsbank/templates").rglob("*.j2"))
    templates = [path for path in every if path.name != "package.opf.j2"]  # for machines alone
    assert len(templates) > 30
    for path in templates:
        words = ENGLISH.findall(JINJA.sub(" ", path.read_text(encoding="utf-8")))
        found |= {path.name: words} if words else {}
    assert found == {}
    assert ENGLISH.findall(JINJA.sub(" ", "{% if the %}## Sources { #the }")) == ["Sources"]


def test_nothing_english_is_shown_on_the_site(site: Site) -> None:
    """Theme, menu, labels and our own words on every page; not what authors wrote, nor the manual's examples."""
    files = texts(Project(site.root.parents[1])).items()
    authors = [data.decode() for name, data in files if name.endswith((".yaml", ".md"))]
    written = {word for text in authors for word in ENGLISH.findall(text)}
    found: dict[str, set[str]] = {}
    for name, page in site.pages.items():
        if name.startswith("utvikling/regler/"):
            continue
        words = {word for text in page.xpath(WHERE) for word in ENGLISH.findall(str(text))} - written
        found |= {name: words} if words else {}
    assert found == {}
    assert all(page.xpath("/html/@lang") == ["nb"] for page in site.pages.values())


def test_the_article_is_where_the_words_are(site: Site) -> None:
    """Every page that is not a redirect has one, with a heading; otherwise the comparisons would compare nothing."""
    full = {name: page for name, page in site.pages.items() if not page.xpath("//meta[@http-equiv='refresh']")}
    assert len(full) > 80
    for name, page in full.items():
        assert len(page.xpath("//article")) == 1, name
        assert len(article(name, page)[0][1]) > 10, name
        assert len(page.xpath("//h1")) == 1, name
