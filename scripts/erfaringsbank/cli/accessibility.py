"""The command that gives the working paper for the accessibility declaration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from erfaringsbank import accessibility, checking
from erfaringsbank.bank import Bank
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import out, project_of
from erfaringsbank.clock import today_from
from erfaringsbank.opendata import exports
from erfaringsbank.problems import UserError

COMMANDS = norwegian.Group()
"""Holds the command until `cli` takes it in."""

Make = Callable[[Bank, date], bytes]
FORMATS: Mapping[str, Make] = {
    "tekst": lambda bank, _: "".join(f"{line}\n" for line in accessibility.lines(bank)).encode(),
    "csv": lambda bank, today: next(exports.working_paper(bank, today)).data,
    "md": lambda bank, _: accessibility.markdown(bank).encode(),
}


@COMMANDS.command("sjekkliste-uu")
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="tekst", help="Hvordan papiret vises.")
@click.option("-o", "fil", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL", help="Skriv til en ny fil.")
@click.pass_context
def sjekkliste_uu(context: click.Context, style: str, fil: Path | None) -> None:
    """Vis arbeidspapiret for tilgjengelighetserklæringen: hvert krav, hva som testes, og hva et menneske må prøve.

    Som csv har papiret tomme kolonner for resultatet. En fil som finnes fra før, blir ikke skrevet over: noen kan ha
    fylt den ut.

    Eksempel: erfaringsbank sjekkliste-uu --format csv -o sjekkliste.csv
    """
    today = today_from(None)
    data = FORMATS[style](checking.read_and_check(project_of(context), today).bank, today)
    if fil is None:
        click.echo(data, nl=False)
        return
    _write_new(fil, data)
    out.print(f"Skrev {escape(str(fil))}.")


def _write_new(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise UserError(f"Filen {path} finnes fra før.", "Velg et annet navn, eller flytt den.") from None
    except FileNotFoundError:
        raise UserError(f"Mappen {path.parent} finnes ikke.", "Lag mappen først, eller velg en annen.") from None
