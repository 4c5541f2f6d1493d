"""What the rules of deployment need to know about people, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from chizi.org.conflicts import Bond
from chizi.org.models import Agency, Party, Region, Tie
from chizi.org.queries.parties import conflicts_of
from chizi.org.queries.people import posts_on
from chizi.plan.models import Body, Deployment, Member
from chizi.plan.queries.bodies import trained_days
from chizi.plan.rules.deploying import Candidate, Stay


def candidates(
    body: Body, members: Iterable[Member], from_date: date, region: Region, party: Party | None
) -> list[Candidate]:
    """The members of a body as the rules see them, for being sent to a place from a day on."""
    rows = list(members)
    people = [one.person_id for one in rows]
    trained, stays = trained_days(body, people), _stays(people)
    conflicts = conflicts_of(people, on=from_date, party=party, region=None if party else region)
    return [
        Candidate(
            username=one.person.username,
            name=one.person.name,
            member_from=one.from_date,
            member_until=one.until,
            left=not one.person.is_active or one.person.left_on is not None,
            trained_on=trained.get(one.person_id),
            stays=stays.get(one.person_id, ()),
            conflict=conflicts.get(one.person_id),
        )
        for one in rows
    ]


def _stays(people: list[int]) -> dict[int, list[Stay]]:
    rows = Deployment.objects.filter(member__person_id__in=people).order_by("-from_date", "-id")
    found: dict[int, list[Stay]] = {}
    for person, code, name, since, until in rows.values_list(
        "member__person_id", "region__code", "region__name", "from_date", "until"
    ):
        if person is not None:
            found.setdefault(person, []).append(Stay(code, name, since, until))
    return found


def bonds_on(people: list[int], day: date) -> tuple[dict[int, list[Bond]], Mapping[str, str]]:
    """What binds people to parties on a day, and which party leads which; four queries."""
    agencies = {
        pk: (f"agency:{code}", place, f"agency:{above}" if above else "")
        for pk, code, place, above in Agency.objects.values_list("id", "code", "region__code", "parent__code")
    }
    found: dict[int, list[Bond]] = {}
    for person, agency in posts_on(people, day):
        found.setdefault(person, []).append(Bond(agencies[agency][0], agencies[agency][1]))
    held = Q(from_date__isnull=True) | Q(from_date__lte=day)
    ties = Tie.objects.filter(held, Q(until__isnull=True) | Q(until__gte=day), person_id__in=people)
    for person, code, place in ties.values_list("person_id", "party__code", "party__region__code"):
        found.setdefault(person, []).append(Bond(code, place, kin=True))
    return found, {code: above for code, _, above in agencies.values() if above}
