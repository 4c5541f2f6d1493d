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


class NoSuchPerson(Missing):
    text = N_("Nobody with the user name %(username)s lies within what you may see.")


class UnknownParty(Missing):
    text = N_("No body or unit with the code %(code)s lies within what you may see.")


class PartyStands(Refusal):
    text = N_("%(code)s stands already. Choose another code.")


class PartyOfAgency(Refusal):
    text = N_("Public bodies are registered and renamed by the import of bodies, not one by one.")


class PartyClosed(Refusal):
    text = N_("%(name)s is closed since %(day)s. Choose another one.")


class TieStands(Refusal):
    text = N_("This relation to %(name)s is declared already.")


class TieEnded(Refusal):
    text = N_("This declaration has ended already.")


class UnknownTie(Missing):
    text = N_("There is no such declaration of kinship within what you may see.")


class UnknownGrant(Missing):
    text = N_("There is no such grant within what you may see.")


class StaleGrant(Refusal):
    text = N_(
        "%(who)s changed this grant meanwhile (%(when)s). Look at it as it stands now, then decide again."
    )


class GrantEnded(Refusal):
    text = N_("This grant has ended already. Give a new one instead.")


class LastAdministrator(Refusal):
    text = N_(
        "%(name)s is the last one here in the role %(role)s. Give this role to somebody else first, then repeat."
    )


class PersonLeft(Refusal):
    text = N_("%(name)s has left. Register the return first, then go on.")


class StillServing(Refusal):
    text = N_("%(name)s serves here; there is nothing to return from.")


class NotYourOwnLeave(Forbidden):
    text = N_("Nobody records his own leaving or return. Ask another system administrator.")


class LeavesLater(Refusal):
    text = N_(
        "The last day lies in the future. Record the leaving when the day has come; access ends at once."
    )


class NotYourOwnReset(Forbidden):
    text = N_("Nobody asks for or releases the reset of his own password. Ask another administrator.")


class SameAdministrator(Forbidden):
    text = N_("You asked for this reset, so somebody else must release it.")


class ResetWaits(Refusal):
    text = N_("A reset for %(name)s waits already. Let a second administrator release it, or withdraw it.")


class HasPassword(Refusal):
    text = N_("%(name)s has set a password already. Ask for a reset; a second administrator releases it.")


class NotSynthetic(Refusal):
    text = N_("Only made-up people may share a password; %(name)s is a real one.")


class UnknownInvitation(Missing):
    text = N_("There is no such slip within what you may see, or it has been dealt with already.")


class MistypedCode(Refusal):
    text = N_(
        "This is not a code from a slip: one of its sixteen signs is wrong or missing. Compare it again."
    )


class WrongCode(Refusal):
    text = N_(
        "User name and code belong to no open slip. After ten wrong attempts a slip ends; ask for a new one."
    )


class SlipExpired(Refusal):
    text = N_("This slip has expired. Ask your administrator for a new one.")


class WeakPassword(Refusal):
    text = N_("Choose another password: %(why)s")


class OfficeExists(Forbidden):
    text = N_("An office was opened here already (%(name)s, %(day)s). It is opened only once.")


class DemoStands(Forbidden):
    text = N_(
        "A demo stands here, and a real office is never opened in it. Name an empty folder in CHIZI_DATA."
    )


class HouseInUse(Forbidden):
    text = N_(
        "People are registered here already, so the office cannot be opened. Name an empty folder in CHIZI_DATA."
    )


class WrongZone(Refusal):
    text = N_(
        "The time zone %(zone)s is unknown or has summer time, in which some hours come twice. Choose one without,"
        " such as Asia/Shanghai."
    )


class NotAProvince(Refusal):
    text = N_(
        "%(code)s is not the code of a province in the divisions. It has 12 digits, such as 140000000000."
    )


class NeedsThreeAdministrators(Refusal):
    text = N_(
        "Name one system administrator, one security administrator and one auditor: three different people."
    )


class BadFirstPerson(Refusal):
    text = N_("%(username)s cannot be registered: %(why)s")


class BadText(Refusal):
    text = N_(
        "Write at most %(most)s signs here, all of them printable; a name or a title must not be empty."
    )


class SamePerson(Refusal):
    text = N_(
        "%(name)s stands here already under the user name %(username)s; only the spelling differs. Use that one."
    )


class BadName(Refusal):
    text = N_(
        "Give the office and each public body a name (at most 120 signs), and each body a code of its own."
    )
