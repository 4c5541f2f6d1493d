"""What comes of an assignment: handed in by its party, accepted or returned by the issuer's side."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from chizi.ground.files.queries import files as files_by_digest
from chizi.ground.files.refusals import NoSuchFile
from chizi.org.abilities import Actor, local_day
from chizi.plan import telling
from chizi.plan.actions.assigning import journal, move
from chizi.plan.campaign_refusals import (
    BadFiles,
    NotAnAcceptedResult,
    NothingHandedIn,
    NothingToDecide,
    NotOpenYet,
    NotWaiting,
    OwnResult,
)
from chizi.plan.models import Assignment, Result
from chizi.plan.reaching import issued_assignment, number, text_of, worked_assignment, works_on
from chizi.plan.rules.tasks import (
    REASON_LENGTH,
    TEXT_LENGTH,
    WAITS_FOR_PARTY,
    AssignmentState,
    ResultState,
    digests,
)


@transaction.atomic
def submit_result(
    *,
    actor: Actor,
    now: datetime,
    assignment_id: int,
    version: int,
    text: str = "",
    files: Mapping[str, str] | None = None,
    refers_to: int | None = None,
) -> Result:
    """Hand in the next version of a result: a text, files (digest -> name, as ground.files
    keeps them), or a reference to an
    accepted result of the same party (R-07). No picture and no place is ever asked for (R-09).

    Raises UnknownAssignment, NotYours, StalePage, NotWaiting, NotOpenYet, NothingHandedIn, BadText, BadFiles,
    NotAnAcceptedResult.
    """
    row = worked_assignment(actor, assignment_id, version, now=now)
    if row.state not in WAITS_FOR_PARTY:
        raise NotWaiting
    if local_day(now) < row.opens:
        raise NotOpenYet(opens=row.opens)
    if not text.strip() and not files and refers_to is None:
        raise NothingHandedIn(field="text")
    result = Result.objects.create(
        assignment=row,
        number=row.results.count() + 1,
        text=text_of(text, TEXT_LENGTH, "text") if text.strip() else "",
        files=_kept(files or {}),
        refers_to=_accepted(row, refers_to),
        state=ResultState.SUBMITTED.value,
        submitted_by=actor.ref,
        submitted_at=now,
    )
    move(row, AssignmentState.SUBMITTED, now)
    content = {"number": result.number, "files": sorted(result.files), "refers_to": refers_to}
    journal(row, actor, now, "result.submitted", content)
    href = f"/plan/assignments/{row.id}/"
    telling.tell(
        actor=actor.ref,
        now=now,
        to=[row.assigned_by],
        kind="work.result",
        text=telling.HANDED_IN,
        params={"title": row.task.title},
        href=href,
        about=row.ref,
    )
    return result


def _kept(names: Mapping[str, str]) -> dict[str, str]:
    """Digest -> name of files that are here, or BadFiles."""
    if digests(names) is None:
        raise BadFiles(field="files")
    try:
        found = files_by_digest(dict(names))
    except NoSuchFile as missing:
        raise BadFiles(field="files") from missing
    return {digest: one.name for digest, one in found.items()}


def _accepted(row: Assignment, result_id: int | None) -> Result | None:
    if result_id is None:
        return None
    same = Result.objects.filter(id=number(result_id), assignment__party=row.party)
    found = same.filter(state=ResultState.ACCEPTED.value).first()
    if found is None:
        raise NotAnAcceptedResult(field="refers_to")
    return found


@transaction.atomic
def withdraw_result(*, actor: Actor, now: datetime, assignment_id: int, version: int) -> Result:
    """Take back what was handed in, while nobody has decided on it.

    Raises UnknownAssignment, NotYours, StalePage, NothingToDecide.
    """
    row = worked_assignment(actor, assignment_id, version, now=now)
    result = _undecided(row)
    result.state = ResultState.WITHDRAWN.value
    result.save(update_fields=["state"])
    move(row, AssignmentState.OPEN, now)
    journal(row, actor, now, "result.withdrawn", {"number": result.number})
    return result


@transaction.atomic
def accept_result(*, actor: Actor, now: datetime, assignment_id: int, version: int, note: str = "") -> Result:
    """The issuer's side accepts what was handed in. Nobody verifies his own work, or his own party's.

    Raises UnknownAssignment, NotAllowed, StalePage, NothingToDecide, OwnResult, BadText.
    """
    row, result = _decided(actor, assignment_id, version, ResultState.ACCEPTED, note, now)
    move(row, AssignmentState.ACCEPTED, now)
    journal(row, actor, now, "result.accepted", {"number": result.number, "note": result.note})
    return result


@transaction.atomic
def return_result(*, actor: Actor, now: datetime, assignment_id: int, version: int, note: str) -> Result:
    """The issuer's side returns what was handed in, and says what is missing.

    Raises UnknownAssignment, NotAllowed, StalePage, NothingToDecide, OwnResult, BadText.
    """
    row, result = _decided(
        actor, assignment_id, version, ResultState.RETURNED, text_of(note, REASON_LENGTH, "note"), now
    )
    move(row, AssignmentState.RETURNED, now)
    journal(row, actor, now, "result.returned", {"number": result.number, "note": result.note})
    telling.tell(
        actor=actor.ref,
        now=now,
        to=[result.submitted_by, *telling.person_ref(row.person)],
        kind="due.returned",
        text=telling.RETURNED,
        params={"title": row.task.title, "note": result.note},
        href=f"/plan/assignments/{row.id}/",
        about=row.ref,
    )
    return result


def _decided(
    actor: Actor, assignment_id: int, version: int, outcome: ResultState, note: str, now: datetime
) -> tuple[Assignment, Result]:
    row = issued_assignment(actor, assignment_id, version, now=now)
    result = _undecided(row)
    if result.submitted_by == actor.ref or works_on(actor, row, now=now):
        raise OwnResult
    result.state = outcome.value
    result.decided_by, result.decided_at = actor.ref, now
    result.note = text_of(note, REASON_LENGTH, "note") if note.strip() else ""
    result.save(update_fields=["state", "decided_by", "decided_at", "note"])
    return row, result


def _undecided(row: Assignment) -> Result:
    found = row.results.filter(state=ResultState.SUBMITTED.value).order_by("-number").first()
    if row.state != AssignmentState.SUBMITTED or found is None:
        raise NothingToDecide
    return found
