"""Where something learned was used (S1-04)."""

import msgspec

from chizi.fronts.terminal.handlers.registry import Step, Text, Word, handles
from chizi.learn.actions.applications import claim_application


class Application(msgspec.Struct):
    about: Word
    target: Word
    text: Text


@handles("application", Application, desk="practice:claim")
def take_application(step: Step) -> object:
    """Say that something was applied in a matter or assignment; it counts once somebody else confirms it."""
    said = step.body
    return claim_application(
        actor=step.actor, now=step.now, about=said.about, target=said.target, text=said.text, key=step.id
    )
