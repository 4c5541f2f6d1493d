"""Sending bodies and their people to places, and calling them back (S2-08, S2-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from chizi.org.abilities import Actor, local_day
from chizi.org.models import Party, Region
from chizi.plan.actions.gate import check_days, journal, managed_body, text_in
from chizi.plan.models import Body, Deployment, Member
from chizi.plan.policy import policy
from chizi.plan.queries.candidates import candidates
from chizi.plan.queries.seeing import sees
from chizi.plan.refusals.bodies import (
    HINDRANCES,
    BodyElsewhere,
    DaysBackwards,
    DeploymentOver,
    Hindered,
    NobodyChosen,
    NoPlaceForBody,
    NotAPartyThere,
    PlaceTaken,
    UnknownDeployment,
    UnknownMember,
)
from chizi.plan.rules.bodies import BodyKind
from chizi.plan.rules.deploying import Candidate, Finding, Target, hindrances

BASIS_LENGTH = 200


@dataclass(frozen=True)
class Outlook:
    """What would happen, or has happened, to one member: sent, or not and why."""

    candidate: Candidate
    findings: tuple[Finding, ...]

    @property
    def may_go(self) -> bool:
        return not self.findings


@dataclass(frozen=True)
class DeploymentReport:
    """A deployment of a body, member by member. With ``stored`` False nothing was written."""

    body: Body
    target: Target
    outlooks: tuple[Outlook, ...]
    stored: bool

    @property
    def going(self) -> tuple[Outlook, ...]:
        return tuple(one for one in self.outlooks if one.may_go)

    @property
    def staying(self) -> tuple[Outlook, ...]:
        return tuple(one for one in self.outlooks if not one.may_go)


def spoken(candidate: Candidate, finding: Finding) -> str:
    """The sentence of one hindrance in the active language: who, and why."""
    about = finding.about
    if finding.reason is not None:
        about = gettext(finding.reason.text) % finding.reason.params
    return gettext(HINDRANCES[finding.hindrance]) % {"name": candidate.name, "about": about}


@transaction.atomic
def deploy_body(
    *,
    actor: Actor,
    now: datetime,
    body_code: str,
    region: Region,
    from_date: date,
    until: date | None = None,
    basis: str,
    usernames: Sequence[str] | None = None,
    party: Party | None = None,
    only_who_may: bool = False,
    whole: bool = True,
    dry_run: bool = False,
) -> DeploymentReport:
    """Send a body (``whole``) and its members, or those named, to a place or to one party there.

    All or nothing, unless ``only_who_may`` is chosen; a dry run says for each member what would happen. Nobody
    gets a role by it: the security administrator grants those. Raises UnknownBody, NotAllowed, BodyClosed,
    NoPlaceForBody, NotAPartyThere, PlaceTaken, BodyElsewhere, DaysBackwards, NobodyChosen, UnknownMember and
    Hindered, which names who and why.
    """
    body = managed_body(actor, body_code, now)
    check_days(from_date, until)
    said = text_in(basis, BASIS_LENGTH, "basis")
    if not region.code.startswith(body.region.short_code):
        raise NoPlaceForBody(field="region", region=region.name)
    if party is not None and not party.region.code.startswith(region.short_code):
        raise NotAPartyThere(field="party", party=party.name, region=region.name)
    if whole:
        _check_place(body, region, from_date, until)
    target = Target(region.code, from_date, until, party.code if party else "")
    members = _members(body, from_date, until, usernames)
    found = candidates(body, members, from_date, region, party)
    outlooks = tuple(
        Outlook(one, tuple(hindrances(one, target, BodyKind(body.kind), policy()))) for one in found
    )
    report = DeploymentReport(body, target, outlooks, stored=False)
    if dry_run:
        return report
    if not report.going or (report.staying and not only_who_may):
        _refuse(report)
    draft = Deployment(body=body, party=party, from_date=from_date, until=until, basis=said)
    _store(draft, region, members, {one.candidate.username for one in report.going}, whole)
    journal(actor, now, "body.deployed", body.ref, region.code, _said(report, said))
    return DeploymentReport(body, target, outlooks, stored=True)


def _said(report: DeploymentReport, basis: str) -> dict[str, Any]:
    """What the journal keeps of a deployment."""
    return {
        "region": report.target.region_code,
        "party": report.target.party_code,
        "from": report.target.from_date,
        "until": report.target.until,
        "basis": basis,
        "sent": [one.candidate.username for one in report.going],
        "left_out": [one.candidate.username for one in report.staying],
    }


def _refuse(report: DeploymentReport) -> None:
    if not report.outlooks:
        raise NobodyChosen(field="people")
    first = report.staying[0]
    raise Hindered(
        field="people",
        count=len(report.staying),
        all=len(report.outlooks),
        first=spoken(first.candidate, first.findings[0]),
    )


def _members(
    body: Body, from_date: date, until: date | None, usernames: Sequence[str] | None
) -> list[Member]:
    """The memberships that are meant: of each person the one that holds on the first day, or else the newest."""
    rows = body.members.select_related("person__agency").order_by("person__username", "from_date", "id")
    held: dict[str, Member] = {}
    for one in rows:
        before = held.get(one.person.username)
        if before is None or not (
            before.from_date <= from_date and (before.until is None or before.until >= from_date)
        ):
            held[one.person.username] = one
    if usernames is None:
        return [one for one in held.values() if one.until is None or one.until >= from_date]
    strange = next((name for name in usernames if name not in held), None)
    if strange is not None:
        raise UnknownMember(field="people", name=strange[:40].replace("\0", ""))
    return [held[name] for name in dict.fromkeys(usernames)]


def _check_place(body: Body, region: Region, from_date: date, until: date | None) -> None:
    """One group, one city, where the policy says so. Raises PlaceTaken, BodyElsewhere."""
    if BodyKind(body.kind) not in policy().one_to_one:
        return
    rows = Deployment.objects.filter(member__isnull=True).exclude(until__lt=from_date)
    if until is not None:
        rows = rows.filter(from_date__lte=until)
    own = rows.filter(body=body).select_related("region").first()
    if own is not None:
        raise BodyElsewhere(field="region", body=body.name, region=own.region.name)
    same = Q(city_id=region.city_id) if region.city_id else Q()
    other = rows.filter(same, body__kind=body.kind).select_related("body", "region").first()
    if other is not None and region.city_id:
        raise PlaceTaken(field="region", body=other.body.name, region=other.region.name)


def _store(draft: Deployment, region: Region, members: list[Member], going: set[str], whole: bool) -> None:
    sent: list[Member | None] = [None] if whole else []
    sent += [one for one in members if one.person.username in going]
    rows = []
    for member in sent:
        row = Deployment(
            body=draft.body,
            member=member,
            party=draft.party,
            from_date=draft.from_date,
            until=draft.until,
            basis=draft.basis,
        )
        row.stand_at(region)
        rows.append(row)
    Deployment.objects.bulk_create(rows, batch_size=200)


@transaction.atomic
def end_deployment(
    *,
    actor: Actor,
    now: datetime,
    deployment_id: int,
    on: date | None = None,
    reason: str,
    with_members: bool = True,
) -> int:
    """End a deployment with a last day (today); of a body as a whole also those of its people there.

    One that has not begun is taken back. Returns how many ended. Raises UnknownDeployment, NotAllowed,
    DeploymentOver, DaysBackwards, WrongText.
    """
    found = Deployment.objects.filter(id=deployment_id).select_related("body", "region").first()
    if found is None or not sees(actor, found.body, now):
        raise UnknownDeployment(number=deployment_id)
    body = managed_body(actor, found.body.code, now, closed=True)
    last, said = on or local_day(now), text_in(reason, BASIS_LENGTH, "reason")
    if found.until is not None and found.until <= last:
        raise DeploymentOver
    rows = Deployment.objects.filter(id=found.pk)
    if found.member_id is None and with_members:
        rows = Deployment.objects.filter(body=body, region=found.region).exclude(until__lte=last)
    if last < found.from_date and on is not None:
        raise DaysBackwards(field="on")
    withdrawn = rows.filter(from_date__gt=last).delete()[0]
    ended = rows.filter(from_date__lte=last).update(until=last, end_reason=said)
    content = {"region": found.region.code, "on": last, "reason": said, "rows": ended + withdrawn}
    journal(actor, now, "deployment.ended", body.ref, found.region.code, content)
    return ended + withdrawn
