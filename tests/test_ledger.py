"""The ledger of what is published: read with places, written so that it reads back, and only ever longer."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erfaringsbank.ledger import HEAD, LEDGER, Edition, Published, belongs, block, checksum, digest, read
from erfaringsbank.problems import Place
from erfaringsbank.records import Dato

DATA = b'{"poster": [{"id": "f1"}, {"id": "k2"}]}\n'
FIRST = Edition("0.1", Dato("2026-11-22"), checksum(DATA), True, DATA)
TEXT = """\
# En kommentar

== 0.1 2026-11-22 {sum} prøve
./
data/funn.csv
f1/ f1
funn/f1-tillit/ f1 +index.json #grunnlag #utdyping-1=abcde
om/ side #bakgrunn

== 0.2 2027-01-02 {sum}
funn/f1-tillit/ f1 +sitat.ris #utdyping-2=fghij
""".format(sum=checksum(DATA))


def files(text: str = TEXT) -> dict[str, bytes]:
    return {LEDGER: text.encode(), "utgaver/0.1.json": DATA, "utgaver/0.2.json": DATA, "utgaver/løs.json": b"{}"}


def test_the_ledger_is_read() -> None:
    """Editions in order with their data; an address that stands twice has all that is told of it, where it first stood."""
    editions, problems = read(files())
    assert problems == []
    assert [(edition.utgave, edition.dato, edition.prøve) for edition in editions] == [
        ("0.1", "2026-11-22", True),
        ("0.2", "2027-01-02", False),
    ]
    assert list(editions.adresser) == ["", "data/funn.csv", "f1/", "funn/f1-tillit/", "om/"]
    page = editions.adresser["funn/f1-tillit/"]
    assert (page.owner, page.utgave, page.place.line) == ("f1", "0.1", 7)
    assert page.files == ("index.json", "sitat.ris")
    assert page.anchors == {"grunnlag": "", "utdyping-1": "abcde", "utdyping-2": "fghij"}
    assert editions.anchors == {"f1": page.anchors}
    assert [entry.address for entry in editions.by_owner["f1"]] == ["f1/", "funn/f1-tillit/"]
    assert editions.løse == ("utgaver/løs.json",)


def test_an_edition_knows_its_records() -> None:
    """From its data, which are only parsed when somebody asks; data that are not there have none."""
    editions, _ = read(files())
    assert [edition.utgave for edition in editions.med("k2")] == ["0.1", "0.2"]
    assert editions.med("k3") == []
    assert Edition("1", Dato("2026-11-22"), "").innhold == {}
    assert Edition("1", Dato("2026-11-22"), "", data=b"[]").ider == frozenset()


@pytest.mark.parametrize(
    ("line", "column", "width", "words"),
    [
        ("/funn/", 1, 6, "adresse under roten"),
        ("funn/../hemmelig", 1, 16, "adresse under roten"),
        ("funn/ f1 anker", 10, 5, "ikke en ID, en fil eller et anker"),
        ("funn/ f1 #a=ABCDE", 10, 8, "ikke en ID, en fil eller et anker"),
        ("== 0.1", 1, 6, "ikke en utgave"),
        (f"== 0.3 2026-13-01 {'a' * 32}", 1, 50, "ikke en utgave"),
        (f"== 0.1 2026-12-01 {'a' * 32}", 4, 3, "står to ganger"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_of_where_it_stands(line: str, column: int, width: int, words: str) -> None:
    """With its code, and the others are read."""
    editions, problems = read(files(f"{TEXT}{line}\n"))
    assert [problem.code for problem in problems] == ["utgitt-linje"]
    assert problems[0].place == Place(LEDGER, TEXT.count("\n") + 1, column, width)
    assert words in problems[0].message
    assert len(editions.adresser) == 5


def test_an_address_above_the_first_edition_is_told_of() -> None:
    """Nobody could say when it was published."""
    _, problems = read({LEDGER: b"funn/\n"})
    assert [problem.message for problem in problems] == ["Adressen står over den første utgaven."]


def test_only_the_ledger_and_data_files_belong_to_it() -> None:
    """Anything else in the folder is a file that nothing reads."""
    assert belongs(LEDGER)
    assert belongs("utgaver/2026.1.json")
    assert not any(map(belongs, ["utgaver/notat.txt", "utgaver/a/b.json", "content/a.json"]))


def test_a_digest_is_of_the_words() -> None:
    """Capitals, punctuation and spaces may change; a word may not."""
    assert digest("Det gikk bra.") == digest("det  gikk, bra!") != digest("Det gikk ikke bra.")
    assert len(digest("")) == 5


NAMES = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=6).map(lambda name: f"a{name}")
SIGNS = st.one_of(st.just(""), st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=5, max_size=5))
ENTRIES = st.builds(
    Published,
    address=st.lists(NAMES, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + "/"),
    owner=st.sampled_from(["", "side", "f1", "k123"]),
    place=st.just(Place(LEDGER)),
    utgave=st.just("0.1"),
    files=st.lists(NAMES, max_size=2, unique=True).map(lambda names: tuple(sorted(names))),
    anchors=st.dictionaries(NAMES, SIGNS, max_size=4),
)


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry.address))
def test_what_is_written_reads_back(entries: list[Published]) -> None:
    """Every address with its owner, files and anchors; the lines are sorted, whatever the order they came in."""
    text = HEAD + block(FIRST, entries)
    assert text == HEAD + block(FIRST, reversed(entries))
    editions, problems = read(files(text))
    assert problems == []
    assert {entry.address: (entry.owner, entry.files, entry.anchors) for entry in editions.adresser.values()} == {
        entry.address: (entry.owner, entry.files, entry.anchors) for entry in entries
    }
    assert [edition.prøve for edition in editions] == [True]
