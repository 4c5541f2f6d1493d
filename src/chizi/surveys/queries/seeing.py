"""Which surveys a viewer may see, and who must keep away from one."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from chizi.org.abilities import Actor, local_day, narrow, party_codes, scope_of
from chizi.org.conflicts import Cause, ConflictReason
from chizi.org.models import Party, Person
from chizi.org.queries import conflict_of
from chizi.org.rules import Ability, PartyKind
from chizi.plan.models import Member
from chizi.surveys.models import Survey
from chizi.surveys.refusals import RatesItself, UnknownSurvey

LARGEST = 2**62


def visible_surveys(viewer: Actor, now: datetime) -> QuerySet[Survey]:
    """Surveys about parties in the viewer's part of the tree, and those about a party or body of his own."""
    scope = scope_of(viewer, Ability.SEE_SURVEYS, now=now)
    rows = Survey.objects.select_related("party", "region", "campaign", "sample")
    if scope.everything:
        return rows
    seen = narrow(Survey.objects.all(), scope).values("pk")
    own = Q(party__code__in=party_codes(viewer, Ability.SEE_SURVEYS, now=now))
    if isinstance(viewer, Person):
        own |= Q(party__in=_bodies(viewer, now))
        own |= Q(party__agency=viewer.agency_id) if viewer.agency_id else Q()
    return rows.filter(Q(pk__in=seen) | own)


def _bodies(viewer: Person, now: datetime) -> QuerySet[Party]:
    """Bodies to which the viewer belongs today."""
    day = local_day(now)
    member = Member.objects.filter(person=viewer, from_date__lte=day)
    member = member.filter(Q(until__isnull=True) | Q(until__gte=day))
    return Party.objects.filter(pk__in=member.values("body__party"))


def survey_for(viewer: Actor, number: int, now: datetime) -> Survey:
    """The survey, if the viewer may see it. Raises UnknownSurvey."""
    found = visible_surveys(viewer, now).filter(pk=number).first() if 0 < number < LARGEST else None
    if found is None:
        raise UnknownSurvey
    return found


def kept_out(actor: Actor, party: Party, *, now: datetime) -> RatesItself | None:
    """Why this person may not ask about the party: he stands for it, belongs to it, is in one line with it, or has a
    declared relative there (F8: the rated body never asks about itself). None: he may."""
    if not isinstance(actor, Person):
        return None
    reason = conflict_of(actor, on=local_day(now), party=party)
    if reason is None:
        own = party.code in party_codes(actor, Ability.WORK_TASK, now=now) or (
            party.kind == PartyKind.BODY and _bodies(actor, now).filter(pk=party.pk).exists()
        )
        reason = ConflictReason(Cause.OWN, party.code, party.name) if own else None
    if reason is None:
        return None
    return RatesItself(party=party.name, reason=gettext(reason.text) % reason.params)


def members_of(party: Party, now: datetime) -> list[str]:
    """Refs of who belongs to the body behind a party today; none for an agency."""
    day = local_day(now)
    rows = Member.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), body__party=party, from_date__lte=day
    )
    return [f"person:{name}" for name in rows.values_list("person__username", flat=True)]
