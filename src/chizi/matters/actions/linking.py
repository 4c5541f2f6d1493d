"""Tying matters to each other."""

from datetime import datetime

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.matters import refusals
from chizi.matters.models import Link
from chizi.matters.queries.seeing import visible_matter
from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability

RELATIONS = ("same", "follows", "part")


@transaction.atomic
def link_matters(*, actor: Actor, now: datetime, matter_id: int, other_id: int, relation: str) -> Link:
    """Say that a matter is the same as, follows, or is part of another; both must be visible.

    Links never go by who told of a matter (R-20). Raises UnknownMatter, NotAllowed, SameMatter, BadChoice.
    """
    matter = visible_matter(actor, matter_id, now=now)
    other = visible_matter(actor, other_id, now=now)
    require(actor, Ability.RAISE_MATTER, matter, now=now)
    if relation not in RELATIONS:
        raise refusals.BadChoice(field="relation", title="relation")
    if matter.pk == other.pk or Link.objects.filter(matter=matter, other=other, relation=relation).exists():
        raise refusals.SameMatter(field="other")
    link = Link.objects.create(matter=matter, other=other, relation=relation, by=actor.ref, at=now)
    record_entry(
        actor=actor.ref,
        now=now,
        kind="matter.linked",
        object=f"matter:{matter.pk}",
        unit=matter.party.region.code,
        content={"other": other.code, "relation": relation},
    )
    return link
