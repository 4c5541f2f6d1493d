"""The questions of attempts with the wording that was asked."""

from dataclasses import dataclass

from chizi.learn.models import Answer, Attempt, QuestionVersion
from chizi.learn.rules.questions import Wording


@dataclass(frozen=True)
class AnswerLine:
    """One question of an attempt: what was asked, what was answered, what came of it."""

    id: int
    attempt_id: int
    question_id: int
    version: int
    position: int
    objective_id: int
    objective: str
    wording: Wording
    given: list[str] | str | None
    work: str
    work_title: str
    met: bool | None
    waits: bool
    left_out: bool
    withdrawn: bool
    judged_by: str
    note: str

    @property
    def kind(self) -> str:
        return self.wording.kind


def asked_in(*attempts: Attempt) -> tuple[AnswerLine, ...]:
    """The questions of these attempts in their order; two queries, none for no attempts."""
    if not attempts:
        return ()
    rows = list(
        Answer.objects.filter(attempt__in=attempts)
        .select_related("question__objective")
        .order_by("attempt_id", "position")
    )
    versions = QuestionVersion.objects.filter(question_id__in={one.question_id for one in rows})
    worded = {(one.question_id, one.number): one.wording for one in versions}
    return tuple(line_of(one, worded[one.question_id, one.version]) for one in rows)


def line_of(one: Answer, wording: Wording) -> AnswerLine:
    """An answer with its wording; its question and objective are there already."""
    return AnswerLine(
        one.pk, one.attempt_id, one.question_id, one.version, one.position, one.question.objective_id,
        one.question.objective.title, wording, one.given, one.work, one.work_title, one.met, one.waits,
        one.left_out, one.question.withdrawn_at is not None, one.judged_by, one.note,
    )  # fmt: skip
