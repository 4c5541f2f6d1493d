"""The evaluation in hand-written SQL (raw.sql) on bare DuckDB. Only the long lists of columns are filled in."""

from collections.abc import Sequence
from pathlib import Path
from string import Template

import duckdb

from benchmarks.evaluating.given import AS_OF, FIRST, SUBTYPES

EVENTS = (
    "fatal_accidents",
    "deaths",
    "criminal_cases",
    "public_order_cases",
    "petitions_in_time",
    "petitions_late",
)
BREAKS = (
    *(f"break:{name}" for name in SUBTYPES["petition"][:3]),
    *(f"break:{name}" for name in SUBTYPES["accident"][:4]),
    *(f"break:{name}" for name in SUBTYPES["case"]),
)
COUNTED = ("o", "i", *(f"{letter}{zero}" for zero in range(4) for letter in "bdp"))
TABLES = (
    "breaks",
    "break_periods",
    "statuses",
    "coverage",
    "figures",
    "tallies",
    "figures_beside",
    "tallies_beside",
)
FIGURES = (
    "not_in_scope",
    *(
        f"{z}_{s}"
        for z in ("petition", "accident", "case", "three_zero")
        for s in ("achieved", "broken", "disputed", "pending")
    ),
)

# Add up cells to kinds, sectors and all, then each level to the next one above.
CLIMB = """
CREATE TEMP TABLE by_kind AS
SELECT period_no, region_no, kind_no AS slice_no, whole, $sums
FROM by_cell JOIN cell_slices USING (cell_id) GROUP BY ALL;
CREATE TEMP TABLE low AS
SELECT period_no, region_no, slice_no, level, $names
FROM (SELECT * EXCLUDE (whole) FROM by_kind
      UNION ALL SELECT period_no, region_no, whole, $sums FROM by_kind GROUP BY ALL
      UNION ALL SELECT period_no, region_no, sector_no, $sums FROM by_cell JOIN cell_slices USING (cell_id)
                WHERE sector_no IS NOT NULL GROUP BY ALL
      $empty) JOIN regions USING (region_no);
CREATE TEMP TABLE level4 AS
SELECT period_no, region_no, slice_no, $sums FROM low WHERE level = 4 GROUP BY ALL;
CREATE TEMP TABLE level3 AS
SELECT period_no, region_no, slice_no, $sums
FROM (SELECT * EXCLUDE (level) FROM low WHERE level = 3
      UNION ALL SELECT period_no, a.region_no, slice_no, $names
      FROM level4 l JOIN regions r ON r.region_no = l.region_no JOIN regions a ON a.code = r.county) GROUP BY ALL;
CREATE TEMP TABLE level2 AS
SELECT period_no, region_no, slice_no, $sums
FROM (SELECT * EXCLUDE (level) FROM low WHERE level = 2
      UNION ALL SELECT period_no, a.region_no, slice_no, $names
      FROM level3 l JOIN regions r ON r.region_no = l.region_no JOIN regions a ON a.code = r.city) GROUP BY ALL;
CREATE TEMP TABLE level1 AS
SELECT period_no, region_no, slice_no, $sums
FROM (SELECT * EXCLUDE (level) FROM low WHERE level = 1
      UNION ALL SELECT period_no, a.region_no, slice_no, $names
      FROM level2 l JOIN regions r ON r.region_no = l.region_no JOIN regions a ON a.code = r.province) GROUP BY ALL;
CREATE TEMP TABLE climbed AS
FROM level1 UNION ALL FROM level2 UNION ALL FROM level3 UNION ALL FROM level4;
DROP TABLE by_kind; DROP TABLE low; DROP TABLE level1; DROP TABLE level2; DROP TABLE level3; DROP TABLE level4;
"""
EMPTY = """
      UNION ALL
      SELECT period_no, region_no, slice_no, $noughts
      FROM (SELECT region_no, slice_no FROM regions, slices WHERE slice = 'all'
            UNION
            SELECT region_no, unnest([kind_no, sector_no]) FROM cell_slices
            WHERE cell_id IN (SELECT s.cell_id FROM classes JOIN class_stretches s USING (class_id) WHERE moved)
              AND cell_id IN (SELECT cell_id FROM by_cell)), periods
      WHERE slice_no IS NOT NULL
"""


def climb(names: Sequence[str], *, dense: bool) -> str:
    """The SQL that turns by_cell into climbed."""
    quoted = [f'"{name}"' for name in names]
    noughts = ", ".join(f"0 AS {name}" for name in quoted)
    empty = Template(EMPTY).substitute(noughts=noughts) if dense else ""
    sums = ", ".join(f"sum({name})::INTEGER AS {name}" for name in quoted)
    return Template(CLIMB).substitute(sums=sums, names=", ".join(quoted), empty=empty)


def statements(place: Path) -> str:
    """raw.sql with everything filled in."""
    counted = (f"count(*) FILTER (subtype = '{name[6:]}')::INTEGER AS \"{name}\"" for name in BREAKS)
    text = (Path(__file__).parent / "raw.sql").read_text(encoding="utf-8")
    for number, name in enumerate(EVENTS, start=1):
        text = text.replace(f"AS m{number}", f'AS "{name}"').replace(f"sum(m{number})", f'sum("{name}")')
    return Template(text).substitute(
        place=place,
        as_of=AS_OF,
        first=FIRST.year,
        second=FIRST.year + 1,
        climb_figures=climb(COUNTED, dense=True),
        climb_tallies=climb([*EVENTS, *BREAKS], dense=False),
        no_breaks=", ".join(f'0 AS "{name}"' for name in BREAKS),
        count_breaks=", ".join(counted),
        measures=", ".join(f'"{name}"' for name in (*EVENTS, *BREAKS)),
        before=", ".join(f"b.{name} AS before_{name}" for name in FIGURES),
    )


def run(place: Path, memory: str, spill: Path) -> duckdb.DuckDBPyConnection:
    """Do it all; the tables stand in the connection that is given back."""
    con = duckdb.connect(config={"memory_limit": memory, "threads": 2, "temp_directory": str(spill)})
    con.execute(statements(place))
    return con
