"""The board of a place: its figures, those of the places within, and how they moved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from chizi.evaluation import rules
from chizi.evaluation.models import Coverage, Figure, Run
from chizi.evaluation.queries.runs import RunRef, run_for, run_ref
from chizi.evaluation.refusals import NoFigure
from chizi.evaluation.results import COUNTED, tallies_of
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Region
from chizi.org.queries import RegionRef, ancestors, children, region_ref, visible_region
from chizi.org.rules import Ability, Level
from chizi.yardstick.figures import rate
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import JUDGED, THREE_ZERO

RUNS_SHOWN = 12


@dataclass(frozen=True)
class ZeroCount:
    """Units by status. The rate counts achieved among all in scope; disputed or pending units make it
    provisional; without units there is none (three-zero rule, figures)."""

    achieved: int = 0
    broken: int = 0
    disputed: int = 0
    pending: int = 0
    not_in_scope: int = 0

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
class RegionFigure:
    """The count of one place and, for the place of the board itself, its counts of events."""

    region: RegionRef
    counts: ZeroCount
    tallies: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Board:
    """Everything a board shows. ``*_before`` is the same of the year before, None or empty without figures;
    ``trend`` and ``trend_before`` hold the months of the period's year and of the year before."""

    run: RunRef
    runs: tuple[RunRef, ...]
    period: str
    periods: tuple[str, ...]
    zero: str
    slice: str
    slices: tuple[str, ...]
    region: RegionRef
    ancestors: tuple[RegionRef, ...]
    own: RegionFigure
    own_before: RegionFigure | None
    children: tuple[RegionFigure, ...]
    children_before: dict[str, RegionFigure]
    trend: tuple[tuple[str, ZeroCount], ...]
    trend_before: tuple[tuple[str, ZeroCount], ...]
    by_zero: dict[str, ZeroCount]
    coverage_gaps: tuple[tuple[RegionRef, str], ...]


def zero_count(row: Mapping[str, Any], zero: str) -> ZeroCount:
    """The count of one zero from a row of figures read as a dict."""
    counts = {status: row[f"{zero}_{status}"] for status in COUNTED}
    return ZeroCount(**counts, not_in_scope=row["not_in_scope"])


def board(
    viewer: Actor,
    *,
    now: datetime,
    region_code: str,
    period: str = "",
    zero: str = THREE_ZERO,
    slice: str = "all",
    run_id: int | None = None,
    deep: bool = False,
) -> Board:
    """The board of a visible place, from stored counts only. ``deep`` shows counties instead of cities.

    An empty period means the newest year of the run. Raises UnknownRegion, NoRun, NoFigure.
    """
    region = visible_region(viewer, region_code, now=now, ability=Ability.SEE_FIGURES)
    run = run_for(run_id)
    period = period or newest_year(run)
    zero = zero if zero in JUDGED else THREE_ZERO
    slice = slice if slice in run.slices else "all"
    if period not in run.computed:
        raise NoFigure(period=period[:20])
    own = _own_figures(run, region, slice)
    chosen = own.get(period, {})
    before_key = Period.parse(period).year_before.key
    inner = _inner_regions(region, deep)
    now_rows, before_rows = _inner_figures(run, inner, slice, period, before_key, zero)
    scope = scope_of(viewer, Ability.SEE_FIGURES, now=now)
    months, months_before = _trend(own, period, zero)
    others = tuple(run_ref(one) for one in Run.objects.order_by("-id")[:RUNS_SHOWN])
    return Board(
        run=run_ref(run),
        runs=others,
        period=period,
        periods=tuple(run.computed),
        zero=zero,
        slice=slice,
        slices=tuple(run.slices),
        region=region_ref(region),
        ancestors=ancestors(region, scope),
        own=_figure(region, chosen, zero),
        own_before=_figure(region, own[before_key], zero) if before_key in own else None,
        children=tuple(now_rows.get(one.code) or RegionFigure(region_ref(one), ZeroCount()) for one in inner),
        children_before=before_rows,
        trend=months,
        trend_before=months_before,
        by_zero={name: zero_count(chosen, name) for name in JUDGED} if chosen else {},
        coverage_gaps=_gaps(run, region, period, zero),
    )


def newest_year(run: Run) -> str:
    """The newest year asked for, or the newest period when none is a year."""
    years = [str(key) for key in run.periods if len(key) == 4]
    return max(years or run.periods, default="")


def _own_figures(run: Run, region: Region, slice: str) -> dict[str, dict[str, Any]]:
    rows = Figure.objects.filter(run=run, region=region, slice=slice).values()
    return {rules.period_key(row["period"]): dict(row) for row in rows}


def _figure(region: Region, row: dict[str, Any], zero: str) -> RegionFigure:
    if not row:
        return RegionFigure(region_ref(region), ZeroCount())
    return RegionFigure(region_ref(region), zero_count(row, zero), tallies_of(Figure(tallies=row["tallies"])))


def _inner_regions(region: Region, deep: bool) -> list[Region]:
    if region.level == Level.TOWN:
        return []
    if deep and region.level == Level.PROVINCE:
        return list(Region.objects.filter(level=Level.COUNTY, valid_to__isnull=True).order_by("code"))
    return children(region)


def _inner_figures(
    run: Run, inner: list[Region], slice: str, period: str, before: str, zero: str
) -> tuple[dict[str, RegionFigure], dict[str, RegionFigure]]:
    refs = {one.id: region_ref(one) for one in inner}
    numbers = [rules.period_number(period), rules.period_number(before)]
    names = ("region_id", "period", *(f"{zero}_{status}" for status in COUNTED), "not_in_scope")
    rows = Figure.objects.filter(run=run, slice=slice, region_id__in=list(refs), period__in=numbers)
    found: tuple[dict[str, RegionFigure], dict[str, RegionFigure]] = ({}, {})
    for region_id, number, *counts in rows.values_list(*names):
        ref = refs[region_id]
        found[number != numbers[0]][ref.code] = RegionFigure(ref, ZeroCount(*counts))
    return found


def _trend(
    own: dict[str, dict[str, Any]], period: str, zero: str
) -> tuple[tuple[tuple[str, ZeroCount], ...], tuple[tuple[str, ZeroCount], ...]]:
    year = Period.parse(period[:4])

    def months(of: Period) -> tuple[tuple[str, ZeroCount], ...]:
        return tuple((month.key, zero_count(own[month.key], zero)) for month in of.months if month.key in own)

    return months(year), months(year.year_before)


def _gaps(run: Run, region: Region, period: str, zero: str) -> tuple[tuple[RegionRef, str], ...]:
    """Counties within the region whose units stay pending for want of a complete delivery."""
    rows = Coverage.objects.filter(run=run, period=rules.period_number(period)).select_related("county")
    rows = rows.exclude(zero=THREE_ZERO) if zero == THREE_ZERO else rows.filter(zero=zero)
    if region.level == Level.CITY:
        rows = rows.filter(county__city=region)
    elif region.level > Level.CITY:
        rows = rows.filter(county_id=region.county_id)
    return tuple((region_ref(row.county), row.zero) for row in rows.order_by("county__code", "zero"))
