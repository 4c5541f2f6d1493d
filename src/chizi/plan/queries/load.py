"""Load: how much is imposed on whom (R-08), open to everybody who may see the plan (R-33)."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.core.cursors import text_cursor
from chizi.core.dataset import Column, Dataset
from chizi.core.words import N_
from chizi.ground.counters.counts import read_counts
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Party
from chizi.org.queries import RegionRef, region_ref
from chizi.org.queries.places import ancestors, children, home_region, province, visible_region
from chizi.org.rules import Ability, Level
from chizi.plan.campaign_policy import campaign_policy
from chizi.plan.rules.tasks import level_of
from chizi.plan.tallies import LOAD

COLUMNS = (
    Column("code", "text", N_("Code"), N_("12-digit code of the city or county")),
    Column("name", "text", N_("Name")),
    Column("open", "integer", N_("Open items"), N_("imposed on parties there and not settled")),
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
    if text_cursor(after):
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
    """The load of every city and county, ready to be exported or published (R-33); no party, no person."""
    top = province()
    cities = children(top)
    counties = [county for city in cities for county in children(city)]
    rows = sorted([*cities, *counties], key=lambda one: one.code)
    counts = read_counts(LOAD, [f"r{one.id}" for one in rows])
    policy = campaign_policy()
    return Dataset(
        name="grass-roots-load",
        columns=COLUMNS,
        rows=tuple((one.code, one.name, counts[f"r{one.id}"]) for one in rows),
        notes={"as_of": now.isoformat(), "caps": policy.caps_source},
    )
