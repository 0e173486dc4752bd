"""What the commands share: where they write, the day, the bank they are about, and how problems are shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from erfaringsbank import checking, reporting
from erfaringsbank.project import Project, find

# `soft_wrap`: a long line is the terminal's to fold, and a pipe's to have whole. `emoji`: line 100 is «:100:».
out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


@contextmanager
def progress() -> Iterator[checking.Progress]:
    """A spinner with the current stage, on a terminal only."""
    if not err.is_terminal:
        yield checking.silent
        return
    with err.status("Leser") as status:
        yield status.update


def project_of(context: click.Context) -> Project:
    """The bank that a command is about."""
    return find(context.obj)


def report(checked: checking.Checked, style: str) -> None:
    """Show what was found, for people or for machines."""
    told = reporting.FORMATS[style](checked.problems, checked.texts, len(checked.texts))
    if style == "text":
        out.print(told)
    else:
        click.echo(told)


dato = click.option("--dato", metavar="ÅÅÅÅ-MM-DD", help="Dagen det regnes fra. Ellers i dag.")
