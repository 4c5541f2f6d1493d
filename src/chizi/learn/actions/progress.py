"""Undoing a correction of one's own record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.learn import tallies
from chizi.learn.actions.reflections_following import follow_outcome
from chizi.learn.models import ItemState, Outcome
from chizi.learn.queries.outcomes import own_outcome
from chizi.learn.recording import lock_record, question_of, settle_answers, whose
from chizi.learn.refusals.outcomes import NotVoidedAlone
from chizi.learn.rules.mastery import Shown
from chizi.learn.rules.outcomes import COUNTED, VOIDED_BY_OWNER, OutcomeKind, finishes
from chizi.org.abilities import scope_of
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability


@transaction.atomic
def restore_outcome(*, actor: Person, now: datetime, key: UUID) -> Outcome:
    """The owner undoes that he took a result of his own record back; it counts again, as before. The
    reflection that made it stands again as well.

    Restoring what stands does nothing. Raises NotAllowed, UnknownOutcome, NotVoidedAlone for what somebody else took
    back.
    """
    if scope_of(actor, Ability.LEARN, now=now).empty:
        raise NotAllowed
    lock_record(actor)
    row = own_outcome(actor, key)
    if row.voided_at is None:
        return row
    if row.kind not in VOIDED_BY_OWNER:
        raise NotVoidedAlone
    row.voided_at, row.reason = None, ""
    row.save(update_fields=["voided_at", "reason"])
    _count_again(actor, row, now)
    follow_outcome(actor, row, now)
    of = whose(actor)
    record_entry(
        actor=actor.ref, now=now, kind="outcome.restored", object=f"record:{actor.username}", unit=of.unit,
        content={"key": str(row.key), "kind": row.kind},
    )  # fmt: skip
    return row


def _count_again(actor: Person, row: Outcome, now: datetime) -> None:
    """The item is done again (unless another result does it), the answer counts, and so do the counters."""
    of = whose(actor)
    changes: dict[str, int] = {}
    if row.item_id is not None and finishes(row.kind, row.met):
        done = {"party": row.party, "outcome": row, "done_at": row.happened_at}
        _state, made = ItemState.objects.get_or_create(person=actor, item_id=row.item_id, defaults=done)
        if made:
            changes |= {tallies.done_key(row.item_id, place): 1 for place in tallies.places_of(row.party)}
    if row.kind in COUNTED:
        changes |= {tallies.kind_key(row.kind, place): 1 for place in tallies.places_of(row.party)}
    tallies.change(changes)
    if row.kind == OutcomeKind.ANSWERED and row.objective_id is not None and row.met is not None:
        shown = Shown(row.happened_at, row.key.hex, question_of(row.about), row.met)
        settle_answers(of, [(row.objective_id, shown)], now)
