"""The units behind a number, and one unit with its story."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.evaluation.queries import UnitStory, explain_unit, run_for, unit_story, units
from chizi.evaluation.queries import unit_events as events_of
from chizi.evaluation.queries.boards import newest_year
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages import appeals, controls, events, headline, story, verdicts
from chizi.fronts.boards.pages import units as unit_pages
from chizi.fronts.boards.pages.appeals import Typed
from chizi.fronts.kit.formats import period_text
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import KIND, said

PAGE = 50


@require_safe
@login_required
def unit_list(request: HttpRequest, region: str) -> HttpResponse:
    """Units of a place with a status, keyset-paged by code."""
    choice = Choice.read(region, request.GET)
    page = units(
        viewer_of(request),
        now=timezone.now(),
        region_code=region,
        period=choice.period,
        zero=choice.zero,
        slice=choice.slice,
        status=request.GET.get("status", "")[:20],
        after=request.GET.get("after", "")[:40],
        run_id=choice.run_id,
        limit=PAGE,
    )
    choice = choice.but(region=page.region.code, period=page.period, slice=page.slice)
    run = run_for(choice.run_id)
    next_href = with_query(request, after=page.next_cursor) if page.next_cursor else ""
    first_href = with_query(request, after="") if request.GET.get("after") else ""
    trail = [*controls.trail(page.ancestors, page.region, choice), (gettext("Units"), "")]
    context = {
        "rail_section": "evaluation",
        "tab": "boards:home",
        "trail": trail,
        "title": gettext("Which units of %(region)s stand behind the number?") % {"region": page.region.name},
        "page": unit_pages.unit_page(page, choice, next_href, first_href),
        "controls": [
            controls.period_options(run.computed, page.period),
            unit_pages.zero_options(page.zero),
            unit_pages.status_options(page.status),
            controls.slice_options(run.slices, page.slice),
        ],
        "run": choice.run,
        "as_of": headline.as_of(page.run),
    }
    return render(request, "boards/units.html", context)


@require_safe
@login_required
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The story of one unit: statuses of all periods, the events that broke a zero, its register."""
    return story_page(request, code)


def story_page(
    request: HttpRequest, code: str, *, typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    """The page of a unit; ``typed`` puts a form back that came with a fault."""
    choice = Choice.read("", request.GET)
    found = unit_story(
        viewer_of(request), now=timezone.now(), unit_code=code, period=choice.period, run_id=choice.run_id
    )
    return render(request, "boards/unit.html", _story_context(found, choice, typed), status=status)


def _story_context(found: UnitStory, choice: Choice, typed: Typed | None) -> dict[str, Any]:
    choice = choice.but(period=found.period)
    here, elsewhere = story.split(found, choice, typed)
    trail = [(one.name, choice.but(region=one.code).board()) for one in found.ancestors]
    words = {"name": found.name, "period": period_text(found.period)}
    return {
        "rail_section": "evaluation",
        "tab": "boards:home",
        "trail": [*trail, (found.name, "")],
        "title": gettext("Did %(name)s keep the three zeros in %(period)s?") % words,
        "story": found,
        "kind": said(KIND, found.kind),
        "period": period_text(found.period),
        "now": found.grid.get(found.period, {}),
        "grid": story.grid(found, choice),
        "facts": story.facts(found),
        "stretches": story.stretch_rows(found.stretches),
        "here": here,
        "elsewhere": elsewhere,
        "elsewhere_open": typed is not None and any(typed[1] in card.forms for card in elsewhere),
        "left_over": appeals.left_over(found, choice, typed),
        "objected": found.under_objection,
        "faulty": typed[1] if typed is not None else None,
        "as_of": headline.as_of(found.run),
        "events_href": choice.events(found.code),
        "why_href": choice.why(found.code),
    }


@require_safe
@login_required
def unit_events(request: HttpRequest, code: str) -> HttpResponse:
    """All events of a unit, also those that break nothing. A part of a page for htmx."""
    choice = Choice.read("", request.GET)
    lines = events_of(viewer_of(request), now=timezone.now(), unit_code=code, run_id=choice.run_id)
    context = {
        "rail_section": "evaluation",
        "tab": "boards:home",
        "code": code,
        "page": events.event_list(lines),
        "back": choice.unit(code),
        "trail": [(code, choice.unit(code)), (gettext("All events"), "")],
    }
    template = "boards/events_part.html" if getattr(request, "htmx", False) else "boards/events.html"
    return render(request, template, context)


@require_safe
@login_required
def unit_why(request: HttpRequest, code: str) -> HttpResponse:
    """Every event considered for a period, with its verdict, worked out anew from the delivered facts."""
    choice = Choice.read("", request.GET)
    period = choice.period or newest_year(run_for(choice.run_id))
    found = explain_unit(
        viewer_of(request), now=timezone.now(), unit_code=code, period=period, run_id=choice.run_id
    )
    context = {
        "rail_section": "evaluation",
        "tab": "boards:home",
        "code": code,
        "period": period_text(period),
        "three_zero": found.explanation.three_zero,
        "sums": verdicts.sums(found.explanation),
        "as_of": headline.as_of(found.run),
        "back": choice.unit(code),
        "trail": [(code, choice.unit(code)), (gettext("Why"), "")],
    }
    template = "boards/why_part.html" if getattr(request, "htmx", False) else "boards/why.html"
    return render(request, template, context)
