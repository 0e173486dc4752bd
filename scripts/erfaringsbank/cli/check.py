"""The command that authors run all the time: read and check everything. It is quick to start, and imports little."""

from __future__ import annotations

import os
import sys

import click

from erfaringsbank import checking, reporting
from erfaringsbank.authoring import formatting
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, out, project_of, report
from erfaringsbank.clock import today_from

COMMANDS = norwegian.Group()
"""Holds the command until `cli` takes it in."""


@COMMANDS.command()
@click.option("--format", "style", type=click.Choice(list(reporting.FORMATS)), default=None, help="Hvordan feil vises.")
@click.option("--strict", is_flag=True, help="Advarsler stopper også.")
@dato
@click.pass_context
def check(context: click.Context, style: str | None, strict: bool, dato: str | None) -> None:
    """Les og kontroller alle filene, og vis alle feil på én gang.

    Eksempel: erfaringsbank check --format github
    """
    checked = checking.read_and_check(project_of(context), today_from(dato))
    style = style or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    report(checked, style)
    if style == "text" and (offer := formatting.offer(checked.bank)):
        out.print(offer)
    if style == "text" and (waiting := checking.unready(checked.bank)):
        out.print(f"Før publisering, i content/nettsted.yaml: {waiting}.")
    sys.exit(1 if checked.stops(strict=strict) else 0)
