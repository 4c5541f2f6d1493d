"""What the source tells of 2021: meetings, a written instruction, documents. Their texts here are made up."""

from datetime import date, datetime

from chizi.demo.guidance import LEADING_GROUP
from chizi.demo.stage import Stage
from chizi.org.models import Party
from chizi.plan.actions import (
    accept_result,
    add_regulation,
    add_wording,
    record_instruction,
    record_meeting,
    submit_result,
    task_decision,
    task_instruction,
)
from chizi.plan.actions.meetings import DecisionDraft
from chizi.plan.models import Assignment, Meeting, Task

MADE_UP = "（文字为演示所拟，不是原文。）"
CHAIR = "省委主要负责同志"
KICK_OFF, CARRIED_OUT = date(2021, 2, 27), date(2021, 3, 2)
LATER = (date(2021, 3, 15), date(2021, 4, 6), date(2021, 4, 26), date(2021, 5, 17), date(2021, 6, 15))
"""The source counts six meetings (S2-02); only the day of the first is known, these five are our guess."""
ORDINALS = ("二", "三", "四", "五", "六")
AGENDAS = (
    ("部署学习教育阶段工作", "制定学习教育阶段方案，一次填报、多处使用。", "14-political_legal_commission"),
    ("听取驻点指导情况汇报", "对反馈问题建立台账，逐条答复。", "14-police"),
    ("研究查纠整改阶段工作", "公布意见征集渠道，可以不署名。", "14-justice"),
    ("研究中央督导组反馈意见", "对照反馈意见逐条拟定整改措施。", "14-procuratorate"),
    ("研究建章立制", "清理现行规章制度，列出目录。", ""),
)


def retell(stage: Stage) -> None:
    """Meetings with decisions that became tasks, the instruction of 2 March, the library (S2-02 to S2-06, S2-18)."""
    first = _kick_off(stage)
    for day, ordinal, (agenda, decision, owner) in zip(LATER, ORDINALS, AGENDAS, strict=True):
        _meeting(stage, day, ordinal, agenda, decision, owner)
    _instruction(stage, first)
    _library(stage)
    _lately(stage)


def _kick_off(stage: Stage) -> Meeting:
    """The national meeting, and the same afternoon the leading group's first: no day was lost (S2-04)."""
    now = stage.clock.on(KICK_OFF, 19)
    nationwide = record_meeting(
        actor=stage.office,
        now=now,
        kind="mobilisation",
        title="全国政法队伍教育整顿动员部署会议",
        chair="（来源未载）",
        held_on=KICK_OFF,
        region=stage.province,
    )
    decision = DecisionDraft(
        "起草总方案和三个阶段方案。" + MADE_UP,
        stage.party("14-political_legal_commission"),
        date(2021, 3, 10),
    )
    first = record_meeting(
        actor=stage.office,
        now=now,
        kind="leading_group",
        title="省政法队伍教育整顿领导小组第一次会议",
        chair=CHAIR,
        held_on=KICK_OFF,
        body_code=LEADING_GROUP,
        agenda="传达全国会议精神，部署全省工作。" + MADE_UP,
        parent_id=nationwide.pk,
        decisions=[decision],
    )
    _settle_decision(stage, first, stage.clock.on(date(2021, 2, 28)), date(2021, 3, 8))
    return first


def _meeting(stage: Stage, day: date, ordinal: str, agenda: str, decision: str, owner: str) -> None:
    due = date(day.year, day.month + 1, 15)
    draft = DecisionDraft(decision, stage.party(owner) if owner else None, due if owner else None)
    held = record_meeting(
        actor=stage.office,
        now=stage.clock.on(day, 18),
        kind="leading_group",
        title=f"省政法队伍教育整顿领导小组第{ordinal}次会议",
        chair=CHAIR,
        held_on=day,
        body_code=LEADING_GROUP,
        agenda=f"{agenda}。会议日期为演示设定。",
        decisions=[draft],
    )
    if owner:
        _settle_decision(stage, held, stage.clock.on(day, 19), due)


def _settle_decision(stage: Stage, meeting: Meeting, now: datetime, handed_in: date) -> None:
    """A decision becomes a task of its owner; where somebody acts for the owner it is done in time."""
    decision = meeting.decisions.get(number=1)
    issuer = stage.party(f"body:{LEADING_GROUP}")
    task = task_decision(actor=stage.office, now=now, decision_id=decision.pk, issuer=issuer)
    _carry_out(stage, task, handed_in)


def _carry_out(stage: Stage, task: Task, day: date) -> None:
    """Everybody who was asked hands in, and the office accepts."""
    for row in Assignment.objects.filter(task=task).select_related("party").order_by("id"):
        person = stage.hand(row.party.code)
        now = stage.clock.on(day, 15)
        submit_result(
            actor=person,
            now=now,
            assignment_id=row.pk,
            version=row.version,
            text="已办结，材料已归档（演示）。",
        )
        accept_result(
            actor=stage.office, now=stage.clock.on(day, 17), assignment_id=row.pk, version=row.version + 1
        )


def _instruction(stage: Stage, first: Meeting) -> None:
    """The words of 2 March, traced to two tasks (S2-05)."""
    now = stage.clock.on(CARRIED_OUT, 18)
    mobilisation = record_meeting(
        actor=stage.office,
        now=now,
        kind="mobilisation",
        title="全省政法队伍教育整顿动员部署会议",
        chair="（来源未载）",
        held_on=CARRIED_OUT,
        body_code=LEADING_GROUP,
        parent_id=first.parent_id,
    )
    words = record_instruction(
        actor=stage.office,
        now=now,
        region=stage.province,
        author=CHAIR,
        text="从严从实抓好教育整顿，解决群众反映的问题。" + MADE_UP,
        dated_on=CARRIED_OUT,
        classification="open",
        meeting_id=mobilisation.pk,
    )
    asked: tuple[tuple[str, list[Party], date], ...] = (
        (
            "各市制定贯彻落实安排",
            [stage.party(f"{code}-political_legal_commission") for code in ("1401", "1404", "1405")],
            date(2021, 3, 19),
        ),
        ("梳理群众反映的问题", [stage.party("14-political_legal_commission")], date(2021, 3, 26)),
    )
    for title, owners, due in asked:
        task = task_instruction(
            actor=stage.office,
            now=now,
            instruction_id=words.pk,
            issuer=stage.party(f"body:{LEADING_GROUP}"),
            owners=owners,
            due=due,
            title=title,
        )
        _carry_out(stage, task, due)


TRIAL = "山西省政法队伍教育整顿适用“自查从宽、被查从严”政策的实施细则（试行）"
WORDS = (
    "第一条 本细则的适用期间和条件由本办公室另行设定。\n第二条 主动说明和受到查处，以时间先后的记录为准。\n"
    "第三条 系统只记录先后，不提出处理意见。"
)


def _library(stage: Stage) -> None:
    """Five documents; the first three titles are those of the source (S2-18, S2-19), S3-47 gives the fourth."""
    assistance = "山西省党委政法委员会协助党委和纪检监察机关做好监督检查审查调查工作暂行办法"
    office, region = stage.office, stage.province
    issuer = "中共山西省委政法委员会"
    then = stage.clock.on(date(2021, 3, 20))
    hands_over = "纪检监察机关"
    first = add_regulation(
        actor=office, now=then, region=region, title=TRIAL, issuer=issuer, text=WORDS + MADE_UP,
        in_force_from=date(2021, 3, 20), hands_over_to=hands_over,
    )  # fmt: skip
    add_wording(
        actor=office,
        now=stage.clock.on(date(2021, 5, 6)),
        regulation_id=first.pk,
        text=WORDS + "\n第四条 说明材料由指定人员保管。" + MADE_UP,
        note="增加保管规定（演示）",
        in_force_from=date(2021, 5, 6),
    )
    text = "第一条 发现的违纪违法线索及时移交，不在本系统内调查。\n第二条 移交时只列件数和去向。" + MADE_UP
    add_regulation(
        actor=office, now=then, region=region, title=assistance, issuer=issuer, text=text,
        in_force_from=date(2021, 3, 20), hands_over_to=hands_over,
    )  # fmt: skip
    add_regulation(
        actor=office, now=then, region=region, title="关于向李国毅同志学习的通知", issuer=issuer,
        text="学习安排并入已有学习活动，不另发表格。" + MADE_UP, in_force_from=date(2021, 5, 22),
    )  # fmt: skip
    older = add_regulation(
        actor=office, now=then, region=region, title="驻点指导工作规则（演示）", issuer=issuer,
        text="第一条 进驻前先培训。\n第二条 不得指导本单位。" + MADE_UP, in_force_from=date(2021, 3, 9),
    )  # fmt: skip
    add_regulation(
        actor=office, now=stage.clock.on(date(2021, 5, 10)), region=region, title="驻点指导工作规则（修订，演示）",
        issuer=issuer, text="第一条 先培训、后进驻。\n第二条 本人或者亲属所在单位应当回避。\n第三条 实行轮换。"
        + MADE_UP, in_force_from=date(2021, 5, 10), replaces=[older.pk],
    )  # fmt: skip


def _lately(stage: Stage) -> None:
    """A progress meeting of these weeks (S2-15), whose decision still waits for its result."""
    now = stage.clock.ago(9, 17)
    day = stage.clock.today
    draft = DecisionDraft(
        "汇总各组反馈问题的整改情况，一页以内。",
        stage.party("14-political_legal_commission"),
        date.fromordinal(day.toordinal() + 2),
    )
    held = record_meeting(
        actor=stage.office,
        now=now,
        kind="progress",
        title="重点工作推进会（演示）",
        chair="周正清",
        held_on=date.fromordinal(day.toordinal() - 9),
        body_code=LEADING_GROUP,
        agenda="研究反馈问题的整改。",
        decisions=[draft],
    )
    task_decision(
        actor=stage.office,
        now=now,
        decision_id=held.decisions.get(number=1).pk,
        issuer=stage.party(f"body:{LEADING_GROUP}"),
    )
