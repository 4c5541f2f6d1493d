"""Questions are written, changed by a new version, withdrawn and taken back into use."""

from datetime import datetime

from django.db import transaction

from chizi.core.texts import plain_text
from chizi.ground.search.actions import index_text, remove_text
from chizi.journal.actions import record_entry
from chizi.learn.models import Material, Objective, Question, QuestionVersion
from chizi.learn.queries.questions import SEARCHED
from chizi.learn.queries.questions_seeing import question_for
from chizi.learn.refusals.objectives import UnknownObjective
from chizi.learn.refusals.papers import PaperText
from chizi.learn.refusals.questions import (
    NotTheirs,
    QuestionFault,
    QuestionInUse,
    QuestionThere,
    QuestionUnchanged,
    QuestionWithdrawn,
    UnknownArticle,
)
from chizi.learn.rules.materials import MaterialState
from chizi.learn.rules.questions import (
    QuestionDraft,
    Wording,
    article_parts,
    fault_of,
    fingerprint,
    worded,
)
from chizi.org.abilities import Actor, may, require
from chizi.org.models import Region
from chizi.org.rules import Ability
from chizi.plan.reaching import number
from chizi.plan.rules.tasks import REASON_LENGTH


@transaction.atomic
def create_question(*, actor: Actor, now: datetime, draft: QuestionDraft, region: Region) -> Question:
    """Put a question into the bank of a place. Raises NotAllowed, QuestionFault, UnknownObjective, UnknownArticle,
    QuestionThere."""
    require(actor, Ability.MANAGE_LEARNING, region, now=now)
    objective, wording = _checked(draft)
    mark = fingerprint(wording.kind, wording.stem)
    _insist_new(region, mark)
    one = store_question(actor, now, objective, wording, region)
    record_entry(
        actor=actor.ref, now=now, kind="question.created", object=one.ref, unit=region.code,
        content={"objective": objective.code, "kind": one.kind, "stem": one.stem},
    )  # fmt: skip
    return one


@transaction.atomic
def change_question(*, actor: Actor, now: datetime, question_id: int, draft: QuestionDraft) -> Question:
    """Give a question a new version; answers keep the one that was asked.

    Raises UnknownQuestion, NotTheirs, QuestionWithdrawn, QuestionUnchanged and what `create_question` raises.
    """
    one = _locked(actor, question_id, now)
    if one.withdrawn_at is not None:
        raise QuestionWithdrawn
    objective, wording = _checked(draft)
    newest = QuestionVersion.objects.get(question=one, number=one.version)
    if newest.wording == wording and objective.pk == one.objective_id:
        raise QuestionUnchanged
    mark = fingerprint(wording.kind, wording.stem)
    if mark != one.fingerprint:
        _insist_new(one.region, mark)
    add_version(actor, now, one, objective, wording)
    content = {"version": one.version, "objective": objective.code, "stem": one.stem}
    record_entry(
        actor=actor.ref,
        now=now,
        kind="question.changed",
        object=one.ref,
        unit=one.region.code,
        content=content,
    )
    return one


@transaction.atomic
def withdraw_question(*, actor: Actor, now: datetime, question_id: int, reason: str) -> Question:
    """Take a question out of use: it is drawn no more, and answers to it in open attempts are kept but not judged.

    Raises UnknownQuestion, NotTheirs, QuestionWithdrawn, PaperText.
    """
    one = _locked(actor, question_id, now)
    if one.withdrawn_at is not None:
        raise QuestionWithdrawn
    why = plain_text(reason, REASON_LENGTH)
    if why is None:
        raise PaperText(field="reason", most=REASON_LENGTH)
    one.withdrawn_at, one.reason = now, why
    one.save(update_fields=["withdrawn_at", "reason"])
    record_entry(
        actor=actor.ref, now=now, kind="question.withdrawn", object=one.ref, unit=one.region.code,
        content={"reason": why},
    )  # fmt: skip
    return one


@transaction.atomic
def restore_question(*, actor: Actor, now: datetime, question_id: int) -> Question:
    """Take a withdrawn question back into use. Raises UnknownQuestion, NotTheirs, QuestionInUse, QuestionThere."""
    one = _locked(actor, question_id, now)
    if one.withdrawn_at is None:
        raise QuestionInUse
    _insist_new(one.region, one.fingerprint)
    one.withdrawn_at, one.reason = None, ""
    one.save(update_fields=["withdrawn_at", "reason"])
    record_entry(actor=actor.ref, now=now, kind="question.restored", object=one.ref, unit=one.region.code)
    return one


def store_question(
    actor: Actor, now: datetime, objective: Objective, wording: Wording, region: Region
) -> Question:
    """A new question with its first version; part of an action."""
    one = Question(
        objective=objective, kind=wording.kind, stem=wording.stem, created_by=actor.ref, created_at=now
    )
    one.fingerprint = fingerprint(wording.kind, wording.stem)
    one.stand_at(region)
    one.save()
    _keep_version(actor, now, one, wording)
    return one


def add_version(actor: Actor, now: datetime, one: Question, objective: Objective, wording: Wording) -> None:
    """The next version of a question that is locked; part of an action."""
    one.version += 1
    one.objective, one.kind, one.stem = objective, wording.kind, wording.stem
    one.fingerprint = fingerprint(wording.kind, wording.stem)
    one.save(update_fields=["version", "objective", "kind", "stem", "fingerprint"])
    _keep_version(actor, now, one, wording)


def _keep_version(actor: Actor, now: datetime, one: Question, wording: Wording) -> None:
    QuestionVersion.objects.create(
        question=one,
        number=one.version,
        kind=wording.kind,
        stem=wording.stem,
        options=[list(pair) for pair in wording.options],
        key=list(wording.key),
        explanation=wording.explanation,
        article=wording.article,
        work=wording.work,
        made_by=actor.ref,
        made_at=now,
    )
    texts = (wording.stem, *(text for _key, text in wording.options), wording.explanation)
    remove_text(collection=SEARCHED, key=str(one.pk))
    index_text(collection=SEARCHED, key=str(one.pk), text="\n".join(texts))


def _checked(draft: QuestionDraft) -> tuple[Objective, Wording]:
    if fault := fault_of(draft):
        raise QuestionFault(fault)
    code = draft.objective
    known = code.isprintable() and len(code) <= 40
    objective = Objective.objects.filter(code=code, withdrawn_at__isnull=True).first() if known else None
    if objective is None:
        raise UnknownObjective(field="objective", code=code[:40].replace("\0", ""))
    if draft.article and not article_there(draft.article):
        raise UnknownArticle(field="article")
    return objective, worded(draft)


def _locked(actor: Actor, question_id: int, now: datetime) -> Question:
    """The question, locked, for those at whose place it is kept. Raises UnknownQuestion, NotTheirs."""
    seen = question_for(actor, question_id, now=now)
    if not may(actor, Ability.MANAGE_LEARNING, seen, now=now):
        raise NotTheirs
    return Question.objects.select_for_update(of=("self",)).select_related("region").get(id=seen.pk)


def _insist_new(region: Region, mark: str) -> None:
    there = Question.objects.filter(region=region, fingerprint=mark, withdrawn_at__isnull=True).first()
    if there is not None:
        raise QuestionThere(field="stem", number=there.pk)


def article_there(article: str) -> bool:
    """Whether an article names a published material; its anchor is looked for by whoever opens it."""
    parts = article_parts(article)
    rows = Material.objects.filter(state=MaterialState.PUBLISHED.value)
    return parts is not None and rows.filter(id=number(parts[0])).exists()
