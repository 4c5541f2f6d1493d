"""What a person with a code may read: the questions, and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.org.abilities import local_day
from chizi.org.slips import hash_of, plain_code
from chizi.surveys.models import Invitation, Question, Survey
from chizi.surveys.refusals import CodeNotTaken
from chizi.surveys.rules.surveys import SurveyState


@dataclass(frozen=True)
class Sheet:
    """A survey as it is put before somebody: about whom, how those asked were chosen, until when."""

    title: str
    party: str
    method: str
    closes: date
    asked: int
    questions: tuple[Question, ...]


def sheet_for(code: str, *, now: datetime) -> Sheet:
    """The questions behind a code. Raises CodeNotTaken, the same for whatever is wrong with it."""
    survey = open_invitation(code, now).survey
    questions = tuple(Question.objects.filter(survey=survey).order_by("position"))
    return Sheet(survey.title, survey.party.name, survey.method, survey.closes, survey.asked, questions)


def open_invitation(code: str, now: datetime, *, lock: bool = False) -> Invitation:
    """The invitation with this code, unused and of a survey that is open today. Raises CodeNotTaken."""
    plain = plain_code(code)
    rows = Invitation.objects.select_related("survey__party")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(token_hash=hash_of(plain or "")).first()
    if found is None or found.used or not _is_open(found.survey, local_day(now)):
        raise CodeNotTaken
    return found


def _is_open(survey: Survey, today: date) -> bool:
    return survey.state == SurveyState.OPEN and survey.opens <= today <= survey.closes
