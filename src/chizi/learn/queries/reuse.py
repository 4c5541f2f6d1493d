"""What a record serves, and what it could serve."""

from dataclasses import dataclass
from datetime import datetime

from chizi.learn.models import Application, Lecture, LectureParty, ProgrammeUse, ServiceItem
from chizi.learn.queries.applications_seeing import visible_applications
from chizi.learn.queries.lectures_seeing import in_sight
from chizi.learn.rules.applications import ApplicationState, parted
from chizi.learn.rules.lectures import LectureState
from chizi.learn.rules.reuse import RECORDS, address
from chizi.learn.rules.services import ServiceState
from chizi.org.abilities import Actor, local_day
from chizi.org.models import Party
from chizi.plan.models import Assignment
from chizi.plan.reaching import concerns, visible_campaigns
from chizi.plan.rules.campaigns import CampaignState
from chizi.plan.rules.tasks import WAITS_FOR_PARTY


@dataclass(frozen=True)
class Record:
    """A lecture, service item or application that is ready or not to serve programmes; ``told`` is its title, day
    and address, as it stands in a result."""

    row: Lecture | ServiceItem | Application
    party: Party
    party_ids: frozenset[int]
    ready: bool
    told: str


@dataclass(frozen=True)
class UseOfRecord:
    """A campaign or assignment that a record serves. ``state`` is that of the result."""

    title: str
    href: str
    kind: str
    state: str
    used_at: datetime


@dataclass(frozen=True)
class Possible:
    """What a record could still serve: campaigns (code, title) and assignments (id, version, title)."""

    campaigns: tuple[tuple[str, str], ...]
    assignments: tuple[tuple[int, int, str], ...]


def record_of(viewer: Actor, record: str, *, now: datetime) -> Record | None:
    """The record behind a reference, as far as the viewer may see it."""
    found = parted(record, RECORDS)
    if found is None:
        return None
    kind, pk = found
    if kind == "lecture":
        rows = in_sight(Lecture.objects.all(), viewer, now=now).select_related("party", "region", "leader")
        one = rows.filter(pk=pk).first()
        return _lecture(one) if one is not None else None
    if kind == "service":
        items = in_sight(ServiceItem.objects.all(), viewer, now=now).select_related("party", "region")
        item = items.filter(pk=pk).first()
        return _service(item) if item is not None else None
    claims = visible_applications(viewer, now=now).select_related("party", "region", "person")
    claim = claims.filter(pk=pk).first()
    return _application(claim) if claim is not None else None


def _lecture(one: Lecture) -> Record:
    served = LectureParty.objects.filter(lecture=one, counts=True).values_list("party_id", flat=True)
    told = f"{one.topic}\n{one.leader.name} · {one.held_on.isoformat()}\n{address('lecture', one.pk)}"
    return Record(one, one.party, frozenset(served), one.state == LectureState.RECORDED, told)


def _service(one: ServiceItem) -> Record:
    day = local_day(one.closed_at).isoformat() if one.closed_at else ""
    told = f"{one.title}\n{one.done}\n{day} {address('service', one.pk)}"
    return Record(one, one.party, frozenset({one.party_id}), one.state == ServiceState.CLOSED, told)


def _application(one: Application) -> Record:
    told = f"{one.about_title}\n{one.text}\n{address('application', one.pk)}"
    ready = one.state == ApplicationState.CONFIRMED
    return Record(one, one.party, frozenset({one.party_id}), ready, told)


def uses_of(viewer: Actor, record: str, *, now: datetime) -> tuple[UseOfRecord, ...]:
    """What a record serves; the caller has asked whether the viewer may see it. Two queries."""
    rows = ProgrammeUse.objects.filter(record=record).order_by("id")
    rows = rows.select_related("campaign", "assignment__task", "result")
    seen = set(
        Assignment.objects.filter(concerns(viewer, now=now), pk__in=rows.values("assignment_id")).values_list(
            "pk", flat=True
        )
    )
    found = []
    for one in rows[:200]:
        if one.campaign is not None:
            href = f"/plan/{one.campaign.code}/"
            found.append(UseOfRecord(one.campaign.title, href, "campaign", "", one.used_at))
        elif one.assignment is not None and one.result is not None:
            href = f"/plan/assignments/{one.assignment_id}/" if one.assignment_id in seen else ""
            title = one.assignment.task.title
            found.append(UseOfRecord(title, href, "assignment", one.result.state, one.used_at))
    return tuple(found)


def could_serve(viewer: Actor, record: Record, *, now: datetime, limit: int = 50) -> Possible:
    """Issued campaigns in sight that it does not serve yet, and tasks that wait for one of its parties; two
    queries."""
    used = ProgrammeUse.objects.filter(record=record.row.ref, campaign__isnull=False).values("campaign_id")
    campaigns = (
        visible_campaigns(viewer, now=now).filter(state=CampaignState.ISSUED.value).exclude(pk__in=used)
    )
    waiting = Assignment.objects.filter(
        concerns(viewer, now=now),
        party_id__in=sorted(record.party_ids),
        state__in=sorted(WAITS_FOR_PARTY),
        opens__lte=local_day(now),
    )
    rows = waiting.order_by("due", "id").values_list("id", "version", "task__title")[:limit]
    return Possible(tuple(campaigns.order_by("code").values_list("code", "title")[:limit]), tuple(rows))
