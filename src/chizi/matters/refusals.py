"""Why matters say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownMatter(Missing):
    text = N_("No matter with the number %(number)s lies within what you may see.")


class UnknownEvidence(Missing):
    text = N_("There is no such file with a matter that you may see.")


class NoSuchParty(Missing):
    text = N_("No such party lies within what you may see.")


class UnknownKind(Refusal):
    text = N_("There is no kind of matter called “%(kind)s”.")


class UnknownStep(Refusal):
    text = N_("There is no step called “%(step)s”.")


class StaleMatter(Refusal):
    """Somebody acted since the page was read: nothing is overwritten."""

    status = 409
    text = N_(
        "While you were writing, %(name)s took the step “%(step)s”. Look at the matter as it is now, then send again."
    )


class KeyUsedAgain(Refusal):
    text = N_("This form was already sent for something else. Open the page again.")


class NotNow(Refusal):
    text = N_("“%(step)s” is not possible here: the matter stands at “%(state)s”.")


class FirstThis(Refusal):
    """A step needs another before it; ``what`` names it."""

    text = N_("Before “%(step)s” comes “%(first)s”.")


class OnceOnly(Refusal):
    text = N_("“%(step)s” was taken once already and cannot be taken again.")


class TooLate(Refusal):
    text = N_("“%(step)s” was possible until %(day)s.")


class NotForYou(Forbidden):
    text = N_("“%(step)s” is for %(who)s.")


class ClosedByItself(Forbidden):
    """R-31: closing by the rectifying unit itself is impossible."""

    text = N_("Whoever mends a matter does not verify or close it. Somebody outside its line has to.")


class OwnStep(Forbidden):
    text = N_(
        "You took “%(earlier)s” on this matter, so another person has to take “%(step)s”: nobody judges his own work."
    )


class TooNear(Forbidden):
    """A conflict of interest through the own line or a declared relative; the reason is org's sentence."""

    text = N_("You are kept out of this step: %(name)s %(reason)s.")


class ProvinceVerifies(Forbidden):
    """S2-47: an item of the central supervision group."""

    text = N_("A matter from this source is closed only by who verifies for the whole province.")


class Unfilled(Refusal):
    text = N_("“%(title)s” is needed.")


class BadText(Refusal):
    text = N_("“%(title)s” takes 1 to %(most)s characters without control characters.")


class BadDay(Refusal):
    text = N_("“%(title)s” has to be a day such as 2021-03-01.")


class BadChoice(Refusal):
    text = N_("“%(title)s” has to be one of those offered.")


class SameWords(Refusal):
    """S2-11: facts and judgement are kept apart."""

    text = N_(
        "The judgement repeats the fact. Write what was seen under the fact, and what follows from it as judgement."
    )


class NoBasis(Refusal):
    """R-29: a demand needs its basis."""

    text = N_("Name the basis: which document or article asks for this.")


class NoDemand(Refusal):
    """R-29: what is demanded has to be said."""

    text = N_("Say what has to be put right.")


class NoDue(Refusal):
    """R-29: a demand needs its day."""

    text = N_("Name the day by which it has to be put right.")


class DuePast(Refusal):
    text = N_("The day has to lie after today and at most %(most)s days ahead.")


class FoundLater(Refusal):
    text = N_("It cannot have been found after today.")


class ClosedParty(Refusal):
    text = N_("%(name)s does not exist any more. Choose the body that took over its duties.")


class NoFiles(Refusal):
    text = N_("This step needs at least one file that shows it.")


class NoFilesHere(Refusal):
    text = N_("No files go with this step.")


class TooManyFiles(Refusal):
    text = N_("At most %(most)s files go with one step.")


class UnknownFile(Refusal):
    text = N_("One of the files is not there any more. Choose it again.")


class EvidenceTomorrow(Refusal):
    text = N_("“%(name)s” is dated after today. Evidence shows what is already so.")


class NotReplaceable(Refusal):
    text = N_(
        "A new version replaces the newest version of a file that one's own side put into this very matter."
    )


class CannotUndo(Refusal):
    text = N_("This step cannot be taken back: %(reason)s")


class NotYourStep(Forbidden):
    text = N_("Only who took a step may take it back.")


class SameMatter(Refusal):
    text = N_("A matter is not linked to itself, and not twice in the same way.")


UNDO_OTHERS = N_("somebody acted since.")
UNDO_STANDS = N_("it stands once it is taken.")
UNDO_LATE = N_("the %(minutes)s minutes for it are over.")
