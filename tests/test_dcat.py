"""The description for catalogues of data: what DCAT-AP-NO demands is there, and nothing is made before it may go out."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import rdflib
from pyshacl import validate
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SH, Namespace

from banks import ROOT
from checking import TODAY, check_mini, codes
from erfaringsbank.bank import Bank
from erfaringsbank.opendata.dcat import CATALOGUE, COUNTRIES, FRAGMENT, FREQUENCIES, LANGUAGES
from erfaringsbank.opendata.exports import File
from erfaringsbank.opendata.registry import exports
from erfaringsbank.opendata.turtle import About, Blank, Iri, Name, Text, turtle
from erfaringsbank.records import Case
from erfaringsbank.records.publishing import Datakatalog
from published_bank import CATALOGUE as SETTINGS_OF_CATALOGUE
from published_bank import SETTINGS, published, released
from rendered import real

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
BARE = SETTINGS.format("1")
SHAPES = Path(__file__).parent / "dcat-ap-no.ttl"
# Mandatory in version 2 or in the draft of version 3.
MANDATORY = {
    (DCAT.Catalog, DCTERMS.title), (DCAT.Catalog, DCTERMS.description), (DCAT.Catalog, DCTERMS.publisher),
    (DCAT.Catalog, DCTERMS.identifier), (DCAT.Catalog, DCAT.contactPoint),
    (DCAT.Dataset, DCTERMS.title), (DCAT.Dataset, DCTERMS.description), (DCAT.Dataset, DCTERMS.publisher),
    (DCAT.Dataset, DCTERMS.identifier), (DCAT.Dataset, DCAT.contactPoint), (DCAT.Dataset, DCAT.theme),
    (DCAT.Distribution, DCAT.accessURL),
    (FOAF.Agent, FOAF.name), (VCARD.Organization, VCARD.fn), (VCARD.Organization, VCARD.hasEmail),
}  # fmt: skip
RECOMMENDED = {
    DCAT.Catalog: {DCAT.dataset, DCTERMS.license, DCTERMS.language, DCTERMS.issued, DCTERMS.modified, FOAF.homepage,
                   DCAT.themeTaxonomy},
    DCAT.Dataset: {DCAT.distribution, DCAT.keyword, DCTERMS.spatial, DCTERMS.temporal, DCTERMS.accessRights,
                   DCTERMS.accrualPeriodicity, DCTERMS.language, DCTERMS.issued, DCTERMS.modified, DCAT.landingPage},
    DCAT.Distribution: {DCTERMS.format, DCTERMS.license, DCTERMS.description, DCAT.downloadURL, DCAT.mediaType,
                        rdflib.URIRef("http://www.w3.org/ns/adms#status"),
                        rdflib.URIRef("http://data.europa.eu/r5r/availability")},
}  # fmt: skip
EU = "http://publications.europa.eu/resource/authority/"


def files(bank: Bank, today: date = TODAY) -> dict[str, File]:
    return {file.path: file for file in exports(bank, today)}


@cache
def ready() -> Bank:
    """A bank that may go out, in its second edition."""
    return published(released(("1.0", "2024-05-01", {}), ("2.0", "2026-03-09", {})))


@cache
def graph(path: str = CATALOGUE) -> rdflib.Graph:
    """One of the files as another library reads it. Not to be changed."""
    return rdflib.Graph().parse(data=files(ready())[path].data.decode(), format="turtle")


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES, format="turtle")


def conforms(data: rdflib.Graph) -> tuple[bool, str]:
    """Whether a graph follows the shapes, with what does not."""
    done, _, told = validate(data, shacl_graph=shapes(), inference="none", meta_shacl=False)
    return done, told


def demanded() -> set[tuple[rdflib.term.Node, rdflib.term.Node | None]]:
    """What the shapes demand at least one of, by class."""
    found = set()
    for shape, kind in shapes().subject_objects(SH.targetClass):
        for rule in shapes().objects(shape, SH.property):
            if shapes().value(rule, SH.minCount):
                found.add((kind, shapes().value(rule, SH.path)))
    return found


def test_both_files_follow_dcat_ap_no() -> None:
    """The catalogue with its dataset conforms, and so does the dataset alone, which has no catalogue in it."""
    assert conforms(graph())[0], conforms(graph())[1]
    assert conforms(graph(FRAGMENT))[0], conforms(graph(FRAGMENT))[1]
    for path, count in ((CATALOGUE, 1), (FRAGMENT, 0)):
        assert len(list(graph(path).subjects(RDF.type, DCAT.Catalog))) == count
        assert len(list(graph(path).subjects(RDF.type, DCAT.Dataset))) == 1
        assert len(list(graph(path).subjects(RDF.type, DCAT.Distribution))) == 16
        assert len(list(graph(path).subjects(RDF.type, FOAF.Agent))) == 2
        assert len(list(graph(path).subjects(RDF.type, VCARD.Organization))) == 1
    blank = rdflib.BNode
    own = [triple for triple in graph(FRAGMENT) if not any(isinstance(node, blank) for node in triple)]
    assert len(own) > 100
    assert all(triple in graph() for triple in own)


def test_the_shapes_demand_all_that_is_mandatory() -> None:
    """No property can be dropped from the shapes without being missed here."""
    assert demanded() == MANDATORY


@pytest.mark.parametrize(("kind", "wanted"), sorted(MANDATORY), ids=lambda name: str(name).rpartition("/")[2])
def test_a_description_without_something_mandatory_is_refused(kind: rdflib.URIRef, wanted: rdflib.URIRef) -> None:
    """Each mandatory property, taken away once, makes the graph invalid."""
    less = rdflib.Graph()
    less += graph()
    subject = next(iter(less.subjects(RDF.type, kind)))
    assert (subject, wanted, None) in less
    less.remove((subject, wanted, None))
    assert not conforms(less)[0]


def test_what_is_recommended_and_known_is_said() -> None:
    """Themes, words, places, time, licence, formats: with the values of the EU's lists."""
    for kind, wanted in RECOMMENDED.items():
        for subject in graph().subjects(RDF.type, kind):
            assert set(graph().predicates(subject)) >= wanted, wanted - set(graph().predicates(subject))
    [dataset] = graph().subjects(RDF.type, DCAT.Dataset)
    said = {str(value) for value in graph().objects(dataset)}
    assert said >= {f"{EU}data-theme/GOVE", f"{EU}data-theme/EDUC", f"{EU}access-right/PUBLIC", f"{EU}frequency/ANNUAL"}
    assert {f"{EU}language/NOB", f"{EU}country/NOR"} <= said
    assert "https://data.geonorge.no/administrativeEnheter/kommune/id/1" in said
    assert {str(day) for day in graph().objects(dataset, DCTERMS.issued)} == {"2024-05-01"}
    assert {str(day) for day in graph().objects(dataset, DCTERMS.modified)} == {"2026-03-09"}
    [catalogue] = graph().subjects(RDF.type, DCAT.Catalog)
    assert str(graph().value(catalogue, DCTERMS.license)) == f"{EU}licence/CC_BY_4_0"


def test_the_bodies_are_those_of_the_settings() -> None:
    """The first is the publisher, both have made the data, and questions go to the body's own address."""
    [dataset] = graph().subjects(RDF.type, DCAT.Dataset)
    publisher = graph().value(dataset, DCTERMS.publisher)
    assert str(publisher).endswith("/organizations/999999999")
    assert str(graph().value(publisher, FOAF.name)) == "Eksempel kommune"
    creators = {str(body).rpartition("/")[2] for body in graph().objects(dataset, DCTERMS.creator)}
    assert creators == {"999999999", "888888888"}
    contact = graph().value(dataset, DCAT.contactPoint)
    assert str(graph().value(contact, VCARD.hasEmail)) == "mailto:postmottak@bank.test"


def test_every_form_of_the_data_is_a_file_that_is_there() -> None:
    """Each address to download from is that of an exported file, and each table and the JSON have one."""
    addresses = {str(address).removeprefix("https://bank.test/") for address in graph().objects(None, DCAT.downloadURL)}
    assert addresses <= set(files(ready()))
    assert {"data/erfaringsbank.json", "data/funn.csv", "data/kilder.csv"} <= addresses


def test_every_language_and_land_of_the_model_has_a_code() -> None:
    """No record can have a value that the lists of codes lack."""
    [lands] = [part for part in get_args(Case.model_fields["land"].annotation) if part is not type(None)]
    assert set(COUNTRIES) == set(get_args(lands))
    assert set(LANGUAGES) == set(get_args(Case.model_fields["språk"].annotation))
    assert set(FREQUENCIES) == set(get_args(Datakatalog.model_fields["oppdateres"].annotation))
    assert {case.land for case in real().bank.of(Case)} - {None}


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (BARE, ["datakatalog.utgivere", "datakatalog.epost"]),
        (BARE + SETTINGS_OF_CATALOGUE.replace("  epost: postmottak@bank.test\n", ""), ["datakatalog.epost"]),
        (BARE + "datakatalog: {epost: postmottak@bank.test}\n", ["datakatalog.utgivere"]),
    ],
)
def test_check_says_what_is_missing_and_nothing_is_made(settings: str, missing: list[str]) -> None:
    """With a real address, what a catalogue demands is a warning until it is there."""
    [problem] = check_mini({"content/nettsted.yaml": settings})
    assert problem.code == "uten-datakatalog"
    assert all(name in problem.message for name in missing)
    assert problem.message.count("datakatalog.") == len(missing)
    bank = published(catalogue=settings.removeprefix(BARE))
    assert not [path for path in files(bank) if path.endswith(".ttl")]


def test_a_bank_that_has_said_it_all_has_no_warning() -> None:
    """The settings of the tests are without a fault; a contact that is an e-mail address is enough."""
    assert check_mini({"content/nettsted.yaml": BARE + SETTINGS_OF_CATALOGUE}) == []
    settings = BARE.replace("https://bank.test/kontakt", "post@bank.test") + SETTINGS_OF_CATALOGUE
    bank = published({"content/nettsted.yaml": settings.replace("  epost: postmottak@bank.test\n", "")})
    assert "mailto:post@bank.test" in files(bank)[CATALOGUE].data.decode()


@pytest.mark.parametrize("where", ["adresse: https://bank.test/", "kontakt: https://bank.test/kontakt", "@bank.test"])
def test_nothing_goes_out_with_a_placeholder(where: str) -> None:
    """A placeholder for the address, the contact or the e-mail keeps the description at home."""
    settings = BARE + SETTINGS_OF_CATALOGUE
    assert where in settings
    bank = published({"content/nettsted.yaml": settings.replace(where, where.replace("bank.test", "bank.example.org"))})
    assert bank.nettsted.plassholdere
    assert not [path for path in files(bank) if path.endswith(".ttl")]


def test_the_real_bank_has_no_description_yet() -> None:
    """Its address is a placeholder; the page of the data says so."""
    assert not [path for path in files(real().bank) if path.endswith(".ttl")]
    assert "lages når nettstedet har en virkelig adresse" in real().pages["data/index.md"]


@pytest.mark.parametrize(
    ("number", "codes_"),
    [
        ("999999999", []), ("999 999 999", []), ("888888888", []), ("999999998", ["orgnr-form"]), ("99999999", ["orgnr-form"]),
        ("123456785", ["orgnr-form"]), ("9999999999", ["orgnr-form"]), ("NO999999999", ["orgnr-form"]), ("999-999-999", ["orgnr-form"]),
    ],
)  # fmt: skip
def test_an_organisation_number_has_its_control_digit(number: str, codes_: list[str]) -> None:
    """Nine digits that begin with 8 or 9, the last of them given by the others (mod 11)."""
    settings = BARE + SETTINGS_OF_CATALOGUE.replace("999 999 999", number)
    assert codes(check_mini({"content/nettsted.yaml": settings})) == codes_


def test_one_wrong_digit_is_always_found() -> None:
    """Every single digit changed to every other gives a number that is none."""
    for place in range(9):
        for digit in "0123456789":
            number = "999999999"[:place] + digit + "999999999"[place + 1 :]
            settings = BARE + SETTINGS_OF_CATALOGUE.replace("999 999 999", number)
            assert codes(check_mini({"content/nettsted.yaml": settings})) == (["orgnr-form"] if digit != "9" else [])


HOSTILE = (
    '"', "\\", "\n\r\t", '"""', "\\u0041", "\x00\x01\x7f", "æøå 𝔘 \u2028", "<http://x>", "a\\", "@nb", "^^xsd:int", ".",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_from_turtle_as_it_was(text: str) -> None:
    """Quotes, backslashes, control signs and what looks like syntax are only signs of the text."""
    inner = Blank([(Name("x:c"), Text(text))])
    about: About = [(Name("x:a"), Text(text, "nb")), (Name("x:b"), inner)]
    written = turtle({"x": "https://x.test/"}, [(Iri("https://bank.test/"), about)])
    made = rdflib.Graph().parse(data=written, format="turtle")
    assert [str(value) for value in made.objects(None, rdflib.URIRef("https://x.test/a"))] == [text]
    assert [str(value) for value in made.objects(None, rdflib.URIRef("https://x.test/c"))] == [text]
    assert len(made) == 3


@pytest.mark.parametrize("address", ["https://bank.test/a b", 'https://bank.test/"><', "https://bank.test/æ{}|^`\\"])
def test_an_address_cannot_leave_its_brackets(address: str) -> None:
    """What may not stand in an address is written with percent signs."""
    made = rdflib.Graph().parse(data=turtle({}, [(Iri(address), [(Name("a"), Iri(address))])]), format="turtle")
    assert len(made) == 1


def test_the_same_bank_gives_the_same_bytes() -> None:
    """The description does not follow the day it is made."""
    assert files(ready(), date(2027, 1, 1))[CATALOGUE].data == files(ready())[CATALOGUE].data


def test_the_shapes_are_of_this_repository() -> None:
    """They are read from a file that lies here, never fetched."""
    assert SHAPES.is_relative_to(ROOT)
    assert len(shapes()) > 100
