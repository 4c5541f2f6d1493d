"""What a person finds in his inbox. Nobody asks for another's: the reference is the viewer's own."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from chizi.core.cursors import number_cursor
from chizi.ground.notices import rules
from chizi.ground.notices.models import Address, Digest, Notice


@dataclass(frozen=True)
class InboxItem:
    """A notice with its sentence in the reader's language. ``href`` is empty or a page of this installation."""

    number: int
    kind: str
    sentence: str
    href: str
    about: str
    made_at: datetime
    read: bool


@dataclass(frozen=True)
class Inbox:
    """A page of an inbox, unread first, newest first; ``after`` leads to the next page, empty on the last."""

    items: tuple[InboxItem, ...]
    after: str


@dataclass(frozen=True)
class Preferences:
    """Where and when a person's digest goes; ``unread`` is kept, not counted."""

    email: str
    webhook: str
    quiet_from: time
    quiet_until: time
    digest_hour: int
    unread: int


@dataclass(frozen=True)
class Ways:
    """What this installation can send by."""

    mail: bool
    webhook: bool


def inbox(ref: str, *, after: str = "", limit: int = 50) -> Inbox:
    """A page of the inbox; a cursor that cannot be read gives the first page. One query."""
    rows = Notice.objects.filter(ref=ref).order_by("read", "-id")
    side, _, number = after.partition(".")
    before = number_cursor(number)
    if side in ("new", "old") and before is not None:
        same = Notice.objects.filter(ref=ref, read=side == "old", id__lt=before)
        rows = (same if side == "old" else same | Notice.objects.filter(ref=ref, read=True)).order_by(
            "read", "-id"
        )
    found = list(rows[: max(1, limit) + 1])
    shown = found[: max(1, limit)]
    last = shown[-1] if len(found) > len(shown) else None
    following = f"{'old' if last.read else 'new'}.{last.pk}" if last else ""
    return Inbox(tuple(_item(row) for row in shown), following)


def notice(ref: str, number: int) -> InboxItem | None:
    """One notice of the person's own inbox; None when it is not there or not his."""
    row = Notice.objects.filter(ref=ref, id=number).first()
    return _item(row) if row else None


def unread_count(ref: str) -> int:
    """How many notices are unread: one look-up by key."""
    return Address.objects.filter(ref=ref).values_list("unread", flat=True).first() or 0


def preferences(ref: str) -> Preferences:
    """The person's settings, or what they are before he has chosen any."""
    row = Address.objects.filter(ref=ref).first() or Address(ref=ref)
    return Preferences(row.email, row.webhook, row.quiet_from, row.quiet_until, row.digest_hour, row.unread)


def ways() -> Ways:
    """What this installation can send by."""
    return Ways(bool(settings.MAIL_ON), bool(settings.WEBHOOK_SECRET))


def last_digest_failed(ref: str) -> bool:
    """Whether the newest digest could not be delivered, so that the person may look at the address."""
    state = Digest.objects.filter(ref=ref).order_by("-day").values_list("state", flat=True).first()
    return state == rules.State.FAILED


def _item(row: Notice) -> InboxItem:
    return InboxItem(
        row.pk, row.kind, sentence(row.text, row.params), row.href, row.about, row.made_at, row.read
    )


def sentence(text: str, params: dict[str, Any]) -> str:
    """A notice's words in the language in force; the bare sentence when its places do not fit."""
    words = gettext(text) if text else ""
    try:
        return words % params if params else words
    except (KeyError, ValueError, TypeError):
        return words
