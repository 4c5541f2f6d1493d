"""Words and predicates of practical service items (我为群众办实事, S1-21). Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

TITLE_LENGTH = 200
NEED_LENGTH = 2000
BENEFICIARY_LENGTH = 200
STEP_LENGTH = 2000
REASON_LENGTH = 1000
WORDS_LENGTH = 500


class ServiceState(StrEnum):
    """Where an item stands. Its doing party can bring it to ``done`` and no further."""

    OPEN = "open"
    DONE = "done"  # the party says so; waits for whom it was done for
    NOTICE = "notice"  # made known; waits until the days are over
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


UNFINISHED = frozenset({ServiceState.OPEN, ServiceState.DONE, ServiceState.NOTICE})


class ServiceSource(StrEnum):
    """How a need became known."""

    CONVERSATION = "conversation"  # 走访座谈
    HOTLINE = "hotline"
    LETTER = "letter"
    SURVEY = "survey"
    MEETING = "meeting"
    OWN = "own"  # noticed in one's own work


class Closing(StrEnum):
    """Who closed it: whom it was done for, or time that ran out without an objection."""

    RECEIPT = "receipt"
    NOTICE = "notice"


_FORMS = (
    ("number", re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")),  # identity number, GB 11643
    ("number", re.compile(r"(?<!\d)\d{15,19}(?!\d)")),  # its old form; bank cards
    ("phone", re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")),
    ("phone", re.compile(r"(?<!\d)0\d{9,11}(?!\d)")),
    ("name", re.compile("姓名[:为是]|身份证|手机号|联系电话|微信号")),
)
_SEPARATORS = re.compile(r"(?<=\d)[ \u2010-\u2015.,·()_/-]{1,2}(?=[\dXx])")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
_DATES = re.compile(r"(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)")


def personal_data(text: str) -> str:
    """What of a person a text gives away: "number", "phone", "name", or nothing (R-20).

    Width, blanks and dashes between digits make no difference; dates are no numbers.
    """
    plain = _DATES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    joined = _SEPARATORS.sub("", plain)
    return next((kind for kind, form in _FORMS if form.search(joined) or form.search(plain)), "")


def last_notice_day(since: date, days: int, off: Collection[date] = (), on: Collection[date] = ()) -> date:
    """The last of so many working days after ``since``: Monday to Friday, without days off, with make-up days."""
    day, left = since, days
    while left:
        day += timedelta(days=1)
        left -= (day.weekday() < 5 and day not in off) or day in on
    return day


def notice_over(until: date, today: date) -> bool:
    """Whether the last day of the notice has passed."""
    return today > until
