"""How an evaluation behaves: the same bytes twice, steps told in order, nothing left behind when it is stopped."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from chizi.yardstick.criteria import built_in
from chizi.yardstick.engine import open_engine
from chizi.yardstick.evaluate import STEPS
from chizi.yardstick.figures import figures_beside, tallies_beside
from chizi.yardstick.periods import Period, expand
from chizi.yardstick.schemas import Zero
from chizi.yardstick.tests.worlds import World, delivery, fact, judge, rows, table, unit

CRITERIA = built_in("three-zero-2020.1")
TABLES = ("breaks", "break_periods", "statuses", "coverage", "figures", "tallies")
AS_OF = datetime(2021, 7, 1)


def world(units: int = 300) -> World:
    """Some hundred units in three counties with breaks of every kind, spread by arithmetic."""
    places = ("140101001", "140102001", "140201001")
    register = [
        unit(
            f"U{n:05d}",
            region_code=places[n % 3],
            kind=("village", "enterprise")[n % 2],
            sector=(None, "06")[n % 2],
        )
        for n in range(units)
    ]
    facts = []
    for n in range(units * 2):
        day = datetime(2019, 1, 1) + timedelta(days=n % 700, hours=n % 24)
        own = {
            "unit_code": f"U{n * 7 % units:05d}",
            "occurred_at": day,
            "attributed": (True, None, False)[n % 3],
        }
        facts.append(fact(f"C{n}", "case", ("criminal", "public_order")[n % 2], severity=n % 4 + 1, **own))
        facts.append(fact(f"P{n}", "petition", "visit", due_at=day + timedelta(days=60), **own))
    deliveries = [
        delivery(n, zero, datetime(2021, 6, 1), last_month="2020-12") for n, zero in enumerate(Zero, 1)
    ]
    return World(units=register, facts=facts, deliveries=deliveries)


def digests(judgement) -> dict[str, str]:
    found = {}
    for name in TABLES:
        sink = pa.BufferOutputStream()
        data = getattr(judgement, name).to_pyarrow()
        with pa.ipc.new_stream(sink, data.schema) as writer:
            writer.write_table(data)
        found[name] = hashlib.sha256(sink.getvalue()).hexdigest()
    return found


def test_the_same_facts_give_the_same_bytes(con, tmp_path):
    periods = [period.key for period in expand([Period(2019), Period(2020)])]
    given = world()
    first = digests(judge(con, given, CRITERIA, AS_OF, periods))
    shuffled = replace(
        given, facts=given.facts[::-1], units=given.units[::-1], deliveries=given.deliveries[::-1]
    )
    other = open_engine(memory="300MB", threads=2, spill=tmp_path)
    try:
        assert digests(judge(other, shuffled, CRITERIA, AS_OF, periods[::-1])) == first
    finally:
        other.disconnect()


def test_known_repeats_spare_the_search_and_change_nothing(con):
    given = world(30)
    given.facts.append(
        {**given.facts[0], "delivery_id": 2, "received_at": datetime(2020, 6, 1), "status": "withdrawn"}
    )
    known = [{"source_body": given.facts[0]["source_body"], "event_id": given.facts[0]["event_id"]}]
    repeats = table({"source_body": "string", "event_id": "string"}, known)
    found = digests(judge(con, given, CRITERIA, AS_OF, ["2019"]))
    assert digests(judge(con, given, CRITERIA, AS_OF, ["2019"], repeats=repeats)) == found
    assert digests(judge(con, given, CRITERIA, AS_OF, ["2019"], repeats=repeats.limit(0))) != found


def test_a_repetition_without_change_still_shows_the_delivery_that_said_it_first(con):
    told = fact("C1", "case", "criminal", occurred_at=datetime(2020, 5, 1))
    again = [{**told, "delivery_id": n, "received_at": datetime(2020, 6, n)} for n in (2, 3)]
    changed = {**told, "severity": 4, "delivery_id": 4, "received_at": datetime(2020, 6, 3)}
    given = World(units=[unit()], facts=[told, *again])
    assert [row["delivery_id"] for row in rows(judge(con, given, CRITERIA, AS_OF, ["2020"]).breaks)] == [1]
    given.facts.append(changed)
    assert [row["delivery_id"] for row in rows(judge(con, given, CRITERIA, AS_OF, ["2020"]).breaks)] == [4]


def test_steps_are_told_and_stopping_leaves_nothing(con):
    told = []
    judgement = judge(con, world(10), CRITERIA, AS_OF, ["2020"], progress=lambda *step: told.append(step))
    assert told == [(step, number, len(STEPS)) for number, step in enumerate(STEPS)]
    judgement.drop()
    before = tables_of(con)

    def stop(step: str, done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(con, world(10), CRITERIA, AS_OF, ["2020"], progress=stop)
    assert tables_of(con) == before


def tables_of(con) -> set:
    return set(con.raw_sql("SELECT table_name FROM duckdb_tables()").fetchall())


def test_the_year_before_stands_beside(con):
    judgement = judge(con, world(60), CRITERIA, AS_OF, ["2019", "2020"])
    beside = {
        (row["period"], row["region_code"], row["slice"]): row for row in rows(figures_beside(judgement))
    }
    figures = {(row["period"], row["region_code"], row["slice"]): row for row in rows(judgement.figures)}
    assert set(beside) == set(figures)
    for (period, *place), row in beside.items():
        before = figures.get((str(int(period) - 1), *place), {})
        assert row["before_case_broken"] == before.get("case_broken")
    tallies = {tuple(row.values())[:4]: row["n"] for row in rows(judgement.tallies)}
    for row in rows(tallies_beside(judgement)):
        key = (row["region_code"], row["slice"], row["measure"])
        assert row["period"] == "2020"
        assert (row["n"], row["before"]) == (tallies.get(("2020", *key), 0), tallies.get(("2019", *key), 0))
    judgement.drop()


def test_the_engine_reaches_for_no_extension(con):
    settings = "autoinstall_known_extensions", "autoload_known_extensions", "allow_community_extensions"
    for name in settings:
        assert con.raw_sql(f"SELECT current_setting('{name}')").fetchone()[0] in (False, "false")
