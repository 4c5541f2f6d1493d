"""A batch of parcels: what was read and answered in one go, each other step for itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from chizi.core.refusals import Refusal
from chizi.core.words import N_
from chizi.fronts.terminal import handlers
from chizi.fronts.terminal.answers import BadRequest, in_trouble, told
from chizi.fronts.terminal.handlers.registry import Given, Number, Step, handler_of
from chizi.ground.devices.actions import take_parcel
from chizi.learn.actions import record_outcomes
from chizi.learn.rules.outcomes import MOST_IN_A_BATCH, OutcomeDraft, OutcomeKind, corrected
from chizi.org.abilities import local_day

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Verdict = dict[str, str]


class UnknownParcel(Refusal):
    text = N_("This kind of step is not taken here. Update the terminal, then record it once more.")


class Batch(msgspec.Struct):
    """What a device sends; the parcels are read one by one, so that one that is spoilt stays alone."""

    device: UUID
    person: str
    sent_at: Instant
    parcels: Annotated[list[msgspec.Raw], msgspec.Meta(max_length=MOST_IN_A_BATCH)]


class Sent(msgspec.Struct):
    """One parcel."""

    id: UUID
    kind: Annotated[str, msgspec.Meta(max_length=40)]
    at: Instant
    body: msgspec.Raw


class Named(msgspec.Struct):
    """What a spoilt parcel may still tell."""

    id: Any = ""


class Read(msgspec.Struct):
    about: Annotated[str, msgspec.Meta(max_length=40)]
    item: Number | None = None


class Answered(msgspec.Struct):
    question: Number
    given: Given | None = None
    item: Number | None = None


@dataclass
class Taken:
    """What became of a batch."""

    accepted: list[str] = field(default_factory=list)
    refused: list[Verdict] = field(default_factory=list)

    def settle(self, parcel_id: str, verdict: Verdict) -> None:
        """Accepted where the verdict says nothing."""
        if verdict:
            self.refused.append({"id": parcel_id, **verdict})
        else:
            self.accepted.append(parcel_id)


@dataclass(frozen=True)
class Sending:
    """Who sends, from which device, and both clocks."""

    actor: Any  # the signed-in person
    device: UUID
    sent_at: datetime
    now: datetime
    batch: str


_reads = msgspec.json.Decoder(Read)
_answers = msgspec.json.Decoder(Answered)
_parcels = msgspec.json.Decoder(Sent)
_names = msgspec.json.Decoder(Named)


def take_batch(sending: Sending, raw: Sequence[msgspec.Raw]) -> Taken:
    """Take what can be taken; a spoilt parcel, a refusal or a fault stays with the parcel it belongs to."""
    taken = Taken()
    drafts: list[OutcomeDraft] = []
    steps: list[Sent] = []
    for one in raw:
        try:
            sent = _parcels.decode(one)
            if sent.kind in (OutcomeKind.READ, OutcomeKind.ANSWERED):
                drafts.append(_draft(sent))
            else:
                steps.append(sent)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            taken.settle(_id_of(one), told(BadRequest()))
    if drafts:
        _record(sending, drafts, taken)
    for sent in steps:
        taken.settle(str(sent.id), _step(sending, sent))
    return taken


def _id_of(raw: msgspec.Raw) -> str:
    """The id by which the device knows a spoilt parcel, as far as it has one."""
    try:
        return str(_names.decode(raw).id)[:36]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def _draft(sent: Sent) -> OutcomeDraft:
    if sent.kind == OutcomeKind.READ:
        read = _reads.decode(sent.body)
        return OutcomeDraft(sent.id, sent.kind, read.about, read.item, sent.at)
    said = _answers.decode(sent.body)
    return OutcomeDraft(sent.id, sent.kind, f"question:{said.question}", said.item, sent.at, said.given)


def _record(sending: Sending, drafts: list[OutcomeDraft], taken: Taken) -> None:
    try:
        verdict = record_outcomes(
            actor=sending.actor,
            now=sending.now,
            sent_at=sending.sent_at,
            batch=sending.batch,
            drafts=drafts,
        )
    except Refusal as refusal:
        _all(drafts, told(refusal), taken)
    except Exception as error:  # the other steps of the batch go on
        _all(drafts, in_trouble(error), taken)
    else:
        taken.accepted += map(str, verdict.accepted)
        taken.refused += [{"id": str(key), **told(refusal)} for key, refusal in verdict.refused]


def _all(drafts: Iterable[OutcomeDraft], verdict: Verdict, taken: Taken) -> None:
    for key in dict.fromkeys(draft.key for draft in drafts):
        taken.settle(str(key), verdict)


def _step(sending: Sending, sent: Sent) -> Verdict:
    handler = handler_of(sent.kind)
    if handler is None:
        return told(UnknownParcel(field="kind"))
    try:
        body: Any = msgspec.json.decode(sent.body, type=handler.shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return told(BadRequest())
    at = corrected(sent.at, sending.sent_at, sending.now)
    step = Step(sending.actor, sending.now, at, sent.id, body)
    try:
        return take_parcel(
            actor=sending.actor.ref,
            now=sending.now,
            today=local_day(sending.now),
            device_id=sending.device,
            parcel_id=sent.id,
            kind=sent.kind,
            handle=lambda: handler.take(step),
            said=told,
        )
    except Refusal as refusal:
        return told(refusal)
    except Exception as error:  # the other steps of the batch go on
        return in_trouble(error)


__all__ = ["Batch", "Sending", "Taken", "handlers", "take_batch"]  # importing handlers registers them
