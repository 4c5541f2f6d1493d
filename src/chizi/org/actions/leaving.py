"""Leaving and coming back: who leaves loses access the same minute."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from chizi.ground.notices.actions import clear_address
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.actions.grants import REASON, cut, keep_administrator
from chizi.org.actions.invitations import end_invitations
from chizi.org.actions.texts import fit
from chizi.org.models import Agency, Grant, Person, Post
from chizi.org.refusals import LeavesLater, NotYourOwnLeave, PersonLeft, StillServing
from chizi.org.rules import Ability


@dataclass(frozen=True)
class Left:
    """What ended with a person's leaving. Open work is handed over by the rooms that hold it."""

    person: Person
    grants_ended: int
    posts_ended: int
    slips_ended: int


@transaction.atomic
def leave_person(*, actor: Actor, now: datetime, person: Person, on: date, reason: str) -> Left:
    """Record that somebody left with ``on`` as the last day: grants, posts, slips and the password end now.

    Sessions end with it, for the next request finds nobody active. Raises NotAllowed, NotYourOwnLeave,
    PersonLeft, LeavesLater, and LastAdministrator where the house would stay without one.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    today, reason = local_day(now), fit(reason, REASON, "reason")
    if actor == person:
        raise NotYourOwnLeave
    if on > today:
        raise LeavesLater
    person = Person.objects.select_for_update(of=("self",)).select_related("agency__region").get(pk=person.pk)
    if not person.is_active:
        raise PersonLeft(name=person.name)
    grants = _grants(person, today)
    for grant in grants:
        keep_administrator(grant, today, leaves=True)
    for grant in grants:
        cut(grant, actor.ref, now, reason)
    clear_address(actor=actor.ref, now=now, ref=person.ref)
    posts = _end_posts(person, on)
    slips = end_invitations(person, now)
    person.is_active, person.left_on = False, on
    person.set_unusable_password()
    person.save(update_fields=["is_active", "left_on", "password"])
    content = {"on": on.isoformat(), "reason": reason, "grants": len(grants), "posts": posts, "slips": slips}
    record_entry(
        actor=actor.ref, now=now, kind="person.left", object=person.ref, unit=_unit(person), content=content
    )
    return Left(person, len(grants), posts, slips)


def _grants(person: Person, today: date) -> list[Grant]:
    rows = Grant.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person=person)
    return list(
        rows.select_for_update(of=("self",)).select_related("person", "region", "agency").order_by("id")
    )


def _end_posts(person: Person, on: date) -> int:
    """The last day of a post is the last day of the person; what would have begun later goes."""
    held = Post.objects.filter(Q(until__isnull=True) | Q(until__gt=on), person=person)
    count = held.count()
    held.filter(from_date__gt=on).delete()
    held.update(until=on)
    return count


@transaction.atomic
def return_person(
    *, actor: Actor, now: datetime, person: Person, agency: Agency | None = None, reason: str = ""
) -> Person:
    """Take back somebody who had left: active again, without roles, posts or password.

    ``agency`` is where the person serves now; None: where it was. A first slip and new grants follow as for
    anybody new. Raises NotAllowed, NotYourOwnLeave, StillServing.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    if actor == person:
        raise NotYourOwnLeave
    person = Person.objects.select_for_update(of=("self",)).select_related("agency__region").get(pk=person.pk)
    if person.is_active:
        raise StillServing(name=person.name)
    left = person.left_on
    today, reason = local_day(now), fit(reason, REASON, "reason")
    for grant in _grants(person, today):
        cut(grant, actor.ref, now, reason)
    Post.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), person=person, from_date__lt=today
    ).update(until=today - timedelta(days=1))
    person.is_active, person.left_on = True, None
    person.agency = agency or person.agency
    person.set_unusable_password()
    person.save(update_fields=["is_active", "left_on", "agency", "password"])
    content = {"left_on": left.isoformat() if left else None, "reason": reason}
    record_entry(
        actor=actor.ref,
        now=now,
        kind="person.returned",
        object=person.ref,
        unit=_unit(person),
        content=content,
    )
    return person


def _unit(person: Person) -> str:
    return person.agency.region.code if person.agency else ""
