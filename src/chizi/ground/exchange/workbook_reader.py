"""A workbook read by a process of its own: whatever the file does, it does it to that process only."""

import json
import os
import subprocess  # nosec B404
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from chizi.ground.exchange import refusals
from chizi.ground.exchange.headers import Request
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.tables import Format, Note, SheetTable

CHILD = "chizi.ground.exchange.workbook_child"
# Waiting for the disk is not computing, so the clock on the wall is far looser than the one for CPU.
WALL_FACTOR = 5
# Minus the signal: CPU time used up, killed for memory, abort of a failed allocation.
HEAVY_ENDS = (-24, -9, -6)


def read_workbook(path: Path, request: Request, limits: Limits) -> SheetTable:
    """Read the first visible sheet under limits of memory and CPU that the operating system enforces.

    Raises what workbook_cells.parse_workbook raises; WorkbookTooHeavy, DamagedFile when the process died.
    """
    with tempfile.TemporaryDirectory(prefix="chizi-sheet-") as folder:
        task = {
            "path": str(path.resolve()),
            "folder": folder,
            "limits": asdict(limits),
            "request": asdict(request) | {"aliases": dict(request.aliases or {})},
        }
        answer = _run(task, request.file, limits)
        if code := answer.get("refusal"):
            refusal: type[refusals.FileRefusal] = getattr(refusals, code)
            raise refusal(**answer["params"])
        with pa.OSFile(str(Path(folder, "table.arrow"))) as source:
            table = pa.ipc.open_file(source).read_all()
    return SheetTable(table, Format.XLSX, notes=tuple(Note(**note) for note in answer["notes"]))


def _run(task: dict[str, Any], file: str, limits: Limits) -> dict[str, Any]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        # Address space counts as soon as it is reserved: few arenas, no pool of Arrow's own.
        "MALLOC_ARENA_MAX": "2",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OPENBLAS_NUM_THREADS": "1",
    }
    try:
        # A fixed program without a shell; nothing of the file is on its command line.
        done = subprocess.run(  # noqa: S603  # nosec B603
            [sys.executable, "-m", CHILD],
            input=json.dumps(task).encode(),
            capture_output=True,
            env=environment,
            timeout=limits.sheet_seconds * WALL_FACTOR,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise refusals.WorkbookTooHeavy(file=file) from fault
    if done.returncode in HEAVY_ENDS:
        raise refusals.WorkbookTooHeavy(file=file)
    if done.returncode:
        raise refusals.DamagedFile(file=file) from RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
