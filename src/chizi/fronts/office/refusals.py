"""Why the office says no before org is asked."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class NobodyChosen(Refusal):
    text = N_(
        "Nobody was chosen. Tick the people for whom slips are to be printed, then press the button again."
    )


class TooManySlips(Refusal):
    text = N_("%(chosen)s people were chosen; slips are printed for at most %(most)s at a time.")


class SheetGone(Missing):
    text = N_("This sheet is not kept any more: it stays for a day, and only for you. Bring it again.")
