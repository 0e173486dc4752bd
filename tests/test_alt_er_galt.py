"""One terrible project, with one of every fault: the whole report, word for word.

`pytest tests/test_alt_er_galt.py --oppdater` renews the expected report. Read the diff!
"""

from __future__ import annotations

import re
from pathlib import Path

from banks import MINIBANK, copy
from checking import TODAY
from erfaringsbank import pipeline, reporting
from erfaringsbank.problems import MANUAL
from erfaringsbank.project import Project

EXPECTED = Path(__file__).parent / "alt-er-galt.txt"
# What only the network or a missing file can show, or what hides every other fault.
NOT_HERE = frozenset(code for code in MANUAL if code.startswith("lenke-")) | {"fil-mangler"}
BYTES = {
    "content/kilder/k901-bom.yaml": b"\xef\xbb\xbftittel: x\n",
    "content/kilder/k902-koding.yaml": "tittel: Åpen\n".encode("latin-1"),
    "content/kilder/k903-styretegn.yaml": b"tittel: a\x07b\n",
    "content/kilder/k904-stor.yaml": b"# " + b"x" * 300_000 + b"\n",
}


def terrible(root: Path) -> Project:
    """The small bank with the wrong example of every manual page in it, each under a number of its own."""
    project = copy(root, MINIBANK)
    number = 100
    for page in sorted(MANUAL.values(), key=lambda page: page.code):
        number += 1
        for name, text in page.wrong.items():
            path = root / re.sub(r"\b([a-z])9-", rf"\g<1>{number}-", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(re.sub(r"\b([a-z])9\b", rf"\g<1>{number}", text), encoding="utf-8")
    for name, raw in BYTES.items():
        (root / name).write_bytes(raw)
    return project


def test_a_terrible_project_gives_exactly_the_expected_report(tmp_path: Path, renew: bool) -> None:
    """Every fault at once, sorted, each with its place, its line and its advice; and nothing is hidden by another."""
    checked = pipeline.read_and_check(terrible(tmp_path), TODAY)
    report = f"{reporting.text(checked.problems, checked.texts, len(checked.texts)).plain}\n"
    if renew:
        EXPECTED.write_text(report, encoding="utf-8", newline="\n")
    assert report == EXPECTED.read_text(encoding="utf-8")
    found = {problem.code for problem in checked.problems}
    assert len(checked.problems) >= len(found) > 50
    assert set(MANUAL) - NOT_HERE - found == HIDDEN


# Silent while files are broken (they may be what refers to the source), or while models/forvaltning.yaml is.
HIDDEN = frozenset({"ubrukt", "over-frist"})
