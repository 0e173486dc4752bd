"""`lenker`: what is asked, what is told, what is remembered, and what the reader sees of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from banks import DAY, ROOT, command, small, texts
from checking import TODAY, bank_of, codes
from erfaringsbank.bank import Bank
from erfaringsbank.external_links import Control, as_json, ask_all, control, manners, status, status_file, summary
from erfaringsbank.link_client import Answer, Client, Manners
from erfaringsbank.links import external
from erfaringsbank.load import load
from erfaringsbank.machine_docs import machine_pages
from erfaringsbank.pages import pages
from erfaringsbank.problems import MANUAL, Problem, Severity, UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.links_manual import PAGES, WARNINGS
from erfaringsbank.reading.source import read
from erfaringsbank.records.links import EXCEPTIONS, STATUS, Lenkestatus
from local_web import HERE, Web, only_here, web

BODY = "tittel: En kilde\nutgiver: En kommune\nart: rapport\nlest: hele\n"
HEAD = "---\ntittel: En side\nbeskrivelse: Om sider.\n---\n"


def source(*addresses: str, archive: str = "") -> str:
    """A source that stands at these addresses."""
    return f"{BODY}adresser: {json.dumps(addresses)}\n" + (f"arkivadresse: {archive}\n" if archive else "")


def banked(root: Path, files: dict[str, str]) -> Bank:
    """A small bank with these files, which has nothing wrong with how it is written."""
    bank, problems = load(texts(small(root, files)).items())
    assert problems == []
    return bank


@pytest.fixture
def server() -> Iterator[Web]:
    with only_here() as seen, web() as running:
        yield running
    assert set(seen) <= HERE


def told(text: str) -> None:
    """For those who do not watch."""


def asked(bank: Bank, limit: int | None = None, tell: Callable[[str], None] = told, timeout: float = 10) -> Control:
    """One round with a client that does not sleep."""
    client = Client(Manners("prøve", timeout=timeout, pause=0, sleep=lambda _: None, proxies={}))
    return control(bank, TODAY, client, limit, tell)


def test_addresses_are_found_in_sources_cases_and_pages(tmp_path: Path) -> None:
    """Each address once, with every place it stands; code, the bank's own pages and what follows a link are not it."""
    page = (
        "Se [den](https://a.example.net/x_(y)), <https://b.example.net/>, og https://a.example.net/1.\n"
        "`https://c.example.net/` er kode, og https://prove.example.org/f1/ er vår.\n"
    )
    contact = "tittel: A\nkontakt: {rolle: leder, virksomhet: B, nettside: https://d.example.net/}\n"
    bank = banked(tmp_path, {
        "content/kilder/k2-a.yaml": source("https://a.example.net/1", "https://a.example.net/2", archive="https://e.example.net/"),
        "content/caser/c1-a.yaml": contact,
        "content/sider/en-side.md": HEAD + page,
    })  # fmt: skip
    places = {
        address: [f"{use.place.path}:{use.place.line}:{use.place.column}{' arkivert' * use.archived}" for use in uses]
        for address, uses in external(bank).items()
    }
    assert places == {
        "https://a.example.net/1": ["content/kilder/k2-a.yaml:5:12 arkivert", "content/sider/en-side.md:5:69"],
        "https://a.example.net/2": ["content/kilder/k2-a.yaml:5:39 arkivert"],
        "https://e.example.net/": ["content/kilder/k2-a.yaml:6:15"],
        "https://d.example.net/": ["content/caser/c1-a.yaml:2:50"],
        "https://a.example.net/x_(y)": ["content/sider/en-side.md:5:10"],
        "https://b.example.net/": ["content/sider/en-side.md:5:41"],
    }


def test_the_real_bank_has_addresses_to_ask() -> None:
    """The command would not pass over the bank in silence."""
    assert len(external(load(Project(ROOT).files())[0])) > 50


KINDS = {
    "lenke-borte": "/404",
    "lenke-flyttet": "/301/200",
    "lenke-avvist": "/403",
    "lenke-feil": "/500",
    "lenke-tidsavbrudd": "/slow",
    "lenke-uten-svar": "/reset",
    "lenke-ring": "/loop",
}


@pytest.mark.parametrize(("code", "path"), KINDS.items())
def test_each_kind_of_trouble_has_its_code_and_says_what_to_do(
    tmp_path: Path, server: Web, code: str, path: str
) -> None:
    """The problem stands where the address stands; only a dead link is an error."""
    bank = banked(tmp_path, {"content/kilder/k2-a.yaml": source(server.url("/200"), server.url(path))})
    (problem,) = asked(bank, timeout=0.3).problems
    assert (problem.code, problem.place.path, problem.place.line) == (code, "content/kilder/k2-a.yaml", 5)
    assert server.url(path) in problem.message
    assert problem.fix.endswith(".")
    assert (code in WARNINGS) == (problem.severity is Severity.ADVARSEL) == (code != "lenke-borte")


def test_every_kind_of_trouble_is_tried() -> None:
    """What is not tried here is `lenke-usikker`, which test_link_client.py tries with a certificate."""
    assert set(PAGES.values()) == set(KINDS) | {"lenke-usikker"}
    assert set(PAGES.values()) <= set(MANUAL)


def stops(problems: list[Problem]) -> list[str]:
    return [f"{problem.place.path}:{problem.place.line}" for problem in problems if problem.severity is Severity.FEIL]


def test_a_dead_link_stops_unless_an_archived_copy_stands_beside_it(tmp_path: Path, server: Web) -> None:
    """With a copy it is a warning; a dead copy, and a dead link on a page, are errors."""
    alive, dead = server.url("/200"), server.url("/410")
    kept = {"content/kilder/k2-a.yaml": source(dead, archive=alive)}
    bank = banked(tmp_path / "a", kept)
    done = asked(bank)
    assert codes(done.problems) == ["lenke-borte"]
    assert "arkiverte kopien" in done.problems[0].fix
    assert not done.stops()
    lost = kept | {
        "content/kilder/k3-a.yaml": source(dead),
        "content/kilder/k4-a.yaml": source(alive, archive=server.url("/404")),
        "content/sider/en-side.md": f"{HEAD}Se <{dead}>.\n",
    }
    done = asked(banked(tmp_path / "b", lost))
    assert stops(done.problems) == [
        "content/kilder/k3-a.yaml:5", "content/kilder/k4-a.yaml:6", "content/sider/en-side.md:5",
    ]  # fmt: skip
    assert done.stops()


def test_an_address_is_asked_once_wherever_it_stands(tmp_path: Path, server: Web) -> None:
    """Two sources, a page and two places on the same page are one question."""
    address = server.url("/200")
    bank = banked(tmp_path, {
        "content/kilder/k2-a.yaml": source(address, f"{address}#del-1"),
        "content/kilder/k3-a.yaml": source(f"{address}#del-2"),
        "content/sider/en-side.md": f"{HEAD}Se <{address}>.\n",
    })  # fmt: skip
    done = asked(bank)
    assert server.asked == ["HEAD /200"]
    assert len(done.answers) == 3
    assert {answer.resultat for answer in done.answers.values()} == {"svarer"}


def test_the_first_addresses_are_asked_when_there_is_a_limit(tmp_path: Path, server: Web) -> None:
    """`--grense 2` asks two, and tells how far it has come."""
    bank = banked(tmp_path, {"content/kilder/k2-a.yaml": source(*(server.url(f"/200?{n}") for n in range(5)))})
    heard: list[str] = []
    done = asked(bank, limit=2, tell=heard.append)
    assert server.asked == ["HEAD /200?0", "HEAD /200?1"]
    assert heard == ["1 av 2: 127.0.0.1", "2 av 2: 127.0.0.1"]
    assert summary(done) == "Spurte 2 adresser: 2 svarer."


def test_hosts_are_asked_side_by_side_and_answers_come_in_order(server: Web) -> None:
    """Two hosts in turn; whoever answers first, the answers stand as the addresses stood."""
    addresses = [server.url(f"/200?{n}", host) for n in range(4) for host in ("127.0.0.1", "localhost")]
    client = Client(Manners("prøve", pause=0, proxies={}))
    assert list(ask_all(client, addresses, told)) == addresses
    assert len(server.asked) == 8


def test_nothing_is_concluded_when_no_one_answers(tmp_path: Path, server: Web) -> None:
    """A machine without a net must not declare the whole bank dead."""
    bank = banked(tmp_path, {"content/kilder/k2-a.yaml": source(server.url("/reset"), server.url("/nonsense"))})
    with pytest.raises(UserError, match=r"Ingen av 2 adresser svarte\. Ingenting er skrevet\."):
        asked(bank)


def test_a_bank_without_addresses_has_nothing_to_ask(tmp_path: Path) -> None:
    """That is not a fault."""
    with only_here() as seen:
        assert summary(asked(banked(tmp_path, {}))) == "Spurte 0 adresser."
    assert seen == []


def test_a_fault_in_the_machine_is_not_hidden(server: Web) -> None:
    """What a thread runs into comes out."""

    def fail(_: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_all(Client(Manners("prøve", proxies={})), [server.url("/200")], fail)


def test_the_tool_says_who_it_is() -> None:
    """Its name, its version, and where those who wonder can read more."""
    agent = manners(bank_of()).agent
    assert agent.startswith("erfaringsbank/")
    assert f"+{bank_of().nettsted.adresse})" in agent


def exceptions(*entries: tuple[str, str]) -> str:
    return "unntak:\n" + "".join(
        f"  - adresse: {address}\n    fordi: Krever innlogging.\n    til: {day}\n" for address, day in entries
    )


def test_an_exception_is_not_asked_until_it_has_expired(tmp_path: Path, server: Web) -> None:
    """An address and a beginning of addresses, to the last day and not a day longer; the expired one is named."""
    files = {
        "content/kilder/k2-a.yaml": source(*(server.url(path) for path in ("/403/a", "/403/b/c", "/403/b/d", "/200"))),
        EXCEPTIONS: exceptions((server.url("/403/a"), DAY), (server.url("/403/b/*"), "2026-11-21")),
    }
    done = asked(banked(tmp_path, files))
    assert done.exempt == 1
    assert {request.split("/", 1)[1] for request in server.asked} == {"403/b/c", "403/b/d", "200"}
    assert codes(done.problems) == ["lenke-avvist", "lenke-avvist", "lenke-unntak-utlopt"]
    assert summary(done) == "Spurte 3 adresser: 1 svarer og 2 vil ikke svare oss. 1 er unntatt."


def test_an_exception_about_nothing_is_named(tmp_path: Path) -> None:
    """A misspelt address is told of, and an address is not the beginning of another without a star."""
    files = {"content/kilder/k2-a.yaml": source("https://a.example.net/1"), EXCEPTIONS: exceptions(
        ("https://a.example.net/", "2027"), ("https://a.example.net/*", "2027"), ("https://b.example.net/*", "2027"),
    )}  # fmt: skip
    bank = banked(tmp_path, files)
    client = Client(Manners("prøve"))
    assert [(problem.code, problem.place.line) for problem in control(bank, TODAY, client, None, told).problems] == [
        ("lenke-unntak-ubrukt", 2), ("lenke-unntak-ubrukt", 8),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("unntak:\n  - adresse: https://a.example.net/\n    til: 2027\n", "felt-mangler", 2),
        ("unntak:\n  - adresse: https://a.example.net/\n    fordi: Innlogging.\n", "felt-mangler", 2),
        ("unntak:\n  - adresse: a.example.net\n    fordi: Innlogging.\n    til: 2027\n", "felt-form", 2),
        ("unntak:\n  - {adresse: https://a.example.net/, fordi: A., til: snart}\n", "dato-form", 2),
        ("unntakk: []\n", "felt-ukjent", 1),
    ],
)
def test_an_exception_must_be_whole(text: str, code: str, line: int) -> None:
    """No reason, no last day, no address: each is an error where it stands, and the exception is not used."""
    files = {EXCEPTIONS: text.encode(), "content/nettsted.yaml": texts(Project(ROOT))["content/nettsted.yaml"]}
    bank, problems = load(files.items())
    assert [(problem.code, problem.place.line, problem.severity) for problem in problems] == [
        (code, line, Severity.FEIL)
    ]  # fmt: skip
    assert bank.lenker.unntak == ()


DEAD, MOVED, SLOW = "https://a.example.net/d", "https://a.example.net/m?q=\"'å#x", "https://a.example.net/s"


def remembered(bank: Bank, answers: dict[str, Answer], today: date) -> list[Lenkestatus]:
    return status(bank, Control(external(bank), answers, 0), today)


def test_what_is_remembered_can_be_read_back(tmp_path: Path) -> None:
    """The file that is written is the file that is read: no fault, the same entries, the same bytes again."""
    files = {"content/kilder/k2-a.yaml": source(DEAD, MOVED, SLOW)}
    bank = banked(tmp_path / "a", files)
    answers = {
        DEAD: Answer("borte", 404),
        MOVED: Answer("flyttet", 200, "https://b.example.net/%C3%A5"),
        SLOW: Answer("svarer", 200),
    }
    entries = remembered(bank, answers, TODAY)
    written = status_file(entries, TODAY)
    again = banked(tmp_path / "b", files | {STATUS: written.decode()})
    assert list(again.lenker.status.values()) == entries
    assert [(entry.adresse, entry.resultat, entry.kode, entry.siden) for entry in entries] == [
        (DEAD, "borte", 404, DAY), (MOVED, "flyttet", 200, DAY),
    ]  # fmt: skip
    assert written == status_file(again.lenker.status.values(), TODAY)
    empty, problems = read(STATUS, status_file([], TODAY))
    assert (empty.data, problems) == ({"kontrollert": DAY, "adresser": []}, [])


def test_the_first_day_of_trouble_is_kept_and_what_is_not_asked_is_not_forgotten(tmp_path: Path) -> None:
    """Same trouble: the first day stays. Other trouble: a new first day. Well again or no longer in the bank: gone."""
    files = {
        "content/kilder/k2-a.yaml": source(DEAD, MOVED, SLOW, "https://a.example.net/n", "https://a.example.net/f")
    }
    old = [
        {"adresse": address, "resultat": "tidsavbrudd", "siden": "2026-10-01", "sjekket": "2026-10-08"}
        for address in (
            DEAD,
            MOVED,
            SLOW,
            "https://a.example.net/n",
            "https://a.example.net/f",
            "https://borte.example.net/",
        )
    ]
    lines = json.dumps({"kontrollert": "2026-10-08", "adresser": old})
    bank = banked(tmp_path, files | {STATUS: lines})
    entries = remembered(bank, {
        DEAD: Answer("tidsavbrudd"), MOVED: Answer("uten svar"), SLOW: Answer("svarer", 200),
        "https://a.example.net/f": Answer("ikke spurt"),
    }, TODAY)  # fmt: skip
    assert [(entry.adresse, entry.resultat, entry.siden, entry.sjekket) for entry in entries] == [
        (DEAD, "tidsavbrudd", "2026-10-01", DAY),
        ("https://a.example.net/f", "tidsavbrudd", "2026-10-01", "2026-10-08"),
        (MOVED, "uten svar", DAY, DAY),
        ("https://a.example.net/n", "tidsavbrudd", "2026-10-01", "2026-10-08"),
    ]


def test_an_address_that_is_no_address_is_not_written() -> None:
    """What a host says of where it moved may be anything; the file must be readable."""
    bank = bank_of({"content/kilder/k9-a.yaml": source(DEAD)})
    (entry,) = remembered(bank, {DEAD: Answer("flyttet", 200, "http://")}, TODAY)
    assert (entry.resultat, entry.til) == ("flyttet", None)


def test_the_file_of_answers_is_read_strictly() -> None:
    """A word that is not a verdict is an error where it stands."""
    files = {
        STATUS: b"kontrollert: 2026-11-22\nadresser:\n  - adresse: https://a.example.net/\n    resultat: dod\n"
        b"    siden: 2026\n    sjekket: 2026\n",
        "content/nettsted.yaml": texts(Project(ROOT))["content/nettsted.yaml"],
    }
    bank, (problem,) = load(files.items())
    assert (problem.code, problem.place.path, problem.place.line) == ("felt-valg", STATUS, 4)
    assert dict(bank.lenker.status) == {}


def page_of(answers: str) -> str:
    """The addresses on the page of the small bank's first source."""
    written = f"kontrollert: {DAY}\nadresser:\n{answers}" if answers else f"kontrollert: {DAY}\n"
    page = dict(pages(bank_of({STATUS: written}), TODAY))["kilder/k1-rapporten.md"]
    return page.split("## Adresser", 1)[1].split("## ", 1)[0]


def entry(address: str, verdict: str, status: int) -> str:
    return f"  - {{adresse: '{address}', resultat: {verdict}, kode: {status}, siden: 2026-01, sjekket: {DAY}}}\n"


def test_a_dead_link_is_marked_and_the_archived_copy_comes_first() -> None:
    """The copy is last while the main address answers, and first when it is dead. Other trouble is not shown."""
    healthy = page_of("")
    assert "svarte ikke" not in healthy
    assert healthy.index("(https://eksempel.no/rapport)") < healthy.index("Arkivert kopi")
    assert healthy == page_of(entry("https://eksempel.no/rapport", "avvist", 403))
    dead = page_of(entry("https://eksempel.no/rapport", "borte", 404))
    assert dead.index("Arkivert kopi") < dead.index("(https://eksempel.no/rapport)")
    marked = next(line for line in dead.split("\n") if "svarte ikke" in line)
    assert marked.startswith("- [https://eksempel.no/rapport](https://eksempel.no/rapport)")
    assert marked.endswith("november 2026 (404)</span>")
    assert dead.count("svarte ikke") == 1


def test_the_manual_says_which_codes_stop() -> None:
    """The published list of rules tells errors and warnings apart for the codes of `lenker` too."""
    listed = dict(machine_pages(bank_of(), TODAY, []))["utvikling/regler/index.md"]
    table = (line.split("|") for line in listed.split("\n") if line.startswith("| ["))
    rows = {cells[1].split("]")[0].strip(" ["): cells[3].strip() for cells in table}
    assert {code: rows[code] for code in PAGES.values()} == {
        code: "feil" if code == "lenke-borte" else "advarsel" for code in PAGES.values()
    }


def test_the_command_asks_tells_and_remembers(tmp_path: Path, server: Web) -> None:
    """Exit code 1 for a dead link, the answers on disk, and a bank that is read without a fault afterwards."""
    dead = server.url("/404", host="localhost")
    project = small(tmp_path, {"content/kilder/k2-a.yaml": source(server.url("/200"), dead)})
    asked = command("lenker", "--dato", DAY, cwd=tmp_path, no_proxy="*")
    assert asked.returncode == 1, asked.stderr
    assert "content/kilder/k2-a.yaml:5:" in asked.stdout
    assert "[lenke-borte]" in asked.stdout
    assert asked.stdout.endswith("Spurte 2 adresser: 1 svarer og 1 er borte.\n")
    bank, problems = load(texts(project).items())
    assert problems == []
    assert [(entry.adresse, entry.kode) for entry in bank.lenker.status.values()] == [(dead, 404)]
    one = command("lenker", "--grense", "1", "--format", "json", "--dato", DAY, cwd=tmp_path, no_proxy="*")
    assert one.returncode == 0, one.stdout
    assert json.loads(one.stdout)["adresser"] == [
        {
            "adresse": server.url("/200"), "resultat": "svarer", "kode": 200, "til": None,
            "steder": [{"fil": "content/kilder/k2-a.yaml", "linje": 5}],
        }
    ]  # fmt: skip
    assert list(load(texts(project).items())[0].lenker.status) == [dead]
    assert all(agent.startswith("erfaringsbank/") for agent in server.agents)


def test_a_bank_with_faults_is_not_asked_about(tmp_path: Path, server: Web) -> None:
    """Half a bank would forget what the other half had been told."""
    faulty = {"content/kilder/k2-a.yaml": source(server.url("/200")), "content/kilder/k3-a.yaml": "tittel: A\n"}
    small(tmp_path, faulty)
    asked = command("lenker", cwd=tmp_path, no_proxy="*")
    assert (asked.returncode, server.asked) == (1, [])
    assert "felt-mangler" in asked.stdout
    assert not (tmp_path / STATUS).exists()


def test_json_tells_everything_that_was_asked(tmp_path: Path, server: Web) -> None:
    """The day, how many were let be, and each address with its verdict."""
    bank = banked(tmp_path, {"content/kilder/k2-a.yaml": source(server.url("/301/200"))})
    found = json.loads(as_json(asked(bank), TODAY))
    assert (found["kontrollert"], found["unntatt"]) == (DAY, 0)
    assert [(entry["resultat"], entry["kode"], entry["til"]) for entry in found["adresser"]] == [
        ("flyttet", 200, server.url("/200"))
    ]  # fmt: skip
