"""How pages are cited: the words, and the files that other programs read."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

import jsonschema
import latexcodec  # noqa: F401  gives Python the codec
import pytest
import rispy
import yaml
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from banks import ROOT
from checking import TODAY, bank_of, check_mini, mini
from erfaringsbank import __version__
from erfaringsbank.bank import Bank
from erfaringsbank.citing.citation import Citation, changed, cite, edition_day
from erfaringsbank.citing.citation_files import bibtex, csl_json, files, latex, ris
from erfaringsbank.imaging.cards import head_of
from erfaringsbank.ledger import Edition, Editions
from erfaringsbank.records import Dato
from rendered import real, small

SETTINGS = "content/nettsted.yaml"
URN = "URN:NBN:no-nb_0123"
HOSTILE = 'Ærlig & «åpen» {100 %} om $5 #1 a_b ~ ^ \\ } { "x" <b> | ʼ 🧑‍🏫'


def released(bank: Bank, day: str = "2026-10-01", *, trial: bool = False) -> Bank:
    """The bank when the edition of its settings came out on a day."""
    return replace(bank, utgaver=Editions((Edition(bank.nettsted.utgave, Dato(day), "0" * 32, trial),)))


def of(path: str, bank: Bank | None = None) -> Citation:
    """The citation of a page of the small bank, as its head has it."""
    found = maybe(path, bank)
    assert found is not None
    return found


def maybe(path: str, bank: Bank | None = None) -> Citation | None:
    return cite(bank or small().bank, TODAY, path, head_of(small().files[path]))


@cache
def finding() -> Citation:
    """The citation of a finding whose edition is out."""
    return of("funn/f2-hus.md", released(bank_of()))


def made(title: str = "Tittelen", **changes: Any) -> Citation:
    """The same with another title."""
    return replace(finding(), title=title, **changes)


def test_a_record_is_cited_with_publisher_year_title_id_edition_site_and_address() -> None:
    """In the order of APA, with the address last and no «hentet»."""
    cited = of("funn/f2-hus.md", released(bank_of()))
    assert cited.text() == (
        f"Eksempel kommune (2026). {cited.title} (Funn F2, utgave 1.0). Minibanken. "
        "https://minibank.example.org/under/funn/f2-hus/"
    )


def test_an_edition_that_is_not_out_is_cited_with_the_day_it_was_made() -> None:
    """Then it is the day that makes it precise; a trial does not count as a release."""
    for bank in (bank_of(), released(bank_of(), trial=True)):
        assert edition_day(bank) is None
        assert "(Funn F2, utgave 1.0, laget 22. november 2026)" in of("funn/f2-hus.md", bank).text()
        assert of("funn/f2-hus.md", bank).date == "2026"
    assert of("funn/f2-hus.md", released(bank_of(), "2025-12-31")).date == "2025-12-31"
    assert "(2025)" in of("funn/f2-hus.md", released(bank_of(), "2025-12-31")).text()


def test_a_page_about_a_source_is_cited_as_what_the_bank_says_of_it() -> None:
    """The author is the publisher of the bank; those who wrote the source are not on the bank's page about it."""
    cited = of("kilder/k1-rapporten.md")
    source = small().bank["k1"]
    assert cited.publisher == "Eksempel kommune"
    assert f"Om kilden «{cited.title}» (Kilde K1" in cited.text()
    for name in getattr(source, "forfattere", ()):
        assert name not in cited.text() + bibtex(cited) + ris(cited) + csl_json(cited)


def test_the_front_page_is_a_citation_of_the_whole_bank() -> None:
    """Its title is the name of the site, which is not said twice."""
    cited = of("index.md", released(bank_of()))
    assert cited.text() == "Eksempel kommune (2026). Minibanken (utgave 1.0). https://minibank.example.org/under/"
    assert "howpublished" not in bibtex(cited)
    assert "container-title" not in csl_json(cited)


@pytest.mark.parametrize("banks", [small, real])
def test_what_can_be_cited_is_cited_and_tools_are_not(banks: Any) -> None:
    """Every record, list and written page; not the search, the choices of a list, pairs or the machine's own pages."""
    bank, pages = banks().bank, banks().pages
    cited = {path for path in pages if cite(bank, TODAY, path, head_of(pages[path].encode()))}
    written = {f"{side.path}.md" for side in bank.sider}
    assert {"index.md", "funn/index.md", "data/index.md", "styrke/index.md", *written} <= cited
    records = [path for path in pages if "erfaringsbank_id" in head_of(pages[path].encode())]
    assert len(records) == len(bank.records)
    assert set(records) <= cited
    without = set(pages) - cited
    assert "sok/index.md" in without
    tools = re.compile(r"(sok|utvikling|sammenlign|utgave)/|.*/(utvalg|utskrift)/|h[0-9]+/program")
    assert [path for path in without if not tools.match(path)] == []


@pytest.mark.parametrize("banks", [small, real])
def test_no_two_pages_have_the_same_key(banks: Any) -> None:
    """The key is what a reference manager knows an entry by."""
    pages = banks().pages
    found = [cite(banks().bank, TODAY, path, head_of(text.encode())) for path, text in pages.items()]
    keys = [cited.key for cited in found if cited]
    assert len(keys) == len(set(keys)) > 40


def test_a_title_in_another_language_says_so_to_those_who_hear_it() -> None:
    """The words round it are ours; a source's title is in the source's language."""
    assert '<cite lang="nn">A &amp; B</cite>' in str(made("A & B", title_language="nn").html())
    assert "<cite>" in str(made("A", title_language="nb").html())
    assert "&lt;b&gt;" in str(made("<b>").html())
    assert made("<b>x</b> & y").text().count("<b>x</b> & y") == 1


def test_the_urn_of_the_edition_is_shown_and_only_then() -> None:
    """A URN belongs to one edition; that of another is never shown."""
    for edition, shown in (("1.0", True), ("0.9", False)):
        text = mini()[SETTINGS].decode() + f'urn: {{"{edition}": {URN}}}\n'
        assert check_mini({SETTINGS: text}) == []
        cited = of("funn/f2-hus.md", bank_of({SETTINGS: text}))
        address = f"https://urn.nb.no/{URN}"
        for written in (cited.text(), bibtex(cited).replace("\\_", "_"), ris(cited), csl_json(cited)):
            assert (address in written) == shown
    assert "urn" not in of("funn/f2-hus.md").text()


@pytest.mark.parametrize(
    "urn", ["123", "urn:nbn:no-1", "URN:NBN:se-1", "https://urn.nb.no/URN:NBN:no-1", "URN:NBN:no-"]
)
def test_what_is_no_norwegian_urn_is_a_fault(urn: str) -> None:
    """It must have the form that Nasjonalbiblioteket gives."""
    (problem,) = check_mini({SETTINGS: mini()[SETTINGS].decode() + f'urn: {{"1.0": "{urn}"}}\n'})
    assert problem.code == "felt-form"


def test_a_page_changed_when_it_was_checked_or_when_its_edition_came() -> None:
    """The newest of the two; nothing when neither is known."""
    bank = bank_of()
    record = bank["f2"].model_copy(update={"sist_sjekket": Dato("2026-11")})
    never = bank["f2"].model_copy(update={"sist_sjekket": None})
    assert changed(bank, never) is None
    assert changed(bank, record) == "2026-11"
    assert changed(released(bank), record) == "2026-11"
    assert changed(released(bank, "2026-12-01"), record) == "2026-12-01"
    assert changed(released(bank), None) == "2026-10-01"


# --- BibTeX -------------------------------------------------------------------------------------------------------


def as_read(cited: Citation) -> Any:
    """The only entry of the BibTeX file, as a library that is not ours reads it."""
    found = parse_string(bibtex(cited), "bibtex")
    ((key, entry),) = found.entries.items()
    assert key == cited.key
    return entry


def words(value: str) -> str:
    """What LaTeX would print of a field."""
    from_text: Any = codecs.lookup("ulatex").decode  # this codec is from text to text
    printed = str(from_text(value)[0])
    return printed.replace("{", "").replace("}", "")


def test_bibtex_is_read_by_a_library() -> None:
    """Kind, author, title, year, address: all as they are."""
    entry = as_read(made("Ærlig om åpne spørsmål"))
    assert entry.type == "misc"
    assert words(entry.fields["title"]) == "Ærlig om åpne spørsmål"
    assert [str(person) for person in entry.persons["author"]] == ["{Eksempel kommune}"]
    assert entry.fields["year"] == "2026"
    assert entry.fields["date"] == "2026-10-01"
    assert entry.fields["url"] == "https://minibank.example.org/under/funn/f2-hus/"


def test_an_institution_with_and_in_its_name_is_one_author() -> None:
    """«and» parts authors in BibTeX; in braces it does not."""
    entry = as_read(made(publisher="Arts and Libraries, Oslo and Bergen"))
    assert len(entry.persons["author"]) == 1


@pytest.mark.parametrize("sign", list("\\{}$&#_%~^"))
def test_what_means_something_to_latex_is_a_sign(sign: str) -> None:
    """No sign of a title stands bare, and no brace can be counted."""
    written = latex(f"a{sign}b")
    assert written.startswith("a\\")
    assert written.endswith("b")
    assert written.count("{") == written.count("}")


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_title_gives_one_entry_with_balanced_braces(title: str) -> None:
    """Whatever a title holds, the file has one entry and the fields after the title are there."""
    entry = as_read(made(title))
    assert entry.fields["url"].endswith("/funn/f2-hus/")
    assert bibtex(made(title)).count("{") == bibtex(made(title)).count("}")


# --- RIS ----------------------------------------------------------------------------------------------------------


def test_ris_is_read_by_a_library() -> None:
    """One entry with the same facts; the lines end as the format says."""
    cited = made(HOSTILE)
    (entry,) = rispy.loads(ris(cited))
    assert entry["type_of_reference"] == "ELEC"
    assert entry["authors"] == ["Eksempel kommune"]
    assert entry["title"] == HOSTILE
    assert entry["year"] == "2026"
    assert entry["urls"] == [cited.address]
    lines = ris(cited).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " and "\n" not in line for line in lines[:-1])
    assert "DA  - 2026/10/01/" in lines


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_title_is_one_line_of_ris(title: str) -> None:
    """A title cannot begin a new field or end the entry."""
    (entry,) = rispy.loads(ris(made(f"A{title}")))
    assert entry["urls"] == ["https://minibank.example.org/under/funn/f2-hus/"]
    assert len(ris(made(f"A{title}")).split("\r\n")) == len(ris(made("A")).split("\r\n"))


# --- CSL-JSON -----------------------------------------------------------------------------------------------------

# The variables we use, and what the CSL schema says they are.
CSL = {
    "id": str, "type": str, "title": str, "container-title": str, "publisher": str, "genre": str, "number": str,
    "version": str, "note": str, "language": str, "URL": str, "author": list, "issued": dict,
}  # fmt: skip


def test_csl_json_has_only_what_csl_knows() -> None:
    """A list with one item, of variables that CSL has; the author is a name in one piece."""
    (item,) = json.loads(csl_json(made(HOSTILE)))
    assert set(item) <= set(CSL)
    assert all(isinstance(value, CSL[name]) for name, value in item.items())
    assert item["type"] == "webpage"
    assert item["author"] == [{"literal": "Eksempel kommune"}]
    assert item["issued"] == {"date-parts": [[2026, 10, 1]]}
    assert item["title"] == HOSTILE


def test_a_citation_processor_writes_the_reference() -> None:
    """The item goes through a processor that is not ours, with a style that is not ours."""
    item = json.loads(csl_json(made("Tittelen står her")))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    shelf = CitationStylesBibliography(style, CiteProcJSON(item), formatter.plain)
    shelf.register(Cited([CitationItem(item[0]["id"])]))
    written = str(shelf.bibliography()[0])
    assert "Tittelen står her" in written
    assert "Eksempel kommune" in written
    assert "2026" in written


# --- The files ----------------------------------------------------------------------------------------------------


def every_citation() -> Iterator[Citation]:
    """The citations of the whole bank of the project."""
    for path, text in real().pages.items():
        if cited := cite(real().bank, TODAY, path, head_of(text.encode())):
            yield cited


def test_the_files_of_the_bank_are_read() -> None:
    """BibTeX, RIS and CSL-JSON of every fifth page of the project's own bank, by the libraries."""
    seen = 0
    for cited in islice(every_citation(), 0, None, 5):
        assert words(as_read(cited).fields["title"]) == words(latex(cited.whole_title))
        assert rispy.loads(ris(cited))[0]["title"] == cited.whole_title
        assert json.loads(csl_json(cited))[0]["URL"] == cited.address
        seen += 1
    assert seen > 120


def test_the_files_lie_beside_the_page() -> None:
    """Three of them, in UTF-8, with the same bytes each time."""
    found = dict(files(made("Æ"), "funn/f2-hus/"))
    assert list(found) == [f"funn/f2-hus/sitering.{ending}" for ending in ("bib", "ris", "csl.json")]
    assert all("Æ" in raw.decode() for raw in found.values())
    assert found == dict(files(made("Æ"), "funn/f2-hus/"))


# --- CITATION.cff -------------------------------------------------------------------------------------------------


def cff() -> Any:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def schema() -> Any:
    return json.loads((ROOT / "tests" / "cff" / "schema-1.2.0.json").read_text(encoding="utf-8"))


def test_citation_cff_is_valid() -> None:
    """By the schema of the format, with institutions as authors and the version of the program."""
    jsonschema.Draft7Validator(schema()).validate(cff())
    assert cff()["version"] == __version__
    assert all(set(author) == {"name"} for author in cff()["authors"])
    assert not {"doi", "identifiers", "orcid", "date-released"} & set(cff())


@pytest.mark.parametrize("fault", [{"version": None}, {"authors": []}, {"title": 1}, {"ukjent": "x"}, {"doi": "x"}])
def test_a_fault_in_citation_cff_is_found(fault: dict[str, Any]) -> None:
    """The gate is alive."""
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema()).validate(cff() | fault)
