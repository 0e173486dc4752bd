"""The commands that write files for other programs: the open data, and the schemas."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.markup import escape

from erfaringsbank import checking, schema
from erfaringsbank.authoring import editing
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, out, project_of, report
from erfaringsbank.clock import today_from
from erfaringsbank.norsk import antall
from erfaringsbank.opendata.registry import whole
from erfaringsbank.writer import write

COMMANDS = norwegian.Group()
"""Holds the commands until `cli` takes them in."""


@COMMANDS.command()
@click.argument("mappe", type=click.Path(path_type=Path, file_okay=False))
@dato
@click.pass_context
def export(context: click.Context, mappe: Path, dato: str | None) -> None:
    """Skriv de åpne dataene til en mappe.

    Det er de samme filene som på nettstedet: JSON av alt og av hver post, CSV per type, skjemaer, beskrivelser og
    nyhetsstrømmer.
    """
    today = today_from(dato)
    checked = checking.read_and_check(project_of(context), today)
    if checked.stops():
        report(checked, "text")
        sys.exit(1)
    files = {file.path.removeprefix("data/"): file.data for file in whole(checked.bank, today)}
    _write_all(mappe, files, "fil", "filer")


@COMMANDS.command("schema")
@click.argument("mappe", type=click.Path(path_type=Path, file_okay=False))
def schema_command(mappe: Path) -> None:
    """Skriv JSON Schema for hver type til en mappe, for redigeringsprogrammer."""
    _write_all(mappe, dict(schema.files()), "skjema", "skjemaer")


def _write_all(folder: Path, files: dict[str, bytes], one: str, many: str) -> None:
    editing.refuse_strangers(folder, {name.split("/", 1)[0] for name in files})
    write(folder, files.items())
    out.print(f"Skrev {antall(len(files), one, many)} til {escape(str(folder))}.")
