"""Taking back what stands in one's own record."""

from uuid import UUID

import msgspec

from chizi.fronts.terminal.handlers.registry import Step, Text, handles
from chizi.learn.actions import void_outcome


class Correction(msgspec.Struct):
    key: UUID
    reason: Text


@handles("correction", Correction, desk="progress:void")
def take_correction(step: Step) -> object:
    """Void a result of one's own, with the reason."""
    return void_outcome(actor=step.actor, now=step.now, key=step.body.key, reason=step.body.reason)
