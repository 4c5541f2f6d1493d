"""What came of a task."""

from typing import Annotated

import msgspec

from chizi.fronts.terminal.handlers.registry import Number, Step, Text, Word, handles
from chizi.plan.actions import submit_result

Files = Annotated[dict[Word, Word], msgspec.Meta(max_length=20)]


class Result(msgspec.Struct):
    assignment: Number
    version: Number
    text: Text = ""
    files: Files = {}


@handles("result", Result, desk="planning:submit")
def take_result(step: Step) -> object:
    """Hand in a result. A picture is never asked for (R-09)."""
    said = step.body
    return submit_result(
        actor=step.actor,
        now=step.now,
        assignment_id=said.assignment,
        version=said.version,
        text=said.text,
        files=said.files,
    )
