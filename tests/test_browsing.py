"""What chooses and counts for the looks at the site: the sample, the pages to take pictures of, Lighthouse's scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from browsing import __main__ as commands
from browsing import pictures
from browsing.audit import remembered, report
from browsing.axe import VERSION, Fault
from browsing.lighthouse import LEAST, NAMES, scores_of
from browsing.look import EVERYTHING, Seen
from browsing.sample import features, kind_of, sample
from browsing.weight import fetched, outside


@pytest.mark.parametrize("line", [["axe"], ["skjermbilder"], ["lighthouse", __file__]], ids=lambda line: str(line[0]))
def test_without_a_built_site_there_is_nothing_to_look_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: list[str]
) -> None:
    """Exit code 2, as for any wrong use, and what to type first."""
    monkeypatch.setattr(commands, "ROOT", tmp_path)
    done = CliRunner().invoke(commands.main, line)
    assert (done.exit_code, done.output) == (2, "Fant ikke noe nettsted i build/site. Bygg det først:  make site\n")


def page(body: str, head: str = "") -> Any:
    """The tree of a page."""
    return html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


LEADS_ON = "<meta http-equiv='refresh' content='0; url=../'>"


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("index.html", ""),
        ("404.html", "404.html"),
        ("funn/index.html", "funn"),
        ("funn/f1-tillit/index.html", "funn/*"),
        ("alle/index.html", "alle"),
        ("om/index.html", "skrevet side"),
        ("utvikling/regler/id-form/index.html", "utvikling/regler/*"),
        ("h3/program/index.html", "*/program"),
        ("funn/utskrift/index.html", "*/utskrift"),
    ],
)
def test_a_page_is_of_the_kind_its_address_says(file: str, kind: str) -> None:
    """A record, a list, a gathering and prose are kinds of their own, and what only leads on is one wherever it is."""
    assert kind_of(file, page("")) == kind
    assert kind_of(file, page("", LEADS_ON)) == "omdirigering"


def test_the_sample_has_every_kind_and_every_feature_and_no_more_than_it_needs() -> None:
    """Small pages first; a large one comes in only for what no other has."""
    pages = {
        "funn/f1-a/index.html": page("<p class='a'>x</p>"),
        "funn/f2-b/index.html": page("<p class='a'>x</p>" * 9),
        "funn/f3-c/index.html": page("<p class='a b'>x</p>" * 20),
        "om/index.html": page("<p>x</p>"),
        "bidra/index.html": page("<p>x</p><p>y</p>"),
        "f1/index.html": page("<p>x</p>", LEADS_ON),
    }
    assert sample(pages) == ["f1/index.html", "funn/f1-a/index.html", "funn/f3-c/index.html", "om/index.html"]
    met = frozenset().union(*(features(pages[file]) for file in sample(pages)))
    assert met == frozenset().union(*map(features, pages.values())) > {"p.a", "p.b", "p"}


def test_what_opens_and_what_is_typed_in_are_features_of_their_own() -> None:
    """A button that opens something is not the same as one that does not; the colours of code are no features."""
    plain, opening = page("<button>a</button>"), page("<button aria-expanded='false'>a</button>")
    assert features(opening) - features(plain) == {"button[aria-expanded=false]"}
    assert features(page("<pre><span class='k'>x</span></pre>")) == {"body", "pre"}


def test_pictures_are_taken_of_the_first_of_each_kind(tmp_path: Path) -> None:
    """The record with the lowest number, by number and not by letter; a kind that the site does not have is left out."""
    for name in ("caser/c10-ti", "caser/c2-to", "caser", "funn", "."):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "index.html").touch()
    found = pictures.addresses(tmp_path)
    assert found == {"forside": "", "case": "caser/c2-to/", "caser": "caser/", "funn": "funn/"}
    assert [pictures.name_of(address) for address in ("", "funn/f3-å/", "404.html")] == [
        "forside",
        "funn-f3",
        "404-html",
    ]
    assert len(pictures.KINDS) >= 10


def lighthouse_report(performance: float, seo: float = 1) -> dict[str, Any]:
    """What Lighthouse says, as far as it is read."""
    categories = {name: {"score": 1.0, "auditRefs": []} for name in NAMES}
    categories["performance"] = {"score": performance, "auditRefs": [{"id": "lcp", "weight": 1}]}
    categories["seo"] = {"score": seo, "auditRefs": [{"id": "canonical", "weight": 1}, {"id": "hint", "weight": 0}]}
    titles = {"lcp": "Tegnes sent", "canonical": "Adressen er gal", "hint": "Et råd"}
    return {
        "categories": categories,
        "audits": {name: {"title": title, "score": seo} for name, title in titles.items()},
    }


def test_of_the_speed_the_median_counts_and_of_the_rest_the_lowest() -> None:
    """One slow run is noise; one run with a fault is a fault, and it is named."""
    good = scores_of("", "mobil", [lighthouse_report(score) for score in (0.2, 0.93, 0.95)])
    assert (dict(good.scores), good.too_low(), good.wrong) == (
        {"performance": 93, "accessibility": 100, "best-practices": 100, "seo": 100}, [], (),
    )  # fmt: skip
    bad = scores_of("", "skrivebord", [lighthouse_report(0.98), lighthouse_report(0.98, seo=0.5)])
    assert bad.too_low() == ["ytelse er 98, ikke 99", "søkemotor er 50, ikke 100"]
    assert bad.wrong == ("canonical: Adressen er gal",)
    assert LEAST["mobil"]["performance"] == 92


def test_a_category_that_could_not_be_measured_is_too_low() -> None:
    """No score is not a good score."""
    told = lighthouse_report(1)
    told["categories"]["accessibility"]["score"] = None
    assert scores_of("", "mobil", [told]).too_low() == ["tilgjengelighet er 0, ikke 100"]


def test_the_journal_forgets_a_line_that_was_cut_off(tmp_path: Path) -> None:
    """A run that is stopped in the middle of a line loses that page and no other."""
    journal = tmp_path / "journal.jsonl"
    assert remembered(journal) == {}
    line = '{"nøkkel": "a", "side": "funn/", "tilstander": ["320 lyst"], "feil": []}'
    journal.write_text(f"{line}\n{line[:40]}", encoding="utf-8")
    assert remembered(journal) == {"a": Seen("funn/", ("320 lyst",), ())}


def test_the_report_names_each_fault_once_with_where_it_was_seen() -> None:
    """Most common first, some of the pages, and in which state."""
    fault = str(Fault("label", "hjelp", "input", "mangler navn"))
    seen = [Seen(name, (), (f"320 lyst: {fault}", f"320 mørkt: {fault}")) for name in "abc"]
    seen.append(Seen("", (), ("ellers: svar: 404 x",)))
    assert list(report(seen)) == [
        "label: input – mangler navn\n    6 ganger: a (320 lyst), a (320 mørkt), b (320 lyst), b (320 mørkt), c (320 lyst) …",
        "svar: 404 x\n    1 ganger: ./ (ellers)",
    ]


def test_every_page_is_looked_at_in_both_colours_and_at_three_widths() -> None:
    """Six ways, and what can be opened is opened on a wide and on a narrow screen, in both colours."""
    assert {str(view) for view in EVERYTHING} == {
        f"{width} {colour}" for width in (320, 360, 1280) for colour in ("lyst", "mørkt")
    }
    assert {str(view) for view in EVERYTHING if view.opened} == {"360 lyst", "360 mørkt", "1280 lyst", "1280 mørkt"}
    assert VERSION.startswith("4.")


def test_what_a_page_fetches_is_found_from_where_it_stands() -> None:
    """Relative and from the root, itself included; where links lead, and what is written in place, is not fetched."""
    head = "<link rel='stylesheet' href='../assets/a.css'><link rel='canonical' href='https://x.no/'><script src='/u/b.js?x'></script>"
    body = "<a href='../funn/'>x</a><img src='data:image/gif;base64,x'>"
    assert fetched("caser/index.html", page(body, head), "/u/") == {"caser/index.html", "assets/a.css", "b.js"}


def test_the_shell_is_the_page_without_what_it_says_of_itself() -> None:
    """Title, description and article are taken out; everything else stays as it is."""
    text = '<title>T</title><meta name="description" content="D"><link href="x"><body>a<article>b</article>c</body>'
    assert outside(text.encode()) == b'<link href="x"><body>ac</body>'
