"""Objections to events that count against a unit. They change no result: only a corrected delivery does (R-13)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from chizi.evaluation.models import Appeal, Reason
from chizi.evaluation.queries.appeals import answering_scope
from chizi.evaluation.queries.runs import run_for
from chizi.evaluation.refusals import (
    BODIES,
    ZEROS,
    AppealAnswered,
    AppealText,
    AppealUnderWay,
    NothingToAppeal,
    NotTheirZero,
    OwnAppeal,
    UnknownAppeal,
    UnknownOutcome,
)
from chizi.evaluation.rules import APPEAL_LENGTH, Outcome, appeal_text
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require, scope_of
from chizi.org.models import Region
from chizi.org.queries import stretches
from chizi.org.rules import Ability
from chizi.yardstick.schemas import OWNER, Zero


@transaction.atomic
def raise_appeal(
    *, actor: Actor, now: datetime, unit_code: str, zero: str, event_id: str, reason: str
) -> Appeal:
    """Object to an event that counts, or may count, against a unit in the newest run.

    Raises UnknownUnit, NotAllowed, NoRun, NothingToAppeal, AppealText, AppealUnderWay.
    """
    unit = stretches(actor, unit_code, now=now)[-1]
    require(actor, Ability.RAISE_APPEAL, unit, now=now)
    about = {"unit_code": unit.code, "zero": zero, "event_id": event_id}
    if not Reason.objects.filter(run=run_for(), **about).exists():
        raise NothingToAppeal
    text = _text(reason, "reason")
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(
                **about,
                city_id=unit.city_id,
                county_id=unit.county_id,
                town_id=unit.town_id,
                raised_by=actor.ref,
                raised_at=now,
                reason=text,
            )
    except IntegrityError as error:
        raise AppealUnderWay from error
    _journal(appeal, actor, now, "appeal.raised", unit.region, {**about, "reason": text})
    return appeal


@transaction.atomic
def answer_appeal(*, actor: Actor, now: datetime, appeal_id: int, outcome: str, answer: str) -> Appeal:
    """Uphold or reject an objection, for the lead department that owns the zero; the result stays as it is.

    Raises UnknownAppeal, NotAllowed, NotTheirZero, OwnAppeal, AppealAnswered, UnknownOutcome, AppealText.
    """
    appeal = _visible(actor, now, appeal_id)
    require(actor, Ability.ANSWER_APPEAL, appeal, now=now)
    if not answering_scope(actor, appeal.zero, now=now).covers(appeal):
        owner = OWNER[Zero(appeal.zero)]
        raise NotTheirZero(zero=gettext(ZEROS[appeal.zero]), owner=gettext(BODIES[owner]))
    if appeal.raised_by == actor.ref:
        raise OwnAppeal
    if appeal.answered_at is not None:
        raise AppealAnswered
    if outcome not in set(Outcome):
        raise UnknownOutcome(field="outcome")
    said = {"outcome": outcome, "answer": _text(answer, "answer")}
    # The open row is asked for in the write itself, so that of two answers at once only one is taken.
    open_row = Appeal.objects.filter(id=appeal.id, answered_at__isnull=True)
    if not open_row.update(answered_by=actor.ref, answered_at=now, **said):
        raise AppealAnswered
    place = appeal.town or appeal.county or appeal.city
    _journal(appeal, actor, now, "appeal.answered", place, said)
    appeal.refresh_from_db()
    return appeal


def _visible(actor: Actor, now: datetime, appeal_id: int) -> Appeal:
    found = Appeal.objects.filter(id=appeal_id).select_related("town", "county", "city").first()
    if found is None or not scope_of(actor, Ability.SEE_UNITS, now=now).covers(found):
        raise UnknownAppeal(number=appeal_id)
    return found


def _text(text: str, field: str) -> str:
    plain = appeal_text(text)
    if plain is None:
        raise AppealText(field=field, most=APPEAL_LENGTH)
    return plain


def _journal(
    appeal: Appeal, actor: Actor, now: datetime, kind: str, place: Region | None, content: dict[str, str]
) -> None:
    record_entry(
        actor=actor.ref,
        now=now,
        kind=kind,
        object=f"appeal:{appeal.id}",
        unit=place.code if place is not None else "",
        content=content,
    )
