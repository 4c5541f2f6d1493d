"""What planning may offer its viewer. The actions ask again: nothing here protects anything."""

from typing import Any

from django.utils import timezone

from chizi.org.abilities import party_codes, scope_of
from chizi.org.rules import Ability


def _has(viewer: Any, ability: Ability) -> bool:
    return not scope_of(viewer, ability, now=timezone.now()).empty


def may_see(viewer: Any) -> bool:
    """Whether the pages of plans are open to the viewer at all."""
    return _has(viewer, Ability.SEE_PLAN)


def may_manage(viewer: Any) -> bool:
    """Whether he manages campaigns at some place."""
    return _has(viewer, Ability.MANAGE_PLAN)


def may_assign(viewer: Any) -> bool:
    """Whether he gives out tasks at some place."""
    return _has(viewer, Ability.ASSIGN_TASK)


def may_publish(viewer: Any) -> bool:
    """Whether he may propose what the campaign has come to for publication: that is the whole province's."""
    return scope_of(viewer, Ability.PROPOSE_PUBLICATION, now=timezone.now()).everything


def parties_of(viewer: Any) -> list[str]:
    """Codes of the parties he works for."""
    return sorted(party_codes(viewer, Ability.WORK_TASK, now=timezone.now()))


def may_choose(viewer: Any) -> bool:
    """Whether he stands for a party, which may choose actions of its own."""
    return bool(parties_of(viewer))
