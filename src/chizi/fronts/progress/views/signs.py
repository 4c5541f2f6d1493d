"""Signs of going through the motions, for a human look (S1-15, R-27)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.context import address
from chizi.fronts.kit.lists import with_query
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.progress.forms import SignForm
from chizi.fronts.progress.offers import may_review
from chizi.fronts.progress.pages import signs as pages
from chizi.fronts.progress.views.boards import frame
from chizi.fronts.progress.words import OBJECTS, SIGN_STATES, SIGNS
from chizi.learn.actions import look_for_signs, reopen_sign, review_sign
from chizi.learn.queries import SignPage, sign_page, sign_picture, signs
from chizi.learn.rules.signs import SignState
from chizi.org.queries import names_of_people


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a look, or was looked at."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_review(viewer))
    state = asked(request, "state", 8)
    found = signs(viewer, now=now, state=state, after=asked(request, "after", 20))
    next_href = with_query(request, after=found.after) if found.after else ""
    first_href = with_query(request, after="") if request.GET.get("after") else ""
    context = {
        **frame("signs", [(pgettext("tab", "Signs"), "")]),
        "title": gettext("What should somebody look at?"),
        "views": pages.views(state),
        "page": pages.sign_list(found, state if state in set(SignState) else "", next_href, first_href),
    }
    return render(request, "progress/signs.html", context)


@require_POST
@login_required
def look(request: HttpRequest) -> HttpResponse:
    """Look now instead of at night."""
    raised = look_for_signs(actor=viewer_of(request), now=timezone.now())
    words = ngettext("%(count)s new sign was noticed.", "%(count)s new signs were noticed.", raised)
    messages.success(request, words % {"count": raised})
    return redirect("progress:signs")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """One sign with its texts side by side, and what somebody makes of it."""
    viewer, now = viewer_of(request), timezone.now()
    found = sign_page(viewer, number, now=now)
    form, status = SignForm(request.POST or None, kind=found.line.kind), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                review_sign(actor=viewer, now=now, sign_id=number, **form.cleaned_data)
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                messages.success(request, gettext("Kept. Nothing else follows from it by itself."))
                return redirect("progress:sign", number)
    return render(request, "progress/sign.html", _context(found, form), status=status)


def _context(found: SignPage, form: SignForm) -> dict[str, Any]:
    line = found.line
    texts = [(said(OBJECTS, one.href_kind), one) for one in found.texts]
    return {
        **frame(
            "signs", [(pgettext("tab", "Signs"), reverse("progress:signs")), (said(SIGNS, line.kind), "")]
        ),
        "title": capfirst(said(SIGNS, line.kind)),
        "found": found,
        "figures": pages.in_figures(line),
        "state": said(SIGN_STATES, line.state),
        "by": names_of_people([found.reviewed_by]).get(found.reviewed_by, "") if found.reviewed_by else "",
        "texts": texts,
        "form": form,
        "open": line.state == SignState.OPEN,
        "talked": line.state == SignState.TALKED,
        "advice": address("practice:note_new"),
    }


@require_POST
@login_required
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Undo what was made of a sign."""
    reopen_sign(actor=viewer_of(request), now=timezone.now(), sign_id=number)
    messages.success(request, gettext("It waits for a look again."))
    return redirect("progress:sign", number)


@require_safe
@login_required
def picture(request: HttpRequest, number: int, digest: str) -> HttpResponse:
    """A picture that a sign is about."""
    media_type, content = sign_picture(viewer_of(request), number, digest, now=timezone.now())
    answer = HttpResponse(content, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, max-age=300"
    return answer
