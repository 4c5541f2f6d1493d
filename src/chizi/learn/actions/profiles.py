"""Objecting to a quality profile, and the answer (S1-11)."""

from datetime import datetime

from django.db import transaction

from chizi.core.texts import plain_text
from chizi.journal.actions import record_entry
from chizi.learn.models import Profile, ProfileObjection
from chizi.learn.models.profiles import TEXT_LENGTH
from chizi.learn.queries.profiles import profile_for
from chizi.learn.queries.progress_party import leads
from chizi.learn.refusals.profiles import (
    NotYourProfile,
    OwnProfileObjection,
    ProfileObjectionAnswered,
    ProfileObjectionOpen,
    ProfileTextMissing,
)
from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability


@transaction.atomic
def object_to_profile(*, actor: Actor, now: datetime, profile_id: int, text: str) -> ProfileObjection:
    """The party says what is wrong with its profile; it stands beside the profile until and after the answer.

    Raises UnknownProfile, NotYourProfile, ProfileObjectionOpen, ProfileTextMissing.
    """
    profile = profile_for(actor, profile_id, now=now)
    if not leads(actor, profile.party, now=now):
        raise NotYourProfile
    Profile.objects.select_for_update().get(id=profile.pk)
    if profile.objections.filter(answered_at__isnull=True).exists():
        raise ProfileObjectionOpen
    told = _text(text, "text")
    made = ProfileObjection.objects.create(profile=profile, text=told, raised_by=actor.ref, raised_at=now)
    _journal(profile, actor, now, "profile.objected", {"text": told})
    return made


@transaction.atomic
def answer_profile_objection(
    *, actor: Actor, now: datetime, profile_id: int, answer: str
) -> ProfileObjection:
    """The office answers in words; a wrong basis is put right where it lies, and the next profile shows it.

    Raises UnknownProfile, NotAllowed, OwnProfileObjection, ProfileObjectionAnswered, ProfileTextMissing.
    """
    profile = profile_for(actor, profile_id, now=now)
    require(actor, Ability.MANAGE_PLAN, profile.party, now=now)
    waiting = profile.objections.select_for_update().filter(answered_at__isnull=True).first()
    if waiting is None:
        raise ProfileObjectionAnswered
    if waiting.raised_by == actor.ref or leads(actor, profile.party, now=now):
        raise OwnProfileObjection
    waiting.answer = _text(answer, "answer")
    waiting.answered_by, waiting.answered_at = actor.ref, now
    waiting.save(update_fields=["answer", "answered_by", "answered_at"])
    _journal(profile, actor, now, "profile.answered", {"answer": waiting.answer})
    return waiting


def _text(text: str, field: str) -> str:
    told = plain_text(text, TEXT_LENGTH)
    if told is None:
        raise ProfileTextMissing(field=field, most=TEXT_LENGTH)
    return told


def _journal(profile: Profile, actor: Actor, now: datetime, kind: str, content: dict[str, str]) -> None:
    record_entry(
        actor=actor.ref,
        now=now,
        kind=kind,
        object=f"profile:{profile.pk}",
        unit=profile.party.region.code,
        content=content,
    )
