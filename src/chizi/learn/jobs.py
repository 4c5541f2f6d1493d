"""What falls due by itself, at night: counts made anew, profiles, and the look for signs. Each is idempotent."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chizi.ground.counters.counts import read_counts, replace_counts
from chizi.journal.actions import record_entry
from chizi.learn import learners, profiling, tallies
from chizi.learn.actions.signs import find_signs
from chizi.org.abilities import local_day
from chizi.org.rules import CONSOLE

DAY = "day"
FROM_HOUR = 3  # the hour in which an office is least at work


@transaction.atomic
def recount_nightly(now: datetime) -> int:
    """Recount what is done, mastered and applied; gives how many counters were wrong, the journal keeps which."""
    if not _due("learn.recounted", now):
        return 0
    wrong = tallies.drifted()
    if wrong:
        tallies.recount()
        content = {"wrong": len(wrong), "first": list(wrong[0])}
        record_entry(actor=CONSOLE, now=now, kind="learn.recounted", object="learn", content=content)
    return len(wrong)


@transaction.atomic
def count_learners_anew(now: datetime) -> int:
    """Count learners once people or tasks have changed, so that a new office need not wait for the night; gives how
    many there are, 0 if nothing was to be counted."""
    return learners.count_learners(now) if learners.outdated(now) else 0


@transaction.atomic
def profile_nightly(now: datetime) -> int:
    """Count learners and weeks anew, then make the profiles of the campaigns that run; gives how many profiles."""
    if not _due("learn.profiled", now):
        return 0
    return profile_now(now)


def profile_now(now: datetime) -> int:
    """The same at once: after an import of people, or for a demonstration."""
    learners.count_learners(now)
    learners.count_weeks(now)
    return profiling.make_profiles(now)


@transaction.atomic
def look_nightly(now: datetime) -> int:
    """Look for signs of going through the motions in what is new; gives how many were raised for a human look."""
    if not _due("learn.looked_on", now):
        return 0
    raised = find_signs(now)
    if raised:
        record_entry(actor=CONSOLE, now=now, kind="signs.looked", object="learn", content={"raised": raised})
    return raised


def _due(board: str, now: datetime) -> bool:
    """Whether this night's round has not been made yet; marks it as made."""
    today = local_day(now).toordinal()
    hour = now.astimezone(timezone.get_default_timezone()).hour
    if hour < FROM_HOUR or read_counts(board, [DAY])[DAY] >= today:
        return False
    replace_counts(board, {DAY: today})
    return True
