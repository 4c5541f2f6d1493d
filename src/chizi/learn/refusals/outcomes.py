"""Why learn takes no outcome."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class BatchTooLarge(Refusal):
    text = N_("At most %(most)s outcomes can be sent at once. Send them in several batches.")


class UnknownOutcomeKind(Refusal):
    text = N_("This kind of outcome is not recorded in this way.")


class NothingSuchToLearn(Missing):
    text = N_("There is nothing of this name to learn for you, or not any more. Your other results are kept.")


class BadAnswer(Refusal):
    text = N_("This answer is too long or holds signs that cannot be stored.")


class KeyTaken(Refusal):
    text = N_("Another result has this number already. Record it once more.")


class UnknownOutcome(Missing):
    text = N_("Your record holds no such result.")


class NotVoidedAlone(Forbidden):
    text = N_("This result was settled together with others. Object to it where it was decided.")


class ReasonMissing(Refusal):
    text = N_("Say in up to %(most)s signs why the result is wrong.")


class StillInHand(Refusal):
    text = N_("This question stands in a paper that you have not handed in yet. Answer it there.")
