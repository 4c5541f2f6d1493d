"""Lists of units by status: keyset pages over the register and the sparse statuses."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q

from chizi.core.cursors import text_cursor
from chizi.evaluation import rules
from chizi.evaluation.models import Coverage, Figure, Run, Status
from chizi.evaluation.queries.boards import ZeroCount, newest_year, zero_count
from chizi.evaluation.queries.runs import RunRef, run_for, run_ref
from chizi.evaluation.refusals import NoFigure
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Region, Unit
from chizi.org.queries import RegionRef, ancestors, region_ref, visible_region
from chizi.org.rules import Ability, Level
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import JUDGED, THREE_ZERO
from chizi.yardstick.schemas import Status as Judged

LISTED = ("", *(status.value for status in Judged))


@dataclass(frozen=True)
class UnitRow:
    """One unit of a list: its status for the zero asked for, and for each zero."""

    code: str
    name: str
    kind: str
    sector: str
    town: str
    county: str
    status: str
    zeros: dict[str, str]
    synthetic: bool


@dataclass(frozen=True)
class UnitPage:
    """A page of units; ``total`` is the figure of the board for the same filter; ``next_cursor`` is the code
    to go on after, empty on the last page."""

    run: RunRef
    region: RegionRef
    ancestors: tuple[RegionRef, ...]
    period: str
    zero: str
    slice: str
    status: str
    rows: tuple[UnitRow, ...]
    next_cursor: str
    total: int
    counts: ZeroCount


def units(
    viewer: Actor,
    *,
    now: datetime,
    region_code: str,
    period: str = "",
    zero: str = THREE_ZERO,
    slice: str = "all",
    status: str = "",
    after: str = "",
    run_id: int | None = None,
    limit: int = 50,
) -> UnitPage:
    """Units that count in a visible place and have a status (empty: any in scope), by code, keyset-paged.

    Raises UnknownRegion, NoRun, NoFigure.
    """
    region = visible_region(viewer, region_code, now=now, ability=Ability.SEE_UNITS)
    run = run_for(run_id)
    period = period or newest_year(run)
    if period not in run.computed:
        raise NoFigure(period=period[:20])
    zero = zero if zero in JUDGED else THREE_ZERO
    slice = slice if slice in run.slices else "all"
    status = status if status in LISTED else ""
    number = rules.period_number(period)
    pending = _pending_counties(run, number)
    wanted = Wanted(run, region, Period.parse(period), zero, slice, status)
    found = _found(wanted, pending.get(zero, set()), text_cursor(after), limit + 1)
    shown = found[:limit]
    sparse = _statuses(run, number, [unit.code for unit in shown])
    out_of_scope = status == Judged.NOT_IN_SCOPE
    figure = Figure.objects.filter(run=run, region=region, slice=slice, period=number).values().first()
    counts = zero_count(figure, zero) if figure else ZeroCount()
    scope = scope_of(viewer, Ability.SEE_UNITS, now=now)
    return UnitPage(
        run=run_ref(run),
        region=region_ref(region),
        ancestors=ancestors(region, scope),
        period=period,
        zero=zero,
        slice=slice,
        status=status,
        rows=tuple(_row(unit, zero, sparse.get(unit.code, {}), pending, out_of_scope) for unit in shown),
        next_cursor=found[limit - 1].code if len(found) > limit else "",
        total=getattr(counts, status) if status else counts.in_scope,
        counts=counts,
    )


def _pending_counties(run: Run, number: int) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for zero, county in Coverage.objects.filter(run=run, period=number).values_list("zero", "county_id"):
        found.setdefault(zero, set()).add(county)
    return found


def _statuses(run: Run, number: int, codes: list[str]) -> dict[str, dict[str, str]]:
    rows = Status.objects.filter(run=run, period=number, unit_code__in=codes)
    found: dict[str, dict[str, str]] = {}
    for code, zero, status in rows.values_list("unit_code", "zero", "status"):
        found.setdefault(code, {})[zero] = status
    return found


def default_status(zero: str, county_id: int | None, pending: dict[str, set[int]]) -> str:
    """What a unit without a row of its own has: pending where its county is not covered, else achieved."""
    return (Judged.PENDING if county_id in pending.get(zero, ()) else Judged.ACHIEVED).value


def _row(
    unit: Unit, zero: str, sparse: dict[str, str], pending: dict[str, set[int]], out_of_scope: bool
) -> UnitRow:
    if out_of_scope:
        zeros = dict.fromkeys(JUDGED, Judged.NOT_IN_SCOPE.value)
    else:
        zeros = {one: sparse.get(one) or default_status(one, unit.county_id, pending) for one in JUDGED}
    return UnitRow(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        sector=unit.sector,
        town=unit.town.name if unit.town else "",
        county=unit.county.name if unit.county else "",
        status=zeros[zero],
        zeros=zeros,
        synthetic=unit.synthetic,
    )


@dataclass(frozen=True)
class Wanted:
    """Which units a list is to hold."""

    run: Run
    region: Region
    period: Period
    zero: str
    slice: str
    status: str


def _found(wanted: Wanted, pending: set[int], after: str, limit: int) -> list[Unit]:
    place = _within(wanted.region) & _in_slice(wanted.slice)
    rows = Unit.objects.select_related("town", "county").order_by("code")
    own = Status.objects.filter(
        run=wanted.run, period=rules.period_number(wanted.period.key), zero=wanted.zero
    )
    if wanted.status in (Judged.BROKEN, Judged.DISPUTED):
        # The sparse table drives: it is indexed by place and code, and holds only what is to be listed.
        listed = own.filter(place, status=wanted.status, unit_code__gt=after).order_by("unit_code")
        codes = list(listed.values_list("unit_code", flat=True)[:limit])
        return list(rows.filter(counting_stretch(wanted.period), code__in=codes))
    rows = rows.filter(place, code__gt=after)
    if wanted.status == Judged.NOT_IN_SCOPE:
        return list(rows.filter(latest=True).exclude(_open_in(wanted.period))[:limit])
    rows = rows.filter(counting_stretch(wanted.period))
    if wanted.status:
        mine = own.filter(unit_code=OuterRef("code"))
        by_default = Q(county_id__in=pending)
        if wanted.status == Judged.ACHIEVED:
            by_default = ~by_default
        rows = rows.filter((by_default & ~Exists(mine)) | Exists(mine.filter(status=wanted.status)))
    return list(rows[:limit])


def _within(region: Region) -> Q:
    if region.level == Level.PROVINCE:
        return Q()
    return Q(**{f"{Level(region.level).name.lower()}_id": region.id})


def _in_slice(slice: str) -> Q:
    name, _, value = slice.partition(":")
    return Q(**{name: value}) if name in {"kind", "sector"} else Q()


def _span(day: date) -> Q:
    return Q(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )


def _open_in(period: Period) -> Q:
    first, end = period.start.date(), period.end.date()
    return Q(
        Q(opened_on__isnull=True) | Q(opened_on__lt=end),
        Q(closed_on__isnull=True) | Q(closed_on__gt=first),
        Q(valid_to__isnull=True) | Q(valid_to__gt=first),
    )


def counting_stretch(period: Period) -> Q:
    """The stretch by which a unit counts in a period: the one valid on the last day, or on the unit's own
    last open day when it closed before."""
    last = period.last_day
    ends_inside = Q(closed_on__lte=last, closed_on__gt=period.start.date())
    began_before_closing = Q(valid_from__isnull=True) | Q(valid_from__lt=F("closed_on"))
    last_of_its_own = Q(Q(valid_to__isnull=True) | Q(valid_to__gte=F("closed_on")), began_before_closing)
    runs_out = Q(latest=True, valid_to__lte=last, valid_to__gt=period.start.date())
    runs_out &= Q(closed_on__isnull=True) | Q(closed_on__gt=last)
    stays = Q(Q(closed_on__isnull=True) | Q(closed_on__gt=last), _span(last))
    return _open_in(period) & (stays | (ends_inside & last_of_its_own) | runs_out)
