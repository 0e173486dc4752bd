"""The house is built as it is drawn: who may know whom, what is pure, and how long anything may be."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from banks import ROOT

PACKAGE = ROOT / "scripts" / "erfaringsbank"

# Each room may use those above it and, without going round, itself. A package is one module here.
ROOMS: Mapping[str, frozenset[str]] = {
    "ground": frozenset({"__init__", "markup", "problems", "security"}),
    "records": frozenset({"records"}),
    "reading": frozenset({"reading"}),
    "bank": frozenset({
        "addresses", "anchors", "bank", "gatherings", "ledger", "links", "load", "norsk", "profile", "prose", "snapshot",
        "wordlist",
    }),
    "knowing": frozenset({"comparing", "evidence", "gaps", "published", "rules", "trace"}),
    "telling": frozenset({
        "accessibility", "attachments", "book", "citing", "code_files", "compare_view", "editions", "events",
        "facets", "grading", "html_templating", "imaging", "knowledge_view", "machine_docs", "machines",
        "measures", "opendata", "pages", "paper", "pictures", "plain_words", "polishing", "poster", "qr",
        "related", "reporting", "schema", "search", "selection", "shell", "signposts", "source_list",
        "templating", "view",
    }),
    "world": frozenset({"clock", "engine", "history", "kept", "link_client", "project", "writer"}),
    "doing": frozenset({
        "authoring", "checking", "compounding", "earlier", "external_links", "finish", "pipeline",
        "print_pages", "releasing", "report_files", "translating", "watch",
    }),
    "speaking": frozenset({"__main__", "cli"}),
}  # fmt: skip
PURE = ("ground", "records", "reading", "bank", "knowing", "telling")
ENGINES = {"mkdocs", "properdocs", "zensical", "material"}

# What a pure module may not reach for: the disk, other processes, the net, the clock, the surroundings.
IMPURE = {
    "os", "shutil", "tempfile", "glob", "subprocess", "multiprocessing", "threading", "socket", "http",
    "urllib.request", "time", "random", "secrets", "locale", "getpass", "platform", "sys", "logging",
}  # fmt: skip
IMPURE_CALLS = re.compile(r"^(open|print|input|exec|eval|breakpoint)$|\.(today|now|utcnow|read_text|write_text)$")


def module_of(package: Path, path: Path) -> str:
    """The module a file belongs to: its own, or the package it lies in."""
    return path.relative_to(package).parts[0].removesuffix(".py")


def files(package: Path) -> list[Path]:
    """Every Python file of the package."""
    return sorted(package.rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    return parsed(path.read_text(encoding="utf-8"))


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


def imported(path: Path) -> Iterator[str]:
    """Everything a file imports, with its whole name: `pathlib.Path`, `erfaringsbank.bank.Bank`."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def uses(package: Path) -> dict[str, set[str]]:
    """Which modules of the package each module imports."""
    modules = {module_of(package, path) for path in files(package)}
    found: dict[str, set[str]] = {module: set() for module in modules}
    for path in files(package):
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == package.name:
                target = parts[1] if len(parts) > 1 and parts[1] in modules else "__init__"
                found[module_of(package, path)].add(target)
    return {module: targets - {module} for module, targets in found.items()}


def uses_of_files(package: Path) -> dict[str, set[str]]:
    """Which files of the package each file imports, also within one of its packages."""
    names = {
        path: path.relative_to(package).with_suffix("").as_posix().removesuffix("/__init__") for path in files(package)
    }
    known = set(names.values())
    found: dict[str, set[str]] = {name: set() for name in known}
    for path, name in names.items():
        for imported_name in imported(path):
            first, *rest = imported_name.split(".")
            if first == package.name:
                ways = ["/".join(rest[:length]) for length in range(len(rest), 0, -1)]
                found[name] |= {next((way for way in ways if way in known), "__init__")} - {name}
    return found


def wrong_ways(package: Path) -> list[str]:
    """Every import that goes against the direction of the rooms, and every module that has no room."""
    order = {module: place for place, room in enumerate(ROOMS.values()) for module in room}
    used = uses(package)
    homeless = [f"{module} has no room" for module in sorted(used) if module not in order]
    return homeless + [
        f"{module} → {target}"
        for module in sorted(used)
        for target in sorted(used[module])
        if module in order and target in order and order[target] > order[module]
    ]


def ring(used: Mapping[str, set[str]]) -> list[str]:
    """The modules that, directly or through others, import themselves."""
    reach = {module: set(targets) for module, targets in used.items()}
    for _ in used:
        for module, targets in reach.items():
            reach[module] = targets.union(*(reach[target] for target in targets))
    return sorted(module for module, targets in reach.items() if module in targets)


def test_every_module_has_one_room_and_no_room_is_empty() -> None:
    """The drawing and the house have the same modules."""
    drawn = [module for room in ROOMS.values() for module in room]
    built = {module_of(PACKAGE, path) for path in files(PACKAGE)}
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == built


def test_every_package_is_in_the_published_map() -> None:
    """The page about how the bank is built names each, and no other."""
    text = (ROOT / "content/sider/utvikling/index.md").read_text(encoding="utf-8")
    table = text.partition("| Pakke |")[2].partition("\n\n")[0]
    told = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    built = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert len(built) > 10
    assert told == built


def test_imports_go_one_way() -> None:
    """No module knows of one in a later room, and no module imports itself through others."""
    used = uses(PACKAGE)
    assert sum(len(targets) for targets in used.values()) > 100
    assert wrong_ways(PACKAGE) == []
    assert ring(used) == []


def test_no_file_imports_itself_through_others() -> None:
    """Also inside a package there is an order."""
    used = uses_of_files(PACKAGE)
    assert len(used) > 150
    assert {"editions/change_model"} <= used["editions/changes"]
    assert ring(used) == []


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("problems.py", "from erfaringsbank.bank import Bank\n", ["problems → bank"]),
        ("records/values.py", "from erfaringsbank import load\n", ["records → load"]),
        ("view.py", "def f():\n    import erfaringsbank.engine\n", ["view → engine"]),
        ("nytt.py", "", ["nytt has no room"]),
    ],
)
def test_a_planted_wrong_import_is_found(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    """The gate is alive: in a copy of the package, each kind of wrong way is named."""
    package = tmp_path / "erfaringsbank"
    for path in files(PACKAGE):
        copy = package / path.relative_to(PACKAGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert wrong_ways(package) == []
    with (package / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")
    assert wrong_ways(package) == found


def test_a_planted_ring_is_found() -> None:
    """Two modules that import each other are both named; one that only imports them is not."""
    assert ring({"a": {"b"}, "b": {"a"}, "c": {"a"}, "d": set()}) == ["a", "b"]


def calls(path: Path) -> list[str]:
    """The names of everything a file calls."""
    return [ast.unparse(node.func) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]


def impurities(path: Path) -> list[str]:
    """What a file uses of the world outside it."""
    names = [name for name in imported(path) if any(name == bad or name.startswith(f"{bad}.") for bad in IMPURE)]
    names += [name for name in imported(path) if name.startswith("pathlib.") and "Pure" not in name]
    return names + [call for call in calls(path) if IMPURE_CALLS.search(call)]


def test_the_pure_rooms_touch_nothing_outside() -> None:
    """No disk, no clock, no process, no print: what they give depends on what they are given."""
    pure = {module for room in PURE for module in ROOMS[room]}
    looked = 0
    for path in files(PACKAGE):
        if module_of(PACKAGE, path) in pure:
            assert impurities(path) == [], path.name
            looked += 1
    assert looked > 30


@pytest.mark.parametrize(
    "text",
    [
        "import os", "from pathlib import Path", "import subprocess", "from time import time", "open('x')",
        "from datetime import date\ndate.today()", "print('x')", "path.read_text()",
    ],
)  # fmt: skip
def test_a_planted_touch_is_found(tmp_path: Path, text: str) -> None:
    """The gate is alive."""
    path = tmp_path / "view.py"
    path.write_text(text, encoding="utf-8")
    assert impurities(path)


def strings(path: Path) -> Iterator[str]:
    """Every string of a file that is not a docstring."""
    tree = tree_of(path)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, DOCUMENTED)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in docs:
            yield node.value


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def test_only_one_module_knows_the_engines() -> None:
    """The engines are programs that are run; nothing imports them, and only `engine` knows their names."""
    knowing = {path.name for path in files(PACKAGE) if ENGINES & set(strings(path))}
    assert knowing == {"engine.py"}
    for path in files(PACKAGE):
        assert not {name.split(".")[0] for name in imported(path)} & ENGINES, path.name


def test_only_the_door_prints() -> None:
    """What is said to the one who runs the command is said by the command."""
    for path in files(PACKAGE):
        if not path.stem.startswith("cli"):
            assert "print" not in calls(path), path.name


def test_a_module_fits_in_a_head() -> None:
    """No module has 300 lines, and each says in its first line what it is."""
    for path in files(PACKAGE):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path.name
        assert ast.get_docstring(tree_of(path)), path.name


def functions(package: Path) -> Iterator[tuple[str, int]]:
    """(name, lines without its docstring) of every function."""
    for path in files(package):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                told = node.body[0] if ast.get_docstring(node) else None
                doc = (told.end_lineno or 0) - told.lineno + 1 if told else 0
                yield f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - doc


def test_functions_are_small() -> None:
    """Half of them have ten lines or fewer, and none has more than 45."""
    lengths = dict(functions(PACKAGE))
    assert len(lengths) > 300
    assert statistics.median(lengths.values()) <= 10
    assert [name for name, length in lengths.items() if length > 45] == []


def test_scripts_holds_one_package_and_the_data_no_code() -> None:
    """The source root has no loose file; models/ and content/ are data."""
    inside = [path.name for path in (ROOT / "scripts").iterdir() if path.name != "__pycache__"]
    assert inside == ["erfaringsbank"]
    for folder in ("models", "content"):
        found = {path.suffix for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert ".yaml" in found
        assert not found & {".py", ".pyc", ".js", ".sh", ".html"}


PASSING = {".git", ".venv", "build", "dist", "node_modules"}
PLACES = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|[A-Z]:\\Users\\")
HOSTS = re.compile("|".join(f"{name}[.]{end}" for name, end in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "(?:com|org)"), ("crates", "io"), ("rubygems", "org"),
    ("proxy[.]golang", "org"), ("anaconda", "org"), ("jfrog", "io"),
)))  # fmt: skip


def repository() -> list[Path]:
    """Every file of the repository that is written by someone: no cache, no build, no environment."""
    tops = [path for path in ROOT.iterdir() if path.name not in PASSING and not path.name.endswith("_cache")]
    found = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*")) if path.is_file()]
    return [path for path in found if not {"__pycache__", ".hypothesis"} & set(path.parts)]


def test_no_file_names_a_place_of_one_machine_or_a_package_registry() -> None:
    """The repository works wherever it is, and with whatever index its environment has been given."""
    looked = 0
    for path in repository():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert str(ROOT) not in text, path
        assert not PLACES.search(text), path
        assert not HOSTS.search(text), path
        looked += 1
    assert looked > 300


def test_the_patterns_for_places_and_registries_are_alive() -> None:
    """A path in somebody's home and the address of an index are both found."""
    assert PLACES.search("se " + "/home" + "/ola/bank")
    assert PLACES.search("C:" + r"\Users" + r"\ola")
    assert HOSTS.search("https://" + "pypi" + ".org/simple")
    assert not PLACES.search("https://bank.example.org/" + "work" + "/1 og tests/" + "root" + "/x")
