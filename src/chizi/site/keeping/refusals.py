"""What keeping turns down, and why."""

from chizi.core.refusals import Refusal
from chizi.core.words import N_


class AlreadyThere(Refusal):
    text = N_("%(file)s is there already and was left as it is. Choose another name, or add --force.")


class NothingToKeep(Refusal):
    text = N_("There is no database at this place, so there is nothing to back up. Is CHIZI_DATA right?")


class DamagedDatabase(Refusal):
    text = N_("The database file is damaged (%(what)s); no backup was made. Keep the last good backup safe.")


class NotABackup(Refusal):
    text = N_("%(file)s is not a backup of Chizi.")


class CutOff(Refusal):
    text = N_("%(file)s is cut off: it was not copied to its end. Take another copy. Nothing was restored.")


class Altered(Refusal):
    text = N_("The backup was altered or damaged: %(member)s does not hold. Nothing was restored.")


class NewerBackup(Refusal):
    text = N_(
        "This backup was made by a newer version (%(version)s). Install that version or a later one first."
    )


class OtherEngine(Refusal):
    text = N_(
        "This backup was made on %(made)s and the database here is %(here)s. Restore it on %(made)s: a backup"
        " does not change from one kind of database to the other."
    )


class PlaceTaken(Refusal):
    text = N_(
        "Restoring needs an empty place, and here lies %(what)s already. Nothing was touched. Name an empty folder"
        " with CHIZI_DATA and, on PostgreSQL, an empty database with DATABASE_URL."
    )


class TooLittleRoom(Refusal):
    text = N_("This needs about %(needed)s GB in %(folder)s, but only %(free)s GB are free.")


class RestoredDiffers(Refusal):
    text = N_(
        "What was restored differs from what was backed up (%(what)s), so it was removed again."
        " Take another copy of the backup."
    )


class BadWitness(Refusal):
    text = N_("Line %(line)s of %(file)s is no line of chizi journal witness.")


class UpgradeBroken(Refusal):
    text = N_(
        "The upgrade stopped (%(why)s). The state from before lies in %(file)s: chizi restore brings it back."
    )
