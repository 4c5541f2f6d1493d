"""One record for several programmes: entered once, referred to n times (S1-28, R-07)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from chizi.learn.actions.applications_parts import journal
from chizi.learn.models import ProgrammeUse
from chizi.learn.queries.lectures_seeing import keeps
from chizi.learn.queries.reuse import Record, record_of
from chizi.learn.refusals.reuse import NotOfThisParty, RecordNotReady, UnknownRecord, UsedAlready
from chizi.org.abilities import Actor
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import submit_result
from chizi.plan.models import Assignment
from chizi.plan.reaching import assignment_for, campaign_for
from chizi.plan.rules.tasks import TEXT_LENGTH


@transaction.atomic
def use_for_campaign(*, actor: Actor, now: datetime, record: str, campaign: str) -> ProgrammeUse:
    """Let a record ("lecture:3", "service:2", "application:9") serve a campaign (its code) as well.

    Raises UnknownRecord, NotAllowed, RecordNotReady, UnknownCampaign, UsedAlready.
    """
    found = _ready(actor, record, now=now)
    wanted = campaign_for(actor, campaign, now=now)
    try:
        with transaction.atomic():
            use = ProgrammeUse.objects.create(
                record=record, party=found.party, campaign=wanted, used_by=actor.ref, used_at=now
            )
    except IntegrityError as error:
        raise UsedAlready(field="campaign") from error
    journal(found.row, actor, now, "record.used", {"campaign": wanted.code})
    return use


@transaction.atomic
def submit_record(
    *, actor: Actor, now: datetime, record: str, assignment_id: int, version: int
) -> ProgrammeUse:
    """Hand in a record as the result of an assignment of one of its parties, without typing it again. Its title,
    day and address become the text of the result; the issuer decides on it as on any other.

    Raises UnknownRecord, NotAllowed, RecordNotReady, NotOfThisParty, UsedAlready, and what `plan.submit_result` raises.
    """
    found = _ready(actor, record, now=now)
    row: Assignment = assignment_for(actor, assignment_id, now=now)
    if row.party_id not in found.party_ids:
        raise NotOfThisParty(field="assignment")
    before = ProgrammeUse.objects.filter(record=record, assignment=row)
    if before.filter(result__state__in=["submitted", "accepted"]).exists():
        raise UsedAlready(field="assignment")
    result = submit_result(
        actor=actor, now=now, assignment_id=row.id, version=version, text=found.told[:TEXT_LENGTH]
    )
    use = ProgrammeUse.objects.create(
        record=record, party=row.party, assignment=row, result=result, used_by=actor.ref, used_at=now
    )
    journal(found.row, actor, now, "record.used", {"assignment": row.ref, "result": result.number})
    return use


def _ready(actor: Actor, record: str, *, now: datetime) -> Record:
    found = record_of(actor, record, now=now)
    if found is None:
        raise UnknownRecord(field="record")
    if not keeps(actor, found.party, now=now):
        raise NotAllowed
    if not found.ready:
        raise RecordNotReady(field="record")
    return found
