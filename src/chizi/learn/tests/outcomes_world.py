"""Officers of a station and a county with a task that asks them to learn, for tests of outcomes."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from chizi.learn.models import LearningItem, Objective, Question, QuestionVersion
from chizi.learn.rules.outcomes import OutcomeDraft, OutcomeKind
from chizi.org.models import Party, Person, Region
from chizi.org.rules import Role
from chizi.plan.models import Assignment, Task
from chizi.plan.tests.planned import Desk, desk, granted

NOW = datetime(2021, 4, 6, 1, 0, tzinfo=UTC)
TODAY = date(2021, 4, 6)
SPACE = UUID("6f1f6c2e-0000-4000-8000-000000000000")


@dataclass
class Learning:
    """The cast: ``wang`` and ``zhao`` of the station, ``qian`` of the county; what the station is asked to learn."""

    desk: Desk
    wang: Person
    zhao: Person
    qian: Person
    station: Party
    items: list[LearningItem] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def learning() -> Learning:
    """A task of the province's office for the station, with five materials and a paper; four questions."""
    here = desk()
    found = Learning(
        desk=here,
        wang=granted("wang", Role.OFFICER, "140105001000"),
        zhao=granted("zhao", Role.OFFICER, "140105001000"),
        qian=granted("qian", Role.OFFICER, "140105000000"),
        station=here.party["station"],
    )
    for person, agency in ((found.wang, "station"), (found.zhao, "station"), (found.qian, "county")):
        person.agency = here.party[agency].agency
        person.save()
    task = asked(found, "学习")
    for at in range(1, 6):
        about, title = f"material:{at}", f"资料{at}"
        found.items.append(LearningItem.objects.create(task=task, about=about, title=title, position=at))
    found.items.append(LearningItem.objects.create(task=task, about="paper:1", title="试卷", position=6))
    for at in range(2):
        found.objectives.append(Objective.objects.create(code=f"O-{at}", title=f"目标{at}"))
    for at in range(4):
        found.questions.append(question(found, at))
    return found


def asked(here: Learning, title: str, *, person: Person | None = None) -> Task:
    """A task given to the station, or to one person there."""
    issuer = here.desk.party["office"]
    task = Task(
        kind="prescribed", title=title, text="学", basis="方案", issuer=issuer, opens=TODAY - timedelta(days=5),
        due=TODAY + timedelta(days=20), fact_key=title, state="open", created_by="person:lin", created_at=NOW,
    )  # fmt: skip
    task.stand_at(issuer.region)
    task.save()
    row = Assignment(
        task=task, issuer=issuer, kind="prescribed", fact_key=title, party=here.station, person=person,
        opens=task.opens, due=task.due, state="open", assigned_by="person:lin", assigned_at=NOW,
    )  # fmt: skip
    row.stand_at(here.station.region)
    row.save()
    return task


def question(here: Learning, at: int) -> Question:
    """A single choice whose right answer is B."""
    made = Question(
        objective=here.objectives[at % 2], kind="single", stem=f"题{at}", fingerprint=f"f{at}", created_by="person:lin",
        created_at=NOW,
    )  # fmt: skip
    made.stand_at(Region.objects.get(code="140000000000"))
    made.save()
    QuestionVersion.objects.create(
        question=made, number=1, kind="single", stem=made.stem, options=[["A", "甲"], ["B", "乙"]], key=["B"],
        made_by="person:lin", made_at=NOW,
    )  # fmt: skip
    return made


def key(at: int | str) -> UUID:
    """A key as a device makes it, the same for the same name."""
    return uuid5(SPACE, str(at))


def read(here: Learning, at: int, name: int | str, *, happened: datetime = NOW) -> OutcomeDraft:
    """The draft of reading the item number ``at``."""
    item = here.items[at]
    return OutcomeDraft(key(name), OutcomeKind.READ, item.about, item.id, happened)


def answer(
    here: Learning, at: int, name: int | str, *, given: str = "B", happened: datetime = NOW
) -> OutcomeDraft:
    """The draft of an answer to the question number ``at``."""
    about = f"question:{here.questions[at].id}"
    return OutcomeDraft(key(name), OutcomeKind.ANSWERED, about, None, happened, [given])
