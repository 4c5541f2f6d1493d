"""One assignment, its files, and the steps of those who do the work and of those who asked for it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.core.refusals import Refusal
from chizi.fronts.kit.drafts import UPLOADS, Draft, take_files
from chizi.fronts.kit.serving import send_file, send_preview
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.planning.fields import PlanForm
from chizi.fronts.planning.forms import AcceptForm, ExemptForm, HandOverForm, NoteForm, ResultForm
from chizi.fronts.planning.pages import assignments as pages
from chizi.fronts.planning.views.stepping import FORM, by_form
from chizi.ground.files.queries import open_file, preview
from chizi.org.abilities import Actor, local_day
from chizi.org.queries import names_of_people
from chizi.plan.actions import (
    accept_result,
    grant_exemption,
    hand_over,
    return_result,
    submit_result,
    withdraw_result,
)
from chizi.plan.campaign_refusals import AlreadySettled, NothingToDecide, NotWaiting, NotYours, OwnResult
from chizi.plan.queries import AssignmentPage, assignment_page, colleagues, origin_of, result_file

Step = Callable[[dict[str, Any]], str]


@require_safe
@login_required
def assignment(request: HttpRequest, number: int) -> HttpResponse:
    """What is asked and why, what the viewer may do, and the story."""
    viewer, now = viewer_of(request), timezone.now()
    found = assignment_page(viewer, number, now=now)
    names = names_of_people(pages.refs(found))
    context = {
        "rail_section": "planning",
        "tab": "assignments",
        "title": found.line.title,
        "trail": pages.trail(found),
        "one": found.assignment,
        "standing": pages.standing(found),
        "texts": pages.whole_texts(found),
        "facts": pages.facts(found, names, origin_of(viewer, found.assignment.task.origin, now=now)),
        "ways": pages.ways(found),
        "story": pages.story(found, names),
        "works": found.works,
        "early": found.may_work and found.line.opens > local_day(now),
    }
    return render(request, "planning/assignment.html", context)


@require_safe
@login_required
def file(request: HttpRequest, number: int, digest: str) -> HttpResponseBase:
    """The sanitised file itself."""
    kept = result_file(viewer_of(request), number, digest, now=timezone.now())
    return send_file(kept, open_file(kept.digest), attachment=True)


@require_safe
@login_required
def file_page(request: HttpRequest, number: int, digest: str, page: int) -> HttpResponse:
    """One page of it as a picture or as plain text: nothing active reaches a browser."""
    kept = result_file(viewer_of(request), number, digest, now=timezone.now())
    return send_preview(preview(kept.digest, page))


def taken(
    request: HttpRequest,
    found: AssignmentPage,
    form: PlanForm,
    step: Step,
    *,
    title: str,
    lead: str = "",
    button: str = "",
    **more: Any,
) -> HttpResponse:
    """A step on an assignment by a form beside what is asked; ``step`` gives what is said afterwards."""
    at = reverse("planning:assignment", args=[found.assignment.pk])

    def done(typed: dict[str, Any]) -> tuple[str, str]:
        return at, step(typed)

    context = {
        "tab": "assignments",
        "title": title,
        "trail": pages.trail(found, (title, "")),
        "lead": lead,
        "button": button or title,
        "back": at,
        "texts": pages.whole_texts(found),
        "beside": pages.summary(found),
        **more,
    }
    version = found.assignment.version
    return by_form(
        request, form, done, context, "planning/act.html", version=version, stands=pages.summary(found)
    )


def insist_on(request: HttpRequest, allowed: bool, found: AssignmentPage, closed: Refusal) -> None:
    """Nobody fills in a form that he cannot send: why not is said at once. What is sent, the action judges.

    ``closed`` is why those whose work it is cannot do it now."""
    if request.method != "POST" and not allowed:
        raise closed if found.works else NotYours(name=found.assignment.party.name)


def insist_as_issuer(
    request: HttpRequest, allowed: bool, found: AssignmentPage, closed: Refusal | None
) -> None:
    """The same for the issuer's side: ``closed`` is why nobody can do it now, None if it is only not for him."""
    if request.method != "POST" and not allowed:
        raise closed or NotYours(name=found.line.issuer)


def _found(request: HttpRequest, number: int) -> tuple[Actor, datetime, AssignmentPage]:
    viewer, now = viewer_of(request), timezone.now()
    return viewer, now, assignment_page(viewer, number, now=now)


def _versioned(found: AssignmentPage) -> dict[str, int]:
    return {"version": found.assignment.version}


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def submit(request: HttpRequest, number: int) -> HttpResponse:
    """Hand in a result: text, files, or a reference to what is here already (R-07)."""
    viewer, now, found = _found(request, number)
    insist_on(request, found.may_work, found, NotWaiting())
    before = [
        (str(one.pk), gettext("%(title)s (version %(number)s)") % {
            "title": one.assignment.task.title, "number": one.number,
        })
        for one in found.referable
    ]  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    form = ResultForm(sent, viewer=viewer, now=now, before=before, initial=_versioned(found))
    drafts: list[Draft] = take_files(request, form, now) if sent is not None else []

    def step(typed: dict[str, Any]) -> str:
        older = typed.get("refers_to") or ""
        submit_result(
            actor=viewer,
            now=now,
            assignment_id=number,
            version=typed["version"],
            text=typed["text"],
            files={one.digest: one.name for one in drafts},
            refers_to=int(older) if older else None,
        )
        return gettext("Handed in. You can take it back until somebody has decided.")

    return taken(
        request,
        found,
        form,
        step,
        title=gettext("Hand in a result"),
        lead=gettext("A text, files or a result that is here already: one of them is enough. No photo and no place"
                     " is ever compulsory."),
        uploads=True,
        drafts=drafts,
    )  # fmt: skip


@require_POST
@login_required
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what was handed in, while nobody has decided on it."""
    said = request.POST.get("version", "")
    version = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    withdraw_result(actor=viewer_of(request), now=timezone.now(), assignment_id=number, version=version)
    messages.success(request, gettext("The result is taken back. It stays in the story."))
    return redirect("planning:assignment", number)


def _undecidable(found: AssignmentPage) -> Refusal | None:
    if found.line.state != "submitted":
        return NothingToDecide()
    return OwnResult() if found.works else None


def is_live(found: AssignmentPage) -> bool:
    """Whether it is not settled yet."""
    return found.line.state in ("open", "submitted", "returned")


def _last(found: AssignmentPage) -> dict[str, Any]:
    """The result that is decided on, with its files, beside the form."""
    if not found.results:
        raise NothingToDecide
    last = found.results[-1]
    files = [pages.shown(found, found.files[one], last.number) for one in last.files if one in found.files]
    return {"result": last, "files": files}


@require_http_methods(FORM)
@login_required
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """The issuer's side accepts a result."""
    viewer, now, found = _found(request, number)
    insist_as_issuer(request, found.may_decide, found, _undecidable(found))
    form = AcceptForm(request.POST or None, viewer=viewer, now=now, initial=_versioned(found))

    def step(typed: dict[str, Any]) -> str:
        accept_result(actor=viewer, now=now, assignment_id=number, **typed)
        return gettext("The result is accepted.")

    lead = gettext("It then counts as done, and can be referred to instead of being asked for again.")
    return taken(request, found, form, step, title=gettext("Accept the result"), lead=lead, **_last(found))


@require_http_methods(FORM)
@login_required
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """The issuer's side returns a result and says what is missing."""
    viewer, now, found = _found(request, number)
    insist_as_issuer(request, found.may_decide, found, _undecidable(found))
    form = NoteForm(request.POST or None, viewer=viewer, now=now, initial=_versioned(found))

    def step(typed: dict[str, Any]) -> str:
        return_result(actor=viewer, now=now, assignment_id=number, **typed)
        return gettext("The result is returned, and those who handed it in are told.")

    lead = gettext("Say what is missing, so that it has to be done only once more.")
    return taken(request, found, form, step, title=gettext("Return the result"), lead=lead, **_last(found))


@require_http_methods(FORM)
@login_required
def exempt(request: HttpRequest, number: int) -> HttpResponse:
    """The issuer's side lets a party or person off (S1-13)."""
    viewer, now, found = _found(request, number)
    insist_as_issuer(request, found.may_exempt, found, None if is_live(found) else AlreadySettled())
    form = ExemptForm(request.POST or None, viewer=viewer, now=now, initial=_versioned(found))

    def step(typed: dict[str, Any]) -> str:
        grant_exemption(actor=viewer, now=now, assignment_id=number, **typed)
        return gettext("Exempted. It does not count as undone anywhere.")

    lead = gettext("The assignment leaves every denominator and the load of whoever was asked.")
    return taken(request, found, form, step, title=gettext("Exempt"), lead=lead)


@require_http_methods(FORM)
@login_required
def pass_on(request: HttpRequest, number: int) -> HttpResponse:
    """Give the work to one person of the party, to another one, or back to the party as a whole."""
    viewer, now, found = _found(request, number)
    closed = None if is_live(found) else AlreadySettled()
    if request.method != "POST" and not found.may_hand_over:
        raise closed or NotYours(name=found.line.party)
    people = colleagues(found.assignment, on=local_day(now))
    sent = request.POST or None
    form = HandOverForm(sent, viewer=viewer, now=now, colleagues=people, initial=_versioned(found))

    def step(typed: dict[str, Any]) -> str:
        row = hand_over(actor=viewer, now=now, assignment_id=number, **typed)
        if row.person is None:
            return gettext("It is the work of the party as a whole again.")
        return gettext("Handed over to %(name)s, who is told.") % {"name": row.person.name}

    lead = gettext("Now with: %(who)s.") % {"who": found.line.person or found.line.party}
    return taken(request, found, form, step, title=gettext("Hand over"), lead=lead)
