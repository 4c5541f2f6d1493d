"""Every write of suggestions. Like all ground rooms this one knows no people and no rights: whoever calls has asked."""

from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from chizi.ground.suggestions.models import Suggestion
from chizi.ground.suggestions.refusals import (
    AnsweredAlready,
    EnoughForToday,
    KeyOfAnother,
    KindOfSuggestion,
    NothingSaid,
    UnknownSuggestion,
)
from chizi.ground.suggestions.rules import (
    MOST_ANONYMOUS_A_DAY,
    TEXT_LENGTH,
    SuggestionKind,
    SuggestionState,
    page_in,
)
from chizi.journal.actions import record_entry

NOBODY = "nobody"
"""The actor in the journal where somebody without an account writes."""


@transaction.atomic
def make_suggestion(
    *, actor: str, now: datetime, page: str, kind: str, text: str, unit: str = "", key: UUID | None = None
) -> Suggestion:
    """Take a complaint or a suggestion about a page; nobody is asked who he is.

    ``actor`` is a reference or empty; ``unit`` the region code of his body. The same ``key`` again is the same
    suggestion, so that a phone may send twice. Raises KindOfSuggestion, NothingSaid, EnoughForToday, KeyOfAnother.
    """
    if kind not in set(SuggestionKind):
        raise KindOfSuggestion(field="kind")
    plain, day = _text(text), _day(now)
    kept = Suggestion.objects.filter(key=key).first() if key is not None else None
    if kept is not None:
        if (kept.author, kept.text) != (actor, plain):
            raise KeyOfAnother(field="text")
        return kept
    if not actor and Suggestion.objects.filter(author="", made_on=day).count() >= MOST_ANONYMOUS_A_DAY:
        raise EnoughForToday
    made = Suggestion.objects.create(
        key=key or uuid4(), author=actor, unit=unit, page=page_in(page), kind=kind, text=plain, made_on=day
    )
    content = {"kind": kind, "page": made.page}
    record_entry(
        actor=actor or NOBODY, now=now, kind="suggestion.made", object=made.ref, unit=unit, content=content
    )
    return made


@transaction.atomic
def answer_suggestion(*, actor: str, now: datetime, number: int, text: str) -> Suggestion:
    """Answer a suggestion, once. Raises UnknownSuggestion, AnsweredAlready, NothingSaid."""
    plain = _text(text)
    found = Suggestion.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise UnknownSuggestion
    if found.state != SuggestionState.OPEN:
        raise AnsweredAlready
    found.answer, found.answered_by, found.answered_on = plain, actor, _day(now)
    found.state = SuggestionState.ANSWERED.value
    found.save(update_fields=["answer", "answered_by", "answered_on", "state"])
    content = {"answer": plain}
    record_entry(
        actor=actor, now=now, kind="suggestion.answered", object=found.ref, unit=found.unit, content=content
    )
    return found


def _text(text: str) -> str:
    plain = text.replace("\r\n", "\n").strip()
    if not plain or len(plain) > TEXT_LENGTH or "\0" in plain:
        raise NothingSaid(field="text", most=TEXT_LENGTH)
    return plain


def _day(now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
