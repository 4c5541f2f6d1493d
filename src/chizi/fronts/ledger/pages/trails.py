"""Where the viewer stands in the tree: a breadcrumb that is also the scope switch."""

from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from chizi.org.abilities import Actor, scope_of
from chizi.org.queries import ancestors, region_by_code
from chizi.org.rules import Ability

Trail = list[tuple[str, str]]


def trail_of(viewer: Actor, region: object, now: datetime, url_name: str) -> Trail:
    """From the highest place within sight down to the region, each opening the same page there."""
    code = getattr(region, "code", "")
    scope = scope_of(viewer, Ability.SEE_MATTERS, now=now)
    return [
        (one.name, f"{reverse(url_name)}?{urlencode({'region': one.code})}")
        for one in ancestors(region_by_code(code), scope)
    ]
