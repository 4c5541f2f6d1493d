"""The one way in: any table that people hand over."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chizi.ground.exchange.csv_reader import read_csv
from chizi.ground.exchange.headers import Request
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.parquet_reader import read_parquet
from chizi.ground.exchange.sniff import sniff
from chizi.ground.exchange.tables import Format, SheetTable
from chizi.ground.exchange.workbook_reader import read_workbook

READERS = {Format.CSV: read_csv, Format.XLSX: read_workbook, Format.PARQUET: read_parquet}


def read_table(
    path: Path,
    *,
    name: str | None = None,
    required: Sequence[str],
    optional: Sequence[str] = (),
    aliases: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> SheetTable:
    """Read a CSV, XLSX or Parquet file, told apart by content.

    ``name`` is the file's name as the person knows it, for messages. ``required`` and ``optional`` are the
    canonical columns; ``aliases`` maps other titles ("单位代码") to them. Titles match whatever their case,
    width, spaces and underscores; columns not asked for are left out and noted. Zero rows are no fault.
    Raises a subclass of refusals.FileRefusal for every file that is not clean; OSError when it is not there.
    """
    bounds = limits or Limits()
    request = Request(name or path.name, tuple(required), tuple(optional), aliases)
    kind = sniff(path, file=request.file, limits=bounds)
    return READERS[kind](path, request, bounds)
