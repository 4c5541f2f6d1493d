"""What of the bodies' side a viewer may see: his part of the tree, and what belongs to the whole province."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.rules import Ability
from chizi.plan.models import Body
from chizi.plan.refusals.bodies import UnknownBody

Rows = TypeVar("Rows", bound=QuerySet[Any])


def visible(rows: Rows, viewer: Actor, now: datetime, prefix: str = "") -> Rows:
    """Rows in the viewer's part of the tree, and those of the province for whoever sees bodies anywhere."""
    scope = scope_of(viewer, Ability.SEE_BODIES, now=now)
    if scope.everything:
        return rows
    if scope.empty:
        return rows.none()
    own = narrow(rows.model._default_manager.all(), scope, prefix).values("pk")
    return rows.filter(Q(**{f"{prefix}city_id": None}) | Q(pk__in=own))


def sees(viewer: Actor, place: Any, now: datetime) -> bool:
    """The same for one row."""
    scope = scope_of(viewer, Ability.SEE_BODIES, now=now)
    return not scope.empty and (place.city_id is None or scope.covers(place))


def body_for(viewer: Actor, code: str, now: datetime) -> Body:
    """The body, if the viewer may see it. Raises UnknownBody."""
    related = ("party", "parent", "region", "branch", "branch__secretary")
    found = (
        Body.objects.filter(code=code.replace("\0", "")[:60])
        .select_related(*related, "city", "county", "town")
        .first()
    )
    if found is None or not sees(viewer, found, now):
        raise UnknownBody(code=code[:40].replace("\0", ""))
    return found
