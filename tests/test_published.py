"""Nothing that was published is lost: renames, merges, withdrawals and moves, in any order, through any releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from selectolax.lexbor import LexborHTMLParser

from banks import SOURCE
from checking import TODAY, bank_of, check_files, codes, mini
from erfaringsbank import comparing
from erfaringsbank.addresses import addresses_to, page_of, url_of
from erfaringsbank.bank import Bank
from erfaringsbank.facets import facets
from erfaringsbank.gatherings import GATHERINGS
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.ledger import HEAD, LEDGER, WRITTEN, Edition, Published, block, checksum, digest
from erfaringsbank.load import load
from erfaringsbank.pages import pages
from erfaringsbank.polishing import page_gate
from erfaringsbank.problems import Place
from erfaringsbank.published import Way, promised_anchors, replacement, way
from erfaringsbank.records import FILE_STEM, TYPES, Dato
from erfaringsbank.selection import page_of_choice
from erfaringsbank.signposts import signpost, signposts

Files = dict[str, bytes]
DATA = b"{}\n"


def names(bank: Bank) -> Iterator[str]:
    """The addresses of the pages that come and go with what is in a bank."""
    known = Knowledge(bank, TODAY)
    yield from (url_of(page_of(record)) for record in bank.records.values())
    yield from (url_of(f"{side.path}.md") for side in bank.sider)
    for cls in TYPES:
        yield from (url_of(page_of_choice(cls, choice)) for facet in facets(known, cls) for choice in facet.choices)
    yield from (url_of(pair.side) for pair in comparing.pairs(known.par))


@cache
def always() -> frozenset[str]:
    """The addresses of the pages that the bank always has: lists, and what gathers."""
    gathered = {f"{name}/" for name, *_ in GATHERINGS} | {f"{cls.mappe}/" for cls in TYPES}
    return frozenset(gathered | {"", "sammenlign/"})


def standing(bank: Bank) -> set[str]:
    """Every address that has a page of its own, or one that a record leads on from."""
    short = {address for address, _ in signposts(bank)}
    moved = {address for address in bank.flyttet if address.endswith("/")}
    return {*always(), *names(bank), *short, *moved}


def entries(bank: Bank) -> Iterator[Published]:
    """What a release of a bank publishes."""
    whose = {url_of(page_of(record)): str(record.id) for record in bank.records.values()}
    whose |= {address: str(record.id) for record in bank.records.values() for address, _ in addresses_to(record)}
    whose |= {url_of(f"{side.path}.md"): WRITTEN for side in bank.sider}
    known = bank.utgaver.adresser
    for address in standing(bank):
        record = bank.records.get(whose.get(address, ""))
        anchors = {}
        if record and address == url_of(page_of(record)):
            anchors = {name: digest(getattr(record, key[0])[key[1]].tekst) for key, name in bank.ankre(record).items()}
            anchors |= {"om-posten": ""}
        if address not in known or anchors:
            yield Published(address, whose.get(address, ""), Place(LEDGER), "", (), anchors)


def released(files: Files, edition: str) -> Files:
    """The files of a bank with one release more."""
    bank, _ = load(files.items())
    made = Edition(edition, Dato("2026-11-22"), checksum(DATA), data=DATA)
    ledger = files.get(LEDGER, HEAD.encode()) + block(made, entries(bank)).encode()
    return files | {LEDGER: ledger, made.fil: DATA}


@cache
def first() -> Mapping[str, bytes]:
    """The small bank after its first release."""
    return released(mini(), "1")


def record_paths(files: Files) -> list[str]:
    """The record files whose state is not set."""
    return sorted(path for path, raw in files.items() if path.count("/") == 2 and b"tilstand" not in raw and path.endswith(".yaml"))  # fmt: skip


def renamed(files: Files, path: str, slug: str, *, remembered: bool) -> Files:
    """A record under another name; `remembered`: with the old one in the record, as the command does it."""
    folder, _, name = path.rpartition("/")
    found = FILE_STEM.fullmatch(name.removesuffix(".yaml"))
    assert found
    raw = files[path]
    if remembered and b"tidligere_adresser" not in raw:
        raw += f"\ntidligere_adresser: [{found[2]}]\n".encode()
    return {other: text for other, text in files.items() if other != path} | {f"{folder}/{found[1]}-{slug}.yaml": raw}


def withdrawn(files: Files, path: str, instead: str = "") -> Files:
    """A record that is withdrawn, or replaced by another."""
    told = f"erstattet\nerstattet_av: {instead}" if instead else "trukket"
    return files | {path: files[path] + f"\ntilstand: {told}\ntrukket_fordi: Slått sammen.\n".encode()}


def moved(files: Files, slug: str) -> Files:
    """The first hand-written page under another name, with a line about it."""
    path = next(path for path in sorted(files) if path.startswith("content/sider/") and path.count("/") == 2)
    old = path.removeprefix("content/sider/").removesuffix(".md")
    if old == slug:
        return files
    list_ = files.get("content/flyttet.yaml", b"flyttet:\n").decode()
    kept = [line for line in list_.splitlines() if f"fra: {slug}/" not in line]
    line = f"  - {{fra: {old}/, til: {slug}/}}"
    rest = {other: text for other, text in files.items() if other != path}
    return rest | {
        f"content/sider/{slug}.md": files[path],
        "content/flyttet.yaml": "\n".join([*kept, line, ""]).encode(),
    }


CHANGES = st.lists(
    st.tuples(st.sampled_from(["navn", "håndnavn", "slå sammen", "trekk", "side", "utgivelse"]), st.integers(0, 999)),
    min_size=1,
    max_size=8,
)  # fmt: skip


def changed(files: Files, what: str, number: int) -> Files:
    """The files after one change by an editor. `number` chooses what it is about."""
    paths = record_paths(files)
    path = paths[number % len(paths)]
    slug = f"nytt-{number}"
    if what == "utgivelse":
        return released(files, f"2.{sum(other.endswith('.json') for other in files)}")
    if what == "side":
        return moved(files, slug)
    if what in ("navn", "håndnavn"):
        return renamed(files, path, slug, remembered=what == "navn")
    id_ = path.rpartition("/")[2].partition("-")[0]
    others = [other.rpartition("/")[2].partition("-")[0] for other in paths if other != path]
    same = [other for other in others if other[0] == id_[0]]
    return withdrawn(files, path, same[number % len(same)] if same and what == "slå sammen" else "")


def lost(files: Files) -> list[str]:
    """The published addresses and anchors that lead nowhere in a bank."""
    bank, _ = load(files.items())
    there = standing(bank)
    ways = {p.address: way(bank, p) for p in bank.utgaver.adresser.values() if p.address not in there}
    dead = [address for address, onward in ways.items() if not onward or not _leads(onward, there)]
    promised = promised_anchors(bank)
    for id_, anchors in bank.utgaver.anchors.items():
        here = promised.get(url_of(page_of(bank[id_])), {})
        dead += [f"{id_}#{anchor}" for anchor in anchors if anchor not in here]
    return dead


def _leads(onward: Way, there: set[str]) -> bool:
    return onward.target is None or onward.target.partition("?")[0] in there


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(CHANGES)
def test_no_change_loses_an_address_or_an_anchor(history: list[tuple[str, int]]) -> None:
    """Two hundred histories of renames, merges, withdrawals, moves and releases: all that was published leads on."""
    files = dict(first())
    for what, number in history:
        files = changed(files, what, number)
    assert lost(files) == []
    found = [problem for problem in check_files(files) if problem.code.startswith("utgitt-")]
    assert [problem for problem in found if problem.code != "utgitt-gjenbrukt"] == []


def test_the_histories_are_about_something() -> None:
    """The first release has hundreds of addresses; every kind of page and anchor is among them."""
    bank, problems = load(first().items())
    assert problems == []
    ledger = bank.utgaver.adresser
    assert len(ledger) > 100
    assert {"f1/", "om/", "sammenlign/", "funn/utvalg/slag-holdning/"} <= set(ledger)
    assert set(names(bank)) <= {url_of(page) for page, _ in pages(bank, TODAY)}
    assert sum(len(anchors) for anchors in bank.utgaver.anchors.values()) > 40
    assert lost(dict(first())) == []


@pytest.mark.parametrize("path", record_paths(dict(mini()))[::4])
def test_a_planted_deletion_is_found(path: str) -> None:
    """A record that is deleted fails the check, at its line in the ledger, with a way to mend it."""
    files = dict(first())
    del files[path]
    id_ = path.rpartition("/")[2].partition("-")[0]
    (found,) = [problem for problem in check_files(files) if problem.code == "utgitt-post"]
    line = files[LEDGER].decode().splitlines()[found.place.line - 1]
    assert (found.place.path, line.split()[1]) == (LEDGER, id_)
    assert f"git restore {path}" in found.fix


def test_what_is_new_never_fails() -> None:
    """The check is about what is lost, so an ordinary contribution does not touch the ledger."""
    text = SOURCE.replace("Rapporten", "En annen rapport").replace("lest: hele", "lest: ikke lest")
    page = "---\ntittel: Ny\nbeskrivelse: Ny.\n---\nNy.\n"
    more = {"content/kilder/k77-ny.yaml": text.encode(), "content/sider/ny.md": page.encode()}
    assert check_files(dict(first()) | more) == check_files(mini(more)) == check_files(mini())


def test_a_page_that_cannot_be_read_is_not_lost() -> None:
    """It has its own problem, and the ledger says nothing more."""
    files = dict(first()) | {"content/sider/om.md": b"# Uten hode\n"}
    assert codes(check_files(files)) == ["side-hode"]


def onward(files: Files, address: str) -> Way | None:
    bank, _ = load(files.items())
    return way(bank, bank.utgaver.adresser[address])


def test_a_record_whose_old_name_was_forgotten_still_leads_to_it() -> None:
    """The ledger knows whose the address was."""
    files = renamed(dict(first()), "content/funn/f1-tillit.yaml", "tiltro", remembered=False)
    found = onward(files, "funn/f1-tillit/")
    assert found
    assert (found.target, found.plain, found.record and found.record.id) == ("funn/f1-tiltro/", True, "f1")


def test_a_file_beside_a_page_follows_it() -> None:
    """The citation of a record that has a new name is where it was, as a copy of what it is now."""
    bank = load(renamed(dict(first()), "content/funn/f1-tillit.yaml", "tiltro", remembered=True).items())[0]
    for old, new in (("funn/f1-tillit/a.ris", "funn/f1-tiltro/a.ris"), ("funn/f1-tillit.md", "funn/f1-tiltro.md"), ("f1/q.svg", "f1/q.svg")):  # fmt: skip
        found = way(bank, Published(old, "f1", Place(LEDGER), "1"))
        assert found
        assert found.target == new


@pytest.mark.parametrize(
    ("address", "target", "plain"),
    [
        ("funn/utvalg/noe-annet/", "funn/", False),
        ("sammenlign/c1-c2/", "sammenlign/?c=c1&c=c2", True),
        ("sammenlign/c1-c99/", "sammenlign/?c=c1", False),
        ("kunnskapshull/borte/", "kunnskapshull/", False),
        ("utvikling/regler/borte/", "utvikling/regler/", False),
    ],
)
def test_what_the_tool_makes_no_more_leads_to_where_it_was(address: str, target: str, plain: bool) -> None:
    """By rule: nobody lists them. What is not the same thing says why."""
    bank = bank_of()
    found = way(bank, Published(address, "", Place(LEDGER), "1"))
    assert found
    assert (found.target, found.plain) == (target, plain)
    assert found.why


def test_what_nobody_knows_leads_nowhere() -> None:
    """Then the site is not built: a file, a list, a hand-written page without a line."""
    bank = bank_of()
    for address, owner in (("data/borte.csv", ""), ("borte/", ""), ("borte/", WRITTEN), ("q99/", "q99")):
        assert way(bank, Published(address, owner, Place(LEDGER), "1")) is None


MOVED = "flyttet:\n  - {fra: a/, til: b/}\n  - {fra: b/, til: om/}\n  - {fra: c/, trukket_fordi: Ferdig.}\n  - {fra: d/, til: f1}\n"


def test_hand_written_pages_lead_where_the_list_says() -> None:
    """Through a chain to the last; to a record by its ID; or to a page that tells why there is none."""
    bank = bank_of({"content/flyttet.yaml": MOVED})
    found = {name: way(bank, Published(f"{name}/", WRITTEN, Place(LEDGER), "1")) for name in "abcd"}
    assert [onward and onward.target for onward in found.values()] == ["om/", "om/", None, "funn/f1-tillit/"]
    text = {name: signpost(bank, f"{name}/", onward) for name, onward in found.items() if onward}
    assert "Ferdig." in text["c"]
    assert 'href="../funn/f1-tillit/"' in text["d"]


def test_a_signpost_that_is_not_the_same_thing_lets_the_reader_read() -> None:
    """No one is sent on from it; it says why, has a link and a canonical address, and the policy stops nothing."""
    bank = bank_of()
    onward = way(bank, Published("funn/utvalg/noe/", "", Place(LEDGER), "1"))
    assert onward
    text = signpost(bank, "funn/utvalg/noe/", onward)
    page = html.document_fromstring(text)
    assert page.xpath("//meta[@http-equiv]") == page.xpath("//script") == []
    assert page.xpath("//main//a/@href") == ["../../../funn/"]
    assert onward.why in page.text_content()
    assert page.xpath("//link[@rel='canonical']/@href") == [bank.nettsted.adresse + "funn/"]
    assert list(page_gate.faults(LexborHTMLParser(text))) == []


def test_the_record_that_holds_is_at_the_end_of_the_chain() -> None:
    """A replaced record points to the one that holds now; never in a ring, and never to one that is out itself."""
    text = "tittel: {0}\nutgiver: U\nart: rapport\nlest: ikke lest\ntilstand: erstattet\nerstattet_av: {1}\n"
    links = {"k91": "k92", "k92": "k1", "k93": "k94", "k94": "k93", "k95": "k3"}
    bank = bank_of({f"content/kilder/{id_}-x.yaml": text.format(id_, to) for id_, to in links.items()})
    found = {id_: replacement(bank, bank[id_]) for id_ in links}
    assert {id_: record and str(record.id) for id_, record in found.items()} == {
        "k91": "k1", "k92": "k1", "k93": None, "k94": None, "k95": None,
    }  # fmt: skip
    assert replacement(bank, bank["k1"]) is None
