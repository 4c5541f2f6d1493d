"""100,000 officers in 1,500 parties, 300 materials, 20,000 questions, 5 million outcomes.

People come in through the import, three campaigns through the plan's import; the bank and the library are written in
bulk, what became of the learning row by row without objects (learning_rows.py). Counters are counted by the room's own
nightly recounts. Everything is made up by a seeded generator.
"""

from datetime import date, datetime
from typing import Any

import numpy as np

PEOPLE, PARTIES, MATERIALS, QUESTIONS, OUTCOMES = 100_000, 1_500, 300, 20_000, 5_000_000
CAMPAIGNS, OBJECTIVES, PAPERS = 3, 200, 60
EACH_TASK = 6
"""Every sixth measure asks for something to be learned: thirty tasks of ninety items."""
ITEMS, PASSAGES, BATCH, SEED = 3, 8, 2_000, 20_210_309
OFFICER, OFFICER_AGENCY, OFFICER_PLACE = "officer", "140105-police", "140105"


def fill(now: datetime) -> None:
    """Everything; some minutes."""
    from benchmarks import learning_rows
    from benchmarks.people import _settle, _sheet
    from benchmarks.working import world
    from chizi.org.abilities import Console
    from chizi.org.actions import import_people

    codes = _settle()
    report = import_people(actor=Console(), now=now, table=_sheet(PEOPLE, codes), source="0" * 64)
    assert not report.rejected, report.rejected[:3]
    world.make_players()
    _officer()
    world.make_campaigns(now, codes, CAMPAIGNS)
    world.make_assignments(now, codes, CAMPAIGNS * world.MEASURES * PARTIES)
    _objectives()
    _library(now)
    _bank(now)
    _papers(now)
    _items()
    learning_rows.write(now, np.random.default_rng(SEED), OUTCOMES)


def _officer() -> None:
    """Somebody to look at his own record, and the grants that let the people of his party learn."""
    from chizi.org.models import Agency, Grant, Person, Region

    agency = Agency.objects.get(code=OFFICER_AGENCY)
    person = Person.objects.create(username=OFFICER, name="关一航", agency=agency)
    region = Region.objects.get(code=OFFICER_PLACE.ljust(12, "0"))
    people = [person, *Person.objects.filter(agency=agency, username__startswith="p")]
    Grant.objects.bulk_create(
        Grant(person=one, role="officer", region=region, from_date=date(2020, 1, 1), granted_by="console")
        for one in people
    )


def _province() -> Any:
    from chizi.org.models import Region

    return Region.objects.get(level=1)


def _owner() -> Any:
    from chizi.org.models import Party

    return Party.objects.get(code="agency:14-political_legal_commission")


def _objectives() -> None:
    from chizi.learn.models import Objective

    Objective.objects.bulk_create(
        Objective(code=f"o-{at:03d}", title=f"掌握执法规范第{at}项") for at in range(OBJECTIVES)
    )


def _library(now: datetime) -> None:
    from uuid import UUID

    from chizi.ground.search.actions import index_texts
    from chizi.learn.actions.materials_writing import WHOLE
    from chizi.learn.models import Material, MaterialVersion, Passage

    region, owner, rows = _province(), _owner(), []
    for at in range(MATERIALS):
        row = Material(
            key=UUID(int=at), kind=("document", "law", "cautionary")[at % 3], title=f"学习资料第{at}号",
            owner=owner, source="办公室自编", audience="place", state="published", latest=1, shown=1,
            created_by="person:office", created_at=now,
        )  # fmt: skip
        row.stand_at(region)
        rows.append(row)
    Material.objects.bulk_create(rows)
    text = "办理案件应当及时、如实、完整地记录。" * 40
    versions = MaterialVersion.objects.bulk_create(
        MaterialVersion(
            material=row, number=1, title=row.title, source=row.source, text=text, html=f"<p>{text}</p>",
            classification="internal", writers=["person:office"], written_by="person:office", written_at=now,
            published_by="person:city", published_at=now,
        )
        for row in Material.objects.order_by("id")
    )  # fmt: skip
    Passage.objects.bulk_create(
        Passage(version=one, position=at, anchor=f"a{at}", title=f"第{at}条", level=2, text=text[:200])
        for one in versions
        for at in range(PASSAGES)
    )
    index_texts(collection=WHOLE, texts={str(one.material_id): f"{one.title}\n{text}" for one in versions})


def _bank(now: datetime) -> None:
    from chizi.learn.models import Objective, Question, QuestionVersion

    region, objectives = _province(), list(Objective.objects.order_by("id"))
    rows = []
    for at in range(QUESTIONS):
        row = Question(
            objective=objectives[at % OBJECTIVES], kind="single", stem=f"第{at}题：下列哪一项符合规定？",
            fingerprint=f"{at:064x}", created_by="person:office", created_at=now,
        )  # fmt: skip
        row.stand_at(region)
        rows.append(row)
    Question.objects.bulk_create(rows, batch_size=BATCH)
    options = [["A", "当场告知"], ["B", "三日后告知"], ["C", "不告知"], ["D", "由他人告知"]]
    versions = [
        QuestionVersion(
            question=row, number=1, kind="single", stem=row.stem, options=options, key=["A"],
            explanation="规定要求当场告知。", made_by="person:office", made_at=now,
        )
        for row in Question.objects.order_by("id")
    ]  # fmt: skip
    QuestionVersion.objects.bulk_create(versions, batch_size=BATCH)


def _papers(now: datetime) -> None:
    from chizi.learn.models import BlueprintCell, Objective, Paper

    region, objectives, rows = _province(), list(Objective.objects.order_by("id")), []
    for at in range(PAPERS):
        row = Paper(
            title=f"练习卷{at}", graded=False, pass_share=80, asks=10, about_minutes=15, state="published",
            created_by="person:office", created_at=now, published_by="person:city", published_at=now,
        )  # fmt: skip
        row.stand_at(region)
        rows.append(row)
    Paper.objects.bulk_create(rows)
    BlueprintCell.objects.bulk_create(
        BlueprintCell(
            paper=paper, objective=objectives[(number * 2 + at) % OBJECTIVES], kind="single", number=5
        )
        for number, paper in enumerate(Paper.objects.order_by("id"))
        for at in range(2)
    )


def _items() -> None:
    """Two materials and a paper for each task that asks for learning."""
    from chizi.learn.models import LearningItem, Material, Paper
    from chizi.plan.models import Task

    materials: list[Any] = list(Material.objects.order_by("id"))
    papers: list[Any] = list(Paper.objects.order_by("id"))
    rows = []
    for at, task in enumerate(Task.objects.order_by("id")[::EACH_TASK]):
        wanted = [materials[at * 2 % MATERIALS], materials[(at * 2 + 1) % MATERIALS], papers[at % PAPERS]]
        rows += [
            LearningItem(task=task, about=one.ref, title=one.title, position=place, about_minutes=20)
            for place, one in enumerate(wanted, start=1)
        ]
    LearningItem.objects.bulk_create(rows)


def now() -> datetime:
    """The instant at which everything is made and looked at."""
    from benchmarks.working import world

    return world.now()
