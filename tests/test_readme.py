"""What README and CONTRIBUTING say to type can be typed, and what they point at is there."""

from __future__ import annotations

import re

import pytest

from banks import ROOT
from erfaringsbank import engine
from erfaringsbank.cli import main as cli

MANUALS = ("README.md", "CONTRIBUTING.md")
every_manual = pytest.mark.parametrize("name", MANUALS)

_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`[^`\n]+`")


def code(text: str) -> str:
    """What stands as code in a Markdown text: blocks, and spans between backticks."""
    blocks = _FENCED.findall(text)
    return "\n".join([*blocks, *_INLINE.findall(_FENCED.sub("", text))])


def targets_named(text: str) -> set[str]:
    """The targets after `make`."""
    return set(re.findall(r"\bmake ([a-z]+)", text))


def commands_named(text: str) -> set[str]:
    """The commands after `erfaringsbank`, past any option with its value."""
    return set(re.findall(r"\berfaringsbank (?:--[a-z]+ \S+ )*([a-z]+)\b", text))


def makefile_targets() -> set[str]:
    """The targets that someone may ask for."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@every_manual
def test_every_make_target_that_is_named_is_there(name: str) -> None:
    """`make x` stands for a target of the Makefile."""
    named = targets_named(code(read(name)))
    assert named
    assert named - makefile_targets() == set()


@every_manual
def test_every_command_that_is_named_is_there(name: str) -> None:
    """`erfaringsbank x` stands for a command, and an engine that is named is one of the engines."""
    named = commands_named(code(read(name)))
    assert named
    assert named - set(cli.MODULES) == set()
    assert set(re.findall(r"--engine ([a-z]+)", read(name))) - set(engine.ENGINES) == set()


def test_the_readme_names_what_the_machine_runs() -> None:
    """The targets that `.ci/run` calls can be read about before they are run."""
    called = targets_named(read(".ci/run"))
    assert called
    assert called <= makefile_targets()
    assert called <= targets_named(read("README.md"))


def paths_named(text: str) -> list[str]:
    """Links to files, the folders of the map, and paths between backticks."""
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    spans = re.findall(r"`((?:content|models|overrides|requirements|scripts|tests|\.ci|\.github)/[\w./-]*)`", text)
    return [path for path in [*links, *spans] if path]


def test_every_file_that_is_pointed_at_is_there() -> None:
    """Pictures, licences, pages, folders and tests."""
    named = [path for name in MANUALS for path in paths_named(read(name))]
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_is_misspelt_is_found() -> None:
    """The readers of the manuals see targets and commands in blocks and in spans, and not in prose."""
    text = "Vi kan make noe.\n```sh\nmake sitte  # x\n```\n`erfaringsbank --mappe STI bygg` og `erfaringsbank --help`"
    assert (targets_named(code(text)), commands_named(code(text))) == ({"sitte"}, {"bygg"})
    assert paths_named("[a](b.md#c) ![d](e.png) [f](https://g.no) `content/h/` `i j`") == [
        "b.md",
        "e.png",
        "content/h/",
    ]
