"""Invitation slips and resets, and the office itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Invitation, Office, Person
from chizi.org.queries.people import names_of_people
from chizi.org.refusals import DemoStands, HouseInUse, OfficeExists
from chizi.org.rules import Ability


class SlipState(StrEnum):
    """Where a slip stands."""

    WAITS = "waits"  # a reset that a second administrator has to release
    OPEN = "open"
    EXPIRED = "expired"


@dataclass(frozen=True)
class InvitationLine:
    """One slip or reset that is not used or withdrawn; never its code. ``may_release``: by this viewer."""

    id: int
    username: str
    name: str
    agency: str
    purpose: str
    state: SlipState
    asked_by: str
    asked_at: datetime
    issued_by: str
    expires_at: datetime | None
    may_release: bool


def office() -> Office | None:
    """The office that was opened here, or None: an empty house, or a demo."""
    return Office.objects.first()


def invitations(viewer: Actor, *, now: datetime, limit: int = 200) -> list[InvitationLine]:
    """Slips and resets of the people whom the viewer looks after, what waits for a release first; two queries."""
    issue = scope_of(viewer, Ability.IMPORT_PEOPLE, now=now)
    release = scope_of(viewer, Ability.RELEASE_RESET, now=now)
    rows = Invitation.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
    rows = rows.select_related("person", "person__agency").order_by("issued_at", "-id")
    if not issue.everything:
        rows = narrow(rows, release, "person__agency__")
    found = sorted(rows[:limit], key=lambda one: one.issued_at is not None)
    names = names_of_people({ref for one in found for ref in (one.asked_by, one.issued_by)})
    own = viewer.ref
    return [
        InvitationLine(
            id=one.id,
            username=one.person.username,
            name=one.person.name,
            agency=one.person.agency.name if one.person.agency else "",
            purpose=one.purpose,
            state=state_of(one, now),
            asked_by=names.get(one.asked_by, one.asked_by),
            asked_at=one.asked_at,
            issued_by=names.get(one.issued_by, one.issued_by),
            expires_at=one.expires_at,
            may_release=one.issued_at is None
            and own not in (one.asked_by, one.person.ref)
            and (release.everything or (one.person.agency is not None and release.covers(one.person.agency))),
        )
        for one in found
    ]


def state_of(invitation: Invitation, now: datetime) -> SlipState:
    """Where a slip that is neither used nor withdrawn stands at an instant."""
    if invitation.issued_at is None:
        return SlipState.WAITS
    return SlipState.OPEN if invitation.expires_at and now < invitation.expires_at else SlipState.EXPIRED


def resets_to_release(viewer: Actor, *, now: datetime) -> list[InvitationLine]:
    """Resets that wait for just this viewer: for "my day"."""
    return [one for one in invitations(viewer, now=now) if one.may_release]


def require_empty_house() -> None:
    """Raise OfficeExists, DemoStands or HouseInUse unless an office may still be opened here: nobody registered."""
    stands = office()
    if stands is not None:
        day = stands.opened_at.astimezone(ZoneInfo(stands.time_zone)).date()
        raise OfficeExists(name=stands.name, day=day.isoformat())
    if Person.objects.filter(synthetic=True).exists():
        raise DemoStands
    if Person.objects.exists():
        raise HouseInUse
