"""Complaints and suggestions about the product (R-12): the form, one's own, and the office that answers."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.refusing import blame
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.surveying.answering import answer_and_tell, answered_by
from chizi.fronts.surveying.forms import AnswerForm, SuggestionForm
from chizi.fronts.surveying.offers import may_answer
from chizi.fronts.surveying.pages import suggestions as pages
from chizi.ground.suggestions.actions import make_suggestion
from chizi.ground.suggestions.queries import my_suggestions, suggestion, suggestion_by_key, suggestions
from chizi.ground.suggestions.rules import SuggestionState, page_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """Say something about a page, signed in or not; the page it came from is kept."""
    page = page_in(request.POST.get("page", "") or asked(request, "page", 300))
    form, status = SuggestionForm(initial={"page": page}), 200
    if request.method == "POST":
        sent, status = request.POST.copy(), 400
        sent["page"] = page
        form = SuggestionForm(sent)
        if form.is_valid():
            given = form.cleaned_data
            author, unit = _author(request)
            try:
                made = make_suggestion(
                    actor=author,
                    now=timezone.now(),
                    page=page,
                    kind=given["kind"],
                    text=given["text"],
                    unit=unit,
                    key=given["key"],
                )
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                return redirect("surveying:kept", made.key)
    context = {"form": form, "page": page, "title": gettext("Complaints and suggestions")}
    return render(
        request,
        _frame(request, "surveying/suggest.html", "surveying/suggest_outside.html"),
        context,
        status=status,
    )


def _author(request: HttpRequest) -> tuple[str, str]:
    """(reference, region code of his body) of who is signed in; both empty for anybody else."""
    user = request.user
    if not user.is_authenticated:
        return "", ""
    agency = user.agency
    return user.ref, agency.region.code if agency is not None else ""


def _frame(request: HttpRequest, inside: str, outside: str) -> str:
    """The page within the desk for who is signed in, else the one of the public sheet."""
    return inside if request.user.is_authenticated else outside


@never_cache
@require_safe
def kept(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was said, and the answer once there is one: for its author, or for whoever has the address."""
    found = suggestion_by_key(key, reader=_author(request)[0])
    context = {
        "one": found,
        "title": gettext("Thank you") if found.state == SuggestionState.OPEN else gettext("The answer"),
        "kind": pages.kind_word(found.kind),
        "link": pages.link_to(found.page),
        "address": request.build_absolute_uri(),
    }
    return render(request, _frame(request, "surveying/kept.html", "surveying/kept_outside.html"), context)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader has written himself, with the answers."""
    found = my_suggestions(viewer_of(request).ref, after=asked(request, "after", 20))
    context = {
        "rail_section": "today",
        "title": gettext("My complaints and suggestions"),
        "page": pages.list_page(request, found, own=True),
    }
    return render(request, "surveying/mine.html", context)


@require_safe
@login_required
def office(request: HttpRequest) -> HttpResponse:
    """What was said in the viewer's part of the province, newest first."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_answer(viewer))
    scope = answered_by(viewer, now)
    state = asked(request, "state", 10)
    found = suggestions(scope, state=state, after=asked(request, "after", 20))
    context = {
        "rail_section": "settings",
        "tab": "surveying:office",
        "title": gettext("Complaints and suggestions"),
        "page": pages.list_page(request, found, own=False, state=state),
        "states": pages.states(state),
    }
    return render(request, "surveying/office.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """One suggestion, and the answer to it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_answer(viewer))
    found = suggestion(answered_by(viewer, now), number)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                answer_and_tell(actor=viewer, now=now, number=number, text=form.cleaned_data["text"])
            except Refusal as refusal:
                status = blame(form, refusal)
            else:
                said = gettext("Answered. The author was told.") if found.author else gettext("Answered.")
                messages.success(request, said)
                return redirect("surveying:office")
    context = {
        "rail_section": "settings",
        "tab": "surveying:office",
        "title": gettext("A complaint or suggestion"),
        "trail": pages.trail(),
        "one": found,
        "kind": pages.kind_word(found.kind),
        "link": pages.link_to(found.page),
        "author": pages.author_words(found.author),
        "form": form,
        "waits": found.state == SuggestionState.OPEN,
    }
    return render(request, "surveying/answer.html", context, status=status)
