"""The working paper for the accessibility declaration: what the law asks for, and no promise without what it rests on."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from axe_playwright_python.base import AXE_SCRIPT

from banks import ROOT, SETTINGS, command, small
from browsing.axe import TAGS
from checking import TODAY, bank_of
from erfaringsbank import accessibility
from erfaringsbank.accessibility import AUTOMATIC, BY_HAND, HEARD, NOT_RELEVANT, UNHEARD, Krav, paper
from erfaringsbank.bank import Bank
from erfaringsbank.opendata import exports
from rendered import as_html, folded, real

# What was new on levels A and AA in 2.1 and in 2.2 (https://www.w3.org/TR/WCAG21/ and WCAG22, «What's new»).
NEW_IN_21 = [
    "1.3.4", "1.3.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13", "2.1.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "4.1.3",
]  # fmt: skip
NEW_IN_22 = ["2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"]
LEFT_OUT = ["1.2.3", "1.2.4"]
LEVEL_A = [
    "1.1.1", "1.2.1", "1.2.2", "1.3.1", "1.3.2", "1.3.3", "1.4.1", "1.4.2", "2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2",
    "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "3.1.1", "3.2.1", "3.2.2", "3.2.6",
    "3.3.1", "3.3.2", "3.3.7", "4.1.1", "4.1.2",
]  # fmt: skip
LEVELS = {tag for tag in TAGS if tag.startswith("wcag")}  # what the tests ask axe for
TRIAL = """\
utprøvinger:
- dato: 2027-01-15
  hjelpemiddel: {tool}
  utstyr: Et program med en nettleser
  hvem: en leser som bruker det hver dag
  hva: Forsiden og en case
  funnet: "Menyen virket. <b>Tabellen</b> ble *ikke* lest."
"""


def numbers(criteria: list[Krav]) -> list[str]:
    return [krav.nummer for krav in criteria]


def tried(tool: str) -> Bank:
    """A bank whose settings tell that someone has tried its site with a tool."""
    return bank_of({"content/nettsted.yaml": SETTINGS + TRIAL.format(tool=tool)})


def shown(bank: Bank) -> str:
    """What a reader sees of the page."""
    return folded(as_html(accessibility.markdown(bank)).text_content())


def test_the_law_asks_for_48_of_the_50_criteria_of_the_standard() -> None:
    """35 from 2.0 less description of video, 12 from 2.1, and description of video for the public sector since 2024."""
    law = numbers(paper().lovkrav)
    left_out = [unntak.nummer for unntak in paper().lov.unntatt]
    assert (len(law), len(set(law))) == (48, 48)
    assert left_out == LEFT_OUT
    assert not set(law) & set(left_out)
    assert [krav.nummer for krav in paper().krav if krav.fra == "2.1"] == NEW_IN_21
    assert len([krav for krav in paper().krav if krav.fra == "2.0"]) == 36
    assert "1.2.5" in law


def test_the_criteria_beyond_the_law_are_marked() -> None:
    """The six that came on levels A and AA with WCAG 2.2."""
    beyond = [krav for krav in paper().krav if not krav.lovkrav]
    assert numbers(beyond) == NEW_IN_22
    assert all(krav.adresse.startswith("https://www.w3.org/WAI/WCAG22/") for krav in beyond)


def test_the_criteria_stand_in_order_with_their_level() -> None:
    """Those of the law by number, then those beyond it, each on the level the standard gives it."""
    order = [tuple(map(int, number.split("."))) for number in numbers(paper().lovkrav)]
    assert order == sorted(order)
    assert [krav.nummer for krav in paper().krav if krav.nivå == "A"] == [
        *(number for number in LEVEL_A if number not in NEW_IN_22),
        *(number for number in LEVEL_A if number in NEW_IN_22),
    ]
    assert [krav for _, group in paper().grupper for krav in group] == list(paper().krav)


def test_each_criterion_is_explained_on_its_own_page() -> None:
    """The address at the authority begins with the digits of the criterion and tells its level."""
    for krav in paper().lovkrav:
        start = f"https://www.uutilsynet.no/wcag-standarden/{krav.nummer.replace('.', '')}-"
        assert krav.adresse.startswith(start), krav.nummer
        assert ("-niva-aa/" in krav.adresse) == (krav.nivå == "AA"), krav.nummer
    assert len({krav.adresse for krav in paper().krav}) == len(paper().krav)


def test_where_the_law_was_read_and_what_is_not_sure_is_said() -> None:
    """Sources at the authority, and a reservation that is shown on the page."""
    law = paper().lov
    assert len(law.kilder) >= 2
    assert all(source.adresse.startswith("https://www.uutilsynet.no/") for source in law.kilder)
    page = real().text(accessibility.PAGE)
    assert law.forbehold in page
    assert all(unntak.navn in page for unntak in law.unntatt)


def promises(criteria: list[Krav]) -> Iterator[str]:
    """Criteria that say too much: nothing to try, nothing to rest on, or relevant and not relevant at once."""
    for krav in criteria:
        if krav.ikke_aktuelt and krav.for_hånd:
            yield f"{krav.nummer}: både aktuelt og ikke"
        if not krav.ikke_aktuelt and not krav.for_hånd:
            yield f"{krav.nummer}: ingen maskin kan svare for hele kravet"
        if AUTOMATIC in krav.status and not (krav.tester or krav.axe or krav.verktøy):
            yield f"{krav.nummer}: ingen test"
        if krav.ikke_aktuelt and not (krav.tester or krav.axe):
            yield f"{krav.nummer}: ingen passer på at det ikke er aktuelt"


def test_no_criterion_promises_more_than_it_rests_on() -> None:
    """What is relevant is tried by hand whatever machines do; what is not relevant is watched by a test."""
    assert list(promises(list(paper().krav))) == []
    statuses = {status for krav in paper().krav for status in krav.status}
    assert statuses == {AUTOMATIC, BY_HAND, NOT_RELEVANT}


@pytest.mark.parametrize("fields", [{}, {"axe": ("list",)}, {"ikke_aktuelt": "Nei."}])
def test_a_planted_promise_is_found(fields: Mapping[str, Any]) -> None:
    """A criterion with nothing, with a machine alone, and one that is only said not to be relevant."""
    krav = Krav("9.9.9", "Prøve", "A", "2.0", "999-prove-niva/1", "Ingenting.", **fields)
    assert len(list(promises([krav]))) == 1


def test_the_status_is_worked_out_and_never_written() -> None:
    """A criterion may be tested in part and tried by hand; one that is not relevant is neither."""
    krav = Krav("9.9.9", "Prøve", "A", "2.0", "x", "Alt.", tester=("tests/a.py::test_b",), for_hånd=("Se.",))
    assert accessibility.in_words(krav) == "testes automatisk og prøves for hånd"
    assert Krav("9.9.9", "Prøve", "A", "2.0", "x", "Alt.", for_hånd=("Se.",)).status == (BY_HAND,)
    assert Krav("9.9.9", "Prøve", "A", "2.0", "x", "Alt.", axe=("list",), ikke_aktuelt="Nei.").status == (NOT_RELEVANT,)


@cache
def found_in(path: str) -> frozenset[str]:
    """The tests that a file of the repository holds."""
    file = ROOT / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and "test_" in node.name)


def missing(names: list[str]) -> list[str]:
    """The tests that are named and not there."""
    return [name for name in names if name.partition("::")[2] not in found_in(name.partition("::")[0])]


def test_every_test_that_is_named_is_there() -> None:
    """File and function, read from the code of the tests."""
    named = [*paper().axe_kjøres_av, *(name for krav in paper().krav for name in krav.tester)]
    assert len(set(named)) > 15
    assert missing(named) == []


def test_a_test_that_is_gone_is_found() -> None:
    """Another function and another file."""
    here = "tests/test_accessibility.py::"
    names = [f"{here}test_every_test_that_is_named_is_there", f"{here}test_borte", "tests/test_borte.py::test_x"]
    assert missing(names) == names[1:]


def test_every_tool_that_is_named_is_a_target() -> None:
    """`make x` can be typed."""
    named = {paper().axe_på_alle, *(tool for krav in paper().krav for tool in krav.verktøy)}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(named) > 1
    assert named <= targets


def rules_of_axe(script: str) -> Iterator[tuple[str, frozenset[str]]]:
    """(id, tags) of every rule in the script of axe-core."""
    for match in re.finditer(r'\{id:"([a-z0-9-]+)"(?:(?!\{id:").)*?tags:\[([^\]]*)\]', script, re.DOTALL):
        yield match[1], frozenset(re.findall(r'"([^"]+)"', match[2]))


@cache
def running() -> Mapping[str, frozenset[str]]:
    """The rules that run when axe is asked as the tests ask it: neither experimental nor taken out of use."""
    rules = dict(rules_of_axe(AXE_SCRIPT))
    assert len(rules) > 90
    return {name: tags for name, tags in rules.items() if tags & LEVELS and not tags & {"experimental", "deprecated"}}


def about(number: str) -> list[str]:
    """The running rules of axe that are about a criterion."""
    return sorted(name for name, tags in running().items() if f"wcag{number.replace('.', '')}" in tags)


def test_the_rules_of_axe_are_those_that_axe_has_for_the_criterion() -> None:
    """No rule that is not there, none that is about something else, and none left out.

    It fails when axe has been renewed: then the new rules must be written in the paper.
    """
    assert {krav.nummer: sorted(krav.axe) for krav in paper().krav} == {
        krav.nummer: about(krav.nummer) for krav in paper().krav
    }
    assert sum(len(krav.axe) for krav in paper().krav) > 50
    assert about("1.4.3") == ["color-contrast"]
    assert about("2.5.3") == []  # the rule there is experimental, and does not run


def test_the_rules_are_run_by_named_tests() -> None:
    """Rules that nobody runs find nothing."""
    assert paper().axe_kjøres_av


def test_the_page_begins_with_what_nobody_has_done() -> None:
    """Until someone has, the first sentence says so, and the place to write it is shown."""
    page = shown(bank_of())
    assert page.startswith(f"{accessibility.TITLE} {UNHEARD} ")
    assert "Ingen utprøvinger er skrevet ned ennå." in page
    assert "content/nettsted.yaml" in page
    assert real().bank.nettsted.utprøvinger == ()


def test_what_someone_has_tried_is_shown_as_written() -> None:
    """Day, tool, role and what was found; marks in the text are text."""
    page = shown(tried("skjermleser"))
    assert page.startswith(f"{accessibility.TITLE} {HEARD} ")
    assert "15. januar 2027, skjermleser (Et program med en nettleser) Hvem: en leser som bruker det hver dag" in page
    assert "Menyen virket. <b>Tabellen</b> ble *ikke* lest." in page
    assert "Ingen utprøvinger" not in page


def test_another_tool_is_no_screen_reader() -> None:
    """The first sentence stays until it is no longer true."""
    page = shown(tried("tastatur"))
    assert page.startswith(f"{accessibility.TITLE} {UNHEARD} ")
    assert "15. januar 2027, tastatur" in page


def test_the_pattern_for_a_trial_is_one_that_the_bank_takes() -> None:
    """The fields shown are the fields there are, and each says what to write."""
    [told] = yaml.safe_load(accessibility.pattern())["utprøvinger"]
    [written] = yaml.safe_load(TRIAL.format(tool="tastatur"))["utprøvinger"]
    assert list(told) == list(written)
    assert all(text.endswith(".") for text in told.values())
    assert tried("tastatur").nettsted.utprøvinger[0].utstyr == "Et program med en nettleser"


def test_every_criterion_stands_on_the_page_with_all_it_has() -> None:
    """A line in the overview that leads to its own part, with steps, tests and reasons."""
    tree = real().html(accessibility.PAGE)
    text = real().text(accessibility.PAGE)
    overview = tree.xpath("//h2[@id='kravene']/following-sibling::table[1]/tbody/tr")
    assert len(overview) == len(paper().krav)
    for krav, row in zip(paper().krav, overview, strict=True):
        first, status = row.iter("td")
        assert first.text_content() == f"{krav.nummer} {krav.navn} ({krav.nivå})"
        assert status.text_content().lower() == accessibility.in_words(krav)
        [anchor] = first.xpath("./a/@href")
        [heading] = tree.xpath("//h3[@id=$a]", a=anchor.removeprefix("#"))
        assert heading.text_content() == f"{krav.nummer} {krav.navn}"
        for part in (krav.hos_oss, krav.ikke_aktuelt, *krav.for_hånd, *krav.axe):
            assert part in text, (krav.nummer, part)
        for name in krav.tester:
            assert name.partition("::")[2] in text


def test_the_summary_counts_what_is_there() -> None:
    """The three numbers are those of the criteria of the law."""
    law = paper().lovkrav
    told = re.findall(r"\d+", accessibility.summary(law))
    counted = [sum(status in krav.status for krav in law) for status in (BY_HAND, AUTOMATIC, NOT_RELEVANT)]
    assert [int(number) for number in told] == counted
    assert counted[0] + counted[2] == 48


def table() -> list[dict[str, str]]:
    """The exported table as it is read back."""
    [file] = exports.working_paper(bank_of(), TODAY)
    assert file.path == "data/sjekkliste-uu.csv"
    return list(csv.DictReader(io.StringIO(file.data.decode(), newline="")))


def test_the_table_has_a_line_for_each_criterion_and_room_for_the_answer() -> None:
    """Number, name, level and how it is tried; the columns for the result are there and empty."""
    rows = table()
    assert [row["nummer"] for row in rows] == numbers(list(paper().krav))
    assert sum(row["lovkrav"] == "ja" for row in rows) == 48
    for row, krav in zip(rows, paper().krav, strict=True):
        assert row["status"] == "; ".join(krav.status)
        assert row["axe_regler"].split("; ") == list(krav.axe or [""])
        assert all(row[name] == "" for name in accessibility.TO_FILL_IN)
        assert row["datasett_lisens"]


def test_the_command_shows_the_paper_in_three_ways(tmp_path: Path) -> None:
    """A list in the terminal, the table, and the page."""
    small(tmp_path)
    done = {
        style: command("sjekkliste-uu", *arguments, cwd=tmp_path, SOURCE_DATE_EPOCH="0")
        for style, arguments in {"tekst": [], "csv": ["--format", "csv"], "md": ["--format", "md"]}.items()
    }
    assert [(each.returncode, each.stderr) for each in done.values()] == [(0, "")] * 3
    lines = done["tekst"].stdout.splitlines()
    assert lines[0] == UNHEARD
    assert sum(line.startswith("  ") for line in lines) == len(paper().krav)
    assert done["csv"].stdout.startswith("nummer,krav,nivå,")
    assert done["md"].stdout.startswith(f"# {accessibility.TITLE}\n")


def test_the_command_never_writes_over_a_file(tmp_path: Path) -> None:
    """A table that someone has filled in is not lost; a folder that is not there is told."""
    small(tmp_path)
    first = command("sjekkliste-uu", "--format", "csv", "-o", "ark.csv", cwd=tmp_path)
    assert (first.returncode, first.stdout) == (0, "Skrev ark.csv.\n")
    written = (tmp_path / "ark.csv").read_bytes()
    assert written.startswith("nummer,krav,nivå,".encode())
    for name, told in (("ark.csv", "Filen ark.csv finnes fra før."), ("borte/ark.csv", "Mappen borte finnes ikke.")):
        done = command("sjekkliste-uu", "-o", name, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr
    assert (tmp_path / "ark.csv").read_bytes() == written


def test_the_page_about_accessibility_leads_to_the_paper() -> None:
    """The reader's own page says the same first thing, and where the rest stands."""
    page = "tilgjengelighet.md"
    assert accessibility.PAGE in set(real().links(page))
    assert ("Ingen har ennå prøvd nettstedet med skjermleser" in real().text(page)) == (
        accessibility.verdict(real().bank.nettsted.utprøvinger) == UNHEARD
    )
