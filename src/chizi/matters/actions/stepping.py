"""Taking a step."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from chizi.core.workflow import BEFORE, StepRule
from chizi.matters import refusals
from chizi.matters.actions.telling import tell
from chizi.matters.actions.writing import (
    attached,
    journal_step,
    keep_evidence,
    running_sum,
    shift_counts,
    snapshot,
    standing,
    worded,
)
from chizi.matters.models import Matter, Step
from chizi.matters.queries.seeing import visible_matter
from chizi.matters.queries.standing import effective, hindrance, kind_of, stale, stance_of
from chizi.matters.rules.filling import check_files, filled
from chizi.matters.rules.kinds import Kind
from chizi.matters.rules.matters import KEY_LENGTH, Attached
from chizi.org.abilities import Actor, local_day


@transaction.atomic
def take_step(
    *,
    actor: Actor,
    now: datetime,
    matter_id: int,
    version: int,
    step: str,
    fields: Mapping[str, object] | None = None,
    files: Sequence[Attached | str] = (),
    key: str = "",
) -> Matter:
    """Take a lawful step on a matter as it stood in ``version``.

    The same ``key`` sent twice is one step. Raises UnknownMatter, UnknownStep, StaleMatter (409), NotForYou,
    ClosedByItself (R-31), OwnStep, TooNear, ProvinceVerifies (403), NotNow, OnceOnly, FirstThis, TooLate and what
    is wrong with fields and files.
    """
    matter = visible_matter(actor, matter_id, now=now, lock=True)
    kind = kind_of(matter)
    try:
        rule = kind.flow.step(step)
    except KeyError:
        raise refusals.UnknownStep(step=step[:24].replace("\0", "")) from None
    if _sent_before(actor, matter, rule, key):
        return matter
    history = effective(matter)
    stance = stance_of(actor, matter, now=now)
    hindered = hindrance(kind, rule, matter, stance, history, now=now)
    if hindered is not None and hindered.status == 403:
        raise hindered
    if matter.version != version:
        raise stale(kind, matter)
    if hindered is not None:
        raise hindered
    with worded():
        said = filled(rule.fields, fields or {})
        given = check_files(rule.enclosure, attached(files), local_day(now))
    return _written(kind, rule, matter, history, actor=actor, now=now, said=said, files=given, key=key)


def _sent_before(actor: Actor, matter: Matter, rule: StepRule, key: str) -> bool:
    if not key:
        return False
    if len(key) > KEY_LENGTH or not key.isprintable():
        raise refusals.KeyUsedAgain
    found = Step.objects.filter(by=actor.ref, key=key).first()
    if found is not None and (found.matter_id, found.name) != (matter.pk, rule.name):
        raise refusals.KeyUsedAgain
    return found is not None


def _written(
    kind: Kind,
    rule: StepRule,
    matter: Matter,
    history: list[Step],
    *,
    actor: Actor,
    now: datetime,
    said: dict[str, str],
    files: Sequence[Attached],
    key: str,
) -> Matter:
    before, kept_values = standing(kind, matter), snapshot(matter)
    source, target = matter.state, _target(rule, matter, history)
    step = Step.objects.create(
        matter=matter,
        number=Step.objects.filter(matter=matter).count() + 1,
        name=rule.name,
        from_state=source,
        to_state=target,
        by=actor.ref,
        at=now,
        fields=said,
        before=kept_values,
        key=key,
    )
    for mark in rule.marks:
        if getattr(matter, f"{mark}_at") is None:
            setattr(matter, f"{mark}_at", now)
    for mark in rule.clears:
        setattr(matter, f"{mark}_at", None)
    if target != source:
        matter.since = now
    matter.state, matter.open = target, not kind.flow.state(target).final
    total = running_sum(kind, matter, [*history, step])
    matter.due_on = total.due if total else None
    matter.version += 1
    matter.save()
    kept = keep_evidence(actor=actor, now=now, matter=matter, step=step, files=files)
    shift_counts(before, standing(kind, matter), matter)
    journal_step(actor=actor, now=now, matter=matter, step=step, files=kept)
    tell(kind, matter, step, rule.notices, actor=actor, now=now)
    return matter


def _target(rule: StepRule, matter: Matter, history: Sequence[Step]) -> str:
    """Where the step leads; BEFORE is the state from which the present one was entered."""
    if rule.to != BEFORE:
        return rule.to or matter.state
    entered = [one for one in history if one.to_state == matter.state and one.from_state != matter.state]
    return entered[-1].from_state
