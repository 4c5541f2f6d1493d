"""Writing, publishing and withdrawing materials. Nobody publishes, or declares free of secrets, what he wrote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.learn.actions import materials_writing as writing
from chizi.learn.actions.stories import CaseDraft, StoryDraft, check_facts, check_told, store_facts
from chizi.learn.models import Material, MaterialReader, MaterialVersion
from chizi.learn.queries.materials_seeing import keeps_for, material_for
from chizi.learn.refusals import materials as refusals
from chizi.learn.rules.materials import (
    MOST_PARTIES,
    NOTE_LENGTH,
    REASON_LENGTH,
    SOURCE_LENGTH,
    TITLE_LENGTH,
    Audience,
    Classification,
    FilePart,
    MaterialKind,
    MaterialState,
)
from chizi.org.abilities import Actor, require
from chizi.org.models import Party
from chizi.org.queries import parties_by_code, party
from chizi.org.rules import Ability

MOST_AT_ONCE = 500
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class MaterialDraft:
    """What somebody writes of a version. ``files`` are digests of kept files with their names; ``readers`` codes of
    parties, for the audience "parties"; ``case`` belongs to a cautionary case, ``story`` to a role model or honour.
    """

    title: str
    source: str
    text: str = ""
    classification: str = ""
    note: str = ""
    audience: str = Audience.PLACE
    readers: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    case: CaseDraft | None = None
    story: StoryDraft | None = None


@transaction.atomic
def draft_material(
    *, actor: Actor, now: datetime, owner: str, kind: str, draft: MaterialDraft, key: UUID | None = None
) -> Material:
    """Put a new material into the library, as a draft that only those who keep learning see.

    The same ``key`` again gives the material that is there. Raises NotAllowed, OtherOwner, SecretMaterial,
    WrongWords, WrongKindOfMaterial, NoReaders, what is wrong with the files, and for stories NotConcluded,
    NotRedacted, NameFound, ConsentMissing.
    """
    holder = keeper_of(actor, owner, now)
    there = Material.objects.filter(key=key).first() if key is not None else None
    if there is not None:
        return material_for(actor, there.pk, now)
    chosen = _choice(MaterialKind, kind, "kind")
    classification = _declared(draft.classification)
    written = writing.write(draft.text, draft.files, law=chosen is MaterialKind.LAW)
    check_facts(chosen, draft.case, draft.story, now)
    check_told(chosen, draft.case, f"{draft.title}\n{draft.source}\n{written.searched}")
    one = Material(key=key or uuid4(), kind=chosen.value, owner=holder, created_by=actor.ref, created_at=now)
    one.stand_at(holder.region)
    _fill(one, draft)
    one.save()
    version = MaterialVersion(material=one, number=1, classification=classification.value)
    _store(actor, now, one, version, draft, written)
    _journal(actor, now, "material.drafted", one, {"kind": one.kind, "title": one.title})
    return one


@transaction.atomic
def revise_material(
    *, actor: Actor, now: datetime, material_id: int, draft: MaterialDraft, edits: int | None = None
) -> Material:
    """Go on with the draft of a material, or begin a new version where the newest one is published.

    ``edits`` is how often the draft had been stored when the form was opened. What is shown to learners stays until
    somebody else publishes the new version. Raises what draft_material raises, UnknownMaterial, ChangedMeanwhile.
    """
    one = _kept(actor, material_id, now)
    classification = _declared(draft.classification)
    newest = one.versions.get(number=one.latest)
    if edits is not None and edits != newest.edits:
        raise refusals.ChangedMeanwhile
    kind = MaterialKind(one.kind)
    written = writing.write(draft.text, draft.files, law=kind is MaterialKind.LAW)
    check_facts(kind, draft.case, draft.story, now)
    check_told(kind, draft.case, f"{draft.title}\n{draft.source}\n{written.searched}")
    if newest.published_at is not None or newest.held:
        one.latest += 1
        newest = MaterialVersion(material=one, number=one.latest, edits=0)
    newest.edits += 1
    newest.classification = classification.value
    if one.state == MaterialState.WITHDRAWN:
        one.state, one.shown = MaterialState.DRAFT.value, 0
    _fill(one, draft)
    one.save()
    _store(actor, now, one, newest, draft, written)
    _journal(actor, now, "material.revised", one, {"version": newest.number, "title": newest.title})
    return one


@transaction.atomic
def decide_secrecy(*, actor: Actor, now: datetime, material_id: int, secret: bool, reason: str) -> Material:
    """Decide as a second person about words that may mean a secret. What is secret is held back from everybody at
    once; its content has to be removed by the way that the law on secrets prescribes.

    Raises UnknownMaterial, NotAllowed, OwnMaterial, NothingToDecide, WrongWords.
    """
    one = _kept(actor, material_id, now)
    version = one.versions.get(number=one.latest)
    _second_person(actor, version)
    if not version.marks or version.cleared_by or version.held:
        raise refusals.NothingToDecide
    said = writing.words_in(reason, REASON_LENGTH, "reason")
    version.cleared_by, version.cleared_at, version.cleared_reason = actor.ref, now, said
    version.held = secret
    version.save()
    if secret and one.shown == 0:
        one.state = MaterialState.WITHDRAWN.value
        one.withdrawn_at, one.withdrawn_by, one.reason = now, actor.ref, said
        one.save()
    content = {"version": version.number, "secret": secret, "reason": said}
    _journal(actor, now, "material.secrecy-decided", one, content)
    return one


@transaction.atomic
def publish_material(*, actor: Actor, now: datetime, material_id: int) -> Material:
    """Let learners read the newest version. Somebody who worked on it cannot do this.

    Raises UnknownMaterial, NotAllowed, OtherOwner, OwnMaterial, NothingToPublish, SecrecyUndecided, FilmMissing,
    CaptionsMissing and for stories what is not recorded yet.
    """
    one = _kept(actor, material_id, now)
    version = one.versions.get(number=one.latest)
    if version.published_at is not None or version.held:
        raise refusals.NothingToPublish
    _second_person(actor, version)
    if version.marks and not version.cleared_by:
        raise refusals.SecrecyUndecided(words=", ".join(version.marks))
    _check_films(one, version)
    version.published_by, version.published_at = actor.ref, now
    version.save(update_fields=["published_by", "published_at"])
    writing.unindex(one)
    one.shown, one.state = version.number, MaterialState.PUBLISHED.value
    one.title, one.source = version.title, version.source
    one.withdrawn_at, one.withdrawn_by, one.reason = None, "", ""
    one.save()
    writing.index_version(one, version)
    _journal(actor, now, "material.published", one, {"version": version.number, "title": version.title})
    return one


@transaction.atomic
def publish_materials(*, actor: Actor, now: datetime, material_ids: Sequence[int]) -> list[Material]:
    """Publish several at once, as after an import of laws: all or none. Raises what publish_material raises."""
    return [
        publish_material(actor=actor, now=now, material_id=number) for number in material_ids[:MOST_AT_ONCE]
    ]


@transaction.atomic
def withdraw_material(*, actor: Actor, now: datetime, material_id: int, reason: str) -> Material:
    """Take a material from the learners, with a reason. Versions and files stay for those who audit.

    Raises UnknownMaterial, NotAllowed, OtherOwner, AlreadyWithdrawn, NeverPublished, WrongWords.
    """
    one = _kept(actor, material_id, now)
    if one.state == MaterialState.WITHDRAWN:
        raise refusals.AlreadyWithdrawn
    if one.state != MaterialState.PUBLISHED:
        raise refusals.NeverPublished
    said = writing.words_in(reason, REASON_LENGTH, "reason")
    writing.unindex(one)
    one.state = MaterialState.WITHDRAWN.value
    one.withdrawn_at, one.withdrawn_by, one.reason = now, actor.ref, said
    one.save()
    _journal(actor, now, "material.withdrawn", one, {"version": one.shown, "reason": said})
    return one


def keeper_of(actor: Actor, code: str, now: datetime) -> Party:
    """The party that somebody keeps materials for. Raises UnknownParty, NotAllowed, OtherOwner."""
    found = party(actor, code, now=now)
    require(actor, Ability.MANAGE_LEARNING, found, now=now)
    if not keeps_for(actor, found, now):
        raise refusals.OtherOwner(field="owner")
    return found


def _kept(actor: Actor, number: int, now: datetime) -> Material:
    material_for(actor, number, now)
    one = Material.objects.select_for_update(of=("self",)).select_related("owner", "region").get(pk=number)
    require(actor, Ability.MANAGE_LEARNING, one, now=now)
    if not keeps_for(actor, one.owner, now):
        raise refusals.OtherOwner
    return one


def _second_person(actor: Actor, version: MaterialVersion) -> None:
    if actor.ref in version.writers:
        raise refusals.OwnMaterial


def _declared(text: str) -> Classification:
    """What its writer declares of the version; without that nothing is stored (S1-05)."""
    found = _choice(Classification, text, "classification")
    if found is Classification.SECRET:
        raise refusals.SecretMaterial(field="classification")
    return found


def _choice(kinds: type[Choice], value: str, name: str) -> Choice:
    try:
        return kinds(value)
    except ValueError:
        raise refusals.WrongKindOfMaterial(field=name) from None


def _fill(one: Material, draft: MaterialDraft) -> None:
    audience = _choice(Audience, draft.audience, "audience")
    title = writing.words_in(draft.title, TITLE_LENGTH, "title")
    source = writing.words_in(draft.source, SOURCE_LENGTH, "source")
    one.audience = audience.value
    if not one.shown:  # learners go on seeing the title of the version they read
        one.title, one.source = title, source


def _store(
    actor: Actor,
    now: datetime,
    one: Material,
    version: MaterialVersion,
    draft: MaterialDraft,
    written: writing.Written,
) -> None:
    version.title = writing.words_in(draft.title, TITLE_LENGTH, "title")
    version.source = writing.words_in(draft.source, SOURCE_LENGTH, "source")
    version.note = writing.words_in(draft.note, NOTE_LENGTH, "note", empty=True)
    writing.fill(version, written, actor.ref, now)
    version.save()
    writing.store(version, written)
    _name_readers(one, draft)
    store_facts(one, draft.case, draft.story, actor.ref, now)


def _name_readers(one: Material, draft: MaterialDraft) -> None:
    one.readers.all().delete()
    if one.audience != Audience.PARTIES:
        return
    codes = list(dict.fromkeys(code.strip() for code in draft.readers if code.strip()))
    if not codes:
        raise refusals.NoReaders(field="readers")
    if len(codes) > MOST_PARTIES:
        raise refusals.TooManyReaders(field="readers", most=MOST_PARTIES)
    found = parties_by_code(codes)
    if len(found) < len(codes):
        raise refusals.NoReaders(field="readers")
    MaterialReader.objects.bulk_create(MaterialReader(material=one, party=found[code]) for code in codes)


def _check_films(one: Material, version: MaterialVersion) -> None:
    parts = set(version.files.values_list("part", flat=True))
    if one.kind == MaterialKind.FILM and FilePart.FILM not in parts:
        raise refusals.FilmMissing
    if FilePart.FILM in parts and FilePart.CAPTIONS not in parts:
        raise refusals.CaptionsMissing


def _journal(actor: Actor, now: datetime, kind: str, one: Material, content: dict[str, Any]) -> None:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in content.items()}
    record_entry(actor=actor.ref, now=now, kind=kind, object=one.ref, unit=one.region.code, content=plain)
