"""What the Taiyuan police are asked to learn: materials, objectives, questions and papers of their own, and tasks.

The texts and questions stand in data/learning.toml and say that they are made up. A clerk of the bureau writes, a
second person of the bureau publishes.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from chizi.demo.officers import BUREAU, COUNTY, STATIONS
from chizi.demo.plans import Issued
from chizi.demo.stage import Stage
from chizi.learn.actions import (
    CaseDraft,
    CellDraft,
    ItemDraft,
    MaterialDraft,
    PaperDraft,
    StoryDraft,
    create_objective,
    create_paper,
    create_question,
    draft_material,
    publish_material,
    publish_paper,
    set_items,
)
from chizi.learn.models import LearningItem
from chizi.learn.queries import material_page
from chizi.learn.rules.questions import QuestionDraft
from chizi.org.models import Person
from chizi.plan.actions import assign_task, cascade_task, create_task
from chizi.plan.models import Assignment

FILE, SOURCE = "learning.toml", "演示自编"
WRITER, SECOND, CITY_OFFICE = "taiyuan-police-clerk", f"llk-{BUREAU}", "taiyuan-office"
CITY, OWNER = "1401", f"agency:{BUREAU}"
WRITTEN, PUBLISHED, ASKED, BELOW = 46, 44, 34, 32  # days ago
PRACTICE, TEST = "practice", "test"
MINUTES = {PRACTICE: 15, TEST: 20}
READING = 10  # minutes, told beforehand


@dataclass(frozen=True)
class Asked:
    """A measure of the plan and what is to be learned for it, by codes of materials and names of papers."""

    measure: str
    title: str
    learns: tuple[str, ...]


MEETING = "M-043"
TASKS = (
    Asked("M-009", "学习警示案例和信息使用要求", ("warning", TEST)),
    Asked("M-031", "学习接报案和涉案财物规范", ("report", "property", "meddling")),
    Asked("M-050", "学习窗口一次办好，做一次练习", ("window", "petition", PRACTICE)),
    Asked(MEETING, "召开企业和群众座谈会，逐条答复", ()),
)
LEARN = "学习内容附在任务后，哪天学、学几次由自己定（演示数据）。"
DO = "就近召开，人数不限；意见逐条答复，不另报表（演示数据）。"


@dataclass(frozen=True)
class Library:
    """What there is to learn: numbers of materials and papers by code, of questions by objective; the assignments of
    the bureau and of the parties below it, and what is to be learned, by measure."""

    materials: dict[str, int]
    papers: dict[str, int]
    questions: dict[str, list[int]]
    given: dict[str, list[Assignment]]
    items: dict[str, list[LearningItem]]


@cache
def data() -> dict[str, Any]:
    """Materials, objectives and questions as they lie in the file."""
    return tomllib.loads((resources.files("chizi.demo") / "data" / FILE).read_text("utf-8"))


def bring_learning(stage: Stage, plan: Issued) -> Library:
    """Write the library and the bank, publish them by a second person, and ask for them in tasks (S1-05, S1-13)."""
    materials = _materials(stage)
    questions = _questions(stage, materials)
    papers = _papers(stage, questions)
    given = _tasks(stage, plan)
    items = {}
    for asked in (one for one in TASKS if one.learns):
        wanted = [
            ItemDraft(f"paper:{papers[one]}", MINUTES[one])
            if one in papers
            else ItemDraft(f"material:{materials[one]}", READING)
            for one in asked.learns
        ]
        task = given[asked.measure][0].task_id
        items[asked.measure] = set_items(
            actor=plan.office, now=stage.clock.ago(BELOW, 11), task_id=task, items=wanted
        )
    return Library(materials, papers, questions, given, items)


def _materials(stage: Stage) -> dict[str, int]:
    found = {}
    for hour, row in enumerate(data()["material"], start=8):
        draft = MaterialDraft(
            title=row["title"],
            source=SOURCE,
            text=row["text"].strip(),
            classification="internal",
            case=_case(row),
            story=_story(row),
        )
        one = draft_material(
            actor=stage.people[WRITER],
            now=stage.clock.ago(WRITTEN, hour),
            owner=OWNER,
            kind=row["kind"],
            draft=draft,
        )
        publish_material(actor=stage.people[SECOND], now=stage.clock.ago(PUBLISHED, hour), material_id=one.pk)
        found[row["code"]] = one.pk
    return found


def _case(row: dict[str, Any]) -> CaseDraft | None:
    if row["kind"] != "cautionary":
        return None
    return CaseDraft(row["decision"], row["decided_on"], row["lesson"], redacted=True, names=row["names"])


def _story(row: dict[str, Any]) -> StoryDraft | None:
    if row["kind"] != "role_model":
        return None
    return StoryDraft(row["person"], row["consent_by"], row["consent_from"], row["consent_on"])


def _questions(stage: Stage, materials: dict[str, int]) -> dict[str, list[int]]:
    writer, region = stage.people[WRITER], stage.region(CITY)
    now = stage.clock.ago(PUBLISHED - 1)
    for row in data()["objective"]:
        create_objective(actor=writer, now=now, code=row["code"], title=row["title"])
    anchors = _anchors(writer, materials, stage)
    found: dict[str, list[int]] = {}
    for row in data()["question"]:
        about = "warning" if row["objective"] == "privacy" else row["objective"]
        draft = QuestionDraft(
            objective=row["objective"],
            kind=row["kind"],
            stem=row["stem"],
            options=tuple(row.get("options", ())),
            right=tuple(row.get("right", ())),
            explanation=row["explanation"],
            article=anchors.get((about, row.get("part", "")), ""),
            work=row.get("work", ""),
        )
        one = create_question(actor=writer, now=now, draft=draft, region=region)
        found.setdefault(row["objective"], []).append(one.pk)
    return found


def _anchors(writer: Person, materials: dict[str, int], stage: Stage) -> dict[tuple[str, str], str]:
    """Where a question can be looked up: (material, heading) -> "material:12#anchor"."""
    found = {}
    for code, number in materials.items():
        page = material_page(writer, number, now=stage.clock.ago(PUBLISHED - 1))
        for anchor, title, _level in page.anchors:
            found[code, title] = f"material:{number}#{anchor}"
    return found


def _papers(stage: Stage, questions: dict[str, list[int]]) -> dict[str, int]:
    """A practice by blueprint, as often as one likes, and a graded test of the same eight questions for all."""
    today = stage.clock.today
    practice = PaperDraft(
        "随学随练（演示）",
        graded=False,
        cells=tuple(
            CellDraft(code, kind, 1) for code in ("window", "petition") for kind in ("single", "truefalse")
        ),
        text="想做几次都可以，做完能看到解释。",
        about_minutes=MINUTES[PRACTICE],
    )
    test = PaperDraft(
        "学习教育阶段测验（演示）",
        graded=True,
        fixed=tuple(found[0] for found in questions.values()),
        text="八道题，开卷，可以做两次。",
        attempts=2,
        opens=today - timedelta(days=ASKED),
        until=today + timedelta(days=20),
        about_minutes=MINUTES[TEST],
    )
    found = {}
    for name, draft in ((PRACTICE, practice), (TEST, test)):
        one = create_paper(
            actor=stage.people[WRITER],
            now=stage.clock.ago(PUBLISHED - 2),
            draft=draft,
            region=stage.region(CITY),
        )
        publish_paper(actor=stage.people[SECOND], now=stage.clock.ago(PUBLISHED - 3), paper_id=one.pk)
        found[name] = one.pk
    return found


def _tasks(stage: Stage, plan: Issued) -> dict[str, list[Assignment]]:
    """From the province to the bureau, from there word for word to the county and the stations (S2-06); by measure,
    the bureau's own first."""
    measures = {one.code: one for one in plan.measures}
    below = [stage.party(code) for code in (COUNTY, *STATIONS)]
    found = {}
    for asked in TASKS:
        measure = measures[asked.measure]
        task = create_task(
            actor=plan.office,
            now=stage.clock.ago(ASKED),
            title=asked.title,
            text=LEARN if asked.learns else DO,
            basis=measure.basis,
            due=max(measure.due, _soon(stage.clock.today)),
            issuer=plan.campaign.issuer,
            measure_id=measure.pk,
            fact_key=f"learn:{measure.pk}",
        )
        now = stage.clock.ago(ASKED, 10)
        above = assign_task(actor=plan.office, now=now, task_id=task.pk, parties=[stage.party(BUREAU)])
        under = cascade_task(
            actor=stage.people[CITY_OFFICE],
            now=stage.clock.ago(BELOW),
            assignment_id=above[0].pk,
            parties=below,
        )
        found[asked.measure] = [*above, *under]
    return found


def _soon(today: date) -> date:
    return today + timedelta(days=7)
