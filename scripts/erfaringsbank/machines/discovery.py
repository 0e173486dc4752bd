"""What tells machines where everything is: `sitemap.xml`, `robots.txt`, `opensearch.xml` and `llms.txt`. Pure.

Addresses in the first three must be whole, so they are the public ones. Those in `llms.txt` hold on any host.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from erfaringsbank.addresses import url_of
from erfaringsbank.bank import Bank
from erfaringsbank.citing.citation import changed
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.machines.plain_markdown import PAGE, has_plain, shown
from erfaringsbank.records import TYPES, Dato
from erfaringsbank.shell import LICENCE

Head: TypeAlias = Mapping[str, Any]
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def has_public_address(bank: Bank) -> bool:
    """Whether the address of the site is its own, and not the one that stands there until it is published."""
    return "adresse" not in bank.nettsted.plassholdere


def files(bank: Bank, heads: Iterable[tuple[str, Head]]) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each. `heads` are (page file, its head)."""
    pages = dict(heads)
    yield "sitemap.xml", sitemap(bank, pages).encode()
    yield "robots.txt", robots(bank).encode()
    yield "llms.txt", llms(bank, pages).encode()
    if has_public_address(bank):  # a browser would keep a search that leads nowhere
        yield "opensearch.xml", opensearch(bank).encode()


def _whole(bank: Bank, url: str) -> str:
    return bank.nettsted.adresse.rstrip("/") + "/" + url


def sitemap(bank: Bank, heads: Mapping[str, Head]) -> str:
    """Every page, with the day it last changed where that is known. The engine's own says the day of the build.

    What robots are asked not to list is left out, and so is what is only other pages once more.
    """
    pages = [page for page in heads if has_plain(page) and "noindex" not in str(heads[page].get("robots", ""))]
    lines = [_XML, f'<urlset xmlns="{_SITEMAP}">']
    for page in sorted(pages, key=url_of):
        day = last_change(bank, page, heads[page])
        told = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(_whole(bank, url_of(page)))}</loc>{told}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def last_change(bank: Bank, page: str, head: Head) -> Dato | None:
    """The day a page last changed; None when nobody knows, as for the machine's own pages, which follow the program."""
    record = bank.records.get(head.get("erfaringsbank_id", ""))
    machine = page.startswith("utvikling/") and all(f"{side.path}.md" != page for side in bank.sider)
    return None if machine else changed(bank, record)


def robots(bank: Bank) -> str:
    """All may read everything. The way to the sitemap is told when the address is the site's own."""
    way = f"Sitemap: {_whole(bank, 'sitemap.xml')}\n" if has_public_address(bank) else ""
    return f"User-agent: *\nAllow: /\n{way}"


def opensearch(bank: Bank) -> str:
    """How a browser can search in the bank from its address field (OpenSearch 1.1; the short name has 16 signs)."""
    site = bank.nettsted
    return "\n".join([
        _XML,
        f'<OpenSearchDescription xmlns="{_SEARCH}">',
        f"<ShortName>{escape(site.navn[:16])}</ShortName>",
        f"<LongName>{escape(site.navn[:48])}</LongName>",
        f"<Description>{escape(site.undertittel[:1024])}</Description>",
        "<Language>nb</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Image width="180" height="180" type="image/png">{escape(_whole(bank, "assets/ikon-180.png"))}</Image>',
        f'<Url type="text/html" template="{escape(_whole(bank, "sok/?q="))}{{searchTerms}}"/>',
        "</OpenSearchDescription>",
        "",
    ])  # fmt: skip


def llms(bank: Bank, heads: Mapping[str, Head]) -> str:
    """The bank for a language model: what it is, and where each list and written page stands as plain Markdown."""
    site = bank.nettsted
    lists = [(f"{cls.mappe}/index.md", f"{len(bank.of(cls))} {cls.flertall}") for cls in TYPES if bank.of(cls)]
    ways = [(f"{name}/index.md", about) for name, _, about in GATHERINGS if name not in ("sok", "sammenlign")]
    written = [(f"{side.path}.md", str(side.beskrivelse)) for side in bank.sider if "/" not in side.path]
    data = [("data/index.md", "Alt som JSON og CSV.")]
    sections = {"Postene": lists, "Veier inn": ways, "Skrevne sider": written, "Data": data}
    lines = [f"# {shown(site.navn)}", "", f"> {shown(site.undertittel)}", "", *_rules(bank)]
    for name, pages in sections.items():
        entries = [_entry(page, heads[page], about) for page, about in pages if page in heads]
        lines += ["", f"## {name}", "", *entries] if entries else []
    return "\n".join([*lines, ""])


def _rules(bank: Bank) -> list[str]:
    """What a model must know to repeat this rightly."""
    return [
        f"- Utgitt av {shown(bank.nettsted.utgiver)}, utgave {bank.nettsted.utgave}. {LICENCE}",
        "- Hvert utsagn viser kilden sin (K og et tall). Det som ikke er lest eller ikke er kjent, står som åpent.",
        "- Mening og vurdering er merket. Tall har nevneren ved seg. Ta med forbeholdene når noe gjengis.",
        f"- Hver side finnes som Markdown: legg {PAGE} til adressen. Nederst står det hvordan siden siteres.",
    ]


def _entry(page: str, head: Head, about: str) -> str:
    return f"- [{shown(str(head['title']))}]({url_of(page)}{PAGE}): {shown(about)}"
