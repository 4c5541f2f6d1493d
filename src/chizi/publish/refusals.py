"""Why publish says no."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class CellOutOfKind(Refusal):
    text = N_("Column %(column)s must hold %(kind)s values only, but holds “%(value)s”.")


class RaggedRow(Refusal):
    text = N_("Row %(row)s of table %(table)s has %(cells)s cells instead of %(columns)s.")


class UnfitTable(Refusal):
    text = N_("“%(name)s” cannot name a table or a column in a publication. Use small letters, digits and _.")


class TooLarge(Refusal):
    text = N_("The publication would be larger than %(limit)s MiB. Publish fewer tables or periods.")


class PointsAtSomeone(Refusal):
    text = N_(
        "Table %(table)s cannot be published: column %(column)s could point at a single person or unit."
        " Publish counts by place instead."
    )


class UnmarkedPeople(Refusal):
    text = N_(
        "Table %(table)s counts people in column %(column)s, where small numbers cannot be withheld. Give the counts"
        " by period, region and slice under the names that the rules know."
    )


class UnknownPlace(Refusal):
    text = N_("Table %(table)s names the region %(code)s, which is not in the list of regions.")


class NothingToPublish(Refusal):
    text = N_("%(source)s has no figures to publish.")


class AlreadyThere(Refusal):
    text = N_("Run %(run)s is already publication %(code)s. Correct or withdraw that one instead.")


class ResultsUnderWay(Refusal):
    text = N_(
        "Results of campaign %(campaign)s are already proposed. Approve or decline that proposal first."
    )


class SamePerson(Forbidden):
    text = N_("Whoever proposed a publication cannot approve it. Ask another person who may approve.")


class UnknownPublication(Missing):
    text = N_("There is no publication %(code)s that you may see.")


class WrongState(Refusal):
    text = N_("Publication %(code)s is %(state)s, so this step is not possible.")


class CorrectionUnderWay(Refusal):
    text = N_("A new version of publication %(code)s is already proposed. Approve or decline it first.")


class BadTitle(Refusal):
    text = N_("A title has 2 to 120 characters in one line.")


class NeedsReason(Refusal):
    text = N_("Say why in 5 to 500 characters: readers see this reason.")


class DraftDamaged(Refusal):
    text = N_("The proposed file is no longer the one that was proposed. Decline it and propose again.")


class FileDamaged(Refusal):
    text = N_("The published file in the store is damaged: %(fault)s Restore it from a backup.")


class BadPublicKey(Refusal):
    text = N_("This is not a public key of a publisher. It is one line: chizi-ed25519, the key, a name.")


class BadSignerName(Refusal):
    text = N_("“%(name)s” cannot name a signing key. Use up to 60 letters, digits, dots, slashes and dashes.")


class KeyExposed(Refusal):
    text = N_(
        "Other accounts on this machine can read the signing key %(path)s. Make it readable by its owner."
    )


class UnreadableFile(Refusal):
    text = N_("The file %(path)s cannot be read: %(reason)s.")


class UnknownFigure(Missing):
    text = N_("The publication has no figures for this place, period and slice.")
