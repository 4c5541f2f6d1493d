"""An office whose campaign asks the county's people to read and to answer, as tests of progress need it."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from chizi.learn import jobs
from chizi.learn.actions import record_outcome
from chizi.learn.models import (
    Application,
    BlueprintCell,
    LearningItem,
    Objective,
    Paper,
    Reflection,
    ReflectionVersion,
)
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.org.models import Grant, Person, Region
from chizi.org.rules import Role
from chizi.plan import actions as plan
from chizi.plan.models import Campaign, Task
from chizi.plan.tests.planned import NOW, TODAY, desk

_numbers = count(1)
DUE = date(2021, 3, 31)


def world(people: int = 8) -> SimpleNamespace:
    """The cast of `planned.desk`, an inspector, officers of the county, and a task with a material and a paper."""
    here = desk()
    at: dict[str, Any] = {"actor": here.lin, "now": NOW}
    plan.draft_campaign(code="JY", title="教育整顿", basis="总方案", issuer=here.office, starts=TODAY,
                        ends=TODAY + timedelta(days=90), **at)  # fmt: skip
    whole = {"campaign": "JY", "version": 0, **at}
    plan.put_plan(code="P-0", kind="overall", title="总方案", **whole)
    plan.put_measure(code="M-1", plan="P-0", title="学习教育", owner="county", basis="方案", evidence_rule="结果",
                     due=DUE, **whole)  # fmt: skip
    plan.issue_plan(campaign="JY", version=Campaign.objects.get().version, **at)
    inspector = grant(Person.objects.create(username="xu", name="许督导"), Role.INSPECTOR, "140105000000")
    found = SimpleNamespace(
        **here.__dict__["person"], desk=here, county=here.party["county"], station=here.party["station"],
        city=here.party["city"], xu=inspector,
    )  # fmt: skip
    found.officers = [
        officer(f"min{at:02d}", f"民警{at:02d}", here.party["county"].agency) for at in range(people)
    ]
    found.task = given(found, "学法规")
    found.paper = paper(found)
    found.reading = LearningItem.objects.create(
        task=found.task, about="material:1", title="监督法", position=1
    )
    found.testing = LearningItem.objects.create(
        task=found.task, about=found.paper.ref, title="应知应会", position=2
    )
    return found


def grant(person: Person, role: Role, region: str, agency: Any = None) -> Person:
    Grant.objects.create(
        person=person, role=role.value, region=Region.objects.get(code=region), agency=agency,
        from_date=date(2020, 1, 1), granted_by="console",
    )  # fmt: skip
    return person


def officer(username: str, name: str, agency: Any) -> Person:
    person = Person.objects.create(username=username, name=name, agency=agency)
    return grant(person, Role.OFFICER, agency.region.code)


def given(here: Any, title: str, parties: Any = None, *, due: date = DUE) -> Task:
    """A prescribed task of the measure, assigned."""
    from chizi.plan.models import Measure

    task = plan.create_task(
        actor=here.lin, now=NOW, title=title, text="学习", basis="方案", due=due,
        issuer=here.desk.party["office"], measure_id=Measure.objects.get(code="M-1").pk, fact_key=title,
    )  # fmt: skip
    plan.assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=parties or [here.county])
    return Task.objects.get(id=task.id)


def paper(here: Any) -> Paper:
    """A paper that asks about two objectives."""
    objectives = [Objective.objects.create(code=f"obj-{at}", title=f"会办{at}") for at in (1, 2)]
    made = Paper(
        title="应知应会", graded=False, pass_share=60, asks=2, state="published", created_by="person:lin",
        created_at=NOW,
    )  # fmt: skip
    made.stand_at(here.county.region)
    made.save()
    for one in objectives:
        BlueprintCell.objects.create(paper=made, objective=one, kind="single", number=1)
    here.objectives = objectives
    return made


def has_read(person: Person, item: LearningItem, at=NOW, key: UUID | None = None) -> Any:
    return record_outcome(
        actor=person, now=at, key=key or uuid4(), kind=OutcomeKind.READ, about=item.about, item=item.pk,
        happened_at=at, source=Source.DESK,
    )  # fmt: skip


def has_mastered(person: Person, objective: Objective, party: Any, *, met: bool = True) -> None:
    from chizi.learn import tallies
    from chizi.learn.models import Mastery

    Mastery.objects.create(
        person=person,
        objective=objective,
        party=party,
        asked=5,
        right=5 if met else 2,
        met=met,
        changed_at=NOW,
    )
    if met:
        tallies.change({tallies.met_key(objective.pk, place): 1 for place in tallies.places_of(party)})


def wrote(person: Person, text: str, party: Any, at=NOW, files: dict[str, str] | None = None) -> Reflection:
    made = Reflection.objects.create(
        key=uuid4(),
        person=person,
        party=party,
        about="task:1",
        about_title="学法规",
        state="written",
        written_at=at,
    )
    ReflectionVersion.objects.create(reflection=made, number=1, text=text, files=files or {}, written_at=at)
    return made


def applied(here: Any, person: Person, party: Any, state: str = "confirmed") -> Application:
    from chizi.plan.models import Assignment

    row = Application(
        key=uuid4(), person=person, party=party, about=f"objective:{next(_numbers)}", about_title="会办",
        text="用在了一件信访事项上", assignment=Assignment.objects.filter(party=here.county).first(), state=state,
        claimed_by=person.ref, claimed_at=NOW,
    )  # fmt: skip
    if state in ("confirmed", "returned"):
        row.decided_by, row.decided_at = "person:xu", NOW
    row.stand_at(party.region)
    row.save()
    return row


def counted(now=NOW) -> int:
    """What the night would do."""
    return jobs.profile_now(now)
