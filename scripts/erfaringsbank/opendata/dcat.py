"""The open data described for catalogues of data: DCAT-AP-NO as Turtle. Pure.

The properties are those that version 2 and the draft of version 3 demand, and what they recommend and the bank knows
(github.com/Informasjonsforvaltning/dcat-ap-no). Nothing is said that is not known, and nothing is made before the bank
has a real address and says who is responsible: a catalogue fetches what stands there, and keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erfaringsbank.bank import Bank
from erfaringsbank.citing.citation import edition_day
from erfaringsbank.opendata.exports import ALL, MACHINES, TABLES, File, address
from erfaringsbank.opendata.turtle import About, Blank, Iri, Name, Object, Text, turtle
from erfaringsbank.records import Case, Hendelse
from erfaringsbank.records.publishing import Virksomhet
from erfaringsbank.records.values import Dato

CATALOGUE, FRAGMENT = "data/dcat.ttl", "data/dcat-datasett.ttl"
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_BODY = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
_LICENCE = Iri(f"{_EU}licence/CC_BY_4_0")
LANGUAGES = {
    "nb": "NOB", "nn": "NNO", "se": "SME", "en": "ENG", "da": "DAN", "sv": "SWE", "fi": "FIN", "nl": "NLD", "de": "DEU",
    "fr": "FRA", "is": "ISL", "mi": "MRI", "cy": "CYM",
}  # fmt: skip
COUNTRIES = {
    "Norge": "NOR", "Danmark": "DNK", "Sverige": "SWE", "Finland": "FIN", "Storbritannia": "GBR", "Nederland": "NLD",
    "New Zealand": "NZL", "Australia": "AUS", "Singapore": "SGP", "USA": "USA",
}  # fmt: skip
FREQUENCIES = {
    "daglig": "DAILY", "ukentlig": "WEEKLY", "månedlig": "MONTHLY", "kvartalsvis": "QUARTERLY", "halvårlig": "ANNUAL_2",
    "årlig": "ANNUAL", "uregelmessig": "IRREG",
}  # fmt: skip
_FORMATS = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}
_DATES = {1: "gYear", 2: "gYearMonth", 3: "date"}


def catalogue(bank: Bank, files: Sequence[File]) -> Iterator[File]:
    """The catalogue with the dataset, and the dataset alone for a body that has a catalogue.

    Nothing until it may go out.
    """
    if not bank.nettsted.kan_beskrives:
        return
    dataset = list(_dataset(bank, files))
    whole = turtle(PREFIXES, [_catalogue(bank), *dataset, *_agents(bank)])
    about = "Datasettet beskrevet for data.norge.no, i en egen katalog (DCAT-AP-NO)."
    yield File(CATALOGUE, whole.encode(), about, MACHINES)
    part = turtle(PREFIXES, [*dataset, *_agents(bank)])
    about = "Det samme uten katalog, for en virksomhet som har en katalog fra før."
    yield File(FRAGMENT, part.encode(), about, MACHINES)


def _a(kind: str) -> tuple[Name, Object]:
    return Name("a"), Name(kind)


def _say(predicate: str, value: Object | None) -> Iterator[tuple[Name, Object]]:
    if value is not None:
        yield Name(predicate), value


def _norsk(text: str) -> Text:
    return Text(text, "nb")


def _day(predicate: str, day: Dato | None) -> Iterator[tuple[Name, Object]]:
    """A date as exactly as it is known."""
    if day:
        yield Name(predicate), Text(str(day), datatype=Name(f"xsd:{_DATES[len(day.parts())]}"))


def _catalogue(bank: Bank) -> tuple[Iri, About]:
    site, subject = bank.nettsted, Iri(address(bank, "data/#katalog"))
    about = [
        _a("dcat:Catalog"),
        *_common(bank, subject, f"Data fra {site.navn}", f"Katalogen over de åpne dataene i {site.navn}."),
        *_say("foaf:homepage", Iri(address(bank, "data/"))),
        *_say("dct:license", _LICENCE),
        *_say("dcat:themeTaxonomy", Iri(f"{_EU}data-theme")),
        *_say("dcat:dataset", _dataset_iri(bank)),
    ]
    return subject, about


def _common(bank: Bank, subject: Iri, title: str, description: str) -> Iterator[tuple[Name, Object]]:
    """What both the catalogue and the dataset must say."""
    yield from _say("dct:title", _norsk(title))
    yield from _say("dct:description", _norsk(description))
    yield from _say("dct:identifier", Text(subject.value))
    yield from _say("dct:publisher", _body(bank.nettsted.datakatalog.utgivere[0]))
    yield from _say("dcat:contactPoint", _contact_iri(bank))
    for language in _languages(bank):
        yield from _say("dct:language", Iri(f"{_EU}language/{language}"))
    released = [one.dato for one in bank.utgaver if not one.prøve]
    yield from _day("dct:issued", released[0] if released else None)
    yield from _day("dct:modified", edition_day(bank))


def _dataset_iri(bank: Bank) -> Iri:
    return Iri(address(bank, "data/#datasett"))


def _contact_iri(bank: Bank) -> Iri:
    return Iri(address(bank, "data/#kontakt"))


def _body(body: Virksomhet) -> Iri:
    return Iri(f"{_BODY}{body.organisasjonsnummer}")


def _dataset(bank: Bank, files: Sequence[File]) -> Iterator[tuple[Iri, About]]:
    site, subject = bank.nettsted, _dataset_iri(bank)
    forms = [_distribution(bank, file) for file in files if file.kind in (ALL, TABLES)]
    yield (
        subject,
        [
            _a("dcat:Dataset"),
            *_common(bank, subject, str(site.navn), str(site.undertittel)),
            *_subjects(bank),
            *_say("dct:accessRights", Iri(f"{_EU}access-right/PUBLIC")),
            *_say("dct:accrualPeriodicity", Iri(f"{_EU}frequency/{FREQUENCIES[site.datakatalog.oppdateres]}")),
            *_say("dcat:landingPage", Iri(address(bank, "data/"))),
            *_say("dcat:version", Text(site.utgave)),
            *_creators(bank),
            *[pair for form, _ in forms for pair in _say("dcat:distribution", form)],
        ],
    )
    yield from forms


def _creators(bank: Bank) -> Iterator[tuple[Name, Object]]:
    """Those who have made the data together, when they are more than the publisher."""
    bodies = bank.nettsted.datakatalog.utgivere
    if len(bodies) > 1:
        for body in bodies:
            yield from _say("dct:creator", _body(body))


def _subjects(bank: Bank) -> Iterator[tuple[Name, Object]]:
    """What the data are about: themes, words, places and time, as far as the records say."""
    settings = bank.nettsted.datakatalog
    for theme in settings.temaer:
        yield from _say("dcat:theme", Iri(f"{_EU}data-theme/{theme}"))
    for word in bank.vocabulary.temaer.values():
        yield from _say("dcat:keyword", _norsk(str(word.navn)))
    lands = {case.land for case in bank.of(Case) if case.land}
    for land in (land for land in COUNTRIES if land in lands):
        yield from _say("dct:spatial", Iri(f"{_EU}country/{COUNTRIES[land]}"))
    for place in settings.steder:
        yield from _say("dct:spatial", Iri(place))
    times = [event.tid for event in bank.of(Hendelse) if not event.er_ute]
    if times:
        first = min((time.start for time in times), key=Dato.first_day)
        last = max((time.end for time in times), key=Dato.last_day)
        period = [_a("dct:PeriodOfTime"), *_day("dcat:startDate", first), *_day("dcat:endDate", last)]
        yield from _say("dct:temporal", Blank(period))


def _languages(bank: Bank) -> list[str]:
    used = {record.språk for record in bank.records.values()} | {"nb"}
    return [code for language, code in LANGUAGES.items() if language in used]


def _distribution(bank: Bank, file: File) -> tuple[Iri, About]:
    name = file.path.removeprefix("data/")
    form, media = _FORMATS[name.rpartition(".")[2]]
    about = [
        _a("dcat:Distribution"),
        *_say("dct:title", _norsk(name)),
        *_say("dct:description", _norsk(file.about)),
        *_say("dcat:accessURL", Iri(address(bank, "data/"))),
        *_say("dcat:downloadURL", Iri(address(bank, file.path))),
        *_say("dct:format", Iri(f"{_EU}file-type/{form}")),
        *_say("dcat:mediaType", Iri(f"https://www.iana.org/assignments/media-types/{media}")),
        *_say("dct:license", _LICENCE),
        *_say("adms:status", Iri(f"{_EU}distribution-status/COMPLETED")),
        *_say("dcatap:availability", Iri(f"{_EU}planned-availability/STABLE")),
    ]
    return Iri(address(bank, f"data/#{name}")), about


def _agents(bank: Bank) -> Iterator[tuple[Iri, About]]:
    """The bodies that publish, and where questions are sent."""
    site = bank.nettsted
    for body in site.datakatalog.utgivere:
        name, number = _norsk(str(body.navn)), Text(str(body.organisasjonsnummer))
        yield _body(body), [_a("foaf:Agent"), *_say("foaf:name", name), *_say("dct:identifier", number)]
    web = Iri(site.kontakt) if "://" in site.kontakt else None
    contact = [
        _a("vcard:Organization"),
        *_say("vcard:fn", _norsk(str(site.datakatalog.utgivere[0].navn))),
        *_say("vcard:hasEmail", Iri(f"mailto:{site.epost}")),
        *_say("vcard:hasURL", web),
    ]
    yield _contact_iri(bank), contact
