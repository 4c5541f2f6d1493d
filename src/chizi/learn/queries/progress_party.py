"""A party's page: what is asked of it, of how many it is done, mastered and applied. Never a list of persons ranked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from chizi.ground.counters.counts import read_counts
from chizi.learn import learners, tallies
from chizi.learn.models import ItemState, LearningItem, LectureParty
from chizi.learn.queries.progress import ObjectiveFigure, chosen_campaign, items_of, objectives_in
from chizi.learn.refusals.profiles import UnknownProgressParty
from chizi.learn.rules.outcomes import COUNTED
from chizi.org.abilities import Actor, local_day, may, stands_for
from chizi.org.models import Party, Person
from chizi.org.queries import party_by_code
from chizi.org.refusals import UnknownParty
from chizi.org.rules import Ability
from chizi.plan.models import Assignment, Campaign
from chizi.plan.rules.tasks import LIVE, OWED, AssignmentState, TaskKind

MOST_NAMES, MOST_ROWS = 200, 300


@dataclass(frozen=True)
class PartyItem:
    """One thing asked of a party: done by ``done`` of ``asked`` of its people, until ``due``."""

    item_id: int
    title: str
    about: str
    task: str
    task_id: int
    prescribed: bool
    due: date
    done: int
    asked: int
    late: bool


@dataclass(frozen=True)
class Milestone:
    """An assignment of the party in the campaign: its due day and where it stands (S1-08)."""

    assignment_id: int
    title: str
    due: date
    state: str
    late: bool


@dataclass(frozen=True)
class PartyProgress:
    """All of a party in one campaign. ``leads``: the viewer stands for it and may see who still owes what."""

    code: str
    name: str
    place: str
    campaigns: tuple[tuple[str, str], ...]
    campaign: str
    campaign_title: str
    people: int
    items: tuple[PartyItem, ...]
    objectives: tuple[ObjectiveFigure, ...]
    milestones: tuple[Milestone, ...]
    kinds: Mapping[str, int]
    lectures: int
    last_lecture: date | None
    leads: bool


def progress_party_for(viewer: Actor, code: str, *, now: datetime) -> Party:
    """A party whose progress the viewer may see: at his places, one he stands for, or his own.

    Raises UnknownProgressParty.
    """
    try:
        party = party_by_code(code)
    except UnknownParty:
        raise UnknownProgressParty(code=code[:60].replace("\0", "")) from None
    if may(viewer, Ability.SEE_LEARNING, party, now=now) or leads(viewer, party, now=now):
        return party
    here = party.agency_id is not None and isinstance(viewer, Person) and viewer.agency_id == party.agency_id
    if here and isinstance(viewer, Person) and viewer.is_active:
        return party
    raise UnknownProgressParty(code=code)


def leads(viewer: Actor, party: Party, *, now: datetime) -> bool:
    """Whether the viewer is the party's own leader or clerk: only they are told names."""
    return stands_for(viewer, Ability.WORK_TASK, party, now=now)


def party_progress(viewer: Actor, code: str, *, now: datetime, campaign: str = "") -> PartyProgress:
    """What a party has achieved in a campaign; nine queries. Raises UnknownProgressParty."""
    party = progress_party_for(viewer, code, now=now)
    chosen, all_campaigns = chosen_campaign(viewer, campaign, now=now)
    rows = _assignments(party, chosen)
    place, today = tallies.party_place(party.id), local_day(now)
    people = learners.people_of(party.id)
    items = _items(rows)
    objectives = list(objectives_in(items))
    counts = read_counts(
        tallies.BOARD,
        [
            *(tallies.done_key(one.pk, place) for one in items),
            *(tallies.met_key(one.pk, place) for one in objectives),
            *(tallies.kind_key(kind.value, place) for kind in COUNTED),
        ],
    )
    lectures = _lectures(party, chosen)
    return PartyProgress(
        code=party.code,
        name=party.name,
        place=party.region.name,
        campaigns=tuple((one.code, one.title) for one in all_campaigns),
        campaign=chosen.code if chosen else "",
        campaign_title=chosen.title if chosen else "",
        people=people,
        items=tuple(
            _item(one, rows, people, counts[tallies.done_key(one.pk, place)], today) for one in items
        ),
        objectives=tuple(
            ObjectiveFigure(one.code, one.title, counts[tallies.met_key(one.pk, place)], people)
            for one in objectives
        ),
        milestones=_milestones(rows, today),
        kinds={kind.value: counts[tallies.kind_key(kind.value, place)] for kind in COUNTED},
        lectures=lectures[0],
        last_lecture=lectures[1],
        leads=leads(viewer, party, now=now),
    )


def _assignments(party: Party, campaign: Campaign | None) -> list[Assignment]:
    if campaign is None:
        return []
    rows = Assignment.objects.filter(party=party, campaign_id=campaign.pk, state__in=sorted(OWED))
    return list(rows.select_related("task").order_by("due", "id")[:MOST_ROWS])


def _items(rows: list[Assignment]) -> list[LearningItem]:
    tasks = {one.top_task_id for one in rows}
    found = LearningItem.objects.filter(task__in=tasks).select_related("task")
    return list(found.order_by("task__due", "task_id", "position")[:MOST_ROWS])


def _item(item: LearningItem, rows: list[Assignment], people: int, done: int, today: date) -> PartyItem:
    mine = [one for one in rows if one.top_task_id == item.task_id]
    whole = any(one.person_id is None for one in mine)
    due = max(one.due for one in mine)
    asked = people if whole else len(mine)
    return PartyItem(
        item_id=item.pk,
        title=item.title,
        about=item.about,
        task=item.task.title,
        task_id=item.task_id,
        prescribed=item.task.kind == TaskKind.PRESCRIBED,
        due=due,
        done=min(done, asked),
        asked=asked,
        late=due < today and done < asked,
    )


def _milestones(rows: list[Assignment], today: date) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(
            one.pk,
            one.task.title,
            one.due,
            one.state,
            one.due < today and one.state in LIVE and one.state != AssignmentState.SUBMITTED,
        )
        for one in rows
        if one.person_id is None and one.kind == TaskKind.PRESCRIBED
    )


def _lectures(party: Party, campaign: Campaign | None) -> tuple[int, date | None]:
    rows = LectureParty.objects.filter(party=party, counts=True)
    if campaign is not None:
        rows = rows.filter(held_on__gte=campaign.starts, held_on__lte=campaign.ends)
    days = list(rows.order_by("held_on").values_list("held_on", flat=True))
    return len(days), days[-1] if days else None


@dataclass(frozen=True)
class OpenObligation:
    """Who still has to do one thing, in the order of names; for the party's own leader or clerk only."""

    party_code: str
    party: str
    item: str
    task: str
    due: date
    names: tuple[str, ...]
    more: int


def open_obligation(viewer: Actor, code: str, item_id: int, *, now: datetime) -> OpenObligation:
    """Names of the people of one's own party who have not done an item yet; five queries.

    Raises UnknownProgressParty for everybody who does not stand for the party, whatever else he may see.
    """
    party = progress_party_for(viewer, code, now=now)
    if not leads(viewer, party, now=now):
        raise UnknownProgressParty(code=code)
    item = (
        LearningItem.objects.filter(id=item_id if 0 < item_id < 2**62 else 0).select_related("task").first()
    )
    rows = Assignment.objects.filter(
        party=party, top_task=item.task_id if item else 0, state__in=sorted(OWED)
    )
    given = list(rows.values_list("person_id", "due"))
    if item is None or not given:
        raise UnknownProgressParty(code=code)
    people = Person.objects.filter(agency=party.agency, is_active=True)
    if all(person is not None for person, _due in given):
        people = people.filter(id__in=[person for person, _due in given])
    done = ItemState.objects.filter(item=item, party=party).values("person_id")
    names = list(
        people.exclude(id__in=done).order_by("name", "id").values_list("name", flat=True)[: MOST_NAMES + 1]
    )
    more = people.exclude(id__in=done).count() - MOST_NAMES if len(names) > MOST_NAMES else 0
    return OpenObligation(
        party.code, party.name, item.title, item.task.title, max(due for _person, due in given),
        tuple(names[:MOST_NAMES]), more,
    )  # fmt: skip


def done_by_parties(campaign: Campaign | None) -> dict[int, int]:
    """How often an item of the campaign has been done, by id of the party; for the dataset. Two queries."""
    ids = [one.pk for one in items_of(campaign)]
    rows = ItemState.objects.filter(Q(item__in=ids), party__isnull=False).order_by()
    return dict(rows.values_list("party_id").annotate(count=Count("id")))
