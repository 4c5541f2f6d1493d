"""Codes of invitation slips: made to be read from paper and typed once. Pure but for the machine's own chance.

Fifteen signs of an alphabet of 31 (no 0, O, 1, I, L) carry 74 bits; a sixteenth checks them, so that a slip of the
pen is told from a wrong code. Weighted sums modulo the prime 31 catch every single wrong sign and every swap.

Only the SHA-256 of a code is kept. A slow hash protects what people choose; nobody searches 2^74 random codes,
and a slow hash would let anybody who types nonsense keep the server busy.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH, GROUP = 16, 4
FIRST_LASTS, RESET_LASTS = timedelta(days=14), timedelta(days=3)
MOST_FAILURES = 10


@dataclass(frozen=True)
class Slip:
    """What is printed and handed over in person; the only time that the code is shown."""

    username: str
    name: str
    code: str
    expires_at: datetime


def new_code() -> str:
    """A fresh code in four groups of four."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return grouped(signs + check_sign(signs))


def grouped(signs: str) -> str:
    """ABCD-EFGH-…, as it is printed."""
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def check_sign(signs: str) -> str:
    """The sign that makes the weighted sum of all a multiple of 31."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(signs, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def plain_code(typed: str) -> str | None:
    """The sixteen signs of what somebody typed, however grouped or cased; None for a slip of the pen."""
    if len(typed) > 100:
        return None
    kept = unicodedata.normalize("NFKC", typed).upper()
    signs = "".join(sign for sign in kept if sign not in "-‐‑‒–—−_." and not sign.isspace())
    if len(signs) != LENGTH or any(sign not in ALPHABET for sign in signs):
        return None
    return signs if check_sign(signs[:-1]) == signs[-1] else None


def hash_of(plain: str) -> str:
    """What is kept of a code."""
    return "sha256$" + hashlib.sha256(plain.encode()).hexdigest()


def matches(plain: str, kept: str) -> bool:
    """Whether the code is the one that was kept; takes the same time for any."""
    return hmac.compare_digest(hash_of(plain).encode(), kept.encode())
