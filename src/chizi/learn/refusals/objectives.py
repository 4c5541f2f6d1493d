"""Why objectives say no."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class UnknownObjective(Refusal):
    text = N_(
        "No objective with the code %(code)s is in use. Choose one of the list, or write it down first."
    )


class NoSuchObjective(Missing):
    text = N_("No objective with the number %(number)s is known.")


class ObjectiveThere(Refusal):
    text = N_("The code %(code)s is taken by another objective.")


class BadObjectiveCode(Refusal):
    text = N_("A code has 2 to 40 small letters, digits, _ or -.")


class ObjectiveWithdrawn(Refusal):
    text = N_("This objective has been withdrawn already.")
