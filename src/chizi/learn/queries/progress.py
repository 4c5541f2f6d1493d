"""The progress board (S1-07, S1-08): of how many people, of how many parties, what is asked is done and mastered.

From counters; places and parties stand in the order of their codes. No person, no rank, no time (R-01 to R-03).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from chizi.ground.counters.counts import read_counts
from chizi.learn import learners, tallies
from chizi.learn.models import BlueprintCell, FixedQuestion, LearningItem, Objective
from chizi.learn.rules.outcomes import COUNTED
from chizi.org.abilities import Actor, local_day, scope_of
from chizi.org.models import Party, Region
from chizi.org.queries import RegionRef, ancestors, children, home_region, region_ref, visible_region
from chizi.org.rules import Ability, Level
from chizi.plan.models import Campaign
from chizi.plan.reaching import visible_campaigns
from chizi.plan.rules.campaigns import CampaignState
from chizi.plan.rules.tasks import TaskKind, TaskState

MOST_ITEMS, MOST_CAMPAIGNS, MOST_PARTIES, LONGEST = 200, 40, 200, 60


@dataclass(frozen=True)
class ItemFigure:
    """One thing asked: done by ``done`` of the ``asked`` people; ``late``: its day has passed."""

    item_id: int
    title: str
    about: str
    task: str
    task_id: int
    due: date
    done: int
    asked: int
    late: bool


@dataclass(frozen=True)
class ObjectiveFigure:
    """One objective: mastered by ``met`` of ``people``."""

    code: str
    title: str
    met: int
    people: int


@dataclass(frozen=True)
class PlaceFigure:
    """A place or a party: ``done`` of ``asked`` person-items; ``stalled`` of them are past their day and not done
    (None for a party: its page says it)."""

    code: str
    name: str
    people: int
    parties: int
    asked: int
    done: int
    stalled: int | None
    applied: int


@dataclass(frozen=True)
class ProgressBoard:
    """What one place has achieved in a campaign, and where it stalls.

    ``counted_at`` is the instant at which people and what they are asked were counted; None before the first time.
    """

    region: RegionRef
    above: tuple[RegionRef, ...]
    campaigns: tuple[tuple[str, str], ...]
    campaign: str
    campaign_title: str
    whole: PlaceFigure
    items: tuple[ItemFigure, ...]
    objectives: tuple[ObjectiveFigure, ...]
    places: tuple[PlaceFigure, ...]
    parties: tuple[PlaceFigure, ...]
    after: str
    counted_at: datetime | None


def place_of(region: Region) -> str:
    """The place of a region in the keys of counters."""
    return tallies.WHOLE if region.level == Level.PROVINCE else tallies.region_place(region.id)


def small(region: Region) -> bool:
    """Whether a region lies below the counties: what is done there is added up from its parties."""
    return region.level > Level.COUNTY


def chosen_campaign(viewer: Actor, code: str, *, now: datetime) -> tuple[Campaign | None, list[Campaign]]:
    """The campaign with this code, else the newest that asks for learning, and all one may choose; one query."""
    rows = visible_campaigns(viewer, now=now).exclude(state=CampaignState.DRAFT.value)
    asks = Exists(LearningItem.objects.filter(task__measure__campaign=OuterRef("pk")))
    found = list(rows.annotate(learns=asks).order_by("-starts", "code")[:MOST_CAMPAIGNS])
    first = next((one for one in found if one.learns), found[0] if found else None)
    offered: list[Campaign] = [*found]
    return next((one for one in offered if one.code == code), first), offered


def items_of(campaign: Campaign | None, kind: str = TaskKind.PRESCRIBED) -> list[LearningItem]:
    """What the tasks of a campaign ask to be learned, the earliest due first; one query."""
    if campaign is None:
        return []
    rows = LearningItem.objects.filter(
        task__measure__campaign=campaign, task__kind=kind, task__state=TaskState.OPEN.value
    )
    return list(rows.select_related("task").order_by("task__due", "task_id", "position")[:MOST_ITEMS])


def objectives_in(items: Iterable[LearningItem]) -> QuerySet[Objective]:
    """The objectives that the papers among the items ask about, in the order of their codes."""
    papers = {int(one.about.partition(":")[2]) for one in items if one.about.startswith("paper:")}
    cells = BlueprintCell.objects.filter(paper_id__in=papers).values("objective_id")
    fixed = FixedQuestion.objects.filter(paper_id__in=papers).values("question__objective_id")
    rows = Objective.objects.filter(Q(id__in=cells) | Q(id__in=fixed), withdrawn_at=None)
    return rows.order_by("code")


def progress_board(
    viewer: Actor, *, now: datetime, campaign: str = "", region: str = "", after: str = "", limit: int = 50
) -> ProgressBoard:
    """What has been achieved within a region, and below it; eight queries, in a town nine. Raises UnknownRegion."""
    home = None if region else home_region(viewer, now=now, ability=Ability.SEE_LEARNING)
    at = home or visible_region(viewer, region, now=now, ability=Ability.SEE_LEARNING)
    chosen, all_campaigns = chosen_campaign(viewer, campaign, now=now)
    items = items_of(chosen)
    below = children(at) if at.level < Level.COUNTY else []
    parties = _parties(at, after, limit + 1)
    regions = [at, *below]
    places = [place_of(one) for one in regions]
    own = [tallies.party_place(one.id) for one in parties[:limit]]
    inside = [tallies.party_place(one.id) for one in _parties(at, "", MOST_PARTIES)] if small(at) else []
    counted = _Counted(chosen, items, list(objectives_in(items)), places, own, local_day(now), inside)
    return ProgressBoard(
        region=region_ref(at),
        # Home is the highest place that the viewer sees: there is nothing above it to go to.
        above=ancestors(at, scope_of(viewer, Ability.SEE_LEARNING, now=now)) if region else (region_ref(at),),
        campaigns=tuple((one.code, one.title) for one in all_campaigns),
        campaign=chosen.code if chosen else "",
        campaign_title=chosen.title if chosen else "",
        whole=counted.place(at.code, at.name, places[0]),
        items=counted.items(places[0]),
        objectives=counted.objectives(places[0]),
        places=tuple(counted.place(one.code, one.name, place_of(one)) for one in below),
        parties=tuple(
            counted.party(one.code, one.name, tallies.party_place(one.id)) for one in parties[:limit]
        ),
        after=parties[limit - 1].code if len(parties) > limit else "",
        counted_at=counted.at,
    )


def _parties(at: Region, after: str, most: int) -> list[Party]:
    """In a county all its parties, above only those of the place itself; those have counters of their own."""
    rows = Party.objects.filter(closed_on__isnull=True, agency__isnull=False).order_by("code")
    rows = rows.filter(county_id=at.id) if at.level == Level.COUNTY else rows.filter(region_id=at.id)
    if after and len(after) <= LONGEST and after.isprintable():
        rows = rows.filter(code__gt=after)
    return list(rows[:most])


class _Counted:
    """The counters of some places and parties; two queries. ``inside``: the parties that make up the first place,
    where it has no counters of its own."""

    def __init__(
        self,
        campaign: Campaign | None,
        items: Sequence[LearningItem],
        objectives: Sequence[Objective],
        places: Sequence[str],
        parties: Sequence[str],
        today: date,
        inside: Sequence[str] = (),
    ) -> None:
        self._items, self._objectives, self._today = items, objectives, today
        self._campaign = campaign.pk if campaign else 0
        everywhere = [*places, *parties]
        self._asked = read_counts(
            learners.BOARD,
            [
                learners.AT,
                *(learners.people_key(one) for one in everywhere),
                *(learners.parties_key(one) for one in places),
                *(learners.owed_key(self._campaign, one) for one in everywhere),
                *(learners.asked_key(item.pk, one) for item in items for one in places),
            ],
        )
        self._done = read_counts(
            tallies.BOARD,
            [
                *(key for one in everywhere for key in self._keys(one, ())),
                *(key for one in (places[0], *inside) for key in self._keys(one, objectives)),
            ],
        )
        if inside:
            parts = zip(*(self._keys(one, objectives) for one in inside), strict=True)
            summed = (sum(self._done[key] for key in part) for part in parts)
            self._done |= dict(zip(self._keys(places[0], objectives), summed, strict=True))

    def _keys(self, place: str, objectives: Sequence[Objective]) -> list[str]:
        """Under what is counted what a place has done, and of these objectives mastered."""
        return [
            *(tallies.done_key(one.pk, place) for one in self._items),
            *(tallies.met_key(one.pk, place) for one in objectives),
            *(tallies.kind_key(kind.value, place) for kind in COUNTED),
        ]

    @property
    def at(self) -> datetime | None:
        """When the people were counted."""
        seconds = self._asked[learners.AT]
        return datetime.fromtimestamp(seconds, UTC) if seconds else None

    def items(self, place: str) -> tuple[ItemFigure, ...]:
        """Item by item at a place."""
        return tuple(
            ItemFigure(
                item_id=one.pk,
                title=one.title,
                about=one.about,
                task=one.task.title,
                task_id=one.task_id,
                due=one.task.due,
                done=self._done[tallies.done_key(one.pk, place)],
                asked=self._asked[learners.asked_key(one.pk, place)],
                late=one.task.due < self._today,
            )
            for one in self._items
        )

    def objectives(self, place: str) -> tuple[ObjectiveFigure, ...]:
        """Objective by objective at a place."""
        people = self._asked[learners.people_key(place)]
        return tuple(
            ObjectiveFigure(one.code, one.title, self._done[tallies.met_key(one.pk, place)], people)
            for one in self._objectives
        )

    def place(self, code: str, name: str, place: str) -> PlaceFigure:
        """A place with what is past its day."""
        figures = self.items(place)
        stalled = sum(max(one.asked - one.done, 0) for one in figures if one.late)
        return self._figure(code, name, place, self._asked[learners.parties_key(place)], stalled)

    def party(self, code: str, name: str, place: str) -> PlaceFigure:
        """A party."""
        return self._figure(code, name, place, 1, None)

    def _figure(self, code: str, name: str, place: str, parties: int, stalled: int | None) -> PlaceFigure:
        return PlaceFigure(
            code=code,
            name=name,
            people=self._asked[learners.people_key(place)],
            parties=parties,
            asked=self._asked[learners.owed_key(self._campaign, place)],
            done=sum(self._done[tallies.done_key(item.pk, place)] for item in self._items),
            stalled=stalled,
            applied=self._done[tallies.kind_key("applied", place)],
        )
