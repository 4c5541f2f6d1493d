"""Letting one record serve several programmes (S1-28)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.practice.forms import UseForm
from chizi.fronts.practice.refusals import NothingToServe
from chizi.fronts.practice.views.stepping import FORM, by_form, only
from chizi.learn.actions import submit_record, use_for_campaign
from chizi.learn.queries import could_serve, record_of
from chizi.learn.queries.lectures_seeing import keeps
from chizi.learn.refusals.reuse import UnknownRecord

PAGES = {"lecture": ("lecture", "practice:lectures"), "service": ("service", "practice:services"),
         "application": ("application", "practice:home")}  # fmt: skip


@require_http_methods(FORM)
@login_required
def use(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Choose a campaign that a record serves too, or a task whose result it is."""
    viewer, now = viewer_of(request), timezone.now()
    record = f"{kind}:{number}"
    found = record_of(viewer, record, now=now)
    if found is None:
        raise UnknownRecord
    only(request, found.ready and keeps(viewer, found.party, now=now))
    page, tab = PAGES[kind]
    at = reverse(f"practice:{page}", args=[number])
    possible = could_serve(viewer, found, now=now)
    versions = {str(pk): version for pk, version, _title in possible.assignments}
    form = UseForm(request.POST or None, viewer=viewer, now=now)
    offered = [
        (f"assignment:{pk}", gettext("Result of the task “%(title)s”") % {"title": title})
        for pk, _, title in possible.assignments
    ]
    offered += [
        (f"campaign:{code}", gettext("Campaign “%(title)s”") % {"title": title})
        for code, title in possible.campaigns
    ]
    form.choose("programme", offered, gettext("choose"))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        what, _, which = typed["programme"].partition(":")
        if what == "campaign":
            use_for_campaign(actor=viewer, now=now, record=record, campaign=which)
            return at, gettext("It now serves that campaign too.")
        if which not in versions:
            raise NothingToServe(field="programme")
        submit_record(actor=viewer, now=now, record=record, assignment_id=int(which), version=versions[which])
        return at, gettext("Handed in as the result, without typing it again.")

    title = gettext("Let it serve a programme")
    context = {
        "sub_tab": tab,
        "title": title,
        "trail": [(found.told.partition("\n")[0], at), (title, "")],
        "back": at,
        "lead": gettext("The record is entered once. What you choose refers to it."),
        "beside": [(gettext("The record"), found.told)],
    }
    return by_form(request, form, step, context)
