"""The trace from advice to finding to source, and back."""

from __future__ import annotations

from collections.abc import Iterator

from checking import bank_of
from erfaringsbank import trace
from erfaringsbank.bank import Bank
from erfaringsbank.records import Anbefaling, Funn, Kilde, Undersøkelse
from erfaringsbank.trace import Step
from rendered import real

SURVEY = "tittel: Spørring\nmetode: intervju\nutført_av: et byrå\nkilder: [{}]\n"
FINDING = "tittel: Et funn\nslag: beskrivelse\nutfall: tillit\ngrunnlag: [{}]\n"
ADVICE = """
tittel: Et råd
råd: "Gjør det. [{kilde}]"
fra: prosjektet
fra_hvem: rapporten
til: [r1]
hviler_på: funn
hvorfor: [{funn}]
"""


def below(step: Step) -> Iterator[str]:
    """Every ID under a step, at any depth, those that no file has too."""
    for inner in step.steps:
        yield str(inner.record.id)
        yield from below(inner)
    yield from step.missing


def pairs(bank: Bank) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """(what rests, on what) as told upwards from each record, and as told onwards from each record."""
    up = {(id_, found) for id_, record in bank.records.items() for found in below(trace.upward(bank, record))}
    on = {(found, id_) for id_, record in bank.records.items() for found in below(trace.onward(bank, record))}
    return up, on


def test_the_two_ways_agree_over_the_whole_bank() -> None:
    """What is found upwards from a record is found onwards from where it ends, and the other way round."""
    up, on = pairs(real().bank)
    assert len(up) > 500
    assert {pair for pair in up if not ends(real().bank, pair[1])} == on


def ends(bank: Bank, id_: str) -> bool:
    """Whether nothing is said to rest on a record: advice ends the trace."""
    return isinstance(bank.records.get(id_), Anbefaling)


def test_all_advice_and_every_finding_reach_a_source() -> None:
    """The trace of each piece of advice and of each finding ends in at least one source."""
    bank = real().bank
    for record in [*bank.of(Anbefaling), *bank.of(Funn), *bank.of(Undersøkelse)]:
        found = list(below(trace.upward(bank, record)))
        assert any(bank.get(id_, Kilde) for id_ in found), record.id
        assert not [id_ for id_ in found if id_ not in bank.records]


def test_advice_rests_on_findings_before_sources() -> None:
    """The nearest ground stands first: findings, then the sources of the advice itself, each once."""
    bank = bank_of()
    assert trace.grounds(bank, bank["a1"]) == ["f1", "k1"]
    assert trace.grounds(bank, bank["f1"]) == ["u1", "k1"]
    assert trace.grounds(bank, bank["u1"]) == ["k1"]
    assert trace.grounds(bank, bank["k1"]) == []


def test_a_mention_is_not_a_ground() -> None:
    """Naming a record in a text is not to rest on it."""
    files = {"content/begreper/b8-et.yaml": 'tittel: Et begrep\ndefinisjoner: ["Se @k2. [k1]"]\n'}
    bank = bank_of(files)
    assert trace.grounds(bank, bank["b8"]) == ["k1"]
    assert "b8" not in list(below(trace.onward(bank, bank["k2"])))
    assert "b8" in list(below(trace.onward(bank, bank["k1"])))


def test_onward_from_a_source_goes_all_the_way_to_the_advice() -> None:
    """A source names the survey, the finding on the survey, and the advice on the finding."""
    files = {
        "content/undersokelser/u9-ny.yaml": SURVEY.format("k3"),
        "content/funn/f9-nytt.yaml": FINDING.format("{undersøkelse: u9}"),
        "content/anbefalinger/a9-nytt.yaml": ADVICE.format(kilde="k1", funn="f9"),
    }
    bank = bank_of(files)
    assert list(below(trace.onward(bank, bank["k3"]))) == ["u9", "f9", "a9"]
    assert list(below(trace.upward(bank, bank["a9"]))) == ["f9", "u9", "k3", "k1"]
    assert list(below(trace.onward(bank, bank["a9"]))) == []


def test_what_no_file_has_is_named_and_not_followed() -> None:
    """A broken trace says which ID is missing, at the step that asked for it."""
    files = {"content/anbefalinger/a9-nytt.yaml": ADVICE.format(kilde="k77", funn="f77")}
    step = trace.upward(bank_of(files), bank_of(files)["a9"])
    assert step.missing == ("f77", "k77")
    assert step.steps == ()


def test_a_ring_comes_to_an_end() -> None:
    """Two surveys that each name the other as their source do not go round for ever."""
    files = {
        "content/undersokelser/u8-en.yaml": SURVEY.format("u9"),
        "content/undersokelser/u9-to.yaml": SURVEY.format("u8, k1"),
    }
    bank = bank_of(files)
    assert list(below(trace.upward(bank, bank["u8"]))) == ["u9", "u8", "k1"]
    assert "u8" in list(below(trace.onward(bank, bank["u8"])))
    assert set(below(trace.onward(bank, bank["k1"]))) >= {"u8", "u9"}


def test_a_record_that_names_itself_comes_to_an_end() -> None:
    """A survey that is its own source is shown once under itself."""
    bank = bank_of({"content/undersokelser/u9-seg.yaml": SURVEY.format("u9")})
    assert list(below(trace.upward(bank, bank["u9"]))) == ["u9"]


def test_the_trace_is_the_same_every_time() -> None:
    """The steps have an order of their own: that of the fields and the records."""
    bank = bank_of()
    assert trace.upward(bank, bank["a1"]) == trace.upward(bank_of(), bank["a1"])
    onward = [step.record.id for step in trace.onward(bank, bank["k1"]).steps]
    assert onward == [id_ for id_ in bank.records if id_ in set(onward)]
