"""What suggestions turn down."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class UnknownSuggestion(Missing):
    text = N_("There is no such suggestion within what you may see.")


class NothingSaid(Refusal):
    text = N_("Say what is wrong or what would be better, in at most %(most)s signs.")


class KindOfSuggestion(Refusal):
    text = N_("Choose whether something is wrong or could be better.")


class AnsweredAlready(Refusal):
    text = N_("It has been answered already.")


class EnoughForToday(Refusal):
    text = N_("Too many have written today without signing in. Please come back tomorrow, or sign in.")


class KeyOfAnother(Refusal):
    text = N_("This has been sent already with other words. Write a new one.")
