"""The command as people meet it: a process of its own, its exit code, and every word it says."""

from __future__ import annotations

import csv
import json
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from banks import DAY, MINIBANK, QUESTION, ROOT, SOURCE, command, put, small, texts, tree
from erfaringsbank.authoring import scaffold
from erfaringsbank.cli import main as cli
from erfaringsbank.cli import norwegian
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.records import TYPES, folder_of
from erfaringsbank.schema import schemas

COMMANDS = sorted(cli.MODULES)
WRONG = QUESTION.replace("[k1]", "[k9]")
UNUSED = {"content/kilder/k2-ubrukt.yaml": SOURCE}
# The small bank is written by hand, and is on the example host.
OFFER = (
    "2 filer kan få fast oppsett:  erfaringsbank format\n"
    "Før publisering, i content/nettsted.yaml: adresse, kontakt, tilgjengelighetserklæring, tilbakemelding og kodelager er "
    "plassholdere, og datakatalog.utgivere og datakatalog.epost mangler.\n"
)
# Words of click and of argparse that would show that something was left untranslated.
ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Commands?|Arguments?|Error|Try|help for|Show|exit|version|and|the|required|default|directory|"
    r"TEXT|INTEGER|FLOAT|RANGE|PATH|FILE|DIRECTORY|ARGS|missing|invalid|no such|got|unexpected|requires)\b"
)


def said(*arguments: str, cwd: Path, code: int, **changes: str) -> str:
    """What the command says on both channels, once its exit code is found to be the right one."""
    done = command(*arguments, cwd=cwd, **changes)
    told = done.stdout + done.stderr
    assert done.returncode == code, told
    assert "Traceback" not in told
    return told


def main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Any:
    """The exit code of the command run here, which is quicker than a process."""
    monkeypatch.setattr(sys, "argv", ["erfaringsbank", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


def test_every_command_is_where_the_table_says() -> None:
    """Each module that holds commands is named for each of them, and a command that no module holds is not known."""
    modules = {path.stem for path in Path(cli.__file__).parent.glob("*.py")} - {"__init__"}
    groups = {stem: getattr(import_module(f"erfaringsbank.cli.{stem}"), "COMMANDS", None) for stem in modules}
    held = {name: stem for stem, group in groups.items() if group for name in group.commands}
    assert held == cli.MODULES
    assert cli.cli.get_command(norwegian.Context(cli.cli), "finnes-ikke") is None


def test_every_command_of_the_table_is_there() -> None:
    """The commands are English verbs for the machine, and these are all of them."""
    assert set(COMMANDS) >= {
        "build", "check", "export", "format", "lenker", "new", "rename", "renumber", "schema", "serve", "trace",
        "withdraw",
    }  # fmt: skip


def test_check_of_a_sound_bank_is_zero(tmp_path: Path) -> None:
    """The number of files that were looked at, and the offer of a fixed layout."""
    small(tmp_path)
    assert said("check", cwd=tmp_path, code=0) == f"Ingen feil i 3 filer.\n{OFFER}"


def test_check_of_the_real_bank_and_of_the_test_bank_is_zero() -> None:
    """The content of this repository has no error on the day the tests have chosen."""
    assert " filer." in said("check", "--dato", DAY, cwd=ROOT, code=0)
    assert " filer." in said("--mappe", str(MINIBANK), "check", "--dato", DAY, cwd=ROOT, code=0)


def test_a_problem_is_one_and_shows_place_text_and_advice(tmp_path: Path) -> None:
    """The path with line and column, the line with carets, what to do, and a summary; exit code 1."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": WRONG})
    told = said("check", cwd=tmp_path, code=1)
    assert "content/sporsmal/q1-pris.yaml:2:39: feil [ukjent-referanse] " in told
    assert '    2 | hvorfor_åpent: ["Ingen tall er lest. [k9]"]\n      |' + " " * 39 + "^^\n" in told
    assert told.endswith(f"1 feil, 1 advarsel i 2 av 3 filer.\n{OFFER}")


def test_a_warning_stops_only_when_asked_to(tmp_path: Path) -> None:
    """A source nobody uses is a warning: 0 without and 1 with --strict, for check and for build."""
    bank = small(tmp_path, UNUSED)
    assert "advarsel [ubrukt]" in said("check", cwd=tmp_path, code=0)
    assert "advarsel [ubrukt]" in said("check", "--strict", cwd=tmp_path, code=1)
    assert "ikke bygd" in said("build", "--strict", cwd=tmp_path, code=1)
    assert not bank.build.exists()


def test_a_line_number_is_never_a_picture(tmp_path: Path) -> None:
    """Line 100 stands as «:100:»; the library that prints would make an emoji of it."""
    text = QUESTION.replace("hvorfor", "\n" * 98 + "hvorfor").replace("[k1]", ":book: [k9]")
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": text})
    told = said("check", cwd=tmp_path, code=1)
    assert "q1-pris.yaml:100:" in told
    assert ":book: [k9]" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc"], "Kommandoen «chekc» finnes ikke.\nMente du check?"),
        (["xyzzy"], "Kommandoene er build, check,"),
        (["check", "--fromat", "json"], "Valget --fromat finnes ikke. Mente du --format?"),
        (["check", "--format", "xml"], "--format kan ikke ha den verdien. Velg text, github,"),
        (["check", "--format"], "Valget --format er brukt feil."),
        (["check", "for mye"], "Bruk: erfaringsbank check [VALG]"),
        (["check", "--dato", "i dag"], "«i dag» er ikke en dato.\nSkriv --dato"),
        (["build", "--engine", "hugo"], "Velg mkdocs, properdocs, zensical."),
        (["serve", "--port", "70000"], "--port kan ikke ha den verdien."),
        (["new"], "TYPE mangler.\nBruk: erfaringsbank new [VALG] TYPE"),
        (["new", "funnn"], "Mente du funn?"),
        (["withdraw", "q1"], "--fordi mangler."),
        (["withdraw", "q1", "--fordi", ""], "Grunnen er tom."),
        (["rename", "q1", "Stor Bokstav"], "kan ikke stå i en adresse"),
        (["rename", "q11", "navn"], "Fant ingen fil for q11.\nMente du q1?"),
        (["renumber", "q1", "k2"], "kan ikke bli ID"),
        (["trace", "Q1"], "Fant ikke Q1.\nMente du q1?"),
        (["trace", "zz99"], "IDene står på /alle/"),
        (["export", "content/nettsted.yaml"], "MAPPE kan ikke ha den verdien."),
        (["export", "content"], "inneholder noe annet"),
        (["schema", "."], "inneholder noe annet"),
        (["--mappe", "borte", "check"], "Mappen borte finnes ikke."),
        (["--mappe", "/", "check"], "Fant ingen erfaringsbank i /"),
    ],
)
def test_wrong_use_is_two_and_one_norwegian_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    """Nothing on the first channel, the error and what to do on the second, and the bank is as it was."""
    bank = small(tmp_path)
    before = tree(bank.root)
    monkeypatch.chdir(tmp_path)
    assert main(monkeypatch, *arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Feil: ")
    assert told in err
    assert ENGLISH.findall(err.replace("--format", "")) == []
    assert tree(bank.root) == before


def test_wrong_use_of_the_process_is_two(tmp_path: Path) -> None:
    """The same through a process: the code, and the channel the error is on."""
    small(tmp_path)
    done = command("chekc", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Feil: Kommandoen «chekc» finnes ikke.\nMente du check?\n"


def test_no_command_shows_the_help(tmp_path: Path) -> None:
    """Wrong use, but with every command in sight."""
    told = said(cwd=tmp_path, code=2)
    assert told.startswith("Bruk: erfaringsbank [VALG] KOMMANDO")
    assert all(f"\n  {name} " in told for name in COMMANDS)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_norwegian(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Usage line, headings, options and their kinds; it needs no bank."""
    monkeypatch.chdir(tmp_path)
    assert main(monkeypatch, *[name] if name else [], "--help") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Bruk: erfaringsbank {name}".rstrip())
    assert "Vis denne hjelpen." in told
    words = re.sub(r"--[\w-]+|\[(?:mkdocs|text)[\w|]+\]", "", told)
    assert ENGLISH.findall(words) == []


def test_the_english_words_are_found_when_they_are_there() -> None:
    """click's own help is caught by the same list."""
    assert ENGLISH.findall("Usage: x [OPTIONS] PATH\n  --fordi TEXT  [required]\n  --help  Show this message and exit.")


def test_nothing_is_coloured_in_a_pipe_or_with_no_color(tmp_path: Path) -> None:
    """Escape codes come only when asked for: FORCE_COLOR shows that there is colour to leave out."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": WRONG})
    loud = said("check", cwd=tmp_path, code=1, FORCE_COLOR="1")
    assert "\x1b[31mfeil\x1b[0m" in loud
    plain = said("check", cwd=tmp_path, code=1)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", loud) == plain
    for arguments in (["check"], ["trace", "q1"], ["trace", "q77"], ["build"], ["--help"]):
        done = command(*arguments, cwd=tmp_path, NO_COLOR="1", TERM="xterm-256color")
        assert "\x1b" not in done.stdout + done.stderr


def test_a_long_line_is_not_folded_in_a_pipe(tmp_path: Path) -> None:
    """A message is one line however narrow the terminal is said to be."""
    small(tmp_path, {f"content/sporsmal/q1-{'a' * 90}.yaml": WRONG, "content/sporsmal/q1-pris.yaml": QUESTION})
    told = said("check", cwd=tmp_path, code=1, COLUMNS="40")
    assert any("q1-pris.yaml" in line and len(line) > 120 for line in told.splitlines())


def test_annotations_for_github(tmp_path: Path) -> None:
    """One line a problem with its place; inside GitHub's machines it is the default."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": WRONG})
    told = said("check", "--format", "github", cwd=tmp_path, code=1)
    start = "::error file=content/sporsmal/q1-pris.yaml,line=2,col=39,endColumn=41,title=ukjent-referanse::"
    assert any(line.startswith(start) for line in told.splitlines())
    assert any(line.startswith("::warning file=content/kilder/k1-rapporten.yaml") for line in told.splitlines())
    assert said("check", cwd=tmp_path, code=1, GITHUB_ACTIONS="true") == told
    assert "::error" not in said("check", "--format", "text", cwd=tmp_path, code=1, GITHUB_ACTIONS="true")


def test_json_for_machines(tmp_path: Path) -> None:
    """The whole of the first channel is one JSON value, also when there is nothing to tell."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": WRONG})
    found = json.loads(command("check", "--format", "json", cwd=tmp_path).stdout)
    assert found["filer"] == 3
    error = next(problem for problem in found["problemer"] if problem["alvor"] == "feil")
    assert (error["fil"], error["linje"], error["kode"]) == ("content/sporsmal/q1-pris.yaml", 2, "ukjent-referanse")
    small(tmp_path)
    assert json.loads(said("check", "--format", "json", cwd=tmp_path, code=0)) == {"filer": 3, "problemer": []}


@pytest.mark.parametrize(
    ("arguments", "changes", "code"),
    [
        (["--dato", "2030-01-01"], {}, 1),
        (["--dato", "2031-01-01"], {}, 0),
        ([], {"SOURCE_DATE_EPOCH": "1893456000"}, 1),
        ([], {"SOURCE_DATE_EPOCH": "1924992000"}, 0),
        (["--dato", "2031-01-01"], {"SOURCE_DATE_EPOCH": "1893456000"}, 0),
        ([], {"SOURCE_DATE_EPOCH": "i går"}, 2),
        ([], {"SOURCE_DATE_EPOCH": "9" * 30}, 2),
        (["--dato", "2031-02-30"], {}, 2),
    ],
)
def test_the_day_is_the_option_or_else_the_epoch(
    tmp_path: Path, arguments: list[str], changes: dict[str, str], code: int
) -> None:
    """A record checked in June 2030 is an error until then; no clock is asked when the day is given."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": QUESTION + "sist_sjekket: 2030-06-01\n"})
    told = said("check", *arguments, cwd=tmp_path, code=code, **changes)
    assert ("dato-i-framtiden" in told, "ikke en dato" in told) == (code == 1, code == 2)


def test_any_folder_of_the_bank_will_do(tmp_path: Path) -> None:
    """The bank is found from below, and from elsewhere with --mappe."""
    small(tmp_path / "bank")
    for cwd, arguments in ((tmp_path / "bank/content/sporsmal", []), (tmp_path, ["--mappe", "bank/models"])):
        assert said(*arguments, "check", cwd=cwd, code=0) == f"Ingen feil i 3 filer.\n{OFFER}"


def test_version(tmp_path: Path) -> None:
    """The version alone, for scripts."""
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", said("--version", cwd=tmp_path, code=0))


def test_trace_follows_an_advice_of_the_real_bank_to_its_sources() -> None:
    """The advice first, what it rests on with a finding and its survey below, every line with ID, type and title."""
    lines = said("trace", "a5", cwd=ROOT, code=0).splitlines()
    assert lines[0].startswith("a5 ")
    assert lines[1] == "Hviler på:"
    steps = [re.fullmatch(r"( {2,8})([a-z]\d+) \((\w+)\) \S.*", line) for line in lines[2:]]
    assert all(steps)
    found = [(len(step[1]) // 2, step[2][0]) for step in steps if step]
    assert {(1, "f"), (2, "u"), (3, "k"), (1, "k")} <= set(found)


def test_trace_of_a_source_shows_what_it_bears_and_what_is_missing(tmp_path: Path) -> None:
    """Downwards from the source, and a reference to nothing is named."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": QUESTION.replace("[k1]", "[k1, k9]")})
    assert said("trace", "k1", cwd=tmp_path, code=0) == "k1 Rapporten\nBærer:\n  q1 (spørsmål) Hva koster det?\n"
    assert said("trace", "q1", cwd=tmp_path, code=0).splitlines()[1:] == [
        "Hviler på:",
        "  k1 (kilde) Rapporten",
        "  k9 finnes ikke",
    ]


def test_a_title_is_printed_as_it_is_written(tmp_path: Path) -> None:
    """What means colour to the printing library is text in a title."""
    title = "[red]Rødt[/red] :book: \\[x] {{ y }}"
    small(tmp_path, {"content/kilder/k1-rapporten.yaml": SOURCE.replace("Rapporten", f"'{title}'")})
    assert f"k1 {title}\n" in said("trace", "k1", cwd=tmp_path, code=0)


def test_the_author_commands_change_the_bank_and_it_stays_sound(tmp_path: Path) -> None:
    """new, rename, withdraw and renumber one after another, each with a sentence about what was done."""
    bank = small(tmp_path)
    assert "Laget content/sporsmal/q2-hva-nyttar-det.yaml." in said(
        "new", "spørsmål", "--tittel", "Hva nyttar det?", cwd=tmp_path, code=0
    )
    assert said("check", cwd=tmp_path, code=1).count("[ikke-fylt-ut]") >= 1
    (tmp_path / "content/sporsmal/q2-hva-nyttar-det.yaml").write_text(QUESTION + "gjelder: [q1]\n", encoding="utf-8")
    assert "content/sporsmal/q1-kostnad.yaml" in said("rename", "q1", "kostnad", cwd=tmp_path, code=0)
    assert "q1 er nå q7" in said("renumber", "q1", "q7", cwd=tmp_path, code=0)
    assert "q7 er erstattet" in said(
        "withdraw", "q7", "--fordi", "Dobbelt", "--erstattet-av", "q2", cwd=tmp_path, code=0
    )
    assert "[trukket-i-bruk]" in said("check", cwd=tmp_path, code=0)
    assert sorted(name for name in texts(bank) if "sporsmal" in name) == [
        "content/sporsmal/q2-hva-nyttar-det.yaml",
        "content/sporsmal/q7-kostnad.yaml",
    ]


def test_export_writes_json_and_csv_and_nothing_the_second_time(tmp_path: Path) -> None:
    """All records as JSON, a table a type with its header; the same day gives the same bytes in the same files."""
    small(tmp_path / "bank")
    folder = tmp_path / "ut [b]"
    told = said("--mappe", "bank", "export", str(folder), "--dato", DAY, cwd=tmp_path, code=0)
    first = tree(folder)
    assert f"Skrev {len(first)} filer til {folder}." in told
    data = json.loads(first["erfaringsbank.json"])
    assert [record["id"] for record in data["poster"]] == ["q1", "k1"]
    assert data["om"]["dato"] == DAY
    assert {f"{cls.mappe}.csv" for cls in TYPES} <= set(first)
    rows = list(csv.DictReader(first["kilder.csv"].decode().splitlines()))
    assert [(row["id"], row["tittel"]) for row in rows] == [("k1", "Rapporten")]
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    said("--mappe", "bank", "export", str(folder), "--dato", DAY, cwd=tmp_path, code=0)
    assert tree(folder) == first
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == times


def test_export_of_a_bank_with_errors_writes_nothing(tmp_path: Path) -> None:
    """The errors are shown, the exit code is 1, and there is no folder."""
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": WRONG})
    assert "[ukjent-referanse]" in said("export", "ut", cwd=tmp_path, code=1)
    assert not (tmp_path / "ut").exists()


class _Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as an editor reads a file: `no` and `2020-01-01` are text, `true` and `12` are not."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for _tag, _pattern, _first in (
    ("null", r"(?:~|null|Null|NULL|)", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", list("tTfF")),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^{_pattern}$"), _first)


@cache
def validators() -> dict[str, Any]:
    """A validator for each type, by folder."""
    return {name.removesuffix(".schema.json"): Draft7Validator(schema) for name, schema in schemas().items()}


def complaints(mappe: str, text: str) -> list[str]:
    """What an editor with the schema would underline in a file of this type."""
    read = yaml.load(text, Loader=_Core)  # a SafeLoader with fewer kinds of scalar
    return [f"{list(error.absolute_path)}: {error.message}" for error in validators()[mappe].iter_errors(read)]


def test_schema_writes_one_valid_draft_07_schema_for_each_type(tmp_path: Path) -> None:
    """Every file passes the metaschema, refuses unknown fields, and describes every field in Norwegian."""
    assert f"Skrev {len(TYPES)} skjemaer" in said("schema", "skjema", cwd=tmp_path, code=0)
    files = tree(tmp_path / "skjema")
    assert sorted(files) == sorted(f"{cls.mappe}.schema.json" for cls in TYPES)
    for text in files.values():
        schema = json.loads(text)
        Draft7Validator.check_schema(schema)
        assert schema["$schema"] == Draft7Validator.META_SCHEMA["$schema"]
        assert schema["additionalProperties"] is False
        assert all(field["description"] for field in schema["properties"].values())
        assert "$defs" not in text.decode()


@pytest.mark.parametrize("root", [ROOT, MINIBANK], ids=["real", "test bank"])
def test_the_schemas_accept_every_record(root: Path) -> None:
    """An editor underlines nothing in a file that `check` accepts."""
    looked_at = 0
    for cls in TYPES:
        for path in sorted((root / folder_of(cls)).glob("*.yaml")):
            looked_at += 1
            assert complaints(cls.mappe, path.read_text(encoding="utf-8")) == [], path
    assert looked_at > 20


@pytest.mark.parametrize(
    ("mappe", "more"),
    [
        ("sporsmal", 'vet_likevel: ["Kort form. [k1]", {tekst: Lang form., kilder: [k1], per: 2020}]'),
        ("sporsmal", "sist_sjekket: 2020"),
        ("kilder", "dato: 2020-01/2021"),
        ("undersokelser", "n: 1 200"),
        ("undersokelser", "n: ikke lest"),
        ("organisasjonsmodeller", "plassholder: ja"),
    ],
)
def test_the_schemas_accept_the_light_forms(mappe: str, more: str) -> None:
    """A string for a statement, a year for a date, a gap in a thousand, ja for yes."""
    required = {
        "sporsmal": QUESTION,
        "kilder": SOURCE,
        "undersokelser": "tittel: x\nmetode: x\nutført_av: x\n",
        "organisasjonsmodeller": "tittel: x\nmer_hos: [k1]\n",
    }
    assert complaints(mappe, required[mappe] + more + "\n") == []


@pytest.mark.parametrize(
    "wrong",
    [
        "ukjent: felt",
        "gjelder: [ikke-en-id]",
        "kilder: [f1]",
        "tilstand: ferdig",
        "sist_sjekket: i går",
        "språk: no",
        "hvorfor_åpent: []",
    ],
)
def test_the_schemas_refuse_what_check_refuses(tmp_path: Path, wrong: str) -> None:
    """An unknown field, a wrong ID, a word that is no choice, an empty list: underlined and reported alike."""
    name = wrong.split(":", maxsplit=1)[0]
    text = "".join(line for line in QUESTION.splitlines(keepends=True) if not line.startswith(name)) + wrong + "\n"
    assert len(complaints("sporsmal", text)) == 1
    small(tmp_path, {"content/sporsmal/q1-pris.yaml": text})
    assert "feil [" in said("check", cwd=tmp_path, code=1)


def test_a_missing_settings_file_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    """Two empty folders are a bank with one thing to mend."""
    put(tmp_path, {})
    assert "content/nettsted.yaml:1:1: feil" in said("check", cwd=tmp_path, code=1)


@pytest.mark.parametrize(
    ("trouble", "code", "told"),
    [
        (UserError("Noe er galt.", "Gjør slik."), 2, "Feil: Noe er galt.\nGjør slik.\n"),
        (OSError(28, "No space left on device", "/x/y"), 2, "Feil: /x/y: No space left on device.\n"),
        (PermissionError(13, "Permission denied", "/x/y"), 2, "Feil: /x/y: Permission denied.\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_trouble_around_the_bank_is_said_once(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trouble: BaseException,
    code: int,
    told: str,
) -> None:
    """A full disk, a locked file and Ctrl + C end in a code and at most a sentence, never a traceback."""
    assert run_with(monkeypatch, trouble) == code
    assert capsys.readouterr().err.startswith(told)


@pytest.mark.parametrize("bug", [RuntimeError("x"), FileNotFoundError(2, "borte"), KeyError("x")])
def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch, bug: Exception) -> None:
    """What nobody foresaw comes out as it is, so that it can be found."""
    with pytest.raises(type(bug)):
        run_with(monkeypatch, bug)


def run_with(monkeypatch: pytest.MonkeyPatch, trouble: BaseException) -> Any:
    """The exit code of `new funn` when making the file raises this."""

    def fail(project: Project, type_: str, title: str) -> str:
        raise trouble

    monkeypatch.setattr(scaffold, "new", fail)
    return main(monkeypatch, "--mappe", str(MINIBANK), "new", "funn")
