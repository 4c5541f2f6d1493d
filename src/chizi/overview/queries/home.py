"""What the newest run says and what is missing, for the first page of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chizi.evaluation import rules as evaluation_rules
from chizi.evaluation.models import Delivery, Figure, Run
from chizi.evaluation.queries import RunRef, ZeroCount, deliveries, missing_deliveries
from chizi.evaluation.queries.appeals import AppealLine, appeals
from chizi.evaluation.queries.boards import newest_year, zero_count
from chizi.evaluation.queries.runs import run_ref
from chizi.evaluation.store import offset
from chizi.org.abilities import Actor, Console, grants_of, may, scope_of
from chizi.org.models import Region
from chizi.org.queries import RegionRef, home_region, region_ref
from chizi.org.rules import Ability, Level, Role
from chizi.overview import rules
from chizi.overview.rules import FAMILIES, MissingGroup
from chizi.publish.queries import Card, publications
from chizi.publish.rules import State
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import OWNER, THREE_ZERO, Zero

LAST_DELIVERIES = 5


@dataclass(frozen=True)
class Headline:
    """The three zeros together of one family of units (S3-07) in a period, and a year before if it was judged."""

    family: str
    period: str
    counts: ZeroCount
    before: ZeroCount | None


@dataclass(frozen=True)
class Standing:
    """How the three zeros stand for the viewer. None or empty: not the viewer's, or nothing there.

    ``counties`` is how many counties lie within the viewer's place: what "all counties" means in ``missing``.
    """

    region: RegionRef | None
    run: RunRef | None
    headlines: tuple[Headline, ...]
    missing: tuple[MissingGroup, ...]
    counties: int
    deliveries: tuple[Delivery, ...]


def standing(viewer: Actor, *, now: datetime) -> Standing:
    """The newest run as it concerns the viewer. Never raises for want of data or grants."""
    region = home_region(viewer, now=now)
    run = Run.objects.select_related("snapshot", "criteria").order_by("-id").first() if region else None
    sees_deliveries = not scope_of(viewer, Ability.SEE_DELIVERIES, now=now).empty
    return Standing(
        region=region_ref(region) if region else None,
        run=run_ref(run) if run else None,
        headlines=_headlines(run, region) if run and region else (),
        missing=missing_groups(viewer, run, now=now) if run and sees_deliveries else (),
        counties=_counties(region) if region else 0,
        deliveries=deliveries(viewer, now=now, limit=LAST_DELIVERIES).rows if sees_deliveries else (),
    )


@dataclass(frozen=True)
class Decisions:
    """What waits to be decided about results: ``to_approve`` are proposals of others that wait for the viewer,
    ``proposed`` his own that wait for others; ``objections`` are those that he may answer."""

    region: RegionRef | None
    to_approve: tuple[Card, ...]
    proposed: tuple[Card, ...]
    objections: tuple[AppealLine, ...]


def decisions(viewer: Actor, *, now: datetime) -> Decisions:
    """The viewer's publications and objections, and the place where his boards begin."""
    region = home_region(viewer, now=now)
    waiting = publications(viewer, now=now, states=(State.PROPOSED,)) if _publishes(viewer, now) else []
    approves = may(viewer, Ability.APPROVE_PUBLICATION, now=now)
    return Decisions(
        region=region_ref(region) if region else None,
        to_approve=tuple(one for one in waiting if approves and one.proposed_by != viewer.ref),
        proposed=tuple(one for one in waiting if one.proposed_by == viewer.ref),
        objections=_objections(viewer, now),
    )


def _objections(viewer: Actor, now: datetime) -> tuple[AppealLine, ...]:
    if scope_of(viewer, Ability.ANSWER_APPEAL, now=now).empty:
        return ()
    return tuple(one for one in appeals(viewer, now=now, open_only=True) if one.may_answer)


def _publishes(viewer: Actor, now: datetime) -> bool:
    abilities = (Ability.PROPOSE_PUBLICATION, Ability.APPROVE_PUBLICATION)
    return any(may(viewer, ability, now=now) for ability in abilities)


def _headlines(run: Run, region: Region) -> tuple[Headline, ...]:
    key = newest_year(run)
    before = Period.parse(key).year_before.key
    numbers = {evaluation_rules.period_number(one): one for one in (key, before)}
    kinds = [f"kind:{kind}" for family in FAMILIES.values() for kind in family]
    rows = Figure.objects.filter(run=run, region=region, slice__in=kinds, period__in=list(numbers)).values()
    found = {(numbers[row["period"]], row["slice"]): zero_count(row, THREE_ZERO) for row in rows}
    headlines = []
    for family, members in FAMILIES.items():
        now_counts = _sum(found.get((key, f"kind:{kind}")) for kind in members)
        counts_before = _sum(found.get((before, f"kind:{kind}")) for kind in members)
        if now_counts is not None:
            headlines.append(Headline(family, key, now_counts, counts_before))
    return tuple(headlines)


def _sum(counts: Iterable[ZeroCount | None]) -> ZeroCount | None:
    there = [one for one in counts if one is not None]
    if not there:
        return None
    names = ("achieved", "broken", "disputed", "pending", "not_in_scope")
    return ZeroCount(*(sum(getattr(one, name) for one in there) for name in names))


def missing_groups(viewer: Actor, run: Run, *, now: datetime) -> tuple[MissingGroup, ...]:
    """Months of the run's newest year that had ended when it looked, for which a complete delivery is missing:
    counties that miss the same months of the same zero stand together."""
    year = Period.parse(newest_year(run))
    as_of = evaluation_rules.to_local(run.as_of, offset())
    ended = [month for month in year.months if month.key in run.computed and month.end <= as_of]
    gaps = missing_deliveries(
        viewer, run, now=now, periods=[evaluation_rules.period_number(month.key) for month in ended]
    )
    return rules.grouped((gap.zero, _keys(gap.periods), gap.county) for gap in gaps)


def _keys(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(evaluation_rules.period_key(int(number)) for number in numbers)


def _counties(region: Region) -> int:
    rows = Region.objects.filter(level=Level.COUNTY, valid_to__isnull=True)
    if region.level == Level.CITY:
        rows = rows.filter(city=region)
    elif region.level > Level.CITY:
        return 1
    return rows.count()


def deliverable_regions(viewer: Actor, *, now: datetime) -> tuple[RegionRef, ...]:
    """The province, cities and counties for which the viewer may hand in facts, in code order."""
    scope = scope_of(viewer, Ability.DELIVER_FACTS, now=now)
    if scope.empty:
        return ()
    rows = Region.objects.filter(level__lte=Level.COUNTY, valid_to__isnull=True).order_by("code")
    return tuple(region_ref(one) for one in rows if scope.covers(one))


def own_zeros(viewer: Actor, *, now: datetime) -> tuple[Zero, ...]:
    """The zeros whose facts the viewer's body keeps (R-13); all of them for the console."""
    if isinstance(viewer, Console):
        return tuple(Zero)
    kinds = {
        one.agency.kind for one in grants_of(viewer, now) if one.role == Role.LEAD_DEPARTMENT and one.agency
    }
    return tuple(zero for zero, body in OWNER.items() if body.value in kinds)
