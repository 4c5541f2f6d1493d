"""What somebody thought about what he learned."""

from typing import Annotated

import msgspec

from chizi.fronts.terminal.handlers.registry import Step, Text, Word, handles
from chizi.learn.actions.reflections import write_reflection
from chizi.learn.rules.outcomes import Source


class Reflection(msgspec.Struct):
    about: Word
    text: Text
    files: Annotated[dict[Word, Word], msgspec.Meta(max_length=20)] = {}


@handles("reflection", Reflection, desk="practice:reflect")
def take_reflection(step: Step) -> object:
    """A short text of one's own; a picture is never asked for."""
    said = step.body
    return write_reflection(
        actor=step.actor,
        now=step.now,
        about=said.about,
        text=said.text,
        files=said.files,
        key=step.id,
        happened_at=step.at,
        source=Source.TERMINAL,
    )
