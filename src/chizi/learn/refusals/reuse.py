"""Why using one record for several programmes says no."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class UnknownRecord(Missing):
    text = N_("No such record lies within what you may see.")


class RecordNotReady(Refusal):
    text = N_(
        "Only what stands can serve a programme: a lecture held, a service item closed, an application confirmed."
    )


class UsedAlready(Refusal):
    text = N_("This record serves that programme already. Once is enough.")


class NotOfThisParty(Refusal):
    text = N_("A record serves the tasks of its own parties only.")
