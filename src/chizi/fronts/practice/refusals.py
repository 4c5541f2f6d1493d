"""Why practice's own pages say no."""

from chizi.core.refusals import Forbidden, Refusal
from chizi.core.words import N_


class LeaderUnclear(Refusal):
    """None or several led the party on that day."""

    text = N_(
        "On %(day)s %(count)s people are registered as principal leader. Write the user name of the one meant."
    )


class NothingToServe(Refusal):
    text = N_("Choose a campaign or a task from the list.")


class NotNow(Forbidden):
    """Nobody fills in a form that he cannot send."""

    text = N_("This step is not yours, or does not fit the present state. Go back and look at it again.")
