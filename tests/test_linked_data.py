"""What each page is for machines: JSON-LD that schema.org knows, about what the bank knows, and safe in a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from rdflib import RDF, SDO, Graph, URIRef
from selectolax.lexbor import LexborHTMLParser

from checking import TODAY, bank_of
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.imaging.cards import head_of
from erfaringsbank.machines.linked_data import MOST_SOURCES, script
from erfaringsbank.machines.page_facts import with_facts
from erfaringsbank.markup import front_matter
from erfaringsbank.polishing import page_gate
from erfaringsbank.records import TYPES, Begrep, Funn, Hendelse, Kilde, Record
from erfaringsbank.shell import head
from rendered import Rendered, head_and_body, real, small
from test_citation import HOSTILE, released

# The properties we use of each type, as schema.org has them for the type or one above it.
WORK = {
    "name", "url", "inLanguage", "isPartOf", "publisher", "license", "version", "datePublished", "dateModified",
    "identifier", "additionalType", "isBasedOn", "creativeWorkStatus", "mainEntity", "description",
}  # fmt: skip
KNOWN: Mapping[str, set[str]] = {
    "WebSite": WORK, "WebPage": WORK, "CollectionPage": WORK, "Article": WORK, "CreativeWork": WORK, "Report": WORK,
    "Legislation": WORK, "NewsArticle": WORK, "BlogPosting": WORK, "OpinionNewsArticle": WORK, "Thesis": WORK,
    "PresentationDigitalDocument": WORK,
    "Dataset": {*WORK, "distribution", "creator"},
    "DataDownload": {"name", "encodingFormat", "contentUrl"},
    "DataCatalog": {"name", "dataset"},
    "Organization": {"name", "contactPoint"},
    "ContactPoint": {"url", "email"},
    "Event": {"name", "startDate", "endDate", "location"},
    "Place": {"name"},
    "DefinedTerm": {"name", "description", "termCode", "alternateName", "inDefinedTermSet"},
    "DefinedTermSet": {"name"},
    "ItemList": {"numberOfItems"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}  # fmt: skip
TIMED = 'tittel: A\ntid: 2023-09-26\nklokka: "09:00–15:30"\nart: arrangement\nhva: ["Noe. [k1]"]\n'
CONTEXT = {"@vocab": "https://schema.org/"}


def told(bank: Bank, path: str, raw: str) -> Any:
    """The graph of a page, as JSON has it."""
    text = str(script(bank, path, head_of(raw.encode()), raw))
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def graphs(made: Rendered) -> Iterator[tuple[str, Any]]:
    """(page, its graph) of every page of a bank."""
    for path, raw in made.pages.items():
        yield path, told(made.bank, path, raw)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node of a graph with a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


def of(record: Record, bank: Bank | None = None) -> Any:
    """What a record's page is: its own node."""
    bank = bank or small().bank
    raw = head(page_of(record), record.tittel, "Om", "", erfaringsbank_id=str(record.id))
    return told(bank, page_of(record), raw)[0]


@pytest.mark.parametrize("banks", [small, real])
def test_every_page_says_what_it_is_with_types_and_words_of_schema_org(banks: Any) -> None:
    """Each type and property is in the vocabulary, and each property is one that its type has."""
    seen = 0
    for path, graph in graphs(banks()):
        for node in nodes(graph):
            assert node["@type"] in SDO, path
            properties = set(node) - {"@type", "@id"}
            assert properties <= KNOWN[node["@type"]], (path, node["@type"])
            assert all(name in SDO for name in properties)
            assert all(value not in ("", None, []) for value in node.values()), path
            seen += 1
    assert seen > 300


@pytest.mark.parametrize("word", ["Funn", "erBasertPå", "isBasedOnn"])
def test_a_word_that_schema_org_lacks_is_found(word: str) -> None:
    """The vocabulary is closed."""
    assert word not in SDO


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the library's own use of it
@pytest.mark.parametrize("banks", [small, real])
def test_every_page_is_read_by_a_library(banks: Any) -> None:
    """As triples: the page has its public address, one name and the site it is part of."""
    made: Rendered = banks()
    base = made.bank.nettsted.adresse
    chosen = [(path, graph) for number, (path, graph) in enumerate(graphs(made)) if number % 7 == 0]
    assert len(chosen) > 10
    for path, graph in chosen:
        triples = Graph().parse(data=json.dumps({"@context": CONTEXT, "@graph": graph}), format="json-ld")
        page = URIRef(base + url_of(path)) if path != "index.md" else URIRef(f"{base}#nettsted")
        assert len(list(triples.objects(page, SDO.name))) == 1, path
        assert list(triples.objects(page, RDF.type)), path


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: str(cls.mappe))
def test_a_record_says_its_id_its_type_and_what_it_rests_on(cls: type[Record]) -> None:
    """The ID, where the type is explained, the licence, the edition, and the addresses of its sources."""
    for bank in (small().bank, real().bank):
        for record in bank.of(cls)[:20]:
            node = of(record, bank)
            assert node["identifier"] == record.id.upper()
            assert node["additionalType"].endswith(f"/utvikling/datamodell/#{cls.mappe}")
            assert node["url"] == bank.nettsted.adresse + url_of(page_of(record))
            assert node["license"].startswith("https://creativecommons.org/licenses/by/4.0/")
            assert node["version"] == bank.nettsted.utgave
            based = node.get("isBasedOn", [])
            addresses = {address for source in bank.of(Kilde) for address in source.adresser}
            assert set(based) <= addresses
            assert len(based) == len(set(based)) <= MOST_SOURCES


def test_the_place_where_a_type_is_explained_is_there() -> None:
    """The anchor that `additionalType` names stands on the page of the data model."""
    page = small().files["utvikling/datamodell.md"].decode()
    assert all(f"#{cls.mappe}" in page for cls in TYPES)


def test_the_publisher_is_the_only_author_and_no_person_is_named() -> None:
    """Neither as author nor in any other way is anyone a Person."""
    for made in (small(), real()):
        for path, graph in graphs(made):
            for node in nodes(graph):
                assert node["@type"] != "Person", path
                assert "author" not in node, path


def test_an_event_a_term_and_a_source_are_what_the_page_is_about() -> None:
    """With when and where, with its definition, and with its own publisher and language."""
    bank = real().bank
    event = next(event for event in bank.of(Hendelse) if event.sted and "/" not in event.tid and not event.klokka)
    assert of(event, bank)["mainEntity"] | {"location": None} == {
        "@type": "Event", "name": str(event.tittel), "startDate": str(event.tid), "location": None,
    }  # fmt: skip
    long = next(event for event in small().bank.of(Hendelse) + bank.of(Hendelse) if "/" in event.tid)
    whose = small().bank if long.id in small().bank.records and small().bank[long.id] == long else bank
    assert of(long, whose)["mainEntity"]["endDate"] == str(long.tid.end)
    timed = bank_of({"content/hendelser/h9-a.yaml": TIMED})
    assert of(timed["h9"], timed)["mainEntity"]["startDate"] == "2023-09-26T09:00:00"
    assert of(timed["h9"], timed)["mainEntity"]["endDate"] == "2023-09-26T15:30:00"
    term = bank.of(Begrep)[0]
    assert of(term, bank)["mainEntity"]["@type"] == "DefinedTerm"
    source = next(source for source in bank.of(Kilde) if source.adresser and source.art == "rapport")
    about = of(source, bank)["mainEntity"]
    assert (about["@type"], about["url"]) == ("Report", source.adresser[0])
    assert about["publisher"]["name"] == source.utgiver
    assert "isBasedOn" not in of(source, bank)


def test_a_date_is_only_told_when_it_is_true() -> None:
    """Nothing before the edition is out; then its day, or the day of a newer check."""
    bank = bank_of()
    unknown = next(record for record in bank.records.values() if not record.sist_sjekket)
    assert not {"datePublished", "dateModified"} & set(of(unknown, bank))
    node = of(bank.of(Funn)[0], released(bank))
    assert node["datePublished"] == "2026-10-01"
    assert node["dateModified"] >= "2026-10-01"


def test_the_front_page_is_the_site_and_who_gives_it_out() -> None:
    """A WebSite and an Organization, with the name and address of the settings."""
    site = small().bank.nettsted
    publisher, website = told(small().bank, "index.md", small().files["index.md"].decode())
    assert (publisher["@type"], publisher["name"]) == ("Organization", site.utgiver)
    assert publisher["contactPoint"]["email"] == site.kontakt
    assert (website["@type"], website["url"]) == ("WebSite", site.adresse)
    assert website["publisher"]["@id"] == publisher["@id"]


def test_lists_terms_and_data_are_what_they_are() -> None:
    """A list says how many, the glossary is a set of terms, the data page a catalogue with every file it lists."""
    made = small()
    lists = {path: told(made.bank, path, raw)[0] for path, raw in made.pages.items() if path.endswith("/index.md")}
    assert lists["funn/index.md"]["mainEntity"] == {"@type": "ItemList", "numberOfItems": len(made.bank.of(Funn))}
    assert lists["begreper/index.md"]["mainEntity"]["@type"] == "DefinedTermSet"
    data = lists["data/index.md"]["mainEntity"]["dataset"]
    files = [form["contentUrl"].removeprefix(made.bank.nettsted.adresse) for form in data["distribution"]]
    assert {"data/erfaringsbank.json", "data/funn.csv"} <= set(files)
    assert all(file in made.files for file in files)


def test_the_way_to_a_page_is_that_of_the_page() -> None:
    """The front page first, the page itself last, and an address for each but the last."""
    steps = told(small().bank, "funn/f2-hus.md", small().files["funn/f2-hus.md"].decode())[-1]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step.get("item") for step in steps] == [
        f"https://minibank.example.org/under/{url}" if url is not None else None for url in ("", "funn/", None)
    ]


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!-- --> ]]> & \u2028", HOSTILE])
def test_no_title_gets_out_of_the_block(title: str) -> None:
    """As a browser reads it: one block, the same title, and nothing else on the page."""
    bank = bank_of()
    raw = head("funn/f2-hus.md", title, "Om", "", erfaringsbank_id="f2")
    text = script(bank, "funn/f2-hus.md", head_of(raw.encode()))
    tree = LexborHTMLParser(f'<!doctype html><title>x</title><script type="application/ld+json">{text}</script><p>y')
    assert list(page_gate.faults(tree)) == []
    (block,) = tree.css("script")
    assert json.loads(block.text())["@graph"][0]["name"] == title
    assert [node.tag for node in tree.body.iter()] == ["p"]  # type: ignore[union-attr]
    assert not set("<>&\u2028\u2029") & set(str(text))


def test_the_facts_are_put_in_the_head_of_each_page_and_change_nothing_else() -> None:
    """The fields that were there are there as they were, and the Markdown under them; other files are left alone."""
    made = small()
    told_ = dict(with_facts(made.bank, TODAY, made.files.items()))
    assert list(told_) == list(made.files)
    pages = 0
    for path, raw in made.files.items():
        if not path.endswith(".md"):
            assert told_[path] is raw
            continue
        before, body = head_and_body(raw.decode())
        after, same = head_and_body(told_[path].decode())
        assert same == body
        assert {name: after[name] for name in before} == before
        assert set(after) - set(before) <= {"ld", "siter", "ren"}
        assert "ld" in after
        pages += 1
    assert pages > 80


def test_markup_in_a_head_is_not_escaped_again() -> None:
    """Texts are; what is made to be HTML is as it is."""
    (line,) = front_matter({"a": script(bank_of(), "x.md", {"title": "<b>"})}).splitlines()[1:-1]
    assert json.loads(json.loads(line.removeprefix("a: ")))["@graph"][0]["name"] == "<b>"
