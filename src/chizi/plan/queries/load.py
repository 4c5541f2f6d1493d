"""Load: how much is imposed on whom (R-08), open to everybody who may see the plan (R-33)."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.ground.counters.counts import read_counts
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Party
from chizi.org.queries import RegionRef, region_ref
from chizi.org.queries.places import ancestors, children, home_region, regions_on, visible_region
from chizi.org.rules import Ability, Level
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.rules.tasks import level_of
from chizi.plan.tallies import LOAD

LONGEST = 60  # of a party's code
COLUMNS = (
    Column("region_code", "text", N_("region code"), N_("12-digit code of the city or county")),
    Column("region_name", "text", N_("region")),
    Column("level", "text", N_("level"), N_("city or county")),
    Column("open_items", "integer", N_("Open items"), N_("imposed on parties there and not settled")),
)


@dataclass(frozen=True)
class Load:
    """Open imposed items against the cap, and who set the cap."""

    open: int
    cap: int
    source: str
    effective_from: date


def load_of(party: Party) -> Load:
    """The load meter of one party; one query."""
    policy = campaign_policy()
    key = f"p{party.id}"
    return Load(
        read_counts(LOAD, [key])[key], policy.cap_at(level_of(party)), policy.caps_source, policy.caps_from
    )


def load_of_person(person_id: int) -> Load:
    """The load meter of one person; one query. Nobody is ever ranked by it (R-03)."""
    policy = campaign_policy()
    key = f"i{person_id}"
    return Load(read_counts(LOAD, [key])[key], policy.caps["person"], policy.caps_source, policy.caps_from)


@dataclass(frozen=True)
class PlaceLoad:
    """Open items at a place."""

    code: str
    name: str
    open: int


@dataclass(frozen=True)
class PartyLoad:
    """Open items of a party against its cap."""

    code: str
    name: str
    open: int
    cap: int


@dataclass(frozen=True)
class LoadBoard:
    """Load below a region: its places, and a page of the parties in it, both in the order of codes."""

    region: RegionRef
    above: tuple[RegionRef, ...]
    whole: int
    places: tuple[PlaceLoad, ...]
    parties: tuple[PartyLoad, ...]
    after: str
    source: str
    effective_from: date


def load_board(
    viewer: Actor, *, now: datetime, region: str = "", after: str = "", limit: int = 50
) -> LoadBoard:
    """The load of places and parties within ``region``, from counters. Raises UnknownRegion."""
    home = None if region else home_region(viewer, now=now, ability=Ability.SEE_PLAN)
    at = home or visible_region(viewer, region, now=now, ability=Ability.SEE_PLAN)
    below = children(at)
    rows = Party.objects.filter(closed_on__isnull=True).order_by("code")
    if at.level > Level.PROVINCE:
        rows = rows.filter(**{f"{Level(at.level).name.lower()}_id": at.id})
    if after and len(after) <= LONGEST and after.isprintable():
        rows = rows.filter(code__gt=after)
    found = list(rows[: limit + 1])
    own = "0" if at.level == Level.PROVINCE else f"r{at.id}"
    keys = [own, *(f"r{one.id}" for one in below), *(f"p{one.id}" for one in found)]
    counts = read_counts(LOAD, keys)
    policy = campaign_policy()
    return LoadBoard(
        region=region_ref(at),
        above=ancestors(at, scope_of(viewer, Ability.SEE_PLAN, now=now)),
        whole=counts[own],
        places=tuple(PlaceLoad(one.code, one.name, counts[f"r{one.id}"]) for one in below),
        parties=tuple(
            PartyLoad(one.code, one.name, counts[f"p{one.id}"], policy.cap_at(level_of(one)))
            for one in found[:limit]
        ),
        after=found[limit - 1].code if len(found) > limit else "",
        source=policy.caps_source,
        effective_from=policy.caps_from,
    )


def load_dataset(*, now: datetime) -> Dataset:
    """The load of every city and county in the order of codes, ready to be exported or published (R-33).

    No party and no person is in it. The notes say which caps the policy sets, by whom and since when. What is
    asked of a city counts everything within it. Two queries.
    """
    grass_roots = regions_on(None).filter(level__in=[Level.CITY, Level.COUNTY]).order_by("code")
    rows = list(grass_roots.values_list("id", "code", "name", "level"))
    counts = read_counts(LOAD, [f"r{number}" for number, *_ in rows])
    policy = campaign_policy()
    return Dataset(
        name="grass_roots_load",
        columns=COLUMNS,
        rows=tuple(
            (code, name, Level(level).name.lower(), counts[f"r{number}"])
            for number, code, name, level in rows
        ),
        notes={
            "as_of": now.isoformat(),
            **{f"cap_{level}": str(cap) for level, cap in policy.caps.items()},
            "caps_source": policy.caps_source,
            "caps_from": policy.caps_from.isoformat(),
        },
    )
