"""Why papers say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownPaper(Missing):
    text = N_("No paper with the number %(number)s lies within what you may see.")


class PaperText(Refusal):
    text = N_("Fill this in, with at most %(most)s characters.")


class EmptyBlueprint(Refusal):
    text = N_("A paper needs at least one question: by objective and kind, or a fixed one.")


class BlueprintTooLarge(Refusal):
    """Names the first cell that the bank cannot fill."""

    text = N_(
        "The blueprint asks for %(asked)s questions of the kind “%(kind)s” on “%(objective)s”; "
        "the bank holds %(there)s."
    )


class TooManyQuestions(Refusal):
    text = N_("A paper has at most %(most)s questions; this one asks for %(asked)s.")


class BadCell(Refusal):
    text = N_("Each line of a blueprint needs an objective, a kind and a whole number from 1 to %(most)s.")


class CellTwice(Refusal):
    text = N_("The same objective and kind stand on two lines. Put them together.")


class UnknownFixed(Refusal):
    text = N_("No question in use with the number %(number)s lies within your part.")


class BadShare(Refusal):
    text = N_("The share that must be right is a whole number from 1 to 100.")


class BadAttempts(Refusal):
    text = N_("The number of attempts is a whole number from 1 to %(most)s; leave it empty for any number.")


class NeedsWindow(Refusal):
    text = N_("A graded paper needs a first and a last day, so that everybody can plan.")


class WindowTurned(Refusal):
    text = N_("The last day lies before the first day.")


class WindowShort(Refusal):
    text = N_("A graded paper stays open at least %(days)s days, so that shifts can be planned around it.")


class WindowPast(Refusal):
    text = N_("The last day lies in the past.")


class PaperNotDraft(Refusal):
    text = N_("Only a draft can be changed. Make a new paper from this one.")


class PaperNotPublished(Refusal):
    text = N_("Only a published paper can be withdrawn.")


class OwnPaper(Forbidden):
    text = N_("A graded paper is published by somebody other than its author.")
