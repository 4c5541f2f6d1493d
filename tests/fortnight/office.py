"""Who plays the fortnight, and what stands before it begins. All of it is made up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from chizi.learn.actions import (
    CellDraft,
    MaterialDraft,
    PaperDraft,
    create_objective,
    create_paper,
    create_question,
    draft_material,
    publish_material,
    publish_paper,
)
from chizi.learn.models import Material, Paper
from chizi.learn.rules.questions import QuestionDraft
from chizi.matters.actions import raise_matter
from chizi.org.abilities import local_day
from chizi.org.models import Person
from chizi.org.rules import Role
from chizi.plan.actions import assign_task, create_task, draft_campaign, issue_plan, put_measure, put_plan
from chizi.plan.models import Campaign, Measure, Task
from chizi.plan.tests.planned import Desk, desk, granted
from tests.week.bureau import PASSWORD, Bureau

CAMPAIGN, TITLE = "JYZD", "学习接待群众规定"
TEXT = "# 一、窗口\n\n办事窗口按公示时间开放。\n\n# 二、告知\n\n不能当场办的，当场告知期限和去处。"
STEMS = (
    "办事窗口何时开放？",
    "不能当场办的应当怎么办？",
    "群众问到别的部门的事，应当？",
    "公示时间变了，应当？",
)
OFFICE, SECOND, CITY_OFFICE, COUNTY_OFFICE = "lin", "wen", "zhou", "jin"
OFFICER, CLERK, LEADER, PUBLISHER, INSPECTOR = "wang", "sun", "wei", "gong", "qin"
OTHERS = ("o1", "o2", "o3", "o4", "o5")


@dataclass
class Office:
    """The office in browsers, with what the story needs to name."""

    bureau: Bureau
    desk: Desk
    material: Material
    paper: Paper
    task: Task

    @property
    def station(self) -> str:
        """The name of the station whose officers learn."""
        return str(self.desk.party["station"].name)


def opened(bureau: Bureau) -> Office:
    """People, campaign, material, paper, task, and a finding at the station."""
    here, now = desk(), timezone.now()
    _people(here)
    measure = _campaign(here, now)
    material, paper = _library(here, now)
    today = local_day(now)
    task = create_task(
        actor=here.lin, now=now, title=TITLE, text="按时学完，用到接待工作中。", basis="总方案第二部分",
        due=today + timedelta(days=12), opens=today - timedelta(days=9), issuer=here.office, measure_id=measure.id,
    )  # fmt: skip
    assign_task(actor=here.lin, now=now, task_id=task.id, parties=[here.city])
    raise_matter(
        actor=here.person[INSPECTOR], now=now, party=here.station, title="办事窗口未按时开放", severity="serious",
        source="guidance", fact="3月1日10时20分，3号窗口无人，11人等候。", judgement="值班安排没有落实。",
        basis="窗口服务规定第十二条", demand="按公示时间开放，说明如何检查。", due=today + timedelta(days=20),
    )  # fmt: skip
    return Office(bureau, here, material, paper, task)


def _people(here: Desk) -> None:
    cast = [
        (COUNTY_OFFICE, Role.OFFICE, "140105000000", None),
        (LEADER, Role.LEADER, "140105000000", "county"),
        (PUBLISHER, Role.PUBLISHER, "140000000000", None),
        (INSPECTOR, Role.INSPECTOR, "140100000000", None),
        *((name, Role.OFFICER, "140105001000", "station") for name in (OFFICER, *OTHERS)),
    ]
    for name, role, code, serves in cast:
        here.person[name] = granted(name, role, code, serves)
    for person in Person.objects.all():
        person.set_password(PASSWORD)
        person.save()


def _campaign(here: Desk, now: datetime) -> Measure:
    today = local_day(now)
    said = {"actor": here.lin, "now": now}
    draft_campaign(
        code=CAMPAIGN, title="政法队伍教育整顿", basis="总方案", issuer=here.office, starts=today - timedelta(days=20),
        ends=today + timedelta(days=100), **said,
    )  # fmt: skip
    whole = {"campaign": CAMPAIGN, "version": 0, **said}
    put_plan(code="P-0", kind="overall", title="总方案", **whole)
    put_plan(code="P-1", kind="phase", parent="P-0", title="学习教育环节", **whole)
    put_measure(
        code="M-1", plan="P-1", title="接待群众规定学用", owner="city", basis="总方案第二部分",
        evidence_rule="学用记录", due=_in(today, 30), **whole,
    )  # fmt: skip
    issue_plan(campaign=CAMPAIGN, version=Campaign.objects.get(code=CAMPAIGN).version, **said)
    return Measure.objects.get(code="M-1")


def _in(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _library(here: Desk, now: datetime) -> tuple[Material, Paper]:
    """One writes, the other publishes."""
    said = {"actor": here.lin, "now": now}
    draft = MaterialDraft(
        title="接待群众规定（演示）", source="省教育整顿办", text=TEXT, classification="public"
    )
    material = draft_material(owner="agency:office", kind="document", draft=draft, **said)
    publish_material(actor=here.wen, now=now, material_id=material.id)
    create_objective(code="window", title="知道窗口怎样接待群众", **said)
    for stem in STEMS:
        question = QuestionDraft(
            objective="window", kind="single", stem=stem, options=("照规定办", "看情况再说"), right=("A",),
            explanation="见接待群众规定。",
        )  # fmt: skip
        create_question(draft=question, region=here.office.region, **said)
    today = local_day(now)
    blueprint = PaperDraft(
        title="接待群众规定测试",
        graded=True,
        cells=(CellDraft("window", "single", 4),),
        pass_share=75,
        attempts=2,
        opens=_in(today, -9),
        until=_in(today, 12),
    )
    paper = create_paper(draft=blueprint, region=here.office.region, **said)
    publish_paper(actor=here.wen, now=now, paper_id=paper.id)
    return material, paper
