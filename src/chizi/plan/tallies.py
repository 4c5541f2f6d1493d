"""The counts of coverage and load, kept in the transaction of whatever changes an assignment.

Board "plan.coverage", keys "<campaign id>|<place>|<figure>": place is "0" (the whole campaign), "r<region id>"
(city, county or township) or "p<party id>"; figures are
measures  measures with somebody owing them there (for "0": all measures of the plan)
covered   those with at least one accepted result there
asked     assignments that are owed; what is exempted, optional or by exception only is not (S1-13, S1-14)
done      those accepted

Board "plan.load" (R-08, R-33), keys "p<party id>", "i<person id>", "r<region id>" and "0": imposed items, unsettled.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Count, Q

from chizi.ground.counters.counts import add_counts, kept_counts, replace_counts
from chizi.plan.models import Assignment, Measure
from chizi.plan.rules.tasks import LIVE, OWED, AssignmentState, TaskKind, loads

COVERAGE, LOAD = "plan.coverage", "plan.load"
FIGURES = ("measures", "covered", "asked", "done")
OWED_ROWS = Q(kind=TaskKind.PRESCRIBED.value, exception_only=False, state__in=sorted(OWED))
Counts = Counter[str]


def coverage_key(campaign_id: int, place: str, figure: str) -> str:
    """The key of one figure."""
    return f"{campaign_id}|{place}|{figure}"


@contextmanager
def tallied(measures: Iterable[int | None], rows: Sequence[Assignment]) -> Iterator[None]:
    """Within: the rows of these measures change. Afterwards the counts are what they then must be.

    ``rows`` are the assignments that change or are made, as objects that carry their state. Locks the
    measures, so that two results accepted at once cannot both count as the first.
    """
    ids = sorted({one for one in measures if one is not None})
    before, load_before = coverage(_locked(ids)), _load(row for row in rows if row.pk is not None)
    yield
    after = coverage(list(Measure.objects.filter(id__in=ids)), keep=True)
    add_counts(COVERAGE, _change(before, after))
    add_counts(LOAD, _change(load_before, _load(rows)))


@contextmanager
def retallied(campaign_id: int) -> Iterator[None]:
    """Within: measures of a campaign come, go, or are withdrawn. Afterwards its counts fit again."""
    before = coverage(
        list(Measure.objects.select_for_update().filter(campaign_id=campaign_id).order_by("id"))
    )
    yield
    after = coverage(list(Measure.objects.filter(campaign_id=campaign_id)), keep=True)
    add_counts(COVERAGE, _change(before, after))


def _locked(ids: Collection[int]) -> list[Measure]:
    return list(Measure.objects.select_for_update().filter(id__in=ids).order_by("id"))


def _change(before: Counts, after: Counts) -> dict[str, int]:
    changes = {key: after[key] - before[key] for key in before.keys() | after.keys()}
    return {key: change for key, change in changes.items() if change}


def coverage(measures: Sequence[Measure], *, keep: bool = False) -> Counts:
    """What these measures add to the figures of coverage; one query. ``keep`` writes their own two counts."""
    by_id = {measure.id: measure for measure in measures}
    found: Counts = Counter()
    present: dict[int, tuple[set[str], set[str]]] = {one: (set(), set()) for one in by_id}
    own: dict[int, list[int]] = {one: [0, 0] for one in by_id}
    fields = ("measure_id", "city_id", "county_id", "town_id", "party_id")
    rows = (
        Assignment.objects.filter(OWED_ROWS, measure_id__in=list(by_id))
        .order_by()
        .values_list(*fields)
        .annotate(asked=Count("id"), done=Count("id", filter=Q(state=AssignmentState.ACCEPTED.value)))
    )
    for measure_id, city, county, town, party, asked, done in rows:
        campaign = by_id[measure_id].campaign_id
        places = ["0", f"p{party}", *(f"r{one}" for one in (city, county, town) if one is not None)]
        for place in places:
            found[coverage_key(campaign, place, "asked")] += asked
            found[coverage_key(campaign, place, "done")] += done
        present[measure_id][0].update(places)
        present[measure_id][1].update(places if done else ())
        own[measure_id][0] += asked
        own[measure_id][1] += done
    for one, measure in by_id.items():
        if measure.withdrawn_at is None:
            _count_measure(found, measure, *present[one])
        if keep and [measure.asked, measure.done] != own[one]:
            Measure.objects.filter(id=one).update(asked=own[one][0], done=own[one][1])
    return found


def _count_measure(found: Counts, measure: Measure, asked_at: set[str], done_at: set[str]) -> None:
    for place in asked_at | {"0"}:
        found[coverage_key(measure.campaign_id, place, "measures")] += 1
    for place in done_at:
        found[coverage_key(measure.campaign_id, place, "covered")] += 1


def _load(rows: Iterable[Assignment]) -> Counts:
    found: Counts = Counter()
    for row in rows:
        if loads(row.kind, row.state):
            for key in load_keys(row.party_id, row.person_id, row.city_id, row.county_id, row.town_id):
                found[key] += 1
    return found


def load_keys(
    party: int, person: int | None, city: int | None, county: int | None, town: int | None
) -> list[str]:
    """The counters of load that one assignment adds to."""
    places = [f"r{one}" for one in (city, county, town) if one is not None]
    return ["0", f"p{party}", *([f"i{person}"] if person is not None else []), *places]


def recount() -> None:
    """Make every counter anew from the rows: after a restore, or when something has drifted."""
    replace_counts(COVERAGE, coverage(list(Measure.objects.order_by("id")), keep=True))
    replace_counts(LOAD, _whole_load())


def drifted() -> list[tuple[str, int, int]]:
    """(key, kept, counted anew) of every counter that differs from its rows; nothing is written."""
    found = []
    boards = ((COVERAGE, coverage(list(Measure.objects.order_by("id")))), (LOAD, _whole_load()))
    for board, counts in boards:
        kept = kept_counts(board)
        keys = sorted(counts.keys() | kept.keys())
        found += [
            (f"{board} {key}", kept.get(key, 0), counts[key])
            for key in keys
            if kept.get(key, 0) != counts[key]
        ]
    return found


def _whole_load() -> Counts:
    found: Counts = Counter()
    live = Assignment.objects.filter(kind=TaskKind.PRESCRIBED.value, state__in=sorted(LIVE)).order_by()
    for row in live.values_list("party_id", "person_id", "city_id", "county_id", "town_id").iterator():
        for key in load_keys(*row):
            found[key] += 1
    return found
