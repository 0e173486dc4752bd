"""The command that renews what the search knows of compounds."""

from __future__ import annotations

from pathlib import Path

import click

from erfaringsbank import cli_norsk, compounding
from erfaringsbank.cli_shared import out, project_of
from erfaringsbank.norsk import antall

COMMANDS = cli_norsk.Group()
"""Holds the command until `cli` takes it in."""


@COMMANDS.command()
@click.option(
    "--ordbok",
    type=click.Path(path_type=Path),
    default=compounding.DICTIONARY,
    metavar="FIL",
    help="Ordlisten som sier hva som er ord. Ellers den Debian-pakken hunspell-no legger på maskinen.",
)
@click.pass_context
def ordliste(context: click.Context, ordbok: Path) -> None:
    """Finn delene av de sammensatte ordene i banken, og skriv dem i models/ordliste.txt.

    Søket bruker listen, så «torg» finner «innbyggertorg». Ordboken leses der den er, og bare bankens egne ord havner i
    filen. Ingenting går galt om listen ikke er fornyet: nye ord deles da etter de andre ordene i banken.

    Eksempel: erfaringsbank ordliste
    """
    done = compounding.renew(project_of(context), ordbok)
    out.print(f"models/ordliste.txt: {antall(done.total, 'sammensatt ord', 'sammensatte ord')}, {done.new} nye.")
