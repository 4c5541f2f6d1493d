"""What falls due by itself."""

from datetime import datetime

from chizi.ground.files.actions import sweep_uploads


def sweep_given_up(now: datetime) -> int:
    """Forget uploads that nobody finished in two days; gives their number."""
    return sweep_uploads(actor="console", now=now)
