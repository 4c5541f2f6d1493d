"""How many people could have learned something: the denominators of the boards, counted when people or tasks change.

Board "learn.learners", keys "<figure>|<place>" with the places of `tallies` ("0", "r<region>", "p<party>"):
people      active people who serve there
parties     parties with such people (not for a party)
asked:<item id>   people whom an item is asked of (not for a party: its page reads its assignments)
owed:<campaign id>   the same, summed over the prescribed items of a campaign (for a party too)
at          when they were counted, in seconds since 1970
entry       the newest entry of the journal at that time
Exempted and withdrawn assignments are left out (S1-13). Board "learn.weeks", keys "<party id>|<Monday>": of how many
people the party has a result of that week; no person stands there, and nobody's days are counted (R-01).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count

from chizi.ground.counters.counts import add_counts, read_counts, replace_counts
from chizi.journal.queries import anything_of, newest_number
from chizi.learn.models import LearningItem, Outcome
from chizi.learn.tallies import WHOLE, party_place, region_place
from chizi.org.abilities import local_day
from chizi.org.models import Party, Person
from chizi.plan.models import Assignment
from chizi.plan.rules.tasks import OWED, TaskKind

BOARD, WEEKS, DONE_WITH = "learn.learners", "learn.weeks", "upto"
AT, ENTRY = "at", "entry"
MOVES = frozenset(
    {
        "agencies.imported", "assignment.exempted", "assignment.handed-over", "campaign.closed", "decision.tasked",
        "demo.built", "divisions.imported", "instruction.tasked", "measure.withdrawn", "objection.answered",
        "office.opened", "party.closed", "party.registered", "people.imported", "person.added", "person.appointed",
        "person.left", "person.returned", "plan.imported", "plan.withdrawn", "task.approved", "task.assigned",
        "task.cascaded", "task.created", "task.declined", "task.items_set", "task.withdrawn",
    }
)  # fmt: skip
"""Kinds of entries after which other people may be asked for other things."""
PEOPLE_A_MINUTE, MOST_MINUTES = 2_000, 60
"""Our default: a minute between two counts for each 2,000 people, so that counting stays a small part of the load; an
office of a few hundred has its numbers with the next round of jobs."""


def people_key(place: str) -> str:
    """Under what the people of a place are counted."""
    return f"people|{place}"


def parties_key(place: str) -> str:
    """Under what the parties of a place that have people are counted."""
    return f"parties|{place}"


def asked_key(item_id: int, place: str) -> str:
    """Under what the people are counted whom an item is asked of."""
    return f"asked:{item_id}|{place}"


def owed_key(campaign_id: int, place: str) -> str:
    """Under what is counted how often an item of a campaign is asked of a person."""
    return f"owed:{campaign_id}|{place}"


def week_key(party_id: int, monday: date) -> str:
    """Under what the people of a party with a result in a week are counted."""
    return f"{party_id}|{monday.isoformat()}"


def outdated(now: datetime) -> bool:
    """Whether something was entered since the last count that moves it, and enough time has passed; two queries.

    An entry that another process was still writing then is caught by the round of the night.
    """
    kept = read_counts(BOARD, [AT, ENTRY, people_key(WHOLE)])
    wait = timedelta(minutes=min(kept[people_key(WHOLE)] // PEOPLE_A_MINUTE, MOST_MINUTES))
    if kept[AT] and timedelta(0) <= now - datetime.fromtimestamp(kept[AT], UTC) < wait:
        return False
    return anything_of(MOVES, after=kept[ENTRY])


def count_learners(now: datetime) -> int:
    """Count people, parties and what is asked of how many anew; gives the number of people."""
    found: Counter[str] = Counter({AT: int(now.timestamp()), ENTRY: newest_number()})
    people: dict[int, int] = {}
    places: dict[int, tuple[str, ...]] = {}
    serving = dict(
        Person.objects.filter(is_active=True, agency__isnull=False)
        .order_by()
        .values_list("agency_id")
        .annotate(count=Count("id"))
    )
    rows = Party.objects.filter(closed_on__isnull=True, agency__isnull=False)
    for party, agency, *regions in rows.values_list("id", "agency_id", "city_id", "county_id", "region_id"):
        number = serving.get(agency, 0)
        # Its own region too: a town has no counters of what is done, but its clerk asks of how many (S1-08).
        above = (WHOLE, *(region_place(one) for one in dict.fromkeys(regions) if one is not None))
        people[party], places[party] = number, above
        found[people_key(party_place(party))] = number
        for place in above:
            found[people_key(place)] += number
            found[parties_key(place)] += 1 if number else 0
    _count_asked(found, people, places)
    replace_counts(BOARD, {key: number for key, number in found.items() if number})
    return found[people_key(WHOLE)]


def _count_asked(found: "Counter[str]", people: dict[int, int], places: dict[int, tuple[str, ...]]) -> None:
    items: dict[int, list[tuple[int, int | None, bool]]] = {}
    fields = ("task_id", "id", "task__measure__campaign_id", "task__kind")
    for task, item, campaign, kind in LearningItem.objects.values_list(*fields):
        items.setdefault(task, []).append((item, campaign, kind == TaskKind.PRESCRIBED))
    rows = Assignment.objects.filter(top_task__in=list(items), state__in=sorted(OWED)).order_by()
    grouped = rows.values_list("top_task_id", "party_id").annotate(
        persons=Count("person_id"), whole=Count("id")
    )
    for task, party, persons, whole in grouped.iterator():
        # Given to the party it is asked of all its people; given to some of them, of those.
        number = people.get(party, 0) if whole > persons else persons
        above = places.get(party, ())
        for item, campaign, prescribed in items[task]:
            for place in above:
                found[asked_key(item, place)] += number
            if campaign is not None and prescribed:
                for place in (*above, party_place(party)):
                    found[owed_key(campaign, place)] += number


def people_of(party_id: int) -> int:
    """How many active people a party has, as last counted; one query."""
    key = people_key(party_place(party_id))
    return read_counts(BOARD, [key])[key]


def count_weeks(now: datetime) -> int:
    """Count the weeks that results have come in for since the last time; gives how many parties changed.

    A week off line arrives late: then its week is counted again.
    """
    last = read_counts(WEEKS, [DONE_WITH])[DONE_WITH]
    fresh = Outcome.objects.filter(id__gt=last)
    newest = last
    since: dict[int, set[date]] = {}
    for number, party, happened in (
        fresh.filter(party__isnull=False).values_list("id", "party_id", "happened_at").iterator()
    ):
        newest = max(newest, number)
        monday = _monday(happened)
        if monday <= local_day(now):
            since.setdefault(party, set()).add(monday)
    for party, weeks in since.items():
        _recount_weeks(party, weeks)
    add_counts(WEEKS, {DONE_WITH: newest - last})
    return len(since)


def _monday(at: datetime) -> date:
    day = local_day(at)
    return day - timedelta(days=day.weekday())


def _recount_weeks(party: int, weeks: Iterable[date]) -> None:
    wanted = set(weeks)
    seen: dict[date, set[int]] = {one: set() for one in wanted}
    first = datetime.combine(min(wanted), time(), ZoneInfo(settings.TIME_ZONE))
    rows = Outcome.objects.filter(party_id=party, voided_at=None, happened_at__gte=first)
    for person, happened in rows.values_list("person_id", "happened_at").iterator():
        if (monday := _monday(happened)) in wanted:
            seen[monday].add(person)
    keys = {week_key(party, one): len(people) for one, people in seen.items()}
    before = read_counts(WEEKS, keys)
    add_counts(WEEKS, {key: number - before[key] for key, number in keys.items()})


def people_by_week(party_id: int, weeks: Iterable[date]) -> list[int]:
    """Of how many people the party has a result, week by week; one query."""
    keys = [week_key(party_id, one) for one in weeks]
    counts = read_counts(WEEKS, keys)
    return [counts[key] for key in keys]
