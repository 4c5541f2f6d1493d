"""An answer to a suggestion and the notice of it, in one transaction: two ground rooms that do not know each other."""

from datetime import datetime
from typing import cast

from django.db import transaction
from django.urls import reverse

from chizi.core.scope import Scope
from chizi.core.words import N_
from chizi.ground.notices.actions import notify
from chizi.ground.suggestions.actions import answer_suggestion
from chizi.ground.suggestions.queries import suggestion
from chizi.org.abilities import Actor, scope_of
from chizi.org.rules import Ability

ANSWERED = N_("What you said about a page was answered: %(answer)s")
LONGEST = 80


def answered_by(viewer: Actor, now: datetime) -> Scope:
    """The part of the province whose suggestions this viewer answers."""
    return cast(Scope, scope_of(viewer, Ability.ANSWER_SUGGESTION, now=now))


@transaction.atomic
def answer_and_tell(*, actor: Actor, now: datetime, number: int, text: str) -> None:
    """Answer a suggestion of the actor's part of the province and tell its author, if he signed it.

    Raises UnknownSuggestion, AnsweredAlready, NothingSaid.
    """
    suggestion(answered_by(actor, now), number)
    found = answer_suggestion(actor=actor.ref, now=now, number=number, text=text)
    if not found.author:
        return
    short = found.answer if len(found.answer) <= LONGEST else found.answer[: LONGEST - 1] + "…"
    notify(
        actor=actor.ref,
        now=now,
        to=[found.author],
        kind="answer.suggestion",
        text=ANSWERED,
        params={"answer": short},
        href=reverse("surveying:kept", args=[found.key]),
        about=found.ref,
    )
