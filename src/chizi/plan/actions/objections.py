"""Objections to what is asked, and their answers (R-10)."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Person
from chizi.org.rules import Ability
from chizi.plan import telling
from chizi.plan.actions.assigning import journal
from chizi.plan.actions.tasks import withdraw_rows
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import (
    AlreadySettled,
    LaterDay,
    NotYours,
    ObjectionAnswered,
    ObjectionOpen,
    ObjectionTooLate,
    OwnObjection,
    UnknownChoice,
    UnknownObjection,
)
from chizi.plan.models import Assignment, Objection
from chizi.plan.reaching import assignment_for, number, text_of, works_on
from chizi.plan.rules.tasks import (
    LIVE,
    REASON_LENGTH,
    ObjectionGround,
    ObjectionOutcome,
    window_faults,
)


@transaction.atomic
def raise_objection(*, actor: Actor, now: datetime, assignment_id: int, ground: str, text: str) -> Objection:
    """Object to an assignment: no basis, duplicate, or unreasonable time. Until its due day; the issuer must
    answer within the days that the policy gives.

    Raises UnknownAssignment, NotYours, AlreadySettled, ObjectionTooLate, ObjectionOpen, UnknownChoice, BadText.
    """
    row = assignment_for(actor, assignment_id, now=now, lock=True)
    if not works_on(actor, row, now=now):
        raise NotYours(name=row.party.name)
    if row.state not in LIVE:
        raise AlreadySettled
    today = local_day(now)
    if today > row.due:
        raise ObjectionTooLate(due=row.due)
    if ground not in set(ObjectionGround):
        raise UnknownChoice(field="ground")
    open_one = row.objections.filter(answered_at__isnull=True).first()
    if open_one is not None:
        raise ObjectionOpen(day=open_one.answer_by)
    objection = Objection(
        assignment=row,
        issuer=row.issuer,
        ground=ground,
        text=text_of(text, REASON_LENGTH, "text"),
        raised_by=actor.ref,
        raised_at=now,
        answer_by=today + timedelta(days=campaign_policy().answer_days),
    )
    try:
        with transaction.atomic():
            objection.save()
    except IntegrityError as error:
        raise ObjectionOpen(day=objection.answer_by) from error
    journal(row, actor, now, "objection.raised", {"ground": ground, "text": objection.text})
    telling.tell(
        actor=actor.ref,
        now=now,
        to=[row.assigned_by, row.task.created_by],
        kind="due.objection",
        text=telling.OBJECTED,
        params={"title": row.task.title, "due": objection.answer_by},
        href=f"/plan/assignments/{row.id}/",
        about=f"objection:{objection.id}",
    )
    return objection


@transaction.atomic
def answer_objection(
    *,
    actor: Actor,
    now: datetime,
    objection_id: int,
    outcome: str,
    answer: str,
    due: date | None = None,
) -> Objection:
    """The issuer's answer: withdraw the assignment, give more time (``due``), or reject, always with words.

    Raises UnknownObjection, NotAllowed, OwnObjection, ObjectionAnswered, UnknownChoice, LaterDay, BadText.
    """
    objection = _answerable(actor, objection_id, now=now)
    row = assignment_for(actor, objection.assignment_id, now=now, lock=True)
    if outcome not in set(ObjectionOutcome):
        raise UnknownChoice(field="outcome")
    said = text_of(answer, REASON_LENGTH, "answer")
    if outcome == ObjectionOutcome.EXTENDED:
        _extend(row, due, local_day(now))
    elif outcome == ObjectionOutcome.WITHDRAWN and row.state in LIVE:
        withdraw_rows([row], said, now)
    objection.outcome, objection.answer = outcome, said
    objection.answered_by, objection.answered_at = actor.ref, now
    objection.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    journal(row, actor, now, "objection.answered", {"outcome": outcome, "answer": said})
    telling.tell(
        actor=actor.ref,
        now=now,
        to=[objection.raised_by],
        kind="answer.objection",
        text=telling.ANSWERED,
        params={"title": row.task.title},
        href=f"/plan/assignments/{row.id}/",
        about=f"objection:{objection.id}",
    )
    return objection


def _answerable(actor: Actor, objection_id: int, *, now: datetime) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",)).select_related("issuer")
    objection = rows.filter(id=number(objection_id)).first()
    if objection is None:
        raise UnknownObjection(number=objection_id)
    row = Assignment.objects.get(id=objection.assignment_id)
    assignment_for(actor, row.id, now=now)
    require(actor, Ability.ASSIGN_TASK, objection.issuer, now=now)
    own = isinstance(actor, Person) and (objection.raised_by == actor.ref or works_on(actor, row, now=now))
    if own:
        raise OwnObjection
    if objection.answered_at is not None:
        raise ObjectionAnswered
    return objection


def _extend(row: Assignment, due: date | None, today: date) -> None:
    if row.state not in LIVE:
        raise AlreadySettled
    if due is None or due <= row.due or window_faults(None, due, today):
        raise LaterDay(field="due", due=row.due)
    row.due = due
    row.version += 1
    row.save(update_fields=["due", "version"])
