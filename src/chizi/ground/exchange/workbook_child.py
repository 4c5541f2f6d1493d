"""The process that opens one workbook: takes its task from standard input, walls itself in, then reads."""

import json
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from chizi.ground.exchange.headers import Request
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.refusals import FileRefusal, WorkbookTooHeavy
from chizi.ground.exchange.workbook_cells import parse_workbook

if sys.platform != "win32":
    import resource


def wall_in(limits: Limits) -> None:
    """Let the operating system end this process when it takes too much memory or CPU (POSIX only)."""
    if sys.platform != "win32":  # there the caller's clock is the only wall
        resource.setrlimit(resource.RLIMIT_AS, (limits.sheet_memory, limits.sheet_memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.sheet_seconds, limits.sheet_seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(task: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """The answer for the caller; the table itself goes into the task's folder."""
    wanted = task["request"]
    request = Request(wanted["file"], tuple(wanted["required"]), tuple(wanted["optional"]), wanted["aliases"])
    try:
        found = parse_workbook(Path(task["path"]), request, limits)
        target = str(Path(task["folder"], "table.arrow"))
        with pa.OSFile(target, "wb") as sink, pa.ipc.new_file(sink, found.table.schema) as writer:
            writer.write_table(found.table)
    except MemoryError:
        return {"refusal": WorkbookTooHeavy.__name__, "params": {"file": request.file}}
    except FileRefusal as refusal:
        return {"refusal": refusal.code, "params": refusal.params}
    return {"notes": [{"text": note.text, "params": dict(note.params)} for note in found.notes]}


def main() -> None:
    """Read the task, do it, print the answer as JSON."""
    task = json.load(sys.stdin)
    limits = Limits(**task["limits"])
    wall_in(limits)
    json.dump(read(task, limits), sys.stdout)


if __name__ == "__main__":
    main()
