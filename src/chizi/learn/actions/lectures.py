"""Lectures by principal leaders: recorded by those who keep records for the party (S1-19)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from chizi.learn.actions.applications_parts import journal, locked, own_key, sent_before
from chizi.learn.actions.outcomes_acted import record_acted, undo_acted
from chizi.learn.models import Lecture, LectureParty
from chizi.learn.queries.lectures_seeing import in_sight, keeps
from chizi.learn.refusals.lectures import (
    LectureAhead,
    LectureGone,
    LectureOld,
    LectureThere,
    ManyParties,
    NotTheLeader,
    PartyServedAlready,
    SharedNeedsReason,
    UnknownLeader,
    UnknownLecture,
)
from chizi.learn.rules.lectures import (
    AUDIENCE_LENGTH,
    MOST_PARTIES,
    QUESTIONS_LENGTH,
    REASON_LENGTH,
    TOPIC_LENGTH,
    LectureState,
    not_a_day,
)
from chizi.org.abilities import Actor, local_day
from chizi.org.models import Party, Person, Post
from chizi.org.queries import party as visible_party
from chizi.org.refusals import NotAllowed
from chizi.plan.reaching import number, same_version, text_of


@transaction.atomic
def record_lecture(
    *,
    actor: Actor,
    now: datetime,
    party: str,
    leader: str,
    held_on: date,
    topic: str,
    audience: str,
    questions: str = "",
    serves: Sequence[str] = (),
    reason: str = "",
    key: UUID | None = None,
) -> Lecture:
    """Record a lecture by the head of a party (``party`` a code, ``leader`` a user name). It counts for his own
    party, and for those of ``serves`` (codes) only with the reason why one lecture served them too.

    Raises UnknownParty, NotAllowed, UnknownLeader, NotTheLeader, LectureAhead, LectureOld, LectureThere,
    SharedNeedsReason, ManyParties, KeyUsed, BadText. It stands in the leader's own record too.
    """
    if (found := sent_before(Lecture, key, actor.ref, "recorded_by")) is not None:
        return found
    own = visible_party(actor, party, now=now)
    if not keeps(actor, own, now=now):
        raise NotAllowed
    _check_day(held_on, local_day(now))
    row = Lecture(
        key=own_key(key),
        leader=_leader(leader, own, held_on),
        party=own,
        held_on=held_on,
        topic=text_of(topic, TOPIC_LENGTH, "topic"),
        audience=text_of(audience, AUDIENCE_LENGTH, "audience"),
        questions=text_of(questions, QUESTIONS_LENGTH, "questions") if questions.strip() else "",
        state=LectureState.RECORDED.value,
        recorded_by=actor.ref,
        recorded_at=now,
    )
    row.stand_at(own.region)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise LectureThere from error
    others = _serve_all(actor, row, serves, reason, now)
    _into_record(row, actor, now)
    content = {"leader": row.leader.ref, "held_on": held_on.isoformat(), "serves": others}
    journal(row, actor, now, "lecture.recorded", content)
    return row


def _into_record(row: Lecture, actor: Actor, now: datetime) -> None:
    """It is the leader's own record as well; of its day no hour is known."""
    noon = datetime.combine(row.held_on, time(12), ZoneInfo(settings.TIME_ZONE))
    record_acted(
        actor=actor.ref,
        now=now,
        key=row.key,
        person=row.leader,
        party=row.party,
        about=row.ref,
        happened_at=noon,
    )


def _check_day(held_on: date, today: date) -> None:
    fault = not_a_day(held_on, today)
    if fault == "ahead":
        raise LectureAhead(field="held_on", day=held_on)
    if fault == "old":
        raise LectureOld(field="held_on", day=held_on)


def _leader(username: str, party: Party, day: date) -> Person:
    """The person who led the agency of the party on that day. Raises UnknownLeader, NotTheLeader."""
    known = username.isprintable() and len(username) <= 40
    person = Person.objects.filter(username=username).first() if known else None
    if person is None:
        raise UnknownLeader(field="leader")
    posts = Post.objects.filter(person=person, agency=party.agency, leads=True, from_date__lte=day)
    if party.agency is None or not posts.filter(Q(until__isnull=True) | Q(until__gte=day)).exists():
        raise NotTheLeader(field="leader", name=person.name, party=party.name, day=day)
    return person


def _serve_all(actor: Actor, row: Lecture, serves: Sequence[str], reason: str, now: datetime) -> list[str]:
    """Let it count for the leader's own party and for the others; gives the codes of those."""
    _serve(row, row.party, "")
    others = [code for code in dict.fromkeys(serves) if code != row.party.code]
    if len(others) >= MOST_PARTIES:
        raise ManyParties(field="serves", most=MOST_PARTIES)
    for code in others:
        _serve_other(actor, row, code, reason, now)
    return others


def _serve(row: Lecture, party: Party, reason: str) -> None:
    served = LectureParty(
        lecture=row, party=party, own=party == row.party, reason=reason, held_on=row.held_on
    )
    served.stand_at(party.region)
    served.save()


def _serve_other(actor: Actor, row: Lecture, code: str, reason: str, now: datetime) -> None:
    other = visible_party(actor, code, now=now)
    if not (keeps(actor, other, now=now) or _led_by(other, row.party)):
        raise NotAllowed(field="serves")
    if not reason.strip():
        raise SharedNeedsReason(field="reason", party=other.name)
    _serve(row, other, text_of(reason, REASON_LENGTH, "reason"))


def _led_by(other: Party, party: Party) -> bool:
    """Whether the lecturer's agency leads the other one directly, so that its people sit in the same hall."""
    agency = other.agency
    return agency is not None and party.agency_id is not None and agency.parent_id == party.agency_id


@transaction.atomic
def share_lecture(
    *, actor: Actor, now: datetime, lecture_id: int, version: int, party: str, reason: str
) -> Lecture:
    """Let a recorded lecture count for one more party, with the reason why it served that one too.

    Raises UnknownLecture, NotAllowed, StalePage, LectureGone, UnknownParty, SharedNeedsReason, PartyServedAlready.
    """
    row = _kept(actor, lecture_id, version, now=now)
    other = visible_party(actor, party, now=now)
    served = LectureParty.objects.filter(lecture=row)
    if served.filter(party=other).exists():
        raise PartyServedAlready(field="party", party=other.name)
    if served.count() >= MOST_PARTIES:
        raise ManyParties(field="party", most=MOST_PARTIES)
    _serve_other(actor, row, party, reason, now)
    row.version += 1
    row.save(update_fields=["version"])
    journal(row, actor, now, "lecture.shared", {"party": other.code, "reason": reason.strip()})
    return row


@transaction.atomic
def withdraw_lecture(*, actor: Actor, now: datetime, lecture_id: int, version: int, reason: str) -> Lecture:
    """Take back a record made by mistake; it stays to be seen and counts for nobody.

    Raises UnknownLecture, NotAllowed, StalePage, LectureGone, BadText.
    """
    row = _kept(actor, lecture_id, version, now=now)
    row.reason = text_of(reason, REASON_LENGTH, "reason")
    row.state = LectureState.WITHDRAWN.value
    row.version += 1
    row.save(update_fields=["state", "reason", "version"])
    LectureParty.objects.filter(lecture=row).update(counts=False)
    undo_acted(actor=actor.ref, now=now, key=row.key, reason=row.reason)
    journal(row, actor, now, "lecture.withdrawn", {"reason": row.reason})
    return row


def _kept(actor: Actor, lecture_id: int, version: int, *, now: datetime) -> Lecture:
    if not in_sight(Lecture.objects.all(), actor, now=now).filter(pk=number(lecture_id)).exists():
        raise UnknownLecture(number=lecture_id)
    row = locked(Lecture, lecture_id, "party__region", "region", "leader")
    if row is None:
        raise UnknownLecture(number=lecture_id)
    if not keeps(actor, row.party, now=now):
        raise NotAllowed
    if row.state != LectureState.RECORDED:
        raise LectureGone
    same_version(row, version)
    return row
