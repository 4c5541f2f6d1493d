"""Objections to what is asked (R-10)."""

import msgspec

from chizi.fronts.terminal.handlers.registry import Number, Step, Text, Word, handles
from chizi.plan.actions import raise_objection


class Objection(msgspec.Struct):
    assignment: Number
    ground: Word
    text: Text


@handles("objection", Objection, desk="planning:object")
def take_objection(step: Step) -> object:
    """Object to an assignment; the issuer must answer."""
    said = step.body
    return raise_objection(
        actor=step.actor, now=step.now, assignment_id=said.assignment, ground=said.ground, text=said.text
    )
