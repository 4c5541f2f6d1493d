"""Written instructions and their tasks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.fronts.guidance.abilities import Offer
from chizi.fronts.guidance.asking_forms import InstructionForm, TasksForm
from chizi.fronts.guidance.pages import meetings as pages
from chizi.fronts.guidance.views.stepping import FORM, by_form
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.org.abilities import local_day
from chizi.org.refusals import NotAllowed
from chizi.plan.actions import record_instruction, task_instruction
from chizi.plan.queries import instruction_page, instructions
from chizi.plan.queries.meetings import cursor_of

PAGE = 50


@require_safe
@login_required
def instruction_list(request: HttpRequest) -> HttpResponse:
    """The register of written instructions, newest first."""
    now, viewer = timezone.now(), viewer_of(request)
    offer = Offer(viewer, now)
    insist(offer.see)
    before = asked(request, "before", 40)
    found = instructions(viewer, now=now, before=before, limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "rail_section": "guidance",
        "tab": "instructions",
        "title": gettext("What have leaders written, and which tasks came of it?"),
        "new": (reverse("guidance:instruction_new"), gettext("Record an instruction"))
        if offer.manage
        else None,
        "page": pages.instruction_list(
            found[:PAGE],
            next_href=with_query(request, before=cursor_of(last.dated_on, last.id)) if last else "",
            first_href=with_query(request, before="") if before else "",
            may_manage=offer.manage,
        ),
    }
    return render(request, "guidance/filtered.html", context)


@require_safe
@login_required
def instruction(request: HttpRequest, number: int) -> HttpResponse:
    """One instruction: its wording, and the tasks it became."""
    now, viewer = timezone.now(), viewer_of(request)
    found = instruction_page(viewer, number, now=now)
    context = {
        "rail_section": "guidance",
        "tab": "instructions",
        "trail": [(pgettext("tab", "Instructions"), reverse("guidance:instructions")), (found.author, "")],
        "title": gettext("Instruction of %(author)s") % {"author": found.author},
        "one": found,
        "facts": pages.instruction_facts(found),
    }
    return render(request, "guidance/instruction.html", context)


@require_http_methods(FORM)
@login_required
def instruction_new(request: HttpRequest) -> HttpResponse:
    """Record an instruction."""
    now, viewer = timezone.now(), viewer_of(request)
    insist(Offer(viewer, now).manage)
    initial = {"dated_on": local_day(now)}
    form = InstructionForm(request.POST or None, viewer=viewer, now=now, initial=initial)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        meeting = typed.pop("meeting")
        made = record_instruction(
            actor=viewer, now=now, meeting_id=int(meeting) if meeting else None, **typed
        )
        return reverse("guidance:instruction", args=[made.pk]), gettext("The instruction is recorded.")

    context = {
        "tab": "instructions",
        "trail": [(pgettext("tab", "Instructions"), reverse("guidance:instructions")), (gettext("New"), "")],
        "title": gettext("Record an instruction"),
        "button": gettext("Record the instruction"),
    }
    return by_form(request, form, step, context)


@require_http_methods(FORM)
@login_required
def instruction_task(request: HttpRequest, number: int) -> HttpResponse:
    """An instruction becomes a task."""
    now, viewer = timezone.now(), viewer_of(request)
    found = instruction_page(viewer, number, now=now)
    if not found.may_manage:
        raise NotAllowed
    form = TasksForm(request.POST or None, viewer=viewer, now=now)
    address = reverse("guidance:instruction", args=[number])

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        task_instruction(actor=viewer, now=now, instruction_id=number, **typed)
        return address, gettext("The task is assigned.")

    context = {
        "tab": "instructions",
        "trail": [
            (pgettext("tab", "Instructions"), reverse("guidance:instructions")),
            (found.author, address),
            (gettext("Task"), ""),
        ],
        "title": gettext("Make the instruction a task"),
        "lead": found.text,
        "button": gettext("Assign the task"),
    }
    return by_form(request, form, step, context)
