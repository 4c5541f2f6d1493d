"""Plan, the side of campaigns: everything is issued by the county's agency and done by it or by its station."""

from datetime import date, timedelta
from typing import Any

from chizi.org.abilities import local_day
from chizi.org.models import Agency, Party, Person, Region
from chizi.org.rules import AgencyKind, PartyKind, Role
from chizi.plan import actions as plan
from chizi.plan.models import Assignment, Campaign, Measure, Objection, PlanNode, Result, Task
from chizi.plan.plan_rows import content_of, rows_of
from chizi.plan.rules.tasks import AssignmentState, ResultState, TaskState
from tests.access.samples import Sample
from tests.access.world import BELOW, HERE, World, grant

CODE = "JYZD"


def build(world: World) -> None:
    """A campaign with a measure, and one assignment in each state that a sample needs."""
    issuer = Party.objects.get(code="agency:here")
    planner = Person.objects.create(username="planner", name="Planner")
    grant(planner, Role.OFFICE, "own", local_day(world.now))
    world.things["planner"], world.things["issuer"] = planner, issuer
    world.things["station"] = _station()
    today, due = local_day(world.now), local_day(world.now) + timedelta(days=30)
    world.things["due"] = due
    said: dict[str, Any] = {"actor": planner, "now": world.now}
    plan.draft_campaign(
        code=CODE, title="教育整顿", basis="总方案", issuer=issuer, starts=today, ends=due, **said
    )
    whole = {"campaign": CODE, "version": 0, **said}
    plan.put_plan(code="P-0", kind="overall", title="总方案", **whole)
    plan.put_plan(code="P-1", kind="phase", parent="P-0", title="阶段", **whole)
    plan.put_plan(code="P-2", kind="phase", parent="P-0", title="空阶段", **whole)
    plan.put_measure(code="M-1", plan="P-1", title="谈心", owner="here", basis="方案", evidence_rule="台账",
                     due=due, **whole)  # fmt: skip
    plan.issue_plan(campaign=CODE, version=_version(), **said)
    for name in ("open", "submitted", "other"):
        world.things[f"{name}-assignment"] = _assigned(world, name)
    _hand_in(world.things["submitted-assignment"], world)
    world.things["objection"] = Objection.objects.create(
        assignment=world.things["other-assignment"],
        issuer=issuer,
        ground="time",
        text="太紧",
        raised_by="person:somebody",
        raised_at=world.now,
        answer_by=due,
    )
    world.things["waiting-task"] = _task(world, "", TaskState.WAITING)
    world.things["open-task"] = _task(world, "decision:1", TaskState.OPEN)


def _station() -> Party:
    region = Region.objects.get(code=BELOW)
    line = {"region": region, "city_id": region.city_id, "county_id": region.county_id, "town_id": region.id}
    agency = Agency.objects.create(
        code="below", name="坞城派出所", kind=AgencyKind.POLICE_STATION.value, **line
    )
    return Party.objects.create(
        kind=PartyKind.AGENCY.value, code="agency:below", name=agency.name, agency=agency, **line
    )


def _version() -> int:
    return Campaign.objects.get(code=CODE).version


def _task(world: World, origin: str, state: TaskState, fact_key: str = "") -> Task:
    task = Task(
        origin=origin, kind="prescribed", title="任务", text="办理", basis="方案", issuer=world.things["issuer"],
        opens=local_day(world.now), due=world.things["due"], state=state.value, created_by="person:maker",
        created_at=world.now,
    )  # fmt: skip
    task.stand_at(Region.objects.get(code=HERE))
    task.save()
    task.fact_key = fact_key or task.ref
    task.save()
    return task


def _assigned(world: World, name: str) -> Assignment:
    task = _task(world, "decision:1", TaskState.OPEN, name)
    (row,) = plan.assign_task(
        actor=world.things["planner"], now=world.now, task_id=task.id, parties=[world.things["issuer"]]
    )
    return row


def _hand_in(row: Assignment, world: World) -> None:
    Result.objects.create(
        assignment=row,
        number=1,
        text="完成",
        state=ResultState.SUBMITTED.value,
        submitted_by="person:somebody",
        submitted_at=world.now,
    )
    row.state = AssignmentState.SUBMITTED.value
    row.save()


def arguments(world: World) -> dict[str, dict[str, str]]:
    """The values in addresses of the planning front."""
    measure = Measure.objects.get(code="M-1")
    return {
        "/plan/": {
            "code": CODE,
            "campaign": CODE,
            "region": HERE,
            "number": str(world.things["open-assignment"].id),
        },
        "/plan/measures/": {"number": str(measure.id)},
        "/plan/tasks/": {"number": str(world.things["open-task"].id)},
    }


def _soon(world: World) -> date:
    due: date = world.things["due"]
    return due


def _on(name: str, thing: str, **more: Any) -> Sample:
    """A call about the assignment that stands for ``thing``."""

    def call(world: World, actor: Person) -> object:
        row = world.things[f"{thing}-assignment"]
        found = getattr(plan, name)
        return found(actor=actor, now=world.now, assignment_id=row.id, version=row.version, **more)

    return call


def _draft_campaign(world: World, actor: Person) -> object:
    return plan.draft_campaign(
        actor=actor, now=world.now, code="NEW", title="新", basis="方案", issuer=world.things["issuer"],
        starts=local_day(world.now), months=4,
    )  # fmt: skip


def _import_plan(world: World, actor: Person) -> object:
    rows = rows_of(content_of(Campaign.objects.select_related("issuer").get(code=CODE)))
    return plan.import_plan(actor=actor, now=world.now, rows=rows, source="0" * 64, dry_run=True)


def _put_plan(world: World, actor: Person) -> object:
    return plan.put_plan(
        actor=actor, now=world.now, campaign=CODE, code="S-9", version=0, kind="sub", parent="P-1", title="子"
    )


def _put_measure(world: World, actor: Person) -> object:
    return plan.put_measure(
        actor=actor, now=world.now, campaign=CODE, code="M-9", version=0, plan="P-1", title="措施",
        owner="here", basis="方案", evidence_rule="台账", due=_soon(world),
    )  # fmt: skip


def _withdraw_plan(world: World, actor: Person) -> object:
    version = PlanNode.objects.get(code="P-2").version
    return plan.withdraw_plan(
        actor=actor, now=world.now, campaign=CODE, code="P-2", version=version, reason="合并"
    )


def _withdraw_measure(world: World, actor: Person) -> object:
    version = Measure.objects.get(code="M-1").version
    return plan.withdraw_measure(
        actor=actor, now=world.now, campaign=CODE, code="M-1", version=version, reason="合并"
    )


def _issue_plan(world: World, actor: Person) -> object:
    return plan.issue_plan(actor=actor, now=world.now, campaign=CODE, version=_version())


def _close_campaign(world: World, actor: Person) -> object:
    return plan.close_campaign(actor=actor, now=world.now, campaign=CODE, version=_version(), note="总结")


def _review_phase(world: World, actor: Person) -> object:
    return plan.review_phase(
        actor=actor, now=world.now, campaign=CODE, phase="P-2", outcome="passed", note="合格"
    )


def _create_task(world: World, actor: Person) -> object:
    return plan.create_task(
        actor=actor, now=world.now, title="任务", text="办理", basis="方案", due=_soon(world),
        issuer=world.things["issuer"], origin="decision:2",
    )  # fmt: skip


def _choose_task(world: World, actor: Person) -> object:
    return plan.choose_task(
        actor=actor, now=world.now, party=world.things["issuer"], title="夜学", text="自愿", rationale="需要",
        due=_soon(world),
    )  # fmt: skip


def _decided(name: str, **more: Any) -> Sample:
    def call(world: World, actor: Person) -> object:
        task = world.things["waiting-task"]
        found = getattr(plan, name)
        return found(actor=actor, now=world.now, task_id=task.id, version=task.version, **more)

    return call


def _withdraw_task(world: World, actor: Person) -> object:
    task = world.things["open-task"]
    return plan.withdraw_task(
        actor=actor, now=world.now, task_id=task.id, version=task.version, reason="取消"
    )


def _assign_task(world: World, actor: Person) -> object:
    return plan.assign_task(
        actor=actor, now=world.now, task_id=world.things["open-task"].id, parties=[world.things["issuer"]]
    )


def _assign_beyond_cap(world: World, actor: Person) -> object:
    return plan.assign_beyond_cap(
        actor=actor,
        now=world.now,
        task_id=world.things["open-task"].id,
        parties=[world.things["issuer"]],
        reason="急",
    )


def _cascade_task(world: World, actor: Person) -> object:
    row = world.things["open-assignment"]
    return plan.cascade_task(
        actor=actor, now=world.now, assignment_id=row.id, parties=[world.things["station"]]
    )


def _raise_objection(world: World, actor: Person) -> object:
    row = world.things["open-assignment"]
    return plan.raise_objection(actor=actor, now=world.now, assignment_id=row.id, ground="time", text="太紧")


def _answer_objection(world: World, actor: Person) -> object:
    return plan.answer_objection(
        actor=actor,
        now=world.now,
        objection_id=world.things["objection"].id,
        outcome="rejected",
        answer="见复",
    )


SAMPLES: dict[str, Sample] = {
    "plan.draft_campaign": _draft_campaign,
    "plan.import_plan": _import_plan,
    "plan.put_plan": _put_plan,
    "plan.put_measure": _put_measure,
    "plan.withdraw_plan": _withdraw_plan,
    "plan.withdraw_measure": _withdraw_measure,
    "plan.issue_plan": _issue_plan,
    "plan.close_campaign": _close_campaign,
    "plan.review_phase": _review_phase,
    "plan.create_task": _create_task,
    "plan.choose_task": _choose_task,
    "plan.approve_task": _decided("approve_task"),
    "plan.decline_task": _decided("decline_task", reason="无关"),
    "plan.withdraw_task": _withdraw_task,
    "plan.assign_task": _assign_task,
    "plan.assign_beyond_cap": _assign_beyond_cap,
    "plan.cascade_task": _cascade_task,
    "plan.grant_exemption": _on("grant_exemption", "open", ground="duty", text="值守"),
    "plan.hand_over": _on("hand_over", "open", to=None, reason="交接"),
    "plan.submit_result": _on("submit_result", "open", text="完成"),
    "plan.withdraw_result": _on("withdraw_result", "submitted"),
    "plan.accept_result": _on("accept_result", "submitted"),
    "plan.return_result": _on("return_result", "submitted", note="补"),
    "plan.raise_objection": _raise_objection,
    "plan.answer_objection": _answer_objection,
}
