"""What fits the letters typed so far, as options of a list."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html_join
from django.views.decorators.http import require_safe

from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.abilities import Offer
from chizi.fronts.office.fields import DOT, LONGEST, code_of
from chizi.org.queries import find_parties, find_public_bodies, find_regions, people

MOST = 12


def _typed(request: HttpRequest) -> str:
    """The letters typed so far: the field may have any name, so the one value that came is taken."""
    text = str(next(iter(request.GET.values()), ""))[:LONGEST].replace("\0", "").strip()
    return code_of(text)


def _options(found: Iterable[tuple[Any, Any]]) -> HttpResponse:
    return HttpResponse(format_html_join("", '<option value="{}{}{}">', ((a, DOT, b) for a, b in found)))


@require_safe
@login_required
def people_named(request: HttpRequest) -> HttpResponse:
    """People by name or user name within the viewer's sight."""
    now, viewer, text = timezone.now(), viewer_of(request), _typed(request)
    insist(Offer(viewer, now).people)
    found = people(viewer, now=now, words=text, limit=MOST).people if text else ()
    return _options((one.name, one.username) for one in found if one.is_active)


@require_safe
@login_required
def parties_named(request: HttpRequest) -> HttpResponse:
    """Bodies by name or code within the viewer's sight."""
    found = find_parties(viewer_of(request), _typed(request), now=timezone.now(), limit=MOST)
    return _options((one.name, one.code) for one in found)


@require_safe
@login_required
def bodies_named(request: HttpRequest) -> HttpResponse:
    """Public bodies anywhere, by name or code: which there are is public."""
    return _options((one.name, one.code) for one in find_public_bodies(_typed(request), limit=MOST))


@require_safe
@login_required
def places_named(request: HttpRequest) -> HttpResponse:
    """Places by name or code; their names are public."""
    text = _typed(request)
    return _options((one.name, one.code) for one in (find_regions(text, limit=MOST) if text else ()))
