"""How long a public notice of a service item runs, read once."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

FILE = "services.toml"
MOST = 60


@dataclass(frozen=True)
class NoticePolicy:
    """Working days of a notice, days off and make-up days, and where the number comes from."""

    working_days: int
    source: str
    days_off: frozenset[date]
    make_up_days: frozenset[date]


@cache
def notice_policy() -> NoticePolicy:
    """What `services.toml` says, that of the data folder before ours. A fault in it stops the first notice, loudly."""
    own = Path(settings.DATA) / FILE
    text = own.read_text("utf-8") if own.is_file() else files("chizi.learn").joinpath(FILE).read_text("utf-8")
    said = tomllib.loads(text)["notice"]
    policy = NoticePolicy(
        working_days=int(said["working_days"]),
        source=str(said["source"]),
        days_off=_days(said["days_off"]),
        make_up_days=_days(said["make_up_days"]),
    )
    if not 1 <= policy.working_days <= MOST:
        raise ValueError(f"{FILE}: a notice runs 1 to {MOST} working days")
    return policy


def _days(said: list[object]) -> frozenset[date]:
    return frozenset(one if isinstance(one, date) else date.fromisoformat(str(one)) for one in said)
