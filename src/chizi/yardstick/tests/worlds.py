"""Small worlds for the tests: as plain rows, as tables of the engine, and as random draws full of boundary instants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import ibis
import pyarrow as pa
from hypothesis import strategies as st

from chizi.yardstick.evaluate import Judgement, evaluate
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import (
    DELIVERY_COLUMNS,
    FACT_COLUMNS,
    OWNER,
    REGION_COLUMNS,
    SUBTYPES,
    UNIT_COLUMNS,
    EventStatus,
    Zero,
)

MOMENT = timedelta(microseconds=1)
UNIT_TYPES = {name: column.type for name, column in UNIT_COLUMNS.items()}


def region(code: str, level: int) -> dict[str, Any]:
    """A region whose ancestors are the beginnings of its code: 14, 1401, 140101, 140101001."""
    lengths = {"province": 2, "city": 4, "county": 6, "town": 9}
    above = {
        name: code[:length] for number, (name, length) in enumerate(lengths.items(), 1) if number <= level
    }
    return {"code": code, "level": level, **dict.fromkeys(lengths), **above}


REGIONS = [
    region("14", 1),
    region("1401", 2),
    region("1402", 2),
    region("140101", 3),
    region("140102", 3),
    region("140201", 3),
    region("140101001", 4),
    region("140102001", 4),
    region("140201001", 4),
]


@dataclass
class World:
    """Everything that one evaluation reads."""

    units: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    regions: list[dict[str, Any]] = field(default_factory=lambda: list(REGIONS))


def table(types: Mapping[str, str], rows: list[dict[str, Any]]) -> ibis.Table:
    """Rows as a table with exactly these columns."""
    return ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(dict(types)).to_pyarrow()))


def unit(code: str = "U1", **columns: Any) -> dict[str, Any]:
    return {"unit_code": code, "name": code, "kind": "village", "region_code": "140101001", **columns}


def fact(event_id: str, zero: str, subtype: str, **columns: Any) -> dict[str, Any]:
    """An event as it stands in the fact store; by default an open one that its unit answers for."""
    occurred = columns.get("occurred_at", datetime(2020, 5, 1))
    return {
        **dict.fromkeys(FACT_COLUMNS),
        "event_id": event_id,
        "unit_code": "U1",
        "zero": zero,
        "subtype": subtype,
        "reported_at": occurred,
        "attributed": True,
        "status": "open",
        "severity": 1 if zero == "case" else None,
        "delivery_id": 1,
        "received_at": datetime(2020, 1, 1),
        "source_body": OWNER[Zero(zero)].value,
        **columns,
        "occurred_at": occurred,
    }


def delivery(number: int, zero: str, received_at: datetime, **columns: Any) -> dict[str, Any]:
    return {
        "id": number,
        "source_body": OWNER[Zero(zero)].value,
        "zero": zero,
        "region_code": "14",
        "first_month": "2018-01",
        "last_month": "2022-12",
        "complete": True,
        "received_at": received_at,
        **columns,
    }


def judge(
    con: Any, world: World, criteria: Any, as_of: datetime, periods: list[str], **options: Any
) -> Judgement:
    """Evaluate a world."""
    return evaluate(
        con,
        facts=table(FACT_COLUMNS, world.facts),
        units=table(UNIT_TYPES, world.units),
        regions=table(REGION_COLUMNS, world.regions),
        deliveries=table(DELIVERY_COLUMNS, world.deliveries),
        criteria=criteria,
        as_of=as_of,
        periods=[Period.parse(key) for key in periods],
        **options,
    )


def rows(expression: ibis.Table) -> list[dict[str, Any]]:
    return expression.to_pyarrow().to_pylist()


def statuses_of(judgement: Judgement) -> dict[tuple[str, str, str], tuple[str, str]]:
    """(period, unit, zero) -> (status, county) of the units that are listed one by one."""
    return {
        (row["period"], row["unit_code"], row["zero"]): (row["status"], row["county"])
        for row in rows(judgement.statuses)
    }


# Random draws. Instants come from few days and their very edges, so that equal instants and boundaries are common.

DAYS = [
    date(2019, 11, 30),
    date(2019, 12, 31),
    date(2020, 1, 1),
    date(2020, 2, 29),
    date(2020, 3, 1),
    date(2020, 3, 17),
    date(2020, 12, 31),
    date(2021, 1, 1),
    date(2021, 3, 10),
]
INSTANTS = [
    instant
    for day in DAYS
    for midnight in [datetime(day.year, day.month, day.day)]
    for instant in (midnight - MOMENT, midnight, midnight + MOMENT)
]
instants = st.sampled_from(INSTANTS)
PLACES = ("140101001", "140102001", "140201001", "140101")


@st.composite
def units(draw: st.DrawFn, number: int) -> list[dict[str, Any]]:
    """The one or more rows of a unit that was open for at least one day."""
    cuts = sorted(draw(st.lists(st.sampled_from(DAYS), unique=True, max_size=2)))
    edges = [
        draw(st.sampled_from([None, date(2018, 6, 1)])),
        *cuts,
        draw(st.sampled_from([None, date(2022, 5, 1)])),
    ]
    days = sorted(
        draw(st.lists(st.sampled_from([*DAYS, date(2020, 3, 18)]), unique=True, min_size=2, max_size=2))
    )
    opened, closed = (draw(st.sampled_from([None, day])) for day in days)
    kind = draw(st.sampled_from(["village", "enterprise"]))
    return [
        unit(
            f"U{number:02d}",
            kind=kind,
            sector=draw(st.sampled_from([None, "06", "80"])) if kind == "enterprise" else None,
            region_code=draw(st.sampled_from(PLACES)),
            valid_from=since,
            valid_to=until,
            opened_on=opened,
            closed_on=closed,
        )
        for since, until in pairwise(edges)
    ]


@st.composite
def events(draw: st.DrawFn, codes: list[str]) -> dict[str, Any]:
    zero = draw(st.sampled_from(list(Zero)))
    occurred, reported = sorted((draw(instants), draw(instants)))
    status = draw(st.sampled_from([EventStatus.OPEN, EventStatus.OPEN, *EventStatus]))
    accident, petition = zero is Zero.ACCIDENT, zero is Zero.PETITION
    return {
        "event_id": f"E{draw(st.integers(0, 12))}",
        "unit_code": draw(st.sampled_from(codes)),
        "zero": zero.value,
        "subtype": draw(st.sampled_from(SUBTYPES[zero])).value,
        "occurred_at": occurred,
        "reported_at": reported,
        "severity": None if petition else draw(st.integers(1, 4)),
        "attributed": draw(st.sampled_from([True, True, None, False])),
        "status": status.value,
        "due_at": draw(instants) if petition or draw(st.booleans()) else None,
        "resolved_at": draw(instants) if status is EventStatus.RESOLVED else None,
        "deaths": draw(st.sampled_from([None, 0, 0, 1, 2])) if accident else None,
        "injuries": draw(st.sampled_from([None, 0, 0, 1])) if accident else None,
        "concealment_found_at": draw(st.sampled_from([None, None, *INSTANTS])),
        "source_body": OWNER[zero].value,
    }


@st.composite
def deliveries(draw: st.DrawFn, number: int) -> dict[str, Any]:
    first, last = sorted(
        draw(st.sampled_from(["2018-01", "2019-12", "2020-02", "2020-03"])) for _ in range(2)
    )
    return delivery(
        number,
        draw(st.sampled_from(list(Zero))).value,
        draw(st.sampled_from([*INSTANTS, datetime(2021, 4, 1)])),
        region_code=draw(st.sampled_from(["14", "14", "1401", "1402", "140101", "140102"])),
        first_month=first,
        last_month=draw(st.sampled_from([last, "2020-12", "2021-12"])),
        complete=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Units that open, close and move; deliveries that are partial, late, or received exactly at ``as_of``; events
    that come again with the same or with another content."""
    world = World()
    for number in range(draw(st.integers(1, 6))):
        world.units += draw(units(number))
    codes = sorted({row["unit_code"] for row in world.units})
    world.deliveries = [draw(deliveries(number)) for number in range(1, draw(st.integers(3, 10)) + 1)]
    told = [draw(events(codes)) for _ in range(draw(st.integers(0, 14)))]
    again = [draw(st.sampled_from(told)) for _ in range(draw(st.integers(0, 4)))] if told else []
    seen = set()
    for event in told + again:
        mine = [one for one in world.deliveries if one["zero"] == event["zero"]]
        if mine:
            bearer = draw(st.sampled_from(mine))
            key = (bearer["id"], event["event_id"])
            if key not in seen:
                seen.add(key)
                world.facts.append(
                    {**event, "delivery_id": bearer["id"], "received_at": bearer["received_at"]}
                )
    return world
