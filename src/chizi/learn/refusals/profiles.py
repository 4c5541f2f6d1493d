"""Why profiles and progress say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownProgressParty(Missing):
    text = N_("No party with the code %(code)s lies within what you may see.")


class UnknownProfile(Missing):
    text = N_("There is no profile with the number %(number)s within what you may see.")


class NotYourProfile(Forbidden):
    text = N_("Only whoever stands for the party objects to its profile.")


class ProfileObjectionOpen(Refusal):
    text = N_("An objection to this profile waits for its answer already.")


class ProfileObjectionAnswered(Refusal):
    text = N_("This objection has been answered.")


class OwnProfileObjection(Forbidden):
    text = N_("Whoever objected, or stands for the party, does not answer it.")


class ProfileTextMissing(Refusal):
    text = N_("Fill this in, with at most %(most)s characters.")
