"""Directives to learn from somebody, attached to actions that exist already (S1-24, S1-25)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from chizi.learn.actions.applications_parts import journal, locked, own_key, sent_before
from chizi.learn.models import Directive, DirectiveTopic, DirectiveUse
from chizi.learn.queries.applications_refs import title_of
from chizi.learn.queries.directives import object_of, visible_directives
from chizi.learn.refusals.directives import (
    AttachedAlready,
    DirectiveGone,
    DirectiveThere,
    IssuedAhead,
    NothingToAttach,
    NoTopics,
    UnknownDirective,
    UnknownStory,
)
from chizi.learn.rules.directives import (
    HONOURED_LENGTH,
    MOST_TOPICS,
    NUMBER_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    TOPIC_LENGTH,
    clean_topics,
)
from chizi.org.abilities import Actor, local_day, require, scope_of
from chizi.org.queries import party as visible_party
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability
from chizi.plan.reaching import number as row_number
from chizi.plan.reaching import same_version, text_of


@transaction.atomic
def record_directive(
    *,
    actor: Actor,
    now: datetime,
    issuer: str,
    number: str,
    title: str,
    issued_on: date,
    topics: Sequence[str],
    text: str = "",
    honours: str = "",
    story: str = "",
    key: UUID | None = None,
) -> Directive:
    """Record a directive of an issuer (a party code): its number, day, whom it honours, his ``story`` ("material:12")
    and its topics. By itself it asks nobody for anything.

    Raises UnknownParty, NotAllowed, IssuedAhead, NoTopics, UnknownStory, DirectiveThere, BadText, KeyUsed.
    """
    if (found := sent_before(Directive, key, actor.ref, "recorded_by")) is not None:
        return found
    party = visible_party(actor, issuer, now=now)
    require(actor, Ability.MANAGE_LEARNING, party, now=now)
    lines = _topics(topics)
    _check(actor, issued_on, story, now)
    row = Directive(
        key=own_key(key),
        number=text_of(number, NUMBER_LENGTH, "number"),
        title=text_of(title, TITLE_LENGTH, "title"),
        text=text_of(text, TEXT_LENGTH, "text") if text.strip() else "",
        issuer=party,
        issued_on=issued_on,
        honours=text_of(honours, HONOURED_LENGTH, "honours") if honours.strip() else "",
        story=story,
        recorded_by=actor.ref,
        recorded_at=now,
    )
    row.stand_at(party.region)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DirectiveThere(field="number") from error
    DirectiveTopic.objects.bulk_create(
        DirectiveTopic(directive=row, position=at, text=text_of(line, TOPIC_LENGTH, "topics"))
        for at, line in enumerate(lines, 1)
    )
    journal(row, actor, now, "directive.recorded", {"number": row.number, "topics": lines})
    return row


def _check(actor: Actor, issued_on: date, story: str, now: datetime) -> None:
    if issued_on > local_day(now):
        raise IssuedAhead(field="issued_on", day=issued_on)
    if story and not title_of(actor, story, now=now, kinds=frozenset({"material"})):
        raise UnknownStory(field="story")


def _topics(said: Sequence[str]) -> list[str]:
    lines = clean_topics(list(said))
    if not 1 <= len(lines) <= MOST_TOPICS:
        raise NoTopics(field="topics", most=MOST_TOPICS)
    return lines


@transaction.atomic
def attach_directive(*, actor: Actor, now: datetime, directive_id: int, about: str) -> DirectiveUse:
    """Let an action that exists already serve a directive: "task:5", "material:2", "lecture:7" or "service:3".

    Raises UnknownDirective, DirectiveGone, NothingToAttach, NotAllowed, AttachedAlready.
    """
    row = _found(actor, directive_id, now=now)
    if scope_of(actor, Ability.MANAGE_LEARNING, now=now).empty:
        raise NotAllowed
    target = object_of(actor, about, now=now)
    if target is None:
        raise NothingToAttach(field="about")
    require(actor, Ability.MANAGE_LEARNING, target, now=now)
    try:
        with transaction.atomic():
            use = DirectiveUse.objects.create(
                directive=row, about=about, attached_by=actor.ref, attached_at=now
            )
    except IntegrityError as error:
        raise AttachedAlready(field="about") from error
    journal(row, actor, now, "directive.attached", {"about": about})
    return use


@transaction.atomic
def detach_directive(*, actor: Actor, now: datetime, directive_id: int, about: str) -> Directive:
    """Undo `attach_directive`. Raises UnknownDirective, DirectiveGone, NothingToAttach, NotAllowed."""
    row = _found(actor, directive_id, now=now)
    if scope_of(actor, Ability.MANAGE_LEARNING, now=now).empty:
        raise NotAllowed
    target = object_of(actor, about, now=now)
    if target is None or not DirectiveUse.objects.filter(directive=row, about=about).exists():
        raise NothingToAttach(field="about")
    require(actor, Ability.MANAGE_LEARNING, target, now=now)
    DirectiveUse.objects.filter(directive=row, about=about).delete()
    journal(row, actor, now, "directive.detached", {"about": about})
    return row


@transaction.atomic
def withdraw_directive(*, actor: Actor, now: datetime, directive_id: int, version: int) -> Directive:
    """Mark a directive as no longer in force; what was attached keeps standing.

    Raises UnknownDirective, DirectiveGone, NotAllowed, StalePage.
    """
    row = _found(actor, directive_id, now=now)
    require(actor, Ability.MANAGE_LEARNING, row, now=now)
    same_version(row, version)
    row.withdrawn_at = now
    row.version += 1
    row.save(update_fields=["withdrawn_at", "version"])
    journal(row, actor, now, "directive.withdrawn", {})
    return row


def _found(actor: Actor, directive_id: int, *, now: datetime) -> Directive:
    if not visible_directives(actor, now=now).filter(pk=row_number(directive_id)).exists():
        raise UnknownDirective(number=directive_id)
    row = locked(Directive, directive_id, "issuer", "region")
    if row is None:
        raise UnknownDirective(number=directive_id)
    if row.withdrawn_at is not None:
        raise DirectiveGone
    return row
