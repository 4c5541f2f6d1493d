"""The library of regulations: adding, following a text with a newer one, replacing, repealing."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chizi.ground.search.actions import index_text
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Region
from chizi.org.rules import Ability
from chizi.plan.actions.gate import choice_in, journal, text_in
from chizi.plan.models import Regulation, Replacement, Wording
from chizi.plan.queries.regulations import COLLECTION, regulation_for
from chizi.plan.refusals.bodies import (
    DaysBackwards,
    EmptyText,
    NotInForceYet,
    RegulationCircle,
    RegulationOver,
    SameText,
    TextTooLong,
    WrongChoice,
)
from chizi.plan.rules.bodies import NAME_LENGTH, RegulationStatus
from chizi.plan.rules.regulations import LONGEST_TEXT, clean_text, makes_circle

NUMBER_LENGTH, NOTE_LENGTH = 80, 200
BEGINNINGS = (RegulationStatus.DRAFT, RegulationStatus.IN_FORCE)


@transaction.atomic
def add_regulation(
    *,
    actor: Actor,
    now: datetime,
    region: Region,
    title: str,
    issuer: str,
    text: str,
    number: str = "",
    status: str = RegulationStatus.IN_FORCE,
    in_force_from: date | None = None,
    hands_over_to: str = "",
    replaces: Sequence[int] = (),
) -> Regulation:
    """Put a document into the library, with its first version (S2-18).

    ``hands_over_to`` names who gets clues about crime or discipline that come up under it: they are handed over,
    never investigated here. Raises NotAllowed, WrongText, EmptyText, TextTooLong, NotInForceYet, WrongChoice
    and what replacing raises.
    """
    require(actor, Ability.MANAGE_BODIES, region, now=now)
    chosen = choice_in(RegulationStatus, status, "status")
    if chosen not in BEGINNINGS:
        raise WrongChoice(field="status")
    if chosen == RegulationStatus.IN_FORCE and in_force_from is None:
        raise NotInForceYet(field="in_force_from")
    one = Regulation(status=chosen.value, in_force_from=in_force_from)
    one.title = text_in(title, NAME_LENGTH, "title")
    one.number = text_in(number, NUMBER_LENGTH, "number", empty=True)
    one.issuer = text_in(issuer, NAME_LENGTH, "issuer")
    one.hands_over_to = text_in(hands_over_to, NAME_LENGTH, "hands_over_to", empty=True)
    one.stand_at(region)
    words = _words(text)
    one.save()
    _write(one, words, "", in_force_from, actor, now)
    content = {"title": one.title, "number": one.number, "status": one.status, "from": in_force_from}
    journal(actor, now, "regulation.added", one.ref, region.code, content)
    for older in replaces:
        replace_regulation(actor=actor, now=now, newer_id=one.pk, older_id=older)
    return one


def _words(text: str) -> str:
    plain = clean_text(text)
    if not plain.strip():
        raise EmptyText(field="text")
    if len(plain) > LONGEST_TEXT:
        raise TextTooLong(field="text", most=LONGEST_TEXT)
    return plain


def _write(
    one: Regulation, text: str, note: str, in_force_from: date | None, actor: Actor, now: datetime
) -> Wording:
    wording = Wording.objects.create(
        regulation=one,
        version=one.latest,
        text=text,
        note=note,
        in_force_from=in_force_from,
        added_by=actor.ref,
        added_at=now,
    )
    head = f"{one.title}\n{one.number}\n{one.issuer}\n"
    index_text(collection=COLLECTION, key=str(one.pk), text=head + text)
    return wording


@transaction.atomic
def add_wording(
    *,
    actor: Actor,
    now: datetime,
    regulation_id: int,
    text: str,
    note: str,
    in_force_from: date | None = None,
) -> Wording:
    """Follow the text of a document with a newer version; the older ones stay readable.

    Raises UnknownRegulation, NotAllowed, RegulationOver, SameText, EmptyText, TextTooLong, WrongText.
    """
    one = _changeable(actor, regulation_id, now)
    words = _words(text)
    newest = one.wordings.get(version=one.latest)
    if newest.text == words:
        raise SameText(field="text")
    one.latest += 1
    one.save(update_fields=["latest"])
    said = text_in(note, NOTE_LENGTH, "note")
    wording = _write(one, words, said, in_force_from, actor, now)
    content = {"version": wording.version, "note": said, "from": in_force_from}
    journal(actor, now, "regulation.reworded", one.ref, one.region.code, content)
    return wording


def _changeable(actor: Actor, number: int, now: datetime) -> Regulation:
    regulation_for(actor, number, now)
    one = Regulation.objects.select_for_update(of=("self",)).select_related("region").get(id=number)
    require(actor, Ability.MANAGE_BODIES, one, now=now)
    if one.status in (RegulationStatus.REPEALED, RegulationStatus.REPLACED):
        raise RegulationOver
    return one


@transaction.atomic
def put_in_force(*, actor: Actor, now: datetime, regulation_id: int, on: date) -> Regulation:
    """Let a draft count from a day. Raises UnknownRegulation, NotAllowed, RegulationOver, WrongChoice."""
    one = _changeable(actor, regulation_id, now)
    if one.status != RegulationStatus.DRAFT:
        raise WrongChoice(field="on")
    one.status, one.in_force_from = RegulationStatus.IN_FORCE.value, on
    one.save(update_fields=["status", "in_force_from"])
    journal(actor, now, "regulation.in-force", one.ref, one.region.code, {"from": on})
    return one


@transaction.atomic
def replace_regulation(*, actor: Actor, now: datetime, newer_id: int, older_id: int) -> Replacement:
    """Let a document take the place of an older one, which no longer counts.

    Raises UnknownRegulation, NotAllowed, RegulationCircle, RegulationOver when the newer one is over.
    """
    newer = _changeable(actor, newer_id, now)
    older = regulation_for(actor, older_id, now)
    require(actor, Ability.MANAGE_BODIES, older, now=now)
    edges = list(Replacement.objects.values_list("newer_id", "older_id"))
    if makes_circle(edges, newer.pk, older.pk):
        raise RegulationCircle(field="replaces")
    link, made = Replacement.objects.get_or_create(newer=newer, older=older)
    if older.status != RegulationStatus.REPEALED:
        older.status = RegulationStatus.REPLACED.value
        older.save(update_fields=["status"])
    if made:
        content = {"older": older.pk, "title": older.title}
        journal(actor, now, "regulation.replaces", newer.ref, newer.region.code, content)
    return link


@transaction.atomic
def repeal_regulation(
    *, actor: Actor, now: datetime, regulation_id: int, on: date | None = None, reason: str
) -> Regulation:
    """End a document from a day (today). Raises UnknownRegulation, NotAllowed, RegulationOver, DaysBackwards."""
    one = _changeable(actor, regulation_id, now)
    day = on or local_day(now)
    if one.in_force_from is not None and day < one.in_force_from:
        raise DaysBackwards(field="on")
    one.status, one.repealed_on = RegulationStatus.REPEALED.value, day
    one.save(update_fields=["status", "repealed_on"])
    content = {"on": day, "reason": text_in(reason, NOTE_LENGTH, "reason")}
    journal(actor, now, "regulation.repealed", one.ref, one.region.code, content)
    return one
