"""Registering a counting rule."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from chizi.evaluation.models import CriteriaVersion, Run
from chizi.evaluation.refusals import BadCriteria, CriteriaChanged
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.rules import Ability
from chizi.yardstick.criteria import CriteriaFaults, parse_criteria
from chizi.yardstick.periods import Period


@transaction.atomic
def register_criteria(
    *, actor: Actor, now: datetime, text: str, published: Collection[str] = ()
) -> CriteriaVersion:
    """Register criteria (three-zero rule of S3-49) from their TOML text; the same text again changes nothing.

    ``published`` are the keys of periods with a published result: no new row may take effect inside them.
    Raises NotAllowed, BadCriteria with every fault, CriteriaChanged when the name stands for another text.
    """
    require(actor, Ability.REGISTER_CRITERIA, now=now)
    until = max((Period.parse(key).end.date() for key in published), default=None)
    return keep_criteria(actor=actor, now=now, text=text, published_until=until)


def keep_criteria(
    *, actor: Actor, now: datetime, text: str, published_until: date | None = None
) -> CriteriaVersion:
    """The part of `register_criteria` that an evaluation of the built-in criteria shares with it."""
    newest = CriteriaVersion.objects.order_by("-registered_at", "-id").first()
    earlier = parse_criteria(newest.text) if newest else None
    try:
        criteria = parse_criteria(text, published_until, earlier=earlier)
    except CriteriaFaults as faults:
        told = (gettext(one.text) % one.params for one in faults.faults)
        raise BadCriteria(faults="".join(f"\n- {line}" for line in told)) from faults
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = CriteriaVersion.objects.filter(id=criteria.id).first()
    if known is not None:
        if known.sha256 != sha256:
            raise CriteriaChanged(id=criteria.id)
        return known
    kept = CriteriaVersion.objects.create(
        id=criteria.id, text=text, sha256=sha256, registered_at=now, registered_by=actor.ref
    )
    record_entry(
        actor=actor.ref,
        now=now,
        kind="criteria.registered",
        object=f"criteria:{criteria.id}",
        content={"sha256": sha256, "runs_so_far": Run.objects.count()},
    )
    return kept
