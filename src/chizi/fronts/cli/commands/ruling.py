"""chizi import criteria: a province's own counting rule, checked and registered."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _

RULE_FILE = Annotated[str, typer.Argument(metavar="FILE", help=_(N_("a criteria file (TOML)")))]
REGISTERED = N_("Registered: %(id)s. Judge by it with chizi evaluate --criteria %(id)s.")
UNREADABLE = N_("this is not a text file in UTF-8")
HELP = N_("A counting rule; no row may take effect in a period that is already published.")


def mount(group: typer.Typer) -> None:
    """Put `chizi import criteria` on the branch of imports."""
    group.command("criteria", cls=Command, help=_(HELP))(criteria)


def criteria(file: RULE_FILE, as_user: options.AsUser = "", as_json: options.Json = False) -> None:
    path = options.existing(file)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise options.wrong("FILE", UNREADABLE) from None
    open_house()
    from chizi.evaluation.actions import register_criteria
    from chizi.org.queries import acting_person
    from chizi.publish.queries import published_periods

    kept = register_criteria(
        actor=acting_person(as_user), now=datetime.now(UTC), text=text, published=published_periods()
    )
    data = {"criteria": kept.id, "sha256": kept.sha256, "registered_at": kept.registered_at}
    show(data, _(REGISTERED, id=kept.id), as_json=as_json)
