"""Codes of a second factor: each is taken once, and guessing ends soon; both hold for all processes.

What is remembered stands beside the secret itself: the number of the last code taken (RFC 6238 section 5.2: a code
is used once), and how many wrong ones came since when, which the next right one wipes out.
"""

import time
from datetime import datetime, timedelta
from enum import Enum

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.db.models import F

WRONG_ALLOWED = 8
SHUT = timedelta(minutes=15)
LAST, WRONG, SINCE = "last_counter", "wrong", "wrong_since"


class Refused(Enum):
    """Why a code was not taken."""

    WRONG = "wrong"
    SHUT = "shut"


def counter_at(instant: float) -> int:
    """The number of the step of TOTP_PERIOD seconds at an instant."""
    return int(instant) // int(app_settings.TOTP_PERIOD)


@transaction.atomic
def take_code(person_id: int, code: str, *, now: datetime) -> Authenticator | Refused:
    """The second factor that the code belongs to, and the code is spent; or why it is not taken.

    After WRONG_ALLOWED wrong codes none is taken for SHUT, right or wrong.
    """
    rows = Authenticator.objects.select_for_update().filter(user_id=person_id)
    known = list(rows.exclude(type=Authenticator.Type.WEBAUTHN).order_by(F("type").desc()))  # TOTP first
    if not known:
        return Refused.WRONG
    main = known[0]
    if _shut(main, now):
        return Refused.SHUT
    for one in known:
        if _takes(one, code):
            _forget_wrong(main)
            return one
    _count_wrong(main, now)
    return Refused.WRONG


def _takes(one: Authenticator, code: str) -> bool:
    if one.type == Authenticator.Type.TOTP:
        return _takes_totp(one, code)
    taken = bool(one.wrap().validate_code(code))
    one.refresh_from_db()
    return taken


def _takes_totp(one: Authenticator, code: str) -> bool:
    """Whether it is the code of a step near now that is later than the last one taken."""
    secret = decrypt(one.data["secret"])
    here, near = counter_at(time.time()), int(app_settings.TOTP_TOLERANCE)
    last = one.data.get(LAST, counter_at(one.created_at.timestamp()))
    for step in range(here - near, here + near + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            if step <= last:
                return False
            one.data[LAST] = step
            one.save(update_fields=["data"])
            return True
    return False


def _shut(main: Authenticator, now: datetime) -> bool:
    since = main.data.get(SINCE)
    return (
        since is not None
        and main.data.get(WRONG, 0) >= WRONG_ALLOWED
        and now < datetime.fromisoformat(since) + SHUT
    )


def _count_wrong(main: Authenticator, now: datetime) -> None:
    """Count one more; the quarter of an hour runs from the last wrong one."""
    since = main.data.get(SINCE)
    fresh = since is None or now >= datetime.fromisoformat(since) + SHUT
    main.data[WRONG] = 1 if fresh else main.data.get(WRONG, 0) + 1
    main.data[SINCE] = now.isoformat()
    main.save(update_fields=["data"])


def _forget_wrong(main: Authenticator) -> None:
    if main.data.pop(WRONG, None) is not None:
        main.data.pop(SINCE, None)
        main.save(update_fields=["data"])
