"""What progress may offer its viewer. The queries and actions ask again: nothing here protects anything."""

from typing import Any

from django.utils import timezone

from chizi.org.abilities import scope_of
from chizi.org.rules import Ability


def _has(viewer: Any, ability: Ability) -> bool:
    return not scope_of(viewer, ability, now=timezone.now()).empty


def may_see(viewer: Any) -> bool:
    """Whether the board of places and parties is open to the viewer."""
    return _has(viewer, Ability.SEE_LEARNING)


def may_learn(viewer: Any) -> bool:
    """Whether he has a record of his own."""
    return _has(viewer, Ability.LEARN)


def may_review(viewer: Any) -> bool:
    """Whether he looks at signs anywhere."""
    return _has(viewer, Ability.REVIEW_SIGNS)


def may_hand_out(viewer: Any) -> bool:
    """Whether he may hand out the results of parties to other systems."""
    return _has(viewer, Ability.MANAGE_LEARNING)
