"""Whether the house is sound: maintained counts against recounts, files against the rows that name them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import ibis

from chizi.evaluation import store
from chizi.evaluation.models import Delivery, Run
from chizi.evaluation.results import TABLES
from chizi.ground.counters.counts import read_counts
from chizi.learn.tallies import drifted as learn_drifted
from chizi.matters.actions.counting import counted_anew
from chizi.matters.actions.counting import drifted as matters_drifted
from chizi.matters.actions.writing import BOARD as MATTERS
from chizi.org.models import Region, Unit
from chizi.org.queries import UNITS_BOARD
from chizi.org.rules import Level
from chizi.plan.tallies import drifted as plan_drifted
from chizi.yardstick import units as register_rules

SAMPLE = 8  # counties recounted: enough to notice, cheap enough to do every day
MARK = b"PAR1"


@dataclass(frozen=True)
class CountFault:
    """A maintained count that differs from a recount."""

    place: str
    kept: int
    found: int


def count_faults() -> tuple[CountFault, ...]:
    """Recount the register for the province and a spread of counties and compare with the kept counts."""
    counties = list(Region.objects.filter(level=Level.COUNTY, valid_to__isnull=True).order_by("code"))
    step = max(1, len(counties) // SAMPLE)
    recounted = {
        one.code: Unit.objects.filter(latest=True, county=one).count() for one in counties[::step][:SAMPLE]
    }
    top = Region.objects.filter(level=Level.PROVINCE).order_by("code").first()
    if top is not None:
        recounted[top.code] = Unit.objects.filter(latest=True).count()
    kept = read_counts(UNITS_BOARD, recounted)
    return tuple(CountFault(code, kept[code], n) for code, n in recounted.items() if kept[code] != n)


def work_faults() -> tuple[CountFault, ...]:
    """Recount campaigns, load, matters and learning, and compare with the kept counts; ``place`` is the counter."""
    matters = ((f"{MATTERS} {key}", kept, found) for key, kept, found in matters_drifted(counted_anew()[1]))
    return tuple(CountFault(*one) for one in (*plan_drifted(), *matters, *learn_drifted()))


@dataclass(frozen=True)
class RegisterFaults:
    """How many contradictions the stored register holds, and the first of them (``reason`` an English msgid)."""

    count: int
    unit: str = ""
    reason: str = ""


def register_faults() -> RegisterFaults:
    """Check the stored register as one that is delivered would be checked."""
    if not Unit.objects.exists():
        return RegisterFaults(0)
    with store.engine() as con:
        stored = con.read_parquet(str(store.register_file()), table_name="stored")
        raw = con.create_table("raw", stored.mutate(line=ibis.row_number().cast("int64")), temp=True)
        regions = con.create_table("regions", store.regions_table(), temp=True)
        checked = register_rules.check_units(con, raw, regions)
        count = int(checked.rejected.count().to_pyarrow().as_py())
        if not count:
            return RegisterFaults(0)
        first = checked.rejected.order_by("line").limit(1).to_pyarrow().to_pylist()[0]
        unit = raw.filter(raw.line == first["line"]).unit_code.to_pyarrow().to_pylist()[0]
        return RegisterFaults(count, unit or "", register_rules.REASONS[first["code"]])


def store_faults() -> tuple[Path, ...]:
    """Files of the fact, register and run stores that a row names but that are gone or cut short."""
    return tuple(path for path in _named_files() if not _whole(path))


def _named_files() -> Iterator[Path]:
    facts = store.folder("facts")
    for rows_path, repeats in Delivery.objects.values_list("path", "repeats_path").order_by("id").iterator():
        yield from (facts / name for name in (rows_path, repeats) if name)
    runs, registers = store.folder("runs"), store.folder("register")
    seen: set[Path] = set()
    rows: Iterable[tuple[str, str]] = Run.objects.values_list("folder", "snapshot__register_path")
    for folder, register in rows:
        for path in (*(runs / folder / f"{name}.parquet" for name in TABLES), registers / register):
            if path not in seen:
                seen.add(path)
                yield path


def _whole(path: Path) -> bool:
    """Whether a Parquet file begins and ends as one: what a file cut short does not."""
    try:
        with path.open("rb") as file:
            if file.read(4) != MARK:
                return False
            file.seek(-4, 2)
            return file.read(4) == MARK
    except OSError:
        return False
