"""When things happened in the demo: the facts of 2021 on their own days, the running campaign around today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from chizi.org.abilities import local_day

REFERENCE = date(2021, 5, 14)
"""The day that the plans in data/ are written for: seen from it, the first phase has just ended, the second is
under way and the third has not begun. It is moved to today, and everything in the plans with it."""
MORNING = 9


@dataclass(frozen=True)
class Clock:
    """The demo is made at ``now`` and plays the weeks before."""

    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now)

    def moved(self, day: date) -> date:
        """A day of the plans, moved along with `REFERENCE`."""
        return day + (self.today - REFERENCE)

    def ago(self, days: int, hour: int = MORNING) -> datetime:
        """An hour so many days before today, but never later than now."""
        return self.on(self.today - timedelta(days=days), hour)

    def on(self, day: date, hour: int = MORNING) -> datetime:
        """An hour of a day in the office's time zone, but of today not later than now."""
        found = datetime.combine(day, time(hour), ZoneInfo(settings.TIME_ZONE))
        return min(found, self.now) if day == self.today else found
