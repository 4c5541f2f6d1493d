"""The status of one unit, one zero, one period: three-zero.md section 4.

Only exceptions are worked out unit by unit. What is broken or disputed comes from the breaks; everything else
follows from the class of the unit and the coverage of its county.
"""

from dataclasses import dataclass

import ibis
from ibis import _
from ibis.expr.types import Table

from chizi.yardstick.coverage import Standing, pending
from chizi.yardstick.criteria import Criteria
from chizi.yardstick.engine import Workbench
from chizi.yardstick.frame import Frame
from chizi.yardstick.schemas import JUDGED, Status, Zero
from chizi.yardstick.scope import Scope

BROKEN, DISPUTED = 1, 2
"""Ranks of the exceptional statuses; the lower is the worse."""

_NAMES = ((BROKEN, Status.BROKEN.value), (DISPUTED, Status.DISPUTED.value))
_PUBLIC = ("period", "zero", "unit_code", "status", "region_code", "kind", "sector", "county", "city", "town")


@dataclass(frozen=True)
class Exceptions:
    """Units that are broken or disputed: period_no, unit_no, class_id, zero_no (0 to 3, 3 = together), rank."""

    units: Table


def find_exceptions(bench: Workbench, break_periods: Table, criteria: Criteria, frame: Frame) -> Exceptions:
    """Units in scope whose breaks exceed the tolerance, certainly (broken) or possibly (disputed)."""
    hits = break_periods.filter(_.in_scope)
    own, certain = hits.how == "own", hits.certain
    counted = hits.group_by("period_no", "unit_no", "class_id", "zero_no").agg(
        certain=(own & certain).sum(),
        either=own.sum(),
        hidden=(~own & certain).any(),
        perhaps_hidden=(~own).any(),
    )
    allowed = bench.load(_tolerances(criteria, frame))
    judged = counted.join(allowed, ["period_no", "zero_no"])
    ranked = judged.mutate(
        rank=ibis.cases(
            ((_.certain > _.tolerance) | _.hidden, BROKEN),
            ((_.either > _.tolerance) | _.perhaps_hidden, DISPUTED),
            else_=None,
        ).cast("int8")
    )
    single = bench.make(
        ranked.filter(_.rank.notnull()).select("period_no", "unit_no", "class_id", "zero_no", "rank")
    )
    together = single.group_by("period_no", "unit_no", "class_id").agg(rank=_.rank.min())
    together = together.mutate(zero_no=ibis.literal(len(Zero), "int8")).select(*single.columns)
    return Exceptions(units=bench.make(single.union(together)))


def _tolerances(criteria: Criteria, frame: Frame) -> dict[str, tuple[str, list[int]]]:
    rows = [
        (number, zero_no, tolerance.month if period.month else tolerance.year)
        for number, period in enumerate(frame.wanted)
        for zero_no, tolerance in enumerate(criteria.tolerances[zero] for zero in Zero)
    ]
    return {
        "period_no": ("int16", [row[0] for row in rows]),
        "zero_no": ("int8", [row[1] for row in rows]),
        "tolerance": ("int32", [row[2] for row in rows]),
    }


def status_table(
    bench: Workbench, exceptions: Exceptions, standing: Standing, scope: Scope, frame: Frame
) -> Table:
    """The public, sparse table: broken and disputed units, and those that differ from their county's default."""
    shares = standing.class_periods
    ranked = exceptions.units.select(
        "period_no", "unit_no", "zero_no", "class_id", status=_.rank.cases(*_NAMES)
    )
    ranked = ranked.join(shares.select("class_id", "period_no", "cell_id"), ["class_id", "period_no"])
    unusual = _unusual(exceptions, standing, scope)
    columns = ["period_no", "unit_no", "zero_no", "status", "cell_id"]
    both = ranked.select(columns).union(unusual.select(columns))
    zeros = bench.load({"zero_no": ("int8", [0, 1, 2, 3]), "zero": ("string", list(JUDGED))})
    named = (
        both.join(scope.cells, "cell_id")
        .join(scope.units.select("unit_no", "unit_code"), "unit_no")
        .join(frame.periods.select("period_no", "period"), "period_no")
        .join(zeros, "zero_no")
    )
    return bench.keep(named.order_by("period_no", "zero_no", "unit_no").select(_PUBLIC))


def _unusual(exceptions: Exceptions, standing: Standing, scope: Scope) -> Table:
    """Units of classes whose default, for some zero, is not that of the county in which they count."""
    odd = standing.class_periods.filter(_.unusual)
    flags = [pending(zero) for zero in JUDGED]
    county = scope.cells.select("cell_id", "county")
    usual = standing.counties.rename({f"county_{flag}": flag for flag in flags})
    beside = odd.join(county, "cell_id").left_join(usual, ["county", "period_no"])
    parts = [
        beside.filter(beside[flag] != beside[f"county_{flag}"].fill_null(True)).select(
            "class_id",
            "period_no",
            "cell_id",
            zero_no=ibis.literal(number, "int8"),
            status=beside[flag].ifelse(Status.PENDING.value, Status.ACHIEVED.value),
        )
        for number, flag in enumerate(flags)
    ]
    units = ibis.union(*parts).join(scope.units.select("class_id", "unit_no"), "class_id")
    return units.anti_join(exceptions.units, ["period_no", "unit_no", "zero_no"])
