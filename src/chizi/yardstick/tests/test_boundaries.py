"""The boundary table of the rule, case by case, from the fixture that docs/rules/three-zero.md shows."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chizi.yardstick.criteria import built_in
from chizi.yardstick.intake import DeliveryTerms, check_events
from chizi.yardstick.schemas import EVENT_COLUMNS, OWNER, REGION_COLUMNS, Zero
from chizi.yardstick.tests.worlds import (
    UNIT_TYPES,
    World,
    delivery,
    judge,
    rows,
    statuses_of,
    table,
    unit,
)

CASES = tomllib.loads((Path(__file__).parent / "boundaries.toml").read_text(encoding="utf-8"))["case"]
EIGHT_HOURS = timedelta(hours=8)


def delivered(con: Any, case: dict[str, Any]) -> Any:
    """The event of a case, handed in as the text of a sheet and checked."""
    event = {"event_id": "E1", "unit_code": "U1", "attributed": "true", "status": "open", **case["event"]}
    event.setdefault("reported_at", event["occurred_at"])
    event.setdefault("severity", 1 if event["zero"] == "case" else "")
    text = {name: [str(event.get(name, ""))] for name in EVENT_COLUMNS}
    raw = table(
        {**dict.fromkeys(EVENT_COLUMNS, "string"), "line": "int64"},
        [{k: v[0] for k, v in text.items()} | {"line": 2}],
    )
    zero = Zero(event["zero"])
    world = World(units=[unit(**case.get("unit", {}))])
    terms = DeliveryTerms(OWNER[zero], zero, "14", table(REGION_COLUMNS, world.regions))
    return check_events(con, raw, table(UNIT_TYPES, world.units), terms, EIGHT_HOURS)


def deliveries_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    received = case.get("deliveries_received_at", datetime(2023, 6, 30))
    found = [delivery(number, zero, received) for number, zero in enumerate(Zero, 1)]
    if gap := case.get("missing"):
        year, month = (int(part) for part in gap["month"].split("-"))
        before, after = date(year, month, 1) - timedelta(days=1), date(year, month, 1) + timedelta(days=31)
        whole = found.pop(list(Zero).index(gap["zero"]))
        found.append({**whole, "last_month": f"{before:%Y-%m}"})
        found.append({**whole, "id": 9, "first_month": f"{after:%Y-%m}"})
        found.append({**whole, "id": 10, "region_code": "140102"})
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_boundary(con, case):
    world = World(units=[unit(**case.get("unit", {}))], deliveries=deliveries_of(case))
    if "event" in case:
        checked = delivered(con, case)
        if "rejected" in case:
            assert [row["code"] for row in rows(checked.rejected)] == [case["rejected"]]
            assert rows(checked.accepted) == []
            return
        zero = Zero(case["event"]["zero"])
        source = {"source_body": OWNER[zero].value, "received_at": datetime(2020, 1, 1), "delivery_id": 1}
        world.facts = [{**row, **source} for row in rows(checked.accepted)]
        assert len(world.facts) == 1
    zero_name = case.get("expect_zero") or case["event"]["zero"]
    as_of = case.get("as_of", datetime(2023, 7, 1))
    judgement = judge(con, world, built_in("three-zero-2020.1"), as_of, list(case["expect"]))
    listed = statuses_of(judgement)
    usual = {
        (r["period"], r["zero"]): r["status"] for r in rows(judgement.coverage) if r["county"] == "140101"
    }
    scope = {
        r["period"]: r["not_in_scope"]
        for r in rows(judgement.figures)
        if r["level"] == 1 and r["slice"] == "all"
    }
    for period, status in case["expect"].items():
        found = listed.get((period, "U1", zero_name), (usual[period, zero_name], ""))[0]
        assert ("not_in_scope" if scope[period] else found) == status, period
    judgement.drop()
