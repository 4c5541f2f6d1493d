"""Giving tasks to parties: once, within the cap, never to somebody who left."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from chizi.ground.counters.counts import read_counts
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Party, Person
from chizi.org.rules import Ability
from chizi.plan import telling
from chizi.plan.actions.tasks import check_window, journal_task
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.campaign_refusals import (
    AlreadySettled,
    AskedAlready,
    CapReached,
    NobodyAsked,
    NotBeyondCap,
    NotYours,
    PartyClosed,
    PartyNotBelow,
    PersonElsewhere,
    PersonLeft,
    SamePerson,
    SunsetPast,
    TaskGone,
    TaskWaits,
    UnknownChoice,
)
from chizi.plan.models import Assignment, Exemption, Task
from chizi.plan.reaching import (
    assignment_for,
    issued_assignment,
    issued_task,
    manages,
    same_version,
    text_of,
    works_on,
)
from chizi.plan.rules.tasks import (
    LIVE,
    OWED,
    REASON_LENGTH,
    AssignmentState,
    ExemptionGround,
    TaskKind,
    TaskState,
    beyond_cap,
    level_of,
)
from chizi.plan.tallies import LOAD, tallied

BATCH = 500
COPIED = ("measure_id", "origin", "kind", "title", "text", "basis", "opens", "due", "fact_key", "recurs",
          "exception_only", "sunset", "minutes")  # fmt: skip


@transaction.atomic
def assign_task(
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    parties: Sequence[Party],
    opens: date | None = None,
    due: date | None = None,
    person: Person | None = None,
) -> list[Assignment]:
    """Give a task to parties (and to one person, if named) for a window of days; all or none.

    Raises UnknownTask, NotAllowed, TaskWaits, TaskGone, NobodyAsked, PartyClosed, PersonLeft, PersonElsewhere,
    AskedAlready (R-07), CapReached (R-08), SunsetPast (R-06) and faults of the window.
    """
    task = issued_task(actor, task_id, now=now)
    window = _window(task, opens, due, now=now)
    _check_parties(actor, task, parties, person, window, now=now)
    over = _beyond(task, parties, person)
    if over is not None:
        raise over
    return _give(task, parties, window, person, actor, now)


@transaction.atomic
def assign_beyond_cap(
    *,
    actor: Actor,
    now: datetime,
    task_id: int,
    parties: Sequence[Party],
    reason: str,
    opens: date | None = None,
    due: date | None = None,
    person: Person | None = None,
) -> list[Assignment]:
    """A second person, not the maker of the task, gives it out although it goes beyond a cap (R-08).

    Raises what `assign_task` raises, without CapReached, and SamePerson, NotBeyondCap, BadText.
    """
    task = issued_task(actor, task_id, now=now)
    require(actor, Ability.MANAGE_PLAN, task, now=now)
    if task.created_by == actor.ref:
        raise SamePerson
    window = _window(task, opens, due, now=now)
    _check_parties(actor, task, parties, person, window, now=now)
    why = text_of(reason, REASON_LENGTH, "reason")
    if _beyond(task, parties, person) is None:
        raise NotBeyondCap
    return _give(task, parties, window, person, actor, now, why)


@transaction.atomic
def cascade_task(
    *,
    actor: Actor,
    now: datetime,
    assignment_id: int,
    parties: Sequence[Party],
    person: Person | None = None,
) -> list[Assignment]:
    """Pass an assignment down to parties below its own, word for word and with the same days (S2-06).

    Nothing can be added here; a level that wants more makes its own task with basis and sunset (R-06).
    Raises what `assign_task` raises, and UnknownAssignment, PartyNotBelow.
    """
    above = assignment_for(actor, assignment_id, now=now, lock=True)
    require(actor, Ability.ASSIGN_TASK, above.party, now=now)
    if above.state not in LIVE:
        raise AlreadySettled
    for party in parties:
        if not _below(party, above.party):
            raise PartyNotBelow(name=party.name, issuer=above.party.name)
    task = Task.objects.filter(above=above.task, issuer=above.party, state=TaskState.OPEN.value).first()
    if task is None:
        first = above.task.top_id or above.task_id
        task = Task(above=above.task, top_id=first, issuer=above.party, state=TaskState.OPEN.value)
        for name in COPIED:
            setattr(task, name, getattr(above.task, name))
        task.opens, task.due = above.opens, above.due
        task.created_by, task.created_at = actor.ref, now
        task.stand_at(above.party.region)
        task.save()
        journal_task(task, actor, now, "task.cascaded", {"above": above.task_id})
    window = (task.opens, task.due)
    _check_parties(actor, task, parties, person, window, now=now)
    over = _beyond(task, parties, person)
    if over is not None:
        raise over
    return _give(task, parties, window, person, actor, now)


def _below(party: Party, upper: Party) -> bool:
    """Whether a party stands in the upper one's region, and is another."""
    if party.id == upper.id:
        return False
    for field in ("town_id", "county_id", "city_id"):
        if getattr(upper, field) is not None:
            return bool(getattr(party, field) == getattr(upper, field))
    return True


def _window(task: Task, opens: date | None, due: date | None, *, now: datetime) -> tuple[date, date]:
    if task.state == TaskState.WAITING:
        raise TaskWaits
    if task.state == TaskState.WITHDRAWN:
        raise TaskGone
    last = due or task.due
    first = check_window(opens or min(task.opens, last), last, now=now)
    if task.sunset is not None and last > task.sunset:
        raise SunsetPast(field="due", sunset=task.sunset)
    return first, last


def _check_parties(
    actor: Actor,
    task: Task,
    parties: Sequence[Party],
    person: Person | None,
    window: tuple[date, date],
    *,
    now: datetime,
) -> None:
    if not parties:
        raise NobodyAsked(field="parties")
    today = local_day(now)
    for party in parties:
        require(actor, Ability.ASSIGN_TASK, party, now=now)
        if party.closed_on is not None and party.closed_on <= today:
            raise PartyClosed(field="parties", name=party.name)
    if person is not None:
        _check_person(person, parties, today)
    _refuse_repeats(task, parties, person, window)


def _check_person(person: Person, parties: Sequence[Party], today: date) -> None:
    person.refresh_from_db(fields=["is_active", "left_on", "agency"])
    if not person.is_active or (person.left_on is not None and person.left_on <= today):
        raise PersonLeft(field="person", name=person.name)
    for party in parties:
        if party.agency_id is not None and party.agency_id != person.agency_id:
            raise PersonElsewhere(field="person", name=person.name, party=party.name)


def _refuse_repeats(
    task: Task, parties: Sequence[Party], person: Person | None, window: tuple[date, date]
) -> None:
    """R-07: who is asked for these facts in these days already, or has given them, is not asked again."""
    ids = sorted({party.id for party in parties})
    if len(ids) < len(parties):
        raise UnknownChoice(field="parties")
    for at in range(0, len(ids), BATCH):
        rows = Assignment.objects.filter(fact_key=task.fact_key, party_id__in=ids[at : at + BATCH])
        rows = rows.filter(state__in=sorted(OWED), opens__lte=window[1], due__gte=window[0], person=person)
        found = rows.select_related("party", "task").order_by("id").first()
        if found is not None:
            said = {"party": found.party.name, "title": found.task.title, "due": found.due}
            raise AskedAlready(field="parties", number=found.id, **said)


def _beyond(task: Task, parties: Sequence[Party], person: Person | None) -> CapReached | None:
    """The refusal for the first party or person whose cap would be passed (R-08)."""
    if task.kind != TaskKind.PRESCRIBED:
        return None
    policy = campaign_policy()
    keys = [f"p{party.id}" for party in parties] + ([f"i{person.id}"] if person is not None else [])
    counts = read_counts(LOAD, keys)
    caps = [(party.name, f"p{party.id}", policy.cap_at(level_of(party)), 1) for party in parties]
    if person is not None:
        caps.append((person.name, f"i{person.id}", policy.caps["person"], len(parties)))
    for name, key, cap, more in caps:
        if beyond_cap(counts[key], more, cap):
            figures = {"open": counts[key], "would": counts[key] + more, "cap": cap}
            return CapReached(field="parties", name=name, **figures)
    return None


def _give(
    task: Task,
    parties: Sequence[Party],
    window: tuple[date, date],
    person: Person | None,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> list[Assignment]:
    campaign_id = task.measure.campaign_id if task.measure is not None else None
    rows = []
    for party in parties:
        row = Assignment(
            task=task,
            top_task_id=task.top_id or task.pk,
            measure_id=task.measure_id,
            campaign_id=campaign_id,
            issuer=task.issuer,
            kind=task.kind,
            exception_only=task.exception_only,
            fact_key=task.fact_key,
            party=party,
            person=person,
            opens=window[0],
            due=window[1],
            state=AssignmentState.OPEN.value,
            assigned_by=actor.ref,
            assigned_at=now,
            reason=reason,
        )
        row.region_id = party.region_id
        row.city_id, row.county_id, row.town_id = party.city_id, party.county_id, party.town_id
        rows.append(row)
    with tallied({task.measure_id}, rows):
        Assignment.objects.bulk_create(rows, batch_size=BATCH)
    codes = [party.code for party in parties]
    content = {"parties": codes, "opens": window[0].isoformat(), "due": window[1].isoformat()}
    more = {"person": person.ref} if person is not None else {}
    more |= {"reason": reason} if reason else {}
    journal_task(
        task, actor, now, "task.assigned-beyond-cap" if reason else "task.assigned", {**content, **more}
    )
    _tell_asked(task, parties, person, window[1], actor, now)
    return rows


def _tell_asked(
    task: Task, parties: Sequence[Party], person: Person | None, due: date, actor: Actor, now: datetime
) -> None:
    to = telling.person_ref(person) or telling.clerks_of(parties, now=now)
    params = {"title": task.title, "due": due}
    href = f"/plan/tasks/{task.id}/"
    telling.tell(
        actor=actor.ref,
        now=now,
        to=to,
        kind="due.assignment",
        text=telling.ASSIGNED,
        params=params,
        href=href,
        about=task.ref,
    )


@transaction.atomic
def grant_exemption(
    *, actor: Actor, now: datetime, assignment_id: int, version: int, ground: str, text: str
) -> Exemption:
    """The issuer lets a party or person off; the assignment leaves every denominator and load (S1-13).

    Raises UnknownAssignment, NotAllowed, StalePage, AlreadySettled, UnknownChoice, BadText.
    """
    row = issued_assignment(actor, assignment_id, version, now=now)
    if row.state not in LIVE:
        raise AlreadySettled
    if ground not in set(ExemptionGround):
        raise UnknownChoice(field="ground")
    if works_on(actor, row, now=now):
        raise NotYours(name=row.issuer.name)
    said = text_of(text, REASON_LENGTH, "text")
    move(row, AssignmentState.EXEMPT, now)
    exemption = Exemption.objects.create(
        assignment=row, ground=ground, text=said, granted_by=actor.ref, granted_at=now
    )
    journal(row, actor, now, "assignment.exempted", {"ground": ground, "text": said})
    return exemption


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    now: datetime,
    assignment_id: int,
    version: int,
    to: Person | None,
    reason: str,
) -> Assignment:
    """Give the open work of one person to another of the same party, or back to the party as a whole (None).

    For the issuer's side and for those who stand for the party. Raises UnknownAssignment, NotYours,
    StalePage, AlreadySettled, PersonLeft, PersonElsewhere, BadText.
    """
    row = assignment_for(actor, assignment_id, now=now, lock=True)
    if not (manages(actor, row.party, now=now) or works_on(actor, row, now=now)):
        raise NotYours(name=row.party.name)
    same_version(row, version)
    if row.state not in LIVE:
        raise AlreadySettled
    if to is not None:
        _check_person(to, [row.party], local_day(now))
    _refuse_repeats_of(row, to)
    why = text_of(reason, REASON_LENGTH, "reason")
    before = row.person
    with tallied([], [row]):
        row.person = to
        row.version += 1
        row.save(update_fields=["person", "version"])
    content = {"from": before.ref if before else "", "to": to.ref if to else "", "reason": why}
    journal(row, actor, now, "assignment.handed-over", content)
    telling.tell(
        actor=actor.ref,
        now=now,
        to=telling.person_ref(to),
        kind="work.handed-over",
        text=telling.HANDED_OVER,
        params={"title": row.task.title, "due": row.due},
        href=f"/plan/assignments/{row.id}/",
        about=row.ref,
    )
    return row


def _refuse_repeats_of(row: Assignment, to: Person | None) -> None:
    same = Assignment.objects.filter(
        fact_key=row.fact_key, party=row.party, person=to, state__in=sorted(LIVE)
    )
    found = same.filter(opens__lte=row.due, due__gte=row.opens).exclude(id=row.id).first()
    if found is not None:
        said = {"party": row.party.name, "title": row.task.title, "due": found.due}
        raise AskedAlready(field="to", number=found.id, **said)


def move(row: Assignment, state: AssignmentState, now: datetime) -> None:
    """Bring a locked assignment into another state, with its counts."""
    settled = state not in LIVE
    with tallied([row.measure_id], [row]):
        row.state = state.value
        row.settled_at = now if settled else None
        row.version += 1
        row.save(update_fields=["state", "settled_at", "version"])


def journal(row: Assignment, actor: Actor, now: datetime, kind: str, content: Mapping[str, object]) -> None:
    """One entry in the chain of the assignment."""
    unit = row.region.code
    record_entry(actor=actor.ref, now=now, kind=kind, object=row.ref, unit=unit, content=dict(content))
