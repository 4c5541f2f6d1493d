"""Named errors of the yardstick. The room may not know the house, so it brings the same furniture itself."""

from typing import Any, ClassVar


def N_(text: str) -> str:
    """Mark an English sentence for the translators and return it unchanged."""
    return text


class YardstickError(ValueError):
    """Something the yardstick refuses. ``text`` is an English sentence whose places ``params`` fill."""

    text: ClassVar[str] = ""

    def __init__(self, **params: Any) -> None:
        self.params = params
        super().__init__(self.text % params if params else self.text)

    @property
    def code(self) -> str:
        """The stable name that scripts may test for: the class name."""
        return type(self).__name__


class BadPeriod(YardstickError):
    """A period that is neither a calendar year nor a month."""

    text = N_("“%(value)s” is not a period. Write a year (2020) or a month (2020-03).")


class UnknownCriteria(YardstickError):
    """No criteria file of that name comes with the product."""

    text = N_("There are no criteria called “%(id)s”.")


class MissingColumns(YardstickError):
    """A delivered table lacks columns that it must have."""

    text = N_("These columns are missing: %(columns)s.")


class WrongBody(YardstickError):
    """R-13: a zero is judged only on the data of the department that owns it."""

    text = N_("%(body)s does not keep the data for %(zero)s; only %(owner)s may deliver it.")


class BadRegion(YardstickError):
    """A delivery must be for a province, a city or a county that exists."""

    text = N_("“%(code)s” is not a province, city or county known here.")


class UnknownUnit(YardstickError):
    """A unit that is asked about but does not stand in the register."""

    text = N_("Unit “%(unit)s” is not in the register.")
