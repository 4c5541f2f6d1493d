"""The story of one unit: its grid of statuses and the events behind them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from chizi.evaluation import rules, store
from chizi.evaluation.models import Coverage, Reason, Run, Status
from chizi.evaluation.queries.appeals import AppealLine, unit_appeals
from chizi.evaluation.queries.boards import newest_year
from chizi.evaluation.queries.runs import RunRef, run_for, run_ref
from chizi.evaluation.queries.units import default_status
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Unit
from chizi.org.queries import RegionRef, ancestors, stretches
from chizi.org.rules import Ability
from chizi.yardstick.criteria import Criteria, parse_criteria
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import JUDGED, THREE_ZERO
from chizi.yardstick.schemas import Status as Judged


@dataclass(frozen=True)
class Stretch:
    """One row of the unit's register."""

    name: str
    kind: str
    sector: str
    place: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class ReasonLine:
    """One event with the row of the rule that spoke. ``periods`` are the keys it breaks (or, undecided, might
    break), concealment included."""

    zero: str
    event_id: str
    subtype: str
    status: str
    rule_id: str
    rule_text: str
    certain: bool
    instant: datetime
    occurred_at: datetime
    reported_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    severity: int | None
    deaths: int | None
    injuries: int | None
    concealment_found_at: datetime | None
    delivery_id: int
    periods: tuple[str, ...]


@dataclass(frozen=True)
class UnitStory:
    """``grid`` maps each computed period to the status of each zero.

    ``under_objection`` is a second field beside the statuses of ``period``: the zeros with an open objection to
    an event that breaks, or might break, that period. ``appeals`` are all objections about the unit, oldest
    first; ``may_raise`` says whether the viewer may object to the events of this run.
    """

    run: RunRef
    code: str
    name: str
    kind: str
    sector: str
    synthetic: bool
    opened_on: date | None
    closed_on: date | None
    successor_code: str
    ancestors: tuple[RegionRef, ...]
    stretches: tuple[Stretch, ...]
    period: str
    periods: tuple[str, ...]
    grid: dict[str, dict[str, str]]
    reasons: tuple[ReasonLine, ...]
    appeals: tuple[AppealLine, ...]
    under_objection: frozenset[str]
    may_raise: bool


def unit_story(
    viewer: Actor, *, now: datetime, unit_code: str, period: str = "", run_id: int | None = None
) -> UnitStory:
    """Everything the newest (or the named) run says of one visible unit. Raises UnknownUnit, NoRun."""
    rows = stretches(viewer, unit_code, now=now)
    run = run_for(run_id)
    newest = rows[-1]
    scope = scope_of(viewer, Ability.SEE_UNITS, now=now)
    period = period if period in run.computed else newest_year(run)
    reasons = _reasons(run, unit_code)
    appeals = unit_appeals(viewer, newest.code, now=now)
    return UnitStory(
        run=run_ref(run),
        code=newest.code,
        name=newest.name,
        kind=newest.kind,
        sector=newest.sector,
        synthetic=newest.synthetic,
        opened_on=newest.opened_on,
        closed_on=newest.closed_on,
        successor_code=newest.successor_code,
        ancestors=ancestors(newest.region, scope),
        stretches=tuple(
            Stretch(one.name, one.kind, one.sector, one.region.name, one.valid_from, one.valid_to)
            for one in rows
        ),
        period=period,
        periods=tuple(run.computed),
        grid=_grid(run, rows),
        reasons=reasons,
        appeals=appeals,
        under_objection=_under_objection(period, reasons, appeals),
        may_raise=scope_of(viewer, Ability.RAISE_APPEAL, now=now).covers(newest)
        and (run_id is None or run_for().id == run.id),
    )


def _under_objection(
    period: str, reasons: tuple[ReasonLine, ...], appeals: tuple[AppealLine, ...]
) -> frozenset[str]:
    objected = {(one.zero, one.event_id) for one in appeals if one.open}
    zeros = {one.zero for one in reasons if period in one.periods and (one.zero, one.event_id) in objected}
    return frozenset(zeros | {THREE_ZERO}) if zeros else frozenset()


def _grid(run: Run, rows: list[Unit]) -> dict[str, dict[str, str]]:
    sparse = {
        (rules.period_key(period), zero): status
        for period, zero, status in Status.objects.filter(run=run, unit_code=rows[0].code).values_list(
            "period", "zero", "status"
        )
    }
    counties = {one.county_id for one in rows if one.county_id}
    pending: dict[str, dict[str, set[int]]] = {}
    missing = Coverage.objects.filter(run=run, county_id__in=counties)
    for number, zero, county in missing.values_list("period", "zero", "county_id"):
        pending.setdefault(rules.period_key(number), {}).setdefault(zero, set()).add(county)
    grid = {}
    for key in run.computed:
        row = counting_row(rows, Period.parse(key))
        if row is None:
            grid[key] = dict.fromkeys(JUDGED, Judged.NOT_IN_SCOPE.value)
        else:
            gaps = pending.get(key, {})
            grid[key] = {z: sparse.get((key, z)) or default_status(z, row.county_id, gaps) for z in JUDGED}
    return grid


def counting_row(rows: list[Unit], period: Period) -> Unit | None:
    """The stretch by which the unit counts in the period, None when it was open on no day of it."""
    starts = [one.valid_from for one in rows]
    ends = [one.valid_to for one in rows]
    first = max(_day(rows[0].opened_on, date.min), min(_day(day, date.min) for day in starts))
    end = min(_day(rows[0].closed_on, date.max), max(_day(day, date.max) for day in ends))
    if first > period.last_day or end <= period.start.date():
        return None
    counted = min(period.last_day, date.fromordinal(end.toordinal() - 1))
    for one in rows:
        if _day(one.valid_from, date.min) <= counted < _day(one.valid_to, date.max):
            return one
    return None


def _day(day: date | None, otherwise: date) -> date:
    return otherwise if day is None else day


def _reasons(run: Run, unit_code: str) -> tuple[ReasonLine, ...]:
    found = list(Reason.objects.filter(run=run, unit_code=unit_code).order_by("instant", "event_id"))
    criteria = parse_criteria(run.criteria.text) if found else None
    return tuple(_line(one, criteria) for one in found if criteria is not None)


def _line(reason: Reason, criteria: Criteria) -> ReasonLine:
    names = [field for field in ReasonLine.__dataclass_fields__ if hasattr(reason, field)]
    values: dict[str, Any] = {name: getattr(reason, name) for name in names}
    return ReasonLine(
        **values,
        rule_id=reason.rule,
        rule_text=rule_text(criteria, reason.rule),
        periods=broken_periods(reason.instant, reason.concealment_found_at),
    )


def rule_text(criteria: Criteria, rule_id: str) -> str:
    """The row of the rule in the reader's language."""
    for row in criteria.rules:
        if row.id == rule_id:
            return row.text.zh if (get_language() or settings.LANGUAGE_CODE).startswith("zh") else row.text.en
    return rule_id


def broken_periods(instant: datetime, concealed: datetime | None) -> tuple[str, ...]:
    """The month and year of the instant; with established concealment (R-16) also the month and year of its
    finding and the calendar year before."""
    shift = store.offset()
    local = rules.to_local(instant, shift)
    keys = {f"{local:%Y}", f"{local:%Y-%m}"}
    if concealed is not None:
        found = rules.to_local(concealed, shift)
        keys |= {f"{found:%Y}", f"{found:%Y-%m}", f"{found.year - 1:04d}"}
    return tuple(sorted(keys))
