"""Checking delivered events, whole columns at a time: three-zero.md section 1 and R-13."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis
from ibis import _
from ibis.backends.duckdb import Backend
from ibis.expr.types import StringValue, Table, Value

from chizi.yardstick import cells
from chizi.yardstick.checked import REASONS, Checked, cell_faults, completed, gathered, outcome, read
from chizi.yardstick.engine import Workbench
from chizi.yardstick.refusals import BadRegion, WrongBody
from chizi.yardstick.schemas import (
    EVENT_COLUMNS,
    LABELS,
    OWNER,
    SUBTYPES,
    UNIT_COLUMNS,
    Body,
    EventStatus,
    Subtype,
    Zero,
)

__all__ = ["REASONS", "Checked", "DeliveryTerms", "check_events"]

_MANY = 2**31 - 1
_ALWAYS, _NEVER = ibis.literal(date(1, 1, 1)), ibis.literal(date(9999, 12, 31))


@dataclass(frozen=True)
class DeliveryTerms:
    """What a lead department says of its delivery; ``regions`` has schemas.REGION_COLUMNS.

    A body that does not own the zero raises WrongBody (R-13).
    """

    body: str
    zero: str
    region_code: str
    regions: Table

    def __post_init__(self) -> None:
        owner = OWNER[Zero(self.zero)]
        if Body(self.body) is not owner:
            raise WrongBody(body=self.body, zero=self.zero, owner=owner)


def check_events(con: Backend, raw: Table, units: Table, terms: DeliveryTerms, offset: timedelta) -> Checked:
    """Check every row of a delivery.

    ``raw`` has the columns of schemas.EVENT_COLUMNS as text or typed, and int64 ``line``; ``units`` is the register
    (schemas.UNIT_COLUMNS); ``offset`` is how far local time is ahead of UTC. Instants of ``accepted`` are naive local
    times. Raises MissingColumns, and BadRegion when the delivery is for no province, city or county.
    """
    with Workbench(con) as bench:
        homes = bench.make(_homes(units, _covered_regions(terms)))
        full = completed(raw, EVENT_COLUMNS)
        parsed = bench.make(_parsed(bench, full, terms, offset))
        placed = _placed(parsed, homes)
        judged = bench.make(_compared(bench, placed))
        return outcome(bench, full, judged, EVENT_COLUMNS, int(parsed.count().execute()))


def _covered_regions(terms: DeliveryTerms) -> Table:
    regions, code = terms.regions, terms.region_code
    known = regions.filter((_.code == code) & (_.level <= 3)).count().execute()
    if not known:
        raise BadRegion(code=code)
    return regions.filter((_.province == code) | (_.city == code) | (_.county == code)).select("code")


def _homes(units: Table, inside: Table) -> Table:
    """Each unit's stretches cut to the days on which it was open, and whether they lie in the delivery's region."""
    rows = units.select(*UNIT_COLUMNS).left_join(inside, units.region_code == inside.code)
    return rows.select(
        "unit_code",
        begin=ibis.greatest(_.valid_from.fill_null(_ALWAYS), _.opened_on.fill_null(_ALWAYS)).cast(
            "timestamp(6)"
        ),
        end=ibis.least(_.valid_to.fill_null(_NEVER), _.closed_on.fill_null(_NEVER)).cast("timestamp(6)"),
        inside=_.code.notnull(),
    )


def _choices(column: str) -> dict[str, str]:
    return {**{str(word): str(word) for word in _WORDS[column]}, **LABELS[column]}


def _readers(raw: Table, offset: timedelta) -> dict[str, cells.Reader]:
    def instant(name: str, *, end_of_day: bool = False) -> cells.Reader:
        return cells.instant_reader(raw[name].type(), offset, end_of_day=end_of_day)

    def number(name: str, low: int, high: int, fault: str) -> cells.Reader:
        return cells.whole_reader(raw[name].type(), low, high, fault)

    return {
        "event_id": cells.code_reader(raw.event_id.type()),
        "unit_code": cells.code_reader(raw.unit_code.type()),
        **{name: cells.choice_reader(_choices(name), f"unknown_{name}") for name in _WORDS},
        "severity": number("severity", 1, 4, "severity_range"),
        "attributed": cells.truth_reader(raw.attributed.type()),
        **{name: number(name, 0, _MANY, "number_range") for name in ("deaths", "injuries")},
        "due_at": instant("due_at", end_of_day=True),
        **{name: instant(name) for name in _INSTANTS},
    }


_WORDS = {"zero": tuple(Zero), "subtype": tuple(Subtype), "status": tuple(EventStatus)}
_INSTANTS = ("occurred_at", "reported_at", "resolved_at", "concealment_found_at")


def _parsed(bench: Workbench, raw: Table, terms: DeliveryTerms, offset: timedelta) -> Table:
    """The values of every row, and the faults that can be seen in the row itself."""
    readers = _readers(raw, offset)
    rows = read(bench, raw, readers, EVENT_COLUMNS)
    faults = [*cell_faults(rows, readers, EVENT_COLUMNS), *_row_faults(rows, Zero(terms.zero))]
    return rows.select("line", *EVENT_COLUMNS, faults=gathered(faults))


def _row_faults(row: Table, zero: Zero) -> list[tuple[str, StringValue]]:
    """Faults between the cells of one row. A cell that is itself at fault is null and says nothing more."""

    def when(condition: Value, code: str) -> StringValue:
        return condition.ifelse(code, None)

    def empty(name: str) -> Value:
        return row[f"given_{name}"].isnull()

    resolved = row.status == EventStatus.RESOLVED.value
    faults = [
        ("zero", when(row.zero != zero.value, "other_zero")),
        (
            "subtype",
            when(
                (row.zero == zero.value) & row.subtype.notin([one.value for one in SUBTYPES[zero]]),
                "subtype_of_other_zero",
            ),
        ),
        ("reported_at", when(row.reported_at < row.occurred_at, "reported_before_occurred")),
        ("severity", when((row.zero == Zero.CASE.value) & empty("severity"), "severity_required")),
        ("due_at", when((row.zero == Zero.PETITION.value) & empty("due_at"), "due_required")),
        ("resolved_at", when(resolved & empty("resolved_at"), "resolved_at_required")),
        ("resolved_at", when(~resolved & row.resolved_at.notnull(), "resolved_at_unexpected")),
    ]
    for name in ("deaths", "injuries"):
        faults.append((name, when((row.zero != Zero.ACCIDENT.value) & row[name].notnull(), "accidents_only")))
    return faults


def _placed(parsed: Table, homes: Table) -> Table:
    """Add what is wrong with the unit: unknown, not open when it happened, or outside the delivery's region."""
    known = homes.select("unit_code").distinct().mutate(is_known=True)
    standing = homes.select(home_code="unit_code", begin="begin", end="end", inside="inside")
    beside = parsed.left_join(known, "unit_code").drop("unit_code_right")
    found = beside.left_join(
        standing,
        [
            beside.unit_code == standing.home_code,
            standing.begin <= beside.occurred_at,
            beside.occurred_at < standing.end,
        ],
    )
    asked = found.unit_code.notnull()
    fault = ibis.cases(
        (asked & found.is_known.isnull(), "unit_code:unit_unknown"),
        (asked & found.occurred_at.notnull() & found.inside.isnull(), "unit_code:unit_not_open"),
        (asked & ~found.inside, "unit_code:unit_elsewhere"),
        else_=None,
    )
    both = ibis.literal(";").join([found.faults, fault]).nullif("")
    return found.select("line", *EVENT_COLUMNS, faults=both)


def _compared(bench: Workbench, placed: Table) -> Table:
    """Mark repetitions (the same content again) and reject both of two different contents of one event."""
    rows = bench.make(placed)
    several = rows.filter(_.event_id.notnull()).group_by("event_id").agg(times=_.count()).filter(_.times > 1)
    several = bench.make(several.select("event_id"))
    if not several.count().execute():
        return rows.mutate(again=False)
    content = [*EVENT_COLUMNS, "faults"]
    repeated = bench.make(rows.semi_join(several, "event_id"))
    contents = repeated.select(*content).distinct().group_by("event_id").agg(contents=_.count())
    firsts = repeated.group_by("event_id").agg(first_line=_.line.min()).join(contents, "event_id")
    beside = rows.left_join(firsts, "event_id").drop("event_id_right")
    differing = beside.contents.fill_null(1) > 1
    conflict = differing.ifelse("event_id:two_contents", None)
    return beside.select(
        "line",
        *EVENT_COLUMNS,
        faults=ibis.literal(";").join([beside.faults, conflict]).nullif(""),
        again=~differing & (beside.line > beside.first_line).fill_null(False),
    )
