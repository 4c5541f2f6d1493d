"""Why evaluation says no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_

BODIES = {
    "petitions_office": N_("the petitions office"),
    "emergency_management": N_("emergency management"),
    "police": N_("the police"),
}
ZEROS = {"petition": N_("zero petitions"), "accident": N_("zero accidents"), "case": N_("zero cases")}


class NotTheOwner(Refusal):
    """R-13: each zero is judged on the data of the one department that owns it."""

    text = N_("%(body)s does not keep the data for “%(zero)s”. Only %(owner)s can deliver it.")


class NotTheirDelivery(Forbidden):
    text = N_("Only the lead department itself hands in this zero for this place. Its account is needed.")


class BadMonths(Refusal):
    text = N_("“%(text)s” is not a span of months. Write it as 2020-01..2020-12, the first month first.")


class DeliveryPlace(Refusal):
    text = N_("A delivery is for the province, a city or a county; %(name)s is none of these.")


class UnknownCriteria(Missing):
    text = N_("There are no criteria called “%(id)s”. Register them, or choose another.")


class CriteriaChanged(Refusal):
    text = N_("The criteria “%(id)s” are already registered with another text. Give the new text a new name.")


class BadCriteria(Refusal):
    text = N_("The criteria file has faults: %(faults)s")


class NoRun(Missing):
    text = N_("Nothing has been evaluated yet. Deliver facts, then run the evaluation.")


class NoFigure(Missing):
    text = N_("This run holds no figures for %(period)s. Choose another period or run the evaluation for it.")


class NoUnits(Refusal):
    text = N_("The register is empty. Import divisions and units first.")


class AppealText(Refusal):
    text = N_("Say it in 1 to %(most)s characters.")


class NothingToAppeal(Refusal):
    text = N_(
        "This event does not count against this unit in the newest run, so there is nothing to object to."
    )


class AppealUnderWay(Refusal):
    text = N_("An objection to this event is already under way. Wait for its answer.")


class UnknownAppeal(Missing):
    text = N_("No objection with the number %(number)s lies within what you may see.")


class AppealAnswered(Refusal):
    text = N_("This objection has its answer already.")


class UnknownOutcome(Refusal):
    text = N_("Choose whether the objection is upheld or rejected.")


class OwnAppeal(Forbidden):
    text = N_("Whoever raised an objection does not answer it. Ask somebody else of the lead department.")


class NotTheirZero(Forbidden):
    """R-13: who owns a zero's data answers for it, nobody else."""

    text = N_("Objections about “%(zero)s” are answered by %(owner)s of the place, and by nobody else.")
