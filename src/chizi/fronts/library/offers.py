"""What of the library is open to a viewer; the actions ask again. Reads nothing but his grants."""

from typing import Any

from django.utils import timezone

from chizi.org.abilities import scope_of
from chizi.org.rules import Ability


def _has(viewer: Any, ability: Ability) -> bool:
    return not scope_of(viewer, ability, now=timezone.now()).empty


def may_learn(viewer: Any) -> bool:
    """Whether he has learning of his own."""
    return _has(viewer, Ability.LEARN)


def may_see(viewer: Any) -> bool:
    """Whether the library is open to him: as a learner, or to look after it."""
    return may_learn(viewer) or _has(viewer, Ability.SEE_LEARNING)


def may_see_drafts(viewer: Any) -> bool:
    """Whether he sees at some place what is not published."""
    return _has(viewer, Ability.SEE_LEARNING)


def may_keep(viewer: Any) -> bool:
    """Whether he keeps materials of some party."""
    return _has(viewer, Ability.MANAGE_LEARNING)
