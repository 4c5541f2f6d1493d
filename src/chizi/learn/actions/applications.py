"""Learning used in real work: claimed by the learner, confirmed or returned by somebody else (S1-04)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from chizi.core.words import N_
from chizi.learn.actions.applications_parts import journal, learner, locked, own_key, person_of, sent_before
from chizi.learn.actions.outcomes import record_outcome
from chizi.learn.models import Application
from chizi.learn.queries.applications_refs import party_of, title_of, work_of
from chizi.learn.queries.applications_seeing import visible_applications
from chizi.learn.refusals.applications import (
    ApplicationDecided,
    ClaimedAlready,
    ConflictWithLearner,
    NoParty,
    NothingLearned,
    NotInYourWork,
    NotReturned,
    NotYourApplication,
    OwnApplication,
    UnknownApplication,
)
from chizi.learn.rules.applications import LEARNED, NOTE_LENGTH, TEXT_LENGTH, ApplicationState, undecidable
from chizi.learn.rules.outcomes import OutcomeKind, Source
from chizi.org.abilities import Actor, local_day, require
from chizi.org.models import Person
from chizi.org.queries import tied_parties
from chizi.org.rules import Ability
from chizi.plan.reaching import number, same_version, text_of
from chizi.plan.telling import tell

CONFIRMED = N_("Your application of “%(title)s” was confirmed.")
RETURNED = N_("Your application of “%(title)s” came back: %(note)s")
HREF = "/practice/applications/%d/"


@transaction.atomic
def claim_application(
    *,
    actor: Actor,
    now: datetime,
    about: str,
    text: str,
    target: str,
    key: UUID | None = None,
    earlier: Application | None = None,
) -> Application:
    """Say that one used what one learned (``about`` "material:12") in a matter or assignment of one's own party
    (``target`` "matter:12"). It counts only after somebody else confirmed it. The same key again changes nothing.

    Raises NotAllowed, NoParty, NothingLearned, NotInYourWork, ClaimedAlready, KeyUsed, BadText.
    """
    person = learner(actor, now=now)
    if (found := sent_before(Application, key, person.ref, "claimed_by")) is not None:
        return found
    party = party_of(person)
    if party is None:
        raise NoParty
    title = title_of(person, about, now=now, kinds=LEARNED)
    if not title:
        raise NothingLearned(field="about")
    work = work_of(party, target)
    if work is None:
        raise NotInYourWork(field="target")
    row = Application(
        key=own_key(key),
        person=person,
        party=party,
        about=about,
        about_title=title,
        text=text_of(text, TEXT_LENGTH, "text"),
        matter=work[0],
        assignment=work[1],
        earlier=earlier,
        state=ApplicationState.CLAIMED.value,
        claimed_by=person.ref,
        claimed_at=now,
    )
    row.stand_at(party.region)
    _save(row)
    journal(row, actor, now, "application.claimed", {"about": about, "target": row.target})
    return row


def _save(row: Application) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ClaimedAlready(field="target") from error


@transaction.atomic
def claim_again(
    *, actor: Actor, now: datetime, application_id: int, version: int, text: str, target: str = ""
) -> Application:
    """Claim anew what came back, with a better text and perhaps other work; the old claim stays as it was.

    Raises UnknownApplication, NotYourApplication, StalePage, NotReturned and what `claim_application` raises.
    """
    row = _own(actor, application_id, version, now=now)
    if row.state != ApplicationState.RETURNED:
        raise NotReturned
    if Application.objects.filter(earlier=row).exists():
        raise ClaimedAlready
    return claim_application(
        actor=actor, now=now, about=row.about, text=text, target=target or row.target, earlier=row
    )


@transaction.atomic
def withdraw_application(*, actor: Actor, now: datetime, application_id: int, version: int) -> Application:
    """Take back a claim before anybody decided on it.

    Raises UnknownApplication, NotYourApplication, StalePage, ApplicationDecided.
    """
    row = _own(actor, application_id, version, now=now)
    if row.state != ApplicationState.CLAIMED:
        raise ApplicationDecided
    _move(row, ApplicationState.WITHDRAWN)
    journal(row, actor, now, "application.withdrawn", {})
    return row


@transaction.atomic
def confirm_application(
    *, actor: Actor, now: datetime, application_id: int, version: int, note: str = ""
) -> Application:
    """Confirm that somebody else applied what he learned; only now it counts, as an outcome of his record.

    Raises UnknownApplication, NotAllowed, StalePage, OwnApplication, ConflictWithLearner, ApplicationDecided, BadText.
    """
    row = _decidable(actor, application_id, version, now=now)
    _decide(row, actor, now, ApplicationState.CONFIRMED, note.strip() and text_of(note, NOTE_LENGTH, "note"))
    record_outcome(
        actor=person_of(actor),
        now=now,
        key=uuid5(row.key, "applied"),
        kind=OutcomeKind.APPLIED,
        about=row.about,
        happened_at=row.claimed_at,
        source=Source.DESK,
        person=row.person,
        content={"application": row.ref, "target": row.target},
    )
    journal(row, actor, now, "application.confirmed", {"note": row.note})
    _tell(row, actor, now, "answer.application", CONFIRMED, {})
    return row


@transaction.atomic
def return_application(
    *, actor: Actor, now: datetime, application_id: int, version: int, note: str
) -> Application:
    """Give a claim back with a note that says what is missing.

    Raises UnknownApplication, NotAllowed, StalePage, OwnApplication, ConflictWithLearner, ApplicationDecided, BadText.
    """
    row = _decidable(actor, application_id, version, now=now)
    _decide(row, actor, now, ApplicationState.RETURNED, text_of(note, NOTE_LENGTH, "note"))
    journal(row, actor, now, "application.returned", {"note": row.note})
    _tell(row, actor, now, "answer.application", RETURNED, {"note": row.note})
    return row


def _own(actor: Actor, application_id: int, version: int, *, now: datetime) -> Application:
    row = _seen(actor, application_id, now=now)
    if row.claimed_by != actor.ref:
        raise NotYourApplication
    same_version(row, version)
    return row


def _seen(actor: Actor, application_id: int, *, now: datetime) -> Application:
    if not visible_applications(actor, now=now).filter(pk=number(application_id)).exists():
        raise UnknownApplication(number=application_id)
    row = locked(Application, application_id, "person", "party", "region", "matter", "assignment")
    if row is None:
        raise UnknownApplication(number=application_id)
    return row


def _decidable(actor: Actor, application_id: int, version: int, *, now: datetime) -> Application:
    row = _seen(actor, application_id, now=now)
    why = undecidable(learner=row.claimed_by, decider=actor.ref, state=row.state)
    if why == "own":
        raise OwnApplication
    require(actor, Ability.CONFIRM_LEARNING, row, now=now)
    if kin(person_of(actor), row.person, row.party_id, now=now):
        raise ConflictWithLearner
    if why == "decided":
        raise ApplicationDecided
    same_version(row, version)
    return row


def kin(decider: Person, person: Person, party_id: int, *, now: datetime) -> bool:
    """Whether a declared kinship stands between the two: a relative of one where the other serves; one query more
    than the parties themselves."""
    ties = tied_parties([decider.pk, person.pk], local_day(now))
    home = party_of(decider)
    return party_id in ties[decider.pk] or (home is not None and home.pk in ties[person.pk])


def _decide(row: Application, actor: Actor, now: datetime, state: ApplicationState, note: str) -> None:
    row.decided_by, row.decided_at, row.note = actor.ref, now, note
    _move(row, state, "decided_by", "decided_at", "note")


def _move(row: Application, state: ApplicationState, *fields: str) -> None:
    row.state = state.value
    row.version += 1
    row.save(update_fields=["state", "version", *fields])


def _tell(
    row: Application, actor: Actor, now: datetime, kind: str, text: str, params: Mapping[str, str]
) -> None:
    tell(
        actor=actor.ref,
        now=now,
        to=[row.claimed_by],
        kind=kind,
        text=text,
        params={"title": row.about_title, **params},
        href=HREF % row.pk,
        about=row.ref,
    )
