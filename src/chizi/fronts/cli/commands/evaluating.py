"""chizi evaluate and chizi explain."""

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.drafts import drafted
from chizi.fronts.cli.explaining import as_data, as_lines
from chizi.fronts.cli.house import open_house, zone
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.progress import telling
from chizi.fronts.cli.words import translate as _

JUDGED = N_("Run %(number)s by %(criteria)s, as of %(as_of)s.")
LINE = N_("%(period)s: %(achieved)s of %(in_scope)s units kept all three zeros (%(rate)s %%).")
NO_UNITS = N_("%(period)s: no units.")
OPEN = N_("%(period)s: provisional, %(disputed)s disputed and %(pending)s pending.")
BREAKS = N_("%(count)s breaks are written to %(file)s.")


def mount(app: typer.Typer) -> None:
    """Put `chizi evaluate` and `chizi explain` on the tree."""
    app.command("evaluate", cls=Command, help=_(N_("Judge the province by a published rule.")))(evaluate)
    app.command("explain", cls=Command, help=_(N_("Say why a unit has the status it has.")))(explain)


def evaluate(
    criteria: Annotated[
        str, typer.Option("--criteria", metavar="ID", help=_(N_("the rule, such as three-zero-2020.1")))
    ],
    period: options.Periods,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="T", help=_(N_("what was known by then; a day means its end; default: now"))
        ),
    ] = "",
    out: Annotated[
        str, typer.Option("--out", metavar="FILE.csv", help=_(N_("also write every break to this file")))
    ] = "",
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    periods = [options.period(text) for text in period]
    known = options.moment(as_of, "--as-of")
    target = options.writable(out, "--out") if out else None
    with drafted(target) if target else nullcontext() as draft:
        open_house()
        from chizi.evaluation.actions import run_evaluation
        from chizi.evaluation.queries import run_counts, write_breaks
        from chizi.org.queries import acting_person

        with telling() as tell:
            run = run_evaluation(
                actor=acting_person(as_user),
                now=datetime.now(UTC),
                criteria_id=criteria,
                periods=periods,
                as_of=known.instant(zone(), end_of_day=True) if known else None,
                progress=tell,
            )
        counts = run_counts(run)
        written = write_breaks(run, draft) if draft else 0
    moment = run.as_of.astimezone(zone())
    data = {"run": run.id, "criteria": run.criteria_id, "as_of": moment.isoformat(), "periods": counts}
    lines = [_(JUDGED, number=run.id, criteria=run.criteria_id, as_of=moment.isoformat(" ")), *_lines(counts)]
    if target:
        data |= {"out": str(target), "breaks": written}
        lines.append(_(BREAKS, count=written, file=target))
    show(data, *lines, as_json=as_json)


def _lines(counts: dict[str, dict[str, dict[str, int]]]) -> list[str]:
    from chizi.yardstick.figures import rate, shown

    lines = []
    for period, zeros in counts.items():
        found = zeros["three_zero"]
        in_scope = sum(found[name] for name in ("achieved", "broken", "disputed", "pending"))
        if not in_scope:
            lines.append(_(NO_UNITS, period=period))
            continue
        percent = shown(rate(found["achieved"], in_scope))
        lines.append(_(LINE, period=period, achieved=found["achieved"], in_scope=in_scope, rate=percent))
        if found["disputed"] or found["pending"]:
            lines.append(_(OPEN, period=period, disputed=found["disputed"], pending=found["pending"]))
    return lines


def explain(
    unit: Annotated[
        str, typer.Argument(metavar="UNIT_CODE", help=_(N_("code of the unit, as in the register")))
    ],
    period: Annotated[str, typer.Option("--period", metavar="PERIOD", help=_(N_("2020 or 2020-03")))],
    run: Annotated[
        int | None, typer.Option("--run", metavar="ID", help=_(N_("default: the newest run")))
    ] = None,
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    chosen = options.period(period)
    open_house()
    from chizi.evaluation.queries import explain_unit
    from chizi.org.abilities import Console, require
    from chizi.org.queries import acting_person
    from chizi.org.rules import Ability

    viewer, now = acting_person(as_user), datetime.now(UTC)
    if isinstance(viewer, Console):
        require(viewer, Ability.SEE_UNITS, now=now)  # or the unit would seem not to exist
    found = explain_unit(viewer, now=now, unit_code=unit, period=chosen.key, run_id=run)
    data = as_data(found.explanation, found.run.id, zone())
    show(data, *as_lines(found.explanation), as_json=as_json)
