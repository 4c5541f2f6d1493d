"""Raising a matter."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from chizi.core.clocks import Moment, due_sum
from chizi.ground.search.actions import index_text
from chizi.matters import refusals
from chizi.matters.actions.telling import tell
from chizi.matters.actions.writing import (
    attached,
    journal_step,
    keep_evidence,
    shift_counts,
    standing,
    worded,
)
from chizi.matters.models import Matter, Numbering, Step
from chizi.matters.queries.standing import kept_out
from chizi.matters.rules.filling import check_demand, check_files, check_written
from chizi.matters.rules.kinds import Kind, kind_named
from chizi.matters.rules.matters import KEY_LENGTH, Attached, matter_code
from chizi.matters.words import FIELDS
from chizi.org.abilities import Actor, local_day, require, scope_of
from chizi.org.models import Party
from chizi.org.rules import Ability
from chizi.plan.queries import body_sent_to


@transaction.atomic
def raise_matter(
    *,
    actor: Actor,
    now: datetime,
    party: Party,
    title: str,
    fact: str,
    judgement: str,
    severity: str,
    source: str,
    basis: str = "",
    demand: str = "",
    due: date | None = None,
    kind: str = "finding",
    found_on: date | None = None,
    immediate: bool = False,
    files: Sequence[Attached | str] = (),
    key: str = "",
) -> Matter:
    """Write down what was found at a party; the party gets its feedback notice the same minute (S2-42).

    fact and judgement stand apart (S2-11); basis, demand and due as the kind asks (R-29). found_on is today unless
    given; ``immediate`` asks for mending at once (立查立改). The same ``key`` sent twice is one matter. Raises
    UnknownKind, NoSuchParty, NotAllowed, ClosedParty, TooNear and what `rules.filling` finds.
    """
    known = _known(actor, now, kind, party)
    if (again := _sent_before(actor, key)) is not None:
        return again
    said = {"title": title, "fact": fact, "judgement": judgement, "basis": basis, "demand": demand}
    draft = Matter(
        **said,
        kind=known.name,
        party=party,
        severity=severity,
        source=source,
        found_on=found_on or local_day(now),
        demanded_on=due,
        immediate=immediate,
    )
    given = _checked(known, draft, actor, now, files)
    sent = body_sent_to(actor, party, local_day(now))
    draft.body_code, draft.body_name = (sent.code, sent.name) if sent is not None else ("", "")
    try:
        with transaction.atomic():
            return _written(known, draft, actor, now, given, key)
    except IntegrityError:
        again = _sent_before(actor, key)
        if again is not None:  # the same form came twice at once
            return again
        raise


def _known(actor: Actor, now: datetime, kind: str, party: Party) -> Kind:
    """The kind, once it is clear that the actor may raise one of it at the party."""
    known = kind_named(kind)
    if known is None:
        raise refusals.UnknownKind(kind=kind[:24])
    if not scope_of(actor, Ability.SEE_MATTERS, now=now).covers(party):
        raise refusals.NoSuchParty
    require(actor, Ability.RAISE_MATTER, party, now=now)
    return known


def _checked(
    kind: Kind, draft: Matter, actor: Actor, now: datetime, files: Sequence[Attached | str]
) -> tuple[Attached, ...]:
    """Check all that was written and clean its texts; gives the files."""
    _check_party(actor, draft.party, now)
    today = local_day(now)
    with worded():
        kept = check_written({name: getattr(draft, name) for name in FIELDS}, FIELDS)
        check_demand(kind.begin, kept["basis"], kept["demand"], draft.demanded_on, today)
        _check_choice(kind, draft.severity, draft.source)
        given = check_files(kind.begin.enclosure, attached(files), today)
    if draft.found_on > today:
        raise refusals.FoundLater(field="found_on")
    for name, text in kept.items():
        setattr(draft, name, text)
    return given


def _sent_before(actor: Actor, key: str) -> Matter | None:
    if not key:
        return None
    if len(key) > KEY_LENGTH or not key.isprintable():
        raise refusals.KeyUsedAgain
    step = Step.objects.filter(by=actor.ref, key=key).select_related("matter").first()
    if step is None:
        return None
    if step.number != 1:
        raise refusals.KeyUsedAgain
    return step.matter


def _check_party(actor: Actor, party: Party, now: datetime) -> None:
    if party.closed_on is not None and party.closed_on <= local_day(now):
        raise refusals.ClosedParty(field="party", name=party.name)
    refusal = kept_out(actor, party, now=now)
    if refusal is not None:
        raise refusal


def _check_choice(kind: Kind, severity: str, source: str) -> None:
    if severity not in dict(kind.begin.severities):
        raise refusals.BadChoice(field="severity", title="Severity")
    if source not in dict(kind.begin.sources):
        raise refusals.BadChoice(field="source", title="Source")


def _written(
    kind: Kind, matter: Matter, actor: Actor, now: datetime, files: Sequence[Attached], key: str
) -> Matter:
    day = local_day(now)
    matter.year = day.year
    matter.serial = _next_number(kind.name, day.year)
    matter.code = matter_code(kind.prefix, day.year, matter.serial)
    matter.city_id, matter.county_id, matter.town_id = (
        matter.party.city_id,
        matter.party.county_id,
        matter.party.town_id,
    )
    matter.raised_by, matter.raised_at, matter.since = actor.ref, now, now
    matter.state = kind.flow.start
    clock = kind.clock_of(matter.state)
    total = (
        due_sum(clock, [Moment(kind.flow.begins, day, matter.state)], matter.demanded_on) if clock else None
    )
    matter.due_on = total.due if total else None
    matter.save()
    said = {
        "fact": matter.fact,
        "judgement": matter.judgement,
        "basis": matter.basis,
        "demand": matter.demand,
    }
    step = Step.objects.create(
        matter=matter,
        number=1,
        name=kind.flow.begins,
        to_state=matter.state,
        by=actor.ref,
        at=now,
        fields=said,
        key=key,
    )
    kept = keep_evidence(actor=actor, now=now, matter=matter, step=step, files=files)
    shift_counts(None, standing(kind, matter), matter)
    journal_step(actor=actor, now=now, matter=matter, step=step, files=kept)
    words = "\n".join((matter.title, matter.code, matter.party.name, matter.fact, matter.judgement))
    index_text(collection="matters", key=str(matter.pk), text=words)
    tell(kind, matter, step, kind.begin.notices, actor=actor, now=now)
    return matter


def _next_number(kind: str, year: int) -> int:
    """The next number of the year, without gaps: the row is locked until the end of the transaction."""
    row, _ = Numbering.objects.get_or_create(kind=kind, year=year)
    Numbering.objects.filter(pk=row.pk).update(last=F("last") + 1)
    return Numbering.objects.values_list("last", flat=True).get(pk=row.pk)
