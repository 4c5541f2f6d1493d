"""Papers are drafted, published by a second person where they are graded, and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chizi.core.texts import plain_text
from chizi.journal.actions import record_entry
from chizi.learn.models import BlueprintCell, FixedQuestion, Objective, Paper, Question
from chizi.learn.papers_policy import papers_policy
from chizi.learn.queries.papers import bank_for, cells_of, paper_for
from chizi.learn.queries.questions_seeing import within
from chizi.learn.refusals import papers as refusals
from chizi.learn.refusals.items import BadMinutes
from chizi.learn.refusals.objectives import UnknownObjective
from chizi.learn.rules.papers import TEXT_LENGTH, TITLE_LENGTH, Cell, PaperState, shortages, window_fault
from chizi.learn.rules.questions import QuestionKind
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Region
from chizi.org.rules import Ability
from chizi.plan.reaching import number
from chizi.plan.rules.tasks import REASON_LENGTH

MOST_ATTEMPTS = 20
MOST_MINUTES = 600


@dataclass(frozen=True)
class CellDraft:
    """A line of a blueprint as it is typed: the objective by its code."""

    objective: str
    kind: str
    number: int


@dataclass(frozen=True)
class PaperDraft:
    """A paper as it is typed. ``pass_share`` is per cent, ``attempts`` None for any number, ``fixed`` are numbers of
    questions."""

    title: str
    graded: bool
    cells: tuple[CellDraft, ...] = ()
    fixed: tuple[int, ...] = ()
    text: str = ""
    pass_share: int | None = None
    attempts: int | None = None
    opens: date | None = None
    until: date | None = None
    about_minutes: int | None = None


@transaction.atomic
def create_paper(*, actor: Actor, now: datetime, draft: PaperDraft, region: Region) -> Paper:
    """Draft a paper at a place. A blueprint larger than its bank is refused with the numbers.

    Raises NotAllowed, BlueprintTooLarge and the other refusals of papers.
    """
    require(actor, Ability.MANAGE_LEARNING, region, now=now)
    paper = Paper(state=PaperState.DRAFT.value, created_by=actor.ref, created_at=now)
    paper.stand_at(region)
    _fill(paper, draft, now)
    content = {"title": paper.title, "graded": paper.graded, "asks": paper.asks}
    record_entry(
        actor=actor.ref, now=now, kind="paper.drafted", object=paper.ref, unit=region.code, content=content
    )
    return paper


@transaction.atomic
def change_paper(*, actor: Actor, now: datetime, paper_id: int, draft: PaperDraft) -> Paper:
    """Change a draft. Raises UnknownPaper, NotAllowed, PaperNotDraft and what `create_paper` raises."""
    paper = _locked(actor, paper_id, now)
    if paper.state != PaperState.DRAFT:
        raise refusals.PaperNotDraft
    _fill(paper, draft, now)
    content = {"title": paper.title, "graded": paper.graded, "asks": paper.asks}
    record_entry(
        actor=actor.ref,
        now=now,
        kind="paper.changed",
        object=paper.ref,
        unit=paper.region.code,
        content=content,
    )
    return paper


@transaction.atomic
def publish_paper(*, actor: Actor, now: datetime, paper_id: int) -> Paper:
    """Open a paper to learners. Raises UnknownPaper, NotAllowed, PaperNotDraft, OwnPaper, WindowPast,
    BlueprintTooLarge."""
    paper = _locked(actor, paper_id, now)
    if paper.state != PaperState.DRAFT:
        raise refusals.PaperNotDraft
    if paper.graded and paper.created_by == actor.ref:
        raise refusals.OwnPaper
    if paper.until is not None and paper.until < local_day(now):
        raise refusals.WindowPast(field="until")
    fixed = list(FixedQuestion.objects.filter(paper=paper).values_list("question_id", flat=True))
    gone = (
        Question.objects.filter(id__in=fixed, withdrawn_at__isnull=False).values_list("id", flat=True).first()
    )
    if gone is not None:
        raise refusals.UnknownFixed(field="fixed", number=gone)
    check_bank(paper.region, cells_of(paper), fixed)
    paper.state, paper.published_by, paper.published_at = PaperState.PUBLISHED.value, actor.ref, now
    paper.save(update_fields=["state", "published_by", "published_at"])
    record_entry(
        actor=actor.ref, now=now, kind="paper.published", object=paper.ref, unit=paper.region.code,
        content={"title": paper.title},
    )  # fmt: skip
    return paper


@transaction.atomic
def withdraw_paper(*, actor: Actor, now: datetime, paper_id: int, reason: str) -> Paper:
    """Close a published paper, or throw a draft away; what was handed in stays. Raises UnknownPaper, NotAllowed,
    PaperNotPublished, PaperText."""
    paper = _locked(actor, paper_id, now)
    if paper.state == PaperState.WITHDRAWN:
        raise refusals.PaperNotPublished
    why = plain_text(reason, REASON_LENGTH)
    if why is None:
        raise refusals.PaperText(field="reason", most=REASON_LENGTH)
    paper.state, paper.withdrawn_at, paper.reason = PaperState.WITHDRAWN.value, now, why
    paper.save(update_fields=["state", "withdrawn_at", "reason"])
    record_entry(
        actor=actor.ref, now=now, kind="paper.withdrawn", object=paper.ref, unit=paper.region.code,
        content={"reason": why},
    )  # fmt: skip
    return paper


def _locked(actor: Actor, paper_id: int, now: datetime) -> Paper:
    seen = paper_for(actor, paper_id, now=now)
    require(actor, Ability.MANAGE_LEARNING, seen, now=now)
    return Paper.objects.select_for_update(of=("self",)).select_related("region").get(id=seen.pk)


def _fill(paper: Paper, draft: PaperDraft, now: datetime) -> None:
    """Check a draft and keep it with its blueprint."""
    policy = papers_policy()
    paper.title = _text(draft.title, "title", TITLE_LENGTH)
    paper.text = _text(draft.text, "text", TEXT_LENGTH) if draft.text.strip() else ""
    paper.graded = draft.graded
    paper.pass_share = _share(policy.pass_share if draft.pass_share is None else draft.pass_share)
    paper.attempts = _attempts(draft, policy.attempts)
    paper.about_minutes = _minutes(draft.about_minutes)
    _check_window(draft, now)
    paper.opens, paper.until = draft.opens, draft.until
    fixed = _fixed(paper, draft.fixed)
    cells = blueprint(draft.cells)
    paper.asks = sum(cell.number for cell in cells) + len(fixed)
    if not paper.asks:
        raise refusals.EmptyBlueprint(field="cells")
    if paper.asks > policy.most_questions:
        raise refusals.TooManyQuestions(field="cells", most=policy.most_questions, asked=paper.asks)
    check_bank(paper.region, cells, fixed)
    paper.save()
    BlueprintCell.objects.filter(paper=paper).delete()
    FixedQuestion.objects.filter(paper=paper).delete()
    BlueprintCell.objects.bulk_create(
        BlueprintCell(paper=paper, objective_id=cell.objective, kind=cell.kind, number=cell.number)
        for cell in cells
    )
    FixedQuestion.objects.bulk_create(
        FixedQuestion(paper=paper, question_id=one, position=at) for at, one in enumerate(fixed, 1)
    )


def blueprint(drafts: Sequence[CellDraft]) -> list[Cell]:
    """The lines of a blueprint with their objectives found. Raises BadCell, CellTwice, UnknownObjective."""
    most = papers_policy().most_questions
    codes = sorted({one.objective for one in drafts if one.objective.isprintable()})
    known = dict(
        Objective.objects.filter(code__in=codes, withdrawn_at__isnull=True).values_list("code", "id")
    )
    found: list[Cell] = []
    for one in drafts:
        if one.objective not in known:
            raise UnknownObjective(field="cells", code=one.objective[:40].replace("\0", ""))
        if one.kind not in set(QuestionKind) or not 1 <= one.number <= most:
            raise refusals.BadCell(field="cells", most=most)
        found.append(Cell(known[one.objective], one.kind, one.number))
    if len({(cell.objective, cell.kind) for cell in found}) < len(found):
        raise refusals.CellTwice(field="cells")
    return found


def check_bank(region: Region, cells: Sequence[Cell], fixed: Sequence[int]) -> None:
    """Raise BlueprintTooLarge unless the bank of a place can fill every cell beside the fixed questions."""
    bank = bank_for(region, objectives=[cell.objective for cell in cells])
    if short := shortages(cells, bank, fixed):
        one = short[0]
        title = Objective.objects.values_list("title", flat=True).get(id=one.objective)
        raise refusals.BlueprintTooLarge(
            field="cells", asked=one.asked, kind=one.kind, objective=title, there=one.there
        )


def _fixed(paper: Paper, ids: Sequence[int]) -> list[int]:
    wanted = list(dict.fromkeys(ids))[:1000]
    place = (paper.city_id, paper.county_id, paper.town_id)
    rows = Question.objects.filter(within(place), withdrawn_at__isnull=True)
    there = set(rows.filter(id__in=[number(one) for one in wanted]).values_list("id", flat=True))
    for one in wanted:
        if one not in there:
            raise refusals.UnknownFixed(field="fixed", number=str(one)[:20])
    return wanted


def _check_window(draft: PaperDraft, now: datetime) -> None:
    shortest = papers_policy().shortest_window
    fault = window_fault(draft.opens, draft.until, graded=draft.graded, shortest=shortest)
    if fault == "missing":
        raise refusals.NeedsWindow(field="until")
    if fault == "turned":
        raise refusals.WindowTurned(field="until")
    if fault == "short":
        raise refusals.WindowShort(field="until", days=shortest)
    if draft.until is not None and draft.until < local_day(now):
        raise refusals.WindowPast(field="until")


def _share(share: int) -> int:
    if not 1 <= share <= 100:
        raise refusals.BadShare(field="pass_share")
    return share


def _attempts(draft: PaperDraft, usual: int) -> int | None:
    wanted = usual if draft.graded and draft.attempts is None else draft.attempts
    if wanted is not None and not 1 <= wanted <= MOST_ATTEMPTS:
        raise refusals.BadAttempts(field="attempts", most=MOST_ATTEMPTS)
    return wanted


def _minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise BadMinutes(field="about_minutes", most=MOST_MINUTES)
    return minutes


def _text(text: str, field: str, most: int) -> str:
    plain = plain_text(text, most)
    if plain is None:
        raise refusals.PaperText(field=field, most=most)
    return plain
