"""Directives to learn from somebody, and what serves them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.practice.forms import AttachForm, DirectiveForm, UseForm
from chizi.fronts.practice.offers import may_manage, may_open, own_party
from chizi.fronts.practice.pages import directives as pages
from chizi.fronts.practice.pages.showing import MOST_EXPORTED, dataset, way
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only, whole_number
from chizi.fronts.practice.words import USES, choices
from chizi.learn.actions import attach_directive, detach_directive, record_directive, withdraw_directive
from chizi.learn.queries import directive_page, directives, things_learned
from chizi.learn.rules.directives import ATTACHED_TO

TAB = "practice:directives"


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Directives that bind the viewer's part."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    found = directives(viewer, now=now, after=asked(request, "after", 20))
    manages = may_manage(viewer)
    context = framed(
        TAB,
        title=gettext("From whom are we asked to learn, and what came of it?"),
        trail=pages.trail(),
        ways=[way(gettext("Record a directive"), "directive_new")] if manages else [],
        pages=[pages.directive_list(request, found, manages=manages)],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand directives as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    found = directives(viewer, now=now, limit=MOST_EXPORTED)
    rows = [
        (one.id, one.number, one.title, one.issuer, one.issued_on, one.honours, one.uses)
        for one in found.directives
    ]
    words = [gettext("all that bind your part")]
    return send_table(dataset("directives", pages.DIRECTIVES, rows, words, now), form)


@require_safe
@login_required
def directive(request: HttpRequest, number: int) -> HttpResponse:
    """One directive, its topics, and what serves it."""
    viewer, now = viewer_of(request), timezone.now()
    found = directive_page(viewer, number, now=now)
    one = found.directive
    context = framed(
        TAB,
        title=one.title,
        trail=pages.trail((one.title, "")),
        standing=gettext("in force") if one.withdrawn_at is None else gettext("withdrawn"),
        ways=pages.directive_ways(found),
        version=one.version,
        texts=[(gettext("What it says"), one.text)] if one.text else [],
        topics=found.topics,
        pages=[pages.came_of(found)],
        facts=pages.directive_facts(found),
    )
    return render(request, "practice/one.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Record a directive."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_manage(viewer))
    form = DirectiveForm(request.POST or None, viewer=viewer, now=now, initial={"issuer": own_party(viewer)})
    stories = [one for one in things_learned(viewer, now=now) if one[0].startswith("material:")]
    form.choose("story", stories, gettext("none"))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        topics = typed.pop("topics").splitlines()
        made = record_directive(actor=viewer, now=now, topics=topics, **typed)
        return reverse("practice:directive", args=[made.pk]), gettext(
            "Recorded. Now attach it to actions that exist."
        )

    title = gettext("Record a directive")
    context = {"sub_tab": TAB, "title": title, "trail": pages.trail((title, "")), "back": reverse(TAB),
               "lead": gettext("By itself it asks nobody for anything: it is attached to what exists.")}  # fmt: skip
    return by_form(request, form, step, context)


def _one(number: int, name: str, title: str) -> dict[str, Any]:
    at = reverse("practice:directive", args=[number])
    return {"sub_tab": TAB, "title": title, "trail": pages.trail((name, at), (title, "")), "back": at}


@require_http_methods(FORM)
@login_required
def attach(request: HttpRequest, number: int) -> HttpResponse:
    """Attach a directive to an action that exists."""
    viewer, now = viewer_of(request), timezone.now()
    found = directive_page(viewer, number, now=now)
    only(request, found.may_attach)
    form = AttachForm(request.POST or None, viewer=viewer, now=now)
    form.choose("kind", [one for one in choices(USES) if one[0] in ATTACHED_TO])

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        about = f"{typed['kind']}:{typed['number']}"
        attach_directive(actor=viewer, now=now, directive_id=number, about=about)
        return reverse("practice:directive", args=[number]), gettext("Attached.")

    return by_form(
        request, form, step, _one(number, found.directive.title, gettext("Attach it to an action"))
    )


@require_http_methods(FORM)
@login_required
def detach(request: HttpRequest, number: int) -> HttpResponse:
    """Undo it."""
    viewer, now = viewer_of(request), timezone.now()
    found = directive_page(viewer, number, now=now)
    only(request, found.may_attach)
    form = UseForm(request.POST or None, viewer=viewer, now=now)
    form.fields["programme"].label = gettext("From which action")
    form.choose("programme", [(one.about, one.title or one.about) for one in found.uses])

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        detach_directive(actor=viewer, now=now, directive_id=number, about=typed["programme"])
        return reverse("practice:directive", args=[number]), gettext("Detached.")

    return by_form(
        request, form, step, _one(number, found.directive.title, gettext("Detach it from an action"))
    )


@require_POST
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Mark it as no longer in force."""
    version = whole_number(request.POST.get("version", ""))
    withdraw_directive(actor=viewer_of(request), now=timezone.now(), directive_id=number, version=version)
    messages.success(request, gettext("Withdrawn. What was attached keeps standing."))
    return redirect("practice:directive", number)
