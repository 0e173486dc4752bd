"""The command line: parse, call one function, print, exit code. No logic.

Exit codes: 0 fine, 1 problems in the content, 2 wrong use or surroundings.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from erfaringsbank import (
    __version__,
    cli_accessibility,
    cli_content,
    cli_evidence,
    cli_history,
    cli_norsk,
    cli_paper,
    cli_poster,
    cli_release,
    cli_search,
    editing,
    engine,
    formatting,
    pipeline,
    reporting,
    schema,
    trace,
    watch,
)
from erfaringsbank.bank import Bank
from erfaringsbank.cli_shared import dato, err, out, progress, project_of, report
from erfaringsbank.clock import today_from
from erfaringsbank.machine_docs import CommandDoc
from erfaringsbank.norsk import antall
from erfaringsbank.open_data import whole
from erfaringsbank.problems import UserError, suggestion
from erfaringsbank.records import BY_LETTER
from erfaringsbank.view import plain
from erfaringsbank.writer import write

# What the disk may refuse anyone. Every other OSError is a bug.
_SURROUNDINGS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)


@click.group(cls=cli_norsk.Group)
@click.option(
    "--mappe",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="MAPPE",
    help="Mappen banken ligger i, eller under.",
)
@click.version_option(__version__, message="%(version)s", help="Vis versjonen.")
@click.pass_context
def cli(context: click.Context, mappe: Path) -> None:
    """Erfaringsbanken: fra YAML-poster til et nettsted med kilden til hvert utsagn."""
    context.obj = mappe


for group in (
    cli_content.COMMANDS,
    cli_release.COMMANDS,
    cli_evidence.COMMANDS,
    cli_history.COMMANDS,
    cli_accessibility.COMMANDS,
    cli_search.COMMANDS,
    cli_poster.COMMANDS,
    cli_paper.COMMANDS,
):
    for command in group.commands.values():
        cli.add_command(command)

motor = click.option(
    "--engine", "motor", type=click.Choice(list(engine.ENGINES)), default=engine.DEFAULT, help="Motoren som lager HTML."
)


@cli.command()
@click.option("--format", "style", type=click.Choice(list(reporting.FORMATS)), default=None, help="Hvordan feil vises.")
@click.option("--strict", is_flag=True, help="Advarsler stopper også.")
@dato
@click.pass_context
def check(context: click.Context, style: str | None, strict: bool, dato: str | None) -> None:
    """Les og kontroller alle filene, og vis alle feil på én gang.

    Eksempel: erfaringsbank check --format github
    """
    checked = pipeline.read_and_check(project_of(context), today_from(dato))
    style = style or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    report(checked, style)
    if style == "text" and (offer := formatting.offer(checked.bank)):
        out.print(offer)
    if style == "text" and (waiting := pipeline.unready(checked.bank)):
        out.print(f"Før publisering, i content/nettsted.yaml: {waiting}.")
    sys.exit(1 if checked.stops(strict=strict) else 0)


@cli.command()
@motor
@click.option("--strict", is_flag=True, help="Advarsler stopper også.")
@click.option("--publisering", is_flag=True, help="Stopp også når innstillinger er plassholdere.")
@dato
@click.pass_context
def build(context: click.Context, motor: str, strict: bool, publisering: bool, dato: str | None) -> None:
    """Kontroller innholdet og bygg nettstedet i build/site.

    Feiler noe, står forrige nettsted urørt.
    """
    started = time.perf_counter()
    project, today = project_of(context), today_from(dato)
    with progress() as tell:
        tell("Leser og kontrollerer")
        checked = pipeline.read_and_check(project, today)
        stops = checked.stops(strict=strict)
        if publisering:
            pipeline.refuse_placeholders(checked.bank)
        written = None if stops else pipeline.build(project, checked, today, command_docs(), motor, tell)
    if checked.problems:
        report(checked, "text")
    if written is None:
        err.print("Nettstedet er ikke bygd. Forrige utgave i build/site er urørt.")
        sys.exit(1)
    seconds = time.perf_counter() - started
    pages = antall(written.written + written.unchanged, "fil", "filer")
    out.print(f"[green]Nettstedet er bygd[/green] i {escape(str(project.site))} ({pages}, {seconds:.1f} s).")


@cli.command()
@motor
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, metavar="TALL", help="Porten på egen maskin. 0 tar en ledig."
)
@click.option(
    "--sekunder", type=click.FloatRange(min=0), default=None, metavar="TALL", help="Stopp av seg selv etter så lenge."
)
@dato
@click.pass_context
def serve(context: click.Context, motor: str, port: int, sekunder: float | None, dato: str | None) -> None:
    """Vis det ferdige nettstedet på egen maskin, og bygg på nytt når noe endres.

    Er det feil i innholdet, vises de i terminalen og på siden, og siste gode utgave blir stående.
    """
    preview = watch.Preview(project_of(context), today_from(dato), command_docs(), motor, out.print)
    watch.serve(preview, port, sekunder)


@cli.command("trace")
@click.argument("id_", metavar="ID")
@click.pass_context
def trace_command(context: click.Context, id_: str) -> None:
    """Vis sporet: hva en post hviler på, helt til kildene, og hva som hviler på den.

    Eksempel: erfaringsbank trace a5
    """
    checked = pipeline.read_and_check(project_of(context), date.min)
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


@cli.command()
@click.argument("mappe", type=click.Path(path_type=Path, file_okay=False))
@dato
@click.pass_context
def export(context: click.Context, mappe: Path, dato: str | None) -> None:
    """Skriv de åpne dataene til en mappe.

    Det er de samme filene som på nettstedet: JSON av alt og av hver post, CSV per type, skjemaer, beskrivelser og
    nyhetsstrømmer.
    """
    today = today_from(dato)
    checked = pipeline.read_and_check(project_of(context), today)
    if checked.stops():
        report(checked, "text")
        sys.exit(1)
    files = {file.path.removeprefix("data/"): file.data for file in whole(checked.bank, today)}
    _write_all(mappe, files, "fil", "filer")


@cli.command("schema")
@click.argument("mappe", type=click.Path(path_type=Path, file_okay=False))
def schema_command(mappe: Path) -> None:
    """Skriv JSON Schema for hver type til en mappe, for redigeringsprogrammer."""
    _write_all(mappe, dict(schema.files()), "skjema", "skjemaer")


def _write_all(folder: Path, files: dict[str, bytes], one: str, many: str) -> None:
    editing.refuse_strangers(folder, {name.split("/", 1)[0] for name in files})
    write(folder, files.items())
    out.print(f"Skrev {antall(len(files), one, many)} til {escape(str(folder))}.")


def command_docs() -> list[CommandDoc]:
    """Every command as its help tells it, for the published manual."""
    return cli_norsk.command_docs(cli, "erfaringsbank")


def main() -> None:
    """Run the command; every expected trouble ends as one sentence and what to do about it."""
    pipeline.collect_seldom()
    try:
        sys.exit(cli(standalone_mode=False, prog_name="erfaringsbank"))
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        err.print(escape(error.ctx.get_help()) if error.ctx else "")
        sys.exit(2)
    except click.ClickException as error:
        _fail(cli_norsk.as_user_error(error))
    except UserError as error:
        _fail(error)
    except OSError as error:
        if error.errno not in _SURROUNDINGS:
            raise
        _fail(UserError(f"{error.filename or 'Disken'}: {error.strerror}.", "Sjekk plass og rettigheter."))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


def _fail(error: UserError) -> None:
    err.print(f"[red]Feil:[/red] {escape(error.message)}")
    if error.fix:
        err.print(escape(error.fix))
    sys.exit(2)
