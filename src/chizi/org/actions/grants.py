"""Giving and ending roles."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require, scope_of
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.refusals import AboveOwnScope, AdministratorsApart, NotYourself, SpanBackwards
from chizi.org.rules import ADMINISTRATORS, Ability, Role, administrator_conflict


@transaction.atomic
def give_grant(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    role: Role,
    region: Region,
    agency: Agency | None = None,
    from_date: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Grant:
    """Give ``person`` a role for the subtree of ``region``, from a day (today) to a last day (open).

    Raises NotYourself, NotAllowed, AboveOwnScope, AdministratorsApart (GB/T 22239: the three administrators
    are different people) and SpanBackwards.
    """
    from_date = from_date or local_day(now)
    if actor == person:
        raise NotYourself
    if scope_of(actor, Ability.GIVE_GRANTS, now=now).empty:
        require(actor, Ability.GIVE_GRANTS, now=now)
    if not scope_of(actor, Ability.GIVE_GRANTS, now=now).covers(region):
        raise AboveOwnScope
    if until is not None and until < from_date:
        raise SpanBackwards
    if role in ADMINISTRATORS and administrator_conflict([role, *_administrator_roles(person, from_date)]):
        raise AdministratorsApart(name=person.name)
    grant = Grant.objects.create(
        person=person,
        role=role.value,
        region=region,
        agency=agency,
        from_date=from_date,
        until=until,
        granted_by=actor.ref,
        reason=reason,
    )
    _journal(actor, now, "grant.given", grant)
    return grant


def _journal(actor: Actor, now: datetime, kind: str, grant: Grant) -> None:
    content = {
        "person": grant.person.ref,
        "role": grant.role,
        "from": grant.from_date.isoformat(),
        "until": grant.until.isoformat() if grant.until else None,
        "agency": grant.agency.code if grant.agency else None,
        "reason": grant.reason,
    }
    unit = grant.region.code
    record_entry(actor=actor.ref, now=now, kind=kind, object=f"grant:{grant.pk}", unit=unit, content=content)


def _administrator_roles(person: Person, on: date) -> list[Role]:
    rows = Grant.objects.filter(person=person, role__in=[role.value for role in ADMINISTRATORS])
    kept = rows.filter(Q(until__isnull=True) | Q(until__gte=on)).values_list("role", flat=True)
    return [Role(role) for role in kept]


@transaction.atomic
def end_grant(*, actor: Actor, now: datetime, grant: Grant, reason: str = "") -> Grant:
    """End a grant yesterday, so that it counts no more from this minute. Raises NotYourself, AboveOwnScope."""
    if actor == grant.person:
        raise NotYourself
    if not scope_of(actor, Ability.GIVE_GRANTS, now=now).covers(grant.region):
        raise AboveOwnScope
    today = local_day(now)
    grant.reason = reason
    if grant.from_date >= today:
        grant.until = grant.from_date  # it never counted: the row goes, the journal keeps that it was given
        _journal(actor, now, "grant.withdrawn", grant)
        grant.delete()
    else:
        grant.until = date.fromordinal(today.toordinal() - 1)
        grant.save(update_fields=["until", "reason"])
        _journal(actor, now, "grant.ended", grant)
    return grant
