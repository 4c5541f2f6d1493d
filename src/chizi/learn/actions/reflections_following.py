"""A reflection follows its outcome: whichever of the two is taken back or restored, the other goes along."""

from datetime import datetime

from chizi.learn.actions.applications_parts import journal
from chizi.learn.models import Outcome, Reflection
from chizi.learn.rules.outcomes import OutcomeKind
from chizi.learn.rules.reflections import ReflectionState
from chizi.org.models import Person

_KINDS = {ReflectionState.WITHDRAWN: "reflection.withdrawn", ReflectionState.WRITTEN: "reflection.restored"}


def follow_outcome(actor: Person, outcome: Outcome, now: datetime) -> None:
    """Withdraw the reflection of an outcome that was voided, or let it stand again with one that was restored.

    Part of an action that holds the person's record. Other outcomes, and a reflection that has gone before its
    outcome, are left as they are.
    """
    if outcome.kind != OutcomeKind.REFLECTED:
        return
    number = str(outcome.content.get("reflection", "")).removeprefix("reflection:")
    if not number.isdecimal():
        return
    row = Reflection.objects.select_for_update().filter(pk=int(number), person=actor).first()
    state = ReflectionState.WRITTEN if outcome.voided_at is None else ReflectionState.WITHDRAWN
    if row is None or row.state == state:
        return
    row.state = state.value
    row.save(update_fields=["state"])
    journal(row, actor, now, _KINDS[state], {})
