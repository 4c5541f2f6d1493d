"""Where the product keeps its data, before Django is up."""

import os
import secrets
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """CHIZI_DATA, or a folder of our own under the user's data directory; made if it is not there."""
    named = os.environ.get("CHIZI_DATA")
    folder = Path(named) if named else Path(platformdirs.user_data_dir("chizi"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """CHIZI_SECRET_KEY, or one made at first use and kept beside the data, readable by the owner only."""
    named = os.environ.get("CHIZI_SECRET_KEY")
    if named:
        return named
    kept = folder / "secret_key"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text("ascii").strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return kept.read_text("ascii").strip()
