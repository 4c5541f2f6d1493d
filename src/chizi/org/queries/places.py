"""Places and units, each for a viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chizi.core.cursors import text_cursor
from chizi.ground.counters.counts import read_counts
from chizi.org.abilities import Actor, narrow, scope_of
from chizi.org.models import Agency, Region, Unit
from chizi.org.refusals import NoRegions, UnknownRegion, UnknownUnit
from chizi.org.rules import Ability, Level, Scope, UnitKind, full_code

UNITS_BOARD = "org.units"  # counters: "<region code>" and "<region code>|<kind>"


@dataclass(frozen=True)
class RegionRef:
    """A region as others name it."""

    code: str
    name: str
    level: int


def region_ref(region: Region) -> RegionRef:
    return RegionRef(region.code, region.name, region.level)


def regions_on(day: date | None) -> QuerySet[Region]:
    """Regions valid on a day (unknown start or end counts as valid); None: the newest of each code."""
    rows = Region.objects.all()
    if day is None:
        return rows.filter(valid_to__isnull=True)
    return rows.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )


def province(day: date | None = None) -> Region:
    """The province of this installation. Raises NoRegions before the divisions are imported."""
    found = regions_on(day).filter(level=Level.PROVINCE).order_by("code").first()
    if found is None:
        raise NoRegions
    return found


def region_by_code(code: str, day: date | None = None) -> Region:
    """The region with a code of 2, 4, 6, 9 or 12 digits, valid on a day. Raises UnknownRegion."""
    try:
        wanted = full_code(code.strip())
    except ValueError:
        raise UnknownRegion(code=code[:40]) from None
    related = ("province", "city", "county", "town")
    found = regions_on(day).filter(code=wanted).select_related(*related).order_by("-valid_from").first()
    if found is None:
        raise UnknownRegion(code=code[:40])
    return found


def find_regions(words: str, *, limit: int = 20) -> list[Region]:
    """Regions that stand today whose name holds every word, or whose code begins with it; highest first.

    No scope: names and codes of places are public (GB/T 2260). One query.
    """
    rows = regions_on(None).select_related("city", "county").order_by("level", "code")
    wanted = words.replace("\0", "").split()[:5]
    for word in wanted:
        rows = rows.filter(Q(name__icontains=word) | Q(code__startswith=word))
    return list(rows[:limit]) if wanted else []


def visible_region(viewer: Actor | None, code: str, *, now: datetime, ability: Ability) -> Region:
    """The region, if it lies within what the viewer may see; else UnknownRegion: no oracle."""
    region = region_by_code(code)
    if not scope_of(viewer, ability, now=now).covers(region):
        raise UnknownRegion(code=code[:40])
    return region


def home_region(viewer: Actor, *, now: datetime, ability: Ability = Ability.SEE_FIGURES) -> Region | None:
    """The highest region the viewer may see: where his boards begin. None without a grant."""
    scope = scope_of(viewer, ability, now=now)
    if scope.everything:
        return province()
    ids = scope.cities | scope.counties | scope.towns
    return Region.objects.filter(id__in=ids).order_by("level", "code").first() if ids else None


def ancestors(region: Region, scope: Scope) -> tuple[RegionRef, ...]:
    """From the highest visible region down to the region itself."""
    line = [getattr(region, name) for name in ("province", "city", "county", "town")]
    seen = {one.id: one for one in [*line, region] if one is not None}
    return tuple(region_ref(one) for one in seen.values() if scope.covers(one))


def children(region: Region, day: date | None = None) -> list[Region]:
    """The next level down, in code order."""
    return list(regions_on(day).filter(parent=region).order_by("code"))


@dataclass(frozen=True)
class RegisterPage:
    """A page of the register; ``total`` comes from maintained counters; ``after`` is the next cursor."""

    units: tuple[Unit, ...]
    total: int
    after: str


def register(
    viewer: Actor, *, now: datetime, region: Region, kind: str = "", after: str = "", limit: int = 50
) -> RegisterPage:
    """Units whose newest stretch lies in ``region``, by code, keyset-paged."""
    scope = scope_of(viewer, Ability.SEE_UNITS, now=now)
    if not scope.covers(region):
        raise UnknownRegion(code=region.code)
    rows = Unit.objects.filter(latest=True).select_related("town", "county", "region").order_by("code")
    if region.level > Level.PROVINCE:
        rows = rows.filter(**{f"{Level(region.level).name.lower()}_id": region.id})
    if kind in set(UnitKind):
        rows = rows.filter(kind=kind)
        key = f"{region.code}|{kind}"
    else:
        key = region.code
    if text_cursor(after):
        rows = rows.filter(code__gt=after)
    found = list(rows[: limit + 1])
    total = read_counts(UNITS_BOARD, [key])[key]
    return RegisterPage(tuple(found[:limit]), total, found[limit - 1].code if len(found) > limit else "")


def stretches(viewer: Actor, code: str, *, now: datetime) -> list[Unit]:
    """All stretches of one unit, oldest first. Raises UnknownUnit outside what the viewer may see."""
    if not text_cursor(code):
        raise UnknownUnit(code=code[:40].strip("\0"))
    line = ("province", "city", "county", "town")  # of the region, for `ancestors`
    related = ("region", "town", "county", "city", *(f"region__{name}" for name in line))
    found = list(Unit.objects.filter(code=code).select_related(*related).order_by("valid_from"))
    scope = scope_of(viewer, Ability.SEE_UNITS, now=now)
    if not any(scope.covers(one) for one in found):
        raise UnknownUnit(code=code[:40])
    return sorted(found, key=lambda one: one.valid_from or date.min)


def agencies_in(viewer: Actor, *, now: datetime, region: Region) -> QuerySet[Agency]:
    """Public bodies that stand in the region itself."""
    scope = scope_of(viewer, Ability.SEE_FIGURES, now=now)
    return narrow(Agency.objects.filter(region=region).order_by("code"), scope)


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names of regions by code, newest first wins; one query."""
    rows = regions_on(None).filter(code__in=list(codes)).values_list("code", "name")
    return dict(rows)
