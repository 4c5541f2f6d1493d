"""Reads of publish. What is published needs no viewer: everybody may see it. Proposals are for the desk."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from chizi.org.abilities import Actor, may
from chizi.org.rules import Ability
from chizi.publish import store
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.bundle.assemble import stated_in
from chizi.publish.models import Correction, Manifest, Publication
from chizi.publish.refusals import FileDamaged, UnknownPublication
from chizi.publish.rules import State
from chizi.publish.rules.states import PUBLIC, file_name

CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".toml": "application/toml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".zip": "application/zip",
    ".pub": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class Card:
    """A version of a publication as lists name it; ``titles`` by language tag."""

    id: int
    code: str
    version: int
    titles: Mapping[str, str]
    state: State
    criteria_id: str
    as_of: datetime
    periods: tuple[str, ...]
    provisional: bool
    run_id: int | None
    campaign: str
    proposed_by: str
    proposed_at: datetime
    decided_at: datetime | None

    @property
    def file_name(self) -> str:
        """What readers save the publication file as."""
        return file_name(self.code, self.version)


@dataclass(frozen=True)
class VersionRef:
    """One version in the story of a publication; ``reason`` says why it replaced the one before."""

    version: int
    state: State
    decided_at: datetime | None
    reason: str


@dataclass(frozen=True)
class FilePart:
    """Something that readers download: a member of the file (``offset`` into it) or the whole."""

    name: str
    size: int
    sha256: str
    content_type: str
    stored_as: str
    offset: int

    def open(self) -> store.Part:
        """The bytes, to be read once."""
        return store.Part(store.published_path(self.stored_as), self.offset, self.size)


@dataclass(frozen=True)
class PublishedView:
    """A public version with all that its page says. Of a withdrawn one only card, versions and reason are
    there: ``stated`` and ``parts`` are empty."""

    card: Card
    versions: tuple[VersionRef, ...]
    reason: str
    stated: Mapping[str, Any]
    parts: Mapping[str, FilePart]
    file_sha256: str
    public_key: str
    key_id: str

    @property
    def newest(self) -> VersionRef:
        """The last version that was made public."""
        return self.versions[-1]

    @property
    def own_reason(self) -> str:
        """Why this version was made, if it corrects an earlier one."""
        return next(one.reason for one in self.versions if one.version == self.card.version)


def latest_published(limit: int = 20) -> tuple[Card, ...]:
    """Current versions, newest first."""
    rows = Publication.objects.filter(state=State.PUBLISHED).order_by("-decided_at", "-id")
    return tuple(_card(one) for one in rows[:limit])


def published_view(code: str, version: int | None = None) -> PublishedView:
    """One public version; without a number the newest. Raises UnknownPublication for anything not public."""
    rows = list(Publication.objects.filter(code=code, state__in=PUBLIC).order_by("version"))
    found = [one for one in rows if version in (None, one.version)]
    if not found:
        raise UnknownPublication(code=code[:40])
    chosen = found[-1]
    reasons = dict(Correction.objects.filter(later__in=rows).values_list("later_id", "reason"))
    versions = tuple(
        VersionRef(one.version, State(one.state), one.decided_at, reasons.get(one.id, "")) for one in rows
    )
    manifest = Manifest.objects.get(publication=chosen)
    gone = chosen.state == State.WITHDRAWN
    return PublishedView(
        card=_card(chosen),
        versions=versions,
        reason=chosen.reason,
        stated={} if gone else json.loads(manifest.text),
        parts={} if gone else _parts(chosen, manifest),
        file_sha256=manifest.file_sha256,
        public_key=manifest.public_key,
        key_id=manifest.key_id,
    )


def _parts(publication: Publication, manifest: Manifest) -> dict[str, FilePart]:
    hashes = {entry["name"]: entry["sha256"] for entry in json.loads(manifest.text)["members"]}
    parts = {
        name: FilePart(name, size, hashes[name], _content_type(name), publication.file_name, offset)
        for name, (offset, size) in manifest.places.items()
        if name in hashes
    }
    whole = publication.file_name
    file = FilePart(whole, manifest.file_bytes, manifest.file_sha256, _content_type(whole), whole, 0)
    return {**parts, whole: file}


def _content_type(name: str) -> str:
    dot = name.rfind(".")
    return CONTENT_TYPES.get(name[dot:] if dot > 0 else "", "text/plain; charset=utf-8")


def publications(viewer: Actor, *, now: datetime, states: Sequence[State] = ()) -> list[Card]:
    """All versions in any state for whoever may see them, newest first; nothing for others."""
    rows = _visible(viewer, now).order_by("-id")
    return [_card(one) for one in (rows.filter(state__in=states) if states else rows)[:200]]


def publication(viewer: Actor, publication_id: int, *, now: datetime) -> Publication:
    """One version for the desk. Raises UnknownPublication."""
    found = _visible(viewer, now).filter(id=publication_id).first()
    if found is None:
        raise UnknownPublication(code=publication_id)
    return found


def draft_stated(viewer: Actor, publication_id: int, *, now: datetime) -> dict[str, Any]:
    """What a proposed file says: what an approver must read before signing. Raises UnknownPublication."""
    found = publication(viewer, publication_id, now=now)
    try:
        return stated_in(store.draft_path(found.draft_sha256).read_bytes())
    except (OSError, ValueError):
        raise UnknownPublication(code=found.code) from None


def _visible(viewer: Actor, now: datetime) -> "QuerySet[Publication]":
    rows = Publication.objects.all()
    return rows if may(viewer, Ability.SEE_PUBLICATIONS, now=now) else rows.none()


def published_file(publication_id: int) -> tuple[bytes, str]:
    """The signed file and the line of its public key, checked as a reader would check it.

    Raises UnknownPublication, FileDamaged.
    """
    found = Publication.objects.filter(id=publication_id, state__in=PUBLIC).first()
    manifest = Manifest.objects.filter(publication=found).first() if found else None
    if found is None or manifest is None:
        raise UnknownPublication(code=publication_id)
    try:
        data = store.published_path(found.file_name).read_bytes()
    except OSError as broken:
        raise FileDamaged(fault=str(broken)) from None
    verdict = verify(data, parse_public_key(manifest.public_key))
    if not verdict.ok:
        raise FileDamaged(fault=verdict.faults[0].sentence)
    return data, manifest.public_key


def published_periods() -> frozenset[str]:
    """Periods with a current published result; a rule may not begin to count inside one of them."""
    rows = Publication.objects.filter(state=State.PUBLISHED).values_list("periods", flat=True)
    return frozenset(period for periods in rows for period in periods)


def _card(one: Publication) -> Card:
    return Card(
        id=one.id,
        code=one.code,
        version=one.version,
        titles={"zh-Hans": one.title, "en": one.title_en or one.title},
        state=State(one.state),
        criteria_id=one.criteria_id,
        as_of=one.as_of,
        periods=tuple(one.periods),
        provisional=one.provisional,
        run_id=one.run_id,
        campaign=one.campaign,
        proposed_by=one.proposed_by,
        proposed_at=one.proposed_at,
        decided_at=one.decided_at,
    )
