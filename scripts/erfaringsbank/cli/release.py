"""The command that makes an edition of the bank."""

from __future__ import annotations

import sys

import click
from rich.markup import escape

from erfaringsbank import checking, releasing
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, err, out, progress, project_of, report
from erfaringsbank.clock import today_from
from erfaringsbank.ledger import LEDGER
from erfaringsbank.norsk import antall

COMMANDS = norwegian.Group()
"""Holds the command until `cli` takes it in."""


@COMMANDS.command()
@click.option(
    "--prøve",
    "trial",
    is_flag=True,
    cls=norwegian.Option,
    help="En prøveutgave: advarsler og plassholdere stopper ikke.",
)
@dato
@click.pass_context
def release(context: click.Context, trial: bool, dato: str | None) -> None:
    """Gi ut banken: bygg nettstedet, og skriv opp alt som er nytt.

    Adressene, ID-ene og ankrene skrives nederst i utgaver/adresser.txt og kan siden ikke forsvinne. Dataene lagres som
    utgaver/UTGAVE.json. Utgaven står i content/nettsted.yaml og må være ny. Feil, advarsler og plassholdere stopper.

    Eksempel: erfaringsbank release
    """
    project, today = project_of(context), today_from(dato)
    checked = checking.read_and_check(project, today)
    if checked.stops(strict=not trial):
        report(checked, "text")
        err.print("Ingenting er gitt ut.")
        sys.exit(1)
    with progress() as tell:
        made = releasing.release(project, checked, today, norwegian.docs_of_all(context), trial=trial, progress=tell)
    kind = "Prøveutgave" if trial else "Utgave"
    told = ", ".join([
        antall(made.addresses, "ny adresse", "nye adresser"),
        antall(made.ids, "ny ID", "nye ID-er"),
        antall(made.anchors, "nytt anker", "nye ankre"),
    ])  # fmt: skip
    out.print(f"[green]{kind} {escape(made.edition.utgave)} er gitt ut[/green]: {told}.")
    out.print(f"Skrev {LEDGER} og {escape(made.edition.fil)}.")
    out.print("Nå: legg inn mappen utgaver/ (git add utgaver, git commit), og sett et nytt tall i utgave i")
    out.print("content/nettsted.yaml før neste gang.")
