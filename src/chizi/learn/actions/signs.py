"""Looking for signs on demand, and what a human being makes of one (S1-15, R-27)."""

from datetime import datetime

from django.db import transaction

from chizi.core.texts import plain_text
from chizi.journal.actions import record_entry
from chizi.learn.models import Sign
from chizi.learn.models.signs import NOTE_LENGTH
from chizi.learn.queries.signs import common_passages, persons_of, sign_for
from chizi.learn.refusals.signs import (
    OwnSign,
    SignLookedAt,
    SignNoteMissing,
    SignStillOpen,
    SignVerdictUnknown,
)
from chizi.learn.rules.signs import SignKind, SignState
from chizi.learn.signs_finding import find_texts_and_pictures
from chizi.learn.signs_patterns import find_batches_and_bursts
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability


@transaction.atomic
def look_for_signs(*, actor: Actor, now: datetime) -> int:
    """Look through what is new now, instead of at night; gives how many signs were raised, anywhere.

    Raises NotAllowed for somebody who reviews signs nowhere.
    """
    if scope_of(actor, Ability.REVIEW_SIGNS, now=now).empty:
        raise NotAllowed
    raised = find_signs(now)
    record_entry(actor=actor.ref, now=now, kind="signs.looked", object="learn", content={"raised": raised})
    return raised


def find_signs(now: datetime) -> int:
    """The look itself, as the nightly job does it; part of a transaction."""
    return find_texts_and_pictures(now) + find_batches_and_bursts(now)


@transaction.atomic
def review_sign(
    *, actor: Actor, now: datetime, sign_id: int, verdict: str, note: str = "", template: bool = False
) -> Sign:
    """Somebody has looked: it is ``fine``, or he has ``talked`` to the party and says about what.

    Nothing follows by itself, for nobody (R-27). ``template``: the common words were given to everybody, and are left
    out from now on. Raises UnknownSign, OwnSign, SignLookedAt, SignVerdictUnknown, SignNoteMissing.
    """
    sign = _own_hands(actor, sign_id, now)
    if sign.state != SignState.OPEN:
        raise SignLookedAt
    if verdict not in (SignState.FINE, SignState.TALKED):
        raise SignVerdictUnknown(field="verdict")
    told = plain_text(note, NOTE_LENGTH) if note.strip() else ""
    if told is None or (verdict == SignState.TALKED and not told):
        raise SignNoteMissing(field="note", most=NOTE_LENGTH)
    if template and verdict == SignState.FINE and sign.kind == SignKind.TEXT:
        sign.template = True
        sign.content = {**sign.content, "passages": common_passages(sign)}
    sign.state, sign.note = verdict, told
    sign.reviewed_by, sign.reviewed_at = actor.ref, now
    sign.save(update_fields=["state", "note", "reviewed_by", "reviewed_at", "template", "content"])
    _journal(sign, actor, now, "sign.reviewed", {"verdict": verdict, "note": told})
    return sign


@transaction.atomic
def reopen_sign(*, actor: Actor, now: datetime, sign_id: int) -> Sign:
    """Take back what was made of a sign: it waits for a look again. Raises UnknownSign, OwnSign, SignStillOpen."""
    sign = _own_hands(actor, sign_id, now)
    if sign.state == SignState.OPEN:
        raise SignStillOpen
    before = {"verdict": sign.state, "note": sign.note}
    sign.state, sign.note, sign.template = SignState.OPEN.value, "", False
    sign.reviewed_by, sign.reviewed_at = "", None
    sign.save(update_fields=["state", "note", "reviewed_by", "reviewed_at", "template"])
    _journal(sign, actor, now, "sign.reopened", before)
    return sign


def _own_hands(actor: Actor, sign_id: int, now: datetime) -> Sign:
    sign = sign_for(actor, sign_id, now=now, lock=True)
    if isinstance(actor, Person) and actor.pk in persons_of(sign):
        raise OwnSign
    return sign


def _journal(sign: Sign, actor: Actor, now: datetime, kind: str, content: dict[str, str]) -> None:
    record_entry(actor=actor.ref, now=now, kind=kind, object=sign.ref, unit=sign.region.code, content=content)
