"""My own page: who I am here, what I may do and why, and the kinship that I declare."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit import tabs
from chizi.fronts.kit.context import address
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.office.forms import TieForm
from chizi.fronts.office.pages import people as pages
from chizi.fronts.office.pages.ties import ties
from chizi.org.abilities import local_day
from chizi.org.actions import declare_tie, end_tie
from chizi.org.queries import grants_for, person_page, ties_of, what_may
from chizi.org.rules import Relation

FORM = ["GET", "HEAD", "POST"]
SECURITY, NOTICES = (
    "mfa_index",
    "desk:inbox_settings",
)  # pages of others; a link stands where they are mounted


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the first page of the settings that is open to the viewer."""
    return redirect(tabs.first_open("settings", viewer_of(request)) or "office:me")


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Who I am here."""
    return _page(request)


def _page(request: HttpRequest, form: Form | None = None, status: int = 200) -> HttpResponse:
    now, viewer = timezone.now(), viewer_of(request)
    found = person_page(viewer, request.user.get_username(), now=now)
    one, on = found.person, local_day(now)
    context = {
        "rail_section": "settings",
        "tab": "me",
        "title": gettext("What am I here, and what may I do?"),
        "one": one,
        "facts": [(pgettext("person", "Name"), one.name), *pages.facts(found)],
        "posts": pages.posts(found, on),
        "given": pages.given(what_may(viewer, one, now=now)),
        "other": pages.other_grants(grants_for(viewer, one, now=now), on),
        "ties": ties(ties_of(viewer, one, now=now), on),
        "form": form or TieForm(),
        "security_href": address(SECURITY),
        "notices_href": address(NOTICES),
    }
    return render(request, "office/me.html", context, status=status)


@require_http_methods(FORM)
@login_required
def declare(request: HttpRequest) -> HttpResponse:
    """Declare that a close relative serves in a body."""
    if request.method != "POST":
        return redirect("office:me")
    now, viewer = timezone.now(), viewer_of(request)
    form = TieForm(request.POST)
    status = 400
    if form.is_valid():
        typed = form.cleaned_data
        try:
            tie = declare_tie(
                actor=viewer,
                now=now,
                relation=Relation(typed["relation"]),
                party=typed["party"],
                from_date=typed["from_date"],
            )
            said = gettext("Declared: you will not be sent to %(party)s. You can end the declaration below.")
            messages.success(request, said % {"party": tie.party.name})
            return redirect("office:me")
        except Refusal as refusal:
            status = blame(form, refusal)
    return _page(request, form, status)


@require_POST
@login_required
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a declaration: the relative no longer serves there."""
    ended = end_tie(actor=viewer_of(request), now=timezone.now(), tie_id=number)
    messages.success(
        request, gettext("The declaration about %(party)s has ended.") % {"party": ended.party.name}
    )
    return redirect("office:me")
