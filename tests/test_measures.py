"""The pictures of measures: the words say all, a share never stands without whom it is of, and the time line is in order."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import html
from markupsafe import Markup

from checking import TODAY, bank_of
from erfaringsbank import measures, norsk
from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank
from erfaringsbank.html_templating import render_html
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.measures import Share
from erfaringsbank.records import Funn, Hendelse, Styrkeregel, Tall, Undersøkelse
from rendered import Rendered, as_html, folded, real, rendered, small

DIRECTIONS = ("styrker", "svekker", "blandet", "ingen endring", "vet ikke", "beskrivelse")
HOSTILE = '<script>alert(1)</script> *fet* _kursiv_ `kode` [a](b) | {{ x }} & "sitat"'


def rule() -> Styrkeregel:
    found = real().bank.vocabulary.styrke
    assert found
    return found


def known(bank: Bank) -> Knowledge:
    return Knowledge(bank, TODAY)


@pytest.mark.parametrize("step", range(6))
def test_a_strength_is_words_and_five_boxes(step: int) -> None:
    """The words stand as text in a table cell, a list item and a paragraph, and the boxes are empty elements."""
    words = f"{step} av 5, navnet"
    mark = measures.strength_mark(step, words)
    for place in ("{}\n", "- {}\n", "| a |\n| --- |\n| {} |\n", "Før {} etter."):
        tree = as_html(place.format(mark))
        [shown] = tree.find_class("eb-styrke")
        assert folded(shown.text_content()) == words
        assert len(shown.findall("i")) == 5
        assert f"eb-s{step}" in shown.get("class")


def test_marks_are_small() -> None:
    """A list of a thousand findings carries two marks a line: each is on one line and under 200 bytes."""
    marks = [measures.direction_mark(direction) for direction in DIRECTIONS]
    marks += [known(real().bank).trinnmerke(step) for step in range(6)]
    assert all("\n" not in mark and len(mark.encode()) < 200 for mark in marks)
    assert len(set(marks)) == 12


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_direction_is_a_word_and_a_hidden_shape(direction: str) -> None:
    """The word is what is read aloud; the shape is hidden from those who hear the page, and differs from the others."""
    [mark] = as_html(str(measures.direction_mark(direction))).find_class("eb-retning")
    assert folded(mark.text_content()).lower() == direction
    [shape] = mark.iter("svg")
    assert shape.get("aria-hidden") == "true"
    drawn = {re.findall(r' d="([^"]+)"', measures.direction_mark(one))[0] for one in DIRECTIONS}
    assert len(drawn) == len(DIRECTIONS)


def test_every_direction_a_finding_may_have_has_a_mark() -> None:
    """The closed list of the record and the list of shapes are the same."""
    named = Funn.model_json_schema()["properties"]["retning"]["anyOf"][0]["enum"]
    assert {*named, "beskrivelse"} == set(DIRECTIONS)


def test_hostile_words_stay_words() -> None:
    """A step named with signs of HTML or Markdown is shown as it is written, alone and in the ladder."""
    tree = as_html(f"- {measures.strength_mark(3, HOSTILE)}\n")
    assert folded(tree.text_content()) == HOSTILE
    first = rule().trinn[0].model_copy(update={"navn": HOSTILE, "forklaring": HOSTILE})
    bank = real().bank
    hostile = rule().model_copy(update={"trinn": (first, *rule().trinn[1:])})
    block = render_html("stige", trinn=measures.whole_ladder(hostile, ()), ord=str, merke=known(bank).trinnmerke)
    assert HOSTILE in folded(as_html(str(block)).text_content())
    assert not list(as_html(str(block)).iter("script"))


def test_a_description_has_no_boxes() -> None:
    """A finding without strength says so in words alone."""
    descriptions = [finding for finding in real().bank.of(Funn) if finding.slag == "beskrivelse"]
    assert descriptions
    for finding in descriptions:
        assert known(real().bank).merke(finding) == '<span class="eb-styrke">Uten styrke</span>'
        assert "Beskrivelse" in known(real().bank).retningsmerke(finding)


@pytest.mark.parametrize("finding", real().bank.of(Funn), ids=lambda finding: finding.id)
def test_the_ladder_shows_where_a_finding_stands_and_what_would_raise_it(finding: Funn) -> None:
    """Six steps from the top, one of them «Her står funnet», and every way up on the step that it leads to."""
    found = known(real().bank).av(finding)
    block = known(real().bank).stige(finding)
    if not found:
        assert block == Markup()
        return
    [ladder] = as_html(str(block)).find_class("eb-stige")
    steps = [folded(item.find("strong").text_content()) for item in ladder.findall("li")]
    assert [int(step[0]) for step in steps] == [5, 4, 3, 2, 1, 0]
    [here] = ladder.find_class("eb-her")
    assert folded(here.text_content()).startswith(f"{found.step} av 5")
    assert "Her står funnet." in here.text_content()
    told = [folded(item.text_content()) for item in ladder.xpath(".//ul/li")]
    assert sorted(told) == sorted(f"Blir {step} av 5 hvis {what}." for step, what in found.raises)
    assert len(ladder.find_class("eb-over")) == 5 - found.step
    assert len(ladder.find_class("eb-under")) == found.step


def test_the_whole_ladder_counts_every_graded_finding_once() -> None:
    """What stands on the steps is what has a strength."""
    grades = [found for _, found in known(real().bank).etter_styrke()]
    steps = measures.whole_ladder(rule(), grades)
    assert sum(step.count for step in steps) == len(grades) > 20
    assert [step.number for step in steps] == [5, 4, 3, 2, 1, 0]


def number(verdi: str, enhet: str | None = None, **more: object) -> Tall:
    return Tall.model_validate({"verdi": verdi, "enhet": enhet, "populasjon": "ansatte", "n": 98, **more})


def share(told: Tall) -> Share | None:
    return measures.share_of(real().bank, real().bank["k1"], told)


@pytest.mark.parametrize(
    ("verdi", "enhet", "percent", "exact"),
    [
        ("64", "prosent", 64, True), ("8,2", "prosent", 8.2, True), ("64 prosent", None, 64, True), ("0", "prosent", 0, True),
        ("ca. 9", "prosent", 9, False), ("opp mot 20", "prosent", 20, False), ("over fem", "prosent", 5, False),
        ("49 av 98", None, 50, True), ("98 av 98", "kommuner", 100, True), ("nær 1 av 4", None, 25, False),
        ("1 av 5", None, 20, False), ("én av fire", None, 25, False), ("halvparten", None, 50, False),
        ("nesten halvparten", None, 50, False), ("hver femte", None, 20, False), ("to tredeler", None, 200 / 3, False),
    ],
)  # fmt: skip
def test_a_share_is_read_as_the_source_writes_it(verdi: str, enhet: str | None, percent: float, exact: bool) -> None:
    """Per cent, so many of so many, and words; «1 av 5» of 98 is rounded, «49 av 98» of 98 is counted."""
    found = share(number(verdi, enhet))
    assert found
    assert found.percent == pytest.approx(percent)
    assert found.exact == exact


@pytest.mark.parametrize(
    ("verdi", "enhet", "hva"),
    [
        ("14", "kommuner", None), ("41,5", "timer i uka", None), ("10 → 5", "møteplasser", None), ("4,2", None, "karakter"),
        ("over 40 → om lag 30", "prosent", None), ("over fem", "prosent", "mer besøk i piloten"),
        ("40", "prosent", "flere steder"), ("om lag en tredel", "færre ansatte", "nedgangen"), ("140", "prosent", None),
        ("5 av 4", None, None), ("3 av 0", None, None), ("knapt en halv million", "dansker", None), ("50 000", "kroner", None),
        ("2 mill.", "kroner", None),
    ],
)  # fmt: skip
def test_what_is_no_share_of_a_whole_has_no_bar(verdi: str, enhet: str | None, hva: str | None) -> None:
    """A count, a grade, a change, and what is not between none and all: the number alone."""
    assert share(number(verdi, enhet, hva=hva)) is None


def test_a_share_of_nobody_knows_whom_has_no_bar() -> None:
    """Without a population there is nothing to draw a part of."""
    assert share(number("64", "prosent", populasjon=None)) is None
    assert share(number("64", "prosent"))


def bars(site: Rendered, finding: Funn) -> list[tuple[str, list[str]]]:
    """(what the reader sees, the lengths of the bars) of each number on a finding's page."""
    items = site.html(page_of(finding)).xpath("//ul[@class='eb-tall']/li")
    return [(folded(item.text_content()), item.xpath(".//svg/line/@x2")) for item in items]


@pytest.mark.parametrize("banks", [real, small])
def test_no_bar_stands_without_its_base(banks: object) -> None:
    """Wherever a bar is drawn, whom it is of and how many stands in the same item; the shape itself is hidden."""
    site: Rendered = banks()  # type: ignore[operator]
    drawn = 0
    for path in site.pages:
        for bar in site.html(path).find_class("eb-soyle"):
            item = bar.getparent()
            [base] = item.find_class("eb-base")
            assert folded(base.text_content()).startswith("Av "), path
            assert ", n = " in base.text_content(), path
            assert bar.get("aria-hidden") == "true"
            drawn += 1
    assert drawn >= 2


def test_the_bar_is_as_long_as_the_share() -> None:
    """64 per cent is 64 per cent of the scale; hours have no bar."""
    finding = small().bank["f1"]
    assert isinstance(finding, Funn)
    (sixty_four, quarter, hours) = bars(small(), finding)
    assert sixty_four[1] == ["64%"]
    assert quarter[1] == ["25%"]
    assert hours == ("41,5 timer i uka", [])
    assert "Forbehold: Avrundet." in quarter[0]
    assert "Stripet søyle: tallet er avrundet eller omtrentlig." in small().text(page_of(finding))


def test_a_page_with_exact_shares_only_explains_no_stripes() -> None:
    """The key to the stripes stands where there are stripes."""
    finding = real().bank["f62"]
    assert isinstance(finding, Funn)
    assert bars(real(), finding)
    assert "Stripet" not in real().text(page_of(finding))


def test_a_survey_gathers_its_numbers() -> None:
    """On a survey's page stand all numbers that name it, under the record they are from."""
    gathered = 0
    for survey in real().bank.of(Undersøkelse):
        shown = [
            folded(item.text_content()) for item in real().html(page_of(survey)).xpath("//ul[@class='eb-tall']/li")
        ]
        wanted = [told for _, numbers in measures.numbers_from(real().bank, survey) for told in numbers]
        assert len(shown) == len(wanted)
        for text, told in zip(shown, wanted, strict=True):
            assert text.startswith(told.vist)
        assert wanted or "Banken har ingen tall herfra." in real().text(page_of(survey))
        gathered += len(wanted)
    named = [
        told
        for record in real().bank.records.values()
        for _, told in real().bank.walk(record)
        if isinstance(told, Tall) and told.undersøkelse
    ]
    assert gathered >= len(named) > 10


GROUNDS = "grunnlag:\n  - {undersøkelse: u1, kilder: [k1]}\n"
FINDING = "tittel: Noe\nslag: holdning\nutfall: tillit\nretning: styrker\ntall: [{tall}]\n"
OWN = "{verdi: '7', enhet: prosent, populasjon: ansatte, n: 9}"


@pytest.mark.parametrize(
    ("grounds", "gathered"),
    [(GROUNDS, True), (f"{GROUNDS}  - {{metode: intervju, kilder: [k1]}}\n", False)],
)
def test_a_number_is_not_given_to_a_survey_it_may_not_be_from(grounds: str, gathered: bool) -> None:
    """A finding that rests on more than the survey may have the number from elsewhere."""
    bank = bank_of({"content/funn/f9-noe.yaml": FINDING.replace("{tall}", OWN) + grounds})
    survey = bank["u1"]
    assert isinstance(survey, Undersøkelse)
    assert ("f9" in [record.id for record, _ in measures.numbers_from(bank, survey)]) == gathered


def test_a_survey_without_numbers_says_so() -> None:
    """An empty place would look like a fault."""
    survey = real().bank["u2"]
    assert "Banken har ingen tall herfra." in real().text(page_of(survey))


EVENT = "tittel: {tittel}\ntid: {tid}\nart: {art}\nhva: ['Noe skjedde. [k1]']\n"


def events(*told: tuple[str, str]) -> Bank:
    """The small bank with these (time, kind) as its events beside its own of 2020."""
    return bank_of({
        f"content/hendelser/h{number}-noe.yaml": EVENT.format(tittel=f"Noe {number}", tid=time, art=kind)
        for number, (time, kind) in enumerate(told, start=11)
    })  # fmt: skip


def test_every_event_stands_once_on_the_line_in_order() -> None:
    """Years in order, and in a year what is known only by its year stands last."""
    told = [moment.event for phase in known(real().bank).tidslinje for year in phase.years for moment in year.moments]
    assert sorted(event.id for event in told) == sorted(event.id for event in real().bank.of(Hendelse))
    assert all(one.tid.start.last_day() <= other.tid.start.last_day() for one, other in pairwise(told))
    shown = [folded(item.text_content()) for item in real().html("hendelser/index.md").xpath("//ol/li")]
    assert len(shown) == len(told) > 10
    for text, event in zip(shown, told, strict=True):
        assert text.casefold().startswith(norsk.periode(event.tid).casefold())


def test_the_project_is_a_phase_of_its_own() -> None:
    """From its first to its last event; what is before and after is named so."""
    bank = events(("2018", "forløper"), ("2021-06", "prosjekt"), ("2022", "arrangement"), ("2023-09-30", "prosjekt"), ("2024", "publisering"))  # fmt: skip
    phases = measures.timeline(bank)
    assert [phase.name for phase in phases] == ["Før prosjektet", "Prosjektet", "Etter prosjektet"]
    assert [[year.year for year in phase.years] for phase in phases] == [[2018, 2020], [2021, 2022, 2023], [2024]]
    assert [event.id for event in phases[1].ends] == ["h12", "h14"]


def test_a_year_in_two_phases_has_two_anchors() -> None:
    """The first keeps the address that the year has always had."""
    bank = events(("2021-06", "prosjekt"), ("2021-09", "prosjekt"), ("2021-12", "publisering"))
    anchors = [year.anchor for phase in measures.timeline(bank) for year in phase.years]
    assert anchors == ["aar-2020", "aar-2021", "aar-2021-2"]


@pytest.mark.parametrize("told", [(), (("2021", "prosjekt"),)])
def test_without_a_whole_project_there_are_no_phases(told: tuple[tuple[str, str], ...]) -> None:
    """A project that has begun and not ended has no length, and years are the first headings."""
    bank = events(*told)
    [phase] = measures.timeline(bank)
    assert phase.name == ""
    tree = rendered(bank).html("hendelser/index.md")
    assert [heading.get("id") for heading in tree.iter("h2")] == ["aar-2020", "aar-2021"][: 1 + len(told)]


@pytest.mark.parametrize(
    ("time", "how"), [("2019", "år"), ("2019-04", "måned"), ("2019-04-02", "dag"), ("2019/2020", "spenn")]
)
def test_the_mark_on_the_line_says_how_exactly_the_time_is_known(time: str, how: str) -> None:
    """A day, a month, only the year, or a stretch of time; the words say the same."""
    bank = events((time, "vedtak"))
    [moment] = [
        moment
        for phase in measures.timeline(bank)
        for year in phase.years
        for moment in year.moments
        if moment.event.id == "h11"
    ]
    assert (moment.known, moment.doubtful) == (how, False)
    text = rendered(bank).text("hendelser/index.md")
    assert ("(bare året er kjent)" in text) == (how == "år")


def test_a_doubtful_event_says_so() -> None:
    """Each event with an uncertain statement has the word beside it, and something that tells more."""
    doubted = [event for event in real().bank.of(Hendelse) if any(told.sikkerhet == "usikker" for told in event.hva)]
    marked = [folded(item.text_content()) for item in real().html("hendelser/index.md").find_class("eb-usikker")]
    assert len(marked) == len(doubted) > 1
    assert all(re.search(r"Usikkert\. \S", text) for text in marked)


def test_pictures_have_no_style_and_no_script() -> None:
    """The Content-Security-Policy lets nothing inline run, so no picture may need it."""
    pictures = [
        *(measures.direction_mark(direction) for direction in DIRECTIONS),
        measures.bar(Share(33.333, exact=False)),
        known(real().bank).hele_stigen(),
    ]
    for picture in pictures:
        tree = html.fragment_fromstring(str(picture), create_parent="div")
        assert not tree.xpath("//@style | //style | //script | //@*[starts-with(name(), 'on')]")
    assert 'x2="33.33%"' in pictures[-2]
