"""The command about what changed: two states of the bank compared by meaning."""

from __future__ import annotations

import click
from rich.markup import escape

from erfaringsbank import earlier
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, err, out, project_of
from erfaringsbank.clock import today_from
from erfaringsbank.editions import change_words, changes
from erfaringsbank.norsk import ramse
from erfaringsbank.snapshot import Snapshot

COMMANDS = norwegian.Group()
"""Holds the command until `cli` takes it in."""


@COMMANDS.command()
@click.argument("før", metavar="FØR")
@click.argument("nå", metavar="[NÅ]", required=False)
@click.option("--format", "style", type=click.Choice(["text", "json", "md"]), default="text", help="Formen på svaret.")
@dato
@click.pass_context
def diff(context: click.Context, før: str, nå: str | None, style: str, dato: str | None) -> None:
    """Vis hva som er endret i innholdet: poster, styrker med årsaken, tall, utsagn og svar på akser.

    FØR og NÅ er en utgave (2026.1), en eksportert fil (erfaringsbank.json) eller en revisjon i git (main~3). Uten NÅ
    sammenlignes det med filene slik de ligger. «md» er endringsloggen for innholdet, og «json» er
    beskrevet i /endret/endringer.schema.json.

    Eksempel: erfaringsbank diff main~3 --format md
    """
    project, today = project_of(context), today_from(dato)
    (fra, before), (til, after) = (earlier.state(project, name, today) for name in (før, nå))
    told = changes.changes(before, after, fra, til)
    for name, state in ((fra, before), (til, after)):
        _warn(name, state)
    if style == "json":
        click.echo(changes.as_json(told))
    elif style == "md":
        click.echo(change_words.as_markdown(told), nl=False)
    else:
        _show(told)


def _warn(name: str, state: Snapshot) -> None:
    """Say which records were left out of the comparison."""
    if state.uleselige:
        ids = ramse([id_.upper() for id_ in sorted(state.uleselige)])
        err.print(f"[yellow]Advarsel:[/yellow] {escape(ids)} har feil i {escape(name)} og er ikke sammenlignet.")


def _show(told: changes.Endringer) -> None:
    for depth, id_, text in change_words.as_lines(told):
        words = f"[bold]{escape(id_)}[/bold] {escape(text)}" if id_ else escape(text)
        out.print(f"[bold]{words}[/bold]" if depth == 0 else f"{'  ' * depth}{words}")
