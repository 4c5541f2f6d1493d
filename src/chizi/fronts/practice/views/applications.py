"""Applications: lists, one of them, and the steps of the learner and of whoever confirms."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.forms import AgainForm, ClaimForm, ConfirmForm, NoteForm
from chizi.fronts.practice.offers import may_confirm, may_learn, may_open, may_see
from chizi.fronts.practice.pages import applications as pages
from chizi.fronts.practice.pages.records import use_list
from chizi.fronts.practice.pages.showing import MOST_EXPORTED, PAGE, choice, read_choice, way
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only, whole_number
from chizi.fronts.practice.words import APPLICATIONS, VIEWS
from chizi.learn.actions import (
    claim_again,
    claim_application,
    confirm_application,
    return_application,
    withdraw_application,
)
from chizi.learn.queries import (
    ApplicationList,
    ApplicationPage,
    application_page,
    applications,
    matter_with_code,
    things_learned,
    to_confirm,
    uses_of,
    work_open_to,
)
from chizi.org.abilities import Actor

TAB = "practice:home"


def _view(request: HttpRequest, viewer: Actor) -> tuple[str, list[str]]:
    """The list asked for, and those that are offered."""
    offered = (["confirm"] if may_confirm(viewer) else []) + (["mine"] if may_learn(viewer) else [])
    offered += ["all"] if may_see(viewer) or may_confirm(viewer) else []
    wanted = read_choice(request, "view", VIEWS)
    return (wanted if wanted in offered else offered[0]), offered


def _found(
    viewer: Actor, view: str, state: str, now: datetime, *, after: str = "", limit: int = PAGE
) -> ApplicationList:
    if view == "confirm":
        return to_confirm(viewer, now=now, after=after, limit=limit)
    return applications(viewer, now=now, state=state, mine=view == "mine", after=after, limit=limit)


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Applications: one's own, those to confirm, and all of one's part."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    view, offered = _view(request, viewer)
    state = "" if view == "confirm" else read_choice(request, "state", APPLICATIONS)
    found = _found(viewer, view, state, now, after=asked(request, "after", 20))
    page = pages.application_list(request, found, view, state, learns=may_learn(viewer))
    here = reverse(TAB)
    context = framed(
        TAB,
        title=gettext("What was learned, and used in real work?"),
        trail=[(pgettext("tab", "Applications"), "")],
        ways=[way(gettext("Claim an application"), "claim")] if may_learn(viewer) else [],
        views=[(gettext(VIEWS[name]), f"{here}?view={name}", name == view) for name in offered],
        controls=[] if view == "confirm" else [choice(request, "state", gettext("State"), APPLICATIONS)],
        kept=[("view", view)],
        pages=[page],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand of the list as CSV or Excel, with the filter written on it."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    view, _offered = _view(request, viewer)
    state = "" if view == "confirm" else read_choice(request, "state", APPLICATIONS)
    found = _found(viewer, view, state, now, limit=MOST_EXPORTED)
    return send_table(pages.application_data(found.applications, pages.sentence(view, state), now), form)


@require_safe
@login_required
def application(request: HttpRequest, number: int) -> HttpResponse:
    """One application with its story."""
    viewer, now = viewer_of(request), timezone.now()
    found = application_page(viewer, number, now=now)
    uses = uses_of(viewer, found.application.ref, now=now) if found.line.state == "confirmed" else ()
    context = framed(
        TAB,
        title=found.line.about_title,
        trail=pages.trail(found),
        standing=said(APPLICATIONS, found.line.state),
        waits=pages.waits(found),
        ways=pages.ways(found),
        version=found.line.version,
        texts=[(gettext("What he did differently"), found.application.text)],
        story=pages.story(found),
        facts=pages.facts(found),
        pages=[use_list(uses)] if uses else [],
    )
    return render(request, "practice/one.html", context)


@require_http_methods(FORM)
@login_required
def claim(request: HttpRequest) -> HttpResponse:
    """Claim that one used what one learned."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_learn(viewer))
    form = ClaimForm(
        request.POST or None, viewer=viewer, now=now, initial={"about": asked(request, "about", 40)}
    )
    form.choose("about", things_learned(viewer, now=now), gettext("choose"))
    form.choose("target", work_open_to(viewer, now=now), gettext("choose"))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        target = matter_with_code(viewer, typed["code"]) if typed["code"] else typed["target"]
        made = claim_application(
            actor=viewer, now=now, about=typed["about"], text=typed["text"], target=target, key=typed["key"]
        )
        where = reverse("practice:application", args=[made.pk])
        return where, gettext("Claimed. Somebody else has to confirm it; you can take it back until then.")

    title = gettext("Claim an application")
    lead = gettext(
        "You learned something and used it in your work: say where. It counts once somebody else confirmed."
    )
    context = {"title": title, "lead": lead, "back": reverse(TAB), "sub_tab": TAB,
               "trail": [(pgettext("tab", "Applications"), reverse(TAB)), (title, "")]}  # fmt: skip
    return by_form(request, form, step, context)


def _context(found: ApplicationPage, title: str, lead: str = "") -> dict[str, Any]:
    return {
        "sub_tab": TAB,
        "title": title,
        "lead": lead,
        "trail": pages.trail(found, (title, "")),
        "back": reverse("practice:application", args=[found.line.id]),
        "beside": pages.beside(found),
    }


@require_http_methods(FORM)
@login_required
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Claim once more what came back."""
    viewer, now = viewer_of(request), timezone.now()
    found = application_page(viewer, number, now=now)
    only(request, found.may_claim_again)
    start = {"version": found.line.version, "text": found.application.text, "target": found.line.target}
    form = AgainForm(request.POST or None, viewer=viewer, now=now, initial=start)
    work = list(work_open_to(viewer, now=now))
    if found.line.target not in dict(work):
        work.insert(0, (found.line.target, found.line.work))
    form.choose("target", work)

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = claim_again(actor=viewer, now=now, application_id=number, **typed)
        return reverse("practice:application", args=[made.pk]), gettext("Claimed again.")

    return by_form(
        request, form, step, _context(found, gettext("Claim it again")), version=found.line.version
    )


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a claim back before anybody decided."""
    version = whole_number(request.POST.get("version", ""))
    withdraw_application(actor=viewer_of(request), now=timezone.now(), application_id=number, version=version)
    messages.success(request, gettext("Taken back. It stays in your list."))
    return redirect("practice:application", number)


@require_http_methods(FORM)
@login_required
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm what somebody else applied."""
    viewer, now = viewer_of(request), timezone.now()
    found = application_page(viewer, number, now=now)
    only(request, found.may_decide)
    form = ConfirmForm(request.POST or None, viewer=viewer, now=now, initial={"version": found.line.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        confirm_application(actor=viewer, now=now, application_id=number, **typed)
        return f"{reverse(TAB)}?view=confirm", gettext("Confirmed. It now stands in the learner's record.")

    lead = gettext("Confirm only what you know from the work itself. Nobody confirms his own.")
    return by_form(
        request, form, step, _context(found, gettext("Confirm it"), lead), version=found.line.version
    )


@require_http_methods(FORM)
@login_required
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """Give a claim back with a note."""
    viewer, now = viewer_of(request), timezone.now()
    found = application_page(viewer, number, now=now)
    only(request, found.may_decide)
    form = NoteForm(request.POST or None, viewer=viewer, now=now, initial={"version": found.line.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        return_application(actor=viewer, now=now, application_id=number, **typed)
        return f"{reverse(TAB)}?view=confirm", gettext("Given back, and the learner is told.")

    lead = gettext("Say what is missing, so that it has to be claimed only once more.")
    return by_form(
        request, form, step, _context(found, gettext("Give it back"), lead), version=found.line.version
    )
