"""click in Norwegian: headings, usage lines, and the errors of wrong use."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from erfaringsbank.problems import UserError, suggestion

if TYPE_CHECKING:
    from erfaringsbank.machine_docs import CommandDoc

_HEADINGS = {"Options": "Valg", "Commands": "Kommandoer"}


class Formatter(click.HelpFormatter):
    """Help with Norwegian headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        told = args.replace("[OPTIONS]", "[VALG]").replace("COMMAND [ARGS]...", "KOMMANDO …")
        super().write_usage(prog, told, prefix or "Bruk: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class Option(click.Option):
    """An option that must be given says so in Norwegian."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        told = super().get_help_record(ctx)
        return (told[0], told[1].replace("[required]", "[må gis]")) if told else None


class Context(click.Context):
    formatter_class = Formatter


class _Norsk(click.Command):
    """The help option in Norwegian, for commands and for the group."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Vis denne hjelpen."
        return option


class Command(_Norsk):
    """One command with Norwegian help."""


class Group(_Norsk, click.Group):
    """The command that holds the others. `modules` names those that are in a module's COMMANDS, read when asked for."""

    command_class = Command

    def __init__(self, *args: Any, modules: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.modules, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return super().get_command(ctx, cmd_name)
        held: Group = import_module(f"{__package__}.{self.modules[cmd_name]}").COMMANDS
        return held.get_command(ctx, cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """An unknown command gets the nearest name."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            fix = suggestion(args[0], known) or f"Kommandoene er {', '.join(known)}."
            raise UserError(f"Kommandoen «{args[0]}» finnes ikke.", fix)
        return super().resolve_command(ctx, args)


def docs_of_all(context: click.Context) -> list[CommandDoc]:
    """Every command of the program that runs one, for the published manual."""
    whole = context.find_root()
    return command_docs(whole.command, whole.info_name or "") if isinstance(whole.command, click.Group) else []


def command_docs(group: click.Group, name: str) -> list[CommandDoc]:
    """Every command of a group as its help tells it."""
    context = Context(group, info_name=name)
    found = (group.get_command(context, command) for command in group.list_commands(context))
    return [_command_doc(context, command) for command in found if command]


def _command_doc(parent: click.Context, command: click.Command) -> CommandDoc:
    # The manual imports much, and no command needs it to start.
    from erfaringsbank.machine_docs import CommandDoc  # noqa: PLC0415

    context = Context(command, info_name=command.name, parent=parent)
    options = [
        record
        for parameter in command.get_params(context)
        if (record := parameter.get_help_record(context)) is not None
    ]
    return CommandDoc(command.name or "", command.help or "", context.get_usage().removeprefix("Bruk: "), options)


def as_user_error(error: click.ClickException) -> UserError:
    """click's complaint in Norwegian. What it cannot tell apart is shown with the usage line."""
    context = getattr(error, "ctx", None)
    usage = context.get_usage() if context else "Se:  erfaringsbank --help"
    return UserError(_sentence(error), usage)


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = suggestion(error.option_name, error.possibilities or ())
        return f"Valget {error.option_name} finnes ikke. {near}".strip()
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} mangler."
    if isinstance(error, click.BadParameter):
        choices = getattr(error.param and error.param.type, "choices", ())
        return f"{_name(error)} kan ikke ha den verdien." + (f" Velg {', '.join(choices)}." if choices else "")
    if isinstance(error, click.BadOptionUsage):
        return f"Valget {error.option_name} er brukt feil."
    return "Kommandoen er brukt feil."


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "Et argument"
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)  # type: ignore[arg-type]
