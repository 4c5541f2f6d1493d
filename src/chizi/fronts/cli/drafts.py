"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A draft beside ``target`` that takes its place when the block ends well, and is gone otherwise.

    Raises OSError at once when nothing can be written there: before the work, not after it.
    """
    with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        draft = Path(file.name)
    try:
        yield draft
        draft.chmod(0o644)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
