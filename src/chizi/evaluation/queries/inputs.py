"""Deliveries: which came, what became of them, and which are missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chizi.core.cursors import number_cursor
from chizi.core.refusals import Missing
from chizi.core.words import N_
from chizi.evaluation import store
from chizi.evaluation.models import Coverage, Delivery, Run
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.queries import RegionRef, region_ref
from chizi.org.rules import Ability
from chizi.yardstick.schemas import THREE_ZERO


class UnknownDelivery(Missing):
    text = N_("No delivery with this number lies within what you may see.")


@dataclass(frozen=True)
class DeliveryPage:
    """Deliveries, newest first; ``after`` is the cursor of the next page, empty on the last."""

    rows: tuple[Delivery, ...]
    after: str


def deliveries(
    viewer: Actor, *, now: datetime, zero: str = "", before: str = "", limit: int = 50
) -> DeliveryPage:
    """Deliveries for places where the viewer may see them; keyset by number."""
    scope = scope_of(viewer, Ability.SEE_DELIVERIES, now=now)
    rows = narrow(Delivery.objects.select_related("region").order_by("-id"), scope)
    if zero:
        rows = rows.filter(zero=zero)
    if (number := number_cursor(before)) is not None:
        rows = rows.filter(id__lt=number)
    found = list(rows[: limit + 1])
    return DeliveryPage(tuple(found[:limit]), str(found[limit - 1].id) if len(found) > limit else "")


def delivery(viewer: Actor, number: int, *, now: datetime) -> Delivery:
    """One delivery. Raises UnknownDelivery outside what the viewer may see."""
    scope = scope_of(viewer, Ability.SEE_DELIVERIES, now=now)
    found = narrow(Delivery.objects.select_related("region"), scope).filter(id=number).first()
    if found is None:
        raise UnknownDelivery
    return found


def rejects_file(one: Delivery) -> Path | None:
    """The kept list of rejected rows of a delivery, None when there were none."""
    return store.folder("facts") / one.rejects_path if one.rejects_path else None


@dataclass(frozen=True)
class Gap:
    """A county and zero without a complete delivery, for these periods of a run."""

    county: RegionRef
    zero: str
    periods: tuple[str, ...]


def missing_deliveries(viewer: Actor, run: Run, *, now: datetime, periods: Iterable[int]) -> tuple[Gap, ...]:
    """Where complete deliveries are missing in the given period numbers, within what the viewer may see."""
    scope = scope_of(viewer, Ability.SEE_DELIVERIES, now=now)
    rows = Coverage.objects.filter(run=run, period__in=list(periods)).exclude(zero=THREE_ZERO)
    rows = narrow(rows.select_related("county"), scope, "county__")
    found: dict[tuple[str, str], list[str]] = {}
    refs = {}
    for row in rows.order_by("county__code", "zero", "period"):
        refs[row.county.code] = region_ref(row.county)
        found.setdefault((row.county.code, row.zero), []).append(str(row.period))
    return tuple(Gap(refs[code], zero, tuple(keys)) for (code, zero), keys in found.items())
