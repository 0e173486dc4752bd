"""What each page is, as schema.org has it (JSON-LD): for search engines and for others who read with a machine. Pure.

Nothing is said that the bank does not know. A date is that of a release or of a check, and a source is its address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from markupsafe import Markup

from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.citing.citation import changed, edition_day, language_of
from erfaringsbank.opendata.exports import CONTENT_LICENCE
from erfaringsbank.records import BY_FOLDER, Begrep, Case, Funn, Hendelse, Kilde, Record
from erfaringsbank.view import plain

Node: TypeAlias = dict[str, Any]
MOST_SOURCES = 25  # addresses of sources in one page: more would weigh more than the page says
MOST_FILES = 40  # files of the data set, for the same reason
# What a source is, where schema.org has a word for it.
_SOURCES: Mapping[str, str] = {
    "rapport": "Report", "lov": "Legislation", "nettside": "WebPage", "nyhet": "NewsArticle", "fagpresse": "Article",
    "avis": "NewsArticle", "blogg": "BlogPosting", "leserbrev": "OpinionNewsArticle", "masteroppgave": "Thesis",
    "presentasjon": "PresentationDigitalDocument", "statistikk": "Dataset",
}  # fmt: skip
_FORMATS: Mapping[str, str] = {"json": "application/json", "csv": "text/csv"}
_FILE = re.compile(r"\]\(([a-z0-9.-]+\.(?:json|csv))\)")
_UNSAFE = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def script(bank: Bank, page: str, head: Mapping[str, Any], body: str = "") -> Markup:
    """The data of a page as JSON that can stand in a `<script>`: no sign in it can end or open anything."""
    graph = {"@context": "https://schema.org", "@graph": list(_graph(bank, page, head, body))}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704  what HTML would read is written as JSON's codes


def _graph(bank: Bank, page: str, head: Mapping[str, Any], body: str) -> Iterator[Node]:
    record = bank.records.get(head.get("erfaringsbank_id", ""))
    if page == "index.md":
        yield _publisher(bank) | {"contactPoint": _contact(bank)}
        yield _website(bank, head)
    elif record:
        yield _common(bank, page, head, record) | _record(bank, record)
    else:
        yield _common(bank, page, head) | _gathering(bank, page, body)
    if head.get("sti"):
        yield _way(bank, head)


def _address(bank: Bank, url: str = "") -> str:
    return bank.nettsted.adresse.rstrip("/") + "/" + url


def _publisher(bank: Bank) -> Node:
    return {"@type": "Organization", "@id": _address(bank, "#utgiver"), "name": str(bank.nettsted.utgiver)}


def _contact(bank: Bank) -> Node:
    kontakt = str(bank.nettsted.kontakt)
    return {"@type": "ContactPoint", ("url" if "://" in kontakt else "email"): kontakt}


def _website(bank: Bank, head: Mapping[str, Any]) -> Node:
    site = bank.nettsted
    about: Node = {
        "@type": "WebSite",
        "@id": _address(bank, "#nettsted"),
        "url": _address(bank),
        "name": str(site.navn),
    }
    about |= {"description": str(head["description"]), "inLanguage": "nb", "license": CONTENT_LICENCE}
    about |= {"publisher": {"@id": _address(bank, "#utgiver")}, "version": site.utgave}
    return about | _dates(bank, None) | ({"identifier": urn} if (urn := site.urn.get(site.utgave)) else {})


def _common(bank: Bank, page: str, head: Mapping[str, Any], record: Record | None = None) -> Node:
    """What is said of every page. The machine's own pages and old editions are no part of this edition."""
    url = _address(bank, url_of(page))
    node: Node = {"@type": "WebPage", "@id": url, "url": url, "name": str(head["title"])}
    node |= {"inLanguage": language_of(bank, page, record), "isPartOf": {"@id": _address(bank, "#nettsted")}}
    node |= {"publisher": _publisher(bank)}
    if record is None and page.startswith(("utvikling/", "utgave/")):
        return node
    return node | {"license": CONTENT_LICENCE, "version": bank.nettsted.utgave} | _dates(bank, record)


def _dates(bank: Bank, record: Record | None) -> Node:
    published, modified = edition_day(bank), changed(bank, record)
    days = {"datePublished": published, "dateModified": modified}
    return {name: str(day) for name, day in days.items() if day}


def _record(bank: Bank, record: Record) -> Node:
    kind = "Article" if isinstance(record, Case | Funn) else "CreativeWork"
    node: Node = {"identifier": record.id.upper(), "additionalType": _type_address(bank, record)}
    if record.tilstand != "gjeldende":
        node["creativeWorkStatus"] = record.tilstand
    thing = _thing(bank, record)
    node |= {"mainEntity": thing} if thing else {"@type": kind}
    based = [] if isinstance(record, Kilde) else _sources(bank, record)
    return node | ({"isBasedOn": based} if based else {})


def _type_address(bank: Bank, record: Record) -> str:
    """Where the type is explained: its place in the data model."""
    return _address(bank, f"utvikling/datamodell/#{record.mappe}")


def _sources(bank: Bank, record: Record) -> list[str]:
    """The addresses of what a record rests on, each once, in the order they are met."""
    ids = dict.fromkeys(edge.target for edge in bank.edges.get(record.id, ()) if edge.kind == "kilde")
    found = [source.adresser[0] for id_ in ids if (source := bank.get(id_, Kilde)) and source.adresser]
    return list(dict.fromkeys(found))[:MOST_SOURCES]


def _thing(bank: Bank, record: Record) -> Node | None:
    """What a page is about, when that is something else than a text of the bank's own."""
    if isinstance(record, Kilde):
        return _source(bank, record)
    if isinstance(record, Hendelse):
        return _event(bank, record)
    return _term(bank, record) if isinstance(record, Begrep) else None


def _source(bank: Bank, source: Kilde) -> Node:
    node: Node = {"@type": _SOURCES.get(source.art, "CreativeWork"), "name": plain(bank, source.tittel)}
    node |= {"publisher": {"@type": "Organization", "name": str(source.utgiver)}, "inLanguage": source.kildespråk}
    if source.dato and "/" not in source.dato:
        node["datePublished"] = str(source.dato)
    return node | ({"url": source.adresser[0]} if source.adresser else {})


def _event(bank: Bank, event: Hendelse) -> Node:
    node: Node = {"@type": "Event", "name": plain(bank, event.tittel), "startDate": str(event.tid.start)}
    node |= {"endDate": str(event.tid.end)} if "/" in event.tid else {}
    if event.klokka:  # local time, as the source has it
        node["startDate"] = f"{event.tid}T{event.klokka.start.isoformat()}"
        node |= {"endDate": f"{event.tid}T{event.klokka.end.isoformat()}"} if event.klokka.end else {}
    return node | ({"location": {"@type": "Place", "name": plain(bank, event.sted)}} if event.sted else {})


def _term(bank: Bank, term: Begrep) -> Node:
    node: Node = {"@type": "DefinedTerm", "@id": _address(bank, f"{url_of(page_of(term))}#begrep")}
    node |= {"name": plain(bank, term.tittel), "termCode": term.id.upper()}
    node |= {"description": plain(bank, term.definisjoner[0].tekst), "inDefinedTermSet": _terms(bank)["@id"]}
    return node | ({"alternateName": [str(word) for word in term.synonymer]} if term.synonymer else {})


def _terms(bank: Bank) -> Node:
    name = f"Begreper i {bank.nettsted.navn}"
    return {"@type": "DefinedTermSet", "@id": _address(bank, "begreper/#begreper"), "name": name}


def _gathering(bank: Bank, page: str, body: str) -> Node:
    """What a page that is no record gathers: the terms, the data, or the records of a type."""
    folder, _, name = page.rpartition("/")
    if page == "data/index.md":
        return {"mainEntity": _catalogue(bank, _FILE.findall(body))}
    if name != "index.md" or folder not in BY_FOLDER:
        return {}
    if BY_FOLDER[folder] is Begrep:
        return {"mainEntity": _terms(bank)}
    listed = {"@type": "ItemList", "numberOfItems": len(bank.of(BY_FOLDER[folder]))}
    return {"@type": "CollectionPage", "mainEntity": listed}


def _catalogue(bank: Bank, names: Sequence[str]) -> Node:
    """The catalogue with its one data set, and each file that the page lists as a form of it."""
    site = bank.nettsted
    forms = [
        {"@type": "DataDownload", "name": name, "encodingFormat": _FORMATS[name.rpartition(".")[2]],
         "contentUrl": _address(bank, f"data/{name}")}
        for name in list(dict.fromkeys(names))[:MOST_FILES]
    ]  # fmt: skip
    data: Node = {"@type": "Dataset", "@id": _address(bank, "data/#datasett"), "name": str(site.navn)}
    data |= {"description": str(site.undertittel), "url": _address(bank, "data/"), "license": CONTENT_LICENCE}
    data |= {"creator": {"@id": _address(bank, "#utgiver")}, "version": site.utgave, "distribution": forms}
    return {"@type": "DataCatalog", "name": f"Data fra {site.navn}", "dataset": data}


def _way(bank: Bank, head: Mapping[str, Any]) -> Node:
    """The way down to a page, the front page first and the page itself last."""
    steps = [(str(bank.nettsted.navn), ""), *((str(step["navn"]), str(step["adresse"])) for step in head["sti"])]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": _address(bank, url)}
        for number, (name, url) in enumerate(steps, 1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": str(head["title"])}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}
