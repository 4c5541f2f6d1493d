"""Why lectures say no."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class UnknownLecture(Missing):
    text = N_("No lecture with the number %(number)s lies within what you may see.")


class NotTheLeader(Refusal):
    text = N_(
        "%(name)s did not lead %(party)s on %(day)s. Only a lecture by the principal leader counts here."
    )


class UnknownLeader(Refusal):
    text = N_("Nobody of this user name serves here. Choose the leader from the list.")


class LectureAhead(Refusal):
    text = N_("%(day)s has not come yet. A lecture is recorded once it was held.")


class LectureOld(Refusal):
    text = N_("%(day)s is more than ten years ago. Please check the day.")


class LectureThere(Refusal):
    text = N_("This lecture is recorded already. One record is enough, also for several parties.")


class LectureGone(Refusal):
    text = N_("This lecture was withdrawn already.")


class SharedNeedsReason(Refusal):
    text = N_("One lecture counts for another party only with a reason. Say why it served %(party)s too.")


class ManyParties(Refusal):
    text = N_("One lecture serves at most %(most)s parties.")


class PartyServedAlready(Refusal):
    text = N_("This lecture counts for %(party)s already.")
