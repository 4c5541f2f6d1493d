"""A paper is begun, answered bit by bit, handed in once, and its words are judged by another person."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from chizi.core.refusals import Refusal
from chizi.core.texts import plain_text
from chizi.journal.actions import record_entry
from chizi.learn.actions.outcomes import record_outcome, settle_mastery
from chizi.learn.models import Answer, Attempt, LearningItem, Paper, Question
from chizi.learn.queries.attempts import answer_to_judge, own_attempt, tries_left
from chizi.learn.queries.attempts_reading import AnswerLine, asked_in
from chizi.learn.queries.items import items_about
from chizi.learn.queries.papers import bank_for, cells_of, fixed_of, takers_paper
from chizi.learn.recording import lock_record, whose
from chizi.learn.refusals import attempts as refusals
from chizi.learn.rules.attempts import AttemptState, Judged, outcome, within
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.learn.rules.papers import draw
from chizi.learn.rules.questions import NOTE_LENGTH, Given, QuestionKind, Work, answer_of, right
from chizi.matters.queries import my_matters
from chizi.org.abilities import local_day, scope_of
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability
from chizi.plan.queries import my_assignments

Answers = Mapping[str, Given]


@transaction.atomic
def start_attempt(*, actor: Person, now: datetime, paper_id: int, item: int | None = None) -> Attempt:
    """Begin a paper, or go on with the attempt that is open already, on whatever device it was begun.

    ``item`` is the learning item of a task it is taken for; without one it is the first that asks him for it, if any.
    Raises NotAllowed, UnknownPaper, NotOpenYet, WindowOver, NoAttemptsLeft, AttemptMet, AttemptWaits, NotThisItem.
    """
    if scope_of(actor, Ability.LEARN, now=now).empty:
        raise NotAllowed
    paper = takers_paper(actor, paper_id, now=now)
    lock_record(actor)
    mine = Attempt.objects.filter(person=actor, paper=paper)
    begun = mine.filter(state=AttemptState.OPEN.value).select_related("paper").first()
    if begun is not None:
        return begun
    asked = items_about(actor, [paper.ref], now=now)
    if item is not None and item not in asked.get(paper.ref, ()):
        raise refusals.NotThisItem
    _insist_open(paper, local_day(now))
    _insist_left(paper, mine, actor)
    found = item if item is not None else next(iter(asked.get(paper.ref, ())), None)
    last = mine.order_by("-number").values_list("number", flat=True).first() or 0
    one = Attempt.objects.create(
        paper=paper,
        person=actor,
        party=whose(actor).party,
        item=LearningItem.objects.get(id=found) if found is not None else None,
        number=last + 1,
        seed=secrets.token_hex(16),
        state=AttemptState.OPEN.value,
        drawn_on=local_day(now),
    )
    _ask(one, actor, now)
    content = {"paper": paper.pk, "number": one.number, "seed": one.seed}
    record_entry(actor=actor.ref, now=now, kind="attempt.begun", object=one.ref, content=content)
    return one


@transaction.atomic
def prepare_attempts(*, actor: Person, now: datetime, paper_ids: Iterable[int]) -> list[Attempt]:
    """Begin those of these papers that the person can begin now, so that a device can take their questions along; the
    others are left out. Nothing is used up: only handing in counts. Raises NotAllowed."""
    found = []
    for one in dict.fromkeys(paper_ids):
        try:
            found.append(start_attempt(actor=actor, now=now, paper_id=one))
        except Refusal as refusal:
            if isinstance(refusal, NotAllowed):
                raise
    return found


def _insist_open(paper: Paper, day: date) -> None:
    if paper.opens is not None and day < paper.opens:
        raise refusals.NotOpenYet(day=paper.opens)
    if not within(day, paper.opens, paper.until):
        raise refusals.WindowOver(day=paper.until)


def _insist_left(paper: Paper, mine: QuerySet[Attempt], actor: Person) -> None:
    """Another attempt makes sense: none of the last waits for a person, it is not met, and some are left."""
    if mine.filter(state=AttemptState.WAITS.value).exists():
        raise refusals.AttemptWaits
    if paper.graded and mine.filter(met=True).exists():
        raise refusals.AttemptMet
    if tries_left(paper, actor.pk) == 0:
        raise refusals.NoAttemptsLeft(count=paper.attempts)


def _ask(one: Attempt, actor: Person, now: datetime) -> None:
    """Draw the questions of an attempt and keep them, each in the version it has now."""
    cells, fixed = cells_of(one.paper), fixed_of(one.paper)
    bank = bank_for(one.paper.region, objectives=[cell.objective for cell in cells])
    ids = draw(cells, bank, fixed, one.seed)
    questions = Question.objects.in_bulk(ids)
    scenes = [questions[at] for at in ids if questions[at].kind == QuestionKind.SCENARIO]
    work = _own_work(scenes, actor, now)
    Answer.objects.bulk_create(
        Answer(
            attempt=one,
            question=questions[at],
            version=questions[at].version,
            position=position,
            answered_by=actor.ref,
            work=work.get(at, ("", ""))[0],
            work_title=work.get(at, ("", ""))[1][:200],
        )
        for position, at in enumerate(ids, 1)
    )


def _own_work(scenes: list[Question], actor: Person, now: datetime) -> dict[int, tuple[str, str]]:
    """For each scenario question a piece of the learner's own open work of its kind, the earliest due first."""
    if not scenes:
        return {}
    kinds = dict(
        one.versions.filter(number=one.version).values_list("question_id", "work")[0] for one in scenes
    )
    open_work: dict[str, list[tuple[str, str]]] = {Work.TASK: [], Work.MATTER: []}
    if Work.TASK in kinds.values():
        found = my_assignments(actor, now=now, limit=len(scenes))
        open_work[Work.TASK] = [(f"assignment:{one.id}", one.title) for one in found]
    if Work.MATTER in kinds.values():
        mine = my_matters(actor, now=now, limit=len(scenes))
        lines = (*mine.came_back, *mine.due, *mine.waits)
        open_work[Work.MATTER] = [(f"matter:{one.id}", one.title) for one in lines]
    given: dict[int, tuple[str, str]] = {}
    for at, one in enumerate(scenes):
        there = open_work.get(kinds[one.pk], [])
        if there:
            given[one.pk] = there[at % len(there)]
    return given


@transaction.atomic
def save_attempt(
    *, actor: Person, now: datetime, attempt_id: int, answers: Answers, happened_at: datetime | None = None
) -> Attempt:
    """Keep some answers, by question; the others stay as they are. What the attempt does not ask is left out.

    ``happened_at`` is when it was answered off-line. Raises UnknownAttempt, AlreadyHandedIn, WindowOver, AheadOfClock.
    """
    one = _locked(actor, attempt_id)
    if one.state != AttemptState.OPEN:
        raise refusals.AlreadyHandedIn
    _insist_within(one, _instant(one, now, happened_at))
    _keep(one, asked_in(one), answers)
    return one


@transaction.atomic
def submit_attempt(
    *,
    actor: Person,
    now: datetime,
    attempt_id: int,
    answers: Answers,
    happened_at: datetime | None = None,
    source: Source = Source.DESK,
) -> Attempt:
    """Hand an attempt in, once: a second time answers with what the first did, whatever it brings along.

    After the window it is refused, unless it happened inside (``happened_at``, the device's clock set right). Answers
    to questions withdrawn meanwhile are kept and not judged. Words wait for another person (R-27).
    Raises UnknownAttempt, WindowOver, AheadOfClock, BeforeDrawn.
    """
    one = _locked(actor, attempt_id)
    if one.state != AttemptState.OPEN:
        return one
    instant = _instant(one, now, happened_at)
    _insist_within(one, instant)
    _keep(one, asked_in(one), answers)
    one.handed_in_at, one.recorded_at = instant, now
    lines = asked_in(one)
    for line in lines:
        _judge(line)
    one.state = AttemptState.WAITS.value
    one.save(update_fields=["state", "handed_in_at", "recorded_at"])
    content = {"paper": one.paper_id, "answers": sum(line.given is not None for line in lines)}
    record_entry(
        actor=actor.ref,
        now=now,
        kind="attempt.handed_in",
        object=one.ref,
        occurred_at=instant,
        content=content,
    )
    settled = asked_in(one)
    told = [(line.objective_id, line.met, line.question_id) for line in settled if line.met is not None]
    settle_mastery(actor, told, now, about=one.ref)
    _settle(one, settled, actor, now, source)
    return one


def _judge(line: AnswerLine) -> None:
    """Set what can be said of one answer without a person."""
    rows = Answer.objects.filter(id=line.id)
    if line.withdrawn:
        rows.update(left_out=True, met=None)
    elif line.kind == QuestionKind.SCENARIO and line.given is not None:
        rows.update(waits=True)
    elif line.kind == QuestionKind.SCENARIO:
        rows.update(met=False)  # nothing was written, so there is nothing to judge
    else:
        rows.update(met=right(line.kind, line.wording.key, line.given))


def _settle(one: Attempt, lines: Iterable[AnswerLine], actor: Person, now: datetime, source: Source) -> None:
    """Whether the paper is met, once nothing waits any more; then it becomes an outcome."""
    judged = [Judged(line.objective_id, line.met, line.waits, line.left_out) for line in lines]
    if any(each.waits for each in judged):
        return
    one.state, one.met = AttemptState.SETTLED.value, outcome(judged, one.paper.pass_share)
    one.save(update_fields=["state", "met"])
    if one.met is None:
        return
    record_outcome(
        actor=actor,
        now=now,
        person=one.person,
        key=uuid5(NAMESPACE_OID, f"chizi {one.ref}"),
        kind=OutcomeKind.PASSED,
        about=one.paper.ref,
        item=one.item_id,
        met=one.met,
        content={"attempt": one.pk},
        happened_at=one.handed_in_at or now,
        source=source,
    )


@transaction.atomic
def judge_answer(*, actor: Person, now: datetime, answer_id: int, met: bool, note: str) -> Answer:
    """Say whether an answer in words shows what it should, and why: a person's judgement, never a machine's (R-27).

    Raises UnknownAnswer, OwnAnswer, JudgedAlready, NeedsNote, NotAllowed.
    """
    own = Answer.objects.filter(id=min(max(answer_id, 0), 2**63 - 1), attempt__person_id=actor.pk)
    if own.exists():
        raise refusals.OwnAnswer
    answer_to_judge(actor, answer_id, now=now)
    plain = plain_text(note, NOTE_LENGTH)
    if plain is None:
        raise refusals.NeedsNote(field="note")
    attempt_id = Answer.objects.values_list("attempt_id", flat=True).get(id=answer_id)
    attempt = (
        Attempt.objects.select_for_update(of=("self",)).select_related("paper", "person").get(id=attempt_id)
    )
    answer = Answer.objects.select_related("question").get(id=answer_id)
    if not answer.waits:
        raise refusals.JudgedAlready
    answer.met, answer.waits, answer.note = met, False, plain
    answer.judged_by, answer.judged_at = actor.ref, now
    answer.save(update_fields=["met", "waits", "note", "judged_by", "judged_at"])
    content = {"answer": answer.pk, "met": met}
    record_entry(actor=actor.ref, now=now, kind="answer.judged", object=attempt.ref, content=content)
    told = [(answer.question.objective_id, met, answer.question_id)]
    settle_mastery(attempt.person, told, now, about=f"answer:{answer.pk}")
    _settle(attempt, asked_in(attempt), actor, now, Source.DESK)
    return answer


def _locked(actor: Person, attempt_id: int) -> Attempt:
    own_attempt(actor, attempt_id)
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("paper", "person")
    return rows.get(id=attempt_id)


def _instant(one: Attempt, now: datetime, happened_at: datetime | None) -> datetime:
    if happened_at is None:
        return now
    if happened_at > now:
        raise refusals.AheadOfClock
    if local_day(happened_at) < one.drawn_on:
        raise refusals.BeforeDrawn
    return happened_at


def _insist_within(one: Attempt, instant: datetime) -> None:
    if not within(local_day(instant), one.paper.opens, one.paper.until):
        raise refusals.WindowOver(day=one.paper.until)


def _keep(one: Attempt, lines: Iterable[AnswerLine], answers: Answers) -> None:
    for line in lines:
        if str(line.question_id) not in answers:
            continue
        options = dict(line.wording.options)
        given = answer_of(line.kind, options, answers[str(line.question_id)])
        if given != line.given:
            Answer.objects.filter(id=line.id).update(given=given)
