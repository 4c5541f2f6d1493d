"""Why attempts say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownAttempt(Missing):
    text = N_("No attempt with the number %(number)s is yours.")


class PaperWithdrawn(Refusal):
    text = N_("This paper has been withdrawn; it cannot be taken any more.")


class NotOpenYet(Refusal):
    text = N_("This paper opens on %(day)s.")


class WindowOver(Refusal):
    text = N_("This paper was open until %(day)s. Your answers up to then are kept.")


class NoAttemptsLeft(Refusal):
    text = N_("All %(count)s attempts are used up.")


class AttemptMet(Refusal):
    text = N_("You have met what this paper asks. There is nothing left to do.")


class AttemptWaits(Refusal):
    text = N_("Your last attempt waits for somebody to judge its answers in words.")


class NotThisItem(Refusal):
    text = N_("This task does not ask you to take this paper.")


class AheadOfClock(Refusal):
    text = N_("This was handed in at a time that lies ahead. Set the clock of the device right.")


class BeforeDrawn(Refusal):
    text = N_("This was handed in before the questions were drawn. Set the clock of the device right.")


class AlreadyHandedIn(Refusal):
    text = N_("This attempt has been handed in; its answers stay as they are.")


class UnknownAnswer(Missing):
    text = N_("No answer with the number %(number)s waits for your judgement.")


class OwnAnswer(Forbidden):
    text = N_("Nobody judges his own answer.")


class JudgedAlready(Refusal):
    text = N_("This answer has been judged already.")


class NeedsNote(Refusal):
    text = N_("Say in a sentence what shows it, so that the learner can learn from it.")
