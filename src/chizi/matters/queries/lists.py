"""The ledger: matters in a list, filtered, for a viewer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chizi.core.clocks import Colour, colour_on, due_between
from chizi.core.cursors import number_cursor
from chizi.core.workflow import Relation
from chizi.ground.search.queries import find
from chizi.matters.models import Matter
from chizi.matters.queries.seeing import visible_matters
from chizi.matters.queries.standing import kind_of
from chizi.matters.rules.kinds import KINDS, Kind
from chizi.org.abilities import Actor, local_day, party_codes, scope_of
from chizi.org.models import Person, Region
from chizi.org.queries import visible_region
from chizi.org.rules import Ability, Level, Scope

MOST_COUNTED = 10_000
MOST_HITS = 500
LACKING = {"remedy": "remedied_at", "reply": "replied_at", "result": "verified_at"}


@dataclass(frozen=True)
class Filters:
    """What a list of matters is narrowed to; empty means not at all.

    region, party and kind are codes; ``state`` a state's name, "open" or "closed"; ``colour`` one of a clock's;
    ``lacking`` remedy, reply or result; ``mine`` "raised" or "waits"; ``words`` are looked for in the texts.
    """

    region: str = ""
    state: str = ""
    colour: str = ""
    kind: str = ""
    party: str = ""
    severity: str = ""
    source: str = ""
    lacking: str = ""
    mine: str = ""
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One matter in a list; ``colour`` as of today, None in a final state."""

    id: int
    code: str
    kind: str
    title: str
    party_code: str
    party: str
    place: str
    severity: str
    source: str
    state: str
    state_title: str
    raised_at: datetime
    since: datetime
    due_on: date | None
    colour: Colour | None


@dataclass(frozen=True)
class LedgerPage:
    """A page of the ledger. ``total`` is exact up to 10,000 (``more_than`` beyond); ``after`` the next cursor."""

    lines: tuple[Line, ...]
    total: int
    more_than: bool
    after: str
    region: Region | None


def ledger(viewer: Actor, *, now: datetime, filters: Filters, after: str = "", limit: int = 50) -> LedgerPage:
    """Matters that the viewer may see, newest first, keyset-paged. Raises UnknownRegion for a place out of sight."""
    region = None
    if filters.region:
        region = visible_region(viewer, filters.region, now=now, ability=Ability.SEE_MATTERS)
    rows = _filtered(viewer, filters, region, now)
    total = rows.order_by()[: MOST_COUNTED + 1].count()
    if (number := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=number)
    found = list(_listed(rows).order_by("-id")[: limit + 1])
    lines = tuple(line_of(one, now) for one in found[:limit])
    return LedgerPage(
        lines,
        min(total, MOST_COUNTED),
        total > MOST_COUNTED,
        str(found[limit - 1].pk) if len(found) > limit else "",
        region,
    )


def _filtered(viewer: Actor, filters: Filters, region: Region | None, now: datetime) -> QuerySet[Matter]:
    rows = visible_matters(viewer, now=now)
    if region is not None and region.level > Level.PROVINCE:
        rows = rows.filter(**{f"{Level(region.level).name.lower()}_id": region.pk})
    plain = {"kind": filters.kind, "severity": filters.severity, "source": filters.source}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if filters.party:
        rows = rows.filter(party__code=filters.party)
    if filters.state in {"open", "closed"}:
        rows = rows.filter(open=filters.state == "open")
    elif filters.state:
        rows = rows.filter(state=filters.state)
    if filters.lacking in LACKING:
        rows = rows.filter(**{f"{LACKING[filters.lacking]}__isnull": True}).exclude(void())
    if filters.colour:
        rows = rows.filter(open=True).filter(coloured(filters.colour, local_day(now)))
    if filters.mine == "raised":
        rows = rows.filter(raised_by=viewer.ref)
    elif filters.mine == "waits":
        rows = rows.filter(waiting_for(viewer, now))
    if filters.words:
        hits = find("matters", filters.words, limit=MOST_HITS)
        rows = rows.filter(pk__in=[int(hit.key) for hit in hits])
    return rows


def _listed(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    return rows.select_related("party", "party__region")


def void() -> Q:
    """Matters that ended without a verified result: withdrawn, or an objection upheld. They count for nothing."""
    return Q(open=False, verified_at__isnull=True)


def coloured(colour: str, today: date) -> Q:
    """Open matters that have a colour today, by the clock of the state in which each stands."""
    wanted = Q(pk__in=[])
    for kind in KINDS.values():
        for state in kind.flow.states:
            clock = kind.clock_of(state.name) if not state.final else None
            if clock is None or colour not in {one.colour for one in clock.colours}:
                continue
            first, last = due_between(colour, today, clock.colours)
            here = Q(kind=kind.name, state=state.name)
            here &= Q(due_on__gte=first) if first else Q()
            wanted |= here & (Q(due_on__lte=last) if last else Q())
    return wanted


def states_owned(kind: Kind, relation: str) -> list[str]:
    """The open states in which a relation has to move next."""
    return [one.name for one in kind.flow.states if one.owner == relation]


def waiting_for(viewer: Actor, now: datetime) -> Q:
    """Open matters in which the viewer has to move next: as the party, as verifier, or as the second person."""
    wanted = Q(pk__in=[])
    codes = sorted(party_codes(viewer, Ability.HANDLE_MATTER, now=now))
    judging = (
        (Relation.VERIFIER, Ability.VERIFY_MATTER),
        (Relation.ISSUER, Ability.RAISE_MATTER),
    )
    scopes = {relation: scope_of(viewer, ability, now=now) for relation, ability in judging}
    for kind in KINDS.values():
        if codes:
            states = states_owned(kind, Relation.PARTY)
            wanted |= Q(kind=kind.name, state__in=states, party__code__in=codes)
        for relation, scope in scopes.items():
            if scope.empty or not isinstance(viewer, Person):
                continue
            here = Q(kind=kind.name, state__in=states_owned(kind, relation)) & ~Q(raised_by=viewer.ref)
            here &= _within(scope)
            wanted |= here & ~Q(party__code__in=codes)
    return Q(open=True) & wanted


def _within(scope: Scope) -> Q:
    """What `narrow` asks, as a part of a larger question."""
    if scope.everything:
        return Q()
    return Q(city__in=scope.cities) | Q(county__in=scope.counties) | Q(town__in=scope.towns)


def line_of(matter: Matter, now: datetime) -> Line:
    """A matter as a list shows it; asks nothing of the database when party and region were read along."""
    kind = kind_of(matter)
    clock = kind.clock_of(matter.state)
    colour = colour_on(matter.due_on, local_day(now), clock.colours) if clock and matter.due_on else None
    return Line(
        id=matter.pk,
        code=matter.code,
        kind=matter.kind,
        title=matter.title,
        party_code=matter.party.code,
        party=matter.party.name,
        place=matter.party.region.name,
        severity=matter.severity,
        source=matter.source,
        state=matter.state,
        state_title=kind.flow.state(matter.state).title,
        raised_at=matter.raised_at,
        since=matter.since,
        due_on=matter.due_on,
        colour=colour,
    )


@dataclass(frozen=True)
class MyMatters:
    """What "my day" shows: came back, due (blue, yellow, red), and what else waits; by due day, at most ``limit``.

    ``more`` says that there are others; the ledger shows them all.
    """

    came_back: tuple[Line, ...]
    due: tuple[Line, ...]
    waits: tuple[Line, ...]
    more: bool

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.came_back or self.due or self.waits)


def my_matters(viewer: Actor, *, now: datetime, limit: int = 20) -> MyMatters:
    """Matters in which the viewer has to move next. One query beyond his grants."""
    rows = _listed(visible_matters(viewer, now=now).filter(waiting_for(viewer, now)))
    found = [line_of(one, now) for one in rows.order_by("due_on", "pk")[: limit + 1]]
    lines = found[:limit]
    back = tuple(one for one in lines if one.state == "returned")
    due = tuple(
        one for one in lines if one.state != "returned" and one.colour is not None and one.colour.name
    )
    rest = tuple(one for one in lines if one not in back and one not in due)
    return MyMatters(back, due, rest, len(found) > limit)


def open_matters_of(person: Person, *, now: datetime, limit: int = 200) -> tuple[Line, ...]:
    """Open matters that somebody raised: what to look at when he leaves. No state waits for one person alone,
    so nothing has to be rewritten."""
    rows = _listed(Matter.objects.filter(open=True, raised_by=person.ref)).order_by("due_on", "pk")
    return tuple(line_of(one, now) for one in rows[:limit])
