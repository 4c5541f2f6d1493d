"""Practical service items: what the party does, the slip, the notice, the end."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chizi.fronts.kit.asking import asked
from chizi.fronts.kit.context import address
from chizi.fronts.kit.drafts import UPLOADS, Draft, take_files
from chizi.fronts.kit.exporting import send_table
from chizi.fronts.kit.opening import insist
from chizi.fronts.kit.serving import send_file, send_preview
from chizi.fronts.kit.uploads import takes_uploads
from chizi.fronts.kit.viewers import viewer_of
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.forms import DoneForm, ReasonForm, ServiceForm, WorkForm
from chizi.fronts.practice.offers import may_open, may_record, own_party
from chizi.fronts.practice.pages import services as pages
from chizi.fronts.practice.pages.records import use_list
from chizi.fronts.practice.pages.showing import MOST_EXPORTED, choice, read_choice, way
from chizi.fronts.practice.views.stepping import FORM, by_form, framed, only, whole_number
from chizi.fronts.practice.words import SERVICE_FILTER, SERVICES, SOURCES, choices
from chizi.ground.files.queries import open_file, preview
from chizi.learn.actions import (
    add_service_step,
    close_after_notice,
    finish_service,
    issue_receipt,
    open_service,
    start_notice,
    withdraw_service,
)
from chizi.learn.queries import ServicePage, service_file, service_page, services, uses_of

TAB = "practice:services"


@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Service items in the viewer's part."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    state = read_choice(request, "state", SERVICE_FILTER)
    found = services(viewer, now=now, state=state, after=asked(request, "after", 20))
    context = framed(
        TAB,
        title=gettext("What was done for people, and do they say so?"),
        trail=pages.trail(),
        ways=[way(gettext("Write down a need"), "service_new")] if may_record(viewer) else [],
        controls=[choice(request, "state", gettext("State"), SERVICE_FILTER)],
        pages=[pages.service_list(request, found, state, records=may_record(viewer))],
    )
    return render(request, "practice/list.html", context)


@require_safe
@login_required
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The newest five thousand items of the filter as CSV or Excel."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_open(viewer))
    state = read_choice(request, "state", SERVICE_FILTER)
    return send_table(
        pages.service_data(services(viewer, now=now, state=state, limit=MOST_EXPORTED), state, now), form
    )


@require_safe
@login_required
def service(request: HttpRequest, number: int) -> HttpResponse:
    """One item with its story."""
    viewer, now = viewer_of(request), timezone.now()
    found = service_page(viewer, number, now=now)
    uses = uses_of(viewer, found.item.ref, now=now) if found.item.state == "closed" else ()
    context = framed(
        TAB,
        title=found.item.title,
        trail=pages.trail((found.item.title, "")),
        standing=said(SERVICES, found.item.state),
        waits=pages.waits(found),
        ways=pages.ways(found),
        version=found.item.version,
        texts=pages.texts(found),
        story=pages.story(found),
        facts=pages.facts(found),
        pages=[use_list(uses)] if uses else [],
    )
    return render(request, "practice/one.html", context)


@require_http_methods(FORM)
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Write down what people need."""
    viewer, now = viewer_of(request), timezone.now()
    insist(may_record(viewer))
    form = ServiceForm(request.POST or None, viewer=viewer, now=now, initial={"party": own_party(viewer)})
    form.choose("source", choices(SOURCES))

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        made = open_service(actor=viewer, now=now, **typed)
        return reverse("practice:service", args=[made.pk]), gettext("Written down.")

    title = gettext("Write down a need")
    context = {"sub_tab": TAB, "title": title, "trail": pages.trail((title, "")), "back": reverse(TAB)}
    return by_form(request, form, step, context)


def _context(found: ServicePage, title: str, lead: str = "") -> dict[str, Any]:
    at = reverse("practice:service", args=[found.item.pk])
    return {
        "sub_tab": TAB,
        "title": title,
        "lead": lead,
        "trail": pages.trail((found.item.title, at), (title, "")),
        "back": at,
        "beside": pages.cells(found),
    }


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def work(request: HttpRequest, number: int) -> HttpResponse:
    """Add a step of the work."""
    viewer, now = viewer_of(request), timezone.now()
    found = service_page(viewer, number, now=now)
    only(request, found.may_work)
    sent = request.POST if request.method == "POST" else None
    form = WorkForm(sent, viewer=viewer, now=now, initial={"version": found.item.version})
    drafts: list[Draft] = take_files(request, form, now) if sent is not None else []

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        files = {one.digest: one.name for one in drafts}
        add_service_step(
            actor=viewer,
            now=now,
            service_id=number,
            version=typed["version"],
            text=typed["text"],
            files=files,
        )
        return reverse("practice:service", args=[number]), gettext("Added.")

    context = _context(found, gettext("Add a step")) | {"uploads": True, "drafts": drafts}
    return by_form(request, form, step, context, version=found.item.version)


@takes_uploads(UPLOADS)
@require_http_methods(FORM)
@login_required
def done(request: HttpRequest, number: int) -> HttpResponse:
    """The party says what was done."""
    viewer, now = viewer_of(request), timezone.now()
    found = service_page(viewer, number, now=now)
    only(request, found.may_work)
    sent = request.POST if request.method == "POST" else None
    form = DoneForm(sent, viewer=viewer, now=now, initial={"version": found.item.version})
    drafts: list[Draft] = take_files(request, form, now) if sent is not None else []

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        files = {one.digest: one.name for one in drafts}
        finish_service(
            actor=viewer,
            now=now,
            service_id=number,
            version=typed["version"],
            done=typed["done"],
            files=files,
        )
        return reverse("practice:service", args=[number]), gettext("Now print the slip, or make it known.")

    lead = gettext("It is closed by whom it was done for, or by a public notice; never by you.")
    context = _context(found, gettext("It is done"), lead) | {"uploads": True, "drafts": drafts}
    return by_form(request, form, step, context, version=found.item.version)


@require_http_methods(FORM)
@login_required
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an item back."""
    viewer, now = viewer_of(request), timezone.now()
    found = service_page(viewer, number, now=now)
    only(request, found.may_withdraw)
    form = ReasonForm(request.POST or None, viewer=viewer, now=now, initial={"version": found.item.version})

    def step(typed: dict[str, Any]) -> tuple[str, str]:
        withdraw_service(actor=viewer, now=now, service_id=number, **typed)
        return reverse("practice:service", args=[number]), gettext("Withdrawn.")

    return by_form(request, form, step, _context(found, gettext("Withdraw it")), version=found.item.version)


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version", ""))


@require_POST
@never_cache
@login_required
def slip(request: HttpRequest, number: int) -> HttpResponse:
    """The slip with its code, shown this once."""
    item, code = issue_receipt(
        actor=viewer_of(request), now=timezone.now(), service_id=number, version=_version(request)
    )
    title = gettext("The slip")
    at = reverse("practice:service", args=[number])
    context = framed(
        TAB,
        title=title,
        trail=pages.trail((item.title, at), (title, "")),
        item=item,
        code=code,
        address=request.build_absolute_uri(address("public:service") or "/service/"),
        back=at,
    )
    return render(request, "practice/slip.html", context)


@require_POST
@login_required
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """Make known what was done."""
    start_notice(actor=viewer_of(request), now=timezone.now(), service_id=number, version=_version(request))
    messages.success(request, gettext("Made known. Anybody may object while the notice runs."))
    return redirect("practice:service", number)


@require_POST
@login_required
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close an item whose notice ran out, by somebody of another party."""
    close_after_notice(
        actor=viewer_of(request), now=timezone.now(), service_id=number, version=_version(request)
    )
    messages.success(request, gettext("Closed."))
    return redirect("practice:service", number)


@require_safe
@login_required
def file(request: HttpRequest, number: int, digest: str) -> HttpResponseBase:
    """A file of an item."""
    kept = service_file(viewer_of(request), number, digest, now=timezone.now())
    return send_file(kept, open_file(kept.digest), attachment=True)


@require_safe
@login_required
def file_page(request: HttpRequest, number: int, digest: str, page: int) -> HttpResponse:
    """One page of it as a picture or as plain text."""
    kept = service_file(viewer_of(request), number, digest, now=timezone.now())
    return send_preview(preview(kept.digest, page))
