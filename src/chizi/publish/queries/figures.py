"""Figures out of a published file: read where they lie, a few rows at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from chizi.org.rules import DIGITS, LEVEL_NAMES, Level
from chizi.publish import store
from chizi.publish.queries.versions import FilePart, PublishedView
from chizi.publish.refusals import UnknownFigure
from chizi.publish.rules.withholding import Mark
from chizi.publish.words import COUNTS, ZEROS
from chizi.yardstick.figures import rate, year_on_year

TABLE = "figures.parquet"
ALL = "all"
PEOPLE = tuple(name for name in COUNTS if name != "rows")
LEVELS = {"town": Level.TOWN, **LEVEL_NAMES}


@dataclass(frozen=True)
class Count:
    """Units by status. Without units in scope there is no rate."""

    achieved: int
    broken: int
    disputed: int
    pending: int

    @property
    def in_scope(self) -> int:
        return self.achieved + self.broken + self.disputed + self.pending

    @property
    def rate(self) -> Fraction | None:
        return rate(self.achieved, self.in_scope)

    @property
    def provisional(self) -> bool:
        return bool(self.disputed or self.pending)


@dataclass(frozen=True)
class PeopleCount:
    """A count of events about people: ``value`` is None where it is not given; ``mark`` says why, if it was
    withheld; ``before`` is the year before."""

    value: int | None
    mark: Mark
    before: int | None


@dataclass(frozen=True)
class PlaceFigure:
    """One place: counts by zero, the same of the year before (None when not published), events."""

    code: str
    name: str
    level: Level
    not_in_scope: int
    zeros: Mapping[str, Count]
    before: Mapping[str, Count] | None
    people: Mapping[str, PeopleCount]

    def change(self, zero: str) -> Fraction | None:
        """Difference of the rate to the year before, as a share; None when a side is missing."""
        return year_on_year(self.zeros[zero].rate, self.before[zero].rate if self.before else None).value


@dataclass(frozen=True)
class Places:
    """A place, those within it in code order, and the way down to it from the province."""

    own: PlaceFigure
    within: tuple[PlaceFigure, ...]
    trail: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """What the file has figures of; ``slices`` begins with "all"."""

    periods: tuple[str, ...]
    slices: tuple[str, ...]
    province: str


def choices(view: PublishedView) -> Choices | None:
    """Periods and slices of the file; None when it holds no figures by place."""
    part = view.parts.get(TABLE)
    return _choices(part) if part else None


@lru_cache(maxsize=16)
def _choices(part: FilePart) -> Choices:
    table = read_part(part, columns=["period", "slice"])
    slices = pc.unique(table["slice"]).to_pylist()
    top = read_part(part, columns=["region_code"], filters=[("level", "=", "province")])
    return Choices(
        tuple(sorted(pc.unique(table["period"]).to_pylist())),
        tuple(sorted(slices, key=lambda name: (name != ALL, not name.startswith("kind:"), name))),
        top["region_code"][0].as_py() if top.num_rows else "",
    )


def places(view: PublishedView, *, period: str, slice: str = ALL, code: str = "") -> Places:
    """A place (the province without a code) with the places within. Raises UnknownFigure."""
    part, known = view.parts.get(TABLE), choices(view)
    if part is None or known is None or period not in known.periods or slice not in known.slices:
        raise UnknownFigure
    before = f"{int(period[:4]) - 1}{period[4:]}"
    rows = _rows_of(part, period, slice)
    earlier = _rows_of(part, before, slice) if before in known.periods else {}
    code = code or known.province
    if code not in rows:
        raise UnknownFigure
    level = LEVELS[rows[code]["level"]]
    stem = code[: DIGITS[level]]
    within = [one for one in sorted(rows) if one.startswith(stem) and LEVELS[rows[one]["level"]] == level + 1]
    above = [code[: DIGITS[Level(number)]].ljust(len(code), "0") for number in range(1, level)]
    return Places(
        _figure(rows[code], earlier),
        tuple(_figure(rows[one], earlier) for one in within),
        tuple((one, rows[one]["region_name"]) for one in [*above, code] if one in rows),
    )


@lru_cache(maxsize=8)
def _rows_of(part: FilePart, period: str, slice: str) -> dict[str, dict[str, Any]]:
    """All places of a period and slice, by code."""
    table = read_part(part, filters=[("period", "=", period), ("slice", "=", slice)])
    return {row["region_code"]: row for row in table.to_pylist()}


def read_part(part: FilePart, **wanted: Any) -> pa.Table:
    """A Parquet member where it lies in the published file, or some of its columns and rows."""
    with pa.memory_map(str(store.published_path(part.stored_as))) as file:
        whole = file.read_buffer()
        member = pa.BufferReader(whole.slice(part.offset, part.size))
        return pq.read_table(member, use_threads=False, **wanted)


def _figure(row: dict[str, Any], earlier: Mapping[str, dict[str, Any]]) -> PlaceFigure:
    before = earlier.get(row["region_code"])
    named = dict(one.split(":", 1) for one in row.get("withheld", "").split())
    return PlaceFigure(
        code=row["region_code"],
        name=row["region_name"],
        level=LEVELS[row["level"]],
        not_in_scope=row["not_in_scope"],
        zeros=_zeros(row),
        before=_zeros(before) if before else None,
        people={
            name: PeopleCount(row[name], Mark(named.get(name, "")), before[name] if before else None)
            for name in PEOPLE
            if name in row
        },
    )


def _zeros(row: dict[str, Any]) -> dict[str, Count]:
    statuses = ("achieved", "broken", "disputed", "pending")
    return {zero: Count(*(row[f"{zero}_{status}"] for status in statuses)) for zero in ZEROS}
