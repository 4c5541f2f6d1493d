"""Every write of matters."""

from chizi.matters.actions.counting import Recount, recount_matters
from chizi.matters.actions.linking import link_matters
from chizi.matters.actions.raising import raise_matter
from chizi.matters.actions.stepping import take_step
from chizi.matters.actions.undoing import undo_step

__all__ = ["Recount", "link_matters", "raise_matter", "recount_matters", "take_step", "undo_step"]
