"""Who keeps the records of a party's practice, and which of them somebody may see."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from chizi.learn.queries.applications_refs import party_of
from chizi.learn.queries.materials_seeing import keeps_for
from chizi.org.abilities import Actor, narrow, party_codes, scope_of, stands_for
from chizi.org.models import Party, Person
from chizi.org.rules import Ability

Rows = TypeVar("Rows", bound=QuerySet[Any])


def keeps(actor: Actor, party: Party, *, now: datetime) -> bool:
    """Whether the actor keeps records for the party: its clerk or leader, or the office of its place."""
    return keeps_for(actor, party, now) or stands_for(actor, Ability.WORK_TASK, party, now=now)


def own_codes(viewer: Actor, *, now: datetime) -> frozenset[str]:
    """Codes of the parties for which the viewer acts."""
    return party_codes(viewer, Ability.WORK_TASK, now=now)


def own_party_ids(viewer: Actor, *, now: datetime) -> list[int]:
    """Ids of the parties for which the viewer acts, and of the one where he learns; two queries."""
    codes = own_codes(viewer, now=now)
    found = list(Party.objects.filter(code__in=sorted(codes)).values_list("id", flat=True)) if codes else []
    home = party_of(viewer) if isinstance(viewer, Person) else None
    return [*found, home.pk] if home is not None else found


def in_sight(rows: Rows, viewer: Actor, *, now: datetime) -> Rows:
    """Rows at places where the viewer sees learning, and those of his own parties (rows have ``party``)."""
    scope = scope_of(viewer, Ability.SEE_LEARNING, now=now)
    if scope.everything:
        return rows
    there = Q(pk__in=narrow(rows.model._default_manager.all(), scope).values("pk"))
    own = own_party_ids(viewer, now=now)
    if scope.empty:
        return rows.filter(party_id__in=own)
    return rows.filter(there | Q(party_id__in=own))
