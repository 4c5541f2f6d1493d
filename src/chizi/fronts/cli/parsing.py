"""The command parser with its few English words of its own said in the reader's language."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from chizi.core.words import N_
from chizi.fronts.cli.words import translate as _

USAGE = N_("Usage: ")
HELP_OPTION = N_("show this page")


class Command(TyperCommand):
    """One command."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_(USAGE))

    def get_help_option(self, ctx: Any) -> Any:
        return _said(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        return _without_types(super().get_params(ctx))


class Group(TyperGroup):
    """A group of commands."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_(USAGE))

    def get_help_option(self, ctx: Any) -> Any:
        return _said(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        return _without_types(super().get_params(ctx))


def _said(option: Any) -> Any:
    if option is not None:
        option.help = _(HELP_OPTION)
    return option


def _without_types(params: list[Any]) -> list[Any]:
    """A switch takes no value, so none is named in the help."""
    for param in params:
        if getattr(param, "is_flag", False) and param.metavar is None:
            param.metavar = ""
    return params
