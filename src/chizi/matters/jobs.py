"""What matters do by the clock: every counter is proved once a night."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from chizi.ground.counters.counts import read_counts, replace_counts
from chizi.matters.actions.counting import recount_matters
from chizi.org.abilities import Console, local_day

BOARD, DAY = "matters.recounted", "day"
FROM_HOUR = 3  # the hour in which an office is least at work


@transaction.atomic
def recount_nightly(now: datetime) -> int:
    """Recount once a day, from three in the morning on; gives how many counters were wrong."""
    today = local_day(now).toordinal()
    if now.astimezone(timezone.get_default_timezone()).hour < FROM_HOUR:
        return 0
    if read_counts(BOARD, [DAY])[DAY] >= today:
        return 0
    replace_counts(BOARD, {DAY: today})
    return len(recount_matters(actor=Console(), now=now).wrong)
