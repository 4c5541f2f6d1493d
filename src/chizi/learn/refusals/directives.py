"""Why directives say no."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class UnknownDirective(Missing):
    text = N_("No directive with the number %(number)s lies within what you may see.")


class DirectiveThere(Refusal):
    text = N_("This issuer has a directive of that number already.")


class NoTopics(Refusal):
    text = N_("Write down 1 to %(most)s topics, one a line.")


class IssuedAhead(Refusal):
    text = N_("%(day)s has not come yet. A directive is recorded once it was issued.")


class UnknownStory(Refusal):
    text = N_("No material with this number is open to you. Leave it empty, or choose one of the library.")


class NothingToAttach(Refusal):
    """S1-24: a directive serves itself of what is there."""

    text = N_(
        "Choose a task, material, lecture or service item that exists already. A directive makes no new form."
    )


class AttachedAlready(Refusal):
    text = N_("The directive is attached to this already.")


class DirectiveGone(Refusal):
    text = N_("This directive was withdrawn.")
