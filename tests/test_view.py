"""What the templates ask of the bank: links, numbers, sources and lists, seen from a page."""

from __future__ import annotations

import posixpath
import re
from functools import cache

import pytest

from banks import QUESTION
from checking import TODAY, bank_of
from erfaringsbank.addresses import page_of
from erfaringsbank.bank import Bank
from erfaringsbank.records import Anbefaling, Case, Funn, Rolle
from erfaringsbank.records import statements as statements_of
from erfaringsbank.view import View, number_of, plain
from rendered import as_html, folded, real

NBSP = "\u00a0"
KILDE = "tittel: Rapport\nutgiver: En kommune\nart: rapport\nlest: hele\n"
BEGREP = 'tittel: Et begrep\ndefinisjoner: ["{}"]\n'


@cache
def mini() -> Bank:
    """The small bank."""
    return bank_of()


def view(page: str = "index.md", bank: Bank | None = None) -> View:
    """The small bank, or another, seen from a page."""
    return View(bank or mini(), page, TODAY)


def shown(markdown: str) -> str:
    """What a reader sees of a piece of Markdown."""
    return folded(as_html(markdown).text_content())


PAGES = ("index.md", "om.md", "funn/index.md", "funn/f1-tillit.md", "utvikling/notat.md", "utvikling/regler/index.md")


@pytest.mark.parametrize("page", PAGES)
def test_a_link_leads_from_any_depth_to_the_page_of_the_record(page: str) -> None:
    """The link of every record, followed from a page at any depth, ends at the record's own page."""
    bank = mini()
    assert len(bank.records) > 20
    for record in bank.records.values():
        [link] = as_html(view(page).lenke(record.id)).iter("a")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), link.get("href")))
        assert target == page_of(record)
        assert link.text_content() == folded(plain(bank, record.tittel))


def test_an_id_that_no_file_has_is_shown_as_it_is() -> None:
    """A reference that leads nowhere is no link, and stops no page."""
    assert view().lenke("f99") == "f99"
    assert view().t("Se @f99 og @f99.tall2.") == "Se f99 og f99."


def test_a_mention_is_a_link_with_the_title() -> None:
    """`@b1` in a text is a link that reads as the title; what stands around it is text."""
    markdown = view("funn/f2-hus.md").t("Et *ord* (@b1), og @b1.")
    title = mini()["b1"].tittel
    assert shown(markdown) == f"Et *ord* ({title}), og {title}."
    assert re.findall(r"\]\(([^)]*)\)", markdown) == ["../begreper/b1-torg.md"] * 2


def test_a_number_is_shown_as_published_and_leads_to_its_finding() -> None:
    """`@f1.tall` is the first number with its unit, `.tall2` and `.tall3` the next ones."""
    markdown = view().t("@f1.tall, @f1.tall2 og @f1.tall3")
    assert shown(markdown) == "64 prosent, nær 1 av 4 og 41,5 timer i uka"
    assert markdown.count("](funn/f1-tillit.md)") == 3


def test_a_number_that_is_not_there_is_shown_as_it_was_written() -> None:
    """A finding without so many numbers, and a record that is no finding, have no number to show."""
    assert number_of(mini(), "f1", "9") == "@f1.tall9"
    assert number_of(mini(), "k1", None) == "@k1.tall"
    assert number_of(mini(), "f99", None) == "@f99.tall"


def test_on_its_own_page_a_number_is_words() -> None:
    """A page need not lead to itself, and a number first on a line makes no list of it."""
    files = {"content/funn/f1-tillit.yaml": FUNN.format(verdi="2019")}
    own = view("funn/f1-tillit.md", bank_of(files))
    assert own.t("Det var @f1.tall.") == "Det var 2019."
    assert [node.tag for node in as_html(own.t("@f1.tall. var året")).iterdescendants()] == ["p"]
    assert "](" in view("index.md", bank_of(files)).t("Det var @f1.tall.")


FUNN = """
tittel: Et funn
slag: beskrivelse
utfall: tillit
tall: [{{verdi: "{verdi}", populasjon: alle, n: ikke lest}}]
grunnlag: [{{metode: intervju, kilder: [k1]}}]
"""


def test_titles_show_numbers_as_words() -> None:
    """A title with a number reads the same in a heading, in a link and in plain text, and holds no link."""
    bank = mini()
    title = "64 prosent har *tillit* til <b>svarene</b> | i [torget] {{ x }}"
    assert plain(bank, bank["f1"].tittel) == title
    assert shown(f"# {view().lenke('f1')}") == title
    assert view().tittel(bank["f1"]) == title


def test_white_space_around_a_mention_is_kept_as_it_is() -> None:
    """One space stays one space, none stays none, and a space that must not break does not become two."""
    link = "[Innbyggertorg](begreper/b1-torg.md)"
    assert view().t("(@b1)") == f"({link})"
    assert view().t("a @b1 b") == f"a {link} b"
    assert view().t(f"10{NBSP}@b1{NBSP}kr") == f"10{NBSP}{link}{NBSP}kr"


@pytest.mark.parametrize("text", ["post@b1.no", "@@b1", "@b1a", "@b", "@B1", "@z9", "x@b1", "@b0"])
def test_what_only_looks_like_a_mention_is_text(text: str) -> None:
    """An e-mail address, a doubled sign and an unknown letter are left alone."""
    assert "](" not in view().t(text)
    assert shown(view().t(text)) in {text, text.removeprefix("@")}


def test_paragraphs_stay_paragraphs() -> None:
    """A text with an empty line becomes two paragraphs, each escaped on its own."""
    tree = as_html(view().p("- Én.\n\n# To @b1."))
    assert [node.tag for node in tree.iterdescendants()] == ["p", "p", "a"]
    assert [folded(node.text_content()) for node in tree] == ["- Én.", "# To Innbyggertorg."]


@pytest.mark.parametrize(
    ("ids", "words"),
    [([], ""), (["b1"], "Innbyggertorg"), (["k2", "b1"], "Sluttrapporten og Innbyggertorg"),
     (["k2", "b1", "k2"], "Sluttrapporten, Innbyggertorg og Sluttrapporten")],
)  # fmt: skip
def test_several_links_are_listed_as_in_a_sentence(ids: list[str], words: str) -> None:
    """Commas between the first, «og» before the last."""
    assert shown(view().lenker(ids)) == words


def test_sources_are_named_by_id_and_lead_to_their_pages() -> None:
    """The sources of a statement stand in parentheses after it; its own win over the record's."""
    bank = mini()
    finding = bank["f1"]
    by_mark = {str(statement.merke): statement for _, statement in statements_of(finding)}
    [own] = [statement for statement in by_mark.values() if statement.kilder]
    inherited = next(statement for _, statement in statements_of(finding) if not statement.kilder)
    page = view(page_of(finding))
    assert page.kilder(finding, own) == " ([U1](../undersokelser/u1-sporring.md))"
    assert page.kilder(finding, inherited) == " ([K1](../kilder/k1-rapporten.md))"


def test_a_statement_without_a_source_has_no_empty_parentheses() -> None:
    """The rules report it; the page does not show «()»."""
    bank = bank_of({"content/begreper/b1-torg.yaml": BEGREP.format("Uten kilde.")})
    [(_, statement)] = statements_of(bank["b1"])
    assert view("begreper/b1-torg.md", bank).kilder(bank["b1"], statement) == ""


def test_a_number_takes_its_base_from_its_survey() -> None:
    """Population and n come from the number, or else from the survey it is from. What is no share needs none."""
    bank = mini()
    finding = bank["f1"]
    assert isinstance(finding, Funn)
    first, second, third = finding.tall
    page = view(page_of(finding))
    assert shown(page.base(finding, first)) == f"innbyggere over 15 år, n = 1{NBSP}200, U1"
    assert shown(page.base(finding, second)) == "ansatte, n = ikke lest"
    assert page.base(finding, third) == ""


def test_a_share_may_take_its_base_from_the_only_survey_of_its_finding() -> None:
    """With one survey there is no doubt which it is."""
    finding = FUNN.format(verdi="1 av 4").replace(", populasjon: alle, n: ikke lest", "")
    ground = "{undersøkelse: u1, kilder: [k1]}"
    bank = bank_of({"content/funn/f1-tillit.yaml": finding.replace("{metode: intervju, kilder: [k1]}", ground)})
    record = bank["f1"]
    assert isinstance(record, Funn)
    assert shown(view(bank=bank).base(record, record.tall[0])) == f"innbyggere over 15 år, n = 1{NBSP}200"


def test_anchors_are_the_field_and_the_place_or_the_mark_of_the_statement() -> None:
    """An anchor says where the statement stands, so that it is the same as long as the statement stands there."""
    record = mini()["f1"]
    assert isinstance(record, Funn)
    marked = next(index for index, statement in enumerate(record.utdyping) if statement.merke)
    assert view().anker(record, "utdyping", marked + 1) == "langt"
    bank = bank_of({"content/sporsmal/q9-pris.yaml": QUESTION})
    assert view(bank=bank).anker(bank["q9"], "hvorfor_åpent", 1) == "hvorfor-apent-1"


def test_every_anchor_of_the_bank_is_ascii_and_unique_on_its_page() -> None:
    """No page of the real bank has an anchor twice, or one that cannot be written in an address."""
    seen = 0
    for path in real().pages:
        anchors = real().html(path).xpath("//@id")
        assert len(anchors) == len(set(anchors)), path
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]*", anchor) for anchor in anchors), (path, anchors)
        seen += len(anchors)
    assert seen > 1000


def test_a_hand_written_page_is_markdown_with_its_mentions_as_links() -> None:
    """Its own Markdown is left as it is, and code holds examples and no links."""
    body = "Se **@b1** og `@b1`.\n\n```yaml\ntittel: @b1\n```\n\n| a |\n|---|\n| @f1.tall |\n"
    expected = body.replace("**@b1**", "**[Innbyggertorg](../begreper/b1-torg.md)**", 1)
    expected = expected.replace("@f1.tall", "[64 prosent](../funn/f1-tillit.md)")
    assert view("utvikling/notat.md").side(body) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Slik er det (kilde: @k1).", "Slik er det (kilde: K1)."),
        ("Slik er det (kilder: @k1, @k2).", "Slik er det (kilder: K1, K2)."),
        ("Se (@k2) og (kilde: @k2).", "Se (Sluttrapporten) og (kilde: K2)."),
    ],
)
def test_a_source_in_a_citation_is_named_by_its_id(written: str, read: str) -> None:
    """«(kilde: K1)» can be read in a sentence; a whole title could not."""
    assert shown(view("om.md").side(written)) == read


def test_records_that_refer_are_found_by_field() -> None:
    """Advice that rests on a finding is not the same as advice that it speaks against."""
    bank = mini()
    f1, f2 = bank["f1"], bank["f2"]
    assert [record.id for record in view().viser_til(f1, Anbefaling, "hvorfor")] == ["a1"]
    assert view().viser_til(f2, Anbefaling, "hvorfor") == []
    assert [record.id for record in view().viser_til(f2, Anbefaling, "motevidens")] == ["a2"]
    assert [record.id for record in view().viser_til(f2, Anbefaling)] == ["a2"]
    assert f2 in view().ubrukte_funn()
    assert f1 not in view().ubrukte_funn()


def test_the_statements_that_cite_a_source_stand_under_it() -> None:
    """A source shows the statements with its own name, and those that inherit it from the whole record."""
    files = {
        "content/kilder/k9-ny.yaml": KILDE,
        "content/begreper/b9-arv.yaml": 'tittel: Arv\nkilder: [k9]\ndefinisjoner: ["Arvet.", "Egen. [k1]"]\n',
        "content/begreper/b8-egen.yaml": 'tittel: Egen\ndefinisjoner: ["Én. [k1]", "To. [k1, k9]", "Se @k9. [k1]"]\n',
    }
    bank = bank_of(files)
    cited = {record.id: [str(u.tekst) for u in found] for record, found in view(bank=bank).hviler_på(bank["k9"])}
    assert cited == {"b8": ["To."], "b9": ["Arvet."]}


def test_other_records_that_lead_here_are_those_the_page_has_not_named() -> None:
    """Every reference can be followed back: what no list of the page holds, stands last on it."""
    bank = mini()
    page = view(page_of(bank["k2"]))
    before = [record.id for record in page.andre_hit(bank["k2"])]
    assert before
    page.lenke(before[0])
    assert [record.id for record in page.andre_hit(bank["k2"])] == before[1:]


def test_a_link_to_a_hand_written_page_has_its_title() -> None:
    """A page that a bank does not have can be asked for."""
    assert view().har_side("om")
    assert not view().har_side("bidra")
    assert shown(view("funn/f1-tillit.md").lenke_side("om")) == "Om banken: <em>kort</em>"
    assert "](../om.md)" in view("funn/f1-tillit.md").lenke_side("om")


def test_the_short_address_is_said_without_the_scheme() -> None:
    """Also below a sub-path."""
    assert view().kort_adresse(mini()["f1"]) == "minibank.example.org/under/f1/"


def test_a_record_is_looked_after_by_its_own_role_or_that_of_its_type() -> None:
    """`eier` on the record wins."""
    bank = mini()
    assert view().eier(bank["k1"]) == "r2"
    assert view().eier(bank["f1"]) == "r1"


def test_advice_to_a_role_is_all_advice_with_the_role_in_til() -> None:
    """The lists by role hold every piece of advice once for each role it is given to."""
    bank = real().bank
    page = View(bank, "roller/index.md", TODAY)
    senders = ("prosjektet", "Norsk Bibliotekforening", "andre")
    for role in bank.of(Rolle):
        listed = [advice.id for sender in senders for advice in page.råd_til(role, sender)]
        assert sorted(listed) == sorted(advice.id for advice in bank.of(Anbefaling) if role.id in advice.til)


def test_only_whole_municipalities_stand_first_in_the_landscape() -> None:
    """A place that is part of another stands under it, and not beside it."""
    bank = real().bank
    top = View(bank, "caser/index.md", TODAY).kommuner()
    parts = [part for case in bank.of(Case) for part in bank.parts(case)]
    assert top
    assert parts
    assert sorted([*top, *parts], key=lambda case: case.nummer) == bank.of(Case)


def test_findings_are_asked_for_by_outcome() -> None:
    """Every finding has exactly one outcome, so every finding is found once."""
    bank = real().bank
    found = [finding for outcome in bank.vocabulary.utfall for finding in view(bank=bank).funn_om(outcome)]
    assert len(bank.vocabulary.utfall) > 5
    assert sorted(record.id for record in found) == sorted(record.id for record in bank.of(Funn))
