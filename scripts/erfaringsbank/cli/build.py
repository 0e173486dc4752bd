"""The commands that make the site: build it, and show it while one writes."""

from __future__ import annotations

import sys
import time

import click
from rich.markup import escape

from erfaringsbank import checking, engine, pipeline, watch
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, err, out, progress, project_of, report
from erfaringsbank.clock import today_from
from erfaringsbank.norsk import antall

COMMANDS = norwegian.Group()
"""Holds the commands until `cli` takes them in."""

motor = click.option(
    "--engine", "motor", type=click.Choice(list(engine.ENGINES)), default=engine.DEFAULT, help="Motoren som lager HTML."
)


@COMMANDS.command()
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
        checked = checking.read_and_check(project, today)
        stops = checked.stops(strict=strict)
        if publisering:
            checking.refuse_placeholders(checked.bank)
        written = (
            None if stops else pipeline.build(project, checked, today, norwegian.docs_of_all(context), motor, tell)
        )
    if checked.problems:
        report(checked, "text")
    if written is None:
        err.print("Nettstedet er ikke bygd. Forrige utgave i build/site er urørt.")
        sys.exit(1)
    seconds = time.perf_counter() - started
    pages = antall(written.written + written.unchanged, "fil", "filer")
    out.print(f"[green]Nettstedet er bygd[/green] i {escape(str(project.site))} ({pages}, {seconds:.1f} s).")


@COMMANDS.command()
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
    preview = watch.Preview(project_of(context), today_from(dato), norwegian.docs_of_all(context), motor, out.print)
    watch.serve(preview, port, sekunder)
