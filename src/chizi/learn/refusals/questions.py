"""Why questions say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_
from chizi.learn.rules.questions import Fault, Faults

FAULTS: dict[Fault, str] = {
    Fault.NO_STEM: N_("Write the question itself; it must not be empty."),
    Fault.TOO_LONG: N_("This text has more than %(most)s characters. Please shorten it."),
    Fault.BAD_KIND: N_("Unknown kind of question. The template lists the kinds."),
    Fault.FEW_OPTIONS: N_("A question with options needs at least two of them."),
    Fault.MANY_OPTIONS: N_("A question has at most %(most)s options."),
    Fault.SAME_OPTIONS: N_(
        "Two options say the same: “%(option)s”. Width, case and blanks make no difference."
    ),
    Fault.EMPTY_OPTION: N_("An option is empty. Fill it in or take it away."),
    Fault.NO_RIGHT: N_("No right answer is named. Nobody could ever answer this question rightly."),
    Fault.UNKNOWN_RIGHT: N_("The right answer names an option that the question does not have."),
    Fault.SEVERAL_RIGHT: N_(
        "A question with one choice has one right answer. Make it a multiple choice instead."
    ),
    Fault.BAD_WORK: N_("Choose which work of the learner the question is about: a task or a matter."),
    Fault.UNREADABLE: N_("This text holds signs that cannot be printed. Please take them out."),
}

IN_A_ROW: dict[Fault, str] = FAULTS | {
    Fault.TOO_LONG: N_("This text is too long. Please shorten it."),
    Fault.MANY_OPTIONS: N_("A question has too many options."),
    Fault.SAME_OPTIONS: N_("Two options say the same. Width, case and blanks make no difference."),
}
"""The same for a row of a file, where the value stands beside the sentence."""


class QuestionFault(Refusal):
    """A question that is not whole; ``fault`` says which rule it breaks."""

    text = N_("This question cannot be kept: %(why)s")

    def __init__(self, found: Faults) -> None:
        self.fault = found.fault
        self.text = FAULTS[found.fault]  # type: ignore[misc]
        super().__init__(field=found.field, **found.params)


class UnknownQuestion(Missing):
    text = N_("No question with the number %(number)s lies within what you may see.")


class QuestionThere(Refusal):
    text = N_("The same question is in the bank already, number %(number)s.")


class QuestionWithdrawn(Refusal):
    text = N_("This question has been withdrawn. Take it back into use before you change it.")


class QuestionInUse(Refusal):
    text = N_("This question is in use already.")


class QuestionUnchanged(Refusal):
    text = N_("Nothing has changed, so there is no new version.")


class UnknownArticle(Refusal):
    text = N_("No material with this number is published. Write it as material:12#anchor, or leave it empty.")


class UnknownKindOfFile(Refusal):
    text = N_("Choose whether the file is a table, Aiken or GIFT.")


class NothingInFile(Refusal):
    text = N_("The file %(file)s holds no question.")


class NotTheirs(Forbidden):
    text = N_(
        "This question belongs to another place. Write one of your own, or ask that office to change it."
    )
