"""The bank as it was or is: a released edition, an exported file, a revision in git, or the files as they lie."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from erfaringsbank import history, ledger, snapshot
from erfaringsbank.editions.released import current
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project
from erfaringsbank.snapshot import Snapshot

HERE = "arbeidsmappen"


def state(project: Project, name: str | None, today: date) -> tuple[str, Snapshot]:
    """What a state is called, and its data. Without a name it is the bank as its files lie.

    An edition wins over a file, and a file over a revision. Strengths of what is not exported are of the given day.
    Raises UserError when nothing has the name.
    """
    if name is None:
        return HERE, current(load(project.files())[0], today)
    edition = next((one for one in ledger.read(project.editions())[0] if one.utgave == name), None)
    if edition:
        fix = f"Hent filen tilbake:  git checkout -- {edition.fil}"
        return f"utgave {name}", _read(edition.data, f"Dataene til utgave {name} kan ikke leses.", fix)
    path = Path(name)
    if path.suffix == ".json":
        fix = "Bruk filen erfaringsbank.json fra «erfaringsbank export», fra /data/ eller fra en utgave."
        raw = path.read_bytes() if path.is_file() else b""
        return path.name, _read(raw, f"{name} er ikke en eksport av banken." if raw else f"Fant ikke {name}.", fix)
    return name, current(load(history.files_at(project.root, name))[0], today)


def _read(raw: bytes, message: str, fix: str) -> Snapshot:
    try:
        return snapshot.read(raw)
    except ValueError:
        raise UserError(message, fix) from None
