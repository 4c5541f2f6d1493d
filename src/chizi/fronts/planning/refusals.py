"""Named errors of planning's pages."""

from chizi.core.refusals import Missing
from chizi.core.words import N_


class PlanFileGone(Missing):
    """The file between the dry run and the confirmation is kept for a day, for the session that sent it."""

    text = N_("This file is no longer kept. Please choose it again.")
