"""How much of a foreign file we are willing to look at."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one reading; sizes in bytes, times in seconds of CPU.

    ``rows`` counts data rows of CSV and Parquet; ``sheet_rows`` counts lines of an Excel sheet with its
    header, ``sheet_cells`` the rectangle from A1 to its last cell. ``swell`` is how many times its packed
    size a part of a workbook may have once it is larger than ``swell_floor``. ``sheet_memory`` and
    ``sheet_seconds`` are enforced by the operating system on the process that opens a workbook.
    """

    file_bytes: int = 2048 * MIB
    rows: int = 20_000_000
    columns: int = 256
    record_bytes: int = MIB
    workbook_bytes: int = 256 * MIB
    workbook_parts: int = 2_000
    unpacked_bytes: int = 1536 * MIB
    swell: int = 100
    swell_floor: int = 8 * MIB
    sheet_rows: int = 1_000_001
    sheet_cells: int = 32_000_000
    sheet_memory: int = 2048 * MIB
    sheet_seconds: int = 120
