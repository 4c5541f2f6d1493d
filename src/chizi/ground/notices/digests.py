"""What a digest says, and handing it to mail or webhook."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext, ngettext

from chizi.ground.notices import webhook
from chizi.ground.notices.models import Address, Digest, Notice
from chizi.ground.notices.queries import sentence

MOST_LINES = 30


def deliver(
    digest: Digest, address: Address, rows: Sequence[Notice], mail: BaseEmailBackend, now: datetime
) -> None:
    """Send one digest by the person's one way. Raises webhook.NotDelivered."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [(sentence(row.text, row.params), _link(row.href)) for row in rows[:MOST_LINES]]
        title = ngettext(
            "%(count)s thing waits for you in Chizi", "%(count)s things wait for you in Chizi", digest.count
        ) % {"count": digest.count}
        if address.webhook:
            caller = webhook.Caller(settings.WEBHOOK_SECRET, settings.WEBHOOK_PRIVATE)
            webhook.call(address.webhook, _message(digest, title, lines), caller, now)
        else:
            _post(_letter(digest, address.email, title, lines), mail)


def _link(href: str) -> str:
    return f"{settings.ORIGIN}{href}" if href and settings.ORIGIN else ""


def _identity(digest: Digest) -> str:
    """The same for every try, so that a receiver can drop what comes twice."""
    return f"digest-{digest.pk}-{digest.day:%Y%m%d}"


def _message(digest: Digest, title: str, lines: list[tuple[str, str]]) -> dict[str, Any]:
    told = [{"text": text, "href": href} for text, href in lines]
    return {"id": _identity(digest), "to": digest.ref, "day": f"{digest.day}", "title": title, "lines": told}


def _letter(digest: Digest, email: str, title: str, lines: list[tuple[str, str]]) -> EmailMessage:
    body = [f"- {text}" + (f"\n  {link}" if link else "") for text, link in lines]
    if digest.count > len(lines):
        body.append(gettext("and %(count)s more in the inbox.") % {"count": digest.count - len(lines)})
    body.append("")
    body.append(gettext("At most one such message comes a day. Change it in Chizi under Inbox, Settings."))
    host = urlsplit(settings.ORIGIN).hostname or "chizi.invalid"
    headers = {"Message-ID": f"<{_identity(digest)}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(title, "\n".join(body), settings.DEFAULT_FROM_EMAIL, [email], headers=headers)


def _post(letter: EmailMessage, mail: BaseEmailBackend) -> None:
    try:
        sent = mail.send_messages([letter])
    except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors; a bad header is a ValueError
        raise webhook.NotDelivered(type(fault).__name__) from fault
    if not sent:
        raise webhook.NotDelivered("mail")
