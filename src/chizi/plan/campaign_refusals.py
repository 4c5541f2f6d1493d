"""Why plan says no about campaigns, tasks and assignments."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownCampaign(Missing):
    text = N_("No campaign %(code)s lies within what you may see.")


class UnknownPlanPart(Missing):
    text = N_("No plan or measure %(code)s lies within what you may see.")


class UnknownTask(Missing):
    text = N_("No task with the number %(number)s lies within what you may see.")


class UnknownAssignment(Missing):
    text = N_("No assignment with the number %(number)s lies within what you may see.")


class UnknownObjection(Missing):
    text = N_("No objection with the number %(number)s lies within what you may see.")


class UnknownEdition(Missing):
    text = N_("This campaign has no edition %(number)s.")


class StalePage(Refusal):
    text = N_(
        "Somebody has changed this since you opened it. What you typed is still here; look at the new state, then"
        " send it again."
    )


class BadText(Refusal):
    text = N_("Write 1 to %(most)s plain characters here.")


class BadCode(Refusal):
    text = N_("“%(code)s” is not a code. Use 1 to 40 letters, digits, . _ or -.")


class CodeTaken(Refusal):
    text = N_("The code %(code)s is in use already. Choose another.")


class WindowBackwards(Refusal):
    text = N_("The last day, %(due)s, lies before the first day, %(opens)s.")


class DuePast(Refusal):
    text = N_("The day %(due)s is past already. Choose a day from today on.")


class TooFar(Refusal):
    text = N_("The day %(due)s is more than ten years ahead. Choose an earlier one.")


class BadMonths(Refusal):
    text = N_("A special campaign lasts 1 to 120 months.")


class BadTree(Refusal):
    """Faults of a plan tree at the desk; an import names them line by line."""

    text = N_("The plan would no longer hold together: %(fault)s")


class CampaignClosed(Refusal):
    text = N_("This campaign is closed, so nothing in it can be changed.")


class NotIssued(Refusal):
    text = N_("Tasks are made from the measures of an issued campaign; this one is not issued, or closed.")


class WithdrawnAlready(Refusal):
    text = N_("This was withdrawn already.")


class StillHeld(Refusal):
    text = N_("“%(title)s” still has plans or measures below it. Move or withdraw those first.")


class NothingToIssue(Refusal):
    text = N_("A plan is issued with an overall plan and at least one measure. Add what is missing first.")


class NothingChanged(Refusal):
    text = N_("Nothing has changed since edition %(number)s, so there is nothing to issue.")


class GateClosed(Refusal):
    """The gate of a phase does not open (S2-21)."""

    text = N_("The phase cannot pass yet: %(why)s")


class NotAPhase(Refusal):
    text = N_("Only a phase has a gate; “%(title)s” is none.")


class PhasesOpen(Refusal):
    text = N_("%(count)s phases have not passed their review, so the campaign cannot be closed.")


class LacksForRecurrence(Refusal):
    """R-06."""

    text = N_("A request that comes back needs its legal basis, a last day and its cost in minutes.")


class AddedOnTheWay(Refusal):
    """R-06, 层层加码."""

    text = N_(
        "This measure comes from above. What your level adds to it needs a basis of its own and a last day; to"
        " pass it down as it is, use “Pass down”."
    )


class SunsetPast(Refusal):
    text = N_("This request ends on %(sunset)s; nobody can be asked beyond that day.")


class TaskWaits(Refusal):
    """S2-26."""

    text = N_("This task stands outside the plan, so a second person must approve it before it is assigned.")


class TaskDecided(Refusal):
    text = N_("This task does not wait for approval any more.")


class TaskGone(Refusal):
    text = N_("This task was withdrawn.")


class SamePerson(Forbidden):
    text = N_("This needs a second person: not the one who made the task.")


class NobodyAsked(Refusal):
    text = N_("Choose at least one party.")


class PartyClosed(Refusal):
    text = N_("%(name)s is closed, so nothing can be assigned to it.")


class PartyNotBelow(Refusal):
    text = N_("%(name)s does not stand below %(issuer)s, so nothing can be passed down to it.")


class PersonLeft(Refusal):
    text = N_("%(name)s has left, so nothing can be assigned to this person.")


class PersonElsewhere(Refusal):
    text = N_("%(name)s does not serve in %(party)s.")


class AskedAlready(Refusal):
    """R-07."""

    text = N_(
        "%(party)s is already asked for these facts: “%(title)s” (assignment %(number)s), due %(due)s. Use what"
        " is handed in there."
    )


class CapReached(Refusal):
    """R-08."""

    text = N_(
        "%(name)s has %(open)s open items; with this it would be %(would)s, and the cap is %(cap)s. A second person"
        " may approve it with a reason."
    )


class NotBeyondCap(Refusal):
    text = N_("Nobody would go beyond the cap, so no approval is needed: assign it as usual.")


class NotYours(Forbidden):
    text = N_("Only those who act for %(name)s can do this.")


class NotOpenYet(Refusal):
    text = N_("This begins on %(opens)s. Hand in the result from that day on.")


class NotWaiting(Refusal):
    text = N_("This assignment does not wait for a result (any more).")


class NothingHandedIn(Refusal):
    text = N_("Hand in a text, a file or a reference to a result that is here already.")


class BadFiles(Refusal):
    text = N_("One of the files is not kept here. Add it again.")


class NotAnAcceptedResult(Refusal):
    """R-07: only what somebody has accepted can be referred to."""

    text = N_("Only an accepted result of the same party can be referred to.")


class NothingToDecide(Refusal):
    text = N_("There is no result that waits for a decision.")


class OwnResult(Forbidden):
    text = N_("Nobody accepts or returns what he, or his own party, handed in.")


class AlreadySettled(Refusal):
    text = N_("This assignment is settled already.")


class ObjectionTooLate(Refusal):
    """R-10."""

    text = N_(
        "This was due on %(due)s, and objections are taken until that day. Ask the issuer for an exemption"
        " instead."
    )


class ObjectionOpen(Refusal):
    text = N_("An objection to this is open already; the issuer answers it by %(day)s.")


class ObjectionAnswered(Refusal):
    text = N_("This objection has been answered already.")


class OwnObjection(Forbidden):
    text = N_("Nobody answers his own objection.")


class UnknownChoice(Refusal):
    text = N_("Choose one of the answers offered.")


class LaterDay(Refusal):
    text = N_("More time means a day after %(due)s.")
