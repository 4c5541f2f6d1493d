"""Reflections: written, put right and taken back by whoever wrote them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from chizi.core.texts import plain_text
from chizi.learn.actions.applications_parts import journal, kept, learner, locked, own_key
from chizi.learn.actions.outcomes import record_outcome, void_outcome
from chizi.learn.models import Reflection, ReflectionVersion
from chizi.learn.queries.applications_refs import party_of, title_of
from chizi.learn.recording import lock_record
from chizi.learn.refusals.applications import (
    KeyUsed,
    NothingLearned,
    NothingNew,
    ReflectionWithdrawn,
    UnknownReflection,
)
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.learn.rules.reflections import MOST_FILES, TEXT_LENGTH, ReflectionState
from chizi.org.abilities import Actor
from chizi.org.models import Person
from chizi.plan.reaching import text_of
from chizi.plan.rules.tasks import REASON_LENGTH


@transaction.atomic
def write_reflection(
    *,
    actor: Actor,
    now: datetime,
    about: str,
    text: str,
    files: Mapping[str, str] | None = None,
    key: UUID | None = None,
    happened_at: datetime | None = None,
    source: Source = Source.DESK,
) -> Reflection:
    """Write down what one thinks of a material, paper, objective, task or assignment. Any length will do, and no
    picture is ever asked for (R-09); ``files`` maps digests to names. The same key again changes nothing.

    Raises NotAllowed, NothingLearned, KeyUsed, BadText, FilesNotHere, TooManyPictures.
    """
    person = learner(actor, now=now)
    if key is not None and (found := Reflection.objects.filter(key=key).first()) is not None:
        if found.person_id != person.pk:
            raise KeyUsed
        return found
    title = title_of(person, about, now=now)
    if not title:
        raise NothingLearned(field="about")
    row = Reflection.objects.create(
        key=own_key(key),
        person=person,
        party=party_of(person),
        about=about,
        about_title=title,
        state=ReflectionState.WRITTEN.value,
        written_at=now,
    )
    _version(row, 1, text, files or {}, now)
    record_outcome(
        actor=person,
        now=now,
        key=uuid5(row.key, "reflected"),
        kind=OutcomeKind.REFLECTED,
        about=about,
        happened_at=happened_at or now,
        source=source,
        content={"reflection": row.ref},
    )
    # The journal names the reflection and holds none of its words: they are the writer's own.
    journal(row, actor, now, "reflection.written", {"about": about})
    return row


def _version(row: Reflection, number: int, text: str, files: Mapping[str, str], now: datetime) -> None:
    ReflectionVersion.objects.create(
        reflection=row,
        number=number,
        text=text_of(text, TEXT_LENGTH, "text"),
        files=kept(files, MOST_FILES),
        written_at=now,
    )


@transaction.atomic
def correct_reflection(
    *, actor: Actor, now: datetime, reflection_id: int, text: str, files: Mapping[str, str] | None = None
) -> Reflection:
    """Put one's own reflection right: a new version; the earlier ones stay for oneself.

    Raises UnknownReflection, ReflectionWithdrawn, NothingNew, BadText, FilesNotHere, TooManyPictures.
    """
    row = _own(actor, reflection_id, now=now)
    if row.state != ReflectionState.WRITTEN:
        raise ReflectionWithdrawn
    last = ReflectionVersion.objects.get(reflection=row, number=row.latest)
    pictures = last.files if files is None else dict(files)
    if text_of(text, TEXT_LENGTH, "text") == last.text and pictures == last.files:
        raise NothingNew(field="text")
    row.latest += 1
    row.save(update_fields=["latest"])
    _version(row, row.latest, text, pictures, now)
    journal(row, actor, now, "reflection.corrected", {"number": row.latest})
    return row


@transaction.atomic
def withdraw_reflection(*, actor: Actor, now: datetime, reflection_id: int, reason: str = "") -> Reflection:
    """Take back one's own reflection; it is looked at by nobody from now on, and counts for nothing. No reason is
    asked for.

    Raises UnknownReflection, ReflectionWithdrawn, NotAllowed.
    """
    if isinstance(actor, Person):
        lock_record(actor)  # before the row, as whoever voids the outcome instead does
    row = _own(actor, reflection_id, now=now)
    if row.state != ReflectionState.WRITTEN:
        raise ReflectionWithdrawn
    row.state = ReflectionState.WITHDRAWN.value
    row.save(update_fields=["state"])
    key, why = uuid5(row.key, "reflected"), plain_text(reason, REASON_LENGTH) or row.about_title
    void_outcome(actor=row.person, now=now, key=key, reason=why)
    journal(row, actor, now, "reflection.withdrawn", {})
    return row


def _own(actor: Actor, reflection_id: int, *, now: datetime) -> Reflection:
    row = locked(Reflection, reflection_id, "person")
    if row is None or not isinstance(actor, Person) or row.person_id != actor.pk:
        raise UnknownReflection(number=reflection_id)
    return row
