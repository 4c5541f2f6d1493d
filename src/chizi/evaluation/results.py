"""From the yardstick's tables to the tables of the house."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import ibis
import pyarrow as pa
from django.db import connection

from chizi.evaluation import rules, store
from chizi.evaluation.models import Coverage, Figure, Reason, Run, Status
from chizi.ground.loading.rows import load_rows
from chizi.org.actions.register import region_ids
from chizi.yardstick.criteria import built_in
from chizi.yardstick.evaluate import Judgement
from chizi.yardstick.schemas import JUDGED

TABLES = ("breaks", "break_periods", "statuses", "coverage", "figures", "tallies")
COUNTED = ("achieved", "broken", "disputed", "pending")
FIGURE_COLUMNS = tuple(f"{zero}_{status}" for zero in JUDGED for status in COUNTED)
Tell = Callable[[str, int, int], None]


def built_in_text(criteria_id: str) -> str:
    """The TOML text of criteria that come with the product. Raises yardstick.UnknownCriteria."""
    return built_in(criteria_id).toml


@dataclass(frozen=True)
class Written:
    """The tables of one judgement as Parquet in a passing folder; ``name`` is where they belong."""

    folder: Path
    name: str
    digest: str


def written_tables(judgement: Judgement) -> Written:
    """Write every table; ``digest`` is the SHA-256 over the files in order."""
    passing = Path(mkdtemp(prefix=".run-", dir=store.folder("runs")))
    try:
        sums = []
        for name in TABLES:
            path = passing / f"{name}.parquet"
            store.keep_table(getattr(judgement, name).to_pyarrow(), path)
            sums.append([name, hashlib.sha256(path.read_bytes()).hexdigest()])
    except BaseException:
        shutil.rmtree(passing, ignore_errors=True)
        raise
    digest = rules.digest_of(sums)
    return Written(passing, digest[:32], digest)


def slices_of(judgement: Judgement) -> list[str]:
    """The slices that have figures, "all" first."""
    found = judgement.figures.select("slice").distinct().to_pyarrow()["slice"].to_pylist()
    return sorted(found, key=lambda name: (name != "all", not name.startswith("kind:"), name))


def load(run: Run, judgement: Judgement, tell: Tell) -> None:
    """Load what pages need into the tables, inside the caller's transaction."""
    regions = region_ids()
    tell("load figures", 0, 4)
    _load_figures(run, judgement, regions)
    tell("load statuses", 1, 4)
    _load_statuses(run, judgement, regions)
    tell("load reasons", 2, 4)
    _load_reasons(run, judgement)
    tell("load coverage", 3, 4)
    pending = judgement.coverage.filter(judgement.coverage.status == "pending")
    rows = (
        (run.id, rules.period_number(row["period"]), row["zero"], regions[row["county"]][0])
        for row in _rows(pending.select("period", "zero", "county"))
        if row["county"] in regions
    )
    load_rows(Coverage, ("run_id", "period", "zero", "county_id"), rows)
    tell("load coverage", 4, 4)


def _load_figures(run: Run, judgement: Judgement, regions: dict[str, Any]) -> None:
    text = judgement.tallies.mutate(
        text=ibis.literal('"') + judgement.tallies.measure + '":' + judgement.tallies.n.cast("string")
    )
    keys = ["period", "region_code", "slice"]
    packed = text.group_by(keys).aggregate(
        tallies=ibis.literal("{") + text.text.group_concat(",", order_by=text.measure) + "}"
    )
    joined = judgement.figures.left_join(packed, keys).select(
        *(
            judgement.figures[name]
            for name in ("period", "region_code", "slice", "not_in_scope", *FIGURE_COLUMNS)
        ),
        tallies=packed.tallies.fill_null("{}"),
    )
    fields = ("run_id", "period", "region_id", "slice", "not_in_scope", *FIGURE_COLUMNS, "tallies")
    load_rows(Figure, fields, _figure_rows(run.id, joined, regions))


def _figure_rows(run_id: int, table: ibis.Table, regions: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    numbers: dict[str, int] = {}
    for batch in table.to_pyarrow().to_batches(max_chunksize=50_000):
        for period, region, *rest in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number = numbers.get(period)
            if number is None:
                number = numbers[period] = rules.period_number(period)
            yield (run_id, number, regions[region][0], *rest)


def _load_statuses(run: Run, judgement: Judgement, regions: dict[str, Any]) -> None:
    names = ("period", "zero", "unit_code", "status", "kind", "sector", "region_code")
    fields = (
        "run_id",
        "period",
        "zero",
        "unit_code",
        "status",
        "kind",
        "sector",
        "city_id",
        "county_id",
        "town_id",
    )

    def rows() -> Iterator[tuple[Any, ...]]:
        for batch in judgement.statuses.select(*names).to_pyarrow().to_batches(max_chunksize=50_000):
            columns = [batch[name].to_pylist() for name in names]
            for period, zero, unit, status, kind, sector, region in zip(*columns, strict=True):
                _, city, county, town = regions[region]
                number = rules.period_number(period)
                yield (run.id, number, zero, unit, status, kind, sector or "", city, county, town)

    load_rows(Status, fields, rows())


REASON_TEXTS = (
    "unit_code",
    "zero",
    "event_id",
    "delivery_id",
    "rule",
    "certain",
    "subtype",
    "status",
    "severity",
)
REASON_INSTANTS = ("instant", "occurred_at", "reported_at", "due_at", "resolved_at", "concealment_found_at")


def _load_reasons(run: Run, judgement: Judgement) -> None:
    shift = store.offset()
    adapt = connection.ops.adapt_datetimefield_value

    def stored(local: datetime | None) -> Any:
        return None if local is None else adapt(rules.to_instant(local, shift))

    def rows() -> Iterator[tuple[Any, ...]]:
        names = (*REASON_TEXTS, "deaths", "injuries", *REASON_INSTANTS)
        for row in _rows(judgement.breaks.select(*names)):
            texts = (row[name] for name in (*REASON_TEXTS, "deaths", "injuries"))
            yield (run.id, *texts, *(stored(row[name]) for name in REASON_INSTANTS))

    load_rows(Reason, ("run_id", *REASON_TEXTS, "deaths", "injuries", *REASON_INSTANTS), rows())


def _rows(table: ibis.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_pyarrow().to_batches(max_chunksize=50_000):
        yield from pa.RecordBatch.to_pylist(batch)


def tallies_of(figure: Figure) -> dict[str, int]:
    """The counts of events of a figure, whichever way the row was read."""
    return json.loads(figure.tallies) if isinstance(figure.tallies, str) else dict(figure.tallies)
