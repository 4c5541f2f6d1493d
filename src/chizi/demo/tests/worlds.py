"""A generated province judged by the yardstick alone, without a database."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

import ibis
import pyarrow as pa

from chizi.demo import rules
from chizi.demo.divisions import Ground, survey
from chizi.demo.enterprises import found_workplaces
from chizi.demo.facts import Consignment, consign
from chizi.demo.hazards import list_subjects
from chizi.demo.stories import tell_stories
from chizi.org.sheets import unit_kind
from chizi.yardstick.criteria import built_in
from chizi.yardstick.engine import open_engine
from chizi.yardstick.evaluate import evaluate
from chizi.yardstick.periods import Period
from chizi.yardstick.schemas import (
    DELIVERY_COLUMNS,
    FACT_COLUMNS,
    LEVELS,
    REGION_COLUMNS,
    UNIT_COLUMNS,
    types_of,
)

VILLAGES = ("kind:village", "kind:community")
OTHERS = ("kind:enterprise", "kind:institution")


@dataclass(frozen=True)
class World:
    """What the generator gives for one size and seed."""

    ground: Ground
    register: pa.Table
    consignments: list[Consignment]


@dataclass(frozen=True)
class Outcome:
    """Units by status in the two years for the province, and its counts of events; pending units by county."""

    statuses: dict[str, Counter]
    tallies: dict[str, dict[str, int]]
    pending: dict[str, int]

    def share(self, period: str, *slices: str) -> float:
        """The share with all three zeros among those in scope, in per cent."""
        found = sum((self.statuses[f"{period} {name}"] for name in slices), Counter())
        return 100 * found["achieved"] / found.total()

    def change(self, measure: str) -> float:
        """Against the year before, in per cent."""
        before, now = self.tallies["2019"][measure], self.tallies["2020"][measure]
        return 100 * (now - before) / before


def generate(units: int, seed: int) -> World:
    """Everything the generator makes, in memory."""
    ground = survey(units)
    workplaces = found_workplaces(ground, units - len(ground.villages), seed)
    register = tell_stories(ground, workplaces, units, seed)
    subjects = list_subjects(ground, workplaces, register, seed)
    return World(ground, register.table(ground, workplaces), list(consign(subjects, ground, units, seed)))


def judge(world: World, spill: Path) -> Outcome:
    """2019 and 2020 by the built-in criteria, as of rules.AS_OF."""
    con = open_engine(spill=spill)
    try:
        judgement = evaluate(
            con,
            facts=con.create_table("facts", facts_of(world), temp=True),
            units=con.create_table("units", units_of(world), temp=True),
            regions=con.create_table("regions", regions_of(world.ground), temp=True),
            deliveries=con.create_table("deliveries", deliveries_of(world), temp=True),
            criteria=built_in(rules.CRITERIA),
            as_of=datetime.combine(rules.AS_OF, time()),
            periods=[Period(year) for year in rules.YEARS],
        )
        return _outcome(
            judgement.figures.to_pyarrow().to_pylist(), judgement.tallies.to_pyarrow().to_pylist()
        )
    finally:
        con.disconnect()


def _outcome(figures: list[dict], tallies: list[dict]) -> Outcome:
    statuses = {
        f"{row['period']} {row['slice']}": Counter(
            {name: row[f"three_zero_{name}"] for name in ("achieved", "broken", "disputed", "pending")}
        )
        for row in figures
        if row["level"] == 1
    }
    counts: dict[str, dict[str, int]] = {}
    for row in tallies:
        if row["slice"] == "all" and row["region_code"].endswith("0" * 10):
            counts.setdefault(row["period"], {})[row["measure"]] = row["n"]
    pending = {
        row["region_code"]: row["case_pending"]
        for row in figures
        if row["level"] == 3 and row["slice"] == "all" and row["period"] == "2020" and row["case_pending"]
    }
    return Outcome(statuses, counts, pending)


def facts_of(world: World) -> pa.Table:
    """All rows as they lie in the fact store."""
    schema = ibis.schema(dict(FACT_COLUMNS)).to_pyarrow()
    parts = []
    for number, one in enumerate(world.consignments, start=1):
        size = one.rows.num_rows
        rows = one.rows.append_column("delivery_id", pa.repeat(pa.scalar(number, pa.int64()), size))
        received = pa.scalar(datetime.fromisoformat(one.received), pa.timestamp("us"))
        rows = rows.append_column("received_at", pa.repeat(received, size))
        parts.append(rows.append_column("source_body", pa.repeat(pa.scalar(one.body), size)).cast(schema))
    return pa.concat_tables(parts)


def units_of(world: World) -> pa.Table:
    """The register, villages first."""
    schema = types_of(UNIT_COLUMNS).to_pyarrow()
    villages = [
        {"unit_code": one.code, "name": one.name, "kind": unit_kind(one.name), "region_code": one.parent_code}
        for one in world.ground.villages
    ]
    first = pa.Table.from_pylist(villages, schema=schema)
    return pa.concat_tables([first, world.register.select(schema.names).cast(schema)])


def regions_of(ground: Ground) -> pa.Table:
    """Regions with their ancestors."""
    levels = ("province", "city", "county", "township")
    above: dict[str, dict[str, str]] = {}
    rows = []
    for one in ground.regions:
        line = above.get(one.parent_code, {}) | {LEVELS[levels.index(one.level)]: one.code}
        above[one.code] = line
        rows.append({"code": one.code, "level": levels.index(one.level) + 1, **line})
    return pa.Table.from_pylist(rows, schema=ibis.schema(dict(REGION_COLUMNS)).to_pyarrow())


def deliveries_of(world: World) -> pa.Table:
    """The deliveries as the yardstick reads them."""
    rows = [
        {
            "id": number,
            "source_body": one.body,
            "zero": one.zero.value,
            "region_code": one.region,
            "first_month": one.months[0],
            "last_month": one.months[1],
            "complete": one.complete,
            "received_at": datetime.fromisoformat(one.received),
        }
        for number, one in enumerate(world.consignments, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=ibis.schema(dict(DELIVERY_COLUMNS)).to_pyarrow())
