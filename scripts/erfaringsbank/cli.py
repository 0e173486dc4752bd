"""The command line: parse, call one function, print, exit code. No logic.

Exit codes: 0 fine, 1 problems in the content, 2 wrong use or surroundings.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape

from erfaringsbank import __version__, cli_norsk, editing, engine, pipeline, reporting, scaffold, schema, trace, watch
from erfaringsbank.bank import Bank
from erfaringsbank.exports import exports
from erfaringsbank.machine_docs import CommandDoc
from erfaringsbank.norsk import antall
from erfaringsbank.problems import UserError
from erfaringsbank.project import Project, find
from erfaringsbank.records import BY_LETTER
from erfaringsbank.view import plain
from erfaringsbank.writer import write

# `soft_wrap`: a long line is the terminal's to fold, and a pipe's to have whole.
out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def today_from(text: str | None) -> date:
    """The day to judge by: the option, else SOURCE_DATE_EPOCH, else today in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text:
            return date.fromisoformat(text)
        moment = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now(tz=UTC)
    except ValueError:
        raise UserError(f"«{text or epoch}» er ikke en dato.", "Skriv --dato 2026-11-22.") from None
    return moment.date()


@contextmanager
def progress() -> Iterator[pipeline.Progress]:
    """A spinner with the current stage, on a terminal only."""
    if not err.is_terminal:
        yield pipeline.silent
        return
    with err.status("Leser") as status:
        yield status.update


@click.group(cls=cli_norsk.Group)
@click.option("--mappe", type=click.Path(path_type=Path), default=Path(), help="Mappen banken ligger i, eller under.")
@click.version_option(__version__, message="%(version)s", help="Vis versjonen.")
@click.pass_context
def cli(context: click.Context, mappe: Path) -> None:
    """Erfaringsbanken: fra YAML-poster til et nettsted med kilden til hvert utsagn."""
    context.obj = mappe


def _project(context: click.Context) -> Project:
    return find(context.obj)


def _report(checked: pipeline.Checked, style: str) -> None:
    told = reporting.FORMATS[style](checked.problems, checked.texts, len(checked.texts))
    if style == "text":
        out.print(told)
    else:
        click.echo(told)


dato = click.option("--dato", metavar="ÅÅÅÅ-MM-DD", help="Dagen det regnes fra. Ellers i dag.")
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
    checked = pipeline.read_and_check(_project(context), today_from(dato))
    _report(checked, style or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"))
    sys.exit(1 if checked.stops(strict=strict) else 0)


@cli.command()
@motor
@click.option("--strict", is_flag=True, help="Advarsler stopper også.")
@dato
@click.pass_context
def build(context: click.Context, motor: str, strict: bool, dato: str | None) -> None:
    """Kontroller innholdet og bygg nettstedet i build/site.

    Feiler noe, står forrige nettsted urørt.
    """
    started = time.perf_counter()
    project, today = _project(context), today_from(dato)
    with progress() as tell:
        tell("Leser og kontrollerer")
        checked = pipeline.read_and_check(project, today)
        stops = checked.stops(strict=strict)
        written = None if stops else pipeline.build(project, checked, today, command_docs(), motor, tell)
    if checked.problems:
        _report(checked, "text")
    if written is None:
        err.print("Nettstedet er ikke bygd. Forrige utgave i build/site er urørt.")
        sys.exit(1)
    seconds = time.perf_counter() - started
    pages = antall(written.written + written.unchanged, "fil", "filer")
    out.print(f"[green]Nettstedet er bygd[/green] i {project.site} ({pages}, {seconds:.1f} s).")


@cli.command()
@motor
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Porten på egen maskin. 0 tar en ledig.")
@click.option("--sekunder", type=click.FloatRange(min=0), default=None, help="Stopp av seg selv etter så lenge.")
@dato
@click.pass_context
def serve(context: click.Context, motor: str, port: int, sekunder: float | None, dato: str | None) -> None:
    """Vis det ferdige nettstedet på egen maskin, og bygg på nytt når noe endres.

    Er det feil i innholdet, vises de i terminalen og på siden, og siste gode utgave blir stående.
    """
    preview = watch.Preview(_project(context), today_from(dato), command_docs(), motor, out.print)
    watch.serve(preview, port, sekunder)


@cli.command()
@click.argument("type_", metavar="TYPE")
@click.option("--tittel", default="", help="Tittelen. Filnavnet lages av den.")
@click.pass_context
def new(context: click.Context, type_: str, tittel: str) -> None:
    """Lag en ny post med neste ledige ID og et skjelett å fylle ut.

    Eksempel: erfaringsbank new kilde --tittel "Årsmelding 2023"
    """
    path = scaffold.new(_project(context), type_, tittel)
    out.print(f"Laget {path}. Fyll ut der det står FYLL UT, og kjør:  erfaringsbank check")


@cli.command()
@click.argument("id_", metavar="ID")
@click.argument("navn")
@click.pass_context
def rename(context: click.Context, id_: str, navn: str) -> None:
    """Gi en post et nytt kort navn i adressen. Den gamle adressen virker fortsatt.

    Eksempel: erfaringsbank rename f3 mindre-tillit
    """
    out.print(editing.rename(_project(context), id_, navn))


@cli.command()
@click.argument("id_", metavar="ID")
@click.option("--fordi", required=True, help="Hvorfor posten trekkes.")
@click.option("--erstattet-av", default=None, metavar="ID", help="Posten som gjelder i stedet.")
@click.pass_context
def withdraw(context: click.Context, id_: str, fordi: str, erstattet_av: str | None) -> None:
    """Trekk en post. Adressen lever videre med en forklaring."""
    out.print(editing.withdraw(_project(context), id_, fordi, erstattet_av))


@cli.command()
@click.argument("gammel", metavar="ID|FIL")
@click.argument("ny", metavar="NY_ID")
@click.pass_context
def renumber(context: click.Context, gammel: str, ny: str) -> None:
    """Gi en post som ikke er publisert, et nytt nummer, når to har tatt det samme.

    Alle henvisninger følger med når bare én fil har nummeret. Har to filer det, gis filnavnet, og henvisningene vises.

    Eksempel: erfaringsbank renumber f46 f47
    """
    for line in editing.renumber(_project(context), gammel, ny):
        out.print(escape(line))


@cli.command("trace")
@click.argument("id_", metavar="ID")
@click.pass_context
def trace_command(context: click.Context, id_: str) -> None:
    """Vis sporet: hva en post hviler på, helt til kildene, og hva som hviler på den.

    Eksempel: erfaringsbank trace a5
    """
    checked = pipeline.read_and_check(_project(context), date.min)
    record = checked.bank.records.get(id_)
    if record is None:
        raise UserError(f"Fant ikke {id_}.", "IDene står på /alle/ og i filnavnene.")
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
    """Skriv de åpne dataene til en mappe: JSON av alt, og CSV per type."""
    today = today_from(dato)
    checked = pipeline.read_and_check(_project(context), today)
    if checked.stops():
        _report(checked, "text")
        sys.exit(1)
    editing.empty_or_ours(mappe)
    written = write(mappe, ((Path(file.path).name, file.data) for file in exports(checked.bank, today)))
    out.print(f"Skrev {antall(written.written + written.unchanged, 'fil', 'filer')} til {mappe}.")


@cli.command("schema")
@click.argument("mappe", type=click.Path(path_type=Path, file_okay=False))
def schema_command(mappe: Path) -> None:
    """Skriv JSON Schema for hver type til en mappe, for redigeringsprogrammer."""
    editing.empty_or_ours(mappe)
    written = write(mappe, schema.files())
    out.print(f"Skrev {antall(written.written + written.unchanged, 'skjema', 'skjemaer')} til {mappe}.")


def command_docs() -> list[CommandDoc]:
    """Every command as its help tells it, for the published manual."""
    context = cli_norsk.Context(cli, info_name="erfaringsbank")
    return [_command_doc(context, name) for name in cli.list_commands(context)]


def _command_doc(parent: click.Context, name: str) -> CommandDoc:
    command = cli.commands[name]
    context = cli_norsk.Context(command, info_name=name, parent=parent)
    options = [
        record
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) is not None
    ]
    return CommandDoc(name, command.help or "", context.get_usage().removeprefix("Bruk: "), options)


def main() -> None:
    """Run the command; every expected trouble ends as one sentence and what to do about it."""
    try:
        sys.exit(cli(standalone_mode=False, prog_name="erfaringsbank"))
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        _fail(cli_norsk.as_user_error(error))
    except UserError as error:
        _fail(error)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)


def _fail(error: UserError) -> None:
    err.print(f"[red]Feil:[/red] {escape(error.message)}")
    if error.fix:
        err.print(escape(error.fix))
    sys.exit(2)
