"""Numbers and instants as people say them."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext

MINUS = "\u2212"
END_OF_DAY = (23, 59, 59)


def count(number: int) -> str:
    """A whole number with thin groups of three: 660,000."""
    return f"{number:,}"


def percent(rate: Fraction | None) -> str:
    """A rate with two decimals, half up, without the sign; a dash if there is nothing to divide by."""
    if rate is None:
        return "–"
    hundredths = (rate.numerator * 20_000 + rate.denominator) // (2 * rate.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def points(change: Fraction | None) -> str:
    """A change in percentage points with its sign, two decimals, half away from zero; a dash if unknown."""
    if change is None:
        return "–"
    hundredths = (abs(change.numerator) * 20_000 + change.denominator) // (2 * change.denominator)
    sign = "±" if hundredths == 0 else "+" if change > 0 else MINUS
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}"


@lru_cache(maxsize=4)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(instant: datetime) -> datetime:
    """Wall-clock time of CHIZI_TZ; a naive value already is that."""
    return (
        instant
        if timezone.is_naive(instant)
        else instant.astimezone(_zone(settings.TIME_ZONE)).replace(tzinfo=None)
    )


@lru_cache(maxsize=4096)
def _day_in(day: date, language: str | None) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def day_text(day: date) -> str:
    """A day: 2020年3月5日, March 5, 2020."""
    return _day_in(day, get_language())


def instant_text(instant: datetime) -> str:
    """An instant as people say it: midnight is named by its day, the last second as the end of the day."""
    wall = local(instant)
    day = day_text(wall.date())
    clock = (wall.hour, wall.minute, wall.second, wall.microsecond)
    if clock == (0, 0, 0, 0):
        return day
    if clock[:3] == END_OF_DAY:
        return gettext("end of %(day)s") % {"day": day}
    return f"{day} {wall:%H:%M}"


def as_of_text(instant: datetime) -> str:
    """A cut-off: midnight is said as the end of the day before, because that is what was counted."""
    wall = local(instant)
    if (wall.hour, wall.minute, wall.second, wall.microsecond) == (0, 0, 0, 0):
        return gettext("end of %(day)s") % {"day": day_text(wall.date() - timedelta(days=1))}
    return instant_text(instant)


def instant_html(instant: datetime | date | None) -> SafeString | str:
    """The spoken form with the exact value on hover; a dash for nothing."""
    if instant is None:
        return "–"
    if not isinstance(instant, datetime):
        return format_html('<time datetime="{}">{}</time>', instant.isoformat(), day_text(instant))
    exact = local(instant).isoformat(sep=" ")
    return format_html('<time datetime="{}" title="{}">{}</time>', exact, exact, instant_text(instant))


@lru_cache(maxsize=512)
def _period_in(key: str, language: str | None) -> str:
    year, _, month = key.partition("-")
    if not month:
        return pgettext("period", "%(year)s") % {"year": year}
    return formats.date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")


def period_text(key: str) -> str:
    """A period key ("2020", "2020-03") as people say it: 2020年, 2020年3月; 2020, March 2020."""
    return _period_in(key, get_language())
