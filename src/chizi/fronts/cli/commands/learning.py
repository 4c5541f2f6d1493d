"""chizi export learning: a party's outcomes, as a table of numbers or as xAPI statements under pseudonyms."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.drafts import drafted
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command, Group
from chizi.fronts.cli.words import translate as _

KINDS = (".json", ".csv", ".xlsx")
WRITTEN = N_("%(count)s rows of %(party)s are in %(file)s.")
FORM = N_("choose a name that ends in .json (xAPI), .csv or .xlsx")


def mount(app: typer.Typer) -> None:
    """Put `chizi export` on the tree."""
    group = typer.Typer(cls=Group, no_args_is_help=True, help=_(N_("Hand results out to other systems.")))
    group.callback()(_group)  # one command alone would take the place of the group
    group.command("learning", cls=Command, help=_(N_("What a party has completed, mastered and applied.")))(
        learning
    )
    app.add_typer(group, name="export")


def _group() -> None:
    """The group itself does nothing."""


def learning(
    party: Annotated[str, typer.Option("--party", metavar="CODE", help=_(N_("such as agency:1401-police")))],
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help=_(N_("ends in .json for xAPI, .csv or .xlsx")))
    ],
    campaign: Annotated[
        str, typer.Option("--campaign", metavar="CODE", help=_(N_("of a table; default: the newest")))
    ] = "",
    home: Annotated[
        str, typer.Option("--home", metavar="URL", help=_(N_("the address of this installation, for xAPI")))
    ] = "http://localhost",
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    target = options.writable(out, "--out")
    if target.suffix.lower() not in KINDS:
        raise options.wrong("--out", FORM)
    with drafted(target) as draft:
        open_house()
        count = _write(draft, target.suffix.lower(), party, campaign, home, as_user)
    said: dict[str, Any] = {"party": party, "rows": count, "file": str(target)}
    show(said, _(WRITTEN, count=str(count), party=party, file=str(target)), as_json=as_json)


def _write(draft: Path, kind: str, party: str, campaign: str, home: str, as_user: str) -> int:
    """Write the file; gives how many rows or statements are in it."""
    from chizi.ground.exchange.writing import write_csv, write_xlsx
    from chizi.learn.actions import export_learning
    from chizi.learn.queries import party_dataset, party_progress
    from chizi.org.queries import acting_person

    actor, now = acting_person(as_user), datetime.now(UTC)
    if kind == ".json":
        told = export_learning(actor=actor, now=now, party_code=party, home=home)
        draft.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
        return len(told)
    table = party_dataset(party_progress(actor, party, now=now, campaign=campaign), now)
    if kind == ".csv":
        write_csv(table, draft, bom=True, titles=True, translate=_)
    else:
        write_xlsx(table, draft, titles=True, translate=_)
    return len(table.rows)
