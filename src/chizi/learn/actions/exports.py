"""Handing results out as xAPI statements. What leaves is written down (S1-10)."""

import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.learn.models import Mastery, Outcome
from chizi.learn.queries.abouts import about_titles
from chizi.learn.queries.progress_party import progress_party_for
from chizi.learn.rules.exports import Shown, mastery_key, statement, verb_of
from chizi.learn.rules.outcomes import OutcomeKind
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Ability

MOST = 50_000
TOLD = (OutcomeKind.READ, OutcomeKind.PASSED, OutcomeKind.REFLECTED, OutcomeKind.APPLIED, OutcomeKind.ACTED)
"""Single answers stay here: of them the mastered objectives are told."""


@transaction.atomic
def export_learning(*, actor: Actor, now: datetime, party_code: str, home: str) -> list[dict[str, Any]]:
    """The outcomes of a party as xAPI statements, people by pseudonyms that are the same in each export.

    ``home`` is the address of this installation. What was taken back is left out. Raises UnknownProgressParty,
    NotAllowed.
    """
    party = progress_party_for(actor, party_code, now=now)
    require(actor, Ability.MANAGE_LEARNING, party, now=now)
    outcomes = Outcome.objects.filter(party=party, voided_at=None, kind__in=[one.value for one in TOLD])
    mastered = Mastery.objects.filter(party=party, met=True)
    told = _statements(outcomes, mastered, home, own=False)
    content = {"party": party.code, "statements": len(told), "form": "xapi"}
    record_entry(
        actor=actor.ref, now=now, kind="learning.exported", object=f"party:{party.code}", content=content,
        unit=party.region.code,
    )  # fmt: skip
    return told


@transaction.atomic
def export_own_learning(*, actor: Actor, now: datetime, home: str) -> list[dict[str, Any]]:
    """One's own outcomes as xAPI statements under one's own name (PIPL art. 45). Raises NotAllowed for no person."""
    if not isinstance(actor, Person) or actor.pk is None or not actor.is_active:
        raise NotAllowed
    outcomes = Outcome.objects.filter(person=actor, voided_at=None, kind__in=[one.value for one in TOLD])
    told = _statements(outcomes, Mastery.objects.filter(person=actor, met=True), home, own=True)
    record_entry(
        actor=actor.ref, now=now, kind="learning.exported", object=f"record:{actor.username}",
        content={"statements": len(told), "form": "xapi"},
    )  # fmt: skip
    return told


def pseudonym(username: str) -> str:
    """A name that only this installation can lead back to a person."""
    key = f"learn.xapi:{settings.SECRET_KEY}".encode()
    return hmac.new(key, username.encode(), "sha256").hexdigest()[:32]


def _statements(outcomes: Any, mastered: Any, home: str, *, own: bool) -> list[dict[str, Any]]:
    rows = list(outcomes.select_related("person").order_by("id")[:MOST])
    titles = about_titles({one.about for one in rows})
    shown = [
        Shown(
            key=one.key,
            verb=verb_of(one.kind, one.met),
            about=one.about,
            title=titles.get(one.about, ""),
            met=one.met,
            # A day would say when somebody read; for what was shown or done it is part of the result.
            day=None if one.kind == OutcomeKind.READ else local_day(one.happened_at),
            **_who(one.person, own),
        )
        for one in rows
    ]
    shown += _mastered(mastered.select_related("person", "objective").order_by("id")[:MOST], own)
    return [statement(one, home) for one in shown]


def _mastered(rows: Iterable[Mastery], own: bool) -> list[Shown]:
    found = []
    for one in rows:
        who = _who(one.person, own)
        found.append(
            Shown(
                key=mastery_key(who["account"], one.objective.code),
                verb="mastered",
                about=f"objective:{one.objective.code}",
                title=one.objective.title,
                met=True,
                day=local_day(one.changed_at),
                **who,
            )
        )
    return found


def _who(person: Person, own: bool) -> dict[str, str]:
    if own:
        return {"account": person.username, "name": person.name}
    return {"account": pseudonym(person.username), "name": ""}
