"""The office's time zone takes effect in a running process too: founding needs no restart."""

import os
import time

from django.conf import settings
from django.utils import timezone

from chizi.org.remembered import remembered_zone


def use_office_zone() -> None:
    """Take the zone the office was founded with, unless CHIZI_TZ names one; does nothing when it is in use."""
    zone = "" if os.environ.get("CHIZI_TZ") else remembered_zone(settings.DATA)
    if not zone or zone == settings.TIME_ZONE:
        return
    settings.TIME_ZONE = os.environ["TZ"] = zone
    time.tzset()
    timezone.get_default_timezone.cache_clear()  # type: ignore[attr-defined]  # an lru_cache
