"""Attempts: one's own, what a device takes along, and what waits for a person's judgement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from chizi.core.cursors import number_cursor
from chizi.learn.models import Answer, Attempt, Paper, QuestionVersion
from chizi.learn.queries.attempts_reading import AnswerLine, asked_in
from chizi.learn.queries.papers import open_papers, takers_paper
from chizi.learn.queries.papers_drawing import Drawn, drawn_for
from chizi.learn.refusals.attempts import UnknownAnswer, UnknownAttempt
from chizi.learn.rules.attempts import AttemptState, Judged, Share, shares, within
from chizi.learn.rules.papers import PaperState
from chizi.learn.rules.questions import Wording
from chizi.org.abilities import Actor, local_day, narrow, scope_of
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability
from chizi.plan.reaching import number


@dataclass(frozen=True)
class AttemptLine:
    """One of the viewer's own attempts."""

    id: int
    paper_id: int
    title: str
    graded: bool
    number: int
    state: str
    met: bool | None
    handed_in_at: datetime | None
    until: date | None


def my_attempts(viewer: Actor, *, now: datetime, after: str = "", limit: int = 20) -> tuple[AttemptLine, ...]:
    """The viewer's own attempts, newest first; one query. Nobody else's are ever listed."""
    rows = _own(viewer).select_related("paper")
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=cursor)
    return tuple(
        AttemptLine(
            one.pk, one.paper_id, one.paper.title, one.paper.graded, one.number, one.state, one.met,
            one.handed_in_at, one.paper.until,
        )
        for one in rows.order_by("-id")[:limit]
    )  # fmt: skip


@dataclass(frozen=True)
class AttemptPage:
    """An attempt with its answers. ``shares`` say by objective (title) whether it was shown, never how much.

    ``revealed`` is whether what is right may be shown: at once in a self-check, in a graded paper after its window,
    so that nobody who takes it later is told.
    """

    attempt: Attempt
    paper: Paper
    answers: tuple[AnswerLine, ...]
    shares: tuple[tuple[str, Share], ...]
    revealed: bool
    open_today: bool
    tries_left: int | None

    @property
    def answered(self) -> int:
        return sum(one.given is not None for one in self.answers)


def _own(viewer: Actor) -> QuerySet[Attempt]:
    """The attempts of a person; the console has none."""
    return Attempt.objects.filter(person=viewer) if isinstance(viewer, Person) else Attempt.objects.none()


def own_attempt(viewer: Actor, attempt_id: int) -> Attempt:
    """The viewer's own attempt. Raises UnknownAttempt for anybody else's."""
    found = _own(viewer).filter(id=number(attempt_id)).select_related("paper", "party").first()
    if found is None:
        raise UnknownAttempt(number=attempt_id)
    return found


def attempt_page(viewer: Actor, attempt_id: int, *, now: datetime) -> AttemptPage:
    """One of the viewer's own attempts; five queries. Raises UnknownAttempt."""
    one = own_attempt(viewer, attempt_id)
    paper, today = one.paper, local_day(now)
    over = paper.until is not None and paper.until < today
    done = one.state != AttemptState.OPEN
    answers = asked_in(one)
    titles = {each.objective_id: each.objective for each in answers}
    counted = shares(Judged(each.objective_id, each.met, each.waits, each.left_out) for each in answers)
    return AttemptPage(
        attempt=one,
        paper=paper,
        answers=answers,
        shares=tuple((titles[each.objective], each) for each in counted) if done else (),
        revealed=done and (not paper.graded or over or paper.state == PaperState.WITHDRAWN),
        open_today=within(today, paper.opens, paper.until),
        tries_left=tries_left(paper, one.person_id),
    )


@dataclass(frozen=True)
class Taking:
    """A paper before it is begun: the attempt that is open, and what stands in the way of a new one."""

    paper: Paper
    begun: int | None
    waits: bool
    met: bool
    open_today: bool
    ahead: bool
    tries_left: int | None

    @property
    def may_begin(self) -> bool:
        free = self.open_today and not self.waits and self.tries_left != 0
        return self.begun is not None or (free and not (self.paper.graded and self.met))


def taking(viewer: Actor, paper_id: int, *, now: datetime) -> Taking:
    """A published paper that binds the viewer, with his own attempts; three queries. Raises UnknownPaper."""
    paper, today = takers_paper(viewer, paper_id, now=now), local_day(now)
    mine = list(_own(viewer).filter(paper=paper))
    return Taking(
        paper=paper,
        begun=next((one.pk for one in mine if one.state == AttemptState.OPEN), None),
        waits=any(one.state == AttemptState.WAITS for one in mine),
        met=any(one.met for one in mine),
        open_today=within(today, paper.opens, paper.until),
        ahead=paper.opens is not None and today < paper.opens,
        tries_left=tries_left(paper, getattr(viewer, "pk", 0)),
    )


def tries_left(paper: Paper, person_id: int) -> int | None:
    """How often a person may still hand in a paper; None for any number."""
    if paper.attempts is None:
        return None
    used = Attempt.objects.filter(paper=paper, person_id=person_id).exclude(state=AttemptState.OPEN.value)
    return max(0, paper.attempts - used.count())


@dataclass(frozen=True)
class QuestionPack:
    """A question as a device takes it along; what is right goes with it only in a self-check."""

    id: int
    version: int
    kind: str
    stem: str
    options: tuple[tuple[str, str], ...]
    article: str
    given: list[str] | str | None
    right: tuple[str, ...] | None
    explanation: str | None
    work: str
    work_title: str


@dataclass(frozen=True)
class PaperPack:
    """A paper as a device takes it along. Without an attempt a graded paper has no questions yet: they are drawn when
    it is begun (`learn.actions.prepare_attempts`)."""

    id: int
    title: str
    text: str
    graded: bool
    attempt_id: int | None
    opens: date | None
    until: date | None
    about_minutes: int | None
    questions: tuple[QuestionPack, ...]


def paper_pack(viewer: Actor, paper_ids: Iterable[int], *, now: datetime) -> list[PaperPack]:
    """Published papers of these numbers that bind the viewer, each with the questions of his open attempt.

    A self-check without an attempt comes with questions drawn for the person, the same each time. As many queries for
    a hundred papers as for one.
    """
    wanted = sorted({number(one) for one in paper_ids})[:200]
    papers = list(open_papers(viewer, now=now).filter(id__in=wanted).order_by("id"))
    mine = _own(viewer).filter(paper__in=papers, state=AttemptState.OPEN.value)
    begun = {one.paper_id: one for one in mine}
    asked: dict[int, list[AnswerLine]] = {}
    for line in asked_in(*begun.values()):
        asked.setdefault(line.attempt_id, []).append(line)
    checks = [one for one in papers if not one.graded and one.pk not in begun]
    drawn = drawn_for(checks, getattr(viewer, "pk", 0))
    return [_pack(one, begun.get(one.pk), asked, drawn.get(one.pk, [])) for one in papers]


def _pack(
    paper: Paper, attempt: Attempt | None, asked: dict[int, list[AnswerLine]], drawn: Sequence[Drawn]
) -> PaperPack:
    if attempt is not None:
        questions = tuple(_question(one, paper.graded) for one in asked.get(attempt.pk, []))
    else:
        questions = tuple(_fresh(*one) for one in drawn)
    return PaperPack(
        paper.pk, paper.title, paper.text, paper.graded, attempt.pk if attempt is not None else None,
        paper.opens, paper.until, paper.about_minutes, questions,
    )  # fmt: skip


def _question(one: AnswerLine, graded: bool) -> QuestionPack:
    return QuestionPack(
        one.question_id, one.version, one.kind, one.wording.stem, one.wording.options, one.wording.article,
        one.given, None if graded else one.wording.key, None if graded else one.wording.explanation,
        one.work, one.work_title,
    )  # fmt: skip


def _fresh(question: int, version: int, said: Wording) -> QuestionPack:
    return QuestionPack(
        question, version, said.kind, said.stem, said.options, said.article, None, said.key, said.explanation,
        said.work, "",
    )  # fmt: skip


@dataclass(frozen=True)
class WaitingAnswer:
    """An answer in words with what it answers, for the person who judges it (R-27)."""

    id: int
    person: str
    party: str
    paper: str
    stem: str
    explanation: str
    objective: str
    given: str
    work: str
    work_title: str
    handed_in_at: datetime | None


@dataclass(frozen=True)
class WaitingList:
    """Some answers that wait, the oldest first; ``after`` is the next cursor, or empty."""

    answers: tuple[WaitingAnswer, ...]
    after: str


def answers_to_judge(viewer: Actor, *, now: datetime, after: str = "", limit: int = 50) -> WaitingList:
    """Answers in words that wait in the viewer's part, never his own. Raises NotAllowed."""
    rows = _judged_by(viewer, now).order_by("id")
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(id__gt=cursor)
    found = list(rows[: limit + 1])
    worded = versions_of_answers(found[:limit])
    lines = tuple(_waiting(one, worded) for one in found[:limit])
    return WaitingList(lines, str(found[limit - 1].pk) if len(found) > limit else "")


def answer_to_judge(viewer: Actor, answer_id: int, *, now: datetime) -> WaitingAnswer:
    """One of them. Raises UnknownAnswer."""
    try:
        found = _judged_by(viewer, now).filter(id=number(answer_id)).first()
    except NotAllowed as fault:
        raise UnknownAnswer(number=answer_id) from fault
    if found is None:
        raise UnknownAnswer(number=answer_id)
    return _waiting(found, versions_of_answers([found]))


def _judged_by(viewer: Actor, now: datetime) -> QuerySet[Answer]:
    scope = scope_of(viewer, Ability.CONFIRM_LEARNING, now=now)
    if scope.empty or not isinstance(viewer, Person):
        raise NotAllowed
    rows = narrow(Answer.objects.filter(waits=True), scope, "attempt__party__")
    rows = rows.exclude(attempt__person=viewer)
    return rows.select_related("attempt__person", "attempt__party", "attempt__paper", "question__objective")


def versions_of_answers(found: Sequence[Answer]) -> dict[int, QuestionVersion]:
    """The wording each answer was asked with, by the answer's number; one query."""
    rows = QuestionVersion.objects.filter(question_id__in={one.question_id for one in found})
    by_number = {(one.question_id, one.number): one for one in rows}
    return {one.pk: by_number[one.question_id, one.version] for one in found}


def _waiting(one: Answer, worded: dict[int, QuestionVersion]) -> WaitingAnswer:
    said, attempt = worded[one.pk], one.attempt
    return WaitingAnswer(
        one.pk,
        attempt.person.name,
        attempt.party.name if attempt.party is not None else "",
        attempt.paper.title,
        said.stem,
        said.explanation,
        one.question.objective.title,
        one.given if isinstance(one.given, str) else "",
        one.work,
        one.work_title,
        attempt.handed_in_at,
    )
