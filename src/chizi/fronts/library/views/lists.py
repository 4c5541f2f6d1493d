"""The list of materials with its search, the shelf of stories, and the export."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.library.offers import may_keep, may_see, may_see_drafts
from chizi.fronts.library.pages import lists as pages
from chizi.fronts.library.words import kind_word
from chizi.learn import queries

MOST_EXPORTED = 5_000


def frame(title: str, *trail: tuple[str, str]) -> dict[str, Any]:
    """What every page of the library sets."""
    return {
        "rail_section": "planning",
        "tab": "study:home",
        "sub_section": "learning",
        "sub_tab": "library:home",
        "title": title,
        "trail": [(gettext("Library"), reverse("library:home")), *trail],
    }


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Materials, newest first; with words also the articles that have them."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    drafts = may_see_drafts(viewer)
    filters = pages.read_filters(request, drafts=drafts)
    given: dict[str, Any] = {"words": filters.words, "kind": filters.kind, "state": filters.state}
    found = queries.materials(viewer, now=now, after=asked(request, "after", 20), **given)
    hits: tuple[queries.PassageHit, ...] = ()
    if filters.words and not request.GET.get("after"):
        hits = queries.passages_with(viewer, filters.words, now=now, kind=filters.kind)
    keeps = may_keep(viewer)
    context = {
        **frame(gettext("Library")),
        "trail": [],
        "page": pages.list_page(request, filters, found, keeps=keeps),
        "controls": pages.controls(filters, drafts=drafts),
        "filters": filters,
        "hits": hits,
        "keeps": keeps,
    }
    return render(request, "library/home.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The first five thousand materials of the filter as CSV or Excel, with the filter written on it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request, drafts=may_see_drafts(viewer))
    given: dict[str, Any] = {"words": filters.words, "kind": filters.kind, "state": filters.state}
    found = queries.materials(viewer, now=now, limit=MOST_EXPORTED, **given)
    return send_table(pages.dataset(found, pages.sentence(filters), now), form, name="materials")


@require_safe
@login_required
def stories(request: HttpRequest) -> HttpResponse:
    """Honours, role models and cautionary cases, each on its shelf."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    found = queries.stories(viewer, now=now)
    keeps = may_keep(viewer)
    title = gettext("People and cases to learn from")
    context = {
        **frame(title, (title, "")),
        "shelves": [
            {
                "kind": kind,
                "title": kind_word(kind),
                "rows": [one for one in found if one.kind == kind],
                "blank": pages.stories_blank(kind, keeps),
            }
            for kind in pages.STORIES
        ],
    }
    return render(request, "library/stories.html", context)
