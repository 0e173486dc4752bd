"""The command that renews what the search knows of compounds, and of what others call the bank's words."""

from __future__ import annotations

from pathlib import Path

import click

from erfaringsbank import compounding, translating
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import out, project_of
from erfaringsbank.norsk import antall

COMMANDS = norwegian.Group()
"""Holds the command until `cli` takes it in."""


@COMMANDS.command()
@click.option(
    "--ordbok",
    type=click.Path(path_type=Path),
    default=compounding.DICTIONARY,
    metavar="FIL",
    help="Ordlisten som sier hva som er ord. Ellers den Debian-pakken hunspell-no legger på maskinen.",
)
@click.option(
    "--ordboker",
    type=click.Path(path_type=Path),
    default=translating.SHARED,
    metavar="MAPPE",
    help="Mappen med ordbøkene til Apertium, hunspell og LibreOffice. Ellers der Debian legger dem.",
)
@click.pass_context
def ordliste(context: click.Context, ordbok: Path, ordboker: Path) -> None:
    """Forny det søket vet om bankens ord: delene av de sammensatte, og det de heter hos andre.

    Delene står i models/ordliste.txt, så «torg» finner «innbyggertorg». Ordene på nynorsk, svensk og dansk, og norske
    ord banken ikke bruker, står i models/naboord.txt, så «öppettider» finner «åpningstid». Ordbøkene leses der de er,
    og bare bankens egne ord havner i filene. Ingenting går galt om filene ikke er fornyet.

    Eksempel: erfaringsbank ordliste
    """
    done = compounding.renew(project_of(context), ordbok)
    out.print(f"models/ordliste.txt: {antall(done.total, 'sammensatt ord', 'sammensatte ord')}, {done.new} nye.")
    others = compounding.renew_others(project_of(context), translating.Dictionaries(ordboker))
    out.print(f"models/naboord.txt: {antall(others.total, 'ord', 'ord')}, {others.new} nye.")
