"""Why a unit has the status it has: every event considered, with the verdict and the numbers in it."""

from dataclasses import dataclass
from datetime import datetime

from chizi.evaluation import rules, store
from chizi.evaluation.models import Delivery, Run
from chizi.evaluation.queries.runs import RunRef, run_for, run_ref
from chizi.evaluation.refusals import NoFigure
from chizi.org.abilities import Actor
from chizi.org.queries import stretches
from chizi.yardstick.explain import Explanation, explain
from chizi.yardstick.periods import Period


@dataclass(frozen=True)
class UnitExplanation:
    """The yardstick's explanation and the run it belongs to."""

    run: RunRef
    explanation: Explanation


def explain_unit(
    viewer: Actor, *, now: datetime, unit_code: str, period: str, run_id: int | None = None
) -> UnitExplanation:
    """Explain one visible unit and period from the facts themselves. Raises UnknownUnit, NoRun, NoFigure."""
    stretches(viewer, unit_code, now=now)
    run = run_for(run_id)
    if period not in run.computed:
        raise NoFigure(period=period[:20])
    deliveries = list(_deliveries(run))
    with store.engine() as con:
        explanation = explain(
            con, **store.judged_inputs(con, run, deliveries), unit_code=unit_code, period=Period.parse(period)
        )
    return UnitExplanation(run_ref(run), explanation)


def _deliveries(run: Run) -> list[Delivery]:
    ids = [number for number, _ in run.snapshot.deliveries]
    return list(Delivery.objects.filter(id__in=ids).select_related("region").order_by("id"))


@dataclass(frozen=True)
class EventLine:
    """One event of a unit as it was delivered, breaking or not."""

    zero: str
    event_id: str
    subtype: str
    status: str
    occurred_at: datetime
    due_at: datetime | None
    resolved_at: datetime | None
    attributed: bool | None
    delivery_id: int


def unit_events(
    viewer: Actor, *, now: datetime, unit_code: str, run_id: int | None = None, limit: int = 500
) -> tuple[EventLine, ...]:
    """All delivered rows about a visible unit that the run saw, newest first. Raises UnknownUnit, NoRun."""
    stretches(viewer, unit_code, now=now)
    run = run_for(run_id)
    shift = store.offset()
    names = list(EventLine.__dataclass_fields__)
    with store.engine() as con:
        facts = store.facts_of(con, _deliveries(run))
        found = facts.filter(facts.unit_code == unit_code).select(*names)
        rows = found.order_by(found.occurred_at.desc(), "event_id").limit(limit).to_pyarrow().to_pylist()
    instants = ("occurred_at", "due_at", "resolved_at")
    for row in rows:
        row.update({name: rules.to_instant(row[name], shift) for name in instants if row[name]})
    return tuple(EventLine(**row) for row in rows)
