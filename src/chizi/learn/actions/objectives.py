"""Objectives are written down, renamed and withdrawn."""

import re
from datetime import datetime

from django.db import transaction

from chizi.core.texts import plain_text
from chizi.journal.actions import record_entry
from chizi.learn.models import Objective
from chizi.learn.queries.objectives import manages_learning
from chizi.learn.refusals.objectives import (
    BadObjectiveCode,
    NoSuchObjective,
    ObjectiveThere,
    ObjectiveWithdrawn,
)
from chizi.learn.refusals.papers import PaperText
from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability
from chizi.plan.reaching import number

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{1,39}")
TITLE_LENGTH = 200


@transaction.atomic
def create_objective(*, actor: Actor, now: datetime, code: str, title: str) -> Objective:
    """Write down something that can be mastered. Raises NotAllowed, BadObjectiveCode, ObjectiveThere, PaperText."""
    _insist(actor, now)
    if not CODE.fullmatch(code):
        raise BadObjectiveCode(field="code")
    if Objective.objects.filter(code=code).exists():
        raise ObjectiveThere(field="code", code=code)
    one = Objective.objects.create(code=code, title=_title(title))
    content = {"code": code, "title": one.title}
    record_entry(
        actor=actor.ref, now=now, kind="objective.created", object=f"objective:{code}", content=content
    )
    return one


@transaction.atomic
def rename_objective(*, actor: Actor, now: datetime, objective_id: int, title: str) -> Objective:
    """Give an objective better words; what was mastered stays mastered. Raises NotAllowed, NoSuchObjective."""
    _insist(actor, now)
    one = _locked(objective_id)
    before, one.title = one.title, _title(title)
    one.save(update_fields=["title"])
    content = {"before": before, "title": one.title}
    record_entry(
        actor=actor.ref, now=now, kind="objective.renamed", object=f"objective:{one.code}", content=content
    )
    return one


@transaction.atomic
def withdraw_objective(*, actor: Actor, now: datetime, objective_id: int) -> Objective:
    """Take an objective out of use: no new question or blueprint names it. Raises NotAllowed, NoSuchObjective,
    ObjectiveWithdrawn."""
    _insist(actor, now)
    one = _locked(objective_id)
    if one.withdrawn_at is not None:
        raise ObjectiveWithdrawn
    one.withdrawn_at = now
    one.save(update_fields=["withdrawn_at"])
    record_entry(actor=actor.ref, now=now, kind="objective.withdrawn", object=f"objective:{one.code}")
    return one


@transaction.atomic
def restore_objective(*, actor: Actor, now: datetime, objective_id: int) -> Objective:
    """Take an objective back into use. Raises NotAllowed, NoSuchObjective."""
    _insist(actor, now)
    one = _locked(objective_id)
    one.withdrawn_at = None
    one.save(update_fields=["withdrawn_at"])
    record_entry(actor=actor.ref, now=now, kind="objective.restored", object=f"objective:{one.code}")
    return one


def _insist(actor: Actor, now: datetime) -> None:
    # Objectives are words common to all places; whoever manages learning somewhere may add to them.
    if not manages_learning(actor, now=now):
        require(actor, Ability.MANAGE_LEARNING, now=now)


def _locked(objective_id: int) -> Objective:
    one = Objective.objects.select_for_update().filter(id=number(objective_id)).first()
    if one is None:
        raise NoSuchObjective(number=objective_id)
    return one


def _title(text: str) -> str:
    plain = plain_text(text, TITLE_LENGTH)
    if plain is None:
        raise PaperText(field="title", most=TITLE_LENGTH)
    return plain
