"""Outcomes: what is asked of somebody, and his own record of objectives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chizi.learn.fetching import fetch, listed, read_json
from chizi.learn.models import Mastery, Outcome
from chizi.learn.refusals.outcomes import UnknownOutcome
from chizi.learn.rules.attempts import AttemptState
from chizi.learn.rules.outcomes import LARGEST
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.plan.rules.tasks import OWED

ASKED = """
SELECT i.id, i.about FROM learn_learningitem i WHERE i.id IN @ AND i.task_id IN (
    SELECT a.top_task_id FROM plan_assignment a
    WHERE a.person_id = %s AND a.state IN @ AND a.opens <= %s
    UNION ALL SELECT a.top_task_id FROM plan_assignment a
    WHERE a.party_id = %s AND a.person_id IS NULL AND a.state IN @ AND a.opens <= %s)
"""


def items_asked(person: Person, party_id: int | None, item_ids: Iterable[int], today: date) -> dict[int, str]:
    """Of these learning items those that are asked of the person, or of his party as a whole: id -> about.

    What is overdue is still taken, what was withdrawn or exempted is not asked. One query, none for no items.
    """
    wanted = {one for one in item_ids if 0 < one <= LARGEST}
    if not wanted:
        return {}
    states, day = listed(sorted(OWED)), today.isoformat()
    told = [listed(wanted), person.pk, states, day, party_id, states, day]
    return dict(fetch(ASKED, told))


@dataclass(frozen=True)
class AnswerKey:
    """By what an answer is judged. ``held``: the question stands in a graded paper that the person is at, and asked
    apart it would tell what is right."""

    kind: str
    key: list[str]
    objective: int
    withdrawn: bool
    held: bool


KEYS = """
SELECT q.id, v.kind, v.key, q.objective_id, q.withdrawn_at IS NOT NULL, q.id IN (
    SELECT a.question_id FROM learn_attempt t JOIN learn_paper p ON p.id = t.paper_id
    JOIN learn_answer a ON a.attempt_id = t.id WHERE t.person_id = %s AND t.state = %s AND p.graded)
FROM learn_question q JOIN learn_questionversion v ON v.question_id = q.id AND v.number = q.version WHERE q.id IN @
"""


def answer_keys(person: Person, question_ids: Iterable[int]) -> dict[int, AnswerKey]:
    """`keys_of` for somebody's own answers; what is not there is left out. One query, none for no questions."""
    wanted = set(question_ids)
    if not wanted:
        return {}
    rows = fetch(KEYS, [person.pk, AttemptState.OPEN.value, listed(wanted)])
    return {
        number: AnswerKey(kind, read_json(key), objective, bool(withdrawn), bool(held))
        for number, kind, key, objective, withdrawn, held in rows
    }


def own_outcome(viewer: Actor, key: UUID) -> Outcome:
    """One result of the viewer's own record. Raises UnknownOutcome."""
    found = Outcome.objects.filter(key=key, person_id=viewer.pk if isinstance(viewer, Person) else 0).first()
    if found is None:
        raise UnknownOutcome
    return found


@dataclass(frozen=True)
class MyObjective:
    """What one has shown of an objective: of the last answers so many right, and whether that is enough."""

    id: int
    code: str
    title: str
    asked: int
    right: int
    met: bool
    changed_at: datetime


def my_objectives(viewer: Actor, *, limit: int = 500) -> tuple[MyObjective, ...]:
    """The viewer's own objectives, in the order of their codes; one query."""
    if not isinstance(viewer, Person):
        return ()
    rows = Mastery.objects.filter(person=viewer, asked__gt=0).order_by("objective__code")
    told = rows.values_list(
        "objective_id", "objective__code", "objective__title", "asked", "right", "met", "changed_at"
    )
    return tuple(MyObjective(*row) for row in told[:limit])
