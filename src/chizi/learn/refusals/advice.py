"""Why notes of steering say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownAdvice(Missing):
    text = N_("No note with the number %(number)s lies within what you may see.")


class UnknownAdviceKind(Refusal):
    text = N_("Choose one of the three kinds: guidance, targeted advice, line supervision.")


class OtherSystem(Forbidden):
    """S1-18: line supervision stays within the own system."""

    text = N_(
        "Line supervision stays within one's own system. %(party)s belongs to another; write advice instead."
    )


class OwnParty(Forbidden):
    text = N_("A note goes to another party, not to your own.")


class NotAddressed(Forbidden):
    text = N_("This note is addressed to %(party)s. Only those who act for it reply.")


class AdviceAnswered(Refusal):
    text = N_("This note has been replied to or withdrawn.")


class NotYourAdvice(Forbidden):
    text = N_("Only who wrote the note can withdraw it.")


class UnknownSubject(Refusal):
    text = N_("What the note is about is not open to you. Leave it empty, or choose an action of that party.")
