"""Practical service items: what the party does (S1-21). Closing is elsewhere, and by others."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chizi.learn.actions.applications_parts import journal, kept, locked, own_key, sent_before
from chizi.learn.models import ServiceItem, ServiceStep
from chizi.learn.queries.lectures_seeing import in_sight, keeps
from chizi.learn.refusals.services import (
    HoldsPersonalData,
    NotYourService,
    UnknownService,
    UnknownSource,
    WrongServiceState,
)
from chizi.learn.rules.services import (
    BENEFICIARY_LENGTH,
    NEED_LENGTH,
    REASON_LENGTH,
    STEP_LENGTH,
    TITLE_LENGTH,
    ServiceSource,
    ServiceState,
    personal_data,
)
from chizi.org.abilities import Actor
from chizi.org.queries import party as visible_party
from chizi.plan.reaching import number, same_version, text_of

MOST_FILES = 10


def impersonal(text: str, most: int, field: str) -> str:
    """Plain text without data of a person (R-20). Raises BadText, HoldsPersonalData."""
    plain = text_of(text, most, field)
    if personal_data(plain):
        raise HoldsPersonalData(field=field)
    return plain


@transaction.atomic
def open_service(
    *,
    actor: Actor,
    now: datetime,
    party: str,
    title: str,
    need: str,
    source: str,
    beneficiary: str,
    key: UUID | None = None,
) -> ServiceItem:
    """Write down what people need and the party will do. ``beneficiary`` says what kind of people, never who.

    Raises UnknownParty, NotYourService, UnknownSource, BadText, HoldsPersonalData, KeyUsed.
    """
    if (found := sent_before(ServiceItem, key, actor.ref, "raised_by")) is not None:
        return found
    owner = visible_party(actor, party, now=now)
    if not keeps(actor, owner, now=now):
        raise NotYourService(party=owner.name)
    if source not in set(ServiceSource):
        raise UnknownSource(field="source")
    row = ServiceItem(
        key=own_key(key),
        party=owner,
        title=impersonal(title, TITLE_LENGTH, "title"),
        need=impersonal(need, NEED_LENGTH, "need"),
        source=source,
        beneficiary=impersonal(beneficiary, BENEFICIARY_LENGTH, "beneficiary"),
        state=ServiceState.OPEN.value,
        raised_by=actor.ref,
        raised_at=now,
    )
    row.stand_at(owner.region)
    row.save()
    journal(row, actor, now, "service.opened", {"title": row.title})
    return row


@transaction.atomic
def add_service_step(
    *,
    actor: Actor,
    now: datetime,
    service_id: int,
    version: int,
    text: str,
    files: Mapping[str, str] | None = None,
) -> ServiceStep:
    """Write down a step of the work; a picture is never asked for (R-09).

    Raises UnknownService, NotYourService, StalePage, WrongServiceState, BadText, HoldsPersonalData, FilesNotHere.
    """
    row = worked(actor, service_id, version, {ServiceState.OPEN}, now=now)
    step = put_step(row, "step", impersonal(text, STEP_LENGTH, "text"), actor.ref, now, files)
    row.version += 1
    row.save(update_fields=["version"])
    journal(row, actor, now, "service.step", {"text": step.text, "files": sorted(step.files)})
    return step


@transaction.atomic
def finish_service(
    *,
    actor: Actor,
    now: datetime,
    service_id: int,
    version: int,
    done: str,
    files: Mapping[str, str] | None = None,
) -> ServiceItem:
    """The party says that it is done, and what. That closes nothing.

    Raises UnknownService, NotYourService, StalePage, WrongServiceState, BadText, HoldsPersonalData, FilesNotHere.
    """
    row = worked(actor, service_id, version, {ServiceState.OPEN}, now=now)
    row.done, row.done_by, row.done_at = impersonal(done, STEP_LENGTH, "done"), actor.ref, now
    put_step(row, "done", row.done, actor.ref, now, files)
    move(row, ServiceState.DONE, "done", "done_by", "done_at")
    journal(row, actor, now, "service.done", {"done": row.done})
    return row


@transaction.atomic
def withdraw_service(
    *, actor: Actor, now: datetime, service_id: int, version: int, reason: str
) -> ServiceItem:
    """Take back an item that is not closed, with the reason; it stays to be seen and counts for nothing.

    Raises UnknownService, NotYourService, StalePage, WrongServiceState, BadText, HoldsPersonalData.
    """
    row = worked(actor, service_id, version, {ServiceState.OPEN, ServiceState.DONE}, now=now)
    row.reason, row.receipt = impersonal(reason, REASON_LENGTH, "reason"), ""
    put_step(row, "withdrawn", row.reason, actor.ref, now)
    move(row, ServiceState.WITHDRAWN, "reason", "receipt")
    journal(row, actor, now, "service.withdrawn", {"reason": row.reason})
    return row


def worked(
    actor: Actor, service_id: int, version: int, states: set[ServiceState], *, now: datetime
) -> ServiceItem:
    """The item, locked, for those who act for its party, in one of the states."""
    row = seen(actor, service_id, now=now)
    if not keeps(actor, row.party, now=now):
        raise NotYourService(party=row.party.name)
    if row.state not in states:
        raise WrongServiceState
    same_version(row, version)
    return row


def seen(actor: Actor, service_id: int, *, now: datetime) -> ServiceItem:
    """The item, locked, for somebody who may see it. Raises UnknownService."""
    if not in_sight(ServiceItem.objects.all(), actor, now=now).filter(pk=number(service_id)).exists():
        raise UnknownService(number=service_id)
    row = locked(ServiceItem, service_id, "party", "region")
    if row is None:
        raise UnknownService(number=service_id)
    return row


def move(row: ServiceItem, state: ServiceState, *fields: str) -> None:
    """Bring an item into a state, with what changed beside it."""
    row.state = state.value
    row.version += 1
    row.save(update_fields=["state", "version", *fields])


def put_step(
    row: ServiceItem, kind: str, text: str, by: str, now: datetime, files: Mapping[str, str] | None = None
) -> ServiceStep:
    """One more line in the story of an item."""
    return ServiceStep.objects.create(
        item=row, kind=kind, text=text, files=kept(files or {}, MOST_FILES), by=by, at=now
    )
