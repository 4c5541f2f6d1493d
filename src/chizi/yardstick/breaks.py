"""What breaks a zero, certainly or possibly, and at which instant: three-zero.md section 3."""

from datetime import date

import ibis
from ibis import _
from ibis.expr.types import BooleanValue, Table

from chizi.yardstick.criteria import Clock, Condition, Criteria
from chizi.yardstick.engine import Workbench
from chizi.yardstick.frame import Frame, month_of
from chizi.yardstick.schemas import EVENT_COLUMNS, EventStatus, Zero
from chizi.yardstick.scope import Scope

LIVE = (EventStatus.OPEN.value, EventStatus.RESOLVED.value)
"""Only events that were neither withdrawn nor unfounded count for anything."""


def zero_no(zero: ibis.Value) -> ibis.Value:
    """The place of a zero in the usual order."""
    return zero.cases(*((name.value, number) for number, name in enumerate(Zero)), else_=None).cast("int8")


def rule_rows(bench: Workbench, criteria: Criteria) -> Table:
    """The rows of the criteria as a table: one rule may apply to an event, whatever its instant."""
    rules = criteria.rules
    return bench.load(
        {
            "rule": ("string", [rule.id for rule in rules]),
            "rule_zero": ("string", [rule.zero.value for rule in rules]),
            "rule_subtype": ("string", [rule.subtype.value for rule in rules]),
            "condition": ("string", [rule.condition.value for rule in rules]),
            "clock": ("string", [rule.clock.value for rule in rules]),
            "severity_at_least": ("int16", [rule.severity_at_least for rule in rules]),
            "casualties_at_least": ("int32", [rule.casualties_at_least for rule in rules]),
            "effective_from": ("date", [rule.effective_from or date.min for rule in rules]),
            "effective_to": ("date", [rule.effective_to or date.max for rule in rules]),
        }
    )


def under_rules(events: Table, rules: Table) -> Table:
    """Each event with the rule row in force at its instant; events that no row concerns fall out."""
    paired = events.join(rules, [events.zero == rules.rule_zero, events.subtype == rules.rule_subtype])
    dated = paired.mutate(
        instant=_.clock.cases(
            (Clock.DUE_AT.value, paired.due_at),
            (Clock.REPORTED_AT.value, paired.reported_at),
            else_=paired.occurred_at,
        )
    )
    return dated.filter(
        _.instant >= _.effective_from.cast("timestamp(6)"), _.instant < _.effective_to.cast("timestamp(6)")
    )


def ran_out(frame_now: ibis.Value) -> BooleanValue:
    """A petition whose time ran out before now and that was not settled by then."""
    late = _.resolved_at.isnull() | (_.resolved_at > _.due_at)
    return (_.due_at < frame_now) & late


def casualties() -> ibis.Value:
    """Dead and injured together."""
    return _.deaths.fill_null(0) + _.injuries.fill_null(0)


def condition_met(now: ibis.Value) -> BooleanValue:
    """Whether the condition of the rule row holds."""
    return ibis.or_(
        (_.condition == Condition.OVERDUE.value) & ran_out(now),
        (_.condition == Condition.CASUALTIES.value) & (casualties() >= _.casualties_at_least),
        (_.condition == Condition.OCCURRENCE.value) & (_.severity.fill_null(1) >= _.severity_at_least),
    )


def find_breaks(bench: Workbench, events: Table, criteria: Criteria, scope: Scope, frame: Frame) -> Table:
    """The breaking events that touch a period asked for, certain or possible, with the unit's number and class.

    Sorted by zero, unit, instant and event.
    """
    now = ibis.literal(frame.as_of, "timestamp(6)")
    candidates = events.filter(_.status.isin(LIVE), _.attributed.isnull() | _.attributed)
    broken = under_rules(candidates, rule_rows(bench, criteria)).filter(condition_met(now))
    broken = broken.mutate(month=month_of(_.instant), found=month_of(_.concealment_found_at))
    touched = broken.filter(_.month.isin(frame.own_months) | _.found.isin(frame.finding_months)).mutate(
        zero_no=zero_no(_.zero), certain=_.attributed.fill_null(False)
    )
    placed = touched.join(scope.units, "unit_code")
    return bench.keep(
        placed.select(
            "unit_code",
            "zero",
            "event_id",
            "source_body",
            "delivery_id",
            "rule",
            "instant",
            "certain",
            *(name for name in EVENT_COLUMNS if name not in {"unit_code", "zero", "event_id"}),
            "unit_no",
            "class_id",
            "zero_no",
            "month",
            "found",
        ).order_by("zero_no", "unit_no", "instant", "event_id", "source_body")
    )


def find_break_periods(bench: Workbench, breaks: Table, scope: Scope, frame: Frame) -> Table:
    """Every period that an event breaks, by its own instant or by its concealment (R-16).

    Sorted by period, zero, unit, then how, instant and event. ``in_scope`` is false where the unit was open on
    no day of the period: such a row is listed, but the status stays "not in scope".
    """
    columns = ["unit_code", "zero", "event_id", "rule", "certain", "unit_no", "class_id", "zero_no"]
    own = breaks.join(frame.own, "month").select("period_no", *columns, "instant", how=ibis.literal("own"))
    hidden = breaks.filter(_.found.notnull())
    concealed = hidden.join(frame.concealed, hidden.found == frame.concealed.month).select(
        "period_no", *columns, how=ibis.literal("concealment"), instant=_.concealment_found_at
    )
    both = own.union(concealed.select(*own.columns))
    spans = scope.units.select("unit_no", "first", "last")
    periods = frame.periods.select("period_no", "period", begin="first", finish="last")
    placed = both.join(spans, "unit_no").join(periods, "period_no")
    return bench.keep(
        placed.select(
            "period",
            "unit_code",
            "zero",
            "event_id",
            "rule",
            "instant",
            "certain",
            "how",
            "period_no",
            "unit_no",
            "class_id",
            "zero_no",
            in_scope=(_.first <= _.finish) & (_.last >= _.begin),
        ).order_by("period_no", "zero_no", "unit_no", ibis.desc("how"), "instant", "event_id")
    )
