"""Questions, papers and attempts, kept at the place itself; an answer in words of somebody who is no viewer."""

from datetime import timedelta

import pyarrow as pa

from chizi.learn import actions as learn
from chizi.learn.actions import CellDraft, ItemDraft, PaperDraft
from chizi.learn.models import Answer, Objective
from chizi.learn.rules.questions import QuestionDraft
from chizi.learn.rules.questions_texts import read_aiken
from chizi.org.abilities import local_day
from chizi.org.models import Party, Person, Region
from chizi.org.rules import Role
from chizi.plan.models import Task
from tests.access.samples import Sample
from tests.access.world import HERE, PROVINCE, World, grant

AIKEN = "几日？\nA. 一\nB. 二\nANSWER: B\n"


def _truth(stem: str) -> QuestionDraft:
    return QuestionDraft("access", "truefalse", stem, (), ("true",))


def _paper(world: World, *kinds: str) -> PaperDraft:
    return PaperDraft("考", False, tuple(CellDraft("access", kind, 1) for kind in kinds))


def build(world: World) -> None:
    """A bank at the place and one of the province; a draft, a published paper, and an attempt that waits."""
    day, now = local_day(world.now), world.now
    writer = Person.objects.create(username="question-writer", name="writer")
    grant(writer, Role.OFFICE, "province", day)
    learner = Person.objects.create(username="paper-taker", name="taker")
    grant(learner, Role.OFFICER, "own", day)
    party = Party.objects.get(code="agency:here")
    learner.agency = party.agency
    learner.save()
    here = Region.objects.get(code=HERE)
    world.things["objective"] = Objective.objects.create(code="access", title="知道")
    usual = {"actor": writer, "now": now}
    learn.create_question(**usual, draft=_truth("省题"), region=Region.objects.get(code=PROVINCE))
    world.things["question"] = learn.create_question(**usual, draft=_truth("题"), region=here)
    scene = QuestionDraft("access", "scenario", "谈谈", work="assignment")
    learn.create_question(**usual, draft=scene, region=here)
    world.things["paper-draft"] = learn.create_paper(**usual, draft=_paper(world, "truefalse"), region=here)
    made = learn.create_paper(**usual, draft=_paper(world, "truefalse", "scenario"), region=here)
    world.things["paper"] = learn.publish_paper(**usual, paper_id=made.pk)
    attempt = learn.start_attempt(actor=learner, now=now, paper_id=made.pk)
    words = {str(one.question_id): "说说" for one in Answer.objects.filter(attempt=attempt)}
    learn.submit_attempt(actor=learner, now=now, attempt_id=attempt.pk, answers=words)
    world.things["attempt"] = attempt
    world.things["answer"] = Answer.objects.get(attempt=attempt, waits=True)
    task = Task(
        kind="prescribed", title="学", text="学", basis="通知", issuer=party, opens=day, due=day + timedelta(days=9),
        fact_key="items", state="open", created_by=writer.ref, created_at=now,
    )  # fmt: skip
    task.stand_at(here)
    task.save()
    world.things["learning-task"] = task


def _table() -> pa.Table:
    cells = {"objective": "access", "kind": "truefalse", "stem": "表题", "right": "true"}
    text = {name: pa.array([cell], pa.string()) for name, cell in cells.items()}
    return pa.table(text | {"line": pa.array([2], pa.int64())})


def _here() -> Region:
    return Region.objects.get(code=HERE)


SAMPLES: dict[str, Sample] = {
    "learn.create_objective": lambda world, actor: learn.create_objective(
        actor=actor, now=world.now, code="other", title="另"
    ),
    "learn.rename_objective": lambda world, actor: learn.rename_objective(
        actor=actor, now=world.now, objective_id=world.things["objective"].pk, title="另"
    ),
    "learn.withdraw_objective": lambda world, actor: learn.withdraw_objective(
        actor=actor, now=world.now, objective_id=world.things["objective"].pk
    ),
    "learn.restore_objective": lambda world, actor: learn.restore_objective(
        actor=actor, now=world.now, objective_id=world.things["objective"].pk
    ),
    "learn.create_question": lambda world, actor: learn.create_question(
        actor=actor, now=world.now, draft=_truth("新"), region=_here()
    ),
    "learn.change_question": lambda world, actor: learn.change_question(
        actor=actor, now=world.now, question_id=world.things["question"].pk, draft=_truth("改")
    ),
    "learn.withdraw_question": lambda world, actor: learn.withdraw_question(
        actor=actor, now=world.now, question_id=world.things["question"].pk, reason="旧"
    ),
    "learn.restore_question": lambda world, actor: learn.restore_question(
        actor=actor, now=world.now, question_id=world.things["question"].pk
    ),
    "learn.import_questions": lambda world, actor: learn.import_questions(
        actor=actor, now=world.now, table=_table(), source="0" * 64, region=_here()
    ),
    "learn.import_question_text": lambda world, actor: learn.import_question_text(
        actor=actor, now=world.now, read=read_aiken(AIKEN, "access"), source="0" * 64, region=_here()
    ),
    "learn.create_paper": lambda world, actor: learn.create_paper(
        actor=actor, now=world.now, draft=_paper(world, "truefalse"), region=_here()
    ),
    "learn.change_paper": lambda world, actor: learn.change_paper(
        actor=actor, now=world.now, paper_id=world.things["paper-draft"].pk, draft=_paper(world, "truefalse")
    ),
    "learn.publish_paper": lambda world, actor: learn.publish_paper(
        actor=actor, now=world.now, paper_id=world.things["paper-draft"].pk
    ),
    "learn.withdraw_paper": lambda world, actor: learn.withdraw_paper(
        actor=actor, now=world.now, paper_id=world.things["paper-draft"].pk, reason="旧"
    ),
    "learn.start_attempt": lambda world, actor: learn.start_attempt(
        actor=actor, now=world.now, paper_id=world.things["paper"].pk
    ),
    "learn.prepare_attempts": lambda world, actor: learn.prepare_attempts(
        actor=actor, now=world.now, paper_ids=[world.things["paper"].pk]
    ),
    "learn.save_attempt": lambda world, actor: learn.save_attempt(
        actor=actor, now=world.now, attempt_id=world.things["attempt"].pk, answers={}
    ),
    "learn.submit_attempt": lambda world, actor: learn.submit_attempt(
        actor=actor, now=world.now, attempt_id=world.things["attempt"].pk, answers={}
    ),
    "learn.judge_answer": lambda world, actor: learn.judge_answer(
        actor=actor, now=world.now, answer_id=world.things["answer"].pk, met=True, note="说到了"
    ),
    "learn.set_items": lambda world, actor: learn.set_items(
        actor=actor,
        now=world.now,
        task_id=world.things["learning-task"].pk,
        items=[ItemDraft(world.things["paper"].ref)],
    ),
}
