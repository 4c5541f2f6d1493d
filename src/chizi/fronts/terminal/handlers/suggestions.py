"""What somebody says about a screen (R-12)."""

import msgspec

from chizi.fronts.terminal.handlers.registry import Step, Text, handles
from chizi.ground.suggestions.actions import make_suggestion


class Suggestion(msgspec.Struct):
    page: Text
    kind: Text
    text: Text


@handles("suggestion", Suggestion, desk="surveying:suggest")
def take_suggestion(step: Step) -> object:
    """A complaint or a suggestion, answered by the office of the person's body."""
    said, agency = step.body, step.actor.agency
    return make_suggestion(
        actor=step.actor.ref,
        now=step.now,
        page=said.page,
        kind=said.kind,
        text=said.text,
        unit=agency.region.code if agency is not None else "",
        key=step.id,
    )
