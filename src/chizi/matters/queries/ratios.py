"""The three ratios (条条要整改, 事事有回应, 件件有落实), from maintained counters."""

from dataclasses import dataclass
from datetime import datetime

from chizi.ground.counters.counts import read_counts
from chizi.matters.refusals import NoSuchParty
from chizi.matters.rules.matters import COUNTED, Ratios, counter_key, ratios_of
from chizi.org.abilities import Actor, party_codes, scope_of
from chizi.org.models import Party, Region
from chizi.org.queries import children
from chizi.org.refusals import UnknownRegion
from chizi.org.rules import Ability

BOARD = "matters"


@dataclass(frozen=True)
class PlaceRatios:
    """The ratios of one place; places stand in the order of their codes, without rank numbers (R-19)."""

    code: str
    name: str
    ratios: Ratios


def ratios(
    viewer: Actor,
    *,
    now: datetime,
    region: Region | None = None,
    party: Party | None = None,
    kind: str = "finding",
) -> Ratios:
    """The ratios of a region's subtree or of a party; one query. Raises UnknownRegion or NoSuchParty out of sight."""
    scope = scope_of(viewer, Ability.SEE_MATTERS, now=now)
    if party is not None:
        if not scope.covers(party) and party.code not in party_codes(viewer, Ability.HANDLE_MATTER, now=now):
            raise NoSuchParty
        where = party.code
    elif region is not None and scope.covers(region):
        where = region.code
    else:
        raise UnknownRegion(code=region.code if region is not None else "")
    counts = read_counts(BOARD, [counter_key(name, where, kind) for name in COUNTED])
    return ratios_of(counts, where, kind)


def ratios_below(
    viewer: Actor, *, now: datetime, region: Region, kind: str = "finding"
) -> tuple[PlaceRatios, ...]:
    """The ratios of the next level down, in code order; two queries. Raises UnknownRegion out of sight."""
    if not scope_of(viewer, Ability.SEE_MATTERS, now=now).covers(region):
        raise UnknownRegion(code=region.code)
    below = children(region)
    counts = read_counts(BOARD, [counter_key(name, one.code, kind) for one in below for name in COUNTED])
    return tuple(PlaceRatios(one.code, one.name, ratios_of(counts, one.code, kind)) for one in below)
