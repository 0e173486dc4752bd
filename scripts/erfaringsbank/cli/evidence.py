"""The commands about what is known: the strength of findings, what a change did to it, and what a record rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click
from rich.markup import escape

from erfaringsbank import checking, grading, history, trace
from erfaringsbank.bank import Bank
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, out, project_of
from erfaringsbank.clock import today_from
from erfaringsbank.load import load
from erfaringsbank.problems import UserError, suggestion
from erfaringsbank.records import BY_LETTER, Funn
from erfaringsbank.view import plain

COMMANDS = norwegian.Group()
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
    bank = checking.read_and_check(project, today).bank
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


@COMMANDS.command("trace")
@click.argument("id_", metavar="ID")
@click.pass_context
def trace_command(context: click.Context, id_: str) -> None:
    """Vis sporet: hva en post hviler på, helt til kildene, og hva som hviler på den.

    Eksempel: erfaringsbank trace a5
    """
    checked = checking.read_and_check(project_of(context), date.min)
    record = checked.bank.records.get(id_)
    if record is None:
        fix = suggestion(id_, checked.bank.records) or "IDene står på /alle/ og i filnavnene."
        raise UserError(f"Fant ikke {id_}.", fix)
    out.print(f"[bold]{record.id}[/bold] {escape(plain(checked.bank, record.tittel))}")
    for heading, step in (
        ("Hviler på", trace.upward(checked.bank, record)),
        ("Bærer", trace.onward(checked.bank, record)),
    ):
        if step.steps or step.missing:
            out.print(f"{heading}:")
        _print_steps(checked.bank, step, 1)


def _print_steps(bank: Bank, step: trace.Step, depth: int) -> None:
    for below in step.steps:
        kind = BY_LETTER[below.record.bokstav].navn
        title = escape(plain(bank, below.record.tittel))
        out.print(f"{'  ' * depth}[bold]{below.record.id}[/bold] ({kind}) {title}")
        _print_steps(bank, below, depth + 1)
    for id_ in step.missing:
        out.print(f"{'  ' * depth}[bold]{id_}[/bold] finnes ikke")
