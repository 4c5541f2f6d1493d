"""What waits for whom: assignments by filter, results to accept, objections to answer, tasks to approve."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.lists import ListPage
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.offers import may_assign, may_choose, may_manage, may_see
from chizi.fronts.planning.pages import lists as pages
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import names_of_people, party
from chizi.plan.queries import (
    AssignmentList,
    assignments,
    campaigns,
    my_assignments,
    task_page,
    to_accept,
    to_answer,
    to_approve,
)

MOST_EXPORTED = 5_000


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """All that concerns the viewer, or one of the lists of what waits for him."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request)
    names: list[tuple[str, str]] = []
    if not filters.view:
        names = [(one.code, one.title) for one in campaigns(viewer, now=now).campaigns]
    offered = ["mine"] + (["accept", "answer"] if may_assign(viewer) else [])
    offered += ["approve"] if may_manage(viewer) else []
    context = {
        "rail_section": "planning",
        "tab": "assignments",
        "title": gettext("Assignments"),
        "heading": _question(filters.view),
        "trail": [(pgettext("tab", "Assignments"), "")],
        "views": pages.views(filters, offered),
        "controls": pages.controls(filters, names) if not filters.view else [],
        "filters": filters,
        "page": _page(request, viewer, filters, now, names),
        "may_assign": may_assign(viewer),
        "may_choose": may_choose(viewer),
    }
    return render(request, "planning/assignments.html", context)


def _question(view: str) -> str:
    return {
        "mine": gettext("What waits for me or my party?"),
        "accept": gettext("Which results wait to be accepted?"),
        "answer": gettext("Which objections wait for an answer?"),
        "approve": gettext("Which tasks wait for a second person?"),
    }.get(view, gettext("Who is asked for what, until when?"))


def _page(
    request: HttpRequest,
    viewer: Actor,
    filters: pages.Filters,
    now: datetime,
    campaign_names: list[tuple[str, str]],
) -> ListPage:
    words = _words(viewer, filters, now, campaign_names)
    if filters.view == "answer":
        return pages.objection_list(to_answer(viewer, now=now), local_day(now), words)
    if filters.view == "approve":
        found = to_approve(viewer, now=now)
        return pages.approval_list(found, names_of_people(one.created_by for one in found), words)
    page = _found(viewer, filters, now, after=asked(request, "after", 20))
    cut = filters.view == "mine" and len(page.assignments) == pages.MOST_MINE
    note = gettext("The %(count)s that are due first.") % {"count": pages.MOST_MINE} if cut else ""
    return pages.assignment_list(
        request, filters, page.assignments, page.after, words, local_day(now), note=note
    )


def _found(
    viewer: Actor, filters: pages.Filters, now: datetime, *, after: str = "", limit: int = 50
) -> AssignmentList:
    if filters.view == "mine":
        return AssignmentList(my_assignments(viewer, now=now, limit=pages.MOST_MINE), "")
    if filters.view == "accept":
        return to_accept(viewer, now=now, after=after, limit=limit)
    return assignments(
        viewer,
        now=now,
        party=filters.party,
        campaign=filters.campaign,
        state=filters.state,
        late=bool(filters.late),
        task=int(filters.task or 0),
        after=after,
        limit=limit,
    )


def _words(
    viewer: Actor, filters: pages.Filters, now: datetime, campaign_names: list[tuple[str, str]]
) -> list[str]:
    about = party(viewer, filters.party, now=now).name if filters.party else ""
    task = task_page(viewer, int(filters.task), now=now, limit=1).task.title if filters.task else ""
    campaign = dict(campaign_names).get(filters.campaign, filters.campaign)
    return pages.sentence(filters, about, campaign, task)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand assignments of the filter as CSV or Excel, with the filter written on it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_see(viewer))
    filters = pages.read_filters(request)
    if filters.view in ("answer", "approve"):  # these two are short, and no list of assignments
        raise Http404
    found = _found(viewer, filters, now, limit=MOST_EXPORTED)
    words = _words(viewer, filters, now, [])
    if found.after:
        words.append(gettext("the newest %(count)s only") % {"count": MOST_EXPORTED})
    return send_table(pages.dataset(found.assignments, words, now), form)
