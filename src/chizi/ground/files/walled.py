"""Asking the process that understands files (child.py), a few at a time."""

import json
import os
import subprocess  # nosec B404
import sys
import threading
from pathlib import Path
from typing import Any

from chizi.ground.files import refusals, rules

CHILD = "chizi.ground.files.child"
# Waiting for the disk is not computing, so the clock on the wall is far looser than the one for CPU.
WALL_FACTOR = 4
# Minus the signal: CPU time used up, killed for memory, abort of a failed allocation, file too large.
HEAVY_ENDS = (-24, -9, -6, -25)
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
# Each may take rules.CHILD_MEMORY; a hundred people with cameras must not take it a hundred times.
_turns = threading.BoundedSemaphore(2)


def work(task: dict[str, Any], name: str) -> dict[str, Any]:
    """The child's answer. Raises the refusal that it names; HeavyFile, BrokenFile when it died."""
    environment = {key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ} | {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "MALLOC_ARENA_MAX": "2",
    }
    try:
        with _turns:
            # A fixed program without a shell; nothing of the file is on its command line.
            done = subprocess.run(  # noqa: S603  # nosec B603
                [sys.executable, "-m", CHILD],
                input=json.dumps(task).encode(),
                capture_output=True,
                env=environment,
                timeout=rules.CHILD_SECONDS * WALL_FACTOR,
                check=False,
            )
    except subprocess.TimeoutExpired as fault:
        raise refusals.HeavyFile(name=name) from fault
    if done.returncode in HEAVY_ENDS:
        raise refusals.HeavyFile(name=name)
    if done.returncode:
        said = done.stderr.decode(errors="replace")[-2000:]
        raise refusals.BrokenFile(name=name) from RuntimeError(said)
    answer: dict[str, Any] = json.loads(done.stdout)
    if code := answer.get("refusal"):
        refusal: type[refusals.FileNotTaken] = getattr(refusals, code)
        raise refusal(name=name, limit=rules.MOST_PIXELS // 1_000_000)
    return answer


def paint_page(path: Path, page: int, to: Path, name: str) -> None:
    """Paint one page of a PDF as a JPEG. Raises what ``work`` raises."""
    work({"do": "pdf", "path": str(path), "page": page, "preview": str(to)}, name)


def read_pdf(path: Path, name: str) -> str:
    """The text of a PDF, a line end between pages; empty for a scan. Raises what ``work`` raises."""
    return str(work({"do": "words", "path": str(path)}, name)["text"])
