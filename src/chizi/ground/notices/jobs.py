"""What goes out by itself: the daily digests. Idempotent; late or twice does no harm."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from chizi.ground.notices import rules
from chizi.ground.notices.digests import deliver
from chizi.ground.notices.models import Address, Digest, Notice
from chizi.ground.notices.rules import State
from chizi.ground.notices.webhook import NotDelivered

MOST_AT_ONCE = 200
MOST_FAULTS = 10
"""A way that fails so often in one run is down; the rest waits for the next run, untried."""


def send_due(now: datetime) -> int:
    """Send the digests that may go out now; gives how many arrived.

    Each person gets at most one a day (R-05), nothing in his quiet hours, and only about what falls due or was
    answered to him. A digest that fails is tried again later the same day; its notices stay unread in the inbox
    and are in the next day's digest.
    """
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    sent, faults = 0, {"mail": 0, "webhook": 0}
    mail = get_connection(fail_silently=False)
    try:
        for address, digest in _ready(now, local):
            way = "webhook" if address.webhook else "mail"
            if faults[way] >= MOST_FAULTS or not _claim(digest):
                continue
            arrived = _try(digest, address, mail, now)
            sent += arrived is True
            faults[way] += arrived is False
    finally:
        mail.close()
    return sent


def _ready(now: datetime, local: datetime) -> Iterable[tuple[Address, Digest]]:
    """Addresses whose digest may go out now, with it: today's new ones, and those that are tried again."""
    ways = Q(email__gt="") if settings.MAIL_ON else Q(pk__in=[])
    ways |= Q(webhook__gt="") if settings.WEBHOOK_SECRET else Q(pk__in=[])
    done = Digest.objects.filter(day=local.date()).exclude(state=State.WAITING, next_at__lte=now)
    found = (
        Address.objects.filter(ways, ~_quiet(local), unread__gt=0, digest_hour__lte=local.hour)
        .exclude(ref__in=done.values("ref"))
        .filter(Exists(Notice.objects.filter(_untold(OuterRef("ref"), OuterRef("told")))))
        .order_by("ref")
    )
    for address in found[:MOST_AT_ONCE]:
        rows = Notice.objects.filter(_untold(address.ref, address.told)).order_by("-id")
        last = rows.values_list("id", flat=True).first()
        if last is not None:  # read a moment ago
            first = {"state": State.WAITING, "until": last, "count": rows.count(), "next_at": now}
            digest, _ = Digest.objects.get_or_create(ref=address.ref, day=local.date(), defaults=first)
            yield address, digest


def _quiet(local: datetime) -> Q:
    """Whose quiet hours it is; the same as rules.Quiet.covers, asked of the table."""
    at = local.time().replace(tzinfo=None)
    begun, over = Q(quiet_from__lte=at), Q(quiet_until__lte=at)
    return Q(Q(quiet_from__lte=F("quiet_until")) & begun & ~over) | Q(
        Q(quiet_from__gt=F("quiet_until")) & (begun | ~over)
    )


def _untold(ref: str | OuterRef, told: int | OuterRef) -> Q:
    """The unread notices that may leave the inbox and have not yet."""
    return Q(ref=ref, read=False, pushed=True, id__gt=told)


def _claim(digest: Digest) -> bool:
    """Take the digest for sending before it is sent: of two processes only one gets it, and one that dies while
    sending leaves it taken, for twice is worse than not at all."""
    waiting = Digest.objects.filter(pk=digest.pk, state=State.WAITING)
    return waiting.update(state=State.SENDING, tries=F("tries") + 1, next_at=None) == 1


def _try(digest: Digest, address: Address, mail: BaseEmailBackend, now: datetime) -> bool | None:
    """Whether the digest arrived; None when there was nothing left to say."""
    digest.refresh_from_db()
    rows = Notice.objects.filter(_untold(address.ref, address.told), id__lte=digest.until).order_by("-id")
    digest.count = rows.count()
    if not digest.count:  # read since the first try: nothing waits, nothing is sent
        digest.delete()
        return None
    try:
        deliver(digest, address, list(rows[:100]), mail, now)
    except NotDelivered as fault:
        again = rules.try_again_at(now, digest.tries)
        state = State.WAITING if again else State.FAILED
        Digest.objects.filter(pk=digest.pk).update(state=state, next_at=again, fault=str(fault)[:120])
        return False
    with transaction.atomic():
        Digest.objects.filter(pk=digest.pk).update(state=State.SENT, fault="")
        Address.objects.filter(pk=address.pk).update(told=digest.until)
    return True
