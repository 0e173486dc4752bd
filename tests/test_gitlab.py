"""`check --format gitlab`: a Code Quality report, as GitLab's documentation describes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from banks import DAY, command, small
from erfaringsbank.problems import Place, Problem, Severity
from erfaringsbank.reporting import FORMATS, gitlab

FAULT = Problem(Place("content/funn/f3-x.yaml", 7, 12, 3), "ukjent-referanse", "«k99» finnes ikke.", "Mente du k9?")


def _report(*problems: Problem) -> list[dict[str, Any]]:
    report = json.loads(gitlab(problems, {}, 1))
    assert isinstance(report, list)
    return report


def test_a_problem_is_an_issue_on_its_line() -> None:
    """Message and fix, code, gravity, path and line, and nothing else than what GitLab reads."""
    (issue,) = _report(FAULT)
    fingerprint = issue.pop("fingerprint")
    assert len(fingerprint) == 64
    assert issue == {
        "description": "«k99» finnes ikke. Mente du k9?",
        "check_name": "ukjent-referanse",
        "severity": "major",
        "location": {"path": "content/funn/f3-x.yaml", "lines": {"begin": 7}},
    }


def test_a_warning_is_minor() -> None:
    """The two gravities of a problem are two of GitLab's five."""
    (issue,) = _report(Problem(FAULT.place, FAULT.code, FAULT.message, "", Severity.ADVARSEL))
    assert issue["severity"] == "minor"


def test_a_problem_that_moves_is_the_same_problem() -> None:
    """GitLab tells old from new by the fingerprint: lines above a problem must not make it new."""
    moved = Problem(Place(FAULT.place.path, 9, 1), FAULT.code, FAULT.message, FAULT.fix)
    assert _report(FAULT)[0]["fingerprint"] == _report(moved)[0]["fingerprint"]


def test_no_two_problems_have_one_fingerprint() -> None:
    """Another file, code or message, and the same message twice in a file: all are told apart."""
    place, other = FAULT.place, Place("content/funn/f4-y.yaml", 7)
    report = _report(
        FAULT,
        Problem(Place(place.path, 20), FAULT.code, FAULT.message),
        Problem(other, FAULT.code, FAULT.message),
        Problem(place, "faller", FAULT.message),
        Problem(place, FAULT.code, "«k98» finnes ikke."),
    )
    assert len({issue["fingerprint"] for issue in report}) == 5


def test_personal_data_is_blotted_out() -> None:
    """The report is kept and shown: what looks like a person's address is in none of its fields."""
    said = gitlab([Problem(Place("x.yaml"), "felt-valg", "«ola@eksempel.no» er ikke blant valgene.")], {}, 1)
    assert "ola@eksempel.no" not in said
    assert "er ikke blant valgene" in said


def test_the_command_writes_the_report_and_fails(tmp_path: Path) -> None:
    """Only JSON on standard output, and the exit code of any check."""
    bank = small(
        tmp_path, {"content/sporsmal/q2-x.yaml": 'tittel: Hva?\nhva_lukker: Et svar.\nhvorfor_åpent: ["X. [k7]"]\n'}
    )
    done = command("check", "--format", "gitlab", "--dato", DAY, cwd=bank.root)
    assert done.returncode == 1
    assert [issue["check_name"] for issue in json.loads(done.stdout)] == ["ukjent-referanse"]
    (bank.root / "content/sporsmal/q2-x.yaml").unlink()
    done = command("check", "--format", "gitlab", "--dato", DAY, cwd=bank.root)
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_it_is_one_of_the_formats() -> None:
    """The command's choices are read from this table."""
    assert FORMATS["gitlab"] is gitlab
