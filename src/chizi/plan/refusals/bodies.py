"""Why bodies, meetings and regulations say no."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_
from chizi.plan.rules.deploying import Hindrance

HINDRANCES: dict[Hindrance, str] = {
    Hindrance.NOT_A_MEMBER: N_("%(name)s is not a member for the whole of that time (%(about)s)."),
    Hindrance.LEFT: N_("%(name)s has left service."),
    Hindrance.NOT_TRAINED: N_("%(name)s has not taken part in a training before that day."),
    Hindrance.CONFLICT: N_("%(name)s %(about)s."),
    Hindrance.ROTATION: N_("%(name)s was sent to %(about)s too short a time before; rotation comes first."),
    Hindrance.ELSEWHERE: N_("%(name)s is sent to %(about)s on some of these days."),
}


class UnknownBody(Missing):
    text = N_("No body with the code %(code)s lies within what you may see.")


class UnknownMember(Missing):
    text = N_("%(name)s is not a member of this body.")


class UnknownMeeting(Missing):
    text = N_("No meeting with the number %(number)s lies within what you may see.")


class UnknownDecision(Missing):
    text = N_("No decision with the number %(number)s lies within what you may see.")


class UnknownInstruction(Missing):
    text = N_("No instruction with the number %(number)s lies within what you may see.")


class UnknownRegulation(Missing):
    text = N_("No document with the number %(number)s lies within what you may see.")


class UnknownDeployment(Missing):
    text = N_("No deployment with the number %(number)s lies within what you may see.")


class BodyCode(Refusal):
    text = N_("A code has 2 to 40 small letters, digits, . _ or -.")


class BodyThere(Refusal):
    text = N_("The code %(code)s is taken. Choose another, or open the body that has it.")


class BodyNumber(Refusal):
    text = N_("A guidance group needs a number of its own from 1 to 999; other bodies have none.")


class BodyClosed(Refusal):
    text = N_("%(name)s was closed on %(day)s; nothing is added to it after that.")


class BodyCircle(Refusal):
    text = N_("A body cannot stand below itself.")


class WrongText(Refusal):
    text = N_("Fill this in, with at most %(most)s characters.")


class WrongChoice(Refusal):
    text = N_("Choose one of the values offered.")


class DaysBackwards(Refusal):
    text = N_("The last day lies before the first day.")


class MemberThere(Refusal):
    text = N_("%(name)s belongs to this body already.")


class SecondHead(Refusal):
    text = N_("%(name)s is the head at that time. End that membership first, or choose another capacity.")


class PersonLeft(Refusal):
    text = N_("%(name)s has left service and cannot be added.")


class StillDeployed(Refusal):
    text = N_("%(name)s is deployed beyond that day. End the deployment first.")


class BranchThere(Refusal):
    text = N_("This body has its temporary branch already.")


class NobodyTrained(Refusal):
    text = N_("Choose at least one person who took part.")


class TrainingAhead(Refusal):
    text = N_("A training is recorded once it has been held; this day lies ahead.")


class NoPlaceForBody(Refusal):
    text = N_("%(region)s does not lie within the place of this body.")


class PlaceTaken(Refusal):
    text = N_("%(body)s stands at %(region)s on some of these days. One group, one city.")


class BodyElsewhere(Refusal):
    text = N_("%(body)s stands at %(region)s on some of these days. End that first. One group, one city.")


class NotAPartyThere(Refusal):
    text = N_("%(party)s does not lie within %(region)s.")


class NobodyChosen(Refusal):
    text = N_("Nobody is chosen. Choose the members who go.")


class Hindered(Refusal):
    """``findings`` holds everybody and everything that stands against it; the sentence names the first."""

    text = N_("%(count)s of %(all)s cannot be sent: %(first)s")


class DeploymentOver(Refusal):
    text = N_("This deployment has ended already.")


class MeetingCircle(Refusal):
    text = N_("A meeting can only pass on one that was held before it, or on the same day.")


class NeedsOwner(Refusal):
    text = N_("A decision becomes a task once it has an owner and a day on which it is due.")


class TaskThere(Refusal):
    text = N_("This has become a task already.")


class TooSecret(Refusal):
    text = N_("State secrets must not be put into this system. Keep that document where it belongs.")


class EmptyText(Refusal):
    text = N_("Paste the text or choose a file that holds it.")


class TextTooLong(Refusal):
    text = N_("The text has more than %(most)s characters. Please divide the document.")


class SameText(Refusal):
    text = N_("This is the text of the newest version, letter for letter.")


class RegulationCircle(Refusal):
    text = N_("A document cannot replace itself, not even by way of others.")


class RegulationOver(Refusal):
    text = N_("This document is no longer in force.")


class NotInForceYet(Refusal):
    text = N_("A document in force needs the day from which it counts.")
