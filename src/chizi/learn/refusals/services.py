"""Why practical service items say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownService(Missing):
    text = N_("No service item with the number %(number)s lies within what you may see.")


class UnknownReceipt(Missing):
    text = N_("This code belongs to no item that waits. Please compare it with your slip, sign by sign.")


class HoldsPersonalData(Refusal):
    """R-20: who was helped is described as a kind of people."""

    text = N_(
        "This looks like data of a person: a telephone number, an identity number or a name. Describe whom it is for "
        "without them, for example “families of the east building”."
    )


class NotYourService(Forbidden):
    text = N_("This item is the work of %(party)s. Only those who act for it can do this.")


class DoerCannotClose(Forbidden):
    text = N_(
        "Who did it never closes it. Whom it was done for confirms it, or a public notice runs its days."
    )


class WrongServiceState(Refusal):
    text = N_("This step does not fit the present state of the item. Look at it again.")


class NoticeRuns(Refusal):
    text = N_("The public notice runs until %(day)s. It can be closed on the day after.")


class UnknownSource(Refusal):
    text = N_("Choose how the need became known.")
