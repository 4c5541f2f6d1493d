"""What somebody has carried out, such as a lecture held or a service item done, stands in his own record (S1-20)."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from chizi.journal.actions import record_entry
from chizi.learn import tallies
from chizi.learn.models import Outcome
from chizi.learn.recording import Home, Ready, batch_digest, lock_record, outcome_rows, store, whose
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.org.models import Party, Person


def acted_key(key: UUID) -> UUID:
    """The key of the outcome that a record with this key makes: always the same, so that it is made once."""
    return uuid5(key, "acted")


def record_acted(
    *, actor: str, now: datetime, key: UUID, person: Person, party: Party, about: str, happened_at: datetime
) -> None:
    """Put it into the record of the person, and count it for the party that it was done for, wherever he serves now.

    Part of an action that has asked who may record it; ``actor`` is the reference of whoever does. The same key again
    changes nothing.
    """
    home = Home(party.id, party.city_id, party.county_id, party.town_id, party.region.code)
    of = replace(whose(person), home=home)
    row = Ready(acted_key(key), OutcomeKind.ACTED.value, about, min(happened_at, now))
    if store(of, [row], outcome_rows(of, [row], now=now, source=Source.DESK.value, batch=""), now):
        told = {"kind": row.kind, "about": about, "met": None, "sha256": batch_digest([row])}
        _journal(actor, now, "outcomes.recorded", person, party, told)


def undo_acted(*, actor: str, now: datetime, key: UUID, reason: str) -> None:
    """The record behind it was made by mistake: it stays to be seen with the reason, and counts no more. Nothing
    happens where there is none."""
    rows = Outcome.objects.select_related("person", "party__region").filter(voided_at=None)
    row = rows.filter(key=acted_key(key)).first()
    if row is None or row.party is None:
        return
    lock_record(row.person)
    row.voided_at, row.reason = now, reason
    row.save(update_fields=["voided_at", "reason"])
    changes: tallies.Counts = Counter()
    changes.subtract(tallies.kind_key(row.kind, place) for place in tallies.places_of(row.party))
    tallies.change(changes)
    told = {"key": str(row.key), "kind": row.kind, "reason": reason}
    _journal(actor, now, "outcome.voided", row.person, row.party, told)


def _journal(
    actor: str, now: datetime, kind: str, person: Person, party: Party, content: dict[str, Any]
) -> None:
    about = f"record:{person.username}"
    record_entry(actor=actor, now=now, kind=kind, object=about, unit=party.region.code, content=content)
