"""Everything that falls due by itself. Idempotent: running it twice, or late, does no harm."""

from collections.abc import Callable
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session

from chizi.fronts.desk.returned import sweep


def clear_sessions(now: datetime) -> int:
    """Remove sessions that have run out."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def forget_failed_sign_ins(now: datetime) -> int:
    """Remove failed sign-ins once they no longer lock anything: nobody keeps a list of who tried when (R-02)."""
    since = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return int(AccessAttempt.objects.filter(attempt_time__lt=since).delete()[0])


JOBS: dict[str, Callable[[datetime], int]] = {
    "sessions": clear_sessions,
    "failed_sign_ins": forget_failed_sign_ins,
    "returned_rows": sweep,
}


def tick(now: datetime) -> dict[str, int]:
    """Run every job; returns how much each of them did."""
    return {name: job(now) for name, job in JOBS.items()}
