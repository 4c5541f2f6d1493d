"""Lectures: lists, single ones, and the coverage of parties (S1-19)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chizi.core.cursors import number_cursor, text_cursor
from chizi.learn.models import Lecture, LectureParty
from chizi.learn.queries.lectures_seeing import in_sight, keeps
from chizi.learn.refusals.lectures import UnknownLecture
from chizi.learn.rules.lectures import LectureState, met, share
from chizi.org.abilities import Actor, local_day, narrow, scope_of
from chizi.org.models import Agency, Party, Person, Post, Region
from chizi.org.queries import home_region, names_of_people, visible_region
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability, Level
from chizi.plan.reaching import number

DOWN = {Level.PROVINCE: "city", Level.CITY: "county", Level.COUNTY: "town", Level.TOWN: "town"}


@dataclass(frozen=True)
class LectureLine:
    """One lecture in a list; ``others`` is how many parties it served beside the leader's own."""

    id: int
    held_on: date
    topic: str
    leader: str
    party_code: str
    party: str
    audience: str
    others: int
    state: str


@dataclass(frozen=True)
class LectureList:
    """Some lectures, newest first; ``after`` is the next cursor, or empty."""

    lectures: tuple[LectureLine, ...]
    after: str


@dataclass(frozen=True)
class LecturePage:
    """One lecture, the parties it counts for, and whether the viewer keeps it."""

    lecture: Lecture
    parties: tuple[LectureParty, ...]
    recorded_by: str
    may_keep: bool


@dataclass(frozen=True)
class CoverageLine:
    """A place with its parties: ``covered`` of ``parties`` had a lecture of their head. ``code`` is empty for the
    bodies that stand at the place itself and in none of its parts."""

    code: str
    name: str
    parties: int
    covered: int

    @property
    def share(self) -> float | None:
        return share(self.covered, self.parties)

    @property
    def met(self) -> bool | None:
        return met(self.covered, self.parties)


@dataclass(frozen=True)
class Coverage:
    """The coverage of a place between two days, by the places below it, in code order (never by size, R-19)."""

    region: Region
    since: date
    until: date
    lines: tuple[CoverageLine, ...]
    parties: int
    covered: int

    @property
    def share(self) -> float | None:
        return share(self.covered, self.parties)


@dataclass(frozen=True)
class LackingPage:
    """Parties whose head has not lectured between two days, with the head of today; by code."""

    parties: tuple[tuple[Party, str], ...]
    after: str


def lectures(
    viewer: Actor,
    *,
    now: datetime,
    party: str = "",
    since: date | None = None,
    until: date | None = None,
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> LectureList:
    """Lectures within the viewer's sight, newest record first, keyset-paged; ``party`` also finds what served it."""
    rows = in_sight(Lecture.objects.all(), viewer, now=now)
    if party and len(party) <= 60 and party.isprintable():
        served = LectureParty.objects.filter(lecture=OuterRef("pk"), party__code=party)
        rows = rows.filter(Exists(served))
    rows = rows.filter(held_on__gte=since) if since else rows
    rows = rows.filter(held_on__lte=until) if until else rows
    rows = rows.filter(state=state) if state in set(LectureState) else rows
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(pk__lt=cursor)
    counted = rows.select_related("leader", "party").order_by("-pk")[: limit + 1]
    found = list(counted)
    served_by = dict(
        LectureParty.objects.filter(lecture__in=found[:limit], own=False)
        .order_by()
        .values_list("lecture_id")
        .annotate(count=Count("id"))
    )
    lines = tuple(
        LectureLine(
            one.pk,
            one.held_on,
            one.topic,
            one.leader.name,
            one.party.code,
            one.party.name,
            one.audience,
            served_by.get(one.pk, 0),
            one.state,
        )
        for one in found[:limit]
    )
    return LectureList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def lecture_page(viewer: Actor, lecture_id: int, *, now: datetime) -> LecturePage:
    """One lecture. Raises UnknownLecture."""
    rows = in_sight(Lecture.objects.all(), viewer, now=now).filter(pk=number(lecture_id))
    one = rows.select_related("leader", "party__region").first()
    if one is None:
        raise UnknownLecture(number=lecture_id)
    parties = LectureParty.objects.filter(lecture=one).select_related("party").order_by("-own", "party__code")
    names = names_of_people([one.recorded_by])
    may_keep = one.state == LectureState.RECORDED and keeps(viewer, one.party, now=now)
    return LecturePage(one, tuple(parties), names.get(one.recorded_by, one.recorded_by), may_keep)


def leaders_of(party: Party, *, on: date) -> tuple[Person, ...]:
    """The principal leaders of a party on a day; mostly one. One query."""
    if party.agency_id is None:
        return ()
    held = Post.objects.filter(agency_id=party.agency_id, leads=True, from_date__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gte=on)).select_related("person")
    return tuple(one.person for one in held.order_by("id")[:20])


def coverage(viewer: Actor, *, now: datetime, region: str = "", since: date, until: date) -> Coverage:
    """Parties whose head lectured, of all public bodies of the place and the places below it. Five queries, however
    many bodies there are. Raises UnknownRegion."""
    place = _place(viewer, region, now)
    below = DOWN[Level(place.level)]
    totals = _by_place(_agencies(viewer, place, now), below)
    covered = _by_place(_covered(place, viewer, since, until, now), below, distinct="party_id")
    ids = [one for one in totals if one is not None]
    names = {one.pk: one for one in Region.objects.filter(pk__in=ids)}
    lines = [
        CoverageLine(names[pk].code, names[pk].name, totals[pk], covered.get(pk, 0))
        for pk in sorted(ids, key=lambda one: names[one].code)
    ]
    if None in totals:
        lines.insert(0, CoverageLine("", place.name, totals[None], covered.get(None, 0)))
    return Coverage(place, since, until, tuple(lines), sum(totals.values()), sum(covered.values()))


def _place(viewer: Actor, code: str, now: datetime) -> Region:
    """The place asked for, or the highest that the viewer sees. Raises UnknownRegion, NotAllowed."""
    if code:
        return visible_region(viewer, code, now=now, ability=Ability.SEE_LEARNING)
    home = home_region(viewer, now=now, ability=Ability.SEE_LEARNING)
    if home is None:
        raise NotAllowed
    return home


def _by_place(
    rows: QuerySet[Agency] | QuerySet[LectureParty], below: str, distinct: str = ""
) -> dict[int | None, int]:
    count = Count(distinct, distinct=True) if distinct else Count("id")
    return dict(rows.order_by().values_list(f"{below}_id").annotate(count=count))


def _agencies(viewer: Actor, place: Region, now: datetime) -> QuerySet[Agency]:
    scope = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    rows = narrow(Agency.objects.filter(closed_on__isnull=True), scope)
    return rows.filter(**_within(place))


def _covered(place: Region, viewer: Actor, since: date, until: date, now: datetime) -> QuerySet[LectureParty]:
    scope = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    rows = LectureParty.objects.filter(counts=True, held_on__gte=since, held_on__lte=until)
    return narrow(rows.filter(party__agency__closed_on__isnull=True, **_within(place)), scope)


def _within(place: Region) -> dict[str, int]:
    return {f"{Level(place.level).name.lower()}_id": place.pk} if place.level > Level.PROVINCE else {}


def lacking(
    viewer: Actor,
    *,
    now: datetime,
    region: str = "",
    itself: bool = False,
    since: date,
    until: date,
    after: str = "",
    limit: int = 50,
) -> LackingPage:
    """The public bodies of a place whose head has not lectured, keyset by code; ``itself`` leaves out those of the
    places below. Four queries. Raises UnknownRegion."""
    place = _place(viewer, region, now)
    given = LectureParty.objects.filter(
        party=OuterRef("pk"), counts=True, held_on__gte=since, held_on__lte=until
    )
    agencies = _agencies(viewer, place, now)
    if itself:
        agencies = agencies.filter(**{f"{DOWN[Level(place.level)]}__isnull": True})
    rows = Party.objects.filter(agency__in=agencies).filter(~Exists(given)).order_by("code")
    if after and text_cursor(after):
        rows = rows.filter(code__gt=after)
    found = list(rows[: limit + 1])
    heads = _heads([one.agency_id for one in found[:limit] if one.agency_id is not None], local_day(now))
    parties = tuple((one, heads.get(one.agency_id or 0, "")) for one in found[:limit])
    return LackingPage(parties, found[limit - 1].code if len(found) > limit else "")


def _heads(agency_ids: list[int], on: date) -> dict[int, str]:
    held = Post.objects.filter(agency_id__in=agency_ids, leads=True, from_date__lte=on)
    held = held.filter(Q(until__isnull=True) | Q(until__gte=on))
    return dict(held.order_by("-id").values_list("agency_id", "person__name"))
