"""The core of an evaluation, small enough to be written for every engine: breaks, statuses, counts by county.

It leaves out versions, moves, scope, coverage, tallies and sorting: the number of broken units by period, zero and
county, from events that were delivered once and are certain. Each contestant gives (rows, broken, weighted sum).
"""

from pathlib import Path
from typing import Any

from benchmarks.evaluating.given import AS_OF

Answer = tuple[int, int, int]
PETITIONS = ("settlement_appeal", "complaint", "visit")
ACCIDENTS = ("work_safety", "fire", "traffic", "other_safety")
COLUMNS = (
    "unit_code", "zero", "subtype", "occurred_at", "severity", "attributed", "status", "due_at", "resolved_at",
    "deaths", "injuries",
)  # fmt: skip

CORE = """
WITH breaks AS (
    SELECT zero, unit_code, CASE zero WHEN 'petition' THEN due_at ELSE occurred_at END AS instant
    FROM {facts}
    WHERE status IN ('open', 'resolved') AND attributed AND (
        zero = 'petition' AND subtype IN ('settlement_appeal', 'complaint', 'visit')
            AND due_at < TIMESTAMP '{as_of}' AND (resolved_at IS NULL OR resolved_at > due_at)
        OR zero = 'accident' AND subtype IN ('work_safety', 'fire', 'traffic', 'other_safety')
            AND coalesce(deaths, 0) + coalesce(injuries, 0) >= 1
        OR zero = 'case' AND (subtype = 'criminal' OR subtype = 'public_order' AND severity >= 3))
), months AS (
    SELECT DISTINCT zero, unit_code, extract(year FROM instant) * 100 + extract(month FROM instant) AS period
    FROM breaks
), statuses AS (
    SELECT zero, unit_code, period FROM months
    UNION ALL SELECT DISTINCT zero, unit_code, floor(period / 100) FROM months
), counts AS (
    SELECT zero, period, substr(unit_code, 1, 6) AS county, count(*) AS broken FROM statuses GROUP BY 1, 2, 3
)
SELECT count(*), CAST(sum(broken) AS BIGINT),
       CAST(sum(broken * (CAST(period AS BIGINT) % 97) * (CAST(county AS BIGINT) % 89)) AS BIGINT)
FROM counts
"""


def duckdb_core(place: Path) -> Answer:
    """Plain DuckDB."""
    import duckdb

    con = duckdb.connect(config={"threads": 2})
    facts = f"(SELECT * FROM read_parquet('{place}/facts/[0-9][0-9][0-9].parquet'))"
    return con.execute(CORE.format(facts=facts, as_of=AS_OF)).fetchall()[0]


def polars_core(place: Path) -> Answer:
    """Polars, lazily and streaming."""
    import polars as pl

    events = pl.scan_parquet(str(place / "facts" / "[0-9][0-9][0-9].parquet")).select(COLUMNS)
    late = pl.col("resolved_at").is_null() | (pl.col("resolved_at") > pl.col("due_at"))
    hurt = pl.col("deaths").fill_null(0) + pl.col("injuries").fill_null(0) >= 1
    grave = (pl.col("subtype") == "criminal") | (pl.col("severity") >= 3)
    petition, accident = pl.col("zero") == "petition", pl.col("zero") == "accident"
    broken = (
        (petition & pl.col("subtype").is_in(PETITIONS) & (pl.col("due_at") < AS_OF) & late)
        | (accident & pl.col("subtype").is_in(ACCIDENTS) & hurt)
        | ((pl.col("zero") == "case") & grave)
    )
    instant = pl.when(petition).then(pl.col("due_at")).otherwise(pl.col("occurred_at"))
    months = (
        events.filter(pl.col("status").is_in(["open", "resolved"]) & pl.col("attributed") & broken)
        .select("zero", "unit_code", period=instant.dt.year().cast(pl.Int64) * 100 + instant.dt.month())
        .unique()
    )
    years = months.with_columns(pl.col("period") // 100).unique()
    counts = (
        pl.concat([months, years])
        .group_by("zero", "period", county=pl.col("unit_code").str.slice(0, 6))
        .agg(broken=pl.len().cast(pl.Int64))
    )
    weighted = pl.col("broken") * (pl.col("period") % 97) * (pl.col("county").cast(pl.Int64) % 89)
    row = counts.select(pl.len(), pl.col("broken").sum(), w=weighted.sum()).collect(engine="streaming").row(0)
    return row[0], row[1], row[2]


def pandas_core(place: Path) -> Answer:
    """pandas, with Arrow columns."""
    import pandas as pd

    files = sorted((place / "facts").glob("[0-9][0-9][0-9].parquet"))
    parts = []
    for path in files:  # a file at a time, or it would not fit
        events = pd.read_parquet(path, columns=list(COLUMNS), dtype_backend="pyarrow")
        events = events[events["status"].isin(["open", "resolved"]) & events["attributed"].fillna(False)]
        petition, accident = events["zero"] == "petition", events["zero"] == "accident"
        late = events["resolved_at"].isna() | (events["resolved_at"] > events["due_at"]).fillna(False)
        hurt = events["deaths"].fillna(0) + events["injuries"].fillna(0) >= 1
        grave = (events["subtype"] == "criminal") | (events["severity"] >= 3).fillna(False)
        due = (events["due_at"] < pd.Timestamp(AS_OF)).fillna(False)
        broken = (
            (petition & events["subtype"].isin(PETITIONS) & due & late)
            | (accident & events["subtype"].isin(ACCIDENTS) & hurt)
            | ((events["zero"] == "case") & grave)
        )
        found = events[broken]
        instant = found["due_at"].where(found["zero"] == "petition", found["occurred_at"])
        period = instant.dt.year.astype("int64") * 100 + instant.dt.month.astype("int64")
        parts.append(found[["zero", "unit_code"]].assign(period=period))
    months = pd.concat(parts).drop_duplicates()
    years = months.assign(period=months["period"] // 100).drop_duplicates()
    both = pd.concat([months, years])
    both = both.assign(county=both["unit_code"].str.slice(0, 6))
    counts = both.groupby(["zero", "period", "county"], observed=True).size().reset_index(name="broken")
    weighted = counts["broken"] * (counts["period"] % 97) * (counts["county"].astype("int64") % 89)
    return len(counts), int(counts["broken"].sum()), int(weighted.sum())


def postgres_core(connection: Any) -> Answer:
    """The same SQL in PostgreSQL, over a table that is already loaded and analysed."""
    with connection.cursor() as cursor:
        cursor.execute(CORE.format(facts="facts", as_of=AS_OF))
        rows: list[Answer] = cursor.fetchall()
    return rows[0]


def scan(place: Path) -> int:
    """Only read the columns that the core needs, and look at every value."""
    import duckdb

    con = duckdb.connect(config={"threads": 2})
    looked = ", ".join(f"max({name})" for name in COLUMNS)
    row = con.execute(
        f"SELECT count(*), {looked} FROM read_parquet('{place}/facts/[0-9][0-9][0-9].parquet')"
    ).fetchone()
    return int(row[0]) if row else 0
