"""What a cautionary case, a role model or an honour needs beside its text. Parts of the actions on materials."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.core.refusals import Refusal
from chizi.learn.actions.materials_writing import words_in
from chizi.learn.models import ConcludedCase, Material, Story
from chizi.learn.refusals import materials as refusals
from chizi.learn.rules.materials import STORIES, MaterialKind, names_in, personal_marks
from chizi.learn.rules.stories import AGES, ConsentBy
from chizi.org.abilities import local_day

FOUND: dict[str, type[Refusal]] = {
    "id-number": refusals.IdNumberFound,
    "phone": refusals.PhoneFound,
    "name": refusals.NameFound,
}
PERSON_LENGTH, FROM_LENGTH, DECISION_LENGTH, LESSON_LENGTH = 80, 120, 120, 500


@dataclass(frozen=True)
class CaseDraft:
    """That a cautionary case is concluded, and its redaction. ``names`` are searched for and not kept."""

    decision: str = ""
    decided_on: date | None = None
    lesson: str = ""
    redacted: bool = False
    names: str = ""


@dataclass(frozen=True)
class StoryDraft:
    """Whom a story tells of and whose consent there is; day, post and age belong to an honour."""

    person: str = ""
    consent_by: str = ""
    consent_from: str = ""
    consent_on: date | None = None
    happened_on: date | None = None
    post: str = ""
    age: int | None = None


def check_facts(kind: MaterialKind, case: CaseDraft | None, story: StoryDraft | None, now: datetime) -> None:
    """Raises NotConcluded, DecisionInFuture, NotRedacted, NamesNotListed, ConsentMissing, WrongWords, WrongAge."""
    if kind is MaterialKind.CAUTIONARY:
        _check_case(case or CaseDraft(), local_day(now))
    if kind in STORIES:
        _check_story(kind, story or StoryDraft(), local_day(now))


def _check_case(case: CaseDraft, today: date) -> None:
    if not case.decision.strip():
        raise refusals.NotConcluded(field="decision")
    if case.decided_on is None:
        raise refusals.NotConcluded(field="decided_on")
    words_in(case.decision, DECISION_LENGTH, "decision")
    words_in(case.lesson, LESSON_LENGTH, "lesson", empty=True)
    if case.decided_on > today:
        raise refusals.DecisionInFuture(field="decided_on")
    if not case.redacted:
        raise refusals.NotRedacted(field="redacted")
    if not names_in(case.names):
        raise refusals.NamesNotListed(field="names")


def _check_story(kind: MaterialKind, story: StoryDraft, today: date) -> None:
    words_in(story.person, PERSON_LENGTH, "person")
    if story.consent_by not in set(ConsentBy):
        raise refusals.ConsentMissing(field="consent_by")
    if not story.consent_from.strip():
        raise refusals.ConsentMissing(field="consent_from")
    if story.consent_on is None:
        raise refusals.ConsentMissing(field="consent_on")
    words_in(story.consent_from, FROM_LENGTH, "consent_from")
    words_in(story.post, FROM_LENGTH, "post", empty=True)
    for name, day in (("consent_on", story.consent_on), ("happened_on", story.happened_on)):
        if day is not None and day > today:
            raise refusals.DecisionInFuture(field=name)
    if kind is MaterialKind.HONOUR and story.happened_on is None:
        raise refusals.HonourDay(field="happened_on")
    if story.age is not None and story.age not in AGES:
        raise refusals.WrongAge(field="age")


def check_told(kind: MaterialKind, case: CaseDraft | None, text: str) -> None:
    """That a cautionary case holds nothing by which a person can be known. Raises IdNumberFound, PhoneFound, NameFound,
    whose words shorten what was found."""
    if kind is not MaterialKind.CAUTIONARY or case is None:
        return
    found = personal_marks(f"{case.lesson}\n{text}", names_in(case.names))
    if found:
        raise FOUND[found[0].what](field="text", shown=found[0].shown)


def store_facts(
    one: Material, case: CaseDraft | None, story: StoryDraft | None, actor_ref: str, now: datetime
) -> None:
    """Keep what was checked, in the place of what stood there."""
    if one.kind == MaterialKind.CAUTIONARY and case is not None and case.decided_on is not None:
        ConcludedCase.objects.update_or_create(
            material=one,
            defaults={
                "decision": case.decision.strip(),
                "decided_on": case.decided_on,
                "lesson": case.lesson.strip(),
                "redacted_by": actor_ref,
                "redacted_at": now,
            },
        )
    if one.kind in STORIES and story is not None and story.consent_on is not None:
        Story.objects.update_or_create(
            material=one,
            defaults={
                "person": story.person.strip(),
                "consent_by": story.consent_by,
                "consent_from": story.consent_from.strip(),
                "consent_on": story.consent_on,
                "happened_on": story.happened_on if one.kind == MaterialKind.HONOUR else None,
                "post": story.post.strip(),
                "age": story.age,
                "recorded_by": actor_ref,
                "recorded_at": now,
            },
        )
