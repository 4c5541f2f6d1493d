"""Everything that falls due by itself. A job is idempotent: running it twice, or late, does no harm.

`ticker` runs them, each minute; a room adds its own job as a line of JOBS: a name and a function that takes `now` and
answers how much it did.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings

from chizi.fronts.desk.returned import sweep
from chizi.fronts.kit import aside
from chizi.ground.files.jobs import sweep_given_up
from chizi.ground.notices.jobs import send_due
from chizi.learn import jobs as learn
from chizi.matters import jobs as matters
from chizi.plan import jobs as plan
from chizi.site.keeping.leftovers import sweep_leftovers
from chizi.site.keeping.warning import warn_of_space
from chizi.site.sessions.live import clear_sessions
from chizi.site.sessions.terminals import destroy_ended_keys


def forget_failed_sign_ins(now: datetime) -> int:
    """Remove failed sign-ins once they no longer lock anything: nobody keeps a list of who tried when (R-02)."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return int(AccessAttempt.objects.filter(attempt_time__lt=since).delete()[0])


JOBS: dict[str, Callable[[datetime], int]] = {
    "terminal_keys": destroy_ended_keys,  # while ended and run out can still be told apart
    "sessions": clear_sessions,
    "failed_sign_ins": forget_failed_sign_ins,
    "returned_rows": sweep,
    "sheets_aside": aside.sweep,
    "uploads": sweep_given_up,
    "leftovers": sweep_leftovers,
    "disk": warn_of_space,
    "reminders": plan.remind_due,  # before the digests that carry them
    "digests": send_due,
    "plan_counts": plan.recount_nightly,
    "matter_counts": matters.recount_nightly,
    "learning_counts": learn.recount_nightly,
    "learners": learn.count_learners_anew,
    "learning_profiles": learn.profile_nightly,
    "learning_signs": learn.look_nightly,
}
