"""Side by side: what is compared, what the marks say, which pairs are suggested, and that nothing is ranked or invented."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from banks import ROOT
from bench.made_bank import MadeBank
from checking import TODAY, bank_of
from erfaringsbank import comparing
from erfaringsbank.addresses import page_of, url_of
from erfaringsbank.bank import Bank, sources_of
from erfaringsbank.compare_view import KINDS, Comparisons
from erfaringsbank.comparing import SUGGESTED, answer, mark, pairs, rows, short_names, suggested
from erfaringsbank.evidence import municipality
from erfaringsbank.load import load
from erfaringsbank.records import Case, Organisasjonsmodell
from erfaringsbank.view import plain
from rendered import Rendered, folded, real, rendered

AXES = ("felles_lokale", "felles_leder", "meråpent")


def places(answers: Mapping[str, str], **more: str) -> dict[str, str]:
    """Cases by ID with the three axes of the small bank as letters (j, n, d, or - for not read): `{"c11": "jn-"}`."""
    words = {"j": "ja", "n": "nei", "d": "delvis", "-": "ikke lest"}
    found: dict[str, str] = {}
    for id_, letters in answers.items():
        axes = ", ".join(f"{axis}: {words[letter]}" for axis, letter in zip(AXES, letters, strict=True))
        told = more.get(id_, 'kort: ["Et sted. [k1]"]\n')
        found[f"content/caser/{id_}-sted.yaml"] = f'tittel: "Sted {id_}"\nland: Norge\nakser: {{{axes}}}\n{told}'
    return found


def of(answers: Mapping[str, str], **more: str) -> dict[str, list[str]]:
    """The names of the pairs that each of some cases suggests, in a bank where no other case has a read axis."""
    blank = {
        "content/caser/c1-eksempel-kommune.yaml": 'tittel: Eksempel\nkort: ["Et torg. [k1]"]\n',
        "content/caser/c2-deatnu.yaml": 'tittel: Deatnu\nkort: ["Et torg. [k1]"]\n',
    }
    found = suggested(bank_of(blank | places(answers, **more)))
    return {id_: [pair.navn for pair in several] for id_, several in found.items()}


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        (["ja", "ja"], "Likt"), (["ja", "nei"], "Ulikt"), (["ja", ""], "Uvisst"), (["", ""], "Uvisst"),
        (["ja", "", "nei"], "Ulikt"), (["ja", "ja", ""], "Uvisst"), (["ja", None], ""), ([None, None], ""),
    ],
)  # fmt: skip
def test_a_mark_says_no_more_than_is_read(answers: list[str | None], wanted: str) -> None:
    """What is not read is neither alike nor unlike; two that are read and differ, differ whatever the others are."""
    assert mark(answers) == wanted


@given(st.lists(st.sampled_from(["ja", "nei", "delvis", ""]), min_size=2, max_size=4))
def test_a_mark_is_the_same_in_any_order(answers: list[str]) -> None:
    """Nobody stands first: turning the columns round changes no mark."""
    assert mark(answers) == mark(answers[::-1]) == mark(sorted(answers))
    assert mark(answers) in {"Likt", "Ulikt", "Uvisst"}


def test_a_place_answers_with_what_it_inherits() -> None:
    """A place of the small bank has its municipality's premises and its own leader; texts have no answer to compare."""
    bank = bank_of()
    told = {row.felt: answer(bank, bank["c2"], row) for row in rows(bank, Case)}  # type: ignore[arg-type]
    assert (told["felles_lokale"], told["felles_leder"], told["meråpent"]) == ("ja", "ja", "")
    assert (told["land"], told["status"], told["siden"]) == ("Norge", "i drift", "")
    assert told["virket"] is None


def test_the_axes_come_first_and_every_row_is_a_field() -> None:
    """In the order of `models/`; and no row asks for a field that the record does not have."""
    bank = bank_of()
    assert [row.felt for row in rows(bank, Case)][:3] == list(AXES)
    for cls in KINDS:
        fields = [row.felt for row in rows(bank, cls) if row.slag != "akse"]
        assert len(fields) > 5
        assert set(fields) <= set(cls.model_fields)
        assert max(Counter(fields).values()) == 1


def test_cases_that_differ_in_one_thing_are_suggested_before_those_that_are_alike() -> None:
    """The one thing can then be seen; two that differ in more, or have too little read, are not suggested at all."""
    assert of({"c11": "jjj", "c12": "jjn", "c13": "nnj"}) == {"c11": ["c11-c12"], "c12": ["c11-c12"]}
    found = suggested(bank_of(places({"c11": "jjj", "c12": "jjj", "c13": "jjn"})))
    assert [pair.navn for pair in found["c11"]][:2] == ["c11-c13", "c11-c12"]
    assert found["c11"][0].grunn == "Samme svar på felles lokale og felles leder. Ulikt svar på meråpent. Samme land."
    assert of({"c11": "j--", "c12": "n--"}) == {}


def test_a_place_is_not_compared_with_what_it_is_a_part_of() -> None:
    """What it inherits is alike by itself. Two places of one municipality may be compared."""
    part = 'del_av: c11\nkort: ["Et sted. [k1]"]\n'
    found = of({"c11": "jj-", "c12": "jj-", "c13": "jj-"}, c12=part, c13=part)
    assert found == {"c12": ["c12-c13"], "c13": ["c12-c13"]}


def test_a_withdrawn_case_is_not_suggested() -> None:
    """Nor can it be chosen; it keeps its own page."""
    gone = 'tilstand: trukket\ntrukket_fordi: Feil.\nkort: ["Et sted. [k1]"]\n'
    overlay = places({"c11": "jj-", "c12": "jj-"}, c12=gone)
    assert "c12" not in suggested(bank_of(overlay))
    assert "c12" not in {record.id for record in Comparisons(bank_of(overlay), TODAY).valgbare(Case)}
    assert "c12" in of({"c11": "jj-", "c12": "jj-"})


@given(st.dictionaries(st.integers(11, 40), st.text("jnd-", min_size=3, max_size=3), max_size=12))
def test_suggestions_are_few_mutual_and_in_the_order_of_numbers(answers: dict[int, str]) -> None:
    """At most three a case, from both sides, so the pages are at most one and a half for each case."""
    bank = _of_numbers(tuple(sorted(answers.items())))
    found = suggested(bank)
    for id_, several in found.items():
        assert 0 < len(several) <= SUGGESTED
        for pair in several:
            assert id_ in (pair.første, pair.andre)
            assert pair in found[pair.motpart(id_)]
            assert pair.første.number < pair.andre.number
            assert re.fullmatch(r"c[0-9]+-c[0-9]+", pair.navn)
            assert not {"best", "bedre", "rang"} & set(re.findall(r"\w+", pair.grunn.lower()))
    once = pairs(found)
    assert len(once) == len({pair.navn for pair in once}) <= len(bank.of(Case)) * SUGGESTED / 2


def _of_numbers(answers: tuple[tuple[int, str], ...]) -> Bank:
    return bank_of(places({f"c{number}": letters for number, letters in answers}))


def test_the_suggestions_of_the_real_bank_are_true() -> None:
    """Each reason holds: the axes that are alike and unlike are read on both, and no pair is a place and its whole."""
    bank = real().bank
    names = {axis.navn.lower(): key for key, axis in bank.vocabulary.akser.items()}
    found = pairs(suggested(bank))
    assert len(found) > 30
    for pair in found:
        one, other = (bank.whole(bank[id_]).akser for id_ in (pair.første, pair.andre))  # type: ignore[arg-type]
        assert municipality(bank, pair.andre) != pair.første
        for words, same in (("Samme svar på ([^.]*)", True), ("Ulikt svar på ([^.]*)", False)):
            for listed in re.findall(words, pair.grunn):
                for name in re.split(", | og ", listed):
                    key = names[name]
                    assert "ikke lest" not in (one[key], other[key])
                    assert (one[key] == other[key]) is same, pair


@cache
def made(size: int) -> Bank:
    return load((path, text.encode()) for path, text in MadeBank(size).files(ROOT))[0]


def test_the_pages_grow_with_the_cases_and_not_with_their_square() -> None:
    """In a made bank of 1,500 records; and what is looked at for a case is the same number in a large bank."""
    found = suggested(made(1_500))
    cases = made(1_500).of(Case)
    assert len(cases) > 60
    assert len(cases) / 4 < len(pairs(found)) <= len(cases) * SUGGESTED / 2
    looked = len(comparing._candidates(made(1_500)))
    keys = len(AXES) + 7 + 10  # at most five axes: alone with the country, and two and two
    assert looked <= len(cases) * comparing.WINDOW * keys


def test_short_names_are_never_the_same_for_two() -> None:
    """A title is cut at the colon unless another has the same beginning, or the beginning is empty."""
    assert short_names(["Espoo: Iso Omena", "Askim", "Varde: én", "Varde: to", ": tom"]) == [
        "Espoo", "Askim", "Varde: én", "Varde: to", ": tom",
    ]  # fmt: skip


def tables(site: Rendered) -> dict[str, lxml_html.HtmlElement]:
    """The comparison of each page that has one, by its path."""
    found = {path: site.html(path).find_class("eb-sml") for path in site.pages if path.startswith("sammenlign/")}
    return {path: figures[0] for path, figures in found.items() if figures and path != "sammenlign/index.md"}


def test_every_statement_of_a_comparison_has_its_sources_and_reservations() -> None:
    """All that the two cases say in the compared fields stands there, with links to the sources and what is uncertain."""
    site, seen = real(), 0
    for pair in pairs(suggested(site.bank)):
        figure = tables(site)[pair.side]
        text = folded(figure.text_content())
        addresses = {address.removeprefix("../../") for address in figure.xpath(".//a/@href")}
        for record in (site.bank[pair.første], site.bank[pair.andre]):
            assert url_of(page_of(record)) in addresses
            for row in rows(site.bank, Case):
                for statement in getattr(record, row.felt) if row.slag == "utsagn" else ():
                    assert re.sub(r"([?!])\.", r"\1", folded(plain(site.bank, statement.tekst))) in text
                    assert not statement.hvorfor or f"Usikkert: {plain(site.bank, statement.hvorfor)}" in text
                    sources = {url_of(page_of(site.bank[id_])) for id_ in sources_of(record, statement)}
                    assert sources <= addresses
                    seen += 1
    assert seen > 300


def test_what_is_not_read_is_shown_as_not_read() -> None:
    """No cell is empty, and every row of a pair has a cell for each of the two."""
    cells = unread = 0
    for figure in tables(real()).values():
        columns = len(figure.xpath(".//thead//th")) - 1
        for row in figure.xpath(".//tbody/tr"):
            assert len(row.findall("td")) == columns >= 2
            for cell in row.findall("td"):
                texts = [folded(part.text_content()) for part in cell if part.tag in ("p", "ul")]
                assert texts
                assert all(texts), folded(cell.text_content())
                unread += texts == ["Ikke lest"]
                cells += 1
    assert cells > 1_000
    assert unread > 100


def test_each_case_leads_to_its_pairs_and_from_them_back() -> None:
    """With the reason in words on the case's own page; and to the page where the reader chooses."""
    site, found = real(), suggested(real().bank)
    for case in site.bank.of(Case):
        links = set(site.links(page_of(case)))
        assert "sammenlign/index.md" in links
        for pair in found.get(case.id, ()):
            assert pair.side in links
            assert pair.grunn in site.text(page_of(case))
            assert page_of(case) in set(site.links(pair.side))
    assert {"landskap/index.md", "organisasjonsmodeller/index.md"} <= {
        path for path in site.pages for target in site.links(path) if target.startswith("sammenlign/")
    }


def test_the_models_stand_together() -> None:
    """All of them, with every field of the record that holds what a model is, and the ones nobody has read."""
    site = real()
    figure = tables(site)["sammenlign/modeller/index.md"]
    models = site.bank.of(Organisasjonsmodell)
    assert len(figure.xpath(".//thead//a")) == len(models) > 2
    assert {row.felt for row in rows(site.bank, Organisasjonsmodell)} >= set(Organisasjonsmodell.innhold)
    assert not figure.xpath(".//td/@data-svar")


def test_the_files_of_data_are_the_cells_of_the_pages() -> None:
    """Byte for byte, one file a case and model; the same input gives the same bytes."""
    site, seen = real(), 0
    again = dict(Comparisons(site.bank, TODAY).files())
    for pair in pairs(suggested(site.bank)):
        page = site.files[pair.side].decode()
        for id_ in (pair.første, pair.andre):
            name = f"sammenlign/data/{id_}.json"
            assert site.files[name] == again[name]
            told = json.loads(again[name])
            assert len(told["celler"]) == len(rows(site.bank, Case))
            for cell in [told["hode"], *told["celler"]]:
                assert cell in page
                seen += 1
    assert seen > 1_000
    assert {name for name in site.files if name.startswith("sammenlign/data/")} == set(again)


HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror='alert(2)'>", "| a | b |", "{{ 7*7 }} {% raw %}", "</td></table>",
    "**fet** [lenke](https://eksempel.no)", "&lt;b&gt; &amp;", "</template><b>ute</b>",
)  # fmt: skip


def test_hostile_titles_and_texts_are_text() -> None:
    """In the table, in the choice and in the data: letter by letter as written, and no element of theirs."""
    overlay = places(
        {f"c{number}": "jj-" for number in range(11, 11 + len(HOSTILE))},
        **{f"c{number}": f"kort: [{json.dumps(text + ' [k1]')}]\n" for number, text in enumerate(HOSTILE, 11)},
    )
    for number, title in enumerate(HOSTILE, 11):
        path = f"content/caser/c{number}-sted.yaml"
        overlay[path] = overlay[path].replace(f'"Sted c{number}"', json.dumps(title, ensure_ascii=False))
    site = rendered(bank_of(overlay))
    shown = 0
    for path, figure in {**tables(site), "sammenlign/index.md": site.html("sammenlign/index.md")}.items():
        text = folded(figure.text_content())
        assert not figure.xpath(".//script | .//img | .//b | .//em | .//*[@onerror]"), path
        shown += sum(folded(title) in text for title in HOSTILE)
    assert shown > 3 * len(HOSTILE)
    for _, data in Comparisons(site.bank, TODAY).files():
        told = json.loads(data)
        row = lxml_html.fragment_fromstring(f"<table><tr>{told['hode']}{''.join(told['celler'])}</tr></table>")
        assert not row.xpath(".//script | .//img | .//b | .//*[@onerror]")
        assert folded(row.xpath(".//th/a")[0].text_content()) == folded(plain(site.bank, site.bank[told["id"]].tittel))


def test_a_planted_ranking_would_be_found() -> None:
    """The gate over the words of the reasons is alive."""
    assert {"best", "bedre", "rang"} & set(re.findall(r"\w+", "Det beste og bedre enn de andre".lower()))
