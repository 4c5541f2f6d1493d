"""Why venues say no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownVenue(Missing):
    text = N_("No venue with the number %(number)s lies within what you may see.")


class VenueThere(Refusal):
    text = N_("A venue of this name stands in the list for this place already.")


class VenueGone(Refusal):
    text = N_("This venue was withdrawn, so it cannot be proposed.")


class BadCost(Refusal):
    text = N_("Say it as a whole number from 0 to %(most)s; 0 if there is nothing to pay or no way to go.")


class NotYourVenue(Forbidden):
    text = N_("Whoever manages learning for %(party)s keeps this venue.")
