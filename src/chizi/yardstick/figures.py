"""Rates and changes: exact fractions within, two decimals only where they are shown (three-zero.md section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import ibis
from ibis import _
from ibis.expr.types import Table

from chizi.yardstick.evaluate import Judgement
from chizi.yardstick.refusals import N_

NO_UNITS = "no_units"
REASONS: Mapping[str, str] = {
    NO_UNITS: N_("no units"),
    "no_current": N_("no figure for this period"),
    "no_previous": N_("no figure for the year before"),
    "previous_zero": N_("the year before was zero"),
}
"""Why there is no value; the sentences stand in its place."""


@dataclass(frozen=True)
class Change:
    """A change against the year before; without a value, ``reason`` is one of REASONS."""

    value: Fraction | None
    reason: str = ""


def rate(achieved: int, in_scope: int) -> Fraction | None:
    """Achieved of all in scope; None when there are no units: never 0, never 100 per cent."""
    return Fraction(achieved, in_scope) if in_scope else None


def shown(value: Fraction | None) -> Decimal | None:
    """A share in per cent, or a difference of shares in percentage points: two decimals, half away from zero."""
    if value is None:
        return None
    hundredths = value * 10_000
    whole, rest = divmod(abs(hundredths.numerator), hundredths.denominator)
    rounded = whole + (2 * rest >= hundredths.denominator)
    return Decimal(rounded if value >= 0 else -rounded).scaleb(-2)


def year_on_year(current: Fraction | int | None, previous: Fraction | int | None) -> Change:
    """Rates (fractions): the difference. Counts (whole numbers): the difference divided by the year before."""
    if current is None:
        return Change(None, "no_current")
    if previous is None:
        return Change(None, "no_previous")
    if isinstance(current, Fraction) or isinstance(previous, Fraction):
        return Change(Fraction(current) - Fraction(previous))
    if previous == 0:
        return Change(None, "previous_zero")
    return Change(Fraction(current - previous, previous))


def figures_beside(judgement: Judgement) -> Table:
    """The figures of each period, and as ``before_...`` those of the year before; empty where they are missing."""
    figures = judgement.figures
    counts = [name for name in figures.columns if name not in {"period", "region_code", "level", "slice"}]
    before = figures.select(
        "region_code", "slice", year_before="period", **{f"before_{n}": n for n in counts}
    )
    now = figures.mutate(year_before=_year_before(figures.period))
    beside = now.left_join(before, ["year_before", "region_code", "slice"])
    return beside.select(*figures.columns, *(f"before_{name}" for name in counts)).order_by(
        "period", "region_code", "slice"
    )


def tallies_beside(judgement: Judgement) -> Table:
    """period, region_code, slice, measure, n, before: for periods whose year before was judged too; 0 if nothing."""
    judged = {period.key for period in judgement.periods}
    both = [period.key for period in judgement.periods if period.year_before.key in judged]
    tallies, keys = judgement.tallies, ["period", "region_code", "slice", "measure"]
    later = tallies.mutate(period=_year_after(tallies.period), before=_.n, n=ibis.literal(0, "int64"))
    now = tallies.mutate(before=ibis.literal(0, "int64"))
    summed = now.union(later.select(*now.columns)).filter(_.period.isin(both)).group_by(keys)
    return summed.agg(n=_.n.sum(), before=_.before.sum()).order_by(keys)


def _year_before(period: ibis.Value) -> ibis.Value:
    return (period.substr(0, 4).cast("int32") - 1).cast("string") + period.substr(4)


def _year_after(period: ibis.Value) -> ibis.Value:
    return (period.substr(0, 4).cast("int32") + 1).cast("string") + period.substr(4)
