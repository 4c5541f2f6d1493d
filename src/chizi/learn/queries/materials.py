"""The library: lists of materials, and the search in their articles. A learner sees what is published for him; those
who keep learning see drafts and what is withdrawn too."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from chizi.core.cursors import number_cursor
from chizi.ground.search.queries import Segment, find, marked
from chizi.learn.models import MaterialVersion, Passage
from chizi.learn.queries.materials_seeing import keeps_for, readable, visible
from chizi.org.abilities import Actor, grants_of, party_codes, scope_of
from chizi.org.models import Grant, Party, Person
from chizi.org.queries import names_of_people
from chizi.org.rules import Ability, PartyKind, Role

WHOLE, PARTS = "learn.material", "learn.passage"
MOST_HITS = 200
MOST_PASSAGES = 30


@dataclass(frozen=True)
class MaterialRow:
    """A line of the library. ``waiting`` says that a version newer than the one shown waits for publication."""

    id: int
    title: str
    kind: str
    source: str
    owner: str
    state: str
    shown: int
    waiting: bool
    changed_at: datetime


@dataclass(frozen=True)
class MaterialList:
    """A page of the library, newest first; ``after`` is empty on the last one; ``total`` counts them all."""

    rows: tuple[MaterialRow, ...]
    after: str
    total: int


@dataclass(frozen=True)
class PassageHit:
    """An article or heading that has the words: where it is, and the neighbourhood of the first hit."""

    material_id: int
    material: str
    kind: str
    anchor: str
    title: str
    segments: tuple[Segment, ...]


def materials(
    viewer: Actor,
    *,
    now: datetime,
    words: str = "",
    kind: str = "",
    state: str = "",
    after: str = "",
    limit: int = 50,
) -> MaterialList:
    """The materials that the viewer may open, newest first. Unknown kinds and states find nothing."""
    rows = visible(viewer, now)
    if words.strip():
        hits = {hit.key for hit in find(WHOLE, words, limit=MOST_HITS)}
        plain = words.replace("\0", "").strip()
        rows = rows.filter(Q(pk__in=[int(key) for key in hits]) | Q(title__icontains=plain))
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(state=state) if state else rows
    total = rows.count()
    cursor = number_cursor(after)
    page = rows.filter(pk__lt=cursor) if cursor is not None else rows
    found = list(page.select_related("owner").order_by("-pk")[: limit + 1])
    dates = dict(
        MaterialVersion.objects.filter(material__in=found[:limit])
        .order_by("number")
        .values_list("material_id", "written_at")
    )
    lines = tuple(
        MaterialRow(
            one.pk,
            one.title,
            one.kind,
            one.source,
            one.owner.name,
            one.state,
            one.shown,
            one.latest > one.shown,
            dates.get(one.pk, one.created_at),
        )
        for one in found[:limit]
    )
    return MaterialList(lines, str(found[limit - 1].pk) if len(found) > limit else "", total)


def passages_with(viewer: Actor, words: str, *, now: datetime, kind: str = "") -> tuple[PassageHit, ...]:
    """The best articles and headings of published materials that have every one of the words."""
    hits = find(PARTS, words, limit=MOST_PASSAGES * 3)
    keys = [(int(number), anchor) for number, _, anchor in (hit.key.partition("#") for hit in hits)]
    open_ids = readable(viewer, {number for number, _ in keys}, now)
    wanted = [key for key in keys if key[0] in open_ids][:MOST_PASSAGES]
    chosen = Q(pk__in=[])
    for number, anchor in wanted:
        chosen |= Q(version__material_id=number, anchor=anchor)
    rows = (
        Passage.objects.filter(chosen)
        .select_related("version__material")
        .filter(version__number=F("version__material__shown"))
    )
    rows = rows.filter(version__material__kind=kind) if kind else rows
    found = {(one.version.material_id, one.anchor): one for one in rows}
    return tuple(_hit(found[key], words) for key in wanted if key in found)


def _hit(one: Passage, words: str) -> PassageHit:
    material = one.version.material
    return PassageHit(
        material.pk, material.title, material.kind, one.anchor, one.title, tuple(marked(one.text, words))
    )


@dataclass(frozen=True)
class WaitingMaterial:
    """A version that waits for a second person; ``own`` when the viewer worked on it, ``undecided`` when somebody has
    to look at words that may mean a secret first."""

    row: MaterialRow
    version: int
    own: bool
    undecided: bool
    written_by: str


def waiting_materials(viewer: Actor, *, now: datetime, limit: int = 100) -> tuple[WaitingMaterial, ...]:
    """Versions that wait for publication where the viewer may publish, oldest first; at most a hundred."""
    rows = visible(viewer, now).exclude(latest=F("shown")).select_related("owner").order_by("pk")[:400]
    mine = [one for one in rows if keeps_for(viewer, one.owner, now)][:limit]
    newest = {
        row.material_id: row
        for row in MaterialVersion.objects.filter(
            material__in=mine, number=F("material__latest"), published_at__isnull=True, held=False
        ).defer("text", "html")
    }
    people = names_of_people(row.written_by for row in newest.values())
    found = []
    for one in mine:
        row = newest.get(one.pk)
        if row is None:
            continue
        line = MaterialRow(
            one.pk,
            row.title,
            one.kind,
            row.source,
            one.owner.name,
            one.state,
            one.shown,
            True,
            row.written_at,
        )
        own = isinstance(viewer, Person) and viewer.ref in row.writers
        undecided = bool(row.marks) and not row.cleared_by
        found.append(
            WaitingMaterial(line, row.number, own, undecided, people.get(row.written_by, row.written_by))
        )
    return tuple(found)


def owners_for(viewer: Actor, *, now: datetime) -> tuple[Party, ...]:
    """Parties that the viewer may keep materials for: those he stands for, and of an office the public bodies at its
    own place; by code."""
    codes = set(party_codes(viewer, Ability.MANAGE_LEARNING, now=now))
    scope = scope_of(viewer, Ability.MANAGE_LEARNING, now=now, role=Role.OFFICE)
    wanted = Q(code__in=sorted(codes))
    if not scope.empty:
        regions = [one.region_id for one in _office_grants(viewer, now)]
        wanted |= Q(region_id__in=regions, kind=PartyKind.AGENCY.value)
    return tuple(Party.objects.filter(wanted, closed_on__isnull=True).order_by("code")[:200])


def _office_grants(viewer: Actor, now: datetime) -> list[Grant]:
    """His grants as an office."""
    if not isinstance(viewer, Person):
        return []
    return [one for one in grants_of(viewer, now) if one.role == Role.OFFICE]
