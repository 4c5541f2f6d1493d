"""Venues, and the actions that parties choose to hold there (S1-14, S1-27)."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from chizi.learn.actions.applications_parts import journal, locked, own_key, sent_before
from chizi.learn.models import Venue, VenueChoice
from chizi.learn.queries.lectures_seeing import keeps
from chizi.learn.queries.venues import visible_venues
from chizi.learn.refusals.venues import BadCost, NotYourVenue, UnknownVenue, VenueGone, VenueThere
from chizi.learn.rules.venues import (
    ADDRESS_LENGTH,
    MOST_MINUTES,
    MOST_YUAN,
    NAME_LENGTH,
    TEXT_LENGTH,
    VenueState,
    whole,
)
from chizi.org.abilities import Actor
from chizi.org.queries import party as visible_party
from chizi.plan.actions import choose_task
from chizi.plan.models import Assignment
from chizi.plan.reaching import number, same_version, text_of


@transaction.atomic
def add_venue(
    *,
    actor: Actor,
    now: datetime,
    owner: str,
    name: str,
    text: str,
    address: str,
    way_yuan: int,
    way_minutes: int,
    key: UUID | None = None,
) -> Venue:
    """Add a local option. What the way costs a person (yuan) and takes (minutes, there and back) is said beforehand.

    Raises UnknownParty, NotYourVenue, BadCost, VenueThere, BadText, KeyUsed.
    """
    if (found := sent_before(Venue, key, actor.ref, "added_by")) is not None:
        return found
    party = visible_party(actor, owner, now=now)
    if not keeps(actor, party, now=now):
        raise NotYourVenue(party=party.name)
    row = Venue(key=own_key(key), owner=party, state=VenueState.OPEN.value, added_by=actor.ref, added_at=now)
    row.stand_at(party.region)
    _fill(row, name, text, address, way_yuan, way_minutes)
    _save(row)
    journal(row, actor, now, "venue.added", {"name": row.name})
    return row


def _fill(row: Venue, name: str, text: str, address: str, way_yuan: int, way_minutes: int) -> None:
    if not whole(way_yuan, MOST_YUAN):
        raise BadCost(field="way_yuan", most=MOST_YUAN)
    if not whole(way_minutes, MOST_MINUTES):
        raise BadCost(field="way_minutes", most=MOST_MINUTES)
    row.name = text_of(name, NAME_LENGTH, "name")
    row.text = text_of(text, TEXT_LENGTH, "text")
    row.address = text_of(address, ADDRESS_LENGTH, "address")
    row.way_yuan, row.way_minutes = way_yuan, way_minutes


def _save(row: Venue) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise VenueThere(field="name") from error


@transaction.atomic
def change_venue(
    *,
    actor: Actor,
    now: datetime,
    venue_id: int,
    version: int,
    name: str,
    text: str,
    address: str,
    way_yuan: int,
    way_minutes: int,
) -> Venue:
    """Put a venue right. Raises UnknownVenue, NotYourVenue, StalePage, VenueGone, BadCost, VenueThere, BadText."""
    row = _kept(actor, venue_id, version, now=now)
    _fill(row, name, text, address, way_yuan, way_minutes)
    row.version += 1
    _save(row)
    journal(row, actor, now, "venue.changed", {"name": row.name, "yuan": way_yuan, "minutes": way_minutes})
    return row


@transaction.atomic
def withdraw_venue(*, actor: Actor, now: datetime, venue_id: int, version: int) -> Venue:
    """Take a venue off the list; what was chosen stays. Raises UnknownVenue, NotYourVenue, StalePage, VenueGone."""
    row = _kept(actor, venue_id, version, now=now)
    row.state = VenueState.WITHDRAWN.value
    row.version += 1
    row.save(update_fields=["state", "version"])
    journal(row, actor, now, "venue.withdrawn", {})
    return row


def _kept(actor: Actor, venue_id: int, version: int, *, now: datetime) -> Venue:
    if not visible_venues(actor, now=now).filter(pk=number(venue_id)).exists():
        raise UnknownVenue(number=venue_id)
    row = locked(Venue, venue_id, "owner", "region")
    if row is None:
        raise UnknownVenue(number=venue_id)
    if not keeps(actor, row.owner, now=now):
        raise NotYourVenue(party=row.owner.name)
    if row.state != VenueState.OPEN:
        raise VenueGone
    same_version(row, version)
    return row


@transaction.atomic
def choose_at_venue(
    *,
    actor: Actor,
    now: datetime,
    party: str,
    venue_id: int,
    title: str,
    text: str,
    rationale: str,
    due: date,
) -> Assignment:
    """A party chooses an action of its own at a venue: an optional task, in nobody's denominator and load. Nobody
    decides on it; those who guide may only comment.

    Raises UnknownVenue, VenueGone, UnknownParty and what `plan.choose_task` raises.
    """
    row = visible_venues(actor, now=now).filter(pk=number(venue_id)).first()
    if row is None:
        raise UnknownVenue(number=venue_id)
    if row.state != VenueState.OPEN:
        raise VenueGone
    own = visible_party(actor, party, now=now)
    chosen = choose_task(
        actor=actor, now=now, party=own, title=title, text=text, rationale=rationale, due=due
    )
    VenueChoice.objects.create(venue=row, assignment=chosen, party=own, chosen_by=actor.ref, chosen_at=now)
    journal(row, actor, now, "venue.chosen", {"party": own.code, "assignment": chosen.ref})
    return chosen
