"""Objections, each for a viewer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr

from chizi.core.cursors import number_cursor
from chizi.evaluation.models import Appeal
from chizi.org.abilities import Actor, CodeScope, Console, narrow, scope_of
from chizi.org.models import Person
from chizi.org.rules import Ability
from chizi.yardstick.schemas import OWNER, Zero

AFTER_PREFIX = len("person:") + 1  # where the user name begins in Person.ref; SQL counts from one


@dataclass(frozen=True)
class AppealLine:
    """One objection with the names of both sides; ``may_answer`` is the viewer's."""

    id: int
    unit_code: str
    zero: str
    event_id: str
    raised_by: str
    raised_at: datetime
    reason: str
    answered_by: str
    answered_at: datetime | None
    outcome: str
    answer: str
    may_answer: bool

    @property
    def open(self) -> bool:
        return self.answered_at is None


def appeals(
    viewer: Actor, *, now: datetime, open_only: bool = False, before: str = "", limit: int = 50
) -> tuple[AppealLine, ...]:
    """Objections about units the viewer may see, newest first, keyset by number."""
    rows = narrow(Appeal.objects.order_by("-id"), scope_of(viewer, Ability.SEE_UNITS, now=now))
    if open_only:
        rows = rows.filter(answered_at__isnull=True)
    if (number := number_cursor(before)) is not None:
        rows = rows.filter(id__lt=number)
    return tuple(_line(viewer, one, now) for one in _named(rows)[:limit])


def unit_appeals(viewer: Actor, unit_code: str, *, now: datetime) -> tuple[AppealLine, ...]:
    """All objections about one unit, oldest first; the caller has asked whether the viewer may see it."""
    rows = Appeal.objects.filter(unit_code=unit_code).order_by("raised_at", "id")
    return tuple(_line(viewer, one, now) for one in _named(rows))


def answering_scope(actor: Actor, zero: str, *, now: datetime) -> CodeScope:
    """Where the actor speaks for the one department that owns the zero (R-13)."""
    kind = "" if isinstance(actor, Console) else OWNER[Zero(zero)].value
    return scope_of(actor, Ability.ANSWER_APPEAL, now=now, agency_kind=kind)


def _named(rows: QuerySet[Appeal]) -> QuerySet[Appeal]:
    def name(field: str) -> Subquery:
        person = Person.objects.filter(username=Substr(OuterRef(field), AFTER_PREFIX))
        return Subquery(person.values("name")[:1])

    return rows.annotate(raiser=name("raised_by"), answerer=name("answered_by"))


def _line(viewer: Actor, one: Appeal, now: datetime) -> AppealLine:
    may = one.answered_at is None and one.raised_by != viewer.ref
    return AppealLine(
        id=one.id,
        unit_code=one.unit_code,
        zero=one.zero,
        event_id=one.event_id,
        raised_by=getattr(one, "raiser", None) or one.raised_by,
        raised_at=one.raised_at,
        reason=one.reason,
        answered_by=getattr(one, "answerer", None) or one.answered_by,
        answered_at=one.answered_at,
        outcome=one.outcome,
        answer=one.answer,
        may_answer=may and answering_scope(viewer, one.zero, now=now).covers(one),
    )
