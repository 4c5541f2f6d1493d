"""Words and arithmetic of campaigns: kinds of plans, months, windows. Pure: no Django, no clock."""

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)
MOST_MONTHS = 120
# Words that stand at the place of a campaign's code in addresses: no campaign can be called so.
TAKEN = frozenset(
    {"assignments", "files", "import", "load", "measures", "mine", "new", "objections", "results", "tasks"}
)


class CampaignKind(StrEnum):
    """A general campaign has phases; a special one lasts a number of months (S2-43, S2-56)."""

    GENERAL = "general"
    SPECIAL = "special"  # 专项整治


class CampaignState(StrEnum):
    """A draft is seen by those who plan; an issued plan binds; a closed one is history."""

    DRAFT = "draft"
    ISSUED = "issued"
    CLOSED = "closed"


class NodeKind(StrEnum):
    """Kinds of plans in a tree: 1+3+15 (S1-03) and 1+2+11 (S3-45) are both made of these."""

    OVERALL = "overall"  # 总方案
    PHASE = "phase"  # 阶段方案
    TOPIC = "topic"  # 专题方案
    SUB = "sub"  # 子方案
    IMPLEMENTATION = "implementation"  # 专项实施方案


class GateOutcome(StrEnum):
    """What the review at the end of a phase says (S2-21)."""

    PASSED = "passed"
    REMEDIAL = "remedial"  # 补课


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months on; where that month is shorter, its last day.

    Civil Code (民法典) art. 202: a period of months ends on the corresponding day of the month in which it
    expires, or on the last day of that month if there is none. 31 January and one month: 28 or 29 February.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def special_span(starts: date, months: int) -> tuple[date, date]:
    """(day of the mid-term check, last day) of a special campaign.

    The first day does not count (民法典 art. 201), so the last day is the corresponding one. The check stands
    half-way, on the earlier day when the days are odd. Raises ValueError unless 1 to 120 months.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise ValueError(months)
    ends = add_months(starts, months)
    return starts + timedelta(days=(ends - starts).days // 2), ends


def is_code(text: str) -> bool:
    """Whether a text can be the code of a campaign, a plan or a measure: 1 to 40 letters, digits, . _ -."""
    return CODE.fullmatch(text) is not None
