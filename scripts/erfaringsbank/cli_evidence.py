"""The commands about what is known: the strength of findings, and what a change did to it."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.markup import escape

from erfaringsbank import cli_norsk, grading, history, pipeline
from erfaringsbank.cli_shared import dato, out, project_of
from erfaringsbank.clock import today_from
from erfaringsbank.load import load
from erfaringsbank.problems import UserError
from erfaringsbank.records import Funn

COMMANDS = cli_norsk.Group()
"""Holds the commands until `cli` takes them in."""


@COMMANDS.command()
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--explain", "forklar", is_flag=True, help="Vis hva styrken bygger på, og hva som ville hevet den.")
@click.option(
    "--diff", "revisjon", metavar="REVISJON", help="Vis hva som er endret siden en revisjon i git, og hvorfor."
)
@dato
@click.pass_context
def grade(context: click.Context, id_: str | None, forklar: bool, revisjon: str | None, dato: str | None) -> None:
    """Vis hvor sikkert hvert funn er, etter den åpne regelen i models/styrke.yaml.

    Eksempel: erfaringsbank grade f12 --explain
    """
    project, today = project_of(context), today_from(dato)
    bank = pipeline.read_and_check(project, today).bank
    if revisjon:
        before, _ = load(history.files_at(project.root, revisjon))
        _show(grading.difference(before, bank, today), f"Ingen styrker er endret siden {revisjon}.")
        return
    findings = [bank.get(id_, Funn)] if id_ else bank.of(Funn)
    if None in findings:
        raise UserError(f"Fant ikke funnet {id_}.", "IDene står på /funn/ og i filnavnene.")
    if id_ or forklar:
        _show((line for finding in findings if finding for line in grading.explain(bank, finding, today)), "")
    else:
        _show(grading.listing(bank, today), "Ingen funn har styrke.")


def _show(lines: Iterable[str], nothing: str) -> None:
    """Print the lines, or one sentence when there are none."""
    shown = list(lines)
    for line in shown or [nothing]:
        out.print(escape(line))
