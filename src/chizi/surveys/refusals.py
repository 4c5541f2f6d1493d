"""What surveys turn down, with what to do about it."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownSurvey(Missing):
    text = N_("There is no such survey within what you may see.")


class RatesItself(Forbidden):
    text = N_(
        "You cannot ask about %(party)s: %(reason)s. A survey is drawn by somebody whom it does not concern; ask a "
        "colleague of the office."
    )


class UnknownSource(Refusal):
    text = N_("Choose who is asked.")


class NotGuidance(Refusal):
    text = N_("Those who are guided can only be asked about a guidance group.")


class EmptyText(Refusal):
    text = N_("Write something here, at most %(most)s signs.")


class WindowBackwards(Refusal):
    text = N_("The last day lies before the first, or has passed already.")


class NoQuestions(Refusal):
    text = N_(
        "A survey needs at least one question on the scale or with yes and no, and at most %(most)s in all."
    )


class UnknownKind(Refusal):
    text = N_("Choose how the question is answered.")


class AlreadyDrawn(Refusal):
    text = N_("The sample has been drawn. It is drawn once; a second draw could be made to fit.")


class SentOut(Refusal):
    text = N_(
        "This survey has been sent out or withdrawn, so it is changed no more: everybody answers the same questions. "
        "Withdraw it and prepare a new one."
    )


class NotOpen(Refusal):
    text = N_("This survey is not open.")


class NobodyToAsk(Refusal):
    text = N_(
        "The frame holds nobody who may be asked. People of the rated body and its own line are left out."
    )


class OwnPeople(Refusal):
    text = N_("%(party)s is rated itself, so its people cannot be asked.")


class SampleSize(Refusal):
    text = N_("Ask at least %(least)s and at most %(most)s: below that no result could be shown.")


class FrameSmall(Refusal):
    text = N_("The number of those who could be asked cannot be smaller than the number of slips.")


class WindowStillOpen(Refusal):
    text = N_("The survey can be closed after %(day)s, its last day, or once everybody has answered.")


class AlreadyEnded(Refusal):
    text = N_("This survey has ended; results are never changed.")


class CodeNotTaken(Missing):
    """One sentence for a code that was mistyped, used, or of a survey that has ended: no way to find out which."""

    text = N_(
        "This code cannot be used. Either it was mistyped, or it has been used already, or the survey is not open."
    )


class AnswerUnread(Refusal):
    text = N_("One of the answers could not be read. Please choose again; texts have at most %(most)s signs.")


class AnswerEmpty(Refusal):
    text = N_(
        "Nothing was answered. Answer at least one question, or close the page: nobody is made to answer."
    )
