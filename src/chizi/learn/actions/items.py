"""What a task asks to be learned: put in, taken out and put in order, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.learn.models import LearningItem
from chizi.learn.papers_policy import papers_policy
from chizi.learn.queries.items import items_done, learnable_titles, may_set_items
from chizi.learn.refusals import items as refusals
from chizi.learn.rules.items import learnable
from chizi.org.abilities import Actor
from chizi.plan.campaign_refusals import TaskGone
from chizi.plan.reaching import task_for
from chizi.plan.rules.tasks import TaskState

MOST_MINUTES = 600


@dataclass(frozen=True)
class ItemDraft:
    """One thing to learn: "material:12" or "paper:5", and about how many minutes it takes, if that is known."""

    about: str
    about_minutes: int | None = None


@transaction.atomic
def set_items(*, actor: Actor, now: datetime, task_id: int, items: Sequence[ItemDraft]) -> list[LearningItem]:
    """Make these, in this order, what a task asks to be learned; those not named are taken out.

    What is there already keeps its number, so that what people have done stays done. Raises UnknownTask, NotYourTask,
    TaskGone, PassedDown (R-06), TooManyItems, AboutTwice, UnknownAbout, BadMinutes, ItemUsed.
    """
    task = task_for(actor, task_id, now=now, lock=True)
    if not may_set_items(actor, task, now=now):
        raise refusals.NotYourTask
    if task.state == TaskState.WITHDRAWN:
        raise TaskGone(title=task.title)
    if task.top_id is not None:
        raise refusals.PassedDown
    there = {one.about: one for one in LearningItem.objects.filter(task=task)}
    titles = _checked(items, set(there))
    wanted = [one.about for one in items]
    _take_out([one for about, one in there.items() if about not in wanted])
    kept = []
    for position, draft in enumerate(items, 1):
        one = there.get(draft.about) or LearningItem(task=task, about=draft.about)
        one.title = titles.get(draft.about, one.title)
        one.position, one.about_minutes = position, draft.about_minutes
        one.save()
        kept.append(one)
    content = {"items": wanted}
    record_entry(actor=actor.ref, now=now, kind="task.items_set", object=task.ref, content=content)
    return kept


def _checked(items: Sequence[ItemDraft], there: set[str]) -> dict[str, str]:
    """The titles of what is asked for; something withdrawn since may stay, but not come in anew."""
    most = papers_policy().most_items
    if len(items) > most:
        raise refusals.TooManyItems(field="items", most=most)
    titles = learnable_titles(one.about for one in items)
    seen: set[str] = set()
    for one in items:
        minutes = one.about_minutes
        if one.about in seen:
            raise refusals.AboutTwice(field="items", title=titles.get(one.about, one.about))
        if learnable(one.about) is None or (one.about not in titles and one.about not in there):
            raise refusals.UnknownAbout(field="items", about=one.about[:40].replace("\0", ""))
        if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
            raise refusals.BadMinutes(field="items", most=MOST_MINUTES)
        seen.add(one.about)
    return titles


def _take_out(gone: Sequence[LearningItem]) -> None:
    done = items_done([one.pk for one in gone])
    for one in gone:
        if one.pk in done:
            raise refusals.ItemUsed(field="items", title=one.title)
    LearningItem.objects.filter(id__in=[one.pk for one in gone]).delete()
