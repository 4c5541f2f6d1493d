"""Options that several commands share, and what is read from their text.

Everything here is wrong usage (exit 2) when it cannot be read. What can be read and is then turned down by a
rule, such as a region that is not registered, is refused input (exit 1).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from chizi.core.words import N_
from chizi.fronts.cli.words import translate as _
from chizi.yardstick.periods import Period
from chizi.yardstick.refusals import BadPeriod

AsUser = Annotated[
    str,
    typer.Option("--as", metavar="USER", help=_(N_("who acts; may be left out while nobody is registered"))),
]
Json = Annotated[bool, typer.Option("--json", help=_(N_("one JSON document on standard output")))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_(N_("check the file and store nothing")))]
Rejects = Annotated[
    str,
    typer.Option(
        "--rejects",
        metavar="FILE",
        help=_(N_("where to write rows that have faults (.csv or .xlsx); default: beside the input")),
    ),
]
Periods = Annotated[
    list[str],
    typer.Option(
        "--period", metavar="PERIOD", help=_(N_("2020 or 2020-03; a year brings its months; repeatable"))
    ),
]
NOT_A_FILE = N_("there is no such file")
NOT_A_REGION = N_("write a region code of 12 digits, or its first 2, 4 or 6")
NOT_MONTHS = N_("write months such as 2020-01..2020-12")
BACKWARDS = N_("the last month lies before the first")
NOT_AN_INSTANT = N_(
    "write a day such as 2021-03-01, or a time such as 2021-03-01T08:30 or 2021-03-01T08:30+08:00"
)
NOT_A_PERIOD = N_("write a year (2020) or a month (2020-03)")
NOT_ONE_OF = N_("write one of: %(choices)s")
NO_FOLDER = N_("the folder of this file does not exist")
IS_MISSING = N_("this is missing")
SAME_FILE = N_("this is the input file itself")

REGION = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{12}", re.ASCII)
BARE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)


def wrong(option: str, text: str, **params: str) -> typer.BadParameter:
    """Wrong usage of ``option``; ``text`` is an English msgid."""
    return typer.BadParameter(_(text, **params), param_hint=option)


def absent(option: str) -> typer.BadParameter:
    """An option that this command cannot do without was not given."""
    return wrong(option, IS_MISSING)


def existing(text: str, option: str = "FILE") -> Path:
    """A file that is there."""
    path = Path(text)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):  # a name that is too long, or has a zero byte
        raise wrong(option, NOT_A_FILE) from None
    raise wrong(option, NOT_A_FILE)


def writable(text: str, option: str) -> Path:
    """A file that can be made: its folder exists."""
    path = Path(text)
    if not path.parent.is_dir() or path.is_dir():
        raise wrong(option, NO_FOLDER)
    return path


def region_code(text: str, option: str = "--region") -> str:
    if not REGION.fullmatch(text):
        raise wrong(option, NOT_A_REGION)
    return text


def one_of(text: str, choices: tuple[str, ...], option: str) -> str:
    if text not in choices:
        raise wrong(option, NOT_ONE_OF, choices=", ".join(choices))
    return text


def period(text: str, option: str = "--period") -> Period:
    try:
        return Period.parse(text)
    except BadPeriod:
        raise wrong(option, NOT_A_PERIOD) from None


def months(text: str, option: str = "--months") -> tuple[str, str]:
    """(first, last) as "2020-01"; one month alone is both."""
    first, dots, last = text.partition("..")
    try:
        start, end = Period.parse(first), Period.parse(last if dots else first)
    except BadPeriod:
        raise wrong(option, NOT_MONTHS) from None
    if start.month is None or end.month is None:
        raise wrong(option, NOT_MONTHS)
    if end < start:
        raise wrong(option, BACKWARDS)
    return start.key, end.key


@dataclass(frozen=True)
class Moment:
    """A day or a point in time as it was written: its zone is that of the house unless it says another."""

    written: datetime
    bare_day: bool

    def instant(self, zone: ZoneInfo, *, end_of_day: bool = False) -> datetime:
        """The aware instant. A bare day is its 00:00, or with ``end_of_day`` the 00:00 that follows it."""
        moment = self.written
        if self.bare_day and end_of_day:
            moment += timedelta(days=1)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def moment(text: str, option: str) -> Moment | None:
    """Read "2021-03-01" or a time with or without offset; the empty text is None."""
    if not text:
        return None
    try:
        if BARE_DAY.fullmatch(text):
            day = date.fromisoformat(text)
            if day < date.max:
                return Moment(datetime.combine(day, time()), True)
        elif INSTANT.fullmatch(text):
            return Moment(datetime.fromisoformat(text), False)
    except ValueError:
        raise wrong(option, NOT_AN_INSTANT) from None
    raise wrong(option, NOT_AN_INSTANT)
