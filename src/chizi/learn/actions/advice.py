"""Notes of those who steer: guidance, targeted advice, line supervision; each to one party, with a reply (S1-18)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from chizi.core.words import N_
from chizi.learn.actions.applications_parts import journal, locked, own_key, person_of, sent_before
from chizi.learn.models import Advice
from chizi.learn.queries.advice import subject_title, visible_advice
from chizi.learn.queries.applications_refs import party_of
from chizi.learn.refusals.advice import (
    AdviceAnswered,
    NotAddressed,
    NotYourAdvice,
    OtherSystem,
    OwnParty,
    UnknownAdvice,
    UnknownAdviceKind,
    UnknownSubject,
)
from chizi.learn.rules.advice import TEXT_LENGTH, AdviceKind, AdviceState, same_system
from chizi.org.abilities import Actor, party_codes, require, stands_for
from chizi.org.models import Party
from chizi.org.queries import party as visible_party
from chizi.org.rules import Ability
from chizi.plan.reaching import number, same_version, text_of
from chizi.plan.telling import clerks_of, tell

GIVEN = N_("A note on how learning is put into practice waits for a reply.")
REPLIED = N_("%(party)s replied to your note.")


@transaction.atomic
def give_advice(
    *,
    actor: Actor,
    now: datetime,
    kind: str,
    party: str,
    text: str,
    about: str = "",
    key: UUID | None = None,
) -> Advice:
    """Write a note to one party. It orders nothing: the party replies, and decides itself (S1-14). Line supervision
    goes only to bodies of one's own system, such as police to police.

    Raises UnknownAdviceKind, UnknownParty, NotAllowed, OwnParty, OtherSystem, UnknownSubject, BadText, KeyUsed.
    """
    if (found := sent_before(Advice, key, actor.ref, "given_by")) is not None:
        return found
    if kind not in set(AdviceKind):
        raise UnknownAdviceKind(field="kind")
    addressed = visible_party(actor, party, now=now)
    require(actor, Ability.CONFIRM_LEARNING, addressed, now=now)
    home = party_of(person_of(actor))
    codes = party_codes(actor, Ability.WORK_TASK, now=now)
    if addressed.code in codes or (home is not None and home.pk == addressed.pk):
        raise OwnParty(field="party")
    if kind == AdviceKind.LINE and not _in_line(home, addressed):
        raise OtherSystem(field="kind", party=addressed.name)
    if about and not subject_title(actor, about, addressed, now=now):
        raise UnknownSubject(field="about")
    row = Advice(
        key=own_key(key),
        kind=kind,
        party=addressed,
        about=about,
        text=text_of(text, TEXT_LENGTH, "text"),
        state=AdviceState.GIVEN.value,
        given_by=actor.ref,
        given_for=home.name if home is not None else "",
        given_at=now,
    )
    row.stand_at(addressed.region)
    row.save()
    journal(row, actor, now, "advice.given", {"kind": kind, "party": addressed.code, "about": about})
    to = clerks_of([addressed], now=now)
    tell(
        actor=actor.ref, now=now, to=to, kind="work.advice", text=GIVEN, params={},
        href=f"/practice/advice/{row.pk}/", about=row.ref,
    )  # fmt: skip
    return row


def _in_line(home: Party | None, addressed: Party) -> bool:
    above, below = home.agency if home is not None else None, addressed.agency
    return above is not None and below is not None and same_system(above.kind, below.kind)


@transaction.atomic
def reply_to_advice(*, actor: Actor, now: datetime, advice_id: int, version: int, reply: str) -> Advice:
    """The party replies: what it does with the note, or why nothing.

    Raises UnknownAdvice, NotAddressed, StalePage, AdviceAnswered, BadText.
    """
    row = _seen(actor, advice_id, now=now)
    if not stands_for(actor, Ability.WORK_TASK, row.party, now=now):
        raise NotAddressed(party=row.party.name)
    _still_open(row, version)
    row.reply, row.replied_by, row.replied_at = text_of(reply, TEXT_LENGTH, "reply"), actor.ref, now
    _move(row, AdviceState.REPLIED, "reply", "replied_by", "replied_at")
    journal(row, actor, now, "advice.replied", {"reply": row.reply})
    tell(
        actor=actor.ref, now=now, to=[row.given_by], kind="answer.advice", text=REPLIED,
        params={"party": row.party.name}, href=f"/practice/advice/{row.pk}/", about=row.ref,
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_advice(*, actor: Actor, now: datetime, advice_id: int, version: int) -> Advice:
    """Take back a note that nobody has replied to. Raises UnknownAdvice, NotYourAdvice, StalePage, AdviceAnswered."""
    row = _seen(actor, advice_id, now=now)
    if row.given_by != actor.ref:
        raise NotYourAdvice
    _still_open(row, version)
    _move(row, AdviceState.WITHDRAWN)
    journal(row, actor, now, "advice.withdrawn", {})
    return row


def _seen(actor: Actor, advice_id: int, *, now: datetime) -> Advice:
    if not visible_advice(actor, now=now).filter(pk=number(advice_id)).exists():
        raise UnknownAdvice(number=advice_id)
    row = locked(Advice, advice_id, "party", "region")
    if row is None:
        raise UnknownAdvice(number=advice_id)
    return row


def _still_open(row: Advice, version: int) -> None:
    if row.state != AdviceState.GIVEN:
        raise AdviceAnswered
    same_version(row, version)


def _move(row: Advice, state: AdviceState, *fields: str) -> None:
    row.state = state.value
    row.version += 1
    row.save(update_fields=["state", "version", *fields])
