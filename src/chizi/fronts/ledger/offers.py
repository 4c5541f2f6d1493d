"""What of the ledger is open to a viewer; the actions ask again. Reads nothing but his grants."""

from typing import Any

from django.utils import timezone

from chizi.org.abilities import party_codes, scope_of
from chizi.org.rules import Ability


def may_see(viewer: Any) -> bool:
    """Whether any matter can be within his sight."""
    now = timezone.now()
    if not scope_of(viewer, Ability.SEE_MATTERS, now=now).empty:
        return True
    return bool(party_codes(viewer, Ability.HANDLE_MATTER, now=now))


def may_raise(viewer: Any) -> bool:
    """Whether he may raise a matter anywhere."""
    return not scope_of(viewer, Ability.RAISE_MATTER, now=timezone.now()).empty
