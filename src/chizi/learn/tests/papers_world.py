"""An office with a bank of questions, a graded paper, a self-check, and a station that is asked to take them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from chizi.learn import actions
from chizi.learn.actions import CellDraft, ItemDraft, PaperDraft
from chizi.learn.models import Attempt, LearningItem, Objective, Paper, Question
from chizi.learn.queries.attempts_reading import asked_in
from chizi.learn.rules.questions import QuestionDraft
from chizi.org.abilities import local_day
from chizi.org.models import Person, Region
from chizi.org.rules import Role
from chizi.plan.models import Assignment, Task
from chizi.plan.tests.planned import Desk, desk, granted

NOW = datetime(2021, 4, 6, 1, 0, tzinfo=UTC)

SINGLE = QuestionDraft("duty", "single", "几日内登记？", ("三日", "七日", "十五日"), ("B",), "条例第五条")
MULTIPLE = QuestionDraft("duty", "multiple", "哪些要登记？", ("信访", "事故", "闲谈"), ("A", "B"))
TRUTH = QuestionDraft("duty", "truefalse", "登记可以口头完成。", (), ("false",))
ORDER = QuestionDraft("report", "ordering", "排好办理步骤。", ("受理", "调查", "答复"))
SHORT = QuestionDraft("report", "short", "材料报送平台简称？", (), ("智慧平台", "平台"))
SCENE = QuestionDraft("report", "scenario", "结合这项任务谈谈打算。", work="assignment")
DRAFTS = (SINGLE, MULTIPLE, TRUTH, ORDER, SHORT, SCENE)


@dataclass
class Study:
    """The cast: ``lin`` and ``wen`` of the province's office, ``wang`` of the station, ``head`` who leads it."""

    desk: Desk
    now: datetime
    lin: Person
    wen: Person
    wang: Person
    head: Person
    province: Region
    bank: dict[str, Question] = field(default_factory=dict)
    graded: Paper = field(default_factory=Paper)
    check: Paper = field(default_factory=Paper)
    task: Task = field(default_factory=Task)
    items: list[LearningItem] = field(default_factory=list)


def study(now: datetime = NOW) -> Study:
    """The whole of it; the task asks the station for both papers, due in twenty days."""
    here = desk()
    station = here.party["station"]
    wang = granted("wang", Role.OFFICER, "140105001000")
    head = granted("head", Role.LEADER, "140105001000", "station")
    wang.agency = station.agency
    wang.save()
    found = Study(here, now, here.person["lin"], here.person["wen"], wang, head, here.party["office"].region)
    for code, title in (("duty", "知道何时登记"), ("report", "知道如何办理")):
        Objective.objects.create(code=code, title=title)
    for draft in DRAFTS:
        found.bank[draft.kind] = actions.create_question(
            actor=found.lin, now=now, draft=draft, region=found.province
        )
    found.graded = paper(found, "登记考试", graded=True)
    found.check = paper(found, "登记自测", graded=False)
    found.task = asked(found)
    found.items = actions.set_items(
        actor=found.lin,
        now=now,
        task_id=found.task.pk,
        items=[ItemDraft(found.graded.ref, 20), ItemDraft(found.check.ref, 10)],
    )
    return found


def paper(
    here: Study, title: str, *, graded: bool, scene: bool = False, attempts: int | None = None
) -> Paper:
    """A published paper of the first five questions, or with the scenario too."""
    today = local_day(here.now)
    cells = tuple(CellDraft(one.objective, one.kind, 1) for one in DRAFTS if scene or one is not SCENE)
    window = (today - timedelta(days=2), today + timedelta(days=10)) if graded else (None, None)
    draft = PaperDraft(
        title,
        graded,
        cells,
        opens=window[0],
        until=window[1],
        pass_share=80,
        attempts=attempts,
        about_minutes=15,
    )
    made = actions.create_paper(actor=here.lin, now=here.now, draft=draft, region=here.province)
    return actions.publish_paper(actor=here.wen, now=here.now, paper_id=made.pk)


def asked(here: Study, *, kind: str = "prescribed", title: str = "学习登记") -> Task:
    """A task of the province's office for the station."""
    issuer, station = here.desk.party["office"], here.desk.party["station"]
    today = local_day(here.now)
    task = Task(
        kind=kind, title=title, text="学", basis="通知第3号", issuer=issuer, opens=today - timedelta(days=5),
        due=today + timedelta(days=20), fact_key=title, state="open", created_by="person:lin", created_at=here.now,
    )  # fmt: skip
    task.stand_at(issuer.region)
    task.save()
    row = Assignment(
        task=task, issuer=issuer, kind=kind, fact_key=title, party=station, opens=task.opens, due=task.due,
        state="open", assigned_by="person:lin", assigned_at=here.now,
    )  # fmt: skip
    row.stand_at(station.region)
    row.save()
    return task


def right_answers(attempt: Attempt) -> dict[str, list[str] | str]:
    """Answers that are all right, but for words that a person judges."""
    found: dict[str, list[str] | str] = {}
    for one in asked_in(attempt):
        said: list[str] | str = list(one.wording.key)
        if one.kind == "short":
            said = one.wording.key[0]
        if one.kind == "scenario":
            said = "先登记，再报送。"
        found[str(one.question_id)] = said
    return found
