"""A small judged province, and one person for each role and place.

The object that pages are asked about is the county HERE, its village UNIT in the township BELOW, and what was
delivered, judged and published about them. A relation says where the viewer's one grant stands, seen from there.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils import timezone

from chizi.core.imports import ImportReport
from chizi.evaluation.actions import deliver_facts, raise_appeal, run_evaluation
from chizi.evaluation.models import Appeal, Delivery, Run
from chizi.org.abilities import Console, local_day
from chizi.org.actions import import_agencies, import_divisions
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import Role
from chizi.publish.actions import approve_publication, propose_publication
from chizi.publish.models import Publication
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import EVENT_COLUMNS, OWNER, Zero

PROVINCE, CITY, HERE, BELOW = "140000000000", "140100000000", "140105000000", "140105001000"
SIBLING, OUTSIDE = "140106000000", "140202000000"
UNIT = "140105001001"
DIVISIONS = f"""
{PROVINCE},山西省,province,
{CITY},太原市,city,{PROVINCE}
{HERE},小店区,county,{CITY}
{BELOW},坞城街道,township,{HERE}
{UNIT},北营村委会,village,{BELOW}
{SIBLING},迎泽区,county,{CITY}
140106001000,柳巷街道,township,{SIBLING}
140106001001,柳巷社区居委会,village,140106001000
140200000000,大同市,city,{PROVINCE}
{OUTSIDE},新荣区,county,140200000000
140202001000,花园屯镇,township,{OUTSIDE}
140202001001,花园屯村委会,village,140202001000
"""
AGENCIES = f"""
office,山西省信访局,petitions_office,{PROVINCE},
here,小店区信访局,petitions_office,{HERE},office
"""
RELATIONS = {
    "own": HERE,
    "above": CITY,
    "province": PROVINCE,
    "below": BELOW,
    "sibling": SIBLING,
    "outside": OUTSIDE,
    "expired": PROVINCE,
}
ROLES = (*(role.value for role in Role), "stranger", "anonymous")
ALONE = ("stranger", "anonymous")  # without a grant there is no relation


@dataclass(frozen=True)
class Viewer:
    """Who knocks: a person with one grant, with none (stranger), or nobody at all (anonymous)."""

    role: str
    relation: str
    person: Person | None


@dataclass(frozen=True)
class World:
    """What the pages are about. ``run`` is not published yet; ``partial`` gave rows back; ``appeal`` is open;
    ``things`` are what the modules of `tests.access.samples` have made."""

    now: datetime
    viewers: tuple[Viewer, ...]
    run: Run
    delivery: Delivery
    partial: Delivery
    proposed: Publication
    published: Publication
    appeal: Appeal
    leaver: Person
    folder: Path
    things: dict[str, Any] = field(default_factory=dict)


def cells() -> Iterable[tuple[str, str]]:
    """Every (role, relation) there is."""
    for role in ROLES:
        yield from ((role, "none"),) if role in ALONE else ((role, relation) for relation in RELATIONS)


def build(folder: Path) -> World:
    """Register, deliver, judge; then people. ``folder`` takes the files that are delivered."""
    now = timezone.now()
    console = Console()
    _register(now)
    for zero in Zero:
        deliver(console, now, folder, zero=zero, region_code="14")
    delivery = deliver(console, now, folder, zero=Zero.PETITION, region_code="140105")
    partial = deliver(console, now, folder, zero=Zero.CASE, region_code="140105", spoilt=True)
    runs = [_judged(now, now - timedelta(hours=hours)) for hours in (2, 1, 0)]
    proposed, published = _publications(now, runs[:2])
    appeal = raise_appeal(
        actor=Person.objects.get(username="lin"),
        now=now,
        unit_code=UNIT,
        zero="petition",
        event_id="petition-1",
        reason="It was settled in time.",
    )
    leaver = Person.objects.create(username="leaver", name="Chen", is_active=False)
    grant(leaver, Role.CLERK, "own", local_day(now))
    viewers = tuple(_viewer(now, role, relation) for role, relation in cells())
    return World(now, viewers, runs[2], delivery, partial, proposed, published, appeal, leaver, folder)


def _judged(now: datetime, as_of: datetime) -> Run:
    periods = [Period.parse("2020-12")]
    return run_evaluation(
        actor=Console(), now=now, criteria_id="three-zero-2020.1", periods=periods, as_of=as_of
    )


def _publications(now: datetime, runs: list[Run]) -> tuple[Publication, Publication]:
    """One that waits for a second person, and one that both have let out."""
    lin, zhou = (Person.objects.create(username=name, name=name) for name in ("lin", "zhou"))
    grant(lin, Role.OFFICE, "province", local_day(now))
    grant(zhou, Role.LEADER, "province", local_day(now))
    one, other = (propose_publication(actor=lin, now=now, run_id=run.id, title="三零") for run in runs)
    return other, approve_publication(actor=zhou, now=now, publication_id=one.id)


def table(text: str, columns: str) -> pa.Table:
    """Lines of comma-separated text as an import reads them."""
    rows = [line.split(",") for line in text.strip().splitlines()]
    cells = {name: [row[at] for row in rows] for at, name in enumerate(columns.split(","))}
    return pa.table({**cells, "line": pa.array(range(2, len(rows) + 2), pa.int64())})


def _register(now: datetime) -> None:
    reports: list[ImportReport] = []
    divisions = table(DIVISIONS, "code,name,level,parent_code")
    agencies = table(AGENCIES, "code,name,kind,region_code,parent_code")
    reports.append(import_divisions(actor=Console(), now=now, table=divisions, source="0" * 64))
    reports.append(import_agencies(actor=Console(), now=now, table=agencies, source="1" * 64))
    assert all(report.stored for report in reports), reports


def facts_file(folder: Path, zero: Zero, spoilt: bool = False) -> Path:
    """Two events of the zero about UNIT, as its owner would write them; ``spoilt`` adds one about nobody."""
    row = dict.fromkeys(EVENT_COLUMNS, "") | {
        "event_id": f"{zero.value}-1",
        "unit_code": UNIT,
        "zero": zero.value,
        "occurred_at": "2020-03-20 08:00",
        "reported_at": "2020-03-21 08:00",
        "attributed": "true",
        "status": "open",
    }
    row |= {
        Zero.PETITION: {"subtype": "complaint", "due_at": "2020-12-10"},
        Zero.ACCIDENT: {"subtype": "near_miss", "deaths": "0", "injuries": "0"},
        Zero.CASE: {"subtype": "public_order", "severity": "1"},
    }[zero]
    path = folder / f"{zero.value}{'-spoilt' if spoilt else ''}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(EVENT_COLUMNS))
        writer.writeheader()
        writer.writerow(row)
        writer.writerow(row | {"event_id": f"{zero.value}-2"})
        if spoilt:
            writer.writerow(row | {"event_id": "nobody", "unit_code": "nobody"})
    return path


def deliver(
    actor: Console | Person,
    now: datetime,
    folder: Path,
    *,
    zero: Zero,
    region_code: str,
    spoilt: bool = False,
) -> Delivery:
    """The facts file of the zero, delivered by its owner for the year 2020."""
    report = deliver_facts(
        actor=actor,
        now=now,
        path=facts_file(folder, zero, spoilt),
        body=OWNER[zero].value,
        zero=zero.value,
        region_code=region_code,
        first_month="2020-01",
        last_month="2020-12",
        complete=True,
        keep_good=spoilt,
        received_at=now - timedelta(days=1),
    )
    assert report.delivery is not None, report.report.rejected
    return report.delivery


def _viewer(now: datetime, role: str, relation: str) -> Viewer:
    if role == "anonymous":
        return Viewer(role, relation, None)
    person = Person.objects.create(username=f"{role}.{relation}", name=f"{role} {relation}")
    if role != "stranger":
        grant(person, role, relation, local_day(now))
    return Viewer(role, relation, person)


def grant(person: Person, role: str, relation: str, today: date) -> Grant:
    """The one grant of a viewer. A lead department's is bound to its agency; a clerk or leader stands for the
    agency of the county, where his grant is for the county itself or (so that his abilities show) the province."""
    bound = Agency.objects.get(code="office") if role == Role.LEAD_DEPARTMENT else None
    if role in (Role.CLERK, Role.LEADER) and relation in ("own", "province"):
        bound = Agency.objects.get(code="here")
    return Grant.objects.create(
        person=person,
        role=role,
        region=Region.objects.get(code=RELATIONS[relation]),
        agency=bound,
        from_date=date(2020, 1, 1),
        until=today - timedelta(days=1) if relation == "expired" else None,
        granted_by="person:giver",
    )
