"""The board of a region, and its table as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chizi.evaluation.queries import Board, board
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages import behind, controls, headline, places
from chizi.fronts.boards.refusals import NoPlace
from chizi.fronts.boards.words import question
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.abilities import scope_of
from chizi.org.queries import home_region
from chizi.org.rules import Ability

SHORT = 16  # so few rows leave room for the trend beside the map


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the board of the highest place the viewer may see. Raises NoPlace without a grant."""
    region = home_region(viewer_of(request), now=timezone.now())
    if region is None:
        raise NoPlace
    return redirect("boards:board", region.code)


def _answer(request: HttpRequest, choice: Choice) -> Board:
    return board(
        viewer_of(request),
        now=timezone.now(),
        region_code=choice.region,
        period=choice.period,
        zero=choice.zero,
        slice=choice.slice,
        run_id=choice.run_id,
        deep=choice.depth == "county",
    )


@require_safe
@login_required
def board_page(request: HttpRequest, region: str) -> HttpResponse:
    """Headline, map, table and trend of a region."""
    choice = Choice.read(region, request.GET)
    found = _answer(request, choice)
    hidden = not scope_of(viewer_of(request), Ability.SEE_UNITS, now=timezone.now()).covers_code(
        found.region.code
    )
    choice = choice.but(region=found.region.code, period=found.period, slice=found.slice, figures_only=hidden)
    rows, scale = places.places(found, choice)
    months = behind.months(found, choice)
    context = {
        "rail_section": "evaluation",
        "tab": "boards:home",
        "trail": controls.trail(found.ancestors, found.region, choice),
        "question": question(found.zero, found.region.name, found.period),
        "tiles": headline.tiles(found, choice),
        "headline": headline.headline(found, choice),
        "controls": controls.controls(found, choice),
        "table": places.table(found, choice, rows),
        "map": places.on_map(found, choice, rows, scale),
        "months": months,
        "trend": behind.trend_data(found, months),
        "short": len(rows) <= SHORT,
        "tallies": behind.tallies(found),
        "gaps": behind.gaps(found),
    }
    return render(request, "boards/board.html", context)


@require_safe
@login_required
def table_file(request: HttpRequest, region: str, form: str) -> HttpResponse:
    """The table of the regions below as CSV or Excel, with the choice in its name and notes."""
    found = _answer(request, Choice.read(region, request.GET))
    dataset = places.dataset(found)
    parts = [found.region.code, found.period, found.zero, found.slice.replace(":", "-"), f"run{found.run.id}"]
    return send_table(dataset, form, name="_".join(parts))
