"""Why applications and reflections say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownApplication(Missing):
    text = N_("No application with the number %(number)s lies within what you may see.")


class UnknownReflection(Missing):
    text = N_("No reflection with the number %(number)s is yours.")


class NothingLearned(Refusal):
    text = N_("Choose what you learned: a material, a paper or an objective that is open to you.")


class NotInYourWork(Refusal):
    text = N_(
        "Choose a matter or a task that your own party handles. Learning counts as applied in real work only."
    )


class NoParty(Refusal):
    text = N_("You are registered with no body, so nobody can confirm this. Ask your office to register you.")


class ClaimedAlready(Refusal):
    text = N_("You have claimed this for the same work already. Look at it under applications.")


class OwnApplication(Forbidden):
    text = N_("Nobody confirms what he applied himself. Somebody else has to do it.")


class ConflictWithLearner(Forbidden):
    text = N_(
        "A declared kinship binds you to this party or the learner to yours. Somebody else has to decide."
    )


class ApplicationDecided(Refusal):
    text = N_("This application is decided, or was taken back. Look at its present state.")


class NotReturned(Refusal):
    text = N_("Only what came back can be claimed again.")


class NotYourApplication(Forbidden):
    text = N_("Only the learner himself can do this.")


class KeyUsed(Refusal):
    text = N_("This form has been sent by somebody else already. Open it anew.")


class FilesNotHere(Refusal):
    text = N_("One of the files is not here. Choose it again.")


class TooManyPictures(Refusal):
    text = N_("At most %(most)s pictures go with it. None is needed.")


class ReflectionWithdrawn(Refusal):
    text = N_("This reflection was taken back, so it cannot be changed.")


class NothingNew(Refusal):
    text = N_("Nothing has changed, so there is no new version.")
