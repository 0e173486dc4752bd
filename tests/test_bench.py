"""`make bench`: the made banks are sound and shaped like the real one, and the counting is right. No time is tested."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from banks import ROOT, environment
from bench import report
from bench.__main__ import stages_for
from bench.made_bank import MODEL, REAL, MadeBank, to_yaml, write
from bench.measure import STAGES, kind_of
from erfaringsbank.bank import Bank
from erfaringsbank.checking import read_and_check
from erfaringsbank.load import load
from erfaringsbank.pages import pages
from erfaringsbank.project import Project
from erfaringsbank.reading.source import read
from erfaringsbank.records import TYPES

TODAY = date(2026, 11, 22)


def _bank(size: int, seed: int = 1) -> Bank:
    files = ((path, text.encode()) for path, text in MadeBank(size, seed).files(ROOT))
    return load(files)[0]


@pytest.mark.parametrize("size", [60, 300])
def test_a_made_bank_has_no_problem(tmp_path: Path, size: int) -> None:
    """Every rule is run over it, warnings too, and it has exactly as many records as asked for."""
    write(MadeBank(size), ROOT, tmp_path)
    checked = read_and_check(Project(tmp_path), TODAY)
    assert [f"{problem.place.path} {problem.code} {problem.message}" for problem in checked.problems] == []
    assert len(checked.bank.records) == size


def test_the_rules_do_look_at_a_made_bank(tmp_path: Path) -> None:
    """Take a source away, and what rested on it is reported: a sound made bank is not one that nobody looked at."""
    write(MadeBank(60), ROOT, tmp_path)
    next((tmp_path / "content/kilder").glob("k1-*.yaml")).unlink()
    codes = {problem.code for problem in read_and_check(Project(tmp_path), TODAY).problems}
    assert "ukjent-referanse" in codes


def test_a_made_bank_has_the_proportions_of_the_real_one() -> None:
    """Each type that grows has its share, within half a per cent of the bank; the model is as large as it is."""
    counts = Counter(id_[0] for id_ in _bank(1000).records)
    grows = 1000 - sum(MODEL.values())
    for letter, real in REAL.items():
        assert abs(counts[letter] - grows * real / sum(REAL.values())) <= 5, letter
    assert {letter: counts[letter] for letter in MODEL} == MODEL
    assert set(REAL) | set(MODEL) == {cls.bokstav for cls in TYPES}


def test_a_made_bank_is_as_dense_as_the_real_one() -> None:
    """Bytes, statements and references a record are near those of the real bank: it costs what a real one would."""
    real = load(Project(ROOT).files())[0]
    made = _bank(300)
    for told in (_bytes, _references, _citations):
        assert 0.6 < told(made) / told(real) < 1.4, told.__name__


def _bytes(bank: Bank) -> float:
    return sum(len(bank.sources[id_].text) for id_ in bank.records) / len(bank.records)


def _references(bank: Bank) -> float:
    return sum(len(bank.edges[id_]) for id_ in bank.records) / len(bank.records)


def _citations(bank: Bank) -> float:
    return sum(edge.kind == "kilde" for id_ in bank.records for edge in bank.edges[id_]) / len(bank.records)


def test_the_same_seed_makes_the_same_bank() -> None:
    """Same bytes for the same size and seed; another seed makes other texts."""
    first = dict(MadeBank(60, 1).files(ROOT))
    assert dict(MadeBank(60, 1).files(ROOT)) == first
    assert dict(MadeBank(60, 2).files(ROOT)) != first


def test_the_first_case_is_the_same_in_a_bank_of_any_size() -> None:
    """Its page has the same links to it and from it, so its weight shows what a bank's size does to a page."""
    small, large = (_first_case(_bank(size)).splitlines() for size in (300, 700))
    suggested = [[line for line in page if "](../sammenlign/" in line] for page in (small, large)]
    assert [line for line in small if line not in suggested[0]] == [line for line in large if line not in suggested[1]]
    assert len(suggested[0]) == len(suggested[1]) <= 4  # which cases are most like it, the others decide
    assert "\n".join(small).count("](") > 20


def _first_case(bank: Bank) -> str:
    return next(text for path, text in pages(bank, TODAY) if path.startswith("caser/c1-"))


@pytest.mark.parametrize(
    "fields",
    [
        {"tittel": 'Han sa "ja": «nei»', "til": ["r1", "r2"]},
        {"lang": "ord " * 60 + "slutt", "tom": [], "tall": 2022},
        {"hva": [{"tekst": "a" * 130 + " " + "b" * 20, "kilder": ["k1"], "liste": []}, "kort. [k1]"]},
        {"gruppe": {"tekst": "x", "under": {"n": 3}}},
    ],
)
def test_made_yaml_reads_back_as_it_was_meant(fields: dict[str, Any]) -> None:
    """The writer's own YAML: quoted, folded, nested. Empty lists are left out, and every scalar is read as text."""
    source, problems = read("x.yaml", to_yaml(fields).encode())
    assert problems == []
    assert source.data == _as_read(fields)


def _as_read(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_read(item) for key, item in value.items() if item != []}
    return [_as_read(item) for item in value] if isinstance(value, list) else str(value)


def test_work_that_grows_as_the_bank_has_a_constant_cost() -> None:
    """Ten milliseconds a record at every size: the ratio is one. The order they came in does not matter."""
    found = report.costs({size: 0.01 * size for size in (3000, 300, 1000)})
    assert [cost.size for cost in found] == [300, 1000, 3000]
    assert [cost.per_record for cost in found] == pytest.approx([0.01, 0.01, 0.01])
    assert found[0].ratio is None
    assert [cost.ratio for cost in found[1:]] == pytest.approx([1, 1])


def test_quadratic_work_is_seen() -> None:
    """Work that grows with the square of the bank costs three times as much a record when the bank is three times."""
    *_, last = report.costs({size: size**2 / 1e6 for size in (300, 1000, 3000)})
    assert last.ratio == pytest.approx(3)


def test_what_is_paid_once_makes_a_record_cheaper_and_never_dearer() -> None:
    """Two seconds for any bank: the ratio is below one, and nears it as the bank grows."""
    _, *ratios = [cost.ratio for cost in report.costs({size: 2 + 0.01 * size for size in (300, 1000, 3000, 10_000)})]
    assert all(ratio is not None and ratio < 1 for ratio in ratios)
    assert ratios == sorted(ratios, key=lambda ratio: ratio or 0)


def test_one_size_has_nothing_to_be_compared_with() -> None:
    """There is a cost a record, and no ratio. A stage that took no time at all has none either."""
    (only,) = report.costs({300: 3.0})
    assert (only.per_record, only.ratio) == (0.01, None)
    assert [cost.ratio for cost in report.costs({300: 0.0, 1000: 0.0})] == [None, None]


def _figures(cpu: float, engine: float | None = None, weight: int = 100) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {"les": {"cpu": cpu}, "lag": {"cpu": 2 * cpu}}
    return told | ({"motor": {"cpu": engine, "case": {"byte": weight}}} if engine else {})


def test_our_share_of_the_engine() -> None:
    """Load, check and render over the engine, on the same bank; scaled up where the engine did not run."""
    banks = {1000: _figures(1, 30), 3000: _figures(3, 90), 10_000: _figures(10)}
    assert report.share(banks[3000]) == pytest.approx(0.1)
    assert report.share(banks[10_000]) is None
    guess = report.estimated_share(banks)
    assert guess is not None
    assert guess[0] == 10_000
    assert guess[1] == pytest.approx(0.1)
    assert report.estimated_share({1000: _figures(1, 30)}) is None


def test_the_finishing_pass_is_told_by_page_and_as_a_share() -> None:
    """Milliseconds a page, and its part of everything a build does; nothing when it was not run."""
    stages: dict[str, dict[str, Any]] = {stage: {"cpu": 2} for stage in ("les", "lag", "skriv", "ved siden", "motor")}
    figures = stages | {"ferdig": {"cpu": 2, "sider": 1000}}
    assert report.finishing(figures) == pytest.approx((2, 1 / 6))
    assert report.finishing(stages) is None


def test_a_page_that_grows_with_the_bank_is_seen() -> None:
    """The same case must weigh the same at every size; one page alone shows nothing."""
    assert report.same_case({300: _figures(1, 10), 1000: _figures(1, 10)}) is True
    assert report.same_case({300: _figures(1, 10), 1000: _figures(1, 10, 101)}) is False
    assert report.same_case({300: _figures(1, 10), 1000: _figures(1)}) is None


def test_what_grows_with_the_bank_is_told_apart() -> None:
    """Lists and the pages that gather are not counted as pages of records."""
    want = {"caser/c1-x.md": "poster", "caser/index.md": "lister", "alle/index.md": "lister", "index.md": "lister"}
    want |= {"data/funn.csv": "eksport", "bidra.md": "annet", "utvikling/regler/index.md": "annet"}
    assert {path: kind_of(path) for path in want} == want


def test_the_engine_runs_on_the_largest_bank_only_when_asked() -> None:
    """Ten thousand pages take the engine minutes."""
    assert stages_for(3000, engine=True, everything=False) == list(STAGES)
    assert "motor" not in stages_for(10_000, engine=True, everything=False)
    assert "motor" in stages_for(10_000, engine=True, everything=True)
    assert "motor" not in stages_for(300, engine=False, everything=True)


def test_the_runner_runs(tmp_path: Path) -> None:
    """From the command to the file: every stage but the engine's, for the real bank and a small made one."""
    told = tmp_path / "bench.json"
    line = [sys.executable, "-m", "bench", "--del", "trinn", "--storrelser", "60", "--uten-motor", "--til", str(told)]
    environ = environment(PYTHONPATH=str(ROOT / "tests"))
    done = subprocess.run(line, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Les og kontroller" in done.stdout
    found = json.loads(told.read_text(encoding="utf-8"))
    for figures in (found["ekte"], found["laget"]["60"]):
        assert list(figures) == ["les", "sammenlign", "slektskap", "lag", "skriv", "skriv igjen", "ved siden"]
        assert figures["sammenlign"]["par"] > 0
        assert figures["slektskap"]["forbindelser"] > figures["slektskap"]["poster"] > 0
        assert figures["les"]["problemer"] == 0
        assert figures["skriv"]["filer"] == figures["skriv igjen"]["filer"] > 60
        assert all(told["minne"] > 1 and told["cpu"] >= 0 for told in figures.values())
    assert found["laget"]["60"]["les"]["poster"] == 60
    assert [path.name for path in tmp_path.iterdir()] == ["bench.json"]
