"""A new number: every reference follows, and nothing that only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from banks import DAY, QUESTION, SOURCE, copy, put, small, texts
from erfaringsbank.authoring.renumbering import references, renumber
from erfaringsbank.checking import read_and_check
from erfaringsbank.clock import today_from
from erfaringsbank.ledger import checksum
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.reading.source import read
from erfaringsbank.records import BY_LETTER
from erfaringsbank.records.values import MENTION

FINDING = """\
# f46 i en merknad, og @f46, og [f46, k1], er ikke henvisninger
tittel: "Andelen er @f46.tall, ikke @f460.tall, og f46 er et ord"
slag: holdning
utfall: tillit
retning: styrker
tall: [{verdi: f46, enhet: f46, hva: "se @f46 og x@f46, @@f46, @f46x og @f46."}]
grunnlag: [{metode: intervju, kilder: [k1]}]
sammen_med:
  - f46
  - "f46"   # f46
  - f4
  - f460
utdyping:
  - "Ord i [f46, k1] midt i. [k1]"
  - {tekst: f46, kilder: [k1], merke: f46, hvem: f46}
  - >-
    En lang tekst om @f46
    over flere linjer. [k1,
    k46]
tidligere_adresser: [f46]
"""


def after(tmp_path: Path, name: str, text: str, old: str, new: str) -> str:
    """The text of one file after a record of its own got a new number. The file is not the record's own."""
    own = f"content/{BY_LETTER[old[0]].mappe}/{old}-egen.yaml"
    if BY_LETTER[old[0]].mappe in ("roller", "mal", "organisasjonsmodeller"):
        own = own.replace("content/", "models/")
    bank = put(tmp_path, {name: text, own: "tittel: Egen\n"})
    list(renumber(bank, old, new))
    return (bank.root / name).read_bytes().decode()


def test_references_of_every_kind_follow_and_nothing_else(tmp_path: Path) -> None:
    """Mentions and fields of IDs are changed; comments, plain words, other IDs, units and anchors are not."""
    expected = (
        FINDING.replace('"Andelen er @f46.tall', '"Andelen er @f7.tall')
        .replace('"se @f46 og', '"se @f7 og')
        .replace('og @f46."', 'og @f7."')
        .replace("  - f46\n", "  - f7\n")
        .replace('  - "f46" ', '  - "f7" ')
        .replace("om @f46\n", "om @f7\n")
    )
    assert expected.count("f7") == 6
    assert after(tmp_path, "content/funn/f9-annet.yaml", FINDING, "f46", "f7") == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("hvorfor: [f46, f1]", "hvorfor: [f7, f1]"),
        ("hvorfor: [f1,f46]", "hvorfor: [f1,f7]"),
        ("hvorfor:\n  - f1\n  - f46\n", "hvorfor:\n  - f1\n  - f7\n"),
        ("motevidens: {status: funnet, funn: [ 'f46' ]}", "motevidens: {status: funnet, funn: [ 'f7' ]}"),
        ('motevidens:\n  funn: ["f46",\n    f1]\n', 'motevidens:\n  funn: ["f7",\n    f1]\n'),
        ("erstattet_av: f46", "erstattet_av: f7"),
        ("erstattet_av:   f46\r\ntittel: x\r\n", "erstattet_av:   f7\r\ntittel: x\r\n"),
        ("råd: 'Gjør @f46'", "råd: 'Gjør @f7'"),
        ('"råd": "Gjør @f46.tall2. [k1]"', '"råd": "Gjør @f7.tall2. [k1]"'),
        ("begrunnelse: ['æøå 🧑‍🏫 @f46', '@f46']", "begrunnelse: ['æøå 🧑‍🏫 @f7', '@f7']"),
        ("{hvorfor: [f46], erstattet_av: f46}", "{hvorfor: [f7], erstattet_av: f7}"),
    ],
)
def test_each_way_of_writing_a_reference(tmp_path: Path, before: str, expected: str) -> None:
    """Flow and block lists, flow mappings, quotes, an ID alone, line ends of Windows, letters outside ASCII."""
    assert after(tmp_path, "content/anbefalinger/a1-b.yaml", before, "f46", "f7") == expected


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/kilder/k9-b.yaml", "adresser: [https://x.no/f46, https://x.no/@f46/1, https://x.no/?a=f46#f46]"),
        ("content/kilder/k9-b.yaml", "arkivadresse: https://x.no/@f46\ntittel: f46\nutgiver: [f46]"),
        ("content/funn/f9-b.yaml", "akser: {f46: ja}\nutfall: f46\nukjent: [f46, '@f46']"),
        ("content/caser/c9-b.yaml", "bilder: [{fil: f46, alt: f46}]\nkommunenummer: f46"),
        ("content/begreper/b9-b.yaml", "former: [f46, f47]\nsynonymer: [f46]"),
        ("content/sider/f46.md", "f46 [f46] [f46, k1] https://x.no/f46 `@f46`\n\n```\n@f46\n```\n"),
        ("content/funn/f460-b.yaml", "sammen_med: [f460, f4, f6]"),
        ("content/README.md", "f46"),
        ("content/bilder/f46.svg", "<svg>@f46</svg>"),
        ("content/nettsted.yaml", "kodelager: https://x.no/@f46\ngren: f46"),
        ("models/akser.yaml", "f46: {navn: f46, forklaring: f46}"),
    ],
)
def test_what_only_looks_like_a_reference_stays(tmp_path: Path, name: str, text: str) -> None:
    """Addresses, plain words, keys, file names, code, other IDs and what is no part of the bank."""
    assert after(tmp_path, name, text, "f46", "f7") == text


@pytest.mark.parametrize(
    ("name", "text", "old", "expected"),
    [
        ("content/sider/om.md", "Se @f46, (kilde: @f46) og `@f46`.", "f46", "Se @f7, (kilde: @f7) og `@f46`."),
        ("models/forvaltning.yaml", "case: {eier: r46}\nfunn: {eier: r4}", "r46", "case: {eier: r7}\nfunn: {eier: r4}"),
        ("models/utfall.yaml", "a: {navn: A, forklaring: 'Se @f46'}", "f46", "a: {navn: A, forklaring: 'Se @f7'}"),
        ("models/innganger/funn.yaml", "innganger: {f46: [f46, f4], f460: [f46]}", "f46", None),
        ("content/nettsted.yaml", "undertittel: 'Om @f46'", "f46", "undertittel: 'Om @f7'"),
        ("models/roller/r1-a.yaml", "les_først: [f46, a1]", "f46", "les_først: [f7, a1]"),
        ("content/caser/c1-a.yaml", "kort: ['Et utsagn. [k46, k1]']", "k46", "kort: ['Et utsagn. [k7, k1]']"),
        ("content/caser/c1-a.yaml", "kort:\n  - Et utsagn. [k1,\n      k46]\n", "k46", None),
        ("content/caser/c1-a.yaml", "kort: [{tekst: 'x [k46]', kilder: [k46]}]", "k46", None),
        ("content/tjenester/t1-a.yaml", "grunnlag: ['900 m2. [k1]', {tekst: x, tall: {enhet: m2}}]", "m2", None),
        ("content/undersokelser/u1-a.yaml", "kilder: [k46]\nmetode: k46\nn: k46", "k46", None),
    ],
)
def test_each_kind_of_file(tmp_path: Path, name: str, text: str, old: str, expected: str | None) -> None:
    """Pages, settings, vocabularies and records each by their own rules: an ID counts only where IDs stand."""
    special = {
        "kort:\n  - Et utsagn. [k1,\n      k46]\n": "kort:\n  - Et utsagn. [k1,\n      k7]\n",
        "kort: [{tekst: 'x [k46]', kilder: [k46]}]": "kort: [{tekst: 'x [k46]', kilder: [k7]}]",
        "innganger: {f46: [f46, f4], f460: [f46]}": "innganger: {f7: [f46, f4], f460: [f46]}",
        "kilder: [k46]\nmetode: k46\nn: k46": "kilder: [k7]\nmetode: k46\nn: k46",
    }
    wanted = special.get(text, text) if expected is None else expected
    assert after(tmp_path, name, text, old, f"{old[0]}7") == wanted


def test_the_record_itself_moves_and_its_own_references_follow(tmp_path: Path) -> None:
    """The file keeps its slug, and what it says of itself is changed too; the lines tell what was done."""
    bank = small(tmp_path, {"content/sporsmal/q1-pris.yaml": QUESTION + "gjelder: [q1]\n"})
    told = list(renumber(bank, "q1", "q5"))
    assert told == ["q1 er nå q5: content/sporsmal/q5-pris.yaml", "Rettet content/sporsmal/q5-pris.yaml (1)"]
    assert texts(bank)["content/sporsmal/q5-pris.yaml"].decode() == QUESTION + "gjelder: [q5]\n"


@pytest.mark.parametrize("letter", sorted(BY_LETTER))
def test_a_whole_bank_stays_sound_when_a_record_is_renumbered(tmp_path: Path, letter: str) -> None:
    """In the test bank every type can be renumbered: the edges are the same ones, under the new name."""
    bank = copy(tmp_path)
    before, _ = load(bank.files())
    found = [problem.code for problem in read_and_check(bank, today_from(DAY)).problems]
    old, new = f"{letter}1", f"{letter}99"
    assert old in before.records
    list(renumber(bank, old, new))
    after, _ = load(bank.files())
    assert [problem.code for problem in read_and_check(bank, today_from(DAY)).problems] == found

    def edges(loaded: object, rename: dict[str, str]) -> list[tuple[str, str, str]]:
        all_edges = [edge for edges in loaded.edges.values() for edge in edges]  # type: ignore[attr-defined]
        return sorted((rename.get(e.start, e.start), rename.get(e.target, e.target), e.kind) for e in all_edges)

    assert edges(after, {}) == edges(before, {old: new})


def test_with_two_files_of_one_id_references_are_named_and_not_changed(tmp_path: Path) -> None:
    """The file that is given moves; who meant which is for a person to say, so each referring file is named."""
    files = {"content/kilder/k1-annen.yaml": SOURCE + "nevnt_i: [k1]\n", "content/sider/om.md": "Se @k1 og @k1."}
    bank = small(tmp_path, files)
    before = texts(bank)
    told = list(renumber(bank, "content/kilder/k1-annen.yaml", "k2"))
    assert told == [
        "k1 er nå k2: content/kilder/k2-annen.yaml",
        "Rettet content/kilder/k2-annen.yaml (1)",
        "Se over selv: content/sider/om.md viser til k1 (2)",
        "Se over selv: content/sporsmal/q1-pris.yaml viser til k1 (1)",
    ]
    expected = {name: text for name, text in before.items() if name != "content/kilder/k1-annen.yaml"}
    expected["content/kilder/k2-annen.yaml"] = (SOURCE + "nevnt_i: [k2]\n").encode()
    assert texts(bank) == expected


def test_a_file_with_faults_is_named_and_not_touched(tmp_path: Path) -> None:
    """What cannot be read cannot be changed safely; the files around it are still changed."""
    broken = {
        "content/sporsmal/q2-a.yaml": "gjelder: [k1\n",
        "content/sporsmal/q3-b.yaml": "&a x: *a\ngjelder: [k1]\n",
        "content/sporsmal/q4-c.yaml": "gjelder: [k11\n",
    }
    bank = small(tmp_path, broken)
    (bank.root / "content/sider").mkdir()
    (bank.root / "content/sider/om.md").write_bytes("Se på @k1".encode("latin-1"))
    before = texts(bank)
    told = list(renumber(bank, "k1", "k5"))
    assert [line for line in told if line.startswith("Se over")] == [
        "Se over selv: content/sider/om.md viser til k1 (1), men har feil",
        "Se over selv: content/sporsmal/q2-a.yaml viser til k1 (1), men har feil",
        "Se over selv: content/sporsmal/q3-b.yaml viser til k1 (1), men har feil",
    ]
    assert "Rettet content/sporsmal/q1-pris.yaml (1)" in told
    assert {name: texts(bank)[name] for name in broken} == {name: before[name] for name in broken}
    assert texts(bank)["content/sider/om.md"] == before["content/sider/om.md"]


def refusals(bank: Project) -> list[tuple[str, str, str]]:
    """(old, new, what is told) of every wrong use."""
    (bank.root.parent / "f3-utenfor.yaml").write_text("tittel: x\n")
    return [
        ("q1", "k5", "kan ikke bli ID for en spørsmål"),
        ("q1", "q0", "kan ikke bli ID"),
        ("q1", "q01", "kan ikke bli ID"),
        ("q1", "Q2", "kan ikke bli ID"),
        ("q1", "", "kan ikke bli ID"),
        ("k1", "k1", "opptatt av k1-rapporten.yaml"),
        ("q7", "q8", "Fant ingen fil"),
        ("pris", "q8", "verken en ID eller en post"),
        ("content/nettsted.yaml", "q8", "verken en ID eller en post"),
        ("content/sider/f3-side.md", "f8", "verken en ID eller en post"),
        ("content/sporsmal/k3-feil-mappe.yaml", "k8", "verken en ID eller en post"),
        (str(bank.root.parent / "f3-utenfor.yaml"), "f8", "verken en ID eller en post"),
    ]


@pytest.mark.parametrize("case", range(12))
def test_wrong_use_changes_nothing(tmp_path: Path, case: int) -> None:
    """A wrong letter, a taken number, a file that is no record of this bank: said in one sentence."""
    extra = {"content/sider/f3-side.md": "@q1", "content/sporsmal/k3-feil-mappe.yaml": "tittel: x\n"}
    bank = small(tmp_path / "bank", extra)
    cases = refusals(bank)
    assert len(cases) == 12
    old, new, told = cases[case]
    before = texts(bank)
    with pytest.raises(UserError, match=told):
        list(renumber(bank, old, new))
    assert texts(bank) == before


pieces = st.sampled_from(
    ["@f4", "@f46", "@f46.tall", "f4", "[f4]", "[k1]", "[f4, k1]", "https://x.no/f4", " ", "å", "x", ".", "@", "4", ","]
)


@given(st.lists(pieces, min_size=1, max_size=12).map("".join), st.sampled_from(["{}", '"{}"', "'{}'", ">-\n  {}\n"]))
def test_in_a_text_only_mentions_change(text: str, form: str) -> None:
    """Whatever else stands in a title, the file reads back with other mentions, and the rest of it is as it was."""
    file = "# f4 @f4 [f4]\ntittel: " + form.format(text) + "\n# @f4"
    before, problems = read("x.yaml", file.encode())
    assume(not problems and isinstance(before.data["tittel"], str))
    changed = file
    for start, end in sorted(references("content/funn/f1-a.yaml", file, "f4"), reverse=True):
        changed = f"{changed[:start]}f4711{changed[end:]}"
    meant = MENTION.sub(lambda found: found[0].replace("f4", "f4711", found[1] == "f4"), before.data["tittel"])
    assert read("x.yaml", changed.encode())[0].data == {"tittel": meant}
    assert changed.replace("f4711", "f4") == file
    assert (changed[:13], changed[-5:]) == (file[:13], file[-5:])


def test_what_is_published_keeps_its_number_and_is_never_rewritten(tmp_path: Path) -> None:
    """A published record is refused by its ID; the ledger and the data of editions are nobody's references."""
    ledger = f"== 0.1 2026-11-22 {checksum(b'{}')}\nq1/ q1\n"
    bank = small(
        tmp_path, {"utgaver/adresser.txt": ledger, "utgaver/0.1.json": "{}", "content/kilder/k2-x.yaml": SOURCE}
    )
    with pytest.raises(UserError, match="er publisert"):
        list(renumber(bank, "q1", "q7"))
    assert (tmp_path / "content/sporsmal/q1-pris.yaml").is_file()
    before = bank.editions()
    assert list(renumber(bank, "k2", "k7")) == ["k2 er nå k7: content/kilder/k7-x.yaml"]
    assert bank.editions() == before
