"""Calendar months and years as half-open intervals of local time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import total_ordering

from chizi.yardstick.refusals import BadPeriod

_SHAPE = re.compile(r"(?P<year>[1-8][0-9]{3})(?:-(?P<month>0[1-9]|1[0-2]))?", re.ASCII)


@total_ordering
@dataclass(frozen=True)
class Period:
    """A calendar year, or a month of one. Compares and sorts by its key: a year, then its months."""

    year: int
    month: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2020" or "2020-03"; anything else raises BadPeriod."""
        found = _SHAPE.fullmatch(text)
        if found is None:
            raise BadPeriod(value=text)
        month = found["month"]
        return cls(int(found["year"]), int(month) if month else None)

    @classmethod
    def from_index(cls, index: int) -> "Period":
        """The month that is ``index`` months after January of the year 0."""
        return cls(index // 12, index % 12 + 1)

    @property
    def key(self) -> str:
        """ "2020" or "2020-03"."""
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"

    @property
    def first(self) -> int:
        """Number of the first month, counted from January of the year 0."""
        return self.year * 12 + (self.month or 1) - 1

    @property
    def last(self) -> int:
        """Number of the last month."""
        return self.first if self.month else self.first + 11

    @property
    def start(self) -> datetime:
        """The first instant, local time."""
        return datetime(self.year, self.month or 1, 1)

    @property
    def end(self) -> datetime:
        """The first instant that no longer belongs to the period, local time."""
        after = self.last + 1
        return datetime(after // 12, after % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the period, by which a unit is counted in a region and sector."""
        return date.fromordinal(self.end.toordinal() - 1)

    @property
    def months(self) -> tuple["Period", ...]:
        """The months of a year; a month is its own only month."""
        return tuple(Period.from_index(index) for index in range(self.first, self.last + 1))

    @property
    def year_before(self) -> "Period":
        """The year before, or the same month of the year before."""
        return Period(self.year - 1, self.month)

    def __lt__(self, other: "Period") -> bool:
        return self.key < other.key

    def __str__(self) -> str:
        return self.key


def expand(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Periods in order without repeats; a year brings its months."""
    wanted: set[Period] = set()
    for period in periods:
        wanted.add(period)
        wanted.update(period.months)
    return tuple(sorted(wanted))
