"""Narrowing a list: every record is under exactly what its fields say, counts are true, and each value has its page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banks import ROOT
from checking import TODAY, bank_of
from erfaringsbank.addresses import card_of, page_of, relative_url
from erfaringsbank.bank import Bank
from erfaringsbank.facets import NARROWED, RESERVED, Facet, facets
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.records import Anbefaling, Case, Funn, Kilde, Metode, Record, Rolle
from erfaringsbank.selection import SCRIPT, Selection, page_of_choice
from erfaringsbank.templating import LANGUAGES
from erfaringsbank.view import View, plain
from rendered import Rendered, folded, head_and_body, real, rendered, small

Banks = Callable[[], Rendered]
both = pytest.mark.parametrize("banks", [real, small])
each_type = pytest.mark.parametrize("cls", NARROWED, ids=lambda cls: str(cls.mappe))
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def facets_of(bank: Bank, cls: type[Record]) -> tuple[Facet, ...]:
    return facets(Knowledge(bank, TODAY), cls)


def capital(words: Iterable[object]) -> set[str]:
    """Words as the panel writes them."""
    return {str(word)[:1].upper() + str(word)[1:] for word in words}


def said(bank: Bank, record: Any) -> dict[str, set[str]]:
    """What the fields of a record say, by the name of the facet: written once more, without the module."""
    words, known = bank.vocabulary, Knowledge(bank, TODAY)
    if isinstance(record, Case):
        whole = bank.whole(record)
        answers: dict[str, str] = {
            str(axis.navn): whole.akser.get(key, "ikke lest") for key, axis in words.akser.items()
        }
        answers |= {"Land": whole.land or "ikke lest", "Status": whole.status or "ikke lest"}
        answers |= {"Målt": whole.vurdering or "ikke lest"}
        model = record.organisasjonsmodell
        answers |= {"Organisasjonsmodell": plain(bank, bank[model].tittel) if model else "ikke oppgitt i kildene"}
        return {name: capital([answer]) for name, answer in answers.items()}
    if isinstance(record, Funn):
        return {
            "Handler om": {str(words.utfall[record.utfall].navn)},
            "Slag": capital([record.slag]),
            "Retning": capital([known.retning(record) or "beskrivelse, uten retning"]),
            "Styrke": {known.ord(record) if known.av(record) else "Uten styrke"},
            "Sier noe om steder med": {f"{words.akser[key].navn}: {answer}" for key, answer in record.akser.items()}
            or {"Ikke oppgitt"},
        }
    if isinstance(record, Anbefaling):
        return {
            "Fra": capital([record.fra]),
            "Til": {plain(bank, bank[id_].tittel) for id_ in record.til},
            "Når": {"I alle faser"} if record.fase == "alle" else capital([record.fase or "ikke plassert"]),
            "Hviler på": {"Funn" if record.hviler_på == "funn" else "Kildens standpunkt alene"},
            "Funn som taler mot": capital([record.motevidens.status]),
        }
    if isinstance(record, Kilde):
        year = int(record.dato.end[:4]) if record.dato else 0
        return {
            "Slag": capital([record.art]),
            "Språk": capital([LANGUAGES[record.kildespråk]]),
            "Lest": capital([record.lest]),
            "Fra årene": {f"{year // 10}0–{year // 10}9" if year else "Dato ikke synlig"},
        }
    parts = {
        name for name in ("formål", "passer_når", "slik", "deltakere", "resultat", "støtte") if getattr(record, name)
    }
    names = {"formål": "Formål", "passer_når": "Passer når", "slik": "Slik gjorde de det", "støtte": "Støtte i lov og praksis",
             "deltakere": "Hvem som er med", "resultat": "Resultat de beskrev"}  # fmt: skip
    return {
        "Brukt i": {plain(bank, bank[id_].tittel) for id_ in record.caser} or {"Ikke knyttet til en case"},
        "Hva som er beskrevet": {names[part] for part in parts} or {"Ingen av delene"},
    }


@both
@each_type
def test_every_record_is_under_exactly_what_its_fields_say(banks: Banks, cls: type[Record]) -> None:
    """In each facet a record has the values of its own fields and no other; what is not read is a value too."""
    bank = banks().bank
    found = facets_of(bank, cls)
    records = bank.of(cls)
    assert len(records) > 0
    for record in records:
        under = {facet.name: {choice.name for choice in facet.choices if record in choice.records} for facet in found}
        assert under == said(bank, record), record.id


@both
@each_type
def test_counts_add_up_and_no_value_is_empty(banks: Banks, cls: type[Record]) -> None:
    """Every facet has every record; the records of a value are in the order of the list, each once."""
    bank = banks().bank
    order = {record.id: place for place, record in enumerate(bank.of(cls))}
    for facet in facets_of(bank, cls):
        assert {record.id for choice in facet.choices for record in choice.records} == set(order), facet.name
        for choice in facet.choices:
            places = [order[record.id] for record in choice.records]
            assert places
            assert places == sorted(set(places)), choice.page


def test_what_is_not_read_can_be_chosen_and_is_counted() -> None:
    """Most of what one would like to know of a case is not read, and the panel says how much."""
    [facet] = [facet for facet in facets_of(real().bank, Case) if facet.name == "Felles skranke"]
    unread = next(choice for choice in facet.choices if choice.name == "Ikke lest")
    cases = [real().bank.whole(case) for case in real().bank.of(Case)]
    assert (
        len(unread.records) == sum(case.akser.get("felles_skranke", "ikke lest") == "ikke lest" for case in cases) > 30
    )


def test_a_type_without_facets_has_no_panel() -> None:
    """Roles are few and short: their list is as it is written."""
    assert facets_of(real().bank, Rolle) == ()
    assert "eb-velg" not in real().pages["roller/index.md"]
    assert "eb-velg" in real().pages["funn/index.md"]


def test_an_empty_list_has_no_panel_and_no_script() -> None:
    """A bank that has just begun has nothing to choose from."""
    bank = bank_of()
    kept = {id_: record for id_, record in bank.records.items() if not isinstance(record, Metode)}
    empty = Bank(kept, bank.sources, bank.broken, bank.vocabulary, bank.nettsted, bank.sider)
    assert facets_of(empty, Metode) == ()


@both
@each_type
def test_keys_are_short_ascii_and_no_two_are_the_same(banks: Banks, cls: type[Record]) -> None:
    """An address can be typed and shared, and leads to one value."""
    found = facets_of(banks().bank, cls)
    keys = [facet.key for facet in found]
    choices = [choice for facet in found for choice in facet.choices]
    assert len(set(keys)) == len(keys) > 1
    assert not set(keys) & RESERVED
    assert len({choice.page for choice in choices}) == len(choices)
    for facet in found:
        for choice in facet.choices:
            assert SLUG.fullmatch(choice.page)
            assert choice.page == f"{facet.key}-{choice.key}"


AXIS = "{}: {{navn: {}, forklaring: Noe.}}\n"
NAMES = (
    "<b>Fet</b> | `kode` [x](y) {{ 7*7 }}",
    '"><script>alert(1)</script>',
    "*Land* # 1. & © \\",
    "sorter",
    "vis",
    "Øl",
)


def test_hostile_words_of_a_vocabulary_are_words_and_keys_stay_apart() -> None:
    """Axes named as markup, as another facet, as a word of the script, and two that are one in ASCII."""
    axes = [
        "felles_lokale",
        "felles_leder",
        "meråpent",
        "land",
        "sorter",
        "vis",
        "øl",
        "ol",
        "!!!",
        "land-2",
        "felles-leder",
    ]
    text = "".join(AXIS.format(json.dumps(axis), json.dumps(NAMES[place % 6])) for place, axis in enumerate(axes))
    bank = bank_of({"models/akser.yaml": text})
    assert list(bank.vocabulary.akser) == axes
    found = facets_of(bank, Case)
    keys = [facet.key for facet in found]
    assert len(set(keys)) == len(keys) == len(axes) + 4
    assert not set(keys) & RESERVED
    site = rendered(bank)
    tree = site.html("caser/index.md")
    assert not tree.xpath("//script | //b | //code | //em")
    names = [folded(name.text_content()) for name in tree.xpath("//*[@class='eb-fasett']/p")]
    assert names == [folded(facet.name) for facet in found]
    pages = [page_of_choice(Case, choice) for facet in found for choice in facet.choices]
    assert set(pages) <= set(site.pages)
    for page in pages:
        assert not site.html(page).xpath("//script | //b | //code | //em"), page


@settings(max_examples=25)
@given(st.lists(st.text(alphabet="aøÅ-_ 1.!2", min_size=1, max_size=5), min_size=1, max_size=6, unique=True))
def test_any_words_give_keys_that_are_apart(axes: list[str]) -> None:
    """Whatever an author calls the axes, every value has an address of its own."""
    text = "".join(AXIS.format(json.dumps(axis), '"Noe"') for axis in axes)
    bank = bank_of({"models/akser.yaml": text})
    choices = [choice for facet in facets_of(bank, Case) for choice in facet.choices]
    assert len({choice.page for choice in choices}) == len(choices) > 4


@both
@each_type
def test_every_value_has_a_page_with_its_records(banks: Banks, cls: type[Record]) -> None:
    """Without a script: a page with exactly the records that have the value, in order, and the way back to the list."""
    site = banks()
    looked = 0
    for facet in facets_of(site.bank, cls):
        for choice in facet.choices:
            page = page_of_choice(cls, choice)
            tree = site.html(page)
            entries = tree.xpath("//div[contains(@class, 'eb-liste')]/ul/li/p[1]/a/@href")
            assert [href.rsplit("/", 1)[-1] for href in entries] == [
                page_of(record).rsplit("/", 1)[-1] for record in choice.records
            ]
            assert f"{len(choice.records)} av {len(site.bank.of(cls))}" in site.text(page)
            assert f"{cls.mappe}/index.md" in set(site.links(page))
            others = {page_of_choice(cls, other) for other in facet.choices} - {page}
            assert others <= set(site.links(page))
            looked += 1
    assert looked > 5


@both
def test_no_page_of_a_value_can_be_taken_for_a_records(banks: Banks) -> None:
    """They lie in a folder of their own, and nothing of a record begins with anything but its ID."""
    site = banks()
    ours = [page for page in site.pages if "/utvalg/" in page]
    records = {page_of(record) for record in site.bank.records.values()}
    assert len(ours) > 40
    assert not records & set(ours)
    assert all(re.fullmatch(r"[a-z]+/utvalg/[a-z0-9-]+\.md", page) for page in ours)


def test_the_pages_say_what_they_are_and_share_the_card_of_the_list() -> None:
    """Each has a title of its own, stands under its list, and asks for no card and no script."""
    heads: dict[str, Any] = {path: head_and_body(text)[0] for path, text in real().pages.items() if "/utvalg/" in path}
    assert len({head["title"] for head in heads.values()}) == len(heads) > 100
    for path, head in heads.items():
        folder = path.split("/")[0]
        assert head["kort"] == card_of(f"{folder}/index.md")
        assert head["del"] == f"{folder}/"
        assert [step["adresse"] for step in head["sti"]] == [f"{folder}/"]
        assert head["title"].endswith(head["her"])
        assert "skript" not in head


@both
@each_type
def test_the_panel_leads_to_the_pages_with_true_counts(banks: Banks, cls: type[Record]) -> None:
    """Each value is a link with how many records it has, under the name of its facet."""
    site, page = banks(), f"{cls.mappe}/index.md"
    [panel] = site.html(page).xpath("//details[contains(@class, 'eb-velg')]")
    for facet, group in zip(facets_of(site.bank, cls), panel.xpath(".//*[@role='group']"), strict=True):
        [name] = group.xpath("./p")
        assert (group.get("aria-labelledby"), group.get("data-f")) == (name.get("id"), facet.key)
        assert folded(name.text_content()) == folded(facet.name)
        for choice, item in zip(facet.choices, group.xpath(".//li"), strict=True):
            [link], [count] = item.xpath("./a"), item.xpath("./span")
            assert link.get("href") == relative_url(page, page_of_choice(cls, choice))
            assert (folded(link.text_content()), count.text_content()) == (
                folded(choice.name),
                str(len(choice.records)),
            )
    head, _ = head_and_body(site.pages[page])
    assert head["skript"] == SCRIPT
    assert (ROOT / "overrides" / SCRIPT).is_file()


@both
@each_type
def test_every_entry_carries_its_values_for_the_script(banks: Banks, cls: type[Record]) -> None:
    """Once for each record, on the line of its title, and a source also when it is from."""
    site = banks()
    found = facets_of(site.bank, cls)
    entries = site.html(f"{cls.mappe}/index.md").xpath("//li/p[@data-v]")
    by_page = {entry.find("a").get("href"): entry for entry in entries}
    assert len(by_page) == len(entries) == len(site.bank.of(cls))
    for record in site.bank.of(cls):
        entry = by_page[page_of(record).rsplit("/", 1)[-1]]
        wanted = [choice.page for facet in found for choice in facet.choices if record in choice.records]
        assert entry.get("data-v").split() == wanted
        assert entry.get("data-tid") == (record.dato.end if isinstance(record, Kilde) and record.dato else None)


def test_the_tools_wait_for_the_script_and_name_the_open_data() -> None:
    """They are hidden without it; sorting fits the type; the data lie where the page says, and the day is the page's."""
    for cls in NARROWED:
        [tools] = real().html(f"{cls.mappe}/index.md").find_class("eb-verktoy")
        assert tools.get("hidden") is not None
        assert (tools.get("data-mappe"), tools.get("data-dato"), tools.get("data-rot")) == (
            cls.mappe,
            "2026-11-22",
            "../",
        )
        assert f"data/{cls.mappe}.csv" in real().files
        orders = set(tools.xpath(".//option/@value")) - {"", "id", "tittel"}
        assert orders == {"funn": {"styrke"}, "kilder": {"ar"}}.get(cls.mappe, set())
    assert "data/erfaringsbank.json" in real().files


def test_the_script_is_small_and_reads_only_what_is_ours() -> None:
    """What every reader of a list fetches is under six thousand bytes; nothing in it makes HTML of a text."""
    sizes = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "overrides/assets").glob("lister*.js")}
    assert set(sizes) == {"lister.js", "lister-ut.js"}
    assert len(sizes["lister.js"].encode()) < 6000
    for name, text in sizes.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|https?:|document\.write|\beval\b", text), name


def test_a_selection_is_the_same_every_time() -> None:
    """The same bank, the same bytes."""
    panels = []
    for bank in (bank_of(), bank_of()):
        view = View(bank, "funn/index.md", TODAY)
        panels.append(Selection(view, Funn, facets_of(bank, Funn)).velg())
    assert panels[0] == panels[1] != ""
