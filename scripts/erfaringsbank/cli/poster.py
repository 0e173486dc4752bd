"""The command that makes a poster with QR codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.markup import escape

from erfaringsbank import checking, poster
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import dato, out, project_of, report
from erfaringsbank.clock import today_from
from erfaringsbank.knowledge_view import Knowledge
from erfaringsbank.problems import UserError

COMMANDS = norwegian.Group()
"""Holds the command until `cli` takes it in."""


@COMMANDS.command()
@click.argument("navn", nargs=-1, required=True, metavar="ID|LISTE...")
@click.option("--ut", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL", help="Skriv til denne filen.")
@click.option("--tittel", default="", metavar="TEKST", help="Overskriften. Ellers navnet på nettstedet.")
@click.option("--adresse", default="", metavar="https://…/", help="Bruk denne adressen, for en prøve.")
@click.option("--pdf", is_flag=True, help="Lag PDF. Krever tillegget «rapport».")
@dato
@click.pass_context
def plakat(
    context: click.Context,
    navn: tuple[str, ...],
    ut: Path | None,
    tittel: str,
    adresse: str,
    pdf: bool,
    dato: str | None,
) -> None:
    """Lag en plakat i A4 med QR-koder til poster og lister.

    Hver av de 1–12 kodene har tittelen og den korte adressen ved siden av. En fil som finnes fra før, blir ikke skrevet
    over.

    Eksempel: erfaringsbank plakat f1 f3 funn landskap --ut plakat.html
    """
    today = today_from(dato)
    checked = checking.read_and_check(project_of(context), today)
    if checked.stops():  # what is wrong on paper stays wrong
        report(checked, "text")
        sys.exit(1)
    page = poster.poster(Knowledge(checked.bank, today), navn, tittel, adresse)
    path = ut or Path(f"plakat.{'pdf' if pdf else 'html'}")
    _write_new(path, _as_pdf(page) if pdf else page.encode())
    out.print(f"Skrev {escape(str(path))}.")


def _as_pdf(page: str) -> bytes:
    """The sheet as PDF. Raises UserError when what makes it is not installed: most people need only the HTML."""
    try:
        from weasyprint import HTML  # noqa: PLC0415  an extra, and slow to load
    except (ImportError, OSError):
        fix = 'Installer det:  pip install "erfaringsbank[rapport]"  Eller åpne HTML-filen i en nettleser og skriv ut.'
        raise UserError("PDF krever tillegget «rapport» (WeasyPrint), og det er ikke installert.", fix) from None
    return bytes(HTML(string=page).write_pdf(pdf_ua=True))


def _write_new(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UserError(f"Filen {path} finnes fra før.", "Velg et annet navn med --ut, eller flytt den.") from None
    except FileNotFoundError:
        raise UserError(f"Mappen {path.parent} finnes ikke.", "Lag mappen først, eller velg en annen.") from None
