"""What falls due by itself: a reminder of what a party or an issuer is bound to (R-05), once for each day that counts.

Colours are never stored, they follow from the day; so there is nothing else to do by the clock.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chizi.core.words import N_
from chizi.ground.counters.counts import read_counts, replace_counts
from chizi.journal.actions import record_entry
from chizi.org.abilities import local_day
from chizi.org.models import Party
from chizi.org.rules import CONSOLE
from chizi.plan import telling
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.models import Assignment, Objection
from chizi.plan.rules.tasks import WAITS_FOR_PARTY, TaskKind
from chizi.plan.tallies import drifted, recount

BOARD, RECOUNTED, DAY = "plan.reminded", "plan.recounted", "day"
FROM_HOUR = 3  # the hour in which an office is least at work
MOST_DAYS = 14  # after a long stop nobody is told of what passed weeks ago
SOON = N_("“%(title)s” is due on %(due)s.")
LATE = N_("“%(title)s” was due on %(due)s and still waits for a result.")
ANSWER_DUE = N_("The objection to “%(title)s” must be answered by %(due)s.")


@transaction.atomic
def remind_due(now: datetime) -> int:
    """Tell those concerned of assignments that turned yellow or red since the last time, and of objections whose
    answer is due; gives how many notices. Running it again on the same day does nothing."""
    today = local_day(now)
    last = read_counts(BOARD, [DAY])[DAY] or today.toordinal() - 1
    days = [date.fromordinal(one) for one in range(last + 1, today.toordinal() + 1)][-MOST_DAYS:]
    if not days:
        return 0
    yellow = campaign_policy().yellow["assignment"]
    told = 0
    told += _remind([day + timedelta(days=yellow) for day in days], SOON, now)
    told += _remind([day - timedelta(days=1) for day in days], LATE, now)
    told += _remind_issuers([day + timedelta(days=1) for day in days], now)
    replace_counts(BOARD, {DAY: today.toordinal()})
    return told


def _remind(dues: list[date], text: str, now: datetime) -> int:
    """One notice for each task and due day, to all who stand for the parties that have not handed in."""
    waiting = Assignment.objects.filter(
        kind=TaskKind.PRESCRIBED.value, exception_only=False, state__in=sorted(WAITS_FOR_PARTY), due__in=dues
    )
    groups: dict[tuple[int, date, str], list[Assignment]] = {}
    for row in waiting.select_related("task", "party", "person").order_by("task_id", "due", "id"):
        groups.setdefault((row.task_id, row.due, row.task.title), []).append(row)
    for (task, due, title), rows in groups.items():
        named = [row.person.ref for row in rows if row.person is not None]
        parties: Iterable[Party] = [row.party for row in rows if row.person is None]
        telling.tell(
            actor="tick",
            now=now,
            to=[*named, *telling.clerks_of(parties, now=now)],
            kind="due.assignment",
            text=text,
            params={"title": title, "due": due},
            href=f"/plan/tasks/{task}/",
            about=f"task:{task}",
        )
    return len(groups)


def _remind_issuers(days: list[date], now: datetime) -> int:
    waiting = Objection.objects.filter(answered_at__isnull=True, answer_by__in=days)
    rows = list(waiting.select_related("assignment__task").order_by("id"))
    for one in rows:
        telling.tell(
            actor="tick",
            now=now,
            to=[one.assignment.assigned_by, one.assignment.task.created_by],
            kind="due.objection",
            text=ANSWER_DUE,
            params={"title": one.assignment.task.title, "due": one.answer_by},
            href=f"/plan/assignments/{one.assignment_id}/",
            about=f"objection:{one.id}",
        )
    return len(rows)


@transaction.atomic
def recount_nightly(now: datetime) -> int:
    """Recount coverage and load once a day, from three in the morning on; gives how many counters were wrong, and the
    journal keeps which."""
    today = local_day(now).toordinal()
    hour = now.astimezone(timezone.get_default_timezone()).hour
    if hour < FROM_HOUR or read_counts(RECOUNTED, [DAY])[DAY] >= today:
        return 0
    replace_counts(RECOUNTED, {DAY: today})
    wrong = drifted()
    if wrong:
        recount()
        content = {"wrong": len(wrong), "first": list(wrong[0])}
        record_entry(actor=CONSOLE, now=now, kind="plan.recounted", object="plan", content=content)
    return len(wrong)
