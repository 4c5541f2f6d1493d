"""Materials as other pages and the terminals take them: packs, single articles, titles, files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from chizi.learn.models import Material, MaterialFile, MaterialVersion, Passage
from chizi.learn.queries.materials_seeing import LARGEST, material_for, readable, sees_drafts
from chizi.learn.refusals.materials import UnknownMaterial, UnknownPassage, UnknownVersion
from chizi.learn.rules.materials import FilePart
from chizi.learn.rules.materials_text import Change, compared
from chizi.learn.rules.outcomes import about_parts
from chizi.org.abilities import Actor


@dataclass(frozen=True)
class MaterialMedium:
    """A file of a version as terminals and pages get it; ``captions`` is the digest of a film's captions."""

    digest: str
    media_type: str
    name: str
    size: int
    captions: str = ""
    part: str = ""


@dataclass(frozen=True)
class MaterialPack:
    """A published material whole, for reading without a network. ``anchors`` are (anchor, title, level)."""

    id: int
    version: int
    title: str
    kind: str
    source: str
    html: str
    anchors: tuple[tuple[str, str, int], ...]
    media: tuple[MaterialMedium, ...]


@dataclass(frozen=True)
class Comparison:
    """What became of a material between two versions."""

    id: int
    title: str
    before: int
    after: int
    changes: tuple[Change, ...]
    files_gone: tuple[str, ...]
    files_new: tuple[str, ...]


def media_of(rows: Sequence[MaterialFile]) -> tuple[MaterialMedium, ...]:
    captions = next((row.digest for row in rows if row.part == FilePart.CAPTIONS), "")
    return tuple(
        MaterialMedium(
            row.digest,
            row.media_type,
            row.name,
            row.size,
            captions if row.part == FilePart.FILM else "",
            row.part,
        )
        for row in rows
    )


def material_pack(viewer: Actor, ids: Iterable[int], *, now: datetime) -> list[MaterialPack]:
    """The materials that the viewer may read, whole, in the order of their numbers. What he may not read is left
    out. A fixed number of queries."""
    wanted = readable(viewer, ids, now)
    rows = MaterialVersion.objects.filter(
        material_id__in=wanted, number=F("material__shown"), held=False
    ).select_related("material")
    versions = {row.pk: row for row in rows.order_by("material_id")}
    anchors: dict[int, list[tuple[str, str, int]]] = {}
    passages = Passage.objects.filter(version__in=versions).order_by("version", "position")
    for version, anchor, title, level in passages.values_list("version_id", "anchor", "title", "level"):
        anchors.setdefault(version, []).append((anchor, title, level))
    files: dict[int, list[MaterialFile]] = {}
    for file in MaterialFile.objects.filter(version__in=versions).order_by("version", "position"):
        files.setdefault(file.version_id, []).append(file)
    return [
        MaterialPack(
            row.material_id,
            row.number,
            row.title,
            row.material.kind,
            row.source,
            row.html,
            tuple(anchors.get(row.pk, ())),
            media_of(files.get(row.pk, ())),
        )
        for row in versions.values()
    ]


def article(viewer: Actor, material_id: int, anchor: str, *, now: datetime) -> str:
    """The plain text of an article or section of the version that is shown. Raises UnknownMaterial,
    UnknownPassage."""
    if material_id not in readable(viewer, [material_id], now):
        raise UnknownMaterial
    shown = Passage.objects.filter(
        version__material_id=material_id, version__number=F("version__material__shown"), version__held=False
    )
    found = shown.filter(anchor=anchor[:40].replace("\0", "")).values_list("text", flat=True).first()
    if found is None:
        raise UnknownPassage
    return str(found)


def anchor_there(material_id: int, anchor: str) -> bool:
    """Whether the newest version has such an article or heading: for those who write links to it."""
    if not 0 < material_id <= LARGEST or "\0" in anchor:
        return False
    return Passage.objects.filter(
        version__material_id=material_id, version__number=F("version__material__latest"), anchor=anchor
    ).exists()


def material_titles(abouts: Iterable[str]) -> dict[str, str]:
    """Titles by "material:12"; what is no material, or not there, is left out. One query."""
    wanted = [parts[1] for parts in map(about_parts, abouts) if parts is not None and parts[0] == "material"]
    rows = Material.objects.filter(pk__in=wanted).values_list("pk", "title") if wanted else []
    return {f"material:{number}": title for number, title in rows}


def media_in(viewer: Actor, number: int, digest: str, *, now: datetime) -> MaterialMedium:
    """A file of a material that the viewer may have: of a version he may read. Raises UnknownMaterial."""
    one = material_for(viewer, number, now)
    rows = MaterialFile.objects.filter(version__material=one, version__held=False, digest=digest[:64])
    if not sees_drafts(viewer, one, now):
        rows = rows.filter(version__published_at__isnull=False)
    found = rows.order_by("-version__number").first() if digest.isalnum() else None
    if found is None:
        raise UnknownMaterial
    return media_of([found])[0]


def readable_media(viewer: Actor, digest: str, *, now: datetime) -> MaterialMedium:
    """The same for a digest alone, as terminals ask for it. Raises UnknownMaterial."""
    if not digest.isalnum():
        raise UnknownMaterial
    rows = MaterialFile.objects.filter(
        digest=digest[:64], version__held=False, version__number=F("version__material__shown")
    ).select_related("version")
    by_material = {row.version.material_id: row for row in rows[:200]}
    for number in sorted(readable(viewer, by_material, now)):
        return media_of([by_material[number]])[0]
    raise UnknownMaterial


def compare_versions(viewer: Actor, number: int, before: int, after: int, *, now: datetime) -> Comparison:
    """What changed between two versions, line by line. Raises UnknownMaterial, UnknownVersion."""
    one = material_for(viewer, number, now)
    rows = {
        row.number: row
        for row in one.versions.filter(number__in=[n for n in (before, after) if 0 < n < 2**31], held=False)
    }
    keeper = sees_drafts(viewer, one, now)
    for wanted in (before, after):
        if wanted not in rows or (rows[wanted].published_at is None and not keeper):
            raise UnknownVersion
    names = {n: dict(rows[n].files.values_list("digest", "name")) for n in (before, after)}
    return Comparison(
        one.pk,
        rows[after].title,
        before,
        after,
        compared(rows[before].text, rows[after].text),
        tuple(name for digest, name in names[before].items() if digest not in names[after]),
        tuple(name for digest, name in names[after].items() if digest not in names[before]),
    )
