"""Declared kinship (亲属关系申报): by the person himself, or by the office for him."""

from datetime import date, datetime

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Party, Person, Tie
from chizi.org.refusals import NeedsPerson, SpanBackwards, TieEnded, TieStands, UnknownTie
from chizi.org.rules import Ability, Relation


@transaction.atomic
def declare_tie(
    *,
    actor: Actor,
    now: datetime,
    relation: Relation,
    party: Party,
    from_date: date | None = None,
    until: date | None = None,
    person: Person | None = None,
) -> Tie:
    """Declare that a relative serves in, or is bound to, ``party``; for oneself unless ``person`` is given.

    The relative has no name here, and the journal keeps neither the relation nor the party: a third person's
    data are kept once (PIPL art. 6). Raises NotAllowed, TieStands, SpanBackwards.
    """
    person = _subject(actor, now, person)
    if from_date is not None and until is not None and until < from_date:
        raise SpanBackwards
    held = Tie.objects.filter(person=person, party=party, relation=relation.value, until__isnull=True)
    if held.exists():
        raise TieStands(name=party.name)
    tie = Tie.objects.create(
        person=person,
        relation=relation.value,
        party=party,
        from_date=from_date,
        until=until,
        declared_at=now,
        declared_by=actor.ref,
    )
    record_entry(
        actor=actor.ref,
        now=now,
        kind="tie.declared",
        object=person.ref,
        unit=_unit(person),
        content={"tie": tie.pk},
    )
    return tie


@transaction.atomic
def end_tie(*, actor: Actor, now: datetime, tie_id: int, on: date | None = None) -> Tie:
    """End a declaration with a last day (today). Raises UnknownTie, NotAllowed, TieEnded, SpanBackwards."""
    rows = Tie.objects.select_for_update(of=("self",)).select_related("person", "person__agency", "party")
    tie = rows.filter(id=tie_id).first()
    if tie is None:
        raise UnknownTie
    _subject(actor, now, tie.person)
    if tie.until is not None:
        raise TieEnded
    last = on or local_day(now)
    if tie.from_date is not None and last < tie.from_date:
        raise SpanBackwards
    tie.until = last
    tie.save(update_fields=["until"])
    record_entry(
        actor=actor.ref,
        now=now,
        kind="tie.ended",
        object=tie.person.ref,
        unit=_unit(tie.person),
        content={"tie": tie.pk, "on": last.isoformat()},
    )
    return tie


def _subject(actor: Actor, now: datetime, person: Person | None) -> Person:
    """Whose kinship it is. Raises NotAllowed unless it is one's own or one manages the bodies there."""
    if person is None:
        if not isinstance(actor, Person):
            raise NeedsPerson
        return actor
    if not (isinstance(actor, Person) and actor.pk == person.pk):
        require(actor, Ability.MANAGE_BODIES, person.agency, now=now)
    return person


def _unit(person: Person) -> str:
    return person.agency.region.code if person.agency else ""
