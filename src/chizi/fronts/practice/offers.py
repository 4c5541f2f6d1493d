"""What practice may offer its viewer. The actions ask again: nothing here protects anything."""

from typing import Any

from django.utils import timezone

from chizi.org.abilities import party_codes, scope_of
from chizi.org.queries import parties_by_code
from chizi.org.rules import Ability


def _has(viewer: Any, ability: Ability) -> bool:
    return not scope_of(viewer, ability, now=timezone.now()).empty


def may_learn(viewer: Any) -> bool:
    """Whether he learns: he can claim applications and write reflections."""
    return _has(viewer, Ability.LEARN)


def may_see(viewer: Any) -> bool:
    """Whether he sees the learning of parties at some place."""
    return _has(viewer, Ability.SEE_LEARNING)


def may_open(viewer: Any) -> bool:
    """Whether the pages of practice are open to the viewer at all."""
    return may_learn(viewer) or may_see(viewer)


def may_confirm(viewer: Any) -> bool:
    """Whether he confirms what others applied, and may write notes to parties."""
    return _has(viewer, Ability.CONFIRM_LEARNING)


def may_manage(viewer: Any) -> bool:
    """Whether he manages learning at some place."""
    return _has(viewer, Ability.MANAGE_LEARNING)


def own_codes(viewer: Any) -> list[str]:
    """Codes of the parties he acts for."""
    return sorted(party_codes(viewer, Ability.WORK_TASK, now=timezone.now()))


def may_record(viewer: Any) -> bool:
    """Whether he keeps records of a party: his own, or those of a place."""
    return bool(own_codes(viewer)) or may_manage(viewer)


def own_party(viewer: Any) -> str:
    """The party he acts for as a form names it, if there is just one; one query at most."""
    codes = own_codes(viewer)
    found = parties_by_code(codes) if len(codes) == 1 else {}
    return "".join(f"{one.name} · {one.code}" for one in found.values())
