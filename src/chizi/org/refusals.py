"""Why org says no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class NotAllowed(Forbidden):
    text = N_("Your roles do not include this step here. The security administrator can grant it.")


class NotYourself(Forbidden):
    text = N_("Nobody grants roles to himself. Ask another security administrator.")


class AboveOwnScope(Forbidden):
    text = N_(
        "A grant cannot reach further than the giver's own. Choose a place within your own part of the tree."
    )


class AdministratorsApart(Refusal):
    text = N_(
        "%(name)s already holds another administrator's role. The three administrators are different people."
    )


class NeedsPerson(Refusal):
    text = N_("People are registered here, so each step needs a name: add --as USER.")


class UnknownPerson(Refusal):
    text = N_("Nobody with the user name %(username)s is active here.")


class UnknownRegion(Missing):
    text = N_("No region with the code %(code)s lies within what you may see.")


class UnknownUnit(Missing):
    text = N_("No unit with the code %(code)s lies within what you may see.")


class SpanBackwards(Refusal):
    text = N_("The last day lies before the first day.")


class NoRegions(Refusal):
    text = N_("There are no divisions yet. Import them first: chizi import divisions FILE.")


class RejectedRows(Refusal):
    text = N_(
        "%(rejected)s of %(total)s rows have faults, so nothing was imported. See the list of rejected rows."
    )
