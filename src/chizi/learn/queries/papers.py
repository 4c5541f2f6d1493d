"""Papers: lists, single ones with their blueprint against the bank, and what can be taken up by oneself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from chizi.core.cursors import number_cursor
from chizi.learn.models import BlueprintCell, FixedQuestion, Paper, Question
from chizi.learn.queries.questions_seeing import within
from chizi.learn.refusals.papers import UnknownPaper
from chizi.learn.rules.papers import Bank, Cell, PaperState
from chizi.org.abilities import Actor, local_day, may, scope_of
from chizi.org.models import Person, Region
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability
from chizi.plan.reaching import binds, number


@dataclass(frozen=True)
class PaperLine:
    """A paper in a list."""

    id: int
    title: str
    graded: bool
    state: str
    asks: int
    about_minutes: int | None
    opens: date | None
    until: date | None
    place: str


@dataclass(frozen=True)
class PaperList:
    """Some papers, newest first; ``after`` is the next cursor, or empty."""

    papers: tuple[PaperLine, ...]
    after: str


def kept_papers(viewer: Actor, *, now: datetime) -> QuerySet[Paper]:
    """Papers in any state that the viewer may look at: those of his part and of the places above it."""
    managed = scope_of(viewer, Ability.MANAGE_LEARNING, now=now)
    seen = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    if managed.empty and seen.empty:
        raise NotAllowed
    if managed.everything or seen.everything:  # Q() says "all", but beside another Q it says nothing
        return Paper.objects.all()
    return Paper.objects.filter(binds(managed, viewer, now=now) | binds(seen, viewer, now=now))


def open_papers(viewer: Actor, *, now: datetime) -> QuerySet[Paper]:
    """Published papers that bind a learner: of his place, those above and below it."""
    scope = scope_of(viewer, Ability.LEARN, now=now)
    return Paper.objects.filter(binds(scope, viewer, now=now), state=PaperState.PUBLISHED.value)


def papers(
    viewer: Actor, *, now: datetime, state: str = "", words: str = "", after: str = "", limit: int = 50
) -> PaperList:
    """Papers of the viewer's part, newest first, keyset by number. Raises NotAllowed."""
    rows = kept_papers(viewer, now=now)
    if state in set(PaperState):
        rows = rows.filter(state=state)
    for word in words.replace("\0", "").split()[:5]:
        rows = rows.filter(title__icontains=word)
    return _page(rows, after, limit)


def self_checks(viewer: Actor, *, now: datetime, after: str = "", limit: int = 20) -> PaperList:
    """Published self-checks that the viewer may take up without any task, newest first."""
    today = local_day(now)
    rows = open_papers(viewer, now=now).filter(graded=False)
    rows = rows.filter(Q(opens=None) | Q(opens__lte=today)).filter(Q(until=None) | Q(until__gte=today))
    return _page(rows, after, limit)


def _page(rows: QuerySet[Paper], after: str, limit: int) -> PaperList:
    if (cursor := number_cursor(after)) is not None:
        rows = rows.filter(id__lt=cursor)
    found = list(rows.select_related("region").order_by("-id")[: limit + 1])
    return PaperList(
        tuple(_line(one) for one in found[:limit]), str(found[limit - 1].id) if len(found) > limit else ""
    )


def _line(one: Paper) -> PaperLine:
    return PaperLine(
        one.id, one.title, one.graded, one.state, one.asks, one.about_minutes, one.opens, one.until,
        one.region.name,
    )  # fmt: skip


@dataclass(frozen=True)
class CellLine:
    """A line of a blueprint with how many questions of the bank it can draw from."""

    objective_id: int
    objective_code: str
    objective: str
    kind: str
    number: int
    there: int


@dataclass(frozen=True)
class FixedLine:
    """A fixed question of a paper."""

    id: int
    kind: str
    stem: str
    objective: str
    withdrawn: bool


@dataclass(frozen=True)
class PaperPage:
    """A paper with its blueprint and what the viewer may do."""

    paper: Paper
    cells: tuple[CellLine, ...]
    fixed: tuple[FixedLine, ...]
    may_change: bool
    may_publish: bool
    own_work: bool
    may_withdraw: bool
    manages: bool


def paper_for(viewer: Actor, paper_id: int, *, now: datetime) -> Paper:
    """The paper, for somebody who may see it in any state. Raises UnknownPaper."""
    try:
        rows = kept_papers(viewer, now=now)
    except NotAllowed as fault:
        raise UnknownPaper(number=paper_id) from fault
    found = rows.filter(id=number(paper_id)).select_related("region").first()
    if found is None:
        raise UnknownPaper(number=paper_id)
    return found


def paper_page(viewer: Actor, paper_id: int, *, now: datetime) -> PaperPage:
    """One paper, for who sees learning. Raises UnknownPaper."""
    one = paper_for(viewer, paper_id, now=now)
    manages = may(viewer, Ability.MANAGE_LEARNING, one, now=now)
    fixed = list(
        FixedQuestion.objects.filter(paper=one).select_related("question__objective").order_by("position")
    )
    bank = bank_for(one.region, [row.question_id for row in fixed])
    cells = BlueprintCell.objects.filter(paper=one).select_related("objective").order_by("id")
    ref = viewer.ref if viewer is not None else ""
    draft = one.state == PaperState.DRAFT
    return PaperPage(
        paper=one,
        cells=tuple(
            CellLine(
                row.objective_id, row.objective.code, row.objective.title, row.kind, row.number,
                len(bank.get((row.objective_id, row.kind), ())),
            )
            for row in cells
        ),
        fixed=tuple(
            FixedLine(
                row.question_id, row.question.kind, row.question.stem, row.question.objective.title,
                row.question.withdrawn_at is not None,
            )
            for row in fixed
        ),
        may_change=manages and draft,
        may_publish=manages and draft and (not one.graded or one.created_by != ref),
        own_work=one.created_by == ref,
        may_withdraw=manages and one.state == PaperState.PUBLISHED,
        manages=manages,
    )  # fmt: skip


def bank_for(region: Region, without: Iterable[int] = (), objectives: Sequence[int] | None = None) -> Bank:
    """Ids of the questions in use at a place and above it, by objective and kind; one query. No scope: for drawing."""
    place = (region.city_id, region.county_id, region.town_id)
    rows = Question.objects.filter(within(place), withdrawn_at__isnull=True)
    if objectives is not None:
        rows = rows.filter(objective_id__in=sorted(set(objectives)))
    left_out = set(without)
    found: dict[tuple[int, str], list[int]] = {}
    for question, objective, kind in rows.order_by("id").values_list("id", "objective_id", "kind"):
        if question not in left_out:
            found.setdefault((objective, kind), []).append(question)
    return found


def cell_sizes(region: Region) -> dict[tuple[str, str], int]:
    """How many questions in use a paper of a place can draw from, by code of the objective and kind; one query. No
    scope: whoever may write papers there may know the numbers."""
    place = (region.city_id, region.county_id, region.town_id)
    rows = Question.objects.filter(within(place), withdrawn_at__isnull=True).order_by()
    counted = rows.values_list("objective__code", "kind").annotate(count=Count("id"))
    return {(code, kind): count for code, kind, count in counted}


def cells_of(paper: Paper) -> list[Cell]:
    """The blueprint of a paper as the rules take it."""
    rows = BlueprintCell.objects.filter(paper=paper).values_list("objective_id", "kind", "number")
    return [Cell(*row) for row in rows]


def fixed_of(paper: Paper) -> list[int]:
    """The fixed questions of a paper that are still in use, in their order."""
    rows = FixedQuestion.objects.filter(paper=paper, question__withdrawn_at__isnull=True)
    return list(rows.order_by("position").values_list("question_id", flat=True))


def paper_titles(ids: Iterable[int]) -> dict[int, str]:
    """Titles of published papers by id; one query."""
    rows = Paper.objects.filter(id__in=[number(one) for one in ids], state=PaperState.PUBLISHED.value)
    return dict(rows.values_list("id", "title"))


def takers_paper(viewer: Actor, paper_id: int, *, now: datetime) -> Paper:
    """A published paper that binds the viewer as a learner. Raises UnknownPaper."""
    rows = open_papers(viewer, now=now) if isinstance(viewer, Person) else Paper.objects.none()
    found = rows.filter(id=number(paper_id)).select_related("region").first()
    if found is None:
        raise UnknownPaper(number=paper_id)
    return found
