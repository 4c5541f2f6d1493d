"""Taking a step back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from chizi.matters import refusals
from chizi.matters.actions.telling import tell
from chizi.matters.actions.writing import journal_step, restored, shift_counts, standing
from chizi.matters.models import Matter, Step
from chizi.matters.queries.seeing import visible_matter
from chizi.matters.queries.standing import effective, kind_of, stale
from chizi.org.abilities import Actor


@transaction.atomic
def undo_step(*, actor: Actor, now: datetime, matter_id: int, version: int) -> Matter:
    """Take back the last step, for who took it, within its minutes, while nobody acted since.

    Both steps stay in the story and in the journal. Raises UnknownMatter, NotYourStep, StaleMatter, CannotUndo.
    """
    matter = visible_matter(actor, matter_id, now=now, lock=True)
    kind = kind_of(matter)
    history = effective(matter)
    last = history[-1]
    if last.by != actor.ref:
        raise refusals.NotYourStep
    if matter.version != version:
        raise stale(kind, matter)
    reason = _against(matter, last, kind.flow.step(last.name).undo_minutes if last.number > 1 else 0, now)
    if reason:
        raise refusals.CannotUndo(reason=reason)
    before = standing(kind, matter)
    undone_from = matter.state
    Step.objects.filter(pk=last.pk).update(undone=True)
    for name, value in restored(last.before).items():
        setattr(matter, name, value)
    matter.version += 1
    matter.save()
    step = Step.objects.create(
        matter=matter,
        number=Step.objects.filter(matter=matter).count() + 1,
        name="undo",
        from_state=undone_from,
        to_state=matter.state,
        by=actor.ref,
        at=now,
        fields={"undone": last.number},
    )
    shift_counts(before, standing(kind, matter), matter)
    journal_step(actor=actor, now=now, matter=matter, step=step)
    tell(kind, matter, step, kind.flow.step(last.name).notices, actor=actor, now=now)
    return matter


def _against(matter: Matter, last: Step, minutes: int, now: datetime) -> str:
    """Why the last step stands, in words; empty when it can be taken back."""
    if not minutes:
        return gettext(refusals.UNDO_STANDS)
    if last.number != Step.objects.filter(matter=matter).count():
        return gettext(refusals.UNDO_OTHERS)
    if now - last.at > timedelta(minutes=minutes):
        return gettext(refusals.UNDO_LATE) % {"minutes": minutes}
    return ""
