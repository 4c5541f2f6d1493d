"""The library: lists of materials, and the search in their articles. A learner sees what is published for him; those
who keep learning see drafts and what is withdrawn too."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from chizi.core.cursors import number_cursor
from chizi.ground.search.queries import Segment, find, marked
from chizi.learn.models import MaterialVersion, Passage
from chizi.learn.queries.materials_seeing import readable, visible
from chizi.org.abilities import Actor

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
