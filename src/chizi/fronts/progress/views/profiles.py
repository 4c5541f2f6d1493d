"""Quality profiles of parties (S1-16), the schemes behind them, objections and answers (S1-11)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.progress.forms import ProfileAnswerForm, ProfileObjectionForm
from chizi.fronts.progress.pages import profiles as pages
from chizi.fronts.progress.pages.boards import party_href
from chizi.fronts.progress.pages.parties import pages_of
from chizi.fronts.progress.views.boards import frame
from chizi.fronts.progress.views.parties import trail
from chizi.learn.actions import answer_profile_objection, object_to_profile
from chizi.learn.queries import ProfilePage, profile_page
from chizi.learn.refusals.profiles import NotYourProfile, ProfileObjectionAnswered, ProfileObjectionOpen
from chizi.org.abilities import local_day
from chizi.org.refusals import NotAllowed


@require_safe
@login_required
def profile(request: HttpRequest, code: str) -> HttpResponse:
    """Regularity, initiative, breadth and depth as numbers in bins."""
    viewer, now = viewer_of(request), timezone.now()
    found = profile_page(viewer, code, now=now, campaign=asked(request, "campaign", 40))
    context = {
        **frame("home", trail(found.party, found.party_code, found.campaign, gettext("Quality profile"))),
        "title": gettext("How does %(party)s learn?") % {"party": found.party},
        "found": found,
        "pages": pages_of(found.party_code, found.campaign, "profile"),
        "dimensions": pages.dimensions(found),
        "scheme": pages.scheme_text(found),
    }
    return render(request, "progress/profile.html", context)


@require_safe
@login_required
def schemes(request: HttpRequest) -> HttpResponse:
    """Every version of the scheme, with the day from which it counts."""
    context = {
        **frame("home", [(gettext("Schemes of quality profiles"), "")]),
        "title": gettext("What do the quality profiles mean?"),
        "schemes": pages.schemes(local_day(timezone.now())),
    }
    return render(request, "progress/schemes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def object_to(request: HttpRequest, code: str) -> HttpResponse:
    """The party objects to its profile."""
    viewer, now = viewer_of(request), timezone.now()
    found = profile_page(viewer, code, now=now, campaign=asked(request, "campaign", 40))
    if not found.may_object:
        raise ProfileObjectionOpen if _waits(found) else NotYourProfile
    form = ProfileObjectionForm(request.POST or None)

    def step(typed: dict[str, Any]) -> str:
        object_to_profile(actor=viewer, now=now, profile_id=found.number, **typed)
        return gettext("Your objection stands beside the profile and is with the office.")

    lead = gettext(
        "Say what the profile gets wrong. It stands beside the profile, with the answer, for all to see."
    )
    return _taken(request, found, form, step, gettext("Object to the profile"), lead)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The office answers."""
    viewer, now = viewer_of(request), timezone.now()
    found = profile_page(viewer, code, now=now, campaign=asked(request, "campaign", 40))
    if not found.may_answer:
        raise NotAllowed if _waits(found) or not found.number else ProfileObjectionAnswered
    form = ProfileAnswerForm(request.POST or None)

    def step(typed: dict[str, Any]) -> str:
        answer_profile_objection(actor=viewer, now=now, profile_id=found.number, **typed)
        return gettext("Answered; both stand beside the profile.")

    lead = found.objections[-1].text
    return _taken(request, found, form, step, gettext("Answer the objection"), lead)


def _waits(found: ProfilePage) -> bool:
    return any(one.answered_at is None for one in found.objections)


def _taken(
    request: HttpRequest, found: ProfilePage, form: Form, step: Any, title: str, lead: str
) -> HttpResponse:
    back = party_href(found.party_code, found.campaign, "profile")
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                done = step(form.cleaned_data)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, done)
                return redirect(back)
    context = {
        **frame("home", trail(found.party, found.party_code, found.campaign, title)),
        "title": title,
        "lead": lead,
        "form": form,
        "button": title,
        "back": back,
    }
    return render(request, "progress/form.html", context, status=status)
