"""Meetings and their decisions."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.guidance.abilities import Offer
from chizi.fronts.guidance.asking_forms import DECISIONS, DecisionForm, MeetingForm, TaskForm
from chizi.fronts.guidance.pages import meetings as pages
from chizi.fronts.guidance.views.stepping import FORM, by_form
from chizi.fronts.guidance.words import MEETING_KINDS, options
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import add_decision, record_meeting, task_decision
from chizi.plan.actions.meetings import DecisionDraft
from chizi.plan.queries import meeting_page, meetings
from chizi.plan.queries.bodies import may_manage
from chizi.plan.queries.meetings import cursor_of, decision_for

PAGE = 50
LINES = formset_factory(DecisionForm, extra=DECISIONS, max_num=DECISIONS, absolute_max=DECISIONS)


@require_safe
@login_required
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings, newest first."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.see)
    kind, before = asked(request, "kind", 20), asked(request, "before", 40)
    kind = kind if kind in MEETING_KINDS else ""
    found = meetings(viewer, now=now, kind=kind, before=before, limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "rail_section": "guidance",
        "tab": "meetings",
        "title": gettext("What was decided, and what became of it?"),
        "kinds": options(MEETING_KINDS, kind, gettext("all meetings")),
        "new": (reverse("guidance:meeting_new"), gettext("Record a meeting")) if offer.manage else None,
        "page": pages.meeting_list(
            found[:PAGE],
            kind=kind,
            next_href=with_query(request, before=cursor_of(last.held_on, last.id)) if last else "",
            first_href=with_query(request, before="") if before else "",
            clear_href=with_query(request, kind="", before=""),
            may_manage=offer.manage,
        ),
    }
    return render(request, "guidance/filtered.html", context)


@require_safe
@login_required
def meeting(request: HttpRequest, number: int) -> HttpResponse:
    """One meeting: its decisions and tasks, what it passes on, who passed it on."""
    now, viewer = timezone.now(), viewer_of(request)
    found = meeting_page(viewer, number, now=now)
    context = {
        "rail_section": "guidance",
        "tab": "meetings",
        "trail": [(gettext("Meetings"), reverse("guidance:meetings")), (found.meeting.title, "")],
        "title": found.meeting.title,
        "one": found,
        "facts": pages.meeting_facts(found),
        "decisions": pages.decision_list(found),
        "passed": pages.passed_on_list(found) if found.passed_on else None,
        "instructions": [
            (one.author, one.text, reverse("guidance:instruction", args=[one.pk]))
            for one in found.instructions
        ],
        "form": DecisionForm(viewer=viewer, now=now) if found.may_manage else None,
    }
    return render(request, "guidance/meeting.html", context)


@require_http_methods(FORM)
@login_required
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Record a meeting with its decisions."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).manage)
    initial = {"body": asked(request, "body", 40), "parent": asked(request, "parent", 18)}
    form = MeetingForm(request.POST or None, viewer=viewer, now=now, initial=initial)
    lines = LINES(request.POST or None, prefix="line", form_kwargs={"viewer": viewer, "now": now})
    status = 200
    if request.method == "POST":
        status = 400
        whole = lines.is_valid()
        if form.is_valid() and not whole:
            form.add_error(None, gettext("One of the decisions below needs to be put right."))
        elif form.is_valid():
            try:
                made = _record(viewer, now, form.cleaned_data, [one.cleaned_data for one in lines])
                return redirect(pages.meeting_href(made.pk))
            except Refusal as refusal:
                status = blame(form, refusal)
    context = {
        "rail_section": "guidance",
        "tab": "meetings",
        "trail": [(gettext("Meetings"), reverse("guidance:meetings")), (gettext("New"), "")],
        "title": gettext("Record a meeting"),
        "form": form,
        "lines": lines,
    }
    return render(request, "guidance/meeting_form.html", context, status=status)


def _record(viewer: Any, now: Any, typed: dict[str, Any], decided: list[dict[str, Any]]) -> Any:
    drafts = [DecisionDraft(one["text"], one["owner"], one["due"]) for one in decided if one.get("text")]
    return record_meeting(
        actor=viewer,
        now=now,
        kind=typed["kind"],
        title=typed["title"],
        chair=typed["chair"],
        held_on=typed["held_on"],
        region=typed["region"],
        body_code=typed["body"],
        agenda=typed["agenda"],
        parent_id=int(typed["parent"]) if typed["parent"] else None,
        decisions=drafts,
    )


@require_http_methods(FORM)
@login_required
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Add a decision to a meeting."""
    now, viewer = timezone.now(), viewer_of(request)
    found = meeting_page(viewer, number, now=now)
    if not found.may_manage:
        raise NotAllowed
    form = DecisionForm(request.POST or None, viewer=viewer, now=now)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        add_decision(actor=viewer, now=now, meeting_id=number, **typed)
        return pages.meeting_href(number), gettext("The decision is recorded.")

    context = {
        "tab": "meetings",
        "trail": [
            (gettext("Meetings"), reverse("guidance:meetings")),
            (found.meeting.title, pages.meeting_href(number)),
            (gettext("Decision"), ""),
        ],
        "title": gettext("Add a decision"),
        "button": gettext("Add the decision"),
    }
    return by_form(request, form, step, context)


@require_http_methods(FORM)
@login_required
def decision_task(request: HttpRequest, number: int) -> HttpResponse:
    """A decision becomes a task of its owner."""
    now, viewer = timezone.now(), viewer_of(request)
    decision = decision_for(viewer, number, now)
    meeting = decision.meeting
    if not may_manage(viewer, meeting, now):
        raise NotAllowed
    initial = {
        "issuer": meeting.body.party.code if meeting.body else "",
        "owner": decision.owner.code if decision.owner else "",
        "due": decision.due,
    }
    form = TaskForm(request.POST or None, viewer=viewer, now=now, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        task_decision(actor=viewer, now=now, decision_id=number, **typed)
        return pages.meeting_href(meeting.pk), gettext("The decision is a task now and is assigned.")

    context = {
        "tab": "meetings",
        "trail": [
            (gettext("Meetings"), reverse("guidance:meetings")),
            (meeting.title, pages.meeting_href(meeting.pk)),
            (gettext("Task"), ""),
        ],
        "title": gettext("Make decision %(number)s a task") % {"number": decision.number},
        "lead": decision.text,
        "button": gettext("Assign the task"),
    }
    return by_form(request, form, step, context)
