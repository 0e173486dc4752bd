"""Built sites: made once a run, read as trees, and compared page by page."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from banks import built, copy
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.ledger import HEAD, LEDGER, Edition, block, checksum
from erfaringsbank.load import load
from erfaringsbank.opendata.exports import everything
from erfaringsbank.project import Project
from erfaringsbank.records import Dato, Record
from erfaringsbank.view import plain

# Titles that mean something in HTML, Markdown, YAML, Jinja or to a browser. All of them are text to the reader.
HOSTILE = (
    "<script>alert(1)</script> i overskriften",
    "\"><img src=x onerror='alert(2)'>",
    "</title></head><body>",
    "| a | b | c |",
    "**fet** __sterk__ _kursiv_ `kode` ~~strøket~~",
    "[lenke](https://eksempel.no) ![bilde](b.png) [^1] [x][y]",
    "{{ 7*7 }} {% raw %} {# x #} ${x}",
    "&lt;b&gt; &amp; &copy; &#42; & <",
    "# Ikke en overskrift",
    "1. Ikke en liste",
    "- Ikke et punkt",
    ": Ikke en definisjon",
    "{ #id .klasse } {: .x }",
    "!!! warning",
    "--- [TOC] :smile: ==x== ^y^ $z$",
    "\\*skråstrek\\* \\\\ \\[",
    "]]> <!-- kommentar --> <?php ?>",
    "https://eksempel.no/a_b_c og www.eksempel.no og post@f1",
    "«Norsk» – æøå ÆØÅ 🧑‍🏫 \u00a0 mellomrom",
)


@dataclass(frozen=True)
class Site:
    """A finished site on disk with the bank it was made from."""

    bank: Bank
    root: Path
    pages: Mapping[str, Any]

    @property
    def base(self) -> str:
        """The path the site is to be published under."""
        return urlsplit(self.bank.nettsted.adresse).path

    def page(self, record: Record) -> Any:
        """The tree of a record's page."""
        return self.pages[f"{url_of(page_of(record))}index.html"]

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every record as a reader sees it, by ID."""
        return {id_: folded(plain(self.bank, record.tittel)) for id_, record in self.bank.records.items()}


def hostile(project: Project) -> Project:
    """Add a source for each hostile title. No one has read them, so nothing has to rest on them."""
    for number, title in enumerate(HOSTILE, start=900):
        text = f"tittel: {json.dumps(title, ensure_ascii=False)}\nutgiver: En kommune\nart: rapport\nlest: ikke lest\n"
        (project.root / f"content/kilder/k{number}-fiendtlig.yaml").write_text(text, encoding="utf-8")
    return project


# Cases with such titles, for the comparisons: alike but for one axis, and one that is read on one axis only.
COMPARED = {
    "c901": (HOSTILE[0], "nb", "felles_lokale: ja, felles_leder: nei, meråpent: ja"),
    "c902": (HOSTILE[1], "nn", "felles_lokale: nei, felles_leder: nei, meråpent: ja"),
    "c903": ("Kolon: {{ 7*7 }} | a | `b` **c**", "nb", "felles_lokale: ja, felles_leder: nei, meråpent: delvis"),
    "c904": ("</td></table></template> ute", "nb", "meråpent: ja"),
}


def compared(project: Project) -> Project:
    """Add cases that are worth comparing, with titles and words that mean something in HTML and Markdown."""
    for id_, (title, language, axes) in COMPARED.items():
        text = f"tittel: {json.dumps(title, ensure_ascii=False)}\nspråk: {language}\nland: Norge\nakser: {{{axes}}}\n"
        text += f"kort: [{json.dumps(f'Her sier vi {title}. [k1]', ensure_ascii=False)}]\n"
        text += 'virket: [{tekst: "Det gikk.", kilder: [k1], type: mening, hvem: lederen, per: 2021}]\n'
        (project.root / f"content/caser/{id_}-fiendtlig.yaml").write_text(text, encoding="utf-8")
    return project


# Two editions: the small bank as it lies, and the one with all that is added to it above.
EDITIONS = (("2024.1", date(2024, 3, 1)), ("2025.1", date(2025, 11, 1)))


def released(project: Project) -> Project:
    """Give a bank two editions: so there are pages of editions, and of what has changed since them."""
    whole = list(project.files())
    before = [(path, raw) for path, raw in whole if "-fiendtlig" not in path]
    ledger = HEAD
    for (name, day), files in zip(EDITIONS, (before, whole), strict=True):
        data = next(everything(load(files)[0], day)).data
        edition = Edition(name, Dato(day.isoformat()), checksum(data), data=data)
        (project.root / edition.fil).parent.mkdir(exist_ok=True)
        (project.root / edition.fil).write_bytes(data)
        ledger += block(edition, [])
    (project.root / LEDGER).write_text(ledger, encoding="utf-8")
    return project


def read_site(project: Project) -> Site:
    """Read every page of a built site."""
    bank, _ = load(project.files())
    paths = {path.relative_to(project.site).as_posix(): path for path in sorted(project.site.rglob("*.html"))}
    pages = {name: html.document_fromstring(path.read_text(encoding="utf-8")) for name, path in paths.items()}
    assert len(pages) > len(bank.records) * 2
    return Site(bank, project.site, pages)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """The test bank with hostile titles, built with an engine; each engine builds once a run."""
    made: dict[str, Site] = {}

    def site_of(engine: str) -> Site:
        if engine not in made:
            project = released(compared(hostile(copy(tmp_path_factory.mktemp(engine)))))
            built(project, "--engine", engine)
            made[engine] = read_site(project)
        return made[engine]

    return site_of


@pytest.fixture(scope="session")
def site(sites: Callable[[str], Site]) -> Site:
    """The test bank as it is published: built with the default engine."""
    return sites("mkdocs")


def folded(text: str) -> str:
    """Text as a browser shows it: white space folded, none at the ends. A no-break space is no white space."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def text_of(node: Any) -> str:
    """What a reader sees of an element."""
    return folded(node.text_content())


def article(name: str, page: Any) -> list[tuple[str, str]]:
    """The content of a page: its text, and what its links say and where from the site's root they lead."""
    folder = posixpath.dirname(name)
    return [
        *(("tekst", text_of(node)) for node in page.xpath("//article")),
        *((text_of(node), _resolved(folder, node.get("href"))) for node in page.xpath("//article//a[@href]")),
    ]


def _resolved(folder: str, address: str) -> str:
    path, mark, anchor = address.partition("#")
    return address if "://" in address else posixpath.normpath(posixpath.join(folder, path)) + mark + anchor


def differences(first: Site, second: Site) -> list[str]:
    """Where two builds of one bank are not the same to a reader: addresses and the content of pages."""
    alone = set(first.pages) ^ set(second.pages)
    both = sorted(set(first.pages) & set(second.pages))
    unlike = [name for name in both if article(name, first.pages[name]) != article(name, second.pages[name])]
    return [f"bare i én: {name}" for name in sorted(alone)] + [f"ulik: {name}" for name in unlike]


def dead_links(site: Site) -> tuple[int, list[str]]:
    """How many links and anchors inside the site were followed, and those that lead nowhere."""
    followed, dead = 0, []
    for name, page in site.pages.items():
        for address in page.xpath("//@href | //@src"):
            target = _target(site, name, address)
            if target is not None:
                followed += 1
                dead += [] if _is_there(site, *target) else [f"{name}: {address}"]
    return followed, dead


def _target(site: Site, page: str, address: str) -> tuple[str, str] | None:
    """The file of the site and the anchor that a link leads to; None when it leads out of the site."""
    public = site.bank.nettsted.adresse
    inside = f"{site.base}{address.removeprefix(public)}" if address.startswith(public) else address
    parts = urlsplit(inside)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if path.startswith("/"):
        whole = path.removeprefix(site.base) if path.startswith(site.base) else "utenfor/nettstedet"
    else:
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    folder = not posixpath.splitext(whole)[1] or path.endswith("/")
    return (posixpath.normpath(posixpath.join(whole, "index.html")) if folder else whole), unquote(parts.fragment)


def _is_there(site: Site, name: str, anchor: str) -> bool:
    if name not in site.pages:
        return (site.root / name).is_file() and not anchor
    return not anchor or bool(site.pages[name].xpath("//*[@id=$a or @name=$a]", a=anchor))


def own_pages(site: Site) -> Iterator[tuple[Record, Any]]:
    """Every record with its page."""
    for record in site.bank.records.values():
        yield record, site.page(record)
