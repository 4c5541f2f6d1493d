"""Bodies, their temporary branches, and who belongs to them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chizi.org.abilities import Actor, local_day, require, scope_of
from chizi.org.actions.parties import close_party, register_party, rename_party
from chizi.org.models import Person, Region
from chizi.org.rules import Ability, PartyKind
from chizi.plan.actions.gate import check_days, choice_in, code_in, journal, managed_body, text_in
from chizi.plan.models import Body, Branch, Deployment, Member
from chizi.plan.queries.bodies import on_day
from chizi.plan.queries.seeing import body_for
from chizi.plan.refusals.bodies import (
    BodyCircle,
    BodyNumber,
    BodyThere,
    BranchThere,
    DaysBackwards,
    MemberThere,
    PersonLeft,
    SecondHead,
    StillDeployed,
    UnknownMember,
)
from chizi.plan.rules.bodies import NAME_LENGTH, BodyKind, MemberRole

MOST_NUMBER = 999
REASON_LENGTH = 200


@transaction.atomic
def found_body(
    *,
    actor: Actor,
    now: datetime,
    code: str,
    kind: str,
    name: str,
    region: Region,
    number: int | None = None,
    parent_code: str = "",
    founded_on: date | None = None,
) -> Body:
    """Set up a body from a day (today) on and make it addressable as "body:<code>" (S2-01, S2-08).

    Raises NotAllowed, BodyCode, BodyThere, BodyNumber, UnknownBody for the parent, WrongChoice, WrongText.
    """
    require(actor, Ability.MANAGE_BODIES, region, now=now)
    chosen = choice_in(BodyKind, kind, "kind")
    check_number(chosen, number)
    parent = body_for(actor, parent_code, now) if parent_code else None
    if Body.objects.filter(code=code_in(code)).exists():
        raise BodyThere(field="code", code=code)
    body = Body(code=code, kind=chosen.value, number=number, parent=parent)
    body.name = text_in(name, NAME_LENGTH, "name")
    body.founded_on = founded_on or local_day(now)
    body.stand_at(region)
    return store_body(actor, now, body)


def check_number(kind: BodyKind, number: int | None) -> None:
    """Raises BodyNumber unless a guidance group has a number, and nobody else."""
    wanted = kind == BodyKind.GUIDANCE_GROUP
    if wanted != (number is not None) or (number is not None and not 1 <= number <= MOST_NUMBER):
        raise BodyNumber(field="number")


def store_body(actor: Actor, now: datetime, body: Body) -> Body:
    """Register the party and write the body; part of founding and importing. Raises BodyNumber, PartyStands."""
    twin = Body.objects.filter(kind=body.kind, parent=body.parent, number=body.number)
    if body.number is not None and twin.exists():
        raise BodyNumber(field="number")
    body.party = register_party(
        actor=actor, now=now, kind=PartyKind.BODY, code=body.code, name=body.name, region=body.region
    )
    body.save()
    content = {"name": body.name, "kind": body.kind, "number": body.number, "founded": body.founded_on}
    journal(actor, now, "body.founded", body.ref, body.region.code, content)
    return body


@transaction.atomic
def change_body(
    *, actor: Actor, now: datetime, code: str, name: str, parent_code: str = "", number: int | None = None
) -> Body:
    """Give a body another name, number or place below another body.

    Raises UnknownBody, NotAllowed, BodyClosed, BodyCircle, BodyNumber, WrongText.
    """
    body = managed_body(actor, code, now)
    check_number(BodyKind(body.kind), number)
    parent = body_for(actor, parent_code, now) if parent_code else None
    at, steps = parent, 0
    while at is not None and steps < MOST_NUMBER:
        if at.pk == body.pk:
            raise BodyCircle(field="parent")
        at, steps = at.parent, steps + 1
    before = {"name": body.name, "number": body.number}
    body.name, body.number, body.parent = text_in(name, NAME_LENGTH, "name"), number, parent
    try:
        with transaction.atomic():
            body.save(update_fields=["name", "number", "parent"])
    except IntegrityError as error:
        raise BodyNumber(field="number") from error
    rename_party(actor=actor, now=now, party=body.party, name=body.name)
    content = {"before": before, "name": body.name, "number": number, "parent": parent_code}
    journal(actor, now, "body.changed", body.ref, body.region.code, content)
    return body


@transaction.atomic
def close_body(*, actor: Actor, now: datetime, code: str, reason: str) -> Body:
    """Close a body from today: memberships, deployments and branch end, and it can no longer be addressed.

    Raises UnknownBody, NotAllowed, BodyClosed, DaysBackwards before its first day, WrongText.
    """
    body, day = managed_body(actor, code, now), local_day(now)
    said = text_in(reason, REASON_LENGTH, "reason")
    if day < body.founded_on:
        raise DaysBackwards(field="reason")
    sent = Deployment.objects.filter(body=body)
    sent.filter(from_date__gt=day).delete()
    sent.exclude(until__lte=day).update(until=day, end_reason=said)
    body.members.filter(from_date__gt=day).delete()
    body.members.exclude(until__lte=day).update(until=day, reason=said)
    Branch.objects.filter(body=body, ended_on__isnull=True, founded_on__lte=day).update(ended_on=day)
    body.closed_on = day
    body.save(update_fields=["closed_on"])
    close_party(actor=actor, now=now, party=body.party)
    journal(actor, now, "body.closed", body.ref, body.region.code, {"on": day, "reason": said})
    return body


@transaction.atomic
def found_branch(
    *,
    actor: Actor,
    now: datetime,
    body_code: str,
    name: str,
    founded_on: date | None = None,
    secretary: str = "",
) -> Branch:
    """Set up the temporary party branch of a body (S2-10); ``secretary`` is the user name of a member.

    Raises UnknownBody, NotAllowed, BodyClosed, BranchThere, UnknownMember, WrongText.
    """
    body = managed_body(actor, body_code, now)
    if Branch.objects.filter(body=body).exists():
        raise BranchThere(name=body.name)
    held = body.members.filter(on_day(local_day(now)), person__username=secretary).first()
    if secretary and held is None:
        raise UnknownMember(field="secretary", name=secretary)
    branch = Branch.objects.create(
        body=body,
        name=text_in(name, NAME_LENGTH, "name"),
        secretary=held.person if held else None,
        founded_on=founded_on or local_day(now),
    )
    content = {"name": branch.name, "founded": branch.founded_on, "secretary": secretary}
    journal(actor, now, "branch.founded", body.ref, body.region.code, content)
    return branch


@transaction.atomic
def add_member(
    *,
    actor: Actor,
    now: datetime,
    body_code: str,
    person: Person,
    role: str,
    from_date: date | None = None,
    until: date | None = None,
) -> Member:
    """Make somebody a member from a day (today) on, with one head at a time (S2-01).

    Raises UnknownBody, NotAllowed, BodyClosed, PersonLeft, MemberThere, SecondHead, DaysBackwards.
    """
    body = managed_body(actor, body_code, now)
    since = from_date or local_day(now)
    check_days(since, until)
    chosen = choice_in(MemberRole, role, "role")
    if not person.is_active or person.left_on is not None:
        raise PersonLeft(field="person", name=person.name)
    member = Member(body=body, person=person, role=chosen.value, from_date=since, until=until)
    check_member(member)
    member.save()
    content = {"person": person.ref, "role": role, "from": since, "until": until}
    journal(actor, now, "member.added", body.ref, body.region.code, content)
    return member


def check_member(member: Member) -> None:
    """Raises MemberThere when the person's memberships would overlap, SecondHead for a second head."""
    rows = Member.objects.filter(body=member.body).exclude(pk=member.pk).select_related("person")
    if member.until is not None:
        rows = rows.filter(from_date__lte=member.until)
    rows = rows.exclude(until__lt=member.from_date)
    if rows.filter(person=member.person).exists():
        raise MemberThere(field="person", name=member.person.name)
    head = rows.filter(role=MemberRole.HEAD).first() if member.role == MemberRole.HEAD else None
    if head is not None:
        raise SecondHead(field="role", name=head.person.name)


@transaction.atomic
def end_member(*, actor: Actor, now: datetime, member_id: int, on: date | None = None, reason: str) -> Member:
    """End a membership with a last day (today). Raises UnknownMember, NotAllowed, StillDeployed, WrongText."""
    found = Member.objects.filter(id=member_id).select_related("body", "person").first()
    if found is None or scope_of(actor, Ability.SEE_BODIES, now=now).empty:
        raise UnknownMember(name=str(member_id)[:18])
    body = managed_body(actor, found.body.code, now, closed=True)
    last = on or local_day(now)
    check_days(found.from_date, last, "on")
    if found.until is not None and found.until <= last:
        raise UnknownMember(name=found.person.name)
    beyond = Deployment.objects.filter(member=found).exclude(until__lte=last)
    if beyond.exists():
        raise StillDeployed(name=found.person.name)
    found.until, found.reason = last, text_in(reason, REASON_LENGTH, "reason")
    found.save(update_fields=["until", "reason"])
    content = {"person": found.person.ref, "on": last, "reason": found.reason}
    journal(actor, now, "member.ended", body.ref, body.region.code, content)
    return found
