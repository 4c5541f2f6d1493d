"""The words and columns of the facts: three-zero.md section 1.

The Chinese labels are what lead departments write in their own sheets; intake accepts them beside the codes.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

import ibis

from chizi.yardstick.refusals import N_


class Zero(StrEnum):
    """What is to be zero: 零上访, 零事故, 零案件."""

    PETITION = "petition"
    ACCIDENT = "accident"
    CASE = "case"


THREE_ZERO = "three_zero"
JUDGED: tuple[str, ...] = (*(zero.value for zero in Zero), THREE_ZERO)
"""What a status is given for: each zero, then the three together."""


class Body(StrEnum):
    """The lead departments: 信访部门, 应急管理部门, 公安机关."""

    PETITIONS_OFFICE = "petitions_office"
    EMERGENCY_MANAGEMENT = "emergency_management"
    POLICE = "police"


OWNER: Mapping[Zero, Body] = {
    Zero.PETITION: Body.PETITIONS_OFFICE,
    Zero.ACCIDENT: Body.EMERGENCY_MANAGEMENT,
    Zero.CASE: Body.POLICE,
}
"""R-13: the one body on whose data each zero is judged."""


class Subtype(StrEnum):
    """What kind of petition, accident or case an event is."""

    SETTLEMENT_APPEAL = "settlement_appeal"
    COMPLAINT = "complaint"
    VISIT = "visit"
    SUGGESTION = "suggestion"
    MISCONDUCT_REPORT = "misconduct_report"
    LEGAL_ROUTE = "legal_route"
    OUTSIDE_POWER = "outside_power"
    WORK_SAFETY = "work_safety"
    FIRE = "fire"
    TRAFFIC = "traffic"
    OTHER_SAFETY = "other_safety"
    NEAR_MISS = "near_miss"
    CRIMINAL = "criminal"
    PUBLIC_ORDER = "public_order"


SUBTYPES: Mapping[Zero, tuple[Subtype, ...]] = {
    Zero.PETITION: tuple(Subtype)[:7],
    Zero.ACCIDENT: tuple(Subtype)[7:12],
    Zero.CASE: tuple(Subtype)[12:],
}

NEVER_BREAKS = frozenset(
    {
        Subtype.SUGGESTION,
        Subtype.MISCONDUCT_REPORT,
        Subtype.LEGAL_ROUTE,
        Subtype.OUTSIDE_POWER,
        Subtype.NEAR_MISS,
    }
)
"""R-15: no criteria may let these break a zero."""


class EventStatus(StrEnum):
    """Where an event stands with its lead department: 办理中, 已办结, 已撤回, 不属实."""

    OPEN = "open"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    UNFOUNDED = "unfounded"


class Kind(StrEnum):
    """The kinds of judged unit (创建主体): 村, 社区, 企业, 事业单位."""

    VILLAGE = "village"
    COMMUNITY = "community"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"


class Status(StrEnum):
    """The judgement of one unit, one zero and one period."""

    ACHIEVED = "achieved"
    BROKEN = "broken"
    DISPUTED = "disputed"
    PENDING = "pending"
    NOT_IN_SCOPE = "not_in_scope"


class Column(NamedTuple):
    """A column of a delivered table: its Ibis type, what it means, and whether the table must have it."""

    type: str
    meaning: str
    required: bool = True


EVENT_COLUMNS: Mapping[str, Column] = {
    "event_id": Column(
        "string", N_("The lead department's own number of the event; unique within that body")
    ),
    "unit_code": Column("string", N_("Code of the unit, as in the register")),
    "zero": Column("string", N_("petition, accident or case")),
    "subtype": Column("string", N_("What kind of petition, accident or case")),
    "occurred_at": Column("timestamp(6)", N_("When it happened")),
    "reported_at": Column(
        "timestamp(6)", N_("When the lead department learnt of it; not before it happened")
    ),
    "severity": Column(
        "int16",
        N_("1 slight, 2 ordinary, 3 of great influence, 4 extremely grave; required for cases"),
        False,
    ),
    "attributed": Column(
        "boolean", N_("Whether the unit answers for it: true, false, or empty while undecided"), False
    ),
    "status": Column("string", N_("open, resolved, withdrawn or unfounded")),
    "due_at": Column("timestamp(6)", N_("By when it must be settled; required for petitions"), False),
    "resolved_at": Column(
        "timestamp(6)", N_("When it was settled; exactly when the status is resolved"), False
    ),
    "deaths": Column("int32", N_("Number of deaths; accidents only"), False),
    "injuries": Column("int32", N_("Number of injured; accidents only"), False),
    "concealment_found_at": Column(
        "timestamp(6)", N_("When the lead department established that it had been concealed"), False
    ),
}

UNIT_COLUMNS: Mapping[str, Column] = {
    "unit_code": Column("string", N_("Code of the unit; never reused")),
    "name": Column("string", N_("Name of the unit")),
    "kind": Column("string", N_("village, community, enterprise or institution")),
    "sector": Column("string", N_("Code of the sector; may be empty"), False),
    "region_code": Column("string", N_("Code of the county or township in which the unit stands")),
    "valid_from": Column("date", N_("First day of this row; empty = always so far"), False),
    "valid_to": Column(
        "date", N_("First day on which this row no longer holds; empty = until further notice"), False
    ),
    "opened_on": Column("date", N_("First day on which the unit was open"), False),
    "closed_on": Column("date", N_("First day on which the unit was no longer open"), False),
    "successor_code": Column("string", N_("Code of the unit that took over"), False),
}

FACT_COLUMNS: Mapping[str, str] = {
    **{name: column.type for name, column in EVENT_COLUMNS.items()},
    "delivery_id": "int64",
    "received_at": "timestamp(6)",
    "source_body": "string",
}
"""Event columns as they stand in the fact store, with the delivery they came by."""

DELIVERY_COLUMNS: Mapping[str, str] = {
    "id": "int64",
    "source_body": "string",
    "zero": "string",
    "region_code": "string",
    "first_month": "string",
    "last_month": "string",
    "complete": "boolean",
    "received_at": "timestamp(6)",
}

REGION_COLUMNS: Mapping[str, str] = {
    "code": "string",
    "level": "int64",
    "province": "string",
    "city": "string",
    "county": "string",
    "town": "string",
}
"""Regions with the codes of their ancestors, themselves included; null below their own level (1 to 4)."""

LEVELS: tuple[str, ...] = ("province", "city", "county", "town")

LABELS: Mapping[str, Mapping[str, str]] = {
    "zero": {"信访": "petition", "上访": "petition", "事故": "accident", "案件": "case"},
    "subtype": {
        "申诉求决": "settlement_appeal",
        "投诉": "complaint",
        "走访": "visit",
        "建议意见": "suggestion",
        "检举控告": "misconduct_report",
        "其他法定途径": "legal_route",
        "不属于职权范围": "outside_power",
        "生产安全": "work_safety",
        "火灾": "fire",
        "交通": "traffic",
        "其他安全": "other_safety",
        "未遂": "near_miss",
        "刑事": "criminal",
        "治安": "public_order",
    },
    "status": {
        "办理中": "open",
        "未办结": "open",
        "已办结": "resolved",
        "已撤回": "withdrawn",
        "不属实": "unfounded",
    },
    "kind": {"村": "village", "社区": "community", "企业": "enterprise", "事业单位": "institution"},
}


def types_of(columns: Mapping[str, Column]) -> Any:
    """The Ibis schema of a table with these columns."""
    return ibis.schema({name: column.type for name, column in columns.items()})
