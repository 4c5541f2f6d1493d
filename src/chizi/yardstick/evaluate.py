"""The judgement: facts, register, deliveries and criteria in; statuses, reasons and figures out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from chizi.yardstick.breaks import find_break_periods, find_breaks
from chizi.yardstick.coverage import coverage_table, stand
from chizi.yardstick.criteria import Criteria
from chizi.yardstick.engine import Progress, Workbench
from chizi.yardstick.frame import frame_periods
from chizi.yardstick.periods import Period
from chizi.yardstick.refusals import N_
from chizi.yardstick.rollup import build_ladder, figure_table
from chizi.yardstick.schemas import REGION_COLUMNS
from chizi.yardstick.scope import condense
from chizi.yardstick.statuses import find_exceptions, status_table
from chizi.yardstick.tallies import tally_table
from chizi.yardstick.versions import visible_events

STEPS: tuple[str, ...] = (
    N_("Reading the register"),
    N_("Reading the deliveries"),
    N_("Finding the breaks"),
    N_("Judging the units"),
    N_("Counting the units"),
    N_("Counting the events"),
)
"""What ``progress`` is told, in this order."""

_HIDDEN = ("period_no", "unit_no", "class_id", "zero_no", "month", "found")


@dataclass(frozen=True)
class Judgement:
    """The result of one evaluation, in tables of the engine that computed it; each is sorted.

    breaks         one row for each event that breaks a period asked for, certainly or possibly
    break_periods  period, unit_code, zero, event_id, rule, instant, certain, how, in_scope
    statuses       period, zero, unit_code, status, region_code, kind, sector, county, city, town: units that are
                   broken or disputed, or whose default is not that of their county
    coverage       period, zero, county, status of every other unit in scope
    figures        period, region_code, level, slice and the numbers of units by status
    tallies        period, region_code, slice, measure, n

    The same facts, criteria and ``as_of`` give the same rows in the same order.
    """

    con: Backend
    criteria: Criteria
    as_of: datetime
    periods: tuple[Period, ...]
    breaks: Table
    break_periods: Table
    statuses: Table
    coverage: Table
    figures: Table
    tallies: Table
    names: tuple[str, ...]

    def drop(self) -> None:
        """Free the tables."""
        for name in self.names:
            self.con.drop_table(name, force=True)


def evaluate(
    con: Backend,
    *,
    facts: Table,
    units: Table,
    regions: Table,
    deliveries: Table,
    criteria: Criteria,
    as_of: datetime,
    periods: Iterable[Period],
    repeats: Table | None = None,
    progress: Progress | None = None,
) -> Judgement:
    """Judge every unit of the register for every period asked for (``periods.expand`` brings the months).

    Instants are naive local times. ``repeats`` (source_body, event_id) names the events that were delivered more
    than once; without it they are searched for. An exception raised by ``progress`` ends the work and leaves no
    table behind. Rules: three-zero.md sections 2 to 5; R-13 to R-17.
    """
    with Workbench(con, len(STEPS), progress) as bench:
        bench.step(STEPS[0])
        frame = frame_periods(bench, periods, as_of)
        places = bench.make(regions.select(*REGION_COLUMNS).cast(dict(REGION_COLUMNS)))
        scope = condense(bench, units, places, frame)
        bench.step(STEPS[1])
        standing = stand(bench, scope, deliveries, places, frame)
        bench.step(STEPS[2])
        events = visible_events(bench, facts, as_of, repeats)
        breaks = find_breaks(bench, events, criteria, scope, frame)
        periods_hit = find_break_periods(bench, breaks, scope, frame)
        bench.step(STEPS[3])
        exceptions = find_exceptions(bench, periods_hit, criteria, frame)
        statuses = status_table(bench, exceptions, standing, scope, frame)
        coverage = bench.keep(coverage_table(standing, frame))
        bench.step(STEPS[4])
        ladder = build_ladder(bench, scope, places)
        figures = figure_table(bench, exceptions, standing, scope, ladder, frame)
        bench.step(STEPS[5])
        tallies = tally_table(bench, events, breaks, criteria, standing, scope, ladder, frame)
        public = (_public(breaks), _public(periods_hit), statuses, coverage, figures, tallies)
        return Judgement(con, criteria, as_of, frame.wanted, *public, names=bench.kept)


def _public(table: Table) -> Table:
    return table.drop(*(name for name in _HIDDEN if name in table.columns))
