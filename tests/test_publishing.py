"""A site with placeholders for addresses is built, shown and tested, but not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from banks import DAY, ROOT, command, copy, texts
from erfaringsbank.checking import refuse_placeholders
from erfaringsbank.load import load
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


def test_real_addresses_may_be_published_when_catalogues_know_who_publishes(tmp_path: Path) -> None:
    """With every address filled in, what a catalogue of data demands is asked for; with that, nothing is said."""
    files = texts(copy(tmp_path))
    settings = files["content/nettsted.yaml"].replace(b"example.org", b"eksempel.no")
    with pytest.raises(UserError, match=r"publiseres: datakatalog\.utgivere mangler\.$"):
        refuse_placeholders(load({**files, "content/nettsted.yaml": settings}.items())[0])
    settings += b'datakatalog: {utgivere: [{navn: Eksempel kommune, organisasjonsnummer: "999999999"}]}\n'
    refuse_placeholders(load({**files, "content/nettsted.yaml": settings}.items())[0])


def test_check_says_what_must_be_filled_in_before_publishing(tmp_path: Path) -> None:
    """The settings that are placeholders and those that are missing are named, and it stops nothing."""
    project = copy(tmp_path, ROOT)
    done = command("check", "--strict", "--dato", DAY, cwd=project.root)
    assert done.returncode == 0, done.stdout
    told = " ".join(done.stdout.split())
    assert "Før publisering, i content/nettsted.yaml: adresse, kontakt," in told
    assert "og datakatalog.utgivere og datakatalog.epost mangler." in told


def test_the_real_bank_still_has_placeholders() -> None:
    """No real address is known yet; the day there is one, this test goes."""
    with pytest.raises(UserError, match="adresse"):
        refuse_placeholders(load(Project(ROOT).files())[0])
