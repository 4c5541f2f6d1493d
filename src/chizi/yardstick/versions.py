"""What is visible at an instant, and which version of an event counts: three-zero.md section 2."""

from datetime import datetime

import ibis
from ibis import _
from ibis.expr.types import Table

from chizi.yardstick.engine import Workbench
from chizi.yardstick.schemas import EVENT_COLUMNS, FACT_COLUMNS

EVENT_KEY = ("source_body", "event_id")


def visible_events(bench: Workbench, facts: Table, as_of: datetime, repeats: Table | None = None) -> Table:
    """The one version of each event that counts at ``as_of``, if the lead department knew of it by then.

    Version first, then its reported_at: the version received last counts, on a tie the later import; a repetition
    with the same content is ignored, so the delivery shown is the one that first said it. ``repeats`` names the
    events that came more than once; without it they are searched for. In the result ``resolved_at`` and
    ``concealment_found_at`` are empty where they lie at or after ``as_of``.
    """
    now = ibis.literal(as_of, "timestamp(6)")
    known = facts.select(*FACT_COLUMNS).cast(dict(FACT_COLUMNS)).filter(_.received_at < now)
    if repeats is None:
        repeats = known.group_by(EVENT_KEY).having(_.count() > 1).agg(times=_.count())
    repeats = bench.make(repeats.select(*EVENT_KEY).distinct())
    if repeats.count().execute():
        latest = bench.make(_latest(known.semi_join(repeats, EVENT_KEY)))
        known = known.anti_join(repeats, EVENT_KEY).union(latest)
    seen = known.filter(_.reported_at < now)
    return bench.lay(
        seen.mutate(
            resolved_at=(_.resolved_at < now).ifelse(_.resolved_at, None),
            concealment_found_at=(_.concealment_found_at < now).ifelse(_.concealment_found_at, None),
        )
    )


def _latest(repeated: Table) -> Table:
    content = [name for name in EVENT_COLUMNS if name != "event_id"]
    history = ibis.window(group_by=EVENT_KEY, order_by=["received_at", "delivery_id", *content])
    same = ibis.and_(*(repeated[name].identical_to(repeated[name].lag().over(history)) for name in content))
    told = repeated.mutate(repeated_only=same & (ibis.row_number().over(history) > 0))
    changes = told.filter(~_.repeated_only).drop("repeated_only")
    newest = ibis.window(
        group_by=EVENT_KEY,
        order_by=[ibis.desc("received_at"), ibis.desc("delivery_id"), *(ibis.desc(name) for name in content)],
    )
    return changes.mutate(place=ibis.row_number().over(newest)).filter(_.place == 0).drop("place")
