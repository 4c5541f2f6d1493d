"""Recording what became of learning, and taking it back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from chizi.core.refusals import Refusal
from chizi.core.texts import plain_text
from chizi.ground.loading.turns import together
from chizi.journal.actions import record_entry
from chizi.learn import tallies
from chizi.learn.actions.reflections_following import follow_outcome
from chizi.learn.inserting import Spelled
from chizi.learn.models import ItemState, Outcome
from chizi.learn.queries.materials_seeing import readable
from chizi.learn.queries.outcomes import AnswerKey, answer_keys, items_asked
from chizi.learn.recording import (
    Ready,
    Whose,
    batch_digest,
    lock_record,
    outcome_rows,
    question_of,
    resettle,
    settle_answers,
    store,
    store_uncounted,
    whose,
)
from chizi.learn.refusals.outcomes import (
    BadAnswer,
    BatchTooLarge,
    KeyTaken,
    NothingSuchToLearn,
    NotVoidedAlone,
    ReasonMissing,
    StillInHand,
    UnknownOutcome,
    UnknownOutcomeKind,
)
from chizi.learn.rules.mastery import Shown
from chizi.learn.rules.outcomes import (
    COUNTED,
    MOST_IN_A_BATCH,
    VOIDED_BY_OWNER,
    BatchVerdict,
    OutcomeDraft,
    OutcomeKind,
    Source,
    about_parts,
    corrected,
    finishes,
    first_of_each,
    fit_answer,
)
from chizi.learn.rules.questions import right
from chizi.org.abilities import local_day, require
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability
from chizi.plan.rules.tasks import REASON_LENGTH

SENT = {
    OutcomeKind.READ: "material",
    OutcomeKind.ANSWERED: "question",
}  # what a device may send, and about what
Verdicts = list[tuple[UUID, Refusal]]


def record_outcomes(
    *,
    actor: Person,
    now: datetime,
    sent_at: datetime,
    batch: str,
    drafts: Sequence[OutcomeDraft],
    source: Source = Source.TERMINAL,
) -> BatchVerdict:
    """Record what somebody read and answered himself, up to fifty at once; the same key twice is one outcome.

    One that cannot be taken is refused by name and does not hold up the others. ``sent_at`` is the device's clock at
    sending, from which its error is known. One entry of the journal a batch, none where nothing was new.
    Raises NotAllowed, BatchTooLarge.
    """
    of = whose(actor, now)
    if not of.learns:
        raise NotAllowed
    if len(drafts) > MOST_IN_A_BATCH:
        raise BatchTooLarge(most=MOST_IN_A_BATCH)
    ready, refused = _checked(of, first_of_each(drafts), sent_at, now)
    if not ready:
        return BatchVerdict((), tuple(refused))
    wanted = outcome_rows(of, ready, now=now, source=source.value, batch=batch)
    taken, _ = together(lambda: _kept(of, ready, wanted, now, batch), key=of.person.pk, last=_count)
    refused += [(key, KeyTaken()) for key in taken]
    return BatchVerdict(tuple(row.key for row in ready if row.key not in taken), tuple(refused))


def _kept(
    of: Whose, ready: Sequence[Ready], wanted: Spelled, now: datetime, batch: str
) -> tuple[set[UUID], tallies.Counts]:
    """Store what is new, with its one entry of the journal; gives the keys that somebody else has taken, and what is
    to be counted."""
    fresh, changes = store_uncounted(of, ready, wanted, now)
    if fresh:
        kinds = dict(Counter(row.kind for row in fresh))
        content = {"batch": batch, "count": len(fresh), "kinds": kinds, "sha256": batch_digest(fresh)}
        _journal(of.person, of, now, "outcomes.recorded", content)
    return _taken(of, ready, fresh), changes


def _count(kept: list[tuple[set[UUID], tallies.Counts]]) -> None:
    """Add to the counters what a whole transaction has changed: batches of one unit meet in the same few."""
    whole: tallies.Counts = Counter()
    for _, changes in kept:
        whole.update(changes)
    tallies.change(whole)


def _journal(actor: Person, of: Whose, now: datetime, kind: str, content: dict[str, Any]) -> None:
    record_entry(
        actor=actor.ref,
        now=now,
        kind=kind,
        object=f"record:{of.person.username}",
        unit=of.unit,
        content=content,
    )


def _taken(of: Whose, ready: Sequence[Ready], fresh: Sequence[Ready]) -> set[UUID]:
    """Keys that belong to somebody else's outcome."""
    old = {row.key for row in ready} - {row.key for row in fresh}
    if not old:
        return set()
    others = Outcome.objects.filter(key__in=old).exclude(person=of.person)
    return set(others.values_list("key", flat=True))


def _checked(
    of: Whose, drafts: Iterable[OutcomeDraft], sent_at: datetime, now: datetime
) -> tuple[list[Ready], Verdicts]:
    """What may be stored, and what is refused; three queries at most: items, materials, questions."""
    good, refused = _well_formed(drafts)
    numbers = {draft.key: (about_parts(draft.about) or ("", 0))[1] for draft in good}
    questions = [numbers[one.key] for one in good if one.kind == OutcomeKind.ANSWERED]
    keys = answer_keys(of.person, questions)
    asked = items_asked(of.person, of.party_id, [one.item for one in good if one.item], local_day(now))
    loose = [
        numbers[one.key]
        for one in good
        if one.kind == OutcomeKind.READ and asked.get(one.item or 0) != one.about
    ]
    open_to = readable(of.person, loose, now=now) if loose else set()
    ready: list[Ready] = []
    for draft in good:
        number = numbers[draft.key]
        known = number in keys if draft.kind == OutcomeKind.ANSWERED else number in open_to
        if known and draft.kind == OutcomeKind.ANSWERED and keys[number].held:
            refused.append((draft.key, StillInHand()))
            continue
        if not known and asked.get(draft.item or 0) != draft.about:
            refused.append((draft.key, NothingSuchToLearn()))
            continue
        key = keys.get(number) if draft.kind == OutcomeKind.ANSWERED else None
        ready.append(_ready(draft, key, asked, corrected(draft.happened_at, sent_at, now)))
    return ready, refused


def _well_formed(drafts: Iterable[OutcomeDraft]) -> tuple[list[OutcomeDraft], Verdicts]:
    good: list[OutcomeDraft] = []
    refused: Verdicts = []
    for draft in drafts:
        parts = about_parts(draft.about)
        if draft.kind not in SENT:
            refused.append((draft.key, UnknownOutcomeKind(field="kind")))
        elif parts is None or parts[0] != SENT[OutcomeKind(draft.kind)]:
            refused.append((draft.key, NothingSuchToLearn(field="about")))
        elif not fit_answer(draft.given):
            refused.append((draft.key, BadAnswer(field="given")))
        else:
            good.append(draft)
    return good, refused


def _ready(draft: OutcomeDraft, key: AnswerKey | None, asked: Mapping[int, str], at: datetime) -> Ready:
    content: dict[str, Any] = {} if draft.given is None else {"given": draft.given}
    if at != draft.happened_at:
        content["device_at"] = draft.happened_at.isoformat()
    item = draft.item if draft.item in asked else None
    if key is None or draft.kind == OutcomeKind.READ:
        item = item if asked.get(item or 0) == draft.about else None
        return Ready(draft.key, draft.kind, draft.about, at, item, content=content)
    met = None if key.withdrawn else right(key.kind, key.key, draft.given)
    number = question_of(draft.about)
    return Ready(draft.key, draft.kind, draft.about, at, item, key.objective, met, content, number)


@transaction.atomic
def record_outcome(
    *,
    actor: Person,
    now: datetime,
    key: UUID,
    kind: OutcomeKind,
    about: str,
    happened_at: datetime,
    source: Source,
    person: Person | None = None,
    item: int | None = None,
    objective: int | None = None,
    met: bool | None = None,
    content: Mapping[str, Any] | None = None,
) -> Outcome:
    """Record one outcome as part of another action, with item, mastery and counters; the same key again changes
    nothing. ``person`` is whose it is where somebody else confirmed it, and then the actor must be allowed to.

    ``item`` counts only where it is asked of the person. Raises NotAllowed, KeyTaken.
    """
    of = whose(person or actor, now)
    if of.person != actor:
        require(actor, Ability.CONFIRM_LEARNING, of.home, now=now)
    elif not of.learns:
        raise NotAllowed
    asked = items_asked(of.person, of.party_id, [item] if item else [], local_day(now))
    row = Ready(
        key, kind.value, about, min(happened_at, now), item if item in asked else None, objective, met,
        dict(content or {}), question_of(about),
    )  # fmt: skip
    if store(of, [row], outcome_rows(of, [row], now=now, source=source.value, batch=""), now):
        told = {"kind": kind.value, "about": about, "met": met, "sha256": batch_digest([row])}
        _journal(actor, of, now, "outcomes.recorded", told)
    found = Outcome.objects.get(key=key)
    if found.person_id != of.person.pk:
        raise KeyTaken
    return found


def settle_mastery(
    person: Person,
    answers: Sequence[tuple[int, bool] | tuple[int, bool, int]],
    now: datetime,
    about: str = "",
) -> None:
    """Answers that are kept elsewhere, as (objective, right) or (objective, right, question), count for mastery.

    Part of an action that asks for them once. ``about``, such as "attempt:5", makes asking twice harmless.
    """
    settled = []
    for at, (objective, was_right, *question) in enumerate(answers):
        instant = now + timedelta(microseconds=at)
        name = about or now.isoformat()
        key = uuid5(NAMESPACE_OID, f"{person.pk} {name} {at}").hex
        settled.append((objective, Shown(instant, key, int(question[0]) if question else 0, bool(was_right))))
    if settled:
        settle_answers(whose(person), settled, now)


@transaction.atomic
def void_outcome(*, actor: Person, now: datetime, key: UUID, reason: str) -> Outcome:
    """The owner takes back a result of his own record, and says why; it stays to be seen, and counts no more. The
    reflection that made it is withdrawn with it.

    Voiding twice is voiding once. Raises NotAllowed, UnknownOutcome, NotVoidedAlone, ReasonMissing.
    """
    of = whose(actor, now)
    if not of.learns:
        raise NotAllowed
    told = plain_text(reason, REASON_LENGTH)
    if told is None:
        raise ReasonMissing(field="reason", most=REASON_LENGTH)
    lock_record(actor)
    row = Outcome.objects.select_related("party").filter(key=key, person=actor).first()
    if row is None:
        raise UnknownOutcome
    if row.kind not in VOIDED_BY_OWNER:
        raise NotVoidedAlone
    if row.voided_at is not None:
        return row
    row.voided_at, row.reason = now, told
    row.save(update_fields=["voided_at", "reason"])
    changes = _undone(row)
    if row.kind == OutcomeKind.ANSWERED and row.objective_id is not None and row.met is not None:
        changes.update(resettle(of, row.objective_id, row.key, now))
    if row.kind in COUNTED:
        changes.subtract(tallies.kind_key(row.kind, place) for place in tallies.places_of(row.party))
    tallies.change(changes)
    follow_outcome(actor, row, now)
    _journal(actor, of, now, "outcome.voided", {"key": str(row.key), "kind": row.kind, "reason": told})
    return row


def _undone(row: Outcome) -> tallies.Counts:
    """The item is not done any more, unless another outcome does it as well."""
    state = ItemState.objects.select_related("party").filter(outcome=row).first()
    if state is None:
        return Counter()
    others = Outcome.objects.filter(person_id=row.person_id, item_id=row.item_id, voided_at=None)
    for other in others.order_by("happened_at", "key"):
        if finishes(other.kind, other.met):
            state.outcome, state.done_at = other, other.happened_at
            state.save(update_fields=["outcome", "done_at"])
            return Counter()
    state.delete()
    changes: tallies.Counts = Counter()
    changes.subtract(tallies.done_key(state.item_id, place) for place in tallies.places_of(state.party))
    return changes
