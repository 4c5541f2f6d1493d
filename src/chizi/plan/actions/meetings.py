"""Meetings, their decisions, written instructions, and how these become tasks (S2-02 to S2-05, S2-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Party, Region
from chizi.org.rules import Ability
from chizi.plan.actions.assigning import assign_task
from chizi.plan.actions.gate import choice_in, journal, managed_body, text_in
from chizi.plan.actions.tasks import create_task
from chizi.plan.models import Decision, Instruction, Meeting, Task
from chizi.plan.queries.meetings import decision_for, instruction_for, meeting_for
from chizi.plan.refusals.bodies import (
    DaysBackwards,
    MeetingCircle,
    NeedsOwner,
    TaskThere,
    TooSecret,
    WrongChoice,
)
from chizi.plan.rules.bodies import NAME_LENGTH, TEXT_LENGTH, Classification, MeetingKind
from chizi.plan.rules.tasks import TITLE_LENGTH

CHAIR_LENGTH = 80


@dataclass(frozen=True)
class DecisionDraft:
    """A decision as it is typed: without owner and day it is kept, and shown as a gap."""

    text: str
    owner: Party | None = None
    due: date | None = None


@transaction.atomic
def record_meeting(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    title: str,
    chair: str,
    held_on: date,
    region: Region | None = None,
    body_code: str = "",
    agenda: str = "",
    parent_id: int | None = None,
    decisions: Sequence[DecisionDraft] = (),
) -> Meeting:
    """Record a meeting of a body, or (with ``region`` instead) one that others held, such as the national
    kick-off. ``parent_id`` is the meeting it passes on.

    Raises UnknownBody, NotAllowed, BodyClosed, UnknownMeeting, MeetingCircle, DaysBackwards, WrongText.
    """
    body = managed_body(actor, body_code, now) if body_code else None
    place = body.region if body is not None else region
    if place is None:
        raise WrongChoice(field="region")
    require(actor, Ability.MANAGE_BODIES, place, now=now)
    meeting = Meeting(body=body, kind=choice_in(MeetingKind, kind, "kind").value, held_on=held_on)
    meeting.title = text_in(title, NAME_LENGTH, "title")
    meeting.chair = text_in(chair, CHAIR_LENGTH, "chair")
    meeting.agenda = text_in(agenda, TEXT_LENGTH, "agenda", empty=True)
    if parent_id is not None:
        meeting.parent = meeting_for(actor, parent_id, now)
        if meeting.parent.held_on > held_on:
            raise MeetingCircle(field="parent")
    meeting.stand_at(place)
    meeting.save()
    for draft in decisions:
        _decide(meeting, draft)
    content = {"title": meeting.title, "chair": meeting.chair, "on": held_on, "decisions": len(decisions)}
    journal(actor, now, "meeting.recorded", meeting.ref, meeting.region.code, content)
    return meeting


@transaction.atomic
def add_decision(
    *,
    actor: Actor,
    now: datetime,
    meeting_id: int,
    text: str,
    owner: Party | None = None,
    due: date | None = None,
) -> Decision:
    """Add what a meeting decided. Raises UnknownMeeting, NotAllowed, DaysBackwards, WrongText."""
    meeting = meeting_for(actor, meeting_id, now)
    require(actor, Ability.MANAGE_BODIES, meeting, now=now)
    decision = _decide(meeting, DecisionDraft(text, owner, due))
    content = {"decision": decision.pk, "text": decision.text, "due": due}
    journal(actor, now, "meeting.decided", meeting.ref, meeting.region.code, content)
    return decision


def _decide(meeting: Meeting, draft: DecisionDraft) -> Decision:
    if draft.due is not None and draft.due < meeting.held_on:
        raise DaysBackwards(field="due")
    last = meeting.decisions.order_by("-number").values_list("number", flat=True).first() or 0
    return Decision.objects.create(
        meeting=meeting,
        number=last + 1,
        text=text_in(draft.text, TEXT_LENGTH, "text"),
        owner=draft.owner,
        due=draft.due,
    )


@transaction.atomic
def task_decision(
    *,
    actor: Actor,
    now: datetime,
    decision_id: int,
    issuer: Party,
    owner: Party | None = None,
    due: date | None = None,
) -> Task:
    """Make a decision a task of its owner, in the name of the issuer, and assign it (S2-02).

    ``owner`` and ``due`` fill in what was left open. Raises UnknownDecision, NotAllowed, NeedsOwner, TaskThere
    and what creating and assigning a task raises.
    """
    decision = decision_for(actor, decision_id, now)
    meeting = decision.meeting
    require(actor, Ability.MANAGE_BODIES, meeting, now=now)
    to, until = owner or decision.owner, due or decision.due
    if to is None or until is None:
        raise NeedsOwner(field="owner")
    if (to, until) != (decision.owner, decision.due):
        decision.owner, decision.due = to, until
        decision.save(update_fields=["owner", "due"])
    words = {"meeting": meeting.title, "day": meeting.held_on.isoformat(), "number": decision.number}
    basis = gettext("%(meeting)s (%(day)s), decision %(number)s") % words
    task = _task(actor, now, decision.origin, decision.text, basis, issuer, [to], until)
    content = {"decision": decision.pk, "task": task.pk, "owner": to.code, "due": until}
    journal(actor, now, "decision.tasked", meeting.ref, meeting.region.code, content)
    return task


@transaction.atomic
def record_instruction(
    *,
    actor: Actor,
    now: datetime,
    region: Region,
    author: str,
    text: str,
    dated_on: date,
    classification: str,
    meeting_id: int | None = None,
) -> Instruction:
    """Record what a leader wrote (S2-05). Only open and internal words may stand here.

    Raises NotAllowed, TooSecret for any other classification, UnknownMeeting, DaysBackwards, WrongText.
    """
    require(actor, Ability.MANAGE_BODIES, region, now=now)
    if classification not in set(Classification):
        raise TooSecret(field="classification")
    if dated_on > local_day(now):
        raise DaysBackwards(field="dated_on")
    one = Instruction(dated_on=dated_on, classification=classification, recorded_by=actor.ref)
    one.author = text_in(author, CHAIR_LENGTH, "author")
    one.text = text_in(text, TEXT_LENGTH, "text")
    one.meeting = meeting_for(actor, meeting_id, now) if meeting_id is not None else None
    one.stand_at(region)
    one.save()
    content = {"author": one.author, "on": dated_on, "classification": classification}
    journal(actor, now, "instruction.recorded", f"instruction:{one.pk}", region.code, content)
    return one


@transaction.atomic
def task_instruction(
    *,
    actor: Actor,
    now: datetime,
    instruction_id: int,
    issuer: Party,
    owners: Sequence[Party],
    due: date,
    title: str = "",
) -> Task:
    """Make an instruction a task of one or more owners; a second task of the same instruction is welcome.

    Raises UnknownInstruction, NotAllowed, NeedsOwner and what creating and assigning a task raises.
    """
    one = instruction_for(actor, instruction_id, now)
    require(actor, Ability.MANAGE_BODIES, one, now=now)
    if not owners:
        raise NeedsOwner(field="owner")
    basis = f"{one.author} {one.dated_on.isoformat()}"
    count = Task.objects.filter(origin=one.origin).count()
    task = _task(actor, now, one.origin, one.text, basis, issuer, owners, due, title, count)
    content = {"task": task.pk, "owners": [owner.code for owner in owners], "due": due}
    journal(actor, now, "instruction.tasked", f"instruction:{one.pk}", one.region.code, content)
    return task


def _task(
    actor: Actor,
    now: datetime,
    origin: str,
    text: str,
    basis: str,
    issuer: Party,
    owners: Sequence[Party],
    due: date,
    title: str = "",
    count: int = 0,
) -> Task:
    if count == 0 and Task.objects.filter(origin=origin).exists():
        raise TaskThere
    task = create_task(
        actor=actor,
        now=now,
        title=(title or text.split("\n")[0])[:TITLE_LENGTH],
        text=text,
        basis=basis,
        due=due,
        issuer=issuer,
        origin=origin,
        fact_key=f"{origin}#{count + 1}",
    )
    assign_task(actor=actor, now=now, task_id=task.pk, parties=owners)
    return task
