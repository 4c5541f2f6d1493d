"""100,000 people, 1,500 agencies, 20 campaigns of 60 measures, 200,000 assignments, 2,000 findings.

People and campaigns come in through the imports, findings through the action; assignments are written in bulk, three
in four accepted, and the counters are recounted from them by the room's own recount.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

CAMPAIGNS, MEASURES, ASSIGNMENTS, FINDINGS = 20, 60, 200_000, 2_000
PEOPLE = 100_000
BATCH = 2_000
PLAYERS = (
    # user name, role, short region code, the agency that a grant is bound to
    ("office", "office", "14", ""),
    ("city", "office", "1401", ""),
    ("county", "office", "140105", ""),
    ("clerk", "clerk", "140105", "140105-police"),
    ("inspector", "inspector", "14", ""),
    ("verifier", "verifier", "14", ""),
)


def fill(now: datetime) -> None:
    """Everything, in about three minutes."""
    from benchmarks.people import _settle, _sheet
    from chizi.org.abilities import Console
    from chizi.org.actions import import_people

    codes = _settle()
    sheet = _sheet(PEOPLE, codes)
    report = import_people(actor=Console(), now=now, table=sheet, source="0" * 64)
    assert not report.rejected, report.rejected[:3]
    make_players()
    make_campaigns(now, codes)
    make_assignments(now, codes)
    _findings(now, codes)


def make_players() -> None:
    from chizi.org.models import Agency, Grant, Person, Region

    for username, role, place, agency in PLAYERS:
        region = Region.objects.get(code=place.ljust(12, "0"))
        bound = Agency.objects.get(code=agency) if agency else None
        person = Person.objects.create(username=username, name=username, agency=bound)
        Grant.objects.create(
            person=person,
            role=role,
            region=region,
            agency=bound,
            from_date=date(2020, 1, 1),
            granted_by="console",
        )


def make_campaigns(now: datetime, codes: list[str], count: int = CAMPAIGNS) -> None:
    from chizi.org.models import Person
    from chizi.plan.actions import import_plan, issue_plan
    from chizi.plan.models import Campaign

    office = Person.objects.get(username="office")
    for number in range(count):
        rows = list(_tree(number, codes, now.date()))
        report = import_plan(actor=office, now=now, rows=rows, source="0" * 64)
        assert not report.rejected, report.rejected[:3]
        campaign = Campaign.objects.get(code=report.campaign)
        issue_plan(actor=office, now=now, campaign=campaign.code, version=campaign.version)


def _tree(number: int, codes: list[str], today: date) -> Iterator[Any]:
    """1 + 3 + 15 plans with 60 measures."""
    from chizi.plan.rules.trees import Row

    starts, ends = today - timedelta(days=60), today + timedelta(days=120)
    yield Row(
        line=1,
        kind="campaign",
        code=f"C{number:02d}",
        title=f"第{number}次行动",
        owner="agency:14-political_legal_commission",
        basis="总方案",
        starts=starts.isoformat(),
        due=ends.isoformat(),
    )
    yield Row(line=2, kind="overall", code="P-0", title="总方案")
    for phase in range(1, 4):
        yield Row(line=2 + phase, kind="phase", code=f"P-{phase}", parent_code="P-0", title=f"第{phase}阶段")
    for sub in range(15):
        parent = f"P-{sub // 5 + 1}"
        yield Row(line=6 + sub, kind="sub", code=f"S-{sub:02d}", parent_code=parent, title=f"子方案{sub}")
    for at in range(MEASURES):
        yield Row(
            line=21 + at,
            kind="measure",
            code=f"M-{at:03d}",
            parent_code=f"S-{at % 15:02d}",
            title=f"措施{at}",
            owner=f"agency:{codes[at]}",
            basis="总方案第三部分",
            evidence_rule="台账",
            starts=starts.isoformat(),
            due=(today + timedelta(days=at - 20)).isoformat(),
        )


def make_assignments(now: datetime, codes: list[str], count: int = ASSIGNMENTS) -> None:
    """One task a measure; each party gets its share of them, in turn."""
    from chizi.org.models import Party
    from chizi.plan import tallies
    from chizi.plan.models import Assignment, Campaign, Measure, Task

    parties = list(Party.objects.filter(code__in=[f"agency:{code}" for code in codes]).order_by("code"))
    campaigns = {one.id: one for one in Campaign.objects.all()}
    tasks = []
    for measure in Measure.objects.order_by("id"):
        issuer = campaigns[measure.campaign_id].issuer
        task = Task(
            measure=measure,
            kind="prescribed",
            title=measure.title,
            text="逐项落实。",
            basis=measure.basis,
            issuer=issuer,
            opens=measure.starts,
            due=max(measure.due, measure.starts),
            fact_key=f"measure:{measure.id}",
            state="open",
            created_by="person:office",
            created_at=now,
        )
        task.stand_at(issuer.region)
        tasks.append(task)
    Task.objects.bulk_create(tasks, batch_size=BATCH)
    tasks = list(Task.objects.select_related("measure").order_by("id"))
    each = count // len(tasks)
    rows = []
    for number, task in enumerate(tasks):
        for at in range(each):
            party = parties[(number * each + at) % len(parties)]
            rows.append(_assignment(task, party, at, now))
        if len(rows) >= BATCH:
            Assignment.objects.bulk_create(rows, batch_size=BATCH)
            rows = []
    Assignment.objects.bulk_create(rows, batch_size=BATCH)
    tallies.recount()


def _assignment(task: Any, party: Any, at: int, now: datetime) -> Any:
    from chizi.plan.models import Assignment

    return Assignment(
        task=task,
        top_task=task,
        measure=task.measure,
        campaign_id=task.measure.campaign_id,
        issuer_id=task.issuer_id,
        kind="prescribed",
        fact_key=task.fact_key,
        party=party,
        region_id=party.region_id,
        city_id=party.city_id,
        county_id=party.county_id,
        town_id=party.town_id,
        opens=task.opens,
        due=task.due,
        state=("accepted", "accepted", "accepted", "open", "submitted")[at % 5],
        assigned_by="person:office",
        assigned_at=now,
    )


def _findings(now: datetime, codes: list[str]) -> None:
    from chizi.matters.actions import raise_matter
    from chizi.org.models import Party, Person

    inspector = Person.objects.get(username="inspector")
    parties = list(Party.objects.filter(code__in=[f"agency:{code}" for code in codes]).order_by("code"))
    for number in range(FINDINGS):
        raise_matter(
            actor=inspector,
            now=now - timedelta(minutes=FINDINGS - number),
            party=parties[number * 7 % len(parties)],
            title=f"窗口等候过长 {number}",
            fact="上午十时，三个窗口开一个，等候四十人。",
            judgement="便民措施没有落实。",
            severity="serious",
            source="guidance",
            basis="总方案第五部分",
            demand="三日内增开窗口。",
            due=(now + timedelta(days=30)).date(),
        )


def now() -> datetime:
    """The instant at which everything is made and looked at."""
    return datetime.now(UTC)
