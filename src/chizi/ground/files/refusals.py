"""Everything that can be wrong with a file that somebody hands in, in a sentence that says what to do."""

from chizi.core.refusals import Missing, Refusal
from chizi.core.words import N_


class FileNotTaken(Refusal):
    """The parent of the refusals below; ``name`` is the cleaned name of the file where the sentence has it."""


class EmptyFile(FileNotTaken):
    text = N_("The file “%(name)s” is empty. Choose the file again; it may not have been copied completely.")


class FileTooLarge(FileNotTaken):
    text = N_("The files are too large: at most %(limit)s MB. Make pictures smaller, or split the document.")


class TooManyPixels(FileNotTaken):
    text = N_("The picture “%(name)s” has too many pixels: at most %(limit)s million. Save it smaller.")


class NotWhatItSays(FileNotTaken):
    text = N_(
        "“%(name)s” is called a picture or document but is none. Open it in its program and save it again."
    )


class UnknownKind(FileNotTaken):
    text = N_(
        "“%(name)s” is of a kind that is not kept. Kept are pictures (JPEG, PNG, WebP, GIF, BMP, TIFF), PDF, "
        "Word (.docx), Excel (.xlsx), CSV and text."
    )


class HeicPicture(FileNotTaken):
    text = N_(
        "“%(name)s” is a HEIC or AVIF picture. On the phone choose JPEG (Settings, Camera, Formats: most "
        "compatible), or send a screenshot of it."
    )


class SeveralPictures(FileNotTaken):
    text = N_("“%(name)s” holds several pictures, of which only one would be kept. Save it as PDF.")


class Film(FileNotTaken):
    text = N_("“%(name)s” is a film or sound. Those are not kept; hand in single pictures of it.")


class OtherFilm(FileNotTaken):
    text = N_(
        "“%(name)s” is a kind of film or sound that not every browser shows. Save it as MP4 (H.264) or WebM and hand "
        "it in again."
    )


class UnknownUpload(Missing):
    text = N_("This upload is not yours, is finished, or was given up after two days. Begin it again.")


class WrongOffset(FileNotTaken):
    text = N_("Go on after %(offset)s bytes: so many are here.")
    status = 409


class UploadBusy(FileNotTaken):
    text = N_("Another window is sending this file just now. Close one of the two.")
    status = 409


class UploadIncomplete(FileNotTaken):
    text = N_("The file is not whole yet: %(offset)s of %(size)s bytes are here.")
    status = 409


class UploadDamaged(FileNotTaken):
    text = N_("“%(name)s” did not arrive as it was sent, so it was thrown away. Send it again.")


class TooManyUploads(FileNotTaken):
    text = N_("At most %(most)s files are sent at a time. Finish one of them, or wait until it is given up.")


class ActiveContent(FileNotTaken):
    text = N_("“%(name)s” is a web page or holds a program. Print it to PDF and hand in the PDF.")


class UnsafeFile(FileNotTaken):
    text = N_("“%(name)s” was refused for safety (%(what)s). Save it anew from the program that made it.")


class LockedFile(FileNotTaken):
    text = N_("“%(name)s” is locked by a password. Save it without one and hand it in again.")


class BrokenFile(FileNotTaken):
    text = N_(
        "“%(name)s” is damaged or was cut off. Open it to see whether it is whole, and hand it in again."
    )


class HeavyFile(FileNotTaken):
    text = N_("“%(name)s” takes too much memory or time to check. Save it smaller or as several files.")


class DiskIsFull(FileNotTaken):
    text = N_("The server has no room left, so the file was not kept. Tell whoever runs it; try again later.")
    status = 507


class NoSuchFile(Missing):
    text = N_("There is no such file.")


class NoPreview(Missing):
    text = N_("This file cannot be shown here. Download it.")


class FileLost(Refusal):
    text = N_("The content of this file is not in its place. Tell whoever runs the server.")
    status = 500
