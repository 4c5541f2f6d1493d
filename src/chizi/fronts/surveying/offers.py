"""What of surveys and suggestions is open to a viewer; the actions ask again. Reads nothing but his grants."""

from typing import Any

from django.utils import timezone

from chizi.org.abilities import scope_of
from chizi.org.rules import Ability


def may_see(viewer: Any) -> bool:
    """Whether surveys can be within his sight."""
    return not scope_of(viewer, Ability.SEE_SURVEYS, now=timezone.now()).empty


def may_ask(viewer: Any) -> bool:
    """Whether he may ask about a party anywhere."""
    return not scope_of(viewer, Ability.MANAGE_SURVEYS, now=timezone.now()).empty


def may_answer(viewer: Any) -> bool:
    """Whether he answers suggestions anywhere."""
    return not scope_of(viewer, Ability.ANSWER_SUGGESTION, now=timezone.now()).empty
