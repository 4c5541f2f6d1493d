"""The bank: lists, single questions, and what answers are judged by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.ground.search.queries import find
from chizi.learn.models import Question, QuestionVersion
from chizi.learn.queries.questions_seeing import bank_of, question_for
from chizi.learn.rules.questions import Given, QuestionKind, Wording, right
from chizi.org.abilities import Actor, may
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability

SEARCHED = "questions"
MOST_FOUND = 500


@dataclass(frozen=True)
class QuestionFilters:
    """What a list of the bank is narrowed by; ``state`` is "" (in use), "withdrawn" or "all"."""

    words: str = ""
    objective: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class QuestionLine:
    """A question in a list."""

    id: int
    version: int
    kind: str
    stem: str
    objective: str
    objective_code: str
    place: str
    withdrawn: bool


@dataclass(frozen=True)
class QuestionList:
    """Some questions, newest first; ``after`` is the next cursor, or empty."""

    questions: tuple[QuestionLine, ...]
    after: str


def questions(
    viewer: Actor,
    *,
    now: datetime,
    filters: QuestionFilters | None = None,
    after: str = "",
    limit: int = 50,
) -> QuestionList:
    """Questions of the viewer's bank, newest first, keyset by number. Raises NotAllowed."""
    seen = bank_of(viewer, now=now)
    if seen is None:
        raise NotAllowed
    rows = _filtered(seen, filters or QuestionFilters())
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=cursor)
    found = list(rows.select_related("objective", "region").order_by("-id")[: limit + 1])
    return QuestionList(
        tuple(_line(one) for one in found[:limit]), str(found[limit - 1].id) if len(found) > limit else ""
    )


def _filtered(rows: QuerySet[Question], asked: QuestionFilters) -> QuerySet[Question]:
    wanted = Q()
    if asked.state != "all":
        wanted &= Q(withdrawn_at__isnull=asked.state != "withdrawn")
    if asked.objective and len(asked.objective) <= 40 and asked.objective.isprintable():
        wanted &= Q(objective__code=asked.objective)
    if asked.kind in set(QuestionKind):
        wanted &= Q(kind=asked.kind)
    if asked.words:
        wanted &= Q(id__in=[int(hit.key) for hit in find(SEARCHED, asked.words, limit=MOST_FOUND)])
    return rows.filter(wanted)


def _line(one: Question) -> QuestionLine:
    return QuestionLine(
        one.id,
        one.version,
        one.kind,
        one.stem,
        one.objective.title,
        one.objective.code,
        one.region.name,
        one.withdrawn_at is not None,
    )


@dataclass(frozen=True)
class QuestionPage:
    """A question with the wording of one version; ``versions`` are all, newest first."""

    question: Question
    shown: QuestionVersion
    versions: tuple[QuestionVersion, ...]
    may_change: bool


def question_page(viewer: Actor, question_id: int, *, now: datetime, version: str = "") -> QuestionPage:
    """One question for who manages learning; an unknown version shows the newest. Raises UnknownQuestion."""
    one = question_for(viewer, question_id, now=now)
    versions = tuple(QuestionVersion.objects.filter(question=one).order_by("-number")[:100])
    asked = number_cursor(version)
    shown = next((each for each in versions if each.number == asked), versions[0])
    return QuestionPage(one, shown, versions, may(viewer, Ability.MANAGE_LEARNING, one, now=now))


@dataclass(frozen=True)
class BankRow:
    """A question with its newest wording, for an export."""

    id: int
    version: int
    objective_code: str
    objective: str
    wording: Wording
    withdrawn: bool


def bank_rows(
    viewer: Actor, *, now: datetime, filters: QuestionFilters | None = None, limit: int = 50_000
) -> list[BankRow]:
    """The bank with its wordings, oldest first. Raises NotAllowed. Two queries, whatever its size."""
    seen = bank_of(viewer, now=now)
    if seen is None:
        raise NotAllowed
    rows = _filtered(seen, filters or QuestionFilters())
    found = list(rows.select_related("objective").order_by("id")[:limit])
    worded = wordings(found)
    return [
        BankRow(
            one.id,
            one.version,
            one.objective.code,
            one.objective.title,
            worded[one.id, one.version],
            one.withdrawn_at is not None,
        )
        for one in found
    ]


def wordings(found: Sequence[Question]) -> dict[tuple[int, int], Wording]:
    """The newest wordings of these questions, by id and version."""
    return versions_of({one.id: one.version for one in found})


def versions_of(asked: Mapping[int, int]) -> dict[tuple[int, int], Wording]:
    """Wordings by question and number, in pieces that every database takes."""
    ids = sorted(asked)
    worded: dict[tuple[int, int], Wording] = {}
    for start in range(0, len(ids), 500):
        rows = QuestionVersion.objects.filter(question_id__in=ids[start : start + 500])
        for one in rows:
            if asked[one.question_id] == one.number:
                worded[one.question_id, one.number] = one.wording
    return worded


Key = tuple[str, list[str], int, bool]


def keys_of(question_ids: Iterable[int]) -> dict[int, Key]:
    """(kind, what is right, objective's id, withdrawn) of the newest version of each question; what is not there is
    left out. One query. No scope: part of actions that judge."""
    ids = sorted({one for one in question_ids if 0 < one < 2**63})
    found: dict[int, Key] = {}
    for start in range(0, len(ids), 500):
        rows = QuestionVersion.objects.filter(
            question_id__in=ids[start : start + 500], number=F("question__version")
        ).values_list("question_id", "kind", "key", "question__objective_id", "question__withdrawn_at")
        for question, kind, key, objective, withdrawn in rows:
            found[question] = (kind, list(key), objective, withdrawn is not None)
    return found


def judge(question_ids: Iterable[int], answers: Mapping[int, Given]) -> dict[int, bool | None]:
    """Whether each answer is right by the newest version; None where a person must say so, where the question is
    withdrawn, or is not there (R-27)."""
    asked = list(question_ids)
    keys = keys_of(asked)
    found: dict[int, bool | None] = {}
    for one in asked:
        kind, key, _objective, withdrawn = keys.get(one, ("", [], 0, True))
        found[one] = None if withdrawn else right(kind, key, answers.get(one))
    return found
