"""What does not go straight: passed down, given by name, let off, objected to, outside the plan, chosen freely."""

from datetime import timedelta

from chizi.demo.guidance import LEADING_GROUP, group_code
from chizi.demo.plans import Issued
from chizi.demo.stage import Stage
from chizi.demo.tasks import ACCEPTED, OPEN, RETURNED, SUBMITTED, TASK_TEXT, end
from chizi.org.models import Party, Person
from chizi.plan.actions import (
    answer_objection,
    assign_task,
    cascade_task,
    choose_task,
    create_task,
    grant_exemption,
    raise_objection,
)
from chizi.plan.models import Assignment, Measure, Task

CITY = "1401-political_legal_commission"
COUNTIES = ("140105-political_legal_commission", "140121-political_legal_commission")
ENDS = ((OPEN, ACCEPTED), (RETURNED, OPEN), (SUBMITTED, OPEN), (ACCEPTED, SUBMITTED))
"""What becomes in the two counties of each measure that the capital passes down."""
LOG, PUBLISHED, CHOSEN = "M-053", "M-059", "M-006"


def go_byways(stage: Stage, plan: Issued) -> None:
    """One or two of each in the campaign."""
    measures = {one.code: one for one in plan.measures}
    _pass_down(stage, plan)
    _name_people(stage, plan, measures[LOG])
    _ask_leaders(stage, plan, measures[PUBLISHED])
    _let_off_and_object(stage, plan)
    _outside(stage)
    choose_task(
        actor=stage.people["xiaodian-clerk"],
        now=stage.clock.ago(5),
        party=stage.party(COUNTIES[0]),
        title="到社区讲一次反诈知识（自选）",
        text="自愿参加，不计入任务完成率（演示数据）。",
        rationale="居民座谈时提出",
        due=stage.clock.today + timedelta(days=16),
        measure_id=measures[CHOSEN].pk,
    )


def _make(stage: Stage, plan: Issued, measure: Measure, title: str, days: int, ahead: int = 0) -> Task:
    """A task of its own facts below a measure, made some days ago; due with the measure or in ``ahead`` days."""
    return create_task(
        actor=plan.office,
        now=stage.clock.ago(days),
        title=title,
        text=TASK_TEXT,
        basis=measure.basis,
        due=stage.clock.today + timedelta(days=ahead) if ahead else measure.due,
        issuer=plan.campaign.issuer,
        measure_id=measure.pk,
        fact_key=f"measure:{measure.pk}:{title}"[:80],
    )


def _pass_down(stage: Stage, plan: Issued) -> None:
    """The capital passes four tasks on to two of its counties, word for word (S2-06)."""
    today, judge = stage.clock.today, stage.people["taiyuan-office"]
    live = [one for one in plan.measures if one.starts <= today < one.due]
    own = [one for one in live if one.owner.code.endswith("political_legal_commission")]
    for measure, ends in zip(sorted(own, key=lambda one: (one.due, one.code)), ENDS, strict=False):
        task = _make(stage, plan, measure, f"{measure.title}：县（市、区）落实情况", 12)
        now = stage.clock.ago(12, 10)
        above = assign_task(actor=plan.office, now=now, task_id=task.pk, parties=[stage.party(CITY)])
        below = cascade_task(
            actor=judge,
            now=stage.clock.ago(11),
            assignment_id=above[0].pk,
            parties=[stage.party(code) for code in COUNTIES],
        )
        for row, state in zip(below, ends, strict=True):
            end(stage, row, judge, state, today - timedelta(days=3))


def _name_people(stage: Stage, plan: Issued, measure: Measure) -> None:
    """Two members of guidance groups are asked by name."""
    task = _make(stage, plan, measure, "驻点指导阶段小结，一页以内", 8, ahead=5)
    pairs: tuple[tuple[int, str], ...] = ((9, "inspector"), (1, "inspector-taiyuan"))
    for number, username in pairs:
        group: Party = stage.party(f"body:{group_code(number)}")
        person: Person = stage.people[username]
        assign_task(
            actor=plan.office, now=stage.clock.ago(8, 10), task_id=task.pk, parties=[group], person=person
        )


def _ask_leaders(stage: Stage, plan: Issued, measure: Measure) -> None:
    """Leaders have tasks as everybody has (S1-20)."""
    task = _make(stage, plan, measure, "审阅拟公开的材料，不排个人名次", 6, ahead=3)
    parties = [stage.party(f"{place}-party_committee") for place in ("14", "1401", "140105")]
    assign_task(actor=plan.office, now=stage.clock.ago(6, 10), task_id=task.pk, parties=parties)


def _let_off_and_object(stage: Stage, plan: Issued) -> None:
    """An exemption, an objection that waits for its answer, and one that got more time (S1-13, R-10)."""
    today = stage.clock.today
    rows = Assignment.objects.filter(
        campaign_id=plan.campaign.pk, state=OPEN, person=None, issuer=plan.campaign.issuer,
        opens__lte=today - timedelta(days=10), due__gt=today, kind="prescribed",
    ).exclude(party__code__in=[f"agency:{CITY}"])  # fmt: skip
    let_off, waits, longer = rows.select_related("party").order_by("id")[:3]
    grant_exemption(
        actor=plan.office,
        now=stage.clock.ago(4),
        assignment_id=let_off.pk,
        version=let_off.version,
        ground="duty",
        text="正在承担防汛任务（演示数据）。",
    )
    raise_objection(
        actor=stage.hand(waits.party.code),
        now=stage.clock.ago(2, 15),
        assignment_id=waits.pk,
        ground="duplicate",
        text="与上月报送的台账内容相同，建议直接引用（演示数据）。",
    )
    objection = raise_objection(
        actor=stage.hand(longer.party.code),
        now=stage.clock.ago(7),
        assignment_id=longer.pk,
        ground="time",
        text="与换届工作重叠，期限过紧（演示数据）。",
    )
    answer_objection(
        actor=plan.office,
        now=stage.clock.ago(5),
        objection_id=objection.pk,
        outcome="extended",
        answer="同意延长十天（演示数据）。",
        due=longer.due + timedelta(days=10),
    )


def _outside(stage: Stage) -> None:
    """A task outside the plan waits for a second person (S2-26)."""
    create_task(
        actor=stage.people["office-deputy"],
        now=stage.clock.ago(1, 11),
        title="补报一次培训人数",
        text="方案外事项，需另一人同意后才能下达（演示数据）。",
        basis="临时来电要求（演示数据）",
        due=stage.clock.today + timedelta(days=12),
        issuer=stage.party(f"body:{LEADING_GROUP}"),
    )
