"""Who could be asked: the frame of a sample, without anybody who is bound to the rated body."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from chizi.org.abilities import Actor, local_day
from chizi.org.conflicts import Cause
from chizi.org.models import Agency, Party, Person
from chizi.org.queries import conflicts_of
from chizi.org.rules import PartyKind
from chizi.plan.models import Deployment, Member
from chizi.surveys.rules.surveys import Source


def frame_of(
    party: Party, source: Source, parties: Iterable[Party], *, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Refs of the people who serve in ``parties`` and may be asked about ``party``, in order.

    Left out: whoever serves in the rated body or in its line, has a relative there, belongs to the rated group, and
    whoever draws. A superior is in one line with the rated body; as a superior he is asked.
    """
    agencies = [one.agency_id for one in parties if one.agency_id is not None]
    people = dict(
        Person.objects.filter(agency__in=agencies, is_active=True, left_on__isnull=True).values_list(
            "id", "username"
        )
    )
    day = local_day(now)
    above = _above(party) if source is Source.SUPERVISORS else set()
    out = {
        person
        for person, reason in conflicts_of(people, on=day, party=party).items()
        if not (reason.cause is Cause.LED and reason.party in above)
    }
    members = Member.objects.filter(body__party=party, person__in=people)
    out |= set(members.filter(Q(until__isnull=True) | Q(until__gte=day)).values_list("person_id", flat=True))
    refs = {f"person:{name}" for person, name in people.items() if person not in out}
    return tuple(sorted(refs - {actor.ref}))


def guided_parties(party: Party, *, now: datetime) -> list[Party]:
    """The agencies that a guidance group guides: those in the places to which it was sent, up to today (S2-12)."""
    sent = Deployment.objects.filter(body__party=party, from_date__lte=local_day(now)).select_related(
        "region"
    )
    wanted = Q(pk__in=[])
    for one in sent:
        if one.party_id is not None:
            wanted |= Q(pk=one.party_id)
        elif one.city_id is None:
            wanted |= Q(city__isnull=True)
        else:
            level = "town" if one.town_id else "county" if one.county_id else "city"
            wanted |= Q(**{level: one.region_id})
    rows = Party.objects.filter(wanted, kind=PartyKind.AGENCY.value, closed_on__isnull=True)
    return list(rows.exclude(pk=party.pk).order_by("code"))


def _above(party: Party) -> set[str]:
    """Codes of the parties that lead this one."""
    parents = {
        f"agency:{code}": f"agency:{above}"
        for code, above in Agency.objects.filter(parent__isnull=False).values_list("code", "parent__code")
    }
    found: set[str] = set()
    at = parents.get(party.code, "")
    while at and at not in found:
        found.add(at)
        at = parents.get(at, "")
    return found
