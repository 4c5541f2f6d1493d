"""Judging the province and keeping the result."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from chizi.evaluation import results, rules, store
from chizi.evaluation.actions.criteria import keep_criteria
from chizi.evaluation.models import CriteriaVersion, Delivery, Run, Snapshot
from chizi.evaluation.refusals import NoUnits, UnknownCriteria
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.models import Unit
from chizi.org.rules import Ability
from chizi.yardstick.evaluate import Judgement, evaluate
from chizi.yardstick.periods import Period, expand
from chizi.yardstick.refusals import YardstickError

Progress = Callable[[str, int, int], None]


def run_evaluation(
    *,
    actor: Actor,
    now: datetime,
    criteria_id: str,
    periods: Sequence[Period],
    as_of: datetime | None = None,
    progress: Progress | None = None,
) -> Run:
    """Judge every unit for the periods (a year brings its months and the year before) by registered criteria.

    The same snapshot, criteria, as-of and periods give the run that stands there already. Nothing is stored
    unless everything is. Raises NotAllowed, NoUnits, UnknownCriteria.
    """
    require(actor, Ability.RUN_EVALUATION, now=now)
    if not Unit.objects.exists():
        raise NoUnits
    as_of = as_of or now
    criteria = _criteria(actor, now, criteria_id)
    deliveries = list(Delivery.objects.filter(received_at__lt=as_of).select_related("region").order_by("id"))
    snapshot = _snapshot(now, deliveries)
    asked = expand(periods)
    known = Run.objects.filter(
        criteria=criteria, snapshot=snapshot, as_of=as_of, periods=[period.key for period in asked]
    ).first()
    if known is not None:
        return known
    computed = expand([*asked, *(period.year_before for period in periods)])
    run = Run(
        criteria=criteria,
        snapshot=snapshot,
        as_of=as_of,
        periods=[period.key for period in asked],
        computed=[period.key for period in computed],
        created_at=now,
        created_by=actor.ref,
    )
    with store.engine() as con:
        inputs = store.judged_inputs(con, run, deliveries)
        repeats = store.repeats_of(con, deliveries)
        judgement = evaluate(con, **inputs, periods=computed, repeats=repeats, progress=progress)
        return _keep(actor, now, run, judgement, progress)


def _criteria(actor: Actor, now: datetime, criteria_id: str) -> CriteriaVersion:
    known = CriteriaVersion.objects.filter(id=criteria_id).first()
    if known is not None:
        return known
    try:
        text = results.built_in_text(criteria_id)
    except YardstickError:
        raise UnknownCriteria(id=criteria_id[:60]) from None
    with transaction.atomic():
        return keep_criteria(actor=actor, now=now, text=text)


def _snapshot(now: datetime, deliveries: list[Delivery]) -> Snapshot:
    register = store.register_file()
    seen = [[one.id, one.file_hash] for one in deliveries]
    digest = rules.digest_of([store.sha256_of(register), seen])
    return Snapshot.objects.get_or_create(
        digest=digest, defaults={"register_path": register.name, "deliveries": seen, "taken_at": now}
    )[0]


def _keep(actor: Actor, now: datetime, run: Run, judgement: Judgement, progress: Progress | None) -> Run:
    tell = progress or (lambda step, done, total: None)
    tables = results.written_tables(judgement)
    run.digest, run.folder = tables.digest, tables.name
    passing, final = tables.folder, store.folder("runs") / tables.name
    try:
        with transaction.atomic():
            run.slices = results.slices_of(judgement)
            run.save()
            results.load(run, judgement, tell)
            content = {
                "criteria": run.criteria_id,
                "snapshot": run.snapshot.digest,
                "as_of": run.as_of.isoformat(),
                "periods": run.periods,
                "digest": run.digest,
            }
            record_entry(
                actor=actor.ref, now=now, kind="run.computed", object=f"run:{run.id}", content=content
            )
            _move(passing, final)
    finally:
        shutil.rmtree(passing, ignore_errors=True)
    _refresh_statistics()
    return run


def _move(passing: Path, final: Path) -> None:
    # The same judgement, run again over the same bytes, lies there already: then the new copy is not needed.
    if not final.exists():
        passing.rename(final)


def _refresh_statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")
