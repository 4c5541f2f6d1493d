"""chizi demo."""

from typing import Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _


def mount(app: typer.Typer) -> None:
    """Put `chizi demo` on the tree."""
    app.command("demo", cls=Command, help=_(N_("Fill an empty house with a made-up province and judge it.")))(
        demo
    )


def demo(
    units: Annotated[int, typer.Option("--units", metavar="N", help=_(N_("how many units")))] = 660_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help=_(N_("another number, another province")))
    ] = 2020,
    as_json: options.Json = False,
) -> None:
    raise NotImplementedError
