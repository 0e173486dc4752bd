"""What stands round every page: the way down to it, the columns of the foot, and the stylesheet."""

from __future__ import annotations

import pytest
import yaml

from checking import TODAY, mini
from erfaringsbank.addresses import relative_url
from erfaringsbank.load import load
from erfaringsbank.pages import anchored
from erfaringsbank.shell import colophon, edit_address, foot, head, stylesheet, way_to


@pytest.mark.parametrize(
    ("page", "above"),
    [
        ("index.md", []),
        ("om.md", []),
        ("funn/index.md", []),
        ("funn/f1-tillit.md", ["Funn"]),
        ("utvikling/index.md", []),
        ("utvikling/regler/index.md", ["Utvikling"]),
        ("utvikling/regler/ukjent-felt.md", ["Utvikling", "Regler"]),
        ("ukjent/side.md", []),
    ],
)
def test_the_way_down_to_a_page_is_the_pages_of_its_folders(page: str, above: list[str]) -> None:
    """The front page is left out, and so is a folder without a page of its own."""
    assert [step["navn"] for step in way_to(page)] == above


def test_a_head_tells_the_section_and_whether_the_page_lists_its_headings() -> None:
    """A page with three headings lists them, unless it is a wide one; texts are escaped for the theme."""
    body = "# A\n\n## B\n\n## C\n\n## D\n"
    long = yaml.safe_load(head("funn/f1-a.md", "A & B", "Om", body).strip("-\n"))
    assert long["title"] == "A &amp; B"
    assert long["del"] == "funn/"
    assert long["sti"] == [{"navn": "Funn", "adresse": "funn/"}]
    assert long["innhold"] is True
    assert yaml.safe_load(head("a.md", "A", "Om", body, bred=True).strip("-\n"))["innhold"] is False
    assert yaml.safe_load(head("a.md", "A", "Om", "# A\n\n## B\n").strip("-\n"))["innhold"] is False


def test_the_foot_leads_only_to_what_the_bank_has() -> None:
    """A hand-written page that is not there has no link; addresses outside are marked as such."""
    bank, _ = load(mini().items())
    columns = foot(bank)
    links = [link for column in columns for link in column["lenker"]]  # type: ignore[attr-defined]
    written = {side.path for side in bank.sider}
    assert len(columns) == 4
    assert "caser/" in {link["adresse"] for link in links}
    assert ("personvern/" in {link["adresse"] for link in links}) == ("personvern" in written)
    assert {link["adresse"] for link in links if link["ute"]} >= {str(bank.nettsted.tilbakemelding)}
    assert all(link["navn"] for link in links)


def test_the_colophon_tells_who_which_edition_and_when() -> None:
    """Publisher, edition, day and licence stand in one line."""
    bank, _ = load(mini().items())
    told = colophon(bank, TODAY)
    for part in (str(bank.nettsted.utgiver), bank.nettsted.utgave, str(TODAY.year), "CC BY 4.0"):
        assert part in told


def test_the_edit_address_opens_the_file_of_a_record() -> None:
    """The path of the file is put after it."""
    bank, _ = load(mini().items())
    file = bank["f1"].fil
    assert edit_address(bank) + file == "https://git.example.org/minibank/edit/main/content/funn/f1-tillit.yaml"


def test_the_stylesheet_is_its_parts_in_the_order_of_their_names() -> None:
    """The order in which a disk lists them does not matter."""
    assert stylesheet([("20-b.css", "b {}\n"), ("10-a.css", "\na {}\n")]) == b"a {}\nb {}\n"


@pytest.mark.parametrize(
    ("start", "target", "address"),
    [
        ("index.md", "index.md", "./"),
        ("index.md", "funn/index.md", "funn/"),
        ("funn/index.md", "index.md", "../"),
        ("funn/f1-a.md", "caser/c1-b.md", "../../caser/c1-b/"),
        ("funn/f1-a.md", "funn/index.md", "../"),
        ("funn/index.md", "funn/f1-a.md", "f1-a/"),
    ],
)
def test_a_browser_is_led_from_folder_to_folder(start: str, target: str, address: str) -> None:
    """Raw HTML has the addresses of the finished pages."""
    assert relative_url(start, target) == address


def test_headings_of_a_hand_written_page_get_ascii_anchors() -> None:
    """Letters are folded and not dropped; own anchors and code are left alone; a second like one gets a number."""
    body = "## Hva de lærte\n\n### Øst\n\n## Hva de lærte\n\n## Med { #eget }\n\n```\n## Kode\n```\n"
    assert anchored(body) == (
        "## Hva de lærte { #hva-de-laerte }\n\n### Øst { #ost }\n\n## Hva de lærte { #hva-de-laerte-2 }\n\n"
        "## Med { #eget }\n\n```\n## Kode\n```\n"
    )
