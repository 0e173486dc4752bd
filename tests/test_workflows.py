"""What the forges run is what a person runs: `make` targets, with the least rights, and nothing that can change."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from banks import ROOT
from erfaringsbank.records import Erfaring

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml"))
PINNED = re.compile(r"([\w-]+/[\w-]+)@([0-9a-f]{40}) # v(\d+\.\d+\.\d+)")
# What each job may do. A job that is not here may not be there.
RIGHTS: dict[tuple[str, str], dict[str, str]] = {
    ("innhold", "kontroll"): {"contents": "read"},
    ("kode", "test"): {"contents": "read"},
    ("kode", "html"): {"contents": "read"},
    ("nettsted", "bygg"): {"contents": "read"},
    ("nettsted", "publiser"): {"pages": "write", "id-token": "write"},
}

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def _parsed(path: Path) -> dict[str, Any]:
    """A file as the forge reads it: every scalar a text, so that «on» stays «on»."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def _jobs(path: Path) -> dict[str, dict[str, Any]]:
    jobs: dict[str, dict[str, Any]] = _parsed(path)["jobs"]
    return jobs


def _commands() -> Iterator[str]:
    """Every command line of every forge."""
    for path in WORKFLOWS:
        for job in _jobs(path).values():
            yield from (line for step in job["steps"] for line in step.get("run", "").splitlines())
    for job in _parsed(GITLAB).values():
        yield from job.get("script", []) if isinstance(job, dict) else []


def test_the_workflows_are_those_we_know() -> None:
    """Three workflows on GitHub, and each job has its rights written down here."""
    assert [path.stem for path in WORKFLOWS] == ["innhold", "kode", "nettsted"]
    assert {(path.stem, job) for path in WORKFLOWS for job in _jobs(path)} == set(RIGHTS)


def test_every_step_is_a_make_target_that_exists() -> None:
    """Nothing runs on a forge that a person cannot run with the same words."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    commands = list(_commands())
    assert len(commands) >= 9
    for command in commands:
        word, *asked = command.split()
        assert word == "make", command
        assert asked, command
        assert set(asked) <= targets, command


def test_both_forges_run_the_same() -> None:
    """Content is checked, the site is built, the tests and the HTML check are run, wherever the bank is kept."""
    run: dict[str, set[str]] = {"github": set(), "gitlab": set()}
    for path in WORKFLOWS:
        run["github"] |= {step["run"] for job in _jobs(path).values() for step in job["steps"] if "run" in step}
    for job in _parsed(GITLAB).values():
        run["gitlab"] |= set(job.get("script", [])) if isinstance(job, dict) else set()
    assert run["github"] == {"make check", "make site", "make publish", "make test", "make quality"}
    assert run["gitlab"] == {"make check-gitlab", "make site", "make publish", "make test", "make quality", "make deps"}


@each_workflow
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    """A tag can be moved to other code; a commit cannot. The version stands beside it for people and for Dependabot."""
    lines = [
        line.split("uses:", 1)[1].strip() for line in path.read_text(encoding="utf-8").split("\n") if "uses:" in line
    ]
    assert lines
    for line in lines:
        assert PINNED.fullmatch(line), line


@pytest.mark.parametrize(
    "line",
    [
        "actions/checkout@v7",
        "actions/checkout@main # v7.0.1",
        "actions/checkout@3d3c42e # v7.0.1",
        "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
        "./.github/actions/egen",
    ],
)
def test_what_is_not_a_pin_is_seen(line: str) -> None:
    """A tag, a branch, a short commit, a commit without its version and code of our own are all refused."""
    assert not PINNED.fullmatch(line)


def test_an_action_has_one_version() -> None:
    """The same action is the same commit and the same version everywhere, and comes from GitHub itself."""
    found = [match for path in WORKFLOWS for match in PINNED.finditer(path.read_text(encoding="utf-8"))]
    versions = {(match[1], match[2], match[3]) for match in found}
    assert len(found) > len(versions) > 3
    assert len({action for action, _, _ in versions}) == len(versions)
    assert all(action.startswith("actions/") for action, _, _ in versions)


@each_workflow
def test_a_job_may_do_only_what_it_needs(path: Path) -> None:
    """No rights at the top, and the written-down ones for each job."""
    assert re.search(r"^permissions: \{\}$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: job["permissions"] for name, job in _jobs(path).items()} == {
        name: RIGHTS[path.stem, name] for name in _jobs(path)
    }


@each_workflow
def test_nothing_secret_and_nothing_from_a_stranger(path: Path) -> None:
    """No secret is used, no token is left on disk, and nothing that a stranger wrote becomes a command."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"secrets\s*[.\[]|github\.token|GITHUB_TOKEN|pull_request_target|workflow_run", text)
    checkouts = 0
    for job in _jobs(path).values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                checkouts += 1
                assert step["with"] == {"persist-credentials": "false"}
    assert checkouts > 0


@each_workflow
def test_every_job_ends(path: Path) -> None:
    """A job that hangs is stopped, and the machine it runs on does not change under it."""
    for job in _jobs(path).values():
        assert int(job["timeout-minutes"]) <= 45
        assert job["runs-on"] == "ubuntu-24.04"


def test_what_is_published_comes_from_main_only() -> None:
    """A proposal is never published; the site is, and only once at a time."""
    assert _parsed(ROOT / ".github/workflows/nettsted.yml")["on"] == {
        "push": {"branches": ["main"]},
        "workflow_dispatch": "",
    }
    assert _parsed(ROOT / ".github/workflows/nettsted.yml")["concurrency"]["cancel-in-progress"] == "false"
    pages = _parsed(GITLAB)["pages"]
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert pages["pages"] == {"publish": "build/site"}


def test_gitlab_shows_the_problems_beside_the_lines() -> None:
    """The report that the target writes is the one that is shown, also when the check fails."""
    kept = _parsed(GITLAB)["innhold"]["artifacts"]
    assert kept == {"when": "always", "reports": {"codequality": "build/kodekvalitet.json"}}
    assert "--format gitlab > build/kodekvalitet.json" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert not re.search(r"TOKEN|PASSWORD|SECRET", GITLAB.read_text(encoding="utf-8"))


def test_dependabot_looks_at_what_there_is() -> None:
    """Both kinds of dependencies, in folders that exist."""
    updates = _parsed(ROOT / ".github" / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"pip", "github-actions"}
    assert all((ROOT / update["directory"].lstrip("/")).is_dir() for update in updates)
    assert list((ROOT / "requirements").glob("*.txt"))


def test_the_forms_warn_against_personal_data() -> None:
    """Anyone can read what is sent in: both forms say so first and ask at the end, in Norwegian."""
    assert [path.stem for path in FORMS] == ["del-en-erfaring", "meld-feil"]
    for path in FORMS:
        form = _parsed(path)
        first, *_, last = form["body"]
        assert first["type"] == "markdown"
        assert "Alle kan lese" in first["attributes"]["value"]
        assert "privatpersoner" in first["attributes"]["value"]
        assert (last["id"], last["attributes"]["options"][0]["required"]) == ("personvern", "true")
        ids = [part["id"] for part in form["body"] if "id" in part]
        assert len(ids) == len(set(ids)) > 3


def test_the_form_for_an_experience_asks_for_what_the_record_needs() -> None:
    """Every required field of an «erfaring» is asked for, and the choices are those of the record."""
    parts = {part.get("id"): part for part in _parsed(ROOT / ".github/ISSUE_TEMPLATE/del-en-erfaring.yml")["body"]}
    own = {"prøvde": "provde"}
    needed = [name for name, field in Erfaring.model_fields.items() if field.is_required() and name != "tittel"]
    assert len(needed) > 3
    for name in needed:
        assert parts[own.get(name, name)]["validations"]["required"] == "true", name
    choices = typing.get_args(Erfaring.model_fields["resultat"].annotation)
    assert tuple(parts["resultat"]["attributes"]["options"]) == choices


def test_the_templates_are_the_same_on_both_forges() -> None:
    """One for each kind of change, and each that touches content asks about people."""
    github = {path.name: path.read_text("utf-8") for path in (ROOT / ".github/PULL_REQUEST_TEMPLATE").glob("*.md")}
    gitlab = {path.name: path.read_text("utf-8") for path in (ROOT / ".gitlab/merge_request_templates").glob("*.md")}
    assert sorted(github) == ["kode.md", "ny-case.md", "nytt-funn-eller-rad.md", "rettelse.md"]
    assert {name: text for name, text in gitlab.items() if name != "Default.md"} == github
    content = {name: text for name, text in github.items() if name != "kode.md"} | {"Default.md": gitlab["Default.md"]}
    assert all("Ingen privatpersoner" in text and "make check" in text for text in content.values())
