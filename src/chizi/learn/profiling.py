"""Making the quality profiles of parties from what their people have shown. Part of a job, in its transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from chizi.learn import learners
from chizi.learn.models import Application, ItemState, LearningItem, Mastery, Profile
from chizi.learn.queries.progress import items_of, objectives_in
from chizi.learn.rules.applications import ApplicationState
from chizi.learn.rules.profiles import Dimension, Scheme, binned, mondays, percent_of
from chizi.learn.schemes import current_scheme
from chizi.org.abilities import local_day
from chizi.org.models import Party
from chizi.plan.models import Assignment, Campaign
from chizi.plan.rules.campaigns import CampaignState
from chizi.plan.rules.tasks import OWED, TaskKind

USED, CONFIRMED = 1, 2  # the bins of depth


def make_profiles(now: datetime) -> int:
    """Make the profile of each party in each campaign that runs anew; gives how many."""
    today, made = local_day(now), 0
    running = Campaign.objects.filter(state=CampaignState.ISSUED.value, starts__lte=today, ends__gte=today)
    for campaign in running.order_by("id"):
        made += _of_campaign(campaign, current_scheme(today), now)
    return made


def _of_campaign(campaign: Campaign, scheme: Scheme, now: datetime) -> int:
    prescribed, optional = items_of(campaign), items_of(campaign, TaskKind.OPTIONAL.value)
    if not prescribed and not optional:
        return 0
    objectives = list(objectives_in([*prescribed, *optional]).values_list("id", flat=True))
    asked = Assignment.objects.filter(campaign_id=campaign.pk, state__in=sorted(OWED)).values("party_id")
    parties = list(Party.objects.filter(id__in=asked, agency__isnull=False, closed_on=None).order_by("id"))
    rows = []
    for party in parties:
        people = learners.people_of(party.pk)
        weeks = mondays(campaign.starts, min(local_day(now), campaign.ends))
        if people:
            content = {
                Dimension.REGULARITY.value: _regularity(party, weeks, people, scheme),
                Dimension.INITIATIVE.value: _initiative(party, optional, people, scheme),
                Dimension.BREADTH.value: _breadth(party, objectives, people, scheme),
                Dimension.DEPTH.value: _depth(party, campaign, people, scheme),
            }
            rows.append(Profile(
                party=party, campaign_code=campaign.code, scheme=scheme.version, learners=people,
                weeks=len(weeks), content=content, made_at=now,
            ))  # fmt: skip
    _keep(rows)
    return len(rows)


def _keep(rows: Sequence[Profile]) -> None:
    """Over the ones of yesterday, which keep their number and their objections."""
    Profile.objects.bulk_create(
        rows,
        batch_size=100,
        update_conflicts=True,
        unique_fields=["party", "campaign_code", "scheme"],
        update_fields=["learners", "weeks", "content", "made_at"],
    )


def _regularity(party: Party, weeks: Sequence[date], people: int, scheme: Scheme) -> list[int]:
    # Somebody in a large party is more than nobody, even where the share rounds to nothing.
    shares = (
        max(percent_of(one, people), 1) if one else 0 for one in learners.people_by_week(party.pk, weeks)
    )
    return binned(shares, scheme.measured(Dimension.REGULARITY).starts)


def _people(values: Iterable[int], people: int, starts: Sequence[int]) -> list[int]:
    """The bins of people, those without any value in the first."""
    known = list(values)[:people]
    return binned([*known, *([0] * (people - len(known)))], starts)


def _serving(party: Party) -> dict[str, object]:
    return {"person__agency_id": party.agency_id, "person__is_active": True}


def _initiative(party: Party, optional: Sequence[LearningItem], people: int, scheme: Scheme) -> list[int]:
    rows = ItemState.objects.filter(item__in=[one.pk for one in optional], party=party, **_serving(party))
    counts = Counter(rows.values_list("person_id", flat=True))
    return _people(counts.values(), people, scheme.measured(Dimension.INITIATIVE).starts)


def _breadth(party: Party, objectives: Sequence[int], people: int, scheme: Scheme) -> list[int]:
    rows = Mastery.objects.filter(objective__in=objectives, party=party, met=True, **_serving(party))
    counts = Counter(rows.values_list("person_id", flat=True))
    shares = (max(percent_of(one, len(objectives)), 1) for one in counts.values())
    return _people(shares, people, scheme.measured(Dimension.BREADTH).starts)


def _depth(party: Party, campaign: Campaign, people: int, scheme: Scheme) -> list[int]:
    """Quality, not volume: the furthest that one application of each has come."""
    furthest: dict[int, int] = {}
    rows = Application.objects.filter(party=party, claimed_at__date__gte=campaign.starts, **_serving(party))
    levels = {ApplicationState.CLAIMED.value: USED, ApplicationState.CONFIRMED.value: CONFIRMED}
    for person, state in rows.values_list("person_id", "state"):
        furthest[person] = max(furthest.get(person, 0), levels.get(state, 0))
    return _people(furthest.values(), people, scheme.measured(Dimension.DEPTH).starts)
