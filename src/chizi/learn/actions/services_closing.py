"""How service items are closed: by whom they were done for, or by a public notice; never by who did them (S1-21)."""

from datetime import datetime

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.learn.actions.applications_parts import journal, person_of
from chizi.learn.actions.outcomes_acted import record_acted
from chizi.learn.actions.services import impersonal, move, put_step, seen, worked
from chizi.learn.models import ServiceItem
from chizi.learn.queries.applications_refs import party_of
from chizi.learn.refusals.services import (
    DoerCannotClose,
    NoticeRuns,
    UnknownReceipt,
    WrongServiceState,
)
from chizi.learn.rules.services import (
    WORDS_LENGTH,
    Closing,
    ServiceState,
    last_notice_day,
    notice_over,
)
from chizi.learn.services_policy import notice_policy
from chizi.org.abilities import Actor, local_day, require, stands_for
from chizi.org.models import Person
from chizi.org.rules import Ability
from chizi.org.slips import hash_of, new_code, plain_code
from chizi.plan.reaching import number, same_version

BENEFICIARY = "beneficiary"
"""Who acts with a receipt: nobody asks for a name (R-20)."""
STRANGER = "public"
WAITS = (ServiceState.DONE, ServiceState.NOTICE)


@transaction.atomic
def issue_receipt(*, actor: Actor, now: datetime, service_id: int, version: int) -> tuple[ServiceItem, str]:
    """Make the code of the printed slip: given once, in groups of four; only its hash is kept. A new one
    makes the old one void.

    Raises UnknownService, NotYourService, StalePage, WrongServiceState.
    """
    row = worked(actor, service_id, version, set(WAITS), now=now)
    code = new_code()
    again = bool(row.receipt)
    row.receipt = hash_of(plain_code(code) or "")
    row.version += 1
    row.save(update_fields=["receipt", "version"])
    put_step(row, "slip", "", actor.ref, now)
    journal(row, actor, now, "service.slip", {"again": again})
    return row, code


@transaction.atomic
def confirm_by_receipt(
    *, actor: Actor | None, now: datetime, code: str, words: str = "", done: bool = True
) -> ServiceItem:
    """Whom it was done for says that it was (the item is closed), or that it was not (it goes back to the party).

    ``actor`` is None for somebody who is not signed in; who acts for the doing party is turned away.
    Raises UnknownReceipt, DoerCannotClose, BadText, HoldsPersonalData.
    """
    row = by_receipt(code, lock=True)
    if actor is not None and _did(actor, row, now):
        raise DoerCannotClose
    row.words = impersonal(words, WORDS_LENGTH, "words") if words.strip() else ""
    row.receipt = ""
    put_step(row, "confirmed" if done else "denied", row.words, BENEFICIARY, now)
    if done:
        _close(row, Closing.RECEIPT, BENEFICIARY, now, "words", "receipt")
    else:
        _reopen(row, "words", "receipt")
    record_entry(
        actor=BENEFICIARY,
        now=now,
        kind="service.confirmed" if done else "service.denied",
        object=row.ref,
        unit=row.region.code,
        content={"words": row.words},
    )
    return row


def by_receipt(code: str, *, lock: bool = False) -> ServiceItem:
    """The item that waits for the holder of a code. Raises UnknownReceipt."""
    plain = plain_code(code)
    rows = ServiceItem.objects.select_related("party", "region")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    wanted = rows.filter(receipt=hash_of(plain or ""), state__in=[one.value for one in WAITS])
    row = wanted.first() if plain is not None else None
    if row is None:
        raise UnknownReceipt(field="code")
    return row


@transaction.atomic
def start_notice(*, actor: Actor, now: datetime, service_id: int, version: int) -> ServiceItem:
    """Make known what was done, where no slip can be given; the days of the policy run from tomorrow.

    Raises UnknownService, NotYourService, StalePage, WrongServiceState.
    """
    row = worked(actor, service_id, version, {ServiceState.DONE}, now=now)
    policy, today = notice_policy(), local_day(now)
    row.notice_from = today
    row.notice_until = last_notice_day(today, policy.working_days, policy.days_off, policy.make_up_days)
    put_step(row, "notice", "", actor.ref, now)
    move(row, ServiceState.NOTICE, "notice_from", "notice_until")
    journal(row, actor, now, "service.notice", {"until": row.notice_until.isoformat()})
    return row


@transaction.atomic
def object_to_service(*, actor: Actor | None, now: datetime, service_id: int, text: str) -> ServiceItem:
    """Object to a notice: the item goes back to the party, with the words. Anybody may, signed in or not.

    Raises UnknownReceipt where no notice runs, BadText, HoldsPersonalData.
    """
    rows = ServiceItem.objects.select_related("party", "region").select_for_update(of=("self",))
    row = rows.filter(pk=number(service_id), state=ServiceState.NOTICE.value).first()
    if row is None:
        raise UnknownReceipt
    by = actor.ref if actor is not None else STRANGER
    said = impersonal(text, WORDS_LENGTH, "text")
    put_step(row, "objection", said, by, now)
    _reopen(row)
    record_entry(
        actor=by,
        now=now,
        kind="service.objected",
        object=row.ref,
        unit=row.region.code,
        content={"text": said},
    )
    return row


@transaction.atomic
def close_after_notice(*, actor: Actor, now: datetime, service_id: int, version: int) -> ServiceItem:
    """Close an item whose notice ran out without an objection: by somebody outside the party that did it.

    Raises UnknownService, NotAllowed, DoerCannotClose, StalePage, WrongServiceState, NoticeRuns.
    """
    row = seen(actor, service_id, now=now)
    if _did(actor, row, now):
        raise DoerCannotClose
    require(actor, Ability.CONFIRM_LEARNING, row, now=now)
    if row.state != ServiceState.NOTICE or row.notice_until is None:
        raise WrongServiceState
    same_version(row, version)
    if not notice_over(row.notice_until, local_day(now)):
        raise NoticeRuns(day=row.notice_until)
    put_step(row, "closed", "", actor.ref, now)
    _close(row, Closing.NOTICE, actor.ref, now)
    journal(row, actor, now, "service.closed", {"until": row.notice_until.isoformat()})
    return row


def _did(actor: Actor, row: ServiceItem, now: datetime) -> bool:
    """Whether the actor belongs to the doing party, or did it, or wrote it down."""
    person = person_of(actor)
    home = party_of(person)
    if actor.ref in (row.done_by, row.raised_by) or (home is not None and home.pk == row.party_id):
        return True
    return stands_for(actor, Ability.WORK_TASK, row.party, now=now)


def _close(row: ServiceItem, closing: Closing, by: str, now: datetime, *fields: str) -> None:
    row.closing, row.closed_by, row.closed_at = closing.value, by, now
    move(row, ServiceState.CLOSED, "closing", "closed_by", "closed_at", *fields)
    doer = _doer(row)
    if doer is not None and row.done_at is not None:
        record_acted(
            actor=by,
            now=now,
            key=row.key,
            person=doer,
            party=row.party,
            about=row.ref,
            happened_at=row.done_at,
        )


def _doer(row: ServiceItem) -> Person | None:
    """Who did it, where he serves in the party itself; what an office enters for another is in nobody's record."""
    kind, _, name = row.done_by.partition(":")
    if kind != "person" or row.party.agency_id is None:
        return None
    return Person.objects.filter(username=name, agency=row.party.agency_id).first()


def _reopen(row: ServiceItem, *fields: str) -> None:
    row.notice_from = row.notice_until = None
    row.receipt = ""
    changed = {"notice_from", "notice_until", "receipt", *fields}
    move(row, ServiceState.OPEN, *sorted(changed))
