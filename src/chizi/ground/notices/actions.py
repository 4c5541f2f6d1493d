"""Every write to the inbox. `notify` runs inside the action that it tells about; what that action writes into the
journal is not written again. Reading is nobody else's business and is not journalled at all (R-02)."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from chizi.ground.notices import refusals, rules
from chizi.ground.notices.models import Address, Notice
from chizi.journal.actions import record_entry

BATCH = 300


def notify(
    *,
    actor: str,
    now: datetime,
    to: Iterable[str],
    kind: str,
    text: str,
    params: Mapping[str, Any],
    href: str,
    about: str = "",
) -> int:
    """Put a notice into the inbox of each person; gives how many people that were.

    ``to`` are references ("person:lin"); the actor himself is left out, for he knows. ``kind`` begins with an
    Urgency ("due.task"); only "due" and "answer" ever leave the inbox. ``text`` is a msgid whose places ``params``
    fill. ``href`` is a page of this installation or empty. An unread older notice about the same object is
    replaced. Raises ValueError for an address elsewhere. Runs in the caller's transaction.
    """
    if href and not rules.is_own_page(href):
        raise ValueError(f"a notice leads to a page of this installation, not to {href!r}")
    people = sorted({ref for ref in to if ref.isprintable()} - {actor, ""})
    given = json.loads(json.dumps(dict(params), cls=DjangoJSONEncoder))
    with transaction.atomic():
        for start in range(0, len(people), BATCH):
            refs = people[start : start + BATCH]
            rows = [
                Notice(
                    ref=ref, kind=kind, text=text, params=given, href=href, about=about, made_at=now,
                    pushed=rules.pushed(kind),
                )
                for ref in refs
            ]  # fmt: skip
            _put(refs, rows, about)
    return len(people)


def _put(refs: Sequence[str], rows: list[Notice], about: str) -> None:
    Address.objects.bulk_create([Address(ref=ref) for ref in refs], ignore_conflicts=True)
    _lock(refs)
    gone: Counter[str] = Counter()
    if about:
        older = Notice.objects.filter(ref__in=refs, about=about, read=False)
        gone.update(older.values_list("ref", flat=True))
        older.delete()
    Notice.objects.bulk_create(rows)
    changed = defaultdict(list)
    for ref in refs:
        changed[1 - gone[ref]].append(ref)
    for change, these in changed.items():
        if change:
            Address.objects.filter(ref__in=these).update(unread=F("unread") + change)


def _lock(refs: Sequence[str]) -> None:
    """One writer to an inbox at a time, in one order, so that its count stays true and nobody waits in a ring."""
    list(Address.objects.select_for_update().filter(ref__in=refs).order_by("ref").values_list("ref"))


@transaction.atomic
def mark_read(*, actor: str, now: datetime, numbers: Iterable[int] | None = None) -> int:
    """Mark the actor's own notices as read: these, or all. Gives how many were unread.

    Raises NoSuchNotice when one of them is not his. Neither ``now`` nor the journal keeps that he read.
    """
    _lock([actor])
    mine = Notice.objects.filter(ref=actor)
    if numbers is not None:
        wanted = set(numbers)
        mine = mine.filter(id__in=wanted)
        if mine.count() != len(wanted):
            raise refusals.NoSuchNotice
    count = mine.filter(read=False).update(read=True)
    Address.objects.filter(ref=actor).update(unread=F("unread") - count)
    return count


@transaction.atomic
def set_address(
    *,
    actor: str,
    now: datetime,
    ref: str,
    email: str = "",
    webhook: str = "",
    quiet_from: time = rules.QUIET_FROM,
    quiet_until: time = rules.QUIET_UNTIL,
    digest_hour: int = rules.DIGEST_HOUR,
) -> None:
    """Say where and when a person's digest goes; both ways empty means that everything stays in the inbox.

    Raises OneWayOnly, MailIsOff, BadMailAddress, WebhookIsOff, BadWebhook, PrivateWebhook, BadHour,
    DigestInQuietHours. The journal keeps which way was chosen, not the address.
    """
    email, webhook = email.strip(), webhook.strip()
    if email and webhook:
        raise refusals.OneWayOnly(field="webhook")
    if email:
        _check_mail(email)
    if webhook:
        _check_webhook(webhook)
    if not 0 <= digest_hour <= 23:
        raise refusals.BadHour(field="digest_hour")
    if (email or webhook) and rules.Quiet(quiet_from, quiet_until).covers(time(digest_hour)):
        raise refusals.DigestInQuietHours(field="digest_hour")
    chosen = {
        "email": email, "webhook": webhook, "quiet_from": quiet_from, "quiet_until": quiet_until,
        "digest_hour": digest_hour,
    }  # fmt: skip
    Address.objects.update_or_create(ref=ref, defaults=chosen)
    way = "mail" if email else "webhook" if webhook else "inbox"
    hours = f"{quiet_from:%H:%M}-{quiet_until:%H:%M}"
    content = {"way": way, "quiet": hours, "digest_hour": digest_hour}
    record_entry(actor=actor, now=now, kind="address.set", object=f"address:{ref}", content=content)


@transaction.atomic
def clear_address(*, actor: str, now: datetime, ref: str) -> None:
    """Send nothing to somebody any more: a part of the action that takes a leaver off, whose entry says so."""
    Address.objects.filter(ref=ref).update(email="", webhook="")


def _check_mail(email: str) -> None:
    if not settings.MAIL_ON:
        raise refusals.MailIsOff(field="email")
    try:
        validate_email(email)
    except ValidationError as fault:
        raise refusals.BadMailAddress(field="email") from fault
    if len(email) > 200:
        raise refusals.BadMailAddress(field="email")


def _check_webhook(webhook: str) -> None:
    if not settings.WEBHOOK_SECRET:
        raise refusals.WebhookIsOff(field="webhook")
    target = rules.webhook_target(webhook, plain_http=settings.WEBHOOK_PRIVATE)
    if target is None or len(webhook) > 500:
        raise refusals.BadWebhook(field="webhook")
    if rules.is_inside(target.host) and not settings.WEBHOOK_PRIVATE:
        raise refusals.PrivateWebhook(field="webhook")
