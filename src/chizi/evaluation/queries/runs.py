"""Runs: which there are, what they counted, and their breaks as a file."""

import csv
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from chizi.core.cursors import number_cursor
from chizi.evaluation import rules, store
from chizi.evaluation.models import Figure, Run
from chizi.evaluation.refusals import NoRun
from chizi.evaluation.results import COUNTED
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Region
from chizi.org.queries import province
from chizi.org.rules import Ability
from chizi.yardstick.schemas import JUDGED


@dataclass(frozen=True)
class RunRef:
    """A run as pages name it."""

    id: int
    criteria_id: str
    as_of: datetime
    created_at: datetime


def run_ref(run: Run) -> RunRef:
    return RunRef(run.id, run.criteria_id, run.as_of, run.created_at)


def runs(viewer: Actor, *, now: datetime, before: str = "", limit: int = 50) -> list[Run]:
    """Runs, newest first, for whoever may see figures somewhere; keyset by id."""
    if scope_of(viewer, Ability.SEE_FIGURES, now=now).empty:
        return []
    rows = Run.objects.select_related("criteria", "snapshot").order_by("-id")
    if (number := number_cursor(before)) is not None:
        rows = rows.filter(id__lt=number)
    return list(rows[:limit])


def run_for(run_id: int | None = None) -> Run:
    """The run with that number, or the newest. Raises NoRun."""
    rows = Run.objects.select_related("criteria", "snapshot").order_by("-id")
    found = rows.filter(id=run_id).first() if run_id is not None else rows.first()
    if found is None:
        raise NoRun
    return found


def run_counts(run: Run, periods: list[str] | None = None) -> dict[str, dict[str, dict[str, int]]]:
    """{period: {zero: {status: units}}} of the whole province, zeros being petition, accident, case and
    three_zero, for the periods asked for."""
    wanted = periods or run.periods
    rows = Figure.objects.filter(
        run=run, region=province(), slice="all", period__in=[rules.period_number(key) for key in wanted]
    )
    return {rules.period_key(row.period): counts_of(row) for row in rows.order_by("period")}


def counts_of(figure: Figure) -> dict[str, dict[str, int]]:
    """{zero: {status: units}} of one row, not_in_scope included."""
    return {
        zero: {status: getattr(figure, f"{zero}_{status}") for status in COUNTED}
        | {"not_in_scope": figure.not_in_scope}
        for zero in JUDGED
    }


@dataclass(frozen=True)
class RunPage:
    """One run with its counts by period and the names of what it stood on."""

    run: Run
    counts: dict[str, dict[str, dict[str, int]]]
    region: Region
    delivery_count: int


def run_page(viewer: Actor, run_id: int, *, now: datetime) -> RunPage:
    """One run for whoever may see figures of the province; else NoRun."""
    if not scope_of(viewer, Ability.SEE_FIGURES, now=now).everything:
        raise NoRun
    run = run_for(run_id)
    return RunPage(run, run_counts(run), province(), len(run.snapshot.deliveries))


BREAK_COLUMNS = ("period", "unit_code", "zero", "event_id", "reason", "instant")


def write_breaks(run: Run, path: Path) -> int:
    """Write the certain breaks of the periods asked for as CSV: one row for each break of a period, so that
    a break stands in its month and again in its year. Returns the number of rows."""
    table = pq.read_table(store.folder("runs") / run.folder / "break_periods.parquet")
    asked = set(run.periods)
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(BREAK_COLUMNS)
        for batch in table.to_batches(max_chunksize=50_000):
            for row in batch.to_pylist():
                if row["certain"] and row["period"] in asked:
                    writer.writerow(_break_cells(row))
                    count += 1
    return count


def _break_cells(row: dict[str, Any]) -> tuple[str, ...]:
    reason = row["rule"] if row["how"] == "own" else f"{row['rule']}:concealment"
    instant = row["instant"].isoformat(sep=" ", timespec="microseconds")
    return row["period"], row["unit_code"], row["zero"], row["event_id"], reason, instant
