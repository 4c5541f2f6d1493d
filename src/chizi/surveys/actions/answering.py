"""Taking an answer. It is the one action without an entry in the journal: entries carry the second and a number in
order, and with these it could be told who answered what. The digest at the closing covers all answers instead."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from chizi.org.abilities import Actor, local_day
from chizi.surveys.models import Answer, Invitation, Question, Survey
from chizi.surveys.queries.answering import open_invitation
from chizi.surveys.refusals import AnswerEmpty, AnswerUnread, CodeNotTaken
from chizi.surveys.rules.surveys import TEXT_LENGTH, Asked, QuestionKind, read_answer


@transaction.atomic
def record_answer(*, actor: Actor | None, now: datetime, code: str, given: Mapping[int, str]) -> None:
    """Take one anonymous answer for a code; ``given`` is what was said by id of the question, "1" to "5", "yes" or
    "no", or a text.

    ``actor`` plays no part and is kept nowhere: who answers needs no account. Raises CodeNotTaken, AnswerUnread,
    AnswerEmpty.
    """
    invitation = open_invitation(code, now, lock=True)
    questions = [
        Asked(one.pk, QuestionKind(one.kind))
        for one in Question.objects.filter(survey=invitation.survey).order_by("position")
    ]
    kept, wrong = read_answer(questions, given)
    if wrong:
        raise AnswerUnread(field=f"q{wrong[0]}", most=TEXT_LENGTH)
    if not kept:
        raise AnswerEmpty
    if not Invitation.objects.filter(pk=invitation.pk, used=False).update(used=True):
        raise CodeNotTaken
    Answer.objects.create(
        id=secrets.randbelow(2**62) + 1, survey=invitation.survey, day=local_day(now), content=kept
    )
    Survey.objects.filter(pk=invitation.survey_id).update(responses=F("responses") + 1)
