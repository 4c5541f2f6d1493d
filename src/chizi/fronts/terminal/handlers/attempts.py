"""Papers, answered bit by bit."""

from typing import Annotated

import msgspec

from chizi.fronts.terminal.answers import BadRequest
from chizi.fronts.terminal.handlers.registry import Given, Number, Step, Word, handles
from chizi.learn.actions import save_attempt, start_attempt, submit_attempt
from chizi.learn.rules.outcomes import Source


class Attempt(msgspec.Struct):
    """``attempt`` is None where the paper was begun off-line; then the open one of this paper is meant."""

    attempt: Number | None = None
    paper: Number | None = None
    item: Number | None = None
    answers: Annotated[dict[Word, Given], msgspec.Meta(max_length=500)] = {}


def _attempt(step: Step) -> int:
    said = step.body
    if said.attempt is not None:
        return int(said.attempt)
    if said.paper is None:
        raise BadRequest(field="paper")
    return start_attempt(actor=step.actor, now=step.now, paper_id=said.paper, item=said.item).id


@handles("attempt.save", Attempt, desk="study:attempt")
def keep_answers(step: Step) -> object:
    """Keep what has been answered so far, to go on with on another device."""
    return save_attempt(
        actor=step.actor,
        now=step.now,
        attempt_id=_attempt(step),
        answers=step.body.answers,
        happened_at=step.at,
    )


@handles("attempt.submit", Attempt, desk="study:attempt")
def hand_in(step: Step) -> object:
    """Hand a paper in; twice is once, and what was done within the window counts however late it arrives."""
    return submit_attempt(
        actor=step.actor,
        now=step.now,
        attempt_id=_attempt(step),
        answers=step.body.answers,
        happened_at=step.at,
        source=Source.TERMINAL,
    )
