"""chizi demo."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.progress import telling
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.demo.build import DemoReport

BUILT = N_("A demo province stands: %(units)s units, %(events)s events, in %(seconds)s seconds.")
STANDS = N_(
    "This demo province stands here already: %(units)s units, %(events)s events. Nothing was changed."
)
FAMILIES = {
    "villages_communities": N_("villages and communities that kept all three zeros in 2020: %(rate)s"),
    "enterprises_institutions": N_(
        "enterprises and institutions that kept all three zeros in 2020: %(rate)s"
    ),
}
SIGN_IN = N_("Sign in with the password %(password)s as one of these (all made up):")
OPEN = N_("To look at it: chizi serve")
SHOWN = (
    *("office", "leader", "publisher", "petitions", "emergency", "police", "auditor", "secadmin"),
    *("taiyuan-police-clerk", "station-clerk", "officer"),
)


def mount(app: typer.Typer) -> None:
    """Put `chizi demo` on the tree."""
    text = _(N_("Fill an empty house with a made-up province and judge it."))
    app.command("demo", cls=Command, help=text)(demo)


def demo(
    units: Annotated[
        int | None, typer.Option("--units", metavar="N", help=_(N_("how many units; default: 660000")))
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help=_(N_("another number, another province")))
    ] = None,
    as_json: options.Json = False,
) -> None:
    open_house()
    from chizi.demo import rules
    from chizi.demo.build import build_demo

    with telling() as tell:
        report = build_demo(
            now=datetime.now(UTC),
            units=rules.UNITS if units is None else units,
            seed=rules.SEED if seed is None else seed,
            progress=tell,
        )
    show(report.as_dict(), *_lines(report), as_json=as_json)


def _lines(report: "DemoReport") -> list[str]:
    from chizi.yardstick.figures import shown

    counts = {
        "units": f"{report.units:,}",
        "events": f"{report.counts['events']:,}",
        "seconds": report.seconds,
    }
    lines = [_(BUILT if report.built else STANDS, **counts)]
    for family in report.rates:
        lines.append("  " + _(FAMILIES[family], rate=f"{shown(report.share(family))} %"))
    return [*lines, *sign_in_lines(), _(OPEN)]


def sign_in_lines() -> list[str]:
    """Whom to sign in as, in a house that holds a demo."""
    from chizi.demo.build import accounts
    from chizi.demo.cast import PASSWORD

    lines = [_(SIGN_IN, password=PASSWORD)]
    for account in accounts():
        if account.username in SHOWN:
            lines.append(f"  {account.username:<20} {account.name}  {account.role}  {account.place}")
    return lines
