"""Why signs say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownSign(Missing):
    text = N_("No sign with the number %(number)s lies within what you may see.")


class OwnSign(Forbidden):
    text = N_("This sign is about something of yours. Somebody else looks at it.")


class SignLookedAt(Refusal):
    text = N_("Somebody has looked at this sign already. Open it again to see what he wrote.")


class SignStillOpen(Refusal):
    text = N_("Nobody has looked at this sign yet, so there is nothing to take back.")


class SignVerdictUnknown(Refusal):
    text = N_("Choose whether it is fine, or whether you talk to the party.")


class SignNoteMissing(Refusal):
    text = N_("Say in words what you found, with at most %(most)s characters.")
