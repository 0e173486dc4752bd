"""The command for paper: the whole bank as one report."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.markup import escape

from erfaringsbank import checking, report_files
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, out, progress, project_of, report
from erfaringsbank.clock import today_from

COMMANDS = norwegian.Group()
"""Holds the commands until `cli` takes them in."""


@COMMANDS.command()
@click.option(
    "--ut", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="MAPPE", help="Ellers build/rapport."
)
@click.option("--pdf", "forms", flag_value="pdf", help="Bare PDF.")
@click.option("--epub", "forms", flag_value="epub", help="Bare EPUB.")
@click.option("--arkiv", is_flag=True, help="PDF for arkiv (PDF/A-3a) i stedet for PDF/UA-1.")
@dato
@click.pass_context
def rapport(context: click.Context, folder: Path | None, forms: str | None, arkiv: bool, dato: str | None) -> None:
    """Lag hele banken som én rapport: PDF og EPUB.

    PDF trenger WeasyPrint: pip install 'erfaringsbank[rapport]'. EPUB trenger ingenting. Samme innhold og samme dag gir
    samme bytes.

    Eksempel: erfaringsbank rapport --ut rapport --epub
    """
    project, today = project_of(context), today_from(dato)
    wanted = (forms,) if forms else report_files.FORMS
    with progress() as tell:
        tell("Leser og kontrollerer")
        checked = checking.read_and_check(project, today)
        if checked.stops():
            report(checked, "text")
            sys.exit(1)
        tell("Lager rapporten")
        where = folder or project.build / "rapport"
        for name, raw in report_files.make(project, checked.bank, today, wanted, "arkiv" if arkiv else "ua"):
            path = report_files.put(where, name, raw)
            out.print(f"Skrev {escape(str(path))} ({len(raw) / 1e6:.1f} MB).")
