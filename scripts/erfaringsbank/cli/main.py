"""The command line: parse, call one function, print, exit code. No logic.

Exit codes: 0 fine, 1 problems in the content, 2 wrong use or surroundings.
"""

from __future__ import annotations

import errno
import gc
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from erfaringsbank import __version__
from erfaringsbank.cli import norwegian
from erfaringsbank.cli.shared import err
from erfaringsbank.problems import UserError

if TYPE_CHECKING:
    from erfaringsbank.machine_docs import CommandDoc

# Where each command is. A module is imported when its command is asked for: the one who runs `check` many times an
# hour does not wait for what draws pictures and serves the preview.
MODULES: Mapping[str, str] = {
    "build": "build",
    "check": "check",
    "diff": "history",
    "export": "export",
    "format": "content",
    "grade": "evidence",
    "lenker": "content",
    "new": "content",
    "ordliste": "search",
    "plakat": "poster",
    "rapport": "paper",
    "release": "release",
    "rename": "content",
    "renumber": "content",
    "schema": "export",
    "serve": "build",
    "sjekkliste-uu": "accessibility",
    "trace": "evidence",
    "withdraw": "content",
}

# What the disk may refuse anyone. Every other OSError is a bug.
_SURROUNDINGS = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT)


@click.group(cls=norwegian.Group, modules=MODULES)
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


def command_docs() -> list[CommandDoc]:
    """Every command as its help tells it, for the published manual."""
    return norwegian.command_docs(cli, "erfaringsbank")


def collect_seldom() -> None:
    """Look for garbage a hundred times less often. A run makes many objects that live to its end: looking is a fifth
    of the time, and finds next to nothing."""
    gc.set_threshold(100_000, 20, 20)


def main() -> None:
    """Run the command; every expected trouble ends as one sentence and what to do about it."""
    collect_seldom()
    try:
        sys.exit(cli(standalone_mode=False, prog_name="erfaringsbank"))
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        err.print(escape(error.ctx.get_help()) if error.ctx else "")
        sys.exit(2)
    except click.ClickException as error:
        _fail(norwegian.as_user_error(error))
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
