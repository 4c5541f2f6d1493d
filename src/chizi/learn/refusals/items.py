"""Why the learning items of a task say no."""

from chizi.core.refusals import Forbidden, Refusal
from chizi.core.words import N_


class UnknownAbout(Refusal):
    text = N_("%(about)s is not published, or does not exist. Choose one of the list.")


class AboutTwice(Refusal):
    text = N_("%(title)s stands twice in the list.")


class TooManyItems(Refusal):
    text = N_("A task asks for at most %(most)s things to learn.")


class BadMinutes(Refusal):
    text = N_("The minutes are a whole number from 1 to %(most)s, or empty.")


class ItemUsed(Refusal):
    text = N_("%(title)s has been done by somebody already, so it stays. Withdraw the task instead.")


class NotYourTask(Forbidden):
    text = N_(
        "What a task asks to be learned is set by its issuer's side, or by whoever manages learning there."
    )


class PassedDown(Refusal):
    text = N_("This task was passed down word for word: nothing can be added to what it asks to be learned.")
