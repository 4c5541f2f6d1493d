"""A station whose officers have something to learn and to do these days, as browser tests of the terminal need it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from chizi.learn.actions import (
    CellDraft,
    ItemDraft,
    MaterialDraft,
    PaperDraft,
    create_objective,
    create_paper,
    create_question,
    draft_material,
    publish_material,
    publish_paper,
    set_items,
)
from chizi.learn.models import Material, Paper
from chizi.learn.rules.questions import QuestionDraft
from chizi.learn.tests.materials_world import LAW
from chizi.org.abilities import local_day
from chizi.org.models import Person, Region
from chizi.org.rules import Role
from chizi.plan.models import Assignment, Measure, Task
from chizi.plan.tests.planned import Desk, campaign, desk, granted

PIN = "284913"


@dataclass
class Station:
    """``wang`` and ``zhao`` serve at the station, ``sun`` is its clerk; what it is asked for these weeks."""

    desk: Desk
    wang: Person
    zhao: Person
    sun: Person
    now: datetime
    law: Material
    practice: Paper
    graded: Paper
    asked: list[Assignment] = field(default_factory=list)


def station(tmp_path: Path, settings: Any) -> Station:
    """A law, a self-check and a graded paper; three prescribed tasks and one of the station's own choice."""
    settings.FILES, settings.PREVIEWS = tmp_path / "files", tmp_path / "previews"
    here, now = desk(), timezone.now()
    campaign(here)
    people = [granted(name, Role.OFFICER, "140105001000", "station") for name in ("wang", "zhao")]
    law = _law(here, now)
    practice, graded = _papers(here, now, law)
    found = Station(here, *people, here.sun, now, law, practice, graded)
    study = _asked(found, "学习条文并完成自测", -3, 6, minutes=40)
    about = (f"material:{law.pk}", f"paper:{practice.pk}", f"paper:{graded.pk}")
    set_items(actor=here.lin, now=now, task_id=study.pk, items=[ItemDraft(one, 15) for one in about])
    _asked(found, "报送谈心谈话开展情况", -20, -1, minutes=20)
    _asked(found, "清查窗口单位办事流程", -2, 2, minutes=90)
    _asked(found, "重温红色故事", -1, 20, kind="optional")
    return found


def _law(here: Desk, now: datetime) -> Material:
    drafted = draft_material(
        actor=here.hu, now=now, owner="agency:county", kind="law",
        draft=MaterialDraft("学习示例办法", "示例机关", LAW, "public"),
    )  # fmt: skip
    second = granted("han", Role.CLERK, "140105000000", "county")
    return publish_material(actor=second, now=now, material_id=drafted.pk)


def _questions(article: str) -> list[QuestionDraft]:
    said = {"explanation": "见示例办法第二条。", "article": article}
    return [
        QuestionDraft("o-1", "single", "学习资料应当注明什么？", ("页数", "来源", "价格"), ("B",), **said),
        QuestionDraft("o-1", "multiple", "来源包括哪些内容？", ("文号", "颜色", "日期"), ("A", "C"), **said),
        QuestionDraft("o-1", "truefalse", "本办法自公布之日起施行。", (), ("true",), **said),
        QuestionDraft("o-1", "ordering", "按办理的先后排列。", ("受理", "调查", "答复"), (), **said),
        QuestionDraft("o-1", "short", "条文之后还应写明什么？", (), ("日期",), **said),
        QuestionDraft("o-2", "single", "谈心谈话先做什么？", ("先听", "先说"), ("A",)),
        QuestionDraft("o-2", "multiple", "谈心谈话要避免什么？", ("走过场", "记录", "点名排队"), ("A", "C")),
    ]


def _papers(here: Desk, now: datetime, law: Material) -> tuple[Paper, Paper]:
    county = Region.objects.get(code="140105000000")
    create_objective(actor=here.lin, now=now, code="o-1", title="知道资料的来源要求")
    create_objective(actor=here.lin, now=now, code="o-2", title="会谈心谈话")
    article = f"material:{law.pk}#a2"
    asked = [create_question(actor=here.hu, now=now, draft=one, region=county) for one in _questions(article)]
    made = []
    first, last = local_day(now) - timedelta(days=3), local_day(now) + timedelta(days=20)
    cells = (CellDraft("o-2", "single", 1), CellDraft("o-2", "multiple", 1))
    drafts = (
        PaperDraft("示例办法自测", False, fixed=tuple(one.pk for one in asked[:5])),
        PaperDraft("示例办法测验", True, cells=cells, opens=first, until=last),
    )
    for draft in drafts:
        paper = create_paper(actor=here.hu, now=now, draft=draft, region=county)
        made.append(publish_paper(actor=Person.objects.get(username="han"), now=now, paper_id=paper.pk))
    return made[0], made[1]


def _asked(
    here: Station, title: str, opens: int, due: int, *, minutes: int | None = None, kind: str = "prescribed"
) -> Task:
    today: date = local_day(here.now)
    party, issuer = here.desk.party["station"], here.desk.party["office"]
    measure = Measure.objects.get(code="M-1") if kind == "prescribed" else None
    task = Task(
        kind=kind, title=title, text=f"{title}。按实际情况办理,不需要另写总结。", basis="方案一", issuer=issuer,
        measure=measure, opens=today + timedelta(days=opens), due=today + timedelta(days=due), fact_key=title,
        state="open", minutes=minutes, created_by="person:lin", created_at=here.now,
    )  # fmt: skip
    task.stand_at(issuer.region)
    task.save()
    row = Assignment(
        task=task, measure=measure, campaign_id=measure.campaign_id if measure else None, issuer=issuer, kind=kind,
        fact_key=title, party=party, opens=task.opens, due=task.due, state="open", assigned_by="person:lin",
        assigned_at=here.now,
    )  # fmt: skip
    row.stand_at(party.region)
    row.save()
    here.asked.append(row)
    return task
