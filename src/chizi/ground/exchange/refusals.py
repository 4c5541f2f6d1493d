"""Everything that can be wrong with a file, each as a sentence that says what to do about it."""

from chizi.core.refusals import Refusal
from chizi.core.words import N_

SHOWN = 5


def some(items: list[str]) -> str:
    """The first few of ``items`` for a sentence; an ellipsis says that there are more."""
    return ", ".join(items[:SHOWN]) + (" …" if len(items) > SHOWN else "")


class FileRefusal(Refusal):
    """A file that is turned down as a whole. ``params["file"]`` is the name that the person knows."""


class EmptyFile(FileRefusal):
    text = N_("“%(file)s” is empty. Please choose the file again.")


class FileTooLarge(FileRefusal):
    text = N_("“%(file)s” is larger than %(limit)s MiB. Please split it, or deliver it as Parquet.")


class UnknownFormat(FileRefusal):
    text = N_(
        "“%(file)s” holds %(found)s, whatever its name says. Please deliver CSV, Excel (.xlsx) or Parquet."
    )


class ProseFormat(FileRefusal):
    text = N_("“%(file)s” is neither plain text nor a Word document (.docx). Please save it as one of these.")


class OldExcel(FileRefusal):
    text = N_("“%(file)s” is an old Excel file (.xls). Please open it and save it as .xlsx.")


class HtmlInside(FileRefusal):
    text = N_(
        "“%(file)s” is a web page, though its name says otherwise. "
        "Please open it in Excel and save it as .xlsx."
    )


class PasswordProtected(FileRefusal):
    text = N_("“%(file)s” is protected by a password. Please save it without one.")


class CutOff(FileRefusal):
    text = N_("“%(file)s” ends in the middle. Please transfer the whole file again.")


class DamagedFile(FileRefusal):
    text = N_("“%(file)s” is damaged and cannot be opened. Please save it again and deliver the new file.")


class DamagedText(FileRefusal):
    text = N_("“%(file)s” has damaged characters in line %(line)s. Please save it again as UTF-8.")


class UnknownEncoding(FileRefusal):
    text = N_(
        "The characters of “%(file)s” cannot be read from line %(line)s on. "
        "Please save it as UTF-8 or GB18030."
    )


class NulBytes(FileRefusal):
    text = N_(
        "“%(file)s” has zero bytes in line %(line)s; it is not a clean text file. Please export it again."
    )


class StrayQuote(FileRefusal):
    text = N_(
        "A quotation mark stands in the wrong place in line %(line)s of “%(file)s”. "
        "Please put the cell in quotation marks and double those inside it."
    )


class RecordTooLong(FileRefusal):
    text = N_(
        "The row that starts in line %(line)s of “%(file)s” does not end. Is a quotation mark missing there?"
    )


class RaggedRows(FileRefusal):
    text = N_("%(count)s rows of “%(file)s” do not have %(expected)s cells like the header: lines %(lines)s.")


class NoHeader(FileRefusal):
    text = N_("“%(file)s” has no row with column names. Needed are: %(columns)s.")


class MissingColumns(FileRefusal):
    text = N_("“%(file)s” lacks these columns: %(columns)s. Please name them in the first line.")


class DuplicateColumns(FileRefusal):
    text = N_("“%(file)s” has the same column more than once: %(columns)s. Please keep one of each.")


class HeaderTooLow(FileRefusal):
    text = N_("The column names of “%(file)s” stand in line %(line)s. Please delete the lines above them.")


class TwoHeaderRows(FileRefusal):
    text = N_("“%(file)s” has a second header row at %(cell)s. Please keep one row of column names.")


class TooManyRows(FileRefusal):
    text = N_("“%(file)s” has more than %(limit)s rows. Please split it.")


class TooManyColumns(FileRefusal):
    text = N_("“%(file)s” has more than %(limit)s columns. Please keep those that are asked for.")


class NestedColumns(FileRefusal):
    text = N_("Columns of “%(file)s” hold lists or structures: %(columns)s. Each cell must be one value.")


class SwollenWorkbook(FileRefusal):
    text = N_(
        "“%(file)s” would unpack to %(size)s MiB; no ordinary workbook does. "
        "Please copy the data into a new one."
    )


class UnsafeWorkbook(FileRefusal):
    text = N_(
        "“%(file)s” contains a part that no ordinary workbook has (%(part)s). "
        "Please copy the data into a new one."
    )


class EmbeddedFiles(FileRefusal):
    text = N_("Another file is embedded in “%(file)s” (%(part)s). Please remove it.")


class MacrosInside(FileRefusal):
    text = N_("“%(file)s” contains macros. Please save it as an ordinary workbook (.xlsx).")


class ExternalLinks(FileRefusal):
    text = N_("“%(file)s” is linked to other workbooks. Please break the links, keep the values and save it.")


class NoVisibleSheet(FileRefusal):
    text = N_("“%(file)s” has no visible sheet with cells.")


class FarCell(FileRefusal):
    text = N_(
        "The sheet “%(sheet)s” of “%(file)s” reaches out to %(cell)s, beyond %(rows)s rows by %(columns)s "
        "columns. Please copy only the data into a new workbook."
    )


class MergedCells(FileRefusal):
    text = N_(
        "Merged cells in the sheet “%(sheet)s” of “%(file)s”: %(cells)s. "
        "Please unmerge them and fill each cell."
    )


class FormulaCells(FileRefusal):
    text = N_(
        "Formulas in the sheet “%(sheet)s” of “%(file)s”: %(cells)s. "
        "Please paste their values in their place."
    )


class ErrorCells(FileRefusal):
    text = N_("Error values in the sheet “%(sheet)s” of “%(file)s”: %(cells)s. Please correct them.")


class HiddenRows(FileRefusal):
    text = N_(
        "Hidden rows in the sheet “%(sheet)s” of “%(file)s”: %(rows)s. Please show them, or delete them."
    )


class LongNumbers(FileRefusal):
    text = N_(
        "Codes of more than 15 digits were stored as numbers in “%(file)s” and have lost their last digits: "
        "%(cells)s. Please set the column to text and enter them again."
    )


class DoubtfulDates(FileRefusal):
    text = N_("Dates before March 1900 in “%(file)s”: %(cells)s. Excel miscounts them; please check them.")


class WorkbookTooHeavy(FileRefusal):
    text = N_(
        "“%(file)s” needs more memory or time than we give to a workbook. "
        "Please deliver it as CSV or Parquet."
    )


class TooManyRowsForExcel(FileRefusal):
    text = N_("%(rows)s rows do not fit on an Excel sheet. Please choose CSV or Parquet.")


class CellTooLong(FileRefusal):
    text = N_(
        "A text of more than %(limit)s characters does not fit in a cell (row %(row)s, column %(column)s)."
    )


class UnwritableValue(FileRefusal):
    text = N_("The value in row %(row)s, column %(column)s does not fit the kind “%(kind)s”.")


class UnknownSuffix(FileRefusal):
    text = N_("“%(file)s” must end in %(known)s.")
