"""A site with placeholders for addresses is built, shown and tested, but not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from banks import ROOT, command, copy, texts
from erfaringsbank.load import load
from erfaringsbank.pipeline import refuse_placeholders
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project


def test_a_placeholder_is_named_and_stops_publishing(tmp_path: Path) -> None:
    """The command says which settings are missing, with exit code 2, and builds nothing."""
    project = copy(tmp_path)
    done = command("build", "--publisering", cwd=project.root)
    assert done.returncode == 2
    assert "kan ikke publiseres" in done.stderr
    assert "tilbakemelding" in done.stderr
    assert not project.site.exists()


def test_real_addresses_may_be_published(tmp_path: Path) -> None:
    """With every address filled in, nothing is said."""
    files = texts(copy(tmp_path))
    settings = files["content/nettsted.yaml"].replace(b"example.org", b"eksempel.no")
    refuse_placeholders(load({**files, "content/nettsted.yaml": settings}.items())[0])


def test_the_real_bank_still_has_placeholders() -> None:
    """No real address is known yet; the day there is one, this test goes."""
    with pytest.raises(UserError, match="adresse"):
        refuse_placeholders(load(Project(ROOT).files())[0])
