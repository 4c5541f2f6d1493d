"""The whole evaluation, by Chizi and by hand: time, memory, and sums that show that both did the same."""

from pathlib import Path
from typing import Any

import duckdb

from benchmarks.evaluating import raw
from benchmarks.evaluating.given import AS_OF, FIRST

MEMORY = "1200MB"
TABLES = raw.TABLES


def run_chizi(place: Path, spill: Path) -> tuple[duckdb.DuckDBPyConnection, dict[str, str]]:
    """Evaluate both years and their months with the yardstick; the connection and the names of its tables."""
    from chizi.yardstick.criteria import built_in
    from chizi.yardstick.engine import open_engine
    from chizi.yardstick.evaluate import evaluate
    from chizi.yardstick.figures import figures_beside, tallies_beside
    from chizi.yardstick.periods import Period, expand

    con = open_engine(memory=MEMORY, threads=2, spill=spill)
    tables = {
        name: con.read_parquet(str(place / f"{name}.parquet"), table_name=f"given_{name}")
        for name in ("units", "regions", "deliveries", "repeats")
    }
    judgement = evaluate(
        con,
        facts=con.read_parquet(str(place / "facts" / "*.parquet"), table_name="given_facts"),
        **tables,
        criteria=built_in("three-zero-2020.1"),
        as_of=AS_OF,
        periods=expand([Period(FIRST.year), Period(FIRST.year + 1)]),
    )
    con.create_table("figures_beside", figures_beside(judgement))
    con.create_table("tallies_beside", tallies_beside(judgement))
    names = {name: getattr(judgement, name).get_name() for name in TABLES[1:6] if name != "break_periods"}
    return con.con, {**names, "figures_beside": "figures_beside", "tallies_beside": "tallies_beside"} | {
        name: table.op().parent.name for name, table in _narrowed(judgement)
    }


def _narrowed(judgement: Any) -> list[tuple[str, Any]]:
    """The tables whose public face leaves out the numbers used within."""
    return [("breaks", judgement.breaks), ("break_periods", judgement.break_periods)]


def run_raw(place: Path, spill: Path) -> tuple[duckdb.DuckDBPyConnection, dict[str, str]]:
    """The same in hand-written SQL."""
    return raw.run(place, MEMORY, spill), {name: name for name in TABLES}


COLUMNS = {
    "breaks": "unit_code, zero, event_id, source_body, delivery_id, rule, instant, certain, subtype, occurred_at, "
    "reported_at, severity, attributed, status, due_at, resolved_at, deaths, injuries, concealment_found_at",
    "break_periods": "period, unit_code, zero, event_id, rule, instant, certain, how, in_scope",
    "statuses": "period, zero, unit_code, status, region_code, kind, sector, county, city, town",
    "coverage": "period, zero, county, status",
    "figures": ", ".join(("period", "region_code", "level", "slice", *raw.FIGURES)),
    "tallies": "period, region_code, slice, measure, n",
    "figures_beside": ", ".join(
        ("period", "region_code", "level", "slice", *raw.FIGURES, *(f"before_{name}" for name in raw.FIGURES))
    ),
    "tallies_beside": "period, region_code, slice, measure, n, before",
}


def sums(con: duckdb.DuckDBPyConnection, names: dict[str, str]) -> dict[str, list[str]]:
    """For each table its number of rows and a sum over all its cells, whatever the order of the rows."""
    found = {}
    for table in TABLES:
        text = ", ".join(f"coalesce({column}::VARCHAR, '-')" for column in COLUMNS[table].split(", "))
        row = con.execute(
            f"SELECT count(*), sum(hash(concat_ws('|', {text}))::HUGEINT) FROM {names[table]}"
        ).fetchone()
        found[table] = [str(value) for value in row or ()]
    return found
