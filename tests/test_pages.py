"""The pages of the bank as a reader meets them: all of it is there, and nothing is said without who, when and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checking import TODAY, bank_of, mini
from erfaringsbank import norsk
from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank, sources_of
from erfaringsbank.load import load
from erfaringsbank.pages import pages
from erfaringsbank.records import (
    BY_FOLDER,
    TYPES,
    Anbefaling,
    Case,
    Dato,
    Funn,
    Id,
    Kilde,
    Loc,
    Organisasjonsmodell,
    Periode,
    Record,
    Rolle,
    Spørsmål,
    Tekst,
    Utsagn,
    statements,
    walk,
)
from erfaringsbank.records.values import MENTION, Klokka
from erfaringsbank.view import View, plain
from rendered import Rendered, folded, head_and_body, real, rendered, small


def said(bank: Bank, text: str) -> str:
    """A text as a reader sees it: mentions as words, and no full stop after a title that asks a question."""
    return re.sub(r"([?!])\.", r"\1", folded(plain(bank, text)))


Banks = Callable[[], Rendered]
both = pytest.mark.parametrize("banks", [real, small])


def statement_element(site: Rendered, record: Record, loc: Loc, statement: Utsagn) -> Any:
    """The element of a record's page that holds a statement: at its anchor, or else the box of advice or the page."""
    page = page_of(record)
    tree = site.html(page)
    if len(loc) < 2:
        return (tree.find_class("rad") or [tree])[0]
    anchor = View(site.bank, page, TODAY).anker(record, str(loc[0]), int(loc[1]) + 1)
    [element] = tree.xpath(f"//*[@id='{anchor}']")
    return element


def all_statements(site: Rendered) -> Iterator[tuple[Record, Utsagn, str, set[str]]]:
    """(record, statement, what the reader sees of it, the pages it leads to) of every statement of a bank."""
    for record in site.bank.records.values():
        for loc, statement in statements(record):
            element = statement_element(site, record, loc, statement)
            links = {href.rsplit("/", 1)[-1] for href in element.xpath(".//a/@href")}
            yield record, statement, folded(element.text_content()), links


@both
def test_every_record_has_one_page(banks: Banks) -> None:
    """No record is without a page, and no two pages have the same path."""
    site = banks()
    paths = [path for path, _ in pages(site.bank, TODAY)]
    assert max(Counter(paths).values()) == 1
    wanted = {page_of(record) for record in site.bank.records.values()}
    assert len(wanted) == len(site.bank.records) > 20
    assert wanted <= set(paths)


@both
def test_every_record_is_found_from_its_list_and_from_the_list_of_all(banks: Banks) -> None:
    """Two ways lead to every record without a search."""
    site = banks()
    everything = set(site.links("alle/index.md"))
    for cls in TYPES:
        listed = set(site.links(f"{cls.mappe}/index.md"))
        for record in site.bank.of(cls):
            assert page_of(record) in listed, record.id
            assert page_of(record) in everything, record.id
    for side in site.bank.sider:
        assert f"{side.path}.md" in everything


@both
def test_every_link_leads_to_a_page_that_exists(banks: Banks) -> None:
    """Also those to lists, hand-written pages and files of data."""
    site = banks()
    followed = 0
    for path in site.pages:
        for target in site.links(path):
            assert target in site.files, f"{path} → {target}"
            followed += 1
    assert followed > 500


def test_a_bank_without_hand_written_pages_has_no_dead_links() -> None:
    """The tool builds other banks too: what it links to of hand-written pages, it looks for first."""
    site = small()
    assert not {"bidra", "slik-leser-du-banken", "om-modellene"} & {side.path for side in site.bank.sider}
    assert "bidra.md" not in "".join(site.pages.values())


@both
def test_every_page_has_a_head_and_one_title(banks: Banks) -> None:
    """Each page says its title and what it is in the head, and has exactly one first heading."""
    for path, text in banks().pages.items():
        head, _ = head_and_body(text)
        assert head["title"].strip(), path
        assert head["description"].strip(), path
        assert len(list(banks().html(path).iter("h1"))) == 1, path


@both
def test_every_statement_stands_on_its_page_with_its_sources(banks: Banks) -> None:
    """The text of each statement is at its anchor, and so is a link to each of its sources."""
    site = banks()
    seen = 0
    for record, statement, text, links in all_statements(site):
        assert said(site.bank, statement.tekst) in text, (record.id, text)
        for id_ in sources_of(record, statement):
            assert page_of(site.bank[id_]).rsplit("/", 1)[-1] in links, (record.id, text)
        seen += 1
    assert seen > 30


@both
def test_an_opinion_is_never_shown_without_who_holds_it(banks: Banks) -> None:
    """On every page where an opinion or a judgement stands, who holds it stands right before it."""
    site = banks()
    every = [u for record in site.bank.records.values() for _, u in statements(record)]
    texts = {said(site.bank, u.tekst) for u in every}
    marks: dict[str, set[str]] = {}
    for u in every:
        who = f", {plain(site.bank, u.hvem)}" if u.hvem else ""
        mark = "" if u.type == "fakta" else f"{u.type.capitalize()}{who}: "
        marks.setdefault(said(site.bank, u.tekst), set()).add(mark)
    views = {text: tuple(mark) for text, mark in marks.items() if "" not in mark and is_alone(text, texts)}
    assert views
    for path in site.pages:
        page = site.text(path)
        for text, ways in views.items():
            for found in re.finditer(re.escape(text), page):
                assert page[: found.start()].endswith(ways), (path, text)


def is_alone(text: str, texts: set[str]) -> bool:
    """Whether no other statement holds the same words."""
    return not any(text in other for other in texts - {text})


def test_doubt_is_never_shown_without_why() -> None:
    """A statement that is uncertain says so, and what makes it so."""
    doubted = 0
    for record, statement, text, _ in all_statements(real()):
        if statement.sikkerhet == "usikker":
            assert statement.hvorfor
            assert f"Usikkert: {said(real().bank, statement.hvorfor)}" in text, record.id
            doubted += 1
    assert doubted > 0


@both
def test_a_dated_statement_shows_its_date(banks: Banks) -> None:
    """An opening hour from 2020 is never shown as today's."""
    dated = 0
    for record, statement, text, _ in all_statements(banks()):
        if statement.per:
            assert f"Gjaldt {norsk.periode(statement.per)}." in text, record.id
            dated += 1
    assert dated > 2


@both
def test_a_number_is_never_shown_without_its_base(banks: Banks) -> None:
    """Every number of a finding stands on its page with its population and n, when they are known."""
    site = banks()
    for finding in site.bank.of(Funn):
        view = View(site.bank, page_of(finding), TODAY)
        rows = [folded(row.text_content()) for row in site.html(page_of(finding)).xpath("//ul[@class='eb-tall']/li")]
        assert len(rows) == len(finding.tall)
        for number, row in zip(finding.tall, rows, strict=True):
            assert number.vist in row
            if number.er_andel:
                population = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", str(view.base(finding, number)))
                assert ", n = " in population
                assert population in row


SILENT = {"merke", "bilder", "språk", "tidligere_adresser"}  # what a page says in another way than in words


@both
def test_everything_in_a_record_is_on_its_page(banks: Banks) -> None:
    """Every text, date and reference of every record can be read on the record's page."""
    site = banks()
    leaves = 0
    for record in site.bank.records.values():
        text = site.text(page_of(record)).casefold()
        for loc, value in walk(record):
            if SILENT & set(loc):
                continue
            words = [option.casefold() for option in words_of(site.bank, record, value)]
            assert not words or any(option in text for option in words), (record.id, loc, words)
            leaves += len(words)
    assert leaves > 300


def words_of(bank: Bank, record: Record, value: object) -> Iterator[str]:
    """What a reader may find of a value: a text as it is read, a date in Norwegian, a record's title or its ID."""
    if isinstance(value, Tekst):
        yield said(bank, value)
    elif isinstance(value, Periode):
        yield norsk.periode(value)
    elif isinstance(value, Dato):
        yield norsk.dato(value)
    elif isinstance(value, Klokka):
        yield norsk.klokka(value)
    elif isinstance(value, Id) and value != record.id:
        yield from (f" {value}", f"({value}", said(bank, bank[value].tittel))


@both
def test_every_reference_can_be_followed_both_ways(banks: Banks) -> None:
    """If a record or a hand-written page refers to a record, the two pages lead to each other."""
    site = banks()
    followed = 0
    for id_, edges in site.bank.back.items():
        back = set(site.links(page_of(site.bank[id_])))
        for start in {edge.start for edge in edges} - {id_}:
            one = site.bank.records.get(start)
            assert (page_of(one) if one else f"{start}.md") in back, f"{id_} ← {start}"
            followed += 1
    assert followed > 50


@both
def test_a_source_names_everything_that_rests_on_it(banks: Banks) -> None:
    """Under a source stand the records that rest on it, each with the statements that do; others stand elsewhere."""
    site = banks()
    resting = 0
    for source in site.bank.of(Kilde):
        tree = site.html(page_of(source))
        items = tree.xpath("//h2[@id='hviler-pa']/following-sibling::*[1][self::ul]/li")
        listed = {folded(item.text_content()).split(" ")[0].lower(): folded(item.text_content()) for item in items}
        edges = [edge for edge in site.bank.back.get(source.id, ()) if edge.kind == "kilde"]
        assert set(listed) == {edge.start for edge in edges}, source.id
        for record in (site.bank[start] for start in listed):
            for _, statement in statements(record):
                if source.id in sources_of(record, statement):
                    assert said(site.bank, statement.tekst) in listed[record.id]
                    resting += 1
    assert resting > 20


def test_an_unread_source_says_so() -> None:
    """A document that is known but not read says so, and whether anything cites it all the same."""
    unread = [source for source in real().bank.of(Kilde) if source.lest == "ikke lest"]
    assert unread
    for source in unread:
        text = real().text(page_of(source))
        resting = any(edge.kind == "kilde" for edge in real().bank.back.get(source.id, ()))
        assert "Vi kjenner til dokumentet, men har ikke lest det." in text
        assert resting != ("Ingenting i banken bygger på det." in text), source.id
        assert resting != ("Ingenting i banken bygger på denne kilden." in text), source.id


@both
def test_a_placeholder_has_no_content_and_says_so(banks: Banks) -> None:
    """An organisation model that is not read has «Ikke lest» under every heading, and the way to the rest."""
    site = banks()
    placeholders = [model for model in site.bank.of(Organisasjonsmodell) if model.plassholder]
    assert placeholders
    for model in placeholders:
        tree = site.html(page_of(model))
        assert "Verken navn eller innhold er lest." in site.text(page_of(model))
        after = [heading.getnext() for heading in tree.iter("h2") if heading.get("id") in ANCHORS]
        assert len(after) == len(Organisasjonsmodell.innhold)
        for element in after:
            assert folded(element.text_content()).startswith("Ikke lest. Se ")
            assert len(element.findall(".//a")) == len(model.mer_hos)


ANCHORS = {re.sub("[^a-z]", "-", norsk.ascii_form(name)) for name in Organisasjonsmodell.innhold}


@both
def test_what_is_not_known_of_a_case_stands_open(banks: Banks) -> None:
    """Every axis and every fact has its place on the page of a case; what is not read says so."""
    site = banks()
    for case in site.bank.of(Case):
        facts = facts_of(site, page_of(case))
        whole = site.bank.whole(case)
        for name, axis in site.bank.vocabulary.akser.items():
            assert facts[str(axis.navn)].startswith(whole.akser.get(name, "ikke lest").capitalize()), case.id
        for label in ("Land", "Kommune", "Status", "Begynte", "Målt", "Organisasjonsmodell"):
            assert facts[label]


@both
def test_what_is_not_known_of_a_finding_stands_open(banks: Banks) -> None:
    """Cost and harm stand on every finding, also when no source says anything about them."""
    site = banks()
    for finding in site.bank.of(Funn):
        facts = facts_of(site, page_of(finding))
        assert facts["Kostnad"] == ("Se kostnad" if finding.kostnad else "Ikke lest")
        assert facts["Ulempe"] == ("Se ulempe" if finding.ulempe else "Ikke lest")
        assert facts["Retning"].lower() == (finding.retning or "en beskrivelse har ingen retning")


@both
def test_advice_says_whether_anyone_has_looked_for_the_opposite(banks: Banks) -> None:
    """Counter-evidence stands on all advice: found, looked for, or not looked for yet."""
    site = banks()
    assert site.bank.of(Anbefaling)
    for advice in site.bank.of(Anbefaling):
        facts = facts_of(site, page_of(advice))
        assert facts["Funn som taler mot"].lower().startswith(advice.motevidens.status)
        assert advice.fra_hvem in facts["Fra"]


def facts_of(site: Rendered, page: str) -> dict[str, str]:
    """The facts of a page: the terms and definitions of its lists."""
    tree = site.html(page)
    return {folded(term.text_content()): folded(term.getnext().text_content()) for term in tree.iter("dt")}


@both
def test_an_open_question_says_what_would_close_it(banks: Banks) -> None:
    """A question is not filled with guesses: it says so, and what would give the answer."""
    site = banks()
    assert site.bank.of(Spørsmål)
    for question in site.bank.of(Spørsmål):
        text = site.text(page_of(question))
        assert "skal ikke fylles med antakelser" in text
        assert said(site.bank, question.hva_lukker) in text


@both
def test_a_page_in_another_language_says_so(banks: Banks) -> None:
    """A screen reader hears in which language a page, or a statement on it, is written."""
    site = banks()
    for record in site.bank.records.values():
        tree = site.html(page_of(record))
        assert [record.språk] * (record.språk != "nb") == tree.xpath("/main/div[h1]/@lang"), record.id
        for loc, statement in statements(record):
            if statement.språk and statement.språk != record.språk:
                element = statement_element(site, record, loc, statement)
                assert statement.språk in element.xpath(".//@lang")


def test_a_nynorsk_page_is_whole_inside_its_language() -> None:
    """The small bank has records in nynorsk and Sámi, and statements too."""
    languages = {record.språk for record in small().bank.records.values()}
    assert {"nb", "nn", "se"} <= languages
    assert 'lang="nn"' in small().markdown(small().bank["f2"])


LIFE = 'tittel: Et begrep\ndefinisjoner: ["Noe. [k1]"]\n'


@pytest.mark.parametrize(
    ("life", "said"),
    [
        ("tilstand: trukket\ntrukket_fordi: Det var feil.\n", "Trukket Det var feil."),
        (
            "tilstand: trukket\ntrukket_fordi: Se @b2.\nerstattet_av: b2\n",
            'Trukket Se Bibliotek \\ "bøker". Se Bibliotek',
        ),
        ("tilstand: erstattet\nerstattet_av: b2\n", 'Erstattet Bruk Bibliotek \\ "bøker".'),
        ("tilstand: under revisjon\n", "Under revisjon Posten er ikke ferdig behandlet av redaksjonen."),
        ("tilstand: utkast\n", "Utkast Posten er ikke ferdig behandlet av redaksjonen."),
    ],
)
def test_a_record_that_does_not_hold_says_so_first(life: str, said: str) -> None:
    """A withdrawn, replaced or unfinished record says so right under its title."""
    site = rendered(bank_of({"content/begreper/b9-liv.yaml": LIFE + life}))
    page = "begreper/b9-liv.md"
    [title] = site.html(page).iter("h1")
    assert folded(title.getnext().text_content()).startswith(said)


def test_a_record_that_holds_says_nothing_of_it() -> None:
    """A current record has no warning."""
    site = rendered(bank_of({"content/begreper/b9-liv.yaml": LIFE}))
    assert not site.html("begreper/b9-liv.md").find_class("admonition")


@both
def test_the_lists_by_role_agree_with_the_advice(banks: Banks) -> None:
    """The page of a role lists the advice to it and no other."""
    site = banks()
    advice = {page_of(record): record for record in site.bank.of(Anbefaling)}
    for role in site.bank.of(Rolle):
        sections = site.html(page_of(role)).xpath("//h2[starts-with(@id, 'rad-')]/following-sibling::*[1]//a/@href")
        listed = sorted("anbefalinger/" + href.rsplit("/", 1)[-1] for href in sections)
        assert listed == sorted(page for page, record in advice.items() if role.id in record.til), role.id


@both
def test_no_mention_is_left_in_what_a_reader_sees(banks: Banks) -> None:
    """`@f3` is for writers; on a page it has become a link, except in code and in the machine's own pages."""
    site = banks()
    for path in site.pages:
        if path.startswith("utvikling/"):
            continue
        words = site.html(path).xpath("//text()[not(ancestor::code)]")
        assert not MENTION.search(" ".join(words)), path


FAULTS = {
    "two full stops": r"(?<!\.)\.\.(?!\.)",
    "a stop after a question": r"[?!:;,]\.(?!\.)",
    "a space before a stop": r"(?<=\w) [.,;](?=\s|$)",
    "empty parentheses": r"\(\s*\)|\[\s*\]",
    "a trace of the machine": r"\bNone\b|Undefined|\bMarkup\b|\{ ?#|<bound|object at",
    "a word of the machine": r"\b(?:True|False)\b",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_pages_of_records_and_lists_read_well(fault: str) -> None:
    """No page of the real bank has a fault of writing that a template makes."""
    site = real()
    written = {f"{side.path}.md" for side in site.bank.sider}
    read = 0
    for path in set(site.pages) - written:
        if path.startswith("utvikling/"):
            continue
        for element in site.html(path).iter("p", "li", "td", "dd", "dt", "h1", "h2", "h3"):
            text = folded("".join(element.xpath("text()|.//text()[not(ancestor::a[starts-with(@href, 'http')])]")))
            assert not re.search(FAULTS[fault], text), (path, text)
            read += 1
    assert read > 5000


@both
def test_a_number_first_on_a_line_makes_no_list(banks: Banks) -> None:
    """Only steps and goals are numbered; «2021.» is a year, wherever it stands."""
    site = banks()
    numbered = 0
    for path in site.pages:
        if path.startswith("utvikling/") or path.removesuffix(".md") in {side.path for side in site.bank.sider}:
            continue
        for element in site.html(path).iter("ol"):
            heading = element.getprevious()
            if element.get("class", "").startswith("eb-"):
                continue  # a picture that is a list in an order
            steps = heading is not None and heading.get("id") in {"slik", "mal"}
            assert path in {"mal/index.md", "styrke/index.md", "data/index.md"} or steps, (
                path,
                folded(element.text_content()),
            )
            numbered += 1
    assert numbered > 2


@both
def test_no_heading_stands_over_nothing(banks: Banks) -> None:
    """Every heading has something under it, and no item, cell or definition is empty."""
    site = banks()
    for path in site.pages:
        order = list(site.html(path).iter("h1", "h2", "h3", "p", "li", "table", "dl", "pre"))
        for element, after in zip(order, [*order[1:], None], strict=True):
            assert folded(element.text_content()), (path, element.tag)
            if element.tag in {"h1", "h2", "h3"}:
                assert after is not None, (path, element.text_content())
                assert after.tag not in {"h1", "h2", "h3"} or after.tag > element.tag, (path, element.text_content())
        for cell in site.html(path).iter("td", "dd", "dt"):
            assert folded(cell.text_content()), path


def test_a_bank_that_has_just_begun_has_whole_pages() -> None:
    """Without a single record every list says that there is nothing yet; no table is empty and no link is dead."""
    files = {path: raw for path, raw in mini().items() if path.split("/")[1] not in {*BY_FOLDER, "sider"}}
    site = rendered(load(files.items())[0])
    assert not site.bank.records
    assert len(site.pages) > len(TYPES)
    for path in site.pages:
        assert all(folded(cell.text_content()) for cell in site.html(path).iter("td", "dd", "dt", "li")), path
        assert set(site.links(path)) <= set(site.files), path
    assert "Ingen ennå." in site.text("kilder/index.md")


def test_pages_do_not_depend_on_the_order_of_the_files() -> None:
    """The same bank gives the same pages."""
    bank = bank_of()
    assert list(pages(bank, TODAY)) == list(pages(bank_of(), TODAY))
    assert [record.id for record in bank.records.values()] == [
        record.id for cls in TYPES for record in sorted(bank.of(cls), key=lambda record: record.nummer)
    ]
