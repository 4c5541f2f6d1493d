"""A small province: two cities, three counties, four townships, and a cast.

Lin serves in the first city, Zhou in the second; Chen's grant has ended; Hu gives grants.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pyarrow as pa
import pytest

from chizi.org.abilities import Console
from chizi.org.actions import import_divisions
from chizi.org.models import Grant, Person, Region
from chizi.org.rules import Role

NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)
DIVISIONS = """
140000000000,山西省,province,
140100000000,太原市,city,140000000000
140105000000,小店区,county,140100000000
140105001000,坞城街道,township,140105000000
140105001001,许坦西街社区居委会,village,140105001000
140105001002,北营村委会,village,140105001000
140105001003,武宿综合保税区虚拟社区,village,140105001000
140106000000,迎泽区,county,140100000000
140106001000,柳巷街道,township,140106000000
140200000000,大同市,city,140000000000
140212000000,新荣区,county,140200000000
140212100000,新荣镇,township,140212000000
140212100001,新荣村村民委员会,village,140212100000
"""


def sheet(text: str, columns: str) -> pa.Table:
    """A table of text columns with line numbers, as the readers hand it out."""
    names = columns.split(",")
    rows = [line.split(",") for line in text.strip().splitlines()]
    table = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    return pa.table({**table, "line": pa.array(range(2, len(rows) + 2), pa.int64())})


@pytest.fixture
def divisions():
    return import_divisions(
        actor=Console(), now=NOW, table=sheet(DIVISIONS, "code,name,level,parent_code"), source="0" * 64
    )


@pytest.fixture
def place(divisions):
    return {region.name: region for region in Region.objects.all()}


def granted(username: str, role: Role, region: Region, until: date | None = None) -> Person:
    person = Person.objects.create(username=username, name=username.title())
    Grant.objects.create(
        person=person,
        role=role.value,
        region=region,
        from_date=date(2020, 1, 1),
        until=until,
        granted_by="console",
    )
    return person


@pytest.fixture
def cast(place):
    return SimpleNamespace(
        lin=granted("lin", Role.OFFICE, place["太原市"]),
        zhou=granted("zhou", Role.OFFICE, place["大同市"]),
        chen=granted("chen", Role.OFFICE, place["太原市"], until=date(2021, 2, 28)),
        hu=granted("hu", Role.SECURITY_ADMIN, place["太原市"]),
    )
