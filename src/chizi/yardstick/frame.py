"""The periods asked for, as tables: which month counts for which period, and which finding of concealment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import ibis
from ibis.expr.types import IntegerColumn, Table

from chizi.yardstick.engine import Workbench
from chizi.yardstick.periods import Period


@dataclass(frozen=True)
class Frame:
    """Months are numbered from January of the year 0; ``low`` to ``high`` spans all that is asked for.

    periods   period_no, period, first, last, is_year, ended (as_of is not before its end)
    months    month, key, until (the month's end)
    own       month -> period_no of the periods it belongs to
    concealed month of finding -> period_no of the periods that concealment breaks (R-16)
    """

    wanted: tuple[Period, ...]
    as_of: datetime
    low: int
    high: int
    periods: Table
    months: Table
    own: Table
    concealed: Table
    own_months: tuple[int, ...]
    finding_months: tuple[int, ...]


def frame_periods(bench: Workbench, periods: Iterable[Period], as_of: datetime) -> Frame:
    """Lay out the periods, without repeats and in the order of their keys."""
    wanted = tuple(sorted(set(periods)))
    months = sorted({month.first for period in wanted for month in period.months})
    own = [(month.first, number) for number, period in enumerate(wanted) for month in period.months]
    concealed = [(found, number) for number, period in enumerate(wanted) for found in _findings(period)]
    return Frame(
        wanted=wanted,
        as_of=as_of,
        low=min(months, default=0),
        high=max(months, default=-1),
        periods=bench.load(
            {
                "period_no": ("int16", list(range(len(wanted)))),
                "period": ("string", [period.key for period in wanted]),
                "first": ("int32", [period.first for period in wanted]),
                "last": ("int32", [period.last for period in wanted]),
                "is_year": ("boolean", [period.month is None for period in wanted]),
                "ended": ("boolean", [as_of >= period.end for period in wanted]),
            }
        ),
        months=bench.load(
            {
                "month": ("int32", months),
                "key": ("string", [Period.from_index(month).key for month in months]),
                "until": ("timestamp(6)", [Period.from_index(month).end for month in months]),
            }
        ),
        own=_pairs(bench, own),
        concealed=_pairs(bench, concealed),
        own_months=tuple(months),
        finding_months=tuple(sorted({month for month, _ in concealed})),
    )


def month_of(instant: ibis.Value) -> IntegerColumn:
    """The number of the month in which a date or an instant lies."""
    return (instant.year().cast("int32") * 12 + instant.month().cast("int32") - 1).cast("int32")


def _findings(period: Period) -> range:
    """The months of finding that break the period: its own, and for a year those of the year after too."""
    return range(period.first, period.last + 1 + (12 if period.month is None else 0))


def _pairs(bench: Workbench, pairs: list[tuple[int, int]]) -> Table:
    return bench.load(
        {
            "month": ("int32", [month for month, _ in pairs]),
            "period_no": ("int16", [number for _, number in pairs]),
        }
    )
