"""Why a material is turned down, or a step on it."""

from chizi.core.refusals import Forbidden, Missing, Refusal
from chizi.core.words import N_


class UnknownMaterial(Missing):
    text = N_("There is no such material, or it is not for you.")


class UnknownPassage(Missing):
    text = N_("This version has no such article or heading. Look for it in the list of contents.")


class UnknownVersion(Missing):
    text = N_("There is no such version of this material.")


class SecretMaterial(Refusal):
    text = N_(
        "What is secret does not belong on this platform, not even as a draft. Nothing of it was stored. Use the "
        "way that your office for secrecy prescribes."
    )


class SecrecyUndecided(Refusal):
    text = N_(
        "Words that may mean a secret were found (%(words)s). Somebody who did not write this version has to decide "
        "first whether it may be shown."
    )


class NothingToDecide(Refusal):
    text = N_("There is nothing to decide: no words that may mean a secret, or somebody has decided already.")


class OwnMaterial(Forbidden):
    text = N_("You worked on this version yourself. Somebody else has to look at it and do this.")


class OtherOwner(Forbidden):
    text = N_("You keep materials of your own party only.")


class NothingToPublish(Refusal):
    text = N_("The newest version is published already. Write a new one first.")


class AlreadyWithdrawn(Refusal):
    text = N_("This material is withdrawn. Write a new version to bring it back.")


class NeverPublished(Refusal):
    text = N_("It was never published, so there is nothing to withdraw. Go on with the draft.")


class ChangedMeanwhile(Refusal):
    text = N_(
        "Somebody has changed this draft since you opened it. Look at it and put your changes in again."
    )
    status = 409


class EmptyMaterial(Refusal):
    text = N_("There is nothing to read or to watch. Write a text or add a file.")


class MaterialTooLong(Refusal):
    text = N_("The text is longer than %(most)s characters. Cut it into several materials.")


class WrongKindOfMaterial(Refusal):
    text = N_("Choose one of the kinds offered.")


class WrongWords(Refusal):
    text = N_("Fill this in, with at most %(most)s characters.")


class NoReaders(Refusal):
    text = N_("Name the parties whose people may read it, or choose everybody at your place.")


class TooManyReaders(Refusal):
    text = N_("At most %(most)s parties can be named. Choose everybody at your place instead.")


class TooManyFiles(Refusal):
    text = N_("At most %(most)s files belong to one version.")


class NotAFileOfMaterials(Refusal):
    text = N_(
        "“%(name)s” cannot be shown to learners. Taken are Word, PDF, text, pictures, films and captions."
    )


class CaptionsMissing(Refusal):
    text = N_(
        "The film has no captions. Add a WebVTT file (.vtt) with what is said, so that everybody can follow it, also "
        "without sound."
    )


class FilmMissing(Refusal):
    text = N_("A material of the kind film needs a film (MP4 or WebM).")


class OneFilm(Refusal):
    text = N_(
        "One version holds one film and one file of captions. Make a material of its own for each further film."
    )


class WrongCaptions(Refusal):
    text = N_(
        "“%(name)s” is no file of captions that browsers show: it begins with WEBVTT, and each caption has its times "
        "(00:01.000 --> 00:04.000) and its words below."
    )


class NotConcluded(Refusal):
    text = N_(
        "Only concluded cases are used to teach. Give the number and the day of the decision that concluded this one."
    )


class DecisionInFuture(Refusal):
    text = N_("This day has not come yet.")


class NotRedacted(Refusal):
    text = N_("Declare that names and everything else by which a person can be known are taken out.")


class NamesNotListed(Refusal):
    text = N_(
        "List the full names that must not appear, so that the text can be searched for them. The list is not kept."
    )


class IdNumberFound(Refusal):
    text = N_("The text or a file still holds an ID number (%(shown)s). Take it out and send it again.")


class PhoneFound(Refusal):
    text = N_("The text or a file still holds a telephone number (%(shown)s). Take it out and send it again.")


class NameFound(Refusal):
    text = N_(
        "The text or a file still holds a name of your list (%(shown)s). Take it out and send it again."
    )


class ConsentMissing(Refusal):
    text = N_(
        "A story of a person is told only with the consent of that person or the family. Say who gave it, and on "
        "which day."
    )


class HonourDay(Refusal):
    text = N_("Give the day of the death on duty or of the deed that is honoured.")


class WrongAge(Refusal):
    text = N_("An age lies between 16 and 119.")


class LawsRefused(Refusal):
    text = N_(
        "%(rejected)s of %(total)s files have faults, so nothing was imported. See what is said of each."
    )


class NoLaws(Refusal):
    text = N_("There are no laws in it: no file that ends in .md or .txt.")


class LawsChanged(Refusal):
    text = N_("The folder would by now do something else than was shown. Look at it again.")
    status = 409
