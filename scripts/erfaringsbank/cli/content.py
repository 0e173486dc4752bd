"""The commands for those who write: make a record, change it, give files their fixed layout, ask the links."""

from __future__ import annotations

import sys

import click
from rich.markup import escape

from erfaringsbank import checking, external_links, reporting
from erfaringsbank.authoring import editing, formatting, renumbering, scaffold
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, out, progress, project_of, report
from erfaringsbank.clock import today_from
from erfaringsbank.records.sokeord import WAYS_IN

COMMANDS = norwegian.Group()
"""Holds the commands until `cli` takes them in."""


@COMMANDS.command()
@click.argument("type_", metavar="TYPE")
@click.option("--tittel", default="", metavar="TEKST", help="Tittelen. Filnavnet lages av den.")
@click.pass_context
def new(context: click.Context, type_: str, tittel: str) -> None:
    """Lag en ny post med neste ledige ID og et skjelett å fylle ut.

    Eksempel: erfaringsbank new kilde --tittel "Årsmelding 2023"
    """
    path = scaffold.new(project_of(context), type_, tittel)
    out.print(f"Laget {path}. Fyll ut der det står FYLL UT, og kjør:  erfaringsbank check")
    out.print(f"Skriv gjerne i {WAYS_IN}/{path.split('/')[1]}.yaml hva folk kan søke etter når den er svaret.")


@COMMANDS.command()
@click.argument("id_", metavar="ID")
@click.argument("navn")
@click.pass_context
def rename(context: click.Context, id_: str, navn: str) -> None:
    """Gi en post et nytt kort navn i adressen. Den gamle adressen virker fortsatt.

    Eksempel: erfaringsbank rename f3 mindre-tillit
    """
    out.print(editing.rename(project_of(context), id_, navn))


@COMMANDS.command()
@click.argument("id_", metavar="ID")
@click.option("--fordi", required=True, cls=norwegian.Option, metavar="TEKST", help="Hvorfor posten trekkes.")
@click.option("--erstattet-av", default=None, metavar="ID", help="Posten som gjelder i stedet.")
@click.pass_context
def withdraw(context: click.Context, id_: str, fordi: str, erstattet_av: str | None) -> None:
    """Trekk en post. Adressen lever videre med en forklaring."""
    out.print(editing.withdraw(project_of(context), id_, fordi, erstattet_av))


@COMMANDS.command()
@click.argument("gammel", metavar="ID|FIL")
@click.argument("ny", metavar="NY_ID")
@click.pass_context
def renumber(context: click.Context, gammel: str, ny: str) -> None:
    """Gi en post som ikke er publisert, et nytt nummer, når to har tatt det samme.

    Alle henvisninger følger med når bare én fil har nummeret. Har to filer det, gis filnavnet, og henvisningene vises.

    Eksempel: erfaringsbank renumber f46 f47
    """
    for line in renumbering.renumber(project_of(context), gammel, ny):
        out.print(escape(line))


@COMMANDS.command("format")
@click.argument("filer", nargs=-1, metavar="[FIL]...")
@click.option("--check", "bare_se", is_flag=True, help="Bare vis filene som kan få fast oppsett.")
@click.pass_context
def format_command(context: click.Context, filer: tuple[str, ...], bare_se: bool) -> None:
    """Gi poster fast oppsett. Ingen ord går tapt.

    Feltene kommer i fast rekkefølge, og lange tekster brytes likt. Kommentarer står over det de handler om. Uten
    filnavn gjelder det alle postene. En fil med feil blir ikke rørt.

    Eksempel: erfaringsbank format content/funn/f3-mindre-tillit.yaml
    """
    done = formatting.format_files(project_of(context), filer, write=not bare_se)
    for line in done.lines(written=not bare_se):
        out.print(escape(line))
    sys.exit(1 if done.stops(written=not bare_se) else 0)


@COMMANDS.command()
@click.option("--grense", type=click.IntRange(min=1), metavar="TALL", help="Prøv bare så mange av adressene.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="Hvordan svarene vises.")
@dato
@click.pass_context
def lenker(context: click.Context, grense: int | None, style: str, dato: str | None) -> None:
    """Prøv adressene utenfor banken: er de der ennå?

    Adressene i poster og på sider blir spurt, én om gangen hos hvert nettsted. Svarene skrives i
    content/lenkestatus.yaml, og en død lenke er merket på kildesiden. Adresser i models/lenker-unntak.yaml blir ikke
    spurt.

    Eksempel: erfaringsbank lenker --grense 20
    """
    project, today = project_of(context), today_from(dato)
    checked = checking.read_and_check(project, today)
    if checked.stops():
        report(checked, "text")
        sys.exit(1)
    with progress() as tell:
        done = external_links.run(project, checked.bank, today, grense, tell)
    if style == "json":
        click.echo(external_links.as_json(done, today))
    else:
        if done.problems:
            out.print(reporting.text(done.problems, checked.texts, len(checked.texts)))
        out.print(escape(external_links.summary(done)))
    sys.exit(1 if done.stops() else 0)
