"""Notes of those who steer, with their replies."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.learn.models import Advice, Venue
from chizi.learn.queries.lectures_seeing import in_sight
from chizi.learn.refusals.advice import UnknownAdvice
from chizi.learn.rules.advice import AdviceKind, AdviceState
from chizi.learn.rules.applications import parted
from chizi.org.abilities import Actor, stands_for
from chizi.org.models import Party
from chizi.org.queries import names_of_people
from chizi.org.rules import Ability
from chizi.plan.models import Assignment
from chizi.plan.reaching import concerns, number

ABOUT = frozenset({"assignment", "venue"})


@dataclass(frozen=True)
class AdviceLine:
    """One note in a list."""

    id: int
    kind: str
    party_code: str
    party: str
    text: str
    given_by: str
    given_for: str
    given_at: datetime
    state: str
    replied_at: datetime | None


@dataclass(frozen=True)
class AdviceList:
    """Some notes, newest first; ``after`` is the next cursor, or empty."""

    advice: tuple[AdviceLine, ...]
    after: str


@dataclass(frozen=True)
class AdvicePage:
    """One note with its reply, what it is about, and what the viewer may do."""

    advice: Advice
    subject: str
    given_by: str
    replied_by: str
    may_reply: bool
    may_withdraw: bool


def visible_advice(viewer: Actor, *, now: datetime) -> QuerySet[Advice]:
    """Notes to parties in the viewer's sight, those to his own, and those that he wrote."""
    seen = in_sight(Advice.objects.all(), viewer, now=now)
    ref = viewer.ref if viewer is not None else ""
    return Advice.objects.filter(Q(pk__in=seen.values("pk")) | Q(given_by=ref))


def advice(
    viewer: Actor,
    *,
    now: datetime,
    kind: str = "",
    state: str = "",
    party: str = "",
    after: str = "",
    limit: int = 50,
) -> AdviceList:
    """Notes, newest first, keyset-paged; four queries."""
    rows = visible_advice(viewer, now=now)
    rows = rows.filter(kind=kind) if kind in set(AdviceKind) else rows
    rows = rows.filter(state=state) if state in set(AdviceState) else rows
    if party and len(party) <= 60 and party.isprintable():
        rows = rows.filter(party__code=party)
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    found = list(rows.select_related("party").order_by("-pk")[: limit + 1])
    names = names_of_people(one.given_by for one in found)
    lines = tuple(
        AdviceLine(
            one.pk,
            one.kind,
            one.party.code,
            one.party.name,
            one.text,
            names.get(one.given_by, one.given_by),
            one.given_for,
            one.given_at,
            one.state,
            one.replied_at,
        )
        for one in found[:limit]
    )
    return AdviceList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def advice_page(viewer: Actor, advice_id: int, *, now: datetime) -> AdvicePage:
    """One note. Raises UnknownAdvice."""
    rows = visible_advice(viewer, now=now).filter(pk=number(advice_id))
    one = rows.select_related("party__region").first()
    if one is None:
        raise UnknownAdvice(number=advice_id)
    names = names_of_people([one.given_by, one.replied_by])
    waits = one.state == AdviceState.GIVEN
    return AdvicePage(
        advice=one,
        subject=subject_title(viewer, one.about, one.party, now=now),
        given_by=names.get(one.given_by, one.given_by),
        replied_by=names.get(one.replied_by, one.replied_by),
        may_reply=waits and stands_for(viewer, Ability.WORK_TASK, one.party, now=now),
        may_withdraw=waits and viewer is not None and one.given_by == viewer.ref,
    )


def subject_title(viewer: Actor, about: str, party: Party, *, now: datetime) -> str:
    """The title of an action of that party or of a venue, as far as the viewer may see it; else empty."""
    found = parted(about, ABOUT)
    if found is None:
        return ""
    if found[0] == "venue":
        return Venue.objects.filter(pk=found[1]).values_list("name", flat=True).first() or ""
    rows = Assignment.objects.filter(concerns(viewer, now=now), pk=found[1], party=party)
    return rows.values_list("task__title", flat=True).first() or ""
