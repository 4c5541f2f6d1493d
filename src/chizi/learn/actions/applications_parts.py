"""What the actions of practice share: text, keys, files and the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db.models import Model

from chizi.ground.files.queries import files as files_by_digest
from chizi.ground.files.refusals import NoSuchFile
from chizi.journal.actions import record_entry
from chizi.learn.refusals.applications import FilesNotHere, KeyUsed, TooManyPictures
from chizi.org.abilities import Actor, scope_of
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability
from chizi.plan.reaching import number
from chizi.plan.rules.tasks import digests

Row = TypeVar("Row", bound=Model)


def learner(actor: Actor, *, now: datetime) -> Person:
    """The actor as somebody who learns. Raises NotAllowed."""
    if not isinstance(actor, Person) or scope_of(actor, Ability.LEARN, now=now).empty:
        raise NotAllowed
    return actor


def person_of(actor: Actor) -> Person:
    """The actor as a person: nothing of practice is written by a console. Raises NotAllowed."""
    if not isinstance(actor, Person):
        raise NotAllowed
    return actor


def sent_before(model: type[Row], key: UUID | None, writer: str, field: str) -> Row | None:
    """The row that was made with this key: sending twice is harmless. Raises KeyUsed for another writer's key."""
    if key is None:
        return None
    found = model._default_manager.filter(key=key).first()
    if found is not None and getattr(found, field) != writer:
        raise KeyUsed
    return found


def own_key(key: UUID | None) -> UUID:
    """The sender's key, or a new one."""
    return key or uuid4()


def locked(model: type[Row], number_: int, *related: str) -> Row | None:
    """The row, locked, with its relations."""
    rows = model._default_manager.filter(pk=number(number_)).select_for_update(of=("self",))
    return rows.select_related(*related).first()


def kept(names: Mapping[str, str], most: int) -> dict[str, str]:
    """Digest -> name of files that are here. Raises FilesNotHere, TooManyPictures."""
    if len(names) > most:
        raise TooManyPictures(field="files", most=most)
    if digests(names) is None:
        raise FilesNotHere(field="files")
    try:
        found = files_by_digest(dict(names)) if names else {}
    except NoSuchFile as missing:
        raise FilesNotHere(field="files") from missing
    return {digest: one.name for digest, one in found.items()}


def journal(row: Any, actor: Actor, now: datetime, kind: str, content: Mapping[str, object]) -> None:
    """One entry in the chain of the row, at its place."""
    unit = row.region.code if getattr(row, "region_id", None) else ""
    record_entry(actor=actor.ref, now=now, kind=kind, object=row.ref, unit=unit, content=dict(content))
