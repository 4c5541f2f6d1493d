"""Venues: the local options, with what the way costs and takes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.learn.models import Venue, VenueChoice
from chizi.learn.queries.lectures_seeing import keeps, own_codes
from chizi.learn.refusals.venues import UnknownVenue
from chizi.learn.rules.venues import VenueState
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Region
from chizi.org.rules import Ability
from chizi.plan.models import Assignment
from chizi.plan.reaching import concerns, number


@dataclass(frozen=True)
class VenueLine:
    """One venue in a list."""

    id: int
    name: str
    place: str
    address: str
    way_yuan: int
    way_minutes: int
    state: str


@dataclass(frozen=True)
class VenueList:
    """Some venues, newest first; ``after`` is the next cursor, or empty."""

    venues: tuple[VenueLine, ...]
    after: str


@dataclass(frozen=True)
class VenuePage:
    """One venue with the actions chosen there, as far as they concern the viewer."""

    venue: Venue
    choices: tuple[tuple[VenueChoice, Assignment], ...]
    may_keep: bool
    may_choose: bool


def visible_venues(viewer: Actor, *, now: datetime) -> QuerySet[Venue]:
    """Open ones for everybody who learns, also those of the next county; others for who sees learning there."""
    sees = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    rows = Venue.objects.all()
    if scope_of(viewer, Ability.LEARN, now=now).empty and sees.empty:
        return rows.none()
    if sees.everything:
        return rows
    return rows.filter(
        Q(state=VenueState.OPEN.value) | Q(pk__in=narrow(Venue.objects.all(), sees).values("pk"))
    )


def venues(
    viewer: Actor,
    *,
    now: datetime,
    region: Region | None = None,
    state: str = VenueState.OPEN.value,
    after: str = "",
    limit: int = 50,
) -> VenueList:
    """Venues, newest first, keyset-paged."""
    rows = visible_venues(viewer, now=now)
    if region is not None and region.level > 1:
        rows = rows.filter(Q(city=region) | Q(county=region) | Q(town=region))
    rows = rows.filter(state=state) if state in set(VenueState) else rows
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.select_related("region").order_by("-pk")[: limit + 1])
    lines = tuple(
        VenueLine(one.pk, one.name, one.region.name, one.address, one.way_yuan, one.way_minutes, one.state)
        for one in found[:limit]
    )
    return VenueList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def venue_page(viewer: Actor, venue_id: int, *, now: datetime) -> VenuePage:
    """One venue. Raises UnknownVenue."""
    rows = visible_venues(viewer, now=now).filter(pk=number(venue_id))
    one = rows.select_related("owner", "region").first()
    if one is None:
        raise UnknownVenue(number=venue_id)
    seen = Assignment.objects.filter(concerns(viewer, now=now))
    chosen = VenueChoice.objects.filter(venue=one, assignment__in=seen.values("pk"))
    chosen = chosen.select_related("assignment__task", "party").order_by("-id")[:20]
    return VenuePage(
        venue=one,
        choices=tuple((each, each.assignment) for each in chosen),
        may_keep=one.state == VenueState.OPEN and keeps(viewer, one.owner, now=now),
        may_choose=one.state == VenueState.OPEN and bool(own_codes(viewer, now=now)),
    )
