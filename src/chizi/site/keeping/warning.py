"""A word to the system administrators while there is still time: the disk is filling."""

from datetime import datetime, timedelta

from django.db.models import Q

from chizi.core.words import N_
from chizi.ground.notices.actions import notify
from chizi.ground.notices.models import Notice
from chizi.org.abilities import local_day
from chizi.org.models import Grant
from chizi.org.rules import Role
from chizi.site.keeping.space import GIGABYTE, space

ABOUT = "disk"
KIND = "work.disk"
AGAIN = timedelta(days=1)
FILLING = N_(
    "The disk of the server is %(percent)s %% full (%(free)s GB free). Make room before it is full: then nothing more"
    " can be stored."
)


def warn_of_space(now: datetime) -> int:
    """Tell the system administrators, at most once a day, that 70 % of the disk are taken; how many were told."""
    found = space()
    if not found.tight or Notice.objects.filter(about=ABOUT, made_at__gt=now - AGAIN).exists():
        return 0
    day = local_day(now)
    valid = Q(until__isnull=True) | Q(until__gte=day)
    rows = Grant.objects.filter(
        valid, role=Role.SYSTEM_ADMIN.value, from_date__lte=day, person__is_active=True
    )
    people = {f"person:{name}" for name in rows.values_list("person__username", flat=True)}
    params = {"percent": found.percent, "free": f"{found.free / GIGABYTE:.1f}"}
    return notify(
        actor="console", now=now, to=people, kind=KIND, text=FILLING, params=params, href="", about=ABOUT
    )
