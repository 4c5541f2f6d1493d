"""A tiny judged province: one city, two counties, four units, three lead departments."""

import csv
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.db import transaction

from chizi.evaluation.actions import DeliveryReport, deliver_facts, run_evaluation
from chizi.journal.actions import record_entry
from chizi.org.abilities import Console
from chizi.org.actions import import_divisions
from chizi.org.models import Region, Unit
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import EVENT_COLUMNS, OWNER, Zero

NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)
RECEIVED = datetime(2021, 1, 15, 1, 0, tzinfo=UTC)
DIVISIONS = """
140000000000,山西省,province,
140100000000,太原市,city,140000000000
140105000000,小店区,county,140100000000
140105001000,坞城街道,township,140105000000
140106000000,迎泽区,county,140100000000
140106001000,柳巷街道,township,140106000000
140105001001,许坦西街社区居委会,village,140105001000
140105001002,北营村委会,village,140105001000
140106001001,柳巷社区居委会,village,140106001000
"""
VILLAGE, COMMUNITY, OTHER = "140105001002", "140105001001", "140106001001"
FACTORY = "140105001900000001"


def sheet(text: str, columns: str) -> pa.Table:
    names = columns.split(",")
    rows = [line.split(",") for line in text.strip().splitlines()]
    table = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    return pa.table({**table, "line": pa.array(range(2, len(rows) + 2), pa.int64())})


def make_register() -> None:
    """Regions and villages by their import; the mine directly, for the register's own import is org's to test."""
    divisions = sheet(DIVISIONS, "code,name,level,parent_code")
    import_divisions(actor=Console(), now=NOW, table=divisions, source="0" * 64)
    town = Region.objects.get(code="140105001000")
    place = {"region": town, "city": town.city, "county": town.county, "town": town}
    Unit.objects.create(
        code=FACTORY,
        name="某矿",
        kind="enterprise",
        sector="mining",
        closed_on=date(2020, 7, 1),
        synthetic=True,
        **place,
    )
    with transaction.atomic():
        record_entry(actor="console", now=NOW, kind="units.imported", object="register")


@pytest.fixture
def register(db):
    make_register()


def event(zero: str, event_id: str, unit: str = VILLAGE, **more: str) -> dict[str, str]:
    """A row as a lead department would write it; by default an event that breaks nothing."""
    row = dict.fromkeys(EVENT_COLUMNS, "") | {"event_id": event_id, "unit_code": unit, "zero": zero}
    usual = {
        "petition": {"subtype": "complaint", "due_at": "2020-05-20", "status": "open"},
        "accident": {"subtype": "work_safety", "deaths": "0", "injuries": "0", "status": "open"},
        "case": {"subtype": "public_order", "severity": "1", "status": "open"},
    }[zero]
    times = {"occurred_at": "2020-03-20 08:00", "reported_at": "2020-03-21 08:00", "attributed": "true"}
    return row | usual | times | more


def written(folder: Path, rows: list[dict[str, str]]) -> Path:
    """A CSV file with these rows."""
    path = folder / "facts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(EVENT_COLUMNS))
        writer.writeheader()
        writer.writerows(rows)
    return path


def hand_in(folder: Path, zero: str, rows: list[dict[str, str]], **more: Any) -> DeliveryReport:
    """Deliver rows of one zero; by default for the whole province and the year 2020, complete."""
    wanted: dict[str, Any] = {
        "actor": Console(),
        "body": OWNER[Zero(zero)],
        "region_code": "14",
        "first_month": "2020-01",
        "last_month": "2020-12",
        "complete": True,
        "received_at": RECEIVED,
    }
    return deliver_facts(now=NOW, path=written(folder, rows), zero=zero, **(wanted | more))


@pytest.fixture
def deliver(register, tmp_path):
    return partial(hand_in, tmp_path)


def hand_in_everything(folder: Path) -> None:
    """All three zeros for 2020: the village is broken by a case, the community by a late petition."""
    petitions = [event("petition", "P1", COMMUNITY), event("petition", "P2", subtype="suggestion")]
    hand_in(folder, "petition", petitions)
    hand_in(folder, "accident", [event("accident", "A1", OTHER, injuries="1", attributed="")])
    hand_in(
        folder, "case", [event("case", "C1", subtype="criminal", severity="2"), event("case", "C2", FACTORY)]
    )


@pytest.fixture
def full(deliver, tmp_path):
    hand_in_everything(tmp_path)


@pytest.fixture(scope="module")
def judged(django_db_setup, django_db_blocker, tmp_path_factory):
    """The judged province once for a whole module of tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_register()
        hand_in_everything(tmp_path_factory.mktemp("facts"))
        judge()
        yield
        transaction.set_rollback(True)


def judge(period: str = "2020", as_of: datetime = NOW + timedelta(hours=1), actor=None):
    return run_evaluation(
        actor=actor or Console(),
        now=NOW,
        criteria_id="three-zero-2020.1",
        periods=[Period.parse(period)],
        as_of=as_of,
    )
