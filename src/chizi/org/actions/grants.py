"""Giving, changing and ending roles."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from chizi.journal.actions import record_entry
from chizi.journal.queries import last_step
from chizi.org.abilities import Actor, local_day, require, scope_of
from chizi.org.actions.texts import fit
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.queries.parties import party_by_code
from chizi.org.queries.people import names_of_people
from chizi.org.refusals import (
    AboveOwnScope,
    AdministratorsApart,
    GrantEnded,
    LastAdministrator,
    NotYourself,
    PartyClosed,
    PersonLeft,
    SpanBackwards,
    StaleGrant,
    UnknownGrant,
)
from chizi.org.rules import ADMINISTRATORS, Ability, Place, Role, administrator_conflict

REASON = 200  # signs that a reason may have


@transaction.atomic
def give_grant(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    role: Role,
    region: Region,
    agency: Agency | None = None,
    party_code: str = "",
    from_date: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Grant:
    """Give ``person`` a role for the subtree of ``region``, from a day (today) to a last day (open).

    ``agency`` or ``party_code`` bind it to the party that the person stands for. Raises NotYourself, NotAllowed,
    AboveOwnScope, PersonLeft, AdministratorsApart (GB/T 22239: the three administrators are different people),
    UnknownParty, PartyClosed and SpanBackwards.
    """
    from_date = from_date or local_day(now)
    if actor == person:
        raise NotYourself
    party = party_by_code(party_code) if party_code else None
    _require_scope(actor, now, *(place for place in (region, agency, party) if place is not None))
    if not Person.objects.filter(pk=person.pk, is_active=True).exists():
        raise PersonLeft(name=person.name)
    if party is not None and party.closed_on is not None:
        raise PartyClosed(name=party.name, day=party.closed_on.isoformat())
    if until is not None and until < from_date:
        raise SpanBackwards
    reason = fit(reason, REASON, "reason")
    if role in ADMINISTRATORS and administrator_conflict([role, *_administrator_roles(person, from_date)]):
        raise AdministratorsApart(name=person.name)
    grant = Grant.objects.create(
        person=person,
        role=role.value,
        region=region,
        agency=agency,
        party_code=party.code if party else "",
        from_date=from_date,
        until=until,
        granted_by=actor.ref,
        reason=reason,
    )
    record_grant(actor.ref, now, "grant.given", grant)
    return grant


def _require_scope(actor: Actor, now: datetime, *places: Place) -> None:
    """Raise NotAllowed without the ability at all, AboveOwnScope where it does not reach."""
    scope = scope_of(actor, Ability.GIVE_GRANTS, now=now)
    if scope.empty:
        require(actor, Ability.GIVE_GRANTS, now=now)
    if not all(scope.covers(place) for place in places):
        raise AboveOwnScope


def record_grant(actor: str, now: datetime, kind: str, grant: Grant) -> None:
    """The journal's entry of a step on one grant."""
    content = {
        "person": grant.person.ref,
        "role": grant.role,
        "from": grant.from_date.isoformat(),
        "until": grant.until.isoformat() if grant.until else None,
        "agency": grant.agency.code if grant.agency else None,
        "party": grant.party_code or None,
        "reason": grant.reason,
    }
    unit = grant.region.code
    record_entry(actor=actor, now=now, kind=kind, object=f"grant:{grant.pk}", unit=unit, content=content)


def _administrator_roles(person: Person, on: date) -> list[Role]:
    rows = Grant.objects.filter(person=person, role__in=[role.value for role in ADMINISTRATORS])
    kept = rows.filter(Q(until__isnull=True) | Q(until__gte=on)).values_list("role", flat=True)
    return [Role(role) for role in kept]


@transaction.atomic
def change_grant(
    *, actor: Actor, now: datetime, grant_id: int, version: int, until: date | None, reason: str
) -> Grant:
    """Give a grant another last day (None: until further notice) and say why.

    ``version`` is the one that the administrator saw. Raises StaleGrant, which names who changed it meanwhile,
    UnknownGrant, NotYourself, NotAllowed, AboveOwnScope, GrantEnded, SpanBackwards, LastAdministrator.
    """
    grant, today = _held(actor, now, grant_id, version), local_day(now)
    if grant.until is not None and grant.until < today:
        raise GrantEnded
    if until is not None and until < max(grant.from_date, today):
        raise SpanBackwards
    reason = fit(reason, REASON, "reason")
    if until is not None:
        keep_administrator(grant, today, from_day=until + timedelta(days=1))
    grant.until, grant.reason = until, reason
    grant.version += 1
    grant.save(update_fields=["until", "reason", "version"])
    record_grant(actor.ref, now, "grant.changed", grant)
    return grant


@transaction.atomic
def end_grant(
    *, actor: Actor, now: datetime, grant: Grant, reason: str = "", version: int | None = None
) -> Grant:
    """End a grant yesterday, so that it counts no more from this minute.

    Raises NotYourself, NotAllowed, AboveOwnScope, GrantEnded, LastAdministrator, UnknownGrant, and StaleGrant where
    the ``version`` that the administrator saw is not the one that stands.
    """
    held, today = _held(actor, now, grant.pk, version), local_day(now)
    if held.until is not None and held.until < today:
        raise GrantEnded
    keep_administrator(held, today)
    return cut(held, actor.ref, now, fit(reason, REASON, "reason"))


def _held(actor: Actor, now: datetime, grant_id: int, version: int | None) -> Grant:
    """The grant, kept still until the step is done, after the questions that every step on it asks."""
    rows = Grant.objects.select_for_update(of=("self",)).select_related("person", "region", "agency")
    grant = rows.filter(pk=grant_id).first()
    scope = scope_of(actor, Ability.GIVE_GRANTS, now=now)
    if grant is None:
        raise UnknownGrant
    if actor == grant.person:
        raise NotYourself
    if scope.empty:
        require(actor, Ability.GIVE_GRANTS, now=now)
    if not scope.covers(grant.region):
        raise AboveOwnScope
    if version is not None and grant.version != version:
        raise _stale(grant)
    return grant


def _stale(grant: Grant) -> StaleGrant:
    step = last_step(f"grant:{grant.pk}")
    who, when = (step.actor, step.recorded_at) if step else (grant.granted_by, None)
    shown = when.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m-%d %H:%M") if when else "-"
    return StaleGrant(who=names_of_people([who]).get(who, who), when=shown)


def cut(grant: Grant, actor: str, now: datetime, reason: str) -> Grant:
    """End a grant so that it counts no more from this minute, inside the caller's transaction."""
    today = local_day(now)
    grant.reason = reason
    grant.version += 1
    if grant.from_date >= today:
        grant.until = grant.from_date  # it never counted: the row goes, the journal keeps that it was given
        record_grant(actor, now, "grant.withdrawn", grant)
        grant.delete()
    else:
        grant.until = today - timedelta(days=1)
        grant.save(update_fields=["until", "reason", "version"])
        record_grant(actor, now, "grant.ended", grant)
    return grant


def _one_at_a_time() -> None:
    """Two administrators who end each other in the same moment are asked in turn: the second one stays.

    SQLite has one writer at a time anyway; on PostgreSQL both would else still see the other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(770210)")


def keep_administrator(
    grant: Grant, today: date, *, from_day: date | None = None, leaves: bool = False
) -> None:
    """Raise LastAdministrator when nobody else who serves held the administrator's role there from a day (today).

    Another grant of the same person counts, unless he ``leaves`` altogether.
    """
    if grant.role not in ADMINISTRATORS or grant.from_date > today:
        return
    _one_at_a_time()
    line = [
        grant.region_id,
        *(getattr(grant.region, f"{name}_id") for name in ("province", "city", "county")),
    ]
    others = Grant.objects.filter(
        Q(until__isnull=True) | Q(until__gte=from_day or today),
        role=grant.role,
        person__is_active=True,
        from_date__lte=today,
        region__in=[one for one in line if one],
    )
    others = others.exclude(person=grant.person_id) if leaves else others.exclude(pk=grant.pk)
    if not others.exists():
        raise LastAdministrator(name=grant.person.name, role=grant.role)
